//! Writing, changing and retiring an own competency.

use domain::{
    Code, Failure,
    access::{Action, Actor, Grant},
    library::LibraryCompetency,
    own::{check_competency, fresh_key},
};
use serde_json::json;

use super::{Row, row, rows};
use crate::{
    Result, Store,
    audit::{self, Change, Was, tables::COMPETENCY},
    db::Tx,
    facts,
};

impl Store {
    /// Adds an own competency and gives the key it got: the one it has, or one made of its name when that is empty.
    ///
    /// # Errors
    /// [`Code::Invalid`] with every fault; [`Code::DuplicateItem`] at `key` when there is one with that key.
    pub async fn add_competency(&self, actor: &Actor, competency: LibraryCompetency) -> Result<String> {
        let mut tx = self.write(actor).await?;
        let grant = facts::grant(&mut tx, actor, Action::EditScorecards).await?;
        let key = self.with_key(&mut tx, &grant, competency, Vec::new()).await?;
        tx.commit().await?;
        Ok(key)
    }

    async fn with_key(&self, tx: &mut Tx, grant: &Grant, mut competency: LibraryCompetency, from: Vec<Was>) -> Result<String> {
        if competency.key.is_empty() {
            let own = rows(&mut *tx, grant).await?;
            let taken = |key: &str| self.core.not_shipped(key).is_err() || own.iter().any(|row| row.key == key);
            competency.key = fresh_key(&competency.name, &taken);
        }
        self.core.not_shipped(&competency.key).map_err(|code| Failure::field("key", code))?;
        if row(tx, grant, &competency.key).await?.is_some() {
            return Err(Failure::field("key", Code::DuplicateItem).into());
        }
        self.insert_competency(tx, grant, &competency, from).await?;
        Ok(competency.key)
    }

    /// Adds a copy of a competency, shipped or own, to adapt.
    ///
    /// # Errors
    /// [`Code::NotFound`] when there is none with that key.
    pub async fn copy_competency(&self, actor: &Actor, key: &str) -> Result<String> {
        let mut tx = self.write(actor).await?;
        let grant = facts::grant(&mut tx, actor, Action::EditScorecards).await?;
        let (competency, from) = if let Some(shipped) = self.core.library.competency(key) {
            (shipped.clone(), Vec::new())
        } else {
            let own = row(&mut tx, &grant, key).await?.ok_or(Code::NotFound)?;
            let from = audit::was(&mut tx, &self.core, grant.organisation(), &COMPETENCY, &["document"], [own.id]).await?;
            (serde_json::from_str(&own.document)?, from)
        };
        let key = self.with_key(&mut tx, &grant, LibraryCompetency { key: String::new(), ..competency }, from).await?;
        tx.commit().await?;
        Ok(key)
    }

    /// Changes an own competency; scorecards that were made with it stay as they are.
    ///
    /// # Errors
    /// [`Code::NotFound`] when there is no own one with that key; [`Code::Stale`] when somebody changed it since
    /// `base_revision`; [`Code::Invalid`] with every fault.
    pub async fn change_competency(&self, actor: &Actor, base_revision: i64, competency: &LibraryCompetency) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let (grant, row) = own(&mut tx, actor, &competency.key).await?;
        if row.revision != base_revision {
            return Err(Code::Stale.into());
        }
        sound(competency)?;
        self.replace_competency(&mut tx, &grant, &row, competency).await?;
        tx.commit().await
    }

    /// Takes an own competency out of what is offered; [`Store::restore_competency`] undoes it.
    pub async fn retire_competency(&self, actor: &Actor, key: &str) -> Result<()> {
        let now = self.now().0;
        self.set_retired(actor, key, Some(now), "retire_competency").await
    }

    pub async fn restore_competency(&self, actor: &Actor, key: &str) -> Result<()> {
        self.set_retired(actor, key, None, "restore_competency").await
    }

    async fn set_retired(&self, actor: &Actor, key: &str, at: Option<i64>, action: &'static str) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let (grant, row) = own(&mut tx, actor, key).await?;
        if row.retired == at.is_some() {
            // A second click finds it done.
            return Ok(());
        }
        run!(
            &mut tx,
            "UPDATE library_competency SET retired_at = $3 WHERE organisation_id = $1 AND id = $2",
            grant.organisation().0,
            row.id,
            at,
        );
        let change = Change::of(action, row.id).says(json!({ "key": key })).sets(&COMPETENCY, &["retired_at"], [row.id]);
        audit::note(&mut tx, &self.core, &grant, change).await?;
        tx.commit().await
    }

    pub(super) async fn insert_competency(&self, tx: &mut Tx, grant: &Grant, competency: &LibraryCompetency, from: Vec<Was>) -> Result<()> {
        sound(competency)?;
        let id = self.new_id();
        run!(
            tx,
            "INSERT INTO library_competency (organisation_id, id, key, revision, document, changed_at) VALUES ($1, $2, $3, 1, $4, $5)",
            grant.organisation().0,
            id,
            &competency.key,
            serde_json::to_string(competency)?,
            self.now().0,
        );
        let change = Change::of("add_competency", id).says(json!({ "key": competency.key })).made_from(from).puts(&COMPETENCY, [id]);
        audit::note(tx, &self.core, grant, change).await
    }

    pub(super) async fn replace_competency(&self, tx: &mut Tx, grant: &Grant, row: &Row, competency: &LibraryCompetency) -> Result<()> {
        let from = audit::was(tx, &self.core, grant.organisation(), &COMPETENCY, &["document"], [row.id]).await?;
        run!(
            tx,
            "UPDATE library_competency SET document = $3, changed_at = $4, revision = revision + 1 WHERE organisation_id = $1 AND id = $2",
            grant.organisation().0,
            row.id,
            serde_json::to_string(competency)?,
            self.now().0,
        );
        let change = Change::of("change_competency", row.id).says(json!({ "key": competency.key })).made_from(from).sets(
            &COMPETENCY,
            &["document", "changed_at", "revision"],
            [row.id],
        );
        audit::note(tx, &self.core, grant, change).await
    }
}

async fn own(tx: &mut Tx, actor: &Actor, key: &str) -> Result<(Grant, Row)> {
    let grant = facts::grant(tx, actor, Action::EditScorecards).await?;
    let row = row(tx, &grant, key).await?.ok_or(Code::NotFound)?;
    Ok((grant, row))
}

fn sound(competency: &LibraryCompetency) -> Result<(), Failure> {
    let faults = check_competency(competency);
    if faults.is_empty() { Ok(()) } else { Err(Failure::invalid(faults)) }
}
