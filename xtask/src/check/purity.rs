//! `domain` is a function of its arguments, and only the server looks at the machine it runs on.

use super::{Fault, lexer, source::Source};

const IMPURE: [&str; 16] = [
    "SystemTime",
    "Instant",
    "Uuid::new_v4",
    "Uuid::now_v7",
    "getrandom",
    "rand",
    "Timestamp::now",
    "Zoned::now",
    "std::env",
    "std::fs",
    "std::io",
    "std::net",
    "std::process",
    "std::thread",
    "OsRng",
    "RandomState",
];

pub(super) fn check(source: &Source) -> Vec<Fault> {
    let (forbidden, rule, why): (&[&str], _, _) = if source.under(&["app/domain/src/"]) {
        (&IMPURE, "pure-domain", "`domain` has no clock, no randomness and no I/O: time and ids come in as arguments")
    } else if source.under(&["app/src/", "app/text/src/", "app/client/src/", "server/store/src/", "server/report/src/"]) {
        (&["std::env"], "environment", "only crate `server` reads the environment, so that `--help` lists everything")
    } else {
        return Vec::new();
    };
    let tokens = source.shipped();
    let mut faults = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        for path in forbidden {
            if lexer::is_path(&tokens[at..], path) {
                faults.push(Fault::new(rule, source, token.line, format!("`{path}`: {why}")));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(path: &str, text: &str) -> Vec<&'static str> {
        check(&Source::new(path, text)).iter().map(|it| it.rule).collect()
    }

    #[test]
    fn domain_asks_nobody_for_time_or_chance() {
        assert_eq!(rules("app/domain/src/a.rs", "let now = SystemTime::now();"), ["pure-domain"]);
        assert_eq!(rules("app/domain/src/a.rs", "use std::{fmt, fs};"), ["pure-domain"]);
        assert_eq!(rules("app/domain/src/a.rs", "Uuid::now_v7()"), ["pure-domain"]);
        assert!(
            rules("app/domain/src/a.rs", "/// Not SystemTime::now\nfn at(now: UnixMillis) -> Uuid { Uuid::from_bytes(id) }").is_empty()
        );
    }

    #[test]
    fn tests_may_do_what_they_like() {
        assert!(rules("app/domain/src/a.rs", "#[cfg(test)] mod tests { use std::fs; }").is_empty());
        assert!(rules("app/domain/src/access/tests.rs", "use std::fs;").is_empty());
    }

    #[test]
    fn only_the_server_reads_the_environment() {
        assert_eq!(rules("server/store/src/open.rs", "std::env::var(\"X\")"), ["environment"]);
        assert!(rules("server/src/config.rs", "std::env::var(\"X\")").is_empty());
        assert!(rules("server/store/src/open.rs", "env!(\"CARGO_PKG_VERSION\")").is_empty());
    }
}
