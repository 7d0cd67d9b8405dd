//! Panels, and what cancelling leaves.

use domain::{
    Code, Failure, Fault,
    ids::UserId,
    interview::InterviewState,
    ledger::{Answer, Said},
    people::Role,
    vacancy::{Afterwards, BoardCell, NewInterview, RevealPolicy},
};
use uuid::Uuid;

use super::{
    support::START,
    world::{World, other_organisation},
};
use crate::{db::Asking, facts};

both_engines! {
    async fn a_panel_is_active_colleagues_with_two_raters_or_more(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        let application = world.add("Zoë").await;
        let stranger = other_organisation(&world.db).await.user().expect("a person");
        let gone = world.outsider.user().expect("a person");
        world.db.change_person(&world.admin, gone, Role::Interviewer, false).await.expect("changed");
        let (db, a) = (&world.db, world.a.user().expect("a person"));
        let plan = async |raters: Vec<UserId>, chair| {
            db.plan_interview(&world.recruiter, application, &NewInterview { raters, chair, arrangements: String::new() }, START).await
        };
        let choice = |field| Err(Failure::field(field, Code::BadChoice).into());
        assert_eq!(plan(vec![a, a], a).await, Err(Failure::field("raters", Code::TwoRaters).into()));
        for wrong in [stranger, gone, UserId(Uuid::from_u128(404))] {
            assert_eq!(plan(vec![a, wrong], a).await, choice("raters"));
            assert_eq!(plan(vec![a, world.b.user().expect("a person")], wrong).await, choice("chair"));
        }
        let both = plan(vec![a], stranger).await;
        assert_eq!(both, Err(Failure::invalid(vec![Fault::new("raters", Code::TwoRaters), Fault::new("chair", Code::BadChoice)]).into()));
        assert_eq!(db.number("SELECT COUNT(*) FROM interview").await, 0);
    }

    async fn staff_choose_a_panel_from_who_is_active(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let gone = world.outsider.user().expect("a person");
        world.db.change_person(&world.admin, gone, Role::Interviewer, false).await.expect("changed");
        let choices = async |who| world.db.panel_choices(who, world.applications[0]).await;
        assert_eq!(choices(&world.a).await, Err(Code::NotAllowed.into()));
        let names: Vec<_> = choices(&world.admin).await.expect("people").into_iter().map(|choice| choice.person.name).collect();
        assert_eq!(names, ["Ada Beheer", "Alex", "Audi", "Bram", "Chris", "Rita", "Vera"]);
    }

    async fn an_application_has_one_interview_in_a_round(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let plan = async || world.db.plan_interview(&world.recruiter, world.applications[0], &world.panel(), START).await;
        assert_eq!(plan().await, Err(Code::AlreadyPlanned.into()));
        assert_eq!(world.db.plan_interview(&world.a, world.applications[0], &world.panel(), START).await, Err(Code::NotAllowed.into()));
    }

    async fn a_cancelled_interview_nobody_began_can_be_planned_anew(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let (db, id) = (&world.db, world.interviews[0]);
        db.cancel_interview(&world.recruiter, id, "ziek", &Afterwards::KeepHidden).await.expect("cancelled");
        assert_eq!(db.cancel_interview(&world.recruiter, id, "verplaatst", &Afterwards::KeepHidden).await, Err(Code::Cancelled.into()));
        let refused = world.append(&world.a, id, vec![world.rate(world.item(), 3)]).await;
        assert_eq!(refused, Ok(vec![Answer::Refused(Code::Cancelled)]));
        let seats = NewInterview { raters: vec![world.b.user().expect("b"), world.c.user().expect("c")], chair: world.b.user().expect("b"), arrangements: "Ringleiding".into() };
        let again = db.plan_interview(&world.recruiter, world.applications[0], &seats, START.plus_days(1)).await;
        assert_eq!(again, Ok(id));
        let view = db.interview(&world.b, id).await.expect("an interview");
        assert_eq!((view.state, view.seats.len(), view.starts_at.at), (InterviewState::Planned, 2, START.plus_days(1)));
        assert_eq!(db.interview(&world.a, id).await, Err(Code::NotAllowed.into()), "no longer on the panel");
        let board = db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy").board;
        let shown = board.rows[0].interview.clone().expect("planned");
        assert_eq!(shown.state, InterviewState::Planned);
        let trace = shown.cancelled.expect("that it was cancelled stays to be seen");
        assert_eq!((trace.by.as_str(), trace.at.at, trace.reason.as_str()), ("Rita", START, "ziek"));
        assert_eq!(db.verify().await, Ok(vec![]));
    }

    async fn a_cancelled_interview_with_entries_stays_as_it_is(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        world.append_stored(&world.a, world.interviews[0], vec![world.rate(world.item(), 3)]).await;
        let refused = world.db.cancel_interview(&world.recruiter, world.interviews[0], " ", &Afterwards::KeepHidden).await.expect_err("somebody wrote").failure();
        assert_eq!(refused.faults.iter().map(|fault| fault.place.as_str()).collect::<Vec<_>>(), ["why"]);
        world.db.cancel_interview(&world.recruiter, world.interviews[0], "verplaatst", &Afterwards::KeepHidden).await.expect("cancelled");
        let again = world.db.plan_interview(&world.recruiter, world.applications[0], &world.panel(), START).await;
        assert_eq!(again, Err(Code::AlreadyPlanned.into()));
        let board = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy").board;
        assert_eq!(board.rows[0].interview.as_ref().map(|i| i.state), Some(InterviewState::Cancelled));
        assert_eq!((board.raters.len(), board.progress()), (0, (0, 0)));
        let trace = board.rows[0].interview.as_ref().and_then(|it| it.cancelled.clone()).expect("a trace");
        assert_eq!((trace.by.as_str(), trace.at.at, trace.reason.as_str()), ("Rita", START, "verplaatst"));
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn what_is_done_or_revealed_cannot_be_cancelled(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        for rater in world.raters() {
            world.score(&rater, world.interviews[0], [3, 3, 3, 3]).await;
        }
        world.score(&world.a, world.interviews[1], [3, 3, 3, 3]).await;
        assert_eq!(world.db.cancel_interview(&world.recruiter, world.interviews[0], "verplaatst", &Afterwards::KeepHidden).await, Err(Code::AlreadySubmitted.into()));
        world.db.reveal_early(&world.recruiter, world.vacancy, "de manager vertrekt").await.expect("revealed");
        assert_eq!(world.db.cancel_interview(&world.recruiter, world.interviews[1], "verplaatst", &Afterwards::KeepHidden).await, Err(Code::AlreadyRevealed.into()));
    }

    async fn the_first_entry_makes_an_interview_live_and_the_last_submission_done(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterInterview, &["Zoë", "Bo"]).await;
        let id = world.interviews[0];
        let state = async || world.db.interview(&world.chair, id).await.expect("an interview").state;
        assert_eq!(state().await, InterviewState::Planned);
        world.append_stored(&world.chair, id, vec![world.entry(Said::Opened { background: None })]).await;
        assert_eq!(state().await, InterviewState::Live);
        for rater in world.raters() {
            assert_eq!(state().await, InterviewState::Live);
            world.score(&rater, id, [3, 3, 3, 3]).await;
        }
        assert_eq!(state().await, InterviewState::Done);
    }

    async fn the_board_says_who_has_submitted_and_to_some_how_far_others_are(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        world.append_stored(&world.a, world.interviews[0], vec![world.rate(world.items()[0], 3), world.rate(world.items()[1], 4)]).await;
        world.score(&world.b, world.interviews[0], [3, 3, 3, 3]).await;
        let cells = async |who| {
            let view = world.db.vacancy(who, world.vacancy).await.expect("a vacancy");
            let zoe = view.board.rows.iter().find(|row| row.candidate == "Zoë").expect("Zoë").clone();
            zoe.interview.expect("planned").cells
        };
        let counted = [BoardCell::Rated { done: 2, of: 8 }, BoardCell::Submitted, BoardCell::NotBegun];
        assert_eq!(cells(&world.recruiter).await, counted);
        assert_eq!(cells(&world.chair).await, counted);
        let plain = [BoardCell::Waiting, BoardCell::Submitted, BoardCell::Waiting];
        for who in [&world.auditor, &world.a, &world.b] {
            assert_eq!(cells(who).await, plain);
        }
        let rows = world.db.vacancies(&world.recruiter, "", 1).await.expect("vacancies").rows;
        assert_eq!((rows[0].candidates, rows[0].submitted, rows[0].sheets), (2, 1, 6));
    }

    async fn an_interviewer_sees_the_candidates_of_the_own_panels_and_no_addresses(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let application = world.add("Bo").await;
        let (a, outsider) = (world.a.user().expect("a"), world.outsider.user().expect("outsider"));
        let panel = NewInterview { raters: vec![a, outsider], chair: outsider, arrangements: String::new() };
        world.db.plan_interview(&world.recruiter, application, &panel, START).await.expect("planned");
        world.add("Niet gepland").await;
        let seen = async |who| {
            let board = world.db.vacancy(who, world.vacancy).await.expect("a vacancy").board;
            assert!(board.rows.iter().all(|row| row.email.is_empty()));
            board.rows.into_iter().map(|row| row.candidate).collect::<Vec<_>>()
        };
        assert_eq!(seen(&world.b).await, ["Zoë"]);
        assert_eq!(seen(&world.a).await, ["Bo", "Zoë"]);
        assert_eq!(seen(&world.outsider).await, ["Bo", "Niet gepland", "Zoë"], "a chair sees all");
        assert_eq!(seen(&world.auditor).await, ["Bo", "Niet gepland", "Zoë"]);
        let board = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy").board;
        assert!(board.rows.iter().all(|row| !row.email.is_empty()));
    }

    async fn what_is_prepared_is_known_in_every_kind_of_transaction(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        let asking = Asking::default();
        for write in [false, true] {
            let begun = if write { world.db.write(&world.recruiter).await } else { world.db.read().await };
            let mut tx = begun.expect("begun");
            let place = asking.together(&mut tx, facts::of_vacancy(&asking, &world.recruiter, world.vacancy)).await.expect("a vacancy");
            assert_eq!(place.vacancy, world.vacancy, "write: {write}");
        }
    }

    async fn who_sits_on_no_panel_sees_no_vacancy(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        assert_eq!(world.db.vacancy(&world.outsider, world.vacancy).await, Err(Code::NotAllowed.into()));
        assert_eq!(world.db.vacancies(&world.outsider, "", 1).await.expect("a list").all, 0);
        assert_eq!(world.db.interview(&world.outsider, world.interviews[0]).await, Err(Code::NotAllowed.into()));
        assert_eq!(world.db.interview(&world.recruiter, world.interviews[0]).await, Err(Code::NotAllowed.into()));
        let home = world.db.home(&world.outsider).await.expect("home");
        assert_eq!((home.interviews.len(), home.vacancies.len(), home.scorecards, home.people), (0, 0, 0, 0));
    }

    async fn home_shows_what_waits_for_this_person(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        let home = world.db.home(&world.a).await.expect("home");
        assert_eq!(home.interviews.len(), 2);
        let row = &home.interviews[0];
        assert_eq!((row.raters, row.submitted, row.i_rate, row.i_submitted, row.today), (3, 0, true, false, true));
        assert_eq!(home.vacancies.len(), 1);
        world.score(&world.a, world.interviews[0], [3, 3, 3, 3]).await;
        let home = world.db.home(&world.a).await.expect("home");
        assert!(home.interviews.iter().any(|row| row.id == world.interviews[0] && row.i_submitted && row.submitted == 1));
        let chair = world.db.home(&world.chair).await.expect("home");
        assert!(chair.interviews.iter().all(|row| !row.i_rate));
        let admin = world.db.home(&world.admin).await.expect("home");
        assert_eq!((admin.interviews.len(), admin.scorecards, admin.people), (0, 1, 8));
        world.db.pass(24 * 60);
        assert!(world.db.home(&world.a).await.expect("home").interviews.iter().all(|row| !row.today));
    }
}
