//! The figures that Python has too, next to Python's: the six intraclass correlations of the totals with their intervals, and
//! Krippendorff's alpha over everything and per competency. Of many runs the fastest counts, for both: a machine that is busy
//! interrupts the longer one more.

use std::{hint::black_box, process::Command};

use domain::{
    analysis::{Analysis, Estimate, Known, Ratings},
    statistics::{
        alpha::{Metric, alpha},
        analyse,
        icc::anova,
    },
};
use serde_json::Value;

use super::{
    fastest, in_turns,
    panel::{COMPETENCIES, csv, ratings},
};
use tests::{Goal, figure};

const CANDIDATES: usize = 100;
const TIMES: f64 = 50.0;
const APART: f64 = 1e-6;
/// In turns with Python, so that whatever else the machine does falls on both.
const TURNS: usize = 3;
const RUNS: usize = 51;

#[expect(clippy::disallowed_methods, reason = "where Python is can only come from outside")]
pub(super) fn measure() {
    let Ok(python) = std::env::var("MAATSTAF_PYTHON") else {
        println!("compare with Python: left out; `cargo xtask bench` sets MAATSTAF_PYTHON when pingouin and krippendorff can be installed");
        return;
    };
    let ratings = ratings(CANDIDATES);
    let analysis = analyse(&ratings);
    let figures = Figures::of(&ratings, &analysis);
    let mut took: [Vec<f64>; 4] = Default::default();
    let mut theirs = Vec::new();
    for _ in 0..TURNS {
        let python = answer(&python, &ratings);
        let [same, whole] = in_turns(RUNS, |which| match which {
            0 => drop(black_box(black_box(&figures).compute())),
            _ => drop(black_box(analyse(black_box(&ratings)))),
        })
        .map(fastest);
        let seconds = ["correlations_seconds", "alphas_seconds"].map(|name| python[name].as_f64().expect("a number") * 1000.0);
        for (all, one) in took.iter_mut().zip([seconds[0], seconds[1], same, whole]) {
            all.push(one);
        }
        theirs = their_values(&python);
    }
    faster(took.map(fastest));
    let ours = values(&analysis);
    assert_eq!(ours.len(), theirs.len(), "as many figures");
    let apart = ours.iter().zip(&theirs).map(|(ours, theirs)| (ours - theirs).abs()).fold(0.0, f64::max);
    let what = format!("largest difference from Python in {} figures", ours.len());
    figure("compare", &what, format!("{apart:.1e}"), "points", &Goal::at_most(apart, APART, "points"));
}

fn faster([correlations, alphas, same, whole]: [f64; 4]) {
    let of = |what: &str| format!("{what} of {CANDIDATES} candidates");
    figure("compare", &of("pingouin, six correlations"), format!("{correlations:.2}"), "ms", &Goal::none());
    figure("compare", &of("krippendorff, nine alphas"), format!("{alphas:.2}"), "ms", &Goal::none());
    figure("compare", &of("the same figures"), format!("{same:.3}"), "ms", &Goal::none());
    figure("compare", &of("the whole analysis"), format!("{whole:.3}"), "ms", &Goal::none());
    let times = |ours| (correlations + alphas) / ours;
    let line = |what: &str, ours, goal: &Goal| {
        figure("compare", &format!("{what}, as fast as Python's figures"), format!("{:.1}", times(ours)), "times", goal);
    };
    line("the same figures", same, &Goal::at_least(times(same), TIMES, "times"));
    // It does much that Python was not asked for, the weight grid first of all.
    line("the whole analysis", whole, &Goal::none());
}

/// What the reference makes of these ratings.
fn answer(python: &str, ratings: &Ratings) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("ratings.csv");
    std::fs::write(&file, csv(ratings)).expect("written");
    let done = Command::new(python).arg("-c").arg(include_str!("reference.py")).arg(&file).output().expect("starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("JSON")
}

/// What the figures are made of, laid out beforehand as it is for Python.
struct Figures {
    totals: Vec<Vec<f64>>,
    together: Vec<Vec<f64>>,
    apart: Vec<Vec<Vec<f64>>>,
}

impl Figures {
    fn of(ratings: &Ratings, analysis: &Analysis) -> Self {
        let unit =
            |candidate: usize, competency| (0..ratings.raters).filter_map(|rater| ratings.score(candidate, rater, competency)).collect();
        let units = |competency| (0..ratings.candidates.len()).map(|candidate| unit(candidate, competency)).collect::<Vec<Vec<f64>>>();
        let apart: Vec<_> = (0..COMPETENCIES).map(units).collect();
        let totals = analysis.candidates.iter().map(|it| it.by_rater.iter().flatten().copied().collect()).collect();
        Self { totals, together: apart.concat(), apart }
    }

    fn compute(&self) -> (Vec<Known<Estimate>>, Vec<Known>) {
        let table = anova(&self.totals).expect("complete");
        let correlations = vec![table.icc_11(), table.icc_1k(), table.icc_a1(), table.icc_ak(), table.icc_c1(), table.icc_ck()];
        let all = std::iter::once(&self.together).chain(&self.apart);
        (correlations, all.map(|units| alpha(units, Metric::Ordinal).map(|it| it.alpha)).collect())
    }
}

/// In the order of [`their_values`].
fn values(analysis: &Analysis) -> Vec<f64> {
    let of = &analysis.reliability;
    let correlations = [&of.icc_11, &of.icc_1k, &of.icc_a1, &of.icc_ak, &of.icc_c1, &of.icc_ck];
    let alphas = std::iter::once(&of.alpha_ordinal).chain(&of.alpha_by_competency);
    let three = |it: &Known<Estimate>| {
        let it = it.as_ref().expect("defined");
        let (low, high) = it.interval.expect("an interval");
        [it.value, low, high]
    };
    correlations.into_iter().flat_map(three).chain(alphas.map(|it| it.expect("defined"))).collect()
}

fn their_values(python: &Value) -> Vec<f64> {
    let list = |it: &Value| it.as_array().cloned().unwrap_or_default();
    let values = list(&python["correlations"]).iter().flat_map(list).chain(list(&python["alphas"])).collect::<Vec<_>>();
    values.iter().map(|it| it.as_f64().expect("a number")).collect()
}
