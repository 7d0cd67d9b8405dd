//! Two servers whose clocks differ, and one clock that is set back.

use std::sync::Arc;

use super::{Staged, acknowledged, again, bystander};
use crate::{Demo, Engine, Place, Rater, Server, now, scoring::Tally};

const APART: u32 = 20;
const SET_BACK: u32 = 3600;
const CORRECTIONS: u8 = 20;

/// Two servers, twenty seconds apart. Somebody corrects a level again and again, at one and at the other; what was acknowledged last
/// stands each time.
pub fn clocks_apart() -> Staged {
    let demo = Demo::new(Engine::Postgres);
    let behind = Server::behind(demo.server.place(), APART);
    let mut rater = bystander(&demo);
    let mut there = Rater { browser: rater.browser.at(behind.address()), ..rater.clone() };
    let recovered = acknowledged(&mut there, now());
    let mut tally = Tally::default();
    for turn in 0..CORRECTIONS {
        corrects(&mut rater, turn, &mut tally);
        corrects(&mut there, turn + 1, &mut tally);
    }
    demo.server.verify();
    Staged { tally, recovered }
}

/// The clock of the one server is set back by an hour between two corrections.
pub fn clock_set_back(engine: Engine) -> Staged {
    let place = Arc::new(Place::new(engine));
    let mut demo = Demo::of(Server::on(&place, true));
    let mut rater = bystander(&demo);
    acknowledged(&mut rater, now());
    let mut tally = Tally::default();
    corrects(&mut rater, 0, &mut tally);
    demo.server.stop();
    let since = now();
    demo.server = Server::behind(&place, SET_BACK);
    let recovered = again(&demo, &mut rater, since);
    for turn in 1..CORRECTIONS {
        corrects(&mut rater, turn, &mut tally);
    }
    demo.server.verify();
    Staged { tally, recovered }
}

/// Gives another level, and looks whether it stands.
fn corrects(rater: &mut Rater, turn: u8, tally: &mut Tally) {
    let level = turn % 5 + 1;
    let entry = [rater.rated(3, level)];
    rater.store(&entry);
    tally.acknowledged += 1;
    let stands = &rater.sheet()["ratings"][&rater.items[3]];
    tally.lost += usize::from(stands["level"] != level);
}
