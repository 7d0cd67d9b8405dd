//! What a batch writes: the entries, and in the same transaction what they say now.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::Grant,
    ids::{EntryId, InterviewId, ItemId, NoteId, OrganisationId, UserId},
    interview::InterviewState,
    ledger::{Kind, Mark, Said},
    scorecard::Step,
    scoring::Rating,
    time::UnixMillis,
};

use super::batch::Batch;
use crate::{
    Core, Result, audit,
    db::Tx,
    live::{Happened, To},
    vacancies::after_submission,
    words,
};

/// A row of the ledger.
pub(super) struct Row {
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
    /// Says something of what the rater thinks: before the reveal nobody else hears even that it is there.
    pub(super) private: bool,
}

/// Everything a batch changes. Of several changes of one rating or note the last stands.
#[derive(Default)]
pub(super) struct Changes {
    rows: Vec<Row>,
    ratings: BTreeMap<(InterviewId, UserId, ItemId), RatingRow>,
    marks: BTreeMap<(InterviewId, UserId, Option<ItemId>, &'static str), MarkRow>,
    /// `None` takes the note away.
    notes: BTreeMap<NoteId, Option<NoteRow>>,
    /// Drafts that became notes, or are no longer needed.
    pub(super) drafts: BTreeSet<NoteId>,
    /// Interviews in which an item was rated that was not before.
    pub(super) counted: BTreeSet<InterviewId>,
    pub(super) submissions: Vec<(InterviewId, UserId, Grant, UnixMillis)>,
}

struct RatingRow {
    organisation: OrganisationId,
    rating: Rating,
    client_at: UnixMillis,
}

struct MarkRow {
    organisation: OrganisationId,
    mark: Mark,
    seq: i64,
    client_at: UnixMillis,
    at: UnixMillis,
}

struct NoteRow {
    organisation: OrganisationId,
    interview: InterviewId,
    rater: UserId,
    id: NoteId,
    seq: i64,
    item: ItemId,
    step: Option<Step>,
    text: String,
    at: UnixMillis,
    entry: EntryId,
}

impl Changes {
    /// Takes in one more row; must agree with [`domain::ledger::Current::take`], which a test holds it to.
    pub(super) fn take(&mut self, row: Row, said: &Said) {
        let (organisation, client_at) = (row.organisation, row.client_at);
        match said {
            Said::Submitted | Said::Replaced { .. } => {}
            Said::Rated { item, rating } => {
                let new = RatingRow { organisation, rating: rating.clone(), client_at };
                let key = (row.interview, row.rater, *item);
                if self.ratings.get(&key).is_none_or(|known| known.client_at <= client_at) {
                    self.ratings.insert(key, new);
                }
            }
            Said::Marked { item, mark } => {
                let new = MarkRow { organisation, mark: mark.clone(), seq: row.seq, client_at, at: row.at };
                let key = (row.interview, row.rater, *item, mark.topic());
                if self.marks.get(&key).is_none_or(|known| known.client_at <= client_at) {
                    self.marks.insert(key, new);
                }
            }
            Said::Noted { item, note, step, text, .. } => {
                self.drafts.insert(*note);
                let kept = (!text.is_empty()).then(|| NoteRow {
                    organisation: row.organisation,
                    interview: row.interview,
                    rater: row.rater,
                    id: *note,
                    seq: row.seq,
                    item: *item,
                    step: *step,
                    text: text.clone(),
                    at: row.at,
                    entry: row.id,
                });
                self.notes.insert(*note, kept);
            }
        }
        self.rows.push(row);
    }
}

impl Batch {
    /// Who hears of it: the rater on other devices, the panel of what it may know, and who may see how far everybody is.
    pub(super) fn happened(&self) -> Vec<Happened> {
        let mut happened = BTreeSet::new();
        for row in &self.changes.rows {
            let Some(page) = self.pages.get(&row.interview) else { continue };
            let to = if row.private { To::One(row.rater) } else { To::Everybody };
            happened.insert(Happened { vacancy: page.vacancy, interview: Some(row.interview), to });
            if self.changes.counted.contains(&row.interview) {
                happened.insert(Happened { vacancy: page.vacancy, interview: None, to: To::Counters });
            }
        }
        happened.into_iter().collect()
    }

