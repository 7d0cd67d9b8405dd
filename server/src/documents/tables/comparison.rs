//! What stands in the tables: the numbers of the panel report.

use domain::{Lang, report::PanelReport, scorecard::Competency, scoring::Line, statistics::analyse_totals};
use text::{compare, decisions, names, report as words};

use super::{Table, Value};

/// The candidates, the scores behind them, and what weighs how much.
pub(super) fn all(report: &PanelReport, lang: Lang) -> Vec<Table> {
    let mut tables = vec![candidates(report, lang), weights(report, lang)];
    if !report.comparison.raters.is_empty() {
        tables.insert(1, scores(report, lang));
    }
    tables
}

/// A row per candidate: total, group, what was decided, and per competency mean, range and number of raters.
pub(super) fn candidates(report: &PanelReport, lang: Lang) -> Table {
    let comparison = &report.comparison;
    let bands = analyse_totals(&report.ratings).bands.unwrap_or_default();
    let band_of = |index: usize| bands.iter().position(|band| band.contains(&index));
    let mut head: Vec<String> =
        [words::candidate(lang), words::total(lang), words::group(lang), compare::overall(lang), words::decision(lang)]
            .map(String::from)
            .into();
    for column in &comparison.columns {
        let name = column.name.best(lang).0;
        head.extend([words::mean(lang), words::range(lang), words::n(lang)].map(|what| format!("{name}: {}", what.to_lowercase())));
        head.extend(comparison.raters.iter().map(|rater| format!("{name}: {}", rater.name)));
    }
    let rows = comparison.lines.iter().enumerate().map(|(index, line)| {
        let overall = report.proceedings.overall.iter().find(|it| it.interview == line.interview).map(|it| it.mean);
        let band = band_of(index);
        let mut row = vec![
            Value::from(line.candidate.as_str()),
            Value::number(line.score.total.value(), 2),
            band.map_or(Value::Nothing, |band| Value::Number(band as f64 + 1.0, 0)),
            Value::number(overall, 1),
            decided(report, line, lang),
        ];
        for cell in &line.score.cells {
            let n = Some(f64::from(cell.n)).filter(|_| !cell.is_withheld());
            row.extend([Value::number(cell.mean, 2), Value::number(cell.range, 1), Value::number(n, 0)]);
            row.extend(comparison.raters.iter().map(|rater| {
                let score = cell.scores.iter().find(|score| score.rater == rater.id).and_then(|score| score.score);
                Value::number(score, 1)
            }));
        }
        row
    });
    Table { name: words::comparison(lang).to_owned(), rows: rows.collect(), head }
}

fn decided(report: &PanelReport, line: &Line, lang: Lang) -> Value {
    let outcome = report.decided.iter().find(|it| it.application == line.application).and_then(domain::decision::Decided::outcome);
    outcome.map_or(Value::Nothing, |outcome| decisions::outcome_name(lang, outcome).into())
}

/// A row per score, the form that statistics programs and `maatstaf analyse` want.
fn scores(report: &PanelReport, lang: Lang) -> Table {
    let comparison = &report.comparison;
    let rows = comparison.lines.iter().flat_map(|line| {
        comparison.columns.iter().zip(&line.score.cells).flat_map(move |(column, cell)| {
            comparison.raters.iter().filter_map(move |rater| {
                let score = cell.scores.iter().find(|score| score.rater == rater.id)?;
                let name = column.name.best(lang).0;
                // The same label may be somebody else with another candidate.
                let of = if report.ratings.hidden { format!("{} ({})", rater.name, line.candidate) } else { rater.name.clone() };
                Some(vec![Value::from(of.as_str()), line.candidate.as_str().into(), name.into(), Value::number(score.score, 1)])
            })
        })
    });
    let head = [words::rater(lang), words::candidate(lang), words::competency(lang), words::level(lang)].map(String::from);
    Table { name: words::scores(lang).to_owned(), head: head.into(), rows: rows.collect() }
}

fn weights(report: &PanelReport, lang: Lang) -> Table {
    let row = |(competency, share): (&Competency, f64)| {
        vec![competency.name.best(lang).0.into(), names::kind(lang, competency.kind).into(), Value::Number(share, 3)]
    };
    let head = [words::competency(lang), words::kind(lang), words::share(lang)].map(String::from);
    let rows = report.document.competencies.iter().zip(report.document.shares()).map(row).collect();
    Table { name: words::weight(lang).to_owned(), head: head.into(), rows }
}
