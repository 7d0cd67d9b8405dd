//! The analysis as a report to read on a terminal.

use domain::{
    Lang,
    analysis::{AdjustedTotal, Analysis, Estimate, Findings, Known, Panel, Undefined, findings},
};
use text::{agreement, analysis as words, findings as say, numbers};

pub(super) fn report(lang: Lang, panel: &Panel, analysis: &Analysis) -> String {
    let findings = findings(&panel.candidates, &panel.raters, &panel.ratings.shares, analysis);
    let parts = [
        totals(lang, panel, analysis),
        bands(lang, &findings),
        changes(lang, panel, &findings),
        adjusted(lang, &findings),
        reliability(lang, panel, analysis),
        raters(lang, panel, analysis),
        format!("{}\n{}", text::compare::validity(lang), text::common::no_decisions(lang)),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// A heading, and lines under it.
fn part(title: &str, lines: Vec<String>) -> String {
    if lines.is_empty() { String::new() } else { format!("{title}\n{}\n{}", "-".repeat(title.chars().count()), lines.join("\n")) }
}

/// Rows under each other, the first column to the left and the others to the right.
fn table(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Vec<String>| {
        let cell = |(column, text): (usize, &String)| {
            let space = " ".repeat(widths[column] - text.chars().count());
            if column == 0 { format!("{text}{space}") } else { format!("{space}{text}") }
        };
        row.iter().enumerate().map(cell).collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

fn totals(lang: Lang, panel: &Panel, analysis: &Analysis) -> String {
    let mut head = vec![words::candidate(lang).to_owned()];
    let shares = panel.competencies.iter().zip(&panel.ratings.shares);
    head.extend(shares.map(|(name, share)| format!("{name} {}", numbers::percent(lang, *share))));
    head.push(words::total(lang).to_owned());
    let mut rows = vec![head];
    for (name, candidate) in panel.candidates.iter().zip(&analysis.candidates) {
        let mut row = vec![name.clone()];
        row.extend(candidate.cells.iter().map(|cell| match (cell.mean, cell.range) {
            (Some(mean), Some(range)) => format!("{} ({})", numbers::competency(lang, mean), numbers::score(lang, range)),
            (Some(mean), None) => numbers::competency(lang, mean),
            (None, _) => numbers::NONE.to_owned(),
        }));
        row.push(candidate.total.map_or_else(|| words::incomplete(lang).to_owned(), |total| numbers::total(lang, total)));
        rows.push(row);
    }
    part(words::means(lang), table(&rows))
}

fn bands(lang: Lang, findings: &Findings) -> String {
    let mut lines = match &findings.bands {
        Ok(bands) => bands.iter().map(|names| say::band(lang, names)).collect(),
        Err(why) => vec![say::why_sentence(lang, *why)],
    };
    if let Ok(errors) = &findings.errors {
        lines.push(say::margin(lang, errors.lsd95));
    }
    part(say::bands(lang), lines)
}

fn changes(lang: Lang, panel: &Panel, findings: &Findings) -> String {
    if findings.first.is_empty() {
        return String::new();
    }
    let mut lines = say::weights(lang, findings, &panel.competencies);
    lines.extend(say::raters(lang, findings));
    lines.push(say::places(lang, findings));
    part(say::changes(lang), lines)
}

fn adjusted(lang: Lang, findings: &Findings) -> String {
    match &findings.adjusted {
        Err(Undefined::NotNeeded) => String::new(),
        Err(why) => part(words::adjusted(lang), vec![say::why_sentence(lang, *why)]),
        Ok(totals) => {
            let row = |it: &AdjustedTotal| vec![it.candidate.clone(), numbers::total(lang, it.adjusted)];
            part(words::adjusted(lang), table(&totals.iter().map(row).collect::<Vec<_>>()))
        }
    }
}

fn reliability(lang: Lang, panel: &Panel, analysis: &Analysis) -> String {
    let of = &analysis.reliability;
    let estimate = |name: &str, estimate: &Known<Estimate>| match estimate {
        Err(why) => vec![name.to_owned(), say::why(lang, *why).to_owned()],
        Ok(it) => {
            let interval = it.interval.map(|(low, high)| format!(" ({})", say::from_to(lang, low, high))).unwrap_or_default();
            vec![name.to_owned(), format!("{}{interval}", numbers::fixed(lang, it.value, 2))]
        }
    };
    let known = |name: &str, value: &Known| {
        let shown = value.map_or_else(|why| say::why(lang, why).to_owned(), |value| numbers::fixed(lang, value, 2));
        vec![name.to_owned(), shown]
    };
    let mut rows = vec![
        estimate("ICC(1,1)", &of.icc_11),
        estimate("ICC(1,k)", &of.icc_1k),
        estimate("ICC(A,1)", &of.icc_a1),
        estimate("ICC(A,k)", &of.icc_ak),
        estimate("ICC(C,1)", &of.icc_c1),
        estimate("ICC(C,k)", &of.icc_ck),
        known(agreement::alpha(lang), &of.alpha_ordinal),
    ];
    rows.extend(panel.competencies.iter().zip(&of.alpha_by_competency).map(|(name, alpha)| known(&format!("  {name}"), alpha)));
    let mut lines = table(&rows);
    if of.indicative {
        lines.push(agreement::indicative(lang).to_owned());
    }
    part(words::agreement(lang), lines)
}

fn raters(lang: Lang, panel: &Panel, analysis: &Analysis) -> String {
    let shown = |value: Known| value.map_or_else(|_| numbers::NONE.to_owned(), |value| numbers::fixed(lang, value, 2));
    let mut rows = vec![[words::rater(lang), words::mean(lang), words::severity(lang), words::halo(lang)].map(str::to_owned).to_vec()];
    let each = panel.raters.iter().zip(&analysis.raters);
    rows.extend(each.map(|(name, rater)| vec![name.clone(), shown(rater.mean), shown(rater.severity), shown(rater.halo)]));
    part(words::raters(lang), table(&rows))
}
