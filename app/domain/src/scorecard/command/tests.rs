use super::*;
use crate::{
    Fault, Lang,
    scorecard::{Accepted, Probe, Step, check, content_hash},
    stored,
};

pub(crate) fn counter() -> impl FnMut() -> Uuid {
    let mut n = 0;
    move || {
        n += 1;
        Uuid::from_u128(n)
    }
}

const CORE: [&str; 3] = ["learning_ability", "handling_feedback", "adaptability"];

/// A new draft of the three core competencies.
pub(crate) fn fresh() -> Document {
    let keys = CORE.map(String::from);
    from_template("Junior analist", &keys, &Library::shipped().expect("parses"), &mut counter()).expect("a template")
}

/// The same, with a why and a task everywhere: ready to publish.
pub(crate) fn ready() -> Document {
    let mut document = fresh();
    for competency in &mut document.competencies {
        competency.why = "Het werk verandert elk kwartaal.".into();
        competency.task = "Nieuwe bronnen aansluiten.".into();
    }
    document
}

fn run(document: &mut Document, command: Command) -> Result<(), Failure> {
    let mut n = 1000;
    apply(document, command, &Library::shipped().expect("parses"), &mut || {
        n += 1;
        Uuid::from_u128(n)
    })
}

#[test]
fn the_template_has_two_behavioural_questions_each_and_equal_weights() {
    let document = fresh();
    assert_eq!(document.question_count(), 6);
    assert!(document.weights_equal());
    assert_eq!(document.planned_minutes(), 40);
    assert!(check(&ready(), &Lang::ALL, Lang::Nl).may_publish());
}

#[test]
fn a_template_without_title_or_choice_says_both() {
    let failure = from_template(" ", &[], &Library::shipped().expect("parses"), &mut counter()).expect_err("refused");
    assert_eq!(failure.faults.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::Required, Code::NoCompetencies]);
}

#[test]
fn unequal_weights_need_a_reason_and_equal_ones_drop_it() {
    let mut document = fresh();
    let ids: Vec<ItemId> = document.competencies.iter().map(|c| c.id).collect();
    let unequal = vec![(ids[0], 2), (ids[1], 1), (ids[2], 1)];
    let refused = run(&mut document, Command::Weigh { weights: unequal.clone(), reason: "  ".into() });
    assert_eq!(refused, Err(Failure::field("weights_reason", Code::WeightsNeedReason)));
    run(&mut document, Command::Weigh { weights: unequal, reason: "Het vak verandert snel".into() }).expect("with a reason");
    assert_eq!(document.shares(), [0.5, 0.25, 0.25]);
    let equal = ids.iter().map(|id| (*id, 4)).collect();
    run(&mut document, Command::Weigh { weights: equal, reason: "oud".into() }).expect("equal");
    assert_eq!(document.weights_reason, "");
}

#[test]
fn adding_the_same_competency_or_question_twice_is_refused() {
    let mut document = fresh();
    let refused = run(&mut document, Command::AddCompetency { key: "adaptability".into() });
    assert_eq!(refused, Err(Failure::field("competency", Code::DuplicateItem)));
    let competency = document.competencies[0].id;
    let key = document.competencies[0].questions[0].key.clone().expect("from the library");
    assert_eq!(run(&mut document, Command::AddQuestion { competency, key }), Err(Failure::field("question", Code::DuplicateItem)));
}

#[test]
fn a_command_on_something_that_is_gone_says_so() {
    let mut document = fresh();
    let id = document.competencies[0].id;
    run(&mut document, Command::RemoveCompetency { id }).expect("removed");
    assert_eq!(run(&mut document, Command::RemoveCompetency { id }), Err(Code::NotFound.into()));
}

#[test]
fn moving_past_either_end_changes_nothing() {
    let mut document = fresh();
    let before = document.clone();
    let (first, last) = (document.competencies[0].id, document.competencies[2].id);
    run(&mut document, Command::MoveCompetency { id: first, to: To::Up }).expect("no-op");
    run(&mut document, Command::MoveCompetency { id: last, to: To::Down }).expect("no-op");
    assert_eq!(document, before);
    run(&mut document, Command::MoveCompetency { id: last, to: To::Up }).expect("moved");
    assert_eq!(document.competencies[1].id, last);
}

#[test]
fn the_hash_changes_with_any_word_and_with_nothing_else() {
    let text = |document: &Document| document.to_json().expect("json");
    let document = ready();
    assert_eq!(content_hash(&text(&document)), content_hash(&text(&ready())));
    let mut changed = document.clone();
    changed.competencies[2].anchors[4].en.push('.');
    assert_ne!(content_hash(&text(&document)), content_hash(&text(&changed)));
    assert_eq!(stored::document(&text(&document)).expect("round trip"), document);
}

fn wording(nl: &str) -> Wording {
    Wording {
        kind: QuestionKind::Behavioural,
        text: Bilingual::new(nl, ""),
        probes: vec![Probe { step: Step::Action, text: Bilingual::new("Wat deed je?", "") }],
        minutes: 6,
    }
}

