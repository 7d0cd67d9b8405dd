//! Whether the tables say what the ledger says: every entry of an interview is taken in again from the beginning, and each row
//! that is not what comes of it is named.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::{EntryId, ItemId, NoteId, OrganisationId, UserId},
    interview::{InterviewState, Sheets},
    ledger::{Entry, Key, Kind, Row, Standing, state},
    scoring::Rating,
    stored,
    time::UnixMillis,
};
use uuid::Uuid;

use super::rows::{Any, PAGE};
use crate::{Result, db::Tx, interviews::rating, words};

/// What the ledger of an interview comes to.
#[derive(Default)]
struct Replayed {
    standing: Standing,
    /// Every entry that wrote a note.
    places: BTreeMap<NoteId, BTreeSet<i64>>,
    erased: Erased,
}

/// Entries of which nobody knows any more what they said, as far as a row can point at one.
#[derive(Default)]
struct Erased {
    ids: BTreeSet<EntryId>,
    places: BTreeSet<i64>,
    ratings: BTreeSet<Key>,
}

#[derive(sqlx::FromRow)]
struct LedgerRow {
    seq: i64,
    id: Uuid,
    rater_id: Uuid,
    kind: String,
    item: Option<Uuid>,
    payload: Option<String>,
    client_at: i64,
    at: i64,
}

#[derive(sqlx::FromRow)]
struct NoteRow {
    id: Any<Uuid>,
    rater_id: Any<Uuid>,
    seq: i64,
    item: Any<Uuid>,
    step: Option<Any<String>>,
    text: Any<String>,
    at: i64,
    entry_id: Any<Uuid>,
}

#[derive(sqlx::FromRow)]
struct MarkRow {
    rater_id: Any<Uuid>,
    item: Any<Uuid>,
    topic: Any<String>,
    kind: Any<String>,
    value: Any<String>,
    seq: i64,
    client_at: i64,
    at: i64,
}

/// One line for every row of this interview that is not what its ledger, whose chain is whole, comes to.
pub(super) async fn check(tx: &mut Tx, (organisation, interview): (Uuid, Uuid), broken: &mut Vec<String>) -> Result<()> {
    let replayed = replay(tx, (organisation, interview)).await?;
    let mut missing = replayed.standing.rows.clone();
    for (key, found) in tables(tx, (organisation, interview)).await? {
        let due = missing.remove(&key);
        if replayed.erased.hides(&key, found.as_ref()) {
            continue;
        }
        match due {
            None => broken.push(format!("{}: inserted", name(&key, interview))),
            Some(due) if Some(&due) != found.as_ref() => broken.push(format!("{}: changed", name(&key, interview))),
            Some(_) => {}
        }
    }
    broken.extend(missing.keys().map(|key| format!("{}: missing", name(key, interview))));
    check_state(tx, (organisation, interview), replayed.standing.begun, broken).await
}

/// Puts every note in the place of the first entry that wrote it: the first version put some in that of a later one.
pub(crate) async fn settle_notes(tx: &mut Tx, organisation: OrganisationId) -> Result<()> {
    let notes = all!(
        tx,
        (Uuid, Uuid, i64),
        "SELECT interview_id, id, seq FROM note WHERE organisation_id = $1 ORDER BY interview_id",
        organisation.0
    );
    for notes in notes.chunk_by(|(one, ..), (next, ..)| one == next) {
        let Some((interview, ..)) = notes.first() else { continue };
        let replayed = replay(tx, (organisation.0, *interview)).await?;
        for (_, id, seq) in notes {
            let (own, key) = (replayed.places.get(&NoteId(*id)), Key::Note(NoteId(*id)));
            let Some(Row::Note { seq: due, .. }) = replayed.standing.rows.get(&key) else { continue };
            if due != seq && own.is_some_and(|own| own.contains(seq)) {
                run!(tx, "UPDATE note SET seq = $2 WHERE id = $1", *id, *due);
            }
        }
    }
    Ok(())
}

