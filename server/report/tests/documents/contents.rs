//! What the reports say.

use domain::{
    Bilingual, Lang,
    scorecard::CompetencyKind,
    scoring::{Comparison, Rating, columns},
};

use crate::{
    fixture::{self, CANDIDATES, RATERS, TOTALS},
    poppler,
};

const NL: Lang = Lang::Nl;
const EN: Lang = Lang::En;

fn panel_text(report: &domain::report::PanelReport, lang: Lang) -> String {
    poppler::text(&report::panel(report, fixture::a4(lang)).expect("a file"))
}

fn candidate_text(report: &domain::report::CandidateReport, lang: Lang) -> String {
    poppler::text(&report::candidate(report, fixture::a4(lang)).expect("a file"))
}

#[test]
fn the_panel_report_has_the_totals_of_the_worked_panel_in_both_languages() {
    let report = fixture::panel();
    for (lang, totals) in TOTALS {
        let text = panel_text(&report, lang);
        for (name, total) in CANDIDATES.iter().zip(totals) {
            assert!(text.contains(name), "{name} in {lang:?}");
            assert!(text.contains(total), "{total} in {lang:?}");
        }
    }
}

#[test]
fn the_candidate_report_has_the_total_of_that_candidate_and_of_nobody_else() {
    for (index, name) in CANDIDATES.iter().enumerate() {
        for (lang, totals) in TOTALS {
            let text = candidate_text(&fixture::candidate(index), lang);
            assert!(text.contains(name) && text.contains(totals[index]), "{name} in {lang:?}");
            assert!(CANDIDATES.iter().all(|other| other == name || !text.contains(other)), "{name} in {lang:?}");
        }
    }
}

#[test]
fn candidates_are_in_the_order_given_and_not_by_score() {
    let text = panel_text(&fixture::panel(), NL);
    let places: Vec<Option<usize>> = CANDIDATES.iter().map(|name| text.find(name)).collect();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{places:?}");
}

#[test]
fn the_panel_report_says_what_it_rests_on() {
    let report = fixture::panel();
    let text = panel_text(&report, NL);
    let hash = &report.provenance.round.hash;
    for said in [
        "Selectie op potentieel, versie 1",
        hash,
        "Afspraak: na de hele ronde. Onthuld op 22 november 2026, 14:05.",
        "Anouk Smit, Bram O’Neill, Gülşen Yıldız",
        "In het eerste jaar komen drie nieuwe systemen",
        "Vanaf de eerste week krijg je opdrachten",
        "Hoe bewust iemand nieuwe informatie en ervaring omzet in een betere aanpak",
        "30%",
        "Gestructureerde interviews voorspellen werkprestaties beter dan ongestructureerde, maar lang niet perfect.",
        "Deze tool neemt geen beslissingen en doet geen voorspellingen.",
    ] {
        assert!(text.contains(said), "{said}");
    }
    assert!(!text.contains("Eerder onthuld"), "it was not");
}

#[test]
fn every_page_says_whose_it_is_which_scorecard_who_made_it_and_which_page() {
    let report = fixture::panel();
    let hash = &report.provenance.round.hash[..12];
    let pages = poppler::pages(&report::panel(&report, fixture::a4(EN)).expect("a file"));
    for (index, page) in pages.iter().enumerate() {
        for said in ["Voorbeeld BV · Junior data-analist", hash, "made 22 Nov 2026, 14:05 by Sam de Wit"] {
            assert!(page.contains(said), "{said} on page {}", index + 1);
        }
        assert!(page.contains(&format!("page {} of {}", index + 1, pages.len())), "{page}");
        assert_eq!(page.contains("Panel report: Junior data-analist"), index > 0, "the running title is not on the first page");
    }
}

#[test]
fn an_early_reveal_shows_its_reason_to_everybody() {
    let mut report = fixture::panel();
    report.provenance.round.reveal_reason = Some("Gülşen was een week ziek.".into());
    let text = panel_text(&report, NL);
    assert!(text.contains("Eerder onthuld dan afgesproken, door Sam de Wit. Reden: Gülşen was een week ziek."), "{text}");
}

#[test]
fn cells_with_a_wide_range_are_listed_with_their_scores() {
    let text = panel_text(&fixture::panel(), NL);
    for said in [
        "Daan de Vries · Oordeelsvorming: spreiding 2 (scores 3 · 2 · 4)",
        "Zoë Müller-Łukasz · Omgaan met feedback: spreiding 2 (scores 4 · 3 · 5)",
        "Ελλάδα Νικολάου · Oordeelsvorming: spreiding 2 (scores 2 · 1 · 3)",
    ] {
        assert!(text.contains(said), "{said}");
    }
    assert_eq!(text.matches("spreiding 2 (").count(), 6);
}

#[test]
fn a_total_can_be_followed_step_by_step() {
    let text = panel_text(&fixture::panel(), NL);
    assert!(text.contains("Leervermogen 5 · 4 · 5 4,667 30% 1,400"), "{text}");
    assert!(text.contains("Scores in deze volgorde: Anouk Smit, Bram O’Neill, Gülşen Yıldız."));
}

