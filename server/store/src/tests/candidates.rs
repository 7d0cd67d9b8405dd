//! Candidates come in all or none, and go with undo.

use domain::{
    Code, Failure, Fault,
    candidates::NewCandidate,
    ids::{VacancyId, VersionId},
    vacancy::{Afterwards, NewVacancy, RevealPolicy, RoundState},
};
use uuid::Uuid;

use super::world::World;
use crate::Error;

fn new(name: &str, email: &str) -> NewCandidate {
    NewCandidate { name: name.into(), email: email.into() }
}

both_engines! {
    async fn a_vacancy_opens_on_a_published_version_only(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        let db = &world.db;
        let draft = db.new_draft(&world.recruiter, world.scorecard).await.expect("a draft").id;
        let open = async |version| {
            db.open_vacancy(&world.recruiter, &NewVacancy { title: "Analist".into(), version, policy: RevealPolicy::Never, anonymous: false }).await
        };
        assert_eq!(open(draft).await, Err(Code::NotPublished.into()));
        assert_eq!(open(VersionId(Uuid::from_u128(404))).await, Err(Code::NotFound.into()));
        let id = open(world.version).await.expect("opened");
        let view = db.vacancy(&world.recruiter, id).await.expect("a vacancy");
        assert_eq!((view.title.as_str(), view.round.number, view.round.state), ("Analist", 1, RoundState::Open));
        assert_eq!((view.round.scorecard_title.as_str(), view.round.version, view.round.policy), ("Werkkaart", 1, RevealPolicy::Never));
        assert!(view.may_edit && view.may_reveal && !view.may_compare && !view.closed);
        let titles: Vec<_> = db.vacancies(&world.auditor, "", 1).await.expect("vacancies").rows.into_iter().map(|v| v.title).collect();
        assert_eq!(titles, ["Analist", "Junior analist"], "newest first");
    }

    async fn candidates_are_added_all_or_none(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        let (db, recruiter) = (&world.db, &world.recruiter);
        let bad = [new("Zoë", "zoe@example.org"), new("", "b@example.org"), new("Cem", "nonsense"), new("Zoe M", "ZOE@example.org")];
        let faults = vec![Fault::new("2/name", Code::Required), Fault::new("3/email", Code::BadEmail), Fault::new("4/name", Code::DuplicateRow)];
        assert_eq!(db.add_candidates(recruiter, world.vacancy, &bad).await, Err(Failure::invalid(faults).into()));
        assert_eq!(db.number("SELECT COUNT(*) FROM candidate").await, 0);
        let good = [new(" Zoë ", "zoe@example.org"), new("Cem", ""), new("Bo", "BO@example.org")];
        assert_eq!(db.add_candidates(recruiter, world.vacancy, &good).await, Ok(3));
        let existing = db.existing_candidates(recruiter, world.vacancy).await.expect("candidates");
        assert_eq!(existing, [new("Zoë", "zoe@example.org"), new("Cem", ""), new("Bo", "bo@example.org")]);
        let view = db.vacancy(recruiter, world.vacancy).await.expect("a vacancy");
        assert_eq!(view.board.rows.iter().map(|r| r.candidate.as_str()).collect::<Vec<_>>(), ["Bo", "Cem", "Zoë"]);
    }

    async fn the_same_candidate_sent_twice_is_added_once(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        let (db, recruiter) = (&world.db, &world.recruiter);
        let zoe = [new("Zoë", "zoe@example.org")];
        assert_eq!(db.add_candidates(recruiter, world.vacancy, &zoe).await, Ok(1));
        let twice = db.add_candidates(recruiter, world.vacancy, &zoe).await;
        assert_eq!(twice, Err(Failure::field("name", Code::DuplicateRow).into()));
        let blank = db.add_candidates(recruiter, world.vacancy, &[new(" ", "")]).await;
        assert_eq!(blank, Err(Failure::field("name", Code::Required).into()));
        assert_eq!(db.add_candidates(recruiter, world.vacancy, &[]).await, Err(Failure::field("table", Code::NoRows).into()));
        let many: Vec<_> = (0..1001).map(|n| new(&format!("Kandidaat {n}"), "")).collect();
        assert_eq!(db.add_candidates(recruiter, world.vacancy, &many).await, Err(Failure::field("table", Code::TooManyRows).into()));
        assert_eq!(db.add_candidates(recruiter, world.vacancy, &many[..1000]).await, Ok(1000));
    }

    async fn who_comes_after_the_reveal_is_marked(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        for rater in world.raters() {
            world.score(&rater, world.interviews[0], [3, 3, 3, 3]).await;
        }
        let late = world.add("Laat").await;
        let view = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy");
        let marked: Vec<_> = view.board.rows.iter().map(|row| (row.candidate.as_str(), row.late)).collect();
        assert_eq!(marked, [("Laat", true), ("Zoë", false)]);
        let interview = world.plan(late).await;
        let compared = world.db.compared(&world.recruiter, world.vacancy).await.expect("compared");
        assert_eq!(compared.pending[0].1, "Laat");
        for rater in world.raters() {
            assert_eq!(world.db.compared(&rater, world.vacancy).await, Err(Code::SubmitFirst.into()), "a sheet is owed again");
            world.score(&rater, interview, [4, 4, 4, 4]).await;
        }
        let compared = world.db.compared(&world.a, world.vacancy).await.expect("compared");
        let lines: Vec<_> = compared.comparison.lines.iter().map(|line| (line.candidate.as_str(), line.late)).collect();
        assert_eq!(lines, [("Laat", true), ("Zoë", false)], "a latecomer is revealed when the panel is done");
        assert!(world.db.candidate_report(&world.recruiter, late).await.expect("a report").line.late);
    }

    async fn a_candidate_goes_to_the_archive_and_comes_back(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        let id = world.add("Zoë").await;
        let (db, recruiter) = (&world.db, &world.recruiter);
        db.remove_application(recruiter, id, &Afterwards::KeepHidden).await.expect("removed");
        db.remove_application(recruiter, id, &Afterwards::KeepHidden).await.expect("and again");
        assert_eq!(db.vacancy(recruiter, world.vacancy).await.expect("a vacancy").board.rows, []);
        assert_eq!(db.plan_interview(recruiter, id, &world.panel(), db.now()).await, Err(Code::NotFound.into()));
        assert_eq!(db.number("SELECT COUNT(*) FROM candidate").await, 1, "nothing is deleted");
        db.restore_application(recruiter, id).await.expect("restored");
        assert_eq!(db.vacancy(recruiter, world.vacancy).await.expect("a vacancy").board.rows.len(), 1);
        let interview = world.plan(id).await;
        assert_eq!(world.db.remove_application(&world.recruiter, id, &Afterwards::KeepHidden).await, Err(Code::InUse.into()));
        world.db.cancel_interview(&world.recruiter, interview, "", &Afterwards::KeepHidden).await.expect("cancelled");
        assert_eq!(world.db.remove_application(&world.recruiter, id, &Afterwards::KeepHidden).await, Ok(()));
    }

    async fn who_was_added_again_since_does_not_come_back_twice(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        let (zoe, bo) = (world.add("Zoë").await, world.add("Bo").await);
        let (db, recruiter) = (&world.db, &world.recruiter);
        db.add_candidates(recruiter, world.vacancy, &[new("Bo", "anders@candidate.example")]).await.expect("another Bo");
        db.pass(5);
        for id in [zoe, bo] {
            db.remove_application(recruiter, id, &Afterwards::KeepHidden).await.expect("removed");
        }
        db.pass(5);
        db.restore_application(recruiter, bo).await.expect("the other Bo was there all along");
        db.add_candidates(recruiter, world.vacancy, &[new("zoe", "")]).await.expect("added again, without the address");
        assert_eq!(db.restore_application(recruiter, zoe).await, Err(Code::DuplicateRow.into()));
        assert_eq!(db.vacancy(recruiter, world.vacancy).await.expect("a vacancy").board.rows.len(), 3);
    }

    async fn who_was_removed_and_comes_back_is_known(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let bo = world.add("Bo").await;
        world.db.remove_application(&world.recruiter, bo, &Afterwards::KeepHidden).await.expect("removed");
        let others = [new("bö", ""), new("Anders", "1@candidate.example"), new("Nieuw", "")];
        world.db.pass(5);
        world.db.add_candidates(&world.recruiter, world.vacancy, &others).await.expect("added");
        let board = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy").board;
        let before: Vec<_> = board.rows.iter().map(|row| (row.candidate.as_str(), row.earlier.as_ref().map(|it| (it.removed_at.at, it.alike)))).collect();
        let removed = Some((crate::tests::support::START, false));
        assert_eq!(before, [("Anders", removed), ("bö", removed), ("Nieuw", None), ("Zoë", None)]);
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn who_only_looks_like_somebody_who_was_removed_is_a_hint(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        let anna = world.add("Anna").await;
        world.db.remove_application(&world.recruiter, anna, &Afterwards::KeepHidden).await.expect("removed");
        // The first letter is a Russian one.
        let others = [new("\u{410}nna", "other@example.org"), new("Anne", "")];
        world.db.add_candidates(&world.recruiter, world.vacancy, &others).await.expect("nobody is refused for it");
        let board = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy").board;
        let alike: Vec<_> = board.rows.iter().map(|row| row.earlier.as_ref().map(|it| it.alike)).collect();
        assert_eq!(alike, [None, Some(true)]);
    }

    async fn why_an_interview_was_cancelled_stays_with_who_was_removed_and_comes_back(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let (db, recruiter) = (&world.db, &world.recruiter);
        world.append_stored(&world.a, world.interviews[0], vec![world.rate(world.item(), 1)]).await;
        db.cancel_interview(recruiter, world.interviews[0], "beviel niet", &Afterwards::KeepHidden).await.expect("cancelled");
        let zoe = async || db.vacancy(recruiter, world.vacancy).await.expect("a vacancy").board.rows.remove(0);
        // However often.
        for _ in 0..2 {
            let id = zoe().await.application;
            db.remove_application(recruiter, id, &Afterwards::KeepHidden).await.expect("removed");
            db.add_candidates(recruiter, world.vacancy, &[new("zoe", "")]).await.expect("added");
            let cancelled = zoe().await.earlier.expect("was here").cancelled.expect("with why");
            assert_eq!((cancelled.by.as_str(), cancelled.reason.as_str()), ("Rita", "beviel niet"));
        }
        db.plan_interview(recruiter, zoe().await.application, &world.panel(), db.now()).await.expect("planned");
        let row = async |who| db.vacancy(who, world.vacancy).await.expect("a vacancy").board.rows.remove(0);
        assert!(row(&world.chair).await.earlier.is_some_and(|it| it.cancelled.is_some()));
        assert!(row(&world.a).await.earlier.is_some_and(|it| it.cancelled.is_none()), "who rates reads no earlier verdict");
    }

    async fn a_closed_vacancy_changes_no_more(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let spare = world.add("Spare").await;
        world.db.tamper("UPDATE vacancy SET closed_at = 1").await;
        let (db, recruiter) = (&world.db, &world.recruiter);
        let closed = Error::from(Code::AlreadyClosed);
        assert_eq!(db.add_candidates(recruiter, world.vacancy, &[new("Bo", "")]).await, Err(closed.clone()));
        assert_eq!(db.plan_interview(recruiter, spare, &world.panel(), db.now()).await, Err(closed.clone()));
        assert_eq!(db.cancel_interview(recruiter, world.interviews[0], "verplaatst", &Afterwards::KeepHidden).await, Err(closed.clone()));
        assert_eq!(db.reveal_early(recruiter, world.vacancy, "een goede reden").await, Err(closed));
        let answers = world.append(&world.a, world.interviews[0], vec![world.rate(world.item(), 3)]).await;
        assert_eq!(answers, Ok(vec![domain::ledger::Answer::Refused(Code::AlreadyClosed)]));
        let view = db.vacancy(recruiter, world.vacancy).await.expect("still to be read");
        assert!(view.closed && !view.may_edit && !view.may_reveal);
        assert_eq!(db.home(recruiter).await.expect("home").vacancies, []);
    }

    async fn an_unknown_vacancy_is_not_found(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        let unknown = VacancyId(Uuid::from_u128(404));
        assert_eq!(world.db.vacancy(&world.recruiter, unknown).await, Err(Code::NotFound.into()));
    }
}
