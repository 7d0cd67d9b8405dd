//! From draft to published, and the next draft.

use domain::{
    Code, Failure, Lang,
    access::{Action, Actor},
    ids::{ScorecardId, VersionId},
    scorecard::{Version, VersionState, check, content_hash},
};
use serde_json::json;

use super::{
    NewDraft,
    drafts::{as_stands, check_base},
    insert_draft, newest,
};
use crate::{
    Result, Store,
    audit::{self, Change, tables::VERSION},
    words,
};

impl Store {
    /// Publishes the draft: from here its document never changes.
    ///
    /// # Errors
    /// As [`Store::change_draft`]; [`Code::NotReady`] with every refusal of [`check`].
    pub async fn publish(&self, actor: &Actor, id: ScorecardId, base_revision: i64) -> Result<Version> {
        let mut tx = self.write(actor).await?;
        let (grant, version) = newest(&mut tx, actor, Action::EditScorecards, id).await?;
        check_base(&version, base_revision)?;
        let mut refusals = check(&version.document, &Lang::ALL, Lang::Nl).refusals;
        refusals.extend(domain::lint::stops(&version.document, Lang::Nl).map_err(|_| Code::Internal)?);
        if !refusals.is_empty() {
            return Err(Failure { code: Code::NotReady, faults: refusals }.into());
        }
        let now = self.now();
        let from = as_stands(&mut tx, &self.core, &grant, &version).await?;
        // The document is written once more, so that the stored bytes are the ones that were hashed.
        let text = version.document.to_json()?;
        let hash = content_hash(&text);
        let changed = run!(
            &mut tx,
            "UPDATE scorecard_version SET state = 'published', document = $4, hash = $5, published_at = $6, changed_at = $6
             WHERE organisation_id = $1 AND id = $2 AND revision = $3 AND state = 'draft'",
            grant.organisation().0,
            version.id.0,
            version.revision,
            &text,
            &hash,
            now.0,
        );
        if changed != 1 {
            return Err(Code::Stale.into());
        }
        run!(&mut tx, "DELETE FROM draft_step WHERE organisation_id = $1 AND version_id = $2", grant.organisation().0, version.id.0);
        let change = Change::of("publish", version.id.0).says(json!({ "hash": hash })).made_from(from).sets(
            &VERSION,
            &["state", "document", "hash", "published_at", "changed_at"],
            [version.id.0],
        );
        audit::note(&mut tx, &self.core, &grant, change).await?;
        let zone = words::zone(&mut tx, grant.organisation()).await?;
        tx.commit().await?;
        Ok(Version { state: VersionState::Published, can_undo: false, hash, published_at: Some(zone.moment(now)), ..version })
    }

    /// Makes a draft of the next version, as a copy of the published one.
    ///
    /// # Errors
    /// [`Code::InUse`] when there is a draft already.
    pub async fn new_draft(&self, actor: &Actor, id: ScorecardId) -> Result<Version> {
        let mut tx = self.write(actor).await?;
        let (grant, version) = newest(&mut tx, actor, Action::EditScorecards, id).await?;
        if version.state == VersionState::Draft {
            return Err(Code::InUse.into());
        }
        let next = VersionId(self.new_id());
        let draft = NewDraft { id: next, scorecard: id, number: i64::from(version.number) + 1, document: &version.document };
        insert_draft(&mut tx, &grant, &draft, self.now()).await?;
        let from = as_stands(&mut tx, &self.core, &grant, &version).await?;
        audit::note(&mut tx, &self.core, &grant, Change::of("new_draft", next.0).made_from(from).puts(&VERSION, [next.0])).await?;
        let (_, version) = newest(&mut tx, actor, Action::EditScorecards, id).await?;
        tx.commit().await?;
        Ok(version)
    }
}
