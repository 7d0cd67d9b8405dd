//! What the numbers are worth: who can be told apart, what would change the order, the chart, and how far raters agreed.

use domain::{
    Lang,
    analysis::Undefined,
    fold::fold,
    report::{PanelReport, Worth},
    scoring::Line,
};
use text::{compare, findings as say, names::within, numbers, report as words};

use crate::{
    block::{Block, Cell, Column, Row, Scatter, Table, Text, Tone},
    parts,
};

pub(super) fn blocks(report: &PanelReport, worth: &Worth, lang: Lang) -> Vec<Block> {
    let mut blocks = bands(report, worth, lang);
    blocks.extend(changes(report, worth, lang));
    blocks.extend(chart(worth, lang));
    blocks
}

/// Who can be told apart, with every total and its group, in the order of the report.
fn bands(report: &PanelReport, worth: &Worth, lang: Lang) -> Vec<Block> {
    let findings = &worth.findings;
    let mut blocks = vec![parts::section(say::bands(lang))];
    match &findings.bands {
        Err(why) => blocks.push(Block::Paragraph(Text::new(format!("{} {}", say::no_bands(lang), say::why_sentence(lang, *why))))),
        Ok(bands) => {
            blocks.push(Block::Label(Text::new(words::order_note(lang)).toned(Tone::Soft)));
            // In the order of the names, as on the page: who is in which group says enough.
            let mut bands: Vec<&Vec<String>> = bands.iter().collect();
            bands.sort_by_cached_key(|names| names.first().map(|name| fold(name)));
            blocks.push(Block::List(bands.into_iter().map(|names| Text::new(say::band(lang, names))).collect()));
        }
    }
    if let (Ok(errors), Ok(_)) = (&findings.errors, &findings.raters) {
        let between = if errors.lsd95 > domain::scoring::EPSILON { format!(" {}", say::between_bands(lang)) } else { String::new() };
        blocks.push(Block::Paragraph(Text::new(format!("{}{between}", say::margin(lang, errors.lsd95)))));
        blocks.push(parts::caption(say::standard_errors(lang, errors.sem_relative, errors.sem_absolute)));
    }
    if findings.incomplete > 0 {
        blocks.push(Block::Paragraph(Text::new(say::incomplete(lang, findings.incomplete))));
    }
    match &findings.adjusted {
        Ok(totals) => {
            blocks.push(Block::Label(Text::new(say::adjusted(lang))));
            let line = |it: &domain::analysis::AdjustedTotal| {
                let plain = it.total.map_or_else(|| numbers::NONE.to_owned(), |total| numbers::total(lang, total));
                Text::new(format!("{}: {} ({plain})", it.candidate, numbers::total(lang, it.adjusted)))
            };
            blocks.push(Block::List(totals.iter().map(line).collect()));
            blocks.push(parts::caption(say::not_adjusted_here(lang)));
        }
        Err(Undefined::NotConnected) => blocks.push(Block::Paragraph(Text::new(say::why_sentence(lang, Undefined::NotConnected)))),
        Err(_) => {}
    }
    blocks.push(Block::Gap(4.0));
    blocks.push(totals(report, worth, lang));
    blocks.push(Block::Gap(6.0));
    blocks.push(parts::caption(words::holistic(lang)));
    blocks
}

/// Total, margin, group, and beside it the overall impression, which counts for nothing.
fn totals(report: &PanelReport, worth: &Worth, lang: Lang) -> Block {
    let margin = worth.findings.errors.ok().map(|errors| errors.lsd95);
    let overall = |line: &Line| report.proceedings.overall.iter().find(|it| it.interview == line.interview);
    let rows = report.comparison.lines.iter().enumerate().map(|(index, line)| {
        let band = worth.bands.get(index).copied().flatten();
        let complete = line.score.total.value().and(margin);
        Row::new(vec![
            Text::new(line.candidate.as_str()).bold().into(),
            parts::total(&line.score.total, lang).into(),
            parts::number(complete, |margin| format!("± {}", numbers::total(lang, margin / 2.0))).into(),
            band.map_or_else(|| Text::new(numbers::NONE).toned(Tone::Soft), |band| Text::new(say::band_number(lang, band + 1))).into(),
            parts::number(overall(line).map(|it| it.mean), |mean| numbers::competency(lang, mean)).into(),
        ])
    });
    let number = Column::points(74.0).right();
    let counts_not = Text::small(compare::overall_counts_not(lang));
    let head_overall = Text::new(compare::overall(lang)).sized(crate::block::size::SMALL).bold().toned(Tone::Soft);
    Block::Table(Table {
        columns: vec![Column::part(1.0), number, number, Column::points(62.0), Column::points(86.0).right()],
        head: vec![
            parts::head(words::candidate(lang)),
            parts::head(words::total(lang)),
            parts::head(words::half_margin(lang)),
            parts::head(words::group(lang)),
            Cell::Text(vec![head_overall, counts_not]),
        ],
        rows: rows.collect(),
        keep: false,
    })
}

/// What would change the order, in sentences.
fn changes(report: &PanelReport, worth: &Worth, lang: Lang) -> Vec<Block> {
    let findings = &worth.findings;
    if findings.first.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = report.comparison.columns.iter().map(|column| within(column.name.best(lang).0)).collect();
    let mut lines: Vec<Text> = say::weights(lang, findings, &names).into_iter().map(Text::new).collect();
    lines.extend(say::raters(lang, findings).into_iter().map(|line| Text::new(line).bold()));
    lines.push(Text::new(say::places(lang, findings)));
    vec![parts::section(say::changes(lang)), Block::List(lines), parts::caption(say::changes_calculation(lang))]
}

/// Potential beside performance, and the numbers under it.
fn chart(worth: &Worth, lang: Lang) -> Vec<Block> {
    let Some(plot) = worth.chart.as_ref().filter(|plot| !plot.points.is_empty()) else { return Vec::new() };
    let rows = plot.points.iter().zip(1usize..).map(|(point, number)| {
        Row::new(vec![
            Text::new(format!("{number}  ")).bold().then(Text::new(point.name.as_str())).into(),
            Text::new(numbers::total(lang, point.y)).into(),
            Text::new(numbers::total(lang, point.x)).into(),
        ])
    });
    let margin = |half: Option<f64>| parts::number(half, |half| numbers::total(lang, half * 2.0));
    let sum = Row::sum(vec![Text::new(say::margin_of(lang)).into(), margin(plot.half_y).into(), margin(plot.half_x).into()]);
    let mut blocks = vec![parts::section(say::chart(lang))];
    if plot.half_x.and(plot.half_y).is_some() {
        blocks.push(Block::Label(Text::new(say::chart_intro(lang)).toned(Tone::Soft)));
    }
    let number = Column::points(80.0).right();
    blocks.push(Block::Scatter(Scatter {
        plot: plot.clone(),
        across: say::performance(lang).into(),
        up: say::potential(lang).into(),
        alt: words::chart(lang, plot.points.len()),
    }));
    blocks.push(Block::Table(Table {
        columns: vec![Column::part(1.0), number, number],
        head: vec![parts::head(words::candidate(lang)), parts::head(say::potential(lang)), parts::head(say::performance(lang))],
        rows: rows.chain(std::iter::once(sum)).collect(),
        keep: false,
    }));
    blocks
}
