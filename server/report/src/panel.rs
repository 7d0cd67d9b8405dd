//! The panel report: all candidates of a round side by side.

use domain::{
    Lang,
    analysis::FEW,
    report::PanelReport,
    scoring::{Cell as Score, Column as Competency, Line, Total},
};
use text::{compare, numbers, report as words};

use crate::{
    block::{Block, Cell, Column, Row, Table, Text, Tone, size},
    font::{Face, Fonts},
    layout::{CONTENT_WIDTH, GUTTER},
    measure::{longest_word, wrap},
    parts,
};

/// Of the matrix: the least for a name and for a total, and the white between columns.
const NAME_WIDTH: f32 = 96.0;
const TOTAL_WIDTH: f32 = 38.0;
/// What one word may ask.
const WORD_MOST: f32 = 150.0;

/// The report as blocks.
pub(crate) fn blocks(report: &PanelReport, lang: Lang, fonts: &Fonts) -> Vec<Block> {
    let provenance = &report.provenance;
    let about = words::about(lang, &provenance.organisation, provenance.round.number, provenance.generated_at.local);
    let mut facts = parts::facts(provenance, &report.comparison.raters, lang);
    let count = words::how_many(lang, report.comparison.lines.len() + report.pending.len(), report.pending.len());
    facts.push((words::candidates(lang).into(), vec![Text::new(count)]));
    let mut blocks =
        vec![Block::Title { kind: words::panel_report(lang).into(), title: provenance.vacancy.clone(), about }, Block::Facts(facts)];
    blocks.extend(comparison(report, lang, fonts));
    let raters = report.comparison.lines.iter().flat_map(|line| &line.score.cells).map(|cell| cell.n).max().unwrap_or(0);
    let candidates = report.comparison.lines.len();
    let small = (raters > 0 && candidates < FEW).then(|| compare::small_panel(lang, raters, candidates));
    blocks.extend(parts::reading(lang, small));
    blocks.extend(parts::competencies(&report.document, lang));
    if !report.comparison.lines.is_empty() {
        blocks.extend(per_competency(report, lang));
        blocks.extend(to_discuss(report, lang));
        blocks.extend(otherwise(report, lang));
        blocks.extend(calculations(report, lang));
    }
    blocks
}

fn comparison(report: &PanelReport, lang: Lang, fonts: &Fonts) -> Vec<Block> {
    let comparison = &report.comparison;
    let mut blocks = vec![parts::section(words::comparison(lang))];
    if comparison.lines.is_empty() {
        blocks.push(Block::Paragraph(Text::new(words::nobody(lang))));
    } else {
        blocks.push(Block::Label(Text::new(compare::neutral_order(lang))));
        blocks.extend(matrices(report, lang, fonts));
        blocks.push(Block::Gap(6.0));
        blocks.push(parts::caption(words::comparison_legend(lang)));
        if comparison.lines.iter().any(|line| line.late) {
            blocks.push(parts::caption(words::late_legend(lang)));
        }
        let incomplete = comparison.lines.iter().filter_map(|line| {
            let missing = parts::missing(line, comparison, lang)?;
            Some(Text::new(line.candidate.as_str()).bold().then(Text::new(format!(": {}. {missing}", words::incomplete(lang)))))
        });
        let incomplete: Vec<Text> = incomplete.collect();
        if !incomplete.is_empty() {
            blocks.push(Block::List(incomplete));
        }
    }
    if !report.pending.is_empty() {
        let names = format!("{} {}.", words::pending(lang), report.pending.join(", "));
        blocks.push(Block::Paragraph(Text::new(names)));
    }
    blocks
}

/// Candidates × competencies, in as few tables as leave every word whole. Equal parts: 8 competencies are 4 and 4.
fn matrices(report: &PanelReport, lang: Lang, fonts: &Fonts) -> Vec<Block> {
    let columns: Vec<MatrixColumn<'_>> =
        report.comparison.columns.iter().enumerate().map(|(index, column)| MatrixColumn::new(report, index, column, lang, fonts)).collect();
    let all = columns.len();
    let fits = |part: &[MatrixColumn<'_>]| part.iter().map(|c| c.least + GUTTER).sum::<f32>() <= ROOM;
    let size = (1..=all).map(|parts| all.div_ceil(parts)).find(|size| columns.chunks(*size).all(fits)).unwrap_or(1);
    let mut blocks = Vec::new();
    let mut from = 0;
    for part in columns.chunks(size) {
        let to = from + part.len();
        if part.len() < all {
            blocks.push(parts::subsection(Text::new(words::part(lang, from + 1, to, all))));
        }
        blocks.push(matrix(report, part, to == all, lang));
        from = to;
    }
    blocks
}

/// What is left for the competencies.
const ROOM: f32 = CONTENT_WIDTH - NAME_WIDTH - TOTAL_WIDTH - GUTTER;

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
        let bases = cells.iter().flatten().map(|cell| fonts.width(Face::Bold, size::SMALL, &words::range_and_n(lang, cell.range, cell.n)));
        let least = bases.chain(head.iter().map(|text| longest_word(fonts, text))).fold(0.0, f32::max) + 0.5;
        let steps = (0u8..20).map(|step| least + 4.0 * f32::from(step));
        let two_lines = |width: &f32| head.iter().all(|text| wrap(fonts, text, *width).len() <= 2);
        let wanted = steps.into_iter().find(two_lines).unwrap_or(least);
        // A word of 60 letters is broken rather than given a page.
        Self { head, cells, least: least.min(WORD_MOST), wanted: wanted.min(WORD_MOST) }
    }
}

