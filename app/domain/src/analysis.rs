//! What the ratings of a panel are worth: the numbers that `statistics` computes, as data that a page, a PDF and the browser
//! can show.
//!
//! A number that cannot be computed is a reason ([`Undefined`]), never 0, 1 or NaN (E8).

mod findings;
mod impact;
mod table;
mod undefined;

use serde::{Deserialize, Serialize};

pub use findings::{
    AdjustedTotal, CompetencyAgreement, Findings, FirstPlaces, Overtakes, Pattern, Quality, Squares, Turn, Without, findings, patterns,
    quality,
};
pub use impact::{Against, Counts, EffectSize, GroupImpact, Impact, Moved, counts};
pub use table::{Panel, panel, weigh};
pub use undefined::{Known, Undefined};

/// With fewer candidates, what is said of them is an indication (E7).
pub const FEW: usize = 10;

/// One panel: candidates × raters × competencies.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Ratings {
    /// Per competency its part of the total; sums to 1.
    pub shares: Vec<f64>,
    pub raters: usize,
    pub candidates: Vec<Seen>,
    /// A rater of one candidate cannot be known again with another: it stays hidden who gave which score, or under which label.
    pub hidden: bool,
}

/// One candidate, as the panel saw it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// Per rater: `None` when not on this candidate's panel, else per competency the score, 1 to 5; `None` when not observed.
    pub by_rater: Vec<Option<Vec<Option<f64>>>>,
}

impl Ratings {
    /// Whether the rater is on the candidate's panel.
    pub fn on_panel(&self, candidate: usize, rater: usize) -> bool {
        self.row(candidate, rater).is_some()
    }

    /// One score, 1 to 5. `None` when the rater is not on the panel or did not observe the competency.
    pub fn score(&self, candidate: usize, rater: usize, competency: usize) -> Option<f64> {
        let score = *self.row(candidate, rater)?.get(competency)?;
        score.filter(|it| it.is_finite())
    }

    fn row(&self, candidate: usize, rater: usize) -> Option<&Vec<Option<f64>>> {
        if rater >= self.raters {
            return None;
        }
        self.candidates.get(candidate)?.by_rater.get(rater)?.as_ref()
    }
}

/// The totals of a panel and what they are worth, without the rest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Totals {
    /// Per candidate, 1 to 5; `None` for an incomplete one.
    pub totals: Vec<Option<f64>>,
    pub errors: Known<Errors>,
    /// Indices of candidates, from the top.
    pub bands: Known<Vec<Vec<usize>>>,
}

/// All numbers of one panel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// In the order of the input.
    pub candidates: Vec<CandidateAnalysis>,
    /// The complete candidates, highest total first, ties by index.
    pub order: Vec<usize>,
    /// Indices of candidates, bands from the top: within a band nobody differs from the highest by more than the margin.
    pub bands: Known<Vec<Vec<usize>>>,
    pub reliability: Reliability,
    pub errors: Known<Errors>,
    /// In the order of the input.
    pub raters: Vec<RaterAnalysis>,
    pub sensitivity: Sensitivity,
    /// Totals as the average rater would have given them: only where candidates had different raters.
    pub adjusted: Known<Adjusted>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CandidateAnalysis {
    /// 1 to 5. `None` when a rater of the panel lacks a score on a competency that weighs, or there is no panel.
    pub total: Option<f64>,
    /// Per competency.
    pub cells: Vec<CellAnalysis>,
    /// Per rater the weighted total, 1 to 5. `None` when incomplete or not on the panel.
    pub by_rater: Vec<Option<f64>>,
    /// Counted from 0 at the top. `None` for an incomplete candidate, or when there are no bands.
    pub band: Option<usize>,
}

impl CandidateAnalysis {
    /// Whether every rater of the panel scored everything that weighs.
    pub const fn is_complete(&self) -> bool {
        self.total.is_some()
    }
}

