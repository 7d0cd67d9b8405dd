//! What the panel wrote down, candidate by candidate.

use domain::{Lang, report::PanelReport, scorecard::Competency, vacancy::RaterEvidence};
use text::report as words;

use super::part_of;
use crate::{
    block::{Block, Cell, Column, Row, Table, Text, Tone},
    parts,
};

pub(super) fn blocks(report: &PanelReport, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![parts::section(words::evidence(lang))];
    if report.comparison.raters.is_empty() {
        blocks.push(Block::Label(Text::new(words::evidence_hidden(lang))));
    }
    for (line, evidence) in report.comparison.lines.iter().zip(&report.evidence) {
        blocks.push(Block::Part(part_of(line)));
        blocks.push(parts::subsection(Text::new(line.candidate.as_str())));
        let rows = report.document.competencies.iter().filter_map(|competency| {
            let of = evidence.iter().find(|evidence| evidence.competency == competency.id)?;
            let notes: Vec<Text> = of.raters.iter().flat_map(|rater| notes(competency, rater, lang)).collect();
            let said = if notes.is_empty() { vec![Text::new(words::no_notes(lang)).toned(Tone::Soft)] } else { notes };
            Some(Row::new(vec![parts::content(lang, &competency.name).bold().into(), Cell::Text(said)]))
        });
        let rows: Vec<Row> = rows.collect();
        if evidence.is_empty() {
            blocks.push(Block::Paragraph(Text::new(words::notes_of_others(lang)).toned(Tone::Soft)));
        } else if rows.is_empty() {
            blocks.push(Block::Paragraph(Text::new(words::no_notes_at_all(lang)).toned(Tone::Soft)));
        } else {
            blocks.push(Block::Table(Table {
                columns: vec![Column::points(124.0), Column::part(1.0)],
                head: vec![parts::head(words::competency(lang)), parts::head(words::notes(lang))],
                rows,
                keep: false,
            }));
        }
    }
    blocks
}

/// What one rater wrote, the name first.
fn notes(competency: &Competency, rater: &RaterEvidence, lang: Lang) -> Vec<Text> {
    let note = |note: &domain::interview::Note| {
        let name = Text::new(format!("{}: ", rater.name)).toned(Tone::Accent);
        let label = parts::place_of(competency, note, lang).map(|label| Text::new(format!("({label}) ")).toned(Tone::Soft));
        let named = label.map_or_else(|| name.clone(), |label| name.clone().then(label));
        named.then(Text::new(note.text.trim()))
    };
    rater.notes.iter().filter(|note| !note.text.trim().is_empty()).map(note).collect()
}
