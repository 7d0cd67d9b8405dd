//! Selection per group, from aggregated counts only. A signal, not a legal test: the four-fifths rule is American practice, and
//! Dutch law asks whether indirect distinction is objectively justified, case by case.

use serde::{Deserialize, Serialize};

use super::Known;
use crate::{
    Code, Failure, Fault,
    error::{collect, required},
};

/// How many of a group were selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub selected: u32,
    pub total: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Impact {
    /// In the order of the input; a small group stays hidden.
    pub groups: Vec<Known<GroupImpact>>,
    /// Index of the group with the highest rate, the first of equals.
    pub highest: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupImpact {
    /// Selected of total, 0 to 1.
    pub rate: f64,
    /// `rate` against the highest rate, 0 to 1.
    pub ratio: f64,
    /// `ratio` is below four fifths, compared as whole numbers.
    pub flag: bool,
    /// `None` for the group with the highest rate itself.
    pub against: Option<Against>,
}

/// A group against the group with the highest rate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Against {
    /// Two-sided.
    pub fisher_p: f64,
    /// Odds of the highest group over the odds of this one, so 1 or more.
    pub odds_ratio: Known,
    /// Pooled z of the difference in rates, 0 or more.
    pub z: Known,
    /// Two-sided.
    pub z_p: Known,
    /// 95% interval of the impact ratio, on the log scale.
    pub interval: Known<(f64, f64)>,
    /// How many more of this group would have to be selected to reach four fifths, in persons; 0 when reached.
    pub shortfall: f64,
    /// What would be if one hire had gone to this group instead of to the highest.
    pub moved: Known<Moved>,
    /// The flag would go if that one hire moved.
    pub hangs_on_one: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    /// This group's rate against the other's; above 1 when they change places.
    pub ratio: f64,
    pub fisher_p: f64,
}

/// The difference between two means in standard deviations.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct EffectSize {
    pub sd_pooled: f64,
    /// Cohen's d: positive when the first group scores higher.
    pub d: f64,
    /// The correction for small groups.
    pub j: f64,
    /// Hedges' g = j·d.
    pub g: f64,
    pub se_d: f64,
}

/// More people than one organisation ever counts.
const MOST: u32 = 1_000_000;
/// A group's name in characters.
const NAME_MAX: usize = 60;

/// The counts that somebody typed: per row a group, how many were selected and how many there were. Empty rows are left out.
///
/// # Errors
/// With every fault, at `group1`, `selected1`, `total1` and so on.
pub fn counts(rows: &[[String; 3]]) -> Result<(Vec<String>, Vec<Counts>), Failure> {
    let mut faults = Vec::new();
    let (mut names, mut counts) = (Vec::new(), Vec::new());
    for (nth, [group, selected, total]) in (1..).zip(rows).filter(|(_, row)| row.iter().any(|field| !field.is_empty())) {
        let mut number = |name: &str, text: &str| {
            let place = format!("{name}{nth}");
            let parsed = text.parse::<u32>().ok().filter(|number| *number <= MOST);
            collect(&mut faults, parsed.ok_or_else(|| Fault::about(place, Code::BadNumber, format!("0 – {MOST}"))))
        };
        let count = Counts { selected: number("selected", selected), total: number("total", total) };
        names.push(collect(&mut faults, required(&format!("group{nth}"), group, NAME_MAX)));
        if count.selected > count.total && faults.is_empty() {
            faults.push(Fault::new(format!("selected{nth}"), Code::MoreThanAll));
        }
        counts.push(count);
    }
    if faults.is_empty() { Ok((names, counts)) } else { Err(Failure::invalid(faults)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[[&str; 3]]) -> Vec<[String; 3]> {
        rows.iter().map(|row| row.map(str::to_owned)).collect()
    }

    #[test]
    fn every_fault_has_its_place_and_empty_rows_are_none() {
        let typed = rows(&[["vrouwen", "12", "40"], ["", "", ""], ["", "x", "80"], ["mannen", "9", "8"]]);
        let faults = counts(&typed).expect_err("refused").faults;
        let places: Vec<(&str, Code)> = faults.iter().map(|fault| (fault.place.as_str(), fault.code)).collect();
        assert_eq!(places, [("selected3", Code::BadNumber), ("group3", Code::Required)]);
        let more = counts(&rows(&[["mannen", "9", "8"]])).expect_err("refused").faults;
        assert_eq!((more[0].place.as_str(), more[0].code), ("selected1", Code::MoreThanAll));
        let much = counts(&rows(&[["mannen", "9", "4000000000"]])).expect_err("refused").faults;
        assert_eq!((much[0].place.as_str(), much[0].code), ("total1", Code::BadNumber));
        let (names, counted) = counts(&rows(&[["vrouwen", "12", "40"], ["", "", ""]])).expect("sound");
        assert_eq!((names, counted), (vec!["vrouwen".to_owned()], vec![Counts { selected: 12, total: 40 }]));
    }
}
