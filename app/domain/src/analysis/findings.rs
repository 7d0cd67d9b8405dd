//! What an analysis says, by name: what a page or a report shows of it.

use serde::{Deserialize, Serialize};

use super::{
    Analysis, CellAnalysis, Components, Errors, Estimate, Flip, Known, RaterAnalysis, Ratings, Reliability, Seen, Side, Totals, Undefined,
};
use crate::{
    ids::{ItemId, UserId},
    scoring::{Cell, Comparison, EPSILON, Line, RaterScore, WIDE},
};

/// As many pairs as somebody reads; those that need the smallest change of weights come first.
const PAIRS: usize = 8;
const READ: usize = 10;

/// What the order of totals rests on. Competencies are indices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Candidates without a complete total.
    pub incomplete: usize,
    /// Who cannot be told apart, from the top; within a band by name.
    pub bands: Known<Vec<Vec<String>>>,
    pub errors: Known<Errors>,
    pub raters: Known<usize>,
    pub overtakes: Vec<Overtakes>,
    /// Several candidates, none of them tied with the next, and no weight changes who is above whom.
    pub firm: bool,
    /// Who is first now: several when tied.
    pub first: Vec<String>,
    /// Who is first without one rater. Empty when individual ratings stay hidden, for it tells what that one said.
    pub without: Vec<Without>,
    pub first_place: Known<FirstPlaces>,
    /// Where candidates had different raters.
    pub adjusted: Known<Vec<AdjustedTotal>>,
}

/// When one candidate would come before another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overtakes {
    pub ahead: String,
    pub behind: String,
    pub when: Vec<Turn>,
}

/// A competency's weight at which two change places.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    pub competency: usize,
    pub side: Side,
    /// Share of the total, 0 to 1.
    pub weight: f64,
    /// What it is now.
    pub now: f64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Without {
    pub rater: String,
    pub first: Vec<String>,
    /// From the top, as far as somebody reads.
    pub order: Vec<String>,
    /// Another is first than with everybody.
    pub changes: bool,
}

/// Who comes first in which part of all ways to divide the weights, the largest part first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FirstPlaces {
    pub grid_points: usize,
    pub shares: Vec<(String, f64)>,
}

/// A total, and what an average rater would have given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AdjustedTotal {
    pub candidate: String,
    pub total: Option<f64>,
    pub adjusted: f64,
}

/// What the analysis says, with the names of candidates and raters in the order of the analysis. Without raters' names, for where
/// individual ratings stay hidden, it does not say what leaving one out would do.
pub fn findings(candidates: &[String], raters: &[String], shares: &[f64], analysis: &Analysis) -> Findings {
    let name = |index: &usize| candidates.get(*index).cloned().unwrap_or_default();
    let names = |indices: &[usize]| {
        let mut sorted = indices.to_vec();
        sorted.sort_unstable();
        sorted.iter().map(name).collect::<Vec<_>>()
    };
    let first = analysis.top_place();
    let without = analysis.sensitivity.leave_one_out.iter().filter_map(|left| {
        let order = left.order.iter().take(READ).map(name).collect();
        let rater = raters.get(left.without)?.clone();
        // A rater without whom nobody is left says nothing.
        (!left.first.is_empty()).then(|| Without { rater, first: names(&left.first), order, changes: left.first != first })
    });
    Findings {
        incomplete: analysis.candidates.iter().filter(|candidate| !candidate.is_complete()).count(),
        bands: analysis.bands.as_ref().map(|bands| bands.iter().map(|band| names(band)).collect()).map_err(|why| *why),
        errors: analysis.errors,
        raters: analysis.reliability.k,
        overtakes: overtakes(shares, analysis, &name),
        firm: analysis.sensitivity.flips.is_empty() && analysis.order.len() > 1 && !ties(analysis),
        first: names(&first),
        without: without.collect(),
        first_place: analysis.sensitivity.first_place.as_ref().map_err(|why| *why).map(|places| FirstPlaces {
            grid_points: places.grid_points,
            shares: largest(&places.shares).into_iter().map(|(index, share)| (name(&index), share)).collect(),
        }),
        adjusted: analysis.adjusted.as_ref().map_err(|why| *why).map(|adjusted| {
            let of = |(index, value): (usize, &Option<f64>)| {
                Some(AdjustedTotal { candidate: name(&index), total: analysis.candidates.get(index)?.total, adjusted: (*value)? })
            };
            adjusted.candidates.iter().enumerate().filter_map(of).collect()
        }),
    }
}

