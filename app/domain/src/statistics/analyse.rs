//! All numbers of one panel, with the guard for small samples (E7): fewer than five candidates or two raters give no coefficient.

use super::{
    additive::{Observation, additive},
    agreement::{average_deviation, awg, rwg, rwg_star},
    alpha::{Metric, alpha},
    components::{bands, errors},
    first_place::first_place,
    icc::{Anova, anova},
    moments::mean,
    raters::indicators,
    sensitivity::{flips, leave_one_out, ranking},
};
use crate::analysis::{
    Adjusted, Analysis, CandidateAnalysis, CellAnalysis, Estimate, FEW, Known, Ratings, Reliability, Sensitivity, Totals, Undefined,
};

/// Fewer candidates give no coefficient.
const FEWEST: usize = 5;

/// All numbers of a panel. Totals, errors, bands and the order rest on the complete candidates; alpha and what is said of raters rest
/// on every score. Scores are 1 to 5; a missing one is left out.
pub fn analyse(ratings: &Ratings) -> Analysis {
    let mut candidates: Vec<CandidateAnalysis> = (0..ratings.candidates.len()).map(|it| candidate(ratings, it)).collect();
    let raters = common_raters(ratings, &candidates);
    let table = raters.as_ref().map_err(|why| *why).and_then(|_| anova(&table(&candidates)));
    let Totals { totals, errors, bands } = totals(&candidates, table);
    let order = ranking(&totals);
    for (number, band) in bands.iter().flatten().enumerate() {
        for it in band {
            candidates[*it].band = Some(number);
        }
    }
    Analysis {
        reliability: reliability(ratings, order.len(), &raters, table),
        raters: indicators(ratings),
        sensitivity: sensitivity(ratings, &candidates, &order),
        adjusted: adjusted(ratings, &candidates, raters.map(|_| ())),
        candidates,
        order,
        bands,
        errors,
    }
}

/// The totals alone, with their errors and bands, by the same rules.
pub fn analyse_totals(ratings: &Ratings) -> Totals {
    let candidates: Vec<CandidateAnalysis> = (0..ratings.candidates.len()).map(|it| candidate(ratings, it)).collect();
    let table = common_raters(ratings, &candidates).and_then(|_| anova(&table(&candidates)));
    totals(&candidates, table)
}

fn totals(candidates: &[CandidateAnalysis], table: Known<Anova>) -> Totals {
    let totals: Vec<Option<f64>> = candidates.iter().map(|it| it.total).collect();
    let errors = table.and_then(|it| errors(&it));
    let bands = errors.map(|it| bands(&totals, it.lsd95));
    Totals { totals, errors, bands }
}

fn candidate(ratings: &Ratings, candidate: usize) -> CandidateAnalysis {
    let cells: Vec<CellAnalysis> = (0..ratings.shares.len())
        .map(|j| cell(&(0..ratings.raters).filter_map(|rater| ratings.score(candidate, rater, j)).collect::<Vec<_>>()))
        .collect();
    let by_rater: Vec<Option<f64>> =
        (0..ratings.raters).map(|rater| weighted(&ratings.shares, |j| ratings.score(candidate, rater, j))).collect();
    let mut panel = (0..ratings.raters).filter(|rater| ratings.on_panel(candidate, *rater)).peekable();
    let complete = panel.peek().is_some() && panel.all(|rater| by_rater[rater].is_some());
    let total = weighted(&ratings.shares, |j| cells[j].mean).filter(|_| complete);
    CandidateAnalysis { total, cells, by_rater, band: None }
}

fn cell(scores: &[f64]) -> CellAnalysis {
    let low = scores.iter().copied().fold(f64::INFINITY, f64::min);
    let high = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    CellAnalysis {
        mean: mean(scores),
        range: (scores.len() > 1).then_some(high - low),
        n: u32::try_from(scores.len()).unwrap_or(u32::MAX),
        rwg: rwg(scores),
        rwg_star: rwg_star(scores),
        awg: awg(scores),
        ad: average_deviation(scores),
    }
}

/// Σ share × value over what weighs; `None` when a value is missing there, or nothing weighs.
fn weighted(shares: &[f64], value: impl Fn(usize) -> Option<f64>) -> Option<f64> {
    let mut weighing = weighing(shares).peekable();
    weighing.peek()?;
    weighing.map(|j| Some(shares[j] * value(j)?)).sum()
}

fn weighing(shares: &[f64]) -> impl Iterator<Item = usize> {
    shares.iter().enumerate().filter(|(_, share)| **share > 0.0).map(|(j, _)| j)
}

/// The raters that all complete candidates had.
fn common_raters(ratings: &Ratings, candidates: &[CandidateAnalysis]) -> Known<Vec<usize>> {
    if ratings.hidden {
        return Err(Undefined::Hidden);
    }
    let raters = |it: &CandidateAnalysis| -> Vec<usize> { (0..it.by_rater.len()).filter(|rater| it.by_rater[*rater].is_some()).collect() };
    let mut panels = candidates.iter().filter(|it| it.is_complete()).map(raters);
    let first = panels.next().ok_or(Undefined::TooFewCandidates)?;
    if panels.all(|panel| panel == first) { Ok(first) } else { Err(Undefined::DifferentRaters) }
}

