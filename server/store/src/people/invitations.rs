//! A colleague gets an account through a link that works once.

use std::iter;

use domain::{
    Code, Failure, Lang,
    access::{Action, Actor, Facts, Grant, Purpose, decide},
    error::required,
    ids::{InviteId, OrganisationId, UserId},
    people::{self, InviteRow, InviteView, Me, Role},
    time::UnixMillis,
};
use serde_json::json;
use tokio::try_join;
use uuid::Uuid;

use super::NewPerson;
use crate::{
    Result, Store,
    audit::{
        self, Change,
        tables::{INVITATION, PERSON},
    },
    db::{Asking, Source, Tx},
    facts, words,
};

/// How long a link works.
const DAYS: i64 = 7;

#[derive(sqlx::FromRow)]
struct Invitation {
    id: Uuid,
    organisation_id: Uuid,
    organisation: String,
    email: String,
    role: String,
    lang: String,
    expires_at: i64,
    used_at: Option<i64>,
    revoked_at: Option<i64>,
}

/// What an invitation gives to whom.
const INVITED: &[&str] = &["email", "role", "token_hash", "expires_at", "used_at", "revoked_at"];

/// Id, address, role, and until when it can be used.
type Waiting = (Uuid, String, String, i64);

async fn waiting(from: impl Into<Source<'_>>, grant: &Grant, now: UnixMillis) -> Result<Vec<Waiting>> {
    Ok(asked!(
        from,
        Waiting,
        "SELECT id, email, role, expires_at FROM invitation
         WHERE organisation_id = $1 AND used_at IS NULL AND revoked_at IS NULL AND expires_at > $2
         ORDER BY created_at, id",
        grant.organisation().0,
        now.0,
    ))
}

impl Store {
    /// Invitations that wait, oldest first.
    pub async fn invites(&self, actor: &Actor) -> Result<Vec<InviteRow>> {
        let mut tx = self.read().await?;
        let grant = facts::grant(&mut tx, actor, Action::SeePeople).await?;
        let asking = Asking::default();
        let reading = async { try_join!(words::zone(&asking, grant.organisation()), waiting(&asking, &grant, self.now())) };
        let (zone, rows) = asking.together(&mut tx, reading).await?;
        rows.into_iter()
            .map(|(id, email, role, expires_at)| {
                Ok(InviteRow { id: InviteId(id), email, role: words::read(&role)?, expires_at: zone.moment(UnixMillis(expires_at)) })
            })
            .collect()
    }

