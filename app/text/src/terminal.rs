//! What the program says on the terminal. English: it is read by who runs the server. Checking a file speaks both languages.

mod backup;

use std::{io::ErrorKind, path::Path};

use domain::Lang;

pub use backup::*;

/// Printed when the server listens.
pub fn listening(url: &str) -> String {
    format!("Maatstaf is ready: {url}")
}

/// The address to listen on cannot be had.
pub fn cannot_listen(address: &str, kind: ErrorKind, why: &str) -> String {
    let what = match kind {
        ErrorKind::AddrInUse => {
            "another program listens there. Stop that one, or choose another port with --listen, such as 127.0.0.1:3001."
        }
        ErrorKind::PermissionDenied => "this account may not use that port. Choose one above 1024 with --listen, such as 127.0.0.1:3000.",
        ErrorKind::AddrNotAvailable => "this machine does not have that address. With --listen 0.0.0.0:3000 it listens on all that it has.",
        ErrorKind::InvalidInput => "that is not an address with a port. Write it like 127.0.0.1:3000.",
        _ => why,
    };
    format!("Cannot listen on {address}: {what}")
}

pub fn no_answer(why: &str) -> String {
    format!("The database does not answer: {why}")
}

/// Printed once, for the first administrator.
pub fn setup_code(url: &str, code: &str) -> String {
    format!("Nobody has signed in here yet. Open {url}/setup and use this one-time code:\n\n    {code}\n")
}

/// Printed with `--demo`.
pub fn demo_sign_in(url: &str, accounts: &[&str], password: &str) -> String {
    format!("Demo: sign in at {url} with the password {password} as one of\n    {}\n", accounts.join("\n    "))
}

/// A demo that was cut off while it was being made. Nothing in it is anybody's.
pub fn half_demo(file: Option<&Path>) -> String {
    let remove = match file {
        Some(file) => {
            let file = file.display();
            format!("remove {file}, {file}-wal and {file}-shm (those that are there)")
        }
        None => "drop the database and make it again, empty".to_owned(),
    };
    format!(
        "The demo in this database was cut off while it was being made, and is half of one. To begin anew, {remove}, and start Maatstaf again."
    )
}

/// Printed for who forgot the password.
pub fn reset_link(email: &str, link: &str) -> String {
    format!(
        "Open this link within 24 hours to choose a new password for {email}. It works once, and ends every session of the account.\n\n    {link}\n"
    )
}

/// Printed after it, when nobody said how the site is reached.
pub const RESET_BASE: &str =
    "The link begins with http://localhost:3000. Is the site reached in another way? Change the beginning of the link, or pass --base-url.";

/// Nobody to let in. `told`: which database to look in was said.
pub fn nobody_has(email: &str, told: bool) -> String {
    let elsewhere = if told { "" } else { " If the server uses another database than data/maatstaf.db, pass the same --database." };
    format!("Nobody has the address {email} here. Look at the page People for how it is written.{elsewhere}")
}

/// There is no database to look in. `told`: it was said which one.
pub fn no_database(file: &str, told: bool) -> String {
    let which = if told { "" } else { " Pass --database with the one that the server uses." };
    format!("There is no database {file}.{which}")
}

/// What stops a file from being used, before its place.
pub const REFUSAL: &str = "refusal";
/// What could be better, before its place.
pub const WARNING: &str = "warning";

/// What a rule of wording says, on one line.
pub fn wording(lang: Lang, name: &str, quote: &str, why: &str, instead: &str) -> String {
    let ask = crate::scorecards::ask_instead(lang);
    let instead = if instead.is_empty() { String::new() } else { format!(" {ask} {instead}") };
    format!("{name} (\"{quote}\"). {why}{instead}").replace('\n', " ")
}
