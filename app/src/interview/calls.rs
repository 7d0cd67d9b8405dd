//! An interview, as server functions. With script, entries go to `/api/v1/interviews/{id}/ledger` instead.
#![expect(clippy::too_many_arguments, reason = "one argument per field of a form")]

use std::collections::BTreeMap;

use domain::{
    ids::{EntryId, ItemId, NoteId},
    interview::{Background, InterviewView, MySheet, QuestionMark, Seat, Voided},
    time::{Moment, UnixMillis},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::calls::Answer;

/// The interview, with ids for forms that are sent without script: sending one twice is harmless.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InterviewCall {
    pub view: InterviewView,
    /// For a note that is not there yet.
    pub note_id: NoteId,
    pub entries: FormEntries,
}

/// One entry id per thing that a form can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormEntries {
    pub note: EntryId,
    pub no_evidence: EntryId,
    pub rating: EntryId,
    pub lead: EntryId,
    pub look: EntryId,
    pub relation: EntryId,
    pub overall: EntryId,
    pub submit: EntryId,
}

impl FormEntries {
    pub fn new(mut id: impl FnMut() -> uuid::Uuid) -> Self {
        let mut entry = || EntryId(id());
        Self {
            note: entry(),
            no_evidence: entry(),
            rating: entry(),
            lead: entry(),
            look: entry(),
            relation: entry(),
            overall: entry(),
            submit: entry(),
        }
    }
}

/// What changes while an interview goes on: all of it but the scorecard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Now {
    pub started_at: Option<Moment>,
    pub closed_at: Option<Moment>,
    pub server_clock: UnixMillis,
    pub seats: Vec<Seat>,
    pub chair_at: Option<ItemId>,
    pub questions: BTreeMap<ItemId, QuestionMark>,
    pub voided: Vec<Voided>,
    pub background: Background,
    pub mine: Option<MySheet>,
}

impl From<InterviewView> for Now {
    fn from(view: InterviewView) -> Self {
        let InterviewView { started_at, closed_at, now, seats, chair_at, questions, voided, background, mine, .. } = view;
        Self { started_at, closed_at, server_clock: now, seats, chair_at, questions, voided, background, mine }
    }
}

#[server(prefix = "/api/ui", endpoint = "interview/show", input = server_fn::codec::GetUrl)]
pub async fn show(interview: String) -> Answer<InterviewCall> {
    let b = crate::backend::backend()?;
    let view = b.store.interview(&b.actor, crate::calls::id(&interview)?).await?;
    let entries = FormEntries::new(|| b.store.new_id());
    Ok(InterviewCall { note_id: NoteId(b.store.new_id()), entries, view })
}

/// What a poke asks for.
#[server(name = AskNow, prefix = "/api/ui", endpoint = "interview/now", input = server_fn::codec::GetUrl)]
pub async fn now(interview: String) -> Answer<Now> {
    let b = crate::backend::backend()?;
    Ok(b.store.interview(&b.actor, crate::calls::id(&interview)?).await?.into())
}

