//! From pages to the operators of a content stream (ISO 32000-1, 7.8.2 and 14.6), each inside the marked content of its element.

use std::io::Write as _;

use crate::{
    block::Tone,
    font::{Face, Fonts, Glyphs},
    layout::{Frame, Mark, Paint, Placed, Shape},
    tags::{Kid, NodeId, Tree},
};

/// How far the handles of a curve are from its ends, for four curves to make a circle.
const CIRCLE: f32 = 0.552_284_8;

/// Draws a page into `out`, and tells the tree which marked content became whose. Gives the owners by number.
pub(crate) fn page(
    shapes: &[Placed],
    index: usize,
    frame: Frame,
    tree: &mut Tree,
    fonts: &Fonts,
    glyphs: &mut Glyphs,
    out: &mut Vec<u8>,
) -> Vec<NodeId> {
    out.clear();
    let mut pen = Pen { height: frame.height, out, fill: None, stroke: None, thickness: None, font: None };
    let mut owners = Vec::new();
    for group in shapes.chunk_by(|a, b| a.mark == b.mark) {
        let Some(Placed { mark, .. }) = group.first() else { continue };
        match mark {
            Mark::Node(node) => {
                pen.say(format_args!("/{} <</MCID {}>> BDC\n", tree.role(*node).name(), owners.len()));
                tree.hold(*node, Kid::Content { page: index, mark: owners.len() });
                owners.push(*node);
            }
            Mark::Layout => pen.say(format_args!("/Artifact <</Type/Layout>> BDC\n")),
            Mark::Header => pen.say(format_args!("/Artifact <</Type/Pagination/Subtype/Header>> BDC\n")),
            Mark::Footer => pen.say(format_args!("/Artifact <</Type/Pagination/Subtype/Footer>> BDC\n")),
        }
        for placed in group {
            pen.draw(&placed.shape, fonts, glyphs);
        }
        pen.say(format_args!("EMC\n"));
    }
    owners
}

/// Draws, and says a colour or a font only when it changes.
struct Pen<'a> {
    /// Of the page.
    height: f32,
    out: &'a mut Vec<u8>,
    fill: Option<Paint>,
    stroke: Option<Paint>,
    thickness: Option<f32>,
    font: Option<(Face, f32)>,
}

impl Pen<'_> {
    fn say(&mut self, operators: std::fmt::Arguments<'_>) {
        // Into memory: nothing to fail.
        let _ = self.out.write_fmt(operators);
    }

    /// In hundredths of a point, without what says nothing, and white after it.
    fn number(&mut self, value: f32) {
        #[expect(clippy::cast_possible_truncation, reason = "a page has some thousand points")]
        let hundredths = (value * 100.0).round() as i32;
        if hundredths < 0 {
            self.out.push(b'-');
        }
        let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
        match (rest, rest % 10) {
            (0, _) => self.say(format_args!("{whole} ")),
            (_, 0) => self.say(format_args!("{whole}.{} ", rest / 10)),
            _ => self.say(format_args!("{whole}.{rest:02} ")),
        }
    }

    /// From the top left, as laid out, to the bottom left, as the format counts.
    fn point(&mut self, x: f32, y: f32) {
        self.number(x);
        self.number(self.height - y);
    }

    fn draw(&mut self, shape: &Shape, fonts: &Fonts, glyphs: &mut Glyphs) {
        match shape {
            Shape::Text { x, baseline, text, face, size, paint } => {
                self.fill(*paint);
                self.out.extend(b"BT\n");
                if self.font.replace((*face, *size)) != Some((*face, *size)) {
                    self.say(format_args!("/{} ", face.resource()));
                    self.number(*size);
                    self.out.extend(b"Tf\n");
                }
                self.point(*x, *baseline);
                self.out.extend(b"Td\n<");
                for c in text.chars() {
                    let glyph = glyphs.of(fonts, *face, c).to_be_bytes();
                    self.out
                        .extend(glyph.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|digit| b"0123456789ABCDEF"[usize::from(digit)]));
                }
                self.out.extend(b"> Tj\nET\n");
            }
            Shape::Rule { x1, y1, x2, y2, thickness, paint } => {
                self.stroke(*paint, *thickness);
                self.point(*x1, *y1);
                self.out.extend(b"m\n");
                self.point(*x2, *y2);
                self.out.extend(b"l\nS\n");
            }
            Shape::Rect { x, y, width, height, paint } => {
                self.fill(*paint);
                self.point(*x, y + height);
                self.number(*width);
                self.number(*height);
                self.out.extend(b"re\nf\n");
            }
            Shape::Dot { x, y, radius, paint } => {
                self.fill(*paint);
                self.circle(*x, *y, *radius);
            }
        }
    }

    fn fill(&mut self, paint: Paint) {
        if self.fill.replace(paint) != Some(paint) {
            self.colour(paint);
            self.out.extend(b"rg\n");
        }
    }

    fn stroke(&mut self, paint: Paint, thickness: f32) {
        if self.stroke.replace(paint) != Some(paint) {
            self.colour(paint);
            self.out.extend(b"RG\n");
        }
        if self.thickness.replace(thickness) != Some(thickness) {
            self.number(thickness);
            self.out.extend(b"w\n");
        }
    }

    fn circle(&mut self, x: f32, y: f32, r: f32) {
        let k = r * CIRCLE;
        self.point(x + r, y);
        self.out.extend(b"m\n");
        let quarters =
            [[(r, k), (k, r), (0.0, r)], [(-k, r), (-r, k), (-r, 0.0)], [(-r, -k), (-k, -r), (0.0, -r)], [(k, -r), (r, -k), (r, 0.0)]];
        for quarter in quarters {
            for (dx, dy) in quarter {
                self.point(x + dx, y + dy);
            }
            self.out.extend(b"c\n");
        }
        self.out.extend(b"f\n");
    }

    /// Ink, one accent, and greys that stay apart in print without colour.
    fn colour(&mut self, paint: Paint) {
        let (r, g, b): (u8, u8, u8) = match paint {
            Paint::Text(Tone::Ink) => (28, 34, 38),
            Paint::Text(Tone::Soft) => (88, 98, 104),
            Paint::Text(Tone::Accent) | Paint::Accent => (0, 92, 99),
            Paint::Line => (214, 220, 222),
            Paint::StrongLine => (138, 150, 155),
            Paint::Margin => (120, 132, 138),
            Paint::Dot => (84, 160, 168),
            Paint::White => (255, 255, 255),
            Paint::Level(1) => (226, 240, 241),
            Paint::Level(2) => (188, 220, 223),
            Paint::Level(3) => (134, 190, 196),
            Paint::Level(4) => (30, 118, 126),
            Paint::Level(_) => (0, 74, 82),
        };
        for part in [r, g, b] {
            self.number(f32::from(part) / 255.0);
        }
    }
}
