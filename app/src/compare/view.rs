//! What the comparison page shows of what is known: the numbers of one tab, the candidates of one page.

use std::collections::HashMap;

use domain::{
    Code,
    analysis::{self, Analysis, RaterAnalysis, Ratings, patterns},
    decision::compare_with_now,
    ids::ApplicationId,
    plot,
    report::Compared,
    scoring::{Column, Comparison, EPSILON, Line},
    statistics,
    vacancy::{RevealPolicy, RoundState},
};

use super::calls::{CompareView, Own, PAGE, Shown, Sort, Tab};
use crate::calls::Answer;

/// The numbers that a tab needs: they are worked out apart from the threads that answer requests.
enum Numbers {
    None,
    /// Who is at the top, and whether there are bands.
    Top(Vec<usize>, bool),
    All(Box<Analysis>, Option<(plot::Axis, plot::Axis)>),
}

/// What of the comparison is asked for.
pub(super) struct Asked<'a> {
    pub(super) tab: Tab,
    pub(super) competency: &'a str,
    pub(super) sort: Option<Sort>,
    pub(super) page: usize,
}

pub(super) async fn view(compared: Compared, asked: Asked<'_>) -> Answer<CompareView> {
    let tab = asked.tab;
    let late = compared.round.policy != RevealPolicy::AfterInterview;
    let meter = domain::meter::of_round(&compared.document, late, compared.conduct).map_err(|_| Code::Internal)?;
    let mut comparison = compared.comparison;
    let individuals = !comparison.raters.is_empty();
    let rater_count = comparison.lines.iter().flat_map(|line| &line.score.cells).map(|cell| cell.n).max().unwrap_or(0);
    let chosen = comparison.columns.iter().position(|column| column.id.to_string() == asked.competency).unwrap_or(0);

    let seen =
        compared.own.map_or(0, |own| (0..compared.ratings.candidates.len()).filter(|it| compared.ratings.on_panel(*it, own)).count());
    let by_candidate = compared.ratings.hidden && individuals;
    let numbers = numbers(tab, comparison.columns.clone(), compared.ratings).await?;
    let may_sort = matches!(compared.round.state, RoundState::Deciding | RoundState::Closed);
    let usual = if tab == Tab::Decide { Sort::Total } else { Sort::Name };
    let sort = if may_sort { asked.sort.unwrap_or(usual) } else { Sort::Name };
    let places: HashMap<ApplicationId, usize> = comparison.lines.iter().map(|line| line.application).zip(0..).collect();
    let application = |index: &usize| comparison.lines.get(*index).map(|line| line.application);

    let (mut findings, mut quality, mut own, mut top, mut banded) = (None, None, None, Vec::new(), false);
    match &numbers {
        Numbers::None => {}
        Numbers::Top(indices, bands) => (top, banded) = (indices.iter().filter_map(application).collect(), *bands),
        Numbers::All(analysis, _) if tab == Tab::Panel => {
            quality = compared.may_see_quality.then(|| analysis::quality(&comparison, analysis));
            own = compared.own.and_then(|index| Some(own_pattern(analysis.raters.get(index)?, seen)));
        }
        Numbers::All(analysis, _) => {
            let candidates: Vec<String> = comparison.lines.iter().map(|line| line.candidate.clone()).collect();
            let raters: Vec<String> = comparison.raters.iter().map(|rater| rater.name.clone()).collect();
            let shares: Vec<f64> = comparison.columns.iter().map(|column| column.share).collect();
            findings = Some(analysis::findings(&candidates, &raters, &shares, analysis));
        }
    }
    let mut decided = if tab == Tab::Decide { compared.decided } else { Vec::new() };
    if let Numbers::Top(indices, _) = &numbers {
        compare_with_now(&mut decided, &comparison, indices, &compared.proceedings.voided);
    }
    let shown = slice(&mut comparison, Shown { page: asked.page, all: 0, sort, may_sort }, chosen);
    let place = |line: &Line| places.get(&line.application).copied().unwrap_or(usize::MAX);
    let (mut chart, mut cells, mut bands) = (None, Vec::new(), Vec::new());
    if let Numbers::All(analysis, axes) = numbers {
        chart = axes.map(|(x, y)| plot::scatter(&x, &y, comparison.lines.iter().map(|line| (place(line), line.candidate.as_str()))));
        bands = comparison.lines.iter().map(|line| analysis.candidates.get(place(line)).and_then(|candidate| candidate.band)).collect();
        // Where individuals stay hidden, so does how far one cell's raters were from each other.
        let told = comparison.lines.iter().filter(|_| individuals);
        cells = told.filter_map(|line| Some(analysis.candidates.get(place(line))?.cells.clone())).collect();
    }
    Ok(CompareView {
        vacancy: compared.vacancy,
        vacancy_title: compared.vacancy_title,
        round: compared.round,
        comparison,
        shown,
        pending: compared.pending,
        individuals,
        by_candidate,
        rater_count,
        meter,
        proceedings: compared.proceedings,
        may_agree: compared.may_agree,
        may_decide: compared.may_decide,
        may_close: compared.may_close,
        chosen,
        decided,
        top,
        banded,
        cells,
        bands,
        findings,
        chart,
        quality,
        own,
    })
}

