//! The interview page: everything a panel member may know, and of ratings and notes only the own.

use std::collections::BTreeMap;

use domain::{
    access::{Action, Actor, Grant, decide},
    fold::fold,
    ids::{InterviewId, ItemId, NoteId, UserId},
    interview::{InterviewState, InterviewView, MySheet, Note, Seat},
    scoring::{Level, Rating},
    time::{UnixMillis, Zone},
};
use uuid::Uuid;

use crate::{Error, Result, Store, db::Tx, facts, words};

#[derive(sqlx::FromRow)]
struct SeatRow {
    person_id: Uuid,
    name: String,
    chair: bool,
    rates: bool,
    submitted_at: Option<i64>,
}

/// A note, stored or typed.
type NoteRow = (Uuid, Uuid, Option<String>, String);

impl Store {
    /// The interview as a panel member sees it. Nothing is written: that it was opened is an entry of its own.
    pub async fn interview(&self, actor: &Actor, id: InterviewId) -> Result<InterviewView> {
        let mut tx = self.read().await?;
        let place = facts::of_interview(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::OpenInterview, &place.facts)?;
        let zone = words::zone(&mut tx, grant.organisation()).await?;
        let mut seats = seats(&mut tx, &grant, id).await?;
        seats.sort_by_cached_key(|seat| (fold(&seat.name), seat.person_id));
        let mine = match seats.iter().find(|seat| seat.rates && Some(UserId(seat.person_id)) == actor.user()) {
            Some(seat) => Some(sheet(&mut tx, &grant, id, seat, &zone).await?),
            None => None,
        };
        let document = self.core.document(&mut tx, grant.organisation(), place.version).await?;
        let seat = |row: SeatRow| Seat {
            user: UserId(row.person_id),
            name: row.name,
            chair: row.chair,
            rates: row.rates,
            submitted: row.submitted_at.is_some(),
        };
        Ok(InterviewView {
            id,
            vacancy: place.vacancy,
            vacancy_title: place.vacancy_title,
            round: words::count(place.number),
            candidate: place.candidate,
            starts_at: zone.moment(place.starts_at),
            state: place.facts.interview.unwrap_or(InterviewState::Planned),
            seats: seats.into_iter().map(seat).collect(),
            document: (*document).clone(),
            mine,
            revealed: place.facts.revealed,
            practice: place.practice,
        })
    }
}

async fn seats(tx: &mut Tx, grant: &Grant, id: InterviewId) -> Result<Vec<SeatRow>> {
    Ok(all!(
        tx,
        SeatRow,
        "SELECT s.person_id, p.name, s.chair, s.rates, s.submitted_at
         FROM interview_rater s JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE s.organisation_id = $1 AND s.interview_id = $2",
        grant.organisation().0,
        id.0,
    ))
}

/// The own sheet of who holds this seat.
async fn sheet(tx: &mut Tx, grant: &Grant, id: InterviewId, seat: &SeatRow, zone: &Zone) -> Result<MySheet> {
    let ratings = all!(
        tx,
        (Uuid, Option<i64>, Option<String>),
        "SELECT item, level, not_observed FROM rating WHERE organisation_id = $1 AND interview_id = $2 AND rater_id = $3",
        grant.organisation().0,
        id.0,
        seat.person_id,
    );
    let mut sheet = MySheet { submitted_at: seat.submitted_at.map(|at| zone.moment(UnixMillis(at))), ..MySheet::default() };
    for (item, level, not_observed) in ratings {
        sheet.ratings.insert(ItemId(item), rating(level, not_observed)?);
    }
    sheet.notes = notes(tx, grant, id, seat.person_id).await?;
    Ok(sheet)
}

/// Stored notes in the order they were made, each as it was last typed, then those that were only typed. A stored note
/// takes its draft away, so a draft that is there is always the newer of the two.
async fn notes(tx: &mut Tx, grant: &Grant, id: InterviewId, rater: Uuid) -> Result<Vec<Note>> {
    let stored = all!(
        tx,
        NoteRow,
        "SELECT id, item, step, text FROM note WHERE organisation_id = $1 AND interview_id = $2 AND rater_id = $3 ORDER BY seq",
        grant.organisation().0,
        id.0,
        rater,
    );
    let typed = all!(
        tx,
        NoteRow,
        "SELECT note_id, item, step, text FROM draft WHERE organisation_id = $1 AND interview_id = $2 AND rater_id = $3
         ORDER BY made_at, note_id",
        grant.organisation().0,
        id.0,
        rater,
    );
    let mut notes = stored.into_iter().map(note).collect::<Result<Vec<_>>>()?;
    let places: BTreeMap<NoteId, usize> = notes.iter().enumerate().map(|(place, note)| (note.id, place)).collect();
    for typed in typed {
        let typed = note(typed)?;
        match places.get(&typed.id).and_then(|place| notes.get_mut(*place)) {
            Some(note) => *note = typed,
            None => notes.push(typed),
        }
    }
    notes.retain(|note| !note.text.trim().is_empty());
    Ok(notes)
}

pub(crate) fn note((id, item, step, text): NoteRow) -> Result<Note> {
    Ok(Note { id: NoteId(id), item: ItemId(item), step: step.as_deref().map(words::read).transpose()?, text })
}

pub(crate) fn rating(level: Option<i64>, not_observed: Option<String>) -> Result<Rating> {
    match (level.and_then(|level| u8::try_from(level).ok()).and_then(|level| Level::try_from(level).ok()), not_observed) {
        (Some(level), None) => Ok(Rating::Level(level)),
        (None, Some(reason)) => Ok(Rating::NotObserved(reason)),
        _ => Err(Error::Internal),
    }
}
