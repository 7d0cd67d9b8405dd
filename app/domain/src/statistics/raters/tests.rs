use super::*;
use crate::{
    analysis::Seen,
    statistics::{
        tests::worked,
        vectors::{close, vectors},
    },
};

#[test]
fn the_three_raters_of_the_worked_panel() {
    let found = indicators(&worked());
    for (rater, name) in found.iter().zip(["R1", "R2", "R3"]) {
        let v = &vectors()["panel_5x3x4"]["severity"][name];
        assert_eq!(rater.n, 20);
        close(rater.mean, &v["mean"]);
        close(rater.severity, &v["severity_mean_minus_grand"]);
        close(rater.minus_others, &v["minus_mean_of_others"]);
        close(rater.sd, &v["sd_all"]);
        close(rater.halo, &v["halo_mean_within_candidate_sd"]);
        close(rater.halo_ratio, &v["halo_ratio_to_other_raters"]);
        close(rater.share_of_threes, &v["share_midpoint"]);
    }
}

/// Rows per candidate, per rater: one competency after the other.
fn ratings(candidates: &[&[Option<[f64; 2]>]]) -> Ratings {
    let raters = candidates.iter().map(|it| it.len()).max().unwrap_or(0);
    let seen = |it: &&[Option<[f64; 2]>]| Seen { by_rater: it.iter().map(|row| row.map(|row| row.map(Some).to_vec())).collect() };
    Ratings { shares: vec![0.5, 0.5], raters, candidates: candidates.iter().map(seen).collect(), hidden: false }
}

#[test]
fn severity_is_not_fooled_by_who_saw_the_better_candidates() {
    // Both add nothing to what the third one gives, yet their means are 4.5 and 1.5.
    let r = ratings(&[&[Some([4.0, 5.0]), None, Some([4.0, 5.0])], &[None, Some([1.0, 2.0]), Some([1.0, 2.0])]]);
    for rater in indicators(&r) {
        assert!(rater.severity.expect("connected").abs() < 1e-12);
        assert!(rater.minus_others.expect("shared cells").abs() < 1e-12);
    }
}

#[test]
fn raters_without_a_common_candidate_have_no_severity() {
    let r = ratings(&[&[Some([4.0, 5.0]), None, None], &[None, Some([1.0, 2.0]), None]]);
    let found = indicators(&r);
    assert_eq!(found[0].severity, Err(Undefined::NotConnected));
    assert_eq!(found[0].minus_others, Err(Undefined::TooFewRaters));
    assert_eq!(found[2].severity, Err(Undefined::NothingRated));
    assert_eq!(found[2].mean, Err(Undefined::NothingRated));
    assert_eq!(found[2].halo, Err(Undefined::TooFewRatings));
}

#[test]
fn one_rater_is_neither_severe_nor_lenient() {
    let found = indicators(&ratings(&[&[Some([4.0, 5.0])], &[Some([3.0, 3.0])]]));
    assert_eq!(found[0].severity, Err(Undefined::TooFewRaters));
    assert_eq!(found[0].halo_ratio, Err(Undefined::TooFewRaters));
    assert_eq!(found[0].share_of_threes, Ok(0.5));
}

#[test]
fn halo_needs_two_competencies_and_its_ratio_others_who_differ() {
    let one = Ratings { shares: vec![1.0], raters: 1, candidates: vec![Seen { by_rater: vec![Some(vec![Some(3.0)])] }], hidden: false };
    assert_eq!(halo(&one, 0), Err(Undefined::OneCompetency));
    let found = indicators(&ratings(&[&[Some([4.0, 5.0]), Some([3.0, 3.0])]]));
    assert_eq!(found[0].halo_ratio, Err(Undefined::NoVariance));
    assert_eq!(found[1].halo_ratio, Ok(0.0));
}
