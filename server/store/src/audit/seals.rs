//! Seals: a keyed digest of every value of a row, as it stands in the transaction that asks.
//!
//! Value by value, because a change seals what it wrote and nothing else: what somebody put into the rest of the row behind our
//! back stays to be seen.

use std::{collections::BTreeMap, fmt::Write};

use domain::{ids::OrganisationId, ledger::keyed};
use sqlx::{ColumnIndex, Decode, Row, Type};
use uuid::Uuid;

use super::tables::{Column, Sort, Table};
use crate::{Result, db::Tx};

/// Half of a digest is more than anybody can guess, and a row has many.
pub(crate) type Seal = [u8; 16];

/// What tells a row apart, as text: the columns of the table's key with a slash between.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) first: Uuid,
    pub(crate) text: String,
}

impl Key {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let first = text.split('/').next()?.parse().ok()?;
        Some(Self { first, text: text.to_owned() })
    }
}

impl From<Uuid> for Key {
    fn from(first: Uuid) -> Self {
        Self { first, text: first.to_string() }
    }
}

impl From<(Uuid, Uuid)> for Key {
    fn from((first, second): (Uuid, Uuid)) -> Self {
        Self { first, text: format!("{first}/{second}") }
    }
}

impl From<(Uuid, i64)> for Key {
    fn from((first, number): (Uuid, i64)) -> Self {
        Self { first, text: format!("{first}/{number}") }
    }
}

impl From<(Uuid, Uuid, i64)> for Key {
    fn from((first, second, number): (Uuid, Uuid, i64)) -> Self {
        Self { first, text: format!("{first}/{second}/{number}") }
    }
}

/// A value, sealed.
pub(crate) struct Cell {
    pub(crate) seal: Seal,
    pub(crate) null: bool,
}

/// What stands for a value that cannot be read: something else than what was sealed.
const UNREADABLE: &[u8] = b"\0unreadable";
/// Keys per query.
const MANY: usize = 500;

/// The cells of every row whose key begins with one of these, in the order of the table's columns.
pub(crate) async fn cells(
    tx: &mut Tx,
    secret: &[u8; 32],
    organisation: OrganisationId,
    table: &Table,
    first: &[Uuid],
) -> Result<BTreeMap<String, Vec<Cell>>> {
    let Some(begins) = table.key.first() else { return Ok(BTreeMap::new()) };
    let columns: Vec<&str> = table.key.iter().chain(table.columns).map(|column| column.sql).collect();
    let mut all = BTreeMap::new();
    for first in first.chunks(MANY) {
        let rows: Vec<(String, Vec<Cell>)> = in_tx!(tx, conn => async {
            let mut query = sqlx::QueryBuilder::new("SELECT ");
            query.push(columns.join(", ")).push(" FROM ").push(table.name);
            query.push(" WHERE organisation_id = ").push_bind(organisation.0).push(" AND ").push(begins.name).push(" IN (");
            let mut list = query.separated(", ");
            for id in first {
                list.push_bind(*id);
            }
            query.push(")");
            let rows = query.build().persistent(false).fetch_all(conn).await;
            rows.map(|rows| rows.iter().map(|row| read(row, secret, organisation, table)).collect())
        })?;
        all.extend(rows);
    }
    Ok(all)
}

/// What the keys in a table of this organisation begin with.
pub(crate) async fn begins(tx: &mut Tx, organisation: OrganisationId, table: &Table) -> Result<Vec<Uuid>> {
    let Some(begins) = table.key.first() else { return Ok(Vec::new()) };
    let ids: Vec<Uuid> = in_tx!(tx, conn => async {
        let mut query = sqlx::QueryBuilder::new("SELECT DISTINCT ");
        query.push(begins.name).push(" FROM ").push(table.name).push(" WHERE organisation_id = ").push_bind(organisation.0);
        query.push(" ORDER BY ").push(begins.name);
        let rows = query.build().persistent(false).fetch_all(conn).await;
        rows.map(|rows| rows.iter().map(|row| row.try_get(0).unwrap_or_default()).collect())
    })?;
    Ok(ids)
}

fn read<'r, R>(row: &'r R, secret: &[u8; 32], organisation: OrganisationId, table: &Table) -> (String, Vec<Cell>)
where
    R: Row,
    usize: ColumnIndex<R>,
    Uuid: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    Vec<u8>: Decode<'r, R::Database> + Type<R::Database>,
{
    let mut key = String::new();
    for (place, column) in table.key.iter().enumerate() {
        let slash = if place == 0 { "" } else { "/" };
        // Writing to a string cannot fail. A key that cannot be read is nobody's.
        let _ = match column.sort {
            Sort::Number => write!(key, "{slash}{}", row.try_get::<i64, _>(place).unwrap_or_default()),
            Sort::Id | Sort::Text | Sort::Bytes => write!(key, "{slash}{}", row.try_get::<Uuid, _>(place).unwrap_or_default()),
        };
    }
    let cell = |(place, column): (usize, &Column)| {
        let value = match column.sort {
            Sort::Id => row.try_get::<Option<Uuid>, _>(place).map(|id| id.map(|id| id.as_bytes().to_vec())),
            Sort::Text => row.try_get::<Option<String>, _>(place).map(|text| text.map(String::into_bytes)),
            Sort::Number => row.try_get::<Option<i64>, _>(place).map(|number| number.map(|number| number.to_be_bytes().to_vec())),
            Sort::Bytes => row.try_get::<Option<Vec<u8>>, _>(place),
        };
        let value = value.unwrap_or_else(|_| Some(UNREADABLE.to_vec()));
        let place = [b"cell".as_slice(), organisation.0.as_bytes(), table.name.as_bytes(), key.as_bytes(), column.name.as_bytes()];
        // A list with one field less is another list: NULL is not the empty text.
        let fields: Vec<&[u8]> = place.into_iter().chain(value.as_deref()).collect();
        let mut seal = Seal::default();
        seal.iter_mut().zip(keyed(secret, &fields)).for_each(|(to, from)| *to = from);
        Cell { seal, null: value.is_none() }
    };
    let cells = (table.key.len()..).zip(table.columns).map(cell).collect();
    (key, cells)
}
