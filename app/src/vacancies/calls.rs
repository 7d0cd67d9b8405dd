//! Vacancies, as server functions.

use domain::{
    candidates::Preview,
    vacancy::{CandidateView, PanelChoice, VacancyList, VacancyView},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::calls::Answer;

/// A published version to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardChoice {
    pub version: String,
    pub title: String,
    pub number: u32,
}

/// A list of candidates that was pasted, as it would be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportView {
    pub vacancy_title: String,
    /// Which of the lists that wait this is; empty at first.
    pub list: String,
    /// What was pasted or read from a file; empty at first.
    pub table: String,
    /// `None` at first; otherwise the rows, or why they could not be read.
    pub preview: Option<Result<Preview, domain::Failure>>,
}

/// Who was taken off the list last, to undo it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    pub application: String,
    pub candidate: String,
}

/// What planning an interview needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    pub vacancy_title: String,
    pub candidate: String,
    pub people: Vec<PanelChoice>,
    /// The next working morning, as a proposal.
    pub starts_at: String,
}

#[server(prefix = "/api/ui", endpoint = "vacancies/list", input = server_fn::codec::GetUrl)]
pub async fn list(#[server(default)] search: String, #[server(default)] page: usize) -> Answer<VacancyList> {
    let b = crate::backend::backend()?;
    Ok(b.store.vacancies(&b.actor, &search, page).await?)
}

#[server(prefix = "/api/ui", endpoint = "vacancies/cards", input = server_fn::codec::GetUrl)]
pub async fn cards() -> Answer<Vec<CardChoice>> {
    let b = crate::backend::backend()?;
    let versions = b.store.published_versions(&b.actor).await?;
    Ok(versions.into_iter().map(|v| CardChoice { version: v.version.to_string(), title: v.title, number: v.number }).collect())
}

#[server(prefix = "/api/ui", endpoint = "vacancies/open")]
pub async fn open(
    #[server(default)] title: String,
    #[server(default)] version: String,
    #[server(default)] policy: String,
    #[server(default)] anonymous: String,
) -> Answer<()> {
    let b = crate::backend::backend()?;
    let new = domain::vacancy::new_vacancy(&title, &version, &policy, !anonymous.is_empty())?;
    let id = b.store.open_vacancy(&b.actor, &new).await?;
    crate::backend::go_to(&format!("/vacancies/{id}"));
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "vacancies/show", input = server_fn::codec::GetUrl)]
pub async fn show(vacancy: String) -> Answer<VacancyView> {
    let b = crate::backend::backend()?;
    Ok(b.store.vacancy(&b.actor, crate::calls::id(&vacancy)?).await?)
}

#[server(prefix = "/api/ui", endpoint = "vacancies/add-candidate")]
pub async fn add_candidate(vacancy: String, #[server(default)] name: String, #[server(default)] email: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    let candidate = domain::candidates::new_candidate(&name, &email)?;
    b.store.add_candidates(&b.actor, crate::calls::id(&vacancy)?, &[candidate]).await?;
    Ok(())
}

/// Takes a candidate off the list; `restore` brings it back. `then` is `reveal` when the scores may be seen now that nothing
/// is waited for.
#[server(prefix = "/api/ui", endpoint = "vacancies/remove-candidate")]
pub async fn remove_candidate(
    vacancy: String,
    application: String,
    #[server(default)] then: String,
    #[server(default)] reason: String,
) -> Answer<()> {
    let b = crate::backend::backend()?;
    let then = domain::vacancy::Afterwards::parse(&then, &reason)?;
    b.store.remove_application(&b.actor, crate::calls::id(&application)?, &then).await?;
    b.door.keep("removed", format!("{vacancy}/{application}")).await?;
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "vacancies/restore-candidate")]
pub async fn restore_candidate(application: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.store.restore_application(&b.actor, crate::calls::id(&application)?).await?;
    b.door.keep("removed", String::new()).await?;
    b.say(text::vacancies::said_restored).await
}

