//! The panel report: all candidates of a round side by side, what the numbers are worth, the evidence and the decision.

mod evidence;
mod matrix;
mod worth;

use domain::{Lang, analysis::FEW, interview::passed, report::PanelReport, scoring::Line};
use text::{compare, meter, numbers, report as words, vacancies};

use crate::{
    block::{Block, Cell, Row, Text, Tone},
    font::Fonts,
    layout::Frame,
    parts,
    tags::Target,
};

/// The report as blocks.
pub(crate) fn blocks(report: &PanelReport, lang: Lang, frame: Frame, fonts: &Fonts) -> Vec<Block> {
    let provenance = &report.provenance;
    let about = words::about(lang, &provenance.organisation, provenance.round.number, provenance.generated_at.local);
    let mut facts = parts::facts(provenance, &report.comparison.raters, lang);
    let count = words::how_many(lang, report.comparison.lines.len() + report.pending.len(), report.pending.len());
    facts.push((words::candidates(lang).into(), vec![Text::new(count)]));
    let mut blocks =
        vec![Block::Title { kind: words::panel_report(lang).into(), title: provenance.vacancy.clone(), about }, Block::Facts(facts)];
    blocks.extend(comparison(report, lang, frame, fonts));
    let raters = report.comparison.lines.iter().flat_map(|line| &line.score.cells).map(|cell| cell.n).max().unwrap_or(0);
    let candidates = report.comparison.lines.len();
    let small = (raters > 0 && candidates < FEW).then(|| compare::small_panel(lang, raters, candidates));
    blocks.extend(parts::reading(lang, small));
    blocks.extend(parts::competencies(&report.document, lang));
    if !report.comparison.lines.is_empty() {
        let worth = domain::report::worth(report);
        blocks.extend(worth::blocks(report, &worth, lang));
        blocks.extend(per_competency(report, lang));
        blocks.extend(to_discuss(report, lang));
        blocks.extend(otherwise(report, lang));
        blocks.extend(evidence::blocks(report, lang));
        blocks.extend(calculations(report, lang));
    }
    blocks.extend(decided(report, lang));
    blocks.extend(structure(report, lang));
    blocks
}

fn comparison(report: &PanelReport, lang: Lang, frame: Frame, fonts: &Fonts) -> Vec<Block> {
    let comparison = &report.comparison;
    let mut blocks = vec![parts::section(words::comparison(lang))];
    if comparison.lines.is_empty() {
        blocks.push(Block::Paragraph(Text::new(words::nobody(lang))));
    } else {
        blocks.push(Block::Label(Text::new(compare::neutral_order(lang))));
        if report.ratings.hidden && !comparison.raters.is_empty() {
            blocks.push(Block::Label(Text::new(vacancies::anonymous_by_candidate(lang))));
        }
        blocks.extend(matrix::matrices(report, lang, frame, fonts));
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

/// Links to what was written of a candidate lead here.
fn part_of(line: &Line) -> String {
    format!("evidence-{}", line.application)
}

/// A candidate's name, as a link to the evidence where there is some; who came after the reveal is marked.
fn candidate(line: &Line, lang: Lang, linked: bool) -> Cell {
    let name = Text::new(line.candidate.as_str()).bold();
    let mut texts = vec![if linked { name.leading_to(Target::Part(part_of(line))) } else { name }];
    if line.late {
        texts.push(Text::small(words::late(lang)));
    }
    Cell::Text(texts)
}

fn per_competency(report: &PanelReport, lang: Lang) -> Vec<Block> {
    let hidden = report.comparison.raters.is_empty();
    let legend = if hidden { words::plot_legend_hidden(lang) } else { words::plot_legend(lang) };
    let mut blocks = vec![parts::section(words::per_competency(lang)), Block::Label(Text::new(legend))];
    for (index, column) in report.comparison.columns.iter().enumerate() {
        let rows = report.comparison.lines.iter().filter_map(|line| {
            let cell = line.score.cells.get(index)?;
            let mut cells = vec![candidate(line, lang, false), parts::strip(cell, lang)];
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
        let hidden = report.comparison.raters.is_empty();
        let none = if hidden { compare::only_means(lang) } else { words::nothing_to_discuss(lang) };
        blocks.push(Block::Paragraph(Text::new(none)));
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
        let by = vacancies::voiding_step(lang, false, &it.by, &numbers::date_time(lang, it.at.local), &it.reason);
        Text::new(format!("{} “{}” {by}", compare::dropped(lang), asked(it.item)))
    });
    let before = passed(&proceedings.voidings).map(|it| {
        let when = numbers::date_time(lang, it.at.local);
        Text::new(format!("“{}” {}", asked(it.item), vacancies::voiding_step(lang, it.restored, &it.by, &when, &it.reason)))
    });
    let remarks = proceedings.remarks.iter().flat_map(|of| {
        of.remarks.iter().map(|remark| {
            let line = compare::remark(lang, remark, remark.question().map(asked).unwrap_or_default());
            Text::new(of.candidate.as_str()).bold().then(Text::new(format!(" · {line}")))
        })
    });
    let lines: Vec<Text> = dropped.chain(before).chain(remarks).collect();
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

/// What was decided on each candidate, with what went before it.
fn decided(report: &PanelReport, lang: Lang) -> Vec<Block> {
    let some: Vec<_> = report.decided.iter().filter(|decided| !decided.history.is_empty()).collect();
    let mut blocks = vec![parts::section(words::decisions(lang))];
    if some.is_empty() {
        blocks.push(Block::Paragraph(Text::new(words::no_decisions_yet(lang))));
    }
    for decided in some {
        blocks.push(parts::subsection(Text::new(decided.candidate.as_str())));
        blocks.push(Block::List(decided.history.iter().map(|decision| parts::decision(decision, lang)).collect()));
    }
    blocks
}

/// How structured the interviews were, point by point.
fn structure(report: &PanelReport, lang: Lang) -> Vec<Block> {
    let points = report.meter.points().map(|(point, state)| {
        let state = Text::new(format!(" ({})", meter::state(lang, state))).toned(Tone::Soft);
        Text::new(meter::point(lang, point)).then(state)
    });
    vec![
        parts::section(words::structure(lang)),
        Block::Paragraph(Text::new(meter::score(lang, &report.meter)).bold()),
        Block::Label(Text::new(meter::level(lang, &report.meter))),
        Block::List(points.collect()),
        parts::caption(meter::source(lang)),
    ]
}
