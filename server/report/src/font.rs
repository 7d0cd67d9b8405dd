//! The two faces a report is set in: widths for measuring, and the subset that is embedded.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    sync::{LazyLock, OnceLock},
};

use printpdf::{FontId, ParsedFont};
use subsetter::GlyphRemapper;

use crate::ReportError;

/// Stands where the font has no glyph: a visible box, never a silent hole.
pub(crate) const MISSING: char = '□';

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Face {
    #[default]
    Regular,
    Bold,
    /// A font of the organisation's own, for characters that the shipped ones lack.
    Second,
}

impl Face {
    pub(crate) const ALL: [Self; 3] = [Self::Regular, Self::Bold, Self::Second];

    /// What pages call it; fixed, since printpdf's own names come from a process-wide counter.
    pub(crate) const fn resource(self) -> &'static str {
        match self {
            Self::Regular => "Text",
            Self::Bold => "Strong",
            Self::Second => "Second",
        }
    }

    pub(crate) fn id(self) -> FontId {
        FontId(self.resource().into())
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Regular => "NotoSans-Regular",
            Self::Bold => "NotoSans-Bold",
            Self::Second => "Second-Regular",
        }
    }
}

/// A face as shipped.
struct Loaded {
    program: Cow<'static, [u8]>,
    /// Character to glyph and widths of the whole font; no program.
    parsed: ParsedFont,
    /// Per character up to the highest one in the font: advance in thousandths of an em, negative when there is no glyph.
    advances: Vec<i16>,
}

/// Both faces.
pub(crate) struct Fonts {
    regular: Loaded,
    bold: Loaded,
}

static FONTS: LazyLock<Option<Fonts>> =
    LazyLock::new(|| Some(Fonts { regular: load(notosans::REGULAR_TTF.into())?, bold: load(notosans::BOLD_TTF.into())? }));

/// Set once, before the first report.
static SECOND: OnceLock<Loaded> = OnceLock::new();

/// Draws what the shipped font lacks with this font: the bytes of a TrueType or OpenType file. The first one stays.
///
/// # Errors
/// When it is no font that can be read and subset.
pub fn use_second_font(program: Vec<u8>) -> Result<(), ReportError> {
    let loaded = load(program.into()).ok_or(ReportError::Font)?;
    subsetter::subset(&loaded.program, 0, &GlyphRemapper::new()).map_err(|_| ReportError::Font)?;
    let _ = SECOND.set(loaded);
    Ok(())
}

fn load(program: Cow<'static, [u8]>) -> Option<Loaded> {
    let mut parsed = ParsedFont::from_bytes(&program, 0, &mut Vec::new())?;
    parsed.original_bytes = Vec::new();
    let highest = *parsed.codepoint_to_glyph.last_key_value()?.0;
    let advances = (0..=highest).map(|c| advance_of(&parsed, c).unwrap_or(-1)).collect();
    Some(Loaded { program, parsed, advances })
}

/// As the viewer will advance: printpdf writes widths in whole thousandths, rounded down.
fn advance_of(parsed: &ParsedFont, c: u32) -> Option<i16> {
    let width = parsed.get_glyph_width(parsed.lookup_glyph_index(c)?)?;
    i16::try_from(u32::from(width) * 1000 / u32::from(parsed.units_per_em.max(1))).ok()
}