#[test]
fn who_gave_what_stays_hidden_where_that_was_agreed() {
    for lang in Lang::ALL {
        let panel = panel_text(&fixture::hidden_panel(), lang);
        let candidate = candidate_text(&fixture::hidden_candidate(2), lang);
        for text in [&panel, &candidate] {
            assert!(RATERS.iter().all(|name| !text.contains(name)), "{lang:?}");
            assert!(!text.contains("5 · 4 · 5") && !text.contains("rapportage"), "{lang:?}");
        }
        assert!(panel.contains(TOTALS[usize::from(lang == EN)].1[1]), "means and totals do show: {panel}");
    }
}

#[test]
fn sections_without_evidence_follow_each_other_on_the_page() {
    let pages = poppler::pages(&report::candidate(&fixture::hidden_candidate(2), fixture::a4(NL)).expect("a file"));
    let together = |page: &String| page.contains("Gemiddelde 4,0") && page.contains("Gemiddelde 3,7");
    assert!(pages.iter().any(together), "{pages:?}");
}

#[test]
fn a_latecomer_is_marked_and_who_is_not_done_has_no_numbers() {
    let mut report = fixture::panel();
    report.comparison.lines[1].late = true;
    report.pending = vec!["Sjoerd Hoekstra".into()];
    let text = panel_text(&report, NL);
    assert!(text.contains("Fatima El Amrani toegevoegd na de onthulling"), "{text}");
    assert!(text.contains("Nog niet klaar, daarom zonder cijfers: Sjoerd Hoekstra."));
    assert!(text.contains("6, van wie 1 nog niet klaar"));
}

#[test]
fn what_was_not_observed_is_a_dash_and_an_incomplete_total_says_what_is_missing() {
    let document = fixture::document();
    let mut sheets = fixture::sheets(&document, 0);
    for competency in &document.competencies[..2] {
        for item in competency.items() {
            sheets[0].ratings.insert(item.id, Rating::NotObserved("niet aan toegekomen".into()));
        }
    }
    let line = fixture::line(&document, 0, &sheets);
    let report = fixture::candidate_of(document, 0, &sheets);
    let text = candidate_text(&report, NL);
    assert!(text.contains("Anouk Smit: niet gezien: niet aan toegekomen"), "{text}");
    assert!(text.contains("Ontbreekt: Leervermogen bij Anouk Smit; Omgaan met feedback bij Anouk Smit."));
    assert!(text.contains("Leervermogen – · 3 · 4 3,500 30% 1,050"));

    let mut panel = fixture::panel();
    panel.comparison.lines[0] = line;
    let text = panel_text(&panel, NL);
    assert!(text.contains("Daan de Vries: onvolledig. Ontbreekt: Leervermogen bij Anouk Smit"), "{text}");
}

#[test]
fn a_cell_without_any_rating_is_a_dash_and_never_a_zero() {
    let document = fixture::document();
    let mut sheets = fixture::sheets(&document, 0);
    for sheet in &mut sheets {
        sheet.ratings.clear();
    }
    let mut panel = fixture::panel();
    panel.comparison.lines = vec![fixture::line(&document, 0, &sheets)];
    let text = panel_text(&panel, NL);
    assert!(text.contains("Daan de Vries – n 0 – n 0 – n 0 – n 0 onvolledig"), "{text}");
    assert!(!text.contains("0,0"), "{text}");
    let report = fixture::candidate_of(document, 0, &sheets);
    let text = candidate_text(&report, NL);
    assert!(text.contains("Anouk Smit: geen score") && text.contains("Niemand gaf hier een niveau."), "{text}");
}

#[test]
fn the_candidate_report_shows_the_anchors_of_the_levels_given_and_the_notes() {
    let report = fixture::candidate(2);
    let text = candidate_text(&report, NL);
    let given = report.document.competencies[0].anchors[4].nl.as_str();
    let not_given = report.document.competencies[0].anchors[0].nl.as_str();
    assert!(text.contains(given) && !text.contains(not_given));
    assert!(text.contains("vraag 1, situatie: Moest in twee weken een rapportage overnemen"), "{text}");
}

#[test]
fn a_report_without_candidates_or_competencies_is_still_a_report() {
    let mut report = fixture::panel();
    report.comparison.lines.clear();
    let text = panel_text(&report, EN);
    assert!(text.contains("There is no candidate to compare yet."), "{text}");
    report.document.competencies.clear();
    report.comparison = Comparison { columns: columns(&report.document), ..fixture::panel().comparison };
    assert!(!panel_text(&report, EN).is_empty());
}

#[test]
fn a_scorecard_text_that_is_only_in_the_other_language_is_shown_and_marked() {
    let mut report = fixture::panel();
    let competency = &mut report.document.competencies[0];
    competency.kind = CompetencyKind::Potential;
    competency.definition = Bilingual::new("Alleen in het Nederlands geschreven.", "");
    let pdf = report::panel(&report, fixture::a4(EN)).expect("a file");
    assert!(poppler::text(&pdf).contains("Alleen in het Nederlands geschreven."));
    let file = lopdf::Document::load_mem(&pdf).expect("lopdf reads it back");
    let elements = file.objects.values().filter_map(|object| object.as_dict().ok()).filter(|element| element.has(b"S"));
    let languages: Vec<_> = elements.filter_map(|element| element.get(b"Lang").ok()?.as_str().ok()).collect();
    assert_eq!(languages, [b"nl"], "that element carries its language, and no other does");
}
