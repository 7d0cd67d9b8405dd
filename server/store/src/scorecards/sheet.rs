//! What a candidate reads beforehand.

use domain::{
    access::{Action, Actor, Grant},
    ids::ScorecardId,
    scorecard::Document,
    sheet::{CandidateSheet, VacancyFacts},
};

use super::newest;
use crate::{Result, Store, db::Tx};

impl Store {
    /// The candidate sheet of the newest version.
    pub async fn sheet(&self, actor: &Actor, id: ScorecardId) -> Result<CandidateSheet> {
        let mut tx = self.read().await?;
        let (grant, version) = newest(&mut tx, actor, Action::SeeScorecards, id).await?;
        let name = organisation_name(&mut tx, &grant).await?;
        Ok(contents(&version.document, &name))
    }
}

/// The sheet of a scorecard, for whatever it is used.
pub(super) fn contents(document: &Document, organisation: &str) -> CandidateSheet {
    CandidateSheet::new(document, organisation, VacancyFacts { title: Some(document.title.clone()), contact: None })
}

pub(super) async fn organisation_name(tx: &mut Tx, grant: &Grant) -> Result<String> {
    let (name,) = one!(tx, (String,), "SELECT name FROM organisation WHERE organisation_id = $1", grant.organisation().0);
    Ok(name)
}
