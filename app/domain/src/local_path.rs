//! Where somebody may be sent within the site.

use std::fmt;

/// A path of this site, with its query, that every browser takes for one.
///
/// To a browser `\` is `/`, and tabs and line ends are not there at all: `/\host`, `/\t/host` and `//host` are all other
/// sites. Neither is anything that a proxy could make one of by undoing an escape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalPath(String);

impl LocalPath {
    /// The front page.
    pub fn home() -> Self {
        Self("/".to_owned())
    }

    /// `None` for whatever could lead to another site.
    pub fn parse(text: &str) -> Option<Self> {
        let path = text.split(['?', '#']).next().unwrap_or_default();
        let escaped = path.to_ascii_lowercase();
        let leaves = !path.starts_with('/')
            || path.starts_with("//")
            || escaped.starts_with("/%2f")
            || escaped.contains("%5c")
            || text.contains('\\')
            || text.chars().any(char::is_control);
        (!leaves).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for LocalPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whether a browser that is at a page of ours stays on this site: what the URL standard does with a reference, as far as
    /// that decides about its host.
    fn stays(reference: &str) -> bool {
        let ends = |c: char| c <= ' ';
        let seen: String = reference.trim_matches(ends).chars().filter(|c| !['\t', '\n', '\r'].contains(c)).collect();
        let scheme = seen.split_once(':').is_some_and(|(before, _)| {
            before.starts_with(|c: char| c.is_ascii_alphabetic()) && before.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        });
        let slashes = seen.chars().take_while(|c| ['/', '\\'].contains(c)).count();
        !scheme && slashes < 2
    }

    #[test]
    fn a_page_of_ours_is_one() {
        for path in ["/", "/vacancies/1?x=2&y=//z", "/scorecards/new#add", "/sign-in?next=%2Fvacancies%5C", "/zoë"] {
            assert_eq!(LocalPath::parse(path).as_ref().map(LocalPath::as_str), Some(path));
        }
    }

    #[test]
    fn whatever_a_browser_or_a_proxy_takes_for_another_site_is_none() {
        for path in [
            "",
            "vacancies",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "/%5Cevil.example",
            "/%5cevil.example",
            "/%2Fevil.example",
            "/%2fevil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "\t//evil.example",
            " //evil.example",
            "/\u{0}/evil.example",
            "/\u{85}/evil.example",
            "https://evil.example/",
            "javascript:alert(1)",
            "?next=//evil.example",
            "/a\r\nset-cookie: x=y",
        ] {
            assert_eq!(LocalPath::parse(path), None, "{path:?}");
        }
    }

    proptest! {
        #[test]
        fn nobody_leaves_by_a_path_that_was_taken(text in "[/\\\\\t\n\r :?#.%a25cCfF@\u{0}\u{a0}]{0,12}") {
            if let Some(path) = LocalPath::parse(&text) {
                prop_assert!(stays(path.as_str()), "{path:?}");
                prop_assert!(path.as_str().starts_with('/'));
            }
        }

        #[test]
        fn nor_by_any_other(text in any::<String>()) {
            prop_assert!(LocalPath::parse(&text).is_none_or(|path| stays(path.as_str())));
            let under = format!("/{text}");
            prop_assert!(LocalPath::parse(&under).is_none_or(|path| stays(path.as_str())));
        }
    }
}
