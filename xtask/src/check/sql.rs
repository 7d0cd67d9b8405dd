//! SQL is written in `store` only, and PDF in `report` only.

use super::{Fault, source::Source};

const OWNERS: [(&str, &str); 3] = [("sqlx", "server/store/"), ("printpdf", "server/report/"), ("lopdf", "server/report/")];

/// Where statements are: in `store`, and in the one file with which the tests damage a database behind a server's back.
const STATEMENTS: [&str; 2] = ["server/store/", "tests/src/engine.rs"];

pub(super) fn check(source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    // The rules themselves name what they forbid.
    if !source.is_rust() || source.under(&["xtask/"]) {
        return faults;
    }
    for token in &source.tokens {
        if token.text().is_some_and(is_sql) && !source.under(&STATEMENTS) {
            faults.push(Fault::new(
                "sql-in-store",
                source,
                token.line,
                "SQL outside crate `store`: only there do both engines and the access rules apply",
            ));
        }
        for (name, owner) in OWNERS {
            if token.word() == Some(name) && !source.under(&[owner]) {
                faults.push(Fault::new(
                    "one-owner",
                    source,
                    token.line,
                    format!("`{name}` is named only in {owner}, so that it can be replaced in one place"),
                ));
            }
        }
    }
    faults
}

fn is_sql(text: &str) -> bool {
    let words: Vec<&str> = text.split(|it: char| it.is_whitespace() || it == '\\' || it == '(').collect();
    let followed = |first: &str, second: &str| {
        let mut after = words.iter().skip_while(|it| **it != first);
        after.next().is_some() && after.any(|it| *it == second)
    };
    let adjacent = |first: &str, second: &str| words.windows(2).any(|it| it == [first, second]);
    followed("SELECT", "FROM") || followed("UPDATE", "SET") || adjacent("INSERT", "INTO") || adjacent("DELETE", "FROM")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(path: &str, text: &str) -> Vec<&'static str> {
        check(&Source::new(path, text)).iter().map(|it| it.rule).collect()
    }

    #[test]
    fn a_statement_outside_store_is_a_fault() {
        for sql in ["SELECT a\\n FROM b", "INSERT INTO t", "UPDATE t SET a = 1", "DELETE FROM t"] {
            assert_eq!(rules("server/src/http.rs", &format!("f(\"{sql}\")")), ["sql-in-store"], "{sql}");
            assert_eq!(rules("tests/tests/it/file.rs", &format!("f(\"{sql}\")")), ["sql-in-store"], "{sql}");
            for place in ["server/store/src/people.rs", "tests/src/engine.rs"] {
                assert!(rules(place, &format!("f(\"{sql}\")")).is_empty(), "{place}");
            }
        }
    }

    #[test]
    fn words_and_comments_are_not_statements() {
        assert!(rules("app/src/a.rs", "// SELECT a FROM b\nf(\"Select one from the list, update settings\")").is_empty());
    }

    #[test]
    fn libraries_with_an_owner_are_named_there_only() {
        assert_eq!(rules("server/src/a.rs", "use printpdf::Op; // lopdf"), ["one-owner"]);
        assert!(rules("server/report/src/a.rs", "use printpdf::Op;").is_empty());
        assert_eq!(rules("app/src/a.rs", "sqlx::query"), ["one-owner"]);
    }
}
