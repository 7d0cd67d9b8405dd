//! Walks through two documents side by side.

use super::{Change, Field, Place, Quantity, What, words::common};
use crate::{
    Bilingual, Lang,
    ids::ItemId,
    scorecard::{Accepted, Competency, Document, Probe, Question},
};

/// What differs, in the order of the new document: the scorecard itself, each competency with its questions, and last what
/// is gone. Where something came from the library does not count. Empty for the same document twice.
pub fn difference(old: &Document, new: &Document) -> Vec<Change> {
    let mut changes = Changes::default();
    let place = Place::Scorecard;
    changes.text(&place, Field::Title, &old.title, &new.title);
    changes.number(&place, Quantity::SlotMinutes, old.slot_minutes, new.slot_minutes);
    changes.number(&place, Quantity::OpeningMinutes, old.opening_minutes, new.opening_minutes);
    changes.number(&place, Quantity::ClosingMinutes, old.closing_minutes, new.closing_minutes);
    changes.both(&place, Field::Opening, &old.opening, &new.opening);
    changes.both(&place, Field::Closing, &old.closing, &new.closing);
    changes.text(&place, Field::WeightsReason, &old.weights_reason, &new.weights_reason);
    let accepted = Lists { old: &old.accepted, new: &new.accepted };
    let pairing = Pairing::new(&old.competencies, &new.competencies, |c| c.id);
    for (to, competency) in new.competencies.iter().enumerate() {
        let place = Place::Competency { name: competency.name.clone() };
        match pairing.came_from(to) {
            None => changes.note(&place, What::Added),
            Some((from, moved)) => {
                if moved {
                    changes.note(&place, What::Moved { from: from + 1, to: to + 1 });
                }
                changes.competency(&place, &old.competencies[from], competency, accepted);
            }
        }
    }
    for gone in pairing.gone(&old.competencies) {
        changes.note(&Place::Competency { name: old.competencies[gone].name.clone() }, What::Removed);
    }
    changes.0
}

/// Where each thing in the new list was in the old one.
struct Pairing {
    /// By place in the new list: the place in the old one, and whether it changed places with another.
    from: Vec<Option<(usize, bool)>>,
}

impl Pairing {
    fn new<T>(old: &[T], new: &[T], id: fn(&T) -> ItemId) -> Self {
        let kept: Vec<usize> = (0..old.len()).filter(|at| new.iter().any(|n| id(n) == id(&old[*at]))).collect();
        let before: Vec<ItemId> = kept.iter().map(|at| id(&old[*at])).collect();
        let after: Vec<ItemId> = new.iter().map(id).filter(|id| before.contains(id)).collect();
        // What keeps its order among what stayed did not move, also when something before it came or went.
        let unmoved: Vec<ItemId> = common(&before, &after).into_iter().map(|(at, _)| before[at]).collect();
        let from = new.iter().map(|n| Some((old.iter().position(|o| id(o) == id(n))?, !unmoved.contains(&id(n))))).collect();
        Self { from }
    }

    fn came_from(&self, to: usize) -> Option<(usize, bool)> {
        self.from.get(to).copied().flatten()
    }

    /// The places in the old list of what is not in the new one.
    fn gone<T>(&self, old: &[T]) -> impl Iterator<Item = usize> {
        (0..old.len()).filter(|at| !self.from.iter().flatten().any(|(from, _)| from == at))
    }
}

/// The reasons to keep wording, in both documents.
#[derive(Clone, Copy)]
struct Lists<'a> {
    old: &'a [Accepted],
    new: &'a [Accepted],
}

#[derive(Default)]
struct Changes(Vec<Change>);

impl Changes {
    fn note(&mut self, place: &Place, what: What) {
        self.0.push(Change { place: place.clone(), what });
    }

    fn text(&mut self, place: &Place, field: Field, old: &str, new: &str) {
        if old != new {
            self.note(place, What::Text { field, lang: None, old: old.to_owned(), new: new.to_owned() });
        }
    }

    fn both(&mut self, place: &Place, field: Field, old: &Bilingual, new: &Bilingual) {
        for lang in Lang::ALL {
            let (old, new) = (old.in_lang(lang), new.in_lang(lang));
            if old != new {
                self.note(place, What::Text { field, lang: Some(lang), old: old.to_owned(), new: new.to_owned() });
            }
        }
    }

