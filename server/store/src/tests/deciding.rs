//! The decision: after the reveal, by a person, with a reason; and closing what is done.

use domain::{
    Code,
    access::Actor,
    decision::Outcome,
    ids::ApplicationId,
    vacancy::{RevealPolicy, RoundState},
};

use super::{support::TestStore, world::World};
use crate::{Result, Typed};

const fn typed(outcome: &'static str) -> Typed<'static> {
    Typed { outcome, reason: "past bij het werk", below_band: "" }
}

/// The worked panel (science, section 3.5): the top band is Chiara and Eva.
async fn deciding(db: TestStore) -> World {
    let world = World::new(db, RevealPolicy::AfterRound).await;
    world.score_all().await;
    world.db.start_deciding(&world.recruiter, world.vacancy).await.expect("begun");
    world
}

impl World {
    async fn decide(&self, who: &Actor, candidate: usize, had: u32, typed: Typed<'_>) -> Result<()> {
        self.db.decide_on(who, self.applications[candidate], had, typed).await
    }

    async fn history(&self, candidate: ApplicationId) -> Vec<(Option<Outcome>, String)> {
        let compared = self.db.compared(&self.recruiter, self.vacancy).await.expect("revealed");
        let of = compared.decided.into_iter().find(|it| it.application == candidate).expect("a candidate");
        of.history.into_iter().map(|decision| (decision.outcome, decision.by)).collect()
    }
}

both_engines! {
    async fn deciding_begins_after_the_reveal_and_is_for_chair_and_staff(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        let start = async |who: Actor| world.db.start_deciding(&who, world.vacancy).await;
        assert_eq!(start(world.recruiter).await, Err(Code::NotYetRevealed.into()));
        world.score_all().await;
        assert_eq!(world.decide(&world.recruiter, 0, 0, typed("hold")).await, Err(Code::NotDeciding.into()));
        for who in [world.a, world.auditor, world.outsider] {
            assert_eq!(start(who).await, Err(Code::NotAllowed.into()));
        }
        start(world.chair).await.expect("begun");
        start(world.recruiter).await.expect("a second click finds it done");
        let round = world.db.compared(&world.a, world.vacancy).await.expect("revealed").round;
        assert_eq!(round.state, RoundState::Deciding);
        for who in [world.a, world.auditor, world.outsider] {
            assert_eq!(world.decide(&who, 0, 0, typed("hold")).await, Err(Code::NotAllowed.into()));
        }
    }

    async fn choosing_below_the_top_band_asks_why(db: TestStore) {
        let world = deciding(db).await;
        let (bram, chiara, eva) = (1, 2, 4);
        for candidate in [chiara, eva] {
            world.decide(&world.recruiter, candidate, 0, typed("offer")).await.expect("in the top band");
        }
        let failure = world.decide(&world.recruiter, bram, 0, typed("shortlist")).await.expect_err("refused").failure();
        assert_eq!(failure.faults.iter().map(|fault| fault.place.as_str()).collect::<Vec<_>>(), ["below_band"]);
        world.decide(&world.recruiter, bram, 0, typed("reject")).await.expect("rejecting needs no more words");
        let said = Typed { below_band: "spreekt Pools, dat vraagt de klant", ..typed("shortlist") };
        world.decide(&world.recruiter, bram, 1, said).await.expect("said why");
    }

    async fn two_who_decide_at_once_do_not_undo_each_other_and_taking_back_leaves_its_trace(db: TestStore) {
        let world = deciding(db).await;
        let eva = world.applications[4];
        world.decide(&world.recruiter, 4, 0, typed("offer")).await.expect("decided");
        assert_eq!(world.decide(&world.chair, 4, 0, typed("reject")).await, Err(Code::Stale.into()), "saw nothing decided");
        assert_eq!(world.db.take_back(&world.chair, eva, 0, "vergist").await, Err(Code::Stale.into()));
        let silent = world.db.take_back(&world.chair, eva, 1, " ").await;
        assert_eq!(silent, Err(domain::Failure::field("reason", Code::Required).into()));
        world.db.take_back(&world.chair, eva, 1, "vergist").await.expect("taken back");
        assert_eq!(world.db.take_back(&world.chair, eva, 2, "vergist").await, Err(Code::NothingToUndo.into()));
        assert_eq!(world.history(eva).await, [(Some(Outcome::Offer), "Rita".into()), (None, "Vera".into())]);
        assert_eq!(world.db.number("SELECT COUNT(*) FROM decision").await, 2);
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn a_vacancy_is_closed_when_all_is_settled_or_with_a_reason_and_can_be_reopened(db: TestStore) {
        let world = deciding(db).await;
        let close = async |who, reason: &'static str| world.db.close_vacancy(who, world.vacancy, reason).await;
        assert_eq!(close(&world.chair, "klaar").await, Err(Code::NotAllowed.into()));
        let failure = close(&world.recruiter, " ").await.expect_err("refused").failure();
        assert_eq!(failure.faults[0].place, "reason", "nobody knows where they stand");
        for candidate in 0..4 {
            world.decide(&world.recruiter, candidate, 0, typed("reject")).await.expect("decided");
        }
        world.decide(&world.recruiter, 4, 0, typed("hold")).await.expect("decided");
        assert!(close(&world.recruiter, "").await.is_err(), "Eva still waits");
        world.decide(&world.recruiter, 4, 1, typed("offer")).await.expect("decided");
        close(&world.recruiter, "").await.expect("closed");
        assert_eq!(close(&world.recruiter, "").await, Err(Code::AlreadyClosed.into()));
        assert_eq!(world.decide(&world.recruiter, 4, 2, typed("reject")).await, Err(Code::AlreadyClosed.into()));
        let view = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy");
        assert_eq!((view.closed, view.round.state, view.may_reopen), (true, RoundState::Closed, true));
        assert_eq!(world.db.home(&world.recruiter).await.expect("home").vacancies.len(), 0);
        world.db.reopen_vacancy(&world.recruiter, world.vacancy).await.expect("reopened");
        assert_eq!(world.db.reopen_vacancy(&world.recruiter, world.vacancy).await, Err(Code::NothingToUndo.into()));
        let view = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy");
        assert_eq!((view.closed, view.round.state), (false, RoundState::Deciding));
        world.decide(&world.recruiter, 4, 2, typed("reject")).await.expect("open again");
    }

    async fn a_decision_keeps_what_it_rested_on_and_says_when_that_changed(db: TestStore) {
        let world = deciding(db).await;
        world.decide(&world.recruiter, 4, 0, typed("offer")).await.expect("decided");
        let newest = async || {
            let report = world.db.panel_report(&world.recruiter, world.vacancy).await.expect("a report");
            let of = report.decided.into_iter().find(|it| it.application == world.applications[4]).expect("a candidate");
            of.history.last().cloned().expect("a decision")
        };
        let decision = newest().await;
        let basis = decision.basis.expect("a basis");
        let top: std::collections::BTreeSet<_> = [world.applications[2], world.applications[4]].into();
        assert_eq!((basis.top.into_iter().collect(), basis.voided.len(), basis.ratings), (top, 0, 12));
        assert_eq!(decision.since, []);
        world.db.void_question(&world.recruiter, world.vacancy, world.item(), "begreep niemand").await.expect("dropped");
        assert!(newest().await.since.contains(&domain::decision::Since::Voided(vec![world.item()])));
        world.db.restore_question(&world.recruiter, world.vacancy, world.item(), "toch wel").await.expect("taken up");
        assert_eq!(newest().await.since, []);
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn where_individuals_stay_hidden_a_decision_rests_on_what_is_shown(db: TestStore) {
        let world = World::new(db, RevealPolicy::Never).await;
        world.score_all().await;
        world.db.start_deciding(&world.recruiter, world.vacancy).await.expect("begun");
        world.decide(&world.recruiter, 0, 0, typed("hold")).await.expect("decided");
        for who in [&world.recruiter, &world.a] {
            let report = world.db.panel_report(who, world.vacancy).await.expect("revealed");
            let of = report.decided.into_iter().find(|it| it.application == world.applications[0]).expect("decided");
            assert_eq!(of.history.last().map(|decision| decision.since.as_slice()), Some(&[][..]));
        }
    }

    async fn no_score_sets_a_decision(db: TestStore) {
        let world = deciding(db).await;
        let compared = world.db.compared(&world.recruiter, world.vacancy).await.expect("revealed");
        assert_eq!(compared.decided.len(), 5);
        assert!(compared.decided.iter().all(|it| it.history.is_empty()));
    }

    async fn a_vacancy_that_was_never_revealed_can_be_closed_with_a_reason(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        world.db.close_vacancy(&world.admin, world.vacancy, "De functie vervalt.").await.expect("closed");
        let view = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy");
        assert_eq!((view.close_reason.as_str(), view.round.state), ("De functie vervalt.", RoundState::Open));
    }
}
