//! Who changed what: one chain per organisation, one row per change, in the change's own transaction.
//!
//! A row says what was said and seals what was written: a keyed digest of every value as it stands afterwards. The newest seal
//! of a value is what `verify` holds it to, so every write to a table of [`tables`] is part of a [`Change`] that names it. What
//! a value was made from is sealed beside it as it stood before, so that no honest change makes a forged one good.

mod foreign;
mod held;
mod newest;
mod seals;
pub(crate) mod tables;
mod upgrade;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    access::{Actor, Grant, Job, Purpose},
    ids::OrganisationId,
    ledger::keyed,
    time::UnixMillis,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

pub(crate) use foreign::foreign;
pub(crate) use held::{begin_holding, hold, hold_chain, hold_chains};
pub(crate) use newest::is_sound;
pub(crate) use seals::{Cell, Key, Seal, begins, cells};
pub(crate) use upgrade::{seal_what_stands, unsealed};

use crate::{Core, Result, db::Tx, words};
use tables::Table;

/// A row of the audit, as the chain is taken over it.
pub(crate) struct Row<'a> {
    pub(crate) seq: i64,
    pub(crate) actor: &'a str,
    pub(crate) action: &'a str,
    pub(crate) subject: Uuid,
    pub(crate) at: UnixMillis,
    /// 1 for a row of before there was more to say, else [`SCHEMA`].
    pub(crate) schema: i64,
    pub(crate) what: &'a str,
    pub(crate) seals: &'a str,
}

pub(crate) const SCHEMA: i64 = 2;
/// What a row of schema 1 has of the fields that came later.
pub(crate) const LEGACY: Row<'static> =
    Row { seq: 0, actor: "", action: "", subject: Uuid::nil(), at: UnixMillis(0), schema: 1, what: "", seals: "" };

/// What a change did: per table and key the steps, in their order.
pub(crate) type Sealed = BTreeMap<String, BTreeMap<String, Vec<Step>>>;

/// What was done to a row, with the seals of its columns.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Step {
    /// It was put in where no such row was.
    Put(Seals),
    /// Columns were written in a row that stays.
    Set(Seals),
    /// The change was made from this, as it stood before.
    From(Seals),
    /// A column is again what it was at some time before.
    Again(Seals),
    Taken,
}

/// The seals of columns, by their names.
pub(crate) type Seals = BTreeMap<String, String>;

/// One change: what was done to what, what was said with it, and everything that it wrote.
pub(crate) struct Change {
    action: &'static str,
    subject: Uuid,
    what: Option<Value>,
    wrote: Vec<Wrote>,
}

struct Wrote {
    table: &'static Table,
    how: How,
    keys: Vec<Key>,
}

enum How {
    Put,
    Taken,
    Set(&'static [&'static str]),
    Again(&'static [&'static str]),
    From(Seals),
}

/// What stood in a row before a change that is made from it.
pub(crate) struct Was {
    table: &'static Table,
    key: Key,
    seals: Seals,
}

impl Change {
    pub(crate) const fn of(action: &'static str, subject: Uuid) -> Self {
        Self { action, subject, what: None, wrote: Vec::new() }
    }

    /// In words of the program. What is personal goes in as [`Core::veiled`]: the audit is kept longer than a person's data.
    pub(crate) fn says(self, what: Value) -> Self {
        Self { what: Some(what), ..self }
    }

    /// Rows that were put in, where no such rows were.
    pub(crate) fn puts<K: Into<Key>>(self, table: &'static Table, keys: impl IntoIterator<Item = K>) -> Self {
        self.wrote(table, How::Put, keys)
    }

    /// Rows that were taken away, when they were there.
    pub(crate) fn takes<K: Into<Key>>(self, table: &'static Table, keys: impl IntoIterator<Item = K>) -> Self {
        self.wrote(table, How::Taken, keys)
    }

    /// Columns that were written in rows that stay.
    pub(crate) fn sets<K: Into<Key>>(
        self,
        table: &'static Table,
        columns: &'static [&'static str],
        keys: impl IntoIterator<Item = K>,
    ) -> Self {
        self.wrote(table, How::Set(columns), keys)
    }

    /// Columns that were [set](Self::sets) to what they were at some time before.
    pub(crate) fn sets_again<K: Into<Key>>(
        self,
        table: &'static Table,
        columns: &'static [&'static str],
        keys: impl IntoIterator<Item = K>,
    ) -> Self {
        self.wrote(table, How::Again(columns), keys)
    }

    /// What the change was made from: its values hold only as far as that was what it should be.
    pub(crate) fn made_from(mut self, was: impl IntoIterator<Item = Was>) -> Self {
        let from = was.into_iter().map(|Was { table, key, seals }| Wrote { table, how: How::From(seals), keys: vec![key] });
        self.wrote.extend(from);
        self
    }

    fn wrote<K: Into<Key>>(mut self, table: &'static Table, how: How, keys: impl IntoIterator<Item = K>) -> Self {
        self.wrote.push(Wrote { table, how, keys: keys.into_iter().map(Into::into).collect() });
        self
    }
}