/// Complete candidates × raters.
fn table(candidates: &[CandidateAnalysis]) -> Vec<Vec<f64>> {
    candidates.iter().filter(|it| it.is_complete()).map(|it| it.by_rater.iter().flatten().copied().collect()).collect()
}

fn reliability(ratings: &Ratings, n: usize, raters: &Known<Vec<usize>>, table: Known<Anova>) -> Reliability {
    let table = if n < FEWEST { Err(Undefined::TooFewCandidates) } else { table };
    let icc = |form: fn(&Anova) -> Known<Estimate>| table.and_then(|it| form(&it));
    let competencies: Vec<usize> = (0..ratings.shares.len()).collect();
    Reliability {
        n,
        k: raters.as_ref().map(Vec::len).map_err(|why| *why),
        indicative: n < FEW,
        icc_11: icc(Anova::icc_11),
        icc_1k: icc(Anova::icc_1k),
        icc_a1: icc(Anova::icc_a1),
        icc_ak: icc(Anova::icc_ak),
        icc_c1: icc(Anova::icc_c1),
        icc_ck: icc(Anova::icc_ck),
        icc_by_competency: competencies.iter().map(|j| icc_of(ratings, raters, *j)).collect(),
        alpha_ordinal: alpha_over(ratings, &competencies),
        alpha_by_competency: competencies.chunks(1).map(|it| alpha_over(ratings, it)).collect(),
    }
}

/// ICC(A,1) on one competency, over the candidates whom all these raters scored there; five or more.
fn icc_of(ratings: &Ratings, raters: &Known<Vec<usize>>, competency: usize) -> Known<Estimate> {
    let raters = raters.as_ref().map_err(|why| *why)?;
    let row = |candidate: usize| raters.iter().map(|rater| ratings.score(candidate, *rater, competency)).collect::<Option<Vec<f64>>>();
    let rows: Vec<Vec<f64>> = (0..ratings.candidates.len()).filter_map(row).collect();
    if rows.len() < FEWEST { Err(Undefined::TooFewCandidates) } else { anova(&rows)?.icc_a1() }
}

/// Alpha over the cells of some competencies, if two raters scored at least five candidates there.
fn alpha_over(ratings: &Ratings, competencies: &[usize]) -> Known {
    let cell = |c: usize, j: usize| -> Vec<f64> { (0..ratings.raters).filter_map(|rater| ratings.score(c, rater, j)).collect() };
    let by_candidate: Vec<Vec<Vec<f64>>> =
        (0..ratings.candidates.len()).map(|c| competencies.iter().map(|j| cell(c, *j)).filter(|it| it.len() > 1).collect()).collect();
    match by_candidate.iter().filter(|cells| !cells.is_empty()).count() {
        0 => Err(Undefined::TooFewRaters),
        n if n < FEWEST => Err(Undefined::TooFewCandidates),
        _ => alpha(&by_candidate.concat(), Metric::Ordinal).map(|it| it.alpha),
    }
}

fn sensitivity(ratings: &Ratings, candidates: &[CandidateAnalysis], order: &[usize]) -> Sensitivity {
    let by_rater: Vec<Vec<Option<f64>>> =
        candidates.iter().map(|it| if it.is_complete() { it.by_rater.clone() } else { Vec::new() }).collect();
    let means: Vec<Vec<Option<f64>>> = candidates.iter().map(|it| it.cells.iter().map(|cell| cell.mean).collect()).collect();
    let weighing: Vec<usize> = weighing(&ratings.shares).collect();
    let complete = |it: &CandidateAnalysis| it.total.and_then(|_| weighing.iter().map(|j| it.cells[*j].mean).collect());
    let complete: Vec<Option<Vec<f64>>> = candidates.iter().map(complete).collect();
    Sensitivity {
        leave_one_out: if ratings.hidden { Vec::new() } else { leave_one_out(&by_rater) },
        flips: flips(order, &means, &ratings.shares),
        first_place: first_place(&complete),
    }
}

/// The additive model over the totals of complete candidates.
fn adjusted(ratings: &Ratings, candidates: &[CandidateAnalysis], same: Known<()>) -> Known<Adjusted> {
    match same {
        Ok(()) => Err(Undefined::NotNeeded),
        Err(Undefined::DifferentRaters) => {
            let totals = |(candidate, it): (usize, &CandidateAnalysis)| -> Vec<Observation> {
                let given = it.by_rater.iter().enumerate();
                given.filter_map(|(rater, value)| Some(Observation { rater, candidate, value: (*value)? })).collect()
            };
            let complete = candidates.iter().enumerate().filter(|(_, it)| it.is_complete());
            additive(ratings.raters, candidates.len(), &complete.flat_map(totals).collect::<Vec<_>>())
        }
        Err(why) => Err(why),
    }
}
