//! The worked panel: five candidates, three raters, four weights, with known totals.

use std::collections::{BTreeMap, BTreeSet};

use ::report::Setting;
use domain::{
    Lang,
    analysis::Ratings,
    decision::{Decided, Decision, Outcome},
    disclosure::HiddenPanel,
    discussion::{Agreed, Overall, Proceedings, Remark, Remarks, discussion},
    ids::{ApplicationId, InterviewId, NoteId, RoundId, ScorecardId, UserId},
    interview::{InterviewState, Note, Voided},
    ledger,
    library::Library,
    meter::{self, Conduct},
    report::{self, CandidateReport, Feedback, Form, PanelReport, Paper, Provenance, Rater, Reached, SubjectAccess, strengths},
    scorecard::{Document, Step, from_template},
    scoring::{self, CandidateScore, Comparison, Level, Line, RaterName, Rating, Sheet, columns, competency_score},
    sheet::{CandidateSheet, VacancyFacts},
    time::{Local, Moment, UnixMillis},
    vacancy::{Evidence, RaterEvidence, RevealPolicy, RoundState, RoundView},
};
use uuid::Uuid;

const WEIGHTS: [u32; 4] = [30, 25, 25, 20];
/// Per rater, per candidate, the four levels.
const PANEL: [[[u8; 4]; 5]; 3] = [
    [[4, 3, 4, 3], [3, 4, 3, 4], [5, 4, 3, 4], [2, 3, 3, 2], [4, 4, 5, 3]],
    [[3, 3, 3, 2], [3, 3, 2, 4], [4, 3, 3, 3], [2, 2, 3, 1], [3, 4, 4, 3]],
    [[4, 4, 4, 4], [4, 4, 4, 5], [5, 5, 5, 5], [3, 3, 3, 3], [4, 5, 4, 4]],
];
pub(crate) const TOTALS: [(Lang, [&str; 5]); 2] =
    [(Lang::Nl, ["3,45", "3,53", "4,12", "2,52", "3,93"]), (Lang::En, ["3.45", "3.53", "4.12", "2.52", "3.93"])];
pub(crate) const CANDIDATES: [&str; 5] = ["Daan de Vries", "Fatima El Amrani", "Zoë Müller-Łukasz", "Ελλάδα Νικολάου", "Київ Шевченко"];
pub(crate) const RATERS: [&str; 3] = ["Anouk Smit", "Bram O’Neill", "Gülşen Yıldız"];

pub(crate) const fn a4(lang: Lang) -> Setting {
    Setting { lang, paper: Paper::A4 }
}

/// What a rater wrote of each competency, with the step it belongs to.
const NOTES: [[(Step, &str); 2]; 4] = [
    [
        (Step::Situation, "Moest in twee weken een rapportage overnemen in een pakket dat niemand in het team kende."),
        (Step::Action, "Zocht eerst uit wat het rapport moest laten zien, oefende met oude cijfers en vroeg daarna gericht hulp."),
    ],
    [
        (Step::Action, "‘Ik vroeg haar om een voorbeeld, want ik herkende het eerst niet.’ Schreef op wat anders moest."),
        (Step::Result, "Na een maand zelf teruggevraagd of het beter ging. Dat bleek zo."),
    ],
    [
        (Step::Situation, "Opdracht veranderde halverwege: andere klant, zelfde datum."),
        (Step::Reflection, "Zou nu eerder zeggen wat er niet meer past, in plaats van ’s avonds door te werken."),
    ],
    [
        (Step::Task, "Twee bronnen spraken elkaar tegen, de directie wilde dezelfde dag een antwoord."),
        (Step::Action, "Gaf het antwoord met de onzekerheid erbij en noemde wat nodig was om het zeker te weten."),
    ],
];

pub(crate) const GENERATED: Moment =
    Moment { at: UnixMillis(1_795_352_700_000), local: Local { year: 2026, month: 11, day: 22, hour: 14, minute: 5, weekday: 7 } };

pub(crate) fn document() -> Document {
    let keys = ["learning_ability", "handling_feedback", "adaptability", "judgement"].map(String::from);
    let mut n = 0;
    let mut document = from_template("Selectie op potentieel", &keys, &Library::shipped().expect("parses"), &mut || {
        n += 1;
        Uuid::from_u128(n)
    })
    .expect("a template");
    for (competency, weight) in document.competencies.iter_mut().zip(WEIGHTS) {
        competency.weight = weight;
    }
    document.weights_reason = "In het eerste jaar komen drie nieuwe systemen; wie snel leert, heeft daar het meeste aan.".into();
    "Vanaf de eerste week krijg je opdrachten in systemen die je niet kent.".clone_into(&mut document.competencies[0].why);
    document
}

