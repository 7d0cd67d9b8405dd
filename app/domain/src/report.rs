//! What a report says: contents, computed here; crate `report` gives them a page.

use serde::{Deserialize, Serialize};

use crate::{
    analysis::Ratings,
    decision::Decided,
    discussion::Proceedings,
    ids::{ApplicationId, VacancyId},
    meter::Conduct,
    scorecard::Document,
    scoring::{Column, Comparison, Line},
    time::Moment,
    vacancy::{Evidence, RoundView},
};

/// What every report is about and where it came from; the foot of each page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    pub organisation: String,
    pub vacancy: String,
    pub round: RoundView,
    pub generated_at: Moment,
    pub generated_by: String,
}

/// One candidate, all competencies, with the evidence. For the panel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CandidateReport {
    pub provenance: Provenance,
    pub document: Document,
    pub line: Line,
    /// Names in panel order; empty when individual ratings stay hidden.
    pub raters: Vec<crate::scoring::RaterName>,
    /// Per competency, in the document's order; without raters when individual ratings stay hidden.
    pub evidence: Vec<Evidence>,
}

/// All candidates of a round side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PanelReport {
    pub provenance: Provenance,
    pub document: Document,
    pub comparison: Comparison,
    /// Candidates whose panel is not done; no numbers.
    pub pending: Vec<String>,
    pub proceedings: Proceedings,
}

/// All candidates of a round side by side, as a page shows them.
#[expect(clippy::struct_excessive_bools, reason = "what the reader may do here, one by one")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    pub vacancy: VacancyId,
    pub vacancy_title: String,
    pub round: RoundView,
    pub document: Document,
    pub comparison: Comparison,
    /// Candidates whose panel is not done; no numbers.
    pub pending: Vec<(ApplicationId, String)>,
    /// How the interviews with numbers went.
    pub conduct: Conduct,
    pub proceedings: Proceedings,
    /// The scores behind the comparison, for the analysis. They never leave the server: the policy may hide who gave which.
    #[serde(skip)]
    pub ratings: Ratings,
    /// Which of the raters the reader is.
    pub own: Option<usize>,
    /// What was decided, of every candidate by name.
    pub decided: Vec<Decided>,
    /// What the reader may do here.
    pub may_agree: bool,
    pub may_decide: bool,
    pub may_close: bool,
    pub may_see_quality: bool,
}

/// A total as a sum a person can follow: `0.30 × 4.0 + … = 4.12`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Calculation {
    pub terms: Vec<Term>,
    pub total: Option<f64>,
}

/// One competency's part of a total.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// Index of the competency.
    pub competency: u32,
    /// The raters' scores the mean is taken over.
    pub scores: Vec<f64>,
    pub mean: Option<f64>,
    pub share: f64,
    /// `share × mean`.
    pub product: Option<f64>,
}

/// Every step from the raters' scores to the total of one candidate.
pub fn calculation(columns: &[Column], line: &Line) -> Calculation {
    let terms = columns
        .iter()
        .zip(&line.score.cells)
        .zip(0u32..)
        .map(|((column, cell), competency)| Term {
            competency,
            scores: cell.scores.iter().filter_map(|s| s.score).collect(),
            mean: cell.mean,
            share: column.share,
            product: cell.mean.map(|mean| column.share * mean),
        })
        .collect();
    Calculation { terms, total: line.score.total.value() }
}