/// One candidate on one competency. What needs a spread needs two raters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CellAnalysis {
    pub mean: Option<f64>,
    /// Highest minus lowest, in points; `None` with fewer than two scores.
    pub range: Option<f64>,
    /// How many scores.
    pub n: u32,
    /// 0 to 1.
    pub rwg: Known,
    /// −1 to 1.
    pub rwg_star: Known,
    /// −1 to 1.
    pub awg: Known,
    /// Mean distance to the mean, in points.
    pub ad: Known,
}

/// A value with its 95% interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    pub value: f64,
    pub interval: Known<(f64, f64)>,
}

/// Would other raters, or the same ones on another day, say the same?
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reliability {
    /// Complete candidates that the intraclass correlations rest on.
    pub n: usize,
    /// Raters, when all complete candidates had the same.
    pub k: Known<usize>,
    /// Fewer than 10 candidates: to be read with the interval.
    pub indicative: bool,
    pub icc_11: Known<Estimate>,
    pub icc_1k: Known<Estimate>,
    pub icc_a1: Known<Estimate>,
    pub icc_ak: Known<Estimate>,
    pub icc_c1: Known<Estimate>,
    pub icc_ck: Known<Estimate>,
    /// ICC(A,1) of the scores on each competency.
    pub icc_by_competency: Vec<Known<Estimate>>,
    /// Krippendorff's, over all cells.
    pub alpha_ordinal: Known,
    /// The same, per competency.
    pub alpha_by_competency: Vec<Known>,
}

/// Where the differences between totals come from, as variances in squared points. An estimate may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Components {
    pub candidate: f64,
    pub rater: f64,
    pub residual: f64,
    /// One of them is below 0; the standard errors count it as 0.
    pub negative: bool,
}

/// How far a total may be off, in points of the scale.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Errors {
    pub components: Components,
    /// Of a total compared with other candidates of the same panel.
    pub sem_relative: f64,
    /// Of a total compared with a fixed norm: severity of the panel counts too.
    pub sem_absolute: f64,
    /// Of the difference between two candidates.
    pub sed: f64,
    pub df: usize,
    /// The 97.5% point of t with `df`.
    pub t: f64,
    /// The smallest difference that is more than chance (95%).
    pub lsd95: f64,
}

/// How one rater uses the scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RaterAnalysis {
    /// How many scores.
    pub n: usize,
    pub mean: Known,
    /// Points above (+, lenient) or below (−, severe) the average rater, on the same cells.
    pub severity: Known,
    /// Points above or below the mean of the others, on the cells they share.
    pub minus_others: Known,
    pub sd: Known,
    /// Mean spread between competencies of one candidate: low is flat.
    pub halo: Known,
    /// `halo` against the mean of the other raters.
    pub halo_ratio: Known,
    /// 0 to 1.
    pub share_of_threes: Known,
}

/// Would the order survive other choices?
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// Per rater who saw a complete candidate.
    pub leave_one_out: Vec<WithoutRater>,
    pub flips: Vec<Flip>,
    pub first_place: Known<FirstPlace>,
}

/// The order when one rater is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithoutRater {
    pub without: usize,
    /// Complete candidates whom somebody else saw too.
    pub order: Vec<usize>,
    /// Who is first: several when tied.
    pub first: Vec<usize>,
}

/// The weight at which one candidate overtakes another, the other competencies keeping their proportions.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Flip {
    pub ahead: usize,
    pub behind: usize,
    pub competency: usize,
    /// Share of the total, 0 to 1: here they tie.
    pub weight: f64,
    pub side: Side,
}

/// On which side of the weight the candidate behind comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// When the competency weighs less.
    Below,
    /// When it weighs more.
    Above,
}

/// How often each candidate comes first over all ways to divide the weights in steps of 10%.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FirstPlace {
    /// Per candidate, 0 to 1, ties split, summing to 1; `None` for an incomplete candidate.
    pub shares: Vec<Option<f64>>,
    /// How many ways to divide the weights.
    pub grid_points: usize,
}

/// The additive model: a score is what the candidate deserves plus what the rater adds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Adjusted {
    /// Per candidate the score from an average rater; `None` when nobody rated.
    pub candidates: Vec<Option<f64>>,
    /// Per rater the points added; they sum to 0. `None` for a rater who rated nobody.
    pub raters: Vec<Option<f64>>,
}
