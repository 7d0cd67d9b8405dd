//! What a page knows from the start: who reads it, in which language, and what a failed form said.
//!
//! The server puts it in an attribute of `<html>`, so that browser and server begin with the same facts.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use domain::{Failure, Lang, ids::UserId, people::Me};
use serde::{Deserialize, Serialize};

/// The facts of this request.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Boot {
    pub me: Option<Me>,
    pub lang: Lang,
    /// Whether this is a demo, so that the sign-in page can say how.
    pub demo: bool,
    pub flash: Option<Flash>,
    /// The same of a form that this page turned out not to have any more.
    #[serde(skip)]
    pub lost: Option<Flash>,
    /// What was just done, said once. Only the page says it, so its script need not know.
    #[serde(skip)]
    pub said: Option<String>,
    /// This page's own path and query.
    pub path: String,
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

/// Whether what a failed form said was shown while a page was made: its form may be gone.
#[derive(Debug, Clone, Default)]
pub struct Shown(Arc<AtomicBool>);

impl Shown {
    pub fn is(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The form that failed is on the page.
pub(crate) fn shows_flash() {
    if let Some(Shown(shown)) = leptos::prelude::use_context() {
        shown.store(true, Ordering::Relaxed);
    }
}

/// For whom a page was made: every form and every request of its script says it. The name goes along so that who is refused can
/// be told whose page it is, by what the page itself knew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose {
    pub user: UserId,
    pub name: String,
}

impl Whose {
    /// The header of a script: the id alone.
    pub const HEADER: &str = "maatstaf-for";
    const FIELD: &str = "_for.";

    /// The name of a form's field; its value is the person's name. By its name a browser knows the form of the one from the
    /// same form of the other: who goes back finds what was typed there only in the form that it was typed in.
    pub fn field(user: UserId) -> String {
        format!("{}{user}", Self::FIELD)
    }

    /// What a field of a form says, when it is this one.
    pub fn of_field(name: &str, value: &str) -> Option<Self> {
        let user = name.strip_prefix(Self::FIELD)?.parse().ok()?;
        Some(Self { user, name: value.to_owned() })
    }
}

/// The facts of this request.
pub fn boot() -> Boot {
    #[cfg(feature = "hydrate")]
    return from_page();
    #[cfg(not(feature = "hydrate"))]
    leptos::prelude::use_context().unwrap_or_default()
}

/// The reader's language.
pub fn lang() -> Lang {
    #[cfg(feature = "hydrate")]
    return LANG.with(|lang| *lang);
    #[cfg(not(feature = "hydrate"))]
    leptos::prelude::use_context::<Boot>().map(|b| b.lang).unwrap_or_default()
}

/// The signed-in person.
pub fn me() -> Option<Me> {
    boot().me
}

#[cfg(feature = "hydrate")]
thread_local! {
    static LANG: Lang = from_page().lang;
}

/// Reads the facts that the server left in the page.
#[cfg(feature = "hydrate")]
fn from_page() -> Boot {
    leptos::prelude::document()
        .document_element()
        .and_then(|html| html.get_attribute("data-boot"))
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_default()
}
