//! What the bench `live` compares with: the server as it is, with two things different.
//!
//! - `POST /parse/{id}` stands behind the same middleware, parses the same JSON and stores nothing.
//! - The ledger commits every request by itself.
//!
//! `baseline DATABASE SECRET`: prints the address it listens on.

#![expect(clippy::print_stdout, reason = "the bench reads the address from the terminal")]

use axum::{Json, Router, routing::post};
use domain::ledger::Answer;
use server::{
    Shared,
    api::ledger::{Entries, Receipt},
    clock, ids, random, router_with,
};
use store::{Options, Store};
use tokio::net::TcpListener;

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, secret] = arguments.as_slice() else { return Err("baseline DATABASE SECRET".into()) };
    let digits: Vec<u8> =
        secret.as_bytes().chunks(2).filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect();
    let secret = <[u8; 32]>::try_from(digits).map_err(|_| "the secret is 64 hex digits")?;
    let aside = std::env::temp_dir();
    let options = Options { url: url.clone(), secret, sealed: false, clock: clock(), ids: ids(), random: random(), together: 1, aside };
    let store = Store::open(options).await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let shared = Shared::new(store, "http://localhost", true, None, random());
    axum::serve(listener, router_with(shared, Router::new().route("/parse/{id}", post(parse)))).await?;
    Ok(())
}

async fn parse(Json(sent): Json<Entries>) -> Json<Receipt> {
    Json(Receipt { answers: sent.entries.iter().map(|_| Answer::Stored).collect() })
}
