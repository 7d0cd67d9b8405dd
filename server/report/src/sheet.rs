//! What a candidate reads beforehand: the page of `app`, on paper.

use domain::{
    Lang,
    sheet::{Block as Said, CandidateSheet, Sentence},
};
use text::sheet as words;

use crate::{
    block::{Block, Text, Tone, size},
    parts,
};

/// The sheet as blocks.
pub(crate) fn blocks(sheet: &CandidateSheet, lang: Lang) -> Vec<Block> {
    let (kind, about) = (sheet.organisation.clone(), words::lead(lang, sheet));
    let mut blocks = vec![Block::Title { kind, title: words::title(lang).into(), about }];
    for section in &sheet.sections {
        // Smaller than in a report: it has to be one page.
        let text = Text::new(words::heading(lang, section.heading)).sized(size::LEAD).bold();
        blocks.push(Block::Heading { level: 2, text });
        blocks.extend(section.blocks.iter().map(|block| said(block, lang)));
    }
    blocks
}

fn said(block: &Said, lang: Lang) -> Block {
    let sentences = |of: &[Sentence]| of.iter().map(|sentence| words::sentence(lang, sentence)).collect::<Vec<_>>();
    match block {
        Said::Paragraph(of) => Block::Paragraph(Text::new(sentences(of).join(" "))),
        Said::List(of) => Block::List(sentences(of).into_iter().map(Text::new).collect()),
        Said::Competencies(of) => Block::List(
            of.iter()
                .map(|it| {
                    let (name, definition) =
                        (parts::content(lang, &it.name).bold(), parts::content(lang, &it.definition).toned(Tone::Soft));
                    if definition.string().is_empty() { name } else { name.then(Text::new(". ")).then(definition) }
                })
                .collect(),
        ),
    }
}
