//! Holding chains, so that changes come one after the other.

use domain::ids::OrganisationId;
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Result,
    db::{Db, FIRST_WORD, Lane, Tx},
};

/// Waits until nobody else changes this organisation, and keeps others waiting until the commit.
pub(crate) async fn hold(tx: &mut Tx, organisation: OrganisationId) -> Result<()> {
    hold_chain(tx, organisation.0).await.map(|_| ())
}

/// The same for any chain; gives where it is, when there is one.
pub(crate) async fn hold_chain(tx: &mut Tx, subject: Uuid) -> Result<Option<(i64, Vec<u8>)>> {
    Ok(maybe!(tx, (i64, Vec<u8>), "UPDATE chain_head SET seq = seq WHERE subject = $1 RETURNING seq, hash", subject))
}

/// Holds chains in the order in which they are given here: audits, then ledgers, each by id. Gives where those ledgers are that there
/// are.
pub(crate) async fn hold_chains(tx: &mut Tx, audits: &[Uuid], ledgers: &[Uuid]) -> Result<Vec<(Uuid, i64, Vec<u8>)>> {
    for audit in audits {
        hold_chain(tx, *audit).await?;
    }
    let mut held = Vec::new();
    for ledger in ledgers {
        held.extend(hold_chain(tx, *ledger).await?.map(|(seq, hash)| (*ledger, seq, hash)));
    }
    Ok(held)
}

/// Begins a transaction that holds chains in the same order; where the database may be far away in one trip.
pub(crate) async fn begin_holding(db: &Db, lane: Lane, audits: &[Uuid], ledgers: &[Uuid]) -> Result<(Tx, Vec<(Uuid, i64, Vec<u8>)>)> {
    let Db::Postgres(server) = db else {
        let mut tx = db.write().await?;
        let held = hold_chains(&mut tx, audits, ledgers).await?;
        return Ok((tx, held));
    };
    let list = |ids: &[Uuid]| ids.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(", ");
    let held =
        |ids: &[Uuid]| format!("; SELECT subject, seq, hash FROM chain_head WHERE subject IN ({}) ORDER BY subject FOR UPDATE", list(ids));
    let sql = [lane.begin().to_owned()].into_iter().chain([audits, ledgers].into_iter().filter(|ids| !ids.is_empty()).map(held));
    let (tx, rows) = server.begin_with(lane, sql.collect(), FIRST_WORD).await?;
    let rows = rows.iter().flatten().map(FromRow::from_row).collect::<sqlx::Result<Vec<(Uuid, i64, Vec<u8>)>>>()?;
    Ok((Tx::Postgres(tx), rows.into_iter().filter(|(subject, ..)| ledgers.contains(subject)).collect()))
}
