//! A link that works once, for a week.

use domain::{Code, Failure, Lang, people::Role};

use super::world::{admin, colleague, token};

const TOKEN: [u8; 32] = [3; 32];

both_engines! {
    async fn an_invitation_makes_one_account(db: TestStore) {
        let admin = admin(&db).await;
        db.invite(&admin, "Zoe@Example.org", Role::Recruiter, Lang::En, &TOKEN).await.expect("invited");
        let view = db.invitation(&TOKEN).await.expect("open");
        assert_eq!((view.organisation_name.as_str(), view.email.as_str(), view.role, view.lang), ("Voorbeeld BV", "zoe@example.org", Role::Recruiter, Lang::En));
        assert_eq!(db.invites(&admin).await.expect("invites").len(), 1);
        let me = db.accept_invitation(&TOKEN, " Zoë ", "hash").await.expect("accepted");
        assert_eq!((me.name.as_str(), me.role, me.lang), ("Zoë", Role::Recruiter, Lang::En));
        assert_eq!(db.signed_in(me.user, me.role, 0).await, Ok(Some(me)));
        assert_eq!(db.invitation(&TOKEN).await, Err(Code::LinkExpired.into()));
        assert_eq!(db.accept_invitation(&TOKEN, "Nog een", "hash").await, Err(Code::LinkExpired.into()));
        assert_eq!(db.invites(&admin).await, Ok(vec![]));
    }

    async fn of_two_who_follow_a_link_at_once_one_gets_the_account(db: TestStore) {
        let admin = admin(&db).await;
        db.invite(&admin, "zoe@example.org", Role::Recruiter, Lang::Nl, &TOKEN).await.expect("invited");
        let other = db.open_again().await.expect("opens");
        let (one, two) = tokio::join!(db.accept_invitation(&TOKEN, "Een", "hash"), other.accept_invitation(&TOKEN, "Twee", "hash"));
        assert_eq!(u32::from(one.is_ok()) + u32::from(two.is_ok()), 1);
        assert_eq!(one.and(two), Err(Code::LinkExpired.into()));
        assert_eq!(db.number("SELECT COUNT(*) FROM person").await, 2);
    }

    async fn a_link_ends_after_seven_days(db: TestStore) {
        let admin = admin(&db).await;
        db.invite(&admin, "zoe@example.org", Role::Recruiter, Lang::Nl, &TOKEN).await.expect("invited");
        db.pass(7 * 24 * 60 - 1);
        assert!(db.invitation(&TOKEN).await.is_ok());
        db.pass(1);
        assert_eq!(db.invitation(&TOKEN).await, Err(Code::LinkExpired.into()));
        assert_eq!(db.accept_invitation(&TOKEN, "Zoë", "hash").await, Err(Code::LinkExpired.into()));
        assert_eq!(db.invites(&admin).await, Ok(vec![]));
    }

    async fn an_unknown_link_is_not_found(db: TestStore) {
        admin(&db).await;
        assert_eq!(db.invitation(&TOKEN).await, Err(Code::NotFound.into()));
        assert_eq!(db.accept_invitation(&TOKEN, "Zoë", "hash").await, Err(Code::NotFound.into()));
    }

    async fn a_newer_invitation_of_an_address_replaces_the_older(db: TestStore) {
        let admin = admin(&db).await;
        db.invite(&admin, "zoe@example.org", Role::Recruiter, Lang::Nl, &TOKEN).await.expect("invited");
        db.invite(&admin, "zoe@example.org", Role::Interviewer, Lang::Nl, &[4; 32]).await.expect("invited");
        assert_eq!(db.invitation(&TOKEN).await, Err(Code::LinkExpired.into()));
        assert_eq!(db.invites(&admin).await.expect("invites").len(), 1);
        assert_eq!(db.accept_invitation(&[4; 32], "Zoë", "hash").await.expect("accepted").role, Role::Interviewer);
    }

    async fn an_address_in_use_cannot_be_invited(db: TestStore) {
        let admin = admin(&db).await;
        let there = Err(Failure::field("email", Code::ColleagueThere).into());
        assert_eq!(db.invite(&admin, "ADMIN@example.org", Role::Admin, Lang::Nl, &TOKEN).await, there);
        let rita = colleague(&db, &admin, "Rita", Role::Recruiter).await.user().expect("a person");
        db.change_person(&admin, rita, Role::Recruiter, false).await.expect("stopped");
        let stopped = Err(Failure::field("email", Code::ColleagueStopped).into());
        assert_eq!(db.invite(&admin, "rita@example.org", Role::Recruiter, Lang::Nl, &token("r")).await, stopped);
        let bad = db.invite(&admin, "nonsense", Role::Admin, Lang::Nl, &TOKEN).await;
        assert_eq!(bad, Err(Failure::field("email", Code::BadEmail).into()));
    }

    async fn a_revoked_link_is_over(db: TestStore) {
        let admin = admin(&db).await;
        let id = db.invite(&admin, "zoe@example.org", Role::Recruiter, Lang::Nl, &TOKEN).await.expect("invited");
        db.revoke_invite(&admin, id).await.expect("revoked");
        assert_eq!(db.invitation(&TOKEN).await, Err(Code::LinkExpired.into()));
        assert_eq!(db.revoke_invite(&admin, id).await, Err(Code::LinkExpired.into()));
    }

    async fn only_administrators_invite(db: TestStore) {
        let admin = admin(&db).await;
        for role in [Role::Recruiter, Role::Interviewer, Role::Auditor] {
            let who = colleague(&db, &admin, role.key(), role).await;
            let refused = db.invite(&who, "zoe@example.org", Role::Recruiter, Lang::Nl, &token("x")).await;
            assert_eq!(refused, Err(Code::NotAllowed.into()), "{}", role.key());
        }
    }
}
