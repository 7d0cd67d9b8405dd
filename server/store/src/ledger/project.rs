//! What a batch writes: the entries, and in the same transaction the rows that they change.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::Grant,
    ids::{EntryId, InterviewId, ItemId, NoteId, OrganisationId, UserId},
    interview::InterviewState,
    ledger::{Change, Key, Kind, Row},
    scoring::Rating,
    time::UnixMillis,
};
use uuid::Uuid;

use super::{batch::Batch, put::put};
use crate::{
    Core, Result, audit,
    db::Tx,
    live::{Happened, To},
    vacancies::after_submission,
    words,
};

/// An entry as the ledger gets it.
pub(super) struct Stored {
    pub(super) organisation: OrganisationId,
    pub(super) interview: InterviewId,
    pub(super) seq: i64,
    pub(super) id: EntryId,
    pub(super) rater: UserId,
    pub(super) kind: Kind,
    pub(super) item: Option<ItemId>,
    pub(super) payload: String,
    pub(super) salt: [u8; 16],
    pub(super) payload_hash: [u8; 32],
    pub(super) client_at: UnixMillis,
    pub(super) at: UnixMillis,
    pub(super) hash: Vec<u8>,
    pub(super) private: bool,
}

/// Everything a batch changes. Of several changes of one row the last stands.
#[derive(Default)]
pub(super) struct Changes {
    pub(super) entries: Vec<Stored>,
    pub(super) rows: BTreeMap<(InterviewId, Key), (OrganisationId, Change)>,
    /// Drafts that became notes, or are no longer needed.
    pub(super) drafts: BTreeSet<NoteId>,
    /// Interviews in which an item was rated that was not before.
    pub(super) counted: BTreeSet<InterviewId>,
    pub(super) submissions: Vec<(InterviewId, Grant)>,
}

/// Whose a row is: organisation, interview and rater.
type Of = (Uuid, Uuid, Uuid);

impl Batch {
    /// Who hears of it: the rater on other devices, the panel of what it may know, and who may see how far everybody is.
    pub(super) fn happened(&self) -> Vec<Happened> {
        let mut happened = BTreeSet::new();
        for entry in &self.changes.entries {
            let Some(page) = self.pages.get(&entry.interview) else { continue };
            let to = if entry.private { To::One(entry.rater) } else { To::Everybody };
            happened.insert(Happened { vacancy: page.vacancy, interview: Some(entry.interview), to });
            if self.changes.counted.contains(&entry.interview) {
                happened.insert(Happened { vacancy: page.vacancy, interview: None, to: To::Counters });
            }
        }
        happened.into_iter().collect()
    }

    /// Writes all changes and tells who looks on, as far as that travels with them; then lets every submission have its
    /// consequences.
    pub(super) async fn store(self, tx: &mut Tx, core: &Core, happened: &[Happened]) -> Result<()> {
        match tx {
            Tx::Postgres(tx) => put(tx, core, &self, happened).await?,
            Tx::Sqlite(_) => self.store_one_by_one(tx, core).await?,
        }
        for (interview, grant) in &self.changes.submissions {
            if let Some(page) = self.pages.get(interview) {
                after_submission(tx, core, grant, page.round, *interview).await?;
            }
        }
        Ok(())
    }

    /// Interviews that begin with this.
    pub(super) fn begun(&self) -> BTreeSet<InterviewId> {
        let said = self.changes.entries.iter().filter(|row| !row.kind.has_own_form()).map(|row| row.interview);
        let planned = |id: &InterviewId| self.pages.get(id).is_some_and(|page| page.facts(None).interview == Some(InterviewState::Planned));
        said.filter(planned).collect()
    }

    async fn store_one_by_one(&self, tx: &mut Tx, core: &Core) -> Result<()> {
        let changes = &self.changes;
        insert!(
            tx,
            "INSERT INTO ledger (organisation_id, interview_id, seq, id, rater_id, kind, item, payload, salt, payload_hash, client_at, at, hash) ",
            changes.entries,
            row => [
                row.organisation.0, row.interview.0, row.seq, row.id.0, row.rater.0, row.kind.key(), row.item.map(|item| item.0),
                &row.payload, row.salt.as_slice(), row.payload_hash.as_slice(), row.client_at.0, row.at.0, &row.hash,
            ],
            ""
        );
        store_ratings(tx, changes).await?;
        store_marks(tx, changes).await?;
        store_notes(tx, changes).await?;
        store_seats(tx, changes).await?;
        let touched: BTreeSet<InterviewId> = changes.entries.iter().map(|row| row.interview).collect();
        for (id, page) in self.pages.iter().filter(|(id, _)| touched.contains(id)) {
            audit::move_head(tx, core, id.0, (page.head.0, &page.head.1), (page.seq, &page.hash)).await?;
        }
        for id in self.begun() {
            run!(tx, "UPDATE interview SET state = $2 WHERE id = $1", id.0, InterviewState::Live.key());
        }
        Ok(())
    }
}

impl Changes {
    fn put(&self) -> impl Iterator<Item = (Uuid, Uuid, &Key, &Row)> {
        self.rows.iter().filter_map(|((interview, key), (organisation, change))| match change {
            Change::Put(row) => Some((organisation.0, interview.0, key, row)),
            Change::Gone => None,
        })
    }
}

