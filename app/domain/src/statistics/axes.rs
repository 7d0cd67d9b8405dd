//! The two axes of potential beside performance (D10).

use super::analyse_totals;
use crate::{analysis::Ratings, plot::Axis, scorecard::CompetencyKind, scoring::Column};

/// Performance and potential by themselves; `None` where the scorecard has one kind alone.
pub fn potential_and_performance(columns: &[Column], ratings: &Ratings) -> Option<(Axis, Axis)> {
    let axis = |kind| {
        let of_kind: Vec<usize> =
            columns.iter().enumerate().filter(|(_, it)| it.kind == kind && it.weight > 0).map(|(index, _)| index).collect();
        let part = (!of_kind.is_empty()).then(|| analyse_totals(&ratings.only(&of_kind)))?;
        // Half on either side: bars that overlap belong to candidates who cannot be told apart.
        Some(Axis { values: part.totals, half: part.errors.ok().map(|errors| errors.lsd95 / 2.0) })
    };
    Some((axis(CompetencyKind::Performance)?, axis(CompetencyKind::Potential)?))
}
