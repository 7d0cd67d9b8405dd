//! What changed between two versions of a scorecard, in sentences.

use domain::{
    Lang,
    difference::{Change, Field, Place, Quantity, What},
    scorecard::Probe,
};

use crate::names;

words! {
    removed = "Weg:", "Removed:";
    added = "Nieuw:", "New:";
    end = "Einde wijziging.", "End of change.";
}

/// One change as a sentence without a full stop: `Leervermogen: gewicht van 1 naar 2`. What a text said before and says now
/// stands beside it.
pub fn sentence(lang: Lang, change: &Change) -> String {
    let what = what(lang, change);
    match &change.place {
        Place::Scorecard => capital(&what),
        Place::Competency { name } => format!("{}: {what}", name.best(lang).0),
        Place::Question { competency, number, .. } => match lang {
            Lang::Nl => format!("{}, vraag {number}: {what}", competency.best(lang).0),
            Lang::En => format!("{}, question {number}: {what}", competency.best(lang).0),
        },
    }
}

fn what(lang: Lang, change: &Change) -> String {
    let nl = lang == Lang::Nl;
    match &change.what {
        What::Added => match &change.place {
            Place::Question { text, .. } => format!("{} {}", if nl { "nieuw:" } else { "new:" }, quoted(text.best(lang).0)),
            _ => if nl { "nieuwe competentie" } else { "new competency" }.into(),
        },
        What::Removed => match &change.place {
            Place::Question { text, .. } => format!("{} {}", if nl { "vervallen:" } else { "removed:" }, quoted(text.best(lang).0)),
            _ => if nl { "competentie vervallen" } else { "competency removed" }.into(),
        },
        What::Moved { from, to } if nl => format!("van plek {from} naar plek {to}"),
        What::Moved { from, to } => format!("from place {from} to place {to}"),
        What::Text { field, lang: of, old, new } => {
            let name = field_name(lang, *field);
            let name = of.map_or_else(|| name.clone(), |of| format!("{name} ({})", language(lang, of)));
            let verb = match (old.trim().is_empty(), new.trim().is_empty(), nl) {
                (true, false, true) => "toegevoegd",
                (true, false, false) => "added",
                (false, true, true) => "weggehaald",
                (false, true, false) => "removed",
                (_, _, true) => "gewijzigd",
                (_, _, false) => "changed",
            };
            format!("{name} {verb}")
        }
        What::Number { quantity, old, new } => from_to(lang, quantity_name(lang, *quantity), old, new),
        What::Learnable { old, new } => learnable(lang, *old, *new),
        What::KnockOut(true) => if nl { "is nu een harde eis" } else { "is a knock-out now" }.into(),
        What::KnockOut(false) => if nl { "is geen harde eis meer" } else { "is no knock-out any more" }.into(),
        What::RatedWhole(true) => if nl { "krijgt nu één score voor het geheel" } else { "gets one score for the whole now" }.into(),
        What::RatedWhole(false) => if nl { "krijgt nu een score per vraag" } else { "gets a score per question now" }.into(),
        What::CompetencyKind { old, new } => {
            from_to(lang, if nl { "soort" } else { "kind" }, names::kind(lang, *old), names::kind(lang, *new))
        }
        What::QuestionKind { old, new } => from_to(
            lang,
            if nl { "soort" } else { "kind" },
            quoted(names::question_kind(lang, *old)),
            quoted(names::question_kind(lang, *new)),
        ),
        What::ProbeAdded(probe) => format!("{} {}", if nl { "doorvraag erbij:" } else { "probe added:" }, quoted(said(lang, probe))),
        What::ProbeRemoved(probe) => format!("{} {}", if nl { "doorvraag weg:" } else { "probe removed:" }, quoted(said(lang, probe))),
        What::ProbeChanged { old, new } if old.text == new.text => {
            let name = if nl { "stap van een doorvraag" } else { "step of a probe" };
            from_to(lang, name, names::step(lang, old.step), names::step(lang, new.step))
        }
        What::ProbeChanged { .. } => if nl { "doorvraag gewijzigd" } else { "probe changed" }.into(),
    }
}

