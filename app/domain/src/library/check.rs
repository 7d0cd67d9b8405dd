//! What could be better in a library or scorecard file, beside what stops it (`maatstaf check`).

use super::{Library, LibraryCompetency, card::parse_document, reading::json};
use crate::{
    Bilingual, Code, Fault, Lang,
    ids::ItemId,
    lint::{BadRules, Finding, Linter, Severity},
    scorecard::{Checks, check, from_template},
    visible,
};

/// What came of reading a file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Checked {
    pub refusals: Vec<Fault>,
    pub warnings: Vec<Fault>,
    /// What the rules of wording say; a stop that has no reason is a refusal, all else a warning.
    pub findings: Vec<Finding>,
}

impl Checked {
    /// 0 when all is well, 1 with warnings only, 2 when something stops it.
    pub fn exit_code(&self) -> u8 {
        let stops = |finding: &Finding| finding.severity == Severity::Stop && !finding.accepted;
        if !self.refusals.is_empty() || self.findings.iter().any(stops) {
            2
        } else {
            u8::from(!self.warnings.is_empty() || !self.findings.is_empty())
        }
    }
}

/// Checks a library or scorecard file; a scorecard is known by its `schema`.
///
/// # Errors
/// As [`Linter::shipped`].
pub fn check_file(text: &str, reader: Lang) -> Result<Checked, &'static BadRules> {
    let linter = Linter::shipped()?;
    let value = match json(text) {
        Ok(value) => value,
        Err(fault) => return Ok(Checked { refusals: vec![fault], ..Checked::default() }),
    };
    if value.get("schema").is_some() || value.get("slot_minutes").is_some() {
        return Ok(match parse_document(text) {
            Ok(document) => {
                let Checks { refusals, warnings } = check(&document, &Lang::ALL, reader);
                Checked { refusals, warnings, findings: linter.document(&document) }
            }
            Err(refusals) => Checked { refusals, ..Checked::default() },
        });
    }
    Ok(match Library::parse(text) {
        Ok(library) => Checked { warnings: unfinished(&library), findings: wording(&library, linter), refusals: Vec::new() },
        Err(refusals) => Checked { refusals, ..Checked::default() },
    })
}

/// Texts that are missing in a language, and competencies that a scorecard would be warned about.
fn unfinished(library: &Library) -> Vec<Fault> {
    let mut warnings = Vec::new();
    let mut both = |place: String, text: &Bilingual, code: Code| {
        for lang in Lang::ALL.into_iter().filter(|lang| visible::is_blank(text.in_lang(*lang))) {
            warnings.push(Fault::about(format!("{place}/{}", lang.tag()), code, lang.tag()));
        }
    };
    for (index, competency) in library.competencies.iter().enumerate() {
        let place = format!("/competencies/{index}");
        both(format!("{place}/name"), &competency.name, Code::TextMissing);
        both(format!("{place}/definition"), &competency.definition, Code::TextMissing);
        for (index, question) in competency.questions.iter().enumerate() {
            both(format!("{place}/questions/{index}/text"), &question.text, Code::TextMissing);
        }
        for (index, anchor) in competency.anchors.iter().enumerate() {
            both(format!("{place}/anchors/{index}/text"), &anchor.text, Code::AnchorMissing);
        }
    }
    for (index, competency) in library.competencies.iter().enumerate() {
        let name = competency.name.best(Lang::En).0;
        let place = format!("/competencies/{index}/questions");
        match competency.questions.len() {
            0 => warnings.push(Fault::about(place, Code::NoQuestions, name)),
            1 => warnings.push(Fault::about(place, Code::TooFewQuestions, name)),
            _ if competency.suggested().next().is_none() => warnings.push(Fault::about(place, Code::NoBehavioural, name)),
            _ => {}
        }
    }
    warnings
}

