//! What people typed, made fit for paper: composed, without invisible characters, with a box for what the font lacks.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

use crate::font::{Fonts, MISSING};

/// Longer than anything that can be typed in: what goes on after this is no text of a person.
const MOST: usize = 50_000;
/// What a title bar or a bookmark shows.
const MOST_IN_A_TITLE: usize = 500;
const CUT: char = '…';

/// Composed (NFC), line ends as `\n`, tabs as spaces, and nothing that is invisible or turns the direction of a line.
pub(crate) fn plain(text: &str) -> String {
    let text = cut(text, MOST).replace("\r\n", "\n");
    // Nothing below the first mark can be composed.
    if text.chars().all(|c| c < '\u{300}') { text.chars().filter_map(visible).collect() } else { text.nfc().filter_map(visible).collect() }
}

/// The first characters, with a mark where the rest was.
fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}{CUT}", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

fn visible(c: char) -> Option<char> {
    match c {
        '\n' | '\r' | '\u{0b}' | '\u{0c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\t' => Some(' '),
        // Hyphens that only differ in where a line may end.
        '\u{2010}' | '\u{2011}' => Some('-'),
        c if c.is_control() || is_format(c) => None,
        c => Some(c),
    }
}

/// Soft hyphens, zero-width characters, direction marks and overrides, variation selectors, tags.
const fn is_format(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

/// As [`plain`], with a box for each character the font has no glyph for, and how many those were.
pub(crate) fn drawable(text: &str, fonts: &Fonts) -> (String, usize) {
    let mut missing = 0;
    let cleaned = plain(text)
        .chars()
        .map(|c| {
            if c == '\n' || fonts.has(c) {
                c
            } else {
                missing += 1;
                MISSING
            }
        })
        .collect();
    (cleaned, missing)
}

/// On one line, for a title or a bookmark.
pub(crate) fn one_line(text: &str) -> String {
    let line = plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
    cut(&line, MOST_IN_A_TITLE).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_typed_in_pieces_is_composed() {
        assert_eq!(plain("Zoe\u{308}"), "Zoë");
    }

    #[test]
    fn what_is_longer_than_any_text_is_cut_with_a_mark() {
        assert_eq!(plain(&"x".repeat(1_000_000)).chars().count(), 50_001);
        assert_eq!(one_line(&"naam ".repeat(1000)).chars().count(), 501);
        assert_eq!(plain(&"é".repeat(20_000)).chars().count(), 20_000);
    }

    #[test]
    fn control_characters_and_direction_overrides_are_gone() {
        assert_eq!(plain("a\u{202e}b\u{0}c\u{200f}d\u{feff}\u{1b}[31m\te"), "abcd[31m e");
        assert_eq!(plain("een\r\ntwee\rdrie\u{2028}vier"), "een\ntwee\ndrie\nvier");
    }

    #[test]
    fn what_the_font_lacks_is_a_box_and_is_counted() {
        let fonts = Fonts::get().expect("the shipped faces load");
        assert_eq!(drawable("Wei 漢字 ✓", fonts), ("Wei □□ □".into(), 3));
        assert_eq!(drawable("Київ", fonts), ("Київ".into(), 0));
    }
}
