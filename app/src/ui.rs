//! The shared parts of pages.

/// What a page accepts that asks again because others did something: it takes nothing that is shown once.
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub(crate) const LOOK: &str = "text/html;profile=look";

#[cfg(feature = "hydrate")]
mod autosave;
mod chrome;
#[cfg(feature = "hydrate")]
mod enhance;
mod failure;
mod field;
mod form;
mod load;
mod moment;
#[cfg(feature = "hydrate")]
mod pokes;
#[cfg(feature = "hydrate")]
mod reorder;
#[cfg(feature = "hydrate")]
mod request;
#[cfg(feature = "hydrate")]
mod swap;
#[cfg(all(test, feature = "ssr"))]
mod tests;
mod title;
#[cfg(feature = "hydrate")]
mod typed;
#[cfg(feature = "hydrate")]
mod waiting;
#[cfg(feature = "hydrate")]
mod wording;

pub use chrome::{Chrome, Lost, Page, Said};
#[cfg(feature = "hydrate")]
pub use enhance::enhance;
pub use failure::{ErrorPage, Faults};
pub use field::{Choice, Field, Hidden, LiveTextArea, Select, TextArea, describedby};
pub use form::{AllFaults, CopyLink, For, Form, FormState, GroupFault, Search, Submit, is_refused};
pub use load::Load;
pub use moment::{Day, When};
#[cfg(feature = "hydrate")]
pub(crate) use pokes::{Pokes, ask, is_of};
#[cfg(feature = "hydrate")]
pub(crate) use request::{read, send};
