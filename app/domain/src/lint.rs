//! Wording that is unlawful, unwise or measures badly (A8, A15): the rules of `content/lint.json` as regular expressions, and
//! rules for anchors. A hit is a prompt to think, never a verdict.
//!
//! Behind the feature `lint`: the browser asks the server, for regular expressions weigh more than the whole application.

mod anchors;
mod document;
mod plain;
mod rules;

use std::sync::OnceLock;

use plain::Plain;
use regex::bytes::{Regex, RegexBuilder, RegexSet, RegexSetBuilder};
use serde::{Deserialize, Serialize};

pub use document::{Finding, quality, stops};
pub use rules::{Rule, Severity};

use crate::Lang;

/// The rules that ship with Maatstaf.
pub const SHIPPED: &str = include_str!("../content/lint.json");
/// The rules for anchors, which need more than a pattern.
const ANCHORS: &str = include_str!("../content/anchor_rules.json");

/// Why the rules cannot be used: a test rules it out for those that ship.
#[derive(Debug, thiserror::Error)]
pub enum BadRules {
    #[error("the rules do not parse: {0}")]
    Json(#[from] serde_json::Error),
    #[error("a pattern does not compile: {0}")]
    Pattern(#[from] regex::Error),
}

/// One place where a rule has something to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub rule: String,
    pub severity: Severity,
    /// The words that hit, in bytes from the start of the text.
    pub start: usize,
    pub end: usize,
}

/// The rules, compiled.
pub struct Linter {
    rules: Vec<Rule>,
    nl: Patterns,
    en: Patterns,
}

/// What one thread may use to follow all patterns of a language at once, in bytes. It takes what it needs: the patterns of
/// today need between 4 and 8 MB, and with less every text is read a hundred times slower.
const SET_MEMORY: usize = 16 << 20;

/// The patterns of one language: all at once to see whether anything hits, which is rare, and one by one to see where.
struct Patterns {
    any: RegexSet,
    each: Vec<Regex>,
    /// Of each pattern the index of its rule.
    of: Vec<usize>,
}

impl Patterns {
    fn compile(rules: &[Rule], lang: Lang) -> Result<Self, BadRules> {
        let (mut texts, mut of) = (Vec::new(), Vec::new());
        for (index, rule) in rules.iter().enumerate() {
            for pattern in rule.patterns.in_lang(lang) {
                texts.push(Plain::new(pattern).text.into_owned());
                of.push(index);
            }
        }
        // They only ever read plain text, and without Unicode they are a fraction of the size. They are long lists of words
        // all the same, and cannot all be followed within the usual memory.
        let any = RegexSetBuilder::new(&texts).unicode(false).dfa_size_limit(SET_MEMORY).build()?;
        let each = texts.iter().map(|text| RegexBuilder::new(text).unicode(false).build()).collect::<Result<_, _>>()?;
        Ok(Self { any, each, of })
    }
}

impl Linter {
    /// The rules that ship with Maatstaf, compiled at the first call.
    ///
    /// # Errors
    /// When they do not parse or compile, which a test rules out.
    pub fn shipped() -> Result<&'static Self, &'static BadRules> {
        static SHIPPED_LINTER: OnceLock<Result<Linter, BadRules>> = OnceLock::new();
        SHIPPED_LINTER.get_or_init(|| Self::new(SHIPPED)).as_ref()
    }

    fn new(text: &str) -> Result<Self, BadRules> {
        let mut rules = rules::parse(text)?;
        rules.extend(rules::parse(ANCHORS)?);
        let (nl, en) = (Patterns::compile(&rules, Lang::Nl)?, Patterns::compile(&rules, Lang::En)?);
        Ok(Self { rules, nl, en })
    }

    /// The rule with this key.
    pub fn rule(&self, key: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.key == key)
    }

    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What every rule says of a text in this language: at most one hit per rule, the first.
    pub fn text(&self, text: &str, lang: Lang) -> Vec<Hit> {
        let patterns = match lang {
            Lang::Nl => &self.nl,
            Lang::En => &self.en,
        };
        let plain = Plain::new(text);
        let mut hits: Vec<Hit> = Vec::new();
        for index in patterns.any.matches(plain.text.as_bytes()) {
            let rule = &self.rules[patterns.of[index]];
            let Some(found) = patterns.each[index].find(plain.text.as_bytes()) else { continue };
            if hits.iter().all(|hit| hit.rule != rule.key) {
                let (start, end) = (plain.original(found.start()), plain.original(found.end()));
                hits.push(Hit { rule: rule.key.clone(), severity: rule.severity, start, end });
            }
        }
        hits
    }

    /// As [`Linter::text`] for what is written down of an interview: only what is about the law, not the quality of questions.
    pub fn note(&self, text: &str, lang: Lang) -> Vec<Hit> {
        self.text(text, lang).into_iter().filter(|hit| hit.severity != Severity::Quality).collect()
    }
}

#[cfg(test)]
mod tests;
