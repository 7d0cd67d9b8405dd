//! Sorting anchors: colleagues put the five shuffled anchors of a competency back into levels, without knowing which is
//! which (A9). An anchor that they cannot place does not say clearly what its level looks like.
//!
//! Retranslation after Smith & Kendall (1963). Their criterion is 75% agreement and a standard deviation of at most 1.5 on
//! seven levels; for five levels `science.md` A9 proposes 80% and 1.0.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Bilingual, Code, Failure, Fault,
    ids::ItemId,
    ledger::keyed,
    scorecard::{Competency, Document},
};

/// Fewer answers than this say nothing.
pub const ENOUGH: u32 = 2;

/// One colleague's answer for one competency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub competency: ItemId,
    /// The level that was given to the anchor of level 1, of level 2, and so on; each level once.
    pub levels: [u8; 5],
}

/// What colleagues made of one anchor.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AnchorResult {
    pub competency: ItemId,
    /// The level the anchor was written for.
    pub level: u8,
    /// How many colleagues placed it.
    pub n: u32,
    /// The share that gave it the level it was written for; `None` without answers.
    pub correct: Option<f64>,
    /// The standard deviation of the levels given, over n − 1; `None` for fewer than two.
    pub spread: Option<f64>,
    pub verdict: Verdict,
}

/// Whether an anchor says what its level looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Fewer than [`ENOUGH`] answers.
    TooFew,
    /// At least 80% placed it right, with a standard deviation of at most 1.
    Good,
    Weak,
}

/// The anchors of a competency as somebody who sorts them sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToSort {
    pub competency: ItemId,
    pub name: Bilingual,
    pub definition: Bilingual,
    pub anchors: Vec<Shuffled>,
}

/// An anchor without its level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shuffled {
    /// Says nothing of level or place to who does not know the seed.
    pub id: String,
    pub text: Bilingual,
}

/// The level that somebody gave to an anchor, as they sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub anchor: String,
    pub level: String,
}

/// What somebody sorts. With the seed the levels can be worked out, so the seed stays on the server.
pub fn to_sort(document: &Document, seed: &[u8; 32]) -> Vec<ToSort> {
    let anchors = |competency: &Competency| {
        let shown = |level: u8| Shuffled {
            id: anchor_id(seed, competency.id, level),
            text: competency.anchors.get(usize::from(level) - 1).cloned().unwrap_or_default(),
        };
        shuffled(seed, competency.id).map(shown).to_vec()
    };
    let competencies = document.competencies.iter();
    competencies.map(|c| ToSort { competency: c.id, name: c.name.clone(), definition: c.definition.clone(), anchors: anchors(c) }).collect()
}

fn anchor_id(seed: &[u8; 32], competency: ItemId, level: u8) -> String {
    let id = keyed(seed, &[b"anchor", competency.0.as_bytes(), &[level]]);
    Uuid::from_slice(&id[..16]).unwrap_or_default().simple().to_string()
}

/// The order in which the anchors of a competency are shown: the level each is written for, by place.
///
/// The same seed gives the same order; never the levels from low to high or from high to low, which would give them away.
fn shuffled(seed: &[u8; 32], competency: ItemId) -> [u8; 5] {
    let digest = keyed(seed, &[b"order", competency.0.as_bytes()]);
    let number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    // The 120 orders in dictionary order: the first is low to high, the last high to low.
    let mut rank = usize::try_from(number % 118).unwrap_or(0) + 1;
    let mut left = vec![1_u8, 2, 3, 4, 5];
    [24, 6, 2, 1, 1].map(|orders| {
        let level = left.remove(rank / orders);
        rank %= orders;
        level
    })
}

