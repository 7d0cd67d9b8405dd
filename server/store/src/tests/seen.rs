//! Having seen is a fact, and what follows from it.

use domain::{
    Code, Failure, Fault,
    access::Actor,
    discussion::Remark,
    ids::{InterviewId, UserId},
    people::Role,
    scoring::Level,
    vacancy::{Afterwards, NewInterview, PanelChoice, RevealPolicy},
};

use super::{
    support::{START, TestStore},
    world::{World, colleague},
};
use crate::{Error, Result, Typed};

const REASON: &str = "de manager vertrekt";

fn id(who: &Actor) -> UserId {
    who.user().expect("a person")
}

async fn seen(db: &TestStore, who: &Actor, what: &str) -> i64 {
    let user = id(who).0.simple().to_string();
    let person = if db.engine() == "sqlite" { "lower(hex(person_id))" } else { "replace(CAST(person_id AS TEXT), '-', '')" };
    db.number(&format!("SELECT COUNT(*) FROM seen WHERE what = '{what}' AND {person} = '{user}'")).await
}

fn has_seen<T>(field: &str, name: &str) -> Result<T, Error> {
    Err(Failure::invalid(vec![Fault::about(field, Code::HasSeen, name)]).into())
}

/// One candidate whose ratings are in, and one whose interview was cancelled.
async fn revealed(db: TestStore, policy: RevealPolicy) -> World {
    let world = World::with(db, policy, &["Zoë", "Bo"]).await;
    for rater in world.raters() {
        world.score(&rater, world.interviews[0], [2, 3, 5, 3]).await;
    }
    world.db.cancel_interview(&world.recruiter, world.interviews[1], "verplaatst", &Afterwards::KeepHidden).await.expect("cancelled");
    world
}

async fn plan_with(world: &World, raters: &[&Actor], chair: &Actor) -> Result<InterviewId> {
    let new = NewInterview { raters: raters.iter().map(|who| id(who)).collect(), chair: id(chair), arrangements: String::new() };
    world.db.plan_interview(&world.recruiter, world.applications[1], &new, START).await
}

