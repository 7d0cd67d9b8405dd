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
    #[server(default)] had_no_evidence: String,
    #[server(default)] next: String,
) -> Answer<()> {
    use domain::{
        Code, Failure,
        ledger::Said,
        scoring::{Level, Rating},
    };

    let b = crate::backend::backend()?;
    let item = crate::calls::id(&item)?;
    let mut form = super::post::Post::new(&b, &interview)?;
    let text = note.replace('\r', "");
    if text.trim_end() != had_note.replace('\r', "").trim_end() {
        let step = super::place::step(&step);
        let base = if base.is_empty() { None } else { Some(crate::calls::id(&base)?) };
        form.say("note", &note_entry, Said::Noted { item, note: crate::calls::id(&note_id)?, step, text, base })?;
    }
    if !no_evidence.is_empty() && had_no_evidence.is_empty() {
        form.say("no_evidence", &no_evidence_entry, Said::NoEvidence { item, withdrawn: false })?;
    }
    let rating = match level.parse::<u8>() {
        Ok(level) => Some(Rating::Level(Level::try_from(level).map_err(|_| Failure::field("level", Code::BadLevel))?)),
        Err(_) if level.is_empty() => None,
        Err(_) => Some(Rating::NotObserved(reason)),
    };
    if let Some(rating) = rating {
        let field = if matches!(rating, Rating::Level(_)) { "level" } else { "reason" };
        form.say(field, &rating_entry, Said::Rated { item, rating })?;
    }
    // After the rating, which may rest on it no longer.
    if no_evidence.is_empty() && !had_no_evidence.is_empty() {
        form.say("no_evidence", &no_evidence_entry, Said::NoEvidence { item, withdrawn: true })?;
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
    use domain::{Code, Failure, ledger::Said};

    let b = crate::backend::backend()?;
    let question = || crate::calls::id(&item);
    let said = match what.as_str() {
        "opened" => Said::Opened { background: None },
        "closed" => Said::Closed,
        "asked" => Said::Asked { item: question()?, step: None },
        "skipped" => Said::Skipped { item: question()?, reason },
        "changed" => Said::Changed { item: question()?, reason },
        _ => return Err(Failure::field("what", Code::BadChoice).into()),
    };
    let mut form = super::post::Post::new(&b, &interview)?;
    form.say("reason", &entry, said)?;
    form.send().await
}

/// Opens the background of the candidate before submitting, which is recorded.
#[server(prefix = "/api/ui", endpoint = "interview/look")]
pub async fn look(interview: String, entry: String, #[server(default)] reason: String) -> Answer<()> {
    use domain::ledger::Said;

    let b = crate::backend::backend()?;
    let mut form = super::post::Post::new(&b, &interview)?;
    form.say("reason", &entry, Said::Opened { background: Some(reason) })?;
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
    #[server(default)] reason: String,
) -> Answer<()> {
    use domain::{Code, Failure, ledger::Said, scoring::Level};

    let b = crate::backend::backend()?;
    let mut form = super::post::Post::new(&b, &interview)?;
    match knows.as_str() {
        "" => {}
        "no" => form.say("relation", &relation_entry, Said::Declared { relation: String::new() })?,
        _ if domain::visible::is_blank(&relation) => return Err(Failure::field("relation", Code::Required).into()),
        _ => form.say("relation", &relation_entry, Said::Declared { relation })?,
    }
    if let Ok(level) = overall.parse::<u8>() {
        let level = Level::try_from(level).map_err(|_| Failure::field("overall", Code::BadLevel))?;
        form.say("overall", &overall_entry, Said::Overall { level })?;
    }
    form.say("reason", &entry, Said::Submitted { reason })?;
    form.send().await?;
    crate::backend::go_to(&format!("/interviews/{interview}"));
    Ok(())
}
