//! What a browser loads before its first click: script, wasm and styles, compressed as they travel.

use tests::{Element, Engine, Goal, Server, figure};

const MOST_KB: f64 = 250.0;

pub(super) fn measure() {
    let server = Server::demo(Engine::Sqlite);
    let mut browser = server.browser();
    let page = browser.open("/sign-in").clone();
    let mut files = linked(page.document());
    // The wasm is named in the script on the page.
    files.extend(page.html.split('\'').filter(|it| it.starts_with("/pkg/")).map(str::to_owned));
    files.sort();
    files.dedup();
    let mut total = 0;
    let none = Goal::none();
    for file in &files {
        let answer = browser.send("GET", file, &[("accept-encoding", "br")], &[]);
        assert_eq!((answer.status, answer.header("content-encoding")), (200, "br"), "{file}");
        let name = file.rsplit('/').next().expect("a name");
        figure("size", name, format!("{:.1}", kilobytes(answer.bytes.len())), "kB", &none);
        total += answer.bytes.len();
    }
    assert!(["js", "wasm", "css"].iter().all(|kind| files.iter().any(|file| file.ends_with(kind))), "{files:?}");
    let total = kilobytes(total);
    figure("size", "script, wasm and styles", format!("{total:.1}"), "kB", &Goal::at_most(total, MOST_KB, "kB"));
}

/// Styles and script that the page links; its icon is no part of them.
fn linked(page: &Element) -> Vec<String> {
    let links = page.named("link").into_iter().filter(|it| it.attribute("rel") != Some("icon"));
    links.filter_map(|it| it.attribute("href")).filter(|href| href.starts_with("/pkg/")).map(str::to_owned).collect()
}

fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}
