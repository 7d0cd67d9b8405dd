//! `maatstaf report`: a document as a file, whole or not at all.

use std::{fs, path::Path};

use tests::{Ended, binary};

const KINDS: [&str; 6] = ["panel", "candidate", "feedback", "form", "sheet", "access"];

fn report(folder: &Path, arguments: &[&str]) -> Ended {
    binary(&[&["report"], arguments].concat()).from_folder(folder).run()
}

fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn every_document_of_the_demo_needs_no_database() {
    let folder = tempfile::TempDir::new().expect("a folder");
    for (kind, (lang, paper)) in KINDS.into_iter().zip([("nl", "a4"), ("en", "letter")].into_iter().cycle()) {
        let ended = report(folder.path(), &[kind, "--demo", "--lang", lang, "--paper", paper, "--out", "it.pdf"]);
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{kind}");
        let pdf = fs::read(folder.path().join("it.pdf")).expect("written");
        assert!(pdf.starts_with(b"%PDF-1.7"), "{kind}");
        assert_eq!(files(folder.path()), ["it.pdf"], "{kind} leaves nothing beside it");
    }
}

#[test]
fn arguments_that_cannot_be_used_are_said_and_nothing_is_written() {
    let folder = tempfile::TempDir::new().expect("a folder");
    fs::write(folder.path().join("old.pdf"), "what was there").expect("written");
    let id = "00000000-0000-0000-0000-000000000001";
    for (arguments, said) in [
        (vec!["panel", "--out", "old.pdf"], "This document needs --vacancy ID, or --demo."),
        (vec!["candidate", "--vacancy", id, "--out", "old.pdf"], "This document needs --candidate ID, or --demo."),
        (vec!["form", "--out", "old.pdf"], "This document needs --vacancy ID or --candidate ID, or --demo."),
        (vec!["panel", "--demo", "--out", "missing/it.pdf"], "There is no folder missing."),
        (vec!["panel", "--demo", "--out", "."], ". is a folder."),
        (vec!["panel", "--demo", "--second-font", "old.pdf", "--out", "it.pdf"], "old.pdf: this is no font that can be used."),
        (vec!["letter", "--demo", "--out", "old.pdf"], "invalid value 'letter'"),
        (vec!["panel", "--demo", "--paper", "a5", "--out", "old.pdf"], "a4 or letter"),
        (vec!["panel", "--demo", "--lang", "fr", "--out", "old.pdf"], "--lang"),
        (vec!["panel", "--vacancy", "1", "--out", "old.pdf"], "--vacancy"),
        (vec!["panel", "--demo"], "--out"),
    ] {
        let ended = report(folder.path(), &arguments);
        assert_eq!(ended.code, Some(2), "{arguments:?}: {ended:?}");
        assert!(ended.err.contains(said), "{arguments:?}: {ended:?}");
        assert_eq!(files(folder.path()), ["old.pdf"], "{arguments:?}");
        assert_eq!(fs::read_to_string(folder.path().join("old.pdf")).expect("still there"), "what was there");
    }
}

#[test]
fn a_database_that_is_not_there_is_not_made() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let id = "00000000-0000-0000-0000-000000000001";
    let ended = report(folder.path(), &["panel", "--vacancy", id, "--database", "sqlite://none.db", "--out", "it.pdf"]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.err.contains("There is no database none.db."), "{ended:?}");
    assert!(files(folder.path()).is_empty());
}
