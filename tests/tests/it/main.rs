//! The real binary over HTTP. One test binary with a module per subject, so that it is linked once.

mod access;
mod journey;
mod steps;
