//! Holds every row of the sealed tables to the newest seals of its organisation's audit.

use std::collections::{BTreeMap, HashMap};

use domain::ids::OrganisationId;
use uuid::Uuid;

use super::rows::{Any, PAGE};
use crate::{
    Core, Result,
    audit::{
        self, Cell, SCHEMA, Seal, Sealed,
        tables::{self, Table},
    },
    db::Tx,
    words,
};

/// The newest seals of the rows of one table, in the order of its columns; none for a column that was never sealed.
type Newest = HashMap<String, Vec<Option<Seal>>>;

/// Rows whose cells are in memory at once.
const ROWS: usize = 500;

/// Names each row of the organisation that is not what the audit says, and what of it.
pub(super) async fn check(tx: &mut Tx, core: &Core, organisation: Uuid, broken: &mut Vec<String>) -> Result<()> {
    let mut newest = newest(tx, organisation).await?;
    let organisation = OrganisationId(organisation);
    for (table, sealed) in tables::ALL.iter().zip(&mut newest) {
        for first in audit::begins(tx, organisation, table).await?.chunks(ROWS) {
            for (key, cells) in audit::cells(tx, &core.secret, organisation, table, first).await? {
                let difference = match sealed.remove(&key) {
                    None => Some("inserted".to_owned()),
                    Some(seals) => changed(table, &cells, &seals),
                };
                broken.extend(difference.map(|what| format!("{} {key}: {what}", name(table))));
            }
        }
        let mut missing: Vec<String> = sealed.drain().map(|(key, _)| format!("{} {key}: missing", name(table))).collect();
        missing.sort();
        broken.append(&mut missing);
    }
    put_back(tx, organisation, broken).await
}

/// Names the ledgers that are no longer what was revealed: a head of before has its own right seal, which whoever copied it in
/// time can put back.
async fn put_back(tx: &mut Tx, organisation: OrganisationId, broken: &mut Vec<String>) -> Result<()> {
    let nothing = [0u8; 32];
    let rows = all!(
        tx,
        (Any<Uuid>,),
        "SELECT i.id FROM interview i
         WHERE i.organisation_id = $1 AND i.revealed_ledger IS NOT NULL AND i.revealed_ledger <> $2
           AND NOT EXISTS (SELECT 1 FROM ledger l
                           WHERE l.organisation_id = i.organisation_id AND l.interview_id = i.id AND l.hash = i.revealed_ledger)
         ORDER BY i.id",
        organisation.0,
        nothing.as_slice(),
    );
    broken.extend(rows.into_iter().map(|(id,)| format!("ledger of interview {}: not what was revealed", id.0)));
    Ok(())
}

fn name(table: &Table) -> String {
    table.name.replace('_', " ")
}

/// Which columns are not what was sealed; those that came later must be empty.
fn changed(table: &Table, cells: &[Cell], seals: &[Option<Seal>]) -> Option<String> {
    let fits = |cell: &Cell, seal: &Option<Seal>| seal.map_or(cell.null, |seal| seal == cell.seal);
    let columns: Vec<&str> = (table.columns.iter().zip(cells).zip(seals))
        .filter(|((_, cell), seal)| !fits(cell, seal))
        .map(|((column, _), _)| column.name)
        .collect();
    (!columns.is_empty()).then(|| format!("{} changed", columns.join(", ")))
}

/// Goes through the audit a page at a time. What a row of it says is taken as it stands: one that was changed is named by its
/// chain.
async fn newest(tx: &mut Tx, organisation: Uuid) -> Result<Vec<Newest>> {
    let places: BTreeMap<&str, usize> = tables::ALL.iter().enumerate().map(|(place, table)| (table.name, place)).collect();
    let mut newest: Vec<Newest> = tables::ALL.iter().map(|_| Newest::new()).collect();
    let mut from = i64::MIN;
    loop {
        let rows = all!(
            tx,
            (i64, String),
            "SELECT seq, seals FROM audit WHERE organisation_id = $1 AND seq >= $2 AND schema = $3 ORDER BY seq LIMIT $4",
            organisation,
            from,
            SCHEMA,
            i64::from(PAGE),
        );
        for (_, seals) in &rows {
            let sealed: Sealed = words::from_json(seals).unwrap_or_default();
            for (name, rows) in sealed {
                let Some(place) = places.get(name.as_str()) else { continue };
                if let (Some(table), Some(known)) = (tables::ALL.get(*place), newest.get_mut(*place)) {
                    for (key, seals) in rows {
                        take(known, table, key, &seals);
                    }
                }
            }
        }
        match rows.last() {
            Some((seq, _)) if rows.len() == usize::from(PAGE) && *seq < i64::MAX => from = seq + 1,
            _ => return Ok(newest),
        }
    }
}

fn take(known: &mut Newest, table: &Table, key: String, seals: &BTreeMap<String, String>) {
    if seals.is_empty() {
        known.remove(&key);
        return;
    }
    let row = known.entry(key).or_insert_with(|| vec![None; table.columns.len()]);
    for (seal, column) in row.iter_mut().zip(table.columns) {
        if let Some(new) = seals.get(column.name) {
            *seal = words::unhex(new).or(Some(Seal::default()));
        }
    }
}
