//! Text as the rules read it: ASCII, so that `crèche` and `creche`, and `she’s` and `she's`, are the same to them.
//!
//! It is also what makes them quick: at a word's edge the fast half of the regex engine only knows ASCII, and one curly
//! quotation mark sends the whole text to the slow half, a hundred times slower.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

pub(super) struct Plain<'a> {
    pub(super) text: Cow<'a, str>,
    /// Of each byte of `text`, and of its end, where it stands in the original; empty when the two are the same.
    at: Vec<usize>,
}

impl<'a> Plain<'a> {
    pub(super) fn new(original: &'a str) -> Self {
        if original.is_ascii() {
            return Self { text: Cow::Borrowed(original), at: Vec::new() };
        }
        let (mut text, mut at) = (String::with_capacity(original.len()), Vec::with_capacity(original.len() + 1));
        for (start, letter) in original.char_indices() {
            // Nearly every letter, and taking it apart costs more than reading it.
            if letter.is_ascii() {
                text.push(letter);
                at.push(start);
                continue;
            }
            for ascii in std::iter::once(letter).nfd().filter_map(stand_in) {
                text.push(ascii);
                at.push(start);
            }
        }
        at.push(original.len());
        Self { text: Cow::Owned(text), at }
    }

    /// Where a byte of the plain text stands in the original.
    pub(super) fn original(&self, byte: usize) -> usize {
        self.at.get(byte).copied().unwrap_or(byte)
    }
}

/// What stands for a character; nothing for what is not seen, such as a mark or a soft hyphen.
fn stand_in(c: char) -> Option<char> {
    Some(match c {
        // Of a letter with a mark, what is left without it.
        _ if c.is_ascii() => c,
        _ if is_combining_mark(c) => return None,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => return None,
        '‘' | '’' | '‛' | '′' => '\'',
        '“' | '”' | '„' | '″' | '«' | '»' => '"',
        '‐'..='―' | '−' => '-',
        '…' => '.',
        // A letter of another alphabet stays part of its word, and no rule is about it.
        _ if c.is_alphanumeric() => 'x',
        _ => ' ',
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_typographic_signs_become_plain() {
        assert_eq!(Plain::new("“Hè, crèche’s” – één…").text, "\"He, creche's\" - een.");
        assert_eq!(Plain::new("zwan\u{ad}ger").text, "zwanger");
        assert_eq!(Plain::new("e\u{301}e\u{301}n 漢字 🙂").text, "een xx  ");
    }

    #[test]
    fn every_place_leads_back_to_the_original() {
        for original in ["plain", "één crèche", "e\u{301}e\u{301}n", "🙂 zwanger’s"] {
            let plain = Plain::new(original);
            let places: Vec<usize> = (0..=plain.text.len()).map(|byte| plain.original(byte)).collect();
            assert!(places.is_sorted() && places.iter().all(|place| original.is_char_boundary(*place)), "{original}: {places:?}");
            assert_eq!((places.first(), places.last()), (Some(&0), Some(&original.len())), "{original}");
        }
    }
}
