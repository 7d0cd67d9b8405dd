use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    ids::ItemId,
    meter::tests::{fresh, ready},
    scorecard::{Accepted, Document, Step},
};

fn whats(old: &Document, new: &Document) -> Vec<What> {
    difference(old, new).into_iter().map(|change| change.what).collect()
}

/// The changes after one change of a complete scorecard.
fn after(change: impl FnOnce(&mut Document)) -> Vec<Change> {
    let mut new = ready();
    change(&mut new);
    difference(&ready(), &new)
}

fn text(field: Field, lang: Option<Lang>, old: &str, new: &str) -> What {
    What::Text { field, lang, old: old.into(), new: new.into() }
}

#[test]
fn the_same_document_twice_differs_in_nothing() {
    assert_eq!(difference(&ready(), &ready()), []);
}

#[test]
fn a_weight_says_from_what_to_what_and_of_which_competency() {
    let changes = after(|d| d.competencies[0].weight = 2);
    let name = ready().competencies[0].name.clone();
    let what = What::Number { quantity: Quantity::Weight, old: 1, new: 2 };
    assert_eq!(changes, [Change { place: Place::Competency { name }, what }]);
}

#[test]
fn times_title_and_script_are_of_the_scorecard() {
    let changes = after(|d| {
        d.title = "Senior analist".into();
        d.slot_minutes = 45;
        d.closing_minutes = 5;
        d.opening.nl = "Welkom.".into();
    });
    assert!(changes.iter().all(|change| change.place == Place::Scorecard));
    assert_eq!(
        changes.into_iter().map(|change| change.what).collect::<Vec<_>>(),
        [
            text(Field::Title, None, "Junior analist", "Senior analist"),
            What::Number { quantity: Quantity::SlotMinutes, old: 60, new: 45 },
            What::Number { quantity: Quantity::ClosingMinutes, old: 7, new: 5 },
            text(Field::Opening, Some(Lang::Nl), "", "Welkom."),
        ]
    );
}

#[test]
fn an_anchor_says_its_level_and_language() {
    let old = ready().competencies[1].anchors[2].en.clone();
    let changes = after(|d| d.competencies[1].anchors[2].en = "Asks once.".into());
    assert_eq!(changes[0].what, text(Field::Anchor(3), Some(Lang::En), &old, "Asks once."));
    assert_eq!(changes.len(), 1);
}

#[test]
fn a_competency_moved_to_the_front_is_one_move_and_not_three() {
    let changes = after(|d| d.competencies.rotate_right(1));
    let name = ready().competencies[2].name.clone();
    assert_eq!(changes, [Change { place: Place::Competency { name }, what: What::Moved { from: 3, to: 1 } }]);
}

#[test]
fn what_comes_after_something_removed_did_not_move() {
    let mut new = ready();
    let gone = new.competencies.remove(0);
    let removed = Change { place: Place::Competency { name: gone.name.clone() }, what: What::Removed };
    assert_eq!(difference(&ready(), &new), [removed]);
    let added = Change { place: Place::Competency { name: gone.name }, what: What::Added };
    assert_eq!(difference(&new, &ready()), [added]);
}

#[test]
fn a_reworded_question_is_still_that_question() {
    let old = ready().competencies[0].questions[1].text.nl.clone();
    let changes = after(|d| d.competencies[0].questions[1].text.nl = "Wat leerde je vorig jaar?".into());
    assert_eq!(changes[0].what, text(Field::Question, Some(Lang::Nl), &old, "Wat leerde je vorig jaar?"));
    assert!(matches!(&changes[0].place, Place::Question { number: 2, text, .. } if text.nl == "Wat leerde je vorig jaar?"));
}

#[test]
fn a_question_with_another_id_is_removed_and_added() {
    let changes = after(|d| d.competencies[0].questions[0].id = ItemId(Uuid::from_u128(900)));
    assert_eq!(changes.iter().map(|c| &c.what).collect::<Vec<_>>(), [&What::Added, &What::Removed]);
}

