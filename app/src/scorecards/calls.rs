//! Scorecards, as server functions. Every change names the revision it was made on.

use domain::{
    Bilingual,
    scorecard::{Checks, CompetencyKind, ScorecardRow, Version},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::calls::Answer;

/// A competency of the library, as a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelf {
    pub key: String,
    pub kind: CompetencyKind,
    pub name: Bilingual,
    pub definition: Bilingual,
    /// Question keys and texts, in the library's order.
    pub questions: Vec<(String, Bilingual)>,
}

/// A scorecard with what can still be added and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScorecardView {
    pub version: Version,
    pub checks: Checks,
    pub shelves: Vec<Shelf>,
    pub may_edit: bool,
}

#[cfg(feature = "ssr")]
fn shelves() -> Answer<Vec<Shelf>> {
    let library = domain::library::Library::shipped().map_err(|_| domain::Code::Internal)?;
    Ok(library
        .competencies
        .into_iter()
        .map(|c| Shelf {
            key: c.key,
            kind: c.kind,
            name: c.name,
            definition: c.definition,
            questions: c.questions.into_iter().map(|q| (q.key, q.text)).collect(),
        })
        .collect())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/list", input = server_fn::codec::GetUrl)]
pub async fn list() -> Answer<Vec<ScorecardRow>> {
    let b = crate::backend::backend()?;
    Ok(b.store.scorecards(&b.actor).await?)
}

/// The library, for a new scorecard.
#[server(prefix = "/api/ui", endpoint = "scorecards/library", input = server_fn::codec::GetUrl)]
pub async fn library() -> Answer<Vec<Shelf>> {
    let b = crate::backend::backend()?;
    // The library is no secret; asking for the list checks that the actor may see scorecards at all.
    b.store.scorecards(&b.actor).await?;
    shelves()
}

/// Makes a draft from the template and opens it.
#[server(prefix = "/api/ui", endpoint = "scorecards/create")]
pub async fn create(#[server(default)] title: String, #[server(default)] competencies: Vec<String>) -> Answer<()> {
    let b = crate::backend::backend()?;
    let library = domain::library::Library::shipped().map_err(|_| domain::Code::Internal)?;
    let document = domain::scorecard::from_template(&title, &competencies, &library, &mut || b.store.new_id())?;
    let id = b.store.create_scorecard(&b.actor, &document).await?;
    crate::backend::go_to(&format!("/scorecards/{id}"));
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/show", input = server_fn::codec::GetUrl)]
pub async fn show(scorecard: String) -> Answer<ScorecardView> {
    use domain::{
        Lang,
        access::{Action, Facts, decide},
    };
    let b = crate::backend::backend()?;
    let version = b.store.scorecard(&b.actor, crate::calls::id(&scorecard)?).await?;
    let may_edit = b.actor.organisation().is_some_and(|o| decide(&b.actor, Action::EditScorecards, &Facts::of(o)).is_ok());
    let checks = domain::scorecard::check(&version.document, &Lang::ALL, crate::boot::lang());
    Ok(ScorecardView { version, checks, shelves: shelves()?, may_edit })
}

#[cfg(feature = "ssr")]
async fn command(scorecard: &str, revision: i64, command: domain::scorecard::Command) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.store.change_draft(&b.actor, crate::calls::id(scorecard)?, revision, command).await?;
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/rename")]
pub async fn rename(scorecard: String, revision: i64, #[server(default)] title: String) -> Answer<()> {
    command(&scorecard, revision, domain::scorecard::Command::Rename { title }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/add-competency")]
pub async fn add_competency(scorecard: String, revision: i64, #[server(default)] competency: String) -> Answer<()> {
    if competency.is_empty() {
        return Err(domain::Failure::field("competency", domain::Code::Required).into());
    }
    command(&scorecard, revision, domain::scorecard::Command::AddCompetency { key: competency }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/remove-competency")]
pub async fn remove_competency(scorecard: String, revision: i64, competency: String) -> Answer<()> {
    let id = crate::calls::id(&competency)?;
    command(&scorecard, revision, domain::scorecard::Command::RemoveCompetency { id }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/move-competency")]
pub async fn move_competency(scorecard: String, revision: i64, competency: String, direction: String) -> Answer<()> {
    let id = crate::calls::id(&competency)?;
    command(&scorecard, revision, domain::scorecard::Command::MoveCompetency { id, up: direction == "up" }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/add-question")]
pub async fn add_question(scorecard: String, revision: i64, competency: String, #[server(default)] question: String) -> Answer<()> {
    if question.is_empty() {
        return Err(domain::Failure::field("question", domain::Code::Required).into());
    }
    let competency = crate::calls::id(&competency)?;
    command(&scorecard, revision, domain::scorecard::Command::AddQuestion { competency, key: question }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/remove-question")]
pub async fn remove_question(scorecard: String, revision: i64, question: String) -> Answer<()> {
    let id = crate::calls::id(&question)?;
    command(&scorecard, revision, domain::scorecard::Command::RemoveQuestion { id }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/justify")]
pub async fn justify(
    scorecard: String,
    revision: i64,
    competency: String,
    #[server(default)] why: String,
    #[server(default)] task: String,
) -> Answer<()> {
    let competency = crate::calls::id(&competency)?;
    command(&scorecard, revision, domain::scorecard::Command::Justify { competency, why, task }).await
}

/// All weights, in the document's order.
#[server(prefix = "/api/ui", endpoint = "scorecards/weigh")]
pub async fn weigh(
    scorecard: String,
    revision: i64,
    #[server(default)] competencies: Vec<String>,
    #[server(default)] weights: Vec<String>,
    #[server(default)] weights_reason: String,
) -> Answer<()> {
    let weights = competencies
        .iter()
        .zip(&weights)
        // What is no number becomes 0, which the rule refuses at its field.
        .map(|(id, weight)| Ok((crate::calls::id(id)?, weight.trim().parse().unwrap_or(0))))
        .collect::<Answer<Vec<_>>>()?;
    command(&scorecard, revision, domain::scorecard::Command::Weigh { weights, reason: weights_reason }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/slot")]
pub async fn set_slot(scorecard: String, revision: i64, #[server(default)] slot_minutes: String) -> Answer<()> {
    let minutes = slot_minutes.trim().parse().unwrap_or(0);
    command(&scorecard, revision, domain::scorecard::Command::SetSlot { minutes }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/undo")]
pub async fn undo(scorecard: String, revision: i64) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.store.undo_draft(&b.actor, crate::calls::id(&scorecard)?, revision).await?;
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/publish")]
pub async fn publish(scorecard: String, revision: i64) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.store.publish(&b.actor, crate::calls::id(&scorecard)?, revision).await?;
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/new-version")]
pub async fn new_version(scorecard: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.store.new_draft(&b.actor, crate::calls::id(&scorecard)?).await?;
    Ok(())
}
