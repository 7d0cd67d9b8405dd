//! What a rater sends: every fault of it has its own answer, and nothing is stored twice or half.

use domain::{
    Code,
    ledger::{ENTRIES_MAX, NOTE_MAX},
};
use serde_json::{Value, json};
use tests::{Demo, PASSWORD, Rater, all_refused, answers, both_engines, id};

both_engines! {
    fn a_wrong_entry_is_refused_for_its_own_reason_and_the_others_are_stored(engine) {
        let demo = Demo::new(engine);
        let [_, live, _] = demo.interviews();
        let mut rater = demo.rater("panel1", &live);
        let item = rater.items[7].clone();
        let rated = |payload: Value| rater.entry("rated", Some(&item), &payload);
        let entries = [
            rater.rated(7, 6),
            rater.rated(7, 0),
            rated(json!({ "level": "4" })),
            rated(json!({ "level": 3.5 })),
            rated(json!({ "not_observed": " " })),
            rated(json!({})),
            rater.entry("rated", Some(&id()), &json!({ "level": 4 })),
            rater.entry("rated", None, &json!({ "level": 4 })),
            rater.noted(7, &"ë".repeat(NOTE_MAX + 1)),
            rater.noted(7, "nul\0"),
            rater.rated(7, 4),
            rater.noted(7, &"ë".repeat(NOTE_MAX)),
            rater.rated(7, 4),
        ];
        let expected = [
            "bad_level", "bad_level", "bad_level", "bad_level", "reason_required", "unreadable", "unknown_item", "unknown_item", "too_large",
            "unreadable", "evidence_first", "stored", "stored",
        ];
        assert_eq!(answers(&rater.send(&entries)), expected);
        let sheet = rater.sheet();
        assert_eq!(sheet["ratings"][&item], json!({ "level": 4 }), "{sheet}");
        demo.server.verify();
    }

    fn a_page_of_the_first_version_that_is_still_open_loses_nothing(engine) {
        let demo = Demo::new(engine);
        let [_, live, _] = demo.interviews();
        let mut rater = demo.rater("panel3", &live);
        let item = rater.items[7].clone();
        let old = |kind: &str, payload: Value| rater.entry_of_the_first_version(kind, Some(&item), &payload);
        let note = id();
        let first = old("noted", json!({ "note": note, "step": null, "text": "van vóór de nieuwe versie", "base": null }));
        let entries = [
            first.clone(),
            old("rated", json!({ "level": 2 })),
            old("rated", json!({ "level": 6 })),
            old("sung", json!({})),
            old("noted", json!({ "note": note, "step": null, "text": "en verder", "base": first["id"] })),
            rater.entry_of_the_first_version("declared", None, &json!({ "relation": "" })),
        ];
        assert_eq!(answers(&rater.send(&entries)), ["stored", "stored", "bad_level", "unreadable", "stored", "stored"]);
        let sheet = rater.sheet();
        assert_eq!(sheet["ratings"][&item], json!({ "level": 2 }), "{sheet}");
        assert_eq!((sheet.to_string().matches("en verder").count(), sheet["relation"].as_str()), (1, Some("")), "{sheet}");
        let locked = rater.entry_of_the_first_version("submitted", None, &Value::Null);
        assert_eq!(answers(&rater.send(std::slice::from_ref(&locked))), ["stored"]);
        assert_eq!(answers(&rater.send(&[locked])), ["duplicate"]);
        demo.server.verify();
    }

    fn what_is_sent_twice_is_stored_once(engine) {
        let demo = Demo::new(engine);
        let [_, live, _] = demo.interviews();
        let mut rater = demo.rater("panel2", &live);
        let entries = [rater.noted(6, "één keer"), rater.rated(6, 2), rater.declared(), rater.submitted()];
        assert_eq!(answers(&rater.send(&entries)), ["stored"; 4]);
        assert_eq!(answers(&rater.send(&entries)), ["duplicate"; 4], "also after the submission");
        let twice = [entries[0].clone(), entries[0].clone()];
        assert_eq!(answers(&rater.send(&twice)), ["duplicate", "duplicate"]);
        assert_eq!(rater.sheet().to_string().matches("één keer").count(), 1);
        demo.server.verify();
    }

    fn after_submitting_nothing_changes_any_more(engine) {
        let demo = Demo::new(engine);
        let [submitted, _, _] = demo.interviews();
        let mut rater = demo.rater("panel1", &submitted);
        let before = rater.sheet();
        let entries = [rater.rated(0, 1), rater.noted(0, "te laat"), rater.submitted()];
        all_refused(&rater.send(&entries), Code::AlreadySubmitted);
        rater.draft(0, &id(), "te laat").refused(Code::AlreadySubmitted);
        let form = [
            ("interview", submitted.as_str()),
            ("item", &rater.items[0].clone()),
            ("rating_entry", &id()),
            ("note_entry", &id()),
            ("note_id", &id()),
            ("note", "te laat"),
            ("level", "1"),
        ];
        rater.browser.call("interview/record", &form).refused(Code::AlreadySubmitted);
        rater.browser.call("interview/submit", &[("interview", &submitted), ("entry", &id())]).refused(Code::AlreadySubmitted);
        assert_eq!(rater.sheet(), before);
        let page = rater.browser.open(&format!("/interviews/{submitted}")).clone();
        let rating = ["/interview/record", "/interview/submit"];
        let own = page.forms().into_iter().filter(|form| rating.iter().any(|end| form.action.ends_with(end))).collect::<Vec<_>>();
        assert!(own.iter().all(|form| form.controls.iter().all(|it| it.kind != "radio" && it.kind != "submit")));
    }

    fn a_cancelled_interview_takes_nothing(engine) {
        let demo = Demo::new(engine);
        let [_, live, _] = demo.interviews();
        let mut rater = demo.rater("panel1", &live);
        demo.browser("recruiter").call("vacancies/cancel-interview", &[("interview", &live), ("why", "ziek")]).done();
        let entry = rater.rated(0, 3);
        all_refused(&rater.send(&[entry]), Code::Cancelled);
        demo.server.verify();
    }

    fn typing_survives_without_blur_and_becomes_a_note_at_the_submission(engine) {
        let demo = Demo::new(engine);
        let [_, live, _] = demo.interviews();
        let mut rater = demo.rater("panel3", &live);
        let note = id();
        rater.draft(4, &note, "half getypt").done();
        rater.draft(4, &note, "half getypt, en verder <b>").done();
        rater.browser.open(&format!("/interviews/{live}?item=5")).says("half getypt, en verder <b>");
        let submit = [rater.declared(), rater.entry("submitted", None, &json!({ "reason": "de tijd was op" }))];
        rater.store(&submit);
        assert!(rater.sheet().to_string().contains("half getypt, en verder <b>"));
        demo.server.verify();
    }

    fn a_form_without_script_keeps_everything_when_it_fails_and_is_harmless_twice(engine) {
        let demo = Demo::new(engine);
        let [_, live, _] = demo.interviews();
        let mut browser = demo.browser("panel3");
        browser.open(&format!("/interviews/{live}?item=3"));
        let page = browser.fill("/api/ui/interview/record", &[("level", "none"), ("reason", ""), ("note", "  eerste regel\n<b>")]).clone();
        assert_eq!(page.url, format!("/interviews/{live}?item=3"));
        page.says_code(Code::ReasonRequired, "");
        let form = page.form("/api/ui/interview/record", &[]);
        assert_eq!((form.value("note").as_str(), form.value("level").as_str()), ("  eerste regel\n<b>", "none"));
        // A level that the page does not give, as somebody might send who edits the page.
        let mut fields = form.filled(&[("level", "4"), ("note", "in één keer")]);
        fields.iter_mut().filter(|(name, _)| name == "level").for_each(|(_, value)| "6".clone_into(value));
        browser.post_form(&form.action, &fields).says_code(Code::BadLevel, "");
        browser.open(&format!("/interviews/{live}?item=3"));
        let sent = browser.page().form("/api/ui/interview/record", &[]).filled(&[("level", "4"), ("note", "in één keer")]);
        for _ in 0..2 {
            assert_eq!(browser.post_form("/api/ui/interview/record", &sent).url, format!("/interviews/{live}?item=4"));
        }
        let mut rater = Rater::new(browser, &live);
        assert_eq!(rater.sheet().to_string().matches("in één keer").count(), 1);
        demo.server.verify();
    }

    fn too_much_and_what_is_no_message_are_told_apart(engine) {
        let demo = Demo::new(engine);
        let [_, live, _] = demo.interviews();
        let mut rater = demo.rater("panel1", &live);
        let before = rater.sheet();
        let long = rater.noted(0, &"a".repeat(10 * 1024 * 1024));
        rater.send(&[long]).refused(Code::TooLarge);
        rater.draft(0, &id(), &"a".repeat(10 * 1024 * 1024)).refused(Code::TooLarge);
        rater.draft(0, &id(), &"a".repeat(NOTE_MAX + 1)).refused(Code::TooLarge);
        let many: Vec<Value> = (0..=ENTRIES_MAX).map(|_| rater.rated(0, 3)).collect();
        rater.send(&many).refused(Code::TooLarge);
        let path = format!("/api/v1/interviews/{live}/ledger");
        for nonsense in [json!([]), json!({}), json!({ "entries": [{}] }), json!({ "entries": [{ "id": "x", "kind": "opened", "client_at": 0 }] })] {
            rater.browser.json("POST", &path, &nonsense).refused(Code::Unreadable);
        }
        let broken = rater.browser.send("POST", &path, &[("content-type", "application/json")], b"{\"entries\":");
        broken.refused(Code::Unreadable);
        rater.browser.call("interview/record", &[("interview", &live)]).refused(Code::Unreadable);
        assert_eq!(rater.sheet(), before, "nothing is half written");
        demo.server.verify();
    }

    fn a_note_of_ten_megabytes_by_form_says_so(engine) {
        let demo = Demo::new(engine);
        let [_, live, _] = demo.interviews();
        let mut browser = demo.server.browser();
        browser.call("people/sign-in", &[("email", "panel1@example.org"), ("password", PASSWORD)]).done();
        browser.open(&format!("/interviews/{live}"));
        let page = browser.fill("/api/ui/interview/record", &[("note", &"a".repeat(NOTE_MAX + 1))]).clone();
        page.says_code(Code::TooLarge, "");
        assert_eq!(page.form("/api/ui/interview/record", &[]).value("note").len(), NOTE_MAX + 1, "what was typed is kept");
        let page = browser.fill("/api/ui/interview/record", &[("note", &"a".repeat(10 * 1024 * 1024))]);
        assert!(!page.alerts().is_empty() || page.text().contains(&text::errors::say(page.lang(), Code::TooLarge, "")), "{}", page.text());
    }
}
