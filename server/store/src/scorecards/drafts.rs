//! Changing a draft: a command on the revision it was made on, and one step back at a time.

use domain::{
    Code,
    access::{Action, Actor, Grant},
    ids::ScorecardId,
    scorecard::{Command, Document, Version, VersionState, apply},
    time::UnixMillis,
};

use super::{newest, size};
use crate::{
    Core, Result, Store,
    audit::{self, Change, Was, tables::VERSION},
    db::Tx,
    library, words,
};

/// How many steps back a draft keeps.
const STEPS: i64 = 50;
/// What a change of the draft writes.
const DRAFTED: &[&str] = &["document", "title", "competencies", "questions", "changed_at", "changed_by", "revision"];
/// And what undoing writes but its document, which is one of before.
const UNDONE: &[&str] = &["title", "competencies", "questions", "changed_at", "changed_by", "revision"];
/// How far back a change may be based that is no step to undo.
const BETWEEN: i64 = 20;
/// Typing that pauses longer than this is another change.
const TYPING_MS: i64 = 60_000;

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
        let mut from = as_stands(&mut tx, &self.core, &grant, &version).await?;
        if command.takes_from_library() {
            from.extend(library::as_stands(&mut tx, &self.core, &grant).await?);
        }
        let stop = !goes_on(&mut tx, &grant, self.now(), &version, &command).await?;
        let library = library::of(&mut tx, &grant, &self.core).await?;
        apply(&mut version.document, command, &library, &mut || self.new_id())?;
        if version.document == before {
            return Ok(version);
        }
        run!(
            &mut tx,
            "INSERT INTO draft_step (organisation_id, version_id, revision, document, stop) VALUES ($1, $2, $3, $4, $5)",
            grant.organisation().0,
            version.id.0,
            version.revision,
            before.to_json()?,
            stop,
        );
        run!(
            &mut tx,
            "DELETE FROM draft_step WHERE organisation_id = $1 AND version_id = $2
               AND ((NOT stop AND revision < $4) OR (stop AND revision NOT IN
                   (SELECT revision FROM draft_step WHERE organisation_id = $1 AND version_id = $2 AND stop ORDER BY revision DESC LIMIT $3)))",
            grant.organisation().0,
            version.id.0,
            STEPS,
            version.revision - BETWEEN,
        );
        self.store_draft(&mut tx, &grant, &version).await?;
        let change = Change::of("change_draft", version.id.0).made_from(from).sets(&VERSION, DRAFTED, [version.id.0]);
        audit::note(&mut tx, &self.core, &grant, change).await?;
        tx.commit().await?;
        Ok(Version { revision: version.revision + 1, can_undo: true, ..version })
    }

    /// Takes the last change of the draft back; what somebody typed in one go as a whole.
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
            "SELECT revision, document FROM draft_step WHERE organisation_id = $1 AND version_id = $2 AND stop ORDER BY revision DESC LIMIT 2",
            grant.organisation().0,
            version.id.0,
        );
        let (revision, document) = steps.first().ok_or(Code::NothingToUndo)?;
        version.document = words::document(document)?;
        run!(
            &mut tx,
            "DELETE FROM draft_step WHERE organisation_id = $1 AND version_id = $2 AND revision >= $3",
            grant.organisation().0,
            version.id.0,
            *revision,
        );
        self.store_draft(&mut tx, &grant, &version).await?;
        let change = Change::of("undo_draft", version.id.0).sets(&VERSION, UNDONE, [version.id.0]).sets_again(
            &VERSION,
            &["document"],
            [version.id.0],
        );
        audit::note(&mut tx, &self.core, &grant, change).await?;
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

/// What a version holds now, for what is made from it.
pub(super) async fn as_stands(tx: &mut Tx, core: &Core, grant: &Grant, version: &Version) -> Result<Vec<Was>> {
    audit::was(tx, core, grant.organisation(), &VERSION, &["document"], [version.id.0]).await
}

/// Whether this goes on with what the same person typed less than a minute ago in the same place.
async fn goes_on(tx: &mut Tx, grant: &Grant, now: UnixMillis, version: &Version, command: &Command) -> Result<bool> {
    let recent = now.0 - version.changed_at.at.0 < TYPING_MS;
    if !command.is_typing() || !recent || version.changed_by_user != grant.actor().user() {
        return Ok(false);
    }
    let last = document_at(tx, grant, version, version.revision - 1).await?;
    Ok(last.is_some_and(|last| command.overwrites(&last) != command.overwrites(&version.document)))
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
