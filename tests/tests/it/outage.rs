//! The disk is full, or the database is started anew, while fifty devices score. The server goes on; so do they.

use tests::{both_engines, faults};

both_engines! {
    fn a_disk_that_fills_while_they_score_keeps_what_it_acknowledged(engine) {
        faults::disk_filled(engine).nothing_is_lost();
    }
}

#[test]
fn a_database_that_is_started_anew_while_they_score_is_found_again() {
    faults::restarted().nothing_is_lost();
}
