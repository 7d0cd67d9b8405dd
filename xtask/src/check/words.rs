//! No word that a person reads is written in `app`: they are in crate `text`, in both languages.
//!
//! Reads the markup inside `view!` as far as it must: which literals are text between tags, and which are attributes
//! that are shown or read aloud.

use super::{
    Fault,
    lexer::{Kind, Token, is_sequence},
    source::Source,
};

/// Attributes and properties of components whose value is shown or read aloud.
const SHOWN: [&str; 20] = [
    "alt",
    "aria-description",
    "aria-label",
    "aria-placeholder",
    "aria-roledescription",
    "aria-valuetext",
    "caption",
    "confirm",
    "description",
    "heading",
    "help",
    "hint",
    "label",
    "lead",
    "legend",
    "message",
    "placeholder",
    "summary",
    "text",
    "title",
];

const WHY: &str = "a word for people belongs in crate `text`, in Dutch and in English";

pub(super) fn check(source: &Source) -> Vec<Fault> {
    if !source.under(&["app/src/"]) {
        return Vec::new();
    }
    let tokens = source.shipped();
    let mut faults = Vec::new();
    for at in 0..tokens.len() {
        if is_sequence(&tokens[at..], &["view", "!"]) {
            let body = &tokens[at + 2..];
            let end = group(body);
            Markup { source, tokens: &body[1.min(end)..end.saturating_sub(1)], faults: &mut faults }.read();
        }
    }
    faults
}

/// How many tokens the group takes that opens at the first.
fn group(tokens: &[Token]) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Sign('(' | '[' | '{') => depth += 1,
            Kind::Sign(')' | ']' | '}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    tokens.len()
}

struct Markup<'a> {
    source: &'a Source,
    tokens: &'a [Token],
    faults: &'a mut Vec<Fault>,
}

