//! How each rater uses the scale: severity, halo, central tendency. For that rater's own eyes; scores are never corrected by it.
//!
//! Source: Myford & Wolfe (2003, 2004), *Detecting and measuring rater effects*; Eckes (2015). Missing scores are left out.

use super::{
    additive::{Observation, additive},
    moments::{mean, variance},
};
use crate::{
    analysis::{Known, RaterAnalysis, Ratings, Undefined},
    scoring::EPSILON,
};

const MIDDLE: f64 = 3.0;

/// All indicators of every rater, over every score, also of competencies that do not weigh and of incomplete candidates.
pub fn indicators(ratings: &Ratings) -> Vec<RaterAnalysis> {
    let halos: Vec<Known> = (0..ratings.raters).map(|rater| halo(ratings, rater)).collect();
    let severities = severities(ratings);
    let differences = minus_others(ratings);
    (0..ratings.raters)
        .map(|rater| {
            let scores = scores(ratings, rater);
            RaterAnalysis {
                n: scores.len(),
                mean: mean(&scores).ok_or(Undefined::NothingRated),
                severity: severities[rater],
                minus_others: differences[rater],
                sd: variance(&scores).map(f64::sqrt),
                halo: halos[rater],
                halo_ratio: halo_ratio(&halos, rater),
                share_of_threes: share_of_threes(&scores),
            }
        })
        .collect()
}

/// Points by which each rater lies above (lenient) or below (severe) the average rater: the rater effect of the additive model over
/// all (candidate, competency) cells. When everyone scored everything this is the rater's mean less the mean of all. Needs two raters
/// and a connected design.
pub fn severities(ratings: &Ratings) -> Vec<Known> {
    let cells = cells(ratings);
    let observations: Vec<Observation> = cells
        .iter()
        .enumerate()
        .flat_map(|(candidate, cell)| cell.iter().map(move |(rater, value)| Observation { rater: *rater, candidate, value: *value }))
        .collect();
    let effects = match additive(ratings.raters, cells.len(), &observations) {
        Ok(found) if found.raters.iter().flatten().count() < 2 => Err(Undefined::TooFewRaters),
        found => found.map(|it| it.raters),
    };
    let rated = |rater: usize| observations.iter().any(|it| it.rater == rater);
    (0..ratings.raters)
        .map(|rater| match &effects {
            _ if !rated(rater) => Err(Undefined::NothingRated),
            Ok(effects) => effects[rater].ok_or(Undefined::NothingRated),
            Err(why) => Err(*why),
        })
        .collect()
}

/// Points by which each rater lies above or below the mean of the others, averaged over the cells that somebody else scored too.
pub fn minus_others(ratings: &Ratings) -> Vec<Known> {
    let mut differences = vec![(0.0, 0u32); ratings.raters];
    for cell in cells(ratings).iter().filter(|cell| cell.len() > 1) {
        let sum: f64 = cell.iter().map(|(_, score)| score).sum();
        for (rater, score) in cell {
            let (total, n) = &mut differences[*rater];
            *total += score - (sum - score) / (cell.len() as f64 - 1.0);
            *n += 1;
        }
    }
    differences.into_iter().map(|(total, n)| if n > 0 { Ok(total / f64::from(n)) } else { Err(Undefined::TooFewRaters) }).collect()
}

/// The rater's spread between competencies of one candidate (SD with n − 1, in points), averaged over the candidates on whom the
/// rater scored at least two. Low is flat: halo.
pub fn halo(ratings: &Ratings, rater: usize) -> Known {
    let competencies = ratings.shares.len();
    if competencies < 2 {
        return Err(Undefined::OneCompetency);
    }
    let spread = |candidate: usize| {
        let scores: Vec<f64> = (0..competencies).filter_map(|j| ratings.score(candidate, rater, j)).collect();
        variance(&scores).ok().map(f64::sqrt)
    };
    let spreads: Vec<f64> = (0..ratings.candidates.len()).filter_map(spread).collect();
    mean(&spreads).ok_or(Undefined::TooFewRatings)
}

/// A rater's halo against the mean of the others that have one: below 1 is flatter than the others.
pub fn halo_ratio(halos: &[Known], rater: usize) -> Known {
    let own = halos.get(rater).copied().unwrap_or(Err(Undefined::NothingRated))?;
    let others: Vec<f64> = halos.iter().enumerate().filter(|(other, _)| *other != rater).filter_map(|(_, halo)| halo.ok()).collect();
    let others = mean(&others).ok_or(Undefined::TooFewRaters)?;
    if others < EPSILON { Err(Undefined::NoVariance) } else { Ok(own / others) }
}

/// Central tendency: the part of the scores that are the middle of the scale, 0 to 1.
pub fn share_of_threes(scores: &[f64]) -> Known {
    let threes: Vec<f64> = scores.iter().map(|score| f64::from((score - MIDDLE).abs() <= EPSILON)).collect();
    mean(&threes).ok_or(Undefined::NothingRated)
}

fn scores(ratings: &Ratings, rater: usize) -> Vec<f64> {
    let competencies = 0..ratings.shares.len();
    (0..ratings.candidates.len()).flat_map(|c| competencies.clone().filter_map(move |j| ratings.score(c, rater, j))).collect()
}

/// Per candidate and competency who scored what.
fn cells(ratings: &Ratings) -> Vec<Vec<(usize, f64)>> {
    let cell = |c: usize, j: usize| (0..ratings.raters).filter_map(|rater| Some((rater, ratings.score(c, rater, j)?))).collect();
    (0..ratings.candidates.len()).flat_map(|c| (0..ratings.shares.len()).map(move |j| cell(c, j))).collect()
}

#[cfg(test)]
mod tests;