/// The pairs that need the smallest change of a weight, one entry for each with all its turns.
fn overtakes(shares: &[f64], analysis: &Analysis, name: &impl Fn(&usize) -> String) -> Vec<Overtakes> {
    let now = |competency: usize| shares.get(competency).copied().unwrap_or_default();
    let smallest = |flips: &[Flip]| flips.iter().map(|flip| (flip.weight - now(flip.competency)).abs()).fold(f64::INFINITY, f64::min);
    // The flips of one pair come one after the other.
    let mut pairs: Vec<&[Flip]> = analysis.sensitivity.flips.chunk_by(|a, b| (a.ahead, a.behind) == (b.ahead, b.behind)).collect();
    pairs.sort_by(|a, b| smallest(a).total_cmp(&smallest(b)));
    let turn = |flip: &Flip| Turn { competency: flip.competency, side: flip.side, weight: flip.weight, now: now(flip.competency) };
    let pair = |flips: &[Flip]| {
        let first = flips.first()?;
        Some(Overtakes { ahead: name(&first.ahead), behind: name(&first.behind), when: flips.iter().map(turn).collect() })
    };
    pairs.into_iter().take(PAIRS).filter_map(pair).collect()
}

/// Who comes first at all, the most often first, as far as somebody reads.
fn largest(shares: &[Option<f64>]) -> Vec<(usize, f64)> {
    let some = |(index, share): (usize, &Option<f64>)| Some((index, share.filter(|share| *share > 0.0)?));
    let mut some: Vec<(usize, f64)> = shares.iter().enumerate().filter_map(some).collect();
    some.sort_by(|a, b| b.1.total_cmp(&a.1));
    some.truncate(PAIRS);
    some
}

/// Whether two neighbours in the order have the same total.
fn ties(analysis: &Analysis) -> bool {
    let total = |index: usize| analysis.candidates.get(index).and_then(|candidate| candidate.total).unwrap_or_default();
    analysis.order.windows(2).any(|pair| total(pair[0]) - total(pair[1]) < EPSILON)
}

/// Who has the highest total: several when tied, nobody when nobody has one.
fn highest(totals: &[Option<f64>]) -> Vec<usize> {
    let most = totals.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
    let is_highest = |total: &Option<f64>| total.is_some_and(|total| most - total < EPSILON);
    totals.iter().enumerate().filter(|(_, total)| is_highest(total)).map(|(index, _)| index).collect()
}

impl Analysis {
    /// Who has the highest total: several when tied.
    pub fn top_place(&self) -> Vec<usize> {
        highest(&self.candidates.iter().map(|candidate| candidate.total).collect::<Vec<_>>())
    }
}

impl Totals {
    /// The top band; without bands, who has the highest total; nobody when nobody has a total.
    pub fn top(&self) -> Vec<usize> {
        match &self.bands {
            Ok(bands) => bands.first().cloned().unwrap_or_default(),
            Err(_) => highest(&self.totals),
        }
    }
}

impl Ratings {
    /// The scores of a comparison that still tells who gave which.
    pub fn of(comparison: &Comparison) -> Self {
        let raters: Vec<UserId> = comparison.raters.iter().map(|rater| rater.id).collect();
        let seen = |line: &Line| {
            let row = |rater: &UserId| {
                let score = |cell: &Cell| Some(cell.scores.iter().find(|score| score.rater == *rater)?.score);
                line.score.cells.iter().map(score).collect::<Option<Vec<_>>>().filter(|row| !row.is_empty())
            };
            Seen { by_rater: raters.iter().map(row).collect() }
        };
        Self { shares: shares(comparison), raters: raters.len(), candidates: comparison.lines.iter().map(seen).collect(), hidden: false }
    }

    /// Where the same label is another rater with every candidate: each counts for the one candidate alone.
    pub fn by_candidate(comparison: &Comparison) -> Self {
        let panels: Vec<usize> = comparison.lines.iter().map(|line| panel_of(line).len()).collect();
        let raters: usize = panels.iter().sum();
        let mut before = 0;
        let candidates = comparison.lines.iter().zip(&panels).map(|(line, panel)| {
            let mut by_rater = vec![None; raters];
            for (place, rater) in by_rater.iter_mut().skip(before).zip(panel_of(line)) {
                let score = |cell: &Cell| cell.scores.iter().find(|it| it.rater == rater.rater).and_then(|it| it.score);
                *place = Some(line.score.cells.iter().map(score).collect());
            }
            before += panel;
            Seen { by_rater }
        });
        Self { shares: shares(comparison), raters, candidates: candidates.collect(), hidden: true }
    }

    /// Where it stays hidden who gave which score: the means that are told, as if one rater gave them. A candidate whose total is
    /// not complete has none here either.
    pub fn of_means(comparison: &Comparison) -> Self {
        let seen = |line: &Line| {
            let means: Vec<Option<f64>> = line.score.cells.iter().map(|cell| cell.mean).collect();
            Seen { by_rater: vec![line.score.total.value().map(|_| means)] }
        };
        Self { shares: shares(comparison), raters: 1, candidates: comparison.lines.iter().map(seen).collect(), hidden: true }
    }

