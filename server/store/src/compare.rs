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
use tokio::try_join;
use uuid::Uuid;

use crate::{
    Core, Result, Store,
    db::{Asking, Source},
    vacancies::round_view,
};

impl Store {
    /// The candidates of a vacancy's round side by side: those whose interview is revealed and whose ratings cannot colour
    /// a sheet this reader still owes. The others are named without numbers.
    pub async fn compared(&self, actor: &Actor, id: VacancyId) -> Result<Compared> {
        let (mut tx, place, grant) = self.see(actor, Action::SeeAggregates, id).await?;
        let asking = Asking::default();
        // Before the decision phase there is nothing to read.
        let decided = async {
            match place.state {
                RoundState::Open | RoundState::Revealed => Ok(Vec::new()),
                RoundState::Deciding | RoundState::Closed => decided(&asking, &grant, &place).await,
            }
        };
        let reading = async {
            try_join!(
                lines::round(&asking, &self.core, &grant, &place),
                discussion::heard(&asking, &self.core, &grant, &place),
                round_view(&asking, &grant, &place),
                decided,
            )
        };
        let ((document, of_round), heard, round, decided) = asking.together(&mut tx, reading).await?;
        let proceedings = discussion::proceedings(heard, &place, &of_round)?;
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
    pub(crate) async fn counted(&self, from: impl Into<Source<'_>>, grant: &Grant, version: VersionId, round: RoundId) -> Result<Document> {
        let mut from = from.into();
        let document = self.document(from.again(), grant.organisation(), version).await?;
        let voided = asked!(
            from,
            (Uuid,),
            concat!("SELECT v.item FROM ", voided!(), " v WHERE v.organisation_id = $1 AND v.round_id = $2"),
            grant.organisation().0,
            round.0,
        );
        let voided: Vec<ItemId> = voided.into_iter().map(|(item,)| ItemId(item)).collect();
        Ok(document.without(&voided))
    }
}
