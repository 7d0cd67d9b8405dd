//! The interview page: everything a panel member may know, and of ratings and notes only the own.

use std::collections::BTreeMap;

use domain::{
    access::{Action, Actor, Grant, decide},
    fold::fold,
    ids::{EntryId, InterviewId, ItemId, NoteId, RoundId, UserId},
    interview::{Background, Handled, InterviewState, InterviewView, MySheet, Note, PRESENCE_GRACE, QuestionMark, Seat, Voided, Voiding},
    ledger::{Key, Said},
    scoring::{Level, Rating},
    time::{UnixMillis, Zone},
};
use tokio::try_join;
use uuid::Uuid;

use crate::{
    Error, Result, Store,
    db::{Asking, Source},
    facts,
    vacancies::handled,
    words,
};

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
        let (zone, asking) = (&place.zone, Asking::default());
        let own = async {
            match actor.user() {
                Some(user) if place.facts.panel.is_some_and(|seat| seat.rates) => sheet(&asking, &grant, id, user).await.map(Some),
                _ => Ok(None),
            }
        };
        let interviews = [id.0];
        let reading = async {
            try_join!(
                seats(&asking, &grant, id),
                handled(&asking, zone, &interviews),
                own,
                self.core.document(&asking, grant.organisation(), place.version),
                presence(&asking, &grant, id, self.now()),
                conduct(&asking, &grant, id, actor.user(), zone),
                voided(&asking, &grant, place.round, zone),
            )
        };
        let (mut seats, handled, mut mine, document, presence, conduct, voided) = asking.together(&mut tx, reading).await?;
        seats.sort_by_cached_key(|seat| (fold(&seat.name), seat.person_id));
        if let Some((mine, seat)) = mine.as_mut().zip(seats.iter().find(|seat| Some(UserId(seat.person_id)) == actor.user())) {
            told(mine, seat, handled.get(&(id.0, seat.person_id)), zone);
        }
        let chair = seats.iter().find(|seat| seat.chair).map(|seat| seat.person_id);
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
            voided,
            background,
            arrangements: place.arrangements,
            mine,
            revealed: place.facts.revealed,
            practice: place.practice,
        })
    }
}

