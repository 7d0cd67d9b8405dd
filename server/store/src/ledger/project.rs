//! What a batch writes: the entries, and in the same transaction what they say now.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::Grant,
    ids::{EntryId, InterviewId, ItemId, NoteId, OrganisationId, UserId},
    interview::InterviewState,
    ledger::{Kind, Said},
    scorecard::Step,
    scoring::Rating,
    time::UnixMillis,
};

use super::batch::Batch;
use crate::{Core, Result, db::Tx, vacancies::after_submission, words};

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
}

/// Everything a batch changes. Of several changes of one rating or note the last stands.
#[derive(Default)]
pub(super) struct Changes {
    rows: Vec<Row>,
    ratings: BTreeMap<(InterviewId, UserId, ItemId), (OrganisationId, Rating)>,
    /// `None` takes the note away.
    notes: BTreeMap<NoteId, Option<NoteRow>>,
    /// Drafts that became notes, or are no longer needed.
    pub(super) drafts: BTreeSet<NoteId>,
    pub(super) submissions: Vec<(InterviewId, UserId, Grant, UnixMillis)>,
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
}

impl Changes {
    /// Takes in one more row; must agree with [`domain::ledger::Current::take`], which a test holds it to.
    pub(super) fn take(&mut self, row: Row, said: &Said) {
        match said {
            Said::Opened | Said::Submitted => {}
            Said::Rated { item, rating } => {
                self.ratings.insert((row.interview, row.rater, *item), (row.organisation, rating.clone()));
            }
            Said::Noted { item, note, step, text } => {
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
                });
                self.notes.insert(*note, kept);
            }
        }
        self.rows.push(row);
    }
}

impl Batch {
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
        store_notes(tx, changes).await?;
        let touched: BTreeSet<InterviewId> = changes.rows.iter().map(|row| row.interview).collect();
        for (id, page) in self.pages.iter().filter(|(id, _)| touched.contains(id)) {
            run!(tx, "UPDATE chain_head SET seq = $2, hash = $3 WHERE subject = $1", id.0, page.seq, &page.hash);
            if page.facts(None).interview == Some(InterviewState::Planned) {
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
        "INSERT INTO rating (organisation_id, interview_id, rater_id, item, level, not_observed) ",
        ratings,
        rating => [
            rating.1.0.0, rating.0.0.0, rating.0.1.0, rating.0.2.0, level(&rating.1.1), reason(&rating.1.1),
        ],
        " ON CONFLICT (organisation_id, interview_id, rater_id, item)
          DO UPDATE SET level = excluded.level, not_observed = excluded.not_observed"
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
        "INSERT INTO note (organisation_id, interview_id, rater_id, id, seq, item, step, text, at) ",
        kept,
        note => [
            note.0.organisation.0, note.0.interview.0, note.0.rater.0, note.0.id.0, note.0.seq, note.0.item.0, note.1.as_deref(),
            &note.0.text, note.0.at.0,
        ],
        " ON CONFLICT (id) DO UPDATE SET item = excluded.item, step = excluded.step, text = excluded.text, at = excluded.at"
    );
    for (note, _) in changes.notes.iter().filter(|(_, kept)| kept.is_none()) {
        run!(tx, "DELETE FROM note WHERE id = $1", note.0);
    }
    for note in &changes.drafts {
        run!(tx, "DELETE FROM draft WHERE note_id = $1", note.0);
    }
    Ok(())
}
