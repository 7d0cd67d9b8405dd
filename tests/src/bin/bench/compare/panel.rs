//! The ratings that are compared: by a formula, so that every run and every program has the same ones.

use std::fmt::Write;

use domain::analysis::{Ratings, Seen};

pub(crate) const RATERS: usize = 5;
pub(crate) const COMPETENCIES: usize = 8;
/// Of each competency.
pub(super) const QUESTIONS: usize = 2;

/// What a rater gives a candidate on a question, 1 to 5: what the candidate is worth, on the whole and on this competency, how
/// severe the rater is, and noise.
pub(crate) fn level(candidate: usize, rater: usize, question: usize) -> u8 {
    let competency = question / QUESTIONS;
    let candidate_is = 3.0 + 1.6 * even(&[1, candidate]) + 0.7 * even(&[2, candidate, competency]);
    let rater_adds = 0.6 * even(&[3, rater]);
    let noise = 1.2 * even(&[4, candidate, rater, question]);
    let whole = (candidate_is + rater_adds + noise).round().clamp(1.0, 5.0);
    (1..=5).find(|level| f64::from(*level) >= whole).unwrap_or(5)
}

/// A number from −1 to 1 that these numbers always give, and near ones do not share: the finishing steps of `SplitMix64`.
fn even(of: &[usize]) -> f64 {
    let mixed = of.iter().fold(0u64, |mixed, number| mix(mixed ^ *number as u64));
    (mixed >> 11) as f64 / (1u64 << 52) as f64 - 1.0
}

fn mix(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}

/// The same as the analysis takes them: per competency the mean of its questions.
pub(super) fn ratings(candidates: usize) -> Ratings {
    let score = |candidate, rater, competency| {
        let levels = (0..QUESTIONS).map(|question| f64::from(level(candidate, rater, competency * QUESTIONS + question)));
        Some(levels.sum::<f64>() / QUESTIONS as f64)
    };
    let row = |candidate, rater| Some((0..COMPETENCIES).map(|competency| score(candidate, rater, competency)).collect());
    Ratings {
        shares: vec![1.0 / COMPETENCIES as f64; COMPETENCIES],
        raters: RATERS,
        candidates: (0..candidates).map(|candidate| Seen { by_rater: (0..RATERS).map(|rater| row(candidate, rater)).collect() }).collect(),
        hidden: false,
    }
}

/// A row per rater, candidate and competency, as `maatstaf analyse` reads them too.
pub(super) fn csv(ratings: &Ratings) -> String {
    let mut text = "rater,candidate,competency,level\n".to_owned();
    for (candidate, seen) in ratings.candidates.iter().enumerate() {
        for (rater, scores) in seen.by_rater.iter().enumerate() {
            for (competency, score) in scores.iter().flatten().enumerate() {
                let score = score.map(|score| score.to_string()).unwrap_or_default();
                writeln!(text, "R{rater},K{candidate:04},C{competency},{score}").expect("a string takes everything");
            }
        }
    }
    text
}
