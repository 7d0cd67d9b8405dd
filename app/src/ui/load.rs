//! Data for a page: fetched on the server for the first view, by the browser after that.

use std::future::Future;

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::ErrorPage;
use crate::{boot::lang, calls::Answer};

/// Grows when something was saved, so that what is on the page is fetched again.
#[derive(Clone, Copy)]
pub struct Refresh(pub RwSignal<u32>);

/// The page's refresh signal.
pub fn use_refresh() -> Refresh {
    use_context().unwrap_or_else(|| Refresh(RwSignal::new(0)))
}

/// Shows what `fetch` gives, or why it did not.
#[component]
pub fn Load<S, T, Fut>(
    /// What the data depends on, such as the id in the path.
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> Fut + Send + Sync + 'static,
    render: impl Fn(T) -> AnyView + Send + Sync + Clone + 'static,
) -> impl IntoView
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    Fut: Future<Output = Answer<T>> + Send + 'static,
{
    let refresh = use_refresh();
    let data = Resource::new(move || (source(), refresh.0.get()), move |(source, _)| fetch(source));
    view! {
        <Transition fallback=move || view! { <p class="busy">{text::common::busy(lang())}</p> }>
            {move || {
                let render = render.clone();
                Suspend::new(async move {
                    match data.await {
                        Ok(value) => render(value),
                        Err(error) => view! { <ErrorPage failure=error.0 /> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
    .into_any()
}
