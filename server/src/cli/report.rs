//! `maatstaf report`: a document as a file.

mod demo;
mod file;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use domain::{
    Lang,
    access::{Actor, Job},
    ids::{ApplicationId, VacancyId},
    report::{Kind, Paper},
};
use report::{ReportError, Setting};
use store::Store;

use super::{DATABASE, Database, Stop};

/// What may be asked for, as it is typed.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Document {
    /// All candidates of a round (--vacancy).
    Panel,
    /// One candidate with the evidence (--candidate).
    Candidate,
    /// What a candidate is told (--candidate).
    Feedback,
    /// The interview on paper (--vacancy, or --candidate).
    Form,
    /// What a candidate reads beforehand (--vacancy).
    Sheet,
    /// Everything that is kept of one person (--candidate).
    Access,
}

#[derive(Debug, Args)]
pub(super) struct Report {
    #[arg(value_enum)]
    document: Document,
    #[command(flatten)]
    database: Database,
    /// The vacancy, by the id in its address.
    #[arg(long, conflicts_with_all = ["candidate", "demo"])]
    vacancy: Option<VacancyId>,
    /// The candidate, by the id of the application in the address of the report.
    #[arg(long, conflicts_with = "demo")]
    candidate: Option<ApplicationId>,
    /// Of the demo: needs no database.
    #[arg(long)]
    demo: bool,
    /// Language of the document: nl or en.
    #[arg(long, default_value = "nl")]
    lang: Lang,
    /// Paper: a4 or letter.
    #[arg(long, default_value = "a4", value_parser = paper)]
    paper: Paper,
    /// With the names of colleagues, in feedback and access.
    #[arg(long)]
    names: bool,
    /// A font file for characters that the shipped font lacks.
    #[arg(long, env = "MAATSTAF_SECOND_FONT")]
    second_font: Option<PathBuf>,
    /// Where the PDF goes; a file that is there is replaced as a whole, or not at all.
    #[arg(long)]
    out: PathBuf,
}

fn paper(typed: &str) -> Result<Paper, String> {
    Paper::parse(typed).ok_or_else(|| "a4 or letter".to_owned())
}

/// The arguments cannot be used.
const UNUSABLE: u8 = 2;

const ACTOR: Actor = Actor::System { job: Job::Reporting };

/// Whom or what a document is of.
#[derive(Debug, Clone, Copy)]
enum Of {
    Vacancy(VacancyId),
    Candidate(ApplicationId),
}

impl Report {
    /// Exits with 0, with 2 when the arguments cannot be used, and with 1 when the document cannot be made or written. Then
    /// nothing is written.
    pub(super) async fn run(&self) -> Result<u8, Stop> {
        file::is_writable(&self.out)?;
        if let Some(font) = &self.second_font {
            use_second_font(font)?;
        }
        let pdf = if self.demo {
            let demo = demo::Demo::fill().await?;
            let of = demo.of(self.kind());
            let made = self.made(&demo.store, &demo.actor, of).await;
            demo.close().await;
            made?
        } else {
            let of = self.of()?;
            let store = self.database.open_existing(DATABASE).await?;
            let made = self.made(&store, &ACTOR, of).await;
            store.close().await;
            made?
        };
        file::write(&self.out, &pdf)?;
        Ok(0)
    }

    const fn kind(&self) -> Kind {
        match self.document {
            Document::Panel => Kind::Panel,
            Document::Candidate => Kind::Candidate,
            Document::Feedback => Kind::Feedback,
            Document::Form => Kind::Form,
            Document::Sheet => Kind::Sheet,
            Document::Access => Kind::Access,
        }
    }

    /// What was asked for; a document of a candidate needs a candidate.
    fn of(&self) -> Result<Of, Stop> {
        let wants = match (self.document, self.vacancy, self.candidate) {
            (Document::Panel | Document::Sheet | Document::Form, Some(vacancy), _) => return Ok(Of::Vacancy(vacancy)),
            (Document::Candidate | Document::Feedback | Document::Access | Document::Form, _, Some(candidate)) => {
                return Ok(Of::Candidate(candidate));
            }
            (Document::Panel | Document::Sheet, ..) => "--vacancy ID",
            (Document::Form, ..) => "--vacancy ID or --candidate ID",
            (Document::Candidate | Document::Feedback | Document::Access, ..) => "--candidate ID",
        };
        Err(unusable(format!("This document needs {wants}, or --demo.")))
    }

    async fn made(&self, store: &Store, actor: &Actor, of: Of) -> Result<Vec<u8>, Stop> {
        let setting = Setting { lang: self.lang, paper: self.paper };
        let refused = |error: store::Error| Stop::new(text::errors::say(self.lang, error.failure().code, ""));
        let made = match (self.document, of) {
            (Document::Panel, Of::Vacancy(id)) => report::panel(&store.panel_report(actor, id).await.map_err(refused)?, setting),
            (Document::Sheet, Of::Vacancy(id)) => {
                let (sheet, at) = store.vacancy_sheet(actor, id).await.map_err(refused)?;
                report::sheet(&sheet, at, setting)
            }
            (Document::Form, Of::Vacancy(id)) => report::form(&store.form(actor, id).await.map_err(refused)?, setting),
            (Document::Form, Of::Candidate(id)) => report::form(&store.form_for(actor, id).await.map_err(refused)?, setting),
            (Document::Feedback, Of::Candidate(id)) => {
                report::feedback(&store.feedback(actor, id, self.names).await.map_err(refused)?, setting)
            }
            (Document::Access, Of::Candidate(id)) => {
                let file = store.subject_access(actor, id).await.map_err(refused)?;
                report::access(&if self.names { file } else { file.without_names() }, setting)
            }
            (_, Of::Candidate(id)) => report::candidate(&store.candidate_report(actor, id).await.map_err(refused)?, setting),
            (_, Of::Vacancy(_)) => return Err(unusable("This document needs --candidate ID, or --demo.")),
        };
        made.map_err(|error: ReportError| Stop::new(error.to_string()))
    }
}

pub(super) fn use_second_font(font: &Path) -> Result<(), Stop> {
    let program = std::fs::read(font).map_err(|error| unusable(format!("{}: {error}", font.display())))?;
    report::use_second_font(program).map_err(|_| unusable(format!("{}: this is no font that can be used.", font.display())))
}

fn unusable(message: impl Into<String>) -> Stop {
    Stop { code: UNUSABLE, ..Stop::new(message) }
}
