//! How the page says whether what is on it is on the server's disk.

use domain::{Code, Failure};
use text::interview as words;

use crate::boot::lang;

/// Whether what is on the page is on the server's disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Save {
    /// Nothing changed yet.
    Ready,
    /// Typed, not sent.
    Draft,
    Saving,
    /// On disk, at this time of the browser's clock.
    Saved(String),
    /// On disk, and overtaken by what the same person said later elsewhere.
    Overtaken,
    /// It cannot be taken now; kept in the browser.
    Waiting(Failure),
    /// The server will not take it; it stays on the page. With how many things that are kept here.
    Refused(Code, usize),
}

impl Save {
    /// As it reads in the bar.
    pub fn words(&self) -> String {
        let l = lang();
        match self {
            Self::Ready => words::state_ready(l).to_owned(),
            Self::Draft => words::state_draft(l).to_owned(),
            Self::Saving => words::state_saving(l).to_owned(),
            Self::Saved(time) => words::saved_at(l, time),
            Self::Overtaken => words::state_overtaken(l).to_owned(),
            Self::Waiting(failure) => words::not_now(l, failure),
            // Replaced while the page was open: nobody with a seat is not allowed.
            Self::Refused(Code::NotAllowed, count) => words::not_saved(l, *count, words::off_the_panel(l)),
            Self::Refused(code, count) => words::not_saved(l, *count, &text::errors::say(l, *code, "")),
        }
    }

    /// For the style.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Ready | Self::Saved(_) | Self::Overtaken => "saved",
            Self::Draft | Self::Saving => "busy",
            Self::Waiting(_) => "waiting",
            Self::Refused(..) => "refused",
        }
    }
}
