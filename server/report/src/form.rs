//! The interview on paper: the script with room to write, for where no screen can be used.

use domain::{
    Lang,
    report::Form,
    scorecard::{Competency, Question},
};
use text::{documents as words, interview, names, numbers, report as report_words};

use crate::{
    block::{Block, Cell, Column, Row, Table, Text, Tone, size},
    parts,
};

/// Lines to write on at a question, and for what is said of the whole.
const NOTES: u8 = 7;
const SHORT: u8 = 2;

/// The form as blocks: the guide and the score form are one, in the order of the conversation.
pub(crate) fn blocks(form: &Form, lang: Lang) -> Vec<Block> {
    let document = &form.document;
    let about = format!("{} · {}", form.organisation, report_words::version(lang, &form.scorecard_title, form.version));
    let blank = || vec![Text::new(" ")];
    let candidate = form.candidate.as_ref().map_or_else(blank, |name| vec![Text::new(name.as_str()).bold()]);
    let date = form.starts_at.map_or_else(blank, |at| vec![Text::new(numbers::date_time(lang, at.local))]);
    let mut facts = vec![
        (report_words::candidate(lang).to_owned(), candidate),
        (words::form_date(lang).to_owned(), date),
        (words::form_rater(lang).to_owned(), blank()),
        (words::form_knows(lang).to_owned(), blank()),
    ];
    if !form.arrangements.trim().is_empty() {
        facts.push((words::access_arrangements(lang).to_owned(), vec![Text::new(form.arrangements.trim())]));
    }
    let mut blocks = vec![
        Block::Title { kind: words::form_title(lang).into(), title: form.vacancy.clone(), about },
        Block::Paragraph(Text::new(words::form_lead(lang))),
        Block::Facts(facts),
        parts::section(words::form_opening(lang)),
        Block::Paragraph(script(lang, &document.opening, interview::opening(lang))),
    ];
    let mut number = 0;
    for competency in &document.competencies {
        blocks.push(Block::NewPage);
        blocks.push(Block::Heading { level: 2, text: parts::content(lang, &competency.name).sized(size::SECTION).bold() });
        blocks.push(Block::Label(parts::content(lang, &competency.definition).toned(Tone::Soft)));
        for question in &competency.questions {
            number += 1;
            blocks.extend(ask(number, question, lang));
            if !competency.rated_whole {
                blocks.extend(rate(competency, lang));
            }
        }
        if competency.rated_whole {
            blocks.push(parts::subsection(Text::new(report_words::whole_competency(lang))));
            blocks.extend(rate(competency, lang));
        }
    }
    blocks.extend([
        Block::NewPage,
        parts::section(words::form_closing(lang)),
        Block::Paragraph(script(lang, &document.closing, interview::closing(lang))),
        Block::Label(Text::small(words::form_ended(lang))),
        Block::Room(SHORT),
        parts::section(words::form_overall(lang)),
        Block::Label(Text::new(words::form_overall_intro(lang)).toned(Tone::Soft)),
        overall(lang),
        Block::Label(Text::small(words::form_signed(lang))),
        Block::Room(1),
    ]);
    blocks
}

/// What the chair says: the organisation's own words, or the usual ones.
fn script(lang: Lang, own: &domain::Bilingual, usual: &str) -> Text {
    if own.is_blank() { Text::new(usual) } else { parts::content(lang, own) }
}

fn ask(number: usize, question: &Question, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![
        parts::subsection(Text::new(words::question(lang, number, question.minutes))),
        Block::Label(parts::content(lang, &question.text).sized(size::LEAD).bold()),
    ];
    if !question.probes.is_empty() {
        blocks.push(Block::Label(Text::new(words::form_probes(lang)).toned(Tone::Soft)));
        let probe = |probe: &domain::scorecard::Probe| {
            let text = parts::content(lang, &probe.text);
            let step = Text::new(format!("{}: ", names::step(lang, probe.step))).toned(Tone::Accent);
            step.in_lang(text.lang).then(text)
        };
        blocks.push(Block::List(question.probes.iter().map(probe).collect()));
    }
    blocks.extend([Block::Label(Text::small(words::form_note(lang))), Block::Room(NOTES), Block::Gap(6.0)]);
    blocks
}

/// The five levels with what they look like, each with a box to tick, the highest first as on the screen.
fn rate(competency: &Competency, lang: Lang) -> Vec<Block> {
    let rows = competency.anchors.iter().zip(1u8..=5).rev().map(|(anchor, level)| {
        let label = Text::new(names::level(lang, level)).bold();
        Row::new(vec![Cell::Choice(level, label), parts::content(lang, anchor).into()])
    });
    let table = Table {
        columns: vec![Column::points(112.0), Column::part(1.0)],
        head: vec![parts::head(words::form_level(lang)), parts::head(report_words::what_level_says(lang))],
        rows: rows.collect(),
        keep: true,
    };
    vec![Block::Table(table), Block::Label(Text::small(words::form_not_observed(lang))), Block::Room(1)]
}

fn overall(lang: Lang) -> Block {
    let cells = (1u8..=5).map(|level| Cell::Choice(level, Text::new(names::level(lang, level))));
    Block::Table(Table { columns: vec![Column::part(1.0); 5], head: Vec::new(), rows: vec![Row::new(cells.collect())], keep: true })
}
