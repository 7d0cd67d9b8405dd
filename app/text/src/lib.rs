//! Every Dutch and English word a person reads, and how numbers and dates are written.
//!
//! A fixed text is a line in a `words!` list: Dutch first, written as a Dutch recruiter speaks. A sentence with something
//! in it is a function. Nothing else in the project holds a word for a user; `cargo xtask check` sees to it.

/// Makes a function per text: `save(lang)` gives it in that language.
macro_rules! words {
    ($($name:ident = $nl:literal, $en:literal;)*) => {$(
        #[doc = $en]
        pub const fn $name(lang: domain::Lang) -> &'static str {
            match lang {
                domain::Lang::Nl => $nl,
                domain::Lang::En => $en,
            }
        }
    )*};
}

pub mod agreement;
pub mod analysis;
pub mod common;
pub mod compare;
pub mod decisions;
pub mod difference;
pub mod documents;
pub mod errors;
pub mod findings;
pub mod interview;
pub mod library;
pub mod links;
pub mod meter;
pub mod names;
pub mod numbers;
pub mod people;
pub mod report;
pub mod scorecards;
pub mod sheet;
pub mod sign_in;
pub mod sorting;
pub mod terminal;
pub mod vacancies;
