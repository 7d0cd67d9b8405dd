//! The shared parts of pages.

mod chrome;
mod failure;
mod field;
mod form;
mod load;
mod moment;

pub use chrome::{Chrome, Page};
pub use failure::{ErrorPage, Faults};
pub use field::{Choice, Field, Hidden, Select, TextArea, describedby};
#[cfg(feature = "hydrate")]
pub(crate) use form::send;
pub use form::{Form, FormState, Submit};
pub use load::{Load, Refresh, use_refresh};
pub use moment::{Day, When};
