//! How often does each candidate come first, whatever the weights? Every way to divide the weights in steps of 10% counts once:
//! no random draws, so the same ratings give the same answer.

use crate::{
    analysis::{FirstPlace, Known, Undefined},
    scoring::EPSILON,
};

/// Tenths to divide.
const STEPS: u32 = 10;
/// Eight competencies give 19,448 ways to divide, nine 43,758.
const MOST: usize = 8;

/// The part of all weight vectors by which each candidate has the highest total, 0 to 1, ties split; the parts sum to 1. Per
/// candidate the mean per competency, `None` for who does not take part. C(10 + k − 1, k − 1) weight vectors for k competencies, at
/// most 8. A weight sensitivity analysis over the simplex (Butler, Jia & Dyer 1997), on a grid.
pub fn first_place(means: &[Option<Vec<f64>>]) -> Known<FirstPlace> {
    let rows: Vec<&Vec<f64>> = means.iter().flatten().collect();
    let competencies = rows.first().ok_or(Undefined::TooFewCandidates)?.len();
    if competencies == 0 {
        return Err(Undefined::NothingRated);
    }
    if competencies > MOST {
        return Err(Undefined::TooManyCompetencies);
    }
    if rows.iter().any(|row| row.len() != competencies || row.iter().any(|it| !it.is_finite())) {
        return Err(Undefined::Incomplete);
    }
    let columns: Vec<Vec<f64>> = (0..competencies).map(|j| rows.iter().map(|row| row[j]).collect()).collect();
    let mut sums = vec![vec![0.0; rows.len()]; competencies];
    let mut tally = Tally { won: vec![0.0; rows.len()], points: 0, tied: Vec::new() };
    divide(&columns, STEPS, &mut sums, &mut tally);

    let points = tally.points as f64;
    let mut won = tally.won.into_iter();
    let shares = means.iter().map(|row| row.as_ref().and_then(|_| won.next()).map(|won| won / points)).collect();
    Ok(FirstPlace { shares, grid_points: tally.points })
}

/// Divides what is `left` over the competencies of `columns`. `sums` holds one running total per candidate for every depth: the
/// first one is the total so far, so that a leaf costs one addition and two comparisons per candidate.
fn divide(columns: &[Vec<f64>], left: u32, sums: &mut [Vec<f64>], tally: &mut Tally) {
    let (Some((column, columns)), Some((here, deeper))) = (columns.split_first(), sums.split_first_mut()) else { return };
    let Some(next) = deeper.first_mut() else { return tally.award(here, column, left) };
    next.copy_from_slice(here);
    for tenths in 0..=left {
        if let Some(next) = deeper.first_mut() {
            let tenths = f64::from(tenths);
            for ((next, sum), mean) in next.iter_mut().zip(&*here).zip(column) {
                *next = sum + tenths * mean;
            }
        }
        divide(columns, left - tenths, deeper, tally);
    }
}

struct Tally {
    won: Vec<f64>,
    points: usize,
    /// Kept between points to spare an allocation.
    tied: Vec<usize>,
}

impl Tally {
    fn award(&mut self, sums: &mut [f64], column: &[f64], left: u32) {
        let tenths = f64::from(left);
        let mut highest = f64::NEG_INFINITY;
        for (sum, mean) in sums.iter_mut().zip(column) {
            *sum += tenths * mean;
            highest = highest.max(*sum);
        }
        let bar = highest - f64::from(STEPS) * EPSILON;
        self.tied.clear();
        self.tied.extend(sums.iter().enumerate().filter(|(_, sum)| **sum >= bar).map(|(candidate, _)| candidate));
        let part = 1.0 / self.tied.len() as f64;
        for candidate in &self.tied {
            self.won[*candidate] += part;
        }
        self.points += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::vectors::{close, rows, vectors};

    #[test]
    fn the_worked_panel_over_286_ways_to_weigh() {
        let v = &vectors()["panel_5x3x4"];
        let means: Vec<Option<Vec<f64>>> = rows(&v["cell_mean"]).into_iter().map(Some).collect();
        let found = first_place(&means).expect("defined");
        assert_eq!(found.grid_points, 286);
        for (share, name) in found.shares.iter().zip(["A", "B", "C", "D", "E"]) {
            close(share.ok_or(Undefined::Incomplete), &v["simplex_grid_step_0.1"]["share_first_ties_split"][name]);
        }
    }

    #[test]
    fn ties_are_split_and_who_takes_no_part_has_no_share() {
        let found = first_place(&[Some(vec![4.0, 2.0]), None, Some(vec![2.0, 4.0]), Some(vec![4.0, 2.0])]).expect("defined");
        // Eleven points: five to each side, and a three-way tie in the middle.
        let first = (5.0 / 2.0 + 1.0 / 3.0) / 11.0;
        let expected = [Some(first), None, Some((5.0 + 1.0 / 3.0) / 11.0), Some(first)];
        for (found, expected) in found.shares.iter().zip(expected) {
            assert_eq!(found.is_some(), expected.is_some());
            assert!((found.unwrap_or(0.0) - expected.unwrap_or(0.0)).abs() < 1e-12);
        }
    }

    #[test]
    fn the_number_of_points_and_its_limit() {
        for (competencies, points) in [(1, 1), (2, 11), (3, 66), (8, 19_448)] {
            let found = first_place(&[Some(vec![3.0; competencies]), Some(vec![2.0; competencies])]).expect("defined");
            assert_eq!((found.grid_points, found.shares), (points, vec![Some(1.0), Some(0.0)]));
        }
        assert_eq!(first_place(&[Some(vec![3.0; 9])]), Err(Undefined::TooManyCompetencies));
    }

    #[test]
    fn nobody_nothing_or_a_hole_is_no_share() {
        assert_eq!(first_place(&[]), Err(Undefined::TooFewCandidates));
        assert_eq!(first_place(&[None]), Err(Undefined::TooFewCandidates));
        assert_eq!(first_place(&[Some(vec![])]), Err(Undefined::NothingRated));
        assert_eq!(first_place(&[Some(vec![3.0]), Some(vec![3.0, 4.0])]), Err(Undefined::Incomplete));
        assert_eq!(first_place(&[Some(vec![f64::NAN])]), Err(Undefined::Incomplete));
    }
}
