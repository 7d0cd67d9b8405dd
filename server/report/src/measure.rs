//! Breaks a text into lines of a width.

mod direction;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use crate::{
    block::{Run, Text, Tone},
    font::{Face, Fonts},
};

/// Part of a line in one weight and tone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    pub(crate) face: Face,
    pub(crate) tone: Tone,
    /// From the start of the line.
    pub(crate) x: f32,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Line {
    pub(crate) pieces: Vec<Piece>,
    /// Without the spaces at its end.
    pub(crate) width: f32,
}

/// A character with its weight, as measured.
#[derive(Clone, Copy)]
struct Glyph {
    c: char,
    run: usize,
    face: Face,
    width: f32,
}

/// The lines of a text, none wider than `width` unless a single character is. A word that is too long is broken where the
/// line ends.
pub(crate) fn wrap(fonts: &Fonts, text: &Text, width: f32) -> Vec<Line> {
    let whole = text.string();
    let glyphs: Vec<Glyph> = text
        .runs
        .iter()
        .enumerate()
        .flat_map(|(run, r)| r.text.chars().map(move |c| (run, face_of(r), c)))
        .map(|(run, face, c)| Glyph { c, run, face: fonts.drawing(face, c), width: fonts.char_width(face, text.size, c) })
        .collect();
    let mut lines = Lines { text, width, done: Vec::new(), open: Vec::new(), open_width: 0.0 };
    let mut from = 0;
    let mut seen = 0;
    for (at, kind) in linebreaks(&whole) {
        let count = whole.get(seen..at).map_or(0, |part| part.chars().count());
        seen = at;
        let word = glyphs.get(from..from + count).unwrap_or_default();
        from += count;
        lines.add(word);
        if kind == BreakOpportunity::Mandatory && at < whole.len() {
            lines.end();
        }
    }
    lines.end();
    lines.done
}

fn face_of(run: &Run) -> Face {
    if run.bold { Face::Bold } else { Face::Regular }
}

struct Lines<'a> {
    text: &'a Text,
    width: f32,
    done: Vec<Line>,
    open: Vec<Glyph>,
    open_width: f32,
}

impl Lines<'_> {
    /// Adds a word with the spaces after it, on the next line when it does not fit.
    fn add(&mut self, word: &[Glyph]) {
        let visible: f32 = trimmed(word).iter().map(|g| g.width).sum();
        if !self.open.is_empty() && !self.fits(visible) {
            self.end();
        }
        if self.fits(visible) {
            self.extend(word);
            return;
        }
        for glyph in word {
            // A mark stays with its letter.
            if !self.open.is_empty() && glyph.width > 0.0 && glyph.c != ' ' && !self.fits(glyph.width) {
                self.end();
            }
            self.extend(std::slice::from_ref(glyph));
        }
    }

    fn fits(&self, width: f32) -> bool {
        self.open_width + width <= self.width + 0.01
    }

    fn extend(&mut self, glyphs: &[Glyph]) {
        self.open.extend(glyphs.iter().filter(|g| g.c != '\n'));
        self.open_width += glyphs.iter().map(|g| g.width).sum::<f32>();
    }

    fn end(&mut self) {
        let glyphs = std::mem::take(&mut self.open);
        self.open_width = 0.0;
        let width = trimmed(&glyphs).iter().map(|g| g.width).sum();
        let mut pieces: Vec<Piece> = Vec::new();
        let mut open: Option<(usize, Face)> = None;
        let mut x = 0.0;
        // Each run by itself: a digit after a Hebrew name is not part of the name.
        for glyph in glyphs.chunk_by(|a, b| a.run == b.run).flat_map(|run| direction::as_seen(run, |glyph| glyph.c)) {
            let Some(run) = self.text.runs.get(glyph.run) else { continue };
            match pieces.last_mut() {
                Some(piece) if open == Some((glyph.run, glyph.face)) => piece.text.push(glyph.c),
                _ => pieces.push(Piece { text: glyph.c.to_string(), face: glyph.face, tone: run.tone, x }),
            }
            open = Some((glyph.run, glyph.face));
            x += glyph.width;
        }
        self.done.push(Line { pieces, width });
    }
}

