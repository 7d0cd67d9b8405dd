//! What a candidate is told: the own scores in the words of the anchors, two strengths and one tip (F2). No other candidate,
//! no total, and nobody of the panel unless they agreed to be named.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::Provenance;
use crate::{
    Bilingual,
    scorecard::{Competency, Document},
    scoring::{Cell, EPSILON},
};

/// One candidate, for that candidate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Feedback {
    pub provenance: Provenance,
    pub candidate: String,
    /// Per competency of the scorecard.
    pub reached: Vec<Reached>,
    pub strengths: Strengths,
    /// Who sat on the panel; empty unless they agreed to be named.
    pub raters: Vec<String>,
}

/// How far the candidate came on one competency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reached {
    pub name: Bilingual,
    pub definition: Bilingual,
    /// 1 to 5; `None` when nobody could see it.
    pub mean: Option<f64>,
    /// The level nearest to the mean and what it looks like; half-way counts as not yet there.
    pub level: Option<(u8, Bilingual)>,
}

/// What stands out. Competencies are indices.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Strengths {
    /// The highest two means, in the order of the scorecard.
    pub strong: Vec<usize>,
    pub tip: Option<Tip>,
}

/// Where most is to be gained: the competency with the lowest mean, and what one level up looks like.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tip {
    pub competency: usize,
    pub level: u8,
    pub anchor: Bilingual,
}

impl Reached {
    pub fn of(competency: &Competency, cell: &Cell) -> Self {
        let level = cell.mean.map(|mean| {
            let level = nearest(mean);
            (level, competency.anchors[usize::from(level) - 1].clone())
        });
        Self { name: competency.name.clone(), definition: competency.definition.clone(), mean: cell.mean, level }
    }
}

/// The nearest level, the lower one half-way.
fn nearest(mean: f64) -> u8 {
    (1u8..=5).find(|level| mean <= f64::from(*level) + 0.5 + EPSILON).unwrap_or(5)
}

/// Two strengths and a tip. Of equal means the first of the scorecard is the strength and the last the tip, so that with
/// everything alike there still are both.
pub fn strengths(document: &Document, reached: &[Reached]) -> Strengths {
    let mut order: Vec<(usize, f64)> = reached.iter().enumerate().filter_map(|(index, it)| Some((index, it.mean?))).collect();
    order.sort_by_key(|(index, mean)| (Reverse(tenths(*mean)), *index));
    // With two or fewer there is one strength, so that the tip is about something else.
    let count = order.len().saturating_sub(1).min(2).max(usize::from(order.len() == 1));
    let mut strong: Vec<usize> = order.iter().take(count).map(|(index, _)| *index).collect();
    strong.sort_unstable();
    let tip = order.get(count..).and_then(<[_]>::last).and_then(|(index, _)| {
        let (reached, _) = reached.get(*index)?.level.as_ref()?;
        let level = reached + 1;
        let anchor = document.competencies.get(*index)?.anchors.get(usize::from(level) - 1)?;
        Some(Tip { competency: *index, level, anchor: anchor.clone() })
    });
    Strengths { strong, tip }
}

/// Sums are not exact in binary: what shows alike counts as alike.
fn tenths(mean: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "1 to 5")]
    let tenths = (mean * 1000.0).round() as i64;
    tenths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scoring::tests::worked_document;

    fn reached(means: [Option<f64>; 4]) -> (Document, Vec<Reached>) {
        let document = worked_document();
        let cell = |mean| Cell { mean, range: None, n: 2, scores: Vec::new() };
        let reached = document.competencies.iter().zip(means).map(|(it, mean)| Reached::of(it, &cell(mean))).collect();
        (document, reached)
    }

    fn told(means: [Option<f64>; 4]) -> (Vec<usize>, Option<(usize, u8)>) {
        let (document, reached) = reached(means);
        let Strengths { strong, tip } = strengths(&document, &reached);
        (strong, tip.map(|tip| (tip.competency, tip.level)))
    }

    #[test]
    fn the_highest_two_are_strengths_and_the_lowest_the_tip_one_level_up() {
        assert_eq!(told([Some(3.0), Some(4.5), Some(2.4), Some(4.0)]), (vec![1, 3], Some((2, 3))));
    }

    #[test]
    fn with_everything_alike_there_still_are_two_strengths_and_a_tip_about_something_else() {
        assert_eq!(told([Some(3.0); 4]), (vec![0, 1], Some((3, 4))));
    }

    #[test]
    fn what_nobody_saw_is_neither_a_strength_nor_a_tip() {
        assert_eq!(told([None, Some(4.0), None, Some(2.0)]), (vec![1], Some((3, 3))));
        assert_eq!(told([None, Some(4.0), None, None]), (vec![1], None));
        assert_eq!(told([None; 4]), (vec![], None));
    }

    #[test]
    fn above_the_highest_level_there_is_no_tip() {
        assert_eq!(told([Some(5.0); 4]).1, None);
    }

    #[test]
    fn half_way_is_not_yet_there() {
        let levels = [1.0, 1.5, 1.6, 3.5, 4.51, 5.0].map(nearest);
        assert_eq!(levels, [1, 1, 2, 3, 5, 5]);
    }
}
