//! Ratings from a spreadsheet: one row per rater, candidate and competency.

use std::collections::BTreeMap;

use super::{Ratings, Seen};
use crate::{Code, Failure, Fault, fold::fold};

/// A panel with its names; everything in [`Ratings`] is in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// By name.
    pub candidates: Vec<String>,
    /// By name.
    pub raters: Vec<String>,
    /// In the order in which they first came.
    pub competencies: Vec<String>,
    pub ratings: Ratings,
}

const NAME_MAX: usize = 200;

/// The columns, by what people call them.
const COLUMNS: [(&str, &[&str]); 4] = [
    ("rater", &["rater", "beoordelaar", "panellid"]),
    ("candidate", &["candidate", "kandidaat"]),
    ("competency", &["competency", "competentie"]),
    ("level", &["level", "niveau", "score"]),
];

struct Row {
    rater: String,
    candidate: String,
    competency: String,
    /// `None`: not observed.
    level: Option<f64>,
}

/// Reads records, each with the line it starts on; the first names the columns, in any order. A level is a number of 1 to 5,
/// for a mean of several questions may be one too, or nothing for *not observed*. All competencies weigh the same.
///
/// # Errors
/// With every fault; its place is the line, or `/` for the whole.
pub fn panel(records: &[(u32, Vec<String>)]) -> Result<Panel, Failure> {
    let Some(((line, head), rest)) = records.split_first() else { return Err(Failure::field("/", Code::NoRows)) };
    let at = columns(*line, head)?;
    let mut faults = Vec::new();
    let mut rows: BTreeMap<(String, String, String), Row> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for (line, cells) in rest.iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty())) {
        match row(*line, cells, at) {
            Ok(row) => {
                if !order.contains(&row.competency) {
                    order.push(row.competency.clone());
                }
                let key = (row.candidate.clone(), row.rater.clone(), row.competency.clone());
                if rows.insert(key, row).is_some() {
                    faults.push(Fault::new(line.to_string(), Code::RatedTwice));
                }
            }
            Err(found) => faults.extend(found),
        }
    }
    if rows.is_empty() && faults.is_empty() {
        faults.push(Fault::new("/", Code::NoRows));
    }
    if faults.is_empty() { Ok(arranged(rows.into_values().collect(), order)) } else { Err(Failure::invalid(faults)) }
}

fn columns(line: u32, head: &[String]) -> Result<[usize; 4], Failure> {
    let mut faults = Vec::new();
    let at = COLUMNS.map(|(name, called)| {
        let found = head.iter().position(|cell| called.contains(&fold(cell.trim()).as_str()));
        if found.is_none() {
            faults.push(Fault::about(line.to_string(), Code::NoColumn, name));
        }
        found.unwrap_or_default()
    });
    if faults.is_empty() { Ok(at) } else { Err(Failure::invalid(faults)) }
}

fn row(line: u32, cells: &[String], [rater, candidate, competency, level]: [usize; 4]) -> Result<Row, Vec<Fault>> {
    let mut faults = Vec::new();
    let place = line.to_string();
    let mut name = |column: usize, what: &str| {
        let text = cells.get(column).map_or("", |cell| cell.trim());
        if text.is_empty() {
            faults.push(Fault::about(&*place, Code::EmptyCell, what));
        } else if text.chars().count() > NAME_MAX {
            faults.push(Fault::about(&*place, Code::TooLong, NAME_MAX));
        }
        text.to_owned()
    };
    let (rater, candidate, competency) = (name(rater, "rater"), name(candidate, "candidate"), name(competency, "competency"));
    let text = cells.get(level).map_or("", |cell| cell.trim());
    let level = text.replace(',', ".").parse::<f64>().ok().filter(|level| (1.0..=5.0).contains(level));
    if level.is_none() && !text.is_empty() {
        faults.push(Fault::new(&*place, Code::BadLevel));
    }
    if faults.is_empty() { Ok(Row { rater, candidate, competency, level }) } else { Err(faults) }
}

fn arranged(rows: Vec<Row>, competencies: Vec<String>) -> Panel {
    let names = |of: fn(&Row) -> &String| {
        let mut names: Vec<String> = rows.iter().map(|row| of(row).clone()).collect();
        names.sort_by_cached_key(|name| (fold(name), name.clone()));
        names.dedup();
        names
    };
    let (candidates, raters) = (names(|row| &row.candidate), names(|row| &row.rater));
    let index = |names: &[String]| names.iter().cloned().zip(0..).collect::<BTreeMap<String, usize>>();
    let (of_candidate, of_rater, of_competency) = (index(&candidates), index(&raters), index(&competencies));
    let mut seen: Vec<Seen> = candidates.iter().map(|_| Seen { by_rater: vec![None; raters.len()] }).collect();
    for row in &rows {
        let places = (of_candidate.get(&row.candidate), of_rater.get(&row.rater), of_competency.get(&row.competency));
        let (Some(candidate), Some(rater), Some(competency)) = places else { continue };
        let scores = seen.get_mut(*candidate).and_then(|seen| seen.by_rater.get_mut(*rater));
        if let Some(scores) = scores {
            let scores = scores.get_or_insert_with(|| vec![None; competencies.len()]);
            scores[*competency] = row.level;
        }
    }
    let share = 1.0 / competencies.len().max(1) as f64;
    let ratings = Ratings { shares: vec![share; competencies.len()], raters: raters.len(), candidates: seen, hidden: false };
    Panel { candidates, raters, competencies, ratings }
}

