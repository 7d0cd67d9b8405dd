//! Kendall's W: do the raters put the candidates in the same order?

use crate::{
    analysis::{Known, Undefined},
    scoring::EPSILON,
};

/// W, 0 to 1, corrected for ties; one row per candidate, one column per rater, at least two of both and nothing missing.
/// [`Undefined::NoVariance`] when no rater tells any two apart. Source: Kendall & Babington Smith (1939); Kendall (1948) for ties.
pub fn kendall_w(rows: &[Vec<f64>]) -> Known {
    let raters = rows.first().map_or(0, Vec::len);
    if rows.len() < 2 {
        return Err(Undefined::TooFewCandidates);
    }
    if rows.iter().any(|row| row.len() != raters || row.iter().any(|it| !it.is_finite())) {
        return Err(Undefined::Incomplete);
    }
    if raters < 2 {
        return Err(Undefined::TooFewRaters);
    }
    let (n, m) = (rows.len() as f64, raters as f64);
    let (mut sums, mut ties) = (vec![0.0; rows.len()], 0.0);
    for rater in 0..raters {
        let column: Vec<f64> = rows.iter().map(|row| row[rater]).collect();
        ties += add_ranks(&column, &mut sums);
    }
    let centre = m * (n + 1.0) / 2.0;
    let spread: f64 = sums.iter().map(|sum| (sum - centre).powi(2)).sum();
    let most = m * m * (n * n * n - n) - m * ties;
    if most < EPSILON { Err(Undefined::NoVariance) } else { Ok(12.0 * spread / most) }
}

/// Adds one rater's ranks, the middle one for equals, and gives Σ t³ − t over the groups of equals.
fn add_ranks(values: &[f64], sums: &mut [f64]) -> f64 {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let (mut before, mut ties) = (0.0, 0.0);
    for equals in order.chunk_by(|a, b| values[*b] - values[*a] <= EPSILON) {
        let t = equals.len() as f64;
        for candidate in equals {
            sums[*candidate] += before + f64::midpoint(t, 1.0);
        }
        before += t;
        ties += t * t * t - t;
    }
    ties
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::vectors::{close, list, vectors};

    #[test]
    fn the_worked_panel_agrees_on_the_order() {
        let v = &vectors()["panel_5x3x4"];
        let totals: Vec<Vec<f64>> = ["R1", "R2", "R3"].iter().map(|rater| list(&v["totals_by_rater"][*rater])).collect();
        let rows: Vec<Vec<f64>> = (0..5).map(|c| totals.iter().map(|it| it[c]).collect()).collect();
        close(kendall_w(&rows), &v["kendall_W_tie_corrected_on_totals"]);
    }

    #[test]
    fn the_same_order_is_one_and_opposite_orders_are_nothing() {
        assert_eq!(kendall_w(&[vec![1.0, 2.0], vec![2.0, 3.0], vec![3.0, 5.0]]), Ok(1.0));
        assert_eq!(kendall_w(&[vec![1.0, 3.0], vec![2.0, 2.0], vec![3.0, 1.0]]), Ok(0.0));
        assert_eq!(kendall_w(&[vec![3.0, 2.0], vec![3.0, 2.0]]), Err(Undefined::NoVariance));
        assert_eq!(kendall_w(&[vec![3.0, 2.0]]), Err(Undefined::TooFewCandidates));
        assert_eq!(kendall_w(&[vec![3.0], vec![2.0]]), Err(Undefined::TooFewRaters));
        assert_eq!(kendall_w(&[vec![3.0, 2.0], vec![3.0]]), Err(Undefined::Incomplete));
    }
}
