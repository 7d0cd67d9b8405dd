//! What somebody is typing, kept within seconds; the ledger entry follows when the note is left.

use domain::{
    Code,
    access::{Action, Actor, decide},
    ids::{EntryId, InterviewId, ItemId, NoteId, OrganisationId},
    ledger::{Said, check, keyed},
    scorecard::Step,
    visible,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Result, Store, audit, db::Tx, facts, words};

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
        let mut tx = self.core.db.write_beside().await?;
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
        // What cannot be seen is no note, also not while it is typed.
        let text = if visible::is_blank(&draft.text) { "" } else { &draft.text };
        let step = draft.step.map(words::write).transpose()?;
        let base = draft.base.map(|base| base.0);
        let typed =
            Typed { interview: interview.0, rater: rater.0, note: draft.note.0, item: draft.item.0, step: step.as_deref(), text, base };
        run!(
            &mut tx,
            "INSERT INTO draft (organisation_id, interview_id, rater_id, note_id, item, step, text, made_at, at, base, seal)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10)
             ON CONFLICT (note_id) DO UPDATE
             SET item = excluded.item, step = excluded.step, text = excluded.text, at = excluded.at, base = excluded.base, seal = excluded.seal",
            organisation.0,
            interview.0,
            rater.0,
            draft.note.0,
            draft.item.0,
            &step,
            text,
            self.now().0,
            base,
            typed.seal(&self.core.secret).as_slice(),
        );
        tx.commit().await
    }
}

/// A row of typing, as it is sealed: it becomes a note of this rater, so nobody else may write it.
pub(crate) struct Typed<'a> {
    pub(crate) interview: Uuid,
    pub(crate) rater: Uuid,
    pub(crate) note: Uuid,
    pub(crate) item: Uuid,
    pub(crate) step: Option<&'a str>,
    pub(crate) text: &'a str,
    pub(crate) base: Option<Uuid>,
}

impl Typed<'_> {
    pub(crate) fn seal(&self, secret: &[u8; 32]) -> [u8; 32] {
        let (step, base) = (self.step.unwrap_or_default(), self.base.unwrap_or_default());
        let ids = [self.interview, self.rater, self.note, self.item, base];
        let ids = ids.iter().map(|id| id.as_bytes().as_slice());
        let fields: Vec<&[u8]> = [b"typing".as_slice(), step.as_bytes(), self.text.as_bytes()].into_iter().chain(ids).collect();
        keyed(secret, &fields)
    }
}

/// Seals the typing that a version without seals left behind.
pub(crate) async fn seal_typing(tx: &mut Tx, secret: &[u8; 32], organisation: OrganisationId) -> Result<()> {
    let rows = all!(
        tx,
        (Uuid, Uuid, Uuid, Uuid, Option<String>, String, Option<Uuid>),
        "SELECT interview_id, rater_id, note_id, item, step, text, base FROM draft WHERE organisation_id = $1",
        organisation.0,
    );
    for (interview, rater, note, item, step, text, base) in rows {
        let seal = Typed { interview, rater, note, item, step: step.as_deref(), text: &text, base }.seal(secret);
        run!(tx, "UPDATE draft SET seal = $2 WHERE note_id = $1", note, seal.as_slice());
    }
    Ok(())
}
