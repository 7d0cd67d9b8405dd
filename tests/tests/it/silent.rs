//! A database that stops answering without a word, that somebody holds on to, that is far away, or that another takes over from.

use std::sync::Arc;

use tests::{Demo, Place, Proxy, Server, faults, postgres_address};

#[test]
fn scoring_goes_on_at_every_server_when_connections_go_mute() {
    faults::muted().nothing_is_lost();
}

#[test]
fn a_server_that_is_told_to_stop_does_so_while_its_database_is_mute() {
    let proxy = Proxy::to(postgres_address());
    let mut demo = Demo::of(Server::on(&Arc::new(Place::through(&proxy)), true));
    proxy.mute();
    assert_eq!(demo.server.stop().code(), Some(0), "{}", demo.server.log());
}

#[test]
fn who_holds_the_audit_holds_up_forms_and_nothing_else() {
    faults::audit_held().nothing_is_lost();
}

#[test]
fn a_standby_that_takes_over_gives_nobody_a_fault() {
    faults::taken_over().nothing_is_lost();
}

#[test]
fn a_post_of_entries_is_six_trips_to_the_database_at_most() {
    let proxy = Proxy::to(postgres_address());
    let demo = Demo::of(Server::on(&Arc::new(Place::through(&proxy)), true));
    let [_, live, _] = demo.interviews();
    let mut rater = demo.rater("panel1", &live);
    let mut least = u64::MAX;
    // Every connection prepares its statements once.
    for level in [1, 2, 3, 4, 5].repeat(6) {
        let entries = [rater.noted(0, "zei wat ze deed"), rater.rated(0, level), rater.no_evidence(3), rater.rated(3, level)];
        proxy.trips();
        rater.store(&entries);
        least = least.min(proxy.trips());
    }
    assert!(least <= 6, "{least} trips");
}
