//! What the program says on the terminal. English: it is read by who runs the server. Checking a file speaks both languages.

use domain::Lang;

/// Printed when the server listens.
pub fn listening(url: &str) -> String {
    format!("Maatstaf is ready: {url}")
}

/// Printed once, for the first administrator.
pub fn setup_code(url: &str, code: &str) -> String {
    format!("Nobody has signed in here yet. Open {url}/setup and use this one-time code:\n\n    {code}\n")
}

/// Printed with `--demo`.
pub fn demo_sign_in(url: &str, accounts: &[&str], password: &str) -> String {
    format!("Demo: sign in at {url} with the password {password} as one of\n    {}\n", accounts.join("\n    "))
}

/// Printed for who forgot the password.
pub fn reset_link(email: &str, link: &str) -> String {
    format!(
        "Open this link within 24 hours to choose a new password for {email}. It works once, and ends every session of the account.\n\n    {link}\n"
    )
}

/// Nobody to let in.
pub fn nobody_has(email: &str) -> String {
    format!("Nobody has the address {email} here. Look at the page People for how it is written.")
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
