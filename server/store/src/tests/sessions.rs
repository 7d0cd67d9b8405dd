//! Sessions survive a restart and end in time, and what was ended stays ended.

use domain::people::Role;

use super::{
    support::START,
    world::{admin, colleague},
};
use crate::Poke;

both_engines! {
    async fn a_session_survives_a_restart_and_ends_in_time(db: TestStore) {
        let admin = admin(&db).await;
        db.session_create("s1", "{\"a\":1}", START.plus_minutes(60), admin.user()).await.expect("made");
        let db = db.reopened().await;
        assert_eq!(db.session_load("s1").await, Ok(Some("{\"a\":1}".into())));
        db.session_save("s1", "{\"a\":2}", START.plus_minutes(60), admin.user()).await.expect("saved over");
        assert_eq!(db.session_load("s1").await, Ok(Some("{\"a\":2}".into())));
        db.pass(60);
        assert_eq!(db.session_load("s1").await, Ok(None));
        assert_eq!(db.number("SELECT COUNT(*) FROM session").await, 1);
        db.sessions_delete_expired().await.expect("deleted");
        assert_eq!(db.number("SELECT COUNT(*) FROM session").await, 0);
    }

    async fn a_session_is_made_once(db: TestStore) {
        assert_eq!(db.session_create("s1", "one", START.plus_minutes(1), None).await, Ok(true));
        assert_eq!(db.session_create("s1", "two", START.plus_minutes(1), None).await, Ok(false));
        assert_eq!(db.session_load("s1").await, Ok(Some("one".into())));
        db.session_delete("s1").await.expect("deleted");
        assert_eq!(db.session_load("s1").await, Ok(None));
    }

    async fn a_request_that_ends_late_does_not_write_an_ended_session_back(db: TestStore) {
        let admin = admin(&db).await;
        db.session_create("s1", "data", START.plus_minutes(60), admin.user()).await.expect("made");
        // A slow request has read it, and is signed out from elsewhere before it is done.
        let read = db.session_load("s1").await.expect("read").expect("there");
        db.session_delete("s1").await.expect("deleted");
        db.session_save("s1", &read, START.plus_minutes(60), admin.user()).await.expect("no error");
        assert_eq!(db.session_load("s1").await, Ok(None));
        assert_eq!(db.number("SELECT COUNT(*) FROM session").await, 0);
    }

    async fn who_reads_the_database_has_nobodys_session(db: TestStore) {
        db.session_create("a-session-id", "data", START.plus_minutes(60), None).await.expect("made");
        assert_eq!(db.number("SELECT COUNT(*) FROM session WHERE id LIKE '%a-session-id%'").await, 0);
        assert_eq!(db.number("SELECT COUNT(*) FROM session WHERE LENGTH(id) = 64").await, 1);
    }

    async fn a_new_password_ends_every_session_and_those_that_are_being_begun(db: TestStore) {
        let admin = admin(&db).await;
        let user = admin.user().expect("a person");
        for id in ["a1", "a2"] {
            db.session_create(id, "data", START.plus_minutes(60), Some(user)).await.expect("made");
        }
        assert!(db.signed_in(user, Role::Admin, 0).await.expect("asked").is_some());
        let epoch = db.set_password(&admin, "another hash").await.expect("set");
        assert_eq!((db.session_load("a1").await, db.session_load("a2").await), (Ok(None), Ok(None)));
        // Somebody who was just typing the old password begins a session of the epoch in which that was right.
        db.session_create("a3", "data", START.plus_minutes(60), Some(user)).await.expect("made");
        assert_eq!(db.signed_in(user, Role::Admin, 0).await, Ok(None));
        assert_eq!(db.session_stands("a3", &admin, 0).await, Ok(false));
        assert!(db.signed_in(user, Role::Admin, epoch).await.expect("asked").is_some());
        assert_eq!(db.session_stands("a3", &admin, epoch).await, Ok(true));
    }

    async fn who_may_come_back_has_to_sign_in_again(db: TestStore) {
        let admin = admin(&db).await;
        let rita = colleague(&db, &admin, "Rita", Role::Recruiter).await;
        let user = rita.user().expect("a person");
        db.session_create("r1", "data", START.plus_minutes(60), Some(user)).await.expect("made");
        db.session_create("a1", "data", START.plus_minutes(60), admin.user()).await.expect("made");
        db.change_person(&admin, user, Role::Recruiter, false).await.expect("deactivated");
        assert_eq!(db.session_load("r1").await, Ok(None));
        assert!(db.set_password(&rita, "a hash").await.is_err(), "nor does a request that was under way begin anything");
        db.session_create("r1", "data", START.plus_minutes(60), Some(user)).await.expect("written back in whatever way");
        db.change_person(&admin, user, Role::Recruiter, true).await.expect("active again");
        assert_eq!(db.signed_in(user, Role::Recruiter, 0).await, Ok(None));
        assert_eq!(db.session_stands("r1", &rita, 0).await, Ok(false));
        assert_eq!(db.session_load("a1").await, Ok(Some("data".into())), "others stay");
    }

    async fn what_somebody_looks_at_ends_with_the_session_the_access_or_the_role(db: TestStore) {
        let world = crate::tests::world::World::new(db, domain::vacancy::RevealPolicy::AfterRound).await;
        let (db, user) = (&world.db, world.recruiter.user().expect("a person"));
        db.session_create("r1", "data", START.plus_minutes(60), Some(user)).await.expect("made");
        let mut others = db.watch_vacancy(&world.admin, world.vacancy).await.expect("looks");
        let mut watch = db.watch_vacancy(&world.recruiter, world.vacancy).await.expect("looks");
        db.session_delete("r1").await.expect("signed out");
        assert_eq!(watch.next().await, Poke::Closed);
        let mut watch = db.watch_vacancy(&world.recruiter, world.vacancy).await.expect("looks");
        db.change_person(&world.admin, user, Role::Interviewer, true).await.expect("another role");
        assert_eq!(watch.next().await, Poke::Closed);
        db.change_person(&world.admin, user, Role::Recruiter, true).await.expect("the old one");
        let mut watch = db.watch_vacancy(&world.recruiter, world.vacancy).await.expect("looks");
        db.change_person(&world.admin, user, Role::Recruiter, false).await.expect("deactivated");
        assert_eq!(watch.next().await, Poke::Closed);
        db.stop_watching();
        assert_eq!(others.next().await, Poke::Closed, "others look on until the server stops");
    }
}