/// The application that was last removed from this vacancy in this session, to undo it.
#[server(name = AskRemoved, prefix = "/api/ui", endpoint = "vacancies/removed", input = server_fn::codec::GetUrl)]
pub async fn removed(vacancy: String) -> Answer<Option<Removed>> {
    let b = crate::backend::backend()?;
    if b.actor == domain::access::Actor::Nobody {
        return Err(domain::Code::NotSignedIn.into());
    }
    let kept = b.door.kept("removed").await?.unwrap_or_default();
    let Some(application) = kept.strip_prefix(&format!("{vacancy}/")) else { return Ok(None) };
    let candidate = b.store.candidate(&b.actor, crate::calls::id(application)?).await?.name;
    Ok(Some(Removed { application: application.to_owned(), candidate }))
}

/// The most that is read at once: a thousand rows with long names fit.
#[cfg(feature = "ssr")]
const TABLE_MAX: usize = 512 * 1024;

/// Keeps the pasted rows and shows what they would add.
#[server(name = KeepPreview, prefix = "/api/ui", endpoint = "vacancies/preview")]
pub async fn preview(vacancy: String, #[server(default)] table: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    let list = keep_table(&b, &vacancy, &table).await?;
    crate::backend::go_to(&format!("/vacancies/{vacancy}/import?list={list}"));
    Ok(())
}

/// Lists that wait to be confirmed: each has a tab of its own, and an older one is pasted again.
#[cfg(feature = "ssr")]
const LISTS_MAX: usize = 3;

/// A list between its paste and its confirmation.
#[cfg(feature = "ssr")]
#[derive(Serialize, Deserialize)]
struct Pasted {
    list: uuid::Uuid,
    vacancy: domain::ids::VacancyId,
    table: String,
}

/// Keeps rows between the paste and the confirmation, and says under which name. Also for a file, which arrives at its own route.
///
/// # Errors
/// Unknown vacancy, or not allowed, or too much.
#[cfg(feature = "ssr")]
pub async fn keep_table(b: &crate::backend::Backend, vacancy: &str, table: &str) -> Answer<uuid::Uuid> {
    use domain::Code;
    let id: domain::ids::VacancyId = crate::calls::id(vacancy)?;
    b.store.existing_candidates(&b.actor, id).await?;
    if table.len() > TABLE_MAX {
        return Err(Code::TooLarge.into());
    }
    if table.trim().is_empty() {
        return Err(domain::Failure::field("table", Code::NoRows).into());
    }
    let list = b.store.new_id();
    let mut all = pasted(b).await?;
    all.push(Pasted { list, vacancy: id, table: table.to_owned() });
    all.drain(..all.len().saturating_sub(LISTS_MAX));
    keep_pasted(b, &all).await?;
    Ok(list)
}

#[cfg(feature = "ssr")]
async fn pasted(b: &crate::backend::Backend) -> Answer<Vec<Pasted>> {
    Ok(serde_json::from_str(&b.door.kept("tables").await?.unwrap_or_default()).unwrap_or_default())
}

#[cfg(feature = "ssr")]
async fn keep_pasted(b: &crate::backend::Backend, all: &[Pasted]) -> Answer<()> {
    let kept = serde_json::to_string(all).map_err(|_| domain::Code::Internal)?;
    Ok(b.door.keep("tables", kept).await?)
}

/// The list with this name; without one the newest.
#[cfg(feature = "ssr")]
async fn pasted_in(b: &crate::backend::Backend, id: domain::ids::VacancyId, list: &str) -> Answer<Option<Pasted>> {
    let of = |it: &Pasted| it.vacancy == id && (list.is_empty() || it.list.to_string() == list);
    Ok(pasted(b).await?.into_iter().rev().find(of))
}

/// Forgets that one, and no other tab's.
#[cfg(feature = "ssr")]
async fn forget(b: &crate::backend::Backend, gone: Option<Pasted>) -> Answer<()> {
    let Some(gone) = gone else { return Ok(()) };
    let mut all = pasted(b).await?;
    all.retain(|it| it.list != gone.list);
    keep_pasted(b, &all).await
}