async fn replay(tx: &mut Tx, (organisation, interview): (Uuid, Uuid)) -> Result<Replayed> {
    let mut replayed = Replayed::default();
    let mut from = Some(0);
    while let Some(seq) = from {
        let page = all!(
            tx,
            LedgerRow,
            "SELECT seq, id, rater_id, kind, item, payload, client_at, at FROM ledger
             WHERE organisation_id = $1 AND interview_id = $2 AND seq >= $3 ORDER BY seq LIMIT $4",
            organisation,
            interview,
            seq,
            i64::from(PAGE),
        );
        from = page.last().filter(|_| page.len() == usize::from(PAGE)).and_then(|row| row.seq.checked_add(1));
        for row in page {
            replayed.take(&row);
        }
    }
    Ok(replayed)
}

impl Replayed {
    fn take(&mut self, row: &LedgerRow) {
        let (id, rater, item) = (EntryId(row.id), UserId(row.rater_id), row.item.map(ItemId));
        let said = row.payload.as_deref().and_then(|payload| Some((payload, stored::said(&row.kind, item, payload).ok()?)));
        let Some((payload, said)) = said else {
            self.erased.ids.insert(id);
            self.erased.places.insert(row.seq);
            if row.kind == Kind::Rated.key() {
                self.erased.ratings.extend(item.map(|item| Key::Rating(rater, item)));
            }
            self.standing.begun |= words::read::<Kind>(&row.kind).is_ok_and(|kind| !kind.has_own_form());
            return;
        };
        if let Some(Key::Note(note)) = Key::of(&said, rater) {
            self.places.entry(note).or_default().insert(row.seq);
        }
        let (client_at, at) = (UnixMillis(row.client_at), UnixMillis(row.at));
        self.standing.take(&Entry { seq: row.seq, id, rater, said: &said, payload, after: stored::after(payload), client_at, at });
    }
}

impl Erased {
    /// Whether what a row must say was erased.
    fn hides(&self, key: &Key, row: Option<&Row>) -> bool {
        match row {
            Some(Row::Note { entry, .. }) => self.ids.contains(entry),
            Some(Row::Mark { seq, .. }) => self.places.contains(seq),
            _ => self.ratings.contains(key),
        }
    }
}

