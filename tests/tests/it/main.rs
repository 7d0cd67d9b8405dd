//! The real binary over HTTP. One test binary with a module per subject, so that it is linked once.

#![expect(clippy::expect_used, reason = "a test says with a panic what went wrong")]

mod access;
mod analyse;
mod backup;
mod blind;
mod bounds;
mod check;
mod crash;
mod doors;
mod file;
mod forms;
mod headers;
mod hidden;
mod import;
mod journey;
mod ledger;
mod limits;
mod names;
mod outage;
mod report;
mod resets;
mod returning;
mod scoring;
mod silent;
mod small_disk;
mod starting;
mod steps;
mod stopping;
mod storage;
mod two_servers;
mod upgrade;
mod verify;
