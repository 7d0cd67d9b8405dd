//! Requests of a page's script: each says for whom the page was made, and none waits for ever.

use domain::{Code, Failure};
use leptos::{prelude::*, web_sys};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

use crate::boot::{Whose, me};

/// No answer takes this long; after it, it is as if there were no connection.
const PATIENCE_MS: i32 = 20_000;

/// Sends, and gives the answer or the failure in it. No answer at all is [`Code::Unavailable`].
pub(crate) async fn send(method: &str, url: &str, content_type: &str, body: &str) -> Result<web_sys::Response, Failure> {
    request(method, url, "application/json", Some((content_type, body))).await
}

pub(super) async fn request(method: &str, url: &str, accept: &str, body: Option<(&str, &str)>) -> Result<web_sys::Response, Failure> {
    let init = web_sys::RequestInit::new();
    init.set_method(method);
    let headers = web_sys::Headers::new().map_err(|_| Failure::from(Code::Internal))?;
    let _ = headers.append("accept", accept);
    let whose = me();
    if let Some(me) = &whose {
        let _ = headers.append(Whose::HEADER, &me.user.to_string());
    }
    if let Some((content_type, body)) = body {
        let _ = headers.append("content-type", content_type);
        init.set_body(&JsValue::from_str(body));
        // An interview that is left sends its last words all the same.
        let _ = js_sys::Reflect::set(&init, &"keepalive".into(), &(body.len() < 60_000).into());
    }
    init.set_headers(&headers);
    init.set_signal(patience().as_ref());
    let fetched = JsFuture::from(window().fetch_with_str_and_init(url, &init)).await;
    let response: web_sys::Response = fetched.map_err(|_| Failure::from(Code::Unavailable))?.unchecked_into();
    if response.ok() {
        return Ok(response);
    }
    let failure = read(&response).await.and_then(|text| serde_json::from_str::<Failure>(&text).ok());
    Err(match (failure, whose) {
        (Some(Failure { code: Code::OtherPerson, .. }), Some(me)) => Failure::of_another(&me.name),
        (failure, _) => failure.unwrap_or_else(|| Code::Unavailable.into()),
    })
}

/// Breaks off a request that is not answered, also when its answer has begun.
fn patience() -> Option<web_sys::AbortSignal> {
    let controller = web_sys::AbortController::new().ok()?;
    let signal = controller.signal();
    let over = Closure::once_into_js(move || controller.abort());
    let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(over.unchecked_ref(), PATIENCE_MS);
    Some(signal)
}

/// The text of an answer.
pub(crate) async fn read(response: &web_sys::Response) -> Option<String> {
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
