//! Who is poked when something happens, and who is not.

use std::{future::Future, pin::pin, task::Poll};

use domain::{
    access::Actor,
    candidates::NewCandidate,
    ledger::Said,
    scorecard::Step,
    vacancy::{Afterwards, RevealPolicy},
};

use super::world::World;
use crate::{Poke, Store, Watch};

async fn one(db: super::support::TestStore) -> World {
    World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await
}

/// Streams of these people on the first interview, all quiet.
async fn watching(world: &World, store: &Store, people: &[Actor]) -> Vec<Watch> {
    let mut watches = Vec::new();
    for who in people {
        watches.push(store.watch_interview(who, world.interviews[0]).await.expect("may look"));
    }
    settled(world).await;
    for watch in &mut watches {
        while poked(watch).await {}
    }
    watches
}

/// On PostgreSQL a poke travels through the database and has arrived when a later one has.
async fn settled(world: &World) {
    let mut mine = world.db.watch_vacancy(&world.admin, world.vacancy).await.expect("may look");
    world.db.chair_at(&world.chair, world.interviews[0], world.item()).await.expect("leads");
    mine.next().await;
}

/// Whether a poke waits; takes it.
async fn poked(watch: &mut Watch) -> bool {
    let mut next = pin!(watch.next());
    std::future::poll_fn(|context| Poll::Ready(matches!(next.as_mut().poll(context), Poll::Ready(Poke::Changed)))).await
}

