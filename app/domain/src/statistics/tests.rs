//! Whole panels through `analyse`.

mod panel;
mod properties;

pub(super) use panel::worked;
