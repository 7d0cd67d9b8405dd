//! From blocks to pages: what is drawn where, and which element of the structure it belongs to.
//!
//! Each block becomes pieces that are never cut; [`flow`] gives pieces their page. Positions are in points from the top left.

mod blocks;
mod flow;
mod scatter;
mod strip;
mod table;

use std::collections::BTreeMap;

pub(crate) use blocks::lay_out;
use domain::report::Paper;

use crate::{
    block::Tone,
    font::Face,
    tags::{NodeId, Tree},
};

/// 19 mm.
pub(crate) const MARGIN: f32 = 53.86;
/// White between the columns of a table.
pub(crate) const GUTTER: f32 = 10.0;
/// Where content begins on the first page, and on the others, under the running title.
const TOP: f32 = 56.0;
const TOP_RUNNING: f32 = 70.0;

/// A sheet of paper, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Frame {
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Frame {
    pub(crate) const fn of(paper: Paper) -> Self {
        match paper {
            Paper::A4 => Self { width: 595.276, height: 841.89 },
            Paper::Letter => Self { width: 612.0, height: 792.0 },
        }
    }

    /// Between the margins.
    pub(crate) const fn content(self) -> f32 {
        self.width - 2.0 * MARGIN
    }

    /// Where content ends, above the foot.
    const fn bottom(self) -> f32 {
        self.height - 68.0
    }

    /// What a page has under its running title.
    const fn room(self) -> f32 {
        self.bottom() - TOP_RUNNING
    }
}

/// Height of a line of text of a size.
pub(crate) fn leading(size: f32) -> f32 {
    let factor = if size > 12.0 { 1.2 } else { 1.4 };
    (size * factor * 2.0).round() / 2.0
}

/// From the top of a line to its baseline.
pub(crate) fn baseline(size: f32) -> f32 {
    leading(size) / 2.0 + size * 0.36
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Paint {
    Text(Tone),
    /// A rule under a heading.
    Accent,
    /// Between rows.
    Line,
    /// Under a table head and above a sum.
    StrongLine,
    /// Behind a level, 1 to 5: one hue from light to dark.
    Level(u8),
    Dot,
    White,
    /// What a margin of error reaches over.
    Margin,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    Text { x: f32, baseline: f32, text: String, face: Face, size: f32, paint: Paint },
    Rule { x1: f32, y1: f32, x2: f32, y2: f32, thickness: f32, paint: Paint },
    Rect { x: f32, y: f32, width: f32, height: f32, paint: Paint },
    Dot { x: f32, y: f32, radius: f32, paint: Paint },
}

impl Shape {
    fn moved(mut self, dx: f32, dy: f32) -> Self {
        match &mut self {
            Self::Text { x, baseline, .. } => {
                *x += dx;
                *baseline += dy;
            }
            Self::Rule { x1, y1, x2, y2, .. } => {
                *x1 += dx;
                *x2 += dx;
                *y1 += dy;
                *y2 += dy;
            }
            Self::Rect { x, y, .. } | Self::Dot { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
        }
        self
    }
}

/// What a shape is to somebody who cannot see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Node(NodeId),
    /// Rules and fills.
    Layout,
    /// The running title.
    Header,
    Footer,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Placed {
    pub(crate) shape: Shape,
    pub(crate) mark: Mark,
}

/// Where a bookmark leads.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bookmark {
    pub(crate) level: u8,
    pub(crate) title: String,
    pub(crate) place: Place,
}

/// A place on a page, from the top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Place {
    pub(crate) page: usize,
    pub(crate) y: f32,
}

/// What stands on a page.
pub(crate) type Page = Vec<Placed>;

/// A document, laid out and drawn page by page.
#[derive(Debug, Default)]
pub(crate) struct Laid {
    pub(crate) tree: Tree,
    pub(crate) bookmarks: Vec<Bookmark>,
    /// Where links inside the document lead, by the name of the part.
    pub(crate) parts: BTreeMap<String, Place>,
}

/// Something that is never cut: a line of a paragraph, a row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
struct Piece {
    /// White above it, except at the top of a page.
    before: f32,
    height: f32,
    /// Stays on the page of the piece after it.
    glue: bool,
    /// Belongs to this table; its head is repeated when it begins a page.
    table: Option<usize>,
    shapes: Vec<Placed>,
    bookmark: Option<(u8, String)>,
    /// Links to this part lead here.
    part: Option<String>,
    /// Begins a page.
    breaks: bool,
}