#[test]
fn questions_change_places_within_their_competency() {
    let changes = after(|d| d.competencies[0].questions.swap(0, 1));
    assert_eq!(changes.len(), 1);
    assert!(matches!(changes[0].what, What::Moved { .. }));
}

#[test]
fn probes_are_added_removed_and_changed() {
    let probes = ready().competencies[0].questions[0].probes.clone();
    let mut other = probes[1].clone();
    other.step = Step::Reflection;
    other.text.nl = "En nu?".into();
    let on = |change: &dyn Fn(&mut Vec<Probe>)| {
        after(|d| change(&mut d.competencies[0].questions[0].probes)).into_iter().map(|c| c.what).collect::<Vec<_>>()
    };
    assert_eq!(on(&|p| p.push(other.clone())), [What::ProbeAdded(other.clone())]);
    assert_eq!(on(&|p| drop(p.remove(0))), [What::ProbeRemoved(probes[0].clone())]);
    assert_eq!(on(&|p| p[1] = other.clone()), [What::ProbeChanged { old: probes[1].clone(), new: other.clone() }]);
}

#[test]
fn demands_and_kinds_say_both_sides() {
    let new = {
        let mut new = ready();
        let competency = &mut new.competencies[0];
        competency.kind = CompetencyKind::Performance;
        competency.learnable_months = Some(6);
        competency.knock_out = true;
        competency.rated_whole = true;
        competency.questions[0].kind = QuestionKind::Situational;
        competency.questions[0].minutes = 8;
        new
    };
    assert_eq!(
        whats(&ready(), &new),
        [
            What::CompetencyKind { old: CompetencyKind::Potential, new: CompetencyKind::Performance },
            What::Learnable { old: None, new: Some(6) },
            What::KnockOut(true),
            What::RatedWhole(true),
            What::QuestionKind { old: QuestionKind::Behavioural, new: QuestionKind::Situational },
            What::Number { quantity: Quantity::QuestionMinutes, old: 5, new: 8 },
        ]
    );
}

#[test]
fn a_reason_to_keep_wording_stands_at_its_question() {
    let reason = "Nodig vanwege de wet op de kinderopvang";
    let item = ready().competencies[1].questions[0].id;
    let changes = after(|d| d.accepted.push(Accepted { rule: "age".into(), item, reason: reason.into() }));
    assert_eq!(changes.iter().map(|c| &c.what).collect::<Vec<_>>(), [&text(Field::Accepted, None, "", reason)]);
    assert!(matches!(&changes[0].place, Place::Question { number: 1, .. }));
}

/// Every kind of change that can be made to a scorecard.
fn edit(document: &mut Document, which: u8, at: usize, words: &str) {
    let count = document.competencies.len();
    if count == 0 {
        return;
    }
    let competency = &mut document.competencies[at % count];
    match which {
        0 => competency.weight += 1,
        1 => competency.anchors[at % 5].nl.push_str(words),
        2 => competency.questions.reverse(),
        3 => drop(competency.questions.pop()),
        4 => competency.why.push_str(words),
        5 => document.competencies.rotate_left(1),
        6 => drop(document.competencies.remove(at % count)),
        7 => competency.questions.iter_mut().for_each(|q| drop(q.probes.pop())),
        8 => competency.knock_out = !competency.knock_out,
        _ => document.weights_reason.push_str(words),
    }
}

proptest! {
    #[test]
    fn a_difference_is_empty_exactly_when_the_documents_are_the_same(
        before in prop::collection::vec((0_u8..10, 0_usize..8, "[a-z]{1,5}"), 0..5),
        later in prop::collection::vec((0_u8..10, 0_usize..8, "[a-z]{1,5}"), 0..5),
    ) {
        let mut old = fresh(5);
        for (which, at, words) in &before {
            edit(&mut old, *which, *at, words);
        }
        prop_assert_eq!(difference(&old, &old), []);
        let mut new = old.clone();
        for (which, at, words) in &later {
            edit(&mut new, *which, *at, words);
        }
        prop_assert_eq!(difference(&old, &new).is_empty(), old == new);
    }
}
