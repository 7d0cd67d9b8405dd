//! Somebody who reads every figure that is told, at every moment, in all its digits, and knows what one rater gave, or nothing.
//! They go through all that the others could have given in one competency, and keep what agrees with everything they read.
//! What is the same in all that is left, they know.

use std::collections::BTreeMap;

use proptest::prelude::*;
use uuid::Uuid;

use super::{rater, *};
use crate::{
    discussion::Overall,
    ids::{ApplicationId, InterviewId},
    scorecard::Document,
    scoring::{Comparison, Line, columns},
};

/// What each rater gave, per candidate: a level per question and one for the whole at the end, 0 for not observed or not said.
type Given = Vec<Vec<Vec<u8>>>;

/// A round as it went.
#[derive(Debug, Clone)]
struct Round {
    document: Document,
    given: Given,
    /// Per candidate and rater.
    submitted: Vec<Vec<i64>>,
    revealed_at: i64,
    /// A question that was dropped, and when.
    dropped: Option<(usize, i64)>,
}

/// What a rule tells at one moment: of the candidate, and of all together.
struct Rule {
    of_candidate: fn(&Seen) -> String,
    of_round: fn(&[Seen]) -> String,
}

/// What a rule goes by: one candidate at one moment.
struct Seen {
    document: Document,
    panel: HiddenPanel,
    whole: CandidateScore,
    overall: Vec<(UserId, Level)>,
}

const OURS: Rule = Rule {
    of_candidate: |seen| format!("{:?} {:?}", seen.panel.tell(&seen.document, &seen.whole), seen.panel.overall(&seen.overall)),
    of_round: |all| {
        let told = |seen: &Seen| seen.panel.tell(&seen.document, &seen.whole);
        worth(&comparison(all, told))
    },
};

/// What was done before there was this rule: names and single scores taken out, and the mean of one.
const NAMES_TAKEN_OUT: Rule = Rule {
    of_candidate: |seen| {
        let cells = seen.whole.cells.iter().map(|cell| (cell.mean.filter(|_| cell.n > 1), cell.range, cell.n)).collect::<Vec<_>>();
        let levels: Vec<Level> = seen.overall.iter().map(|(_, level)| *level).collect();
        let overall = Overall::of(InterviewId(Uuid::nil()), &levels).filter(|it| it.n > 1);
        format!("{cells:?} {:?} {overall:?}", seen.whole.total.value())
    },
    of_round: |_| String::new(),
};

fn comparison(all: &[Seen], told: impl Fn(&Seen) -> CandidateScore) -> Comparison {
    let line = |(seen, n): (&Seen, u128)| Line {
        application: ApplicationId(Uuid::from_u128(n)),
        interview: InterviewId(Uuid::from_u128(n)),
        candidate: n.to_string(),
        late: false,
        score: told(seen),
    };
    Comparison { columns: columns(&all[0].document), lines: all.iter().zip(1..).map(line).collect(), raters: Vec::new() }
}

#[cfg(feature = "statistics")]
fn worth(comparison: &Comparison) -> String {
    format!("{:?}", crate::statistics::analyse(&crate::analysis::Ratings::of_means(comparison)))
}

#[cfg(not(feature = "statistics"))]
fn worth(_: &Comparison) -> String {
    String::new()
}

impl Round {
    fn raters(&self) -> usize {
        self.given[0].len()
    }

    /// Whenever something is told that was not told before.
    fn moments(&self) -> Vec<i64> {
        let all = self.submitted.iter().flatten().copied().chain(self.dropped.map(|(_, at)| at)).chain([self.revealed_at]);
        let all: BTreeSet<i64> = all.filter(|at| *at >= self.revealed_at).collect();
        all.into_iter().collect()
    }

