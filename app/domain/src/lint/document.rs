//! A whole scorecard: every wording in it, with its place.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{BadRules, Linter, Severity, anchors};
use crate::{
    Bilingual, Code, Fault, Lang,
    ids::ItemId,
    scorecard::{Accepted, Competency, Document},
    visible,
};

/// Wording that a rule has something to say about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Such as `/competencies/0/questions/1/text/nl`.
    pub place: String,
    pub rule: String,
    pub severity: Severity,
    /// The question or competency whose wording it is; nil for the document itself.
    pub item: ItemId,
    /// The words that hit.
    pub quote: String,
    /// There is a reason to keep it.
    pub accepted: bool,
}

/// What stands in the way of publishing: every stop without a reason, as faults.
///
/// # Errors
/// As [`Linter::shipped`].
pub fn stops(document: &Document, reader: Lang) -> Result<Vec<Fault>, &'static BadRules> {
    let linter = Linter::shipped()?;
    let stops = linter.document(document).into_iter().filter(|finding| finding.severity == Severity::Stop && !finding.accepted);
    let name = |key: &str| linter.rule(key).map(|rule| rule.name.best(reader).0.to_owned()).unwrap_or_default();
    Ok(stops.map(|finding| Fault::about(&finding.place, Code::Stopped, name(&finding.rule))).collect())
}

/// How many remarks on the quality of questions there are, accepted ones too.
///
/// # Errors
/// As [`Linter::shipped`].
pub fn quality(document: &Document) -> Result<usize, &'static BadRules> {
    Ok(Linter::shipped()?.document(document).iter().filter(|finding| finding.severity == Severity::Quality).count())
}

impl Linter {
    /// Everything that the rules say of a scorecard, in the order of the document.
    pub fn document(&self, document: &Document) -> Vec<Finding> {
        let mut seen = Reading { linter: self, accepted: &document.accepted, findings: Vec::new() };
        let nobody = ItemId(Uuid::nil());
        seen.both("/opening", &document.opening, nobody, Of::Wording);
        seen.both("/closing", &document.closing, nobody, Of::Wording);
        for (index, competency) in document.competencies.iter().enumerate() {
            seen.competency(&format!("/competencies/{index}"), competency);
        }
        seen.findings
    }
}

/// Which rules apply to a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    /// A question or probe: every rule.
    Question,
    /// Anything else: what is about the law.
    Wording,
}

struct Reading<'a> {
    linter: &'a Linter,
    accepted: &'a [Accepted],
    findings: Vec<Finding>,
}

impl Reading<'_> {
    fn competency(&mut self, place: &str, competency: &Competency) {
        let id = competency.id;
        self.both(&format!("{place}/name"), &competency.name, id, Of::Wording);
        self.both(&format!("{place}/definition"), &competency.definition, id, Of::Wording);
        // Guidance may name what is not to be asked, so it is left alone.
        for (index, question) in competency.questions.iter().enumerate() {
            let place = format!("{place}/questions/{index}");
            self.both(&format!("{place}/text"), &question.text, question.id, Of::Question);
            for (index, probe) in question.probes.iter().enumerate() {
                self.both(&format!("{place}/probes/{index}"), &probe.text, question.id, Of::Question);
            }
        }
        for (index, anchor) in competency.anchors.iter().enumerate() {
            self.both(&format!("{place}/anchors/{index}"), anchor, id, Of::Wording);
        }
        for (level, lang, rule) in anchors::check(&competency.anchors) {
            let text = competency.anchors.get(level).map(|anchor| anchor.in_lang(lang)).unwrap_or_default();
            self.note(format!("{place}/anchors/{level}/{}", lang.tag()), rule, Severity::Quality, id, text);
        }
    }

    fn both(&mut self, place: &str, text: &Bilingual, item: ItemId, of: Of) {
        for lang in Lang::ALL {
            let text = text.in_lang(lang);
            let hits = if of == Of::Question { self.linter.text(text, lang) } else { self.linter.note(text, lang) };
            for hit in hits {
                let quote = text.get(hit.start..hit.end).unwrap_or_default();
                self.note(format!("{place}/{}", lang.tag()), &hit.rule, hit.severity, item, quote);
            }
        }
    }

    fn note(&mut self, place: String, rule: &str, severity: Severity, item: ItemId, quote: &str) {
        let explains = |kept: &Accepted| visible::trimmed(&kept.reason).chars().count() >= Accepted::REASON_MIN;
        let accepted = self.accepted.iter().any(|kept| kept.rule == rule && kept.item == item && explains(kept));
        self.findings.push(Finding { place, rule: rule.to_owned(), severity, item, quote: quote.trim().to_owned(), accepted });
    }
}
