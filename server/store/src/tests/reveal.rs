//! When what becomes visible.

use domain::{
    Code, Failure, Fault,
    vacancy::{Afterwards, RevealPolicy, RoundState},
};

use super::{support::START, world::World};

const KEEP: Afterwards = Afterwards::KeepHidden;

async fn revealed(world: &World) -> (RoundState, Vec<bool>) {
    let view = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy");
    let rows = world.applications.iter().map(|id| view.board.rows.iter().find(|row| row.application == *id).expect("on the board"));
    (view.round.state, rows.map(|row| row.interview.as_ref().is_some_and(|i| i.revealed)).collect())
}

async fn revealed_round(world: &World) -> RoundState {
    world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy").round.state
}

async fn score_one(world: &World, index: usize) {
    for rater in world.raters() {
        world.score(&rater, world.interviews[index], [3, 3, 3, 3]).await;
    }
}

both_engines! {
    async fn after_the_round_everything_at_once(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        score_one(&world, 0).await;
        assert_eq!(revealed(&world).await, (RoundState::Open, vec![false, false]));
        score_one(&world, 1).await;
        assert_eq!(revealed(&world).await, (RoundState::Revealed, vec![true, true]));
        let round = world.db.vacancy(&world.a, world.vacancy).await.expect("a vacancy").round;
        assert!(round.revealed_at.is_some() && round.revealed_by.is_none() && round.reveal_reason.is_none());
        assert_eq!(world.db.number("SELECT COUNT(*) FROM audit WHERE action = 'reveal_round'").await, 1);
    }

    async fn a_candidate_without_interview_holds_the_round_and_a_cancelled_one_does_not(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo", "Cem"]).await;
        world.add("Nog niet gepland").await;
        world.db.cancel_interview(&world.recruiter, world.interviews[1], "verplaatst", &KEEP).await.expect("cancelled");
        score_one(&world, 0).await;
        let id = world.applications[3];
        world.db.remove_application(&world.recruiter, id, &KEEP).await.expect("removed");
        score_one(&world, 2).await;
        let view = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy");
        assert_eq!(view.round.state, RoundState::Revealed);
        let compared = world.db.compared(&world.recruiter, world.vacancy).await.expect("compared");
        assert_eq!(compared.comparison.lines.len(), 2);
        assert_eq!(compared.pending, [(world.applications[1], "Bo".to_owned())]);
    }

    async fn cancelling_or_removing_what_the_round_waited_for_reveals_nothing_by_itself(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        let waiting = world.add("Nog niet gepland").await;
        score_one(&world, 0).await;
        world.db.cancel_interview(&world.recruiter, world.interviews[1], "verplaatst", &KEEP).await.expect("cancelled");
        world.db.remove_application(&world.recruiter, waiting, &KEEP).await.expect("removed");
        let view = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy");
        assert_eq!((view.round.state, view.board.everything_is_in()), (RoundState::Open, true));
        assert_eq!(world.db.compared(&world.recruiter, world.vacancy).await, Err(Code::NotYetRevealed.into()));
        // It was a move: planned anew, the rest follows by policy.
        let again = world.db.plan_interview(&world.recruiter, world.applications[1], &world.panel(), START.plus_days(1)).await;
        assert_eq!(again, Ok(world.interviews[1]));
        assert_eq!(world.db.compared(&world.recruiter, world.vacancy).await, Err(Code::NotYetRevealed.into()));
        score_one(&world, 1).await;
        let round = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy").round;
        assert_eq!((round.state, round.revealed_by), (RoundState::Revealed, None));
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn a_person_reveals_with_a_reason_when_the_last_one_is_cancelled_or_removed(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        let waiting = world.add("Nog niet gepland").await;
        score_one(&world, 0).await;
        let reveal = Afterwards::Reveal("Bo trok zich terug".into());
        let early = world.db.cancel_interview(&world.recruiter, world.interviews[1], "verplaatst", &reveal).await;
        assert_eq!(early, Err(Code::Stale.into()), "somebody has no interview yet");
        assert_eq!(revealed_round(&world).await, RoundState::Open);
        world.db.remove_application(&world.recruiter, waiting, &KEEP).await.expect("removed");
        world.db.cancel_interview(&world.recruiter, world.interviews[1], "verplaatst", &reveal).await.expect("cancelled");
        let round = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy").round;
        assert_eq!((round.revealed_by.as_deref(), round.reveal_reason.as_deref()), (Some("Rita"), Some("Bo trok zich terug")));
        let twin = world.db.twin().await;
        let mut world = World::with(twin, RevealPolicy::AfterRound, &["Zoë"]).await;
        let waiting = world.add("Nog niet gepland").await;
        score_one(&world, 0).await;
        world.db.remove_application(&world.recruiter, waiting, &reveal).await.expect("removed");
        assert_eq!(revealed_round(&world).await, RoundState::Revealed);
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn who_kept_them_hidden_can_reveal_later(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        score_one(&world, 0).await;
        world.db.cancel_interview(&world.recruiter, world.interviews[1], "verplaatst", &KEEP).await.expect("cancelled");
        world.db.reveal_early(&world.recruiter, world.vacancy, "Bo trok zich terug").await.expect("revealed");
        assert_eq!(revealed(&world).await, (RoundState::Revealed, vec![true, false]));
    }

    async fn after_the_interview_one_by_one(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterInterview, &["Zoë", "Bo"]).await;
        score_one(&world, 0).await;
        assert_eq!(revealed(&world).await, (RoundState::Open, vec![true, false]));
        let compared = world.db.compared(&world.recruiter, world.vacancy).await.expect("compared");
        assert_eq!(compared.comparison.lines.iter().map(|l| l.candidate.as_str()).collect::<Vec<_>>(), ["Zoë"]);
        assert_eq!(compared.pending, [(world.applications[1], "Bo".to_owned())]);
        assert_eq!(world.db.number("SELECT COUNT(*) FROM audit WHERE action = 'reveal_interview'").await, 1);
        score_one(&world, 1).await;
        assert_eq!(revealed(&world).await, (RoundState::Revealed, vec![true, true]));
    }

    async fn the_last_two_submissions_at_once_on_two_servers_reveal_the_round(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        for interview in &world.interviews {
            world.score(&world.a, *interview, [3, 3, 3, 3]).await;
            world.score(&world.b, *interview, [3, 3, 3, 3]).await;
        }
        let other = world.db.open_again().await.expect("opens");
        let (one, two) = tokio::join!(
            world.db.append(&world.c, world.interviews[0], None, vec![world.declare(""), world.submit()]),
            other.append(&world.c, world.interviews[1], None, vec![world.declare(""), world.submit()]),
        );
        assert!(one.is_ok() && two.is_ok());
        assert_eq!(revealed(&world).await, (RoundState::Revealed, vec![true, true]));
        assert_eq!(world.db.number("SELECT COUNT(*) FROM audit WHERE action = 'reveal_round'").await, 1);
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn early_with_a_reason_that_everyone_sees(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        let reveal = async |who, reason: &str| world.db.reveal_early(who, world.vacancy, reason).await;
        let short = Failure::invalid(vec![Fault::about("reason", Code::TooShort, 10)]);
        assert_eq!(reveal(&world.recruiter, "  te kort  ").await, Err(short.into()));
        assert_eq!(reveal(&world.recruiter, "de manager vertrekt").await, Err(Code::NothingSubmitted.into()));
        world.score(&world.a, world.interviews[0], [3, 3, 3, 3]).await;
        for who in [&world.a, &world.auditor, &world.outsider] {
            assert_eq!(reveal(who, "de manager vertrekt").await, Err(Code::NotAllowed.into()));
        }
        reveal(&world.chair, " de manager vertrekt ").await.expect("the chair may");
        assert_eq!(revealed(&world).await, (RoundState::Revealed, vec![true, false]));
        let round = world.db.vacancy(&world.b, world.vacancy).await.expect("a vacancy").round;
        assert_eq!((round.revealed_by.as_deref(), round.reveal_reason.as_deref()), (Some("Vera"), Some("de manager vertrekt")));
        assert_eq!(reveal(&world.recruiter, "nog een keer dan").await, Err(Code::AlreadyRevealed.into()));
        let compared = world.db.compared(&world.recruiter, world.vacancy).await.expect("compared");
        assert_eq!((compared.comparison.lines.len(), compared.pending.as_slice()), (1, [(world.applications[1], "Bo".to_owned())].as_slice()));
        assert_eq!(compared.comparison.lines[0].score.total.value(), None, "two sheets are missing");
        assert_eq!(world.db.compared(&world.b, world.vacancy).await, Err(Code::SubmitFirst.into()));
    }

    async fn after_an_early_reveal_the_rest_follows_when_its_panel_is_done(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        world.score(&world.a, world.interviews[0], [3, 3, 3, 3]).await;
        world.db.reveal_early(&world.recruiter, world.vacancy, "de manager vertrekt").await.expect("revealed");
        score_one(&world, 1).await;
        assert_eq!(revealed(&world).await, (RoundState::Revealed, vec![true, true]));
        world.score(&world.b, world.interviews[0], [4, 4, 4, 4]).await;
        world.score(&world.c, world.interviews[0], [5, 5, 5, 5]).await;
        let compared = world.db.compared(&world.b, world.vacancy).await.expect("compared");
        assert!(compared.comparison.lines.iter().all(|line| line.score.total.value().is_some()));
    }
}
