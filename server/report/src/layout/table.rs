//! Tables: column widths, rows, and rows that are too tall for a page.

use super::{
    GUTTER, Mark, Paint, Piece, Placed, Shape, baseline,
    blocks::{Builder, line_shapes},
    leading, strip,
};
use crate::{
    block::{Align, Cell, Column, Row, Table, Text, Tone, Width, size},
    font::Face,
    measure::{Line, wrap},
    tags::{NodeId, Role, Tree},
};

/// Above and below what is in a cell.
const PAD: f32 = 3.5;
/// A head that is taller is not repeated.
const HEAD_MOST: f32 = 200.0;
const LEVEL_WIDTH: f32 = 15.0;
/// From the tint to the name of the level.
const LEVEL_GAP: f32 = 7.0;

/// A cell, measured.
struct Measured {
    x: f32,
    width: f32,
    align: Align,
    content: Content,
}

enum Content {
    /// Lines with their size and element.
    Lines(Vec<(Line, f32, NodeId)>),
    Strip(crate::block::Strip, NodeId),
    Scale(NodeId),
    /// With what it is called, and whether it is a box to tick.
    Level(u8, Line, NodeId, bool),
}

impl Measured {
    fn height(&self) -> f32 {
        match &self.content {
            Content::Lines(lines) => lines.iter().map(|(_, size, _)| leading(*size)).sum(),
            Content::Strip(..) => strip::HEIGHT,
            Content::Scale(_) => leading(size::SMALL),
            Content::Level(..) => leading(size::BODY),
        }
    }
}

/// A table with a head.
pub(super) fn table(builder: &mut Builder<'_>, table: &Table) {
    let node = builder.tree.add(Tree::ROOT, Role::Table);
    let columns = places(&table.columns, builder.frame.content());
    let first = builder.pieces.len();
    let index = builder.tables;
    builder.tables += 1;
    let head = if table.head.is_empty() { Vec::new() } else { table_head(builder, table, &columns, node, index) };
    // A head that would fill its pages is said once.
    let height: f32 = head.iter().map(|piece| piece.height).sum();
    builder.heads.insert(index, if height < HEAD_MOST { head.clone() } else { Vec::new() });
    builder.pieces.extend(head);
    for row in &table.rows {
        body_row(builder, row, &columns, node, index);
    }
    let height: f32 = builder.pieces.iter().skip(first).map(|piece| piece.before + piece.height).sum();
    if table.keep && height < builder.frame.room() * 0.8 {
        let last = builder.pieces.len().saturating_sub(1);
        builder.pieces.iter_mut().take(last).skip(first).for_each(|piece| piece.glue = true);
    } else if table.rows.len() > 2 {
        // The last row, often a sum, is never alone on a page.
        let before_last = builder.pieces.len().saturating_sub(2);
        if before_last > first
            && let Some(piece) = builder.pieces.get_mut(before_last)
        {
            piece.glue = true;
        }
    }
}

fn table_head(builder: &mut Builder<'_>, table: &Table, columns: &[(f32, f32, Align)], node: NodeId, index: usize) -> Vec<Piece> {
    let row = builder.tree.add(node, Role::Tr);
    let cells = measure(builder, &table.head, columns, |_| Role::ThColumn, row);
    let tallest = cells.iter().map(Measured::height).fold(0.0, f32::max);
    let mut head = if tallest < HEAD_MOST { vec![whole_row(builder, &cells, true)] } else { line_by_line(builder, &cells) };
    if let Some(first) = head.first_mut() {
        first.before = 6.0;
    }
    if let Some(last) = head.last_mut() {
        let bottom = last.height;
        last.shapes.push(rule(builder, bottom, 0.9, Paint::StrongLine));
        last.glue = true;
    }
    of_table(head, index)
}

fn of_table(pieces: Vec<Piece>, index: usize) -> Vec<Piece> {
    pieces.into_iter().map(|piece| Piece { table: Some(index), ..piece }).collect()
}

/// Names on the left, what belongs to them on the right.
pub(super) fn facts(builder: &mut Builder<'_>, facts: &[(String, Vec<Text>)]) {
    let columns = [Column::points(96.0), Column::part(1.0)];
    let rows =
        facts.iter().map(|(name, texts)| Row::new(vec![Text::new(name).toned(Tone::Soft).into(), Cell::Text(texts.clone())])).collect();
    table(builder, &Table { columns: columns.to_vec(), rows, ..Table::default() });
}

fn rule(builder: &Builder<'_>, y: f32, thickness: f32, paint: Paint) -> Placed {
    Placed { shape: Shape::Rule { x1: 0.0, y1: y, x2: builder.frame.content(), y2: y, thickness, paint }, mark: Mark::Layout }
}

