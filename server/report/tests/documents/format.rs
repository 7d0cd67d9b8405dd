//! What kind of file it is.

use std::thread;

use domain::Lang;
use lopdf::{Document, Object};

use crate::{fixture, poppler};

/// The six documents.
fn every(lang: Lang) -> Vec<(String, Vec<u8>)> {
    fixture::all(fixture::a4(lang))
}

#[test]
fn the_structure_is_what_a_screen_reader_needs() {
    for lang in Lang::ALL {
        for (name, pdf) in every(lang) {
            insta::assert_snapshot!(name, poppler::structure(&pdf));
        }
    }
}

#[test]
fn the_file_is_tagged_titled_and_no_print_standard() {
    for (_, pdf) in every(Lang::Nl) {
        let information = poppler::information(&pdf);
        let has = |line: &str| information.lines().any(|l| l.split_whitespace().collect::<Vec<_>>().join(" ") == line);
        assert!(has("Tagged: yes") && has("PDF version: 1.7") && has("Page size: 595.276 x 841.89 pts (A4)"), "{information}");
        assert!(has("Author: Voorbeeld BV") && has("CreationDate: Sun Nov 22 14:05:00 2026 UTC"), "{information}");
        assert!(information.contains("Title: ") && !information.contains("PDF/X") && !information.contains("subtype"), "{information}");
    }
}

#[test]
fn the_catalog_has_language_title_display_and_bookmarks() {
    for lang in Lang::ALL {
        for (name, pdf) in every(lang) {
            let file = Document::load_mem(&pdf).expect("lopdf reads it back");
            let catalog = file.catalog().expect("a catalog");
            let text = |key: &[u8]| catalog.get(key).and_then(Object::as_str).map(<[u8]>::to_vec).unwrap_or_default();
            assert_eq!(text(b"Lang"), lang.tag().as_bytes(), "{name}");
            let flag = |key: &[u8], inner: &[u8]| {
                let dictionary = catalog.get(key).and_then(Object::as_dict).expect("a dictionary");
                dictionary.get(inner).and_then(Object::as_bool).unwrap_or(false)
            };
            assert!(flag(b"MarkInfo", b"Marked") && flag(b"ViewerPreferences", b"DisplayDocTitle"), "{name}");
            let outline = catalog.get(b"Outlines").and_then(Object::as_reference).expect("bookmarks");
            let count = file.get_dictionary(outline).and_then(|o| o.get(b"Count")).and_then(Object::as_i64);
            assert!(count.expect("a count") >= 5, "{name}");
        }
    }
}

#[test]
fn every_marked_content_belongs_to_one_element_and_every_element_to_the_tree() {
    for (name, pdf) in every(Lang::En) {
        let file = Document::load_mem(&pdf).expect("lopdf reads it back");
        let root = file.catalog().and_then(|c| c.get(b"StructTreeRoot")).and_then(Object::as_reference).expect("a tree");
        let root = file.get_dictionary(root).expect("a tree");
        let parents = root.get(b"ParentTree").and_then(Object::as_reference).expect("a parent tree");
        let numbers = file.get_dictionary(parents).and_then(|p| p.get(b"Nums")).and_then(Object::as_array).expect("numbers");
        for (index, (_, page)) in file.get_pages().into_iter().enumerate() {
            let owners = numbers[index * 2 + 1].as_array().expect("owners");
            let content = file.get_page_content(page);
            let marks = lopdf::content::Content::decode(&content).expect("operations").operations;
            let number = |o: &lopdf::content::Operation| o.operands.get(1)?.as_dict().ok()?.get(b"MCID").ok()?.as_i64().ok();
            let numbers: Vec<i64> = marks.iter().filter(|o| o.operator == "BDC").filter_map(number).collect();
            let expected: Vec<i64> = (0..).take(owners.len()).collect();
            assert_eq!(numbers, expected, "{name}, page {}", index + 1);
            let depth = marks.iter().fold(0, |depth, o| match o.operator.as_str() {
                "BDC" | "BMC" => depth + 1,
                "EMC" => depth - 1,
                "Tj" | "TJ" | "f" | "S" | "re" => {
                    assert!(depth == 1, "everything drawn is in the structure or furniture");
                    depth
                }
                _ => depth,
            });
            assert_eq!(depth, 0, "{name}, page {}", index + 1);
        }
    }
}

#[test]
fn a_plot_says_in_words_what_it_shows() {
    let panel = report::panel(&fixture::panel(), fixture::a4(Lang::Nl)).expect("a file");
    let file = Document::load_mem(&panel).expect("lopdf reads it back");
    let elements = file.objects.values().filter_map(|object| object.as_dict().ok());
    let figures = elements.filter(|e| e.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == b"Figure"));
    let alts: Vec<String> =
        figures.filter_map(|figure| Some(String::from_utf8_lossy(figure.get(b"Alt").ok()?.as_str().ok()?).into_owned())).collect();
    assert_eq!(alts.len(), 21, "a candidate on a competency each, and potential beside performance");
    assert!(alts.iter().any(|alt| alt == "Op een schaal van 1 tot 5: scores 5; 4; 5, gemiddelde 4,7"), "{alts:?}");
}

