//! The interview as a panel member holds it: what to ask, what each level looks like, a note, a rating.
//!
//! Everything is saved by itself through the [`outbox`]; without script every question is a form.

#[cfg(feature = "hydrate")]
mod before;
mod calls;
mod guide;
mod keys;
pub mod outbox;
mod page;
mod place;
mod preview;
mod question;
mod rating;
pub(crate) mod sheet;
mod submit;

pub use calls::{InterviewCall, record, show, submit};
pub use page::InterviewPage;
pub use preview::{InterviewPreview, PreviewAt};
