//! What holds for every panel, however full of holes.

use proptest::prelude::*;

use crate::{
    analysis::{Analysis, Known, Ratings, Seen, Side, Undefined, WithoutRater},
    scoring::EPSILON,
    statistics::{
        alpha::{Metric, alpha},
        analyse,
        icc::anova,
    },
};

const CLOSE: f64 = 1e-6;

/// A score in half points, or a hole.
fn score(holes: bool) -> impl Strategy<Value = Option<f64>> {
    (2u8..=10, 0u8..12).prop_map(move |(halves, hole)| (!holes || hole > 0).then(|| f64::from(halves) / 2.0))
}

fn row(competencies: usize, holes: bool) -> impl Strategy<Value = Option<Vec<Option<f64>>>> {
    (proptest::collection::vec(score(holes), competencies), 0u8..5).prop_map(move |(row, absent)| (!holes || absent > 0).then_some(row))
}

fn shares(competencies: usize) -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec(0u32..=4, competencies).prop_map(|weights| {
        let sum = f64::from(weights.iter().sum::<u32>().max(1));
        weights.into_iter().map(|weight| f64::from(weight) / sum).collect()
    })
}

/// Panels of 0 to 7 candidates, 0 to 4 raters, 0 to 4 competencies; with holes and different panels, or without.
fn panels(holes: bool, least: usize) -> impl Strategy<Value = Ratings> {
    (least..8, least..5, least..5).prop_flat_map(move |(n, k, competencies)| {
        let seen = proptest::collection::vec(row(competencies, holes), k).prop_map(|by_rater| Seen { by_rater });
        (shares(competencies), proptest::collection::vec(seen, n)).prop_map(move |(shares, candidates)| Ratings {
            shares,
            raters: k,
            candidates,
            hidden: false,
        })
    })
}

/// The indices below `n` in any order, out of a shuffle of more.
fn below(shuffled: &[usize], n: usize) -> Vec<usize> {
    shuffled.iter().copied().filter(|it| *it < n).collect()
}

fn shuffle(n: usize) -> impl Strategy<Value = Vec<usize>> {
    Just((0..n).collect::<Vec<_>>()).prop_shuffle()
}

/// All numbers of an analysis that do not depend on the order of raters and candidates.
fn invariants(found: &Analysis) -> Vec<Known> {
    let r = &found.reliability;
    let mut all: Vec<Known> = vec![r.alpha_ordinal, found.errors.map(|it| it.lsd95), found.errors.map(|it| it.sem_absolute)];
    all.extend(
        [&r.icc_11, &r.icc_1k, &r.icc_a1, &r.icc_ak, &r.icc_c1, &r.icc_ck].map(|it| it.as_ref().map(|it| it.value).map_err(|why| *why)),
    );
    all.extend(&r.alpha_by_competency);
    all
}

fn same(a: Known, b: Known) -> bool {
    match (a, b) {
        (Ok(a), Ok(b)) => (a - b).abs() < CLOSE * (1.0 + a.abs()),
        (a, b) => a == b,
    }
}