/// Without white space at the end.
fn trimmed(glyphs: &[Glyph]) -> &[Glyph] {
    let end = glyphs.iter().rposition(|g| !g.c.is_whitespace()).map_or(0, |last| last + 1);
    glyphs.get(..end).unwrap_or_default()
}

/// Width of the longest part of a text that holds no place to break.
pub(crate) fn longest_word(fonts: &Fonts, text: &Text) -> f32 {
    text.runs
        .iter()
        .flat_map(|run| {
            let mut from = 0;
            linebreaks(&run.text).filter_map(move |(at, _)| {
                let word = run.text.get(std::mem::replace(&mut from, at)..at)?;
                Some(fonts.width(face_of(run), text.size, word.trim_end()))
            })
        })
        .fold(0.0, f32::max)
}

/// Shortens a line of furniture to a width, with `…` where it was cut.
pub(crate) fn shorten(fonts: &Fonts, face: Face, size: f32, text: &str, width: f32) -> String {
    if fonts.width(face, size, text) <= width {
        return text.to_owned();
    }
    let mut left = width - fonts.char_width(face, size, '…');
    let kept: String = text
        .chars()
        .take_while(|c| {
            left -= fonts.char_width(face, size, *c);
            left >= 0.0
        })
        .collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &Text, width: f32) -> Vec<String> {
        let fonts = Fonts::get().expect("the shipped faces load");
        let lines = wrap(fonts, text, width);
        for line in &lines {
            assert!(line.width <= width + 0.01, "{line:?} is wider than {width}");
        }
        lines.iter().map(|line| line.pieces.iter().map(|p| p.text.as_str()).collect()).collect()
    }

    #[test]
    fn lines_end_between_words_and_keep_the_space_for_who_copies_the_text() {
        assert_eq!(lines(&Text::new("Vraagt uit wat beter kan"), 60.0), ["Vraagt uit ", "wat beter ", "kan"]);
    }

    #[test]
    fn a_long_unbroken_word_is_broken_where_the_line_ends() {
        let word = "Aansprakelijkheidsverzekeringsmaatschappij";
        let broken = lines(&Text::new(format!("Een {word}.")), 80.0);
        assert_eq!(broken.concat(), format!("Een {word}."));
        assert_eq!(broken.first().map(String::as_str), Some("Een "));
        assert!(broken.len() > 3, "{broken:?}");
    }

    #[test]
    fn a_line_end_in_the_text_is_kept_and_an_empty_line_too() {
        assert_eq!(lines(&Text::new("een\n\ntwee\n"), 100.0), ["een", "", "twee"]);
        assert_eq!(lines(&Text::new(""), 100.0), [""]);
    }

    #[test]
    fn a_change_of_weight_inside_a_line_goes_on_where_the_last_one_ended() {
        let fonts = Fonts::get().expect("the shipped faces load");
        let text = Text::new("Actie").bold().then(Text::new(" vroeg door"));
        let lines = wrap(fonts, &text, 200.0);
        let [line] = lines.as_slice() else { panic!("one line: {lines:?}") };
        assert_eq!(line.pieces.len(), 2);
        assert!((line.pieces[1].x - fonts.width(Face::Bold, text.size, "Actie")).abs() < 0.01);
    }

    #[test]
    fn a_line_that_is_too_narrow_for_one_character_still_ends() {
        let fonts = Fonts::get().expect("the shipped faces load");
        assert_eq!(wrap(fonts, &Text::new("abc"), 1.0).len(), 3);
    }

    #[test]
    fn furniture_is_cut_with_a_mark() {
        let fonts = Fonts::get().expect("the shipped faces load");
        let cut = shorten(fonts, Face::Regular, 8.5, "Een heel lange naam van een organisatie", 80.0);
        assert!(cut.ends_with('…') && fonts.width(Face::Regular, 8.5, &cut) <= 80.0, "{cut}");
        assert_eq!(shorten(fonts, Face::Regular, 8.5, "Kort", 80.0), "Kort");
    }
}