impl Markup<'_> {
    /// Between tags.
    fn read(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let token = &self.tokens[at];
            if token.is('<') {
                at = self.tag(at + 1);
            } else if token.is('{') {
                let end = at + group(&self.tokens[at..]);
                self.code(at, end);
                at = end;
            } else {
                self.text(at, "text");
                at += 1;
            }
        }
    }

    /// Code between tags: its value is shown, so a literal that is such a value is text. A `view!` in it is read apart.
    fn code(&mut self, from: usize, end: usize) {
        let mut at = from + 1;
        while at < end {
            if is_sequence(&self.tokens[at..], &["view", "!"]) {
                at += 2 + group(&self.tokens[at + 2..]);
                continue;
            }
            let before = &self.tokens[..at];
            let ends =
                |sequence: &[&str]| before.len() >= sequence.len() && is_sequence(&before[before.len() - sequence.len()..], sequence);
            let whole_block = ends(&["{"]) && self.tokens.get(at + 1).is_some_and(|it| it.is('}'));
            if whole_block || [["=", ">"], ["|", "|"], ["then_some", "("], ["unwrap_or", "("]].iter().any(|it| ends(it)) {
                self.text(at, "text");
            }
            at += 1;
        }
    }

    /// Inside a tag, up to and including its `>`.
    fn tag(&mut self, mut at: usize) -> usize {
        while at < self.tokens.len() {
            let token = &self.tokens[at];
            if token.is('>') && !self.tokens[at - 1].is('=') && !self.tokens[at - 1].is('-') {
                return at + 1;
            }
            if matches!(token.kind, Kind::Sign('(' | '[' | '{')) {
                at += group(&self.tokens[at..]);
                continue;
            }
            if token.is('=') && !self.tokens.get(at + 1).is_some_and(|it| it.is('>') || it.is('=')) {
                self.attribute(at);
            }
            at += 1;
        }
        at
    }

    fn attribute(&mut self, equals: usize) {
        let name = self.name(equals);
        if name == "style" || name.starts_with("style:") {
            let why = "no inline style: the content security policy forbids it; use a class";
            self.faults.push(Fault::new("inline-style", self.source, self.tokens[equals].line, why));
        }
        let name = name.trim_start_matches("attr:").trim_start_matches("prop:").replace('_', "-");
        if SHOWN.contains(&name.as_str()) {
            let braced = self.tokens.get(equals + 1).is_some_and(|it| it.is('{')) && group(&self.tokens[equals + 1..]) == 3;
            self.text(equals + if braced { 2 } else { 1 }, &name);
        }
    }

    /// The attribute's name, which ends before this equals sign: words with `-` and `:` between them.
    fn name(&self, equals: usize) -> String {
        let mut parts = Vec::new();
        let mut at = equals;
        let mut after_word = false;
        while at > 0 {
            at -= 1;
            match &self.tokens[at].kind {
                Kind::Word(word) if !after_word => parts.push(word.clone()),
                Kind::Sign(sign @ ('-' | ':')) if after_word => parts.push(sign.to_string()),
                _ => break,
            }
            after_word = !after_word;
        }
        parts.reverse();
        parts.concat()
    }

    fn text(&mut self, at: usize, place: &str) {
        let Some(token) = self.tokens.get(at) else { return };
        if let Some(text) = token.text().filter(|it| it.chars().any(char::is_alphabetic)) {
            self.faults.push(Fault::new("words-in-text", self.source, token.line, format!("{place} \"{text}\": {WHY}")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(view: &str) -> Vec<&'static str> {
        check(&Source::new("app/src/a.rs", view)).iter().map(|it| it.rule).collect()
    }

    #[test]
    fn words_between_tags_are_faults() {
        for view in [
            r#"view! { <p>"Hello"</p> }"#,
            r#"view! { <p>{"Hello"}</p> }"#,
            r#"view! { "Hello" }"#,
            r#"view! { <p>{name} "of" {total}</p> }"#,
            r#"view! { <ul>{rows.map(|row| view! { <li>"Hello"</li> })}</ul> }"#,
            r#"view! { <p>{if late { "Late" } else { "" }}</p> }"#,
            r#"view! { <p>{match a { A => "Late", B => "–" }}</p> }"#,
            r#"view! { <p>{late.then_some("Late")}</p> }"#,
            r#"view! { <button on:click=move |_| set(|it| it.a > 3)>"Save"</button> }"#,
            r#"view! { <Show when=move || open() fallback=|| view! { <p>"Closed"</p> }>{x}</Show> }"#,
        ] {
            assert_eq!(rules(view), ["words-in-text"], "{view}");
        }
    }

    #[test]
    fn attributes_that_are_read_aloud_are_text_too() {
        assert_eq!(rules(r#"view! { <nav aria-label="Main"></nav> }"#), ["words-in-text"]);
        assert_eq!(rules(r#"view! { <Field label={"Name"} name="name" /> }"#), ["words-in-text"]);
        assert_eq!(rules(r#"view! { <input placeholder="Your name" attr:title="Name" /> }"#), ["words-in-text"; 2]);
    }

    #[test]
    fn signs_names_and_code_are_not() {
        for view in [
            r#"view! { <p class="block wide" id="a" data-kind="b">{words::hello(l)} " · " {format!("{a}-{b}")} ": "</p> }"#,
            r#"view! { <Field name="email" label=words::email(l) kind="email" r#type="text" /> }"#,
            r#"view! { // "Hello"
                <p>/* "Hello" */</p> }"#,
            r#"view! { <a href={if own { "/mine" } else { "/theirs" }} aria-label=words::more(l)>{more}</a> }"#,
            r#"view! { <p>{(kind == "late").then(|| view! { <b class="late">{late}</b> })}</p> }"#,
            r#"fn class() -> &'static str { "primary" }"#,
            r#"#[cfg(test)] mod tests { fn a() { view! { <p>"Hello"</p> }; } }"#,
        ] {
            assert_eq!(rules(view), [""; 0], "{view}");
        }
    }

    #[test]
    fn inline_style_is_a_fault() {
        assert_eq!(rules(r#"view! { <p style="top: 0">{x}</p> }"#), ["inline-style"]);
        assert_eq!(rules("view! { <p style:top=top>{x}</p> }"), ["inline-style"]);
        assert!(rules(r#"view! { <link rel="stylesheet" href=style /> }"#).is_empty());
    }
}
