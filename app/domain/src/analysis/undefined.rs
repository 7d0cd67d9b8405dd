use serde::{Deserialize, Serialize};

/// A number, or why it does not exist.
pub type Known<T = f64> = Result<T, Undefined>;

/// Why a number does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undefined {
    /// Fewer complete candidates than the number needs.
    TooFewCandidates,
    /// Fewer raters than the number needs.
    TooFewRaters,
    /// Fewer scores than the number needs.
    TooFewRatings,
    /// There is no score at all.
    NothingRated,
    /// A spread between competencies needs two of them.
    OneCompetency,
    /// The number of ways to divide the weights would be out of hand.
    TooManyCompetencies,
    /// A value is missing where the formula needs all of them.
    Incomplete,
    /// Candidates had different raters, and the formula needs the same.
    DifferentRaters,
    /// Groups of raters have no candidate in common, directly or through others: severity and quality cannot be told apart.
    NotConnected,
    /// All candidates had the same raters: there is nothing to adjust.
    NotNeeded,
    /// It would tell who gave which score.
    Hidden,
    /// Everything is equal: there is no difference to explain.
    NoVariance,
    /// The estimate of what should be explained is below 0: raters differ more than candidates do.
    NegativeVariance,
    /// Raters agree without any residual: the interval has no width to estimate.
    NoResidual,
    /// The approximation behind the number breaks down for these values.
    Unstable,
    /// All gave the lowest, or all the highest level: agreement is complete, yet the formula divides by 0.
    AtTheEnd,
    /// A value lies outside what the formula is about.
    OffScale,
    /// More selected than there were.
    BadCounts,
    /// A group below 5 stays hidden.
    GroupTooSmall,
    /// Fewer than two groups that may be shown.
    TooFewGroups,
    /// Nobody was selected.
    NothingSelected,
    /// A count of 0 where the formula divides by it.
    EmptyCell,
    /// No hire can move from one group to the other.
    NobodyToMove,
}