both_engines! {
    async fn a_rating_and_a_note_poke_only_their_writers_other_devices(db: TestStore) {
        let world = one(db).await;
        let mut watches = watching(&world, &world.db, &[world.a, world.b, world.chair, world.a]).await;
        let item = world.item();
        let entries = vec![
            world.no_evidence(item),
            world.rate(item, 2),
            world.entry(Said::Asked { item, step: Some(Step::Result) }),
            world.declare(""),
        ];
        world.append_stored(&world.a, world.interviews[0], entries).await;
        // The word that comes after shows that the ones before it have arrived; it pokes everybody once.
        world.db.chair_at(&world.chair, world.interviews[0], item).await.expect("leads");
        watches[0].next().await;
        watches[3].next().await;
        for other in [1, 2] {
            watches[other].next().await;
            assert!(!poked(&mut watches[other]).await, "one poke: for the chair's place");
        }
    }

    async fn a_submission_a_question_and_an_arrival_poke_the_whole_panel(db: TestStore) {
        let world = one(db).await;
        let mut watches = watching(&world, &world.db, &[world.a, world.b, world.chair]).await;
        world.append_stored(&world.chair, world.interviews[0], vec![world.entry(Said::Asked { item: world.item(), step: None })]).await;
        for watch in &mut watches {
            assert_eq!(watch.next().await, Poke::Changed);
        }
        world.append_stored(&world.a, world.interviews[0], vec![world.submit()]).await;
        for watch in &mut watches {
            assert_eq!(watch.next().await, Poke::Changed);
        }
        let _late = world.db.watch_interview(&world.c, world.interviews[0]).await.expect("may look");
        for watch in &mut watches {
            assert_eq!(watch.next().await, Poke::Changed);
        }
        let view = world.db.interview(&world.b, world.interviews[0]).await.expect("an interview");
        assert_eq!(view.seats.iter().filter(|seat| seat.present).count(), 4);
    }

    async fn what_becomes_of_a_sheet_pokes_as_its_submission_did(db: TestStore) {
        let world = one(db).await;
        let (interview, a) = (world.interviews[0], world.a.user().expect("a person"));
        world.append_stored(&world.a, interview, vec![world.submit()]).await;
        let mut watches = watching(&world, &world.db, &[world.a, world.b, world.chair]).await;
        watches.push(world.db.watch_vacancy(&world.recruiter, world.vacancy).await.expect("may look"));
        world.db.return_sheet(&world.recruiter, interview, a, "per ongeluk").await.expect("given back");
        for watch in &mut watches {
            assert_eq!(watch.next().await, Poke::Changed);
        }
        world.append_stored(&world.a, interview, vec![world.submit()]).await;
        for watch in &mut watches {
            assert_eq!(watch.next().await, Poke::Changed);
        }
        world.db.set_sheet_aside(&world.recruiter, interview, a, "familie").await.expect("set aside");
        for watch in &mut watches {
            assert_eq!(watch.next().await, Poke::Changed);
            assert!(!poked(watch).await, "once");
        }
    }

    async fn how_far_somebody_is_pokes_the_board_of_who_may_count(db: TestStore) {
        let world = one(db).await;
        let mut counting = world.db.watch_vacancy(&world.recruiter, world.vacancy).await.expect("may look");
        let mut rating = world.db.watch_vacancy(&world.b, world.vacancy).await.expect("may look");
        world.append_stored(&world.a, world.interviews[0], vec![world.rate(world.item(), 4)]).await;
        assert_eq!(counting.next().await, Poke::Changed);
        world.append_stored(&world.a, world.interviews[0], vec![world.submit()]).await;
        assert_eq!(rating.next().await, Poke::Changed);
        assert!(!poked(&mut rating).await, "only of the submission");
    }

    async fn who_leaves_is_present_for_a_minute_and_then_gone(db: TestStore) {
        let world = one(db).await;
        let present = async || {
            let view = world.db.interview(&world.chair, world.interviews[0]).await.expect("an interview");
            view.seats.into_iter().filter(|seat| seat.present).map(|seat| seat.name).collect::<Vec<_>>()
        };
        let mut watches = watching(&world, &world.db, &[world.a, world.b]).await;
        world.db.refresh_presence().await.expect("refreshed");
        assert_eq!(present().await, ["Alex", "Bram", "Vera"]);
        drop(watches.remove(0));
        while poked(&mut watches[0]).await {}
        world.db.pass(1);
        world.db.refresh_presence().await.expect("refreshed");
        assert_eq!(present().await, ["Bram"], "Vera led without a stream, and Alex closed it");
        assert_eq!(watches[0].next().await, Poke::Changed, "who stays hears that somebody left");
    }

    async fn where_the_chair_is_shows_to_the_panel(db: TestStore) {
        let world = one(db).await;
        let second = world.items()[1];
        world.db.chair_at(&world.chair, world.interviews[0], second).await.expect("leads");
        assert_eq!(world.db.interview(&world.a, world.interviews[0]).await.expect("an interview").chair_at, Some(second));
        let refused = world.db.chair_at(&world.a, world.interviews[0], second).await;
        assert_eq!(refused, Err(domain::Code::NotAllowed.into()));
    }

    async fn who_lost_the_seat_or_applies_looks_on_no_longer(db: TestStore) {
        let world = one(db).await;
        let (interview, vacancy) = (world.interviews[0], world.vacancy);
        let mut seat = world.db.watch_interview(&world.a, interview).await.expect("may look");
        let (from, to) = (world.a.user().expect("a person"), world.outsider.user().expect("a person"));
        world.db.replace_rater(&world.recruiter, interview, from, to, "ziek").await.expect("replaced");
        while seat.next().await != Poke::Closed {}
        let mut panel = world.db.watch_interview(&world.chair, interview).await.expect("may look");
        let mut board = world.db.watch_vacancy(&world.recruiter, vacancy).await.expect("may look");
        let new = ["vera@example.org", "rita@example.org"].map(|email| NewCandidate { name: email.into(), email: email.into() });
        world.db.add_candidates(&world.admin, vacancy, &new).await.expect("added");
        while panel.next().await != Poke::Closed {}
        while board.next().await != Poke::Closed {}
        let own = Some(domain::Code::OwnProcedure.into());
        assert_eq!(world.db.watch_vacancy(&world.recruiter, vacancy).await.err(), own);
        let removed = world.db.vacancy(&world.admin, vacancy).await.expect("a vacancy").board.rows;
        let rita = removed.iter().find(|row| row.email == "rita@example.org").expect("added").application;
        world.db.remove_application(&world.admin, rita, &Afterwards::KeepHidden).await.expect("removed");
        let mut board = world.db.watch_vacancy(&world.recruiter, vacancy).await.expect("may look");
        world.db.restore_application(&world.admin, rita).await.expect("restored");
        while board.next().await != Poke::Closed {}
    }

    async fn who_may_not_look_does_not_and_a_stop_ends_every_stream(db: TestStore) {
        let world = one(db).await;
        assert_eq!(world.db.watch_interview(&world.outsider, world.interviews[0]).await.err(), Some(domain::Code::NotAllowed.into()));
        assert_eq!(world.db.watch_interview(&world.recruiter, world.interviews[0]).await.err(), Some(domain::Code::NotAllowed.into()));
        assert_eq!(world.db.watch_vacancy(&world.outsider, world.vacancy).await.err(), Some(domain::Code::NotAllowed.into()));
        let mut watch = world.db.watch_interview(&world.a, world.interviews[0]).await.expect("may look");
        world.db.stop_watching();
        while watch.next().await != Poke::Closed {}
        assert!(world.db.watch_interview(&world.a, world.interviews[0]).await.is_err());
    }
}

mod one_engine_only {
    use super::*;
    use crate::tests::support::{Engine, run};

    #[test]
    fn two_servers_on_one_database_poke_each_others_watchers() {
        run(Engine::Postgres, async |db| {
            let world = one(db).await;
            let other = world.db.open_again().await.expect("opens");
            let mut there = other.watch_interview(&world.b, world.interviews[0]).await.expect("may look");
            world.append_stored(&world.a, world.interviews[0], vec![world.submit()]).await;
            assert_eq!(there.next().await, Poke::Changed);
            let view = world.db.interview(&world.a, world.interviews[0]).await.expect("an interview");
            assert!(
                view.seats.iter().any(|seat| seat.name == "Bram" && seat.present),
                "who looks at the other server is present at this one"
            );
        });
    }
}
