//! The library of an organisation: what ships with Maatstaf, and what it wrote itself.

mod edit;
mod import;

use domain::{
    Code,
    access::{Action, Actor, Grant},
    library::{Library, LibraryRow, Own},
    time::UnixMillis,
};
use tokio::try_join;
use uuid::Uuid;

pub use import::Imported;

use crate::{
    Core, Result, Store,
    audit::{self, Was, tables::COMPETENCY},
    db::{Asking, Source, Tx},
    facts, words,
};

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    key: String,
    revision: i64,
    document: String,
    changed_at: i64,
    retired: bool,
}

impl Store {
    /// Everything in the library: shipped first, then the own by key, retired ones last.
    pub async fn library(&self, actor: &Actor) -> Result<Vec<LibraryRow>> {
        let mut tx = self.read().await?;
        let grant = facts::grant(&mut tx, actor, Action::SeeScorecards).await?;
        let asking = Asking::default();
        let reading = async { try_join!(words::zone(&asking, grant.organisation()), rows(&asking, &grant)) };
        let (zone, own) = asking.together(&mut tx, reading).await?;
        let shipped = self.core.library.competencies.iter().map(|c| LibraryRow { competency: c.clone(), own: None });
        let mut library: Vec<LibraryRow> = shipped.collect();
        for row in own {
            let own = Own { revision: row.revision, changed_at: zone.moment(UnixMillis(row.changed_at)), retired: row.retired };
            library.push(LibraryRow { competency: serde_json::from_str(&row.document)?, own: Some(own) });
        }
        library.sort_by_key(|row| row.own.as_ref().is_some_and(|own| own.retired));
        Ok(library)
    }
}

/// What a scorecard of this organisation can be made of: everything that is not retired.
pub(crate) async fn of(tx: &mut Tx, grant: &Grant, core: &Core) -> Result<Library> {
    let mut library = core.library.clone();
    for row in rows(tx, grant).await?.into_iter().filter(|row| !row.retired) {
        library.competencies.push(serde_json::from_str(&row.document)?);
    }
    Ok(library)
}

/// What the own competencies hold now, for what is made from them.
pub(crate) async fn as_stands(tx: &mut Tx, core: &Core, grant: &Grant) -> Result<Vec<Was>> {
    let own: Vec<Uuid> = rows(&mut *tx, grant).await?.into_iter().map(|row| row.id).collect();
    audit::was(tx, core, grant.organisation(), &COMPETENCY, &["document"], own).await
}

async fn rows(from: impl Into<Source<'_>>, grant: &Grant) -> Result<Vec<Row>> {
    Ok(asked!(
        from,
        Row,
        "SELECT id, key, revision, document, changed_at, retired_at IS NOT NULL AS retired
         FROM library_competency WHERE organisation_id = $1 ORDER BY key",
        grant.organisation().0,
    ))
}

async fn row(tx: &mut Tx, grant: &Grant, key: &str) -> Result<Option<Row>> {
    Ok(maybe!(
        tx,
        Row,
        "SELECT id, key, revision, document, changed_at, retired_at IS NOT NULL AS retired
         FROM library_competency WHERE organisation_id = $1 AND key = $2",
        grant.organisation().0,
        key,
    ))
}

impl Core {
    /// # Errors
    /// [`Code::DuplicateItem`] for a key that ships with Maatstaf.
    fn not_shipped(&self, key: &str) -> Result<(), Code> {
        if self.library.competency(key).is_some() { Err(Code::DuplicateItem) } else { Ok(()) }
    }
}
