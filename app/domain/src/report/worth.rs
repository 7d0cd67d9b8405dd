//! What the numbers of a round are worth, as a report and a page say it.

use super::PanelReport;
use crate::{
    analysis::{Findings, findings},
    plot::{Scatter, scatter},
    statistics,
};

/// Who can be told apart, what would change the order, and how far raters were from each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Worth {
    pub findings: Findings,
    /// Per line its band, counted from 0 at the top.
    pub bands: Vec<Option<usize>>,
    /// Potential beside performance, where the scorecard has both.
    pub chart: Option<Scatter>,
}

/// What the numbers of a report are worth.
pub fn worth(PanelReport { comparison, ratings, .. }: &PanelReport) -> Worth {
    let analysis = statistics::analyse(ratings);
    let candidates: Vec<String> = comparison.lines.iter().map(|line| line.candidate.clone()).collect();
    let raters: Vec<String> = comparison.raters.iter().map(|rater| rater.name.clone()).collect();
    let shares: Vec<f64> = comparison.columns.iter().map(|column| column.share).collect();
    let chart = statistics::potential_and_performance(&comparison.columns, ratings)
        .map(|(x, y)| scatter(&x, &y, candidates.iter().map(String::as_str).enumerate()));
    Worth {
        findings: findings(&candidates, &raters, &shares, &analysis),
        bands: analysis.candidates.iter().map(|candidate| candidate.band).collect(),
        chart,
    }
}
