//! What the server has not answered for yet stays in the browser's storage, keyed by person and interview.
//!
//! A rating goes at once. A note goes as a draft within two seconds of typing, and becomes an entry on leaving the field,
//! on submit, when the page goes away, or after 30 seconds. Sending twice is harmless: ids are made here and unique.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod kept;

#[cfg(feature = "hydrate")]
pub use browser::Outbox;

#[cfg(not(feature = "hydrate"))]
pub use server::Outbox;

/// On the server there is nothing to send.
#[cfg(not(feature = "hydrate"))]
mod server {
    use domain::{
        ids::{InterviewId, ItemId, NoteId},
        scoring::Rating,
    };

    use crate::interview::sheet::Sheet;

    /// Does nothing.
    pub struct Outbox;

    impl Outbox {
        pub fn new(_: InterviewId) -> Self {
            Self
        }

        pub fn connect(&self, _: Sheet) {}

        pub fn rate(&self, _: ItemId, _: &Rating) {}

        pub fn draft(&self, _: NoteId, _: ItemId, _: String) {}

        pub fn settle(&self) {}

        pub fn submit(&self, _: Box<dyn Fn()>) {}
    }
}
