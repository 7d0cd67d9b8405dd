//! Links for people without an account: to sort anchors, or to read what an interview will be like.

use domain::{
    Code,
    access::{Action, Actor, Facts, Grant, Purpose, decide},
    ids::{LinkId, OrganisationId, ScorecardId, VersionId},
    ledger::keyed,
    scorecard::LinkRow,
    sheet::CandidateSheet,
    sorting::{ToSort, to_sort},
    time::UnixMillis,
};
use serde_json::json;
use uuid::Uuid;

use super::{newest, trial};
use crate::{
    Core, Result, Store,
    audit::{self, Change, tables::LINK},
    db::Tx,
    facts, words,
};

/// How long a link works.
const DAYS: i64 = 60;

/// That a link was used is kept to the hour: a page that is read again writes nothing.
const USED_EVERY_MS: i64 = 60 * 60 * 1000;

/// An open link, and what it allows.
pub(super) struct Open {
    pub(super) id: LinkId,
    pub(super) grant: Grant,
    pub(super) version: VersionId,
    used_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Row {
    organisation_id: Uuid,
    id: Uuid,
    purpose: String,
    version_id: Uuid,
    ends_at: i64,
    used_at: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Listed {
    id: Uuid,
    made_at: i64,
    made_by: Option<String>,
    ends_at: i64,
    used_at: Option<i64>,
}

impl Store {
    /// Makes a link to the newest version, or to a copy of the draft as it is now. It works for sixty days.
    ///
    /// # Errors
    /// [`Code::NotFound`] when there is no such scorecard; [`Code::NothingToTry`] when it is empty.
    pub async fn make_link(&self, actor: &Actor, id: ScorecardId, purpose: Purpose, token_hash: &[u8; 32]) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let (grant, version) = newest(&mut tx, actor, Action::EditScorecards, id).await?;
        let frozen = trial::frozen(&mut tx, &self.core, &grant, &version).await?;
        let (link, now) = (self.new_id(), self.now());
        run!(
            &mut tx,
            "INSERT INTO public_link (organisation_id, id, purpose, version_id, token_hash, created_at, ends_at, created_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            grant.organisation().0,
            link,
            words::write(purpose)?,
            frozen.id.0,
            token_hash.as_slice(),
            now.0,
            now.plus_days(DAYS).0,
            actor.user().map(|user| user.0),
        );
        let change = Change::of("make_link", link).says(json!({ "purpose": purpose })).puts(&LINK, [link]);
        audit::note(&mut tx, &self.core, &grant, frozen.made(change)).await?;
        tx.commit().await
    }

    /// The links of a scorecard that work, newest first: for who may share it.
    ///
    /// # Errors
    /// [`Code::NotFound`] when there is no such scorecard.
    pub async fn links(&self, actor: &Actor, id: ScorecardId, purpose: Purpose) -> Result<Vec<LinkRow>> {
        let mut tx = self.read().await?;
        let (grant, _) = newest(&mut tx, actor, Action::EditScorecards, id).await?;
        let organisation = grant.organisation();
        let zone = words::zone(&mut tx, organisation).await?;
        let rows = all!(
            &mut tx,
            Listed,
            "SELECT l.id, l.created_at AS made_at, p.name AS made_by, l.ends_at, l.used_at
             FROM public_link l
             JOIN scorecard_version v ON v.organisation_id = l.organisation_id AND v.id = l.version_id
             LEFT JOIN person p ON p.organisation_id = l.organisation_id AND p.id = l.created_by
             WHERE l.organisation_id = $1 AND v.scorecard_id = $2 AND l.purpose = $3 AND l.withdrawn_at IS NULL AND l.ends_at > $4
             ORDER BY l.created_at DESC, l.id DESC",
            organisation.0,
            id.0,
            words::write(purpose)?,
            self.now().0,
        );
        let moment = |at| zone.moment(UnixMillis(at));
        let link = |row: Listed| LinkRow {
            id: LinkId(row.id),
            made_at: moment(row.made_at),
            made_by: row.made_by,
            ends_at: moment(row.ends_at),
            used_at: row.used_at.map(moment),
        };
        Ok(rows.into_iter().map(link).collect())
    }

    /// Withdraws a link: from now on it is as unknown as one that never was. What was answered by it stays.
    ///
    /// # Errors
    /// [`Code::NotFound`] when there is none such, or none that works.
    pub async fn withdraw_link(&self, actor: &Actor, id: LinkId) -> Result<()> {
        let mut tx = self.write(actor).await?;
        // Who may not hears that, and not which ids there are.
        facts::grant(&mut tx, actor, Action::EditScorecards).await?;
        let found = maybe!(&mut tx, (Uuid,), "SELECT organisation_id FROM public_link WHERE id = $1", id.0);
        let organisation = OrganisationId(found.ok_or(Code::NotFound)?.0);
        let grant = decide(actor, Action::EditScorecards, &Facts::of(organisation))?;
        let now = self.now().0;
        let done = run!(
            &mut tx,
            "UPDATE public_link SET withdrawn_at = $3
             WHERE organisation_id = $1 AND id = $2 AND withdrawn_at IS NULL AND ends_at > $3",
            organisation.0,
            id.0,
            now,
        );
        if done == 0 {
            return Err(Code::NotFound.into());
        }
        let change = Change::of("withdraw_link", id.0).sets(&LINK, &["withdrawn_at"], [id.0]);
        audit::note(&mut tx, &self.core, &grant, change).await?;
        tx.commit().await
    }

    /// What a candidate reads by a link. The link is the proof of who asks, so there is no actor to pass; what is given is
    /// what the page shows, and nothing else of the scorecard.
    ///
    /// # Errors
    /// [`Code::NotFound`] for an unknown link, one that was withdrawn or one for something else, [`Code::LinkExpired`] for one
    /// that is too old.
    pub async fn shared_sheet(&self, token_hash: &[u8; 32]) -> Result<CandidateSheet> {
        let mut tx = self.read().await?;
        let open = open(&mut tx, &self.core, Purpose::Sheet, token_hash).await?;
        let name = super::sheet::organisation_name(&mut tx, &open.grant).await?;
        let document = self.core.document(&mut tx, open.grant.organisation(), open.version).await?;
        drop(tx);
        self.used(&open).await?;
        Ok(super::sheet::contents(&document, &name))
    }

    /// What a colleague sorts by a link, with the name of the organisation; otherwise as [`Store::shared_sheet`].
    ///
    /// # Errors
    /// As [`Store::shared_sheet`].
    pub async fn anchors_to_sort(&self, token_hash: &[u8; 32]) -> Result<(String, Vec<ToSort>)> {
        let mut tx = self.read().await?;
        let open = open(&mut tx, &self.core, Purpose::Sorting, token_hash).await?;
        let name = super::sheet::organisation_name(&mut tx, &open.grant).await?;
        let document = self.core.document(&mut tx, open.grant.organisation(), open.version).await?;
        drop(tx);
        self.used(&open).await?;
        Ok((name, to_sort(&document, &self.seed(token_hash))))
    }

    /// From which order and ids of shuffled anchors follow. Who has the link has its hash too, so it takes the secret of the
    /// server as well.
    pub(super) fn seed(&self, token_hash: &[u8; 32]) -> [u8; 32] {
        keyed(&self.core.secret, &[b"sorting", token_hash])
    }

    /// Keeps that a link was used, for who wonders whether to withdraw it. No change of anything, so without audit.
    async fn used(&self, open: &Open) -> Result<()> {
        let now = self.now().0;
        if open.used_at.is_some_and(|at| now - at < USED_EVERY_MS) {
            return Ok(());
        }
        let mut tx = self.core.db.write().await?;
        run!(
            &mut tx,
            "UPDATE public_link SET used_at = $3 WHERE organisation_id = $1 AND id = $2",
            open.grant.organisation().0,
            open.id.0,
            now,
        );
        tx.commit().await
    }
}

/// The link with this secret, when it is for this and works.
pub(super) async fn open(tx: &mut Tx, core: &Core, purpose: Purpose, token_hash: &[u8; 32]) -> Result<Open> {
    let now = core.now();
    let row = maybe!(
        tx,
        Row,
        "SELECT organisation_id, id, purpose, version_id, ends_at, used_at FROM public_link WHERE token_hash = $1 AND withdrawn_at IS NULL",
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
    let written: &[&str] = &["purpose", "version_id", "token_hash", "ends_at", "withdrawn_at"];
    if !audit::is_sound(tx, core, organisation, (&LINK, written), row.id).await? {
        return Err(Code::NotFound.into());
    }
    let action = match purpose {
        Purpose::Sorting => Action::SortAnchors,
        Purpose::Sheet => Action::ReadSheet,
        Purpose::Invitation | Purpose::Reset => return Err(Code::NotFound.into()),
    };
    let grant = decide(&Actor::Link { purpose, organisation }, action, &Facts::of(organisation))?;
    Ok(Open { id: LinkId(row.id), grant, version: VersionId(row.version_id), used_at: row.used_at })
}
