//! How often somebody may try a password or a code; kept on disk, so that a restart gives no new tries and several servers
//! count as one. (`governor` counts in the memory of one process, and its buckets do not grow their waits.)

use domain::{
    Failure,
    ledger::keyed,
    time::UnixMillis,
    tries::{Count, Pace, take},
};

use crate::{Result, Store, db::Tx};

/// The names that one try counts under, with the pace of each.
#[derive(Debug, Clone)]
pub struct Tries {
    /// The narrowest comes last.
    pub own: Vec<(String, Pace)>,
    /// What makes newcomers wait, and refuses nobody by itself.
    pub everywhere: Option<(String, Pace)>,
}

impl Store {
    /// Counts one more try, before anything is compared.
    ///
    /// # Errors
    /// [`domain::Code::TooManyTries`] with the seconds to wait; then nothing is counted.
    pub async fn count_try(&self, tries: &Tries) -> Result<()> {
        let now = self.now();
        let mut tx = self.core.db.write_beside().await?;
        let names: Vec<String> = tries.own.iter().chain(&tries.everywhere).map(|(name, _)| self.hidden(name)).collect();
        let mut counts = vec![Count::default(); names.len()];
        for at in in_order(&names) {
            counts[at] = hold(&mut tx, &names[at], now).await?;
        }
        let before = counts.clone();
        let mut own: Vec<(Pace, Count)> = tries.own.iter().zip(&counts).map(|((_, pace), count)| (*pace, *count)).collect();
        let mut everywhere = tries.everywhere.as_ref().zip(counts.last()).map(|((_, pace), count)| (*pace, *count));
        let verdict = take(now, &mut own, everywhere.as_mut());
        let rows: Vec<(&String, Pace, Count)> = names
            .iter()
            .zip(own.into_iter().chain(everywhere))
            .zip(before)
            .filter(|((_, (_, after)), before)| after != before)
            .map(|((name, (pace, count)), _)| (name, pace, count))
            .collect();
        if !rows.is_empty() {
            insert!(
                &mut tx,
                "INSERT INTO attempt (name, tries, ends_at, wait_until) ",
                rows,
                row => [row.0, row.2.tries, now.plus_minutes(row.1.minutes).0, row.2.wait_until.0],
                " ON CONFLICT (name) DO UPDATE SET tries = excluded.tries, ends_at = excluded.ends_at, wait_until = excluded.wait_until"
            );
            tx.commit().await?;
        }
        verdict.map_err(|seconds| Failure::wait(seconds).into())
    }

    /// The try was right: it was none in vain, and the narrowest name starts anew.
    pub async fn try_was_right(&self, tries: &Tries) -> Result<()> {
        let mut tx = self.core.db.write_beside().await?;
        let names: Vec<String> = tries.own.iter().chain(&tries.everywhere).map(|(name, _)| self.hidden(name)).collect();
        for at in in_order(&names) {
            if at + 1 == tries.own.len() {
                run!(&mut tx, "DELETE FROM attempt WHERE name = $1", &names[at]);
            } else {
                run!(&mut tx, "UPDATE attempt SET tries = tries - 1, wait_until = 0 WHERE name = $1 AND tries > 0", &names[at]);
            }
        }
        tx.commit().await
    }

    /// Whether anything was tried under this name of late.
    pub async fn was_tried(&self, name: &str) -> Result<bool> {
        let mut tx = self.read().await?;
        let row = maybe!(
            &mut tx,
            (i64,),
            "SELECT tries FROM attempt WHERE name = $1 AND ends_at > $2 AND tries > 0",
            self.hidden(name),
            self.now().0
        );
        Ok(row.is_some())
    }

    /// Seconds that this name still waits; counts nothing.
    ///
    /// # Errors
    /// [`domain::Code::TooManyTries`] with the seconds to wait.
    pub async fn may_try(&self, name: &str) -> Result<()> {
        let now = self.now().0;
        let mut tx = self.read().await?;
        let row = maybe!(&mut tx, (i64,), "SELECT wait_until FROM attempt WHERE name = $1 AND wait_until > $2", self.hidden(name), now);
        row.map_or(Ok(()), |(until,)| Err(Failure::wait((until - now + 999) / 1000).into()))
    }

    /// What a browser keeps that has signed in to an account before: it cannot be made up, and is of that account alone.
    pub fn known_mark(&self, browser: &str, email: &str) -> [u8; 32] {
        keyed(&self.core.secret, &[b"known browser", browser.as_bytes(), email.as_bytes()])
    }

    /// Nobody reads in the database which addresses were tried, and every name is as long as any other.
    fn hidden(&self, name: &str) -> String {
        crate::words::hex(&keyed(&self.core.secret, &[b"tries", name.as_bytes()]))
    }
}

/// In which order rows are taken: two that need the same two do not wait for each other.
fn in_order(names: &[String]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|at| &names[*at]);
    order
}

/// What was counted under a name, which nobody else changes until the commit.
async fn hold(tx: &mut Tx, name: &str, now: UnixMillis) -> Result<Count> {
    let (tries, wait_until) = one!(
        tx,
        (i64, i64),
        "INSERT INTO attempt (name, tries, ends_at, wait_until) VALUES ($1, 0, $2, 0)
         ON CONFLICT (name) DO UPDATE SET
             tries = CASE WHEN attempt.ends_at <= $2 THEN 0 ELSE attempt.tries END,
             wait_until = CASE WHEN attempt.ends_at <= $2 THEN 0 ELSE attempt.wait_until END
         RETURNING tries, wait_until",
        name,
        now.0,
    );
    Ok(Count { tries, wait_until: UnixMillis(wait_until) })
}