fn from_to(lang: Lang, name: &str, old: impl std::fmt::Display, new: impl std::fmt::Display) -> String {
    match lang {
        Lang::Nl => format!("{name} van {old} naar {new}"),
        Lang::En => format!("{name} from {old} to {new}"),
    }
}

fn learnable(lang: Lang, old: Option<u16>, new: Option<u16>) -> String {
    match (lang, old, new) {
        (Lang::Nl, Some(old), Some(new)) => format!("te leren in {new} in plaats van {old} maanden"),
        (Lang::En, Some(old), Some(new)) => format!("can be learned in {new} instead of {old} months"),
        (Lang::Nl, _, Some(1)) => "te leren in 1 maand".into(),
        (Lang::En, _, Some(1)) => "can be learned in 1 month".into(),
        (Lang::Nl, _, Some(new)) => format!("te leren in {new} maanden"),
        (Lang::En, _, Some(new)) => format!("can be learned in {new} months"),
        (Lang::Nl, _, None) => "moet er vanaf dag één zijn".into(),
        (Lang::En, _, None) => "must be there from day one".into(),
    }
}

fn said(lang: Lang, probe: &Probe) -> &str {
    probe.text.best(lang).0
}

fn quoted(text: &str) -> String {
    format!("‘{text}’")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

const fn language(lang: Lang, of: Lang) -> &'static str {
    match (lang, of) {
        (Lang::Nl, Lang::Nl) => "Nederlands",
        (Lang::Nl, Lang::En) => "Engels",
        (Lang::En, Lang::Nl) => "Dutch",
        (Lang::En, Lang::En) => "English",
    }
}

fn field_name(lang: Lang, field: Field) -> String {
    let (nl, en) = match field {
        Field::Title => ("titel", "title"),
        Field::Opening => ("tekst voor de opening", "words for the opening"),
        Field::Closing => ("tekst voor de afsluiting", "words for the closing"),
        Field::WeightsReason => ("reden voor de weging", "reason for the weights"),
        Field::Name => ("naam", "name"),
        Field::Definition => ("omschrijving", "definition"),
        Field::Guidance => ("waar je op let", "what to look for"),
        Field::Why => ("waarom de functie dit nodig heeft", "why the job needs it"),
        Field::Task => ("taak waarin het blijkt", "task in which it shows"),
        Field::Anchor(level) => {
            return match lang {
                Lang::Nl => format!("anker van niveau {level}"),
                Lang::En => format!("anchor of level {level}"),
            };
        }
        Field::Question => ("tekst", "text"),
        Field::Accepted => ("reden om deze woorden te houden", "reason to keep these words"),
    };
    if lang == Lang::Nl { nl } else { en }.into()
}

