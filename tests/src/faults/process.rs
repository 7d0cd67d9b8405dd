//! The server is killed, or told to stop.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use super::{Staged, again, bystander};
use crate::{
    Demo, Engine, now,
    scoring::{clients, score, tally},
};

/// Killed so often, each time in the middle of what fifty devices send, and started again.
pub fn killed(engine: Engine, times: usize) -> Staged {
    let mut demo = Demo::new(engine);
    let mut rater = bystander(&demo);
    let mut clients = clients(&demo);
    let mut chance = Chance(20_261_123);
    let mut recovered = Duration::ZERO;
    for _ in 0..times {
        let enough = chance.below(61);
        score(&mut demo, &mut clients, enough, |demo| demo.server.kill());
        let since = now();
        demo.server = demo.server.again();
        recovered = recovered.max(again(&demo, &mut rater, since));
        demo.server.verify();
    }
    Staged { tally: tally(&demo, clients), recovered }
}

/// Told to stop while a browser holds on to its connection: it answers what it took, and ends.
pub fn told_to_stop(engine: Engine) -> Staged {
    let mut demo = Demo::new(engine);
    let mut rater = bystander(&demo);
    let mut clients = clients(&demo);
    let mut idle = TcpStream::connect(demo.server.address()).expect("listens");
    idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").expect("listens");
    assert!(idle.read(&mut [0; 4096]).expect("answers") > 0);
    let mut since = now();
    score(&mut demo, &mut clients, 60, |demo| {
        since = now();
        demo.server.ask_to_stop();
    });
    assert_eq!(demo.server.wait().code(), Some(0), "{}", demo.server.log());
    demo.server = demo.server.again();
    let recovered = again(&demo, &mut rater, since);
    Staged { tally: tally(&demo, clients), recovered }
}

/// Moments that nobody chose, the same in every run: the numbers of xorshift64*.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32) % end
    }
}
