//! Numbers, evidence and reports after the reveal. Only submitted sheets ever come in here.

mod evidence;
mod lines;
mod reports;

use domain::{
    access::{Action, Actor, decide},
    ids::VacancyId,
    report::Compared,
};

use crate::{Result, Store, facts, vacancies::round_view, words};

impl Store {
    /// The candidates of a vacancy's round side by side: those whose interview is revealed and whose ratings cannot colour
    /// a sheet this reader still owes. The others are named without numbers.
    pub async fn compared(&self, actor: &Actor, id: VacancyId) -> Result<Compared> {
        let mut tx = self.read().await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::SeeAggregates, &place.facts)?;
        let zone = words::zone(&mut tx, grant.organisation()).await?;
        let document = self.core.document(&mut tx, grant.organisation(), place.version).await?;
        let round = round_view(&mut tx, &grant, &place, &zone).await?;
        let (comparison, pending, conduct) = lines::comparison(&mut tx, &grant, &place, &document).await?;
        Ok(Compared { vacancy: id, vacancy_title: place.title, round, document: (*document).clone(), comparison, pending, conduct })
    }
}
