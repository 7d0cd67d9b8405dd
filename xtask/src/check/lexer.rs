//! As much of Rust's grammar as the rules need: words, signs and string literals, without comments.

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier, keyword or number; `r#type` is `type`.
    Word(String),
    /// What a string literal says, escapes as written.
    Text(String),
    Sign(char),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) line: usize,
}

impl Token {
    pub(super) fn is(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    pub(super) fn word(&self) -> Option<&str> {
        if let Kind::Word(word) = &self.kind { Some(word) } else { None }
    }

    pub(super) fn text(&self) -> Option<&str> {
        if let Kind::Text(text) = &self.kind { Some(text) } else { None }
    }
}

pub(super) fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut rest, mut line) = (source, 1);
    while let Some(first) = rest.chars().next() {
        let (length, kind) = next(rest, first);
        if let Some(kind) = kind {
            tokens.push(Token { kind, line });
        }
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    tokens
}

fn next(rest: &str, first: char) -> (usize, Option<Kind>) {
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), None);
    }
    if rest.starts_with("/*") {
        return (comment(rest), None);
    }
    if let Some((length, text)) = string(rest) {
        return (length, Some(Kind::Text(text.to_owned())));
    }
    if first.is_whitespace() {
        return (first.len_utf8(), None);
    }
    if first == '\'' {
        return (quote(rest), None);
    }
    let raw = if rest.starts_with("r#") { 2 } else { 0 };
    let word = rest[raw..].find(|it: char| !it.is_alphanumeric() && it != '_').unwrap_or(rest.len() - raw);
    if word > 0 {
        return (raw + word, Some(Kind::Word(rest[raw..raw + word].to_owned())));
    }
    (first.len_utf8(), Some(Kind::Sign(first)))
}

/// Comments nest.
fn comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// A string literal of any kind, with its length and what is between the quotes.
fn string(rest: &str) -> Option<(usize, &str)> {
    let prefix = ["\"", "b\"", "c\"", "r\"", "br\"", "r#", "br#"].iter().find(|it| rest.starts_with(**it))?;
    let raw = prefix.contains('r');
    let hashes = rest.trim_start_matches(['b', 'c', 'r']);
    let hashes = hashes.len() - hashes.trim_start_matches('#').len();
    let start = rest.len() - rest.trim_start_matches(['b', 'c', 'r']).len() + hashes;
    let body = rest[start..].strip_prefix('"')?;
    if raw {
        let end = format!("\"{}", "#".repeat(hashes));
        let length = body.find(&end)?;
        return Some((start + 1 + length + end.len(), &body[..length]));
    }
    let mut escaped = false;
    for (at, character) in body.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some((start + 1 + at + 1, &body[..at])),
            _ => {}
        }
    }
    None
}

/// A character literal, or only the quote of a lifetime.
fn quote(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match (characters.next(), characters.next()) {
        (Some((_, '\\')), Some((at, escaped))) => {
            let from = at + escaped.len_utf8();
            rest[from..].find('\'').map_or(from, |end| from + end + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

/// Leaves out what follows `#[cfg(test)]`: up to the end of its braces, or the semicolon.
pub(super) fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if is_sequence(&tokens[at..], &["#", "[", "cfg", "(", "test", ")", "]"]) {
            at += item(&tokens[at..]);
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

fn item(tokens: &[Token]) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Sign('{') => depth += 1,
            Kind::Sign('}') if depth < 2 => return at + 1,
            Kind::Sign('}') => depth -= 1,
            Kind::Sign(';') if depth == 0 => return at + 1,
            _ => {}
        }
    }
    tokens.len()
}

/// Do the tokens start with these words and signs?
pub(super) fn is_sequence(tokens: &[Token], sequence: &[&str]) -> bool {
    tokens.len() >= sequence.len()
        && tokens.iter().zip(sequence).all(|(token, expected)| match &token.kind {
            Kind::Word(word) => word == expected,
            Kind::Sign(sign) => expected.chars().eq([*sign]),
            Kind::Text(_) => false,
        })
}

/// Does a path like `std::env` start here? The last part may stand in a group: `std::{env, fs}`.
pub(super) fn is_path(tokens: &[Token], path: &str) -> bool {
    let mut parts: Vec<&str> = path.split("::").flat_map(|part| [":", ":", part]).skip(2).collect();
    if is_sequence(tokens, &parts) {
        return true;
    }
    let Some(last) = parts.pop() else { return false };
    if parts.is_empty() || !is_sequence(tokens, &parts) || !tokens.get(parts.len()).is_some_and(|it| it.is('{')) {
        return false;
    }
    let mut depth = 0_usize;
    for pair in tokens[parts.len()..].windows(2) {
        match pair[0].kind {
            Kind::Sign('{') => depth += 1,
            Kind::Sign('}') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return false;
        }
        if depth == 1 && (pair[0].is('{') || pair[0].is(',')) && pair[1].word() == Some(last) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<String> {
        tokens(source).iter().filter_map(|it| it.word().map(str::to_owned)).collect()
    }

    #[test]
    fn comments_are_not_code() {
        assert_eq!(words("a // b\n/* c /* d */ e */ f /// g\n//! h"), ["a", "f"]);
    }

    #[test]
    fn strings_of_every_kind_are_texts() {
        let found: Vec<_> = tokens(r##"f("a \" // b", r#"c " d"#, b"e", 'x', '"', '\'', &'a str, r#type)"##)
            .iter()
            .filter_map(|it| it.text().map(str::to_owned))
            .collect();
        assert_eq!(found, [r#"a \" // b"#, r#"c " d"#, "e"]);
        assert_eq!(words("r#type 'a: 'b' c"), ["type", "a", "c"]);
    }

    #[test]
    fn lines_are_counted_through_strings_and_comments() {
        let lines: Vec<_> = tokens("a\n\"x\ny\" /* \n */ b\nc").iter().map(|it| it.line).collect();
        assert_eq!(lines, [1, 2, 4, 5]);
    }

    #[test]
    fn what_only_tests_see_is_left_out() {
        let tokens = tokens("a #[cfg(test)] mod tests { fn b() { c } } d #[cfg(test)] mod e; f");
        let kept: Vec<_> = without_tests(&tokens).iter().filter_map(|it| it.word().map(str::to_owned)).collect();
        assert_eq!(kept, ["a", "d", "f"]);
    }

    #[test]
    fn a_path_is_found_in_a_group_too() {
        assert!(is_path(&tokens("std::env::var"), "std::env"));
        assert!(is_path(&tokens("std::{fmt::{self, Write}, env}"), "std::env"));
        assert!(!is_path(&tokens("std::{fmt::{self, env}}; env"), "std::env"));
    }
}