/// Left edge, width and alignment of each column.
fn places(columns: &[Column], room: f32) -> Vec<(f32, f32, Align)> {
    let gaps = GUTTER * columns.len().saturating_sub(1) as f32;
    let points: f32 = columns.iter().map(|c| if let Width::Points(points) = c.width { points } else { 0.0 }).sum();
    let parts: f32 = columns.iter().map(|c| if let Width::Part(part) = c.width { part } else { 0.0 }).sum();
    let left = (room - gaps - points).max(0.0);
    let mut x = 0.0;
    columns
        .iter()
        .map(|column| {
            let width = match column.width {
                Width::Points(points) => points,
                Width::Part(part) => left * part / parts,
            };
            let place = (x, width, column.align);
            x += width + GUTTER;
            place
        })
        .collect()
}

fn measure(
    builder: &mut Builder<'_>,
    cells: &[Cell],
    columns: &[(f32, f32, Align)],
    role: impl Fn(usize) -> Role,
    row: NodeId,
) -> Vec<Measured> {
    cells
        .iter()
        .zip(columns)
        .enumerate()
        .map(|(index, (cell, (x, width, align)))| {
            let content = match cell {
                Cell::Text(texts) => {
                    let alone = if let [text] = texts.as_slice() { Some(text.lang) } else { None };
                    let node = builder.tree.add_in(row, role(index), alone.flatten());
                    let lines = texts.iter().flat_map(|text| {
                        let own = if alone.is_some() { node } else { builder.tree.add_in(node, Role::P, text.lang) };
                        let own = text.link.as_ref().map_or(own, |link| builder.tree.add_link(own, link.clone()));
                        wrap(builder.fonts, text, *width).into_iter().map(move |line| (line, text.size, own))
                    });
                    Content::Lines(lines.collect())
                }
                Cell::Strip(strip) => {
                    let node = builder.tree.add(row, role(index));
                    Content::Strip(strip.clone(), builder.tree.add_figure(node, &strip.alt))
                }
                Cell::Scale => Content::Scale(builder.tree.add(row, role(index))),
                Cell::Level(level, label) | Cell::Choice(level, label) => {
                    let node = builder.tree.add_in(row, role(index), label.lang);
                    let lines = wrap(builder.fonts, label, width - LEVEL_WIDTH - LEVEL_GAP);
                    Content::Level(*level, lines.into_iter().next().unwrap_or_default(), node, matches!(cell, Cell::Choice(..)))
                }
            };
            Measured { x: *x, width: *width, align: *align, content }
        })
        .collect()
}

fn body_row(builder: &mut Builder<'_>, row: &Row, columns: &[(f32, f32, Align)], table: NodeId, index: usize) {
    let node = builder.tree.add(table, Role::Tr);
    let cells = measure(builder, &row.cells, columns, |column| if column == 0 { Role::ThRow } else { Role::Td }, node);
    let head: f32 = builder.heads.get(&index).into_iter().flatten().map(|piece| piece.height).sum();
    let tallest = cells.iter().map(Measured::height).fold(0.0, f32::max) + 2.0 * PAD;
    let mut pieces =
        if tallest > builder.frame.room() - head { line_by_line(builder, &cells) } else { vec![whole_row(builder, &cells, false)] };
    if row.sum
        && let Some(first) = pieces.first_mut()
    {
        first.shapes.insert(0, rule(builder, 0.0, 0.9, Paint::StrongLine));
    }
    if let Some(last) = pieces.last_mut() {
        let bottom = last.height;
        last.shapes.push(rule(builder, bottom, 0.5, Paint::Line));
    }
    builder.pieces.extend(of_table(pieces, index));
}

/// A row as one piece. What a head says stands on the line under it; in a body everything begins at the top.
fn whole_row(builder: &Builder<'_>, cells: &[Measured], head: bool) -> Piece {
    let inner = cells.iter().map(Measured::height).fold(0.0, f32::max);
    let strips = cells.iter().any(|cell| matches!(cell.content, Content::Strip(..)));
    let shapes = cells.iter().flat_map(|cell| {
        let top = if head {
            PAD + inner - cell.height()
        } else if strips {
            PAD + (strip::HEIGHT - leading(size::BODY)).max(0.0) / 2.0
        } else {
            PAD
        };
        cell_shapes(builder, cell, top)
    });
    Piece { height: inner + 2.0 * PAD, shapes: shapes.collect(), ..Piece::default() }
}

