//! The browser's entry.

use wasm_bindgen::prelude::wasm_bindgen;

/// Wakes the forms and the islands of the page that the server rendered.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
    app::ui::enhance();
}
