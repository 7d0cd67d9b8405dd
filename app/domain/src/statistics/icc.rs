//! Intraclass correlations: which part of the differences between ratings is a difference between the rated.
//!
//! Source: Shrout & Fleiss (1979), *Intraclass correlations: uses in assessing rater reliability*; `McGraw` & Wong (1996), *Forming
//! inferences about some intraclass correlation coefficients* (the names A, agreement, and C, consistency).

use super::{
    moments::{all_there, mean, squares, without_noise},
    quantiles::f_975,
    spearman_brown::spearman_brown,
};
use crate::{
    analysis::{Estimate, Known, Undefined},
    scoring::EPSILON,
};

/// Mean squares of a targets × raters table, in squared points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Anova {
    pub targets: usize,
    pub raters: usize,
    /// Between targets.
    pub msr: f64,
    /// Between raters.
    pub msc: f64,
    /// What neither explains.
    pub mse: f64,
    /// Within targets.
    pub msw: f64,
}

/// The mean squares of a table: one row per target, one column per rater, at least two of both. A missing value (NaN) or a row
/// of another length is [`Undefined::Incomplete`].
pub fn anova(rows: &[Vec<f64>]) -> Known<Anova> {
    let targets = rows.len();
    let raters = rows.first().map_or(0, Vec::len);
    if targets < 2 {
        return Err(Undefined::TooFewCandidates);
    }
    if rows.iter().any(|row| row.len() != raters) {
        return Err(Undefined::Incomplete);
    }
    if raters < 2 {
        return Err(Undefined::TooFewRaters);
    }
    all_there(rows.iter().flatten())?;

    let (n, k) = (targets as f64, raters as f64);
    let row_means: Vec<f64> = rows.iter().filter_map(|row| mean(row)).collect();
    let column_means: Vec<f64> = (0..raters).map(|r| rows.iter().map(|row| row[r]).sum::<f64>() / n).collect();
    let grand = row_means.iter().sum::<f64>() / n;
    let cells =
        || rows.iter().zip(&row_means).flat_map(|(row, mean)| row.iter().zip(&column_means).map(move |(x, column)| (*x, *mean, *column)));
    let within: f64 = cells().map(|(x, row, _)| (x - row).powi(2)).sum();
    let residual: f64 = cells().map(|(x, row, column)| (x - row - column + grand).powi(2)).sum();
    Ok(Anova {
        targets,
        raters,
        msr: k * squares(row_means.iter().copied(), grand) / (n - 1.0),
        msc: n * squares(column_means.iter().copied(), grand) / (k - 1.0),
        mse: without_noise(residual) / ((n - 1.0) * (k - 1.0)),
        msw: without_noise(within) / (n * (k - 1.0)),
    })
}

/// Each coefficient is at most 1 and may be negative: no agreement beyond chance. It is undefined without variance.
impl Anova {
    /// ICC(1,1): one rating, when every target has other raters.
    pub fn icc_11(&self) -> Known<Estimate> {
        self.single(self.msw, self.n() * (self.k() - 1.0))
    }

    /// ICC(1,k): the mean of k such ratings.
    pub fn icc_1k(&self) -> Known<Estimate> {
        self.average(self.msw, self.n() * (self.k() - 1.0))
    }

    /// ICC(C,1) = ICC(3,1): one rating, when only the order matters.
    pub fn icc_c1(&self) -> Known<Estimate> {
        self.single(self.mse, self.df_residual())
    }

    /// ICC(C,k) = ICC(3,k): the mean of k such ratings.
    pub fn icc_ck(&self) -> Known<Estimate> {
        self.average(self.mse, self.df_residual())
    }

    /// ICC(A,1) = ICC(2,1): one rating, when the level matters too.
    pub fn icc_a1(&self) -> Known<Estimate> {
        let value = self.agreement_single()?;
        Ok(Estimate { value, interval: self.agreement_limits(value) })
    }

    /// ICC(A,k) = ICC(2,k): the mean of k such ratings.
    pub fn icc_ak(&self) -> Known<Estimate> {
        let (n, k) = (self.n(), self.k());
        let value = quotient(self.msr - self.mse, self.msr + (self.msc - self.mse) / n, self.msr + (self.msc + self.mse) / n)?;
        let interval = self.agreement_single().and_then(|single| self.agreement_limits(single));
        let interval = interval.and_then(|(low, high)| Ok((spearman_brown(low, k)?, spearman_brown(high, k)?)));
        Ok(Estimate { value, interval })
    }

