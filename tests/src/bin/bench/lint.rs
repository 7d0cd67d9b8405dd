//! The rules of wording over a scorecard of 200 questions, and over one question as it is typed.

use domain::{
    Bilingual, Lang,
    library::Library,
    lint::Linter,
    scorecard::{Document, from_template},
};
use tests::{Goal, figure, now};
use uuid::Uuid;

const QUESTIONS: usize = 200;
const TURNS: u32 = 20;
/// A sixtieth of a second: what somebody sees as at once.
const MOST_MS: f64 = 16.0;

pub(super) fn measure() {
    let linter = Linter::shipped().expect("the shipped rules compile");
    let document = long();
    assert_eq!(linter.document(&document), [], "the shipped library is clean");
    let per = |work: &dyn Fn()| {
        work();
        let begin = now();
        for _ in 0..TURNS {
            work();
        }
        begin.elapsed().as_secs_f64() * 1000.0 / f64::from(TURNS)
    };
    let whole = per(&|| drop(std::hint::black_box(linter.document(&document))));
    figure("lint", "document of 200 questions", format!("{whole:.2}"), "ms", &Goal::at_most(whole, MOST_MS, "ms"));
    let pasted = with_curly_quotes(document.clone());
    let whole = per(&|| drop(std::hint::black_box(linter.document(&pasted))));
    figure("lint", "the same, pasted from a word processor", format!("{whole:.2}"), "ms", &Goal::at_most(whole, MOST_MS, "ms"));
    let text = &document.competencies[0].questions[0].text.nl;
    let key = per(&|| drop(std::hint::black_box(linter.text(text, Lang::Nl))));
    figure("lint", "one question as it is typed", format!("{key:.3}"), "ms", &Goal::at_most(key, MOST_MS, "ms"));
}

/// The same with a sign in every question and probe that is not ASCII, as word processors put them.
fn with_curly_quotes(mut document: Document) -> Document {
    for question in document.competencies.iter_mut().flat_map(|competency| &mut competency.questions) {
        for text in std::iter::once(&mut question.text).chain(question.probes.iter_mut().map(|probe| &mut probe.text)) {
            *text = Bilingual::new(text.nl.replacen(' ', " ’", 1), text.en.replacen(' ', " ’", 1));
        }
    }
    document
}

/// A scorecard with every competency of the library, whose questions are repeated until there are enough.
fn long() -> Document {
    let library = Library::shipped().expect("parses");
    let keys: Vec<String> = library.competencies.iter().map(|c| c.key.clone()).collect();
    let mut ids = (1..).map(Uuid::from_u128);
    let mut document = from_template("Lang", &keys, &library, &mut || ids.next().expect("endless")).expect("a template");
    let asked: Vec<_> = library.competencies.iter().flat_map(|c| &c.questions).collect();
    let mut at = 0;
    while document.question_count() < QUESTIONS {
        let competency = at % document.competencies.len();
        let id = domain::ids::ItemId(ids.next().expect("endless"));
        document.competencies[competency].questions.push(asked[at % asked.len()].as_asked(id));
        at += 1;
    }
    document
}
