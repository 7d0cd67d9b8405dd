//! A library from a file.

use domain::{
    Code, Failure, Fault,
    access::{Action, Actor},
    library::{Library, LibraryCompetency},
};

use super::rows;
use crate::{Result, Store, facts};

/// What an import did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Imported {
    pub added: u32,
    pub changed: u32,
    /// Already there, word for word.
    pub same: u32,
}

impl Store {
    /// Takes every competency of a library in, all or nothing: new ones are added, own ones with the same key are replaced.
    ///
    /// # Errors
    /// [`Code::Invalid`] with [`Code::DuplicateItem`] at each key that ships with Maatstaf and says something else here.
    pub async fn import_library(&self, actor: &Actor, library: &Library) -> Result<Imported> {
        let mut tx = self.write(actor).await?;
        let grant = facts::grant(&mut tx, actor, Action::EditScorecards).await?;
        let own = rows(&mut tx, &grant).await?;
        let mut faults = Vec::new();
        let mut done = Imported::default();
        for (index, competency) in library.competencies.iter().enumerate() {
            if let Some(shipped) = self.core.library.competency(&competency.key) {
                if shipped == competency {
                    done.same += 1;
                } else {
                    faults.push(Fault::about(format!("/competencies/{index}/key"), Code::DuplicateItem, &competency.key));
                }
                continue;
            }
            match own.iter().find(|row| row.key == competency.key) {
                Some(row) if serde_json::from_str::<LibraryCompetency>(&row.document)? == *competency => done.same += 1,
                Some(row) => {
                    self.replace_competency(&mut tx, &grant, row, competency).await?;
                    done.changed += 1;
                }
                None => {
                    self.insert_competency(&mut tx, &grant, competency, Vec::new()).await?;
                    done.added += 1;
                }
            }
        }
        if !faults.is_empty() {
            return Err(Failure::invalid(faults).into());
        }
        tx.commit().await?;
        Ok(done)
    }
}