/// Gives each competency its part of the total, from `LEARN=0.3,FEEDB=0.25`; what is written is a proportion, so that 30 and 25
/// do as well.
///
/// # Errors
/// With every fault; its place is `weights`.
pub fn weigh(panel: &mut Panel, weights: &str) -> Result<(), Failure> {
    let mut faults = Vec::new();
    let mut given: Vec<Option<f64>> = vec![None; panel.competencies.len()];
    for part in weights.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        let (name, number) = part.rsplit_once('=').unwrap_or((part, ""));
        let weight = number.trim().parse::<f64>().ok().filter(|weight| weight.is_finite() && *weight >= 0.0);
        let place = panel.competencies.iter().position(|it| it == name.trim());
        match (place.and_then(|place| given.get_mut(place)), weight) {
            (None, _) => faults.push(Fault::about("weights", Code::UnknownCompetency, name.trim())),
            (Some(_), None) => faults.push(Fault::about("weights", Code::BadWeight, name.trim())),
            (Some(slot), weight) => *slot = weight,
        }
    }
    if faults.is_empty() {
        let missing = panel.competencies.iter().zip(&given).filter(|(_, weight)| weight.is_none());
        faults.extend(missing.map(|(name, _)| Fault::about("weights", Code::NoWeight, name)));
    }
    let all: f64 = given.iter().flatten().sum();
    if faults.is_empty() && all <= 0.0 {
        faults.push(Fault::new("weights", Code::WeightZero));
    }
    if !faults.is_empty() {
        return Err(Failure::invalid(faults));
    }
    panel.ratings.shares = given.into_iter().map(|weight| weight.unwrap_or_default() / all).collect();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(text: &str) -> Vec<(u32, Vec<String>)> {
        (1..).zip(text.lines()).map(|(line, row)| (line, row.split(',').map(str::to_owned).collect())).collect()
    }

    fn faults(text: &str) -> Vec<(String, Code)> {
        panel(&records(text)).expect_err("refused").faults.into_iter().map(|fault| (fault.place, fault.code)).collect()
    }

    #[test]
    fn columns_come_in_any_order_and_either_language_and_an_empty_level_is_not_observed() {
        let text = "Niveau,competentie,Beoordelaar,kandidaat\n4,LEARN,R2,Zoë\n,FEEDB,R2,Zoë\n\n3.5,LEARN,R1,Bo";
        let panel = panel(&records(text)).expect("sound");
        assert_eq!((panel.candidates, panel.raters), (vec!["Bo".to_owned(), "Zoë".into()], vec!["R1".to_owned(), "R2".into()]));
        assert_eq!(panel.competencies, ["LEARN", "FEEDB"]);
        assert_eq!(panel.ratings.candidates[0].by_rater, [Some(vec![Some(3.5), None]), None]);
        assert_eq!(panel.ratings.candidates[1].by_rater, [None, Some(vec![Some(4.0), None])]);
        assert_eq!(panel.ratings.shares, [0.5, 0.5]);
    }

    #[test]
    fn every_fault_names_its_line() {
        let head = "rater,candidate,competency,level\n";
        assert_eq!(
            faults(&format!("{head}R1,A,L,6\nR1,B,L,3\n,B,L,0")),
            [("2".into(), Code::BadLevel), ("4".into(), Code::EmptyCell), ("4".into(), Code::BadLevel)]
        );
        assert_eq!(faults(&format!("{head}R1,A,L,3\nR1,A,L,4")), [("3".into(), Code::RatedTwice)]);
        assert_eq!(faults("rater,candidate,level\nR1,A,3"), [("1".into(), Code::NoColumn)]);
        assert_eq!(faults(head), [("/".into(), Code::NoRows)]);
        assert_eq!(faults(""), [("/".into(), Code::NoRows)]);
    }

    #[test]
    fn weights_are_proportions_of_every_competency() {
        let text = "rater,candidate,competency,level\nR1,A,LEARN,3\nR1,A,FEEDB,4";
        let mut panel = panel(&records(text)).expect("sound");
        weigh(&mut panel, " LEARN=60, FEEDB=20").expect("sound");
        assert_eq!(panel.ratings.shares, [0.75, 0.25]);
        let mut codes = |weights: &str| {
            let faults = weigh(&mut panel, weights).expect_err("refused").faults;
            faults.into_iter().map(|fault| (fault.code, fault.about)).collect::<Vec<_>>()
        };
        assert_eq!(codes("LEARN=1,JUDGE=1"), [(Code::UnknownCompetency, "JUDGE".into())]);
        assert_eq!(codes("LEARN=-1,FEEDB=x"), [(Code::BadWeight, "LEARN".into()), (Code::BadWeight, "FEEDB".into())]);
        assert_eq!(codes("LEARN=1"), [(Code::NoWeight, "FEEDB".into())]);
        assert_eq!(codes("LEARN=0,FEEDB=0"), [(Code::WeightZero, String::new())]);
    }
}
