//! The interview page: everything a panel member may know, and of ratings and notes only the own.

use std::collections::{BTreeMap, HashMap};

use domain::{
    access::{Action, Actor, Grant, decide},
    fold::fold,
    ids::{EntryId, InterviewId, ItemId, NoteId, RoundId, UserId},
    interview::{Background, Handled, InterviewState, InterviewView, MySheet, Note, PRESENCE_GRACE, QuestionMark, Seat, Voided, Voiding},
    ledger::{Key, Said},
    scoring::{Level, Rating},
    time::{UnixMillis, Zone},
};
use uuid::Uuid;

use crate::{Error, Result, Store, db::Tx, facts, vacancies::handled, words};

#[expect(clippy::struct_excessive_bools, reason = "a row as the query gives it")]
#[derive(sqlx::FromRow)]
struct SeatRow {
    person_id: Uuid,
    name: String,
    chair: bool,
    rates: bool,
    submitted_at: Option<i64>,
    returned: bool,
    set_aside: bool,
}

/// A note, stored or typed: its id, item, step, text, and the entry that wrote it.
type NoteRow = (Uuid, Uuid, Option<String>, String, Option<Uuid>);

impl Store {
    /// The interview as a panel member sees it. Nothing is written: that it was opened is an entry of its own.
    pub async fn interview(&self, actor: &Actor, id: InterviewId) -> Result<InterviewView> {
        let mut tx = self.read().await?;
        let place = facts::of_interview(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::OpenInterview, &place.facts)?;
        let zone = words::zone(&mut tx, grant.organisation()).await?;
        let mut seats = seats(&mut tx, &grant, id).await?;
        seats.sort_by_cached_key(|seat| (fold(&seat.name), seat.person_id));
        let handled =
            if seats.iter().any(|seat| seat.returned || seat.set_aside) { handled(&mut tx, &zone, &[id.0]).await? } else { HashMap::new() };
        let mine = match seats.iter().find(|seat| seat.rates && Some(UserId(seat.person_id)) == actor.user()) {
            Some(seat) => Some(sheet(&mut tx, &grant, id, (seat, handled.get(&(id.0, seat.person_id))), &zone).await?),
            None => None,
        };
        let document = self.core.document(&mut tx, grant.organisation(), place.version).await?;
        let presence = presence(&mut tx, &grant, id, self.now()).await?;
        let chair = seats.iter().find(|seat| seat.chair).map(|seat| seat.person_id);
        let conduct = conduct(&mut tx, &grant, id, actor.user(), &zone).await?;
        let background = match decide(actor, Action::SeeBackground, &place.facts) {
            _ if place.background.is_empty() => Background::None,
            Ok(_) => Background::Shown(place.background),
            Err(_) => Background::Hidden,
        };
        let seat = |row: SeatRow| Seat {
            user: UserId(row.person_id),
            name: row.name,
            chair: row.chair,
            rates: row.rates,
            submitted: row.submitted_at.is_some(),
            set_aside: if row.set_aside && (place.facts.revealed || Some(UserId(row.person_id)) == actor.user()) {
                handled.get(&(id.0, row.person_id)).cloned()
            } else {
                None
            },
            present: presence.contains_key(&row.person_id),
        };
        Ok(InterviewView {
            id,
            vacancy: place.vacancy,
            vacancy_title: place.vacancy_title,
            round: words::count(place.number),
            candidate: place.candidate,
            starts_at: zone.moment(place.starts_at),
            state: place.facts.interview.unwrap_or(InterviewState::Planned),
            started_at: conduct.started_at.map(|at| zone.moment(at)),
            closed_at: conduct.closed_at.map(|at| zone.moment(at)),
            now: self.now(),
            chair_at: chair.and_then(|chair| presence.get(&chair).copied().flatten()).map(ItemId),
            leads: place.facts.panel.is_some_and(|panel| panel.chair),
            seats: seats.into_iter().map(seat).collect(),
            document: (*document).clone(),
            questions: conduct.questions,
            voided: voided(&mut tx, &grant, place.round, &zone).await?,
            background,
            arrangements: place.arrangements,
            mine,
            revealed: place.facts.revealed,
            practice: place.practice,
        })
    }
}

