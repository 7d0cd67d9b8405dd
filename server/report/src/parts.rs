//! What both reports hold: facts about the round, strips, calculations, and how to read it all.

use domain::{
    Bilingual, Lang,
    decision::Decision,
    interview::Note,
    plot,
    report::{Calculation, Provenance},
    scorecard::{Competency, Document},
    scoring::{Cell as Score, Comparison, Line, RaterName, RaterScore, Total},
};
use text::{common, compare, decisions, names, numbers, report as words};

use crate::block::{Block, Cell, Column, Row, Strip, Table, Text, Tone, size};

/// A heading of level 2.
pub(crate) fn section(title: &str) -> Block {
    Block::Heading { level: 2, text: Text::new(title).sized(size::SECTION).bold() }
}

/// A heading of level 3.
pub(crate) fn subsection(title: Text) -> Block {
    Block::Heading { level: 3, text: title.sized(size::LEAD).bold() }
}

/// A text of the scorecard: in the reader's language where it exists, else in the other, marked so.
pub(crate) fn content(lang: Lang, text: &Bilingual) -> Text {
    let (text, is_in) = text.best(lang);
    Text::new(text).in_lang((is_in != lang).then_some(is_in))
}

/// A paragraph in the small size.
pub(crate) fn caption(text: impl Into<String>) -> Block {
    Block::Paragraph(Text::small(text))
}

/// A head of a column.
pub(crate) fn head(text: &str) -> Cell {
    Text::new(text).sized(size::SMALL).bold().toned(Tone::Soft).into()
}

/// What the report is about, for the table at its top.
pub(crate) fn facts(provenance: &Provenance, raters: &[RaterName], lang: Lang) -> Vec<(String, Vec<Text>)> {
    let round = &provenance.round;
    let mut reveal = vec![Text::new(words::revealed(lang, round.policy, round.revealed_at.map(|at| at.local)))];
    if let Some(reason) = &round.reveal_reason {
        reveal.push(Text::new(words::revealed_early(lang, round.revealed_by.as_deref(), reason)).bold());
    }
    let panel = if raters.is_empty() {
        Text::new(words::hidden(lang))
    } else {
        Text::new(raters.iter().map(|rater| rater.name.as_str()).collect::<Vec<_>>().join(", "))
    };
    vec![
        (
            words::scorecard(lang).into(),
            vec![
                Text::new(words::version(lang, &round.scorecard_title, round.version)),
                Text::small(format!("{} {}", words::fingerprint(lang), round.hash)),
            ],
        ),
        (words::reveal(lang).into(), reveal),
        (words::panel(lang).into(), vec![panel, Text::small(words::no_talk(lang))]),
        (words::retention(lang).into(), vec![Text::new(words::retention_of(lang, provenance.delete_by.map(|by| by.local)))]),
    ]
}

/// What was decided, by whom, when and why.
pub(crate) fn decision(decision: &Decision, lang: Lang) -> Text {
    let what = decision.outcome.map_or_else(|| decisions::taken_back(lang), |outcome| decisions::outcome_name(lang, outcome));
    let mut said = format!(" · {}", decisions::by_on(&decision.by, &numbers::date_time(lang, decision.at.local)));
    if !decision.reason.trim().is_empty() {
        said = format!("{said}. {}", decision.reason.trim());
    }
    if !decision.below_band.trim().is_empty() {
        said = format!("{said} {} {}", words::why_not_top(lang), decision.below_band.trim());
    }
    if !decision.since.is_empty() {
        said = format!("{said} {}", decisions::since(lang, &decision.since, &[]));
    }
    Text::new(names::capitalised(what)).bold().then(Text::new(said))
}

/// Where in a competency a note belongs: `vraag 2, actie`.
pub(crate) fn place_of(competency: &Competency, note: &Note, lang: Lang) -> Option<String> {
    let number = competency.items().iter().position(|item| item.id == note.item && item.question.is_some());
    let labels = number.map(|index| words::at_question(lang, index + 1)).into_iter();
    let labels: Vec<String> = labels.chain(note.step.map(|step| names::step(lang, step).to_lowercase())).collect();
    (!labels.is_empty()).then(|| labels.join(", "))
}

/// A strip of a cell.
pub(crate) fn strip(cell: &Score, lang: Lang) -> Cell {
    let scores: Vec<f64> = cell.scores.iter().filter_map(|rater| rater.score).collect();
    let alt = words::plot(lang, &written(lang, &scores), cell.mean);
    Cell::Strip(Strip { plot: plot::strip(cell), alt })
}

fn written(lang: Lang, scores: &[f64]) -> Vec<String> {
    scores.iter().map(|score| numbers::score(lang, *score)).collect()
}

/// Each rater's score in panel order, `–` where there is none.
pub(crate) fn scores_of(scores: &[RaterScore], lang: Lang) -> Vec<String> {
    scores.iter().map(|rater| rater.score.map_or_else(|| numbers::NONE.to_owned(), |s| numbers::score(lang, s))).collect()
}

/// A number, or a dash.
pub(crate) fn number(value: Option<f64>, written: impl Fn(f64) -> String) -> Text {
    value.map_or_else(|| Text::new(numbers::NONE).toned(Tone::Soft), |value| Text::new(written(value)))
}

/// The three numbers of a cell: mean, range, number of raters.
pub(crate) fn three_numbers(cell: &Score, lang: Lang) -> [Cell; 3] {
    let range = number(cell.range, |range| numbers::score(lang, range));
    [
        number(cell.mean, |mean| numbers::competency(lang, mean)).bold().into(),
        if cell.is_wide() { range.bold().into() } else { range.into() },
        Text::new(if cell.is_withheld() { numbers::NONE.to_owned() } else { cell.n.to_string() }).into(),
    ]
}

