//! The candidate report: one candidate, all competencies, with the evidence.

use std::collections::BTreeSet;

use domain::{
    Lang,
    report::CandidateReport,
    scorecard::Competency,
    scoring::{self, Cell as Score, Comparison, Level, Rating},
    statistics::agreement::{average_deviation, rwg},
    vacancy::{Evidence, RaterEvidence},
};
use text::{compare, names, numbers, report as words};

use crate::{
    block::{Block, Cell, Column, Row, Table, Text, Tone},
    parts,
};

/// The report as blocks.
pub(crate) fn blocks(report: &CandidateReport, lang: Lang) -> Vec<Block> {
    let provenance = &report.provenance;
    // The columns and raters that the calculation needs; the one line is this candidate's.
    let comparison = Comparison { columns: scoring::columns(&report.document), lines: Vec::new(), raters: report.raters.clone() };
    let about = words::about(lang, &provenance.vacancy, provenance.round.number, provenance.generated_at.local);
    let missing = parts::missing(&report.line, &comparison, lang);
    let mut facts = parts::facts(provenance, &report.raters, lang);
    let total = std::iter::once(parts::total(&report.line.score.total, lang)).chain(missing.clone().map(Text::small));
    facts.push((words::total(lang).into(), total.collect()));
    if report.line.late {
        facts.push((words::candidate(lang).into(), vec![Text::new(words::late_legend(lang))]));
    }
    let mut blocks =
        vec![Block::Title { kind: words::candidate_report(lang).into(), title: report.line.candidate.clone(), about }, Block::Facts(facts)];
    blocks.extend(overview(report, lang));
    blocks.extend(parts::reading(lang, None));
    for (index, competency) in report.document.competencies.iter().enumerate() {
        let evidence = report.evidence.iter().find(|evidence| evidence.competency == competency.id);
        blocks.extend(one_competency(competency, report.line.score.cells.get(index), evidence, report, lang));
    }
    blocks.extend(otherwise(report, lang));
    if !report.decisions.is_empty() {
        blocks.push(parts::section(words::decision(lang)));
        blocks.push(Block::List(report.decisions.iter().map(|decision| parts::decision(decision, lang)).collect()));
    }
    blocks.push(parts::section(words::calculation(lang)));
    blocks.push(parts::calculation_intro(&report.raters, lang));
    blocks.push(parts::calculation(&comparison, &report.line, lang));
    if let Some(missing) = missing {
        blocks.extend([Block::Gap(4.0), parts::caption(missing)]);
    }
    blocks
}

fn overview(report: &CandidateReport, lang: Lang) -> Vec<Block> {
    let rows = report.document.competencies.iter().zip(&report.line.score.cells).map(|(competency, cell)| {
        let mut cells = vec![parts::content(lang, &competency.name).into(), parts::strip(cell, lang)];
        cells.extend(parts::three_numbers(cell, lang));
        Row::new(cells)
    });
    let hidden = report.raters.is_empty();
    let legend = if hidden { words::plot_legend_hidden(lang) } else { words::plot_legend(lang) };
    vec![
        parts::section(words::overview(lang)),
        parts::strip_table(words::competency(lang), rows.collect(), lang),
        Block::Gap(6.0),
        parts::caption(legend),
    ]
}

fn one_competency(
    competency: &Competency,
    cell: Option<&Score>,
    evidence: Option<&Evidence>,
    report: &CandidateReport,
    lang: Lang,
) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading { level: 2, text: parts::content(lang, &competency.name).sized(crate::block::size::SECTION).bold() },
        Block::Label(parts::content(lang, &competency.definition).toned(Tone::Soft)),
    ];
    if let Some(cell) = cell {
        let says = if cell.is_withheld() { compare::withheld(lang).to_owned() } else { words::cell(lang, cell.mean, cell.range, cell.n) };
        blocks.push(Block::Label(Text::new(says).bold()));
    }
    let raters = evidence.map_or(&[][..], |evidence| &evidence.raters);
    if let Some(agreed) = report.agreed.iter().find(|agreed| agreed.competency == competency.id) {
        let line = compare::agreed_line(lang, agreed.level.get(), &agreed.by, &numbers::date_time(lang, agreed.at.local));
        blocks.push(Block::Paragraph(Text::new(format!("{line} {}", agreed.reason))));
    }
    // That individual ratings stay hidden is said once, at the top.
    if report.raters.is_empty() || raters.is_empty() {
        return blocks;
    }
    blocks.push(Block::Label(agreement(raters, lang)));
    blocks.push(ratings(competency, raters, lang));
    blocks.push(Block::Gap(2.0));
    blocks.push(levels(competency, raters, lang));
    blocks.push(parts::subsection(Text::new(words::notes(lang))));
    blocks.extend(notes(competency, raters, lang));
    blocks
}

