//! Whose is what: ids that are unknown, entries of somebody else, accounts that were switched off. The walk over every path
//! is in `tests/access`.

use std::slice;

use domain::Code;
use serde_json::json;
use tests::{Demo, Engine, all_refused, both_engines, id};

both_engines! {
    fn what_does_not_exist_and_what_is_no_id_are_equally_unknown(engine) {
        let demo = Demo::new(engine);
        let mut recruiter = demo.browser("recruiter");
        let mut panel = demo.browser("panel1");
        for unknown in ["0192f000-0000-7000-8000-000000000000", "geen-id", "' OR 1=1 --", ""] {
            let encoded = unknown.replace(' ', "%20").replace('\'', "%27");
            recruiter.ask("vacancies/show", &[("vacancy", unknown)]).refused(Code::NotFound);
            recruiter.ask("scorecards/show", &[("scorecard", unknown)]).refused(Code::NotFound);
            recruiter.ask("compare/show", &[("vacancy", unknown)]).refused(Code::NotFound);
            panel.ask("interview/show", &[("interview", unknown)]).refused(Code::NotFound);
            if !unknown.is_empty() {
                for path in [format!("/vacancies/{encoded}/panel.pdf"), format!("/applications/{encoded}/report.pdf")] {
                    recruiter.get(&path).refused(Code::NotFound);
                }
                let ledger = json!({ "entries": [{ "id": id(), "kind": "opened", "client_at": 0 }] });
                panel.json("POST", &format!("/api/v1/interviews/{encoded}/ledger"), &ledger).refused(Code::NotFound);
                for page in [format!("/vacancies/{encoded}"), format!("/interviews/{encoded}"), format!("/scorecards/{encoded}")] {
                    assert_eq!(recruiter.open(&page).status, 404, "{page}");
                }
            }
        }
        assert_eq!(recruiter.open("/nergens").status, 404);
        recruiter.get("/api/ui/nergens/niets").refused(Code::NotFound);
    }

    fn an_entry_of_somebody_else_is_no_entry_of_mine(engine) {
        let demo = Demo::new(engine);
        let [_, live, _] = demo.interviews();
        let mut first = demo.rater("panel1", &live);
        let mut second = demo.rater("panel2", &live);
        let entry = first.noted(0, "van de eerste");
        first.store(slice::from_ref(&entry));
        all_refused(&second.send(slice::from_ref(&entry)), Code::NotAllowed);
        let mut overwrite = second.noted(0, "van de tweede");
        overwrite["said"]["note"] = entry["said"]["note"].clone();
        all_refused(&second.send(&[overwrite]), Code::NotFound);
        let note = entry["said"]["note"].as_str().expect("an id").to_owned();
        second.draft(0, &note, "van de tweede").refused(Code::NotFound);
        assert!(first.sheet().to_string().contains("van de eerste"));
    }
}

#[test]
fn accounts_that_were_switched_off_are_nobody_at_once() {
    let demo = Demo::new(Engine::Sqlite);
    let mut stranger = demo.invited("stranger@example.org", "recruiter");
    stranger.ask("vacancies/list", &[]).done();
    let mut admin = demo.browser("admin");
    let people = admin.ask("people/list", &[]).done().data();
    let row = people["people"].as_array().into_iter().flatten().find(|it| it["email"] == "stranger@example.org").expect("a row").clone();
    let user = row["id"].as_str().expect("an id");
    admin.call("people/change", &[("user", user), ("role", "auditor"), ("active", "true")]).done();
    let add = [("vacancy", demo.half_way.as_str()), ("name", "X")];
    stranger.call("vacancies/add-candidate", &add).refused(Code::NotSignedIn);
    let again = [("email", "stranger@example.org"), ("password", tests::PASSWORD)];
    stranger.call("people/sign-in", &again).done();
    stranger.call("vacancies/add-candidate", &add).refused(Code::NotAllowed);
    admin.call("people/change", &[("user", user), ("role", "auditor"), ("active", "false")]).done();
    stranger.ask("vacancies/list", &[]).refused(Code::NotSignedIn);
    demo.server.browser().call("people/sign-in", &again).refused(Code::SignInFailed);
}
