//! The library: what ships with Maatstaf, and what the organisation wrote itself.

mod calls;
mod form;
mod import;
mod list;
mod one;

pub use calls::*;
pub use import::LibraryImportPage;
pub use list::LibraryPage;
pub use one::{LibraryCompetencyPage, NewCompetencyPage};
