//! An interview as its panel sees it, and the typing that is not sent yet.

mod drafts;
mod view;

pub use drafts::DraftNote;
pub(crate) use drafts::{Typed, seal_typing};
pub(crate) use view::{note, rating, voided, voidings};
