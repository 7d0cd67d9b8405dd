//! The worked panel of 5 candidates × 3 raters × 4 competencies, and panels on which numbers do not exist.

use serde_json::Value;

use crate::{
    analysis::{Analysis, Known, Ratings, Seen, Undefined},
    statistics::{
        alpha::{Metric, alpha},
        analyse,
        vectors::{all_close, close, list, number, rows, vectors},
    },
};

const RATERS: [&str; 3] = ["R1", "R2", "R3"];
const NAMES: [&str; 5] = ["A", "B", "C", "D", "E"];

fn panel() -> &'static Value {
    &vectors()["panel_5x3x4"]
}

pub(in crate::statistics) fn worked() -> Ratings {
    let v = panel();
    let by_rater: Vec<Vec<Vec<f64>>> = RATERS.iter().map(|rater| rows(&v["ratings"][*rater])).collect();
    let row = |rater: &Vec<Vec<f64>>, candidate: usize| Some(rater[candidate].iter().copied().map(Some).collect());
    let seen = |candidate: usize| Seen { by_rater: by_rater.iter().map(|rater| row(rater, candidate)).collect() };
    Ratings { shares: list(&v["weights"]), raters: 3, candidates: (0..5).map(seen).collect(), hidden: false }
}

fn without(mut ratings: Ratings, cells: &[(usize, usize, usize)]) -> Ratings {
    for (candidate, rater, competency) in cells {
        ratings.candidates[*candidate].by_rater[*rater].as_mut().expect("on the panel")[*competency] = None;
    }
    ratings
}

fn names(indices: &[usize]) -> Value {
    indices.iter().map(|it| NAMES[*it]).collect()
}

#[test]
fn totals_cells_and_the_order() {
    let (found, v) = (analyse(&worked()), panel());
    for (candidate, (it, name)) in found.candidates.iter().zip(NAMES).enumerate() {
        close(it.total.ok_or(Undefined::Incomplete), &v["panel_total"][name]);
        for (cell, (mean, rwg)) in it.cells.iter().zip(list(&v["cell_mean"][candidate]).iter().zip(list(&v["cell_rwg_raw"][candidate]))) {
            assert!((cell.mean.expect("rated") - mean).abs() < 1e-6);
            assert!((cell.rwg.expect("rated") - rwg).abs() < 1e-6);
            assert_eq!(cell.n, 3);
        }
        let by_rater = RATERS.map(|rater| v["totals_by_rater"][rater][candidate].clone());
        all_close(&it.by_rater.iter().map(|it| it.expect("rated")).collect::<Vec<_>>(), &Value::from(by_rater.to_vec()));
    }
    assert_eq!(names(&found.order), v["rank"]);
    let wide = |c: usize, j: usize| found.candidates[c].cells[j].range.is_some_and(|range| range >= 2.0);
    let wide: Vec<(usize, usize)> = (0..5).flat_map(|c| (0..4).map(move |j| (c, j))).filter(|(c, j)| wide(*c, *j)).collect();
    assert_eq!(wide, [(0, 3), (1, 2), (2, 1), (2, 2), (2, 3), (3, 3)]);
}

#[test]
fn reliability_errors_and_bands() {
    let (found, v) = (analyse(&worked()), panel());
    let (r, icc) = (&found.reliability, &v["icc_totals"]);
    assert_eq!((r.n, r.k, r.indicative), (5, Ok(3), true));
    for (found, key) in [
        (&r.icc_11, "ICC(1,1)"),
        (&r.icc_1k, "ICC(1,k)"),
        (&r.icc_a1, "ICC(A,1)"),
        (&r.icc_ak, "ICC(A,k)"),
        (&r.icc_c1, "ICC(C,1)"),
        (&r.icc_ck, "ICC(C,k)"),
    ] {
        close(found.as_ref().map(|it| it.value).map_err(|why| *why), &icc[key]);
    }
    for (found, key) in [(&r.icc_a1, "ci95_ICC(A,1)"), (&r.icc_ak, "ci95_ICC(A,k)")] {
        let (low, high) = found.as_ref().expect("defined").interval.expect("an interval");
        all_close(&[low, high], &icc[key]);
    }
    close(found.errors.map(|it| it.lsd95), &v["g_theory"]["LSD95"]);
    close(found.errors.map(|it| it.sem_absolute), &v["g_theory"]["SEM_absolute"]);
    let bands = found.bands.expect("bands");
    assert_eq!(bands.iter().map(|band| names(band)).collect::<Value>(), v["bands"]);
    assert_eq!(found.candidates.iter().map(|it| it.band).collect::<Vec<_>>(), [Some(1), Some(1), Some(0), Some(2), Some(0)]);
    assert_eq!(found.adjusted, Err(Undefined::NotNeeded));
}

