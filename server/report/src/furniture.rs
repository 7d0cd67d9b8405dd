//! What stands on every page: the foot, and from the second page on the running title.

use domain::{Lang, report::Provenance};
use text::report as words;

use crate::{
    block::{Text, size},
    clean,
    font::{Face, Fonts},
    layout::{Frame, MARGIN, Mark, Page, Paint, Placed, Shape},
    measure::{shorten, wrap},
};

/// Baseline of the running title.
const HEAD: f32 = 44.0;
/// From the bottom of the page to the baseline of the foot.
const FOOT: f32 = 38.0;
const SIZE: f32 = size::SMALL;

/// How much of a scorecard's hash is printed on each page.
const SHORT_HASH: usize = 12;

/// What stands at the foot of every page, in words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Foot {
    /// Whose it is and what it is about.
    pub(crate) whose: String,
    /// When it was made and by whom, and until when it is kept.
    pub(crate) made: String,
    /// What it rests on.
    pub(crate) code: String,
}

impl Foot {
    pub(crate) fn of(provenance: &Provenance, lang: Lang) -> Self {
        let until = words::delete_by(lang, provenance.delete_by.map(|by| by.local));
        Self {
            whose: format!("{} · {}", provenance.organisation, provenance.vacancy),
            made: format!("{} · {until}", words::generated(lang, provenance.generated_at.local, &provenance.generated_by)),
            code: format!("{} {}", words::scorecard(lang), short(&provenance.round.hash)),
        }
    }
}

pub(crate) fn short(hash: &str) -> String {
    hash.chars().take(SHORT_HASH).collect()
}

/// What stands at the head and the foot of each page.
pub(crate) struct Furniture<'a> {
    title: String,
    foot: Foot,
    of: usize,
    frame: Frame,
    lang: Lang,
    fonts: &'a Fonts,
}

impl<'a> Furniture<'a> {
    pub(crate) fn new(title: &str, foot: &Foot, of: usize, frame: Frame, lang: Lang, fonts: &'a Fonts) -> Self {
        let drawable = |text: &str| clean::drawable(&clean::one_line(text), fonts).0;
        let foot = Foot { whose: drawable(&foot.whose), made: drawable(&foot.made), code: drawable(&foot.code) };
        Self { title: drawable(title), foot, of, frame, lang, fonts }
    }

    /// Of a page, counted from 1.
    pub(crate) fn page(&self, number: usize) -> Page {
        let Self { frame, fonts, foot: Foot { whose, made, code }, .. } = self;
        let mut page = Page::default();
        if number > 1 {
            let mut line = Line { page: &mut page, mark: Mark::Header, baseline: HEAD, frame: *frame, fonts };
            line.left(&self.title, frame.content());
            line.rule(HEAD + 7.0);
        }
        let mut line = Line { page: &mut page, mark: Mark::Footer, baseline: frame.height - FOOT, frame: *frame, fonts };
        line.rule(frame.height - FOOT - 15.0);
        let count = words::page(self.lang, number, self.of);
        line.left(whose, line.beside(&count));
        line.right(&count);
        line.baseline += 12.0;
        line.left(made, line.beside(code));
        line.right(code);
        page
    }
}

struct Line<'a> {
    page: &'a mut Page,
    mark: Mark,
    baseline: f32,
    frame: Frame,
    fonts: &'a Fonts,
}

impl Line<'_> {
    fn rule(&mut self, y: f32) {
        let shape = Shape::Rule { x1: MARGIN, y1: y, x2: MARGIN + self.frame.content(), y2: y, thickness: 0.5, paint: Paint::Line };
        self.page.push(Placed { shape, mark: self.mark });
    }

    /// What a text on the right leaves.
    fn beside(&self, right: &str) -> f32 {
        self.frame.content() - self.fonts.width(Face::Regular, SIZE, right) - 12.0
    }

    /// Cut with a mark where there is no room.
    fn left(&mut self, text: &str, room: f32) {
        self.text(&shorten(self.fonts, Face::Regular, SIZE, text, room), MARGIN);
    }

    fn right(&mut self, text: &str) {
        self.text(text, MARGIN + self.frame.content() - self.fonts.width(Face::Regular, SIZE, text));
    }

    fn text(&mut self, text: &str, x: f32) {
        let mark = self.mark;
        let baseline = self.baseline;
        let pieces = wrap(self.fonts, &Text::small(text), f32::INFINITY).into_iter().flat_map(|line| line.pieces);
        let shapes = pieces.map(|piece| Placed {
            shape: Shape::Text { x: x + piece.x, baseline, text: piece.text, face: piece.face, size: SIZE, paint: Paint::Text(piece.tone) },
            mark,
        });
        self.page.extend(shapes);
    }
}
