use proptest::prelude::*;

use super::*;
use crate::statistics::vectors::{close, vectors};

const fn counts(selected: u32, total: u32) -> Counts {
    Counts { selected, total }
}

/// A group against a higher one.
fn pair(best: Counts, group: Counts) -> (GroupImpact, Against) {
    let found = impact(&[best, group]).expect("defined");
    let group = found.groups[1].clone().expect("shown");
    let against = group.against.clone().expect("not the highest");
    (group, against)
}

#[test]
fn the_example_of_the_guidelines_flags_one_group_and_not_the_one_at_four_fifths() {
    let v = &vectors()["adverse_impact"]["eeoc_1979_rates"];
    let found = impact(&[counts(45, 100), counts(60, 100), counts(48, 100), counts(51, 100)]).expect("defined");
    assert_eq!(found.highest, 1);
    let groups: Vec<GroupImpact> = found.groups.into_iter().map(|it| it.expect("shown")).collect();
    for (group, name) in [(0, "American Indian"), (2, "Hispanic"), (3, "Black")] {
        close(Ok(groups[group].ratio), &v["impact_ratios"][name]);
    }
    assert_eq!(groups.iter().map(|it| it.flag).collect::<Vec<_>>(), [true, false, false, false]);
    assert_eq!(groups[1].against, None);
}

#[test]
fn forty_eight_of_eighty_against_twelve_of_forty() {
    let v = &vectors()["adverse_impact"]["counts_48of80_vs_12of40"];
    let (group, against) = pair(counts(48, 80), counts(12, 40));
    close(Ok(group.ratio), &v["impact_ratio"]);
    assert!(group.flag && !against.hangs_on_one);
    close(Ok(against.fisher_p), &v["fisher_p"]);
    close(against.odds_ratio, &v["odds_ratio"]);
    close(against.z, &v["z_pooled"]);
    close(against.z_p, &v["p_z"]);
    close(against.interval.map(|it| it.0), &v["ir_ci95_log"][0]);
    close(against.interval.map(|it| it.1), &v["ir_ci95_log"][1]);
    close(Ok(against.shortfall), &v["shortfall_to_four_fifths"]);
}

#[test]
fn small_groups_and_one_hire_that_moves() {
    let v = &vectors()["adverse_impact"]["small_6of10_vs_2of8"];
    let (group, against) = pair(counts(6, 10), counts(2, 8));
    close(Ok(group.ratio), &v["impact_ratio"]);
    close(Ok(against.fisher_p), &v["fisher_p"]);
    close(against.z_p, &v["p_z"]);
    close(against.interval.map(|it| it.0), &v["ir_ci95_log"][0]);
    close(against.interval.map(|it| it.1), &v["ir_ci95_log"][1]);
    let moved = against.moved.expect("somebody can move");
    close(Ok(moved.ratio), &v["flip_one_hire_5of10_vs_3of8"]["impact_ratio"]);
    close(Ok(moved.fisher_p), &v["flip_one_hire_5of10_vs_3of8"]["fisher_p"]);
    assert!(!against.hangs_on_one, "0.75 is below four fifths as well");
    assert!(pair(counts(5, 10), counts(3, 8)).1.hangs_on_one, "4 of 10 and 4 of 8 are not");
}

#[test]
fn fisher_as_published() {
    let v = &vectors()["adverse_impact"];
    close(Ok(fisher_p(counts(8, 10), counts(1, 6))), &v["fisher_scipy_8_2_1_5"]["p_two_sided"]);
    close(odds_ratio(counts(8, 10), counts(1, 6)), &v["fisher_scipy_8_2_1_5"]["odds_ratio"]);
    close(Ok(fisher_p(counts(6, 8), counts(1, 5))), &v["fisher_scipy_6_2_1_4"]["p_two_sided"]);
    close(Ok(fisher_p(counts(3, 4), counts(1, 4))), &v["fisher_tea_3_1_1_3"]["p_two_sided"]);
    assert!((fisher_p(counts(0, 9), counts(0, 9)) - 1.0).abs() < 1e-12, "one table is all there is");
    assert!(fisher_p(counts(u32::MAX, u32::MAX), counts(0, u32::MAX)) < 1e-300);
}

