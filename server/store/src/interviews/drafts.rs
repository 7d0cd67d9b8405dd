//! What somebody is typing, kept within seconds; the ledger entry follows when the note is left.

use domain::{
    Code,
    access::{Action, Actor, decide},
    ids::{EntryId, InterviewId, ItemId, NoteId},
    ledger::{Said, check},
    scorecard::Step,
    visible,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Result, Store, audit, facts, words};

/// A note as it is while somebody types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftNote {
    pub note: NoteId,
    pub item: ItemId,
    #[serde(default)]
    pub step: Option<Step>,
    pub text: String,
    /// The entry that this is an edit of: when another wrote the note since, both texts stay.
    #[serde(default)]
    pub base: Option<EntryId>,
}

impl Store {
    /// Keeps what a rater is typing, over what was kept of this note before. No audit: it is not a record yet.
    ///
    /// # Errors
    /// [`Code::AlreadySubmitted`] after submitting, [`Code::NotFound`] for a note of somebody else or of another interview,
    /// [`Code::UnknownItem`], [`Code::TooLarge`]: as of a note.
    pub async fn save_draft(&self, actor: &Actor, interview: InterviewId, draft: &DraftNote) -> Result<()> {
        let mut tx = self.core.db.write().await?;
        // Submitting turns drafts into notes: one that came in beside it would be left behind.
        audit::hold_chain(&mut tx, interview.0).await?;
        let place = facts::of_interview(&mut tx, actor, interview).await?;
        let grant = decide(actor, Action::Rate, &place.facts)?;
        let rater = actor.user().ok_or(Code::NotAllowed)?;
        let organisation = grant.organisation();
        let document = self.core.document(&mut tx, organisation, place.version).await?;
        let DraftNote { note, item, step, text, base } = draft.clone();
        check(&Said::Noted { item, note, step, text, base }, &document)?;
        let owners = all!(
            &mut tx,
            (Uuid, Uuid),
            "SELECT interview_id, rater_id FROM note WHERE id = $1 UNION ALL SELECT interview_id, rater_id FROM draft WHERE note_id = $1",
            draft.note.0,
        );
        if owners.iter().any(|owner| *owner != (interview.0, rater.0)) {
            return Err(Code::NotFound.into());
        }
        run!(
            &mut tx,
            "INSERT INTO draft (organisation_id, interview_id, rater_id, note_id, item, step, text, made_at, at, base)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)
             ON CONFLICT (note_id) DO UPDATE
             SET item = excluded.item, step = excluded.step, text = excluded.text, at = excluded.at, base = excluded.base",
            organisation.0,
            interview.0,
            rater.0,
            draft.note.0,
            draft.item.0,
            draft.step.map(words::write).transpose()?,
            // What cannot be seen is no note, also not while it is typed.
            if visible::is_blank(&draft.text) { "" } else { &draft.text },
            self.now().0,
            draft.base.map(|base| base.0),
        );
        tx.commit().await
    }
}
