//! How files are named, how long they are, and what is not written in them.

use super::{
    Fault,
    lexer::{is_path, is_sequence},
    source::Source,
};

const LONG: usize = 300;
const TOO_LONG: usize = 400;

/// The one file that may name what puts text into a page unescaped, and how that can be named.
const TITLE: &str = "app/src/ui/title.rs";
const RAW: [&str; 2] = ["leptos_meta::Title", "leptos_meta::*"];

/// Folders of one machine. The rule's own file names them.
const MACHINE: [&str; 4] = ["/home/", "/Users/", "/work/", "/root/"];

pub(super) fn check(source: &Source) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut fault = |rule, line, why: &str| faults.push(Fault::new(rule, source, line, why));
    if source.path.ends_with("/mod.rs") {
        fault("no-mod-rs", 1, "a module is `name.rs` plus `name/`: ten files called mod.rs cannot be told apart");
    }
    if source.is_rust() && source.text.lines().count() > TOO_LONG {
        fault("short-files", TOO_LONG, "over 400 lines: split it where its subjects part");
    }
    for (at, token) in source.tokens.iter().enumerate() {
        let rest = &source.tokens[at..];
        if is_sequence(rest, &["#", "[", "allow"]) || is_sequence(rest, &["#", "!", "[", "allow"]) {
            fault("no-allow", token.line, "write `#[expect(…, reason = \"…\")]`: it says why, and complains when it is no longer needed");
        }
        if source.path != TITLE && RAW.iter().any(|raw| is_path(rest, raw)) {
            fault(
                "one-title",
                token.line,
                "leptos_meta writes a title as it is: use `Page`, whose title is escaped in app/src/ui/title.rs",
            );
        }
        if is_sequence(rest, &["<", "textarea"]) && source.under(&["app/src/"]) && !source.under(&["app/src/ui"]) {
            fault("one-textarea", token.line, "`<textarea` only in app/src/ui: one place knows what has to be escaped and kept");
        }
    }
    if !source.under(&["xtask/src/check/"]) {
        for (number, line) in source.text.lines().enumerate() {
            if MACHINE.iter().any(|it| line.contains(it)) {
                fault("no-machine-paths", number + 1, "a path of one machine means nothing on another");
            }
            if leaves(source, line) {
                fault("no-machine-paths", number + 1, "a path that leaves the repository");
            }
        }
    }
    faults
}

/// Does a relative path in this document climb higher than the root? (Programs may hold such paths to refuse them.)
fn leaves(source: &Source, line: &str) -> bool {
    let document = source.ends_in(&["md", "toml", "yml", "yaml", "sh"]);
    document && line.contains(&"../".repeat(source.path.matches('/').count() + 1))
}

/// A file that is getting long: worth a remark, not a fault.
pub(super) fn long(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    (source.is_rust() && lines > LONG && lines <= TOO_LONG).then(|| format!("{} has {lines} lines; over {LONG} is a smell", source.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(path: &str, text: &str) -> Vec<&'static str> {
        check(&Source::new(path, text)).iter().map(|it| it.rule).collect()
    }

    #[test]
    fn modules_are_named_after_what_they_hold() {
        assert_eq!(rules("app/src/people/mod.rs", ""), ["no-mod-rs"]);
        assert!(rules("app/src/people.rs", "").is_empty());
    }

    #[test]
    fn files_stay_readable() {
        assert_eq!(rules("app/src/a.rs", &"\n".repeat(401)), ["short-files"]);
        assert!(rules("app/src/a.rs", &"\n".repeat(400)).is_empty());
        assert!(long(&Source::new("app/src/a.rs", &"\n".repeat(301))).is_some());
        assert!(long(&Source::new("app/src/a.rs", &"\n".repeat(300))).is_none());
    }

    #[test]
    fn lints_are_expected_with_a_reason() {
        assert_eq!(rules("app/src/a.rs", "#[allow(dead_code)]\nfn a() {}"), ["no-allow"]);
        assert_eq!(rules("app/src/a.rs", "#![allow(dead_code)]"), ["no-allow"]);
        assert!(rules("app/src/a.rs", "// #[allow(dead_code)]\n#[expect(dead_code, reason = \"soon\")]").is_empty());
    }

    #[test]
    fn text_areas_are_made_in_one_place() {
        assert_eq!(rules("app/src/interview.rs", "view! { <textarea name=\"note\"></textarea> }"), ["one-textarea"]);
        assert!(rules("app/src/ui/field.rs", "view! { <textarea></textarea> }").is_empty());
        assert!(rules("app/src/interview.rs", "/// The only `<textarea>`").is_empty());
    }

    #[test]
    fn titles_are_escaped_in_one_place() {
        assert_eq!(rules("app/src/ui/chrome.rs", "use leptos_meta::Title;"), ["one-title"]);
        assert_eq!(rules("app/src/routes.rs", "use leptos_meta::{Title, provide_meta_context};"), ["one-title"]);
        assert_eq!(rules("app/src/routes.rs", "use leptos_meta::{Title as Tab};"), ["one-title"]);
        assert_eq!(rules("app/src/routes.rs", "use leptos_meta::*;"), ["one-title"]);
        assert_eq!(rules("app/src/routes.rs", "view! { <leptos_meta::Title text=name /> }"), ["one-title"]);
        assert!(rules("app/src/ui/title.rs", "use leptos_meta::Title;").is_empty());
        assert!(rules("app/src/shell.rs", "use leptos_meta::MetaTags;").is_empty());
    }

    #[test]
    fn nothing_points_outside_the_repository() {
        assert_eq!(rules("README.md", "see ../elsewhere/design.md"), ["no-machine-paths"]);
        assert_eq!(rules("app/src/a.rs", "// as in /home/jo/notes"), ["no-machine-paths"]);
        assert!(rules("docs/a.md", "see ../README.md and https://example.org").is_empty());
        assert!(rules("server/src/a.rs", "assert_refused(\"../../etc/passwd\")").is_empty());
    }
}
