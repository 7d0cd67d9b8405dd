//! Who gets what: the walk over every path as everybody, and the proof that nothing betrays an unrevealed rating.
//!
//! The server runs in this process with clock, ids, chance and secret handed in (`world`), so answers are compared as they
//! are, and nothing is masked.

#![expect(clippy::expect_used, reason = "a test says with a panic what went wrong")]

mod blind;
mod seen;
mod table;
mod things;
mod walk;
mod world;