/// How far the raters' scores were from each other.
fn agreement(raters: &[RaterEvidence], lang: Lang) -> Text {
    let scores: Vec<f64> = raters.iter().filter_map(|rater| rater.score).collect();
    let several = scores.len() > 1;
    let ad = average_deviation(&scores).ok().filter(|_| several);
    Text::new(words::agreement_of(lang, ad, rwg(&scores).ok().filter(|_| several))).toned(Tone::Soft)
}

/// What was not as planned in this interview.
fn otherwise(report: &CandidateReport, lang: Lang) -> Vec<Block> {
    let asked = |id| report.questions.iter().find(|(of, _)| *of == id).map(|(_, text)| text.best(lang).0).unwrap_or_default();
    let remarks = report.remarks.iter().map(|remark| {
        let line = compare::remark(lang, remark, remark.question().map(asked).unwrap_or_default());
        Text::new(names::capitalised(&line))
    });
    let remarks: Vec<Text> = remarks.collect();
    if remarks.is_empty() { Vec::new() } else { vec![parts::section(compare::remarks(lang)), Block::List(remarks)] }
}

/// Per question, what each rater gave.
fn ratings(competency: &Competency, raters: &[RaterEvidence], lang: Lang) -> Block {
    let rows = competency.items().into_iter().zip(1usize..).map(|(item, number)| {
        let question = item.question.map_or_else(
            || Text::new(words::whole_competency(lang)),
            |question| {
                let text = parts::content(lang, &question.text);
                Text::new(format!("{number}  ")).bold().in_lang(text.lang).then(text)
            },
        );
        let given = raters.iter().map(|rater| {
            let rating = rater.ratings.iter().find(|(id, _)| *id == item.id).map(|(_, rating)| rating);
            let name = Text::new(format!("{}: ", rater.name)).toned(Tone::Soft);
            name.then(match rating {
                Some(Rating::Level(level)) => Text::new(level.get().to_string()).bold(),
                Some(Rating::NotObserved(reason)) => Text::new(words::not_observed(lang, reason)),
                None => Text::new(words::not_rated(lang)),
            })
        });
        Row::new(vec![question.into(), Cell::Text(given.collect())])
    });
    Block::Table(Table {
        columns: vec![Column::part(1.7), Column::part(1.0)],
        head: vec![parts::head(words::question(lang)), parts::head(words::levels_given(lang))],
        rows: rows.collect(),
        keep: false,
    })
}

/// The anchor of each level that somebody gave.
fn levels(competency: &Competency, raters: &[RaterEvidence], lang: Lang) -> Block {
    let given: BTreeSet<Level> = raters
        .iter()
        .flat_map(|rater| &rater.ratings)
        .filter_map(|(_, rating)| if let Rating::Level(level) = rating { Some(*level) } else { None })
        .collect();
    if given.is_empty() {
        return Block::Paragraph(Text::new(words::no_levels(lang)));
    }
    let rows = competency.anchors.iter().zip(1u8..).filter(|(_, level)| given.iter().any(|g| g.get() == *level));
    let rows = rows.map(|(anchor, level)| {
        let label = Text::new(names::level(lang, level)).bold();
        Row::new(vec![Cell::Level(level, label), parts::content(lang, anchor).into()])
    });
    Block::Table(Table {
        columns: vec![Column::points(104.0), Column::part(1.0)],
        head: vec![parts::head(words::level(lang)), parts::head(words::what_level_says(lang))],
        rows: rows.collect(),
        keep: false,
    })
}

/// What each rater wrote, with the step of the answer it belongs to.
fn notes(competency: &Competency, raters: &[RaterEvidence], lang: Lang) -> Vec<Block> {
    let mut blocks = Vec::new();
    for rater in raters.iter().filter(|rater| !rater.notes.is_empty()) {
        blocks.push(Block::Label(Text::new(rater.name.as_str()).bold()));
        let notes = rater.notes.iter().map(|note| {
            let text = Text::new(note.text.trim());
            match parts::place_of(competency, note, lang) {
                Some(label) => Text::new(format!("{label}: ")).toned(Tone::Accent).then(text),
                None => text,
            }
        });
        blocks.push(Block::List(notes.collect()));
    }
    if blocks.is_empty() {
        blocks.push(Block::Paragraph(Text::new(words::no_notes(lang))));
    }
    blocks
}