/// Reads what a colleague sent: a level for every anchor of [`to_sort`] with this seed, in whatever order.
///
/// # Errors
/// [`Code::Invalid`] with a fault at `levels/3` for the fourth that was sent: it has none ([`Code::Required`]), something else
/// than a level ([`Code::BadLevel`]), or one that another of its competency has too ([`Code::EachLevelOnce`]);
/// [`Code::Unreadable`] when the answer is not about these anchors, each once.
pub fn parse(document: &Document, seed: &[u8; 32], given: &[Placed]) -> Result<Vec<Answer>, Failure> {
    if given.len() != document.competencies.len() * 5 {
        return Err(Code::Unreadable.into());
    }
    let mut faults = Vec::new();
    let mut answers = Vec::new();
    for competency in &document.competencies {
        let mut sent = [(0, ""); 5];
        for (level, slot) in (1_u8..).zip(&mut sent) {
            let id = anchor_id(seed, competency.id, level);
            let (at, placed) = given.iter().enumerate().find(|(_, placed)| placed.anchor == id).ok_or(Code::Unreadable)?;
            *slot = (at, placed.level.trim());
        }
        let levels = sent.map(|(at, text)| {
            level(text, &sent).unwrap_or_else(|code| {
                faults.push((at, code));
                0
            })
        });
        answers.push(Answer { competency: competency.id, levels });
    }
    faults.sort_by_key(|(at, _)| *at);
    let faults: Vec<Fault> = faults.into_iter().map(|(at, code)| Fault::new(format!("levels/{at}"), code)).collect();
    if faults.is_empty() { Ok(answers) } else { Err(Failure::invalid(faults)) }
}

/// The level that one of five got, when none of the others has it.
fn level(text: &str, all: &[(usize, &str); 5]) -> Result<u8, Code> {
    if text.is_empty() {
        return Err(Code::Required);
    }
    let level = text.parse().ok().filter(|level| (1..=5).contains(level)).ok_or(Code::BadLevel)?;
    if all.iter().filter(|(_, other)| *other == text).count() > 1 { Err(Code::EachLevelOnce) } else { Ok(level) }
}

/// What all answers come to: five results per competency, in the order of the document.
pub fn results(document: &Document, answers: &[Vec<Answer>]) -> Vec<AnchorResult> {
    let of = |competency| answers.iter().filter_map(move |all| all.iter().find(|a| a.competency == competency));
    document
        .competencies
        .iter()
        .flat_map(|c| {
            (1..=5_u8).map(move |level| {
                let given: Vec<u8> = of(c.id).map(|a| a.levels[usize::from(level) - 1]).collect();
                anchor(c.id, level, &given)
            })
        })
        .collect()
}

