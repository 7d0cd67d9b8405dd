//! What the program says on the terminal. English: it is read by who runs the server.

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