    /// One candidate, had the raters given this, at some moment.
    fn seen(&self, candidate: usize, given: &[Vec<u8>], now: i64) -> Seen {
        let items: Vec<ItemId> = self.document.items().iter().map(|item| item.id).collect();
        let dropped = self.dropped.filter(|(_, at)| *at <= now).map(|(question, at)| (items[question], at));
        let document = dropped.map_or_else(|| self.document.clone(), |(item, _)| self.document.without(&[item]));
        let recounted = dropped.filter(|(_, at)| *at > self.revealed_at).and_then(|(item, _)| {
            let of = self.document.competencies.iter().find(|it| it.items().iter().any(|of| of.id == item))?;
            Some(of.id)
        });
        let submitted = |n: usize| Some(self.submitted[candidate][n]).filter(|at| *at <= now);
        let seats: Vec<(UserId, Option<UnixMillis>)> = (0..given.len()).map(|n| (rater(n), submitted(n).map(UnixMillis))).collect();
        let required: Vec<UserId> = seats.iter().map(|(rater, _)| *rater).collect();
        let in_now = || (0..given.len()).filter(|n| submitted(*n).is_some());
        let ratings = |n: usize| items.iter().zip(&given[n]).map(|(item, level)| (*item, rating(*level))).collect::<BTreeMap<_, _>>();
        let sheets: Vec<Sheet> = in_now().map(|n| Sheet { rater: rater(n), ratings: ratings(n) }).collect();
        let overall = in_now().filter_map(|n| Some((rater(n), Level::try_from(given[n][items.len()]).ok()?))).collect();
        let whole = score(&document, &required, &sheets);
        let panel = HiddenPanel { seats, revealed_at: UnixMillis(self.revealed_at), recounted: recounted.into_iter().collect() };
        Seen { document, panel, whole, overall }
    }

    fn told_of(&self, rule: &Rule, candidate: usize, given: &[Vec<u8>]) -> Vec<String> {
        self.moments().into_iter().map(|now| (rule.of_candidate)(&self.seen(candidate, given, now))).collect()
    }

    fn told_together(&self, rule: &Rule, given: &Given) -> Vec<String> {
        let all = |now| given.iter().enumerate().map(|(candidate, given)| self.seen(candidate, given, now)).collect::<Vec<_>>();
        self.moments().into_iter().map(|now| (rule.of_round)(&all(now))).collect()
    }

    /// The places of a sheet that go into one number, of each number.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut from = 0;
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for competency in &self.document.competencies {
            let to = from + competency.items().len();
            groups.push((from..to).collect());
            from = to;
        }
        groups.push(vec![from]);
        groups
    }

    /// Somebody else's rating of which this reader is sure, if there is one: candidate, rater and place.
    fn known_to(&self, reader: Option<usize>, rule: &Rule) -> Option<(usize, usize, usize)> {
        let others: Vec<usize> = (0..self.raters()).filter(|n| Some(*n) != reader).collect();
        let together = self.told_together(rule, &self.given);
        for (candidate, group) in (0..self.given.len()).flat_map(|candidate| self.groups().into_iter().map(move |group| (candidate, group)))
        {
            let told = self.told_of(rule, candidate, &self.given[candidate]);
            let places: Vec<(usize, usize)> = others.iter().flat_map(|n| group.iter().map(move |place| (*n, *place))).collect();
            let mut possible = vec![BTreeSet::new(); places.len()];
            let mut world = self.given.clone();
            for number in 0..6u32.pow(u32::try_from(places.len()).expect("few")) {
                let rest = std::iter::successors(Some(number), |rest| Some(rest / 6)).take(places.len());
                let digits: Vec<u8> = rest.map(|rest| u8::try_from(rest % 6).expect("a digit")).collect();
                for ((rater, place), level) in places.iter().zip(&digits) {
                    world[candidate][*rater][*place] = *level;
                }
                let news = possible.iter().zip(&digits).any(|(levels, level)| !levels.contains(level));
                if news && self.told_of(rule, candidate, &world[candidate]) == told && self.told_together(rule, &world) == together {
                    for (levels, level) in possible.iter_mut().zip(&digits) {
                        levels.insert(*level);
                    }
                }
                if possible.iter().all(|levels| levels.len() > 1) {
                    break;
                }
            }
            if let Some(at) = possible.iter().position(|levels| levels.len() == 1) {
                return Some((candidate, places[at].0, places[at].1));
            }
        }
        None
    }
}

