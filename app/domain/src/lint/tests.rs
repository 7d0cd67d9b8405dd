use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    Bilingual,
    ids::ItemId,
    library::Library,
    scorecard::{Accepted, Anchors, Document, from_template},
};

fn linter() -> &'static Linter {
    Linter::shipped().expect("the shipped rules compile")
}

/// Everything in the shipped library, with every question.
fn whole_library() -> Document {
    let library = Library::shipped().expect("parses");
    let keys: Vec<String> = library.competencies.iter().map(|c| c.key.clone()).collect();
    let mut n = 0;
    let mut ids = || {
        n += 1;
        Uuid::from_u128(n)
    };
    let mut document = from_template("Alles", &keys, &library, &mut ids).expect("a template");
    for (competency, shelf) in document.competencies.iter_mut().zip(&library.competencies) {
        for question in &shelf.questions {
            competency.questions.push(question.as_asked(ItemId(ids())));
        }
    }
    document
}

#[test]
fn every_example_is_caught_by_its_own_rule() {
    let mut tried = 0;
    for rule in linter().rules() {
        for lang in Lang::ALL {
            for example in rule.examples.in_lang(lang) {
                let hits = linter().text(example, lang);
                assert!(hits.iter().any(|hit| hit.rule == rule.key), "{} ({}): {example:?} gives {hits:?}", rule.key, lang.tag());
                tried += 1;
            }
        }
    }
    assert!(tried > 100, "only {tried} examples");
}

#[test]
fn the_shipped_library_is_clean() {
    let document = whole_library();
    assert!(document.question_count() > 50);
    let found: Vec<String> = linter().document(&document).iter().map(|f| format!("{} {} {:?}", f.place, f.rule, f.quote)).collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_stop_hinders_until_there_is_a_reason_of_twenty_characters() {
    let mut document = whole_library();
    let question = &mut document.competencies[0].questions[1];
    question.text.nl = "Ben je zwanger?".into();
    let (item, reason) = (question.id, "Dit werk is bij zwangerschap verboden.");
    let stops_now = |document: &Document| stops(document, Lang::Nl).expect("rules");
    let stopped = stops_now(&document);
    assert_eq!(stopped.iter().map(|f| f.place.as_str()).collect::<Vec<_>>(), ["/competencies/0/questions/1/text/nl"]);
    assert_eq!(stopped[0].about, "Zwangerschap, kinderwens, kinderopvang");
    let accepted = |reason: &str| Accepted { rule: "pregnancy_children".into(), item, reason: reason.into() };
    document.accepted = vec![accepted("te kort")];
    assert_eq!(stops_now(&document).len(), 1);
    document.accepted = vec![accepted(reason)];
    assert_eq!(stops_now(&document), []);
    assert!(linter().document(&document)[0].accepted);
    document.accepted = vec![accepted(&" ".repeat(25))];
    assert_eq!(stops_now(&document).len(), 1, "spaces are no reason");
    document.accepted = vec![accepted("te kort"), accepted(reason)];
    assert_eq!(stops_now(&document), [], "an earlier entry does not hide the reason");
}

#[test]
fn typographic_signs_and_marks_hide_nothing() {
    let quote = |text: &str, lang: Lang| {
        let hits = linter().text(text, lang);
        let hit = hits.iter().find(|hit| hit.rule == "pregnancy_children").unwrap_or_else(|| panic!("{text}: {hits:?}"));
        text[hit.start..hit.end].to_owned()
    };
    assert_eq!(quote("I’d say she’s expecting.", Lang::En), "she’s expecting.");
    assert_eq!(quote("Één ding: heb je een creche?", Lang::Nl), quote("Eén ding: heb je een creche?", Lang::Nl));
    assert_eq!(quote("Ben je zwan\u{ad}ger?", Lang::Nl), "zwan\u{ad}ger");
}

#[test]
fn notes_are_read_for_the_law_alone() {
    let closed = &linter().rule("closed").expect("a rule").examples.nl[0];
    assert!(!linter().text(closed, Lang::Nl).is_empty());
    assert_eq!(linter().note(closed, Lang::Nl), []);
    assert_eq!(linter().note("Vertelde dat ze zwanger is.", Lang::Nl)[0].rule, "pregnancy_children");
}

#[test]
fn anchors_that_describe_nothing_are_caught() {
    let at = |nl: [&str; 5], en: [&str; 5]| -> Vec<(usize, Lang, &'static str)> {
        let mut anchors = Anchors::default();
        for (level, (nl, en)) in nl.into_iter().zip(en).enumerate() {
            anchors[level] = Bilingual::new(nl, en);
        }
        anchors::check(&anchors)
    };
    let nothing = [""; 5];
    assert_eq!(at(["Is heel goed en communicatief.", "", "", "", ""], nothing), [(0, Lang::Nl, anchors::ADJECTIVES)]);
    assert_eq!(at(nothing, ["Good communicator", "", "Excellent", "", ""]).len(), 2);
    assert_eq!(at(["Een bron van kennis voor de hele afdeling.", "", "", "", ""], nothing), [(0, Lang::Nl, anchors::NO_VERB)]);
    assert_eq!(at(nothing, ["", "A calm presence during a busy day.", "", "", ""]), [(1, Lang::En, anchors::NO_VERB)]);
    for judged in ["Heeft veel leidinggevende ervaring.", "Goed in contact met klanten.", "Excellent."] {
        assert_eq!(at([judged, "", "", "", ""], nothing).len(), 1, "{judged}");
    }
    for judged in ["Great with colleagues.", "Good insights.", "Very good at analysis.", "Poor answers, vague examples."] {
        assert_eq!(at(nothing, [judged, "", "", "", ""]).len(), 1, "{judged}");
    }
    let alike = ["Vraagt door tot het duidelijk is wat er misging.", "Vraagt door tot het heel duidelijk is wat er misging.", "", "", ""];
    assert_eq!(at(alike, nothing), [(1, Lang::Nl, anchors::ALIKE)]);
    assert_eq!(at(nothing, nothing), []);
}

#[test]
fn every_rule_that_a_finding_names_has_words() {
    for key in [anchors::NO_VERB, anchors::ADJECTIVES, anchors::ALIKE] {
        let rule = linter().rule(key).expect("a rule");
        assert!(!rule.name.nl.is_empty() && !rule.why.en.is_empty() && !rule.ask_instead.nl.is_empty(), "{key}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,200}") {
        for lang in Lang::ALL {
            for hit in linter().text(&text, lang) {
                prop_assert!(text.get(hit.start..hit.end).is_some());
            }
        }
    }
}
