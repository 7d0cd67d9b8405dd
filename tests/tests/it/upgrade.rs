//! A database of an earlier Maatstaf opens, is brought up to date, and is whole.

use std::sync::Arc;

use serde_json::json;
use tests::{Demo, Place, Server, binary, both_engines};

both_engines! {
    fn a_database_of_the_first_version_opens_is_brought_up_to_date_and_verifies(engine) {
        let place = Arc::new(Place::of_the_first(engine));
        let mut demo = Demo::of(Server::on(&place, true));
        let mut recruiter = demo.browser("recruiter");
        for (vacancy, page) in [(&demo.finished, "compare"), (&demo.finished, "reports"), (&demo.half_way, "")] {
            let path = format!("/vacancies/{vacancy}/{page}");
            assert_eq!(recruiter.open(path.trim_end_matches('/')).status, 200, "{path}");
        }
        recruiter.open(&format!("/vacancies/{}/compare?tab=discuss", demo.finished)).says("samen besproken");
        let [_, live, _] = demo.interviews();
        nothing_that_was_said_is_lost(&demo, &live);
        let mut rater = demo.rater("panel1", &live);
        let entries = [rater.noted(0, "na de overgang")];
        rater.store(&entries);
        demo.server.stop();
        let ended = binary(&["verify"]).on(&place).run();
        assert_eq!((ended.code, ended.out.as_str(), ended.err.as_str()), (Some(0), "", ""));
    }
}

/// What the first version kept of every kind, read by this one.
fn nothing_that_was_said_is_lost(demo: &Demo, live: &str) {
    let mut rater = demo.rater("panel3", live);
    let sheet = rater.sheet();
    assert_eq!((&sheet["overall"], &sheet["relation"]), (&json!(4), &json!("oud-collega")), "of two the later: {sheet}");
    assert_eq!(sheet["ratings"][&rater.items[0]], json!({ "level": 4 }), "{sheet}");
    assert_eq!(sheet["ratings"].as_object().into_iter().flatten().filter(|(_, it)| it["not_observed"] == "niet aan toegekomen").count(), 1);
    let texts: Vec<&str> = sheet["notes"].as_array().into_iter().flatten().filter_map(|note| note["text"].as_str()).collect();
    assert!(["half getypt", "van een ander apparaat"].iter().all(|text| texts.contains(text)) && !texts.contains(&"verviel"), "{texts:?}");
    assert_eq!(sheet["probed"].as_array().map(Vec::len), Some(1), "{sheet}");
    let shown = demo.browser("panel1").ask("interview/show", &[("interview", live)]).done().data()["view"]["questions"].to_string();
    assert!(shown.contains("de tijd was op") && shown.contains("in eenvoudiger woorden"), "{shown}");
}
