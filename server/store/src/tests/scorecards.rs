//! Drafts that two people change, and versions that nobody changes.

use domain::{
    Code, Failure,
    access::Actor,
    ids::ScorecardId,
    people::Role,
    scorecard::{Command, To, Version, VersionState, content_hash},
};

use super::{
    support::TestStore,
    world::{World, admin, colleague, worked_document},
};
use crate::Error;

async fn draft(db: &TestStore) -> (Actor, ScorecardId) {
    let admin = admin(db).await;
    let id = db.create_scorecard(&admin, &worked_document(db)).await.expect("created");
    (admin, id)
}

fn rename(title: &str) -> Command {
    Command::Rename { title: title.into() }
}

both_engines! {
    async fn a_new_scorecard_is_a_draft_in_the_list(db: TestStore) {
        let (admin, id) = draft(&db).await;
        let version = db.scorecard(&admin, id).await.expect("a scorecard");
        assert_eq!((version.number, version.state, version.revision, version.can_undo), (1, VersionState::Draft, 1, false));
        assert_eq!(version.hash, "");
        let rows = db.scorecards(&admin).await.expect("a list");
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].title.as_str(), rows[0].competencies, rows[0].questions), ("Werkkaart", 4, 8));
        assert_eq!(db.published_versions(&admin).await, Ok(vec![]));
    }

    async fn a_change_on_an_old_revision_is_stale_and_changes_nothing(db: TestStore) {
        let (admin, id) = draft(&db).await;
        let changed = db.change_draft(&admin, id, 1, rename("Twee")).await.expect("changed");
        assert_eq!((changed.revision, changed.can_undo, changed.document.title.as_str()), (2, true, "Twee"));
        assert_eq!(db.change_draft(&admin, id, 1, rename("Drie")).await, Err(Code::Stale.into()));
        assert_eq!(db.scorecard(&admin, id).await, Ok(changed));
    }

    async fn two_people_who_change_different_things_lose_nothing(db: TestStore) {
        let (admin, id) = draft(&db).await;
        let rita = colleague(&db, &admin, "Rita", Role::Recruiter).await;
        let other = db.open_again().await.expect("opens");
        let (one, two) = tokio::join!(
            db.change_draft(&admin, id, 1, rename("Van Ada")),
            other.change_draft(&rita, id, 1, Command::SetTimes { slot: 90, opening: 3, closing: 7 }),
        );
        assert!(one.is_ok() && two.is_ok());
        let now = db.scorecard(&admin, id).await.expect("a scorecard");
        assert_eq!((now.revision, now.document.title.as_str(), now.document.slot_minutes), (3, "Van Ada", 90));
        let justify = |why: &str| Command::Justify { competency: now.document.competencies[0].id, why: why.into(), task: String::new() };
        db.change_draft(&rita, id, 3, justify("Van Rita")).await.expect("changed");
        assert_eq!(db.change_draft(&admin, id, 3, justify("Van Ada")).await, Err(Code::Stale.into()), "the very same sentence");
        let now = db.scorecard(&admin, id).await.expect("a scorecard");
        assert_eq!((now.document.competencies[0].why.as_str(), now.changed_by.as_deref()), ("Van Rita", Some("Rita")));
        assert_eq!(db.change_draft(&admin, id, 99, rename("Uit de toekomst")).await, Err(Code::Stale.into()));
    }

    async fn of_two_people_on_one_title_one_is_told_to_look_again(db: TestStore) {
        let (admin, id) = draft(&db).await;
        let rita = colleague(&db, &admin, "Rita", Role::Recruiter).await;
        let other = db.open_again().await.expect("opens");
        let (one, two) =
            tokio::join!(db.change_draft(&admin, id, 1, rename("Van Ada")), other.change_draft(&rita, id, 1, rename("Van Rita")));
        assert_eq!(u32::from(one.is_ok()) + u32::from(two.is_ok()), 1);
        assert_eq!(one.and(two), Err(Code::Stale.into()));
        assert_eq!(db.scorecard(&admin, id).await.expect("a scorecard").revision, 2);
    }

    async fn a_refused_command_changes_nothing(db: TestStore) {
        let (admin, id) = draft(&db).await;
        let before = db.scorecard(&admin, id).await;
        let refused = db.change_draft(&admin, id, 1, rename("  ")).await;
        assert_eq!(refused, Err(Failure::field("title", Code::Required).into()));
        let first = before.as_ref().expect("a scorecard").document.competencies[0].id;
        let same = db.change_draft(&admin, id, 1, Command::MoveCompetency { id: first, to: To::Up }).await;
        assert_eq!(same.map(|version| version.revision), Ok(1), "nothing moved");
        assert_eq!(db.scorecard(&admin, id).await, before);
    }

    async fn undo_goes_back_one_step_at_a_time(db: TestStore) {
        let (admin, id) = draft(&db).await;
        for (revision, title) in [(1, "Een"), (2, "Twee"), (3, "Drie")] {
            db.change_draft(&admin, id, revision, rename(title)).await.expect("changed");
            db.pass(2);
        }
        let title = |version: Result<Version, Error>| version.map(|v| (v.revision, v.document.title, v.can_undo));
        assert_eq!(title(db.undo_draft(&admin, id, 3).await), Err(Code::Stale.into()));
        assert_eq!(title(db.undo_draft(&admin, id, 4).await), Ok((5, "Twee".into(), true)));
        assert_eq!(title(db.undo_draft(&admin, id, 5).await), Ok((6, "Een".into(), true)));
        db.change_draft(&admin, id, 6, rename("Anders")).await.expect("changed");
        assert_eq!(title(db.undo_draft(&admin, id, 7).await), Ok((8, "Een".into(), true)));
        assert_eq!(title(db.undo_draft(&admin, id, 8).await), Ok((9, "Werkkaart".into(), false)));
        assert_eq!(title(db.undo_draft(&admin, id, 9).await), Err(Code::NothingToUndo.into()));
    }

    async fn what_somebody_types_in_one_go_is_undone_in_one_go(db: TestStore) {
        let (admin, id) = draft(&db).await;
        let rita = colleague(&db, &admin, "Rita", Role::Recruiter).await;
        for (revision, text) in [(1, "H"), (2, "Het"), (3, "Het werk")] {
            db.change_draft(&admin, id, revision, rename(text)).await.expect("changed");
        }
        db.change_draft(&rita, id, 4, rename("Het werk van Rita")).await.expect("changed");
        let undone = db.undo_draft(&rita, id, 5).await.expect("undone");
        assert_eq!((undone.document.title.as_str(), undone.can_undo), ("Het werk", true), "only what Rita typed");
        let undone = db.undo_draft(&admin, id, 6).await.expect("undone");
        assert_eq!((undone.document.title.as_str(), undone.can_undo), ("Werkkaart", false));
        assert_eq!(db.number("SELECT COUNT(*) FROM draft_step").await, 0);
    }

    async fn fifty_steps_can_be_undone(db: TestStore) {
        let (admin, id) = draft(&db).await;
        for revision in 1..=60 {
            db.change_draft(&admin, id, revision, rename(&format!("Titel {revision}"))).await.expect("changed");
            db.pass(2);
        }
        assert_eq!(db.number("SELECT COUNT(*) FROM draft_step").await, 50);
        for revision in 61..111 {
            db.undo_draft(&admin, id, revision).await.expect("undone");
        }
        assert_eq!(db.scorecard(&admin, id).await.expect("a scorecard").document.title, "Titel 10");
        assert_eq!(db.undo_draft(&admin, id, 111).await, Err(Code::NothingToUndo.into()));
    }

    async fn publishing_is_refused_with_every_fault(db: TestStore) {
        let admin = admin(&db).await;
        let mut document = worked_document(&db);
        document.competencies[0].why.clear();
        document.competencies[2].anchors[4].en.clear();
        let id = db.create_scorecard(&admin, &document).await.expect("created");
        let Err(Error::Refused(failure)) = db.publish(&admin, id, 1).await else { panic!("refused") };
        assert_eq!(failure.code, Code::NotReady);
        let places: Vec<_> = failure.faults.iter().map(|f| (f.place.as_str(), f.code)).collect();
        assert_eq!(places, [("/competencies/0/why", Code::WhyMissing), ("/competencies/2/anchors/4/en", Code::AnchorMissing)]);
        assert_eq!(db.scorecard(&admin, id).await.expect("a scorecard").state, VersionState::Draft);
    }

    async fn a_published_document_never_changes(db: TestStore) {
        let (admin, id) = draft(&db).await;
        db.change_draft(&admin, id, 1, rename("Twee")).await.expect("changed");
        assert_eq!(db.publish(&admin, id, 1).await, Err(Code::Stale.into()));
        let published = db.publish(&admin, id, 2).await.expect("published");
        assert_eq!(published.state, VersionState::Published);
        assert_eq!(published.hash, content_hash(&published.document.to_json().expect("json")));
        assert!(!published.can_undo && published.published_at.is_some());
        assert_eq!(db.change_draft(&admin, id, 2, rename("Drie")).await, Err(Code::AlreadyPublished.into()));
        assert_eq!(db.undo_draft(&admin, id, 2).await, Err(Code::AlreadyPublished.into()));
        assert_eq!(db.publish(&admin, id, 2).await, Err(Code::AlreadyPublished.into()));
        assert_eq!(db.scorecard(&admin, id).await.as_ref(), Ok(&published));
        let next = db.new_draft(&admin, id).await.expect("a draft");
        assert_eq!((next.number, next.state, next.revision, next.can_undo), (2, VersionState::Draft, 1, false));
        assert_eq!(next.document, published.document, "items keep their ids");
        assert_eq!(db.new_draft(&admin, id).await, Err(Code::InUse.into()));
        db.change_draft(&admin, id, 1, rename("Vier")).await.expect("changed");
        let versions = db.published_versions(&admin).await.expect("versions");
        assert_eq!(versions.len(), 1);
        assert_eq!((versions[0].version, versions[0].title.as_str(), &versions[0].hash), (published.id, "Twee", &published.hash));
        assert_eq!(db.verify().await, Ok(vec![]));
    }

    async fn scorecards_are_for_staff_and_seen_by_auditors(db: TestStore) {
        let world = World::with(db, domain::vacancy::RevealPolicy::AfterRound, &[]).await;
        assert!(world.db.scorecard(&world.auditor, world.scorecard).await.is_ok());
        assert_eq!(world.db.new_draft(&world.auditor, world.scorecard).await, Err(Code::NotAllowed.into()));
        assert_eq!(world.db.scorecards(&world.a).await, Err(Code::NotAllowed.into()));
        assert_eq!(world.db.scorecard(&Actor::Nobody, world.scorecard).await, Err(Code::NotSignedIn.into()));
    }
}
