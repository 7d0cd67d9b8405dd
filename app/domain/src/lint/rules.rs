//! A rule: what it is about, why, on what ground, and what to ask instead.

use serde::{Deserialize, Serialize};

use crate::{Bilingual, Lang};

/// How serious wording is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Unlawful, or nearly always so: publishing needs a written reason.
    Stop,
    /// Only when the job really asks for it.
    Caution,
    /// Measures badly.
    Quality,
}

/// Texts in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lists {
    #[serde(default)]
    pub en: Vec<String>,
    #[serde(default)]
    pub nl: Vec<String>,
}

impl Lists {
    pub fn in_lang(&self, lang: Lang) -> &[String] {
        match lang {
            Lang::Nl => &self.nl,
            Lang::En => &self.en,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    pub key: String,
    pub severity: Severity,
    pub name: Bilingual,
    pub why: Bilingual,
    #[serde(default)]
    pub legal_basis: Vec<String>,
    #[serde(default)]
    pub examples: Lists,
    #[serde(default)]
    pub patterns: Lists,
    #[serde(default)]
    pub ask_instead: Bilingual,
    /// When the wording is allowed all the same.
    #[serde(default)]
    pub exception: Option<Bilingual>,
}

#[derive(Deserialize)]
struct File {
    rules: Vec<Rule>,
}

pub(super) fn parse(text: &str) -> serde_json::Result<Vec<Rule>> {
    Ok(serde_json::from_str::<File>(text)?.rules)
}
