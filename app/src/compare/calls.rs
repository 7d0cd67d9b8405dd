//! Comparing, as server functions: only after the reveal, only what the policy shows.

use domain::{
    discussion::Proceedings,
    ids::VacancyId,
    meter::Meter,
    scorecard::Document,
    scoring::Comparison,
    vacancy::{Evidence, RoundView},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::calls::Answer;

/// All candidates of a round side by side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompareView {
    pub vacancy: VacancyId,
    pub vacancy_title: String,
    pub round: RoundView,
    pub comparison: Comparison,
    /// Candidates whose panel is not done.
    pub pending: Vec<String>,
    /// Whether it may be seen who gave which score.
    pub individuals: bool,
    /// The most raters any candidate had.
    pub rater_count: usize,
    /// How structured the interviews were.
    pub meter: Meter,
    pub proceedings: Proceedings,
    pub may_agree: bool,
}

/// The notes behind a cell, with the questions they belong to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EvidenceView {
    pub evidence: Evidence,
    /// Only the competency asked for.
    pub document: Document,
}

#[server(prefix = "/api/ui", endpoint = "compare/show", input = server_fn::codec::GetUrl)]
pub async fn show(vacancy: String) -> Answer<CompareView> {
    use domain::vacancy::RevealPolicy;
    let b = crate::backend::backend()?;
    let compared = b.store.compared(&b.actor, crate::calls::id(&vacancy)?).await?;
    let rater_count = compared.comparison.lines.iter().flat_map(|l| &l.score.cells).map(|c| c.n as usize).max().unwrap_or(0);
    let quality = crate::scorecards::quality(&compared.document)?;
    let late = compared.round.policy != RevealPolicy::AfterInterview;
    let meter = domain::meter::after(domain::meter::design(&compared.document, quality, true, late), compared.conduct);
    Ok(CompareView {
        vacancy: compared.vacancy,
        vacancy_title: compared.vacancy_title,
        individuals: !compared.comparison.raters.is_empty(),
        round: compared.round,
        comparison: compared.comparison,
        pending: compared.pending,
        rater_count,
        meter,
        proceedings: compared.proceedings,
        may_agree: compared.may_agree,
    })
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