/// The kept rows, judged; nothing is saved.
#[server(prefix = "/api/ui", endpoint = "vacancies/import", input = server_fn::codec::GetUrl)]
pub async fn import(vacancy: String, #[server(default)] list: String) -> Answer<ImportView> {
    let b = crate::backend::backend()?;
    let id = crate::calls::id(&vacancy)?;
    let existing = b.store.existing_candidates(&b.actor, id).await?;
    let vacancy_title = b.store.vacancy(&b.actor, id).await?.title;
    let kept = pasted_in(&b, id, &list).await?;
    let (list, table) = kept.map(|it| (it.list.to_string(), it.table)).unwrap_or_default();
    let preview =
        (!table.is_empty()).then(|| super::decode::records(&table).and_then(|rows| domain::candidates::preview(&rows, &existing)));
    Ok(ImportView { vacancy_title, list, table, preview })
}

/// Adds the good rows of what is kept.
#[server(prefix = "/api/ui", endpoint = "vacancies/import-confirmed")]
pub async fn import_confirmed(vacancy: String, #[server(default)] list: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    let id = crate::calls::id(&vacancy)?;
    let existing = b.store.existing_candidates(&b.actor, id).await?;
    let kept = pasted_in(&b, id, &list).await?;
    let rows = super::decode::records(kept.as_ref().map_or("", |it| &it.table))?;
    let good: Vec<_> = domain::candidates::preview(&rows, &existing)?.good().collect();
    b.store.add_candidates(&b.actor, id, &good).await?;
    forget(&b, kept).await?;
    crate::backend::go_to(&format!("/vacancies/{id}"));
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "vacancies/planning", input = server_fn::codec::GetUrl)]
pub async fn planning(vacancy: String, application: String) -> Answer<PlanView> {
    use domain::{Code, ids::ApplicationId};
    let b = crate::backend::backend()?;
    let application: ApplicationId = crate::calls::id(&application)?;
    let people = b.store.panel_choices(&b.actor, application).await?;
    let view = b.store.vacancy(&b.actor, crate::calls::id(&vacancy)?).await?;
    let row = view.board.rows.into_iter().find(|row| row.application == application).ok_or(Code::NotFound)?;
    let tomorrow = b.store.zone(&b.actor).await?.moment(b.store.now().plus_days(1)).local;
    let starts_at = domain::time::Local { hour: 10, minute: 0, ..tomorrow }.iso();
    Ok(PlanView { vacancy_title: view.title, candidate: row.candidate, people, starts_at })
}

#[server(prefix = "/api/ui", endpoint = "vacancies/plan")]
pub async fn plan(
    vacancy: String,
    application: String,
    #[server(default)] starts_at: String,
    #[server(default)] raters: Vec<String>,
    #[server(default)] chair: String,
    #[server(default)] arrangements: String,
) -> Answer<()> {
    use domain::{Failure, Fault};
    let b = crate::backend::backend()?;
    let starts = b.store.zone(&b.actor).await?.meeting(&starts_at);
    let panel = domain::vacancy::new_interview(&raters, &chair, &arrangements);
    let (panel, starts) = match (panel, starts) {
        (Ok(panel), Ok(starts)) => (panel, starts),
        (panel, starts) => {
            let mut faults = panel.err().map(|f| f.faults).unwrap_or_default();
            if let Err(code) = starts {
                faults.insert(0, Fault::new("starts_at", code));
            }
            return Err(Failure::invalid(faults).into());
        }
    };
    let id: domain::ids::VacancyId = crate::calls::id(&vacancy)?;
    b.store.plan_interview(&b.actor, crate::calls::id(&application)?, &panel, starts).await?;
    crate::backend::go_to(&format!("/vacancies/{id}"));
    Ok(())
}

/// Cancels an interview; `then` as for `remove_candidate`.
#[server(prefix = "/api/ui", endpoint = "vacancies/cancel-interview")]
pub async fn cancel_interview(
    interview: String,
    #[server(default)] why: String,
    #[server(default)] then: String,
    #[server(default)] reason: String,
) -> Answer<()> {
    let b = crate::backend::backend()?;
    let then = domain::vacancy::Afterwards::parse(&then, &reason)?;
    b.store.cancel_interview(&b.actor, crate::calls::id(&interview)?, &why, &then).await?;
    b.say(text::vacancies::said_cancelled).await
}

