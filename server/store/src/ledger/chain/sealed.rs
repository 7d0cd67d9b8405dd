//! Holds every row of the sealed tables to the newest seals of its organisation's audit.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::ids::OrganisationId;
use uuid::Uuid;

use super::rows::{Any, PAGE};
use crate::{
    Core, Result,
    audit::{
        self, Cell, SCHEMA, Seal, Sealed, Seals, Step,
        tables::{self, Table, VERSION},
    },
    db::Tx,
    words,
};

/// What the audit says of one table.
#[derive(Default)]
struct Said {
    /// The newest seals of its rows, in the order of its columns; none for a column that was never sealed.
    newest: HashMap<String, Vec<Option<Seal>>>,
    /// Every seal that a document had: what undoing may bring back.
    earlier: HashMap<String, HashSet<Seal>>,
    broken: Vec<String>,
}

/// Rows whose cells are in memory at once.
const ROWS: usize = 500;

/// Names each row of the organisation that is not what the audit says, and what of it; gives how many rows each table has.
/// Beside it stand the interviews whose ledgers are whole chains.
pub(super) async fn check(
    tx: &mut Tx,
    core: &Core,
    (organisation, whole): (Uuid, &BTreeSet<Uuid>),
    broken: &mut Vec<String>,
) -> Result<Vec<usize>> {
    let mut said = said(tx, organisation).await?;
    let organisation = OrganisationId(organisation);
    let mut counts = Vec::new();
    for (table, said) in tables::ALL.iter().zip(&mut said) {
        let mut count = 0;
        broken.append(&mut said.broken);
        for first in audit::begins(tx, organisation, table).await?.chunks(ROWS) {
            for (key, cells) in audit::cells(tx, &core.secret, organisation, table, first).await? {
                count += 1;
                let difference = match said.newest.remove(&key) {
                    None => Some("inserted".to_owned()),
                    Some(seals) => changed(table, &cells, &seals),
                };
                broken.extend(difference.map(|what| format!("{} {key}: {what}", name(table))));
            }
        }
        let mut missing: Vec<String> = said.newest.drain().map(|(key, _)| format!("{} {key}: missing", name(table))).collect();
        missing.sort();
        broken.append(&mut missing);
        counts.push(count);
    }
    put_back(tx, organisation, whole, broken).await?;
    Ok(counts)
}

/// Names the tables with rows that none of their organisations has: under a key that is none, nothing finds them but a query
/// that asks for all.
pub(super) async fn check_counts(tx: &mut Tx, counts: &[Vec<usize>], broken: &mut Vec<String>) -> Result<()> {
    for (place, table) in tables::ALL.iter().enumerate() {
        let (all,): (i64,) = in_tx!(tx, conn => async {
            let mut query = sqlx::QueryBuilder::new("SELECT COUNT(*) FROM ");
            query.push(table.name).build_query_as().fetch_one(conn).await
        })?;
        let known: usize = counts.iter().filter_map(|counts| counts.get(place)).sum();
        let strange = usize::try_from(all).unwrap_or_default().saturating_sub(known);
        if strange > 0 {
            broken.push(format!("{}: {strange} inserted under a key that is none", name(table)));
        }
    }
    Ok(())
}

