//! Documents, as server functions. The documents themselves are files of the server (`server::documents`).

use domain::ids::{ApplicationId, InterviewId, VacancyId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::calls::Answer;

/// What can be opened for a round, by whom who looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentsView {
    pub vacancy: VacancyId,
    pub vacancy_title: String,
    /// The round is revealed and the own ratings are in.
    pub may_report: bool,
    pub may_export: bool,
    /// The vacancy shows who gave which score.
    pub individuals: bool,
    pub rows: Vec<DocumentsRow>,
    pub pack: Option<PackView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentsRow {
    pub application: ApplicationId,
    pub candidate: String,
    pub interview: Option<InterviewId>,
    /// There are numbers to report on.
    pub revealed: bool,
}

/// How far a pack is; `ready` and `making` rule each other out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackView {
    pub state: PackStage,
    pub done: u32,
    pub of: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackStage {
    Making,
    Ready,
    Failed,
    Cancelled,
    Interrupted,
}

#[server(prefix = "/api/ui", endpoint = "documents/show", input = server_fn::codec::GetUrl)]
pub async fn show(vacancy: String) -> Answer<DocumentsView> {
    use domain::access::Action;
    use store::PackState;
    let b = crate::backend::backend()?;
    let id = crate::calls::id(&vacancy)?;
    let view = b.store.vacancy(&b.actor, id).await?;
    let pack = if view.may_compare { b.store.pack(&b.actor, id).await? } else { None };
    let stage = |state| match state {
        PackState::Making => PackStage::Making,
        PackState::Ready => PackStage::Ready,
        PackState::Failed => PackStage::Failed,
        PackState::Cancelled => PackStage::Cancelled,
        PackState::Interrupted => PackStage::Interrupted,
    };
    let row = |row: domain::vacancy::BoardRow| DocumentsRow {
        application: row.application,
        candidate: row.candidate,
        interview: row.interview.as_ref().map(|interview| interview.id),
        revealed: row.interview.as_ref().is_some_and(|interview| interview.revealed),
    };
    Ok(DocumentsView {
        vacancy: id,
        vacancy_title: view.title,
        may_report: view.may_compare,
        may_export: b.may(Action::ExportPerson),
        individuals: view.round.policy != domain::vacancy::RevealPolicy::Never,
        rows: view.board.rows.into_iter().map(row).collect(),
        pack: pack.map(|pack| PackView { state: stage(pack.state), done: pack.done, of: pack.of }),
    })
}

/// Begins to put everything in one document.
#[server(prefix = "/api/ui", endpoint = "documents/make-pack")]
pub async fn make_pack(vacancy: String, #[server(default)] lang: String, #[server(default)] paper: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    let lang = lang.parse().unwrap_or_else(|_| crate::boot::lang());
    b.press.pack(crate::calls::id(&vacancy)?, lang, domain::report::Paper::parse(&paper).unwrap_or_default()).await?;
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "documents/cancel-pack")]
pub async fn cancel_pack(vacancy: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    Ok(b.store.cancel_pack(&b.actor, crate::calls::id(&vacancy)?).await?)
}