/// Who was there in the last minute, each with the question before them.
async fn presence(from: impl Into<Source<'_>>, grant: &Grant, id: InterviewId, now: UnixMillis) -> Result<BTreeMap<Uuid, Option<Uuid>>> {
    let rows = asked!(
        from,
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

async fn conduct(from: impl Into<Source<'_>>, grant: &Grant, id: InterviewId, reader: Option<UserId>, zone: &Zone) -> Result<Conduct> {
    let rows = asked!(
        from,
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
pub(crate) async fn voided(from: impl Into<Source<'_>>, grant: &Grant, round: RoundId, zone: &Zone) -> Result<Vec<Voided>> {
    let rows = asked!(
        from,
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
pub(crate) async fn voidings(from: impl Into<Source<'_>>, grant: &Grant, round: RoundId, zone: &Zone) -> Result<Vec<Voiding>> {
    let rows = asked!(
        from,
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

async fn seats(from: impl Into<Source<'_>>, grant: &Grant, id: InterviewId) -> Result<Vec<SeatRow>> {
    Ok(asked!(
        from,
        SeatRow,
        "SELECT s.person_id, p.name, s.chair, s.rates, s.submitted_at,
                s.returned_seq IS NOT NULL AS returned, s.set_aside_seq IS NOT NULL AS set_aside
         FROM interview_rater s JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE s.organisation_id = $1 AND s.interview_id = $2 AND (s.chair OR s.rates)",
        grant.organisation().0,
        id.0,
    ))
}

/// What was done with the own sheet.
fn told(sheet: &mut MySheet, seat: &SeatRow, handled: Option<&Handled>, zone: &Zone) {
    sheet.submitted_at = seat.submitted_at.map(|at| zone.moment(UnixMillis(at)));
    sheet.returned = handled.filter(|_| seat.returned).cloned();
    sheet.set_aside = handled.filter(|_| seat.set_aside).cloned();
    sheet.bases.extend(sheet.returned.iter().map(|it| (Key::Seat(UserId(seat.person_id)), it.entry)));
}

/// What somebody who rates has in their own sheet.
async fn sheet(from: &Asking, grant: &Grant, id: InterviewId, rater: UserId) -> Result<MySheet> {
    let (ratings, notes, marks) = try_join!(ratings(from, grant, id, rater), notes(from, grant, id, rater), marks(from, grant, id, rater))?;
    let mut sheet = MySheet { notes, ..MySheet::default() };
    for (item, level, not_observed, entry) in ratings {
        sheet.ratings.insert(ItemId(item), rating(level, not_observed)?);
        sheet.bases.extend(entry.map(|entry| (Key::Rating(rater, ItemId(item)), EntryId(entry))));
    }
    for (item, kind, value, entry) in marks {
        let said = words::said(&kind, (item != id.0).then_some(ItemId(item)), &value)?;
        sheet.bases.extend(Key::of(&said, rater).zip(entry.map(EntryId)));
        sheet.mark(said);
    }
    Ok(sheet)
}

/// Item, level or why there is none, and the entry that wrote it.
type RatingRow = (Uuid, Option<i64>, Option<String>, Option<Uuid>);

async fn ratings(from: impl Into<Source<'_>>, grant: &Grant, id: InterviewId, rater: UserId) -> Result<Vec<RatingRow>> {
    Ok(asked!(
        from,
        RatingRow,
        "SELECT r.item, r.level, r.not_observed, l.id FROM rating r
         LEFT JOIN ledger l ON l.organisation_id = r.organisation_id AND l.interview_id = r.interview_id AND l.seq = r.seq
         WHERE r.organisation_id = $1 AND r.interview_id = $2 AND r.rater_id = $3",
        grant.organisation().0,
        id.0,
        rater.0,
    ))
}

/// Item, kind and payload, and the entry that wrote it.
type MarkRow = (Uuid, String, String, Option<Uuid>);

async fn marks(from: impl Into<Source<'_>>, grant: &Grant, id: InterviewId, rater: UserId) -> Result<Vec<MarkRow>> {
    Ok(asked!(
        from,
        MarkRow,
        "SELECT m.item, m.kind, m.value, l.id FROM mark m
         LEFT JOIN ledger l ON l.organisation_id = m.organisation_id AND l.interview_id = m.interview_id AND l.seq = m.seq
         WHERE m.organisation_id = $1 AND m.interview_id = $2 AND m.rater_id = $3 ORDER BY m.seq",
        grant.organisation().0,
        id.0,
        rater.0,
    ))
}

/// Stored notes in the order they were made, each as it was last typed, then those that were only typed. A stored note
/// takes its draft away, so a draft that is there is always the newer of the two.
async fn notes(from: &Asking, grant: &Grant, id: InterviewId, rater: UserId) -> Result<Vec<Note>> {
    let (stored, typed) = try_join!(stored(from, grant, id, rater), typed(from, grant, id, rater))?;
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

async fn stored(from: impl Into<Source<'_>>, grant: &Grant, id: InterviewId, rater: UserId) -> Result<Vec<NoteRow>> {
    Ok(asked!(
        from,
        NoteRow,
        "SELECT id, item, step, text, entry_id FROM note WHERE organisation_id = $1 AND interview_id = $2 AND rater_id = $3 ORDER BY seq",
        grant.organisation().0,
        id.0,
        rater.0,
    ))
}

async fn typed(from: impl Into<Source<'_>>, grant: &Grant, id: InterviewId, rater: UserId) -> Result<Vec<NoteRow>> {
    Ok(asked!(
        from,
        NoteRow,
        "SELECT d.note_id, d.item, d.step, d.text, n.entry_id FROM draft d LEFT JOIN note n ON n.id = d.note_id
         WHERE d.organisation_id = $1 AND d.interview_id = $2 AND d.rater_id = $3
         ORDER BY d.made_at, d.note_id",
        grant.organisation().0,
        id.0,
        rater.0,
    ))
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