/// Records a note and a rating of one item, from a form without script, and goes to `next`.
#[server(prefix = "/api/ui", endpoint = "interview/record")]
pub async fn record(
    interview: String,
    item: String,
    rating_entry: String,
    note_entry: String,
    note_id: String,
    #[server(default)] no_evidence_entry: String,
    #[server(default)] level: String,
    #[server(default)] reason: String,
    #[server(default)] note: String,
    #[server(default)] had_note: String,
    #[server(default)] base: String,
    #[server(default)] step: String,
    #[server(default)] no_evidence: String,
    #[server(default)] next: String,
) -> Answer<()> {
    use domain::ledger::Kind;
    use serde_json::json;

    let b = crate::backend::backend()?;
    let mut form = super::post::Post::new(&b, &interview, Some(crate::calls::id(&item)?))?;
    let text = note.replace('\r', "");
    if text.trim_end() != had_note.replace('\r', "").trim_end() {
        let step = (!step.is_empty()).then_some(step);
        let base = (!base.is_empty()).then_some(base);
        let payload = json!({ "note": crate::calls::id::<NoteId>(&note_id)?, "step": step, "text": text, "base": base });
        form.say("note", &note_entry, Kind::Noted, payload)?;
    }
    if !no_evidence.is_empty() {
        form.say("no_evidence", &no_evidence_entry, Kind::NoEvidence, json!({}))?;
    }
    match level.parse::<u8>() {
        Ok(level) => form.say("level", &rating_entry, Kind::Rated, json!({ "level": level }))?,
        Err(_) if level.is_empty() => {}
        Err(_) => form.say("reason", &rating_entry, Kind::Rated, json!({ "not_observed": reason }))?,
    }
    form.send().await?;
    let next = next.parse::<u32>().unwrap_or(1);
    crate::backend::go_to(&format!("/interviews/{interview}?item={next}"));
    Ok(())
}

/// The chair keeps what was asked, and when the conversation began and ended.
#[server(prefix = "/api/ui", endpoint = "interview/lead")]
pub async fn lead(
    interview: String,
    entry: String,
    #[server(default)] what: String,
    #[server(default)] item: String,
    #[server(default)] reason: String,
) -> Answer<()> {
    use domain::{Code, Failure, ledger::Kind};
    use serde_json::json;

    let b = crate::backend::backend()?;
    let kind = Kind::parse(&what).filter(|kind| matches!(kind, Kind::Opened | Kind::Closed | Kind::Asked | Kind::Skipped | Kind::Changed));
    let kind = kind.ok_or_else(|| Failure::field("what", Code::BadChoice))?;
    let item = if item.is_empty() { None } else { Some(crate::calls::id(&item)?) };
    let mut form = super::post::Post::new(&b, &interview, item)?;
    let payload = if matches!(kind, Kind::Skipped | Kind::Changed) { json!({ "reason": reason }) } else { json!({}) };
    form.say("reason", &entry, kind, payload)?;
    form.send().await
}

/// Opens the background of the candidate before submitting, which is recorded.
#[server(prefix = "/api/ui", endpoint = "interview/look")]
pub async fn look(interview: String, entry: String, #[server(default)] reason: String) -> Answer<()> {
    use domain::ledger::Kind;

    let b = crate::backend::backend()?;
    let mut form = super::post::Post::new(&b, &interview, None)?;
    form.say("reason", &entry, Kind::Opened, serde_json::json!({ "background": reason }))?;
    form.send().await
}

/// Says how the rater knows the candidate and what the whole was like, and locks the own ratings.
#[server(prefix = "/api/ui", endpoint = "interview/submit")]
pub async fn submit(
    interview: String,
    entry: String,
    #[server(default)] relation_entry: String,
    #[server(default)] overall_entry: String,
    #[server(default)] knows: String,
    #[server(default)] relation: String,
    #[server(default)] overall: String,
) -> Answer<()> {
    use domain::{Code, Failure, ledger::Kind};
    use serde_json::json;

    let b = crate::backend::backend()?;
    let mut form = super::post::Post::new(&b, &interview, None)?;
    match knows.as_str() {
        "" => {}
        "no" => form.say("relation", &relation_entry, Kind::Declared, json!({ "relation": "" }))?,
        _ if relation.trim().is_empty() => return Err(Failure::field("relation", Code::Required).into()),
        _ => form.say("relation", &relation_entry, Kind::Declared, json!({ "relation": relation }))?,
    }
    if let Ok(level) = overall.parse::<u8>() {
        form.say("overall", &overall_entry, Kind::Overall, json!({ "level": level }))?;
    }
    form.say("submit", &entry, Kind::Submitted, serde_json::Value::Null)?;
    form.send().await?;
    crate::backend::go_to(&format!("/interviews/{interview}"));
    Ok(())
}
