//! `maatstaf analyse`: what a spreadsheet of ratings is worth.

mod json;
mod report;

use std::path::{Path, PathBuf};

use app::vacancies::decode;
use clap::Args;
use domain::{
    Failure, Lang,
    analysis::{Panel, panel, weigh},
    statistics::analyse,
};
use text::errors;

use super::{Stop, say};

#[derive(Debug, Args)]
pub(super) struct Analyse {
    /// Rows of rater, candidate, competency and level: with a head, in any order, comma or semicolon. A level is 1 to 5, or
    /// empty for not observed.
    file: PathBuf,
    /// How much each competency weighs, such as LEARN=0.3,FEEDB=0.25,… Default: all the same.
    #[arg(long)]
    weights: Option<String>,
    /// Print JSON instead of a report.
    #[arg(long)]
    json: bool,
    /// Language of the report and the messages: nl or en.
    #[arg(long, default_value = "en")]
    lang: Lang,
}

/// The file cannot be used.
const UNUSABLE: u8 = 2;

impl Analyse {
    /// Exits with 0, or with 2 when the file or the weights cannot be used: then every fault is a line, and nothing is printed.
    pub(super) fn run(&self) -> Result<u8, Stop> {
        let panel = read(&self.file, self.weights.as_deref()).map_err(|refused| self.stop(&refused))?;
        let analysis = analyse(&panel.ratings);
        if self.json {
            say(&json::json(&panel, &analysis).to_string());
        } else {
            say(&report::report(self.lang, &panel, &analysis));
        }
        Ok(0)
    }

    fn stop(&self, refused: &Refused) -> Stop {
        let file = self.file.display();
        let message = match refused {
            Refused::Unreadable(error) => format!("{file}: {error}"),
            Refused::Faulty(failure) => {
                let line = |fault: &domain::Fault| {
                    let place = text::analysis::place(self.lang, &fault.place);
                    format!("{file}: {place}{}", errors::fault(self.lang, fault))
                };
                failure.faults.iter().map(line).collect::<Vec<_>>().join("\n")
            }
        };
        Stop { code: UNUSABLE, ..Stop::new(message) }
    }
}

enum Refused {
    Unreadable(std::io::Error),
    Faulty(Failure),
}

fn read(file: &Path, weights: Option<&str>) -> Result<Panel, Refused> {
    let bytes = std::fs::read(file).map_err(Refused::Unreadable)?;
    let records = decode::records(&decode::text(&bytes)).map_err(Refused::Faulty)?;
    let mut panel = panel(&records).map_err(Refused::Faulty)?;
    if let Some(weights) = weights {
        weigh(&mut panel, weights).map_err(Refused::Faulty)?;
    }
    Ok(panel)
}
