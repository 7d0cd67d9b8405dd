//! Dutch and English: of the interface, and of the content of a scorecard. The two are separate.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::visible;

/// A language. Dutch is the default: it is what most users read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Nl,
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Nl, Self::En];

    /// The BCP 47 tag, as in `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Nl => Self::En,
            Self::En => Self::Nl,
        }
    }

    /// The first language of an `Accept-Language` header that we speak.
    pub fn from_accept(header: &str) -> Option<Self> {
        let mut wanted: Vec<(f32, Self)> = header
            .split(',')
            .filter_map(|part| {
                let mut pieces = part.trim().split(';');
                let lang = pieces.next()?.split('-').next()?.parse().ok()?;
                let weight = pieces.find_map(|p| p.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
                Some((weight, lang))
            })
            .collect();
        wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
        wanted.first().map(|(_, lang)| *lang)
    }
}

impl FromStr for Lang {
    type Err = UnknownLanguage;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        match tag.to_ascii_lowercase().as_str() {
            "nl" => Ok(Self::Nl),
            "en" => Ok(Self::En),
            _ => Err(UnknownLanguage),
        }
    }
}

#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("not one of nl, en")]
pub struct UnknownLanguage;

/// A text in both languages; an empty string means "not written in this language yet".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    pub en: String,
    pub nl: String,
}

impl Bilingual {
    pub fn new(nl: impl Into<String>, en: impl Into<String>) -> Self {
        Self { en: en.into(), nl: nl.into() }
    }

    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Nl => &self.nl,
            Lang::En => &self.en,
        }
    }

    /// The text in the reader's language where it exists, else in the other, with the language it is in.
    pub fn best(&self, lang: Lang) -> (&str, Lang) {
        let own = self.in_lang(lang);
        if visible::is_blank(own) { (self.in_lang(lang.other()), lang.other()) } else { (own, lang) }
    }

    pub fn is_blank(&self) -> bool {
        visible::is_blank(&self.nl) && visible::is_blank(&self.en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_preference_with_the_highest_weight_wins() {
        assert_eq!(Lang::from_accept("fr, en;q=0.4, nl-NL;q=0.8"), Some(Lang::Nl));
        assert_eq!(Lang::from_accept("en-GB,nl;q=0.5"), Some(Lang::En));
        assert_eq!(Lang::from_accept("de, fr;q=0.9"), None);
    }

    #[test]
    fn a_text_missing_in_the_readers_language_is_shown_in_the_other_and_says_so() {
        let only_dutch = Bilingual::new("Vraag", " ");
        assert_eq!(only_dutch.best(Lang::En), ("Vraag", Lang::Nl));
        assert_eq!(only_dutch.best(Lang::Nl), ("Vraag", Lang::Nl));
    }
}
