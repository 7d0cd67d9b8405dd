//! The interview as a panel member holds it: what to ask, what each level looks like, a note, a rating.
//!
//! Everything is saved by itself through the [`outbox`]; without script every question is a form.

mod asked;
mod background;
mod because;
#[cfg(feature = "hydrate")]
mod before;
mod calls;
mod clock;
mod guide;
mod help;
mod keys;
#[cfg(feature = "hydrate")]
mod lead;
mod left;
mod live;
mod note;
pub mod outbox;
mod page;
mod place;
#[cfg(feature = "ssr")]
mod post;
mod preview;
mod question;
mod rating;
mod relation;
pub(crate) mod save;
pub(crate) mod sheet;
mod starr;
mod submit;
mod unsaved;

pub use calls::{InterviewCall, lead, look, now, record, show, submit};
pub use page::InterviewPage;
pub use preview::{InterviewPreview, PreviewAt};
