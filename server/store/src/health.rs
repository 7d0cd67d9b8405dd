//! What kind of database this is, whether it answers, and whether its chains are whole. For the server itself and its
//! command line; only marking the demo is an act of somebody.

use domain::{
    access::{Action, Actor, Facts, decide},
    ids::OrganisationId,
};

use crate::{
    Result, Store,
    audit::{self, Change, tables::ORGANISATION},
    db::Db,
    facts, ledger,
};

/// What a database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// No organisation yet.
    Empty,
    Demo,
    /// One that nobody finished filling.
    HalfDemo,
    Real,
}

/// The row of `meta` that stands there while a demo is being filled.
const FILLING: &str = "demo_filling";

impl Store {
    /// What the database holds.
    pub async fn kind(&self) -> Result<Kind> {
        let mut tx = self.read().await?;
        let (all, demos) = one!(&mut tx, (i64, i64), "SELECT COUNT(*), COUNT(CASE WHEN demo THEN 1 END) FROM organisation");
        let (filling,) = one!(&mut tx, (i64,), "SELECT COUNT(*) FROM meta WHERE name = $1", FILLING);
        Ok(match (all, demos) {
            (0, _) => Kind::Empty,
            (all, demos) if all == demos && filling > 0 => Kind::HalfDemo,
            (all, demos) if all == demos => Kind::Demo,
            _ => Kind::Real,
        })
    }

    /// Says that what follows is half a demo, until [`Store::demo_is_filled`].
    pub async fn demo_is_filling(&self, actor: &Actor) -> Result<()> {
        let nobody = OrganisationId(self.new_id());
        decide(actor, Action::SetUp, &Facts::of(nobody))?;
        let mut tx = self.core.db.write().await?;
        run!(&mut tx, "INSERT INTO meta (name, value) VALUES ($1, 'yes') ON CONFLICT (name) DO NOTHING", FILLING);
        tx.commit().await
    }

    /// Says that it is whole.
    pub async fn demo_is_filled(&self, actor: &Actor) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let organisation = facts::organisation(&mut tx, actor).await?;
        decide(actor, Action::SetUp, &Facts::of(organisation))?;
        run!(&mut tx, "DELETE FROM meta WHERE name = $1", FILLING);
        tx.commit().await
    }

    /// Marks the organisation as a demo, for good: its accounts have passwords that everybody knows. Setting up as
    /// [`domain::access::Job::Demo`] marks it too.
    pub async fn mark_demo(&self, actor: &Actor) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let organisation: OrganisationId = facts::organisation(&mut tx, actor).await?;
        let grant = decide(actor, Action::SetUp, &Facts::of(organisation))?;
        run!(&mut tx, "UPDATE organisation SET demo = TRUE WHERE organisation_id = $1", organisation.0);
        let change = Change::of("mark_demo", organisation.0).sets(&ORGANISATION, &["demo"], [organisation.0]);
        audit::note(&mut tx, &self.core, &grant, change).await?;
        tx.commit().await
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        let mut tx = self.core.db.glance().await?;
        one!(&mut tx, (i64,), "SELECT COUNT(*) FROM meta");
        Ok(())
    }

    /// For who serves the database, at the start and every hour: makes a SQLite file known from its copies. Does nothing elsewhere.
    pub async fn mark_file(&self) -> Result<()> {
        match &self.core.db {
            Db::Sqlite { file, .. } => file.mark(&*self.core.random).await,
            Db::Postgres(_) => Ok(()),
        }
    }

    /// Whether another file was put in the place of this database's: nothing is stored any more, until a restart.
    pub fn is_replaced(&self) -> bool {
        matches!(&self.core.db, Db::Sqlite { file, .. } if file.is_lost())
    }

    /// Recomputes every chain, and holds every row that a page shows to its seal. One line for each that is not what it was; none when
    /// all is well.
    pub async fn verify(&self) -> Result<Vec<String>> {
        ledger::verify(&self.core).await
    }
}
