//! A link with which somebody who forgot the password chooses a new one, once. It changes nothing else of the account.

use domain::{
    Code,
    access::{Action, Actor, Facts, Grant, Purpose, decide},
    ids::{OrganisationId, UserId},
    people::{self, Me},
};
use uuid::Uuid;

use super::Credentials;
use crate::{
    Result, Store,
    audit::{
        self, Change,
        tables::{PERSON, RESET_LINK},
    },
    db::Tx,
    facts, sessions,
};

/// How long a link works.
const HOURS: i64 = 24;

impl Store {
    /// Makes a link for somebody; an older one of the same person ends. What is stored is the secret's hash.
    ///
    /// # Errors
    /// [`Code::NotAllowed`] for the own account, whose password is changed with the old one as proof; [`Code::Deactivated`]
    /// when the person's access was stopped.
    pub async fn make_reset_link(&self, actor: &Actor, user: UserId, token_hash: &[u8; 32]) -> Result<()> {
        let mut tx = self.core.db.write().await?;
        // Who may not hears that, and not which ids there are.
        facts::grant(&mut tx, actor, Action::MakeResetLink).await?;
        let found = maybe!(&mut tx, (Uuid,), "SELECT organisation_id FROM person WHERE id = $1", user.0);
        let organisation = OrganisationId(found.ok_or(Code::NotFound)?.0);
        let grant = decide(actor, Action::MakeResetLink, &Facts::of(organisation))?;
        if actor.user() == Some(user) {
            return Err(Code::NotAllowed.into());
        }
        audit::hold(&mut tx, organisation).await?;
        let (active,) = one!(&mut tx, (bool,), "SELECT active FROM person WHERE id = $1", user.0);
        if !active {
            return Err(Code::Deactivated.into());
        }
        run!(
            &mut tx,
            "INSERT INTO reset_link (organisation_id, person_id, token_hash, expires_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (organisation_id, person_id)
             DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at, used_at = NULL",
            organisation.0,
            user.0,
            token_hash.as_slice(),
            self.now().plus_minutes(HOURS * 60).0,
        );
        let change = Change::of("make_reset_link", user.0).takes(&RESET_LINK, [user.0]).puts(&RESET_LINK, [user.0]);
        audit::note(&mut tx, &self.core, &grant, change).await?;
        tx.commit().await
    }

    /// Whose address this is, for the command line, which knows people by their address.
    ///
    /// # Errors
    /// [`Code::NotFound`] when nobody has it.
    pub async fn person_by_email(&self, actor: &Actor, email: &str) -> Result<UserId> {
        let mut tx = self.read().await?;
        let email = people::email("email", email).map_err(|_| Code::NotFound)?;
        let (organisation, user, _) = super::holder(&mut tx, &email).await?.ok_or(Code::NotFound)?;
        decide(actor, Action::MakeResetLink, &Facts::of(organisation))?;
        Ok(user)
    }

    /// Whose password the holder of a link may choose. The link is the proof of who asks, so there is no actor to pass.
    ///
    /// # Errors
    /// [`Code::NotFound`] for an unknown link or one that a newer replaced, [`Code::LinkExpired`] for one that was used or is
    /// too old, [`Code::Deactivated`] when the person's access was stopped meanwhile.
    pub async fn reset_link(&self, token_hash: &[u8; 32]) -> Result<Credentials> {
        let mut tx = self.read().await?;
        Ok(self.open_reset_link(&mut tx, token_hash).await?.0)
    }

    /// Sets the new password, once, and ends every session of the person; gives the epoch of the next ones.
    ///
    /// # Errors
    /// As [`Store::reset_link`].
    pub async fn use_reset_link(&self, token_hash: &[u8; 32], password_hash: &str) -> Result<(Me, i64)> {
        let mut tx = self.core.db.write().await?;
        let organisation = maybe!(&mut tx, (Uuid,), "SELECT organisation_id FROM reset_link WHERE token_hash = $1", token_hash.as_slice());
        // Two who follow the same link wait here for each other; the second finds it used.
        audit::hold(&mut tx, OrganisationId(organisation.ok_or(Code::NotFound)?.0)).await?;
        let (Credentials { me, .. }, grant) = self.open_reset_link(&mut tx, token_hash).await?;
        run!(&mut tx, "UPDATE person SET password_hash = $2 WHERE id = $1", me.user.0, password_hash);
        run!(&mut tx, "UPDATE reset_link SET used_at = $2 WHERE person_id = $1", me.user.0, self.now().0);
        let epoch = sessions::end_all(&mut tx, me.user).await?;
        let change = Change::of("use_reset_link", me.user.0).sets(&PERSON, &["password_hash"], [me.user.0]).sets(
            &RESET_LINK,
            &["used_at"],
            [me.user.0],
        );
        audit::note(&mut tx, &self.core, &grant, change).await?;
        self.commit_ended(tx, me.user).await?;
        Ok((me, epoch))
    }

    async fn open_reset_link(&self, tx: &mut Tx, token_hash: &[u8; 32]) -> Result<(Credentials, Grant)> {
        let row = maybe!(
            tx,
            (Uuid, Uuid, i64, Option<i64>),
            "SELECT organisation_id, person_id, expires_at, used_at FROM reset_link WHERE token_hash = $1",
            token_hash.as_slice(),
        );
        let (organisation, user, expires_at, used_at) = row.ok_or(Code::NotFound)?;
        if used_at.is_some() || expires_at <= self.now().0 {
            return Err(Code::LinkExpired.into());
        }
        let credentials = super::active_by_id(tx, user).await?.ok_or(Code::Deactivated)?;
        let organisation = OrganisationId(organisation);
        // One that somebody wrote into the database, or for another person, opens nothing.
        if !audit::is_sound(tx, &self.core, organisation, (&RESET_LINK, &["token_hash", "expires_at", "used_at"]), user).await? {
            return Err(Code::NotFound.into());
        }
        let actor = Actor::Link { purpose: Purpose::Reset, organisation };
        let grant = decide(&actor, Action::UseResetLink, &Facts::of(organisation))?;
        Ok((credentials, grant))
    }
}

/// Ends the link of somebody, for whom a new password or the end of access has made it stale.
pub(super) async fn end(tx: &mut Tx, user: UserId) -> Result<()> {
    run!(tx, "DELETE FROM reset_link WHERE person_id = $1", user.0);
    Ok(())
}