#[test]
fn alpha_of_the_panel_also_with_two_ratings_missing() {
    let (found, v) = (analyse(&worked()).reliability, panel());
    close(found.alpha_ordinal, &v["krippendorff_ordinal_all_20_units"]);
    for (alpha, name) in found.alpha_by_competency.iter().zip(["LEARN", "FEEDB", "ADAPT", "JUDGE"]) {
        close(*alpha, &v["krippendorff_ordinal"][name]);
    }
    let cells = worked().candidates.into_iter().flat_map(|seen| {
        let rows: Vec<Vec<Option<f64>>> = seen.by_rater.into_iter().flatten().collect();
        (0..4).map(move |j| rows.iter().filter_map(|row| row[j]).collect())
    });
    close(alpha(&cells.collect::<Vec<_>>(), Metric::Interval).map(|it| it.alpha), &v["krippendorff_interval_all_20_units"]);
    let holes = without(worked(), &[(1, 1, 2), (3, 2, 0)]);
    close(analyse(&holes).reliability.alpha_ordinal, &v["krippendorff_ordinal_all_missing_R2_B_ADAPT_and_R3_D_LEARN"]);
}

#[test]
fn the_order_under_other_panels_and_other_weights() {
    let (found, v) = (analyse(&worked()).sensitivity, panel());
    for (it, rater) in found.leave_one_out.iter().zip(RATERS) {
        assert_eq!(names(&it.order), v["leave_one_rater_out"][format!("drop {rater}")]);
        assert_eq!(it.first, it.order[..1]);
    }
    let overtaken: Vec<_> = found.flips.iter().filter(|it| (it.ahead, it.behind) == (2, 4)).collect();
    assert_eq!(overtaken.len(), 3, "judgement changes nothing between C and E");
    for (flip, name) in overtaken.iter().zip(["LEARN", "FEEDB", "ADAPT"]) {
        close(Ok(flip.weight), &v["flip_weight_C_vs_E"][name]);
    }
    let first = found.first_place.expect("four competencies");
    assert_eq!(first.grid_points, 286);
    close(Ok(first.shares[2].expect("complete")), &v["simplex_grid_step_0.1"]["share_first_ties_split"]["C"]);
    let equal = analyse(&Ratings { shares: vec![0.25; 4], ..worked() });
    for (it, name) in equal.candidates.iter().zip(NAMES) {
        close(it.total.ok_or(Undefined::Incomplete), &v["equal_weight_totals"][name]);
    }
}

/// With one rater, who is first: a tie that floats would break (4.05 and 4.05).
#[test]
fn the_first_of_each_single_rater() {
    for (rater, name) in RATERS.into_iter().enumerate() {
        let mut alone = worked();
        alone.candidates.iter_mut().for_each(|it| it.by_rater = vec![it.by_rater[rater].clone(), it.by_rater[rater].clone()]);
        alone.raters = 2;
        let found = analyse(&alone);
        assert_eq!(names(&found.sensitivity.leave_one_out[0].first), panel()["single_rater_first"][name]);
        assert_eq!(names(&found.bands.expect("without residual a band is a tie")[0]), panel()["single_rater_first"][name]);
    }
}

#[test]
fn totals_less_severity_keep_the_panel_totals() {
    let (found, v) = (analyse(&worked()), panel());
    for (rater, name) in RATERS.into_iter().enumerate() {
        let severity = found.raters[rater].severity.expect("connected");
        let adjusted: Vec<f64> = found.candidates.iter().map(|it| it.by_rater[rater].expect("rated") - severity).collect();
        all_close(&adjusted, &v["severity_adjusted_totals"][name]);
    }
}

