//! When candidates had different raters: what is the candidate, and what is the rater?
//!
//! The additive model x = candidate + rater, by least squares, with rater effects that sum to 0. It stands in for many-facet Rasch
//! (Linacre 1989), which needs far more data than one vacancy has. Eliminating the candidates leaves a system of raters × raters,
//! so the work is linear in the number of candidates.

use crate::{
    analysis::{Adjusted, Known, Undefined},
    scoring::EPSILON,
};

/// One rater's score of one candidate, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    pub rater: usize,
    pub candidate: usize,
    pub value: f64,
}

/// The model for so many raters and candidates. Who is in no observation has no estimate. [`Undefined::NotConnected`] when the raters
/// fall apart in groups that share no candidate: then nothing tells a severe rater from a weak candidate. An observation of somebody
/// outside the numbers, or not finite, is [`Undefined::OffScale`].
pub fn additive(raters: usize, candidates: usize, observations: &[Observation]) -> Known<Adjusted> {
    if observations.iter().any(|it| it.rater >= raters || it.candidate >= candidates || !it.value.is_finite()) {
        return Err(Undefined::OffScale);
    }
    if observations.is_empty() {
        return Err(Undefined::NothingRated);
    }
    let mut rated = vec![false; raters];
    let mut by_candidate: Vec<Vec<(usize, f64)>> = vec![Vec::new(); candidates];
    for it in observations {
        by_candidate[it.candidate].push((it.rater, it.value));
        rated[it.rater] = true;
    }
    if !connected(&rated, &by_candidate) {
        return Err(Undefined::NotConnected);
    }
    let effects = solve(normal_equations(&rated, &by_candidate))?;
    let candidate = |seen: &Vec<(usize, f64)>| {
        (!seen.is_empty()).then(|| seen.iter().map(|(rater, value)| value - effects[*rater]).sum::<f64>() / seen.len() as f64)
    };
    Ok(Adjusted {
        candidates: by_candidate.iter().map(candidate).collect(),
        raters: effects.iter().zip(&rated).map(|(effect, rated)| rated.then_some(*effect)).collect(),
    })
}

/// Whether all who rated are linked by candidates that they share.
fn connected(rated: &[bool], by_candidate: &[Vec<(usize, f64)>]) -> bool {
    let mut parent: Vec<usize> = (0..rated.len()).collect();
    for seen in by_candidate {
        for pair in seen.windows(2) {
            let (a, b) = (root(&parent, pair[0].0), root(&parent, pair[1].0));
            parent[a.max(b)] = a.min(b);
        }
    }
    let mut groups = (0..rated.len()).filter(|rater| rated[*rater] && parent[*rater] == *rater);
    groups.next().is_some() && groups.next().is_none()
}

fn root(parent: &[usize], mut rater: usize) -> usize {
    while parent[rater] != rater {
        rater = parent[rater];
    }
    rater
}

/// Rows of the rater system, the right-hand side last: Σ over a rater's observations of (effect − mean effect on that candidate) =
/// Σ (value − mean value of that candidate). A constant in every cell of the system makes the effects sum to 0; a rater who rated
/// nobody gets a row of its own.
fn normal_equations(rated: &[bool], by_candidate: &[Vec<(usize, f64)>]) -> Vec<Vec<f64>> {
    let n = rated.len();
    let mut system = vec![vec![0.0; n + 1]; n];
    for (i, row) in system.iter_mut().enumerate() {
        for (j, cell) in row[..n].iter_mut().enumerate() {
            *cell = if rated[i] && rated[j] { 1.0 } else { f64::from(i == j) };
        }
    }
    for seen in by_candidate {
        let m = seen.len() as f64;
        let mean = seen.iter().map(|(_, value)| value).sum::<f64>() / m;
        for (rater, value) in seen {
            system[*rater][*rater] += 1.0;
            system[*rater][n] += value - mean;
            for (other, _) in seen {
                system[*rater][*other] -= 1.0 / m;
            }
        }
    }
    system
}