#[test]
fn things_go_to_the_place_they_are_dropped_at() {
    let mut document = fresh();
    let ids: Vec<ItemId> = document.competencies.iter().map(|c| c.id).collect();
    run(&mut document, Command::MoveCompetency { id: ids[0], to: To::At(2) }).expect("moved");
    assert_eq!(document.competencies.iter().map(|c| c.id).collect::<Vec<_>>(), [ids[1], ids[2], ids[0]]);
    let questions: Vec<ItemId> = document.competencies[0].questions.iter().map(|q| q.id).collect();
    run(&mut document, Command::MoveQuestion { id: questions[1], to: To::At(0) }).expect("moved");
    run(&mut document, Command::MoveQuestion { id: questions[1], to: To::At(99) }).expect("moved");
    assert_eq!(document.competencies[0].questions.iter().map(|q| q.id).collect::<Vec<_>>(), questions);
}

#[test]
fn an_own_question_and_competency_can_be_written_and_reworded() {
    let mut document = fresh();
    let meaning = Meaning {
        kind: CompetencyKind::Performance,
        name: Bilingual::new(" Plannen ", "Planning"),
        definition: Bilingual::default(),
        guidance: Bilingual::default(),
    };
    run(&mut document, Command::WriteCompetency { meaning: meaning.clone() }).expect("written");
    let own = document.competencies[3].clone();
    assert_eq!((own.name.nl.as_str(), own.key, own.questions.len()), ("Plannen", None, 0));
    run(&mut document, Command::WriteQuestion { competency: own.id, wording: wording("Vertel eens.") }).expect("written");
    let id = document.competencies[3].questions[0].id;
    let mut shorter = wording("Vertel.");
    shorter.probes.push(Probe { step: Step::Result, text: Bilingual::default() });
    run(&mut document, Command::EditQuestion { id, wording: shorter }).expect("reworded");
    let question = document.question(id).expect("there");
    assert_eq!((question.text.nl.as_str(), question.probes.len(), question.minutes), ("Vertel.", 1, 6), "an empty probe is none");
    let nothing = Meaning { name: Bilingual::default(), ..meaning };
    assert_eq!(
        run(&mut document, Command::EditCompetency { id: own.id, meaning: nothing }),
        Err(Failure::field("name_nl", Code::Required))
    );
}

#[test]
fn a_question_lists_all_its_faults() {
    let mut document = fresh();
    let competency = document.competencies[0].id;
    let bad = Wording { minutes: 0, text: Bilingual::new("", " "), ..wording("") };
    let failure = run(&mut document, Command::WriteQuestion { competency, wording: bad }).expect_err("refused");
    assert_eq!(failure.faults.iter().map(|f| f.place.as_str()).collect::<Vec<_>>(), ["text_nl", "minutes"]);
}

#[test]
fn what_can_be_learned_is_no_knock_out() {
    let mut document = fresh();
    let competency = document.competencies[0].id;
    let demand = |months, knock_out| Command::Demand { competency, learnable_months: months, knock_out };
    assert_eq!(run(&mut document, demand(Some(6), true)), Err(Failure::field("knock_out", Code::LearnableKnockOut)));
    run(&mut document, demand(Some(6), false)).expect("learnable");
    run(&mut document, demand(None, true)).expect("a knock-out");
    assert_eq!((document.competencies[0].learnable_months, document.competencies[0].knock_out), (None, true));
}

#[test]
fn wording_is_kept_with_a_reason_of_twenty_characters() {
    let mut document = fresh();
    let item = document.competencies[0].questions[0].id;
    let accept = |reason: &str| Command::Accept { rule: "age".into(), item, reason: reason.into() };
    let short = Failure::invalid(vec![Fault::about("reason", Code::TooShort, Accepted::REASON_MIN)]);
    assert_eq!(run(&mut document, accept("moet van de wet")), Err(short));
    run(&mut document, accept("De wet vraagt hier een minimumleeftijd.")).expect("kept");
    assert_eq!(document.accepted.len(), 1);
    run(&mut document, accept("")).expect("taken back");
    assert_eq!(document.accepted, []);
    run(&mut document, accept("De wet vraagt hier een minimumleeftijd.")).expect("kept");
    run(&mut document, Command::RemoveQuestion { id: item }).expect("removed");
    assert_eq!(document.accepted, [], "a reason goes with its question");
}

#[test]
fn a_command_knows_what_it_overwrites() {
    let seen = ready();
    let (first, second) = (seen.competencies[0].id, seen.competencies[1].id);
    let justify = |competency| Command::Justify { competency, why: "Anders".into(), task: String::new() };
    let mut now = seen.clone();
    run(&mut now, justify(first)).expect("changed");
    assert_ne!(justify(first).overwrites(&seen), justify(first).overwrites(&now), "somebody changed the same");
    assert_eq!(justify(second).overwrites(&seen), justify(second).overwrites(&now), "something else was changed");
    let remove = Command::RemoveCompetency { id: first };
    assert_ne!(remove.overwrites(&seen), remove.overwrites(&now), "what was just improved is not removed unseen");
    let add = Command::AddCompetency { key: "drive".into() };
    assert_eq!(add.overwrites(&seen), add.overwrites(&now));
}
