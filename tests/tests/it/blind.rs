//! Before the reveal nobody learns what another rated or noted, by any way there is.

use std::collections::BTreeMap;

use domain::{Code, Lang};
use serde_json::json;
use tests::{Browser, Demo, both_engines};
use text::errors;

use crate::access::{
    filled, ids, send,
    table::{CALLS, PAGES, ROUTES},
};

const RATERS: [&str; 3] = ["panel1", "panel2", "panel3"];
const OTHERS: [&str; 3] = ["admin", "recruiter", "auditor"];

both_engines! {
    fn before_the_reveal_no_answer_holds_what_another_wrote(engine) {
        let demo = Demo::new(engine);
        let ids = unrevealed(&demo);
        let [submitted, live, _] = demo.interviews();
        let mark = |rater: &str, what: &str| format!("kenmerk:{rater}:{what}");
        for name in RATERS {
            let mut rater = demo.rater(name, &live);
            let (item, reason) = (rater.items[7].clone(), mark(name, "reden"));
            let entries = [rater.noted(6, &mark(name, "notitie")), rater.entry("rated", Some(&item), &json!({ "not_observed": reason }))];
            rater.store(&entries);
            rater.draft(5, &tests::id(), &mark(name, "concept")).done();
        }
        let mut late = demo.rater("panel3", &submitted);
        let note = late.noted(6, &mark("panel3", "laat"));
        late.store(&[note]);
        let mut stranger = demo.invited("stranger@example.org", "interviewer");
        let mut readers: Vec<(&str, Browser)> = RATERS.iter().chain(&OTHERS).map(|name| (*name, demo.browser(name))).collect();
        readers.push(("stranger", stranger.clone()));
        for (reader, browser) in &mut readers {
            let answers = everything(browser, &ids, &demo);
            let own = format!("{reader}:");
            let mut seen = 0;
            for (path, text) in &answers {
                for mark in text.split("kenmerk:").skip(1) {
                    assert!(mark.starts_with(&own), "{path} as {reader} says {mark:.40}");
                    seen += 1;
                }
            }
            assert_eq!(seen > 0, RATERS.contains(reader), "{reader} sees the own notes, and who has none sees none");
        }
        stranger.ask("interview/show", &[("interview", &live)]).refused(Code::NotAllowed);
    }

    fn answers_to_others_are_equal_whatever_was_rated(engine) {
        let answers = [1_u8, 5].map(|level| {
            let demo = Demo::new(engine);
            let ids = unrevealed(&demo);
            let [submitted, live, _] = demo.interviews();
            for interview in [&live, &submitted] {
                let mut rater = demo.rater("panel3", interview);
                let rated = rater.levels(&[level; 4]);
                rater.store(&rated);
                let note = rater.noted(0, &"x".repeat(usize::from(level) * 40));
                rater.store(&[note]);
            }
            // Of the submitted one everything but the last submission is in.
            let mut readers = vec![("stranger", demo.invited("stranger@example.org", "interviewer"))];
            readers.extend(["panel1", "panel2", "admin", "recruiter", "auditor"].map(|name| (name, demo.browser(name))));
            let mut all = BTreeMap::new();
            for (reader, browser) in &mut readers {
                for (path, text) in everything(browser, &ids, &demo) {
                    all.insert(format!("{reader}: {path}"), normal(&text));
                }
            }
            all
        });
        let [low, high] = answers;
        assert_eq!(low.keys().collect::<Vec<_>>(), high.keys().collect::<Vec<_>>());
        for (path, text) in low {
            assert_eq!(text, high[&path], "{path}");
        }
    }

    fn comparing_waits_for_the_reveal_and_says_so(engine) {
        let demo = Demo::new(engine);
        let ids = unrevealed(&demo);
        for name in ["admin", "recruiter", "auditor", "panel1"] {
            let mut browser = demo.browser(name);
            browser.ask("compare/show", &[("vacancy", &demo.half_way)]).refused(Code::NotYetRevealed);
            let evidence = [("application", ids["application"].as_str()), ("competency", ids["competency"].as_str())];
            browser.ask("compare/evidence", &evidence).refused(Code::NotYetRevealed);
            browser.get(&format!("/vacancies/{}/panel.pdf", demo.half_way)).refused(Code::NotYetRevealed);
            browser.get(&format!("/applications/{}/report.pdf", ids["application"])).refused(Code::NotYetRevealed);
            let page = browser.open(&format!("/vacancies/{}/compare", demo.half_way));
            assert_eq!(page.status, 403);
            page.says(&errors::say(Lang::Nl, Code::NotYetRevealed, ""));
            let asked = browser.send("GET", &format!("/vacancies/{}/panel.pdf", demo.half_way), &[("accept", "text/html")], &[]);
            assert_eq!((asked.status, asked.text()), (403, errors::say(Lang::Nl, Code::NotYetRevealed, "")));
        }
        let open = demo.browser("recruiter").open(&format!("/vacancies/{}", demo.half_way)).links();
        assert!(open.iter().all(|href| !href.contains("compare") && !href.contains(".pdf")), "{open:?}");
    }

    fn how_far_somebody_is_shows_only_to_who_does_not_rate(engine) {
        let demo = Demo::new(engine);
        for (name, counts) in [("recruiter", true), ("admin", true), ("auditor", false), ("panel1", false), ("panel2", false)] {
            let shown = demo.browser(name).ask("vacancies/show", &[("vacancy", &demo.half_way)]).done().text();
            assert_eq!(shown.contains("\"done\""), counts, "{name}: {shown}");
            assert_eq!(shown.matches("\"submitted\"").count(), 2, "{name} sees who has submitted");
        }
    }

    fn the_last_submission_reveals_to_everybody_at_once(engine) {
        let demo = Demo::new(engine);
        let [submitted, live, planned] = demo.interviews();
        let vacancy = [("vacancy", demo.half_way.as_str())];
        let mut recruiter = demo.browser("recruiter");
        let open: [(&String, &[&str]); 3] = [(&submitted, &["panel3"]), (&live, &RATERS), (&planned, &RATERS)];
        for (interview, raters) in open {
            for name in raters {
                recruiter.ask("compare/show", &vacancy).refused(Code::NotYetRevealed);
                demo.rater(name, interview).finish(3, &format!("na-afloop-{name}"));
            }
        }
        let compared = recruiter.ask("compare/show", &vacancy).done().data();
        assert_eq!(compared["comparison"]["lines"].as_array().map(Vec::len), Some(3));
        demo.browser("panel2").ask("compare/show", &vacancy).done();
        demo.server.verify();
    }
}