/// What stands in the tables, row by row; none for what is no such row at all.
async fn tables(tx: &mut Tx, (organisation, interview): (Uuid, Uuid)) -> Result<Vec<(Key, Option<Row>)>> {
    let ratings = all!(
        tx,
        (Any<Uuid>, Any<Uuid>, Option<i64>, Option<Any<String>>, i64, i64),
        "SELECT rater_id, item, level, not_observed, seq, client_at FROM rating WHERE organisation_id = $1 AND interview_id = $2",
        organisation,
        interview,
    );
    let notes = all!(
        tx,
        NoteRow,
        "SELECT id, rater_id, seq, item, step, text, at, entry_id FROM note WHERE organisation_id = $1 AND interview_id = $2",
        organisation,
        interview,
    );
    let marks = all!(
        tx,
        MarkRow,
        "SELECT rater_id, item, topic, kind, value, seq, client_at, at FROM mark WHERE organisation_id = $1 AND interview_id = $2",
        organisation,
        interview,
    );
    let seats = all!(
        tx,
        (Any<Uuid>, Option<i64>, Option<i64>, Option<i64>),
        "SELECT person_id, submitted_at, returned_seq, set_aside_seq FROM interview_rater WHERE organisation_id = $1 AND interview_id = $2",
        organisation,
        interview,
    );
    let mut rows = Vec::new();
    for (rater, item, level, reason, seq, at) in ratings {
        let rating: Option<Rating> = rating(level, reason.map(|reason| reason.0)).ok();
        let row = rating.map(|rating| Row::Rating { rating, seq, client_at: UnixMillis(at) });
        rows.push((Key::Rating(UserId(rater.0), ItemId(item.0)), row));
    }
    for row in notes {
        let key = Key::Note(NoteId(row.id.0));
        let step = row.step.map(|step| words::read(&step.0)).transpose().ok();
        let note = step.map(|step| Row::Note {
            rater: UserId(row.rater_id.0),
            seq: row.seq,
            item: ItemId(row.item.0),
            step,
            text: row.text.0,
            at: UnixMillis(row.at),
            entry: EntryId(row.entry_id.0),
        });
        rows.push((key, note));
    }
    for row in marks {
        let item = (row.item.0 != interview).then_some(ItemId(row.item.0));
        let (client_at, at) = (UnixMillis(row.client_at), UnixMillis(row.at));
        let kind: Option<Kind> = words::read(&row.kind.0).ok();
        let mark = kind.map(|kind| Row::Mark { kind, value: row.value.0, seq: row.seq, client_at, at });
        rows.push((Key::Mark(UserId(row.rater_id.0), item, row.topic.0.into()), mark));
    }
    for (person, submitted_at, returned, aside) in seats {
        let person = UserId(person.0);
        let seat = match (submitted_at, returned) {
            (None, None) => None,
            (Some(at), None) => Some(Some(Row::Seat { submitted_at: UnixMillis(at) })),
            (None, Some(seq)) => Some(Some(Row::Returned { seq })),
            // No entry leaves it so.
            (Some(_), Some(_)) => Some(None),
        };
        rows.extend(seat.map(|row| (Key::Seat(person), row)));
        rows.extend(aside.map(|seq| (Key::Aside(person), Some(Row::Aside { seq }))));
    }
    Ok(rows)
}

/// That it was cancelled, and is done no more, is not in its ledger.
async fn check_state(tx: &mut Tx, (organisation, interview): (Uuid, Uuid), begun: bool, broken: &mut Vec<String>) -> Result<()> {
    let stands = maybe!(
        tx,
        (Any<String>, i64, i64, i64),
        "SELECT i.state,
                (SELECT COUNT(*) FROM interview_rater s
                 WHERE s.organisation_id = i.organisation_id AND s.interview_id = i.id AND s.rates),
                (SELECT COUNT(*) FROM interview_rater s
                 WHERE s.organisation_id = i.organisation_id AND s.interview_id = i.id AND s.rates AND s.submitted_at IS NOT NULL),
                (SELECT COUNT(*) FROM interview_rater s
                 WHERE s.organisation_id = i.organisation_id AND s.interview_id = i.id AND s.rates AND s.set_aside_seq IS NOT NULL)
         FROM interview i WHERE i.organisation_id = $1 AND i.id = $2",
        organisation,
        interview,
    );
    let Some((found, raters, submitted, set_aside)) = stands else { return Ok(()) };
    let count = |number| usize::try_from(number).unwrap_or_default();
    let due = state(begun, Sheets { raters: count(raters), submitted: count(submitted), set_aside: count(set_aside) });
    if found.0 != due.key() && found.0 != InterviewState::Cancelled.key() {
        broken.push(format!("interview {interview}: state changed"));
    }
    Ok(())
}

fn name(key: &Key, interview: Uuid) -> String {
    match key {
        Key::Rating(rater, item) => format!("rating of interview {interview}, rater {rater}, item {item}"),
        Key::Note(note) => format!("note {note} of interview {interview}"),
        Key::Mark(rater, Some(item), topic) => format!("mark {topic} of interview {interview}, rater {rater}, item {item}"),
        Key::Mark(rater, None, topic) => format!("mark {topic} of interview {interview}, rater {rater}"),
        Key::Seat(person) => format!("submission of interview {interview}, rater {person}"),
        Key::Aside(person) => format!("sheet set aside in interview {interview}, rater {person}"),
    }
}