/// The columns and heads of a table with a strip and its three numbers.
pub(crate) fn strip_table(first: &str, rows: Vec<Row>, lang: Lang) -> Block {
    let number = Column::points(38.0).right();
    Block::Table(Table {
        columns: vec![Column::part(1.0), Column::points(176.0), number, Column::points(52.0).right(), Column::points(18.0).right()],
        head: vec![head(first), Cell::Scale, head(words::mean(lang)), head(words::range(lang)), head(words::n(lang))],
        rows,
        keep: true,
    })
}

/// The total, or that it is incomplete.
pub(crate) fn total(total: &Total, lang: Lang) -> Text {
    match total {
        Total::Complete(value) => Text::new(numbers::total(lang, *value)).bold(),
        Total::Incomplete(_) => Text::new(words::incomplete(lang)),
    }
}

/// What an incomplete total lacks.
pub(crate) fn missing(line: &Line, comparison: &Comparison, lang: Lang) -> Option<String> {
    let Total::Incomplete(missing) = &line.score.total else { return None };
    let names: Vec<String> = missing
        .iter()
        .filter_map(|missing| {
            let column = comparison.columns.get(usize::try_from(missing.competency).ok()?)?;
            let rater = comparison.raters.iter().find(|rater| rater.id == missing.rater)?;
            Some(compare::missing_at(lang, column.name.best(lang).0, &rater.name))
        })
        .collect();
    Some(if names.is_empty() { words::incomplete_hidden(lang).to_owned() } else { words::missing(lang, &names) })
}

/// Every step from the raters' scores to the total.
pub(crate) fn calculation(comparison: &Comparison, line: &Line, lang: Lang) -> Block {
    let Calculation { terms, total: sum } = domain::report::calculation(&comparison.columns, line);
    let individual = !comparison.raters.is_empty();
    let mut rows: Vec<Row> = terms
        .iter()
        .zip(comparison.columns.iter().zip(&line.score.cells))
        .map(|(term, (column, cell))| {
            let mut cells = vec![content(lang, &column.name).into()];
            if individual {
                cells.push(Text::new(words::in_a_row(&scores_of(&cell.scores, lang))).into());
            }
            cells.extend([
                number(term.mean, |mean| numbers::fixed(lang, mean, 3)).into(),
                Text::new(numbers::percent(lang, term.share)).into(),
                number(term.product, |product| numbers::fixed(lang, product, 3)).into(),
            ]);
            Row::new(cells)
        })
        .collect();
    let mut last = vec![Text::new(words::total(lang)).bold().into()];
    if individual {
        last.push(Text::new("").into());
    }
    let sum = sum.map_or_else(|| Text::new(words::incomplete(lang)), |sum| Text::new(numbers::total(lang, sum)).bold());
    last.extend([Text::new("").into(), Text::new("").into(), sum.into()]);
    rows.push(Row::sum(last));
    let mut columns = vec![Column::part(1.0)];
    let mut heads = vec![head(words::competency(lang))];
    if individual {
        columns.push(Column::part(0.9));
        heads.push(head(words::scores(lang)));
    }
    columns.extend([Column::points(52.0).right(), Column::points(52.0).right(), Column::points(78.0).right()]);
    heads.extend([head(words::mean(lang)), head(words::share(lang)), head(words::product(lang))]);
    Block::Table(Table { columns, head: heads, rows, keep: true })
}

/// What the calculation tables show.
pub(crate) fn calculation_intro(raters: &[RaterName], lang: Lang) -> Block {
    let mut intro = words::calculation_intro(lang).to_owned();
    if !raters.is_empty() {
        let names: Vec<&str> = raters.iter().map(|rater| rater.name.as_str()).collect();
        intro = format!("{intro} {}", words::score_order(lang, &names));
    }
    Block::Label(Text::new(intro))
}

/// The fixed text on what scores are worth and who decides.
pub(crate) fn reading(lang: Lang, small_panel: Option<String>) -> Vec<Block> {
    let mut blocks = vec![section(words::reading(lang)), Block::Paragraph(Text::new(compare::validity(lang)))];
    blocks.extend(small_panel.map(|text| Block::Paragraph(Text::new(text))));
    blocks.push(Block::Paragraph(Text::new(common::no_decisions(lang))));
    blocks
}

/// What is measured, why, and how much it weighs.
pub(crate) fn competencies(document: &Document, lang: Lang) -> Vec<Block> {
    let rows = document.competencies.iter().zip(document.shares()).map(|(competency, share)| {
        let name = content(lang, &competency.name).bold();
        let kind = Text::small(names::kind(lang, competency.kind));
        let mut about = vec![content(lang, &competency.definition)];
        if !competency.why.trim().is_empty() {
            about.push(Text::new(competency.why.trim()).toned(Tone::Soft));
        }
        Row::new(vec![Cell::Text(vec![name, kind]), Cell::Text(about), Text::new(numbers::percent(lang, share)).into()])
    });
    let table = Table {
        columns: vec![Column::points(122.0), Column::part(1.0), Column::points(48.0).right()],
        head: vec![head(words::competency(lang)), head(words::what_it_is(lang)), head(words::weight(lang))],
        rows: rows.collect(),
        keep: false,
    };
    let reason = match (document.weights_equal(), document.weights_reason.trim()) {
        (true, _) => Text::new(words::weights_equal(lang)),
        (false, "") => Text::new(words::no_weights_reason(lang)),
        (false, reason) => Text::new(format!("{} {reason}", words::weights_reason(lang))),
    };
    vec![section(words::competencies_and_weights(lang)), Block::Table(table), Block::Gap(6.0), Block::Paragraph(reason)]
}
