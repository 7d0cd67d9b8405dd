//! Sessions, opaque here: the server's session library says what is in them. They belong to the browser, not to the
//! organisation, so they carry no organisation and leave no audit.
//!
//! A row is made by signing in (or by what somebody chose before that) and by nothing else: what was ended stays ended,
//! however late a request of it comes to an end. An id is kept as its hash: who reads the database has nobody's session. A row
//! is sealed as a whole: who writes to the database makes nobody's session another's.

use domain::{
    access::Actor,
    ids::UserId,
    ledger::keyed,
    people::{Me, Role},
    time::UnixMillis,
};
use uuid::Uuid;

use crate::{Error, Result, Store, db::Tx, people, words::hex};

#[derive(sqlx::FromRow)]
struct Session {
    data: String,
    expires_at: i64,
    person_id: Option<Uuid>,
    seal: Vec<u8>,
}

impl Store {
    /// A session that has not expired.
    pub async fn session_load(&self, id: &str) -> Result<Option<String>> {
        match self.load(id).await {
            // The connection that it got was lost: every request begins here, and a new one may have all it needs.
            Err(Error::Unavailable) => self.load(id).await,
            loaded => loaded,
        }
    }

    async fn load(&self, id: &str) -> Result<Option<String>> {
        let mut tx = self.core.db.glance().await?;
        Ok(self.session(&mut tx, id).await?.map(|session| session.data))
    }

    /// Replaces what is in a session; of one that was ended meanwhile nothing is kept.
    pub async fn session_save(&self, id: &str, data: &str, expires_at: UnixMillis, user: Option<UserId>) -> Result<()> {
        let mut tx = self.core.db.write_beside().await?;
        run!(
            &mut tx,
            "UPDATE session SET data = $2, expires_at = $3, person_id = $4, seal = $5 WHERE id = $1",
            self.session_key(id),
            data,
            expires_at.0,
            user.map(|user| user.0),
            self.session_seal(id, data, expires_at.0, user.map(|user| user.0)).as_slice(),
        );
        tx.commit().await
    }

    /// Makes a session; `false`, and nothing done, when the id exists.
    pub async fn session_create(&self, id: &str, data: &str, expires_at: UnixMillis, user: Option<UserId>) -> Result<bool> {
        let mut tx = self.core.db.write_beside().await?;
        let made = run!(
            &mut tx,
            "INSERT INTO session (id, data, expires_at, person_id, seal) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING",
            self.session_key(id),
            data,
            expires_at.0,
            user.map(|user| user.0),
            self.session_seal(id, data, expires_at.0, user.map(|user| user.0)).as_slice(),
        );
        tx.commit().await?;
        Ok(made == 1)
    }

    /// Ends a session, and what its person looks at; one that is gone already is no error.
    pub async fn session_delete(&self, id: &str) -> Result<()> {
        let mut tx = self.core.db.write_beside().await?;
        let ended = maybe!(&mut tx, (Option<Uuid>,), "DELETE FROM session WHERE id = $1 RETURNING person_id", self.session_key(id));
        match ended.and_then(|(person,)| person) {
            Some(person) => self.commit_ended(tx, UserId(person)).await,
            None => tx.commit().await,
        }
    }

    /// Takes away what has expired: sessions, and counts of tries.
    pub async fn sessions_delete_expired(&self) -> Result<()> {
        let now = self.now().0;
        let mut tx = self.core.db.write_beside().await?;
        run!(&mut tx, "DELETE FROM session WHERE expires_at <= $1", now);
        run!(&mut tx, "DELETE FROM attempt WHERE ends_at <= $1", now);
        tx.commit().await
    }

    /// The person of a session that began in this role and epoch, as of now; `None` when the account is gone or not active,
    /// has another role, or when its sessions of then were ended. The actor is made from it.
    pub async fn signed_in(&self, user: UserId, role: Role, epoch: i64) -> Result<Option<Me>> {
        let mut tx = self.core.db.glance().await?;
        let known = people::active_by_id(&mut tx, user.0).await?;
        Ok(known.filter(|known| known.epoch == epoch && known.me.role == role).map(|known| known.me))
    }

    /// Whether this session is there still, and its person may still do what they did: for who only looks on.
    pub async fn session_stands(&self, id: &str, actor: &Actor, epoch: i64) -> Result<bool> {
        let Actor::Person { user, role, .. } = actor else { return Ok(false) };
        let mut tx = self.read().await?;
        if self.session(&mut tx, id).await?.is_none_or(|session| session.person_id != Some(user.0)) {
            return Ok(false);
        }
        let row = maybe!(
            &mut tx,
            (i64,),
            "SELECT CAST(1 AS BIGINT) FROM person WHERE id = $1 AND active AND epoch = $2 AND role = $3",
            user.0,
            epoch,
            role.key(),
        );
        Ok(row.is_some())
    }

    /// A session that has not expired, and is what this program wrote.
    async fn session(&self, tx: &mut Tx, id: &str) -> Result<Option<Session>> {
        let row = maybe!(
            tx,
            Session,
            "SELECT data, expires_at, person_id, seal FROM session WHERE id = $1 AND expires_at > $2",
            self.session_key(id),
            self.now().0,
        );
        let Some(session) = row else { return Ok(None) };
        if self.session_seal(id, &session.data, session.expires_at, session.person_id).as_slice() != session.seal {
            tracing::error!(person = ?session.person_id, "a session is not what was written, and counts as none");
            return Ok(None);
        }
        Ok(Some(session))
    }

    fn session_seal(&self, id: &str, data: &str, expires_at: i64, user: Option<Uuid>) -> [u8; 32] {
        let (ends, user) = (expires_at.to_be_bytes(), user.unwrap_or_default());
        keyed(&self.core.secret, &[b"session row", id.as_bytes(), data.as_bytes(), &ends, user.as_bytes()])
    }

    /// How an id is kept: what finds the row and gives nobody the session.
    fn session_key(&self, id: &str) -> String {
        hex(&keyed(&self.core.secret, &[b"session", id.as_bytes()]))
    }
}

/// Ends all sessions of somebody, also those that are being begun or saved at this moment, and gives the new epoch.
pub(crate) async fn end_all(tx: &mut Tx, user: UserId) -> Result<i64> {
    let (epoch,) = one!(tx, (i64,), "UPDATE person SET epoch = epoch + 1 WHERE id = $1 RETURNING epoch", user.0);
    run!(tx, "DELETE FROM session WHERE person_id = $1", user.0);
    Ok(epoch)
}
