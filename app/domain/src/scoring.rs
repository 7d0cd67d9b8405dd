//! From ratings to numbers: item → a rater's competency score → panel mean → weighted total.
//!
//! *Not observed* never counts as zero: it is left out, and what rests on nothing is `None`. A total exists only when
//! every weighted competency has at least one rating of every required rater (requirement D11); otherwise it is
//! incomplete and says what is missing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Bilingual,
    ids::{ApplicationId, InterviewId, ItemId, UserId},
    scorecard::{Competency, CompetencyKind, Document},
};

/// Two scores closer than this are the same: sums of weights are not exact in binary.
pub const EPSILON: f64 = 1e-9;

/// A range of this many points or more is worth a discussion (D2).
pub const WIDE: f64 = 2.0;

/// A level, 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Level(u8);

impl Level {
    pub const ALL: [Self; 5] = [Self(1), Self(2), Self(3), Self(4), Self(5)];

    pub const fn get(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Level {
    type Error = &'static str;

    fn try_from(level: u8) -> Result<Self, Self::Error> {
        if (1..=5).contains(&level) { Ok(Self(level)) } else { Err("a level is 1 to 5") }
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level.0
    }
}

/// What a rater said of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rating {
    Level(Level),
    /// With the reason.
    NotObserved(String),
}

/// One rater's submitted ratings of one candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub rater: UserId,
    pub ratings: BTreeMap<ItemId, Rating>,
}

/// One rater's score in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RaterScore {
    pub rater: UserId,
    /// Mean of the rated items, 1 to 5; `None` when none was observed.
    pub score: Option<f64>,
}

/// One candidate on one competency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Mean over raters of their scores, 1 to 5.
    pub mean: Option<f64>,
    /// Highest minus lowest rater score; `None` with fewer than two.
    pub range: Option<f64>,
    /// How many raters the mean rests on; 0 where it is withheld.
    pub n: u32,
    /// Per required rater, in panel order. Empty when individual ratings stay hidden (policy *never*).
    pub scores: Vec<RaterScore>,
}

impl Cell {
    /// Whether the panel differs enough to talk about.
    pub fn is_wide(&self) -> bool {
        self.range.is_some_and(|range| range >= WIDE - EPSILON)
    }

    /// There may be a mean, but it would tell what somebody gave. Where names show, everybody on the panel has a place in `scores`.
    pub const fn is_withheld(&self) -> bool {
        self.mean.is_none() && self.scores.is_empty()
    }
}

/// What a total lacks: this rater has no level on this competency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// Index of the competency in the document.
    pub competency: u32,
    pub rater: UserId,
}

/// The weighted total, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Total {
    Complete(f64),
    Incomplete(Vec<Missing>),
}

impl Total {
    pub const fn value(&self) -> Option<f64> {
        match self {
            Self::Complete(value) => Some(*value),
            Self::Incomplete(_) => None,
        }
    }
}

/// All numbers of one candidate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CandidateScore {
    pub cells: Vec<Cell>,
    pub total: Total,
}

/// A rater's score on a competency: the mean of the items that got a level.
pub fn competency_score(competency: &Competency, ratings: &BTreeMap<ItemId, Rating>) -> Option<f64> {
    let levels = competency.items().into_iter().filter_map(|item| match ratings.get(&item.id) {
        Some(Rating::Level(level)) => Some(f64::from(level.get())),
        Some(Rating::NotObserved(_)) | None => None,
    });
    mean(levels)
}

/// Scores one candidate. `required` are the raters of the interview; a sheet of anybody else is ignored, and a required
/// rater without a sheet makes the total incomplete.
pub fn score(document: &Document, required: &[UserId], sheets: &[Sheet]) -> CandidateScore {
    let mut missing = Vec::new();
    let cells: Vec<Cell> = document
        .competencies
        .iter()
        .zip(0u32..)
        .map(|(competency, index)| {
            let scores: Vec<RaterScore> =
                required.iter().map(|rater| RaterScore { rater: *rater, score: rater_score(competency, *rater, sheets) }).collect();
            if competency.weight > 0 {
                missing.extend(scores.iter().filter(|s| s.score.is_none()).map(|s| Missing { competency: index, rater: s.rater }));
            }
            cell(scores)
        })
        .collect();
    let total = if missing.is_empty() && !required.is_empty() && !cells.is_empty() {
        let weighted = document.shares().into_iter().zip(&cells).map(|(share, cell)| share * cell.mean.unwrap_or(0.0));
        Total::Complete(weighted.sum())
    } else {
        Total::Incomplete(missing)
    };
    CandidateScore { cells, total }
}