/// Gauss elimination. The system is positive definite, so its pivots need no choosing; one that vanishes means that the raters are
/// not connected after all.
fn solve(mut system: Vec<Vec<f64>>) -> Known<Vec<f64>> {
    let n = system.len();
    for i in 0..n {
        let (above, below) = system.split_at_mut(i + 1);
        let pivot = &above[i];
        if pivot[i] < EPSILON {
            return Err(Undefined::NotConnected);
        }
        for row in below {
            let factor = row[i] / pivot[i];
            row.iter_mut().zip(pivot).skip(i).for_each(|(cell, above)| *cell -= factor * above);
        }
    }
    let mut solution = vec![0.0; n];
    for (i, row) in system.iter().enumerate().rev() {
        let known: f64 = (i + 1..n).map(|j| row[j] * solution[j]).sum();
        solution[i] = (row[n] - known) / row[i];
    }
    Ok(solution)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::vectors::{close, number, vectors};

    const RATERS: [&str; 3] = ["R1", "R2", "R3"];
    const CANDIDATES: [&str; 4] = ["A", "B", "C", "D"];

    fn published() -> Vec<Observation> {
        let index = |names: &[&str], name: &serde_json::Value| names.iter().position(|it| Some(*it) == name.as_str()).expect("a name");
        let rows = vectors()["incomplete_design_ls"]["observations"].as_array().expect("a list");
        rows.iter()
            .map(|it| Observation { rater: index(&RATERS, &it[0]), candidate: index(&CANDIDATES, &it[1]), value: number(&it[2]) })
            .collect()
    }

    #[test]
    fn the_incomplete_design_moves_first_place_from_a_to_c() {
        let v = &vectors()["incomplete_design_ls"];
        let found = additive(3, 4, &published()).expect("connected");
        for (value, name) in found.candidates.iter().zip(CANDIDATES) {
            close(value.ok_or(Undefined::NothingRated), &v["adjusted"][name]);
        }
        for (effect, name) in found.raters.iter().zip(RATERS) {
            close(effect.ok_or(Undefined::NothingRated), &v["rater_effect"][name]);
        }
    }

    #[test]
    fn who_is_in_no_observation_has_no_estimate_and_changes_nobody_elses() {
        let expected = additive(3, 4, &published()).expect("connected");
        let found = additive(4, 5, &published()).expect("connected");
        assert_eq!((found.raters[3], found.candidates[4]), (None, None));
        assert_eq!((&found.raters[..3], &found.candidates[..4]), (&expected.raters[..], &expected.candidates[..]));
    }

    #[test]
    fn raters_without_a_shared_candidate_cannot_be_compared() {
        let apart =
            [(0, 0, 3.0), (1, 0, 4.0), (2, 1, 3.0), (3, 1, 5.0)].map(|(rater, candidate, value)| Observation { rater, candidate, value });
        assert_eq!(additive(4, 2, &apart), Err(Undefined::NotConnected));
        assert!(!connected(&[true; 4], &[vec![(0, 3.0), (1, 4.0)], vec![(2, 3.0), (3, 5.0)]]), "seen before the arithmetic fails");
        let mut linked = apart.to_vec();
        linked.push(Observation { rater: 1, candidate: 1, value: 4.0 });
        assert!(additive(4, 2, &linked).is_ok());
    }

    #[test]
    fn a_candidate_with_one_rater_is_moved_by_that_raters_effect() {
        let seen = [(0, 0, 3.0), (1, 0, 4.0), (1, 1, 4.0)].map(|(rater, candidate, value)| Observation { rater, candidate, value });
        let found = additive(2, 2, &seen).expect("connected");
        for (found, expected) in found.raters.iter().chain(&found.candidates).zip([-0.5, 0.5, 3.5, 3.5]) {
            assert!((found.expect("rated") - expected).abs() < 1e-12);
        }
    }

    #[test]
    fn nothing_or_nonsense_is_refused() {
        assert_eq!(additive(3, 3, &[]), Err(Undefined::NothingRated));
        for (rater, candidate, value) in [(3, 0, 1.0), (0, 3, 1.0), (0, 0, f64::NAN)] {
            assert_eq!(additive(3, 3, &[Observation { rater, candidate, value }]), Err(Undefined::OffScale));
        }
    }
}