pub(crate) fn rater(n: usize) -> UserId {
    UserId(Uuid::from_u128(1_000_000 + n as u128))
}

pub(crate) fn sheets(document: &Document, candidate: usize) -> Vec<Sheet> {
    PANEL
        .iter()
        .enumerate()
        .map(|(n, rows)| {
            let ratings = document.competencies.iter().zip(rows[candidate]).flat_map(|(competency, level)| {
                let level = Rating::Level(Level::try_from(level).expect("1 to 5"));
                competency.items().into_iter().map(move |item| (item.id, level.clone()))
            });
            Sheet { rater: rater(n), ratings: ratings.collect() }
        })
        .collect()
}

pub(crate) fn line(document: &Document, candidate: usize, sheets: &[Sheet]) -> Line {
    let required: Vec<UserId> = (0..RATERS.len()).map(rater).collect();
    Line {
        application: ApplicationId(Uuid::from_u128(2_000_000 + candidate as u128)),
        interview: InterviewId(Uuid::from_u128(3_000_000 + candidate as u128)),
        candidate: CANDIDATES[candidate].into(),
        late: false,
        score: scoring::score(document, &required, sheets),
    }
}

pub(crate) fn raters() -> Vec<RaterName> {
    RATERS.iter().enumerate().map(|(n, name)| RaterName { id: rater(n), name: (*name).into() }).collect()
}

pub(crate) fn provenance(document: &Document) -> Provenance {
    Provenance {
        organisation: "Voorbeeld BV".into(),
        vacancy: "Junior data-analist".into(),
        round: RoundView {
            id: RoundId(Uuid::from_u128(1)),
            number: 1,
            state: RoundState::Revealed,
            policy: RevealPolicy::AfterRound,
            anonymous: false,
            scorecard: ScorecardId(Uuid::from_u128(1)),
            scorecard_title: document.title.clone(),
            version: 1,
            hash: domain::scorecard::content_hash(&document.to_json().expect("json")),
            revealed_at: Some(GENERATED),
            revealed_by: Some("Sam de Wit".into()),
            reveal_reason: None,
        },
        generated_at: GENERATED,
        generated_by: "Sam de Wit".into(),
        delete_by: None,
    }
}

pub(crate) fn panel() -> PanelReport {
    let document = document();
    let lines = (0..CANDIDATES.len()).map(|candidate| line(&document, candidate, &sheets(&document, candidate))).collect();
    let comparison = Comparison { columns: columns(&document), lines, raters: raters() };
    let proceedings = proceedings(&document, &comparison);
    let of = |candidate| evidence(&document, candidate, &sheets(&document, candidate));
    PanelReport {
        provenance: provenance(&document),
        evidence: (0..CANDIDATES.len()).map(of).collect(),
        ratings: Ratings::of(&comparison),
        decided: decided(&comparison),
        meter: meter::after(meter::design(&document, 0, true, true), Conduct { answers: 60, noted: 60, same_raters: true }),
        document,
        comparison,
        pending: Vec::new(),
        proceedings,
    }
}

/// One candidate was chosen below the top group, one was put on hold and then taken back.
fn decided(comparison: &Comparison) -> Vec<Decided> {
    let decision = |outcome, reason: &str, below_band: &str| Decision {
        outcome,
        reason: reason.into(),
        below_band: below_band.into(),
        by: "Sam de Wit".into(),
        at: GENERATED,
        basis: None,
        since: Vec::new(),
    };
    let history = |candidate: usize| match candidate {
        1 => vec![decision(Some(Outcome::Offer), "Werkte al met dit systeem.", "De klant vraagt Arabisch.")],
        2 => vec![decision(Some(Outcome::Hold), "Eerst de referenties.", ""), decision(None, "", "")],
        _ => Vec::new(),
    };
    let of = |(index, line): (usize, &Line)| Decided {
        application: line.application,
        candidate: line.candidate.clone(),
        history: history(index),
    };
    comparison.lines.iter().enumerate().map(of).collect()
}

