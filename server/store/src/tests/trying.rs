//! Trying a scorecard out, and links for people without an account.

use domain::{
    Code,
    access::{Actor, Job, Purpose},
    scorecard::Command,
    sorting::{Placed, Verdict},
    vacancy::RevealPolicy,
};

use super::world::{World, token, worked_document};

const TIDYING: Actor = Actor::System { job: Job::Tidying };
const DAY: i64 = 24 * 60;

/// What a colleague sends who gives the anchors of level 1, 2, and so on these levels: found by their text, as a reader does.
async fn sorted(world: &World, secret: &[u8; 32], levels: [u8; 5]) -> Vec<Placed> {
    let (_, shown) = world.db.anchors_to_sort(secret).await.expect("open");
    let written =
        world.document.competencies.iter().zip(&shown).flat_map(|(c, sort)| c.anchors.iter().zip(levels).map(move |it| (it, sort)));
    written
        .map(|((text, level), sort)| {
            let anchor = sort.anchors.iter().find(|anchor| anchor.text == *text).expect("shown").id.clone();
            Placed { anchor, level: level.to_string() }
        })
        .collect()
}

both_engines! {
    async fn a_practice_interview_counts_nowhere_and_is_gone_after_seven_days(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        let (db, rita) = (&world.db, &world.recruiter);
        let before = (db.vacancies(rita, "", 1).await, db.home(rita).await, db.scorecards(rita).await, db.versions(rita, world.scorecard).await);
        let interview = db.practise(rita, world.scorecard, "Oefenkandidaat").await.expect("begun");
        world.score(rita, interview, [3, 3, 3, 3]).await;
        let view = db.interview(rita, interview).await.expect("an interview");
        assert!(view.practice && view.candidate == "Oefenkandidaat");
        let now = (db.vacancies(rita, "", 1).await, db.home(rita).await, db.scorecards(rita).await, db.versions(rita, world.scorecard).await);
        assert_eq!(now, before, "in no list and in no count");
        db.pass(7 * DAY - 1);
        assert_eq!(db.remove_old_practice(&TIDYING).await, Ok(0));
        assert!(db.interview(rita, interview).await.is_ok());
        db.pass(1);
        assert_eq!(db.remove_old_practice(rita).await, Err(Code::NotAllowed.into()), "only the job tidies up");
        assert_eq!(db.remove_old_practice(&TIDYING).await, Ok(1));
        assert_eq!(db.interview(rita, interview).await, Err(Code::NotFound.into()));
        assert_eq!(db.number("SELECT COUNT(*) FROM ledger").await + db.number("SELECT COUNT(*) FROM vacancy WHERE practice").await, 0);
        assert_eq!(db.number("SELECT COUNT(*) FROM candidate WHERE name = 'Oefenkandidaat'").await, 0);
        assert_eq!(db.number("SELECT COUNT(*) FROM audit WHERE action = 'remove_practice'").await, 1);
        assert_eq!(db.verify().await, Ok(vec![]));
        assert_eq!(db.remove_old_practice(&TIDYING).await, Ok(0));
    }

    async fn a_draft_is_practised_as_it_was_when_it_began(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        let (db, rita) = (&world.db, &world.recruiter);
        let card = db.create_scorecard(rita, &worked_document(db)).await.expect("created");
        let interview = db.practise(rita, card, "Oefenkandidaat").await.expect("begun");
        let again = db.practise(rita, card, "Oefenkandidaat").await.expect("begun");
        assert_eq!(db.number("SELECT COUNT(*) FROM scorecard_version WHERE state = 'trial'").await, 1, "the same draft is copied once");
        db.change_draft(rita, card, 1, Command::Rename { title: "Anders".into() }).await.expect("changed");
        for id in [interview, again] {
            assert_eq!(db.interview(rita, id).await.expect("an interview").document.title, "Werkkaart");
        }
        assert_eq!(db.scorecard(rita, card).await.expect("a scorecard").document.title, "Anders");
        db.publish(rita, card, 2).await.expect("a trial does not stand in the way");
        db.pass(8 * DAY);
        assert_eq!(db.remove_old_practice(&TIDYING).await, Ok(2));
        assert_eq!(db.number("SELECT COUNT(*) FROM scorecard_version WHERE state = 'trial'").await, 0);
    }

    async fn nobody_else_opens_a_practice_interview(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        let interview = world.db.practise(&world.recruiter, world.scorecard, "X").await.expect("begun");
        for who in [world.admin, world.auditor, world.a, world.outsider] {
            assert_eq!(world.db.interview(&who, interview).await, Err(Code::NotAllowed.into()));
        }
        for who in [world.auditor, world.a] {
            assert_eq!(world.db.practise(&who, world.scorecard, "X").await, Err(Code::NotAllowed.into()));
        }
        let mut empty = worked_document(&world.db);
        empty.competencies.clear();
        let empty = world.db.create_scorecard(&world.recruiter, &empty).await.expect("created");
        assert_eq!(world.db.practise(&world.recruiter, empty, "X").await, Err(Code::NothingToTry.into()));
        assert_eq!(world.db.practise(&Actor::Nobody, world.scorecard, "X").await, Err(Code::NotSignedIn.into()));
    }

    async fn colleagues_sort_by_the_link_and_the_recruiter_sees_what_it_comes_to(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        let (db, rita) = (&world.db, &world.recruiter);
        assert_eq!(db.sorting(rita, world.scorecard).await, Ok(None));
        let secret = token("sorteer");
        db.make_link(rita, world.scorecard, Purpose::Sorting, &secret).await.expect("made");
        let (name, shown) = db.anchors_to_sort(&secret).await.expect("open");
        assert_eq!((name.as_str(), shown.len()), ("Voorbeeld BV", world.document.competencies.len()));
        for levels in [[1, 2, 3, 4, 5], [1, 2, 3, 5, 4], [1, 2, 3, 4, 5]] {
            db.sort_anchors(&secret, &sorted(&world, &secret, levels).await).await.expect("taken");
        }
        let view = db.sorting(rita, world.scorecard).await.expect("seen").expect("asked");
        assert_eq!((view.answers, view.outdated, view.results.len()), (3, false, 20));
        assert_eq!((view.results[0].verdict, view.results[4].verdict), (Verdict::Good, Verdict::Weak));
        let whole = sorted(&world, &secret, [1, 2, 3, 4, 5]).await;
        assert_eq!(db.sort_anchors(&secret, &whole[1..]).await, Err(Code::Unreadable.into()));
        let other = token("een andere link");
        db.make_link(rita, world.scorecard, Purpose::Sorting, &other).await.expect("made");
        assert_eq!(db.sort_anchors(&other, &whole).await, Err(Code::Unreadable.into()), "another link has other ids");
        assert!(db.sorting(&world.a, world.scorecard).await.is_err(), "an interviewer sees no scorecards");
        assert_eq!(db.verify().await, Ok(vec![]));
    }

    async fn a_link_is_for_one_thing_and_for_sixty_days(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        let (db, rita) = (&world.db, &world.recruiter);
        let secret = token("blad");
        db.make_link(rita, world.scorecard, Purpose::Sheet, &secret).await.expect("made");
        assert_eq!(db.shared_sheet(&secret).await.expect("open").organisation, "Voorbeeld BV");
        assert_eq!(db.anchors_to_sort(&secret).await, Err(Code::NotFound.into()), "it is for reading only");
        assert_eq!(db.sort_anchors(&secret, &[]).await, Err(Code::NotFound.into()));
        assert_eq!(db.shared_sheet(&token("anders")).await, Err(Code::NotFound.into()));
        assert_eq!(db.make_link(&world.auditor, world.scorecard, Purpose::Sheet, &token("a")).await, Err(Code::NotAllowed.into()));
        db.pass(60 * DAY);
        assert_eq!(db.shared_sheet(&secret).await, Err(Code::LinkExpired.into()));
    }

    async fn a_link_gives_what_its_page_shows_and_nothing_else(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        let (db, rita) = (&world.db, &world.recruiter);
        let (sheet, sorting) = (token("blad"), token("sorteer"));
        db.make_link(rita, world.scorecard, Purpose::Sheet, &sheet).await.expect("made");
        db.make_link(rita, world.scorecard, Purpose::Sorting, &sorting).await.expect("made");
        let read = serde_json::to_string(&db.shared_sheet(&sheet).await.expect("open")).expect("json");
        let sorted = serde_json::to_string(&db.anchors_to_sort(&sorting).await.expect("open")).expect("json");
        for competency in &world.document.competencies {
            for anchor in &competency.anchors {
                assert!(!read.contains(&anchor.nl) && sorted.contains(&anchor.nl));
            }
            for question in &competency.questions {
                for text in [&question.text.nl, &question.id.to_string()] {
                    assert!(!read.contains(text) && !sorted.contains(text), "{text}");
                }
                assert!(question.probes.iter().all(|probe| !read.contains(&probe.text.nl) && !sorted.contains(&probe.text.nl)));
            }
        }
    }

    async fn a_link_is_listed_and_when_withdrawn_as_unknown_as_any_other(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        let (db, rita) = (&world.db, &world.recruiter);
        let secret = token("blad");
        db.make_link(rita, world.scorecard, Purpose::Sheet, &secret).await.expect("made");
        let listed = db.links(rita, world.scorecard, Purpose::Sheet).await.expect("listed");
        assert_eq!((listed.len(), listed[0].made_by.as_deref(), listed[0].used_at), (1, Some("Rita"), None));
        assert_eq!(db.links(rita, world.scorecard, Purpose::Sorting).await, Ok(vec![]));
        db.shared_sheet(&secret).await.expect("open");
        assert!(db.links(rita, world.scorecard, Purpose::Sheet).await.expect("listed")[0].used_at.is_some());
        for who in [world.a, world.auditor, world.outsider] {
            assert!(db.links(&who, world.scorecard, Purpose::Sheet).await.is_err());
            assert!(db.withdraw_link(&who, listed[0].id).await.is_err());
        }
        db.withdraw_link(rita, listed[0].id).await.expect("withdrawn");
        assert_eq!(db.shared_sheet(&secret).await, db.shared_sheet(&token("nooit gemaakt")).await);
        assert_eq!(db.withdraw_link(rita, listed[0].id).await, Err(Code::NotFound.into()));
        assert_eq!(db.links(rita, world.scorecard, Purpose::Sheet).await, Ok(vec![]));
        assert_eq!(db.number("SELECT COUNT(*) FROM audit WHERE action = 'withdraw_link'").await, 1);
    }

    async fn the_history_says_which_interviews_used_which_version(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        let (db, rita) = (&world.db, &world.recruiter);
        let draft = db.new_draft(rita, world.scorecard).await.expect("a draft");
        db.change_draft(rita, world.scorecard, draft.revision, Command::Rename { title: "Tweede".into() }).await.expect("changed");
        let versions = db.versions(rita, world.scorecard).await.expect("versions");
        assert_eq!(versions.iter().map(|v| (v.number, v.uses.len())).collect::<Vec<_>>(), [(2, 0), (1, 1)]);
        assert_eq!((versions[1].uses[0].title.as_str(), versions[1].uses[0].interviews), ("Junior analist", 5));
        assert_eq!(db.version_document(rita, world.scorecard, 1).await.expect("the first").title, "Werkkaart");
        assert_eq!(db.version_document(rita, world.scorecard, 2).await.expect("the second").title, "Tweede");
        assert_eq!(db.version_document(rita, world.scorecard, 3).await, Err(Code::NotFound.into()));
        assert_eq!(db.versions(&world.a, world.scorecard).await, Err(Code::NotAllowed.into()));
    }
}