#[test]
fn what_may_not_be_shown_and_what_cannot_be_computed() {
    let found = impact(&[counts(5, 10), counts(4, 4), counts(9, 8), counts(3, 8)]).expect("two groups are left");
    assert_eq!(found.highest, 0, "a hidden group is no yardstick");
    assert_eq!(found.groups[1], Err(Undefined::GroupTooSmall));
    assert_eq!(found.groups[2], Err(Undefined::BadCounts));
    assert_eq!(impact(&[counts(5, 10), counts(4, 4)]), Err(Undefined::TooFewGroups));
    assert_eq!(impact(&[]), Err(Undefined::TooFewGroups));
    assert_eq!(impact(&[counts(0, 10), counts(0, 9)]), Err(Undefined::NothingSelected));
}

#[test]
fn counts_of_zero_are_reasons() {
    let (group, against) = pair(counts(1, 10), counts(0, 10));
    assert!(group.ratio.abs() < 1e-12 && group.flag);
    assert_eq!(against.odds_ratio, Err(Undefined::EmptyCell));
    assert_eq!(against.interval, Err(Undefined::EmptyCell));
    assert_eq!(against.moved, Err(Undefined::NobodyToMove), "the only hire cannot leave a yardstick of 0");
    let (_, against) = pair(counts(10, 10), counts(10, 10));
    assert_eq!((against.z, against.z_p), (Err(Undefined::NoVariance), Err(Undefined::NoVariance)));
}

proptest! {
    #[test]
    fn fisher_is_a_chance_whichever_group_comes_first(a in 0u32..60, b in 0u32..60, more_a in 0u32..60, more_b in 0u32..60) {
        prop_assume!(a + more_a > 0 && b + more_b > 0);
        let (a, b) = (counts(a, a + more_a), counts(b, b + more_b));
        let p = fisher_p(a, b);
        prop_assert!(p > 0.0 && p <= 1.0);
        prop_assert!((p - fisher_p(b, a)).abs() < 1e-9);
    }

    #[test]
    fn the_highest_has_ratio_one_and_the_shortfall_is_what_is_missing(counted in proptest::collection::vec((0u32..40, 0u32..40), 0..6)) {
        let groups: Vec<Counts> = counted.iter().map(|(selected, rest)| counts(*selected, selected + rest)).collect();
        if let Ok(found) = impact(&groups) {
            for (group, of) in found.groups.iter().zip(&groups).filter_map(|(it, of)| Some((it.as_ref().ok()?, of))) {
                prop_assert!((0.0..=1.0).contains(&group.ratio));
                if let Some(against) = &group.against {
                    prop_assert_eq!(against.shortfall > 1e-9, group.flag);
                    let reached = (f64::from(of.selected) + against.shortfall) / f64::from(of.total);
                    prop_assert!(reached >= 0.8 * group.rate / group.ratio.max(1e-300) - 1e-9 || group.ratio < 1e-9);
                } else {
                    prop_assert!((group.ratio - 1.0).abs() < 1e-12);
                }
            }
        }
    }
}

#[test]
fn four_fifths_is_compared_as_whole_numbers() {
    let (group, best) = (counts(3, 5), counts(6, 8));
    assert!(rate(group) / rate(best) < 0.8, "as floats it would be flagged");
    assert!(!below_four_fifths(group, best));
    assert!(!below_four_fifths(counts(u32::MAX, u32::MAX), counts(u32::MAX, u32::MAX)), "nothing overflows");
    assert!(below_four_fifths(counts(u32::MAX / 2, u32::MAX), counts(u32::MAX, u32::MAX)));
}