async fn numbers(tab: Tab, columns: Vec<Column>, ratings: Ratings) -> Answer<Numbers> {
    let work = move || match tab {
        Tab::Competency | Tab::Discuss => Numbers::None,
        Tab::Decide => {
            let totals = statistics::analyse_totals(&ratings);
            Numbers::Top(totals.top(), totals.bands.is_ok())
        }
        Tab::Panel => Numbers::All(Box::new(statistics::analyse(&ratings)), None),
        Tab::Totals => Numbers::All(Box::new(statistics::analyse(&ratings)), statistics::potential_and_performance(&columns, &ratings)),
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| Code::Internal.into())
}

fn own_pattern(rater: &RaterAnalysis, candidates: usize) -> Own {
    let RaterAnalysis { n, mean, severity, halo, share_of_threes, .. } = *rater;
    Own { n, mean, severity, halo, share_of_threes, patterns: patterns(rater, candidates) }
}

/// Keeps the lines of one page, in the order asked for.
fn slice(comparison: &mut Comparison, mut shown: Shown, chosen: usize) -> Shown {
    let value = |line: &Line| match shown.sort {
        Sort::Name => None,
        Sort::Total => line.score.total.value(),
        Sort::Mean => line.score.cells.get(chosen).and_then(|cell| cell.mean),
    };
    // Highest first; sums of weights are not exact in binary, and who ties stays in the order of the names.
    let rank = |line: &Line| value(line).map_or(f64::INFINITY, |value| -(value / EPSILON).round());
    comparison.lines.sort_by(|a, b| rank(a).total_cmp(&rank(b)));
    shown.all = comparison.lines.len();
    shown.page = shown.page.clamp(1, shown.pages());
    let from = (shown.page - 1) * PAGE;
    comparison.lines = std::mem::take(&mut comparison.lines).into_iter().skip(from).take(PAGE).collect();
    shown
}

#[cfg(test)]
mod tests {
    use domain::{
        ids::InterviewId,
        scoring::{CandidateScore, Total},
    };
    use uuid::Uuid;

    use super::*;

    /// Candidates by name, with totals that go up and down.
    fn comparison(candidates: u16) -> Comparison {
        let line = |n: u16| Line {
            application: ApplicationId(Uuid::from_u128(u128::from(n))),
            interview: InterviewId(Uuid::from_u128(u128::from(n))),
            candidate: format!("K{n:03}"),
            late: false,
            score: CandidateScore { cells: Vec::new(), total: Total::Complete(1.0 + f64::from(n * 37 % 101) / 101.0) },
        };
        Comparison { columns: Vec::new(), lines: (0..candidates).map(line).collect(), raters: Vec::new() }
    }

    fn shown(candidates: u16, sort: Sort, page: usize) -> (Vec<String>, Shown) {
        let mut comparison = comparison(candidates);
        let shown = slice(&mut comparison, Shown { page, all: 0, sort, may_sort: true }, 0);
        (comparison.lines.into_iter().map(|line| line.candidate).collect(), shown)
    }

    #[test]
    fn a_page_holds_a_hundred_and_the_last_one_the_rest() {
        let (first, _) = shown(230, Sort::Name, 1);
        assert_eq!((first.len(), first[0].as_str(), first[99].as_str()), (100, "K000", "K099"));
        let (last, of) = shown(230, Sort::Name, 3);
        assert_eq!((last.len(), last[0].as_str(), of.all, of.pages()), (30, "K200", 230, 3));
        let (beyond, of) = shown(230, Sort::Name, 99);
        assert_eq!((beyond.len(), of.page), (30, 3), "an address of a page that is not there");
        assert_eq!(shown(0, Sort::Name, 0).1.page, 1);
    }

    #[test]
    fn by_total_the_highest_of_all_come_first_and_not_of_the_page() {
        let (names, _) = shown(202, Sort::Total, 1);
        assert_eq!(names[..2], ["K030".to_owned(), "K131".into()], "both have the highest total, and stand by name");
    }

    #[test]
    fn sums_that_differ_in_the_last_bit_tie() {
        let mut comparison = comparison(2);
        comparison.lines[0].score.total = Total::Complete(0.1 + 0.2);
        comparison.lines[1].score.total = Total::Complete(0.3);
        comparison.lines.swap(0, 1);
        slice(&mut comparison, Shown { page: 1, all: 0, sort: Sort::Total, may_sort: true }, 0);
        assert_eq!(comparison.lines[0].candidate, "K001", "stays where it stood");
    }
}
