//! Selection per group, from aggregated counts only. A signal, not a legal test: the four-fifths rule is American practice, and
//! Dutch law asks whether indirect distinction is objectively justified, case by case.

use serde::{Deserialize, Serialize};

use super::Known;

/// How many of a group were selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub selected: u32,
    pub total: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Impact {
    /// In the order of the input; a small group stays hidden.
    pub groups: Vec<Known<GroupImpact>>,
    /// Index of the group with the highest rate, the first of equals.
    pub highest: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupImpact {
    /// Selected of total, 0 to 1.
    pub rate: f64,
    /// `rate` against the highest rate, 0 to 1.
    pub ratio: f64,
    /// `ratio` is below four fifths, compared as whole numbers.
    pub flag: bool,
    /// `None` for the group with the highest rate itself.
    pub against: Option<Against>,
}

/// A group against the group with the highest rate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Against {
    /// Two-sided.
    pub fisher_p: f64,
    /// Odds of the highest group over the odds of this one, so 1 or more.
    pub odds_ratio: Known,
    /// Pooled z of the difference in rates, 0 or more.
    pub z: Known,
    /// Two-sided.
    pub z_p: Known,
    /// 95% interval of the impact ratio, on the log scale.
    pub interval: Known<(f64, f64)>,
    /// How many more of this group would have to be selected to reach four fifths, in persons; 0 when reached.
    pub shortfall: f64,
    /// What would be if one hire had gone to this group instead of to the highest.
    pub moved: Known<Moved>,
    /// The flag would go if that one hire moved.
    pub hangs_on_one: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// This group's rate against the other's; above 1 when they change places.
    pub ratio: f64,
    pub fisher_p: f64,
}

/// The difference between two means in standard deviations.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EffectSize {
    pub sd_pooled: f64,
    /// Cohen's d: positive when the first group scores higher.
    pub d: f64,
    /// The correction for small groups.
    pub j: f64,
    /// Hedges' g = j·d.
    pub g: f64,
    pub se_d: f64,
}
