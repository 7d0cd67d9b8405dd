//! From blocks to pieces.

use std::collections::BTreeMap;

use super::{Frame, Laid, Mark, Page, Paint, Piece, Placed, Shape, baseline, flow::Flow, leading, scatter, table};
use crate::{
    block::{Block, Text, Tone, size},
    font::Fonts,
    measure::{Line, wrap},
    tags::{NodeId, Role, Tree},
};

/// What is being built.
pub(super) struct Builder<'a> {
    pub(super) fonts: &'a Fonts,
    pub(super) frame: Frame,
    pub(super) tree: Tree,
    pub(super) pieces: Vec<Piece>,
    /// Of the tables that are not on their pages yet, the head.
    pub(super) heads: BTreeMap<usize, Vec<Piece>>,
    /// How many tables there were.
    pub(super) tables: usize,
    /// The next piece begins a page, or a part.
    breaks: bool,
    part: Option<String>,
}

/// Lays out a document. Each page is drawn as soon as it is full: a large document is never in memory as a whole.
pub(crate) fn lay_out(blocks: Vec<Block>, frame: Frame, fonts: &Fonts, mut draw: impl FnMut(&Page, &mut Tree)) -> Laid {
    let mut builder =
        Builder { fonts, frame, tree: Tree::default(), pieces: Vec::new(), heads: BTreeMap::new(), tables: 0, breaks: false, part: None };
    let mut flow = Flow::new(frame);
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        let first = builder.pieces.len();
        builder.block(&block, blocks.peek());
        if let Some(piece) = builder.pieces.get_mut(first) {
            piece.breaks |= std::mem::take(&mut builder.breaks);
            piece.part = builder.part.take();
        }
        // What holds on to the next block waits for it; everything before can get its page, and be forgotten.
        let whole = builder.pieces.iter().rposition(|piece| !piece.glue).map_or(0, |last| last + 1);
        flow.place(builder.pieces.drain(..whole), &builder.heads);
        builder.heads.retain(|table, _| *table + 1 >= builder.tables);
        for page in flow.done() {
            draw(&page, &mut builder.tree);
        }
    }
    flow.place(builder.pieces.drain(..), &builder.heads);
    let (last, bookmarks, parts) = flow.finish();
    for page in last {
        draw(&page, &mut builder.tree);
    }
    Laid { tree: builder.tree, bookmarks, parts }
}

