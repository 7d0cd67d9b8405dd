//! Sends a form in the background. On the server there is nothing to do.

use leptos::ev::SubmitEvent;

use super::FormState;

#[cfg(not(feature = "hydrate"))]
pub(super) fn handler(_: FormState, _: &'static str, _: bool, _: String) -> impl Fn(SubmitEvent) + 'static {
    |_| {}
}

#[cfg(feature = "hydrate")]
pub(super) use browser::handler;

#[cfg(feature = "hydrate")]
mod browser {
    use domain::{Code, Failure};
    use leptos::{prelude::*, task::spawn_local, web_sys};
    use leptos_router::{NavigateOptions, hooks::use_navigate};
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{FormData, HtmlElement, HtmlFormElement, UrlSearchParams};

    use super::{FormState, SubmitEvent};
    use crate::ui::use_refresh;

    pub(in super::super) fn handler(state: FormState, action: &'static str, whole_page: bool, confirm: String) -> impl Fn(SubmitEvent) + 'static {
        let navigate = use_navigate();
        let refresh = use_refresh();
        move |event: SubmitEvent| {
            let Some(form) = event.target().and_then(|t| t.dyn_into::<HtmlFormElement>().ok()) else { return };
            event.prevent_default();
            if state.busy.get_untracked() || !confirmed(&confirm) {
                return;
            }
            let Some(body) = encode(&form, &event) else { return };
            state.busy.set(true);
            let (state, navigate) = (state.clone(), navigate.clone());
            spawn_local(async move {
                let answer = post(action, &body).await;
                state.busy.set(false);
                match answer {
                    Ok(Some(path)) if whole_page => {
                        let _ = window().location().assign(&path);
                    }
                    Ok(None) if whole_page => {
                        let _ = window().location().reload();
                    }
                    Ok(to) => {
                        state.failure.set(None);
                        refresh.0.update(|n| *n += 1);
                        if let Some(path) = to {
                            navigate(&path, NavigateOptions::default());
                        } else if form.has_attribute("data-clear") {
                            form.reset();
                        }
                    }
                    Err(failure) => {
                        let stale = failure.code == Code::Stale;
                        state.failure.set(Some(failure));
                        if stale {
                            refresh.0.update(|n| *n += 1);
                        }
                        focus_first_fault(&form);
                    }
                }
            });
        }
    }

    fn confirmed(question: &str) -> bool {
        question.is_empty() || window().confirm_with_message(question).unwrap_or(false)
    }

    /// The fields as a query string, with the button that was pressed.
    fn encode(form: &HtmlFormElement, event: &SubmitEvent) -> Option<String> {
        let data = FormData::new_with_form(form).ok()?;
        let params = UrlSearchParams::new_with_record_from_str_to_str(&js_sys::Object::new()).ok()?;
        for entry in js_sys::Array::from(&js_sys::Array::from(data.as_ref())).iter() {
            let pair = js_sys::Array::from(&entry);
            params.append(&pair.get(0).as_string()?, &pair.get(1).as_string().unwrap_or_default());
        }
        if let Some(button) = event.submitter().and_then(|b| b.dyn_into::<web_sys::HtmlButtonElement>().ok())
            && !button.name().is_empty()
        {
            params.append(&button.name(), &button.value());
        }
        Some(String::from(params.to_string()))
    }

    /// Posts; gives where to go, when the server said so.
    async fn post(action: &str, body: &str) -> Result<Option<String>, Failure> {
        let answer = send("POST", action, "application/x-www-form-urlencoded", body).await?;
        let location = answer.headers().get("location").ok().flatten();
        Ok(location.filter(|path| !path.is_empty()))
    }

    fn focus_first_fault(form: &HtmlFormElement) {
        let form = form.clone();
        request_animation_frame(move || {
            let target = form.query_selector("[aria-invalid=true], .form-failure").ok().flatten();
            if let Some(element) = target.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
                let _ = element.focus();
            }
        });
    }

    pub(crate) async fn send(method: &str, url: &str, content_type: &str, body: &str) -> Result<web_sys::Response, Failure> {
        let init = web_sys::RequestInit::new();
        init.set_method(method);
        init.set_body(&JsValue::from_str(body));
        let headers = web_sys::Headers::new().map_err(|_| Failure::from(Code::Internal))?;
        let _ = headers.append("content-type", content_type);
        let _ = headers.append("accept", "application/json");
        init.set_headers(&headers);
        let fetched = wasm_bindgen_futures::JsFuture::from(window().fetch_with_str_and_init(url, &init)).await;
        let response: web_sys::Response = fetched.map_err(|_| Failure::from(Code::Unavailable))?.unchecked_into();
        if response.ok() {
            return Ok(response);
        }
        let text = match response.text() {
            Ok(promise) => wasm_bindgen_futures::JsFuture::from(promise).await.ok().and_then(|t| t.as_string()),
            Err(_) => None,
        };
        Err(text.and_then(|t| serde_json::from_str(&t).ok()).unwrap_or_else(|| Failure::from(Code::Unavailable)))
    }
}

#[cfg(feature = "hydrate")]
pub(crate) use browser::send;
