//! All that a batch writes, for PostgreSQL in one statement: each of its own would be one more trip to the database and back.

use std::collections::BTreeSet;

use domain::{
    ids::InterviewId,
    ledger::{Change, Key, Row},
    scoring::Rating,
};
use serde_json::{Value, json};
use tokio::time::timeout;

use super::{
    batch::Batch,
    project::{self, Stored},
};
use crate::{
    Core, Result,
    audit::head_seal,
    db::PgTx,
    live::{CHANNEL, Happened, told},
    words,
};

/// The same rows as the statements of `project` write one after the other.
const PUT: &str = "
WITH entries AS (
    INSERT INTO ledger (organisation_id, interview_id, seq, id, rater_id, kind, item, payload, salt, payload_hash, client_at, at, hash)
    SELECT * FROM json_to_recordset(CAST($1 AS json) -> 'entries')
        AS it(organisation_id uuid, interview_id uuid, seq bigint, id uuid, rater_id uuid, kind text, item uuid, payload text, salt bytea,
              payload_hash bytea, client_at bigint, at bigint, hash bytea)
), ratings AS (
    INSERT INTO rating (organisation_id, interview_id, rater_id, item, level, not_observed, seq, client_at)
    SELECT * FROM json_to_recordset(CAST($1 AS json) -> 'ratings')
        AS it(organisation_id uuid, interview_id uuid, rater_id uuid, item uuid, level bigint, not_observed text, seq bigint, client_at bigint)
    ON CONFLICT (organisation_id, interview_id, rater_id, item)
    DO UPDATE SET level = excluded.level, not_observed = excluded.not_observed, seq = excluded.seq, client_at = excluded.client_at
), marks AS (
    INSERT INTO mark (organisation_id, interview_id, rater_id, item, topic, kind, value, seq, client_at, at)
    SELECT * FROM json_to_recordset(CAST($1 AS json) -> 'marks')
        AS it(organisation_id uuid, interview_id uuid, rater_id uuid, item uuid, topic text, kind text, value text, seq bigint,
              client_at bigint, at bigint)
    ON CONFLICT (organisation_id, interview_id, rater_id, item, topic)
    DO UPDATE SET kind = excluded.kind, value = excluded.value, seq = excluded.seq, client_at = excluded.client_at, at = excluded.at
), notes AS (
    INSERT INTO note (organisation_id, interview_id, rater_id, id, item, step, text, seq, at, entry_id)
    SELECT * FROM json_to_recordset(CAST($1 AS json) -> 'notes')
        AS it(organisation_id uuid, interview_id uuid, rater_id uuid, id uuid, item uuid, step text, text text, seq bigint, at bigint,
              entry_id uuid)
    ON CONFLICT (id) DO UPDATE SET item = excluded.item, step = excluded.step, text = excluded.text, seq = excluded.seq,
        at = excluded.at, entry_id = excluded.entry_id
), unsaid AS (
    DELETE FROM mark m USING json_to_recordset(CAST($1 AS json) -> 'unsaid')
        AS it(organisation_id uuid, interview_id uuid, rater_id uuid, item uuid, topic text)
    WHERE m.organisation_id = it.organisation_id AND m.interview_id = it.interview_id AND m.rater_id = it.rater_id
      AND m.item = it.item AND m.topic = it.topic
), gone AS (
    DELETE FROM note WHERE id IN (SELECT CAST(it AS uuid) FROM json_array_elements_text(CAST($1 AS json) -> 'gone') it)
), typed AS (
    DELETE FROM draft WHERE note_id IN (SELECT CAST(it AS uuid) FROM json_array_elements_text(CAST($1 AS json) -> 'typed') it)
), seats AS (
    UPDATE interview_rater s SET submitted_at = it.at, returned_seq = it.returned
    FROM json_to_recordset(CAST($1 AS json) -> 'seats')
        AS it(organisation_id uuid, interview_id uuid, person_id uuid, at bigint, returned bigint)
    WHERE s.organisation_id = it.organisation_id AND s.interview_id = it.interview_id AND s.person_id = it.person_id
), asides AS (
    UPDATE interview_rater s SET set_aside_seq = it.seq
    FROM json_to_recordset(CAST($1 AS json) -> 'asides') AS it(organisation_id uuid, interview_id uuid, person_id uuid, seq bigint)
    WHERE s.organisation_id = it.organisation_id AND s.interview_id = it.interview_id AND s.person_id = it.person_id
), heads AS (
    UPDATE chain_head h SET seq = it.seq, hash = it.hash, seal = CASE WHEN h.seal = it.was THEN it.seal ELSE '' END
    FROM json_to_recordset(CAST($1 AS json) -> 'heads') AS it(subject uuid, seq bigint, hash bytea, was bytea, seal bytea)
    WHERE h.subject = it.subject
), begun AS (
    UPDATE interview i SET state = 'live'
    WHERE i.id IN (SELECT CAST(it AS uuid) FROM json_array_elements_text(CAST($1 AS json) -> 'begun') it)
)
SELECT CAST(pg_notify($2, it) AS TEXT) FROM json_array_elements_text(CAST($1 AS json) -> 'told') it";