impl Fonts {
    pub(crate) fn get() -> Result<&'static Self, ReportError> {
        FONTS.as_ref().ok_or(ReportError::Font)
    }

    fn face(&self, face: Face) -> &Loaded {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
            Face::Second => SECOND.get().unwrap_or(&self.regular),
        }
    }

    /// Whether it can be drawn.
    pub(crate) fn has(&self, c: char) -> bool {
        self.advance(self.drawing(Face::Regular, c), c).is_some() && self.advance(self.drawing(Face::Bold, c), c).is_some()
    }

    /// The face that draws a character in a text of this face.
    pub(crate) fn drawing(&self, face: Face, c: char) -> Face {
        let lacks = |face| self.advance(face, c).is_none();
        if lacks(face) && SECOND.get().is_some() && !lacks(Face::Second) { Face::Second } else { face }
    }

    fn advance(&self, face: Face, c: char) -> Option<i16> {
        let index = usize::try_from(u32::from(c)).ok()?;
        self.face(face).advances.get(index).copied().filter(|advance| *advance >= 0)
    }

    /// Width of a character in points, in a text of this face.
    pub(crate) fn char_width(&self, face: Face, size: f32, c: char) -> f32 {
        f32::from(self.advance(self.drawing(face, c), c).unwrap_or(0)) * size / 1000.0
    }

    /// Width of a text in points.
    pub(crate) fn width(&self, face: Face, size: f32, text: &str) -> f32 {
        text.chars().map(|c| self.char_width(face, size, c)).sum()
    }

    /// The font program with the used characters alone. It has no cmap of its own, so the glyphs are listed here; without
    /// them the page would be blank, without a warning.
    pub(crate) fn subset(&self, face: Face, used: &Subset) -> Result<ParsedFont, ReportError> {
        let Loaded { program, parsed, .. } = self.face(face);
        let mut codepoint_to_glyph = BTreeMap::new();
        let mut glyph_widths = BTreeMap::new();
        for (c, new) in &used.characters {
            let Some(old) = parsed.lookup_glyph_index(u32::from(*c)) else { continue };
            codepoint_to_glyph.insert(u32::from(*c), *new);
            glyph_widths.insert(*new, parsed.get_glyph_width(old).unwrap_or(0));
        }
        let original_bytes = subsetter::subset(program, 0, &used.remapper).map_err(|_| ReportError::Font)?;
        Ok(ParsedFont {
            original_bytes,
            font_index: 0,
            font_name: Some(format!("{}+{}", tag(used.characters.iter().map(|(c, _)| *c)), face.name())),
            codepoint_to_glyph,
            glyph_widths,
            units_per_em: parsed.units_per_em,
            font_metrics: parsed.font_metrics.clone(),
            font_type: parsed.font_type,
            pdf_font_metrics: parsed.pdf_font_metrics.clone(),
        })
    }
}

/// The characters of one face that a document uses, each with its glyph in the subset: numbered as they come, so that a page can
/// be drawn before the next is known.
#[derive(Default)]
pub(crate) struct Subset {
    remapper: GlyphRemapper,
    /// By code point; 0 while not used.
    numbers: Vec<u16>,
    pub(crate) characters: Vec<(char, u16)>,
}

/// Those of every face.
#[derive(Default)]
pub(crate) struct Glyphs([Subset; 3]);

impl Glyphs {
    /// The glyph of a character in the subset of a face; 0, a box, for what the face lacks.
    pub(crate) fn of(&mut self, fonts: &Fonts, face: Face, c: char) -> u16 {
        let Subset { remapper, numbers, characters } = &mut self.0[face as usize];
        let index = usize::try_from(u32::from(c)).unwrap_or(0);
        if let Some(number) = numbers.get(index).copied().filter(|number| *number > 0) {
            return number;
        }
        let Some(old) = fonts.face(face).parsed.lookup_glyph_index(u32::from(c)) else { return 0 };
        let new = remapper.remap(old);
        if numbers.len() <= index {
            numbers.resize(index + 1, 0);
        }
        numbers[index] = new;
        characters.push((c, new));
        new
    }

    pub(crate) fn subset(&self, face: Face) -> &Subset {
        &self.0[face as usize]
    }
}

/// Six capitals that differ between subsets, as the format asks.
fn tag(used: impl Iterator<Item = char>) -> String {
    let mut hash = used.fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3));
    (0..6)
        .map(|_| {
            let letter = u8::try_from(hash % 26).unwrap_or(0);
            hash /= 26;
            char::from(b'A' + letter)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_faces_have_the_scripts_of_europe_and_not_everything() {
        let fonts = Fonts::get().expect("the shipped faces load");
        assert!("Zoë Müller-Łukasz, Ελλάδα, Київ – … • × ≥ − □".chars().all(|c| fonts.has(c)));
        assert!(!fonts.has('漢') && !fonts.has('✓'));
    }

    #[test]
    fn digits_are_as_wide_as_each_other() {
        let fonts = Fonts::get().expect("the shipped faces load");
        for face in [Face::Regular, Face::Bold] {
            let widths: BTreeSet<i16> = ('0'..='9').filter_map(|c| fonts.advance(face, c)).collect();
            assert_eq!(widths.len(), 1, "{face:?}");
        }
    }

    #[test]
    fn a_subset_is_small_and_still_knows_its_characters() {
        let fonts = Fonts::get().expect("the shipped faces load");
        let mut glyphs = Glyphs::default();
        let drawn: Vec<u16> = "Zoë Київ Zoë".chars().map(|c| glyphs.of(fonts, Face::Regular, c)).collect();
        assert_eq!((&drawn[..3], drawn[0]), (&[1, 2, 3][..], drawn[9]), "numbered as they come, the same again");
        let subset = fonts.subset(Face::Regular, glyphs.subset(Face::Regular)).expect("a subset");
        assert!(subset.original_bytes.len() < 8_000, "{}", subset.original_bytes.len());
        assert!("Zoë Київ".chars().all(|c| subset.lookup_glyph_index(u32::from(c)).is_some_and(|glyph| glyph > 0)));
    }
}
