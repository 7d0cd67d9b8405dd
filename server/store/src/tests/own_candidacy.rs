//! A colleague who is a candidate sees and steers nothing of the own procedure.

use domain::{
    Code, Failure, Fault,
    access::Actor,
    candidates::NewCandidate,
    ids::UserId,
    ledger::Answer,
    people::Role,
    vacancy::{Afterwards, NewInterview, RevealPolicy},
};

use super::{
    support::START,
    world::{World, colleague},
};

fn id(who: &Actor) -> UserId {
    who.user().expect("a person")
}

fn refused<T>(field: &str) -> crate::Result<T> {
    Err(Failure::invalid(vec![Fault::about(field, Code::IsCandidate, "Alex")]).into())
}

/// Adds somebody under this address.
async fn applies(world: &World, email: &str) {
    let new = NewCandidate { name: format!("Kandidaat {email}"), email: email.into() };
    world.db.add_candidates(&world.admin, world.vacancy, &[new]).await.expect("added");
}

both_engines! {
    async fn nothing_of_the_own_procedure_whatever_the_role(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterInterview, &["Zoë"]).await;
        for rater in world.raters() {
            world.score(&rater, world.interviews[0], [2, 3, 5, 3]).await;
        }
        let (db, vacancy, application, interview) = (&world.db, world.vacancy, world.applications[0], world.interviews[0]);
        for (who, email) in [
            (&world.recruiter, "RITA@example.org"),
            (&world.auditor, "audi+werk@example.org"),
            (&world.chair, "vera@Example.ORG"),
            (&world.a, " alex@example.org"),
        ] {
            assert!(db.vacancy(who, vacancy).await.is_ok());
            applies(&world, email).await;
            let own = Err(Code::OwnProcedure.into());
            assert_eq!(db.vacancy(who, vacancy).await.map(drop), own, "{email}");
            assert_eq!(db.compared(who, vacancy).await.map(drop), own);
            assert_eq!(db.panel_report(who, vacancy).await.map(drop), own);
            assert_eq!(db.candidate_report(who, application).await.map(drop), own);
            assert_eq!(db.form(who, vacancy).await.map(drop), own);
            assert_eq!(db.watch_vacancy(who, vacancy).await.map(drop), own);
            assert_eq!(db.vacancies(who, "", 1).await.expect("a list").all, 0);
            let home = db.home(who).await.expect("home");
            assert_eq!((home.vacancies, home.interviews), (vec![], vec![]));
        }
        let own = Err(Code::OwnProcedure.into());
        assert_eq!(db.candidate(&world.recruiter, application).await.map(drop), own);
        assert_eq!(db.subject_access(&world.recruiter, application).await.map(drop), own);
        assert_eq!(db.close_vacancy(&world.recruiter, vacancy, "x").await, own);
        assert_eq!(db.interview(&world.a, interview).await.map(drop), own);
        assert_eq!(db.interview_data(&world.a, interview).await.map(drop), own);
        assert_eq!(db.watch_interview(&world.chair, interview).await.map(drop), own);
        assert_eq!(db.number("SELECT COUNT(*) FROM seen").await, 0);
        assert!(db.vacancy(&world.admin, vacancy).await.is_ok(), "others go on");
    }

    async fn who_sits_on_a_panel_already_can_write_no_more(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let rated = async || world.append(&world.a, world.interviews[0], vec![world.no_evidence(world.item())]).await;
        assert_eq!(rated().await, Ok(vec![Answer::Stored]));
        applies(&world, "alex+x@example.org").await;
        assert_eq!(rated().await, Err(Code::OwnProcedure.into()));
    }

    async fn a_panel_leaves_them_out_as_rater_and_as_chair(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        let application = world.add("Zoë").await;
        applies(&world, "alex@example.org").await;
        let plan = async |raters: Vec<UserId>, chair| {
            let new = NewInterview { raters, chair, arrangements: String::new() };
            world.db.plan_interview(&world.recruiter, application, &new, START).await
        };
        let (a, b, c) = (id(&world.a), id(&world.b), id(&world.c));
        assert_eq!(plan(vec![a, b], c).await, refused("raters"));
        assert_eq!(plan(vec![b, c], a).await, refused("chair"));
        let interview = plan(vec![b, c], b).await.expect("planned");
        assert_eq!(world.db.replace_rater(&world.recruiter, interview, c, a, "ziek").await, refused("to"));
        let choices = world.db.panel_choices(&world.recruiter, application).await.expect("people");
        let alex = choices.iter().find(|choice| choice.person.id == a).expect("Alex");
        assert_eq!((alex.no_rater, alex.no_chair), (Some(Code::IsCandidate), Some(Code::IsCandidate)));
    }

    async fn who_is_invited_later_is_found_and_who_was_taken_off_the_list_is_free_again(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        let known = world.add("Zoë").await;
        applies(&world, "Nina+sollicitatie@example.org").await;
        let nina = colleague(&world.db, &world.admin, "Nina", Role::Recruiter).await;
        assert_eq!(world.db.vacancy(&nina, world.vacancy).await.map(drop), Err(Code::OwnProcedure.into()));
        let board = world.db.vacancy(&world.admin, world.vacancy).await.expect("a vacancy").board;
        let own = board.rows.iter().map(|row| row.application).find(|id| *id != known).expect("on the board");
        world.db.remove_application(&world.admin, own, &Afterwards::KeepHidden).await.expect("removed");
        assert!(world.db.vacancy(&nina, world.vacancy).await.is_ok());
    }

    async fn addresses_of_before_get_their_mailbox_when_the_database_is_opened(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        applies(&world, "Audi+x@example.org").await;
        world.db.tamper("UPDATE person SET mailbox = ''").await;
        world.db.tamper("UPDATE candidate SET mailbox = ''").await;
        assert!(world.db.vacancy(&world.auditor, world.vacancy).await.is_ok());
        let opened = world.db.open_again().await.expect("opens");
        assert_eq!(opened.vacancy(&world.auditor, world.vacancy).await.map(drop), Err(Code::OwnProcedure.into()));
    }
}
