//! Reports as PDF: the only place that knows printpdf and lopdf.
//!
//! A report is a list of [`block`]s, made by a module per document. [`layout`] measures them and gives them their place on
//! pages, [`draw`] turns places into drawing operations marked with the element they belong to, and [`pdf`] writes the file
//! with its fonts and structure. The same report gives the same bytes.

mod access;
mod block;
mod candidate;
mod clean;
mod draw;
mod feedback;
mod font;
mod form;
mod furniture;
mod layout;
mod measure;
mod panel;
mod parts;
mod pdf;
mod sheet;
mod tags;

use domain::{
    Lang,
    report::{CandidateReport, Feedback, Form, PanelReport, Paper, SubjectAccess},
    sheet::CandidateSheet,
    time::{Local, Moment},
};

pub use crate::font::use_second_font;
use crate::{
    block::{Block, Text},
    font::Fonts,
    furniture::Foot,
    layout::Frame,
};

/// Why a report could not be made. None of these depends on what is in the report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A font could not be read or subset.
    #[error("the font of the reports could not be read")]
    Font,
    /// The file could not be put together.
    #[error("the report could not be written: {0}")]
    Pdf(#[from] lopdf::Error),
    #[error("the report could not be written: {0}")]
    Io(#[from] std::io::Error),
}

/// How a report is written and set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    pub lang: Lang,
    pub paper: Paper,
}

type Made = Result<Vec<u8>, ReportError>;

/// All candidates of a round side by side, as a PDF.
///
/// # Errors
/// When the file cannot be put together; no content causes that. So it is for every report.
pub fn panel(report: &PanelReport, setting: Setting) -> Made {
    let Setting { lang, paper } = setting;
    let kind = text::report::panel_report(lang);
    let blocks = panel::blocks(report, lang, Frame::of(paper), Fonts::get()?);
    document(blocks, About::of(kind, &report.provenance.vacancy, &report.provenance, lang), setting)
}

/// One candidate, all competencies, with the evidence, as a PDF.
///
/// # Errors
/// As [`panel`].
pub fn candidate(report: &CandidateReport, setting: Setting) -> Made {
    let lang = setting.lang;
    let kind = text::report::candidate_report(lang);
    document(candidate::blocks(report, lang), About::of(kind, &report.line.candidate, &report.provenance, lang), setting)
}

/// What a candidate is told, as a PDF.
///
/// # Errors
/// As [`panel`].
pub fn feedback(report: &Feedback, setting: Setting) -> Made {
    let lang = setting.lang;
    let kind = text::documents::feedback_title(lang);
    let mut about = About::of(kind, &report.candidate, &report.provenance, lang);
    // It is the candidate's to keep.
    about.foot.made = text::report::generated(lang, report.provenance.generated_at.local, &report.provenance.generated_by);
    document(feedback::blocks(report, lang), about, setting)
}

/// The interview on paper, as a PDF.
///
/// # Errors
/// As [`panel`].
pub fn form(form: &Form, setting: Setting) -> Made {
    let lang = setting.lang;
    let foot = Foot {
        whose: format!("{} · {}", form.organisation, form.vacancy),
        made: text::report::generated(lang, form.generated_at.local, &form.generated_by),
        code: format!("{} {}", text::report::scorecard(lang), furniture::short(&form.hash)),
    };
    let title = text::report::titled(text::documents::form_title(lang), &form.vacancy);
    document(form::blocks(form, lang), About { title, author: form.organisation.clone(), at: form.generated_at.local, foot }, setting)
}

/// What a candidate reads beforehand, as a PDF.
///
/// # Errors
/// As [`panel`].
pub fn sheet(sheet: &CandidateSheet, at: Moment, setting: Setting) -> Made {
    let lang = setting.lang;
    let title = text::sheet::title(lang).to_owned();
    let whose = sheet.vacancy.as_ref().map_or_else(|| sheet.organisation.clone(), |vacancy| format!("{} · {vacancy}", sheet.organisation));
    let foot = Foot { whose, made: text::numbers::date(lang, at.local), code: String::new() };
    document(sheet::blocks(sheet, lang), About { title, author: sheet.organisation.clone(), at: at.local, foot }, setting)
}

/// Everything that is kept of one person, as a PDF.
///
/// # Errors
/// As [`panel`].
pub fn access(file: &SubjectAccess, setting: Setting) -> Made {
    let lang = setting.lang;
    let title = text::report::titled(text::documents::access_title(lang), &file.name);
    let foot = Foot {
        whose: file.organisation.clone(),
        made: text::report::generated(lang, file.generated_at.local, &file.generated_by),
        code: String::new(),
    };
    document(access::blocks(file, lang), About { title, author: file.organisation.clone(), at: file.generated_at.local, foot }, setting)
}

/// The panel report and the reports of candidates in one document, put together one by one.
pub struct Pack {
    setting: Setting,
    about: About,
    blocks: Vec<Block>,
}

impl Pack {
    /// Begins with the panel report.
    ///
    /// # Errors
    /// When the font cannot be read.
    pub fn new(report: &PanelReport, setting: Setting) -> Result<Self, ReportError> {
        let Setting { lang, paper } = setting;
        let about = About::of(text::report::panel_report(lang), &report.provenance.vacancy, &report.provenance, lang);
        Ok(Self { setting, about, blocks: panel::blocks(report, lang, Frame::of(paper), Fonts::get()?) })
    }

    /// Adds a candidate, on a page of their own.
    pub fn add(&mut self, report: &CandidateReport) {
        self.blocks.push(Block::NewPage);
        self.blocks.extend(candidate::blocks(report, self.setting.lang));
    }

    /// The whole as a PDF.
    ///
    /// # Errors
    /// As [`panel`].
    pub fn finish(self) -> Made {
        document(self.blocks, self.about, self.setting)
    }
}

/// What the file as a whole and the foot of its pages say.
struct About {
    title: String,
    author: String,
    at: Local,
    foot: Foot,
}

impl About {
    fn of(kind: &str, subject: &str, provenance: &domain::report::Provenance, lang: Lang) -> Self {
        Self {
            title: text::report::titled(kind, subject),
            author: provenance.organisation.clone(),
            at: provenance.generated_at.local,
            foot: Foot::of(provenance, lang),
        }
    }
}

/// Sets blocks on pages and writes the file.
fn document(mut blocks: Vec<Block>, about: About, setting: Setting) -> Made {
    let lang = setting.lang;
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
    pdf::write(blocks, &about, setting, fonts)
}
