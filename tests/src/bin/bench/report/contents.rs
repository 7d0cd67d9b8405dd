//! A round of any size as the store gives it: five raters, eight competencies of two questions, a note at every question.

use domain::{
    analysis::Ratings,
    decision::{Decided, Decision, Outcome},
    discussion::{Overall, Proceedings, discussion},
    ids::{ApplicationId, InterviewId, NoteId, RoundId, ScorecardId, UserId},
    interview::Note,
    library::Library,
    meter::{self, Conduct},
    report::{CandidateReport, PanelReport, Provenance},
    scorecard::{Document, from_template},
    scoring::{Comparison, Level, Line, RaterName, Rating, Sheet, columns, competency_score, score},
    time::{Local, Moment, UnixMillis},
    vacancy::{Evidence, RaterEvidence, RevealPolicy, RoundState, RoundView},
};
use uuid::Uuid;

use crate::compare::panel::{COMPETENCIES, RATERS, level};

const SAID: [&str; 4] = [
    "Zocht eerst uit wat het rapport moest laten zien, oefende met oude cijfers en vroeg daarna gericht hulp.",
    "‘Ik vroeg haar om een voorbeeld, want ik herkende het eerst niet.’ Schreef op wat anders moest.",
    "Noemde een gesprek dat misliep en wat de volgende keer anders ging; na een maand zelf teruggevraagd of het beter was.",
    "Gaf het antwoord met de onzekerheid erbij en zei wat nodig was om het zeker te weten.",
];

const AT: Moment =
    Moment { at: UnixMillis(1_795_352_700_000), local: Local { year: 2026, month: 11, day: 22, hour: 14, minute: 5, weekday: 7 } };

fn id(kind: u128, number: usize) -> Uuid {
    Uuid::from_u128(kind << 64 | number as u128)
}

fn document() -> Document {
    let library = Library::shipped().expect("parses");
    let keys: Vec<String> = library.competencies.iter().take(COMPETENCIES).map(|it| it.key.clone()).collect();
    let mut n = 0;
    let fresh = &mut || {
        n += 1;
        id(1, n)
    };
    let mut document = from_template("Selectie op potentieel", &keys, &library, fresh).expect("a template");
    for competency in &mut document.competencies {
        competency.questions.truncate(2);
        "Het werk verandert elk kwartaal.".clone_into(&mut competency.why);
    }
    document
}

fn sheets(document: &Document, candidate: usize) -> Vec<Sheet> {
    let rating = |rater, question| Rating::Level(Level::try_from(level(candidate, rater, question)).expect("a level"));
    let items = document.items();
    let of = |rater| items.iter().enumerate().map(move |(question, item)| (item.id, rating(rater, question))).collect();
    (0..RATERS).map(|rater| Sheet { rater: UserId(id(2, rater)), ratings: of(rater) }).collect()
}

fn name(candidate: usize) -> String {
    format!("{} {candidate:03}", ["Noor Jansen", "Émile Łukasz", "Zoë Müller", "Ελένη Νικολάου", "Київ Шевченко"][candidate % 5])
}

fn line(document: &Document, candidate: usize) -> Line {
    let raters: Vec<UserId> = (0..RATERS).map(|rater| UserId(id(2, rater))).collect();
    Line {
        application: ApplicationId(id(3, candidate)),
        interview: InterviewId(id(4, candidate)),
        candidate: name(candidate),
        late: false,
        score: score(document, &raters, &sheets(document, candidate)),
    }
}

