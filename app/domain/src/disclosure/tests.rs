mod attacker;

use uuid::Uuid;

use super::*;
use crate::scoring::{Rating, Sheet, score, tests::worked_document};

fn rater(n: usize) -> UserId {
    UserId(Uuid::from_u128(1_000 + n as u128))
}

/// A panel revealed at 10, of raters who submitted then; `None`: not yet.
fn panel(submitted: &[Option<i64>]) -> HiddenPanel {
    let seats = submitted.iter().enumerate().map(|(n, at)| (rater(n), at.map(UnixMillis))).collect();
    HiddenPanel { seats, revealed_at: UnixMillis(10), recounted: BTreeSet::new() }
}

/// One level per rater for everything.
fn told(panel: &HiddenPanel, levels: &[u8]) -> CandidateScore {
    let document = worked_document();
    let sheet = |(n, level): (usize, &u8)| {
        let level = Rating::Level(Level::try_from(*level).expect("1 to 5"));
        Sheet { rater: rater(n), ratings: document.items().iter().map(|item| (item.id, level.clone())).collect() }
    };
    let sheets: Vec<Sheet> = levels.iter().enumerate().map(sheet).collect();
    let required: Vec<UserId> = panel.seats.iter().map(|(rater, _)| *rater).collect();
    panel.tell(&document, &score(&document, &required, &sheets))
}

fn means(panel: &HiddenPanel, levels: &[u8]) -> Option<f64> {
    told(panel, levels).cells[0].mean
}

const IN: Option<i64> = Some(9);
const LATE: Option<i64> = Some(11);

#[test]
fn three_raters_who_are_not_alike_have_means_and_a_total_and_no_range() {
    let score = told(&panel(&[IN; 3]), &[2, 3, 4]);
    assert!(score.cells.iter().all(|cell| cell.mean == Some(3.0) && cell.n == 3 && cell.range.is_none() && cell.scores.is_empty()));
    assert!(score.total.value().is_some_and(|total| (total - 3.0).abs() < EPSILON));
}

#[test]
fn of_one_or_two_raters_nothing_is_told() {
    for levels in [&[3][..], &[2, 4]] {
        let score = told(&panel(&vec![IN; levels.len()]), levels);
        assert!(score.cells.iter().all(|cell| *cell == WITHHELD));
        assert_eq!(score.total, Total::Incomplete(Vec::new()), "and nobody is named who lacks a score");
    }
}

#[test]
fn a_mean_from_which_somebody_could_tell_that_the_others_are_at_one_end_is_not_told() {
    for levels in [[5, 5, 5], [5, 5, 2], [1, 1, 4], [1, 1, 1]] {
        assert_eq!(means(&panel(&[IN; 3]), &levels), None, "{levels:?}");
    }
    for levels in [[5, 4, 2], [3, 3, 3], [1, 2, 5]] {
        assert!(means(&panel(&[IN; 3]), &levels).is_some(), "{levels:?}");
    }
    assert_eq!(told(&panel(&[IN; 3]), &[5, 5, 2]).total.value(), None, "a total would give what is not told");
}

#[test]
fn the_means_rest_on_who_had_submitted_at_the_reveal_for_good() {
    assert_eq!(means(&panel(&[IN, IN, IN, None]), &[2, 3, 4]), Some(3.0));
    assert_eq!(means(&panel(&[IN, IN, IN, LATE]), &[2, 3, 4, 5]), Some(3.0), "or the fourth would follow");
    assert_eq!(told(&panel(&[IN, IN, IN, None]), &[2, 3, 4]).total, Total::Incomplete(Vec::new()), "the panel is not done");
}

#[test]
fn where_too_few_had_submitted_at_the_reveal_the_means_come_when_the_panel_is_done() {
    assert_eq!(means(&panel(&[IN, LATE, LATE, None]), &[2, 3, 4]), None, "or the fourth would follow later");
    assert_eq!(means(&panel(&[IN, LATE, LATE, LATE]), &[2, 3, 4, 3]), Some(3.0));
}

#[test]
fn a_competency_that_lost_a_question_after_the_reveal_is_told_no_more() {
    let recounted = BTreeSet::from([worked_document().competencies[1].id]);
    let score = told(&HiddenPanel { recounted, ..panel(&[IN; 3]) }, &[2, 3, 4]);
    assert_eq!((score.cells[0].mean, score.cells[1].mean, score.total.value()), (Some(3.0), None, None));
}

#[test]
fn the_impression_of_the_whole_follows_the_same_rules() {
    let said = |levels: &[u8]| {
        let of = |(n, level): (usize, &u8)| (rater(n), Level::try_from(*level).expect("1 to 5"));
        levels.iter().enumerate().map(of).collect::<Vec<_>>()
    };
    assert_eq!(panel(&[IN, IN, IN, LATE]).overall(&said(&[2, 3, 4, 5])), Some((3.0, 3)));
    assert_eq!(panel(&[IN; 3]).overall(&said(&[2, 3])), None);
    assert_eq!(panel(&[IN; 3]).overall(&said(&[5, 5, 1])), None);
}
