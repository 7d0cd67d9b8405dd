//! The real binary over HTTP, as people and browsers use it: what the tests in `tests/it` are written with.
//!
//! A [`Server`] is a process of its own on a [`Place`] of its own, on SQLite or on PostgreSQL. A [`Browser`] knows no
//! script: it reads pages, fills in their forms and follows where it is sent; it can also call what scripts call.
//! Nothing here waits for time to pass: only for lines on the terminal, answers and the end of processes.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::missing_panics_doc, reason = "a test says with a panic what went wrong")]

mod browser;
mod cluster;
mod demo;
mod engine;
mod events;
pub mod faults;
mod figure;
mod html;
mod page;
mod process;
mod proxy;
mod rater;
pub mod scoring;
mod server;
mod small_disk;
pub mod steps;
pub mod trips;

pub use browser::{Browser, Reply, encoded};
pub use cluster::Cluster;
pub use demo::{Demo, PASSWORD, shown_link};
pub use engine::{Engine, Held, Lock, Place, Watch, postgres, postgres_address};
pub use events::Events;
pub use figure::{Goal, figure, now};
pub use html::Element;
pub use page::{Control, Form, Page};
pub use process::{open_files, resident};
pub use proxy::Proxy;
pub use rater::{Rater, all_refused, answers, id};
pub use server::{Binary, Ended, Running, Server, binary, binary_of_nobody};
pub use small_disk::SmallDisk;

/// Runs each test on both engines: `both_engines! { fn what_it_pins(engine) { … } }`
#[macro_export]
macro_rules! both_engines {
    ($($(#[$doc:meta])* fn $name:ident($engine:ident) $body:block)*) => {$(
        $(#[$doc])*
        mod $name {
            use super::*;

            fn test($engine: $crate::Engine) $body

            #[test]
            fn sqlite() {
                test($crate::Engine::Sqlite);
            }

            #[test]
            fn postgres() {
                test($crate::Engine::Postgres);
            }
        }
    )*};
}
