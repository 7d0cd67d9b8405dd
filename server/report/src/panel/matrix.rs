//! Candidates × competencies, in as few tables as leave every word whole.

use domain::{
    Lang,
    report::PanelReport,
    scoring::{Cell as Score, Column as Competency, Total},
};
use text::{numbers, report as words};

use super::candidate;
use crate::{
    block::{Block, Cell, Column, Row, Table, Text, Tone, size},
    font::{Face, Fonts},
    layout::{Frame, GUTTER},
    measure::{longest_word, wrap},
    parts,
};

/// The least for a name and for a total.
const NAME_WIDTH: f32 = 96.0;
const TOTAL_WIDTH: f32 = 38.0;
/// What one word may ask.
const WORD_MOST: f32 = 150.0;

/// Candidates × competencies, in as few tables as leave every word whole. Equal parts: 8 competencies are 4 and 4.
pub(super) fn matrices(report: &PanelReport, lang: Lang, frame: Frame, fonts: &Fonts) -> Vec<Block> {
    let columns: Vec<MatrixColumn<'_>> =
        report.comparison.columns.iter().enumerate().map(|(index, column)| MatrixColumn::new(report, index, column, lang, fonts)).collect();
    let all = columns.len();
    let room = room(frame);
    let fits = |part: &[MatrixColumn<'_>]| part.iter().map(|c| c.least + GUTTER).sum::<f32>() <= room;
    let size = (1..=all).map(|parts| all.div_ceil(parts)).find(|size| columns.chunks(*size).all(fits)).unwrap_or(1);
    let mut blocks = Vec::new();
    let mut from = 0;
    for part in columns.chunks(size) {
        let to = from + part.len();
        if part.len() < all {
            blocks.push(parts::subsection(Text::new(words::part(lang, from + 1, to, all))));
        }
        blocks.push(matrix(report, part, to == all, lang, room));
        from = to;
    }
    blocks
}

/// What is left for the competencies.
const fn room(frame: Frame) -> f32 {
    frame.content() - NAME_WIDTH - TOTAL_WIDTH - GUTTER
}

/// A competency in the matrix.
struct MatrixColumn<'a> {
    head: Vec<Text>,
    cells: Vec<Option<&'a Score>>,
    /// What its longest word needs.
    least: f32,
    /// What its name needs to stand on two lines.
    wanted: f32,
}

impl<'a> MatrixColumn<'a> {
    fn new(report: &'a PanelReport, index: usize, column: &Competency, lang: Lang, fonts: &Fonts) -> Self {
        let name = parts::content(lang, &column.name).sized(size::SMALL).bold().toned(Tone::Soft);
        let head = vec![name, Text::small(numbers::percent(lang, column.share))];
        let cells: Vec<Option<&Score>> = report.comparison.lines.iter().map(|line| line.score.cells.get(index)).collect();
        let bases = cells.iter().flatten().map(|cell| fonts.width(Face::Bold, size::SMALL, &basis(lang, cell)));
        let least = bases.chain(head.iter().map(|text| longest_word(fonts, text))).fold(0.0, f32::max) + 0.5;
        let steps = (0u8..20).map(|step| least + 4.0 * f32::from(step));
        let two_lines = |width: &f32| head.iter().all(|text| wrap(fonts, text, *width).len() <= 2);
        let wanted = steps.into_iter().find(two_lines).unwrap_or(least);
        // A word of 60 letters is broken rather than given a page.
        Self { head, cells, least: least.min(WORD_MOST), wanted: wanted.min(WORD_MOST) }
    }
}

/// Candidates × some of the competencies; the total in the last part.
fn matrix(report: &PanelReport, columns: &[MatrixColumn<'_>], last: bool, lang: Lang, room: f32) -> Block {
    let rows = report.comparison.lines.iter().enumerate().map(|(index, line)| {
        let mut cells = vec![candidate(line, lang, true)];
        cells.extend(columns.iter().map(|column| numbers_of(column.cells.get(index).copied().flatten(), lang)));
        if last {
            cells.push(parts::total(&line.score.total, lang).into());
        }
        Row::new(cells)
    });
    let rows = rows.collect();
    let mut head = vec![parts::head(words::candidate(lang))];
    head.extend(columns.iter().map(|column| Cell::Text(column.head.clone())));
    // What is over goes to names of competencies that would rather have two lines, then to the candidates and all alike.
    let over = room - columns.iter().map(|column| column.wanted + GUTTER).sum::<f32>();
    let each = (over * 0.6 / columns.len().max(1) as f32).clamp(0.0, 24.0);
    let mut widths = vec![Column::part(1.0)];
    let width = |column: &MatrixColumn<'_>| if over < 0.0 { column.least } else { column.wanted + each };
    widths.extend(columns.iter().map(|column| Column::points(width(column)).right()));
    if last {
        head.push(parts::head(words::total(lang)));
        widths.push(Column::points(TOTAL_WIDTH.max(incomplete_width(report))).right());
    }
    Block::Table(Table { columns: widths, head, rows, keep: false })
}

/// `onvolledig` needs more than a number.
fn incomplete_width(report: &PanelReport) -> f32 {
    let any = report.comparison.lines.iter().any(|line| matches!(line.score.total, Total::Incomplete(_)));
    if any { TOTAL_WIDTH + 16.0 } else { TOTAL_WIDTH }
}

fn numbers_of(cell: Option<&Score>, lang: Lang) -> Cell {
    let Some(cell) = cell else { return parts::number(None, |_| String::new()).into() };
    let mean = parts::number(cell.mean, |mean| numbers::competency(lang, mean));
    let basis = Text::small(basis(lang, cell));
    Cell::Text(vec![mean, if cell.is_wide() { basis.bold().toned(Tone::Ink) } else { basis }])
}

/// How far apart the scores are and how many they are; nothing under a number that is not told.
fn basis(lang: Lang, cell: &Score) -> String {
    if cell.is_withheld() { String::new() } else { words::range_and_n(lang, cell.range, cell.n) }
}
