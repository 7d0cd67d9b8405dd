//! Frozen copies of a draft: what is tried out does not change under the hands of who tries it.

use domain::{
    Code,
    access::Grant,
    ids::VersionId,
    scorecard::{Version, VersionState, content_hash},
};
use uuid::Uuid;

use super::{drafts::as_stands, size};
use crate::{
    Core, Result,
    audit::{Change, Was, tables::VERSION},
    db::Tx,
};

/// The version to try out.
pub(super) struct Frozen {
    pub(super) id: VersionId,
    /// What it was copied from, when it was made just now.
    copied: Option<Vec<Was>>,
}

impl Frozen {
    /// Adds the version to the change that it was frozen for, when it is one more.
    pub(super) fn made(self, change: Change) -> Change {
        match self.copied {
            Some(from) => change.made_from(from).puts(&VERSION, [self.id.0]),
            None => change,
        }
    }
}

/// The version to try out: a published one as it is, of a draft a copy that stays as it is now.
///
/// # Errors
/// [`Code::NothingToTry`] when there is nothing in it to try.
pub(super) async fn frozen(tx: &mut Tx, core: &Core, grant: &Grant, version: &Version) -> Result<Frozen> {
    if version.document.items().is_empty() {
        return Err(Code::NothingToTry.into());
    }
    if version.state != VersionState::Draft {
        return Ok(Frozen { id: version.id, copied: None });
    }
    let text = version.document.to_json()?;
    let (organisation, hash) = (grant.organisation().0, content_hash(&text));
    let same = maybe!(
        tx,
        (Uuid,),
        "SELECT id FROM scorecard_version WHERE organisation_id = $1 AND scorecard_id = $2 AND state = 'trial' AND hash = $3",
        organisation,
        version.scorecard.0,
        &hash,
    );
    if let Some((id,)) = same {
        return Ok(Frozen { id: VersionId(id), copied: None });
    }
    let id = VersionId(core.id());
    // Counted below zero, so that no trial is ever taken for a version.
    run!(
        tx,
        "INSERT INTO scorecard_version (organisation_id, id, scorecard_id, number, state, revision, title, competencies, questions, document, hash, changed_at, changed_by)
         VALUES ($1, $2, $3,
                 (SELECT CASE WHEN MIN(number) > 0 THEN -1 ELSE MIN(number) - 1 END FROM scorecard_version WHERE organisation_id = $1 AND scorecard_id = $3),
                 'trial', 1, $4, $5, $6, $7, $8, $9, $10)",
        organisation,
        id.0,
        version.scorecard.0,
        &version.document.title,
        size(version.document.competencies.len()),
        size(version.document.question_count()),
        &text,
        &hash,
        core.now().0,
        grant.actor().user().map(|user| user.0),
    );
    Ok(Frozen { id, copied: Some(as_stands(tx, core, grant, version).await?) })
}
