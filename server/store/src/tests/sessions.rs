//! Sessions survive a restart and end in time.

use domain::people::Role;

use super::{
    support::START,
    world::{admin, colleague},
};

both_engines! {
    async fn a_session_survives_a_restart_and_ends_in_time(db: TestStore) {
        let admin = admin(&db).await;
        db.session_save("s1", "{\"a\":1}", START.plus_minutes(60), admin.user()).await.expect("saved");
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

    async fn somebody_can_be_signed_out_everywhere(db: TestStore) {
        let admin = admin(&db).await;
        let rita = colleague(&db, &admin, "Rita", Role::Recruiter).await;
        for (id, who) in [("a1", admin), ("a2", admin), ("r1", rita)] {
            db.session_save(id, "data", START.plus_minutes(60), who.user()).await.expect("saved");
        }
        db.sessions_delete_of(admin.user().expect("a person")).await.expect("deleted");
        assert_eq!(db.session_load("a1").await, Ok(None));
        assert_eq!(db.session_load("a2").await, Ok(None));
        assert_eq!(db.session_load("r1").await, Ok(Some("data".into())));
    }
}
