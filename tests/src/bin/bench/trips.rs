//! How often a page or a post of entries waits for PostgreSQL.

use tests::{Goal, figure, trips};

pub(super) fn measure() {
    for (what, trips, most) in trips::counted() {
        figure("trips", what, trips, "trips to the database", &Goal { words: format!("at most {most}"), met: trips <= most });
    }
}
