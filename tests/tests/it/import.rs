//! Lists of candidates, pasted or as a file, the way spreadsheets save them.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use domain::Code;
use tests::{Browser, Demo, Engine, Page, both_engines};

const ROWS: &str = "naam;e-mail\r\nZoë Müller;zoe@example.org\r\nΕλένη;\r\n;leeg@example.org\r\n";

both_engines! {
    fn a_file_is_read_however_the_spreadsheet_saved_it(engine) {
        let demo = Demo::new(engine);
        let mut recruiter = demo.browser("recruiter");
        let utf16 = |big: bool, mark: bool| -> Vec<u8> {
            let text = if mark { format!("\u{feff}{ROWS}") } else { ROWS.to_owned() };
            text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let comma = ROWS.replace(';', ",");
        let files: [(&str, Vec<u8>); 8] = [
            ("UTF-8 with ;", ROWS.into()),
            ("a byte order mark", format!("\u{feff}{ROWS}").into_bytes()),
            ("commas", comma.clone().into_bytes()),
            ("tabs and old line ends", ROWS.replace(';', "\t").replace("\r\n", "\n").into_bytes()),
            ("UTF-16, little end first", utf16(false, true)),
            ("UTF-16, big end first", utf16(true, true)),
            ("UTF-16 without a mark", utf16(false, false)),
            ("quotes", comma.replace("Zoë Müller", "\"Zoë Müller\"").into_bytes()),
        ];
        for (what, bytes) in files {
            let page = upload(&mut recruiter, &demo.half_way, &bytes).clone();
            let rows = rows(&page);
            assert_eq!(rows.len(), 3, "{what}: {}", page.text());
            assert_eq!(&rows[0][..3], ["2", "Zoë Müller", "zoe@example.org"], "{what}");
            assert_eq!(&rows[1][..3], ["3", "Ελένη", ""], "{what}");
            page.says_code(Code::Required, "");
            let change = page.link("&change=1");
            recruiter.open(&change).form("/api/ui/vacancies/preview", &[]);
        }
        let older = upload(&mut recruiter, &demo.half_way, b"naam;e-mail\r\nZo\xeb M\xfcller;\r\n");
        assert_eq!(rows(older)[0][1], "Zoë Müller", "what older Excel writes");
        assert_eq!(demo.rows(&demo.half_way).len(), 3, "nothing is saved before it is confirmed");
    }

    fn a_file_without_candidates_says_so(engine) {
        let demo = Demo::new(engine);
        let mut recruiter = demo.browser("recruiter");
        for empty in [&b""[..], b"  \r\n\r\n", b"\xef\xbb\xbf"] {
            let page = upload(&mut recruiter, &demo.half_way, empty);
            page.says_code(Code::NoRows, "");
        }
        upload(&mut recruiter, &demo.half_way, b"naam;e-mail\r\n").says_code(Code::NoRows, "");
        recruiter.open(&format!("/vacancies/{}/import", demo.half_way));
        recruiter.fill("/api/ui/vacancies/preview", &[("table", " ")]).says_code(Code::NoRows, "");
        recruiter.call("vacancies/preview", &[("vacancy", &demo.half_way), ("table", "")]).faults(&[("table", Code::NoRows)]);
        recruiter.call("vacancies/import-confirmed", &[("vacancy", &demo.half_way)]).refused(Code::Invalid);
    }

    fn two_tabs_each_add_their_own_list_and_never_each_others(engine) {
        let demo = Demo::new(engine);
        let mut one = demo.browser("recruiter");
        let mut other = one.clone();
        for tab in [&mut one, &mut other] {
            tab.open(&format!("/vacancies/{}/import", demo.half_way));
        }
        for (tab, name) in [(&mut one, "Van de eerste"), (&mut other, "Van de tweede")] {
            tab.fill("/api/ui/vacancies/preview", &[("table", &format!("naam;e-mail\n{name};{}@example.org", name.len()))]).says(name);
        }
        one.fill("/api/ui/vacancies/import-confirmed", &[]).says("Van de eerste").never_says("Van de tweede");
        other.fill("/api/ui/vacancies/import-confirmed", &[]).says("Van de tweede");
    }

    fn a_list_that_was_added_is_not_added_again(engine) {
        let demo = Demo::new(engine);
        let mut recruiter = demo.browser("recruiter");
        upload(&mut recruiter, &demo.half_way, "naam,e-mail\nNieuw,nieuw@example.org\nNieuw,nieuw@example.org\n".as_bytes());
        recruiter.page().says_code(Code::DuplicateRow, "");
        recruiter.fill("/api/ui/vacancies/import-confirmed", &[]);
        assert_eq!(demo.rows(&demo.half_way).len(), 4);
        // The same confirmation once more finds nothing to add.
        recruiter.call("vacancies/import-confirmed", &[("vacancy", &demo.half_way)]).refused(Code::Invalid);
        upload(&mut recruiter, &demo.half_way, b"naam,e-mail\nNieuw,nieuw@example.org\n").says_code(Code::DuplicateRow, "");
        assert_eq!(demo.rows(&demo.half_way).len(), 4);
    }
}

#[test]
fn a_file_of_ten_megabytes_is_too_large_and_the_page_says_so() {
    let demo = Demo::new(Engine::Sqlite);
    let mut recruiter = demo.browser("recruiter");
    recruiter.open(&format!("/vacancies/{}/import", demo.half_way));
    let file = "naam\r\n".repeat(10 * 1024 * 1024 / 6);
    let page = upload(&mut recruiter, &demo.half_way, file.as_bytes());
    page.says_code(Code::TooLarge, "");
    assert_eq!(page.status, 200);
}

#[test]
fn a_pasted_list_of_ten_megabytes_is_refused_with_413() {
    let demo = Demo::new(Engine::Sqlite);
    let mut recruiter = demo.browser("recruiter");
    let table = "naam\n".repeat(2 * 1024 * 1024);
    recruiter.call("vacancies/preview", &[("vacancy", &demo.half_way), ("table", &table)]).refused(Code::TooLarge);
    recruiter.open(&format!("/vacancies/{}/import", demo.half_way));
    recruiter.fill("/api/ui/vacancies/preview", &[("table", &table)]).says_code(Code::TooLarge, "");
}

#[test]
fn a_request_that_never_ends_is_not_read_to_its_end() {
    let demo = Demo::new(Engine::Sqlite);
    let mut socket = TcpStream::connect(demo.server.address()).expect("listens");
    let head = "POST /api/ui/people/sign-in HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 999999999999\r\n\r\nemail=";
    socket.write_all(head.as_bytes()).expect("listens");
    let block = vec![b'a'; 64 * 1024];
    // It stops listening long before a gigabyte.
    let taken = (0..16 * 1024).take_while(|_| socket.write_all(&block).is_ok()).count();
    assert!(taken < 4 * 1024, "it took {} MB", taken / 16);
    let mut answer = String::new();
    // What it said may be lost with the connection.
    let _ = socket.read_to_string(&mut answer);
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 413"), "{answer}");
    demo.browser("recruiter").ask("vacancies/list", &[]).done();
}

fn upload<'a>(recruiter: &'a mut Browser, vacancy: &str, bytes: &[u8]) -> &'a Page {
    // Also after another list, of which it would show what it says.
    recruiter.open(&format!("/vacancies/{vacancy}/import?change=1"));
    recruiter.upload(&format!("/vacancies/{vacancy}/import/file"), "kandidaten.csv", bytes)
}

/// The cells of every row of the preview.
fn rows(page: &Page) -> Vec<Vec<String>> {
    let bodies = page.document().named("tbody");
    let rows = bodies.into_iter().flat_map(|body| body.named("tr"));
    rows.map(|row| row.named("td").into_iter().map(tests::Element::text).collect()).collect()
}
