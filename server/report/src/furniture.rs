//! What stands on every page: the foot, and from the second page on the running title.

use domain::{Lang, report::Provenance};
use text::report as words;

use crate::{
    block::{Tone, size},
    clean,
    font::{Face, Fonts},
    layout::{CONTENT_WIDTH, Laid, MARGIN, Mark, PAGE_HEIGHT, Page, Paint, Placed, Shape},
    measure::shorten,
};

/// Baselines.
const HEAD: f32 = 44.0;
const FOOT: f32 = PAGE_HEIGHT - 38.0;
const SIZE: f32 = size::SMALL;

/// How much of the scorecard's hash is printed on each page.
pub(crate) const SHORT_HASH: usize = 12;

/// Adds the furniture to all pages.
pub(crate) fn add(laid: &mut Laid, title: &str, provenance: &Provenance, lang: Lang, fonts: &Fonts) {
    let of = laid.pages.len();
    let drawable = |text: &str| clean::drawable(&clean::one_line(text), fonts).0;
    let hash: String = provenance.round.hash.chars().take(SHORT_HASH).collect();
    let whose = drawable(&format!("{} · {}", provenance.organisation, provenance.vacancy));
    let made = drawable(&words::generated(lang, provenance.generated_at.local, &provenance.generated_by));
    let title = drawable(title);
    for (page, number) in laid.pages.iter_mut().zip(1..) {
        if number > 1 {
            let mut line = Line { page, mark: Mark::Header, baseline: HEAD, fonts };
            line.left(&shorten(fonts, Face::Regular, SIZE, &title, CONTENT_WIDTH));
            line.rule(HEAD + 7.0);
        }
        let mut line = Line { page, mark: Mark::Footer, baseline: FOOT, fonts };
        line.rule(FOOT - 15.0);
        let count = words::page(lang, number, of);
        let beside = CONTENT_WIDTH - fonts.width(Face::Regular, SIZE, &count) - 12.0;
        line.left(&shorten(fonts, Face::Regular, SIZE, &whose, beside));
        line.right(&count);
        line.baseline += 12.0;
        let code = format!("{} {hash}", words::scorecard(lang));
        let beside = CONTENT_WIDTH - fonts.width(Face::Regular, SIZE, &code) - 12.0;
        line.left(&shorten(fonts, Face::Regular, SIZE, &made, beside));
        line.right(&code);
    }
}

struct Line<'a> {
    page: &'a mut Page,
    mark: Mark,
    baseline: f32,
    fonts: &'a Fonts,
}

impl Line<'_> {
    fn rule(&mut self, y: f32) {
        let shape = Shape::Rule { x1: MARGIN, y1: y, x2: MARGIN + CONTENT_WIDTH, y2: y, thickness: 0.5, paint: Paint::Line };
        self.page.shapes.push(Placed { shape, mark: self.mark });
    }

    fn left(&mut self, text: &str) {
        self.text(text, MARGIN);
    }

    fn right(&mut self, text: &str) {
        self.text(text, MARGIN + CONTENT_WIDTH - self.fonts.width(Face::Regular, SIZE, text));
    }

    fn text(&mut self, text: &str, x: f32) {
        let (text, face, paint) = (text.to_owned(), Face::Regular, Paint::Text(Tone::Soft));
        let shape = Shape::Text { x, baseline: self.baseline, text, face, size: SIZE, paint };
        self.page.shapes.push(Placed { shape, mark: self.mark });
    }
}
