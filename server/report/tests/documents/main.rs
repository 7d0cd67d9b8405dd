//! Reports, read back by another program.

#![expect(clippy::expect_used, reason = "a test says with a panic what went wrong")]

mod contents;
mod fixture;
mod format;
mod hostile;
mod poppler;