impl Core {
    /// Stands in the audit for something personal: the same for the same text, and nothing to who lacks the secret.
    pub(crate) fn veiled(&self, text: &str) -> String {
        words::hex(&keyed(&self.secret, &[b"veiled", text.as_bytes()]))
    }
}

/// What stands now in these columns of these rows. Nobody else changes the organisation from here to the commit.
pub(crate) async fn was<K: Into<Key>>(
    tx: &mut Tx,
    core: &Core,
    organisation: OrganisationId,
    table: &'static Table,
    columns: &'static [&'static str],
    keys: impl IntoIterator<Item = K>,
) -> Result<Vec<Was>> {
    hold(tx, organisation).await?;
    let keys: Vec<Key> = keys.into_iter().map(Into::into).collect();
    let first: Vec<Uuid> = keys.iter().map(|key| key.first).collect();
    let rows = cells(tx, &core.secret, organisation, table, &first).await?;
    let was = |key: Key| {
        let seals = seals_of(table, rows.get(&key.text)?, |name| columns.contains(&name));
        Some(Was { table, key, seals })
    };
    Ok(keys.into_iter().filter_map(was).collect())
}

/// Begins the audit of a new organisation.
pub(crate) async fn begin(tx: &mut Tx, core: &Core, organisation: OrganisationId) -> Result<()> {
    head(tx, core, organisation, organisation.0).await
}

/// Begins a chain.
pub(crate) async fn head(tx: &mut Tx, core: &Core, organisation: OrganisationId, subject: Uuid) -> Result<()> {
    let hash = [0u8; 32];
    run!(
        tx,
        "INSERT INTO chain_head (organisation_id, subject, seq, hash, seal) VALUES ($1, $2, 0, $3, $4)",
        organisation.0,
        subject,
        hash.as_slice(),
        head_seal(&core.secret, subject, 0, &hash).as_slice(),
    );
    Ok(())
}

/// Moves the head of a chain on from where it was held. A head that somebody else wrote has no seal and gets none: what was
/// cut off before it stays to be seen.
pub(crate) async fn move_head(tx: &mut Tx, core: &Core, subject: Uuid, from: (i64, &[u8]), to: (i64, &[u8])) -> Result<()> {
    run!(
        tx,
        "UPDATE chain_head SET seq = $2, hash = $3, seal = CASE WHEN seal = $4 THEN $5 ELSE $6 END WHERE subject = $1",
        subject,
        to.0,
        to.1,
        head_seal(&core.secret, subject, from.0, from.1).as_slice(),
        head_seal(&core.secret, subject, to.0, to.1).as_slice(),
        [0u8; 0].as_slice(),
    );
    Ok(())
}

pub(crate) fn head_seal(secret: &[u8; 32], subject: Uuid, seq: i64, hash: &[u8]) -> [u8; 32] {
    keyed(secret, &[b"head", subject.as_bytes(), &seq.to_be_bytes(), hash])
}

/// Notes one change, after all its writes.
pub(crate) async fn note(tx: &mut Tx, core: &Core, grant: &Grant, change: Change) -> Result<()> {
    note_all(tx, core, grant, &[change]).await
}

/// Notes several changes, after all their writes.
pub(crate) async fn note_all(tx: &mut Tx, core: &Core, grant: &Grant, changes: &[Change]) -> Result<()> {
    append(tx, core, grant.organisation(), &name(&grant.actor()), changes).await
}

