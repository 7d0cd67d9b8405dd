//! The pages and their server functions, one folder per feature: its page, its parts, its calls.
//!
//! Every page is whole HTML from the server (`SsrMode::Async`) and its forms work before, and without, the script.

// View types of nested tuples are long; the compiler's default depth is not enough.
#![recursion_limit = "512"]

pub mod boot;
pub mod calls;
pub mod compare;
pub mod documents;
mod home;
pub mod interview;
pub mod library;
pub mod people;
mod routes;
pub mod scorecards;
pub mod settings;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod sign_in;
pub mod ui;
pub mod vacancies;

#[cfg(feature = "ssr")]
pub mod backend;

pub use routes::App;
