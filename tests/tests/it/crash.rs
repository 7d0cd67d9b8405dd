//! A power cut during scoring, again and again, and a stop that is asked for.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use tests::{Demo, both_engines};

use crate::scoring::{checked, clients, score};

const KILLS: usize = 100;

both_engines! {
    fn a_server_killed_at_a_hundred_moments_has_every_acknowledged_entry_exactly_once(engine) {
        let mut demo = Demo::new(engine);
        let mut clients = clients(&demo);
        let mut chance = Chance(20_261_123);
        for _ in 0..KILLS {
            let enough = chance.below(61);
            score(&mut demo, &mut clients, enough, |demo| demo.server.kill());
            demo.server = demo.server.again();
            demo.server.verify();
        }
        checked(&demo, clients);
    }

    fn a_stop_answers_what_it_took_and_leaves_nobody_waiting(engine) {
        let mut demo = Demo::new(engine);
        let mut clients = clients(&demo);
        // A browser that holds on to its connection does not hold the server up.
        let mut idle = TcpStream::connect(demo.server.address()).expect("listens");
        idle.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").expect("listens");
        assert!(idle.read(&mut [0; 4096]).expect("answers") > 0);
        score(&mut demo, &mut clients, 60, |demo| demo.server.ask_to_stop());
        let ended = demo.server.wait();
        assert_eq!(ended.code(), Some(0), "{}", demo.server.log());
        demo.server = demo.server.again();
        checked(&demo, clients);
    }
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
