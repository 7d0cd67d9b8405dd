//! Nothing lost, nothing twice, nothing after submitting.

use std::sync::Arc;

use domain::{
    Code,
    access::Actor,
    ids::{InterviewId, ItemId, NoteId},
    interview::InterviewView,
    ledger::{Answer, ENTRIES_MAX, NewEntry, Said},
    scoring::{Level, Rating},
    vacancy::RevealPolicy,
};
use uuid::Uuid;

use super::world::World;
use crate::Error;

const NOTE: NoteId = NoteId(Uuid::from_u128(0xabc));

async fn one(db: super::support::TestStore) -> World {
    World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await
}

async fn mine(world: &World, who: &Actor) -> domain::interview::MySheet {
    let view: InterviewView = world.db.interview(who, world.interviews[0]).await.expect("an interview");
    view.mine.expect("rates")
}

both_engines! {
    async fn what_a_rater_does_is_there_afterwards_and_after_a_restart(db: TestStore) {
        let mut world = one(db).await;
        let id = world.interviews[0];
        let not_observed = world.not_observed(world.items()[1], "geen tijd");
        let entries = vec![world.rate(world.item(), 2), world.rate(world.item(), 4), not_observed, world.note(world.item(), NOTE, "zei iets  ")];
        world.append_stored(&world.a, id, entries).await;
        world.db = world.db.reopened().await;
        let sheet = mine(&world, &world.a).await;
        assert_eq!(sheet.ratings[&world.item()], Rating::Level(Level::ALL[3]));
        assert_eq!(sheet.ratings[&world.items()[1]], Rating::NotObserved("geen tijd".into()));
        assert_eq!(sheet.notes.iter().map(|n| n.text.as_str()).collect::<Vec<_>>(), ["zei iets"]);
        assert_eq!(mine(&world, &world.b).await, domain::interview::MySheet::default(), "nobody else has it");
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn sending_again_is_harmless(db: TestStore) {
        let world = one(db).await;
        let id = world.interviews[0];
        let entry = world.note(world.item(), NOTE, "zei iets");
        let twice = world.append(&world.a, id, vec![entry.clone(), entry.clone()]).await;
        assert_eq!(twice, Ok(vec![Answer::Stored, Answer::Duplicate]));
        world.append_stored(&world.a, id, vec![world.rate(world.item(), 5), world.submit()]).await;
        assert_eq!(world.append(&world.a, id, vec![entry.clone()]).await, Ok(vec![Answer::Duplicate]), "also after submitting");
        assert_eq!(world.append(&world.b, id, vec![entry.clone()]).await, Ok(vec![Answer::Refused(Code::NotAllowed)]));
        assert_eq!(mine(&world, &world.a).await.ratings[&world.item()], Rating::Level(Level::ALL[4]));
        assert_eq!(world.db.number("SELECT COUNT(*) FROM ledger").await, 5);
    }

    async fn a_refused_entry_fails_no_other(db: TestStore) {
        let world = one(db).await;
        let id = world.interviews[0];
        let stranger = ItemId(Uuid::from_u128(404));
        let entries = vec![
            world.rate(stranger, 3),
            world.not_observed(world.item(), " "),
            world.note(world.item(), NOTE, &"x".repeat(20_001)),
            world.note(world.item(), NOTE, "een nul\0teken"),
            world.no_evidence(world.item()),
        ];
        let refused = [Code::UnknownItem, Code::ReasonRequired, Code::TooLarge, Code::Unreadable].map(Answer::Refused);
        let mut expected = refused.to_vec();
        expected.push(Answer::Stored);
        assert_eq!(world.append(&world.a, id, entries).await, Ok(expected));
        assert_eq!(world.db.number("SELECT COUNT(*) FROM ledger").await, 1);
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn a_submission_says_how_its_rater_knows_the_candidate_and_why_there_is_nothing_in_it(db: TestStore) {
        let world = one(db).await;
        let id = world.interviews[0];
        let submit = |reason: &str| world.entry(Said::Submitted { reason: reason.into() });
        let refused = |code| Ok(vec![Answer::Refused(code)]);
        assert_eq!(world.append(&world.a, id, vec![submit("niets gevraagd")]).await, refused(Code::DeclareFirst));
        assert_eq!(world.append(&world.a, id, vec![world.declare("")]).await, Ok(vec![Answer::Stored]));
        assert_eq!(world.append(&world.a, id, vec![submit(" ")]).await, refused(Code::ReasonRequired));
        assert!(mine(&world, &world.a).await.submitted_at.is_none());
        assert_eq!(world.append(&world.a, id, vec![submit("niets gevraagd")]).await, Ok(vec![Answer::Stored]));
        // What is rated in the same request counts, and another's declaration does not.
        let whole = vec![world.not_observed(world.item(), "geen tijd"), world.declare("oud-collega"), submit("")];
        assert_eq!(world.append(&world.b, id, whole).await, Ok(vec![Answer::Stored; 3]));
        assert_eq!(world.append(&world.c, id, vec![world.not_observed(world.item(), "x"), submit("")]).await, Ok(vec![Answer::Stored, Answer::Refused(Code::DeclareFirst)]));
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn that_nothing_was_heard_is_taken_back_unless_a_level_rests_on_it(db: TestStore) {
        let world = one(db).await;
        let (id, item) = (world.interviews[0], world.item());
        let back = || world.entry(Said::NoEvidence { item, withdrawn: true });
        let none = Ok(vec![Answer::Stored]);
        assert_eq!(world.append(&world.a, id, vec![world.no_evidence(item), back()]).await, Ok(vec![Answer::Stored; 2]));
        assert!(mine(&world, &world.a).await.no_evidence.is_empty());
        assert_eq!(world.append(&world.a, id, vec![world.rate(item, 2)]).await, Ok(vec![Answer::Refused(Code::EvidenceFirst)]));
        assert_eq!(world.append(&world.a, id, vec![world.no_evidence(item), world.rate(item, 2)]).await, Ok(vec![Answer::Stored; 2]));
        assert_eq!(world.append(&world.a, id, vec![back()]).await, Ok(vec![Answer::Refused(Code::LevelStands)]));
        assert!(mine(&world, &world.a).await.no_evidence.contains(&item));
        assert_eq!(world.append(&world.a, id, vec![world.note(item, NOTE, "toch iets"), back()]).await, Ok(vec![Answer::Stored; 2]));
        assert_eq!(world.append(&world.b, id, vec![back()]).await, none, "of nobody else");
        assert_eq!(world.db.number("SELECT COUNT(*) FROM mark").await, 0);
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn nothing_is_rated_after_submitting(db: TestStore) {
        let world = one(db).await;
        let id = world.interviews[0];
        let entries = vec![world.rate(world.item(), 3), world.submit(), world.rate(world.item(), 4), world.submit()];
        world.append_stored(&world.a, id, vec![world.no_evidence(world.item()), world.declare("")]).await;
        let locked = Answer::Refused(Code::AlreadySubmitted);
        assert_eq!(world.append(&world.a, id, entries).await, Ok(vec![Answer::Stored, Answer::Stored, locked, locked]));
        assert_eq!(world.append(&world.a, id, vec![world.rate(world.item(), 4)]).await, Ok(vec![locked]));
        let sheet = mine(&world, &world.a).await;
        assert!(sheet.submitted_at.is_some());
        assert_eq!(sheet.ratings[&world.item()], Rating::Level(Level::ALL[2]));
        world.append_stored(&world.b, id, vec![world.rate(world.item(), 5)]).await;
    }

    async fn only_raters_of_the_interview_write(db: TestStore) {
        let world = one(db).await;
        let id = world.interviews[0];
        for (who, actor) in [("chair", world.chair), ("recruiter", world.recruiter), ("outsider", world.outsider), ("admin", world.admin)] {
            assert_eq!(world.append(&actor, id, vec![world.rate(world.item(), 3)]).await, Err(Code::NotAllowed.into()), "{who}");
            assert_eq!(world.append(&actor, id, vec![]).await, Err(Code::NotAllowed.into()), "{who}");
        }
        assert_eq!(world.append(&Actor::Nobody, id, vec![]).await, Err(Code::NotSignedIn.into()));
        assert_eq!(world.append(&world.a, InterviewId(Uuid::from_u128(404)), vec![]).await, Err(Code::NotFound.into()));
        assert_eq!(world.db.number("SELECT COUNT(*) FROM ledger").await, 0);
    }

    async fn a_note_of_somebody_else_cannot_be_changed(db: TestStore) {
        let world = one(db).await;
        let id = world.interviews[0];
        world.append_stored(&world.a, id, vec![world.note(world.item(), NOTE, "van Alex")]).await;
        let taken = world.append(&world.b, id, vec![world.note(world.item(), NOTE, "van Bram")]).await;
        assert_eq!(taken, Ok(vec![Answer::Refused(Code::NotFound)]));
        assert_eq!(mine(&world, &world.a).await.notes[0].text, "van Alex");
    }

    async fn a_wrong_clock_is_corrected(db: TestStore) {
        let world = one(db).await;
        let now = world.db.now();
        let entry = |client_at| NewEntry { client_at, ..world.no_evidence(world.item()) };
        let ahead = now.plus_days(365);
        world.db.append(&world.a, world.interviews[0], Some(ahead), vec![entry(ahead.plus_minutes(-2))]).await.expect("answered");
        world.db.append(&world.a, world.interviews[0], None, vec![entry(ahead)]).await.expect("answered");
        assert_eq!(world.db.number("SELECT client_at FROM ledger WHERE seq = 1").await, now.plus_minutes(-2).0);
        assert_eq!(world.db.number("SELECT client_at FROM ledger WHERE seq = 2").await, now.0);
        assert_eq!(world.db.number("SELECT COUNT(*) FROM ledger WHERE at <> client_at").await, 1);
    }

    async fn fifty_who_write_at_once_lose_nothing(db: TestStore) {
        let world = Arc::new(World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await);
        let other = Arc::new(world.db.open_again().await.expect("opens"));
        let mut tasks = Vec::new();
        for n in 0..50u8 {
            let (world, other) = (Arc::clone(&world), Arc::clone(&other));
            tasks.push(tokio::spawn(async move {
                let rater = world.raters()[usize::from(n % 3)];
                let interview = world.interviews[usize::from(n % 2)];
                let rated = |level: u8| {
                    let item = world.items()[usize::from(level + n) % 8];
                    [world.no_evidence(item), world.rate(item, level)]
                };
                let entries = (1..=4).flat_map(rated).collect();
                // Half of them through another server.
                let store = if n % 4 < 2 { &world.db.store } else { other.as_ref() };
                store.append(&rater, interview, None, entries).await
            }));
        }
        for task in tasks {
            assert_eq!(task.await.expect("no panic"), Ok(vec![Answer::Stored; 8]));
        }
        assert_eq!(world.db.number("SELECT COUNT(*) FROM ledger").await, 400);
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn many_entries_at_once_are_one_request_and_too_many_are_none(db: TestStore) {
        let world = one(db).await;
        let id = world.interviews[0];
        world.append_stored(&world.a, id, world.items().into_iter().map(|item| world.no_evidence(item)).collect()).await;
        let many: Vec<_> = (0..ENTRIES_MAX).map(|n| world.rate(world.items()[n % 8], 3)).collect();
        assert_eq!(world.append(&world.a, id, many).await, Ok(vec![Answer::Stored; ENTRIES_MAX]));
        let more: Vec<_> = (0..=ENTRIES_MAX).map(|_| world.rate(world.item(), 3)).collect();
        assert_eq!(world.append(&world.a, id, more).await, Err(Code::TooLarge.into()));
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn a_closed_store_says_it_is_unavailable(db: TestStore) {
        let world = one(db).await;
        world.db.close().await;
        assert_eq!(world.append(&world.a, world.interviews[0], vec![]).await, Err(Error::Unavailable));
        assert_eq!(world.db.home(&world.a).await, Err(Error::Unavailable));
        assert_eq!(world.db.ping().await, Err(Error::Unavailable));
    }

    async fn what_waits_when_the_store_closes_is_stored_first(db: TestStore) {
        let world = one(db).await;
        let (stored, ()) = tokio::join!(
            biased;
            world.append(&world.a, world.interviews[0], vec![world.no_evidence(world.item())]),
            world.db.close(),
        );
        assert_eq!(stored, Ok(vec![Answer::Stored]));
    }
}