fn anchor(competency: ItemId, level: u8, given: &[u8]) -> AnchorResult {
    let n = u32::try_from(given.len()).unwrap_or(u32::MAX);
    let right: u32 = given.iter().map(|g| u32::from(*g == level)).sum();
    let sum: u32 = given.iter().map(|g| u32::from(*g)).sum();
    let squares: u32 = given.iter().map(|g| u32::from(*g).pow(2)).sum();
    // n(n − 1) times the variance, in whole numbers, so that the criterion never depends on rounding.
    let scaled = n * squares - sum * sum;
    let pairs = n * n.saturating_sub(1);
    let verdict = match n {
        0..ENOUGH => Verdict::TooFew,
        _ if right * 5 >= n * 4 && scaled <= pairs => Verdict::Good,
        _ => Verdict::Weak,
    };
    AnchorResult {
        competency,
        level,
        n,
        correct: (n > 0).then(|| f64::from(right) / f64::from(n)),
        spread: (n > 1).then(|| (f64::from(scaled) / f64::from(pairs)).sqrt()),
        verdict,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;
    use crate::meter::tests::ready;

    /// Colleagues who give the first competency these levels.
    fn first(document: &Document, levels: &[[u8; 5]]) -> Vec<Vec<Answer>> {
        levels.iter().map(|levels| vec![Answer { competency: document.competencies[0].id, levels: *levels }]).collect()
    }

    const SEED: [u8; 32] = [7; 32];

    /// A form in which the anchors, competency by competency and from low to high, got these levels.
    fn sent(document: &Document, levels: &[&str]) -> Vec<Placed> {
        let anchors = document.competencies.iter().flat_map(|c| (1..=5).map(|level| anchor_id(&SEED, c.id, level)));
        anchors.zip(levels).map(|(anchor, level)| Placed { anchor, level: (*level).to_owned() }).collect()
    }

    fn codes(failure: &Failure) -> Vec<Code> {
        failure.faults.iter().map(|f| f.code).collect()
    }

    proptest! {
        #[test]
        fn an_order_has_every_level_and_never_gives_the_levels_away(seed: [u8; 32], id: u128) {
            let order = shuffled(&seed, ItemId(Uuid::from_u128(id)));
            prop_assert_eq!(order.iter().collect::<HashSet<_>>(), [1, 2, 3, 4, 5].iter().collect());
            prop_assert!(order != [1, 2, 3, 4, 5] && order != [5, 4, 3, 2, 1]);
            prop_assert_eq!(order, shuffled(&seed, ItemId(Uuid::from_u128(id))));
        }
    }

    #[test]
    fn all_other_orders_occur() {
        let seen: HashSet<_> = (0..3000).map(|n| shuffled(&SEED, ItemId(Uuid::from_u128(n)))).collect();
        assert_eq!(seen.len(), 118);
    }

    #[test]
    fn another_seed_shows_another_order() {
        let orders = |seed: u8| (0..20).map(|n| shuffled(&[seed; 32], ItemId(Uuid::from_u128(n)))).collect::<Vec<_>>();
        assert_ne!(orders(1), orders(2));
    }

    #[test]
    fn anchors_placed_right_come_back_in_order_whatever_order_they_are_sent_in() {
        let document = ready();
        let mut given = sent(&document, &["1", "2", "3", "4", "5"].repeat(3));
        given.sort_by(|a, b| a.anchor.cmp(&b.anchor));
        let answers = parse(&document, &SEED, &given).expect("complete");
        assert_eq!(
            answers.iter().map(|a| a.competency).collect::<Vec<_>>(),
            document.competencies.iter().map(|c| c.id).collect::<Vec<_>>()
        );
        assert!(answers.iter().all(|a| a.levels == [1, 2, 3, 4, 5]));
    }

    #[test]
    fn every_anchor_says_what_is_wrong_with_it() {
        let document = ready();
        let given = sent(&document, &["1", "2", "", "4", "5", "1", "2", "2", "4", "5", "1", "2", "3", "4", "6"]);
        let failure = parse(&document, &SEED, &given).expect_err("four faults");
        assert_eq!(codes(&failure), [Code::Required, Code::EachLevelOnce, Code::EachLevelOnce, Code::BadLevel]);
        let places: Vec<_> = failure.faults.iter().map(|fault| fault.place.as_str()).collect();
        assert_eq!(places, ["levels/2", "levels/6", "levels/7", "levels/14"]);
    }

    #[test]
    fn an_answer_of_another_size_or_with_other_anchors_is_not_about_this_scorecard() {
        let document = ready();
        let whole = sent(&document, &["1", "2", "3", "4", "5"].repeat(3));
        let unreadable = |given: &[Placed]| assert_eq!(parse(&document, &SEED, given), Err(Code::Unreadable.into()));
        unreadable(&whole[1..]);
        unreadable(&[]);
        let mut twice = whole.clone();
        twice[0] = twice[1].clone();
        unreadable(&twice);
        assert_eq!(parse(&document, &[8; 32], &whole), Err(Code::Unreadable.into()), "by another link they have other ids");
    }

    /// Over many links every level is as often first by id, and as often first on the page.
    #[test]
    fn neither_id_nor_place_says_anything_of_the_level() {
        let document = ready();
        let (mut by_id, mut by_place) = ([0_u32; 5], [0_u32; 5]);
        for link in 0..1000_u32 {
            let seed = keyed(&SEED, &[&link.to_be_bytes()]);
            let first = to_sort(&document, &seed).swap_remove(0);
            let least = first.anchors.iter().map(|anchor| &anchor.id).min().expect("five");
            let level = |id: &str| (1..=5).find(|level| anchor_id(&seed, first.competency, *level) == id).expect("one of ours");
            by_id[usize::from(level(least)) - 1] += 1;
            by_place[usize::from(level(&first.anchors[0].id)) - 1] += 1;
        }
        // 200 each, with a standard deviation of 12.6: five of those.
        assert!(by_id.iter().chain(&by_place).all(|times| (137..=263).contains(times)), "{by_id:?} {by_place:?}");
    }

    #[test]
    fn what_is_sorted_holds_the_anchors_and_nothing_else_of_the_scorecard() {
        let document = ready();
        let text = serde_json::to_string(&to_sort(&document, &SEED)).expect("json");
        for question in document.competencies.iter().flat_map(|c| &c.questions) {
            assert!(!text.contains(&question.text.nl) && !text.contains(&question.id.to_string()));
        }
    }

    #[test]
    fn without_answers_every_anchor_waits() {
        let results = results(&ready(), &[]);
        assert_eq!(results.len(), 15);
        assert!(results.iter().all(|r| r.n == 0 && r.correct.is_none() && r.spread.is_none() && r.verdict == Verdict::TooFew));
    }

    #[test]
    fn one_answer_is_too_few() {
        let document = ready();
        let first = results(&document, &first(&document, &[[1, 2, 3, 4, 5]]))[0];
        assert_eq!((first.n, first.correct, first.spread, first.verdict), (1, Some(1.0), None, Verdict::TooFew));
    }

    /// Five colleagues, one of whom swaps 1 and 2, and 4 with 5. Levels given to anchor 1: 1 1 1 1 2, mean 1.2,
    /// variance (4 × 0.04 + 0.64) / 4 = 0.2.
    #[test]
    fn four_of_five_right_and_close_is_good() {
        let document = ready();
        let answers = first(&document, &[[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [2, 1, 3, 5, 4]]);
        let results = results(&document, &answers);
        assert_eq!((results[0].n, results[0].correct, results[0].verdict), (5, Some(0.8), Verdict::Good));
        assert!((results[0].spread.expect("five") - 0.2_f64.sqrt()).abs() < 1e-12);
        assert_eq!((results[2].correct, results[2].spread), (Some(1.0), Some(0.0)));
        assert_eq!(results[5].n, 0, "the second competency was not sorted");
    }

    /// Three of four right is 75%: enough for Smith & Kendall, not for the stricter 80%.
    #[test]
    fn three_of_four_right_is_weak() {
        let document = ready();
        let answers = first(&document, &[[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [2, 1, 3, 4, 5]]);
        assert_eq!(
            results(&document, &answers).iter().take(3).map(|r| r.verdict).collect::<Vec<_>>(),
            [Verdict::Weak, Verdict::Weak, Verdict::Good]
        );
    }

    /// Levels given to anchor 1: 1 1 1 1 5, mean 1.8, variance (4 × 0.64 + 10.24) / 4 = 3.2.
    #[test]
    fn one_answer_far_away_makes_an_anchor_weak_though_most_are_right() {
        let document = ready();
        let answers = first(&document, &[[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [5, 2, 3, 4, 1]]);
        let result = results(&document, &answers)[0];
        assert_eq!((result.correct, result.verdict), (Some(0.8), Verdict::Weak));
        assert!((result.spread.expect("five") - 3.2_f64.sqrt()).abs() < 1e-12);
    }

    /// Ten colleagues of whom one is 2 too high and one 2 too low: variance 8/9. Sixteen of whom one is 4 too high: mean 1.25, variance (15 × 0.0625 + 14.0625) / 15 = 1, exactly the criterion.
    #[test]
    fn a_spread_of_exactly_one_is_still_good() {
        let id = ItemId(Uuid::nil());
        assert_eq!(anchor(id, 3, &[3, 3, 3, 3, 3, 3, 3, 3, 5, 1]).verdict, Verdict::Good);
        let mut sixteen = [1; 16];
        sixteen[15] = 5;
        let exactly = anchor(id, 1, &sixteen);
        assert_eq!((exactly.spread, exactly.verdict), (Some(1.0), Verdict::Good));
        assert_eq!(anchor(id, 1, &sixteen[1..]).verdict, Verdict::Weak, "one fewer: variance 16/15");
    }
}
