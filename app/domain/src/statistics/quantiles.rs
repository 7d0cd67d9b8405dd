//! Points of the F, t and normal distributions. `statrs` is right to nine decimals here for up to some thousands of degrees of
//! freedom, but may not end for fewer than one: that is refused.

use statrs::{
    distribution::{ContinuousCDF, FisherSnedecor, StudentsT},
    function::erf::erfc,
};

use crate::analysis::{Known, Undefined};

/// The 97.5% point of the standard normal distribution.
pub(super) const Z_975: f64 = 1.959_963_984_540_054;

/// The 97.5% point of F.
pub(super) fn f_975(above: f64, below: f64) -> Known {
    if !(above >= 1.0 && below >= 1.0) {
        return Err(Undefined::Unstable);
    }
    let f = FisherSnedecor::new(above, below).map_err(|_| Undefined::Unstable)?;
    finite(f.inverse_cdf(0.975))
}

/// The 97.5% point of t.
pub(super) fn t_975(df: f64) -> Known {
    finite(t(df)?.inverse_cdf(0.975))
}

/// The chance of a t at least this far from 0, on either side.
pub(super) fn t_two_sided(value: f64, df: f64) -> Known {
    finite(2.0 * t(df)?.sf(value.abs()))
}

/// The chance of a standard normal value at least this far from 0, on either side.
pub(super) fn z_two_sided(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// The value, unless it ran out of what a float can hold.
pub(super) fn finite(value: f64) -> Known {
    if value.is_finite() { Ok(value) } else { Err(Undefined::Unstable) }
}

fn t(df: f64) -> Known<StudentsT> {
    if df >= 1.0 { StudentsT::new(0.0, 1.0, df).map_err(|_| Undefined::Unstable) } else { Err(Undefined::Unstable) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::vectors::{close, vectors};

    #[test]
    fn quantiles_are_those_of_the_tables() {
        let v = &vectors()["icc_shrout_fleiss_1979"];
        let odd = v["satterthwaite_v"].as_f64().expect("a number");
        for (key, a, b) in [
            ("F(5,18)", 5.0, 18.0),
            ("F(18,5)", 18.0, 5.0),
            ("F(5,15)", 5.0, 15.0),
            ("F(15,5)", 15.0, 5.0),
            ("F(5,v)", 5.0, odd),
            ("F(v,5)", odd, 5.0),
        ] {
            close(f_975(a, b), &v["F_quantiles_0.975"][key]);
        }
        for (df, value) in vectors()["quantiles"]["t_0.975"].as_object().expect("a table") {
            close(t_975(df.parse().expect("a number")), value);
        }
        close(Ok(Z_975), &vectors()["quantiles"]["z_0.975"]);
    }

    const F_SCIPY: [(f64, f64, f64); 8] = [
        (1.0, 1.0, 647.789_011_477_844),
        (1.0, 1.5, 92.838_876_484_954_6),
        (2.25, 1.0, 820.164_046_723_858),
        (4.0, 2.5, 21.963_737_331_173_3),
        (9.0, 36.0, 2.492_244_508_891_61),
        (99.0, 396.0, 1.347_208_979_103_3),
        (999.0, 3996.0, 1.101_451_233_333_41),
        (3996.0, 999.0, 1.104_678_164_410_44),
    ];

    /// scipy 1.17: the reason not to invert the incomplete beta function ourselves.
    #[test]
    fn quantiles_are_right_to_nine_decimals_where_they_are_used() {
        for (a, b, expected) in F_SCIPY {
            let found = f_975(a, b).expect("a number");
            assert!((found / expected - 1.0).abs() < 1e-9, "F({a}, {b}): {found} for {expected}");
        }
    }

    #[test]
    fn degrees_of_freedom_below_one_are_refused() {
        for df in [0.0, 0.5, -1.0, f64::NAN] {
            assert_eq!(f_975(df, 3.0), Err(Undefined::Unstable));
            assert_eq!(f_975(3.0, df), Err(Undefined::Unstable));
            assert_eq!(t_975(df), Err(Undefined::Unstable));
        }
    }

    #[test]
    fn chances_of_far_values() {
        assert!((z_two_sided(Z_975) - 0.05).abs() < 1e-9);
        assert!((z_two_sided(-Z_975) - 0.05).abs() < 1e-9);
        assert!((t_two_sided(-2.306_004_135, 8.0).expect("a number") - 0.05).abs() < 1e-9);
    }
}
