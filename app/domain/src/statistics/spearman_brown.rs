//! What more raters would bring.

use super::quantiles::finite;
use crate::{
    analysis::{Known, Undefined},
    scoring::EPSILON,
};

/// Reliability, at most 1, of the mean of `k` raters (more than 0, may be a fraction) when one has reliability `single`. Undefined
/// where the formula turns over, at −1/(k − 1). Source: Spearman (1910), Brown (1910): kr / (1 + (k − 1)r).
pub fn spearman_brown(single: f64, k: f64) -> Known {
    let whole = 1.0 + (k - 1.0) * single;
    if whole > EPSILON { finite(k * single / whole) } else { Err(Undefined::Unstable) }
}

/// How many raters reach reliability `target`, as an exact number: t(1 − r) / (r(1 − t)). Both strictly between 0 and 1, for no
/// number of raters makes more of nothing.
pub fn lengthening(single: f64, target: f64) -> Known {
    let inside = |it: f64| it > 0.0 && it < 1.0;
    if inside(single) && inside(target) { finite(target * (1.0 - single) / (single * (1.0 - target))) } else { Err(Undefined::OffScale) }
}

/// [`lengthening`], rounded up to whole raters.
pub fn raters_needed(single: f64, target: f64) -> Known<u32> {
    let exact = (lengthening(single, target)? - EPSILON).ceil();
    (1..=u32::from(u16::MAX)).find(|it| f64::from(*it) >= exact).ok_or(Undefined::Unstable)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::vectors::{close, vectors};

    #[test]
    fn one_to_six_raters_and_what_eighty_percent_takes() {
        let v = &vectors()["spearman_brown"];
        let single = v["single"].as_f64().expect("a number");
        for (k, expected) in (1..).zip(v["k1..k6"].as_array().expect("a list")) {
            close(spearman_brown(single, f64::from(k)), expected);
        }
        close(lengthening(single, 0.8), &v["raters_needed_for_0.80"]["exact"]);
        assert_eq!(raters_needed(single, 0.8), Ok(6));
        assert_eq!(raters_needed(0.5, 0.75), Ok(3), "a whole number is not rounded up by its rounding error");
        assert_eq!(raters_needed(0.9, 0.5), Ok(1));
    }

    #[test]
    fn no_number_of_raters_makes_something_of_nothing() {
        for single in [0.0, -0.2, 1.0, f64::NAN] {
            assert_eq!(raters_needed(single, 0.8), Err(Undefined::OffScale));
        }
        assert_eq!(raters_needed(0.44, 1.0), Err(Undefined::OffScale));
        assert_eq!(spearman_brown(-1.0, 2.0), Err(Undefined::Unstable));
        assert_eq!(spearman_brown(f64::NAN, 2.0), Err(Undefined::Unstable));
    }
}
