//! `pg_dump` and `pg_restore`, which come with PostgreSQL. The password goes to them where `ps` does not show it.

use std::{
    io::ErrorKind,
    process::{Command, Stdio},
};

use crate::open::OpenError;

#[derive(Debug, Clone, Copy)]
pub(super) enum Tool {
    Dump,
    Read,
    Restore,
}

impl Tool {
    const fn name(self) -> &'static str {
        match self {
            Self::Dump => "pg_dump",
            Self::Read | Self::Restore => "pg_restore",
        }
    }
}

/// Runs it to its end, and gives what it wrote.
pub(super) async fn run(url: &str, tool: Tool, arguments: &[&str]) -> Result<String, OpenError> {
    let (url, password) = without_password(url);
    let mut command = Command::new(tool.name());
    command.arg("--no-password").args(arguments).stdin(Stdio::null());
    if !matches!(tool, Tool::Read) {
        command.arg(format!("--dbname={url}"));
    }
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    let failed = |why: String| OpenError::Tool { tool: tool.name(), why };
    let done = tokio::task::spawn_blocking(move || command.output()).await.map_err(|error| failed(error.to_string()))?;
    let done = done.map_err(|error| match error.kind() {
        ErrorKind::NotFound => failed("it is not installed here; it comes with PostgreSQL (Debian: postgresql-client)".into()),
        _ => failed(error.to_string()),
    })?;
    if done.status.success() {
        return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
    }
    Err(failed(String::from_utf8_lossy(&done.stderr).trim().to_owned()))
}

/// The address as others may see it, and the password that stood in it.
fn without_password(url: &str) -> (String, Option<String>) {
    let parts = || {
        let (scheme, rest) = url.split_once("://")?;
        let (who, place) = rest.split_once('@').filter(|(who, _)| !who.contains('/'))?;
        let (user, password) = who.split_once(':')?;
        Some((format!("{scheme}://{user}@{place}"), Some(decoded(password))))
    };
    parts().unwrap_or_else(|| (url.to_owned(), None))
}

/// `%40` is `@`.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = |digits: &[u8]| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
        let escaped = after.get(..2).filter(|_| *first == b'%').and_then(hex);
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The address of another database on the same server.
pub(super) fn with_database(url: &str, name: &str) -> String {
    let (address, settings) = url.split_once('?').map_or((url, None), |(address, settings)| (address, Some(settings)));
    let (scheme, rest) = address.split_once("://").unwrap_or(("postgres", address));
    let server = rest.split('/').next().unwrap_or(rest);
    let settings = settings.map(|settings| format!("?{settings}")).unwrap_or_default();
    format!("{scheme}://{server}/{name}{settings}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_taken_out_of_the_address() {
        let kept = |url: &str| without_password(url);
        assert_eq!(kept("postgres://anna:ge%40heim@h:5432/d?x=1"), ("postgres://anna@h:5432/d?x=1".into(), Some("ge@heim".into())));
        assert_eq!(kept("postgres://anna@h/d"), ("postgres://anna@h/d".into(), None));
        assert_eq!(kept("postgres://h/d?options=a:b@c"), ("postgres://h/d?options=a:b@c".into(), None));
    }

    #[test]
    fn another_database_is_on_the_same_server() {
        assert_eq!(with_database("postgres://anna:x@h:5432/d?sslmode=require", "e"), "postgres://anna:x@h:5432/e?sslmode=require");
        assert_eq!(with_database("postgres://h", "e"), "postgres://h/e");
    }
}
