//! What can go wrong while a panel scores, staged on real processes and real databases: the same for the tests, which say whether
//! a word was lost, and for `cargo xtask faults`, which also says how long it lasted.

mod clocks;
mod database;
mod files;
mod process;

pub use clocks::{clock_set_back, clocks_apart};
pub use database::{audit_held, muted, restarted, taken_over};
pub use files::{backed_up, copied_over, disk_filled, replaced};
pub use process::{Chance, killed, told_to_stop};

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::{Demo, Rater, now, scoring::Tally};

/// What a fault did.
#[derive(Debug, Clone, Copy)]
pub struct Staged {
    pub tally: Tally,
    /// From the fault, or from when its cause was taken away, to the next entry that was acknowledged; the longest of them.
    pub recovered: Duration,
}

impl Staged {
    /// Fails unless everything that was acknowledged is there once.
    pub fn nothing_is_lost(self) {
        let Tally { acknowledged, lost, doubled } = self.tally;
        assert!(acknowledged > 0 && (lost, doubled) == (0, 0), "{self:?}");
    }
}

/// How often a browser asks before this gives up: of each the server itself waits most.
const TRIES: usize = 4;

/// Somebody who rates beside those who are counted.
fn bystander(demo: &Demo) -> Rater {
    let [_, live, _] = demo.interviews();
    demo.rater("panel1", &live)
}

/// How long it takes from then until this is acknowledged.
fn acknowledged(rater: &mut Rater, since: Instant) -> Duration {
    let entries: [Value; 1] = [rater.no_evidence(3)];
    let stored = (0..TRIES).any(|_| {
        let reply = rater.send(&entries);
        assert!([200, 503].contains(&reply.status), "{}", reply.status);
        reply.status == 200
    });
    assert!(stored, "it does not come through");
    now() - since
}

/// The same at the server that there is by then.
fn again(demo: &Demo, rater: &mut Rater, since: Instant) -> Duration {
    rater.browser = rater.browser.at(demo.server.address());
    acknowledged(rater, since)
}