fn rater_score(competency: &Competency, rater: UserId, sheets: &[Sheet]) -> Option<f64> {
    sheets.iter().find(|sheet| sheet.rater == rater).and_then(|sheet| competency_score(competency, &sheet.ratings))
}

fn cell(scores: Vec<RaterScore>) -> Cell {
    let values: Vec<f64> = scores.iter().filter_map(|s| s.score).collect();
    let n = u32::try_from(values.len()).unwrap_or(u32::MAX);
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Cell { mean: mean(values.iter().copied()), range: (values.len() > 1).then_some(high - low), n, scores }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, n) = values.fold((0.0, 0u32), |(sum, n), value| (sum + value, n + 1));
    (n > 0).then(|| sum / f64::from(n))
}

/// A column of the comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    pub id: ItemId,
    pub name: Bilingual,
    pub kind: CompetencyKind,
    pub weight: u32,
    /// Of the total, 0 to 1.
    pub share: f64,
}

/// A rater, as shown after the reveal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RaterName {
    pub id: UserId,
    pub name: String,
}

/// A row of the comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub application: ApplicationId,
    pub interview: InterviewId,
    pub candidate: String,
    /// Added after the reveal; marked so everywhere.
    pub late: bool,
    pub score: CandidateScore,
}

/// Candidates × competencies of one round, after the reveal. Rows in alphabetical order (D13).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    pub columns: Vec<Column>,
    pub lines: Vec<Line>,
    /// Empty when individual ratings stay hidden.
    pub raters: Vec<RaterName>,
}

