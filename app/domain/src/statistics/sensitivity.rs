//! Would the order survive another panel, or other weights?

use crate::{
    analysis::{Flip, Side, WithoutRater},
    scoring::EPSILON,
};

/// Indices from the highest total to the lowest, ties by index; who has no total is not in it.
pub fn ranking(totals: &[Option<f64>]) -> Vec<usize> {
    let mut order: Vec<(usize, f64)> = totals.iter().enumerate().filter_map(|(index, total)| Some((index, (*total)?))).collect();
    // Exact first: an order in which near values are equal is no order, and sorting by it would be wrong.
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    for equals in order.chunk_by_mut(|a, b| a.1 - b.1 <= EPSILON) {
        equals.sort_by_key(|(index, _)| *index);
    }
    order.into_iter().map(|(index, _)| index).collect()
}

/// The order without each rater in turn. Per candidate the total that each rater gave, in points; `None` for a rater who was not on
/// the panel, and an empty row for a candidate who does not take part. A rater who saw nobody is not left out.
pub fn leave_one_out(by_rater: &[Vec<Option<f64>>]) -> Vec<WithoutRater> {
    let raters = by_rater.iter().map(Vec::len).max().unwrap_or(0);
    let gave = |row: &[Option<f64>], rater: usize| row.get(rater).copied().flatten();
    (0..raters)
        .filter(|without| by_rater.iter().any(|row| gave(row, *without).is_some()))
        .map(|without| {
            let totals: Vec<Option<f64>> = by_rater.iter().map(|row| mean_without(row, without)).collect();
            let order = ranking(&totals);
            let top = order.first().and_then(|first| totals[*first]);
            let tied = |index: &&usize| top.zip(totals[**index]).is_some_and(|(top, total)| (top - total).abs() <= EPSILON);
            let first = order.iter().take_while(tied).copied().collect();
            WithoutRater { without, order, first }
        })
        .collect()
}

fn mean_without(row: &[Option<f64>], without: usize) -> Option<f64> {
    let others = row.iter().enumerate().filter(|(rater, _)| *rater != without).filter_map(|(_, total)| *total);
    let (sum, n) = others.fold((0.0, 0u32), |(sum, n), total| (sum + total, n + 1));
    (n > 0).then(|| sum / f64::from(n))
}

/// The weight of competency `j`, 0 to 1, at which `a` and `b` tie while the other competencies keep their proportions: with
/// `δ = mean_a − mean_b` and `S` the weighted mean of the other δ's, `w* = −S / (δ_j − S)`. Means per competency, shares summing to 1.
/// `None` when no weight does that, when they tie at every weight, or when no other competency weighs.
pub fn flip_weight(means_a: &[f64], means_b: &[f64], shares: &[f64], j: usize) -> Option<f64> {
    let lead = Lead::of(means_a, means_b, shares, j)?;
    let slope = lead.own - lead.others;
    let weight = -lead.others / slope;
    (slope.abs() > EPSILON && (-EPSILON..=1.0 + EPSILON).contains(&weight)).then(|| weight.clamp(0.0, 1.0))
}

/// How far a is ahead of b: on the competency itself, and on the others together.
struct Lead {
    own: f64,
    others: f64,
}

impl Lead {
    fn of(means_a: &[f64], means_b: &[f64], shares: &[f64], j: usize) -> Option<Self> {
        let differences = || means_a.iter().zip(means_b).map(|(a, b)| a - b);
        let others = || differences().zip(shares).enumerate().filter(|(i, _)| *i != j).map(|(_, pair)| pair);
        let weight: f64 = others().map(|(_, share)| share).sum();
        let lead: f64 = others().map(|(difference, share)| difference * share).sum();
        let own = differences().nth(j)?;
        (weight > EPSILON).then(|| Self { own, others: lead / weight })
    }

    /// The lead in points when the competency weighs this much.
    fn at(&self, weight: f64) -> f64 {
        weight * self.own + (1.0 - weight) * self.others
    }
}

/// Where a candidate overtakes another by a change of one weight: the first of the order against every other, and every candidate
/// against the next, since all pairs would be quadratic. Candidates who tie now have no flip; neither has a weight at which the
/// candidate behind only draws level. Per candidate the mean per competency; a competency that lacks one is left alone.
pub fn flips(order: &[usize], means: &[Vec<Option<f64>>], shares: &[f64]) -> Vec<Flip> {
    let Some((first, others)) = order.split_first() else { return Vec::new() };
    let against_first = others.iter().map(|other| (*first, *other));
    let neighbours = others.windows(2).map(|pair| (pair[0], pair[1]));
    against_first
        .chain(neighbours)
        .flat_map(|(ahead, behind)| (0..shares.len()).filter_map(move |competency| flip(ahead, behind, competency, means, shares)))
        .collect()
}