fn rating(level: u8) -> Rating {
    Level::try_from(level).map_or_else(|_| Rating::NotObserved("niet gezien".into()), Rating::Level)
}

/// Two competencies with so many questions.
fn document(questions: usize) -> Document {
    let mut document = worked_document();
    document.competencies.truncate(2);
    for competency in &mut document.competencies {
        competency.questions.truncate(questions);
    }
    document
}

/// More often at the ends of the scale than chance would have it: that is where something may follow.
fn level() -> impl Strategy<Value = u8> {
    prop_oneof![2 => 1u8..=5, 1 => Just(5), 1 => Just(1), 1 => Just(0)]
}

fn round() -> impl Strategy<Value = Round> {
    (2..=5usize, 1..=4usize).prop_flat_map(|(raters, candidates)| {
        // As many as can all be gone through.
        let questions = if raters > 3 { 1 } else { 2 };
        let sheet = proptest::collection::vec(level(), questions * 2 + 1);
        let given = proptest::collection::vec(proptest::collection::vec(sheet, raters), candidates);
        // Before the reveal, or later than all of it.
        let at = prop_oneof![3 => 0..=4i64, 1 => 5..=12i64];
        let submitted = proptest::collection::vec(proptest::collection::vec(at, raters), candidates);
        let dropped = proptest::option::of((0..questions * 2, 0..=9i64));
        (given, submitted, 4..=5i64, dropped).prop_map(move |(given, submitted, revealed_at, dropped)| Round {
            document: document(questions),
            given,
            submitted,
            revealed_at,
            dropped,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn whoever_reads_everything_is_sure_of_no_rating_but_the_own(round in round(), reader in 0..6usize) {
        let reader = Some(reader).filter(|reader| *reader < round.raters());
        prop_assert_eq!(round.known_to(reader, &OURS), None);
    }
}

/// One candidate, one question per competency, everybody in before the reveal.
fn small(given: &[[u8; 3]]) -> Round {
    let given: Vec<Vec<u8>> = given.iter().map(|sheet| sheet.to_vec()).collect();
    Round { document: document(1), submitted: vec![vec![1; given.len()]], given: vec![given], revealed_at: 4, dropped: None }
}

#[test]
fn of_every_panel_of_three_or_four_nobody_learns_a_rating_of_one_question() {
    for number in 0..6u32.pow(4) {
        let given: Vec<[u8; 3]> = (0..4).map(|n| [u8::try_from(number / 6u32.pow(n) % 6).expect("a digit"), 3, 3]).collect();
        // The order of the raters makes no difference, so one of each will do.
        for panel in [&given[..3], &given[..]].into_iter().filter(|panel| panel.is_sorted()) {
            for reader in (0..panel.len()).map(Some).chain([None]) {
                assert_eq!(small(panel).known_to(reader, &OURS), None, "{panel:?} read by {reader:?}");
            }
        }
    }
}

#[test]
fn with_names_alone_taken_out_the_reader_is_sure_of_much() {
    let sure = |round: &Round, reader| round.known_to(reader, &NAMES_TAKEN_OUT);
    assert_eq!(sure(&small(&[[2, 3, 3], [4, 3, 3]]), Some(0)), Some((0, 1, 0)), "of two the other");
    assert_eq!(sure(&small(&[[3, 2, 3], [3, 4, 3], [3, 3, 3]]), Some(0)), Some((0, 1, 0)), "the mean and no range");
    assert_eq!(sure(&small(&[[2, 3, 3], [5, 3, 3], [5, 3, 3]]), Some(0)), Some((0, 1, 0)), "the others at the end of the scale");
    let late = Round { submitted: vec![vec![1, 1, 1, 6]], ..small(&[[2, 3, 2], [3, 2, 4], [5, 4, 2], [4, 3, 3]]) };
    assert_eq!(sure(&late, None), Some((0, 3, 0)), "who submits after the reveal");
}
