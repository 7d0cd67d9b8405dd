//! Numbers, evidence and reports after the reveal. Only submitted sheets ever come in here.

mod deciding;
mod discussion;
mod evidence;
mod hidden;
mod lines;
mod masks;
mod reports;

pub use deciding::Typed;
pub(crate) use deciding::{decided, decisions_of, set_state};
pub(crate) use discussion::of_interview as said_in;
use domain::{
    access::{Action, Actor, Grant, decide},
    ids::{ItemId, RoundId, VacancyId, VersionId},
    report::Compared,
    scorecard::Document,
    vacancy::RoundState,
};
pub(crate) use evidence::{HandedIn, handed_in};
pub(crate) use hidden::hidden_panel;
pub(crate) use lines::Seat;
pub(crate) use reports::made_by;
use uuid::Uuid;

use crate::{Core, Result, Store, db::Tx, vacancies::round_view, words};

impl Store {
    /// The candidates of a vacancy's round side by side: those whose interview is revealed and whose ratings cannot colour
    /// a sheet this reader still owes. The others are named without numbers.
    pub async fn compared(&self, actor: &Actor, id: VacancyId) -> Result<Compared> {
        let (mut tx, place, grant) = self.see(actor, Action::SeeAggregates, id).await?;
        let zone = words::zone(&mut tx, grant.organisation()).await?;
        let document = self.core.counted(&mut tx, &grant, place.version, place.round).await?;
        let round = round_view(&mut tx, &grant, &place, &zone).await?;
        let of_round = lines::round(&mut tx, &self.core, &grant, &place, &document).await?;
        let proceedings = discussion::proceedings(&mut tx, &self.core, &grant, &place, &of_round, &zone).await?;
        // Before the decision phase there is nothing to read.
        let decided = match place.state {
            RoundState::Open | RoundState::Revealed => Vec::new(),
            RoundState::Deciding | RoundState::Closed => decided(&mut tx, &grant, &place, &zone).await?,
        };
        let may = |action| decide(actor, action, &place.facts).is_ok();
        Ok(Compared {
            vacancy: id,
            round,
            proceedings,
            decided,
            may_agree: may(Action::SetConsensus),
            may_decide: may(Action::Decide),
            may_close: may(Action::CloseVacancy),
            may_see_quality: may(Action::SeeQuality),
            vacancy_title: place.title,
            document,
            own: of_round.own,
            comparison: of_round.comparison,
            ratings: of_round.ratings,
            pending: of_round.pending,
            conduct: of_round.conduct,
        })
    }
}

impl Core {
    /// A round's document as it counts: without what was dropped for everybody.
    pub(crate) async fn counted(&self, tx: &mut Tx, grant: &Grant, version: VersionId, round: RoundId) -> Result<Document> {
        let document = self.document(tx, grant.organisation(), version).await?;
        let voided = all!(
            tx,
            (Uuid,),
            concat!("SELECT v.item FROM ", voided!(), " v WHERE v.organisation_id = $1 AND v.round_id = $2"),
            grant.organisation().0,
            round.0,
        );
        let voided: Vec<ItemId> = voided.into_iter().map(|(item,)| ItemId(item)).collect();
        Ok(document.without(&voided))
    }
}
