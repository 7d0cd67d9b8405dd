//! Differences between two sets of scores.

use super::{
    moments::{all_there, mean, variance},
    quantiles::t_two_sided,
};
use crate::analysis::{EffectSize, Known, Undefined};

/// The difference between two groups in standard deviations, positive when `a` scores higher. At least two values in each.
/// Source: Cohen (1988), d; Hedges (1981), g = J·d with J = 1 − 3 / (4·df − 1); SE of d after Hedges & Olkin (1985).
pub fn effect_size(a: &[f64], b: &[f64]) -> Known<EffectSize> {
    all_there(a.iter().chain(b))?;
    let (va, vb) = (variance(a)?, variance(b)?);
    let (na, nb) = (a.len() as f64, b.len() as f64);
    let df = na + nb - 2.0;
    let pooled = ((na - 1.0) * va + (nb - 1.0) * vb) / df;
    let (Some(mean_a), Some(mean_b)) = (mean(a), mean(b)) else { return Err(Undefined::TooFewRatings) };
    if pooled <= 0.0 {
        return Err(Undefined::NoVariance);
    }
    let sd_pooled = pooled.sqrt();
    let d = (mean_a - mean_b) / sd_pooled;
    let j = 1.0 - 3.0 / (4.0 * df - 1.0);
    Ok(EffectSize { sd_pooled, d, j, g: j * d, se_d: ((na + nb) / (na * nb) + d * d / (2.0 * (na + nb))).sqrt() })
}

/// The mean difference between two candidates over the raters who scored both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paired {
    /// In points.
    pub mean: f64,
    pub se: f64,
    pub df: usize,
    pub t: f64,
    /// Two-sided.
    pub p: f64,
}

/// Student's paired t: one total per rater for each candidate, in the same order, of at least two raters. With a difference that
/// is the same for all raters there is no t ([`Undefined::NoVariance`]).
pub fn pair_difference(a: &[f64], b: &[f64]) -> Known<Paired> {
    if a.len() != b.len() {
        return Err(Undefined::Incomplete);
    }
    all_there(a.iter().chain(b))?;
    let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| a - b).collect();
    let variance = variance(&differences).map_err(|_| Undefined::TooFewRaters)?;
    if variance <= 0.0 {
        return Err(Undefined::NoVariance);
    }
    let mean = mean(&differences).ok_or(Undefined::TooFewRaters)?;
    let df = differences.len() - 1;
    let se = (variance / differences.len() as f64).sqrt();
    let t = mean / se;
    Ok(Paired { mean, se, df, t, p: t_two_sided(t, df as f64)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::vectors::{close, list, vectors};

    #[test]
    fn two_groups_in_standard_deviations() {
        let v = &vectors()["adverse_impact"]["cohens_d"];
        let (a, b) = (list(&v["group1"]), list(&v["group2"]));
        let e = effect_size(&a, &b).expect("defined");
        close(Ok(e.sd_pooled), &v["sd_pooled"]);
        close(Ok(e.d), &v["d"]);
        close(Ok(e.j), &v["J"]);
        close(Ok(e.g), &v["hedges_g"]);
        close(Ok(e.se_d), &v["se_d"]);
        assert!((effect_size(&b, &a).expect("defined").d + e.d).abs() < 1e-12);
    }

    #[test]
    fn no_effect_size_without_spread_or_with_one_value() {
        assert_eq!(effect_size(&[3.0, 3.0], &[4.0, 4.0]), Err(Undefined::NoVariance));
        assert_eq!(effect_size(&[3.0], &[4.0, 4.5]), Err(Undefined::TooFewRatings));
        assert_eq!(effect_size(&[3.0, f64::NAN], &[4.0, 4.5]), Err(Undefined::Incomplete));
    }

    #[test]
    fn first_on_the_total_and_yet_not_better() {
        let v = &vectors()["panel_5x3x4"]["pair_C_minus_E"];
        let p = pair_difference(&[4.05, 3.3, 5.0], &[4.05, 3.5, 4.25]).expect("defined");
        close(Ok(p.mean), &v["mean"]);
        close(Ok(p.se), &v["se"]);
        close(Ok(p.t), &v["t_df2"]);
        close(Ok(p.p), &v["p_two_sided"]);
        assert_eq!(p.df, 2);
    }

    #[test]
    fn no_pair_difference_of_one_rater_or_without_spread() {
        assert_eq!(pair_difference(&[3.0], &[4.0]), Err(Undefined::TooFewRaters));
        assert_eq!(pair_difference(&[3.0, 4.0], &[4.0, 5.0]), Err(Undefined::NoVariance));
        assert_eq!(pair_difference(&[3.0, 4.0], &[4.0]), Err(Undefined::Incomplete));
    }
}
