//! What kind of file it is.

use std::thread;

use domain::Lang;
use lopdf::{Document, Object};

use crate::{fixture, poppler};

fn both(lang: Lang) -> [(String, Vec<u8>); 2] {
    [
        (format!("panel-{}", lang.tag()), report::panel(&fixture::panel(), lang).expect("a file")),
        (format!("candidate-{}", lang.tag()), report::candidate(&fixture::candidate(2), lang).expect("a file")),
    ]
}

#[test]
fn the_structure_is_what_a_screen_reader_needs() {
    for lang in Lang::ALL {
        for (name, pdf) in both(lang) {
            insta::assert_snapshot!(name, poppler::structure(&pdf));
        }
    }
}

#[test]
fn the_file_is_tagged_titled_and_no_print_standard() {
    for (_, pdf) in both(Lang::Nl) {
        let information = poppler::information(&pdf);
        let has = |line: &str| information.lines().any(|l| l.split_whitespace().collect::<Vec<_>>().join(" ") == line);
        assert!(has("Tagged: yes") && has("PDF version: 1.7") && has("Page size: 595.276 x 841.89 pts (A4)"), "{information}");
        assert!(has("Author: Voorbeeld BV") && has("CreationDate: Sun Nov 22 14:05:00 2026 UTC"), "{information}");
        assert!(information.contains("rapport: ") && !information.contains("PDF/X") && !information.contains("subtype"), "{information}");
    }
}

#[test]
fn the_catalog_has_language_title_display_and_bookmarks() {
    for lang in Lang::ALL {
        for (name, pdf) in both(lang) {
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
            assert!(count.expect("a count") >= 7, "{name}");
        }
    }
}

#[test]
fn every_marked_content_belongs_to_one_element_and_every_element_to_the_tree() {
    for (name, pdf) in both(Lang::En) {
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
    let [(_, panel), _] = both(Lang::Nl);
    let file = Document::load_mem(&panel).expect("lopdf reads it back");
    let elements = file.objects.values().filter_map(|object| object.as_dict().ok());
    let figures = elements.filter(|e| e.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == b"Figure"));
    let alts: Vec<String> =
        figures.filter_map(|figure| Some(String::from_utf8_lossy(figure.get(b"Alt").ok()?.as_str().ok()?).into_owned())).collect();
    assert_eq!(alts.len(), 20, "a candidate on a competency each");
    assert!(alts.iter().any(|alt| alt == "Op een schaal van 1 tot 5: scores 5; 4; 5, gemiddelde 4,7"), "{alts:?}");
}

#[test]
fn fonts_are_embedded_subset_and_can_be_copied_from() {
    for (_, pdf) in both(Lang::Nl) {
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
    let text = poppler::text(&report::candidate(&report, Lang::Nl).expect("a file"));
    assert!(text.contains("Zoë Müller-Łukasz, Ελλάδα, Київ"), "{text}");
}

#[test]
fn the_same_report_gives_the_same_bytes_whatever_was_made_before() {
    let first: Vec<_> = Lang::ALL.into_iter().flat_map(both).collect();
    let second: Vec<_> = Lang::ALL.into_iter().rev().flat_map(both).collect();
    let elsewhere = thread::spawn(|| Lang::ALL.into_iter().flat_map(both).collect::<Vec<_>>()).join().expect("a thread");
    for (name, pdf) in &first {
        let same = |others: &[(String, Vec<u8>)]| others.iter().any(|(other, bytes)| other == name && bytes == pdf);
        assert!(same(&second) && same(&elsewhere), "{name}");
    }
    let mut other = fixture::panel();
    other.provenance.generated_by = "Iemand anders".into();
    assert_ne!(report::panel(&other, Lang::Nl).expect("a file"), first[0].1);
}

#[test]
fn a_candidate_report_is_small_enough_to_mail() {
    for lang in Lang::ALL {
        for (name, pdf) in both(lang) {
            assert!(pdf.len() < 60_000, "{name}: {} bytes", pdf.len());
        }
    }
}
