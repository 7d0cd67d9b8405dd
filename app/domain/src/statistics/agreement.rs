//! Agreement of raters on one cell: one candidate, one competency, on a scale of 1 to 5. The range in points says more to a reader;
//! these indices come second, and are weak with two or three raters.
//!
//! Source: O'Neill (2017), *An overview of interrater agreement on Likert scales*; James, Demaree & Wolf (1984) for rwg, Lindell &
//! Brandt (1999) for r*wg, Brown & Hauenstein (2005) for awg, Burke, Finkelstein & Dusig (1999) for AD.
//!
//! All take the ratings of at least two raters; leave out who did not rate.

use super::moments::{mean, variance};
use crate::{
    analysis::{Known, Undefined},
    scoring::EPSILON,
};

const LOWEST: f64 = 1.0;
const HIGHEST: f64 = 5.0;
/// The variance if raters chose among the five levels at random: (5² − 1) / 12.
const RANDOM: f64 = 2.0;
/// The largest variance there can be, half of the raters on either end, with n: (5² + 1) / 2 − 3².
const LARGEST: f64 = 4.0;

/// rwg = 1 − s² / σ², with σ² that of ratings at random: 1 is full agreement, 0 what chance would give, and it may be negative.
pub fn rwg_raw(ratings: &[f64]) -> Known {
    Ok(1.0 - spread(ratings)? / RANDOM)
}

/// [`rwg_raw`], 0 where that is negative.
pub fn rwg(ratings: &[f64]) -> Known {
    rwg_raw(ratings).map(|raw| raw.max(0.0))
}

/// r*wg = 1 − s² / σ²mv, −1 to 1: against the largest variance there can be.
pub fn rwg_star(ratings: &[f64]) -> Known {
    Ok(1.0 - spread(ratings)? / LARGEST)
}

/// awg, −1 to 1: against the largest variance there can be with this mean. [`Undefined::AtTheEnd`] when all gave 1 or all gave 5.
pub fn awg(ratings: &[f64]) -> Known {
    let spread = spread(ratings)?;
    let mean = mean(ratings).ok_or(Undefined::TooFewRaters)?;
    let k = ratings.len() as f64;
    let room = (HIGHEST - mean) * (mean - LOWEST);
    if room < EPSILON { Err(Undefined::AtTheEnd) } else { Ok(1.0 - 2.0 * spread * (k - 1.0) / (room * k)) }
}

/// AD: mean distance to the mean, in points; 0 is full agreement, 2 the most there can be.
pub fn average_deviation(ratings: &[f64]) -> Known {
    spread(ratings)?;
    let centre = mean(ratings).ok_or(Undefined::TooFewRaters)?;
    Ok(ratings.iter().map(|it| (it - centre).abs()).sum::<f64>() / ratings.len() as f64)
}

/// rwg(J), 0 to 1, over the J items (columns) that the raters (rows) all rated; 0 where raters differ more than by chance.
pub fn rwg_j(rows: &[Vec<f64>]) -> Known {
    let items = rows.first().map_or(0, Vec::len);
    if rows.iter().any(|row| row.len() != items) {
        return Err(Undefined::Incomplete);
    }
    let column = |item: usize| -> Vec<f64> { rows.iter().map(|row| row[item]).collect() };
    let spreads: Vec<f64> = (0..items).map(|item| spread(&column(item))).collect::<Known<_>>()?;
    let chance = mean(&spreads).ok_or(Undefined::NothingRated)? / RANDOM;
    let agreed = items as f64 * (1.0 - chance).max(0.0);
    Ok(agreed / (agreed + chance))
}

/// s² of ratings on the scale.
fn spread(ratings: &[f64]) -> Known {
    if ratings.iter().any(|it| !(LOWEST - EPSILON..=HIGHEST + EPSILON).contains(it)) {
        return Err(Undefined::OffScale);
    }
    variance(ratings).map_err(|_| Undefined::TooFewRaters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::vectors::{close, list, rows, vectors};

    #[test]
    fn seven_cells_by_every_index() {
        let cells = vectors()["rwg_ad_awg_5pt"].as_array().expect("a list");
        assert_eq!(cells.len(), 7);
        for cell in cells {
            let ratings = list(&cell["ratings"]);
            close(variance(&ratings), &cell["s2"]);
            close(rwg_raw(&ratings), &cell["rwg_raw"]);
            close(rwg(&ratings), &cell["rwg"]);
            close(rwg_star(&ratings), &cell["rwg_star"]);
            close(average_deviation(&ratings), &cell["AD"]);
            close(awg(&ratings), &cell["awg"]);
        }
    }

    #[test]
    fn three_items_together() {
        let v = &vectors()["rwg_j"];
        close(rwg_j(&rows(&v["ratings_raters_x_items"])), &v["rwg(J)"]);
        assert_eq!(rwg_j(&[vec![1.0, 5.0], vec![5.0, 1.0]]), Ok(0.0));
        assert_eq!(rwg_j(&[vec![3.0, 4.0], vec![3.0, 4.0]]), Ok(1.0));
        assert_eq!(rwg_j(&[vec![3.0], vec![]]), Err(Undefined::Incomplete));
        assert_eq!(rwg_j(&[]), Err(Undefined::NothingRated));
    }

    #[test]
    fn all_at_an_end_of_the_scale_is_no_number_for_awg() {
        for end in [1.0, 5.0] {
            assert_eq!(awg(&[end, end, end]), Err(Undefined::AtTheEnd));
            assert_eq!(rwg(&[end, end, end]), Ok(1.0));
        }
    }

    #[test]
    fn one_rater_agrees_with_nobody_and_six_is_not_a_level() {
        for index in [rwg_raw, rwg, rwg_star, awg, average_deviation] {
            assert_eq!(index(&[4.0]), Err(Undefined::TooFewRaters));
            assert_eq!(index(&[]), Err(Undefined::TooFewRaters));
            assert_eq!(index(&[4.0, 6.0]), Err(Undefined::OffScale));
            assert_eq!(index(&[4.0, f64::NAN]), Err(Undefined::OffScale));
        }
    }
}
