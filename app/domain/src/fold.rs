//! Search that finds `Zoë` for `zoe`, on every database alike.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The text as it is searched: decomposed, without marks, in lower case, spaces collapsed.
pub fn fold(text: &str) -> String {
    let plain: String = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn marks_case_and_spaces_do_not_matter() {
        assert_eq!(fold("  Zoë   MÜLLER "), "zoe muller");
        assert_eq!(fold("Ελλάδα"), "ελλαδα");
    }
}
