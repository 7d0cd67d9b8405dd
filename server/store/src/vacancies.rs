//! Vacancies: their candidates, their panels, and the board that says who has submitted.

mod background;
mod board;
mod candidates;
mod closing;
mod earlier;
mod home;
mod list;
mod open;
mod planning;
mod replacing;
mod returning;
mod reveal;
mod seats;
mod voiding;

pub(crate) use board::round_view;
pub(crate) use home::OWN_INTERVIEWS;
pub(crate) use list::VISIBLE;
pub(crate) use returning::handled;
pub(crate) use reveal::{after_submission, seal_ledger};
