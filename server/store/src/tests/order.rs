//! Of what one person says of one thing the last that was acknowledged stands, whatever the clocks of servers and browsers say; only
//! what waited in a browser gives way to what was said after it.

use domain::{
    ids::EntryId,
    ledger::{Answer, NewEntry, Said},
    scoring::{Level, Rating},
    time::UnixMillis,
    vacancy::RevealPolicy,
};

use super::{support::TestStore, world::World};

async fn one(db: TestStore) -> World {
    World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await
}

/// Sends one entry that is as old as this by its browser's clock, which is right.
async fn send(world: &World, entry: NewEntry, age: i64) -> Answer {
    let now = world.db.now();
    let entry = NewEntry { client_at: UnixMillis(now.0 - age), ..entry };
    world.db.append(&world.a, world.interviews[0], Some(now), vec![entry]).await.expect("answered")[0]
}

async fn stands(world: &World) -> Rating {
    assert_eq!(world.db.verify().await, Ok(vec![]));
    world.db.interview(&world.a, world.interviews[0]).await.expect("an interview").mine.expect("rates").ratings[&world.item()].clone()
}

fn level(level: u8) -> Rating {
    Rating::Level(Level::try_from(level).expect("1 to 5"))
}

both_engines! {
    async fn a_clock_that_is_behind_or_was_set_back_takes_no_correction_away(db: TestStore) {
        let world = one(db).await;
        world.append_stored(&world.a, world.interviews[0], vec![world.no_evidence(world.item())]).await;
        assert_eq!(send(&world, world.rate(world.item(), 2), 0).await, Answer::Stored);
        // As another server has it, or this one after an hour was taken away.
        for (back, correction) in [(1, 4), (60, 1), (24 * 60, 5)] {
            world.db.pass(-back);
            assert_eq!(send(&world, world.rate(world.item(), correction), 100).await, Answer::Stored);
            assert_eq!(stands(&world).await, level(correction));
            assert_eq!(send(&world, world.declare(&format!("{correction}")), 0).await, Answer::Stored);
        }
        let mine = world.db.interview(&world.a, world.interviews[0]).await.expect("an interview").mine.expect("rates");
        assert_eq!(mine.relation.as_deref(), Some("5"));
    }

    async fn what_waited_in_a_browser_that_had_seen_the_other_comes_after_it(db: TestStore) {
        let world = one(db).await;
        world.append_stored(&world.a, world.interviews[0], vec![world.no_evidence(world.item())]).await;
        let first = world.rate(world.item(), 2);
        assert_eq!(send(&world, first.clone(), 0).await, Answer::Stored);
        world.db.pass(-60);
        let next = NewEntry { base: Some(first.id), ..world.rate(world.item(), 4) };
        assert_eq!(send(&world, next.clone(), 10 * 60_000).await, Answer::Stored);
        assert_eq!(stands(&world).await, level(4));
        // The page learns which entry that is.
        let mine = world.db.interview(&world.a, world.interviews[0]).await.expect("an interview").mine.expect("rates");
        let bases: Vec<EntryId> = mine.bases.iter().map(|(_, entry)| *entry).collect();
        assert!(bases.contains(&next.id) && !bases.contains(&first.id), "{bases:?}");
    }

    async fn what_waited_in_a_browser_that_had_not_seen_the_other_gives_way_and_its_writer_is_told(db: TestStore) {
        let world = one(db).await;
        world.append_stored(&world.a, world.interviews[0], vec![world.no_evidence(world.item())]).await;
        let first = world.rate(world.item(), 2);
        assert_eq!(send(&world, first.clone(), 60 * 60_000).await, Answer::Stored);
        assert_eq!(send(&world, world.rate(world.item(), 3), 0).await, Answer::Stored, "on the phone");
        let waited = NewEntry { base: Some(first.id), ..world.rate(world.item(), 5) };
        assert_eq!(send(&world, waited.clone(), 30 * 60_000).await, Answer::Overtaken);
        assert_eq!(send(&world, waited, 30 * 60_000).await, Answer::Duplicate);
        assert_eq!(stands(&world).await, level(3));
        let [early, late] = [90, 20].map(|minutes| (world.entry(Said::Declared { relation: minutes.to_string() }), minutes * 60_000));
        assert_eq!(send(&world, late.0, late.1).await, Answer::Stored);
        assert_eq!(send(&world, early.0, early.1).await, Answer::Overtaken);
    }

    async fn an_entry_of_somebody_else_or_of_another_interview_is_nobodys_base(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        let (here, there, item) = (world.interviews[0], world.interviews[1], world.item());
        let theirs = world.no_evidence(item);
        world.append_stored(&world.b, here, vec![theirs.clone()]).await;
        let elsewhere: Vec<NewEntry> = (0..5).map(|_| world.no_evidence(item)).collect();
        world.append_stored(&world.a, there, elsewhere.clone()).await;
        world.append_stored(&world.a, here, vec![world.no_evidence(item)]).await;
        assert_eq!(send(&world, world.rate(item, 3), 0).await, Answer::Stored);
        for base in [theirs.id, elsewhere[4].id] {
            let waited = NewEntry { base: Some(base), ..world.rate(item, 5) };
            assert_eq!(send(&world, waited, 30 * 60_000).await, Answer::Overtaken);
        }
        assert_eq!(stands(&world).await, level(3));
    }
}