    /// Degrees of freedom of the residual.
    pub fn df_residual(&self) -> f64 {
        (self.n() - 1.0) * (self.k() - 1.0)
    }

    fn n(&self) -> f64 {
        self.targets as f64
    }

    fn k(&self) -> f64 {
        self.raters as f64
    }

    fn single(&self, error: f64, df: f64) -> Known<Estimate> {
        let k = self.k();
        let total = self.msr + (k - 1.0) * error;
        let value = quotient(self.msr - error, total, total)?;
        let interval = self.f_limits(error, df).map(|(low, high)| ((low - 1.0) / (low + k - 1.0), (high - 1.0) / (high + k - 1.0)));
        Ok(Estimate { value, interval })
    }

    fn average(&self, error: f64, df: f64) -> Known<Estimate> {
        let value = quotient(self.msr - error, self.msr, self.msr)?;
        let interval = self.f_limits(error, df).map(|(low, high)| (1.0 - 1.0 / low, 1.0 - 1.0 / high));
        Ok(Estimate { value, interval })
    }

    /// The 95% limits of the ratio of variances.
    fn f_limits(&self, error: f64, df: f64) -> Known<(f64, f64)> {
        if error == 0.0 {
            return Err(Undefined::NoResidual);
        }
        if self.msr == 0.0 {
            return Err(Undefined::NoVariance);
        }
        let f = self.msr / error;
        Ok((f / f_975(self.n() - 1.0, df)?, f * f_975(df, self.n() - 1.0)?))
    }

    fn agreement_single(&self) -> Known {
        let (n, k) = (self.n(), self.k());
        let base = self.msr + (k - 1.0) * self.mse;
        quotient(self.msr - self.mse, base + k * (self.msc - self.mse) / n, base + k * (self.msc + self.mse) / n)
    }

    /// `McGraw` & Wong (1996), table 7, with Satterthwaite's degrees of freedom v. For a strongly negative coefficient v drops below
    /// 1 and the approximation means nothing.
    fn agreement_limits(&self, single: f64) -> Known<(f64, f64)> {
        let (n, k) = (self.n(), self.k());
        if 1.0 - single < EPSILON {
            return Err(Undefined::NoResidual);
        }
        let odds = k * single / (n * (1.0 - single));
        let (rater, residual) = (odds * self.msc, (1.0 + odds * (n - 1.0)) * self.mse);
        let v = (rater + residual).powi(2) / (rater.powi(2) / (k - 1.0) + residual.powi(2) / self.df_residual());
        let (f1, f2) = (f_975(n - 1.0, v)?, f_975(v, n - 1.0)?);
        let spread = k * self.msc + (k * n - k - n) * self.mse;
        let low = quotient(n * (self.msr - f1 * self.mse), f1 * spread + n * self.msr, f1 * spread + n * self.msr)?;
        let high = quotient(n * (f2 * self.msr - self.mse), spread + n * f2 * self.msr, spread + n * f2 * self.msr)?;
        Ok((low, high))
    }
}

