//! Everything that is kept of one person, for that person.

use domain::{
    Lang,
    ids::ItemId,
    report::{Application, Happening, Interview, Rater, Sheet, Shown, SubjectAccess},
    scoring::Rating,
};
use text::{compare, documents as words, names, numbers, report as report_words};

use crate::{
    block::{Block, Cell, Column, Row, Table, Text, Tone},
    parts,
    tags::Target,
};

const AUTHORITY: &str = "https://autoriteitpersoonsgegevens.nl";

/// The file as blocks.
pub(crate) fn blocks(file: &SubjectAccess, lang: Lang) -> Vec<Block> {
    let about = format!("{} · {}", file.organisation, numbers::date(lang, file.generated_at.local));
    let mut person = vec![(words::access_name(lang).to_owned(), vec![Text::new(file.name.as_str()).bold()])];
    if !file.email.is_empty() {
        person.push((words::access_email(lang).to_owned(), vec![Text::new(file.email.as_str())]));
    }
    let mut blocks = vec![
        Block::Title { kind: words::access_title(lang).into(), title: file.name.clone(), about },
        Block::Paragraph(Text::new(words::access_lead(lang))),
        parts::section(words::access_person(lang)),
        Block::Facts(person),
    ];
    if file.applications.is_empty() {
        blocks.push(Block::Paragraph(Text::new(words::access_nothing(lang))));
    }
    for application in &file.applications {
        blocks.extend(applied(application, lang));
    }
    blocks.extend([
        parts::section(words::access_rights(lang)),
        Block::Paragraph(Text::new(words::access_no_automation(lang))),
        Block::Paragraph(Text::new(words::access_rights_text(lang))),
        Block::Paragraph(Text::new("autoriteitpersoonsgegevens.nl").toned(Tone::Accent).leading_to(Target::Address(AUTHORITY.into()))),
    ]);
    blocks
}

fn applied(application: &Application, lang: Lang) -> Vec<Block> {
    let date = |at: domain::time::Moment| vec![Text::new(numbers::date(lang, at.local))];
    let mut facts = vec![(words::access_applied(lang).to_owned(), date(application.applied_at))];
    if let Some(at) = application.archived_at {
        facts.push((words::access_archived(lang).to_owned(), date(at)));
    }
    match application.background.as_deref().map(str::trim) {
        Some("") => {}
        Some(text) => facts.push((words::access_background(lang).to_owned(), vec![Text::new(text)])),
        None => facts.push((words::access_background(lang).to_owned(), vec![Text::new(words::access_withheld(lang))])),
    }
    let kept = words::kept_until(lang, application.delete_by.map(|by| by.local));
    facts.push((words::access_kept(lang).to_owned(), vec![Text::new(kept)]));
    let mut blocks = vec![parts::section(&application.vacancy), Block::Facts(facts)];
    for interview in &application.interviews {
        blocks.extend(held(interview, lang));
    }
    blocks.push(parts::subsection(Text::new(report_words::decisions(lang))));
    blocks.push(match application.decisions.as_deref() {
        None => Block::Paragraph(Text::new(words::access_withheld(lang))),
        Some([]) => Block::Paragraph(Text::new(words::access_no_decision(lang))),
        Some(decisions) => Block::List(decisions.iter().map(|decision| parts::decision(decision, lang)).collect()),
    });
    blocks
}

fn held(interview: &Interview, lang: Lang) -> Vec<Block> {
    let heading = format!("{} · {}", words::access_interview(lang), numbers::date_time(lang, interview.starts_at.local));
    let raters: Vec<String> = interview.raters.iter().map(|rater| called(rater, lang)).collect();
    let mut facts = vec![
        (
            report_words::scorecard(lang).to_owned(),
            vec![
                Text::new(report_words::version(lang, &interview.scorecard_title, interview.version)),
                Text::small(format!("{} {}", report_words::fingerprint(lang), interview.hash)),
            ],
        ),
        (words::access_raters(lang).to_owned(), vec![Text::new(raters.join(", "))]),
    ];
    if !interview.arrangements.trim().is_empty() {
        facts.push((words::access_arrangements(lang).to_owned(), vec![Text::new(interview.arrangements.trim())]));
    }
    let mut blocks = vec![parts::subsection(Text::new(heading)), Block::Facts(facts)];
    match &interview.shown {
        Shown::NotYet => blocks.push(Block::Paragraph(Text::new(words::access_not_yet(lang)))),
        Shown::Together { cells, notes } => {
            blocks.push(Block::Paragraph(Text::new(words::access_together(lang))));
            let rows = cells.iter().map(|(competency, cell)| {
                let mean = parts::number(cell.mean, |mean| numbers::competency(lang, mean)).bold();
                let name = interview.item(*competency).map_or_else(|| Text::new(numbers::NONE), |name| parts::content(lang, name));
                Row::new(vec![name.into(), mean.into(), parts::number(cell.mean, |_| cell.n.to_string()).into()])
            });
            let number = Column::points(52.0).right();
            blocks.push(Block::Table(Table {
                columns: vec![Column::part(1.0), number, number],
                head: vec![
                    parts::head(report_words::competency(lang)),
                    parts::head(report_words::mean(lang)),
                    parts::head(report_words::n(lang)),
                ],
                rows: rows.collect(),
                keep: false,
            }));
            blocks.push(Block::Label(Text::new(words::access_notes(lang)).bold()));
            blocks.push(match notes {
                Some(notes) => listed(notes.iter().map(|(item, note)| at_item(interview, *item, note, lang)).collect(), lang),
                None => Block::Paragraph(Text::new(words::access_few(lang))),
            });
        }
        Shown::Everything { sheets, agreed, history } => {
            for sheet in sheets {
                blocks.extend(said(interview, sheet, lang));
            }
            if !agreed.is_empty() {
                blocks.push(Block::Label(Text::new(report_words::agreed(lang)).bold()));
                let line = |it: &domain::discussion::Agreed| {
                    let name =
                        interview.document.competency(it.competency).map(|competency| competency.name.best(lang).0).unwrap_or_default();
                    let said = compare::agreed_line(lang, it.level.get(), &it.by, &numbers::date_time(lang, it.at.local));
                    Text::new(format!("{name}: {said} {}", it.reason))
                };
                blocks.push(Block::List(agreed.iter().map(line).collect()));
            }
            blocks.extend(recorded(interview, history, lang));
        }
    }
    blocks
}

