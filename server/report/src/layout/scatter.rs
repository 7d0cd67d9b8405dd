//! Two means against each other, with their margins: the drawing of the page (`app`), on paper.

use domain::plot::{Point, Scatter, position, reach};

use super::{Mark, Paint, Piece, Placed, Shape, blocks::Builder};
use crate::{
    block::{self, Tone, size},
    font::Face,
    tags::{NodeId, Tree},
};

const SIDE: f32 = 230.0;
/// Left of the square and under it, for the levels and what the axes are called.
const LEFT: f32 = 34.0;
const UNDER: f32 = 34.0;
const TOP: f32 = 20.0;
const DOT: f32 = 3.0;

#[expect(clippy::cast_possible_truncation, reason = "0 to 1 keeps its meaning in single precision")]
fn across(part: f64) -> f32 {
    LEFT + part as f32 * SIDE
}

#[expect(clippy::cast_possible_truncation, reason = "0 to 1 keeps its meaning in single precision")]
fn up(part: f64) -> f32 {
    TOP + (1.0 - part as f32) * SIDE
}

/// The figure as one piece.
pub(super) fn figure(builder: &mut Builder<'_>, figure: &block::Scatter) {
    let node = builder.tree.add_figure(Tree::ROOT, &figure.alt);
    let mut shapes = Vec::new();
    for level in 1u8..=5 {
        let at = position(f64::from(level));
        shapes.push(line(across(at), up(0.0), across(at), up(1.0), Paint::Line, 0.5));
        shapes.push(line(across(0.0), up(at), across(1.0), up(at), Paint::Line, 0.5));
        let digit = level.to_string();
        shapes.push(text(&digit, across(at) - 2.5, up(0.0) + 12.0, Face::Regular));
        shapes.push(text(&digit, across(0.0) - 11.0, up(at) + 3.0, Face::Regular));
    }
    for (point, number) in figure.plot.points.iter().zip(1usize..) {
        shapes.extend(mark(point, number, &figure.plot));
    }
    let width = builder.fonts.width(Face::Bold, size::SMALL, &figure.across);
    shapes.push(text(&figure.across, across(0.5) - width / 2.0, up(0.0) + 25.0, Face::Bold));
    // Above the axis rather than along it: nobody reads with the head on one side.
    shapes.push(text(&figure.up, 0.0, TOP - 9.0, Face::Bold));
    let shapes = shapes.into_iter().map(|shape| placed(shape, node)).collect();
    builder.pieces.push(Piece { before: 6.0, height: TOP + SIDE + UNDER, glue: true, shapes, ..Piece::default() });
}

const fn placed(shape: Shape, node: NodeId) -> Placed {
    Placed { shape, mark: Mark::Node(node) }
}

const fn line(x1: f32, y1: f32, x2: f32, y2: f32, paint: Paint, thickness: f32) -> Shape {
    Shape::Rule { x1, y1, x2, y2, thickness, paint }
}

fn text(text: &str, x: f32, baseline: f32, face: Face) -> Shape {
    // A space at its end keeps it apart from the next when somebody copies it.
    Shape::Text { x, baseline, text: format!("{text} "), face, size: size::SMALL, paint: Paint::Text(Tone::Soft) }
}

fn mark(point: &Point, number: usize, of: &Scatter) -> Vec<Shape> {
    let (x, y) = (across(position(point.x)), up(position(point.y)));
    let wide = of.half_x.map(|half| reach(point.x, half)).map(|(from, to)| line(across(from), y, across(to), y, Paint::Margin, 1.0));
    let high = of.half_y.map(|half| reach(point.y, half)).map(|(from, to)| line(x, up(from), x, up(to), Paint::Margin, 1.0));
    let mut shapes: Vec<Shape> = wide.into_iter().chain(high).collect();
    shapes.push(Shape::Dot { x, y, radius: DOT + 0.7, paint: Paint::White });
    shapes.push(Shape::Dot { x, y, radius: DOT, paint: Paint::Accent });
    let mut key = text(&number.to_string(), x + 4.5, y - 4.0, Face::Bold);
    if let Shape::Text { paint, .. } = &mut key {
        *paint = Paint::Text(Tone::Ink);
    }
    shapes.push(key);
    shapes
}
