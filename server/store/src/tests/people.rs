//! Accounts, tries, colleagues.

use domain::{
    Code, Failure, Lang,
    access::{Actor, Job},
    people::Role,
    tries::{ACCOUNT, EVERYWHERE},
};

use super::world::{SETUP, admin, colleague};
use crate::{Error, Kind, Tries};

fn tries(name: &str) -> Tries {
    Tries { own: vec![(name.to_owned(), ACCOUNT)], everywhere: None }
}

both_engines! {
    async fn an_organisation_is_set_up_once(db: TestStore) {
        assert_eq!(db.is_set_up().await, Ok(false));
        assert_eq!(db.kind().await, Ok(Kind::Empty));
        let me = db.set_up(&SETUP, " Voorbeeld BV ", "Admin@Example.ORG", "Ada", "hash", Lang::En).await.expect("set up");
        assert_eq!((me.organisation_name.as_str(), me.role, me.lang), ("Voorbeeld BV", Role::Admin, Lang::En));
        assert_eq!(db.signed_in(me.user, me.role, 0).await, Ok(Some(me)));
        assert_eq!(db.kind().await, Ok(Kind::Real));
        let again = db.set_up(&SETUP, "Nog een", "b@example.org", "Bo", "hash", Lang::Nl).await;
        assert_eq!(again, Err(Code::AlreadySetUp.into()));
    }

    async fn two_who_set_up_at_once_make_one_organisation(db: TestStore) {
        let other = db.open_again().await.expect("opens");
        let (one, two) = tokio::join!(
            db.set_up(&SETUP, "Een", "a@example.org", "Ada", "hash", Lang::Nl),
            other.set_up(&SETUP, "Twee", "b@example.org", "Bo", "hash", Lang::Nl),
        );
        assert_eq!(u32::from(one.is_ok()) + u32::from(two.is_ok()), 1);
        assert_eq!(one.and(two), Err(Code::AlreadySetUp.into()));
    }

    async fn setting_up_says_all_that_is_wrong(db: TestStore) {
        let Err(Error::Refused(failure)) = db.set_up(&SETUP, " ", "nonsense", "", "hash", Lang::Nl).await else { panic!("refused") };
        assert_eq!(failure.faults.iter().map(|f| f.place.as_str()).collect::<Vec<_>>(), ["organisation", "email", "name"]);
        assert_eq!(db.is_set_up().await, Ok(false));
    }

    async fn only_the_server_sets_up(db: TestStore) {
        let me = db.set_up(&Actor::Nobody, "Een", "a@example.org", "Ada", "hash", Lang::Nl).await;
        assert_eq!(me, Err(Code::NotSignedIn.into()));
    }

    async fn a_demo_is_one_from_its_first_row(db: TestStore) {
        let demo = Actor::System { job: Job::Demo };
        db.set_up(&demo, "Demo", "admin@example.org", "Ada", "hash", Lang::Nl).await.expect("set up");
        assert_eq!(db.kind().await, Ok(Kind::Demo));
        assert!(db.credentials("admin@example.org").await.expect("answered").expect("known").demo);
        db.invite(&demo, "b@example.org", Role::Recruiter, Lang::Nl, &[1; 32]).await.expect("the demo may invite");
    }

    async fn an_organisation_can_be_marked_as_demo_by_the_demo_only(db: TestStore) {
        let admin = admin(&db).await;
        assert!(!db.credentials("admin@example.org").await.expect("answered").expect("known").demo);
        assert_eq!(db.mark_demo(&admin).await, Err(Code::NotAllowed.into()));
        db.mark_demo(&Actor::System { job: Job::Demo }).await.expect("marked");
        assert_eq!(db.kind().await, Ok(Kind::Demo));
    }

    async fn credentials_are_of_active_people_only_and_case_does_not_matter(db: TestStore) {
        let admin = admin(&db).await;
        let rita = colleague(&db, &admin, "Rita", Role::Recruiter).await;
        let known = db.credentials(" RITA@example.org ").await.expect("answered").expect("known");
        assert_eq!((Some(known.me.user), known.password_hash.as_str()), (rita.user(), "hash"));
        db.change_person(&admin, known.me.user, Role::Recruiter, false).await.expect("changed");
        assert!(db.credentials("rita@example.org").await.expect("answered").is_none());
        assert_eq!(db.signed_in(known.me.user, known.me.role, known.epoch).await, Ok(None));
        assert!(db.credentials("nobody@example.org").await.expect("answered").is_none());
        assert!(db.credentials("nonsense").await.expect("answered").is_none());
    }

    async fn tries_wait_longer_each_time_and_are_forgotten(db: TestStore) {
        let zoe = tries("zoe");
        for _ in 0..3 {
            assert_eq!(db.count_try(&zoe).await, Ok(()));
        }
        assert_eq!(db.count_try(&zoe).await, Err(Failure::wait(1).into()));
        assert_eq!(db.count_try(&tries("bo")).await, Ok(()), "another name counts apart");
        db.pass(1);
        assert_eq!(db.count_try(&zoe).await, Ok(()));
        assert_eq!(db.count_try(&zoe).await, Err(Failure::wait(2).into()));
        db.pass(ACCOUNT.minutes);
        for _ in 0..3 {
            assert_eq!(db.count_try(&zoe).await, Ok(()));
        }
    }

    async fn a_success_forgets_the_tries_and_a_restart_does_not(db: TestStore) {
        for _ in 0..3 {
            db.count_try(&tries("zoe")).await.expect("counted");
        }
        let db = db.reopened().await;
        assert_eq!(db.count_try(&tries("zoe")).await, Err(Failure::wait(1).into()));
        db.try_was_right(&tries("zoe")).await.expect("forgotten");
        assert_eq!(db.count_try(&tries("zoe")).await, Ok(()));
    }

    async fn tries_at_two_servers_count_as_one(db: TestStore) {
        let other = db.open_again().await.expect("opens");
        let (one, two) = (tries("zoe"), tries("zoe"));
        let mut right = 0;
        for _ in 0..5 {
            let (here, there) = tokio::join!(db.count_try(&one), other.count_try(&two));
            right += u32::from(here.is_ok()) + u32::from(there.is_ok());
        }
        assert_eq!(right, 3);
    }

    async fn who_tries_from_everywhere_keeps_nobody_out(db: TestStore) {
        // A thousand tries from as many networks, over an hour.
        for n in 0..100 {
            let attacker = Tries { own: vec![(format!("zoe from {n}"), ACCOUNT)], everywhere: Some(("zoe".to_owned(), EVERYWHERE)) };
            let _ = db.count_try(&attacker).await;
        }
        let owner = Tries { own: vec![("zoe from home".to_owned(), ACCOUNT)], everywhere: Some(("zoe".to_owned(), EVERYWHERE)) };
        assert_eq!(db.count_try(&tries("a browser that zoe used before")).await, Ok(()));
        let Err(Error::Refused(wait)) = db.count_try(&owner).await else { panic!("a newcomer waits") };
        assert!(wait.faults[0].about.parse::<i64>().expect("seconds") <= EVERYWHERE.ceiling);
        db.pass(1);
        assert_eq!(db.count_try(&owner).await, Ok(()));
    }

    async fn somebody_changes_the_own_language_and_password(db: TestStore) {
        let admin = admin(&db).await;
        assert_eq!(db.own_password_hash(&admin).await, Ok("hash of admin".into()));
        db.set_password(&admin, "new hash").await.expect("changed");
        db.set_lang(&admin, Lang::En).await.expect("changed");
        let known = db.credentials("admin@example.org").await.expect("answered").expect("known");
        assert_eq!((known.password_hash.as_str(), known.me.lang), ("new hash", Lang::En));
        assert_eq!(db.set_lang(&Actor::Nobody, Lang::En).await, Err(Code::NotSignedIn.into()));
    }

    async fn the_last_active_administrator_stays(db: TestStore) {
        let admin = admin(&db).await;
        let me = admin.user().expect("a person");
        assert_eq!(db.change_person(&admin, me, Role::Recruiter, true).await, Err(Code::InUse.into()));
        assert_eq!(db.change_person(&admin, me, Role::Admin, false).await, Err(Code::InUse.into()));
        let second = colleague(&db, &admin, "Bea", Role::Admin).await;
        db.change_person(&second, me, Role::Recruiter, true).await.expect("there is another");
        assert_eq!(db.change_person(&second, second.user().expect("a person"), Role::Admin, false).await, Err(Code::InUse.into()));
        let roles: Vec<_> = db.people(&second).await.expect("people").into_iter().map(|p| (p.name, p.role, p.active)).collect();
        assert_eq!(roles, [("Ada Beheer".into(), Role::Recruiter, true), ("Bea".into(), Role::Admin, true)]);
    }

    async fn two_administrators_cannot_demote_each_other_at_once(db: TestStore) {
        let one = admin(&db).await;
        let two = colleague(&db, &one, "Bea", Role::Admin).await;
        let other = db.open_again().await.expect("opens");
        let (first, second) = tokio::join!(
            db.change_person(&one, two.user().expect("a person"), Role::Recruiter, true),
            other.change_person(&two, one.user().expect("a person"), Role::Recruiter, true),
        );
        assert_eq!(first.and(second), Err(Code::InUse.into()));
        assert_eq!(db.number("SELECT COUNT(*) FROM person WHERE role = 'admin' AND active").await, 1);
    }

    async fn people_are_seen_by_staff_only(db: TestStore) {
        let admin = admin(&db).await;
        let otto = colleague(&db, &admin, "Otto", Role::Interviewer).await;
        let gone = colleague(&db, &admin, "Gert", Role::Interviewer).await;
        db.change_person(&admin, gone.user().expect("a person"), Role::Interviewer, false).await.expect("changed");
        assert_eq!(db.people(&otto).await, Err(Code::NotAllowed.into()));
        assert_eq!(db.people(&admin).await.expect("people").len(), 3);
    }

    async fn a_text_that_one_engine_cannot_hold_is_refused_by_both_and_changes_nothing(db: TestStore) {
        let answer = db.set_up(&SETUP, "Een", "a@example.org", "A\0da", "hash", Lang::Nl).await;
        assert_eq!(answer, Err(Failure::field("name", Code::Unreadable).into()));
        assert_eq!(db.is_set_up().await, Ok(false));
    }
}