/// The names of the table, with the half-way vacancy wherever it says the finished one.
fn unrevealed(demo: &Demo) -> BTreeMap<&'static str, String> {
    let mut ids = ids(demo);
    let (application, _) = demo.rows(&demo.half_way).remove(1);
    ids.insert("finished", demo.half_way.clone());
    ids.insert("application", application);
    ids
}

/// Everything that can be read, with the address that was asked.
fn everything(browser: &mut Browser, ids: &BTreeMap<&'static str, String>, demo: &Demo) -> Vec<(String, String)> {
    let mut answers = Vec::new();
    for call in CALLS.iter().chain(ROUTES).filter(|call| call.method == "GET") {
        answers.push((call.path.to_owned(), send(browser, call, ids).text()));
    }
    let mut pages: Vec<String> = PAGES.iter().map(|(path, _)| filled(path, ids)).collect();
    for interview in demo.interviews() {
        pages.extend([1, 6, 7, 8].map(|item| format!("/interviews/{interview}?item={item}")));
        pages.push(format!("/interviews/{interview}?submit=1"));
        answers.push((format!("{interview} as data"), browser.ask("interview/show", &[("interview", &interview)]).text()));
        let ledger = json!({ "entries": [] });
        answers.push((
            format!("{interview} as ledger"),
            browser.json("POST", &format!("/api/v1/interviews/{interview}/ledger"), &ledger).text(),
        ));
    }
    for tab in ["?tab=totals", "?notes=x"] {
        pages.push(format!("/vacancies/{}/compare{tab}", demo.half_way));
    }
    for page in pages {
        let text = browser.open(&page).html.clone();
        answers.push((page, text));
    }
    answers.into_iter().map(|(path, text)| (normal(&path), text)).collect()
}

/// A text without what differs between two servers that hold the same: ids, nonces, hashes, ports and times. Ids are
/// numbered in the order they appear; times are not, because two that are equal here may differ by a millisecond there.
fn normal(text: &str) -> String {
    let mut seen: Vec<String> = Vec::new();
    let mut normal = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = rest.find(|it: char| !it.is_ascii_hexdigit() && it != '-' && it != ':').unwrap_or(rest.len());
        let word = &rest[..run];
        let digits = word.chars().filter(char::is_ascii_digit).count();
        if word.len() >= 12 && digits == word.len() {
            normal.push_str("time");
        } else if word.len() >= 12 && digits > 4 {
            let known = seen.iter().position(|it| it == word).unwrap_or_else(|| {
                seen.push(word.to_owned());
                seen.len() - 1
            });
            normal.push('#');
            normal.push_str(&known.to_string());
        } else if word.contains(':') && digits >= 3 {
            normal.push_str("time");
        } else if run > 0 {
            normal.push_str(word);
        } else {
            normal.push(first);
        }
        rest = &rest[run.max(first.len_utf8())..];
    }
    for part in ["hour", "minute"] {
        let mut pieces = normal.split(&format!("\"{part}\":")).map(str::to_owned).collect::<Vec<_>>();
        for piece in pieces.iter_mut().skip(1) {
            *piece = piece.trim_start_matches(|it: char| it.is_ascii_digit()).to_owned();
        }
        normal = pieces.join(&format!("\"{part}\":"));
    }
    normal
}

#[test]
fn what_differs_between_two_servers_is_left_out_and_nothing_else() {
    let [a, b] = [("01a2020731-7e76-e9d9-9b52a22e0d6a3", 7), ("0192f00000-0000-7000-8000-0000000007", 8)].map(|(id, hour)| {
        normal(&format!("<a href=\"/x/{id}\">{id}</a> at 0{hour}:30, \"hour\":{hour},\"at\":179557500000{hour},\"level\":4"))
    });
    assert_eq!(a, b);
    assert!(a.contains("\"level\":4") && a.contains("#0"), "{a}");
}
