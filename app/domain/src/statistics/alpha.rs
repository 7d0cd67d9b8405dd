//! Krippendorff's alpha: agreement beyond chance, with any number of raters and with missing ratings.
//!
//! Source: Krippendorff (2011), *Computing Krippendorff's alpha-reliability*.

use crate::{
    analysis::{Known, Undefined},
    scoring::EPSILON,
};

/// What the distance between two values is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Equal or not.
    Nominal,
    /// How many ratings lie between. The order is that of the numbers; a level of the scale that nobody used adds nothing.
    Ordinal,
    /// The difference.
    Interval,
    /// The difference relative to the sum; no negative values.
    Ratio,
}

/// Alpha and what it is made of: `alpha` = 1 − `observed` / `expected` disagreement.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Alpha {
    /// At most 1; 0 is chance, negative is systematic disagreement.
    pub alpha: f64,
    pub observed: f64,
    pub expected: f64,
    /// Values in units that at least two rated.
    pub n: usize,
}

/// Alpha over units, each with the values that raters gave it, in any order. A unit with fewer than two values does not count;
/// when none counts there are [`Undefined::TooFewRaters`], and when all values are equal there is [`Undefined::NoVariance`].
pub fn alpha(units: &[Vec<f64>], metric: Metric) -> Known<Alpha> {
    let units: Vec<&Vec<f64>> = units.iter().filter(|unit| unit.len() > 1).collect();
    let values = Values::of(&units)?;
    if metric == Metric::Ratio && values.lowest < 0.0 {
        return Err(Undefined::OffScale);
    }
    let n = values.n as f64;
    let places = values.places(metric);
    let observed = units.iter().map(|unit| disagreement(unit, &values, &places, metric)).sum::<f64>() / n;
    let expected = values.expected(&places, metric) / (n * (n - 1.0));
    if expected < EPSILON * EPSILON {
        return Err(Undefined::NoVariance);
    }
    Ok(Alpha { alpha: 1.0 - observed / expected, observed, expected, n: values.n })
}

/// The different values, from low to high, and how often each occurs.
struct Values {
    distinct: Vec<f64>,
    counts: Vec<f64>,
    n: usize,
    lowest: f64,
}

impl Values {
    fn of(units: &[&Vec<f64>]) -> Known<Self> {
        let mut all: Vec<f64> = units.iter().flat_map(|unit| unit.iter().copied()).collect();
        if all.iter().any(|value| !value.is_finite()) {
            return Err(Undefined::OffScale);
        }
        all.sort_by(f64::total_cmp);
        let lowest = *all.first().ok_or(Undefined::TooFewRaters)?;
        let (mut distinct, mut counts): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
        for value in &all {
            match (distinct.last(), counts.last_mut()) {
                (Some(last), Some(count)) if value - last <= EPSILON => *count += 1.0,
                _ => {
                    distinct.push(*value);
                    counts.push(1.0);
                }
            }
        }
        Ok(Self { distinct, counts, n: all.len(), lowest })
    }

    /// Where each distinct value lies. What ordinal counts between two values, less half of both ends, is the difference between their
    /// middle ranks: ordinal is interval on middle ranks.
    fn places(&self, metric: Metric) -> Vec<f64> {
        if metric != Metric::Ordinal {
            return self.distinct.clone();
        }
        let mut below = 0.0;
        let middle = |count: &f64| {
            below += count;
            below - count / 2.0
        };
        self.counts.iter().map(middle).collect()
    }

    fn index(&self, value: f64) -> usize {
        self.distinct.partition_point(|it| value - it > EPSILON)
    }

    /// Sum of δ² over every ordered pair of values. In closed form where there is one: a table of pairs is quadratic in the values.
    fn expected(&self, places: &[f64], metric: Metric) -> f64 {
        let n = self.n as f64;
        let counted = || self.counts.iter().zip(places);
        match metric {
            Metric::Nominal => n * n - self.counts.iter().map(|count| count * count).sum::<f64>(),
            Metric::Ordinal | Metric::Interval => {
                let centre = counted().map(|(count, place)| count * place).sum::<f64>() / n;
                2.0 * n * counted().map(|(count, place)| count * (place - centre).powi(2)).sum::<f64>()
            }
            Metric::Ratio => counted().flat_map(|(n, a)| counted().map(move |(m, b)| n * m * distance(*a, *b, metric))).sum(),
        }
    }
}

