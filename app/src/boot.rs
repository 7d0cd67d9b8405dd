//! What a page knows from the start: who reads it, in which language, and what a failed form said.
//!
//! The server puts it in an attribute of `<html>`, so that browser and server begin with the same facts.

use domain::{Failure, Lang, people::Me};
use leptos::prelude::use_context;
use serde::{Deserialize, Serialize};

/// The facts of this request.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Boot {
    pub me: Option<Me>,
    pub lang: Lang,
    /// Whether this is a demo, so that the sign-in page can say how.
    pub demo: bool,
    pub flash: Option<Flash>,
}

/// A form that failed without script: what it said and what was typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flash {
    /// Where the form was posted to.
    pub action: String,
    /// Which form, when a page has several to the same place.
    pub form: String,
    pub failure: Failure,
    /// What was typed; never a password or a code.
    pub fields: Vec<(String, String)>,
}

/// The facts of this request.
pub fn boot() -> Boot {
    use_context().unwrap_or_default()
}

/// The reader's language.
pub fn lang() -> Lang {
    use_context::<Boot>().map(|b| b.lang).unwrap_or_default()
}

/// The signed-in person.
pub fn me() -> Option<Me> {
    use_context::<Boot>().and_then(|b| b.me)
}

/// Reads the facts that the server left in the page.
#[cfg(feature = "hydrate")]
pub fn from_page() -> Boot {
    leptos::prelude::document()
        .document_element()
        .and_then(|html| html.get_attribute("data-boot"))
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_default()
}