/// Whether every number in the JSON is one: NaN and infinity become `null`, and so does `None`, so those are counted first.
fn is_finite(found: &Analysis) -> bool {
    let again: Analysis = match serde_json::from_str(&serde_json::to_string(found).expect("json")) {
        Ok(again) => again,
        Err(_) => return false,
    };
    let text = format!("{found:?}");
    again.candidates.len() == found.candidates.len() && !text.contains("NaN") && !text.contains("inf")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_number_is_nan_or_infinite(ratings in panels(true, 0)) {
        let found = analyse(&ratings);
        prop_assert!(is_finite(&found), "{found:?}");
        prop_assert_eq!(found.candidates.len(), ratings.candidates.len());
        prop_assert_eq!(found.raters.len(), ratings.raters);
    }

    #[test]
    fn the_order_of_raters_changes_no_number(ratings in panels(true, 1), shuffled in shuffle(4)) {
        let found = analyse(&ratings);
        let places = below(&shuffled, ratings.raters);
        let mut turned = ratings.clone();
        for (turned, seen) in turned.candidates.iter_mut().zip(&ratings.candidates) {
            turned.by_rater = places.iter().map(|it| seen.by_rater[*it].clone()).collect();
        }
        let again = analyse(&turned);
        prop_assert!(invariants(&found).into_iter().zip(invariants(&again)).all(|(a, b)| same(a, b)));
        for (a, b) in again.raters.iter().zip(places.iter().map(|it| &found.raters[*it])) {
            prop_assert!(same(a.severity, b.severity) && same(a.minus_others, b.minus_others) && same(a.halo_ratio, b.halo_ratio));
        }
        for it in &again.sensitivity.leave_one_out {
            let same = |was: &&WithoutRater| was.without == places[it.without];
            let was = found.sensitivity.leave_one_out.iter().find(same).expect("the same raters");
            prop_assert_eq!((&was.order, &was.first), (&it.order, &it.first));
        }
        prop_assert_eq!(found.order, again.order);
        prop_assert_eq!(found.bands, again.bands);
    }

    #[test]
    fn the_order_of_candidates_changes_no_number(ratings in panels(true, 1), shuffled in shuffle(7)) {
        let found = analyse(&ratings);
        let places = below(&shuffled, ratings.candidates.len());
        let mut turned = ratings.clone();
        turned.candidates = places.iter().map(|it| ratings.candidates[*it].clone()).collect();
        let again = analyse(&turned);
        prop_assert!(invariants(&found).into_iter().zip(invariants(&again)).all(|(a, b)| same(a, b)));
        let adjusted = |it: &Analysis, c: usize| it.adjusted.as_ref().map_err(|why| *why).and_then(|it| it.candidates[c].ok_or(Undefined::NothingRated));
        let first = |it: &Analysis, c: usize| it.sensitivity.first_place.as_ref().map_err(|why| *why).and_then(|it| it.shares[c].ok_or(Undefined::NothingRated));
        for (now, was) in places.into_iter().enumerate() {
            prop_assert_eq!(found.candidates[was].band, again.candidates[now].band);
            prop_assert!(same(adjusted(&found, was), adjusted(&again, now)));
            prop_assert!(same(first(&found, was), first(&again, now)));
        }
    }

    #[test]
    fn bands_share_out_the_complete_candidates_from_the_top(ratings in panels(false, 1)) {
        let found = analyse(&ratings);
        if let Ok(bands) = &found.bands {
            prop_assert_eq!(&bands.concat(), &found.order);
            let margin = found.errors.expect("bands rest on it").lsd95 + 2.0 * EPSILON;
            let total = |it: usize| found.candidates[it].total.expect("complete");
            for (number, band) in bands.iter().enumerate() {
                prop_assert!(band.iter().all(|it| total(band[0]) - total(*it) <= margin && found.candidates[*it].band == Some(number)));
            }
            for pair in bands.windows(2) {
                prop_assert!(total(pair[0][0]) - total(pair[1][0]) > margin - 2.0 * EPSILON);
            }
        } else {
            prop_assert!(ratings.candidates.len() < 2 || ratings.raters < 2 || ratings.shares.iter().sum::<f64>() < EPSILON);
        }
    }

    #[test]
    fn the_parts_of_first_place_sum_to_one(ratings in panels(true, 1)) {
        match analyse(&ratings).sensitivity.first_place {
            Ok(found) => prop_assert!((found.shares.iter().flatten().sum::<f64>() - 1.0).abs() < CLOSE),
            Err(why) => prop_assert_eq!(why, Undefined::TooFewCandidates),
        }
    }

    #[test]
    fn past_a_flip_the_candidate_behind_passes_and_before_it_does_not(ratings in panels(true, 1)) {
        let found = analyse(&ratings);
        for flip in &found.sensitivity.flips {
            let lead = |weight: f64| -> f64 {
                let now = ratings.shares[flip.competency];
                let mean = |c: usize, j: usize| found.candidates[c].cells[j].mean.unwrap_or(0.0);
                let share = |j: usize| if j == flip.competency { weight } else { ratings.shares[j] * (1.0 - weight) / (1.0 - now) };
                (0..ratings.shares.len()).map(|j| share(j) * (mean(flip.ahead, j) - mean(flip.behind, j))).sum()
            };
            let step = 1e-4 * if flip.side == Side::Below { -1.0 } else { 1.0 };
            prop_assert!(lead(ratings.shares[flip.competency]) > 0.0);
            prop_assert!(lead(flip.weight + step) < 0.0, "{flip:?}");
            prop_assert!(lead(flip.weight - step) > 0.0, "{flip:?}");
        }
    }

    #[test]
    fn a_lenient_rater_moves_the_own_severity_but_not_consistency(ratings in panels(false, 2), more in -3.0..3.0f64) {
        let mut moved = ratings.clone();
        for seen in &mut moved.candidates {
            seen.by_rater[0].iter_mut().flatten().flatten().for_each(|score| *score += more);
        }
        let (before, after) = (analyse(&ratings), analyse(&moved));
        let k = ratings.raters as f64;
        for rater in 0..ratings.raters {
            let (was, is) = (before.raters[rater].severity.expect("complete"), after.raters[rater].severity.expect("complete"));
            let expected = if rater == 0 { more * (k - 1.0) / k } else { -more / k };
            prop_assert!((is - was - expected).abs() < CLOSE);
        }
        let table = |it: &Analysis| -> Vec<Vec<f64>> { it.candidates.iter().map(|it| it.by_rater.iter().flatten().copied().collect()).collect() };
        if let (Ok(before), Ok(after)) = (anova(&table(&before)), anova(&table(&after))) {
            let value = |it: Known<crate::analysis::Estimate>| it.map(|it| it.value);
            prop_assert!(same(value(before.icc_c1()), value(after.icc_c1())));
            prop_assert!(same(value(before.icc_ck()), value(after.icc_ck())));
        }
    }

    #[test]
    fn no_intraclass_correlation_exceeds_one(rows in proptest::collection::vec(proptest::array::uniform3(2u8..=10), 2..9)) {
        let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.map(|halves| f64::from(halves) / 2.0).to_vec()).collect();
        let a = anova(&rows).expect("complete");
        for estimate in [a.icc_11(), a.icc_1k(), a.icc_a1(), a.icc_ak(), a.icc_c1(), a.icc_ck()].into_iter().flatten() {
            prop_assert!(estimate.value <= 1.0 + EPSILON);
            if let Ok((low, high)) = estimate.interval {
                prop_assert!(low.is_finite() && high.is_finite() && low <= high + EPSILON);
            }
        }
    }

    #[test]
    fn no_alpha_exceeds_one(units in proptest::collection::vec(proptest::collection::vec(1u8..=5, 0..5), 0..9)) {
        let units: Vec<Vec<f64>> = units.iter().map(|unit| unit.iter().copied().map(f64::from).collect()).collect();
        for metric in [Metric::Nominal, Metric::Ordinal, Metric::Interval, Metric::Ratio] {
            match alpha(&units, metric) {
                Ok(found) => prop_assert!(found.alpha <= 1.0 + EPSILON && found.observed >= 0.0),
                Err(why) => prop_assert!(matches!(why, Undefined::NoVariance | Undefined::TooFewRaters)),
            }
        }
    }
}
