//! Whether a document may be published (requirements A1 to A10). All faults at once, never the first only.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::document::{Competency, Document, QuestionKind};
use crate::{Bilingual, Code, Fault, Lang, visible};

/// What must change before publishing, and what could be better.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checks {
    pub refusals: Vec<Fault>,
    pub warnings: Vec<Fault>,
}

impl Checks {
    pub fn may_publish(&self) -> bool {
        self.refusals.is_empty()
    }

    fn refuse(&mut self, place: String, code: Code, about: impl ToString) {
        self.refusals.push(Fault::about(place, code, about));
    }

    fn warn(&mut self, place: String, code: Code, about: impl ToString) {
        self.warnings.push(Fault::about(place, code, about));
    }
}

/// Checks a document against the rules. `languages` are those of the organisation, in which every text must exist; `reader`
/// is the language in which a fault names its competency.
pub fn check(document: &Document, languages: &[Lang], reader: Lang) -> Checks {
    let mut checks = Checks::default();
    if visible::is_blank(&document.title) {
        checks.refuse("/title".into(), Code::TitleMissing, "");
    }
    match document.competencies.len() {
        0 => checks.refuse("/competencies".into(), Code::NoCompetencies, ""),
        n @ 1..=2 => checks.warn("/competencies".into(), Code::TooFewCompetencies, n),
        n @ 9.. => checks.warn("/competencies".into(), Code::TooManyCompetencies, n),
        _ => {}
    }
    if !document.weights_equal() && visible::is_blank(&document.weights_reason) {
        checks.refuse("/weights_reason".into(), Code::WeightsNeedReason, "");
    }
    if !document.competencies.is_empty() && document.competencies.iter().all(|c| c.rated_whole) {
        checks.warn("/competencies".into(), Code::RatedWhole, "");
    }
    if document.planned_minutes() > u32::from(document.slot_minutes) {
        checks.warn("/slot_minutes".into(), Code::OverTime, document.planned_minutes());
    }
    for (index, competency) in document.competencies.iter().enumerate() {
        check_competency(&mut checks, &format!("/competencies/{index}"), competency, languages, reader);
    }
    check_unique(&mut checks, document);
    checks
}

fn check_competency(checks: &mut Checks, place: &str, competency: &Competency, languages: &[Lang], reader: Lang) {
    let name = competency.name.best(reader).0;
    if visible::is_blank(&competency.why) {
        checks.refuse(format!("{place}/why"), Code::WhyMissing, name);
    }
    if visible::is_blank(&competency.task) {
        // One sentence on why is what publishing asks; the task behind it earns a point of the structure meter.
        checks.warn(format!("{place}/task"), Code::TaskMissing, name);
    }
    if competency.weight == 0 {
        checks.refuse(format!("{place}/weight"), Code::WeightZero, name);
    }
    if competency.knock_out && competency.learnable_months.is_some() {
        checks.refuse(format!("{place}/knock_out"), Code::LearnableKnockOut, name);
    }
    match competency.questions.len() {
        0 => checks.refuse(format!("{place}/questions"), Code::NoQuestions, name),
        1 => checks.warn(format!("{place}/questions"), Code::TooFewQuestions, name),
        _ => {}
    }
    let behavioural = competency.questions.iter().any(|q| q.kind == QuestionKind::Behavioural);
    if !competency.questions.is_empty() && !behavioural {
        checks.warn(format!("{place}/questions"), Code::NoBehavioural, name);
    }
    for (level, anchor) in competency.anchors.iter().enumerate() {
        check_text(checks, &format!("{place}/anchors/{level}"), anchor, languages, Code::AnchorMissing);
    }
    check_text(checks, &format!("{place}/name"), &competency.name, languages, Code::TextMissing);
    for (index, question) in competency.questions.iter().enumerate() {
        let place = format!("{place}/questions/{index}");
        for lang in languages.iter().filter(|lang| visible::is_blank(question.text.in_lang(**lang))) {
            // It is shown in the other language, and says so; without any there is nothing to ask.
            let place = format!("{place}/text/{}", lang.tag());
            if question.text.is_blank() {
                checks.refuse(place, Code::TextMissing, lang.tag());
            } else {
                checks.warn(place, Code::TextMissing, lang.tag());
            }
        }
        if question.probes.is_empty() {
            checks.warn(format!("{place}/probes"), Code::ProbesMissing, name);
        }
    }
}

