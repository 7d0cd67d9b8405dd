//! Data for a page: fetched while the server renders it. A page is whole HTML, so nothing is fetched again.

use std::future::Future;

use leptos::prelude::*;

use super::ErrorPage;
use crate::calls::Answer;

/// Shows what `fetch` gives, or why it did not, with the status that belongs to it.
#[component]
pub fn Load<S, T, Fut, R>(
    /// What the data depends on, such as the id in the path.
    source: impl Fn() -> S + Send + 'static,
    fetch: impl Fn(S) -> Fut + Send + Sync + 'static,
    render: R,
) -> impl IntoView
where
    S: Send + 'static,
    T: Send + 'static,
    Fut: Future<Output = Answer<T>> + Send + 'static,
    R: Fn(T) -> AnyView + Send + Sync + 'static,
{
    let fetched = fetch(source());
    view! {
        <Suspense>
            {Suspend::new(async move {
                match fetched.await {
                    Ok(value) => render(value),
                    Err(error) => view! { <ErrorPage failure=error.0 /> }.into_any(),
                }
            })}
        </Suspense>
    }
    .into_any()
}
