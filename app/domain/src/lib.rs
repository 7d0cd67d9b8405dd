//! The model, the rules and the arithmetic of Maatstaf.
//!
//! Pure: the same arguments give the same answer. Time and ids come in as arguments, rows and bytes stay outside.
//! A page, a PDF and the command line show only numbers that a function here computed.

pub mod access;
pub mod analysis;
pub mod candidates;
pub mod decision;
pub mod difference;
pub mod disclosure;
pub mod discussion;
pub mod error;
pub mod fold;
pub mod ids;
pub mod interview;
pub mod lang;
pub mod ledger;
pub mod library;
#[cfg(feature = "lint")]
pub mod lint;
pub mod local_path;
pub mod meter;
pub mod own;
pub mod people;
pub mod plot;
pub mod report;
pub mod scorecard;
pub mod scoring;
pub mod sheet;
pub mod sorting;
#[cfg(feature = "statistics")]
pub mod statistics;
pub mod stored;
pub mod time;
pub mod tries;
pub mod vacancy;
pub mod visible;

pub use error::{Code, Failure, Fault};
pub use lang::{Bilingual, Lang};
