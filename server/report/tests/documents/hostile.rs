//! What people can type, and what does not fit.

use domain::{
    Bilingual, Lang,
    ids::{ItemId, NoteId, UserId},
    interview::Note,
    scoring::{Level, RaterName, Rating, Sheet, columns, score},
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::{fixture, poppler};

fn candidate(report: &domain::report::CandidateReport) -> Vec<String> {
    poppler::pages(&report::candidate(report, fixture::a4(Lang::Nl)).expect("a file"))
}

/// Without any white space: where lines end does not matter.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

fn with_note(text: &str) -> domain::report::CandidateReport {
    let mut report = fixture::candidate(0);
    let item: ItemId = report.document.competencies[0].items()[0].id;
    report.evidence[0].raters[0].notes = vec![Note { id: NoteId(Uuid::from_u128(9)), item, step: None, text: text.into(), entry: None }];
    report
}

#[test]
fn text_that_looks_like_pdf_is_just_text() {
    let nasty = r"(Tj) ET Q \) endstream endobj %%EOF << /Type /Catalog >> 0 0 m BT <feff> \051";
    let mut report = with_note(nasty);
    report.line.candidate = "Robert) Tj ET (Tables".into();
    report.provenance.organisation = r"BV (x\".into();
    let pdf = report::candidate(&report, fixture::a4(Lang::Nl)).expect("a file");
    let text = poppler::text(&pdf);
    assert!(text.contains(nasty) && text.contains("Robert) Tj ET (Tables"), "{text}");
    let information = poppler::information(&pdf);
    assert!(information.contains("Kandidaatrapport: Robert) Tj ET (Tables") && information.contains(r"BV (x\"), "{information}");
}

#[test]
fn control_characters_and_direction_overrides_leave_no_trace() {
    let report = with_note("Zei \u{202e}niets\u{202c} \u{0}raars\u{7}\u{200f}.\tEn\u{feff} toen.");
    let text = candidate(&report).concat();
    assert!(text.contains("Zei niets raars. En toen."), "{text}");
}

#[test]
fn a_character_that_the_font_lacks_is_a_visible_box_and_is_counted() {
    let mut report = with_note("Schreef 漢字 op.");
    report.line.candidate = "Wei 王".into();
    let pdf = report::candidate(&report, fixture::a4(Lang::Nl)).expect("a file");
    let text = poppler::text(&pdf);
    assert!(text.contains("Wei □") && text.contains("Schreef □□ op."), "{text}");
    assert!(text.contains("3 tekens kan dit rapport niet tonen; op die plekken staat □."), "{text}");
    // The title of the file can hold what the page cannot.
    assert!(poppler::information(&pdf).contains("Kandidaatrapport: Wei 王"));
}

#[test]
fn a_note_of_20_000_characters_is_there_to_the_last_word() {
    let sentence = "Vroeg door tot het voorbeeld concreet werd, en bleef rustig toen het gesprek stokte. ";
    let note: String = sentence.chars().cycle().take(19_980).chain("EINDE VAN DE NOTITIE".chars()).collect();
    assert_eq!(note.chars().count(), 20_000);
    let pages = candidate(&with_note(&note));
    assert!(pages.len() > 6, "{} pages", pages.len());
    // Feet and running titles stand between the pages of the note.
    let found: usize = pages.iter().map(|page| squeezed(page).matches("concreetwerd").count()).sum();
    assert!(found >= 19_980 / sentence.len() - pages.len(), "{found}");
    assert!(squeezed(&pages.concat()).contains("EINDEVANDENOTITIE"));
}

#[test]
fn a_row_taller_than_a_page_goes_on_on_the_next() {
    let mut report = fixture::panel();
    report.document.competencies[0].why = "Omdat elke opdracht anders is. ".repeat(400) + "Daarom dus.";
    let pages = poppler::pages(&report::panel(&report, fixture::a4(Lang::Nl)).expect("a file"));
    let holding: Vec<usize> = (0..pages.len()).filter(|n| pages[*n].contains("Omdat elke opdracht")).collect();
    assert!(holding.len() > 1, "{holding:?}");
    assert!(holding.iter().all(|n| pages[*n].contains("Wat het is en waarom het nodig is")), "the head is on each of them");
    assert!(pages.concat().contains("Daarom dus."));
}

#[test]
fn a_long_unbroken_word_is_broken_and_stays_on_the_page() {
    let word = "Aansprakelijkheidsverzekering".repeat(20);
    let mut report = with_note(&word);
    report.line.candidate = "X".repeat(300);
    let text = squeezed(&candidate(&report).concat());
    assert!(text.contains(&word) && text.contains(&"X".repeat(300)), "{text}");
}

#[test]
fn a_competency_name_of_60_characters_fits_everywhere() {
    let name = "Samenwerkingsvaardigheidsontwikkelingsbereidheid in de praktijk van het team";
    let name: String = name.chars().take(60).collect();
    let mut report = fixture::panel();
    report.document.competencies[1].name = Bilingual::new(name.clone(), name.clone());
    report.comparison.columns = columns(&report.document);
    let text = poppler::text(&report::panel(&report, fixture::a4(Lang::Nl)).expect("a file"));
    assert!(squeezed(&text).matches(&squeezed(&name)).count() >= 7, "{text}");
}

#[test]
fn the_head_of_a_table_is_repeated_on_the_next_page_and_stands_in_the_structure_once() {
    let mut report = fixture::panel();
    let lines = report.comparison.lines.clone();
    report.comparison.lines = (0..60).map(|n| lines[n % 5].clone()).collect();
    let pdf = report::panel(&report, fixture::a4(Lang::Nl)).expect("a file");
    let pages = poppler::pages(&pdf);
    let matrix: Vec<&String> = pages.iter().filter(|page| page.contains("spr. 1 · n 3")).collect();
    assert!(matrix.len() >= 3, "{}", matrix.len());
    for page in matrix {
        assert!(page.contains("Kandidaat") && page.contains("Oordeelsvorming") && page.contains("Totaal"), "{page}");
    }
    let structure = poppler::structure(&pdf);
    let before = structure.split("Zo lees je dit rapport").next().unwrap_or_default();
    assert_eq!(before.matches("/Scope /Column").count(), 6, "the matrix has six heads");
}

#[test]
fn no_heading_is_the_last_thing_on_a_page() {
    let mut report = fixture::panel();
    let lines = report.comparison.lines.clone();
    for count in (1..40).step_by(3) {
        report.comparison.lines = (0..count).map(|n| lines[n % 5].clone()).collect();
        let pages = poppler::pages(&report::panel(&report, fixture::a4(Lang::Nl)).expect("a file"));
        for page in pages {
            let content: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            let last = content.len().checked_sub(3).and_then(|at| content.get(at)).copied().unwrap_or_default();
            let headings = ["Vergelijking", "Zo lees je dit rapport", "Per competentie", "Leervermogen", "Oordeelsvorming"];
            assert!(!headings.contains(&last), "{count} candidates: {last} ends a page");
        }
    }
}

#[test]
fn eight_competencies_and_twelve_raters_fit() {
    let keys: Vec<String> = domain::library::Library::shipped().expect("parses").competencies.iter().map(|c| c.key.clone()).collect();
    let mut n = 5_000;
    let library = domain::library::Library::shipped().expect("parses");
    let document = domain::scorecard::from_template("Alles", &keys, &library, &mut || {
        n += 1;
        Uuid::from_u128(n)
    })
    .expect("a template");
    let raters: Vec<UserId> = (0..12).map(fixture::rater).collect();
    let sheets: Vec<Sheet> = raters
        .iter()
        .zip(0u8..)
        .map(|(rater, index)| {
            let level = Rating::Level(Level::try_from(index % 5 + 1).expect("1 to 5"));
            Sheet { rater: *rater, ratings: document.items().iter().map(|item| (item.id, level.clone())).collect() }
        })
        .collect();
    let mut report = fixture::panel();
    report.comparison.columns = columns(&document);
    for line in &mut report.comparison.lines {
        line.score = score(&document, &raters, &sheets);
    }
    report.comparison.raters = raters.iter().zip(1..).map(|(id, n)| RaterName { id: *id, name: format!("Beoordelaar {n}") }).collect();
    report.document = document;
    let text = poppler::text(&report::panel(&report, fixture::a4(Lang::Nl)).expect("a file"));
    assert!(text.contains("Competentie 1 tot en met 4 van 8") && text.contains("Competentie 5 tot en met 8 van 8"), "{text}");
    assert!(text.contains("1 · 2 · 3 · 4 · 5 · 1 · 2 · 3 · 4 · 5 · 1 · 2"), "{text}");
}

#[test]
fn a_name_of_a_megabyte_makes_a_document_all_the_same() {
    let mut report = fixture::candidate(0);
    report.line.candidate = "Naam zonder einde ".repeat(60_000);
    report.provenance.organisation = "x".repeat(1_000_000);
    let pages = candidate(&report);
    assert!(pages.len() < 60 && pages.iter().all(|page| page.contains("pagina ")), "{} pages", pages.len());
}

/// Text as it could come from anywhere: every plane, controls, marks, both directions, and what means something in a PDF.
fn anything() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[ -~]{0,40}",
        Just("(Tj) ET endstream endobj << /Type /Catalog >> \\051".to_owned()),
        Just("\u{202e}\u{0}\u{1b}[31m\u{feff}\u{fffe}".to_owned()),
        "[\u{590}-\u{6ff}\u{300}-\u{36f}\u{4e00}-\u{4eff}]{0,20}",
    ];
    proptest::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_anywhere_makes_a_file_that_other_programs_read(name in anything(), note in anything(), organisation in anything(), reason in anything()) {
        let mut report = fixture::panel();
        report.comparison.lines[0].candidate.clone_from(&name);
        report.provenance.organisation.clone_from(&organisation);
        report.document.weights_reason = reason;
        report.evidence[0][0].raters[0].notes[0].text.clone_from(&note);
        let mut access = fixture::access(1);
        access.name = name;
        access.applications[0].background = Some(note);
        access.organisation = organisation;
        for pdf in [report::panel(&report, fixture::a4(Lang::Nl)), report::access(&access, fixture::a4(Lang::En))] {
            let pdf = pdf.expect("a file");
            let file = lopdf::Document::load_mem(&pdf).expect("lopdf reads it");
            prop_assert!(!file.get_pages().is_empty());
            // Complains when anything is wrong with it.
            prop_assert!(poppler::text(&pdf).contains("Zoë Müller-Łukasz") || poppler::text(&pdf).contains("kandidaat@example.org"));
        }
    }
}
