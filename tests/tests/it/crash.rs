//! A power cut during scoring, again and again, and a stop that is asked for.

use tests::{both_engines, faults};

both_engines! {
    fn a_server_killed_at_a_hundred_moments_has_every_acknowledged_entry_exactly_once(engine) {
        faults::killed(engine, 100).nothing_is_lost();
    }

    fn a_stop_answers_what_it_took_and_leaves_nobody_waiting(engine) {
        faults::told_to_stop(engine).nothing_is_lost();
    }
}