    fn number(&mut self, place: &Place, quantity: Quantity, old: impl Into<u32>, new: impl Into<u32>) {
        let (old, new) = (old.into(), new.into());
        if old != new {
            self.note(place, What::Number { quantity, old, new });
        }
    }

    fn competency(&mut self, place: &Place, old: &Competency, new: &Competency, accepted: Lists<'_>) {
        self.both(place, Field::Name, &old.name, &new.name);
        if old.kind != new.kind {
            self.note(place, What::CompetencyKind { old: old.kind, new: new.kind });
        }
        self.number(place, Quantity::Weight, old.weight, new.weight);
        self.both(place, Field::Definition, &old.definition, &new.definition);
        self.both(place, Field::Guidance, &old.guidance, &new.guidance);
        self.text(place, Field::Why, &old.why, &new.why);
        self.text(place, Field::Task, &old.task, &new.task);
        if old.learnable_months != new.learnable_months {
            self.note(place, What::Learnable { old: old.learnable_months, new: new.learnable_months });
        }
        if old.knock_out != new.knock_out {
            self.note(place, What::KnockOut(new.knock_out));
        }
        if old.rated_whole != new.rated_whole {
            self.note(place, What::RatedWhole(new.rated_whole));
        }
        for (level, (old, new)) in (1..).zip(old.anchors.iter().zip(&new.anchors)) {
            self.both(place, Field::Anchor(level), old, new);
        }
        self.accepted(place, new.id, accepted);
        self.questions(old, new, accepted);
    }

    fn questions(&mut self, old: &Competency, new: &Competency, accepted: Lists<'_>) {
        let pairing = Pairing::new(&old.questions, &new.questions, |q| q.id);
        let place =
            |at: usize, question: &Question| Place::Question { competency: new.name.clone(), number: at + 1, text: question.text.clone() };
        for (to, question) in new.questions.iter().enumerate() {
            let place = place(to, question);
            match pairing.came_from(to) {
                None => self.note(&place, What::Added),
                Some((from, moved)) => {
                    if moved {
                        self.note(&place, What::Moved { from: from + 1, to: to + 1 });
                    }
                    self.question(&place, &old.questions[from], question, accepted);
                }
            }
        }
        for gone in pairing.gone(&old.questions) {
            self.note(&place(gone, &old.questions[gone]), What::Removed);
        }
    }

    fn question(&mut self, place: &Place, old: &Question, new: &Question, accepted: Lists<'_>) {
        self.both(place, Field::Question, &old.text, &new.text);
        if old.kind != new.kind {
            self.note(place, What::QuestionKind { old: old.kind, new: new.kind });
        }
        self.number(place, Quantity::QuestionMinutes, old.minutes, new.minutes);
        self.accepted(place, new.id, accepted);
        self.probes(place, &old.probes, &new.probes);
    }

    /// Probes have no id: what stands between two that stayed the same is taken to be each other's rewording, in order.
    fn probes(&mut self, place: &Place, old: &[Probe], new: &[Probe]) {
        let (mut i, mut j) = (0, 0);
        for (a, b) in common(old, new).into_iter().chain([(old.len(), new.len())]) {
            let (gone, come) = (&old[i..a], &new[j..b]);
            let pairs = gone.len().min(come.len());
            for (old, new) in gone.iter().zip(come) {
                self.note(place, What::ProbeChanged { old: old.clone(), new: new.clone() });
            }
            gone[pairs..].iter().for_each(|probe| self.note(place, What::ProbeRemoved(probe.clone())));
            come[pairs..].iter().for_each(|probe| self.note(place, What::ProbeAdded(probe.clone())));
            (i, j) = (a + 1, b + 1);
        }
    }

    fn accepted(&mut self, place: &Place, item: ItemId, all: Lists<'_>) {
        let reason = |list: &[Accepted], rule: &str| {
            list.iter().find(|a| a.item == item && a.rule == rule).map(|a| a.reason.clone()).unwrap_or_default()
        };
        let gone = all.old.iter().filter(|old| !all.new.iter().any(|new| new.item == old.item && new.rule == old.rule));
        for about in all.new.iter().chain(gone).filter(|a| a.item == item) {
            self.text(place, Field::Accepted, &reason(all.old, &about.rule), &reason(all.new, &about.rule));
        }
    }
}