async fn store_ratings(tx: &mut Tx, changes: &Changes) -> Result<()> {
    let ratings = changes.put().filter_map(|(organisation, interview, key, row)| match (key, row) {
        (Key::Rating(rater, item), Row::Rating { rating, seq, client_at }) => {
            let (level, reason) = match rating {
                Rating::Level(level) => (Some(i64::from(level.get())), None),
                Rating::NotObserved(reason) => (None, Some(reason.as_str())),
            };
            let of: Of = (organisation, interview, rater.0);
            Some((of, item.0, level, reason, *seq, client_at.0))
        }
        _ => None,
    });
    let ratings: Vec<_> = ratings.collect();
    insert!(
        tx,
        "INSERT INTO rating (organisation_id, interview_id, rater_id, item, level, not_observed, seq, client_at) ",
        ratings,
        it => [it.0.0, it.0.1, it.0.2, it.1, it.2, it.3, it.4, it.5],
        " ON CONFLICT (organisation_id, interview_id, rater_id, item)
          DO UPDATE SET level = excluded.level, not_observed = excluded.not_observed, seq = excluded.seq, client_at = excluded.client_at"
    );
    Ok(())
}

async fn store_marks(tx: &mut Tx, changes: &Changes) -> Result<()> {
    let marks = changes.put().filter_map(|(organisation, interview, key, row)| match (key, row) {
        (Key::Mark(rater, item, topic), Row::Mark { kind, value, seq, client_at, at }) => {
            let of: Of = (organisation, interview, rater.0);
            // Of the whole interview: the item is the interview itself.
            let item = item.map_or(interview, |item| item.0);
            Some((of, item, topic.as_ref(), kind.key(), value.as_str(), [*seq, client_at.0, at.0]))
        }
        _ => None,
    });
    let marks: Vec<_> = marks.collect();
    insert!(
        tx,
        "INSERT INTO mark (organisation_id, interview_id, rater_id, item, topic, kind, value, seq, client_at, at) ",
        marks,
        it => [it.0.0, it.0.1, it.0.2, it.1, it.2, it.3, it.4, it.5[0], it.5[1], it.5[2]],
        " ON CONFLICT (organisation_id, interview_id, rater_id, item, topic)
          DO UPDATE SET kind = excluded.kind, value = excluded.value, seq = excluded.seq, client_at = excluded.client_at, at = excluded.at"
    );
    for ((interview, key), (organisation, change)) in &changes.rows {
        if let (Key::Mark(rater, item, topic), Change::Gone) = (key, change) {
            run!(
                tx,
                "DELETE FROM mark WHERE organisation_id = $1 AND interview_id = $2 AND rater_id = $3 AND item = $4 AND topic = $5",
                organisation.0,
                interview.0,
                rater.0,
                item.map_or(interview.0, |item| item.0),
                topic.as_ref(),
            );
        }
    }
    Ok(())
}

async fn store_notes(tx: &mut Tx, changes: &Changes) -> Result<()> {
    let notes = changes.put().filter_map(|(organisation, interview, key, row)| match (key, row) {
        (Key::Note(note), Row::Note { rater, seq, item, step, text, at, entry }) => {
            let of: Of = (organisation, interview, rater.0);
            Some(step.map(words::write).transpose().map(|step| (of, note.0, item.0, step, text.as_str(), *seq, at.0, entry.0)))
        }
        _ => None,
    });
    let notes: Vec<_> = notes.collect::<Result<_>>()?;
    insert!(
        tx,
        "INSERT INTO note (organisation_id, interview_id, rater_id, id, item, step, text, seq, at, entry_id) ",
        notes,
        it => [it.0.0, it.0.1, it.0.2, it.1, it.2, it.3.as_deref(), it.4, it.5, it.6, it.7],
        " ON CONFLICT (id) DO UPDATE SET item = excluded.item, step = excluded.step, text = excluded.text, seq = excluded.seq,
          at = excluded.at, entry_id = excluded.entry_id"
    );
    for ((_, key), (_, change)) in &changes.rows {
        if let (Key::Note(note), Change::Gone) = (key, change) {
            run!(tx, "DELETE FROM note WHERE id = $1", note.0);
        }
    }
    for note in &changes.drafts {
        run!(tx, "DELETE FROM draft WHERE note_id = $1", note.0);
    }
    Ok(())
}

async fn store_seats(tx: &mut Tx, changes: &Changes) -> Result<()> {
    for (organisation, interview, key, row) in changes.put() {
        if let Some((person, submitted_at, returned_seq)) = seat(key, row) {
            run!(
                tx,
                "UPDATE interview_rater SET submitted_at = $4, returned_seq = $5
                 WHERE organisation_id = $1 AND interview_id = $2 AND person_id = $3",
                organisation,
                interview,
                person.0,
                submitted_at.map(|at| at.0),
                returned_seq,
            );
        }
        if let (Key::Aside(person), Row::Aside { seq }) = (key, row) {
            run!(
                tx,
                "UPDATE interview_rater SET set_aside_seq = $4 WHERE organisation_id = $1 AND interview_id = $2 AND person_id = $3",
                organisation,
                interview,
                person.0,
                *seq,
            );
        }
    }
    Ok(())
}

/// Whose sheet was submitted then, or given back by the entry in this place: the one undoes the other.
pub(super) const fn seat(key: &Key, row: &Row) -> Option<(UserId, Option<UnixMillis>, Option<i64>)> {
    match (key, row) {
        (Key::Seat(person), Row::Seat { submitted_at }) => Some((*person, Some(*submitted_at), None)),
        (Key::Seat(person), Row::Returned { seq }) => Some((*person, None, Some(*seq))),
        _ => None,
    }
}
