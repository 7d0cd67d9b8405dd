//! What was typed is never lost, and never seen by anybody else.

use domain::{
    Code,
    ids::{ItemId, NoteId},
    ledger::NOTE_MAX,
    scorecard::Step,
    vacancy::RevealPolicy,
};
use uuid::Uuid;

use super::{support::TestStore, world::World};
use crate::DraftNote;

const NOTE: NoteId = NoteId(Uuid::from_u128(0xabc));

fn typed(item: ItemId, text: &str) -> DraftNote {
    DraftNote { note: NOTE, item, step: Some(Step::Result), text: text.into(), base: None }
}

async fn one(db: TestStore) -> World {
    World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await
}

async fn texts(world: &World, who: &domain::access::Actor) -> Vec<String> {
    let view = world.db.interview(who, world.interviews[0]).await.expect("an interview");
    view.mine.expect("rates").notes.into_iter().map(|note| note.text).collect()
}

both_engines! {
    async fn what_was_typed_is_back_after_a_restart_for_its_writer_only(db: TestStore) {
        let mut world = one(db).await;
        let id = world.interviews[0];
        world.db.save_draft(&world.a, id, &typed(world.item(), "half een z")).await.expect("kept");
        world.db.save_draft(&world.a, id, &typed(world.item(), "half een zin")).await.expect("kept");
        world.db = world.db.reopened().await;
        assert_eq!(texts(&world, &world.a).await, ["half een zin"]);
        assert_eq!(texts(&world, &world.b).await, [""; 0]);
        assert_eq!(world.db.number("SELECT COUNT(*) FROM ledger").await, 0);
    }

    async fn an_entry_takes_its_draft_away_and_newer_typing_shows_over_it(db: TestStore) {
        let world = one(db).await;
        let id = world.interviews[0];
        world.db.save_draft(&world.a, id, &typed(world.item(), "een")).await.expect("kept");
        world.append_stored(&world.a, id, vec![world.note(world.item(), NOTE, "een zin")]).await;
        assert_eq!(texts(&world, &world.a).await, ["een zin"]);
        assert_eq!(world.db.number("SELECT COUNT(*) FROM draft").await, 0);
        world.db.save_draft(&world.a, id, &typed(world.item(), "een zin, en meer")).await.expect("kept");
        assert_eq!(texts(&world, &world.a).await, ["een zin, en meer"]);
    }

    async fn submitting_turns_typing_into_notes(db: TestStore) {
        let world = one(db).await;
        let (id, second) = (world.interviews[0], NoteId(Uuid::from_u128(0xabd)));
        world.append_stored(&world.a, id, vec![world.note(world.item(), NOTE, "een zin")]).await;
        world.db.save_draft(&world.a, id, &typed(world.item(), "een langere zin")).await.expect("kept");
        let more = DraftNote { note: second, step: None, ..typed(world.items()[1], "nog iets ") };
        world.db.save_draft(&world.a, id, &more).await.expect("kept");
        let empty = DraftNote { note: NoteId(Uuid::from_u128(0xabe)), ..typed(world.item(), "  ") };
        world.db.save_draft(&world.a, id, &empty).await.expect("kept");
        let others = DraftNote { note: NoteId(Uuid::from_u128(0xabf)), ..typed(world.item(), "van Bram") };
        world.db.save_draft(&world.b, id, &others).await.expect("kept");
        world.append_stored(&world.a, id, vec![world.submit()]).await;
        assert_eq!(texts(&world, &world.a).await, ["een langere zin", "nog iets"]);
        assert_eq!(world.db.number("SELECT COUNT(*) FROM ledger WHERE kind = 'noted'").await, 3);
        assert_eq!(world.db.number("SELECT COUNT(*) FROM ledger WHERE kind = 'submitted' AND seq = 5").await, 1, "the lock comes last");
        assert_eq!(world.db.number("SELECT COUNT(*) FROM draft").await, 1, "another's typing stays");
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn a_note_sent_with_the_submission_is_newer_than_its_draft(db: TestStore) {
        let world = one(db).await;
        let id = world.interviews[0];
        world.db.save_draft(&world.a, id, &typed(world.item(), "half")).await.expect("kept");
        world.append_stored(&world.a, id, vec![world.note(world.item(), NOTE, "heel"), world.submit()]).await;
        assert_eq!(texts(&world, &world.a).await, ["heel"]);
        assert_eq!(world.db.number("SELECT COUNT(*) FROM ledger WHERE kind = 'noted'").await, 1);
    }

    async fn a_draft_is_refused_where_an_entry_would_be(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        let (id, db) = (world.interviews[0], &world.db);
        let save = async |who, interview, draft: &DraftNote| db.save_draft(who, interview, draft).await;
        save(&world.a, id, &typed(world.item(), "van Alex")).await.expect("kept");
        assert_eq!(save(&world.b, id, &typed(world.item(), "van Bram")).await, Err(Code::NotFound.into()));
        assert_eq!(save(&world.a, world.interviews[1], &typed(world.item(), "elders")).await, Err(Code::NotFound.into()));
        let fresh = |item, text: &str| DraftNote { note: NoteId(Uuid::from_u128(0xff)), ..typed(item, text) };
        assert_eq!(save(&world.a, id, &fresh(ItemId(Uuid::nil()), "x")).await, Err(Code::UnknownItem.into()));
        assert_eq!(save(&world.a, id, &fresh(world.item(), &"ë".repeat(NOTE_MAX + 1))).await, Err(Code::TooLarge.into()));
        assert_eq!(save(&world.a, id, &fresh(world.item(), "nul\0")).await, Err(Code::Unreadable.into()));
        assert_eq!(save(&world.a, id, &fresh(world.item(), &"ë".repeat(NOTE_MAX))).await, Ok(()));
        assert_eq!(save(&world.chair, id, &fresh(world.item(), "x")).await, Err(Code::NotAllowed.into()));
        world.append_stored(&world.a, id, vec![world.submit()]).await;
        assert_eq!(save(&world.a, id, &typed(world.item(), "te laat")).await, Err(Code::AlreadySubmitted.into()));
    }
}