/// Candidates × some of the competencies; the total in the last part.
fn matrix(report: &PanelReport, columns: &[MatrixColumn<'_>], last: bool, lang: Lang) -> Block {
    let rows = report.comparison.lines.iter().enumerate().map(|(index, line)| {
        let mut cells = vec![candidate(line, lang)];
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
    let over = ROOM - columns.iter().map(|column| column.wanted + GUTTER).sum::<f32>();
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

/// A candidate's name; who came after the reveal is marked.
fn candidate(line: &Line, lang: Lang) -> Cell {
    let mut texts = vec![Text::new(line.candidate.as_str()).bold()];
    if line.late {
        texts.push(Text::small(words::late(lang)));
    }
    Cell::Text(texts)
}

fn numbers_of(cell: Option<&Score>, lang: Lang) -> Cell {
    let Some(cell) = cell else { return parts::number(None, |_| String::new()).into() };
    let mean = parts::number(cell.mean, |mean| numbers::competency(lang, mean));
    let basis = Text::small(words::range_and_n(lang, cell.range, cell.n));
    Cell::Text(vec![mean, if cell.is_wide() { basis.bold().toned(Tone::Ink) } else { basis }])
}

fn per_competency(report: &PanelReport, lang: Lang) -> Vec<Block> {
    let hidden = report.comparison.raters.is_empty();
    let legend = if hidden { words::plot_legend_hidden(lang) } else { words::plot_legend(lang) };
    let mut blocks = vec![parts::section(words::per_competency(lang)), Block::Label(Text::new(legend))];
    for (index, column) in report.comparison.columns.iter().enumerate() {
        let rows = report.comparison.lines.iter().filter_map(|line| {
            let cell = line.score.cells.get(index)?;
            let mut cells = vec![candidate(line, lang), parts::strip(cell, lang)];
            cells.extend(parts::three_numbers(cell, lang));
            Some(Row::new(cells))
        });
        blocks.push(parts::subsection(parts::content(lang, &column.name)));
        blocks.push(parts::strip_table(words::candidate(lang), rows.collect(), lang));
    }
    blocks
}

/// The cells where the panel differs most.
fn to_discuss(report: &PanelReport, lang: Lang) -> Vec<Block> {
    let columns = &report.comparison.columns;
    let wide = report.proceedings.topics.iter().map(|topic| {
        let competency =
            columns.iter().find(|column| column.id == topic.competency).map(|column| column.name.best(lang).0).unwrap_or_default();
        let difference = words::difference(lang, topic.range, &parts::scores_of(&topic.scores, lang));
        let text = Text::new(topic.candidate.as_str()).bold().then(Text::new(format!(" · {competency}: {difference}")));
        match &topic.agreed {
            Some(agreed) => {
                let line = compare::agreed_line(lang, agreed.level.get(), &agreed.by, &numbers::date_time(lang, agreed.at.local));
                text.then(Text::new(format!(" {line} {}", agreed.reason)))
            }
            None => text,
        }
    });
    let wide: Vec<Text> = wide.collect();
    let mut blocks = vec![parts::section(words::to_discuss(lang))];
    if wide.is_empty() {
        blocks.push(Block::Paragraph(Text::new(words::nothing_to_discuss(lang))));
    } else {
        blocks.push(Block::Label(Text::new(words::to_discuss_intro(lang))));
        blocks.push(Block::List(wide));
    }
    blocks
}

/// What was not as planned, and what counts for nobody.
fn otherwise(report: &PanelReport, lang: Lang) -> Vec<Block> {
    let proceedings = &report.proceedings;
    let asked = |id| proceedings.question(id).map(|text| text.best(lang).0).unwrap_or_default();
    let dropped = proceedings.voided.iter().map(|it| {
        Text::new(format!("{} “{}” {}", compare::dropped(lang), asked(it.item), text::vacancies::voided_by(lang, &it.by, &it.reason)))
    });
    let remarks = proceedings.remarks.iter().flat_map(|of| {
        of.remarks.iter().map(|remark| {
            let line = compare::remark(lang, remark, remark.question().map(asked).unwrap_or_default());
            Text::new(of.candidate.as_str()).bold().then(Text::new(format!(" · {line}")))
        })
    });
    let lines: Vec<Text> = dropped.chain(remarks).collect();
    if lines.is_empty() { Vec::new() } else { vec![parts::section(compare::remarks(lang)), Block::List(lines)] }
}

fn calculations(report: &PanelReport, lang: Lang) -> Vec<Block> {
    let comparison = &report.comparison;
    let mut blocks = vec![parts::section(words::calculations(lang)), parts::calculation_intro(&comparison.raters, lang)];
    for line in &comparison.lines {
        blocks.push(parts::subsection(Text::new(line.candidate.as_str())));
        blocks.push(parts::calculation(comparison, line, lang));
        if let Some(missing) = parts::missing(line, comparison, lang) {
            blocks.extend([Block::Gap(4.0), parts::caption(missing)]);
        }
    }
    blocks
}
