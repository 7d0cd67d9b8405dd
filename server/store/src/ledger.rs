//! What raters do: an append-only chain per interview, and in the same transaction what it says now.
//!
//! Two tasks write, one of them what is submitted. It takes every request that waits, commits them together, and then answers each: acknowledged means on
//! disk. A refused entry fails nobody else's, and an entry that was sent before is answered as a duplicate.

mod batch;
mod before;
mod chain;
mod project;
mod put;
mod take;
mod writer;

#[cfg(test)]
pub(crate) use chain::verify_in;
pub(crate) use chain::{are_whole, settle_notes, verify};
pub(crate) use writer::{Writers, append_within};
