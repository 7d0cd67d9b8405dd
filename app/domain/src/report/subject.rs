//! Everything that is kept of one person, for that person (H4): AVG article 15, interviewers' notes included.

use serde::{Deserialize, Serialize};

use crate::{
    Bilingual,
    decision::Decision,
    discussion::Agreed,
    ids::ItemId,
    interview::InterviewState,
    ledger::{Kind, Said},
    scorecard::{Document, Step},
    scoring::{Cell, Level, Rating},
    time::Moment,
};

/// The whole file. As JSON it says the same as on paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SubjectAccess {
    pub organisation: String,
    pub name: String,
    pub email: String,
    pub generated_at: Moment,
    pub generated_by: String,
    /// Oldest first; several when the person applied more than once.
    pub applications: Vec<Application>,
}

/// One interview, for another program.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InterviewData {
    pub organisation: String,
    pub vacancy: String,
    pub candidate: String,
    pub generated_at: Moment,
    pub generated_by: String,
    pub interview: Interview,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Application {
    pub vacancy: String,
    pub applied_at: Moment,
    /// Came in after the reveal.
    pub late: bool,
    /// In the archive since.
    pub archived_at: Option<Moment>,
    /// A CV, test scores, a referral: what was written beside the interview. `None` when who asks may not read it yet.
    pub background: Option<String>,
    pub interviews: Vec<Interview>,
    /// The newest last. `None` when who asks may not see them yet.
    pub decisions: Option<Vec<Decision>>,
    /// The last day on which this may be kept; `None` while the vacancy is open (H1).
    pub delete_by: Option<Moment>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Interview {
    pub round: u32,
    pub starts_at: Moment,
    pub state: InterviewState,
    pub arrangements: String,
    pub scorecard_title: String,
    pub version: u32,
    pub hash: String,
    pub document: Document,
    /// Who sat on the panel.
    pub raters: Vec<Rater>,
    pub shown: Shown,
}

/// How much of the ratings the file may hold. Whoever asks for it sees no more than on any page (blindness).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    /// Nothing yet: the panel still rates, or nothing was handed in.
    NotYet,
    /// What was agreed for the vacancy hides who gave which: means, and notes without who wrote them.
    /// No notes where nothing is told of ratings either: it would show whose they are.
    Together {
        cells: Vec<(ItemId, Cell)>,
        notes: Option<Vec<(ItemId, String)>>,
    },
    Everything {
        sheets: Vec<Sheet>,
        agreed: Vec<Agreed>,
        history: Vec<Happening>,
    },
}

/// Somebody of the panel, by number where names are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rater {
    /// From 1, the same person under the same number in the whole file; where raters have no names, the number of R1, R2 …
    pub number: u32,
    pub name: Option<String>,
}

/// What one rater handed in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    pub rater: Rater,
    pub ratings: Vec<(ItemId, Rating)>,
    pub notes: Vec<(ItemId, Option<Step>, String)>,
    /// How the rater said to know the candidate; empty for not at all. `None` where raters have no names.
    pub relation: Option<String>,
    pub overall: Option<Level>,
}

/// What an entry of the ledger did, where its kind alone would say something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    Entry(Kind),
    /// A follow-up question of a step.
    Probed,
    /// Other information was opened before submitting.
    LookedEarly,
    NoteRemoved,
}

impl Deed {
    /// Of an entry of this kind; what it said is gone when it was erased.
    pub fn of(kind: Kind, said: Option<&Said>) -> Self {
        match said {
            Some(Said::Asked { step: Some(_), .. }) => Self::Probed,
            Some(Said::Opened { background: Some(_) }) => Self::LookedEarly,
            Some(Said::Noted { text, .. }) if text.trim().is_empty() => Self::NoteRemoved,
            _ => Self::Entry(kind),
        }
    }
}

/// Something that was recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Happening {
    pub at: Moment,
    pub rater: Rater,
    pub deed: Deed,
    pub item: Option<ItemId>,
    /// A level, a text or a reason, as it was said; empty for what says nothing more.
    pub said: String,
}

impl SubjectAccess {
    /// The same with numbers instead of the names of colleagues.
    #[must_use]
    pub fn without_names(mut self) -> Self {
        for application in &mut self.applications {
            for decision in application.decisions.iter_mut().flatten() {
                decision.by.clear();
            }
            for interview in &mut application.interviews {
                interview.hide_names();
            }
        }
        self
    }
}

impl Interview {
    fn hide_names(&mut self) {
        let mut raters: Vec<&mut Rater> = self.raters.iter_mut().collect();
        if let Shown::Everything { sheets, agreed, history } = &mut self.shown {
            raters.extend(sheets.iter_mut().map(|sheet| &mut sheet.rater));
            raters.extend(history.iter_mut().map(|happening| &mut happening.rater));
            for agreed in agreed {
                agreed.by.clear();
            }
        }
        for rater in raters {
            rater.name = None;
        }
    }

    /// What an item is called: a question as it is asked, or the name of a competency.
    pub fn item(&self, id: ItemId) -> Option<&Bilingual> {
        self.document.question(id).map(|question| &question.text).or_else(|| self.document.competency(id).map(|it| &it.name))
    }
}
