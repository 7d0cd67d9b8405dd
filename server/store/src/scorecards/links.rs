//! Links for people without an account: to sort anchors, or to read what an interview will be like.

use domain::{
    Code,
    access::{Action, Actor, Facts, Grant, Purpose, decide},
    ids::{OrganisationId, ScorecardId, VersionId},
    scorecard::Document,
    time::{Moment, UnixMillis},
};
use uuid::Uuid;

use super::{newest, trial};
use crate::{Result, Store, audit, db::Tx, words};

/// How long a link works.
const DAYS: i64 = 60;

/// What the holder of a link sees.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct LinkView {
    pub organisation_name: String,
    pub version: VersionId,
    pub document: Document,
    pub ends_at: Moment,
}

/// An open link, and what it allows.
pub(super) struct Open {
    pub(super) grant: Grant,
    pub(super) version: VersionId,
    pub(super) ends_at: UnixMillis,
}

#[derive(sqlx::FromRow)]
struct Row {
    organisation_id: Uuid,
    purpose: String,
    version_id: Uuid,
    ends_at: i64,
}

impl Store {
    /// Makes a link to the newest version, or to a copy of the draft as it is now. It works for sixty days.
    ///
    /// # Errors
    /// [`Code::NotFound`] when there is no such scorecard; [`Code::NothingToTry`] when it is empty.
    pub async fn make_link(&self, actor: &Actor, id: ScorecardId, purpose: Purpose, token_hash: &[u8; 32]) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let (grant, version) = newest(&mut tx, actor, Action::EditScorecards, id).await?;
        let version = trial::frozen(&mut tx, &self.core, &grant, &version).await?;
        let (link, now) = (self.new_id(), self.now());
        run!(
            &mut tx,
            "INSERT INTO public_link (organisation_id, id, purpose, version_id, token_hash, created_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            grant.organisation().0,
            link,
            words::write(purpose)?,
            version.0,
            token_hash.as_slice(),
            now.0,
            now.plus_days(DAYS).0,
        );
        audit::note(&mut tx, &self.core, &grant, "make_link", link).await?;
        tx.commit().await
    }

    /// What the holder of a link sees. The link is the proof of who asks, so there is no actor to pass.
    ///
    /// # Errors
    /// [`Code::NotFound`] for an unknown link or one for something else, [`Code::LinkExpired`] for one that is too old.
    pub async fn link(&self, purpose: Purpose, token_hash: &[u8; 32]) -> Result<LinkView> {
        let mut tx = self.read().await?;
        let open = open(&mut tx, purpose, token_hash, self.now()).await?;
        let organisation = open.grant.organisation();
        let (name,) = one!(&mut tx, (String,), "SELECT name FROM organisation WHERE organisation_id = $1", organisation.0);
        let document = self.core.document(&mut tx, organisation, open.version).await?;
        let zone = words::zone(&mut tx, organisation).await?;
        Ok(LinkView { organisation_name: name, version: open.version, document: (*document).clone(), ends_at: zone.moment(open.ends_at) })
    }
}

/// The link with this secret, when it is for this and works.
pub(super) async fn open(tx: &mut Tx, purpose: Purpose, token_hash: &[u8; 32], now: UnixMillis) -> Result<Open> {
    let row = maybe!(
        tx,
        Row,
        "SELECT organisation_id, purpose, version_id, ends_at FROM public_link WHERE token_hash = $1",
        token_hash.as_slice(),
    );
    let row = row.ok_or(Code::NotFound)?;
    if words::read::<Purpose>(&row.purpose)? != purpose {
        return Err(Code::NotFound.into());
    }
    if row.ends_at <= now.0 {
        return Err(Code::LinkExpired.into());
    }
    let organisation = OrganisationId(row.organisation_id);
    let action = match purpose {
        Purpose::Sorting => Action::SortAnchors,
        Purpose::Sheet => Action::ReadSheet,
        Purpose::Invitation => return Err(Code::NotFound.into()),
    };
    let grant = decide(&Actor::Link { purpose, organisation }, action, &Facts::of(organisation))?;
    Ok(Open { grant, version: VersionId(row.version_id), ends_at: UnixMillis(row.ends_at) })
}