#[server(prefix = "/api/ui", endpoint = "vacancies/reveal")]
pub async fn reveal(vacancy: String, #[server(default)] reason: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    Ok(b.store.reveal_early(&b.actor, crate::calls::id(&vacancy)?, &reason).await?)
}

/// One candidate, and who could take a seat on the panel.
#[server(prefix = "/api/ui", endpoint = "vacancies/candidate", input = server_fn::codec::GetUrl)]
pub async fn candidate(application: String) -> Answer<(CandidateView, Vec<PanelChoice>)> {
    let b = crate::backend::backend()?;
    let application: domain::ids::ApplicationId = crate::calls::id(&application)?;
    let view = b.store.candidate(&b.actor, application).await?;
    let people = b.store.panel_choices(&b.actor, application).await?;
    Ok((view, people))
}

#[server(prefix = "/api/ui", endpoint = "vacancies/background")]
pub async fn background(application: String, #[server(default)] had: String, #[server(default)] background: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.store.set_background(&b.actor, crate::calls::id(&application)?, &had, &background).await?;
    b.say(text::vacancies::said_background).await
}

#[server(prefix = "/api/ui", endpoint = "vacancies/replace-rater")]
pub async fn replace_rater(
    interview: String,
    from: String,
    #[server(default)] to: String,
    #[server(default)] reason: String,
) -> Answer<()> {
    use domain::{Code, Failure};
    let b = crate::backend::backend()?;
    let to = to.parse().map_err(|_| Failure::field("to", if to.is_empty() { Code::Required } else { Code::BadChoice }))?;
    Ok(b.store.replace_rater(&b.actor, crate::calls::id(&interview)?, crate::calls::id(&from)?, to, &reason).await?)
}

/// Gives a submitted sheet back to its rater, before the reveal.
#[server(prefix = "/api/ui", endpoint = "vacancies/return-sheet")]
pub async fn return_sheet(interview: String, of: String, #[server(default)] reason: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.store.return_sheet(&b.actor, crate::calls::id(&interview)?, crate::calls::id(&of)?, &reason).await?;
    b.say(text::vacancies::said_given_back).await
}

/// Lets a submitted sheet count nowhere, before the reveal.
#[server(prefix = "/api/ui", endpoint = "vacancies/set-sheet-aside")]
pub async fn set_sheet_aside(interview: String, of: String, #[server(default)] reason: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.store.set_sheet_aside(&b.actor, crate::calls::id(&interview)?, crate::calls::id(&of)?, &reason).await?;
    b.say(text::vacancies::said_set_aside).await
}

/// Drops a question for every candidate of the round.
#[server(prefix = "/api/ui", endpoint = "vacancies/void")]
pub async fn void(vacancy: String, #[server(default)] item: String, #[server(default)] reason: String) -> Answer<()> {
    use domain::{Code, Failure};
    let b = crate::backend::backend()?;
    let item = item.parse().map_err(|_| Failure::field("item", Code::Required))?;
    b.store.void_question(&b.actor, crate::calls::id(&vacancy)?, item, &reason).await?;
    b.say(text::vacancies::said_dropped).await
}

/// Takes it up again, with a reason.
#[server(prefix = "/api/ui", endpoint = "vacancies/restore-question")]
pub async fn restore_question(vacancy: String, item: String, #[server(default)] reason: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.store.restore_question(&b.actor, crate::calls::id(&vacancy)?, crate::calls::id(&item)?, &reason).await?;
    b.say(text::vacancies::said_counts_again).await
}

/// Ends the procedure; `reason` when not everybody knows where they stand.
#[server(prefix = "/api/ui", endpoint = "vacancies/close")]
pub async fn close(vacancy: String, #[server(default)] reason: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    Ok(b.store.close_vacancy(&b.actor, crate::calls::id(&vacancy)?, &reason).await?)
}

/// Takes the closing back.
#[server(prefix = "/api/ui", endpoint = "vacancies/reopen")]
pub async fn reopen(vacancy: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    Ok(b.store.reopen_vacancy(&b.actor, crate::calls::id(&vacancy)?).await?)
}