/// Who was there in the last minute, each with the question before them.
async fn presence(tx: &mut Tx, grant: &Grant, id: InterviewId, now: UnixMillis) -> Result<BTreeMap<Uuid, Option<Uuid>>> {
    let rows = all!(
        tx,
        (Uuid, Option<Uuid>),
        "SELECT person_id, item FROM presence WHERE organisation_id = $1 AND interview_id = $2 AND seen_at > $3",
        grant.organisation().0,
        id.0,
        now.0 - PRESENCE_GRACE,
    );
    Ok(rows.into_iter().collect())
}

/// How the conversation goes: for the whole panel to know.
#[derive(Default)]
struct Conduct {
    started_at: Option<UnixMillis>,
    closed_at: Option<UnixMillis>,
    questions: BTreeMap<ItemId, QuestionMark>,
}

async fn conduct(tx: &mut Tx, grant: &Grant, id: InterviewId, reader: Option<UserId>, zone: &Zone) -> Result<Conduct> {
    let rows = all!(
        tx,
        (Uuid, Uuid, String, String, i64),
        "SELECT item, rater_id, kind, value, client_at FROM mark
         WHERE organisation_id = $1 AND interview_id = $2 AND topic IN ('opened', 'question', 'closed') ORDER BY client_at, seq",
        grant.organisation().0,
        id.0,
    );
    let mut conduct = Conduct::default();
    for (item, by, kind, value, at) in rows {
        let at = UnixMillis(at);
        match words::said(&kind, (item != id.0).then_some(ItemId(item)), &value)? {
            Said::Opened { .. } => conduct.started_at = conduct.started_at.or(Some(at)),
            Said::Closed => conduct.closed_at = Some(at),
            said => {
                conduct.started_at = conduct.started_at.or(Some(at));
                // Why a question was not asked may say something of the answers: until the reveal only its writer reads it.
                let said = if reader == Some(UserId(by)) { said } else { without_reason(said) };
                conduct.questions.insert(ItemId(item), QuestionMark { said, at: zone.moment(at) });
            }
        }
    }
    Ok(conduct)
}

fn without_reason(mut said: Said) -> Said {
    if let Said::Skipped { reason, .. } | Said::Changed { reason, .. } = &mut said {
        reason.clear();
    }
    said
}

/// Questions of the round that count for nobody.
pub(crate) async fn voided(tx: &mut Tx, grant: &Grant, round: RoundId, zone: &Zone) -> Result<Vec<Voided>> {
    let rows = all!(
        tx,
        (Uuid, String, String, i64),
        concat!(
            "SELECT v.item, v.reason, p.name, v.at FROM ",
            voided!(),
            " v
         JOIN person p ON p.organisation_id = v.organisation_id AND p.id = v.person_id
         WHERE v.organisation_id = $1 AND v.round_id = $2 ORDER BY v.at, v.item"
        ),
        grant.organisation().0,
        round.0,
    );
    let voided = |(item, reason, by, at)| Voided { item: ItemId(item), reason, by, at: zone.moment(UnixMillis(at)) };
    Ok(rows.into_iter().map(voided).collect())
}

/// Every step in the history of the questions of the round that were ever dropped.
pub(crate) async fn voidings(tx: &mut Tx, grant: &Grant, round: RoundId, zone: &Zone) -> Result<Vec<Voiding>> {
    let rows = all!(
        tx,
        (Uuid, bool, String, String, i64),
        "SELECT v.item, v.restored, v.reason, p.name, v.at FROM voiding v
         JOIN person p ON p.organisation_id = v.organisation_id AND p.id = v.person_id
         WHERE v.organisation_id = $1 AND v.round_id = $2 ORDER BY v.seq",
        grant.organisation().0,
        round.0,
    );
    let step = |(item, restored, reason, by, at)| Voiding { item: ItemId(item), restored, reason, by, at: zone.moment(UnixMillis(at)) };
    Ok(rows.into_iter().map(step).collect())
}

async fn seats(tx: &mut Tx, grant: &Grant, id: InterviewId) -> Result<Vec<SeatRow>> {
    Ok(all!(
        tx,
        SeatRow,
        "SELECT s.person_id, p.name, s.chair, s.rates, s.submitted_at,
                s.returned_seq IS NOT NULL AS returned, s.set_aside_seq IS NOT NULL AS set_aside
         FROM interview_rater s JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE s.organisation_id = $1 AND s.interview_id = $2 AND (s.chair OR s.rates)",
        grant.organisation().0,
        id.0,
    ))
}

