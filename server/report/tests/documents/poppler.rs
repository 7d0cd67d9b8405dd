//! Reads a report back with poppler, as another program than the one that wrote it.

use std::{
    io::Write,
    process::{Command, Stdio},
    thread,
};

/// All text in the order it was written, with white space made one.
pub(crate) fn text(pdf: &[u8]) -> String {
    let text = run("pdftotext", &["-enc", "UTF-8", "-raw", "-", "-"], pdf);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Page by page, as it is laid out.
pub(crate) fn pages(pdf: &[u8]) -> Vec<String> {
    let text = run("pdftotext", &["-enc", "UTF-8", "-layout", "-", "-"], pdf);
    text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect()
}

/// The tree of tags with their text.
pub(crate) fn structure(pdf: &[u8]) -> String {
    let tree = run("pdfinfo", &["-struct-text", "-"], pdf);
    // What can be clicked is an object; which number it has says nothing.
    let line = |line: &str| {
        if line.trim_start().starts_with("Object ") {
            line.split("Object").next().unwrap_or_default().to_owned() + "Object"
        } else {
            line.to_owned()
        }
    };
    tree.lines().map(line).collect::<Vec<_>>().join("\n")
}

pub(crate) fn information(pdf: &[u8]) -> String {
    run("pdfinfo", &["-"], pdf)
}

pub(crate) fn fonts(pdf: &[u8]) -> String {
    run("pdffonts", &["-"], pdf)
}

fn run(program: &str, options: &[&str], pdf: &[u8]) -> String {
    let mut command = Command::new(program);
    command.args(options).env("TZ", "UTC").env("LC_ALL", "C.UTF-8");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{program} does not run ({error}): install poppler-utils"));
    let mut stdin = child.stdin.take().expect("a pipe");
    let output = thread::scope(|scope| {
        // It may stop reading when it has seen enough.
        scope.spawn(move || drop(stdin.write_all(pdf)));
        child.wait_with_output().expect("it ends")
    });
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && complaints.trim().is_empty(), "{program} complains: {complaints}");
    String::from_utf8(output.stdout).expect("UTF-8")
}
