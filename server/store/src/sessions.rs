//! Sessions, opaque here: the server's session library says what is in them. They belong to the browser, not to the
//! organisation, so they carry no organisation and leave no audit.

use domain::{ids::UserId, time::UnixMillis};

use crate::{Result, Store};

impl Store {
    /// A session that has not expired.
    pub async fn session_load(&self, id: &str) -> Result<Option<String>> {
        let mut tx = self.read().await?;
        let row = maybe!(&mut tx, (String,), "SELECT data FROM session WHERE id = $1 AND expires_at > $2", id, self.now().0);
        Ok(row.map(|(data,)| data))
    }

    /// Makes a session or replaces what is in it.
    pub async fn session_save(&self, id: &str, data: &str, expires_at: UnixMillis, user: Option<UserId>) -> Result<()> {
        let mut tx = self.core.db.write().await?;
        run!(
            &mut tx,
            "INSERT INTO session (id, data, expires_at, person_id) VALUES ($1, $2, $3, $4)
             ON CONFLICT (id) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at, person_id = excluded.person_id",
            id,
            data,
            expires_at.0,
            user.map(|user| user.0),
        );
        tx.commit().await
    }

    /// Makes a session; `false`, and nothing done, when the id exists.
    pub async fn session_create(&self, id: &str, data: &str, expires_at: UnixMillis, user: Option<UserId>) -> Result<bool> {
        let mut tx = self.core.db.write().await?;
        let made = run!(
            &mut tx,
            "INSERT INTO session (id, data, expires_at, person_id) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
            id,
            data,
            expires_at.0,
            user.map(|user| user.0),
        );
        tx.commit().await?;
        Ok(made == 1)
    }

    /// Ends a session; one that is gone already is no error.
    pub async fn session_delete(&self, id: &str) -> Result<()> {
        let mut tx = self.core.db.write().await?;
        run!(&mut tx, "DELETE FROM session WHERE id = $1", id);
        tx.commit().await
    }

    /// Takes away what has expired: sessions, and counts of tries.
    pub async fn sessions_delete_expired(&self) -> Result<()> {
        let now = self.now().0;
        let mut tx = self.core.db.write().await?;
        run!(&mut tx, "DELETE FROM session WHERE expires_at <= $1", now);
        run!(&mut tx, "DELETE FROM attempt WHERE ends_at <= $1", now);
        tx.commit().await
    }

    /// Signs somebody out everywhere.
    pub async fn sessions_delete_of(&self, user: UserId) -> Result<()> {
        let mut tx = self.core.db.write().await?;
        run!(&mut tx, "DELETE FROM session WHERE person_id = $1", user.0);
        tx.commit().await
    }
}