impl Builder<'_> {
    fn block(&mut self, block: &Block, next: Option<&Block>) {
        match block {
            Block::Title { kind, title, about } => self.title(kind, title, about),
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Paragraph(text) => {
                let node = self.tree.add_in(Tree::ROOT, Role::P, text.lang);
                self.paragraph(text, node, 0.0, 4.0);
            }
            Block::Label(text) => {
                let node = self.tree.add_in(Tree::ROOT, Role::P, text.lang);
                let first = self.pieces.len();
                self.paragraph(text, node, 0.0, 6.0);
                // A section never holds on to the next.
                if next.is_some_and(|next| !matches!(next, Block::Heading { level: ..=2, .. })) {
                    self.glue_from(first);
                }
            }
            Block::List(items) => self.list(items),
            Block::Facts(facts) => table::facts(self, facts),
            Block::Table(table) => table::table(self, table),
            Block::Scatter(figure) => scatter::figure(self, figure),
            Block::Room(lines) => self.room_to_write(*lines),
            Block::NewPage => self.breaks = true,
            Block::Part(name) => self.part = Some(name.clone()),
            Block::Gap(height) => self.pieces.push(Piece { before: *height, ..Piece::default() }),
        }
    }

    fn title(&mut self, kind: &str, title: &str, about: &str) {
        let start = self.pieces.len();
        let node = self.tree.add(Tree::ROOT, Role::P);
        self.paragraph(&Text::new(kind).bold().toned(Tone::Accent), node, 0.0, 0.0);
        self.glue_from(start);
        let node = self.tree.add(Tree::ROOT, Role::H1);
        let first = self.pieces.len();
        self.paragraph(&Text::new(title).sized(size::TITLE).bold(), node, 0.0, 3.0);
        self.glue_from(first);
        self.bookmark(first, 1, title);
        let node = self.tree.add(Tree::ROOT, Role::P);
        let first = self.pieces.len();
        self.paragraph(&Text::new(about).sized(size::LEAD).toned(Tone::Soft), node, 0.0, 4.0);
        self.glue_from(first);
        let rule = Shape::Rule { x1: 0.0, y1: 10.0, x2: self.frame.content(), y2: 10.0, thickness: 1.2, paint: Paint::Accent };
        self.pieces.push(Piece { height: 16.0, shapes: vec![Placed { shape: rule, mark: Mark::Layout }], ..Piece::default() });
    }

    fn heading(&mut self, level: u8, text: &Text) {
        let role = if level <= 2 { Role::H2 } else { Role::H3 };
        let before = if text.size > size::LEAD { 22.0 } else { 14.0 };
        let node = self.tree.add_in(Tree::ROOT, role, text.lang);
        let first = self.pieces.len();
        self.paragraph(text, node, 0.0, before);
        self.glue_from(first);
        self.bookmark(first, level, &text.string());
    }

    fn list(&mut self, items: &[Text]) {
        const INDENT: f32 = 12.0;
        let list = self.tree.add(Tree::ROOT, Role::L);
        for item in items {
            let node = self.tree.add_in(list, Role::Li, item.lang);
            let label = self.tree.add(node, Role::Lbl);
            let body = self.tree.add(node, Role::LBody);
            let first = self.pieces.len();
            self.paragraph(item, body, INDENT, 3.0);
            let bullet = Shape::Dot { x: 3.0, y: leading(item.size) / 2.0 + 0.5, radius: 1.3, paint: Paint::Accent };
            if let Some(piece) = self.pieces.get_mut(first) {
                piece.shapes.insert(0, Placed { shape: bullet, mark: Mark::Node(label) });
            }
        }
    }

    /// Lines under each other. Two lines at least stay together at either end.
    fn paragraph(&mut self, text: &Text, node: NodeId, indent: f32, before: f32) {
        let node = text.link.as_ref().map_or(node, |link| self.tree.add_link(node, link.clone()));
        let lines = wrap(self.fonts, text, self.frame.content() - indent);
        let count = lines.len();
        for (index, line) in lines.iter().enumerate() {
            self.pieces.push(Piece {
                before: if index == 0 { before } else { 0.0 },
                height: leading(text.size),
                glue: index + 1 < count && (index == 0 || index + 2 == count),
                shapes: line_shapes(line, text.size, indent, 0.0, Mark::Node(node)),
                ..Piece::default()
            });
        }
    }

    /// Ruled lines, for a pen.
    fn room_to_write(&mut self, lines: u8) {
        const APART: f32 = 21.0;
        for _ in 0..lines {
            let rule = Shape::Rule { x1: 0.0, y1: APART, x2: self.frame.content(), y2: APART, thickness: 0.5, paint: Paint::StrongLine };
            self.pieces.push(Piece { height: APART + 0.5, shapes: vec![Placed { shape: rule, mark: Mark::Layout }], ..Piece::default() });
        }
    }

    fn glue_from(&mut self, first: usize) {
        self.pieces.iter_mut().skip(first).for_each(|piece| piece.glue = true);
    }

    fn bookmark(&mut self, piece: usize, level: u8, title: &str) {
        if let Some(piece) = self.pieces.get_mut(piece) {
            piece.bookmark = Some((level, title.to_owned()));
        }
    }
}

/// A line of text with its top at `y`.
pub(super) fn line_shapes(line: &Line, size: f32, x: f32, y: f32, mark: Mark) -> Vec<Placed> {
    line.pieces
        .iter()
        .map(|piece| Placed {
            shape: Shape::Text {
                x: x + piece.x,
                baseline: y + baseline(size),
                text: piece.text.clone(),
                face: piece.face,
                size,
                paint: Paint::Text(piece.tone),
            },
            mark,
        })
        .collect()
}
