//! A database of before rows were sealed: once, when it is opened, what stands there is sealed. What happened to it earlier
//! cannot be known from it; from here on it can.

use domain::ids::OrganisationId;
use serde_json::json;
use uuid::Uuid;

use super::{Change, Key, LEGACY, Row, append, chain, head_seal, hold, seals, tables};
use crate::{Core, Result, db::Tx, interviews, ledger};

/// Rows that one row of the audit seals at most.
const SEALED: usize = 500;

/// The organisations that were never sealed.
pub(crate) async fn unsealed(core: &Core) -> Result<Vec<OrganisationId>> {
    let mut tx = core.db.read().await?;
    let all = all!(&mut tx, (Uuid,), "SELECT organisation_id FROM organisation ORDER BY organisation_id");
    let mut unsealed = Vec::new();
    for organisation in all.into_iter().map(|(id,)| OrganisationId(id)) {
        if never_sealed(&mut tx, core, organisation).await? {
            unsealed.push(organisation);
        }
    }
    Ok(unsealed)
}

/// Seals these, unless another server did meanwhile.
pub(crate) async fn seal_what_stands(core: &Core, unsealed: &[OrganisationId]) -> Result<()> {
    for organisation in unsealed.iter().copied() {
        let mut tx = core.db.write().await?;
        hold(&mut tx, organisation).await?;
        if never_sealed(&mut tx, core, organisation).await? {
            seal(&mut tx, core, organisation).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

/// Whether this is how a version without seals left it: nothing in it is sealed, and its audit ends in a row of the old form
/// that follows from the one before. Who takes every seal away cannot make such a row, so an organisation that was made sealed
/// is never sealed again. One that was upgraded is told from it by what keeps the secret: see [`crate::Options::sealed`].
async fn never_sealed(tx: &mut Tx, core: &Core, organisation: OrganisationId) -> Result<bool> {
    let (sealed,) = one!(
        tx,
        (i64,),
        "SELECT (SELECT COUNT(*) FROM audit WHERE organisation_id = $1 AND schema <> 1)
              + (SELECT COUNT(*) FROM chain_head WHERE organisation_id = $1 AND seal <> $2)",
        organisation.0,
        [0u8; 0].as_slice(),
    );
    if sealed > 0 {
        return Ok(false);
    }
    let last = all!(
        tx,
        (i64, String, String, Uuid, i64, Vec<u8>),
        "SELECT seq, actor, action, subject, at, hash FROM audit WHERE organisation_id = $1 ORDER BY seq DESC LIMIT 2",
        organisation.0,
    );
    let Some((seq, actor, action, subject, at, hash)) = last.first() else { return Ok(false) };
    let before = last.get(1).map_or([0; 32].as_slice(), |row| row.5.as_slice());
    let row = Row { seq: *seq, actor, action, subject: *subject, at: domain::time::UnixMillis(*at), ..LEGACY };
    Ok(chain(&core.secret, before, organisation, &row).as_slice() == hash.as_slice())
}

async fn seal(tx: &mut Tx, core: &Core, organisation: OrganisationId) -> Result<()> {
    let heads = all!(tx, (Uuid, i64, Vec<u8>), "SELECT subject, seq, hash FROM chain_head WHERE organisation_id = $1", organisation.0);
    for (subject, seq, hash) in heads {
        let seal = head_seal(&core.secret, subject, seq, &hash);
        run!(tx, "UPDATE chain_head SET seal = $2 WHERE subject = $1", subject, seal.as_slice());
    }
    ledger::settle_notes(tx, organisation).await?;
    interviews::seal_typing(tx, &core.secret, organisation).await?;
    let mut changes = Vec::new();
    for table in tables::ALL {
        let first = seals::begins(tx, organisation, table).await?;
        let rows = seals::cells(tx, &core.secret, organisation, table, &first).await?;
        let keys: Vec<String> = rows.into_keys().collect();
        for keys in keys.chunks(SEALED) {
            let said = json!({ "table": table.name, "rows": keys.len() });
            changes.push(Change::of("sealed", organisation.0).says(said).puts(table, keys.iter().filter_map(|key| Key::parse(key))));
        }
    }
    tracing::info!(organisation = %organisation.0, "every row was sealed");
    append(tx, core, organisation, "system:upgrade", &changes).await
}
