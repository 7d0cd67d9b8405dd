//! Changing a draft: a command on the revision it was made on, and one step back at a time.

use domain::{
    Code,
    access::{Action, Actor, Grant},
    ids::ScorecardId,
    scorecard::{Command, Document, Version, VersionState, apply},
};

use super::{newest, size};
use crate::{Result, Store, audit, db::Tx, library, words};

/// How many steps back a draft keeps.
const STEPS: i64 = 50;

impl Store {
    /// Applies one change to the draft. A change that changes nothing is no new revision. Somebody else's change since
    /// `base_revision` stays, unless it was of the very same thing.
    ///
    /// # Errors
    /// [`Code::AlreadyPublished`] when the newest version is no draft, [`Code::Stale`] when somebody changed the same thing
    /// since `base_revision` or that is too long ago to tell, and what [`apply`] refuses.
    pub async fn change_draft(&self, actor: &Actor, id: ScorecardId, base_revision: i64, command: Command) -> Result<Version> {
        let mut tx = self.write(actor).await?;
        let (grant, mut version) = newest(&mut tx, actor, Action::EditScorecards, id).await?;
        if version.state != VersionState::Draft {
            return Err(Code::AlreadyPublished.into());
        }
        if version.revision != base_revision {
            let seen = document_at(&mut tx, &grant, &version, base_revision).await?.ok_or(Code::Stale)?;
            if command.overwrites(&seen) != command.overwrites(&version.document) {
                return Err(Code::Stale.into());
            }
        }
        let before = version.document.clone();
        let library = library::of(&mut tx, &grant, &self.core).await?;
        apply(&mut version.document, command, &library, &mut || self.new_id())?;
        if version.document == before {
            return Ok(version);
        }
        run!(
            &mut tx,
            "INSERT INTO draft_step (organisation_id, version_id, revision, document) VALUES ($1, $2, $3, $4)",
            grant.organisation().0,
            version.id.0,
            version.revision,
            before.to_json()?,
        );
        run!(
            &mut tx,
            "DELETE FROM draft_step WHERE organisation_id = $1 AND version_id = $2 AND revision NOT IN
                 (SELECT revision FROM draft_step WHERE organisation_id = $1 AND version_id = $2 ORDER BY revision DESC LIMIT $3)",
            grant.organisation().0,
            version.id.0,
            STEPS,
        );
        self.store_draft(&mut tx, &grant, &version).await?;
        audit::note(&mut tx, &self.core, &grant, "change_draft", version.id.0).await?;
        tx.commit().await?;
        Ok(Version { revision: version.revision + 1, can_undo: true, ..version })
    }

    /// Takes the last change of the draft back.
    ///
    /// # Errors
    /// As [`Store::change_draft`]; [`Code::NothingToUndo`] when no step is left.
    pub async fn undo_draft(&self, actor: &Actor, id: ScorecardId, base_revision: i64) -> Result<Version> {
        let mut tx = self.write(actor).await?;
        let (grant, mut version) = newest(&mut tx, actor, Action::EditScorecards, id).await?;
        check_base(&version, base_revision)?;
        let steps = all!(
            &mut tx,
            (i64, String),
            "SELECT revision, document FROM draft_step WHERE organisation_id = $1 AND version_id = $2 ORDER BY revision DESC LIMIT 2",
            grant.organisation().0,
            version.id.0,
        );
        let (revision, document) = steps.first().ok_or(Code::NothingToUndo)?;
        version.document = words::document(document)?;
        run!(
            &mut tx,
            "DELETE FROM draft_step WHERE organisation_id = $1 AND version_id = $2 AND revision = $3",
            grant.organisation().0,
            version.id.0,
            *revision,
        );
        self.store_draft(&mut tx, &grant, &version).await?;
        audit::note(&mut tx, &self.core, &grant, "undo_draft", version.id.0).await?;
        tx.commit().await?;
        Ok(Version { revision: version.revision + 1, can_undo: steps.len() > 1, ..version })
    }

    /// Stores the document as the revision after the one the version has.
    async fn store_draft(&self, tx: &mut Tx, grant: &Grant, version: &Version) -> Result<()> {
        let document: &Document = &version.document;
        let changed = run!(
            tx,
            "UPDATE scorecard_version
             SET document = $4, title = $5, competencies = $6, questions = $7, changed_at = $8, changed_by = $9, revision = revision + 1
             WHERE organisation_id = $1 AND id = $2 AND revision = $3 AND state = 'draft'",
            grant.organisation().0,
            version.id.0,
            version.revision,
            document.to_json()?,
            &document.title,
            size(document.competencies.len()),
            size(document.question_count()),
            self.now().0,
            grant.actor().user().map(|user| user.0),
        );
        if changed == 1 { Ok(()) } else { Err(Code::Stale.into()) }
    }
}

/// Whether a change made on this revision may be applied.
pub(super) fn check_base(version: &Version, base_revision: i64) -> Result<(), Code> {
    match version.state {
        VersionState::Draft if version.revision == base_revision => Ok(()),
        VersionState::Draft => Err(Code::Stale),
        VersionState::Published | VersionState::Retired | VersionState::Trial => Err(Code::AlreadyPublished),
    }
}

/// The draft as it was at an earlier revision, while that is remembered.
async fn document_at(tx: &mut Tx, grant: &Grant, version: &Version, revision: i64) -> Result<Option<Document>> {
    let row = maybe!(
        tx,
        (String,),
        "SELECT document FROM draft_step WHERE organisation_id = $1 AND version_id = $2 AND revision = $3",
        grant.organisation().0,
        version.id.0,
        revision,
    );
    row.map(|(document,)| words::document(&document)).transpose()
}