both_engines! {
    async fn every_way_of_reading_is_written_down_once_for_a_person_and_round(db: TestStore) {
        let world = revealed(db, RevealPolicy::AfterRound).await;
        world.db.reveal_early(&world.recruiter, world.vacancy, REASON).await.expect("revealed");
        let (db, application, interview) = (&world.db, world.applications[0], world.interviews[0]);
        let competency = world.document.competencies[0].id;
        assert_eq!(db.number("SELECT COUNT(*) FROM seen WHERE what = 'ratings'").await, 0, "revealing is not reading");
        macro_rules! leaves_a_fact {
            ($($name:literal: |$who:ident| $call:expr),* $(,)?) => {$(
                let reader = colleague(db, &world.admin, $name, Role::Recruiter).await;
                let $who = &reader;
                assert_eq!(seen(db, $who, "ratings").await, 0, $name);
                $call.await.expect($name);
                assert_eq!(seen(db, $who, "ratings").await, 1, $name);
                $call.await.expect($name);
                assert_eq!(seen(db, $who, "ratings").await, 1, "{} once more", $name);
            )*};
        }
        leaves_a_fact!(
            "compared": |who| db.compared(who, world.vacancy),
            "panel_report": |who| db.panel_report(who, world.vacancy),
            "candidate_report": |who| db.candidate_report(who, application),
            "feedback": |who| db.feedback(who, application, false),
            "evidence": |who| db.evidence(who, application, competency),
            "interview_data": |who| db.interview_data(who, interview),
            "subject_access": |who| db.subject_access(who, application),
            "start_pack": |who| db.start_pack(who, world.vacancy),
        );
        let agreeing = colleague(db, &world.admin, "agree", Role::Recruiter).await;
        db.agree(&agreeing, interview, world.document.competencies[1].id, None, Level::ALL[2], "x").await.expect_err("not wide");
        assert_eq!(seen(db, &agreeing, "ratings").await, 0, "what was refused went with its change");
        db.start_deciding(&world.recruiter, world.vacancy).await.expect("begun");
        let deciding = colleague(db, &world.admin, "decide", Role::Recruiter).await;
        db.decide_on(&deciding, application, 0, Typed { outcome: "hold", reason: "wacht op Bo", below_band: "" }).await.expect("decided");
        assert_eq!(seen(db, &deciding, "ratings").await, 1);
        assert_eq!(db.verify().await, Ok(vec![]));
    }

    async fn what_is_refused_or_not_revealed_is_no_sight(db: TestStore) {
        let world = revealed(db, RevealPolicy::AfterRound).await;
        world.db.compared(&world.recruiter, world.vacancy).await.expect_err("hidden");
        world.db.subject_access(&world.recruiter, world.applications[0]).await.expect("a file without ratings");
        world.db.compared(&world.outsider, world.vacancy).await.expect_err("no right");
        assert_eq!(world.db.number("SELECT COUNT(*) FROM seen WHERE what = 'ratings'").await, 0);
    }

    async fn who_has_read_takes_no_rating_seat_in_that_round(db: TestStore) {
        let world = revealed(db, RevealPolicy::AfterRound).await;
        world.db.reveal_early(&world.recruiter, world.vacancy, REASON).await.expect("revealed");
        world.db.compared(&world.recruiter, world.vacancy).await.expect("read");
        world.db.compared(&world.a, world.vacancy).await.expect("read");
        assert_eq!(plan_with(&world, &[&world.recruiter, &world.b], &world.chair).await, has_seen("raters", "Rita"));
        assert_eq!(plan_with(&world, &[&world.a, &world.b], &world.chair).await, has_seen("raters", "Alex"));
        let choices = world.db.panel_choices(&world.recruiter, world.applications[1]).await.expect("people");
        let closed = |choice: &PanelChoice| choice.no_rater.map(|code| (choice.person.name.clone(), code));
        let closed: Vec<_> = choices.iter().filter_map(closed).collect();
        assert_eq!(closed, [("Alex".to_owned(), Code::HasSeen), ("Rita".to_owned(), Code::HasSeen)]);
        assert!(choices.iter().all(|choice| choice.no_chair.is_none()), "who leads needs no blindness");
        // Other roles, a time away and another server change nothing of it.
        world.db.change_person(&world.admin, id(&world.a), Role::Recruiter, false).await.expect("away");
        world.db.change_person(&world.admin, id(&world.a), Role::Interviewer, true).await.expect("back");
        assert_eq!(plan_with(&world, &[&world.a, &world.b], &world.chair).await, has_seen("raters", "Alex"));
        let planned = plan_with(&world, &[&world.b, &world.c], &world.recruiter).await.expect("a chair may have read");
        let replace = async |to: &Actor| world.db.replace_rater(&world.recruiter, planned, id(&world.b), id(to), "ziek geworden").await;
        assert_eq!(replace(&world.a).await, has_seen("to", "Alex"));
        replace(&world.outsider).await.expect("who has read nothing may");
    }

    async fn swapping_seats_to_read_first_ends_outside(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        world.score(&world.b, world.interviews[0], [3, 3, 3, 3]).await;
        world.db.reveal_early(&world.recruiter, world.vacancy, REASON).await.expect("revealed");
        let owing = world.db.compared(&world.a, world.vacancy).await;
        assert_eq!(owing, Err(Code::SubmitFirst.into()));
        for interview in &world.interviews {
            world.db.replace_rater(&world.recruiter, *interview, id(&world.a), id(&world.outsider), "ruilt even").await.expect("out");
        }
        // As a recruiter the one who left may read; and then not come back, into no interview of the round.
        world.db.change_person(&world.admin, id(&world.a), Role::Recruiter, true).await.expect("changed");
        let Actor::Person { user, organisation, .. } = world.a else { panic!("a person") };
        let a = Actor::Person { user, organisation, role: Role::Recruiter };
        world.db.compared(&a, world.vacancy).await.expect("read");
        for interview in &world.interviews {
            let back = world.db.replace_rater(&world.recruiter, *interview, id(&world.outsider), user, "terug").await;
            assert_eq!(back, has_seen("to", "Alex"));
        }
    }

    async fn who_owes_a_sheet_neither_reveals_nor_leaves_by_their_own_hand(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let application = world.add("Bo").await;
        let new = NewInterview { raters: vec![id(&world.recruiter), id(&world.b)], chair: id(&world.b), arrangements: String::new() };
        let own = world.db.plan_interview(&world.recruiter, application, &new, START).await.expect("planned");
        world.score(&world.a, world.interviews[0], [3, 3, 3, 3]).await;
        let reveal = async |who: &Actor| world.db.reveal_early(who, world.vacancy, REASON).await;
        assert_eq!(reveal(&world.recruiter).await, Err(Code::SubmitFirst.into()));
        assert_eq!(reveal(&world.b).await, Err(Code::SubmitFirst.into()), "a chair who rates");
        let leave = async |who: &Actor| world.db.replace_rater(who, own, id(&world.recruiter), id(&world.c), "geen tijd").await;
        assert_eq!(leave(&world.recruiter).await, Err(Code::OwnSeat.into()));
        leave(&world.admin).await.expect("somebody else may");
        reveal(&world.recruiter).await.expect("owes nothing now");
    }

    async fn by_the_interview_the_panel_reads_one_and_holds_the_next(db: TestStore) {
        let world = revealed(db, RevealPolicy::AfterInterview).await;
        for reader in [&world.a, &world.recruiter] {
            world.db.compared(reader, world.vacancy).await.expect("read");
        }
        let planned = plan_with(&world, &[&world.a, &world.b], &world.chair).await.expect("as was agreed on");
        world.score(&world.a, planned, [3, 3, 3, 3]).await;
        world.db.reveal_early(&world.recruiter, world.vacancy, REASON).await.expect("revealed");
        let in_between = world.db.replace_rater(&world.admin, planned, id(&world.b), id(&world.recruiter), "valt in").await;
        assert_eq!(in_between, has_seen("to", "Rita"), "a person revealed it");
    }

    async fn counts_seen_before_a_seat_are_told_with_the_sheet(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let interview = world.interviews[0];
        world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a board where nobody has begun");
        assert_eq!(seen(&world.db, &world.recruiter, "counts").await, 0);
        world.append_stored(&world.b, interview, vec![world.rate(world.item(), 3)]).await;
        for reader in [&world.auditor, &world.c] {
            world.db.vacancy(reader, world.vacancy).await.expect("a board without counts");
            assert_eq!(seen(&world.db, reader, "counts").await, 0);
        }
        for _ in 0..2 {
            world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a board");
            assert_eq!(seen(&world.db, &world.recruiter, "counts").await, 1);
        }
        world.db.replace_rater(&world.admin, interview, id(&world.a), id(&world.recruiter), "ziek").await.expect("replaced");
        for rater in [&world.recruiter, &world.b, &world.c] {
            world.score(rater, interview, [3, 3, 3, 3]).await;
        }
        let told = Remark::SawCounts { rater: "Rita".into() };
        let compared = world.db.compared(&world.recruiter, world.vacancy).await.expect("revealed");
        assert!(compared.proceedings.remarks[0].remarks.contains(&told), "{:?}", compared.proceedings.remarks);
        let report = world.db.candidate_report(&world.admin, world.applications[0]).await.expect("a report");
        assert!(report.remarks.contains(&told), "{:?}", report.remarks);
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }
}
