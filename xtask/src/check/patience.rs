//! No test sleeps, is repeated until it succeeds, or is passed over.

use super::{Fault, lexer::is_sequence, source::Source};

const WHY: &str = "wait for the thing itself, and hand in the clock: a test that sleeps, retries or is skipped proves nothing";

const IN_BROWSER_TESTS: [&str; 10] =
    ["sleep(", "waitForTimeout", "retries", "test.skip", "it.skip", "describe.skip", "test.only", "it.only", "describe.only", "skip: true"];

pub(super) fn check(source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |line, what: &str| faults.push(Fault::new("no-patience", source, line, format!("`{what}`: {WHY}")));
    for (at, token) in source.tokens.iter().enumerate() {
        if is_sequence(&source.tokens[at..], &["#", "[", "ignore"]) {
            fault(token.line, "#[ignore]");
        }
        if source.under(&["tests/"]) && matches!(token.word(), Some("sleep" | "sleep_until")) {
            fault(token.line, "sleep");
        }
    }
    let script = source.ends_in(&["js", "mjs", "ts"]);
    if source.under(&["end2end/"]) && script {
        for (number, line) in source.text.lines().enumerate() {
            let code = line.trim_start();
            let comment = code.starts_with("//") || code.starts_with('*') || code.starts_with("/*");
            if let (false, Some(found)) = (comment, IN_BROWSER_TESTS.iter().find(|it| line.contains(**it))) {
                fault(number + 1, found);
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&Source::new(path, text)).len()
    }

    #[test]
    fn a_sleeping_or_skipped_test_is_a_fault() {
        assert_eq!(count("tests/src/a.rs", "std::thread::sleep(d)"), 1);
        assert_eq!(count("server/store/src/a.rs", "#[test] #[ignore = \"slow\"] fn a() {}"), 1);
        assert_eq!(count("end2end/a.test.js", "await page.waitForTimeout(100)\ntest.skip('later')"), 2);
    }

    #[test]
    fn a_test_that_waits_for_something_is_not() {
        assert_eq!(count("tests/src/a.rs", "// no sleep\nserver.line_with(\"listening\")"), 0);
        assert_eq!(count("end2end/a.test.js", "// never sleep()\nawait page.waitForSelector('main')"), 0);
    }
}
