//! What comparing says before the reveal, and that the last submission opens it. The proof that nothing leaks is in
//! `tests/access`.

use domain::{Code, Lang};
use tests::{Demo, both_engines};
use text::errors;

const RATERS: [&str; 3] = ["panel1", "panel2", "panel3"];

both_engines! {
    fn comparing_waits_for_the_reveal_and_says_so(engine) {
        let demo = Demo::new(engine);
        let (application, _) = demo.rows(&demo.half_way).remove(1);
        for name in ["admin", "recruiter", "auditor", "panel1"] {
            let mut browser = demo.browser(name);
            browser.ask("compare/show", &[("vacancy", &demo.half_way)]).refused(Code::NotYetRevealed);
            let competency = tests::id();
            let evidence = [("application", application.as_str()), ("competency", competency.as_str())];
            browser.ask("compare/evidence", &evidence).refused(Code::NotYetRevealed);
            browser.get(&format!("/vacancies/{}/panel.pdf", demo.half_way)).refused(Code::NotYetRevealed);
            browser.get(&format!("/applications/{application}/report.pdf")).refused(Code::NotYetRevealed);
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
