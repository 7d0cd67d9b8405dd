//! What kind of database this is, whether it answers, and whether its chains are whole. For the server itself and its
//! command line; only marking the demo is an act of somebody.

use domain::{
    access::{Action, Actor, Facts, decide},
    ids::OrganisationId,
};

use crate::{
    Result, Store,
    audit::{self, Change, tables::ORGANISATION},
    facts, ledger,
};

/// What a database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// No organisation yet.
    Empty,
    Demo,
    Real,
}

impl Store {
    /// What the database holds.
    pub async fn kind(&self) -> Result<Kind> {
        let mut tx = self.read().await?;
        let (all, demos) = one!(&mut tx, (i64, i64), "SELECT COUNT(*), COUNT(CASE WHEN demo THEN 1 END) FROM organisation");
        Ok(match (all, demos) {
            (0, _) => Kind::Empty,
            (all, demos) if all == demos => Kind::Demo,
            _ => Kind::Real,
        })
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

    /// Lets the database look again at how its tables are filled, as far as they changed: what it knows of them decides how it reads
    /// them. PostgreSQL does so by itself.
    pub async fn look_at_tables(&self) -> Result<()> {
        self.core.db.optimize().await
    }

    /// Recomputes every chain, and holds every row that a page shows to its seal. One line for each that is not what it was; none when
    /// all is well.
    pub async fn verify(&self) -> Result<Vec<String>> {
        ledger::verify(&self.core).await
    }
}