fn coefficients(found: &Analysis) -> Vec<Known> {
    let r = &found.reliability;
    [&r.icc_11, &r.icc_1k, &r.icc_a1, &r.icc_ak, &r.icc_c1, &r.icc_ck].map(|it| it.as_ref().map(|it| it.value).map_err(|why| *why)).to_vec()
}

#[test]
fn four_candidates_give_bands_but_no_coefficient() {
    let mut ratings = worked();
    ratings.candidates.pop();
    let found = analyse(&ratings);
    assert!(coefficients(&found).iter().all(|it| *it == Err(Undefined::TooFewCandidates)));
    assert_eq!(found.reliability.alpha_ordinal, Err(Undefined::TooFewCandidates));
    assert!(found.errors.is_ok() && found.bands.is_ok());
}

#[test]
fn one_rater_gives_totals_and_no_error() {
    let mut ratings = worked();
    ratings.raters = 1;
    let found = analyse(&ratings);
    assert!(coefficients(&found).iter().all(|it| *it == Err(Undefined::TooFewRaters)));
    assert_eq!(found.reliability.alpha_ordinal, Err(Undefined::TooFewRaters));
    assert_eq!(found.bands, Err(Undefined::TooFewRaters));
    assert_eq!(found.order, [2, 4, 0, 1, 3], "a tie goes by index");
}

#[test]
fn candidates_with_other_raters_get_adjusted_totals_instead_of_bands() {
    let v = &vectors()["incomplete_design_ls"];
    let mut ratings = Ratings { shares: vec![1.0], raters: 3, candidates: vec![Seen { by_rater: vec![None; 3] }; 4], hidden: false };
    for it in v["observations"].as_array().expect("a list") {
        let index = |names: &[&str], name: &Value| names.iter().position(|known| Some(*known) == name.as_str()).expect("a name");
        ratings.candidates[index(&NAMES, &it[1])].by_rater[index(&RATERS, &it[0])] = Some(vec![Some(number(&it[2]))]);
    }
    let found = analyse(&ratings);
    assert_eq!((&found.reliability.k, &found.bands), (&Err(Undefined::DifferentRaters), &Err(Undefined::DifferentRaters)));
    let adjusted = found.adjusted.expect("connected");
    for (candidate, name) in NAMES[..4].iter().enumerate() {
        close(found.candidates[candidate].total.ok_or(Undefined::Incomplete), &v["raw_mean"][name]);
        close(adjusted.candidates[candidate].ok_or(Undefined::Incomplete), &v["adjusted"][name]);
    }
    assert_eq!(found.order[0], 0, "the adjusted order would start with C: it is shown beside, never instead");
}

#[test]
fn what_does_not_weigh_may_be_missing_and_what_weighs_may_not() {
    let ratings = || Ratings { shares: vec![0.375, 0.3125, 0.3125, 0.0], ..worked() };
    let found = analyse(&without(ratings(), &[(0, 0, 3), (0, 1, 3), (0, 2, 3)]));
    close(found.candidates[0].total.ok_or(Undefined::Incomplete), &panel()["drop_JUDGE_renormalised"]["totals"]["A"]);
    let found = analyse(&without(ratings(), &[(0, 0, 1)]));
    assert!(!found.candidates[0].is_complete());
    assert_eq!((found.candidates[0].by_rater[0], found.candidates[0].band), (None, None));
    assert_eq!(found.order.len(), 4);
    assert_eq!(found.sensitivity.first_place.expect("defined").shares[0], None);
}

/// Worked out by hand from the formulas of section 3.1, for the library has no published value.
#[test]
fn agreement_on_one_competency_has_its_interval_and_its_guard() {
    let found = analyse(&worked()).reliability.icc_by_competency;
    for (estimate, expected) in found.iter().zip([2.0 / 3.0, 0.44, 5.0 / 23.0, 12.0 / 23.0]) {
        let estimate = estimate.as_ref().expect("five candidates by three raters");
        assert!((estimate.value - expected).abs() < 1e-9, "{estimate:?}");
        let (low, high) = estimate.interval.expect("an interval");
        assert!(low < estimate.value && estimate.value < high, "{estimate:?}");
    }
    let holes = without(worked(), &[(1, 1, 2)]);
    assert_eq!(analyse(&holes).reliability.icc_by_competency[2], Err(Undefined::TooFewCandidates), "four are left");
}
