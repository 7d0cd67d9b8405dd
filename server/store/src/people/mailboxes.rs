//! Whose address it is, however it is spelled: by this a colleague is known who is a candidate.

use domain::people::mailbox;
use uuid::Uuid;

use crate::db::{Db, Lane};

/// Fills in the mailbox of people and candidates that were stored before there was one.
///
/// # Errors
/// The database's own.
pub(crate) async fn fill_mailboxes(db: &Db) -> sqlx::Result<()> {
    let mut tx = db.begin(Lane::Forms).await?;
    let people = all!(&mut tx, (Uuid, String), "SELECT id, email FROM person WHERE mailbox = '' AND email <> ''");
    for (id, email) in people {
        run!(&mut tx, "UPDATE person SET mailbox = $2 WHERE id = $1", id, mailbox(&email));
    }
    let candidates = all!(&mut tx, (Uuid, String), "SELECT id, email FROM candidate WHERE mailbox = '' AND email <> ''");
    for (id, email) in candidates {
        run!(&mut tx, "UPDATE candidate SET mailbox = $2 WHERE id = $1", id, mailbox(&email));
    }
    tx.end().await
}
