//! Where the marks of a chart stand; page and PDF draw from the same geometry.

use crate::scoring::{Cell, EPSILON};

/// A strip plot of one cell on the scale 1 to 5.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// One per rater who gave a score.
    pub dots: Vec<Dot>,
    /// Where the mean is, 0 (level 1) to 1 (level 5).
    pub mean: Option<f64>,
}

/// A rater's score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    /// 0 (level 1) to 1 (level 5).
    pub x: f64,
    /// How many equal scores stand below it.
    pub stack: u32,
}

/// Where a score of 1 to 5 stands, 0 to 1.
pub fn position(score: f64) -> f64 {
    (score - 1.0) / 4.0
}

/// The marks of one cell, lowest score first.
pub fn strip(cell: &Cell) -> Strip {
    let mut scores: Vec<f64> = cell.scores.iter().filter_map(|s| s.score).collect();
    scores.sort_by(f64::total_cmp);
    let dots = scores
        .iter()
        .enumerate()
        .map(|(index, score)| {
            let equal = scores[..index].iter().filter(|other| (*other - score).abs() < EPSILON).count();
            Dot { x: position(*score), stack: u32::try_from(equal).unwrap_or(u32::MAX) }
        })
        .collect();
    Strip { dots, mean: cell.mean.map(position) }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{ids::UserId, scoring::RaterScore};

    #[test]
    fn equal_scores_are_stacked_and_the_mean_has_its_own_place() {
        let scores = [4.0, 3.0, 3.0].map(|score| RaterScore { rater: UserId(Uuid::nil()), score: Some(score) });
        let strip = strip(&Cell { mean: Some(10.0 / 3.0), range: Some(1.0), n: 3, scores: scores.to_vec() });
        assert_eq!(strip.dots, [Dot { x: 0.5, stack: 0 }, Dot { x: 0.5, stack: 1 }, Dot { x: 0.75, stack: 0 }]);
        assert!((strip.mean.expect("a mean") - 7.0 / 12.0).abs() < 1e-9);
    }

    #[test]
    fn hidden_individuals_leave_the_mean_alone() {
        let strip = strip(&Cell { mean: Some(5.0), range: Some(1.0), n: 3, scores: vec![] });
        assert_eq!((strip.dots.len(), strip.mean), (0, Some(1.0)));
    }
}
