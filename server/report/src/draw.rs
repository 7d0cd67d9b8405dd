//! From pages to drawing operations, each inside the marked content of its element.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{
    Color, DictItem, Line, LinePoint, Mm, Op, PaintMode, PdfFontHandle, PdfPage, Point, Polygon, PolygonRing, Pt, Rect, Rgb, TextItem,
    WindingOrder,
};

use crate::{
    block::Tone,
    font::Face,
    layout::{Frame, Mark, Page, Paint, Placed, Shape},
    tags::{Kid, NodeId, Tree},
};

/// How far the handles of a curve are from its ends, for four curves to make a circle.
const CIRCLE: f32 = 0.552_284_8;

/// The characters that each face draws.
pub(crate) type Used = BTreeMap<Face, BTreeSet<char>>;

/// Draws a page, and tells the tree which marked content became whose.
pub(crate) fn page(page: &Page, index: usize, frame: Frame, tree: &mut Tree, used: &mut Used) -> (PdfPage, Vec<NodeId>) {
    let mut pen = Pen { height: frame.height, ops: Vec::new(), fill: None, stroke: None, thickness: None };
    let mut owners = Vec::new();
    for group in page.shapes.chunk_by(|a, b| a.mark == b.mark) {
        let Some(Placed { mark, .. }) = group.first() else { continue };
        pen.ops.push(begin(*mark, owners.len(), tree));
        if let Mark::Node(node) = mark {
            tree.hold(*node, Kid::Content { page: index, mark: owners.len() });
            owners.push(*node);
        }
        for placed in group {
            pen.draw(&placed.shape, used);
        }
        pen.ops.push(Op::EndMarkedContent);
    }
    (PdfPage::new(millimetres(frame.width), millimetres(frame.height), pen.ops), owners)
}

/// To a tenth: 210 by 297, or 215.9 by 279.4.
fn millimetres(points: f32) -> Mm {
    Mm((points * 254.0 / 72.0).round() / 10.0)
}

fn begin(mark: Mark, number: usize, tree: &Tree) -> Op {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let artifact = |kind: &str, subtype: Option<&str>| {
        let subtype = subtype.map(|subtype| ("Subtype".to_owned(), name(subtype)));
        let map = std::iter::once(("Type".to_owned(), name(kind))).chain(subtype).collect();
        Op::BeginMarkedContentWithProperties { tag: "Artifact".into(), properties: DictItem::Dict { map } }
    };
    match mark {
        Mark::Node(node) => {
            let number = DictItem::Int(i64::try_from(number).unwrap_or(i64::MAX));
            let map = BTreeMap::from([("MCID".to_owned(), number)]);
            Op::BeginMarkedContentWithProperties { tag: tree.role(node).name().into(), properties: DictItem::Dict { map } }
        }
        Mark::Layout => artifact("Layout", None),
        Mark::Header => artifact("Pagination", Some("Header")),
        Mark::Footer => artifact("Pagination", Some("Footer")),
    }
}

/// Draws, and says a colour only when it changes.
struct Pen {
    /// Of the page.
    height: f32,
    ops: Vec<Op>,
    fill: Option<Paint>,
    stroke: Option<Paint>,
    thickness: Option<f32>,
}

impl Pen {
    fn draw(&mut self, shape: &Shape, used: &mut Used) {
        match shape {
            Shape::Text { x, baseline, text, face, size, paint } => {
                used.entry(*face).or_default().extend(text.chars());
                self.fill(*paint);
                self.ops.extend([
                    Op::StartTextSection,
                    Op::SetFont { font: PdfFontHandle::External(face.id()), size: Pt(*size) },
                    Op::SetTextCursor { pos: self.point(*x, *baseline) },
                    Op::ShowText { items: vec![TextItem::Text(text.clone())] },
                    Op::EndTextSection,
                ]);
            }
            Shape::Rule { x1, y1, x2, y2, thickness, paint } => {
                self.stroke(*paint, *thickness);
                let points = [self.point(*x1, *y1), self.point(*x2, *y2)].map(|p| LinePoint { p, bezier: false }).to_vec();
                self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
            }
            Shape::Rect { x, y, width, height, paint } => {
                self.fill(*paint);
                let Point { x, y } = self.point(*x, y + height);
                let (width, height) = (Pt(rounded(*width)), Pt(rounded(*height)));
                let mode = Some(PaintMode::Fill);
                self.ops.push(Op::DrawRectangle { rectangle: Rect { x, y, width, height, mode, winding_order: None } });
            }
            Shape::Dot { x, y, radius, paint } => {
                self.fill(*paint);
                self.ops.push(Op::DrawPolygon { polygon: self.circle(*x, *y, *radius) });
            }
        }
    }

    fn fill(&mut self, paint: Paint) {
        if self.fill.replace(paint) != Some(paint) {
            self.ops.push(Op::SetFillColor { col: colour(paint) });
        }
    }

    fn stroke(&mut self, paint: Paint, thickness: f32) {
        if self.stroke.replace(paint) != Some(paint) {
            self.ops.push(Op::SetOutlineColor { col: colour(paint) });
        }
        if self.thickness.replace(thickness) != Some(thickness) {
            self.ops.push(Op::SetOutlineThickness { pt: Pt(thickness) });
        }
    }
}

impl Pen {
    fn circle(&self, x: f32, y: f32, r: f32) -> Polygon {
        let k = r * CIRCLE;
        let handles = [
            (r, 0.0, false),
            (r, k, true),
            (k, r, true),
            (0.0, r, false),
            (-k, r, true),
            (-r, k, true),
            (-r, 0.0, false),
            (-r, -k, true),
            (-k, -r, true),
            (0.0, -r, false),
            (k, -r, true),
            (r, -k, true),
            (r, 0.0, false),
        ];
        let points = handles.into_iter().map(|(dx, dy, bezier)| LinePoint { p: self.point(x + dx, y + dy), bezier }).collect();
        Polygon { rings: vec![PolygonRing { points }], mode: PaintMode::Fill, winding_order: WindingOrder::NonZero }
    }

    /// From the top left, as laid out, to the bottom left, as the format counts; in hundredths of a point.
    fn point(&self, x: f32, y: f32) -> Point {
        Point { x: Pt(rounded(x)), y: Pt(rounded(self.height - y)) }
    }
}

fn rounded(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

/// Ink, one accent, and greys that stay apart in print without colour.
fn colour(paint: Paint) -> Color {
    let (r, g, b) = match paint {
        Paint::Text(Tone::Ink) => (28, 34, 38),
        Paint::Text(Tone::Soft) => (88, 98, 104),
        Paint::Text(Tone::Accent) | Paint::Accent => (0, 92, 99),
        Paint::Line => (214, 220, 222),
        Paint::StrongLine => (138, 150, 155),
        Paint::Dot => (84, 160, 168),
        Paint::White => (255, 255, 255),
        Paint::Margin => (120, 132, 138),
        Paint::Level(1) => (226, 240, 241),
        Paint::Level(2) => (188, 220, 223),
        Paint::Level(3) => (134, 190, 196),
        Paint::Level(4) => (30, 118, 126),
        Paint::Level(_) => (0, 74, 82),
    };
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    Color::Rgb(Rgb { r: part(r), g: part(g), b: part(b), icc_profile: None })
}
