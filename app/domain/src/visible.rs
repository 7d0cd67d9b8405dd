//! Whether a text has anything to be read. Some characters take no room and no ink: a reason of those alone is no reason.

/// Characters that are shown as nothing by themselves: `Default_Ignorable_Code_Point` of Unicode 16
/// (`DerivedCoreProperties.txt`), the annotation marks U+FFF9 to U+FFFB, and the empty pattern of Braille. White space and
/// control characters are known to `char` itself.
const UNSEEN: [(char, char); 19] = [
    ('\u{AD}', '\u{AD}'),
    ('\u{34F}', '\u{34F}'),
    ('\u{61C}', '\u{61C}'),
    ('\u{115F}', '\u{1160}'),
    ('\u{17B4}', '\u{17B5}'),
    ('\u{180B}', '\u{180F}'),
    ('\u{200B}', '\u{200F}'),
    ('\u{202A}', '\u{202E}'),
    ('\u{2060}', '\u{206F}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{FE00}', '\u{FE0F}'),
    ('\u{FEFF}', '\u{FEFF}'),
    ('\u{FFA0}', '\u{FFA0}'),
    ('\u{FFF0}', '\u{FFF8}'),
    ('\u{FFF9}', '\u{FFFB}'),
    ('\u{1BCA0}', '\u{1BCA3}'),
    ('\u{1D173}', '\u{1D17A}'),
    ('\u{E0000}', '\u{E0FFF}'),
];

/// Whether a character is shown as nothing by itself.
pub fn is_unseen(c: char) -> bool {
    c.is_whitespace() || c.is_control() || UNSEEN.iter().any(|(first, last)| (*first..=*last).contains(&c))
}

/// Whether there is nothing to be read.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_unseen)
}

/// Without the white space around it, and empty when there is nothing to be read. What is unseen between letters stays: it
/// joins the parts of an emoji and keeps those of a Persian word apart.
pub fn trimmed(text: &str) -> &str {
    if is_blank(text) { "" } else { text.trim() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Code, Fault,
        error::{optional, required},
    };

    #[test]
    fn what_nobody_sees_is_no_text() {
        for unseen in [
            "",
            " ",
            "\u{a0}",
            "\u{200b}",
            "\u{2060}",
            "\u{ad}",
            "\u{feff}",
            "\u{200e}\u{200f}",
            "\u{202e}",
            "\u{2067}",
            "\u{3164}",
            "\u{115f}",
            "\u{ffa0}",
            "\u{2800}",
            "\u{fe0f}",
            "\u{180e}",
            "\u{e0020}",
            "\0",
            " \u{200d} \u{200c}\n",
        ] {
            assert_eq!(trimmed(unseen), "", "{unseen:?}");
        }
    }

    #[test]
    fn a_text_that_must_be_there_must_be_seen() {
        let fault = Err(Fault::new("reason", Code::Required));
        assert_eq!(required("reason", "\u{200b}\u{2060}", 10), fault);
        assert_eq!(required("reason", "\u{3164}".repeat(20).as_str(), 10), fault, "and not that it is too long");
        assert_eq!(optional("reason", "\u{ad}", 10), Ok(String::new()));
    }

    #[test]
    fn what_is_unseen_between_letters_stays() {
        for (typed, kept) in [
            (" می\u{200c}خواهم ", "می\u{200c}خواهم"),
            ("👩\u{200d}🔬", "👩\u{200d}🔬"),
            ("❤\u{fe0f}", "❤\u{fe0f}"),
            ("\u{200f}שלום", "\u{200f}שלום"),
            (" . ", "."),
        ] {
            assert_eq!(trimmed(typed), kept);
        }
    }
}
