//! What a candidate reads beforehand.

use domain::{
    access::{Action, Actor},
    ids::ScorecardId,
    scorecard::Document,
};

use super::newest;
use crate::{Result, Store};

impl Store {
    /// The newest version's document and the organisation's name, from which the candidate sheet is made.
    pub async fn sheet(&self, actor: &Actor, id: ScorecardId) -> Result<(String, Document)> {
        let mut tx = self.read().await?;
        let (grant, version) = newest(&mut tx, actor, Action::SeeScorecards, id).await?;
        let (name,) = one!(&mut tx, (String,), "SELECT name FROM organisation WHERE organisation_id = $1", grant.organisation().0);
        Ok((name, version.document))
    }
}