/// `part` of `whole`, unless the whole is nothing, or negative beside the `size` of its terms.
fn quotient(part: f64, whole: f64, size: f64) -> Known {
    if size <= 0.0 {
        Err(Undefined::NoVariance)
    } else if whole <= EPSILON * size {
        Err(Undefined::NegativeVariance)
    } else {
        Ok(part / whole)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::statistics::vectors::{close, rows, vectors};

    fn estimate(found: Known<Estimate>, value: &Value, interval: &Value) {
        let found = found.expect("defined");
        close(Ok(found.value), value);
        let (low, high) = found.interval.expect("an interval");
        close(Ok(low), &interval[0]);
        close(Ok(high), &interval[1]);
    }

    #[test]
    fn six_targets_and_four_judges_give_what_shrout_and_fleiss_published() {
        let v = &vectors()["icc_shrout_fleiss_1979"];
        let a = anova(&rows(&v["ratings"])).expect("complete");
        close(Ok(a.msr), &v["anova"]["MSR_between_targets"]);
        close(Ok(a.msw), &v["anova"]["MSW_within"]);
        close(Ok(a.msc), &v["anova"]["MSC_between_judges"]);
        close(Ok(a.mse), &v["anova"]["MSE_residual"]);
        let (value, ci) = (&v["icc"], &v["ci95"]);
        estimate(a.icc_11(), &value["ICC(1,1)"], &ci["ICC(1,1)"]);
        estimate(a.icc_1k(), &value["ICC(1,k)"], &ci["ICC(1,k)"]);
        estimate(a.icc_a1(), &value["ICC(A,1)=ICC(2,1)"], &ci["ICC(A,1)"]);
        estimate(a.icc_ak(), &value["ICC(A,k)=ICC(2,k)"], &ci["ICC(A,k)"]);
        estimate(a.icc_c1(), &value["ICC(C,1)=ICC(3,1)"], &ci["ICC(C,1)"]);
        estimate(a.icc_ck(), &value["ICC(C,k)=ICC(3,k)"], &ci["ICC(C,k)"]);
    }

    #[test]
    fn a_constant_difference_between_raters_is_consistent_but_no_agreement() {
        let v = &vectors()["icc_mcgraw_wong_pairs"];
        let a = anova(&rows(&v["ratings"])).expect("complete");
        close(a.icc_c1().map(|it| it.value), &v["ICC(C,1)"]);
        close(a.icc_a1().map(|it| it.value), &v["ICC(A,1)"]);
        assert_eq!(a.icc_c1().expect("defined").interval, Err(Undefined::NoResidual));
        assert!(a.icc_a1().expect("defined").interval.is_ok());
    }

    #[test]
    fn raters_who_contradict_each_other_are_negative_and_not_clipped() {
        let v = &vectors()["icc_negative"];
        let a = anova(&rows(&v["ratings"])).expect("complete");
        close(a.icc_11().map(|it| it.value), &v["ICC(1,1)"]);
        close(a.icc_a1().map(|it| it.value), &v["ICC(A,1)"]);
        close(a.icc_c1().map(|it| it.value), &v["ICC(C,1)"]);
        assert_eq!(a.icc_1k(), Err(Undefined::NoVariance));
        assert_eq!(a.icc_ak(), Err(Undefined::NegativeVariance), "the formula would give 4");
    }

    #[test]
    fn no_variance_is_undefined_everywhere() {
        let a = anova(&rows(&vectors()["icc_undefined"]["ratings"])).expect("complete");
        for icc in [a.icc_11(), a.icc_1k(), a.icc_a1(), a.icc_ak(), a.icc_c1(), a.icc_ck()] {
            assert_eq!(icc, Err(Undefined::NoVariance));
        }
        // The mean of seven times 3.1 is not 3.1 in floats.
        let a = anova(&vec![vec![3.1; 7]; 7]).expect("complete");
        assert_eq!(a.icc_11(), Err(Undefined::NoVariance));
    }

    #[test]
    fn perfect_agreement_is_one_without_an_interval() {
        let a = anova(&[vec![2.0, 2.0], vec![3.1, 3.1], vec![4.7, 4.7]]).expect("complete");
        for icc in [a.icc_11(), a.icc_1k(), a.icc_a1(), a.icc_ak(), a.icc_c1(), a.icc_ck()] {
            assert_eq!(icc, Ok(Estimate { value: 1.0, interval: Err(Undefined::NoResidual) }));
        }
    }

    #[test]
    fn a_table_that_is_small_ragged_or_has_holes_says_so() {
        assert_eq!(anova(&[]), Err(Undefined::TooFewCandidates));
        assert_eq!(anova(&[vec![1.0, 2.0]]), Err(Undefined::TooFewCandidates));
        assert_eq!(anova(&[vec![1.0], vec![2.0]]), Err(Undefined::TooFewRaters));
        assert_eq!(anova(&[vec![1.0, 2.0], vec![2.0]]), Err(Undefined::Incomplete));
        assert_eq!(anova(&[vec![1.0, f64::NAN], vec![2.0, 3.0]]), Err(Undefined::Incomplete));
    }
}
