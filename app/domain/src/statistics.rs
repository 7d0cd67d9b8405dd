//! The arithmetic behind [`crate::analysis`]: agreement between raters, errors of a total, and how firm an order is.
//!
//! Behind the feature `statistics`: the browser shows the numbers, the server computes them.
//!
//! What cannot be computed is an [`Undefined`](crate::analysis::Undefined), never 0, 1 or NaN. Everything is linear in the
//! number of candidates, sorting aside. The formulas were checked against published values (`vectors.json`); two values closer
//! than [`EPSILON`](crate::scoring::EPSILON) are the same.

pub mod additive;
pub mod agreement;
pub mod alpha;
mod analyse;
mod axes;
pub mod components;
pub mod concordance;
pub mod effect;
pub mod first_place;
pub mod icc;
pub mod impact;
pub mod kappa;
mod moments;
mod quantiles;
pub mod raters;
pub mod sensitivity;
pub mod spearman_brown;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;

pub use analyse::{analyse, analyse_totals};
pub use axes::potential_and_performance;
pub use impact::impact;