fn check_text(checks: &mut Checks, place: &str, text: &Bilingual, languages: &[Lang], code: Code) {
    for lang in languages {
        if visible::is_blank(text.in_lang(*lang)) {
            checks.refuse(format!("{place}/{}", lang.tag()), code, lang.tag());
        }
    }
}

/// Ratings hang on item ids: the same id twice would mix two questions.
fn check_unique(checks: &mut Checks, document: &Document) {
    let mut seen = HashSet::new();
    for (c, competency) in document.competencies.iter().enumerate() {
        let questions =
            competency.questions.iter().enumerate().map(|(q, question)| (format!("/competencies/{c}/questions/{q}"), question.id));
        for (place, id) in std::iter::once((format!("/competencies/{c}"), competency.id)).chain(questions) {
            if !seen.insert(id) {
                checks.refuse(place, Code::DuplicateItem, id);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scorecard::command::tests::{fresh, ready};

    const BOTH: &[Lang] = &[Lang::Nl, Lang::En];

    fn codes(faults: &[Fault]) -> Vec<(&str, Code)> {
        faults.iter().map(|f| (f.place.as_str(), f.code)).collect()
    }

    #[test]
    fn a_fresh_template_lacks_only_why_and_could_name_a_task() {
        let checks = check(&fresh(), BOTH, Lang::Nl);
        assert_eq!(checks.refusals.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::WhyMissing; 3]);
        assert_eq!(checks.warnings.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::TaskMissing; 3]);
    }

    #[test]
    fn a_fault_names_its_competency_in_the_readers_language() {
        let about = |lang| check(&fresh(), BOTH, lang).refusals[0].about.clone();
        assert_eq!((about(Lang::Nl).as_str(), about(Lang::En).as_str()), ("Leervermogen", "Learning ability"));
    }

    #[test]
    fn all_faults_are_listed_not_the_first() {
        let mut document = ready();
        document.title = "  ".into();
        document.competencies[0].anchors[4].nl.clear();
        document.competencies[1].weight = 3;
        document.competencies[2].learnable_months = Some(6);
        document.competencies[2].knock_out = true;
        document.competencies[2].questions.clear();
        assert_eq!(
            codes(&check(&document, BOTH, Lang::Nl).refusals),
            [
                ("/title", Code::TitleMissing),
                ("/weights_reason", Code::WeightsNeedReason),
                ("/competencies/0/anchors/4/nl", Code::AnchorMissing),
                ("/competencies/2/knock_out", Code::LearnableKnockOut),
                ("/competencies/2/questions", Code::NoQuestions),
            ]
        );
    }

    #[test]
    fn anchors_are_required_in_the_organisations_languages_only() {
        let mut document = ready();
        document.competencies[0].anchors[0].en.clear();
        assert!(check(&document, &[Lang::Nl], Lang::Nl).may_publish());
        assert!(!check(&document, BOTH, Lang::Nl).may_publish());
    }

    #[test]
    fn more_minutes_than_the_slot_is_a_warning() {
        let mut document = ready();
        document.slot_minutes = 20;
        assert_eq!(codes(&check(&document, BOTH, Lang::Nl).warnings), [("/slot_minutes", Code::OverTime)]);
    }

    #[test]
    fn the_same_item_twice_is_refused() {
        let mut document = ready();
        document.competencies[1].questions[0].id = document.competencies[0].questions[0].id;
        assert_eq!(codes(&check(&document, BOTH, Lang::Nl).refusals), [("/competencies/1/questions/0", Code::DuplicateItem)]);
    }
}