const fn quantity_name(lang: Lang, quantity: Quantity) -> &'static str {
    let (nl, en) = match quantity {
        Quantity::SlotMinutes => ("duur van het gesprek in minuten", "length of the interview in minutes"),
        Quantity::OpeningMinutes => ("minuten voor de opening", "minutes for the opening"),
        Quantity::ClosingMinutes => ("minuten voor de afsluiting", "minutes for the closing"),
        Quantity::Weight => ("gewicht", "weight"),
        Quantity::QuestionMinutes => ("minuten", "minutes"),
    };
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        Bilingual,
        scorecard::{CompetencyKind, QuestionKind, Step},
    };

    use super::*;

    fn competency(what: What) -> Change {
        Change { place: Place::Competency { name: Bilingual::new("Leervermogen", "Learning ability") }, what }
    }

    fn question(what: What) -> Change {
        let competency = Bilingual::new("Leervermogen", "Learning ability");
        Change { place: Place::Question { competency, number: 2, text: Bilingual::new("Wat leerde je?", "What did you learn?") }, what }
    }

    fn probe(step: Step, text: &str) -> Probe {
        Probe { step, text: Bilingual::new(text, text) }
    }

    fn text(field: Field, old: &str, new: &str) -> What {
        What::Text { field, lang: Some(Lang::En), old: old.into(), new: new.into() }
    }

    #[test]
    fn a_weight_says_from_what_to_what() {
        let change = competency(What::Number { quantity: Quantity::Weight, old: 1, new: 2 });
        assert_eq!(sentence(Lang::Nl, &change), "Leervermogen: gewicht van 1 naar 2");
        assert_eq!(sentence(Lang::En, &change), "Learning ability: weight from 1 to 2");
    }

    #[test]
    fn what_is_of_the_scorecard_itself_begins_with_a_capital() {
        let what = What::Number { quantity: Quantity::SlotMinutes, old: 60, new: 45 };
        let change = Change { place: Place::Scorecard, what };
        assert_eq!(sentence(Lang::Nl, &change), "Duur van het gesprek in minuten van 60 naar 45");
    }

    #[test]
    fn a_text_says_whether_it_came_went_or_changed_and_in_which_language() {
        let anchor = |old, new| sentence(Lang::Nl, &competency(text(Field::Anchor(3), old, new)));
        assert_eq!(anchor("a", "b"), "Leervermogen: anker van niveau 3 (Engels) gewijzigd");
        assert_eq!(anchor("", "b"), "Leervermogen: anker van niveau 3 (Engels) toegevoegd");
        assert_eq!(anchor("a", " "), "Leervermogen: anker van niveau 3 (Engels) weggehaald");
    }

    #[test]
    fn a_question_that_came_or_went_is_quoted() {
        assert_eq!(sentence(Lang::Nl, &question(What::Added)), "Leervermogen, vraag 2: nieuw: ‘Wat leerde je?’");
        assert_eq!(sentence(Lang::En, &question(What::Removed)), "Learning ability, question 2: removed: ‘What did you learn?’");
    }

    #[test]
    fn what_can_be_learned_names_the_months() {
        let said = |old, new| sentence(Lang::Nl, &competency(What::Learnable { old, new }));
        assert_eq!(said(None, Some(6)), "Leervermogen: te leren in 6 maanden");
        assert_eq!(said(Some(6), Some(3)), "Leervermogen: te leren in 3 in plaats van 6 maanden");
        assert_eq!(said(Some(6), None), "Leervermogen: moet er vanaf dag één zijn");
    }

    #[test]
    fn every_kind_of_change_is_said_differently_in_both_languages() {
        let step = |step| probe(step, "En toen?");
        let changes = [
            competency(What::Added),
            competency(What::Removed),
            competency(What::Moved { from: 1, to: 3 }),
            competency(What::KnockOut(true)),
            competency(What::KnockOut(false)),
            competency(What::RatedWhole(true)),
            competency(What::RatedWhole(false)),
            competency(What::CompetencyKind { old: CompetencyKind::Potential, new: CompetencyKind::Performance }),
            competency(text(Field::Why, "a", "b")),
            question(What::QuestionKind { old: QuestionKind::Behavioural, new: QuestionKind::Situational }),
            question(What::ProbeAdded(step(Step::Action))),
            question(What::ProbeRemoved(step(Step::Action))),
            question(What::ProbeChanged { old: step(Step::Action), new: step(Step::Result) }),
            question(What::ProbeChanged { old: probe(Step::Action, "a"), new: probe(Step::Action, "b") }),
        ];
        for lang in Lang::ALL {
            let said: std::collections::BTreeSet<_> = changes.iter().map(|change| sentence(lang, change)).collect();
            assert_eq!(said.len(), changes.len(), "{said:?}");
        }
        for change in &changes {
            assert_ne!(sentence(Lang::Nl, change), sentence(Lang::En, change));
        }
    }
}