/// The own sheet of who holds this seat, and what was done with it.
async fn sheet(tx: &mut Tx, grant: &Grant, id: InterviewId, (seat, handled): (&SeatRow, Option<&Handled>), zone: &Zone) -> Result<MySheet> {
    let ratings = all!(
        tx,
        (Uuid, Option<i64>, Option<String>, Option<Uuid>),
        "SELECT r.item, r.level, r.not_observed, l.id FROM rating r
         LEFT JOIN ledger l ON l.organisation_id = r.organisation_id AND l.interview_id = r.interview_id AND l.seq = r.seq
         WHERE r.organisation_id = $1 AND r.interview_id = $2 AND r.rater_id = $3",
        grant.organisation().0,
        id.0,
        seat.person_id,
    );
    let mut sheet = MySheet {
        submitted_at: seat.submitted_at.map(|at| zone.moment(UnixMillis(at))),
        returned: handled.filter(|_| seat.returned).cloned(),
        set_aside: handled.filter(|_| seat.set_aside).cloned(),
        ..MySheet::default()
    };
    let rater = UserId(seat.person_id);
    for (item, level, not_observed, entry) in ratings {
        sheet.ratings.insert(ItemId(item), rating(level, not_observed)?);
        sheet.bases.extend(entry.map(|entry| (Key::Rating(rater, ItemId(item)), EntryId(entry))));
    }
    sheet.bases.extend(sheet.returned.iter().map(|it| (Key::Seat(rater), it.entry)));
    sheet.notes = notes(tx, grant, id, seat.person_id).await?;
    let marks = all!(
        tx,
        (Uuid, String, String, Option<Uuid>),
        "SELECT m.item, m.kind, m.value, l.id FROM mark m
         LEFT JOIN ledger l ON l.organisation_id = m.organisation_id AND l.interview_id = m.interview_id AND l.seq = m.seq
         WHERE m.organisation_id = $1 AND m.interview_id = $2 AND m.rater_id = $3 ORDER BY m.seq",
        grant.organisation().0,
        id.0,
        seat.person_id,
    );
    for (item, kind, value, entry) in marks {
        let said = words::said(&kind, (item != id.0).then_some(ItemId(item)), &value)?;
        sheet.bases.extend(Key::of(&said, rater).zip(entry.map(EntryId)));
        sheet.mark(said);
    }
    Ok(sheet)
}

/// Stored notes in the order they were made, each as it was last typed, then those that were only typed. A stored note
/// takes its draft away, so a draft that is there is always the newer of the two.
async fn notes(tx: &mut Tx, grant: &Grant, id: InterviewId, rater: Uuid) -> Result<Vec<Note>> {
    let stored = all!(
        tx,
        NoteRow,
        "SELECT id, item, step, text, entry_id FROM note WHERE organisation_id = $1 AND interview_id = $2 AND rater_id = $3 ORDER BY seq",
        grant.organisation().0,
        id.0,
        rater,
    );
    let typed = all!(
        tx,
        NoteRow,
        "SELECT d.note_id, d.item, d.step, d.text, n.entry_id FROM draft d LEFT JOIN note n ON n.id = d.note_id
         WHERE d.organisation_id = $1 AND d.interview_id = $2 AND d.rater_id = $3
         ORDER BY d.made_at, d.note_id",
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
    notes.retain(|note| !domain::visible::is_blank(&note.text));
    Ok(notes)
}

pub(crate) fn note((id, item, step, text, entry): NoteRow) -> Result<Note> {
    let step = step.as_deref().map(words::read).transpose()?;
    Ok(Note { id: NoteId(id), item: ItemId(item), step, text, entry: entry.map(EntryId) })
}

pub(crate) fn rating(level: Option<i64>, not_observed: Option<String>) -> Result<Rating> {
    match (level.and_then(|level| u8::try_from(level).ok()).and_then(|level| Level::try_from(level).ok()), not_observed) {
        (Some(level), None) => Ok(Rating::Level(level)),
        (None, Some(reason)) => Ok(Rating::NotObserved(reason)),
        _ => Err(Error::Internal),
    }
}
