//! Adverse impact: does one group get through less often than another? From aggregated counts only.
//!
//! Source: Uniform Guidelines on Employee Selection Procedures (1978) and the Questions and Answers (1979), question 21 for the hire
//! that moves; Fisher (1922) for the exact test; Katz et al. (1978) for the interval. What it means: [`crate::analysis::Impact`].

use std::cmp::Ordering;

use super::quantiles::{Z_975, finite, z_two_sided};
use crate::analysis::{Against, Counts, GroupImpact, Impact, Known, Moved, Undefined};

/// A smaller group stays hidden: its members could be recognised.
const SMALLEST: u32 = 5;

/// Every group against the group with the highest rate. A group below 5 is hidden and takes no part; at least two must remain, and
/// somebody must have been selected.
pub fn impact(groups: &[Counts]) -> Known<Impact> {
    let shown: Vec<usize> = (0..groups.len()).filter(|group| visible(groups[*group]).is_ok()).collect();
    let highest = shown.iter().copied().reduce(|best, group| if by_rate(groups[group], groups[best]).is_gt() { group } else { best });
    let highest = highest.filter(|_| shown.len() > 1).ok_or(Undefined::TooFewGroups)?;
    let best = groups[highest];
    if best.selected == 0 {
        return Err(Undefined::NothingSelected);
    }
    let groups = groups.iter().enumerate().map(|(group, counts)| {
        let counts = visible(*counts)?;
        let against = (group != highest).then(|| against(counts, best));
        Ok(GroupImpact { rate: rate(counts), ratio: rate(counts) / rate(best), flag: below_four_fifths(counts, best), against })
    });
    Ok(Impact { groups: groups.collect(), highest })
}

fn visible(group: Counts) -> Known<Counts> {
    if group.selected > group.total {
        Err(Undefined::BadCounts)
    } else if group.total < SMALLEST {
        Err(Undefined::GroupTooSmall)
    } else {
        Ok(group)
    }
}

fn rate(group: Counts) -> f64 {
    f64::from(group.selected) / f64::from(group.total)
}

/// Two rates as fractions, exactly.
fn by_rate(a: Counts, b: Counts) -> Ordering {
    (u64::from(a.selected) * u64::from(b.total)).cmp(&(u64::from(b.selected) * u64::from(a.total)))
}

/// Whether a rate is below four fifths of the best, exactly: 48% of 60% is not.
pub fn below_four_fifths(group: Counts, best: Counts) -> bool {
    let product = |a: u32, b: u32, times: u128| u128::from(a) * u128::from(b) * times;
    product(group.selected, best.total, 5) < product(best.selected, group.total, 4)
}

fn against(group: Counts, best: Counts) -> Against {
    let z = pooled_z(best, group);
    let after = moved(group, best);
    let hangs_on_one = after.is_ok_and(|(group, best)| !below_four_fifths(group, best)) && below_four_fifths(group, best);
    Against {
        fisher_p: fisher_p(best, group),
        odds_ratio: odds_ratio(best, group),
        z,
        z_p: z.map(z_two_sided),
        interval: ratio_interval(group, best),
        shortfall: (0.8 * rate(best) * f64::from(group.total) - f64::from(group.selected)).max(0.0),
        moved: after.map(|(group, best)| Moved { ratio: rate(group) / rate(best), fisher_p: fisher_p(best, group) }),
        hangs_on_one,
    }
}

/// The counts if one hire had gone to the group instead of to the best.
fn moved(group: Counts, best: Counts) -> Known<(Counts, Counts)> {
    if best.selected < 2 || group.selected >= group.total {
        return Err(Undefined::NobodyToMove);
    }
    Ok((Counts { selected: group.selected + 1, ..group }, Counts { selected: best.selected - 1, ..best }))
}

/// Odds of `a` over odds of `b`, from 0; [`Undefined::EmptyCell`] when it would divide by 0.
pub fn odds_ratio(a: Counts, b: Counts) -> Known {
    let product = |x: u32, y: u32| f64::from(x) * f64::from(y);
    let below = product(a.total.saturating_sub(a.selected), b.selected);
    if below > 0.0 { Ok(product(a.selected, b.total.saturating_sub(b.selected)) / below) } else { Err(Undefined::EmptyCell) }
}

/// z of the difference between two rates, with their pooled rate; positive when `a` is higher. [`Undefined::NoVariance`] when nobody
/// or everybody was selected.
pub fn pooled_z(a: Counts, b: Counts) -> Known {
    let (n, m) = (f64::from(a.total), f64::from(b.total));
    let pooled = (f64::from(a.selected) + f64::from(b.selected)) / (n + m);
    let variance = pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m);
    if variance > 0.0 { finite((rate(a) - rate(b)) / variance.sqrt()) } else { Err(Undefined::NoVariance) }
}

/// 95% interval of the ratio of two rates, symmetric on the log scale; [`Undefined::EmptyCell`] when a group has nobody selected.
pub fn ratio_interval(a: Counts, b: Counts) -> Known<(f64, f64)> {
    if a.selected == 0 || b.selected == 0 {
        return Err(Undefined::EmptyCell);
    }
    let part = |it: Counts| (1.0 - rate(it)) / f64::from(it.selected);
    let margin = Z_975 * (part(a) + part(b)).sqrt();
    let ratio = rate(a) / rate(b);
    Ok((finite(ratio * (-margin).exp())?, finite(ratio * margin.exp())?))
}

/// Fisher's exact test, two-sided: the chance, 0 to 1, of a table that is no more likely than this one, given its margins. In
/// proportion to the most likely table, so that no factorial is needed and far tables cost nothing.
pub fn fisher_p(a: Counts, b: Counts) -> f64 {
    let selected = u64::from(a.selected) + u64::from(b.selected);
    let (n, m) = (u64::from(a.total), u64::from(b.total));
    let (least, most) = (selected.saturating_sub(m), selected.min(n));
    let mode = u128::from(n + 1) * u128::from(selected + 1) / u128::from(n + m + 2);
    let mode = u64::try_from(mode).unwrap_or(most).clamp(least, most);
    // P(x + 1) / P(x) of the hypergeometric distribution.
    let step = |x: u64| ((n - x) as f64 * (selected - x) as f64) / ((x + 1) as f64 * (m + x + 1 - selected) as f64);
    let up = (mode..most).scan(1.0, |p, x| positive(p, step(x)).map(|p| (x + 1, p)));
    let down = (least..mode).rev().scan(1.0, |p, x| positive(p, 1.0 / step(x)).map(|p| (x, p)));
    let likely: Vec<(u64, f64)> = std::iter::once((mode, 1.0)).chain(up).chain(down).collect();
    let own = likely.iter().find(|(x, _)| *x == u64::from(a.selected)).map_or(0.0, |(_, p)| *p);
    let all: f64 = likely.iter().map(|(_, p)| p).sum();
    let as_far: f64 = likely.iter().map(|(_, p)| *p).filter(|p| *p <= own * (1.0 + 1e-7)).sum();
    (as_far / all).min(1.0)
}

/// The next proportion, until it is too small for a float (below that, rounding would keep it from ever reaching 0).
fn positive(p: &mut f64, factor: f64) -> Option<f64> {
    *p *= factor;
    (*p > f64::MIN_POSITIVE).then_some(*p)
}

#[cfg(test)]
mod tests;