fn flip(ahead: usize, behind: usize, competency: usize, means: &[Vec<Option<f64>>], shares: &[f64]) -> Option<Flip> {
    let (a, b) = (means.get(ahead)?, means.get(behind)?);
    (*a.get(competency)?).and(*b.get(competency)?)?;
    // What weighs nothing may lack a mean, and adds nothing.
    let filled = |row: &[Option<f64>]| -> Vec<f64> { row.iter().map(|mean| mean.unwrap_or(0.0)).collect() };
    let (a, b) = (filled(a), filled(b));
    let weight = flip_weight(&a, &b, shares, competency)?;
    let lead = Lead::of(&a, &b, shares, competency)?;
    // Who ties now has its flip at the present weight.
    if lead.at(shares[competency]) <= EPSILON {
        return None;
    }
    let (side, reachable) = if lead.own > lead.others { (Side::Below, weight > EPSILON) } else { (Side::Above, weight < 1.0 - EPSILON) };
    reachable.then_some(Flip { ahead, behind, competency, weight, side })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::vectors::{close, number, rows, vectors};

    const SHARES: [f64; 4] = [0.3, 0.25, 0.25, 0.2];

    #[test]
    fn the_weights_at_which_e_overtakes_c() {
        let v = &vectors()["panel_5x3x4"];
        let means = rows(&v["cell_mean"]);
        for (j, name) in ["LEARN", "FEEDB", "ADAPT"].into_iter().enumerate() {
            let weight = flip_weight(&means[2], &means[4], &SHARES, j).expect("feasible");
            close(Ok(weight), &v["flip_weight_C_vs_E"][name]);
            let back = flip_weight(&means[4], &means[2], &SHARES, j).expect("feasible");
            assert!((weight - back).abs() < EPSILON);
        }
        assert_eq!(flip_weight(&means[2], &means[4], &SHARES, 3), None);
    }

    #[test]
    fn the_side_says_whether_less_or_more_weight_does_it() {
        let v = &vectors()["panel_5x3x4"];
        let means: Vec<Vec<Option<f64>>> = rows(&v["cell_mean"]).into_iter().map(|row| row.into_iter().map(Some).collect()).collect();
        let found = flips(&[2, 4], &means, &SHARES);
        let sides: Vec<_> = found.iter().map(|it| (it.competency, it.side)).collect();
        assert_eq!(sides, [(0, Side::Below), (1, Side::Above), (2, Side::Above)]);
    }

    #[test]
    fn flips_are_sought_for_the_first_and_for_neighbours_once_each() {
        let means: Vec<Vec<Option<f64>>> = [[4.0, 2.0], [3.0, 2.5], [2.0, 3.0], [1.0, 3.5]].map(|row| row.map(Some).to_vec()).to_vec();
        let found = flips(&[0, 1, 2, 3], &means, &[0.9, 0.1]);
        let mut pairs: Vec<_> = found.iter().map(|it| (it.ahead, it.behind)).collect();
        pairs.dedup();
        assert_eq!(pairs, [(0, 1), (0, 2), (0, 3), (1, 2), (2, 3)]);
        assert_eq!(found.len(), 10, "by less of the one or more of the other");
    }

    #[test]
    fn who_ties_now_or_can_only_draw_level_has_no_flip() {
        let row = |a: f64, b: f64| vec![Some(a), Some(b)];
        assert!(flips(&[0, 1], &[row(4.0, 2.0), row(2.0, 4.0)], &[0.5, 0.5]).is_empty(), "tied");
        let close = row(3.000_5 + 1e-9, 2.999_5);
        assert!(flips(&[0, 1], &[close, row(3.0, 3.0)], &[0.5, 0.5]).is_empty(), "tied but for rounding");
        assert!(flips(&[0, 1], &[row(4.0, 3.0), row(3.0, 3.0)], &[0.5, 0.5]).is_empty(), "level at best");
        assert!(flips(&[0, 1], &[row(4.0, 2.0), row(2.0, 4.0)], &[1.0, 0.0]).iter().all(|it| it.competency == 1), "nothing to rescale");
        assert!(flips(&[0, 1], &[vec![Some(4.0), None], row(3.0, 5.0)], &[1.0, 0.0]).is_empty(), "no mean to weigh");
        assert!(flips(&[], &[], &[]).is_empty());
    }

    #[test]
    fn no_flip_weight_where_the_means_are_equal_or_nothing_else_weighs() {
        assert_eq!(flip_weight(&[3.0, 3.0], &[3.0, 3.0], &[0.5, 0.5], 0), None);
        assert_eq!(flip_weight(&[3.0], &[4.0], &[1.0], 0), None);
        assert_eq!(flip_weight(&[3.0, 4.0], &[4.0, 3.0], &[0.5, 0.5], 2), None);
    }

    #[test]
    fn near_ties_are_ranked_by_index_in_whatever_order_rounding_puts_them() {
        assert_eq!(ranking(&[Some(3.0), Some(4.0), None, Some(4.0 + 1e-12), Some(5.0)]), [4, 1, 3, 0]);
        assert!(ranking(&[None]).is_empty());
    }

    #[test]
    fn leaving_one_out_drops_whom_nobody_else_saw() {
        let found = leave_one_out(&[vec![Some(4.0), None], vec![Some(3.0), Some(3.5)], vec![], vec![None, Some(3.5)]]);
        assert_eq!(found[0], WithoutRater { without: 0, order: vec![1, 3], first: vec![1, 3] });
        assert_eq!(found[1], WithoutRater { without: 1, order: vec![0, 1], first: vec![0] });
        assert!(leave_one_out(&[vec![None, None]]).is_empty());
    }

    #[test]
    fn dropping_a_competency_for_all_renormalises_the_rest() {
        let v = &vectors()["panel_5x3x4"];
        for (name, row) in ["A", "B", "C", "D", "E"].into_iter().zip(rows(&v["cell_mean"])) {
            let weights = v["drop_JUDGE_renormalised"]["weights"].as_array().expect("a list");
            let total: f64 = row.iter().zip(weights).map(|(mean, weight)| mean * number(weight)).sum();
            close(Ok(total), &v["drop_JUDGE_renormalised"]["totals"][name]);
        }
    }
}
