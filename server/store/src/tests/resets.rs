//! A forgotten password: a link that works once, for a day, and gives nothing but a new password.

use domain::{
    Code,
    access::{Actor, Job},
    ids::UserId,
    people::Role,
};
use uuid::Uuid;

use super::{
    support::START,
    world::{admin, colleague},
};

const TOKEN: [u8; 32] = [9; 32];
const RESET: Actor = Actor::System { job: Job::Reset };

both_engines! {
    async fn a_link_sets_a_password_once_and_ends_every_session(db: TestStore) {
        let admin = admin(&db).await;
        let rita = colleague(&db, &admin, "Rita", Role::Recruiter).await.user().expect("a person");
        for (id, user) in [("r1", Some(rita)), ("r2", Some(rita)), ("a1", admin.user())] {
            db.session_create(id, "{}", START.plus_minutes(60), user).await.expect("made");
        }
        db.make_reset_link(&admin, rita, &TOKEN).await.expect("made");
        let before = db.signed_in(rita, Role::Recruiter, 0).await.expect("answered").expect("known");
        assert_eq!(db.reset_link(&TOKEN).await.expect("open").me, before);
        assert_eq!(db.number("SELECT COUNT(*) FROM session").await, 3, "a link that is not used ends nothing");
        let (me, epoch) = db.use_reset_link(&TOKEN, "new hash").await.expect("used");
        assert_eq!(me, before);
        assert_eq!(db.credentials("rita@example.org").await.expect("answered").expect("known").password_hash, "new hash");
        assert_eq!(db.signed_in(rita, Role::Recruiter, epoch).await, Ok(Some(before)), "nothing else of the account is changed");
        assert_eq!(db.signed_in(rita, Role::Recruiter, 0).await, Ok(None), "a session of before counts for nothing");
        assert_eq!(db.number("SELECT COUNT(*) FROM session").await, 1);
        assert_eq!(db.use_reset_link(&TOKEN, "again").await, Err(Code::LinkExpired.into()));
        assert_eq!(db.verify().await, Ok(vec![]));
    }

    async fn of_two_who_follow_a_link_at_once_one_sets_the_password(db: TestStore) {
        let admin = admin(&db).await;
        db.make_reset_link(&RESET, admin.user().expect("a person"), &TOKEN).await.expect("made");
        let other = db.open_again().await.expect("opens");
        let (one, two) = tokio::join!(db.use_reset_link(&TOKEN, "one"), other.use_reset_link(&TOKEN, "two"));
        assert_eq!(u32::from(one.is_ok()) + u32::from(two.is_ok()), 1);
        assert_eq!(one.and(two), Err(Code::LinkExpired.into()));
    }

    async fn a_link_ends_after_a_day_with_a_newer_one_and_with_a_new_password(db: TestStore) {
        let admin = admin(&db).await;
        let rita = colleague(&db, &admin, "Rita", Role::Recruiter).await;
        let user = rita.user().expect("a person");
        db.make_reset_link(&admin, user, &TOKEN).await.expect("made");
        db.pass(24 * 60 - 1);
        assert!(db.reset_link(&TOKEN).await.is_ok());
        db.pass(1);
        assert_eq!(db.reset_link(&TOKEN).await.err(), Some(Code::LinkExpired.into()));
        db.make_reset_link(&RESET, user, &[8; 32]).await.expect("made");
        assert_eq!(db.use_reset_link(&TOKEN, "x").await, Err(Code::NotFound.into()));
        db.set_password(&rita, "remembered").await.expect("changed");
        assert_eq!(db.use_reset_link(&[8; 32], "x").await, Err(Code::NotFound.into()));
    }

    async fn who_has_no_access_gets_none_by_a_link(db: TestStore) {
        let admin = admin(&db).await;
        let rita = colleague(&db, &admin, "Rita", Role::Recruiter).await.user().expect("a person");
        db.make_reset_link(&admin, rita, &TOKEN).await.expect("made");
        db.change_person(&admin, rita, Role::Recruiter, false).await.expect("stopped");
        assert_eq!(db.use_reset_link(&TOKEN, "x").await, Err(Code::NotFound.into()));
        assert_eq!(db.make_reset_link(&admin, rita, &TOKEN).await, Err(Code::Deactivated.into()));
        db.change_person(&admin, rita, Role::Recruiter, true).await.expect("restored");
        assert_eq!(db.use_reset_link(&TOKEN, "x").await, Err(Code::NotFound.into()), "restoring revives no link");
    }

    async fn only_administrators_and_the_command_line_make_links_and_nobody_for_themselves(db: TestStore) {
        let admin = admin(&db).await;
        let me = admin.user().expect("a person");
        for role in [Role::Recruiter, Role::Interviewer, Role::Auditor] {
            let who = colleague(&db, &admin, role.key(), role).await;
            assert_eq!(db.make_reset_link(&who, me, &TOKEN).await, Err(Code::NotAllowed.into()), "{}", role.key());
        }
        assert_eq!(db.make_reset_link(&Actor::Nobody, me, &TOKEN).await, Err(Code::NotSignedIn.into()));
        assert_eq!(db.make_reset_link(&admin, me, &TOKEN).await, Err(Code::NotAllowed.into()));
        // Who may not make one learns of no id whether there is somebody.
        let nobody = UserId(Uuid::from_u128(7));
        let interviewer = colleague(&db, &admin, "Ivo", Role::Interviewer).await;
        assert_eq!(db.make_reset_link(&interviewer, nobody, &TOKEN).await, Err(Code::NotAllowed.into()));
        assert_eq!(db.make_reset_link(&Actor::Nobody, nobody, &TOKEN).await, Err(Code::NotSignedIn.into()));
        assert_eq!(db.make_reset_link(&admin, nobody, &TOKEN).await, Err(Code::NotFound.into()));
        assert_eq!(db.person_by_email(&RESET, " ADMIN@example.org ").await, Ok(me));
        assert_eq!(db.person_by_email(&RESET, "nobody@example.org").await, Err(Code::NotFound.into()));
        assert_eq!(db.person_by_email(&Actor::Nobody, "admin@example.org").await, Err(Code::NotSignedIn.into()));
    }
}
