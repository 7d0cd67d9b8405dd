//! A second font draws what the shipped one lacks. In a file of its own: it counts for the whole process.

#![expect(clippy::expect_used, reason = "a test says with a panic what went wrong")]

use domain::{
    Lang,
    report::{Paper, SubjectAccess},
    time::Moment,
};
use report::Setting;

/// Debian's package fonts-dejavu-core; it has Hebrew, which Noto Sans has not.
const DEJAVU: &str = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

fn file(name: &str) -> Vec<u8> {
    let file = SubjectAccess {
        organisation: "Voorbeeld BV".into(),
        name: name.into(),
        email: "dana@example.org".into(),
        generated_at: Moment::default(),
        generated_by: "Sam de Wit".into(),
        applications: Vec::new(),
    };
    report::access(&file, Setting { lang: Lang::Nl, paper: Paper::A4 }).expect("a file")
}

#[test]
fn what_the_shipped_font_lacks_is_drawn_with_the_second_and_what_both_lack_is_still_a_box() {
    let program = std::fs::read(DEJAVU).expect("fonts-dejavu-core is installed");
    report::use_second_font(program).expect("a font");
    let pdf = file("דנה כהן, Zoë ✓ 漢");
    let read = lopdf::Document::load_mem(&pdf).expect("lopdf reads it");
    let fonts: Vec<String> = read
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok()?.get(b"BaseFont").ok()?.as_name().ok())
        .map(|name| String::from_utf8_lossy(name).into_owned())
        .collect();
    assert!(fonts.iter().any(|name| name.contains("+Second-Regular")), "{fonts:?}");
    assert!(report::use_second_font(b"no font".to_vec()).is_err());
    let text = text(&pdf);
    assert!(text.contains("דנה") && text.contains("כהן") && text.contains("Zoë ✓ □"), "{text}");
    assert!(text.contains("2 tekens kan dit rapport niet tonen"), "{text}");
}

fn text(pdf: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("it.pdf");
    std::fs::write(&file, pdf).expect("written");
    let done =
        std::process::Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(&file).arg("-").output().expect("poppler-utils is installed");
    String::from_utf8(done.stdout).expect("UTF-8")
}