/// The rules of wording over a library: as over a scorecard of everything in it, with the places of the file.
fn wording(library: &Library, linter: &Linter) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, competency) in library.competencies.iter().enumerate() {
        let mut n = 0u128;
        let mut ids = || {
            n += 1;
            uuid::Uuid::from_u128(n)
        };
        let one = Library { version: String::new(), competencies: vec![competency.clone()] };
        let Ok(mut document) = from_template("-", std::slice::from_ref(&competency.key), &one, &mut ids) else { continue };
        if let Some(card) = document.competencies.first_mut() {
            card.questions = competency.questions.iter().map(|q| q.as_asked(ItemId(ids()))).collect();
        }
        let moved =
            linter.document(&document).into_iter().map(|finding| Finding { place: in_file(&finding.place, index, competency), ..finding });
        findings.extend(moved);
    }
    findings
}

/// A place in a scorecard of one competency, as a place in the file: there an anchor names its level itself, in any order.
fn in_file(place: &str, index: usize, competency: &LibraryCompetency) -> String {
    let rest = place.strip_prefix("/competencies/0").unwrap_or(place);
    let anchor = rest.strip_prefix("/anchors/").and_then(|rest| {
        let (level, lang) = rest.split_once('/')?;
        let level: usize = level.parse().ok()?;
        let position = competency.anchors.iter().position(|anchor| usize::from(anchor.level) == level + 1)?;
        Some(format!("/anchors/{position}/text/{lang}"))
    });
    format!("/competencies/{index}{}", anchor.as_deref().unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::library::SHIPPED;

    fn checked(value: &Value) -> Checked {
        check_file(&value.to_string(), Lang::En).expect("rules")
    }

    fn shipped() -> Value {
        serde_json::from_str(SHIPPED).expect("JSON")
    }

    #[test]
    fn the_shipped_library_is_clean() {
        let clean = checked(&shipped());
        assert_eq!((clean.exit_code(), clean), (0, Checked::default()));
    }

    #[test]
    fn a_library_is_warned_of_what_is_unfinished_and_stopped_by_what_is_unlawful() {
        let mut file = shipped();
        file["competencies"][2]["anchors"][1]["text"]["en"] = json!("");
        file["competencies"][3]["questions"] = json!([]);
        let warned = checked(&file);
        let places: Vec<&str> = warned.warnings.iter().map(|w| w.place.as_str()).collect();
        assert_eq!((warned.exit_code(), places), (1, vec!["/competencies/2/anchors/1/text/en", "/competencies/3/questions"]));
        file["competencies"][1]["questions"][0]["text"]["nl"] = json!("Ben je zwanger?");
        let stopped = checked(&file);
        assert_eq!(stopped.exit_code(), 2);
        assert!(stopped.findings.iter().any(|f| f.place == "/competencies/1/questions/0/text/nl" && f.rule == "pregnancy_children"));
    }

    #[test]
    fn a_finding_in_an_anchor_stands_where_the_file_has_it() {
        let mut file = shipped();
        let anchors = file["competencies"][1]["anchors"].as_array_mut().expect("anchors");
        anchors.reverse();
        anchors[1]["text"]["nl"] = json!("Vertelt dat ze zwanger is.");
        let places: Vec<String> = checked(&file).findings.into_iter().map(|finding| finding.place).collect();
        assert_eq!(places, ["/competencies/1/anchors/1/text/nl"]);
    }

    #[test]
    fn a_scorecard_is_known_by_its_schema_and_checked_as_for_publishing() {
        let mut document = crate::scorecard::ready();
        assert_eq!(checked(&serde_json::to_value(&document).expect("JSON")).exit_code(), 0);
        document.competencies[0].why.clear();
        let refused = checked(&serde_json::to_value(&document).expect("JSON"));
        assert_eq!((refused.exit_code(), refused.refusals[0].place.as_str()), (2, "/competencies/0/why"));
        let empty = checked(&json!({ "schema": 1 }));
        assert_eq!(empty.exit_code(), 2);
        assert!(empty.refusals.len() > 1 && empty.refusals.iter().all(|fault| fault.code == Code::Required), "{:?}", empty.refusals);
    }

    #[test]
    fn what_is_no_json_is_refused() {
        assert_eq!(check_file("{", Lang::En).expect("rules").exit_code(), 2);
    }
}