fn cell_shapes(builder: &Builder<'_>, cell: &Measured, top: f32) -> Vec<Placed> {
    match &cell.content {
        Content::Lines(lines) => {
            let mut y = top;
            let mut shapes = Vec::new();
            for (line, size, node) in lines {
                shapes.extend(line_shapes(line, *size, aligned(cell, line.width), y, Mark::Node(*node)));
                y += leading(*size);
            }
            shapes
        }
        Content::Strip(data, node) => moved(strip::strip(&data.plot, cell.width, *node), cell.x, PAD),
        Content::Scale(node) => moved(strip::scale(builder.fonts, cell.width, top + baseline(size::SMALL), Mark::Node(*node)), cell.x, 0.0),
        Content::Level(level, label, node, false) => level_shapes(builder, *level, label, cell.x, top, *node),
        Content::Level(level, label, node, true) => choice_shapes(*level, label, cell.x, top, *node),
    }
}

fn moved(shapes: Vec<Placed>, dx: f32, dy: f32) -> Vec<Placed> {
    shapes.into_iter().map(|placed| Placed { shape: placed.shape.moved(dx, dy), mark: placed.mark }).collect()
}

fn level_shapes(builder: &Builder<'_>, level: u8, label: &Line, x: f32, top: f32, node: NodeId) -> Vec<Placed> {
    let digit = builder.fonts.width(Face::Bold, size::BODY, "0");
    let text = format!("{level} ");
    let tint = Shape::Rect { x, y: top, width: LEVEL_WIDTH, height: leading(size::BODY), paint: Paint::Level(level) };
    let paint = if level >= 4 { Paint::White } else { Paint::Text(Tone::Ink) };
    let (left, baseline) = (x + (LEVEL_WIDTH - digit) / 2.0, top + baseline(size::BODY));
    let digit = Shape::Text { x: left, baseline, text, face: Face::Bold, size: size::BODY, paint };
    let mut shapes = vec![Placed { shape: tint, mark: Mark::Layout }, Placed { shape: digit, mark: Mark::Node(node) }];
    shapes.extend(line_shapes(label, size::BODY, x + LEVEL_WIDTH + LEVEL_GAP, top, Mark::Node(node)));
    shapes
}

/// A box to tick, and what it stands for.
fn choice_shapes(level: u8, label: &Line, x: f32, top: f32, node: NodeId) -> Vec<Placed> {
    const SIDE: f32 = 10.0;
    let y = top + (leading(size::BODY) - SIDE) / 2.0;
    let corners = [(x, y), (x + SIDE, y), (x + SIDE, y + SIDE), (x, y + SIDE), (x, y)];
    let sides = corners.windows(2).filter_map(|pair| {
        let [(x1, y1), (x2, y2)] = *pair else { return None };
        Some(Shape::Rule { x1, y1, x2, y2, thickness: 0.9, paint: Paint::Text(Tone::Ink) })
    });
    let mut shapes: Vec<Placed> = sides.map(|shape| Placed { shape, mark: Mark::Layout }).collect();
    let digit = Shape::Text {
        x: x + SIDE + 5.0,
        baseline: top + baseline(size::BODY),
        text: format!("{level} "),
        face: Face::Bold,
        size: size::BODY,
        paint: Paint::Text(Tone::Ink),
    };
    shapes.push(Placed { shape: digit, mark: Mark::Node(node) });
    shapes.extend(line_shapes(label, size::BODY, x + LEVEL_WIDTH + LEVEL_GAP + 4.0, top, Mark::Node(node)));
    shapes
}

fn aligned(cell: &Measured, width: f32) -> f32 {
    match cell.align {
        Align::Left => cell.x,
        Align::Right => cell.x + cell.width - width,
    }
}

/// A row that no page can hold: a piece per line, which may end up on different pages.
fn line_by_line(builder: &Builder<'_>, cells: &[Measured]) -> Vec<Piece> {
    let count = cells.iter().map(|cell| if let Content::Lines(lines) = &cell.content { lines.len() } else { 1 }).max();
    let count = count.unwrap_or(1);
    (0..count)
        .map(|index| {
            let before = if index == 0 { PAD } else { 0.0 };
            let mut height: f32 = 0.0;
            let mut shapes = Vec::new();
            for cell in cells {
                match &cell.content {
                    Content::Lines(lines) => {
                        let Some((line, size, node)) = lines.get(index) else { continue };
                        height = height.max(leading(*size));
                        shapes.extend(line_shapes(line, *size, aligned(cell, line.width), before, Mark::Node(*node)));
                    }
                    Content::Strip(..) | Content::Scale(_) | Content::Level(..) if index == 0 => {
                        height = height.max(cell.height());
                        shapes.extend(cell_shapes(builder, cell, before));
                    }
                    Content::Strip(..) | Content::Scale(_) | Content::Level(..) => {}
                }
            }
            let after = if index + 1 == count { PAD } else { 0.0 };
            Piece { height: before + height + after, glue: index == 0 && count > 1, shapes, ..Piece::default() }
        })
        .collect()
}
