//! What a candidate is told.

use domain::{Lang, report::Feedback, vacancy::RevealPolicy};
use text::{documents as words, names, report as report_words};

use crate::{
    block::{Block, Cell, Column, Row, Table, Text, Tone, size},
    parts,
};

/// The report as blocks. It says nothing of anybody else, and no total: that would only mean something beside another.
pub(crate) fn blocks(report: &Feedback, lang: Lang) -> Vec<Block> {
    let provenance = &report.provenance;
    let about = report_words::about(lang, &provenance.vacancy, provenance.round.number, provenance.generated_at.local);
    let mut blocks = vec![
        Block::Title { kind: words::feedback_title(lang).into(), title: report.candidate.clone(), about },
        Block::Paragraph(Text::new(words::feedback_lead(lang)).sized(size::LEAD)),
    ];
    blocks.extend(standing_out(report, lang));
    blocks.push(parts::section(words::feedback_scores(lang)));
    blocks.push(Block::Label(Text::new(words::feedback_scores_intro(lang)).toned(Tone::Soft)));
    blocks.push(scores(report, lang));
    if !report.raters.is_empty() {
        blocks.push(parts::section(words::feedback_panel(lang)));
        blocks.push(Block::Paragraph(Text::new(report.raters.join(", "))));
    }
    blocks.extend([
        parts::section(words::feedback_meaning(lang)),
        Block::Paragraph(Text::new(words::feedback_limits(lang))),
        Block::Paragraph(Text::new(words::access_no_automation(lang))),
        Block::Paragraph(Text::new(words::feedback_rights(lang))),
    ]);
    blocks
}

/// Two strengths and a tip, each in the words of an anchor.
fn standing_out(report: &Feedback, lang: Lang) -> Vec<Block> {
    let strengths = &report.strengths;
    let strong = strengths.strong.iter().filter_map(|index| report.reached.get(*index));
    let mut blocks = Vec::new();
    for reached in strong {
        let Some((level, anchor)) = &reached.level else { continue };
        if blocks.is_empty() {
            blocks.push(parts::section(words::feedback_strong(lang)));
        }
        blocks.push(parts::subsection(parts::content(lang, &reached.name)));
        blocks.push(Block::Label(Text::new(words::level_means(lang, *level)).toned(Tone::Soft)));
        blocks.push(Block::Paragraph(parts::content(lang, anchor)));
    }
    if blocks.is_empty() {
        return vec![Block::Paragraph(Text::new(words::feedback_nothing(lang)))];
    }
    let tip = strengths.tip.as_ref().and_then(|tip| Some((tip, report.reached.get(tip.competency)?)));
    if let Some((tip, reached)) = tip {
        blocks.push(parts::section(words::feedback_tip(lang)));
        blocks.push(parts::subsection(parts::content(lang, &reached.name)));
        blocks.push(Block::Label(Text::new(words::one_up(lang, tip.level)).toned(Tone::Soft)));
        blocks.push(Block::Paragraph(parts::content(lang, &tip.anchor)));
    } else if report.reached.iter().all(|reached| reached.level.as_ref().is_none_or(|(level, _)| *level == 5)) {
        blocks.push(parts::section(words::feedback_tip(lang)));
        blocks.push(Block::Paragraph(Text::new(words::feedback_no_tip(lang))));
    }
    blocks
}

fn scores(report: &Feedback, lang: Lang) -> Block {
    let hidden = report.provenance.round.policy == RevealPolicy::Never;
    let none = if hidden { words::feedback_withheld(lang) } else { words::feedback_unseen(lang) };
    let rows = report.reached.iter().map(|reached| {
        let about = parts::content(lang, &reached.definition).sized(size::SMALL).toned(Tone::Soft);
        let name = Cell::Text(vec![parts::content(lang, &reached.name).bold(), about]);
        let (score, anchor) = match (&reached.mean, &reached.level) {
            (Some(mean), Some((level, anchor))) => (
                Cell::Text(vec![
                    Text::new(words::out_of_five(lang, *mean)).bold(),
                    Text::small(format!("{level} {}", names::level(lang, *level))),
                ]),
                parts::content(lang, anchor).into(),
            ),
            _ => (parts::number(None, |_| String::new()).into(), Text::new(none).into()),
        };
        Row::new(vec![name, score, anchor])
    });
    Block::Table(Table {
        columns: vec![Column::part(0.8), Column::points(84.0), Column::part(1.2)],
        head: vec![
            parts::head(report_words::competency(lang)),
            parts::head(report_words::level(lang)),
            parts::head(words::feedback_reached(lang)),
        ],
        rows: rows.collect(),
        keep: false,
    })
}