fn called(rater: &Rater, lang: Lang) -> String {
    rater.name.clone().unwrap_or_else(|| words::rater(lang, rater.number))
}

/// What one rater handed in: the levels with what they mean, then the notes.
fn said(interview: &Interview, sheet: &Sheet, lang: Lang) -> Vec<Block> {
    let rows = sheet.ratings.iter().map(|(item, rating)| {
        let asked = interview.item(*item).map_or_else(|| Text::new("–"), |text| parts::content(lang, text));
        let competency = interview.document.item(*item).map(|item| item.competency);
        let given: Cell = match rating {
            Rating::Level(level) => {
                let anchor = competency.and_then(|it| it.anchors.get(usize::from(level.get()) - 1));
                let label = Text::new(format!("{} {}", level.get(), names::level(lang, level.get()))).bold();
                Cell::Text(std::iter::once(label).chain(anchor.map(|anchor| parts::content(lang, anchor))).collect())
            }
            Rating::NotObserved(reason) => Text::new(report_words::not_observed(lang, reason)).into(),
        };
        Row::new(vec![asked.into(), given])
    });
    let mut blocks = vec![
        Block::Label(Text::new(called(&sheet.rater, lang)).bold()),
        Block::Table(Table {
            columns: vec![Column::part(1.0), Column::part(1.0)],
            head: vec![parts::head(report_words::question(lang)), parts::head(report_words::level(lang))],
            rows: rows.collect(),
            keep: false,
        }),
        Block::Gap(4.0),
    ];
    let mut facts = Vec::new();
    if let Some(relation) = sheet.relation.as_deref().map(str::trim).filter(|relation| !relation.is_empty()) {
        facts.push(Text::new(format!("{} {relation}", words::access_relation(lang))));
    }
    if let Some(level) = sheet.overall {
        facts.push(Text::new(format!("{}: {} ({})", compare::overall(lang), level.get(), compare::overall_counts_not(lang))));
    }
    blocks.extend(facts.into_iter().map(Block::Paragraph));
    blocks.push(Block::Label(Text::new(words::access_notes(lang)).toned(Tone::Soft)));
    let notes = sheet.notes.iter().map(|(item, step, note)| {
        let text = at_item(interview, *item, note, lang);
        match step {
            Some(step) => Text::new(format!("{}: ", names::step(lang, *step))).toned(Tone::Accent).then(text),
            None => text,
        }
    });
    blocks.push(listed(notes.collect(), lang));
    blocks
}

fn at_item(interview: &Interview, item: ItemId, note: &str, lang: Lang) -> Text {
    let asked = interview.item(item).map(|text| text.best(lang).0).unwrap_or_default();
    Text::new(format!("“{asked}” ")).toned(Tone::Soft).then(Text::new(note.trim()))
}

fn listed(notes: Vec<Text>, lang: Lang) -> Block {
    if notes.is_empty() { Block::Paragraph(Text::new(words::access_no_notes(lang))) } else { Block::List(notes) }
}

/// Every step that was recorded, with earlier versions of what was written.
fn recorded(interview: &Interview, history: &[Happening], lang: Lang) -> Vec<Block> {
    if history.is_empty() {
        return vec![parts::caption(words::access_no_history(lang))];
    }
    let rows = history.iter().map(|it| {
        let asked = it.item.and_then(|item| interview.item(item)).map(|text| format!("“{}” ", text.best(lang).0));
        let what = Text::new(words::deed(lang, it.deed)).bold();
        let said = [asked.unwrap_or_default(), it.said.clone()].concat();
        let what = if said.is_empty() { vec![what] } else { vec![what, Text::small(said)] };
        let when = numbers::short_date_time(lang, it.at.local);
        Row::new(vec![Text::new(when).into(), Text::new(called(&it.rater, lang)).into(), Cell::Text(what)])
    });
    let table = Table {
        columns: vec![Column::points(96.0), Column::points(96.0), Column::part(1.0)],
        head: vec![parts::head(words::access_when(lang)), parts::head(words::access_who(lang)), parts::head(words::access_what(lang))],
        rows: rows.collect(),
        keep: false,
    };
    vec![parts::subsection(Text::new(words::access_history(lang))), Block::Table(table)]
}
