//! What is told of ratings where who gave which stays hidden (policy *never*): numbers from which no single rating follows.
//!
//! Whoever reads along may be one of the raters, who knows the own ratings, and may read again whenever somebody submits or a
//! question is dropped. Three rules leave them nothing to work with, and a test plays that reader with every figure there is:
//!
//! 1. **One set of raters for good.** The numbers of an interview rest on who had submitted at the reveal; when those were
//!    fewer than three, on the whole panel once it is done. Two means over sets that differ by one person would give that one.
//! 2. **A mean over three or more, or none.** Nothing but the mean of a competency and how many gave it a score: no range and
//!    nothing that is made from the differences between raters. Everything else that is told is worked out of those means. A mean
//!    stays the same when two raters swap what they gave, so a reader can be sure of one rating only when all others' are alike.
//! 3. **No mean that says they are alike.** That is so only when everybody else is at the same end of the scale: a mean of which
//!    all scores but one at most are the lowest, or the highest, is not told. That it *is* told then says something too: of three
//!    raters one at the end and two right beside it would be the only possibility left, so that one is not told either. Nor is it
//!    told which of the rules withholds it.
//!
//! Dropping a question changes a mean of several into a mean of the rest, and the two together give the one between them. So a
//! competency of which a question was dropped after the reveal is told no more.

use std::collections::BTreeSet;

use crate::{
    ids::{ItemId, UserId},
    scorecard::Document,
    scoring::{CandidateScore, Cell, EPSILON, Level, Total},
    time::UnixMillis,
};

/// What is told rests on so many raters, or more.
pub const FEWEST: usize = 3;

/// The panel of a revealed interview, as far as it decides what is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenPanel {
    /// Who rates, and when they submitted.
    pub seats: Vec<(UserId, Option<UnixMillis>)>,
    pub revealed_at: UnixMillis,
    /// The competencies of which a question was dropped after the reveal.
    pub recounted: BTreeSet<ItemId>,
}

impl HiddenPanel {
    /// On whose ratings the numbers rest, once and for all; nobody's while they are too few.
    pub fn counted(&self) -> BTreeSet<UserId> {
        let at_reveal: BTreeSet<UserId> =
            self.seats.iter().filter(|(_, at)| at.is_some_and(|at| at <= self.revealed_at)).map(|(rater, _)| *rater).collect();
        if at_reveal.len() >= FEWEST {
            return at_reveal;
        }
        let all: BTreeSet<UserId> = self.seats.iter().map(|(rater, _)| *rater).collect();
        if self.is_done() && all.len() >= FEWEST { all } else { BTreeSet::new() }
    }

    fn is_done(&self) -> bool {
        self.seats.iter().all(|(_, at)| at.is_some())
    }

    /// What is told of one candidate; `whole` has everybody's scores on the competencies of `document`. A total is there when all
    /// that weighs is told with everybody's score.
    pub fn tell(&self, document: &Document, whole: &CandidateScore) -> CandidateScore {
        let counted = self.counted();
        let told = document.competencies.iter().zip(&whole.cells).map(|(competency, cell)| {
            let scores = cell.scores.iter().filter(|score| counted.contains(&score.rater)).filter_map(|score| score.score);
            let mean = mean(scores, competency.items().len()).filter(|_| !self.recounted.contains(&competency.id));
            mean.map_or(WITHHELD, |(mean, n)| Cell { mean: Some(mean), n, ..WITHHELD })
        });
        let cells: Vec<Cell> = told.collect();
        let shares = document.shares();
        let full = |(share, cell): (&f64, &Cell)| *share <= 0.0 || usize::try_from(cell.n).is_ok_and(|n| n == counted.len());
        let complete = !counted.is_empty() && self.is_done() && shares.iter().zip(&cells).all(full);
        let weighted = shares.iter().zip(&cells).filter_map(|(share, cell)| Some(share * cell.mean?));
        let total = if complete { Total::Complete(weighted.sum()) } else { Total::Incomplete(Vec::new()) };
        CandidateScore { cells, total }
    }

    /// The mean of what raters thought of the whole, and how many said so.
    pub fn overall(&self, said: &[(UserId, Level)]) -> Option<(f64, u32)> {
        let counted = self.counted();
        mean(said.iter().filter(|(rater, _)| counted.contains(rater)).map(|(_, level)| f64::from(level.get())), 1)
    }
}

/// A number that is not told.
const WITHHELD: Cell = Cell { mean: None, range: None, n: 0, scores: Vec::new() };

/// The mean of scores of 1 to 5 and how many they are, unless somebody who knows one of them could be sure of another. A score is
/// itself the mean of so many levels.
fn mean(scores: impl Iterator<Item = f64>, levels: usize) -> Option<(f64, u32)> {
    let mut scores: Vec<f64> = scores.collect();
    // In an order of their own: the last digits of a sum would tell in which order it was taken.
    scores.sort_by(f64::total_cmp);
    let n = u32::try_from(scores.len()).ok()?;
    let step = 1.0 / f64::from(u32::try_from(levels.max(1)).ok()?);
    let tells = [Level::ALL[0], Level::ALL[4]].into_iter().any(|end| says_alike(&scores, f64::from(end.get()), step));
    if scores.len() < FEWEST || tells { None } else { Some((scores.iter().sum::<f64>() / f64::from(n), n)) }
}

/// Whether all scores but one are at this end of the scale, or of three one is and both others are one step from it.
fn says_alike(scores: &[f64], end: f64, step: f64) -> bool {
    let at = |distance: f64| scores.iter().filter(|score| ((**score - end).abs() - distance).abs() <= EPSILON).count();
    at(0.0) + 1 >= scores.len() || (scores.len() == FEWEST && at(0.0) == 1 && at(step) == 2)
}

#[cfg(test)]
mod tests;