fn evidence(document: &Document, candidate: usize) -> Vec<Evidence> {
    let sheets = sheets(document, candidate);
    let rater = |number: usize, competency: &domain::scorecard::Competency| {
        let ratings = &sheets[number].ratings;
        let note = |(nth, item): (usize, domain::scorecard::RatedItem<'_>)| Note {
            id: NoteId(id(5, (candidate * RATERS + number) * 100 + nth)),
            item: item.id,
            step: None,
            text: SAID[(candidate + number + nth) % SAID.len()].to_owned(),
            entry: None,
        };
        RaterEvidence {
            rater: UserId(id(2, number)),
            name: rater_name(number),
            score: competency_score(competency, ratings),
            ratings: competency.items().iter().filter_map(|item| Some((item.id, ratings.get(&item.id)?.clone()))).collect(),
            notes: competency.items().into_iter().enumerate().map(note).collect(),
        }
    };
    let of = |competency: &domain::scorecard::Competency| Evidence {
        application: ApplicationId(id(3, candidate)),
        candidate: name(candidate),
        competency: competency.id,
        raters: (0..RATERS).map(|number| rater(number, competency)).collect(),
    };
    document.competencies.iter().map(of).collect()
}

fn rater_name(rater: usize) -> String {
    ["Ruben Smit", "Fatima El Amrani", "Joost van Dijk", "Anouk de Boer", "Bram O’Neill"][rater % 5].to_owned()
}

fn raters() -> Vec<RaterName> {
    (0..RATERS).map(|rater| RaterName { id: UserId(id(2, rater)), name: rater_name(rater) }).collect()
}

fn provenance(document: &Document) -> Provenance {
    let round = RoundView {
        id: RoundId(id(6, 1)),
        number: 1,
        state: RoundState::Deciding,
        policy: RevealPolicy::AfterRound,
        anonymous: false,
        scorecard: ScorecardId(id(7, 1)),
        scorecard_title: document.title.clone(),
        version: 1,
        hash: domain::scorecard::content_hash(&document.to_json().expect("json")),
        revealed_at: Some(AT),
        revealed_by: None,
        reveal_reason: None,
    };
    Provenance {
        organisation: "Voorbeeld BV".into(),
        vacancy: "Junior data-analist".into(),
        round,
        generated_at: AT,
        generated_by: "Sam de Wit".into(),
        delete_by: None,
    }
}

pub(super) fn candidate() -> CandidateReport {
    let document = document();
    CandidateReport {
        provenance: provenance(&document),
        line: line(&document, 2),
        raters: raters(),
        evidence: evidence(&document, 2),
        agreed: Vec::new(),
        remarks: Vec::new(),
        questions: Vec::new(),
        decisions: Vec::new(),
        document,
    }
}

/// As many panels and scorecards are.
pub(super) fn typical() -> CandidateReport {
    let mut report = candidate();
    report.document.competencies.truncate(4);
    report.raters.truncate(3);
    report.evidence.truncate(4);
    for of in &mut report.evidence {
        of.raters.truncate(3);
    }
    let raters: Vec<UserId> = report.raters.iter().map(|rater| rater.id).collect();
    report.line.score = score(&report.document, &raters, &sheets(&report.document, 2)[..3]);
    report
}

pub(super) fn panel(candidates: usize) -> PanelReport {
    let document = document();
    let lines: Vec<Line> = (0..candidates).map(|candidate| line(&document, candidate)).collect();
    let decided = lines.iter().map(|line| Decided {
        application: line.application,
        candidate: line.candidate.clone(),
        history: vec![Decision {
            outcome: Some(Outcome::Reject),
            reason: "Een ander paste beter bij het werk van dit jaar.".into(),
            below_band: String::new(),
            by: "Sam de Wit".into(),
            at: AT,
            basis: None,
            since: Vec::new(),
        }],
    });
    let decided = decided.collect();
    let overall = lines.iter().map(|line| Overall { interview: line.interview, mean: 3.5, n: 5 }).collect();
    let comparison = Comparison { columns: columns(&document), lines, raters: raters() };
    let conduct = Conduct { answers: 80, noted: 80, same_raters: true };
    PanelReport {
        provenance: provenance(&document),
        ratings: Ratings::of(&comparison),
        proceedings: Proceedings { topics: discussion(&comparison, &[]), overall, ..Proceedings::default() },
        evidence: (0..candidates).map(|candidate| evidence(&document, candidate)).collect(),
        decided,
        meter: meter::after(meter::design(&document, 0, true, true), conduct),
        comparison,
        pending: Vec::new(),
        document,
    }
}