    /// The same panel on these competencies alone, their shares in the same proportion.
    #[must_use]
    pub fn only(&self, competencies: &[usize]) -> Self {
        let all: f64 = competencies.iter().filter_map(|index| self.shares.get(*index)).sum();
        let share = |index: &usize| self.shares.get(*index).filter(|_| all > 0.0).map_or(0.0, |share| share / all);
        let row = |row: &Vec<Option<f64>>| competencies.iter().map(|index| row.get(*index).copied().flatten()).collect();
        let seen = |seen: &Seen| Seen { by_rater: seen.by_rater.iter().map(|it| it.as_ref().map(row)).collect() };
        Self {
            shares: competencies.iter().map(share).collect(),
            raters: self.raters,
            candidates: self.candidates.iter().map(seen).collect(),
            hidden: self.hidden,
        }
    }
}

fn shares(comparison: &Comparison) -> Vec<f64> {
    comparison.columns.iter().map(|column| column.share).collect()
}

/// Whoever is on the panel has a place in every cell.
fn panel_of(line: &Line) -> &[RaterScore] {
    line.score.cells.first().map_or(&[][..], |cell| &cell.scores)
}

/// What the panel itself is worth, for who arranges it; and for a rater the own pattern.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    pub reliability: Reliability,
    /// What the correlations are taken from.
    pub squares: Known<Squares>,
    pub competencies: Vec<CompetencyAgreement>,
}

/// Mean squares of the totals: between candidates, between raters, and what neither explains.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Squares {
    pub candidates: f64,
    pub raters: f64,
    pub rest: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompetencyAgreement {
    pub competency: ItemId,
    pub alpha: Known,
    /// ICC(A,1).
    pub icc: Known<Estimate>,
    /// In points, over the candidates with two scores or more.
    pub mean_range: Option<f64>,
    /// How many candidates the panel differs on by two points or more, and of how many.
    pub wide: usize,
    pub of: usize,
}

pub fn quality(comparison: &Comparison, analysis: &Analysis) -> Quality {
    let of = &analysis.reliability;
    let squares = analysis.errors.and_then(|errors| {
        let Components { candidate, rater, residual, .. } = errors.components;
        Ok(Squares { candidates: residual + of.k? as f64 * candidate, raters: residual + of.n as f64 * rater, rest: residual })
    });
    let competencies = comparison.columns.iter().enumerate().map(|(index, column)| {
        let cells: Vec<&CellAnalysis> = analysis.candidates.iter().filter_map(|candidate| candidate.cells.get(index)).collect();
        let ranges: Vec<f64> = cells.iter().filter_map(|cell| cell.range).collect();
        CompetencyAgreement {
            competency: column.id,
            icc: analysis.reliability.icc_by_competency.get(index).cloned().unwrap_or(Err(Undefined::NothingRated)),
            alpha: analysis.reliability.alpha_by_competency.get(index).copied().unwrap_or(Err(Undefined::NothingRated)),
            mean_range: (!ranges.is_empty()).then(|| ranges.iter().sum::<f64>() / ranges.len() as f64),
            wide: ranges.iter().filter(|range| **range >= WIDE - EPSILON).count(),
            of: ranges.len(),
        }
    });
    Quality { reliability: analysis.reliability.clone(), squares, competencies: competencies.collect() }
}

/// What stands out in how one rater scores. The thresholds are proposals (`science.md` 3.5), and prompts to think, no verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pattern {
    Severe,
    Lenient,
    /// Hardly any spread between the competencies of one candidate: halo.
    Flat,
    /// Mostly threes: central tendency.
    Central,
}

/// Points from the average rater that are worth a word.
const SEVERITY: f64 = 0.5;
/// A spread between competencies below this, or below this part of the others' spread, is flat.
const FLAT: f64 = 0.35;
const FLAT_RATIO: f64 = 0.5;
/// A share of threes from here on is central.
const CENTRAL: f64 = 0.6;

/// Fewer candidates show no pattern.
const PATTERN: usize = 3;

/// `candidates`: how many the rater saw.
pub fn patterns(rater: &RaterAnalysis, candidates: usize) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    if candidates < PATTERN {
        return patterns;
    }
    match rater.severity {
        Ok(points) if points <= -SEVERITY + EPSILON => patterns.push(Pattern::Severe),
        Ok(points) if points >= SEVERITY - EPSILON => patterns.push(Pattern::Lenient),
        _ => {}
    }
    if rater.halo.is_ok_and(|halo| halo < FLAT) || rater.halo_ratio.is_ok_and(|ratio| ratio < FLAT_RATIO) {
        patterns.push(Pattern::Flat);
    }
    if rater.share_of_threes.is_ok_and(|share| share >= CENTRAL) {
        patterns.push(Pattern::Central);
    }
    patterns
}
