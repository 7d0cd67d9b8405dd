//! Means and sums of squares, in two passes: subtracting large sums would leave noise where there is no variance.

use crate::{
    analysis::{Known, Undefined},
    scoring::EPSILON,
};

pub(super) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// Sum of squared distances to `centre`; a spread below [`EPSILON`] is rounding, so 0.
pub(super) fn squares(values: impl Iterator<Item = f64>, centre: f64) -> f64 {
    without_noise(values.map(|value| (value - centre).powi(2)).sum())
}

/// With n − 1; at least two values.
pub(super) fn variance(values: &[f64]) -> Known {
    match mean(values) {
        Some(centre) if values.len() > 1 => Ok(squares(values.iter().copied(), centre) / (values.len() - 1) as f64),
        Some(_) | None => Err(Undefined::TooFewRatings),
    }
}

/// A sum of squares that only rounding can have left becomes 0.
pub(super) fn without_noise(squares: f64) -> f64 {
    if squares < EPSILON * EPSILON { 0.0 } else { squares }
}

/// All values finite, or the reason why not.
pub(super) fn all_there<'a>(values: impl IntoIterator<Item = &'a f64>) -> Known<()> {
    if values.into_iter().all(|value| value.is_finite()) { Ok(()) } else { Err(Undefined::Incomplete) }
}
