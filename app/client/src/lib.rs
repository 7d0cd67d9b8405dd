//! The browser's entry.

use wasm_bindgen::prelude::wasm_bindgen;

/// Wakes the forms and the islands of the page that the server rendered.
#[wasm_bindgen]
pub fn hydrate() {
    // A bug says where it is in the browser's console, instead of "unreachable".
    std::panic::set_hook(Box::new(|bug| leptos::logging::error!("{bug}")));
    leptos::mount::hydrate_islands();
    app::ui::enhance();
}