/// Names the ledgers, whole in themselves, that are no longer what was sealed: a head of before has its own right seal, which whoever copied it in
/// time can put back.
async fn put_back(tx: &mut Tx, organisation: OrganisationId, whole: &BTreeSet<Uuid>, broken: &mut Vec<String>) -> Result<()> {
    let nothing = [0u8; 32];
    let rows = all!(
        tx,
        (Any<Uuid>,),
        "SELECT i.id FROM interview i
         WHERE i.organisation_id = $1 AND i.sealed_ledger IS NOT NULL AND i.sealed_ledger <> $2
           AND NOT EXISTS (SELECT 1 FROM ledger l
                           WHERE l.organisation_id = i.organisation_id AND l.interview_id = i.id AND l.hash = i.sealed_ledger)
         ORDER BY i.id",
        organisation.0,
        nothing.as_slice(),
    );
    broken.extend(
        rows.into_iter()
            .filter(|(id,)| whole.contains(&id.0))
            .map(|(id,)| format!("ledger of interview {}: not what it was when it was sealed", id.0)),
    );
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
async fn said(tx: &mut Tx, organisation: Uuid) -> Result<Vec<Said>> {
    let places: BTreeMap<&str, usize> = tables::ALL.iter().enumerate().map(|(place, table)| (table.name, place)).collect();
    let mut said: Vec<Said> = tables::ALL.iter().map(|_| Said::default()).collect();
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
        for (seq, seals) in &rows {
            let sealed: Sealed = words::from_json(seals).unwrap_or_default();
            // What a change was made from may be of another table than what it wrote.
            for made_from in [true, false] {
                for (name, rows) in &sealed {
                    let Some(place) = places.get(name.as_str()) else { continue };
                    if let (Some(table), Some(said)) = (tables::ALL.get(*place), said.get_mut(*place)) {
                        for (key, steps) in rows {
                            steps
                                .iter()
                                .filter(|step| matches!(step, Step::From(_)) == made_from)
                                .for_each(|step| said.take(table, *seq, key, step));
                        }
                    }
                }
            }
        }
        match rows.last() {
            Some((seq, _)) if rows.len() == usize::from(PAGE) && *seq < i64::MAX => from = seq + 1,
            _ => return Ok(said),
        }
    }
}

impl Said {
    fn take(&mut self, table: &Table, seq: i64, key: &str, step: &Step) {
        match step {
            Step::Taken => {
                self.newest.remove(key);
            }
            Step::Put(seals) => {
                if self.newest.remove(key).is_some() {
                    self.broken.push(format!("{} {key}: missing before row {seq} of the audit put one in its place", name(table)));
                }
                self.seal(table, key, seals);
            }
            Step::Set(seals) => self.seal(table, key, seals),
            Step::Again(seals) => {
                let had = self.earlier.get(key);
                if seals.values().any(|seal| !words::unhex(seal).is_some_and(|seal| had.is_some_and(|had| had.contains(&seal)))) {
                    self.broken.push(format!("{} {key}: row {seq} of the audit brought back what never was", name(table)));
                }
                self.seal(table, key, seals);
            }
            Step::From(seals) => self.hold(table, seq, key, seals),
        }
    }

    fn seal(&mut self, table: &Table, key: &str, seals: &Seals) {
        let row = self.newest.entry(key.to_owned()).or_insert_with(|| vec![None; table.columns.len()]);
        for (seal, column) in row.iter_mut().zip(table.columns) {
            if let Some(new) = seals.get(column.name) {
                let new = words::unhex(new).unwrap_or_default();
                *seal = Some(new);
                if table.name == VERSION.name && column.name == "document" {
                    self.earlier.entry(key.to_owned()).or_default().insert(new);
                }
            }
        }
    }

    /// What a change was made from, held to what it should have been.
    fn hold(&mut self, table: &Table, seq: i64, key: &str, seals: &Seals) {
        let Some(row) = self.newest.get(key) else {
            self.broken.push(format!("{} {key}: inserted before row {seq} of the audit was made from it", name(table)));
            return;
        };
        let due = |name: &str| table.columns.iter().zip(row).find(|(column, _)| column.name == name).and_then(|(_, seal)| *seal);
        let columns: Vec<&str> = seals
            .iter()
            .filter(|(name, seal)| due(name).is_some_and(|due| words::unhex(seal) != Some(due)))
            .map(|(name, _)| name.as_str())
            .collect();
        if !columns.is_empty() {
            self.broken.push(format!(
                "{} {key}: {} changed before row {seq} of the audit was made from it",
                name(table),
                columns.join(", ")
            ));
        }
    }
}
