//! Standard errors of totals, and which candidates they tell apart.
//!
//! Source: generalizability theory, a candidates × raters design (Brennan 2001); the least significant difference of Fisher.

use super::{icc::Anova, quantiles::t_975, sensitivity::ranking};
use crate::{
    analysis::{Components, Errors, Known},
    scoring::EPSILON,
};

/// Variances of candidate, rater and residual, in squared points, as estimated: one may be negative.
pub fn components(anova: &Anova) -> Components {
    let (n, k) = (anova.targets as f64, anova.raters as f64);
    let (candidate, rater) = ((anova.msr - anova.mse) / k, (anova.msc - anova.mse) / n);
    Components { candidate, rater, residual: anova.mse, negative: candidate < 0.0 || rater < 0.0 }
}

/// Standard errors in points of the scale, for the mean over the raters of the table. A negative variance counts as 0. Without any
/// residual the errors are 0, which is what such ratings say.
pub fn errors(anova: &Anova) -> Known<Errors> {
    let components = components(anova);
    let k = anova.raters as f64;
    let residual = components.residual / k;
    let sed = (2.0 * residual).sqrt();
    let t = t_975(anova.df_residual())?;
    Ok(Errors {
        components,
        sem_relative: residual.sqrt(),
        sem_absolute: (components.rater.max(0.0) / k + residual).sqrt(),
        sed,
        df: (anova.targets - 1) * (anova.raters - 1),
        t,
        lsd95: t * sed,
    })
}

/// Bands from the top: everyone within `margin` points of the highest, then again with who is left. Indices into `totals`; a
/// missing total is in no band.
pub fn bands(totals: &[Option<f64>], margin: f64) -> Vec<Vec<usize>> {
    let mut bands: Vec<Vec<usize>> = Vec::new();
    let mut lowest = f64::INFINITY;
    for candidate in ranking(totals) {
        let Some(total) = totals[candidate] else { continue };
        match bands.last_mut() {
            Some(band) if total >= lowest => band.push(candidate),
            Some(_) | None => {
                lowest = total - margin - EPSILON;
                bands.push(vec![candidate]);
            }
        }
    }
    bands
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{
        icc::anova,
        vectors::{close, rows, vectors},
    };

    #[test]
    fn the_worked_panel_gives_the_errors_of_generalizability_theory() {
        let v = &vectors()["panel_5x3x4"];
        let by_rater = [rows_of("R1"), rows_of("R2"), rows_of("R3")];
        let table: Vec<Vec<f64>> = (0..5).map(|c| by_rater.iter().map(|totals| totals[c]).collect()).collect();
        let errors = errors(&anova(&table).expect("complete")).expect("defined");
        let g = &v["g_theory"];
        close(Ok(errors.components.candidate), &g["var_candidate"]);
        close(Ok(errors.components.rater), &g["var_rater"]);
        close(Ok(errors.components.residual), &g["var_residual"]);
        assert!(!errors.components.negative);
        close(Ok(errors.sem_relative), &g["SEM_relative"]);
        close(Ok(errors.sem_absolute), &g["SEM_absolute"]);
        close(Ok(errors.sed), &g["SED"]);
        assert_eq!(errors.df, 8);
        close(Ok(errors.t), &g["t_0.975_df8"]);
        close(Ok(errors.lsd95), &g["LSD95"]);
    }

    fn rows_of(rater: &str) -> Vec<f64> {
        crate::statistics::vectors::list(&vectors()["panel_5x3x4"]["totals_by_rater"][rater])
    }

    #[test]
    fn a_negative_variance_is_reported_and_counts_as_nothing() {
        let errors = errors(&anova(&rows(&vectors()["icc_negative"]["ratings"])).expect("complete")).expect("defined");
        assert!(errors.components.negative && errors.components.candidate < 0.0 && errors.components.rater < 0.0);
        assert!((errors.sem_absolute - errors.sem_relative).abs() < EPSILON);
    }

    #[test]
    fn without_residual_only_a_tie_shares_a_band() {
        let a = anova(&[vec![3.0, 3.5], vec![4.0, 4.5], vec![3.0, 3.5]]).expect("complete");
        let margin = errors(&a).expect("defined").lsd95;
        assert!(margin.abs() < EPSILON);
        assert_eq!(bands(&[Some(3.25), Some(4.25), Some(3.25)], margin), [vec![1], vec![0, 2]]);
    }

    #[test]
    fn a_band_is_measured_from_its_highest_and_skips_who_has_no_total() {
        let totals = [Some(3.0), None, Some(4.0), Some(3.5), Some(3.2)];
        assert_eq!(bands(&totals, 0.5), [vec![2, 3], vec![4, 0]]);
        assert!(bands(&[None], 0.5).is_empty());
        assert_eq!(bands(&[Some(3.6), Some(3.3)], 0.3).len(), 1, "3.6 − 0.3 is a float above 3.3");
    }
}
