//! Every test runs on SQLite and on PostgreSQL: `name::sqlite` and `name::postgres`.

#[macro_use]
mod support;
mod world;

mod aside;
mod audit;
mod blindness;
mod candidates;
mod chain;
mod compare;
mod conduct;
mod deciding;
mod documents;
mod drafts;
mod forged;
mod hidden;
mod invitations;
mod ledger;
mod library;
mod list;
mod live;
mod opening;
mod order;
mod organisations;
mod own_candidacy;
mod people;
mod planning;
mod projection;
mod resets;
mod returning;
mod reveal;
mod scorecards;
mod seen;
mod sessions;
mod trying;
