//! Which way a line runs: a Hebrew name in a Dutch sentence is read from right to left, the rest of the line is not.

use unicode_bidi::BidiInfo;

/// The glyphs of a line, from left to right on paper.
pub(super) fn as_seen<G: Copy>(glyphs: &[G], char_of: impl Fn(&G) -> char) -> Vec<G> {
    // Nearly every line: nothing below Hebrew runs from right to left.
    if glyphs.iter().all(|glyph| char_of(glyph) < '\u{590}') {
        return glyphs.to_vec();
    }
    let text: String = glyphs.iter().map(&char_of).collect();
    let info = BidiInfo::new(&text, Some(unicode_bidi::Level::ltr()));
    let Some(paragraph) = info.paragraphs.first() else { return glyphs.to_vec() };
    let levels = info.reordered_levels_per_char(paragraph, paragraph.range.clone());
    let order = BidiInfo::reorder_visual(&levels);
    let seen: Vec<G> = order.into_iter().filter_map(|index| glyphs.get(index).copied()).collect();
    if seen.len() == glyphs.len() { seen } else { glyphs.to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        as_seen(&text.chars().collect::<Vec<_>>(), |c| *c).into_iter().collect()
    }

    #[test]
    fn a_name_from_right_to_left_turns_and_what_stands_around_it_does_not() {
        assert_eq!(seen("Score van דנה, vier"), "Score van הנד, vier");
        assert_eq!(seen("Zoë Müller, 3,5"), "Zoë Müller, 3,5");
    }

    #[test]
    fn digits_inside_such_a_text_keep_their_order() {
        assert_eq!(seen("דנה 42"), "42 הנד");
    }
}