    /// Invites somebody for seven days; an older invitation of the same address ends.
    ///
    /// # Errors
    /// At `email` [`Code::ColleagueThere`] or [`Code::ColleagueStopped`] when somebody of the organisation has the address, and
    /// [`Code::EmailTaken`] when somebody else has.
    pub async fn invite(&self, actor: &Actor, email: &str, role: Role, lang: Lang, token_hash: &[u8; 32]) -> Result<InviteId> {
        let mut tx = self.write(actor).await?;
        let grant = facts::grant(&mut tx, actor, Action::ManagePeople).await?;
        let email = people::email("email", email).map_err(|fault| Failure::invalid(vec![fault]))?;
        if let Some((organisation, _, active)) = super::holder(&mut tx, &email).await? {
            let code = match active {
                _ if organisation != grant.organisation() => Code::EmailTaken,
                true => Code::ColleagueThere,
                false => Code::ColleagueStopped,
            };
            return Err(Failure::field("email", code).into());
        }
        let now = self.now();
        let organisation = grant.organisation();
        let ended = all!(
            &mut tx,
            (Uuid,),
            "UPDATE invitation SET revoked_at = $3
             WHERE organisation_id = $1 AND email = $2 AND used_at IS NULL AND revoked_at IS NULL RETURNING id",
            organisation.0,
            &email,
            now.0,
        );
        let id = InviteId(self.new_id());
        run!(
            &mut tx,
            "INSERT INTO invitation (organisation_id, id, email, role, lang, token_hash, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            organisation.0,
            id.0,
            &email,
            role.key(),
            lang.tag(),
            token_hash.as_slice(),
            now.0,
            now.plus_days(DAYS).0,
        );
        let change =
            Change::of("invite", id.0).says(json!({ "email": self.core.veiled(&email), "role": role.key() })).puts(&INVITATION, [id.0]);
        // Each has its own subject: that is how it is asked for when somebody follows its link.
        let ended = ended.into_iter().map(|(id,)| Change::of("revoke_invite", id).sets(&INVITATION, &["revoked_at"], [id]));
        let changes: Vec<Change> = iter::once(change).chain(ended).collect();
        audit::note_all(&mut tx, &self.core, &grant, &changes).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Ends an invitation that was not used.
    ///
    /// # Errors
    /// [`Code::NotFound`] when there is none such, [`Code::LinkExpired`] when it was used or ended before.
    pub async fn revoke_invite(&self, actor: &Actor, id: InviteId) -> Result<()> {
        let mut tx = self.write(actor).await?;
        // Who may not hears that, and not which ids there are.
        facts::grant(&mut tx, actor, Action::ManagePeople).await?;
        let found = maybe!(
            &mut tx,
            (Uuid, bool),
            "SELECT organisation_id, used_at IS NOT NULL OR revoked_at IS NOT NULL FROM invitation WHERE id = $1",
            id.0,
        );
        let (organisation, over) = found.ok_or(Code::NotFound)?;
        let grant = decide(actor, Action::ManagePeople, &Facts::of(OrganisationId(organisation)))?;
        if over {
            return Err(Code::LinkExpired.into());
        }
        run!(&mut tx, "UPDATE invitation SET revoked_at = $2 WHERE id = $1", id.0, self.now().0);
        let change = Change::of("revoke_invite", id.0).sets(&INVITATION, &["revoked_at"], [id.0]);
        audit::note(&mut tx, &self.core, &grant, change).await?;
        tx.commit().await
    }

    /// What the holder of a link sees. The link is the proof of who asks, so there is no actor to pass.
    ///
    /// # Errors
    /// [`Code::NotFound`] for an unknown link, [`Code::LinkExpired`] for one that was used, ended or is too old.
    pub async fn invitation(&self, token_hash: &[u8; 32]) -> Result<InviteView> {
        let mut tx = self.read().await?;
        let (invitation, _) = self.open_invitation(&mut tx, token_hash).await?;
        Ok(InviteView {
            organisation_name: invitation.organisation,
            email: invitation.email,
            role: words::read(&invitation.role)?,
            lang: words::read(&invitation.lang)?,
        })
    }

    /// Makes the account, once.
    ///
    /// # Errors
    /// As [`Store::invitation`]; [`Code::EmailTaken`] at `email` when somebody got the address meanwhile.
    pub async fn accept_invitation(&self, token_hash: &[u8; 32], name: &str, password_hash: &str) -> Result<Me> {
        let name = required("name", name, 120).map_err(|fault| Failure::invalid(vec![fault]))?;
        let mut tx = self.core.db.write().await?;
        let organisation = maybe!(&mut tx, (Uuid,), "SELECT organisation_id FROM invitation WHERE token_hash = $1", token_hash.as_slice());
        // Two who follow the same link wait here for each other; the second finds it used.
        audit::hold(&mut tx, OrganisationId(organisation.ok_or(Code::NotFound)?.0)).await?;
        let (invitation, grant) = self.open_invitation(&mut tx, token_hash).await?;
        if super::holder(&mut tx, &invitation.email).await?.is_some() {
            return Err(Failure::field("email", Code::EmailTaken).into());
        }
        let now = self.now().0;
        let (role, lang): (Role, Lang) = (words::read(&invitation.role)?, words::read(&invitation.lang)?);
        let person = NewPerson {
            id: UserId(self.new_id()),
            organisation: grant.organisation(),
            email: &invitation.email,
            name: &name,
            role,
            lang,
            password_hash,
        };
        super::insert(&mut tx, &person, now).await?;
        run!(&mut tx, "UPDATE invitation SET used_at = $2 WHERE id = $1", invitation.id, now);
        let accepted = Change::of("accept_invitation", person.id.0).says(json!({ "role": role.key() })).puts(&PERSON, [person.id.0]);
        let used = Change::of("use_invitation", invitation.id).sets(&INVITATION, &["used_at"], [invitation.id]);
        audit::note_all(&mut tx, &self.core, &grant, &[accepted, used]).await?;
        tx.commit().await?;
        let (user, organisation) = (person.id, person.organisation);
        Ok(Me { user, organisation, organisation_name: invitation.organisation, name, email: invitation.email, role, lang })
    }

    async fn open_invitation(&self, tx: &mut Tx, token_hash: &[u8; 32]) -> Result<(Invitation, Grant)> {
        let row = maybe!(
            tx,
            Invitation,
            "SELECT i.id, i.organisation_id, o.name AS organisation, i.email, i.role, i.lang, i.expires_at, i.used_at, i.revoked_at
             FROM invitation i JOIN organisation o ON o.organisation_id = i.organisation_id
             WHERE i.token_hash = $1",
            token_hash.as_slice(),
        );
        let row = row.ok_or(Code::NotFound)?;
        if row.used_at.is_some() || row.revoked_at.is_some() || row.expires_at <= self.now().0 {
            return Err(Code::LinkExpired.into());
        }
        let organisation = OrganisationId(row.organisation_id);
        if !audit::is_sound(tx, &self.core, organisation, (&INVITATION, INVITED), row.id).await? {
            return Err(Code::NotFound.into());
        }
        let actor = Actor::Link { purpose: Purpose::Invitation, organisation };
        let grant = decide(&actor, Action::AcceptInvitation, &Facts::of(organisation))?;
        Ok((row, grant))
    }
}
