//! Every change leaves one row that says who did what to which.

use domain::{
    Lang,
    access::Purpose,
    candidates::NewCandidate,
    ids::{ApplicationId, InterviewId, NoteId},
    people::Role,
    scorecard::Command,
    vacancy::{Afterwards, NewVacancy, RevealPolicy},
};
use uuid::Uuid;

use super::{
    support::{START, TestStore},
    world::{World, token},
};
use crate::{DraftNote, Result, Tries, Typed};

/// The rows that were added since the last look, as `actor action`, with the subject.
async fn added(db: &TestStore, seen: &mut i64) -> Vec<(String, Uuid)> {
    let mut tx = db.raw().await;
    let load = async |tx: &mut crate::db::Tx| -> Result<_> {
        Ok(all!(tx, (i64, String, String, Uuid), "SELECT seq, actor, action, subject FROM audit WHERE seq > $1 ORDER BY seq", *seen))
    };
    let rows = load(&mut tx).await.expect("an audit");
    *seen += i64::try_from(rows.len()).expect("few");
    rows.into_iter()
        .map(|(_, actor, action, subject)| (format!("{} {action}", actor.split_once(':').map_or("", |a| a.0)), subject))
        .collect()
}

both_engines! {
    async fn every_change_leaves_one_row(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let mut seen = 0;
        let first = added(&world.db, &mut seen).await;
        assert_eq!(first[0].0, "system set_up");
        assert_eq!(first[1].0, "person invite");
        assert_eq!(first[2].0, "link accept_invitation");
        let (admin, recruiter) = (world.admin, world.recruiter);
        macro_rules! leaves {
            ($action:literal, $subject:expr, $call:expr) => {{
                let done = $call.await.expect($action);
                let rows = added(&world.db, &mut seen).await;
                let subject: Option<Uuid> = $subject;
                assert_eq!(rows.len(), 1, "{} left {rows:?}", $action);
                assert_eq!(rows[0].0, concat!("person ", $action));
                assert!(subject.is_none_or(|subject| subject == rows[0].1), "{rows:?}");
                done
            }};
        }
        let invite = leaves!("invite", None, world.db.invite(&admin, "z@example.org", Role::Auditor, Lang::Nl, &token("z")));
        leaves!("make_link", None, world.db.make_link(&recruiter, world.scorecard, Purpose::Sheet, &token("blad")));
        let link = world.db.links(&recruiter, world.scorecard, Purpose::Sheet).await.expect("listed")[0].id;
        leaves!("withdraw_link", Some(link.0), world.db.withdraw_link(&recruiter, link));
        leaves!("revoke_invite", Some(invite.0), world.db.revoke_invite(&admin, invite));
        leaves!("set_lang", admin.user().map(|u| u.0), world.db.set_lang(&admin, Lang::En));
        leaves!("set_password", admin.user().map(|u| u.0), world.db.set_password(&admin, "x"));
        let otto = world.outsider.user().expect("a person");
        leaves!("change_person", Some(otto.0), world.db.change_person(&admin, otto, Role::Recruiter, true));
        leaves!("make_reset_link", Some(otto.0), world.db.make_reset_link(&admin, otto, &token("r")));
        world.db.use_reset_link(&token("r"), "x").await.expect("used");
        assert_eq!(added(&world.db, &mut seen).await, [("link use_reset_link".to_owned(), otto.0)]);
        let card = leaves!("create_scorecard", None, world.db.create_scorecard(&recruiter, &world.document));
        let rename = Command::Rename { title: "Anders".into() };
        leaves!("change_draft", None, world.db.change_draft(&recruiter, card, 1, rename));
        leaves!("undo_draft", None, world.db.undo_draft(&recruiter, card, 2));
        let version = leaves!("publish", None, world.db.publish(&recruiter, card, 3));
        leaves!("new_draft", None, world.db.new_draft(&recruiter, card));
        let new = NewVacancy { title: "Nog een".into(), version: version.id, policy: RevealPolicy::AfterRound, anonymous: false };
        leaves!("open_vacancy", None, world.db.open_vacancy(&recruiter, &new));
        let bo = [NewCandidate { name: "Bo".into(), email: String::new() }];
        leaves!("add_candidate", None, world.db.add_candidates(&recruiter, world.vacancy, &bo));
        let board = world.db.vacancy(&recruiter, world.vacancy).await.expect("a vacancy").board;
        let application: ApplicationId = board.rows[0].application;
        leaves!("remove_application", Some(application.0), world.db.remove_application(&recruiter, application, &Afterwards::KeepHidden));
        leaves!("restore_application", Some(application.0), world.db.restore_application(&recruiter, application));
        let panel = world.panel();
        let interview = leaves!("plan_interview", None, world.db.plan_interview(&recruiter, application, &panel, START));
        leaves!("cancel_interview", Some(interview.0), world.db.cancel_interview(&recruiter, interview, "verplaatst", &Afterwards::KeepHidden));
        world.append_stored(&world.a, world.interviews[0], vec![world.rate(world.item(), 3), world.submit()]).await;
        let submitted = |interview: InterviewId| ("person submit".to_owned(), interview.0);
        assert_eq!(added(&world.db, &mut seen).await, [submitted(world.interviews[0])], "what is said is in the ledger, which is sealed where it is");
        leaves!("reveal_early", None, world.db.reveal_early(&recruiter, world.vacancy, "de manager vertrekt"));
        world.append_stored(&world.b, world.interviews[0], vec![world.submit()]).await;
        world.append_stored(&world.c, world.interviews[0], vec![world.submit()]).await;
        assert_eq!(added(&world.db, &mut seen).await, [(); 2].map(|()| submitted(world.interviews[0])), "it was revealed already");
        let late = world.add("Laat").await;
        let interview = world.plan(late).await;
        added(&world.db, &mut seen).await;
        for rater in world.raters() {
            world.append_stored(&rater, interview, vec![world.submit()]).await;
        }
        let rows = added(&world.db, &mut seen).await;
        let last = ("person reveal_interview".to_owned(), interview.0);
        assert_eq!(rows, [submitted(interview), submitted(interview), submitted(interview), last]);
        leaves!("start_deciding", None, world.db.start_deciding(&recruiter, world.vacancy));
        leaves!("see_ratings", None, world.db.compared(&recruiter, world.vacancy));
        let typed = Typed { outcome: "hold", reason: "eerst de referenties", below_band: "" };
        leaves!("decide", Some(late.0), world.db.decide_on(&recruiter, late, 0, typed));
        leaves!("take_back", Some(late.0), world.db.take_back(&recruiter, late, 1, "vergist"));
        leaves!("close_vacancy", Some(world.vacancy.0), world.db.close_vacancy(&recruiter, world.vacancy, "gestopt"));
        leaves!("reopen_vacancy", Some(world.vacancy.0), world.db.reopen_vacancy(&recruiter, world.vacancy));
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn what_is_refused_or_only_typed_leaves_no_row(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let before = world.db.number("SELECT COUNT(*) FROM audit").await;
        let draft = DraftNote { note: NoteId(Uuid::from_u128(1)), item: world.item(), step: None, text: "x".into(), base: None };
        world.db.save_draft(&world.a, world.interviews[0], &draft).await.expect("kept");
        world.db.session_create("s", "x", START.plus_minutes(1), None).await.expect("made");
        world.db.count_try(&Tries { own: vec![("x".to_owned(), domain::tries::ACCOUNT)], everywhere: None }).await.expect("counted");
        world.db.reveal_early(&world.recruiter, world.vacancy, "kort").await.expect_err("refused");
        world.db.new_draft(&world.auditor, world.scorecard).await.expect_err("refused");
        assert_eq!(world.db.number("SELECT COUNT(*) FROM audit").await, before);
    }
}