/// One cell agreed on, one question that was dropped, and one of each remark.
fn proceedings(document: &Document, comparison: &Comparison) -> Proceedings {
    let questions: Vec<_> = document.competencies.iter().flat_map(|it| &it.questions).map(|it| (it.id, it.text.clone())).collect();
    let widest = discussion(comparison, &[]).into_iter().next().expect("a panel that differs somewhere");
    let agreed = Agreed {
        interview: widest.interview,
        competency: widest.competency,
        level: Level::ALL[2],
        reason: "Beiden hoorden hetzelfde voorbeeld.".into(),
        by: "Sam de Wit".into(),
        at: GENERATED,
    };
    let (rater, reason) = (String::from("Vera Bos"), String::from("het gesprek liep uit"));
    let remarks = vec![
        Remark::Skipped { question: questions[1].0, reason: reason.clone() },
        Remark::Changed { question: questions[2].0, reason: "in het Engels gesteld".into() },
        Remark::Knows { rater: rater.clone(), relation: "oud-collega".into() },
        Remark::LookedEarly { rater: rater.clone(), reason: "het cv lag op tafel".into() },
        Remark::Replaced { from: rater, to: "Ruben Smit".into(), reason },
    ];
    Proceedings {
        topics: discussion(comparison, &[agreed]),
        remarks: vec![Remarks { candidate: comparison.lines[0].candidate.clone(), remarks }],
        overall: comparison.lines.iter().map(|line| Overall { interview: line.interview, mean: 3.5, n: 3 }).collect(),
        voided: vec![Voided { item: questions[0].0, reason: "Niemand begreep hem.".into(), by: "Sam de Wit".into(), at: GENERATED }],
        voidings: Vec::new(),
        questions,
    }
}

/// What is told of a panel that all submitted before the reveal.
fn told(document: &Document, whole: &CandidateScore) -> CandidateScore {
    let raters = whole.cells.iter().flat_map(|cell| &cell.scores).map(|score| (score.rater, Some(UnixMillis(0))));
    let seats = raters.collect::<BTreeMap<_, _>>().into_iter().collect();
    HiddenPanel { seats, revealed_at: UnixMillis(0), recounted: BTreeSet::new() }.tell(document, whole)
}

/// As the policy "never" leaves it.
pub(crate) fn hidden_panel() -> PanelReport {
    let mut report = panel();
    for line in &mut report.comparison.lines {
        line.score = told(&report.document, &line.score);
    }
    report.comparison.raters.clear();
    report.ratings = Ratings::of_means(&report.comparison);
    report.proceedings.topics.clear();
    report.provenance.round.policy = RevealPolicy::Never;
    report.evidence.clear();
    report
}

pub(crate) fn evidence(document: &Document, candidate: usize, sheets: &[Sheet]) -> Vec<Evidence> {
    let per_competency = document.competencies.iter().zip(NOTES).enumerate().map(|(index, (competency, written))| {
        let raters = sheets.iter().enumerate().map(|(n, sheet)| {
            let items = competency.items();
            let ratings = items.iter().filter_map(|item| Some((item.id, sheet.ratings.get(&item.id)?.clone()))).collect();
            let notes = written.iter().zip(&items).enumerate().filter(|(at, _)| (at + n + index) % 3 != 2);
            let notes = notes.map(|(at, ((step, text), item))| Note {
                id: NoteId(Uuid::from_u128((index * 100 + n * 10 + at) as u128)),
                item: item.id,
                step: Some(*step),
                text: (*text).into(),
                entry: None,
            });
            let score = competency_score(competency, &sheet.ratings);
            RaterEvidence { rater: sheet.rater, name: RATERS[n].into(), score, ratings, notes: notes.collect() }
        });
        Evidence {
            application: ApplicationId(Uuid::from_u128(2_000_000 + candidate as u128)),
            candidate: CANDIDATES[candidate].into(),
            competency: competency.id,
            raters: raters.collect(),
        }
    });
    per_competency.collect()
}

/// One candidate of the worked panel, by index.
pub(crate) fn candidate(candidate: usize) -> CandidateReport {
    let document = document();
    let sheets = sheets(&document, candidate);
    candidate_of(document, candidate, &sheets)
}

pub(crate) fn candidate_of(document: Document, candidate: usize, sheets: &[Sheet]) -> CandidateReport {
    CandidateReport {
        provenance: provenance(&document),
        line: line(&document, candidate, sheets),
        raters: raters(),
        evidence: evidence(&document, candidate, sheets),
        agreed: Vec::new(),
        remarks: Vec::new(),
        questions: Vec::new(),
        decisions: Vec::new(),
        document,
    }
}

/// What a candidate of the worked panel is told.
pub(crate) fn feedback(of: usize) -> Feedback {
    let CandidateReport { provenance, line, document, .. } = candidate(of);
    let reached: Vec<Reached> = document.competencies.iter().zip(&line.score.cells).map(|(it, cell)| Reached::of(it, cell)).collect();
    Feedback { provenance, candidate: line.candidate, strengths: strengths(&document, &reached), reached, raters: Vec::new() }
}