    /// Writes all changes, then lets every submission have its consequences.
    pub(super) async fn store(self, tx: &mut Tx, core: &Core) -> Result<()> {
        let changes = &self.changes;
        insert!(
            tx,
            "INSERT INTO ledger (organisation_id, interview_id, seq, id, rater_id, kind, item, payload, salt, payload_hash, client_at, at, hash) ",
            changes.rows,
            row => [
                row.organisation.0, row.interview.0, row.seq, row.id.0, row.rater.0, row.kind.key(), row.item.map(|item| item.0),
                &row.payload, row.salt.as_slice(), row.payload_hash.as_slice(), row.client_at.0, row.at.0, &row.hash,
            ],
            ""
        );
        store_ratings(tx, changes).await?;
        store_marks(tx, changes).await?;
        store_notes(tx, changes).await?;
        let touched: BTreeSet<InterviewId> = changes.rows.iter().map(|row| row.interview).collect();
        let held: BTreeSet<InterviewId> = changes.rows.iter().filter(|row| !row.kind.has_own_form()).map(|row| row.interview).collect();
        for (id, page) in self.pages.iter().filter(|(id, _)| touched.contains(id)) {
            audit::move_head(tx, core, id.0, (page.head.0, &page.head.1), (page.seq, &page.hash)).await?;
            if held.contains(id) && page.facts(None).interview == Some(InterviewState::Planned) {
                run!(
                    tx,
                    "UPDATE interview SET state = $3 WHERE organisation_id = $1 AND id = $2",
                    page.organisation.0,
                    id.0,
                    InterviewState::Live.key(),
                );
            }
        }
        for (interview, rater, grant, at) in &changes.submissions {
            run!(
                tx,
                "UPDATE interview_rater SET submitted_at = $4 WHERE organisation_id = $1 AND interview_id = $2 AND person_id = $3",
                grant.organisation().0,
                interview.0,
                rater.0,
                at.0,
            );
        }
        for (interview, _, grant, _) in &changes.submissions {
            if let Some(page) = self.pages.get(interview) {
                after_submission(tx, core, grant, page.round, *interview).await?;
            }
        }
        Ok(())
    }
}

async fn store_ratings(tx: &mut Tx, changes: &Changes) -> Result<()> {
    let ratings: Vec<_> = changes.ratings.iter().collect();
    insert!(
        tx,
        "INSERT INTO rating (organisation_id, interview_id, rater_id, item, level, not_observed, client_at) ",
        ratings,
        rating => [
            rating.1.organisation.0, rating.0.0.0, rating.0.1.0, rating.0.2.0, level(&rating.1.rating), reason(&rating.1.rating),
            rating.1.client_at.0,
        ],
        " ON CONFLICT (organisation_id, interview_id, rater_id, item)
          DO UPDATE SET level = excluded.level, not_observed = excluded.not_observed, client_at = excluded.client_at
          WHERE excluded.client_at >= rating.client_at"
    );
    Ok(())
}

async fn store_marks(tx: &mut Tx, changes: &Changes) -> Result<()> {
    let values = changes.marks.values().map(|row| words::json(&row.mark)).collect::<Result<Vec<_>>>()?;
    let marks: Vec<_> = changes.marks.iter().zip(values).collect();
    insert!(
        tx,
        "INSERT INTO mark (organisation_id, interview_id, rater_id, item, topic, value, seq, client_at, at) ",
        marks,
        it => [
            it.0.1.organisation.0, it.0.0.0.0, it.0.0.1.0, it.0.0.2.map_or(it.0.0.0.0, |item| item.0), it.0.0.3, &it.1,
            it.0.1.seq, it.0.1.client_at.0, it.0.1.at.0,
        ],
        " ON CONFLICT (organisation_id, interview_id, rater_id, item, topic)
          DO UPDATE SET value = excluded.value, seq = excluded.seq, client_at = excluded.client_at, at = excluded.at
          WHERE excluded.client_at >= mark.client_at"
    );
    Ok(())
}

fn level(rating: &Rating) -> Option<i64> {
    match rating {
        Rating::Level(level) => Some(i64::from(level.get())),
        Rating::NotObserved(_) => None,
    }
}

fn reason(rating: &Rating) -> Option<&str> {
    match rating {
        Rating::Level(_) => None,
        Rating::NotObserved(reason) => Some(reason),
    }
}

async fn store_notes(tx: &mut Tx, changes: &Changes) -> Result<()> {
    let kept: Vec<&NoteRow> = changes.notes.values().flatten().collect();
    let steps = kept.iter().map(|note| note.step.map(words::write).transpose()).collect::<Result<Vec<_>>>()?;
    let kept: Vec<(&NoteRow, Option<String>)> = kept.into_iter().zip(steps).collect();
    insert!(
        tx,
        "INSERT INTO note (organisation_id, interview_id, rater_id, id, seq, item, step, text, at, entry_id) ",
        kept,
        note => [
            note.0.organisation.0, note.0.interview.0, note.0.rater.0, note.0.id.0, note.0.seq, note.0.item.0, note.1.as_deref(),
            &note.0.text, note.0.at.0, note.0.entry.0,
        ],
        " ON CONFLICT (id) DO UPDATE SET item = excluded.item, step = excluded.step, text = excluded.text, at = excluded.at,
          entry_id = excluded.entry_id"
    );
    for (note, _) in changes.notes.iter().filter(|(_, kept)| kept.is_none()) {
        run!(tx, "DELETE FROM note WHERE id = $1", note.0);
    }
    for note in &changes.drafts {
        run!(tx, "DELETE FROM draft WHERE note_id = $1", note.0);
    }
    Ok(())
}
