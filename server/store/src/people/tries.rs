//! How often somebody may try a password or a code; kept on disk, so a restart gives no new tries.

use domain::Code;

use crate::{Result, Store};

impl Store {
    /// Counts one more try under a name, such as an address.
    ///
    /// # Errors
    /// [`Code::TooManyTries`] beyond the limit within the window, which begins with the first try.
    pub async fn count_try(&self, key: &str, limit: u32, window_minutes: i64) -> Result<()> {
        let now = self.now();
        let mut tx = self.core.db.write().await?;
        let (tries,) = one!(
            &mut tx,
            (i64,),
            "INSERT INTO attempt (name, tries, ends_at) VALUES ($1, 1, $3)
             ON CONFLICT (name) DO UPDATE SET
                 tries = CASE WHEN attempt.ends_at <= $2 THEN 1 ELSE attempt.tries + 1 END,
                 ends_at = CASE WHEN attempt.ends_at <= $2 THEN excluded.ends_at ELSE attempt.ends_at END
             RETURNING tries",
            key,
            now.0,
            now.plus_minutes(window_minutes).0,
        );
        tx.commit().await?;
        if tries > i64::from(limit) { Err(Code::TooManyTries.into()) } else { Ok(()) }
    }

    /// After a success the count starts anew.
    pub async fn forget_tries(&self, key: &str) -> Result<()> {
        let mut tx = self.core.db.write().await?;
        run!(&mut tx, "DELETE FROM attempt WHERE name = $1", key);
        tx.commit().await
    }
}