/// Writes the entries and the rows that they change, and tells who looks on.
pub(super) async fn put(tx: &mut PgTx, core: &Core, batch: &Batch, happened: &[Happened]) -> Result<()> {
    let all = json!({
        "entries": batch.changes.entries.iter().map(entry).collect::<Vec<_>>(),
        "ratings": rows(batch, rating),
        "marks": rows(batch, mark),
        "notes": rows(batch, note),
        "unsaid": unsaid(batch),
        "gone": gone(batch),
        "typed": batch.changes.drafts,
        "seats": rows(batch, seat),
        // Said in a form's own transaction, so never of a seat that is among those: a statement changes a row once.
        "asides": rows(batch, aside),
        "heads": heads(core, batch),
        "begun": batch.begun(),
        "told": told(happened)?,
    });
    let query = sqlx::query(PUT).bind(words::json(&all)?).bind(CHANNEL);
    let (connection, limit) = tx.ready().await?;
    let asked = timeout(limit, query.execute(connection)).await;
    tx.judge(asked)?;
    Ok(())
}

/// As PostgreSQL reads bytes.
fn bytes(bytes: &[u8]) -> String {
    format!("\\x{}", words::hex(bytes))
}

fn entry(row: &Stored) -> Value {
    json!({
        "organisation_id": row.organisation, "interview_id": row.interview, "seq": row.seq, "id": row.id, "rater_id": row.rater,
        "kind": row.kind.key(), "item": row.item, "payload": row.payload, "salt": bytes(&row.salt),
        "payload_hash": bytes(&row.payload_hash), "client_at": row.client_at, "at": row.at, "hash": bytes(&row.hash),
    })
}

/// The rows of one table.
fn rows(batch: &Batch, of: fn(InterviewId, &Key, &Row) -> Option<Value>) -> Vec<Value> {
    let put = batch.changes.rows.iter().filter_map(|((interview, key), (organisation, change))| {
        let Change::Put(row) = change else { return None };
        let mut value = of(*interview, key, row)?;
        if let Some(fields) = value.as_object_mut() {
            fields.insert("organisation_id".into(), json!(organisation));
            fields.insert("interview_id".into(), json!(interview));
        }
        Some(value)
    });
    put.collect()
}

fn rating(_: InterviewId, key: &Key, row: &Row) -> Option<Value> {
    let (Key::Rating(rater, item), Row::Rating { rating, seq, client_at }) = (key, row) else { return None };
    let (level, reason) = match rating {
        Rating::Level(level) => (Some(level.get()), None),
        Rating::NotObserved(reason) => (None, Some(reason)),
    };
    Some(json!({ "rater_id": rater, "item": item, "level": level, "not_observed": reason, "seq": seq, "client_at": client_at }))
}

fn mark(interview: InterviewId, key: &Key, row: &Row) -> Option<Value> {
    let (Key::Mark(rater, item, topic), Row::Mark { kind, value, seq, client_at, at }) = (key, row) else { return None };
    // Of the whole interview: the item is the interview itself.
    let item = item.map_or(interview.0, |item| item.0);
    Some(json!({
        "rater_id": rater, "item": item, "topic": topic, "kind": kind.key(), "value": value, "seq": seq, "client_at": client_at, "at": at,
    }))
}

fn note(_: InterviewId, key: &Key, row: &Row) -> Option<Value> {
    let (Key::Note(id), Row::Note { rater, seq, item, step, text, at, entry }) = (key, row) else { return None };
    Some(json!({ "rater_id": rater, "id": id, "item": item, "step": step, "text": text, "seq": seq, "at": at, "entry_id": entry }))
}

fn seat(_: InterviewId, key: &Key, row: &Row) -> Option<Value> {
    let (person, submitted_at, returned) = project::seat(key, row)?;
    Some(json!({ "person_id": person, "at": submitted_at, "returned": returned }))
}

fn aside(_: InterviewId, key: &Key, row: &Row) -> Option<Value> {
    let (Key::Aside(person), Row::Aside { seq }) = (key, row) else { return None };
    Some(json!({ "person_id": person, "seq": seq }))
}

/// Marks that were taken back.
fn unsaid(batch: &Batch) -> Vec<Value> {
    let unsaid = batch.changes.rows.iter().filter_map(|((interview, key), (organisation, change))| match (key, change) {
        (Key::Mark(rater, item, topic), Change::Gone) => Some(json!({
            "organisation_id": organisation, "interview_id": interview, "rater_id": rater,
            "item": item.map_or(interview.0, |item| item.0), "topic": topic,
        })),
        _ => None,
    });
    unsaid.collect()
}

fn gone(batch: &Batch) -> Vec<Value> {
    let gone = batch.changes.rows.iter().filter_map(|((_, key), (_, change))| match (key, change) {
        (Key::Note(note), Change::Gone) => Some(json!(note)),
        _ => None,
    });
    gone.collect()
}

/// A head that somebody else wrote has no seal and gets none, as with [`crate::audit::move_head`].
fn heads(core: &Core, batch: &Batch) -> Vec<Value> {
    let touched: BTreeSet<InterviewId> = batch.changes.entries.iter().map(|row| row.interview).collect();
    let moved = batch.pages.iter().filter(|(id, _)| touched.contains(id)).map(|(id, page)| {
        let seal = |(seq, hash): (i64, &[u8])| bytes(&head_seal(&core.secret, id.0, seq, hash));
        json!({
            "subject": id, "seq": page.seq, "hash": bytes(&page.hash),
            "was": seal((page.head.0, &page.head.1)), "seal": seal((page.seq, &page.hash)),
        })
    });
    moved.collect()
}