pub(crate) fn form() -> Form {
    let document = document();
    Form {
        organisation: "Voorbeeld BV".into(),
        vacancy: "Junior data-analist".into(),
        scorecard_title: document.title.clone(),
        version: 1,
        hash: domain::scorecard::content_hash(&document.to_json().expect("json")),
        document,
        generated_at: GENERATED,
        generated_by: "Sam de Wit".into(),
        candidate: Some(CANDIDATES[2].into()),
        starts_at: Some(GENERATED),
        arrangements: "Een half uur langer.".into(),
    }
}

pub(crate) fn sheet() -> CandidateSheet {
    let facts = VacancyFacts { title: Some("Junior data-analist".into()), contact: Some("Noor, 030 123".into()) };
    CandidateSheet::new(&document(), "Voorbeeld BV", facts)
}

/// Everything of one candidate of the worked panel.
pub(crate) fn access(of: usize) -> SubjectAccess {
    let CandidateReport { provenance, evidence, document, line, .. } = candidate(of);
    let rater = |n: usize| Rater { number: u32::try_from(n + 1).expect("few"), name: Some(RATERS[n].into()) };
    let sheets = (0..RATERS.len()).map(|n| report::Sheet {
        rater: rater(n),
        ratings: evidence.iter().flat_map(|of| of.raters[n].ratings.clone()).collect(),
        notes: evidence.iter().flat_map(|of| &of.raters[n].notes).map(|note| (note.item, note.step, note.text.clone())).collect(),
        relation: Some(if n == 1 { "buurman van een oud-collega".into() } else { String::new() }),
        overall: Some(Level::ALL[3]),
    });
    let first = evidence[0].raters[0].notes[0].clone();
    let happening =
        |deed, said: &str| report::Happening { at: GENERATED, rater: rater(0), deed, item: Some(first.item), said: said.into() };
    let history = vec![
        happening(report::Deed::Entry(ledger::Kind::Noted), &first.text),
        happening(report::Deed::Probed, ""),
        happening(report::Deed::Entry(ledger::Kind::Rated), "4"),
    ];
    let interview = report::Interview {
        round: 1,
        starts_at: GENERATED,
        state: InterviewState::Done,
        arrangements: "Een half uur langer.".into(),
        scorecard_title: document.title.clone(),
        version: 1,
        hash: provenance.round.hash.clone(),
        raters: (0..RATERS.len()).map(rater).collect(),
        shown: report::Shown::Everything { sheets: sheets.collect(), agreed: Vec::new(), history },
        document,
    };
    let unseen = report::Interview { shown: report::Shown::NotYet, ..interview.clone() };
    let application = |vacancy: &str, interview| report::Application {
        vacancy: vacancy.into(),
        applied_at: GENERATED,
        late: false,
        archived_at: None,
        background: Some("Werkt nu bij een bakker.".into()),
        interviews: vec![interview],
        decisions: Some(vec![Decision {
            outcome: Some(Outcome::Reject),
            reason: "Een ander paste beter.".into(),
            below_band: String::new(),
            by: "Sam de Wit".into(),
            at: GENERATED,
            basis: None,
            since: Vec::new(),
        }]),
        delete_by: Some(GENERATED),
    };
    SubjectAccess {
        organisation: provenance.organisation,
        name: line.candidate,
        email: "kandidaat@example.org".into(),
        generated_at: GENERATED,
        generated_by: "Sam de Wit".into(),
        applications: vec![application("Junior data-analist", interview), application("Adviseur", unseen)],
    }
}

/// Every document of the worked panel, by name.
pub(crate) fn all(setting: Setting) -> Vec<(String, Vec<u8>)> {
    let made = [
        ("panel", ::report::panel(&panel(), setting)),
        ("candidate", ::report::candidate(&candidate(2), setting)),
        ("feedback", ::report::feedback(&feedback(2), setting)),
        ("form", ::report::form(&form(), setting)),
        ("sheet", ::report::sheet(&sheet(), GENERATED, setting)),
        ("access", ::report::access(&access(2).without_names(), setting)),
    ];
    made.map(|(name, pdf)| (format!("{name}-{}", setting.lang.tag()), pdf.expect("a file"))).into()
}

/// As the policy "never" leaves it.
pub(crate) fn hidden_candidate(of: usize) -> CandidateReport {
    let mut report = candidate(of);
    report.line.score = told(&report.document, &report.line.score);
    report.raters.clear();
    report.evidence.clear();
    report
}
