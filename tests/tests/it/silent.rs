//! A database that stops answering without a word, that somebody holds on to, that is far away, or that another takes over from.

use std::sync::Arc;

use tests::{Demo, Place, Proxy, Server, faults, postgres_address, trips};

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
fn a_post_of_entries_is_six_trips_to_the_database_at_most_and_a_page_four() {
    let more: Vec<trips::Trips> = trips::counted().into_iter().filter(|(_, trips, most)| trips > most).collect();
    assert_eq!(more, []);
}
