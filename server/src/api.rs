//! What the page's script calls while an interview goes on, and what a machine asks.

pub mod draft;
pub mod events;
pub mod health;
pub mod ledger;
pub mod place;