/// The columns of a document.
pub fn columns(document: &Document) -> Vec<Column> {
    let shares = document.shares();
    document
        .competencies
        .iter()
        .zip(shares)
        .map(|(c, share)| Column { id: c.id, name: c.name.clone(), kind: c.kind, weight: c.weight, share })
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::{
        library::Library,
        scorecard::{Document, from_template},
    };

    /// science, section 3.5: weights .30 .25 .25 .20; per rater, per candidate the four levels.
    pub(crate) const WEIGHTS: [u32; 4] = [30, 25, 25, 20];
    pub(crate) const PANEL: [[[u8; 4]; 5]; 3] = [
        [[4, 3, 4, 3], [3, 4, 3, 4], [5, 4, 3, 4], [2, 3, 3, 2], [4, 4, 5, 3]],
        [[3, 3, 3, 2], [3, 3, 2, 4], [4, 3, 3, 3], [2, 2, 3, 1], [3, 4, 4, 3]],
        [[4, 4, 4, 4], [4, 4, 4, 5], [5, 5, 5, 5], [3, 3, 3, 3], [4, 5, 4, 4]],
    ];

    pub(crate) fn worked_document() -> Document {
        let keys = ["learning_ability", "handling_feedback", "adaptability", "judgement"].map(String::from);
        let mut n = 0;
        let mut document = from_template("Worked panel", &keys, &Library::shipped().expect("parses"), &mut || {
            n += 1;
            Uuid::from_u128(n)
        })
        .expect("a template");
        for (competency, weight) in document.competencies.iter_mut().zip(WEIGHTS) {
            competency.weight = weight;
        }
        document
    }

    fn rater(n: u128) -> UserId {
        UserId(Uuid::from_u128(1_000_000 + n))
    }

    fn sheet(document: &Document, rater_index: usize, levels: [u8; 4]) -> Sheet {
        let ratings = document
            .competencies
            .iter()
            .zip(levels)
            .flat_map(|(c, level)| c.items().into_iter().map(move |item| (item.id, Rating::Level(Level::try_from(level).expect("1 to 5")))))
            .collect();
        Sheet { rater: rater(rater_index as u128), ratings }
    }

    fn worked(candidate: usize) -> (Document, Vec<UserId>, Vec<Sheet>) {
        let document = worked_document();
        let sheets = PANEL.iter().enumerate().map(|(r, rows)| sheet(&document, r, rows[candidate])).collect();
        (document, (0..3).map(rater).collect(), sheets)
    }

    #[test]
    fn the_worked_panel_gives_the_totals_of_science_3_5() {
        let expected = [3.45, 3.533_333_333, 4.116_666_667, 2.516_666_667, 3.933_333_333];
        for (candidate, expected) in expected.into_iter().enumerate() {
            let (document, required, sheets) = worked(candidate);
            let total = score(&document, &required, &sheets).total.value().expect("complete");
            assert!((total - expected).abs() < 1e-6, "candidate {candidate}: {total}");
        }
    }

    #[test]
    fn the_cells_with_a_wide_range_are_those_of_science_3_5() {
        let mut wide = Vec::new();
        for candidate in 0..5 {
            let (document, required, sheets) = worked(candidate);
            let cells = score(&document, &required, &sheets).cells;
            wide.extend(cells.iter().enumerate().filter(|(_, c)| c.is_wide()).map(|(i, _)| (candidate, i)));
        }
        assert_eq!(wide, [(0, 3), (1, 2), (2, 1), (2, 2), (2, 3), (3, 3)]);
    }

    #[test]
    fn not_observed_is_left_out_and_never_a_zero() {
        let (document, required, mut sheets) = worked(0);
        let first_item = document.competencies[0].items()[0].id;
        sheets[0].ratings.insert(first_item, Rating::NotObserved("geen tijd".into()));
        let scored = score(&document, &required, &sheets);
        // The other item of the competency still carries the rater's score.
        assert_eq!(scored.cells[0].scores[0].score, Some(4.0));
        assert!(matches!(scored.total, Total::Complete(_)));
    }

    #[test]
    fn a_competency_a_rater_saw_nothing_of_makes_the_total_incomplete() {
        let (document, required, mut sheets) = worked(0);
        for item in document.competencies[1].items() {
            sheets[2].ratings.insert(item.id, Rating::NotObserved("niet gevraagd".into()));
        }
        let scored = score(&document, &required, &sheets);
        assert_eq!(scored.cells[1].n, 2);
        assert_eq!(scored.cells[1].mean, Some(3.0));
        assert_eq!(scored.total, Total::Incomplete(vec![Missing { competency: 1, rater: rater(2) }]));
    }

    #[test]
    fn a_rater_who_has_not_submitted_makes_the_total_incomplete() {
        let (document, required, mut sheets) = worked(0);
        sheets.pop();
        assert!(matches!(score(&document, &required, &sheets).total, Total::Incomplete(missing) if missing.len() == 4));
    }

    #[test]
    fn a_sheet_of_somebody_outside_the_panel_counts_for_nothing() {
        let (document, required, mut sheets) = worked(0);
        let before = score(&document, &required, &sheets);
        sheets.push(sheet(&document, 9, [5, 5, 5, 5]));
        assert_eq!(score(&document, &required, &sheets), before);
    }

    #[test]
    fn nobody_on_the_panel_means_no_total() {
        let (document, _, _) = worked(0);
        assert_eq!(score(&document, &[], &[]).total, Total::Incomplete(vec![]));
    }

    proptest! {
        #[test]
        fn a_total_lies_between_the_lowest_and_highest_level_and_rater_order_is_irrelevant(
            levels in proptest::collection::vec(proptest::array::uniform4(1u8..=5), 2..6),
        ) {
            let document = worked_document();
            let required: Vec<UserId> = (0..levels.len()).map(|i| rater(i as u128)).collect();
            let mut sheets: Vec<Sheet> = levels.iter().enumerate().map(|(i, l)| sheet(&document, i, *l)).collect();
            let total = score(&document, &required, &sheets).total.value().expect("complete");
            let all = levels.iter().flatten();
            let (low, high) = (f64::from(*all.clone().min().expect("some")), f64::from(*all.max().expect("some")));
            prop_assert!(total >= low - EPSILON && total <= high + EPSILON);
            sheets.reverse();
            let again = score(&document, &required, &sheets).total.value().expect("complete");
            prop_assert!((total - again).abs() < EPSILON);
        }
    }
}
