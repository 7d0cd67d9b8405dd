//! Reports as PDF: the only place that knows printpdf and lopdf.
//!
//! A report is a list of [`block`]s, made by `panel` and `candidate`. [`layout`] measures them and gives them their place on
//! pages, [`draw`] turns places into drawing operations marked with the element they belong to, and [`pdf`] writes the file
//! with its fonts and structure. The same report gives the same bytes.

mod block;
mod candidate;
mod clean;
mod draw;
mod font;
mod furniture;
mod layout;
mod measure;
mod panel;
mod parts;
mod pdf;
mod tags;

use domain::{
    Lang,
    report::{CandidateReport, PanelReport, Provenance},
};

use crate::{
    block::{Block, Text},
    font::Fonts,
};

/// Why a report could not be made. None of these depends on what is in the report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The shipped font could not be read or subset.
    #[error("the font of the reports could not be read")]
    Font,
    /// The file could not be put together.
    #[error("the report could not be written: {0}")]
    Pdf(#[from] lopdf::Error),
    #[error("the report could not be written: {0}")]
    Io(#[from] std::io::Error),
}

/// All candidates of a round side by side, as a PDF.
///
/// # Errors
/// When the file cannot be put together; no content causes that.
pub fn panel(report: &PanelReport, lang: Lang) -> Result<Vec<u8>, ReportError> {
    let kind = text::report::panel_report(lang);
    document(panel::blocks(report, lang, Fonts::get()?), kind, &report.provenance.vacancy, &report.provenance, lang)
}

/// One candidate, all competencies, with the evidence, as a PDF.
///
/// # Errors
/// When the file cannot be put together; no content causes that.
pub fn candidate(report: &CandidateReport, lang: Lang) -> Result<Vec<u8>, ReportError> {
    let kind = text::report::candidate_report(lang);
    document(candidate::blocks(report, lang), kind, &report.line.candidate, &report.provenance, lang)
}

/// Sets blocks on pages and writes the file. `kind` and `subject` are its title.
fn document(mut blocks: Vec<Block>, kind: &str, subject: &str, provenance: &Provenance, lang: Lang) -> Result<Vec<u8>, ReportError> {
    let fonts = Fonts::get()?;
    let mut missing = 0;
    for string in blocks.iter_mut().flat_map(Block::strings_mut) {
        let (clean, count) = clean::drawable(string, fonts);
        *string = clean;
        missing += count;
    }
    if missing > 0 {
        blocks.push(Block::Paragraph(Text::small(text::report::replaced(lang, missing))));
    }
    let title = clean::one_line(&text::report::titled(kind, subject));
    let mut laid = layout::lay_out(&blocks, fonts);
    furniture::add(&mut laid, &title, provenance, lang, fonts);
    let author = clean::one_line(&provenance.organisation);
    pdf::write(laid, &pdf::About { title, author, lang, at: provenance.generated_at.local }, fonts)
}
