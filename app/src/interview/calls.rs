//! An interview, as server functions. With script, entries go to `/api/v1/interviews/{id}/ledger` instead.
#![expect(clippy::too_many_arguments, reason = "one argument per field of a form")]

use domain::{
    ids::{EntryId, ItemId, NoteId},
    interview::InterviewView,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::calls::Answer;

/// The interview, with ids for forms that are sent without script: sending one twice is harmless.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InterviewCall {
    pub view: InterviewView,
    /// The note of each item: the one there is, or the id a new one gets.
    pub note_ids: Vec<(ItemId, NoteId)>,
    pub rating_entry: EntryId,
    pub note_entry: EntryId,
    pub submit_entry: EntryId,
}

#[server(prefix = "/api/ui", endpoint = "interview/show", input = server_fn::codec::GetUrl)]
pub async fn show(interview: String) -> Answer<InterviewCall> {
    let b = crate::backend::backend()?;
    let view = b.store.interview(&b.actor, crate::calls::id(&interview)?).await?;
    let existing =
        |item: ItemId| view.mine.as_ref().and_then(|m| m.notes.iter().find(|n| n.item == item && n.step.is_none())).map(|n| n.id);
    let note_ids = view.document.items().iter().map(|i| (i.id, existing(i.id).unwrap_or_else(|| NoteId(b.store.new_id())))).collect();
    let entry = || EntryId(b.store.new_id());
    Ok(InterviewCall { rating_entry: entry(), note_entry: entry(), submit_entry: entry(), note_ids, view })
}

/// Records a rating and a note of one item, from a form without script, and goes to `next`.
#[server(prefix = "/api/ui", endpoint = "interview/record")]
pub async fn record(
    interview: String,
    item: String,
    rating_entry: String,
    note_entry: String,
    note_id: String,
    #[server(default)] level: String,
    #[server(default)] reason: String,
    #[server(default)] note: String,
    #[server(default)] had_note: String,
    #[server(default)] next: String,
) -> Answer<()> {
    use domain::{
        Code, Failure,
        ledger::{Answer as Entry, Kind, NewEntry},
    };
    let b = crate::backend::backend()?;
    let interview: domain::ids::InterviewId = crate::calls::id(&interview)?;
    let item = Some(crate::calls::id(&item)?);
    let client_at = b.store.now();
    let mut entries = Vec::new();
    let mut fields = Vec::new();
    if !level.is_empty() {
        let payload = match level.parse::<u8>() {
            Ok(level) => serde_json::json!({ "level": level }),
            Err(_) => serde_json::json!({ "not_observed": reason }),
        };
        entries.push(NewEntry { id: crate::calls::id(&rating_entry)?, kind: Kind::Rated, item, payload, client_at });
        fields.push(if level.parse::<u8>().is_ok() { "level" } else { "reason" });
    }
    let note_id: NoteId = crate::calls::id(&note_id)?;
    if note.replace('\r', "").trim_end() != had_note.replace('\r', "").trim_end() {
        let payload = serde_json::json!({ "note": note_id, "text": note.replace('\r', "") });
        entries.push(NewEntry { id: crate::calls::id(&note_entry)?, kind: Kind::Noted, item, payload, client_at });
        fields.push("note");
    }
    let answers = if entries.is_empty() { Vec::new() } else { b.store.append(&b.actor, interview, None, entries).await? };
    for (answer, field) in answers.iter().zip(fields) {
        match answer {
            Entry::Refused(code @ (Code::ReasonRequired | Code::BadLevel | Code::TooLarge)) => {
                return Err(Failure::field(field, *code).into());
            }
            Entry::Refused(code) => return Err((*code).into()),
            Entry::Stored | Entry::Duplicate => {}
        }
    }
    let next = next.parse::<u32>().unwrap_or(1);
    crate::backend::go_to(&format!("/interviews/{interview}?item={next}"));
    Ok(())
}

/// Locks the own ratings.
#[server(prefix = "/api/ui", endpoint = "interview/submit")]
pub async fn submit(interview: String, submit_entry: String) -> Answer<()> {
    use domain::ledger::{Answer as Entry, Kind, NewEntry};
    let b = crate::backend::backend()?;
    let interview: domain::ids::InterviewId = crate::calls::id(&interview)?;
    let entry = NewEntry {
        id: crate::calls::id(&submit_entry)?,
        kind: Kind::Submitted,
        item: None,
        payload: serde_json::Value::Null,
        client_at: b.store.now(),
    };
    if let Some(Entry::Refused(code)) = b.store.append(&b.actor, interview, None, vec![entry]).await?.first() {
        return Err((*code).into());
    }
    crate::backend::go_to(&format!("/interviews/{interview}"));
    Ok(())
}