async fn append(tx: &mut Tx, core: &Core, organisation: OrganisationId, actor: &str, changes: &[Change]) -> Result<()> {
    let Some(from) = hold_chain(tx, organisation.0).await? else { return Err(crate::Error::Internal) };
    foreign::refuse(tx).await?;
    let (mut seq, mut hash) = from.clone();
    let at = core.now();
    let standing = standing(tx, core, organisation, changes).await?;
    let mut rows = Vec::with_capacity(changes.len());
    for change in changes {
        seq += 1;
        let what = change.what.as_ref().map(words::json).transpose()?.unwrap_or_default();
        let seals = words::json(&sealed(change, &standing))?;
        let row = Row { seq, actor, action: change.action, subject: change.subject, at, schema: SCHEMA, what: &what, seals: &seals };
        hash = chain(&core.secret, &hash, organisation, &row).to_vec();
        rows.push((seq, change, what, seals, hash.clone()));
    }
    insert!(
        tx,
        "INSERT INTO audit (organisation_id, seq, actor, action, subject, at, schema, what, seals, hash) ",
        rows,
        row => [organisation.0, row.0, actor, row.1.action, row.1.subject, at.0, SCHEMA, &row.2, &row.3, &row.4],
        ""
    );
    move_head(tx, core, organisation.0, (from.0, &from.1), (seq, &hash)).await
}

type Standing = BTreeMap<&'static str, BTreeMap<String, Vec<Cell>>>;

/// All rows that these changes wrote, table by table.
async fn standing(tx: &mut Tx, core: &Core, organisation: OrganisationId, changes: &[Change]) -> Result<Standing> {
    let mut standing = Standing::new();
    for table in tables::ALL {
        let wrote = changes.iter().flat_map(|change| &change.wrote).filter(|wrote| wrote.table.name == table.name);
        let first: BTreeSet<Uuid> = wrote.flat_map(|wrote| &wrote.keys).map(|key| key.first).collect();
        if !first.is_empty() {
            let first: Vec<Uuid> = first.into_iter().collect();
            standing.insert(table.name, cells(tx, &core.secret, organisation, table, &first).await?);
        }
    }
    Ok(standing)
}

fn sealed(change: &Change, standing: &Standing) -> Sealed {
    let mut sealed = Sealed::new();
    for Wrote { table, how, keys } in &change.wrote {
        let rows = sealed.entry(table.name.to_owned()).or_default();
        for key in keys {
            let cells = standing.get(table.name).and_then(|rows| rows.get(&key.text)).map_or([].as_slice(), Vec::as_slice);
            let step = match how {
                How::Put => Step::Put(seals_of(table, cells, |_| true)),
                How::Taken => Step::Taken,
                How::Set(columns) => Step::Set(seals_of(table, cells, |name| columns.contains(&name))),
                How::Again(columns) => Step::Again(seals_of(table, cells, |name| columns.contains(&name))),
                How::From(seals) => Step::From(seals.clone()),
            };
            rows.entry(key.text.clone()).or_default().push(step);
        }
    }
    sealed
}

fn seals_of(table: &Table, cells: &[Cell], of: impl Fn(&str) -> bool) -> Seals {
    let these = table.columns.iter().zip(cells).filter(|(column, _)| of(column.name));
    these.map(|(column, cell)| (column.name.to_owned(), words::hex(&cell.seal))).collect()
}

/// The hash of a row after the one before it.
pub(crate) fn chain(secret: &[u8; 32], previous: &[u8], organisation: OrganisationId, row: &Row<'_>) -> [u8; 32] {
    let (seq, at, schema) = (row.seq.to_be_bytes(), row.at.0.to_be_bytes(), row.schema.to_be_bytes());
    let mut fields: Vec<&[u8]> =
        vec![b"audit", previous, organisation.0.as_bytes(), &seq, row.actor.as_bytes(), row.action.as_bytes(), row.subject.as_bytes(), &at];
    if row.schema != LEGACY.schema {
        fields.extend([schema.as_slice(), row.what.as_bytes(), row.seals.as_bytes()]);
    }
    keyed(secret, &fields)
}

fn name(actor: &Actor) -> String {
    match actor {
        Actor::Person { user, .. } => format!("person:{user}"),
        Actor::Link { purpose: Purpose::Invitation, .. } => "link:invitation".into(),
        Actor::Link { purpose: Purpose::Sorting, .. } => "link:sorting".into(),
        Actor::Link { purpose: Purpose::Sheet, .. } => "link:sheet".into(),
        Actor::Link { purpose: Purpose::Reset, .. } => "link:reset".into(),
        Actor::System { job: Job::Setup } => "system:setup".into(),
        Actor::System { job: Job::Demo } => "system:demo".into(),
        Actor::System { job: Job::Tidying } => "system:tidying".into(),
        Actor::System { job: Job::Reporting } => "system:reporting".into(),
        Actor::System { job: Job::Reset } => "system:reset".into(),
        Actor::Nobody => "nobody".into(),
    }
}
