//! A strip plot: a dot per rater on a line from 1 to 5, and an upright bar for the mean. Readable without colour.

use domain::plot::{self, Dot};

use super::{Mark, Paint, Placed, Shape};
use crate::{
    block::{Tone, size},
    font::{Face, Fonts},
    tags::NodeId,
};

/// Left and right of the levels 1 and 5.
const INSET: f32 = 7.0;
pub(super) const HEIGHT: f32 = 17.0;
const DOT: f32 = 2.7;

/// Where a part of the way from level 1 to level 5 is on a strip of a width.
fn x_of(part: f64, width: f32) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "0 to 1 keeps its meaning in single precision")]
    let part = part.clamp(0.0, 1.0) as f32;
    INSET + part * (width - 2.0 * INSET)
}

/// Where a level is.
fn level_x(level: u8, width: f32) -> f32 {
    x_of(plot::position(f64::from(level)), width)
}

/// The digits above a column of strips.
pub(super) fn scale(fonts: &Fonts, width: f32, baseline: f32, mark: Mark) -> Vec<Placed> {
    (1u8..=5)
        .map(|level| {
            let text = if level < 5 { format!("{level} ") } else { level.to_string() };
            let digit = fonts.width(Face::Regular, size::SMALL, "0");
            let x = level_x(level, width) - digit / 2.0;
            let paint = Paint::Text(Tone::Soft);
            Placed { shape: Shape::Text { x, baseline, text, face: Face::Regular, size: size::SMALL, paint }, mark }
        })
        .collect()
}

/// The strip with its top at 0.
pub(super) fn strip(strip: &plot::Strip, width: f32, node: NodeId) -> Vec<Placed> {
    let middle = HEIGHT / 2.0;
    let mark = Mark::Node(node);
    let across = |x1: f32, x2: f32, thickness: f32, paint| Shape::Rule { x1, y1: middle, x2, y2: middle, thickness, paint };
    let upright =
        |x: f32, half: f32, thickness: f32, paint| Shape::Rule { x1: x, y1: middle - half, x2: x, y2: middle + half, thickness, paint };
    let mut shapes = vec![across(level_x(1, width), level_x(5, width), 0.5, Paint::Line)];
    shapes.extend((1u8..=5).map(|level| upright(level_x(level, width), 2.5, 0.5, Paint::Line)));
    if let (Some(low), Some(high)) = (strip.dots.first(), strip.dots.last())
        && high.x > low.x
    {
        shapes.push(across(x_of(low.x, width), x_of(high.x, width), 1.2, Paint::StrongLine));
    }
    shapes.extend(dots(&strip.dots, width, middle));
    if let Some(mean) = strip.mean {
        shapes.push(upright(x_of(mean, width), middle - 1.0, 1.5, Paint::Text(Tone::Ink)));
    }
    shapes.into_iter().map(|shape| Placed { shape, mark }).collect()
}

/// Equal scores stand above each other around the middle, closer when there are many.
fn dots(dots: &[Dot], width: f32, middle: f32) -> Vec<Shape> {
    dots.chunk_by(|_, next| next.stack > 0)
        .flat_map(|equal| {
            let gaps = equal.len().saturating_sub(1) as f32;
            let step = if gaps > 0.0 { ((HEIGHT - 2.0 * DOT) / gaps).min(2.0 * DOT + 0.4) } else { 0.0 };
            equal.iter().flat_map(move |dot| {
                let (x, y) = (x_of(dot.x, width), middle - (dot.stack as f32 - gaps / 2.0) * step);
                // A white edge keeps neighbours apart.
                let edge = Shape::Dot { x, y, radius: DOT + 0.5, paint: Paint::White };
                [edge, Shape::Dot { x, y, radius: DOT, paint: Paint::Dot }]
            })
        })
        .collect()
}
