//! Clocks that differ, and one that is set back: what was acknowledged last stands.

use tests::{both_engines, faults};

#[test]
fn of_two_servers_twenty_seconds_apart_the_last_correction_stands() {
    faults::clocks_apart().nothing_is_lost();
}

both_engines! {
    fn after_a_clock_is_set_back_an_hour_a_correction_stands(engine) {
        faults::clock_set_back(engine).nothing_is_lost();
    }
}