#[test]
fn fonts_are_embedded_subset_and_can_be_copied_from() {
    for (_, pdf) in every(Lang::Nl) {
        let fonts = poppler::fonts(&pdf);
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert_eq!(rows.len(), 2, "{fonts}");
        for row in rows {
            assert!(row.contains("+NotoSans-") && row.contains("yes yes yes"), "{fonts}");
        }
    }
}

#[test]
fn a_name_in_any_script_of_the_font_comes_back_as_it_was() {
    let mut report = fixture::candidate(0);
    report.line.candidate = "Zoe\u{308} Müller-Łukasz, Ελλάδα, Київ".into();
    let text = poppler::text(&report::candidate(&report, fixture::a4(Lang::Nl)).expect("a file"));
    assert!(text.contains("Zoë Müller-Łukasz, Ελλάδα, Київ"), "{text}");
}

#[test]
fn the_same_report_gives_the_same_bytes_whatever_was_made_before() {
    let first: Vec<_> = Lang::ALL.into_iter().flat_map(every).collect();
    let second: Vec<_> = Lang::ALL.into_iter().rev().flat_map(every).collect();
    let elsewhere = thread::spawn(|| Lang::ALL.into_iter().flat_map(every).collect::<Vec<_>>()).join().expect("a thread");
    for (name, pdf) in &first {
        let same = |others: &[(String, Vec<u8>)]| others.iter().any(|(other, bytes)| other == name && bytes == pdf);
        assert!(same(&second) && same(&elsewhere), "{name}");
    }
    let mut other = fixture::panel();
    other.provenance.generated_by = "Iemand anders".into();
    assert_ne!(report::panel(&other, fixture::a4(Lang::Nl)).expect("a file"), first[0].1);
}

#[test]
fn a_candidate_report_is_small_enough_to_mail() {
    for lang in Lang::ALL {
        for (name, pdf) in every(lang) {
            // The panel report holds five candidates with everything that was written of them.
            let most = if name.starts_with("panel") { 90_000 } else { 60_000 };
            assert!(pdf.len() < most, "{name}: {} bytes", pdf.len());
        }
    }
}

#[test]
fn on_letter_paper_the_pages_are_letter_and_hold_the_same() {
    let letter = report::Setting { paper: domain::report::Paper::Letter, ..fixture::a4(Lang::En) };
    for ((name, pdf), (_, a4)) in fixture::all(letter).into_iter().zip(every(Lang::En)) {
        let information = poppler::information(&pdf);
        assert!(information.contains("612 x 792 pts (letter)"), "{name}: {information}");
        let words = |pdf: &[u8]| {
            // A line may end after another hyphen.
            let text = poppler::text(pdf).replace("- ", "-");
            // Without numbers: there may be another number of pages.
            let letters = |word: &&str| word.chars().any(char::is_alphabetic);
            let mut words: Vec<String> = text.split_whitespace().filter(letters).map(str::to_owned).collect();
            words.sort();
            words.dedup();
            words
        };
        assert_eq!(words(&pdf), words(&a4), "{name}");
    }
}

#[test]
fn a_name_in_the_comparison_leads_to_what_was_written_of_that_candidate() {
    let pdf = report::panel(&fixture::panel(), fixture::a4(Lang::Nl)).expect("a file");
    let file = Document::load_mem(&pdf).expect("lopdf reads it back");
    let annotations: Vec<&lopdf::Dictionary> = file.objects.values().filter_map(|object| object.as_dict().ok()).collect();
    let links: Vec<_> =
        annotations.iter().filter(|it| it.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Link")).collect();
    assert_eq!(links.len(), 5, "one for each candidate");
    let pages: Vec<lopdf::ObjectId> = file.get_pages().into_values().collect();
    for link in links {
        let target = link.get(b"Dest").and_then(Object::as_array).expect("a place")[0].as_reference().expect("a page");
        assert!(pages.iter().position(|page| *page == target).is_some_and(|page| page > 0), "further on than the comparison");
        assert!(link.get(b"StructParent").is_ok() && link.get(b"Contents").is_ok(), "part of the structure, with what it says");
    }
}

#[test]
fn a_pack_holds_the_panel_report_and_each_candidate_on_a_page_of_their_own() {
    let setting = fixture::a4(Lang::Nl);
    let mut pack = report::Pack::new(&fixture::panel(), setting).expect("a font");
    for candidate in 0..fixture::CANDIDATES.len() {
        pack.add(&fixture::candidate(candidate));
    }
    let pages = poppler::pages(&pack.finish().expect("a file"));
    assert!(pages[0].contains("Panelrapport"), "{}", pages[0]);
    for name in fixture::CANDIDATES {
        let begins = |page: &&String| {
            page.lines().filter(|line| !line.trim().is_empty()).nth(1).is_some_and(|line| line.trim() == "Kandidaatrapport")
        };
        assert!(pages.iter().filter(begins).any(|page| page.contains(name)), "{name}");
    }
}
