//! Where the marks of a chart stand; page and PDF draw from the same geometry.

use serde::{Deserialize, Serialize};

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

/// One axis of a [`Scatter`]: per candidate a mean of 1 to 5, and half the margin of this panel on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    pub values: Vec<Option<f64>>,
    pub half: Option<f64>,
}

/// Candidates on two means with their margins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scatter {
    pub points: Vec<Point>,
    /// Half a margin, in points of the scale; the same for everybody. `None` where it cannot be computed.
    pub half_x: Option<f64>,
    pub half_y: Option<f64>,
}

/// A candidate on a [`Scatter`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    pub name: String,
    /// 1 to 5.
    pub x: f64,
    pub y: f64,
}

/// Places these candidates, each with its index on the axes; who lacks a mean on one of them has no place.
pub fn scatter<'a>(x: &Axis, y: &Axis, candidates: impl Iterator<Item = (usize, &'a str)>) -> Scatter {
    let value = |axis: &Axis, index: usize| axis.values.get(index).copied().flatten();
    let point = |(index, name): (usize, &str)| Some(Point { name: name.to_owned(), x: value(x, index)?, y: value(y, index)? });
    Scatter { points: candidates.filter_map(point).collect(), half_x: x.half, half_y: y.half }
}

/// From where to where a margin reaches, 0 to 1: never off the scale.
pub fn reach(value: f64, half: f64) -> (f64, f64) {
    (position((value - half).max(1.0)), position((value + half).min(5.0)))
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

    #[test]
    fn a_margin_stays_on_the_scale_and_who_lacks_a_mean_has_no_place() {
        let x = Axis { values: vec![Some(4.8), None, Some(1.1)], half: Some(0.5) };
        let y = Axis { values: vec![Some(3.0), Some(3.0), Some(2.0)], half: None };
        let scatter = scatter(&x, &y, [(2, "C"), (0, "A"), (1, "B")].into_iter());
        let placed: Vec<(&str, f64, f64)> = scatter.points.iter().map(|point| (point.name.as_str(), point.x, point.y)).collect();
        assert_eq!(placed, [("C", 1.1, 2.0), ("A", 4.8, 3.0)]);
        let (from, to) = reach(4.8, 0.5);
        assert!((from - 0.825).abs() < 1e-9 && (to - 1.0).abs() < 1e-9, "{from} {to}");
        assert!(reach(1.1, 0.5).0.abs() < 1e-9);
    }
}