/// Σ δ² over the ordered pairs of one unit, each pair for 1 / (m − 1).
fn disagreement(unit: &[f64], values: &Values, places: &[f64], metric: Metric) -> f64 {
    let at: Vec<f64> = unit.iter().filter_map(|value| places.get(values.index(*value)).copied()).collect();
    let later = |(index, a): (usize, &f64)| at[index + 1..].iter().map(|b| distance(*a, *b, metric)).sum::<f64>();
    let pairs: f64 = at.iter().enumerate().map(later).sum();
    2.0 * pairs / (unit.len() as f64 - 1.0)
}

fn distance(a: f64, b: f64, metric: Metric) -> f64 {
    match metric {
        Metric::Nominal => f64::from((a - b).abs() > EPSILON),
        Metric::Ordinal | Metric::Interval => (a - b).powi(2),
        Metric::Ratio if a + b <= 0.0 => 0.0,
        Metric::Ratio => ((a - b) / (a + b)).powi(2),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::statistics::vectors::{close, vectors};

    const METRICS: [(&str, Metric); 4] =
        [("nominal", Metric::Nominal), ("ordinal", Metric::Ordinal), ("interval", Metric::Interval), ("ratio", Metric::Ratio)];

    /// Observers × units, as published, to the values per unit.
    fn units(data: &Value) -> Vec<Vec<f64>> {
        let observers = data.as_array().expect("a table");
        let n = observers[0].as_array().expect("a row").len();
        (0..n).map(|unit| observers.iter().filter_map(|row| row[unit].as_f64()).collect()).collect()
    }

    #[test]
    fn reliability_data_c_gives_what_krippendorff_published() {
        let v = &vectors()["krippendorff_2011_C"];
        for (name, metric) in METRICS {
            let found = alpha(&units(&v["data"]), metric).expect("defined");
            close(Ok(found.alpha), &v[name]["alpha"]);
            close(Ok(found.observed), &v[name]["Do"]);
            close(Ok(found.expected), &v[name]["De"]);
            assert_eq!(found.n, 40);
        }
    }

    #[test]
    fn the_example_of_wikipedia() {
        let v = &vectors()["krippendorff_wikipedia"];
        for (name, metric) in &METRICS[..3] {
            close(alpha(&units(&v["data"]), *metric).map(|it| it.alpha), &v[*name]);
        }
    }

    #[test]
    fn raters_who_contradict_each_other_and_raters_who_never_differ() {
        let v = &vectors()["krippendorff_edge"];
        for (name, metric) in &METRICS[..3] {
            close(alpha(&units(&v[0]["data"]), *metric).map(|it| it.alpha), &v[0][*name]);
        }
        for (_, metric) in METRICS {
            assert_eq!(alpha(&units(&v[1]["data"]), metric), Err(Undefined::NoVariance));
        }
    }

    #[test]
    fn units_that_one_rater_saw_count_for_nothing() {
        let mut with = units(&vectors()["krippendorff_wikipedia"]["data"]);
        let before = alpha(&with, Metric::Ordinal);
        with.push(vec![5.0]);
        with.push(vec![]);
        assert_eq!(alpha(&with, Metric::Ordinal), before);
        assert_eq!(alpha(&[vec![3.0], vec![4.0]], Metric::Ordinal), Err(Undefined::TooFewRaters));
        assert_eq!(alpha(&[], Metric::Nominal), Err(Undefined::TooFewRaters));
    }

    #[test]
    fn ordinal_looks_at_the_order_alone_so_an_unused_level_changes_nothing() {
        let tight = [vec![1.0, 2.0], vec![2.0, 2.0], vec![3.0, 1.0]];
        let wide = [vec![1.0, 2.0], vec![2.0, 2.0], vec![5.0, 1.0]];
        assert_eq!(alpha(&tight, Metric::Ordinal), alpha(&wide, Metric::Ordinal));
        assert_ne!(alpha(&tight, Metric::Interval), alpha(&wide, Metric::Interval));
    }

    #[test]
    fn rounding_does_not_make_two_levels_of_one() {
        let third = 10.0 / 3.0;
        let units = |noise: f64| [vec![third, third + noise], vec![4.0, 4.0], vec![third, 4.0]];
        for metric in [Metric::Nominal, Metric::Ordinal] {
            assert_eq!(alpha(&units(1e-12), metric), alpha(&units(0.0), metric));
            assert_ne!(alpha(&units(0.5), metric), alpha(&units(0.0), metric));
        }
    }

    #[test]
    fn values_outside_what_the_metric_measures() {
        assert_eq!(alpha(&[vec![1.0, f64::NAN]], Metric::Interval), Err(Undefined::OffScale));
        assert_eq!(alpha(&[vec![-1.0, 1.0]], Metric::Ratio), Err(Undefined::OffScale));
        assert_eq!(alpha(&[vec![0.0, 0.0], vec![0.0, 1.0]], Metric::Ratio).map(|it| it.observed), Ok(0.5));
    }
}
