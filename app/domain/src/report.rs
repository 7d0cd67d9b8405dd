//! What a report says: contents, computed here; crate `report` gives them a page.

mod feedback;
mod subject;
#[cfg(feature = "statistics")]
mod worth;

use serde::{Deserialize, Serialize};

pub use feedback::{Feedback, Reached, Strengths, Tip, strengths};
pub use subject::{Application, Deed, Happening, Interview, InterviewData, Rater, Sheet, Shown, SubjectAccess};
#[cfg(feature = "statistics")]
pub use worth::{Worth, worth};

use crate::{
    Bilingual,
    analysis::Ratings,
    decision::{Decided, Decision},
    discussion::{Agreed, Proceedings, Remark},
    ids::{ApplicationId, ItemId, VacancyId},
    meter::{Conduct, Meter},
    scorecard::Document,
    scoring::{Column, Comparison, Line},
    time::Moment,
    vacancy::{Evidence, RoundView},
};

/// The paper a report is set on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    #[default]
    A4,
    Letter,
}

impl Paper {
    pub const ALL: [Self; 2] = [Self::A4, Self::Letter];

    pub const fn key(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }

    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|paper| paper.key() == key)
    }
}

/// The documents that leave the tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// All candidates of a round, for the panel.
    Panel,
    /// One candidate with the evidence, for the panel.
    Candidate,
    /// What a candidate is told.
    Feedback,
    /// The interview on paper, with room to write.
    Form,
    /// What a candidate reads beforehand.
    Sheet,
    /// Everything that is kept of one person.
    Access,
}

impl Kind {
    pub const ALL: [Self; 6] = [Self::Panel, Self::Candidate, Self::Feedback, Self::Form, Self::Sheet, Self::Access];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Panel => "panel",
            Self::Candidate => "candidate",
            Self::Feedback => "feedback",
            Self::Form => "form",
            Self::Sheet => "sheet",
            Self::Access => "access",
        }
    }

    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// What every report is about and where it came from; the foot of each page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    pub organisation: String,
    pub vacancy: String,
    pub round: RoundView,
    pub generated_at: Moment,
    pub generated_by: String,
    /// The last day on which the data of the candidates may be there; `None` while the vacancy is open (H1).
    pub delete_by: Option<Moment>,
}

/// One candidate, all competencies, with the evidence. For the panel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CandidateReport {
    pub provenance: Provenance,
    pub document: Document,
    pub line: Line,
    /// Names in panel order; empty when individual ratings stay hidden.
    pub raters: Vec<crate::scoring::RaterName>,
    /// Per competency, in the document's order; none when individual ratings stay hidden.
    pub evidence: Vec<Evidence>,
    /// What the panel agreed on beside the ratings.
    pub agreed: Vec<Agreed>,
    pub remarks: Vec<Remark>,
    /// How the questions of the remarks are asked, those that were dropped too.
    pub questions: Vec<(ItemId, Bilingual)>,
    /// What was decided, the newest last.
    pub decisions: Vec<Decision>,
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
    /// Per line of the comparison its evidence per competency; none when individual ratings stay hidden.
    pub evidence: Vec<Vec<Evidence>>,
    /// The scores behind the comparison, for the analysis; means where the policy hides who gave which.
    #[serde(skip)]
    pub ratings: Ratings,
    pub decided: Vec<Decided>,
    pub meter: Meter,
}

/// The interview on paper: the script, the questions, the levels, and room to write. It tells nothing of anybody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Form {
    pub organisation: String,
    pub vacancy: String,
    pub scorecard_title: String,
    pub version: u32,
    pub hash: String,
    pub document: Document,
    pub generated_at: Moment,
    pub generated_by: String,
    /// Who is interviewed, when that is known.
    pub candidate: Option<String>,
    /// When, if it is planned.
    pub starts_at: Option<Moment>,
    /// What was agreed on for the conversation itself (B8).
    pub arrangements: String,
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
    /// The scores behind the comparison, for the analysis; means where the policy hides who gave which. They are worked out on the server.
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
