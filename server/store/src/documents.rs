//! What leaves on paper and tells nothing of anybody's ratings, the file of one person, and packs that are made meanwhile.

mod guide;
mod pack;
mod subject;

pub use guide::Appointment;
pub use pack::{Pack, PackState};
