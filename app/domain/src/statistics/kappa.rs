//! Weighted kappa: agreement of two raters beyond chance. Source: Cohen (1968), *Weighted kappa*.

use crate::{
    analysis::{Known, Undefined},
    scoring::{EPSILON, Level},
};

/// What a disagreement counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighting {
    /// Every disagreement the same.
    Unweighted,
    /// By the distance in levels.
    Linear,
    /// By its square.
    Quadratic,
}

/// Kappa of two raters who rated the same candidates, in the same order; at most 1. Lists of another length are
/// [`Undefined::Incomplete`].
pub fn kappa(a: &[Level], b: &[Level], weighting: Weighting) -> Known {
    if a.len() != b.len() {
        return Err(Undefined::Incomplete);
    }
    let levels = Level::ALL.len();
    let mut table = vec![vec![0.0; levels]; levels];
    for (a, b) in a.iter().zip(b) {
        table[usize::from(a.get()) - 1][usize::from(b.get()) - 1] += 1.0;
    }
    let weights: Vec<Vec<f64>> = Level::ALL.iter().map(|a| Level::ALL.iter().map(|b| weight(*a, *b, weighting)).collect()).collect();
    weighted_kappa(&table, &weights)
}

/// κ = 1 − weighted disagreement / what chance would give, of a square table of counts or proportions, with for every cell the weight of that
/// disagreement (0 on the diagonal). [`Undefined::NoVariance`] when chance could not disagree.
pub fn weighted_kappa(table: &[Vec<f64>], weights: &[Vec<f64>]) -> Known {
    let size = table.len();
    if weights.len() != size || table.iter().chain(weights).any(|row| row.len() != size) {
        return Err(Undefined::Incomplete);
    }
    if table.iter().chain(weights).flatten().any(|it| !it.is_finite() || *it < 0.0) {
        return Err(Undefined::OffScale);
    }
    let rows: Vec<f64> = table.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<f64> = (0..size).map(|j| table.iter().map(|row| row[j]).sum()).collect();
    let total: f64 = rows.iter().sum();
    if total < EPSILON {
        return Err(Undefined::NothingRated);
    }
    let observed: f64 = weights.iter().zip(table).flat_map(|(v, p)| v.iter().zip(p)).map(|(v, p)| v * p).sum();
    let expected: f64 =
        weights.iter().zip(&rows).flat_map(|(v, row)| v.iter().zip(&columns).map(move |(v, column)| v * row * column)).sum();
    if expected < EPSILON * total * total { Err(Undefined::NoVariance) } else { Ok(1.0 - observed * total / expected) }
}

fn weight(a: Level, b: Level, weighting: Weighting) -> f64 {
    let apart = f64::from(a.get().abs_diff(b.get()));
    match weighting {
        Weighting::Unweighted => f64::from(apart > 0.0),
        Weighting::Linear => apart,
        Weighting::Quadratic => apart * apart,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::statistics::vectors::{close, rows, vectors};

    fn levels(value: &Value) -> Vec<Level> {
        serde_json::from_value(value.clone()).expect("levels")
    }

    #[test]
    fn the_table_that_cohen_published() {
        let v = &vectors()["weighted_kappa_cohen_1968"];
        let table = rows(&v["proportions"]);
        close(weighted_kappa(&table, &rows(&v["disagreement_weights"])), &v["weighted_kappa"]);
        let same: Vec<Vec<f64>> = (0..3).map(|i| (0..3).map(|j| f64::from(i != j)).collect()).collect();
        close(weighted_kappa(&table, &same), &v["kappa"]);
        let counts: Vec<Vec<f64>> = table.iter().map(|row| row.iter().map(|p| p * 200.0).collect()).collect();
        close(weighted_kappa(&counts, &same), &v["kappa"]);
    }

    #[test]
    fn two_raters_on_ten_candidates() {
        let v = &vectors()["weighted_kappa_5pt"];
        let (a, b) = (levels(&v["rater_a"]), levels(&v["rater_b"]));
        close(kappa(&a, &b, Weighting::Unweighted), &v["unweighted"]);
        close(kappa(&a, &b, Weighting::Linear), &v["linear"]);
        close(kappa(&a, &b, Weighting::Quadratic), &v["quadratic"]);
    }

    #[test]
    fn what_no_kappa_exists_of() {
        let threes = [Level::ALL[2]; 4];
        assert_eq!(kappa(&threes, &threes, Weighting::Linear), Err(Undefined::NoVariance));
        assert_eq!(kappa(&threes, &threes[1..], Weighting::Linear), Err(Undefined::Incomplete));
        assert_eq!(kappa(&[], &[], Weighting::Linear), Err(Undefined::NothingRated));
        assert_eq!(weighted_kappa(&[vec![1.0, -1.0], vec![0.0, 1.0]], &[vec![0.0, 1.0], vec![1.0, 0.0]]), Err(Undefined::OffScale));
        assert_eq!(weighted_kappa(&[vec![1.0]], &[]), Err(Undefined::Incomplete));
    }
}
