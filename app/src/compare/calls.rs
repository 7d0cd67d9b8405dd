//! Comparing, as server functions: only after the reveal, only what the policy shows.

use domain::{
    analysis::{CellAnalysis, Findings, Known, Pattern, Quality},
    decision::Decided,
    discussion::Proceedings,
    ids::{ApplicationId, VacancyId},
    meter::Meter,
    plot::Scatter,
    scorecard::Document,
    scoring::Comparison,
    vacancy::{Evidence, RoundView},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::calls::Answer;

/// As many candidates as a page shows.
pub const PAGE: usize = 100;

/// Which part of the comparison is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tab {
    #[default]
    Competency,
    Discuss,
    Totals,
    Panel,
    Decide,
}

impl Tab {
    pub const ALL: [Self; 5] = [Self::Competency, Self::Discuss, Self::Totals, Self::Panel, Self::Decide];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Competency => "competency",
            Self::Discuss => "discuss",
            Self::Totals => "totals",
            Self::Panel => "panel",
            Self::Decide => "decide",
        }
    }

    pub fn parse(key: &str) -> Self {
        Self::ALL.into_iter().find(|tab| tab.key() == key).unwrap_or_default()
    }
}

/// All candidates of a round side by side, as far as this page shows them.
#[expect(clippy::struct_excessive_bools, reason = "what the reader may do here, one by one")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompareView {
    pub vacancy: VacancyId,
    pub vacancy_title: String,
    pub round: RoundView,
    /// The candidates of this page, in the order shown.
    pub comparison: Comparison,
    pub shown: Shown,
    /// Candidates whose panel is not done.
    pub pending: Vec<(ApplicationId, String)>,
    /// Whether it may be seen who gave which score.
    pub individuals: bool,
    /// Without names a label is another rater with every candidate.
    pub by_candidate: bool,
    /// The most raters any candidate had.
    pub rater_count: u32,
    /// How structured the interviews were.
    pub meter: Meter,
    pub proceedings: Proceedings,
    pub may_agree: bool,
    pub may_decide: bool,
    pub may_close: bool,
    /// Index of the competency that is shown.
    pub chosen: usize,
    /// What was decided, of every candidate; where it is decided.
    pub decided: Vec<Decided>,
    /// Who is in the top band; without bands, who has the highest total. Where it is decided.
    pub top: Vec<ApplicationId>,
    pub banded: bool,
    /// What the totals rest on; where a tab shows it.
    pub findings: Option<Findings>,
    pub chart: Option<Scatter>,
    /// How far the panel agreed in each cell of the lines shown; where a tab shows it.
    pub cells: Vec<Vec<CellAnalysis>>,
    /// The band of each line shown, from 0 at the top.
    pub bands: Vec<Option<usize>>,
    pub quality: Option<Quality>,
    pub own: Option<Own>,
}

/// The reader's own way of scoring, for the reader alone. Nothing in it tells more of others than the means on the page do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Own {
    pub n: usize,
    pub mean: Known,
    pub severity: Known,
    pub halo: Known,
    pub share_of_threes: Known,
    pub patterns: Vec<Pattern>,
}

/// Which part of the list a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// From 1.
    pub page: usize,
    pub all: usize,
    pub sort: Sort,
    /// Other orders than by name are open from the decision phase on (D13).
    pub may_sort: bool,
}

/// What the order of candidates follows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    #[default]
    Name,
    Total,
    /// Of the competency that is shown.
    Mean,
}

impl Sort {
    pub const ALL: [Self; 3] = [Self::Name, Self::Total, Self::Mean];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Total => "total",
            Self::Mean => "mean",
        }
    }

    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.key() == key)
    }
}

impl Shown {
    pub fn pages(self) -> usize {
        self.all.div_ceil(PAGE).max(1)
    }
}

/// The notes behind a cell, with the questions they belong to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceView {
    pub evidence: Evidence,
    /// Only the competency asked for.
    pub document: Document,
}

#[server(prefix = "/api/ui", endpoint = "compare/show", input = server_fn::codec::GetUrl)]
pub async fn show(
    vacancy: String,
    #[server(default)] tab: String,
    #[server(default)] competency: String,
    #[server(default)] sort: String,
    #[server(default)] page: String,
) -> Answer<CompareView> {
    let b = crate::backend::backend()?;
    let compared = b.store.compared(&b.actor, crate::calls::id(&vacancy)?).await?;
    let asked =
        super::view::Asked { tab: Tab::parse(&tab), competency: &competency, sort: Sort::parse(&sort), page: page.parse().unwrap_or(1) };
    super::view::view(compared, asked).await
}

#[server(name = FetchEvidence, prefix = "/api/ui", endpoint = "compare/evidence", input = server_fn::codec::GetUrl)]
pub async fn evidence(application: String, competency: String) -> Answer<EvidenceView> {
    let b = crate::backend::backend()?;
    let application = crate::calls::id(&application)?;
    let competency = crate::calls::id(&competency)?;
    let evidence = b.store.evidence(&b.actor, application, competency).await?;
    let mut document = b.store.candidate_report(&b.actor, application).await?.document;
    document.competencies.retain(|c| c.id == competency);
    Ok(EvidenceView { evidence, document })
}

/// Writes down what the panel agreed on in one cell; `had` is when it did so last, as the writer saw it.
#[server(prefix = "/api/ui", endpoint = "compare/agree")]
pub async fn agree(
    interview: String,
    competency: String,
    #[server(default)] had: String,
    #[server(default)] level: String,
    #[server(default)] reason: String,
) -> Answer<()> {
    let b = crate::backend::backend()?;
    let (interview, competency) = (crate::calls::id(&interview)?, crate::calls::id(&competency)?);
    let had = had.parse().ok().map(domain::time::UnixMillis);
    let (level, reason) = domain::discussion::agreement(&level, &reason)?;
    Ok(b.store.agree(&b.actor, interview, competency, had, level, &reason).await?)
}

/// Begins the decision phase.
#[server(prefix = "/api/ui", endpoint = "compare/start-deciding")]
pub async fn start_deciding(vacancy: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    Ok(b.store.start_deciding(&b.actor, crate::calls::id(&vacancy)?).await?)
}

/// Writes down what was decided on a candidate; `had` is how many decisions the writer saw.
#[server(prefix = "/api/ui", endpoint = "compare/decide")]
pub async fn decide(
    application: String,
    #[server(default)] had: String,
    #[server(default)] outcome: String,
    #[server(default)] reason: String,
    #[server(default)] below_band: String,
) -> Answer<()> {
    let b = crate::backend::backend()?;
    let typed = store::Typed { outcome: &outcome, reason: &reason, below_band: &below_band };
    b.store.decide_on(&b.actor, crate::calls::id(&application)?, had.parse().unwrap_or(0), typed).await?;
    b.say(text::decisions::said_decided).await
}

/// Takes back what was decided on a candidate, with a reason.
#[server(prefix = "/api/ui", endpoint = "compare/take-back")]
pub async fn take_back(application: String, #[server(default)] had: String, #[server(default)] reason: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.store.take_back(&b.actor, crate::calls::id(&application)?, had.parse().unwrap_or(0), &reason).await?;
    b.say(text::decisions::said_taken_back).await
}
