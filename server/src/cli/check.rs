//! `maatstaf check`: what stops a library or scorecard file, and what could be better, one line each.

use std::path::PathBuf;

use clap::Args;
use domain::{
    Lang,
    library::check_file,
    lint::{Finding, Linter, Severity},
};
use text::{errors, terminal};

use super::{Stop, say};

#[derive(Debug, Args)]
pub(super) struct Check {
    /// A library or scorecard as JSON.
    file: PathBuf,
    /// Language of the messages: nl or en.
    #[arg(long, default_value = "en")]
    lang: Lang,
}

/// As for refusals: the file cannot be used.
const UNUSABLE: u8 = 2;

impl Check {
    /// Exits with 0 when all is well, 1 with warnings only, 2 when something stops the file from being used.
    pub(super) fn run(&self) -> Result<u8, Stop> {
        let name = self.file.display().to_string();
        let line = |kind: &str, place: &str, words: &str| say(&format!("{name}: {kind} {place}: {words}"));
        let text = match std::fs::read_to_string(&self.file) {
            Ok(text) => text,
            Err(error) => {
                line(terminal::REFUSAL, "/", &error.to_string());
                return Ok(UNUSABLE);
            }
        };
        let rules = |error: &domain::lint::BadRules| Stop::new(error.to_string());
        let linter = Linter::shipped().map_err(rules)?;
        let checked = check_file(&text, self.lang).map_err(rules)?;
        for fault in &checked.refusals {
            line(terminal::REFUSAL, &fault.place, &errors::fault(self.lang, fault));
        }
        let (stops, others): (Vec<&Finding>, Vec<&Finding>) =
            checked.findings.iter().partition(|finding| finding.severity == Severity::Stop && !finding.accepted);
        let words = |finding: &Finding| {
            let Some(rule) = linter.rule(&finding.rule) else { return finding.rule.clone() };
            let [name, why, instead] = [&rule.name, &rule.why, &rule.ask_instead].map(|text| text.best(self.lang).0);
            terminal::wording(self.lang, name, &finding.quote, why, instead)
        };
        for finding in stops {
            line(terminal::REFUSAL, &finding.place, &words(finding));
        }
        for fault in &checked.warnings {
            line(terminal::WARNING, &fault.place, &errors::fault(self.lang, fault));
        }
        for finding in others {
            line(terminal::WARNING, &finding.place, &words(finding));
        }
        Ok(checked.exit_code())
    }
}
