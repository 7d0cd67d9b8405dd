//! Plain forms: what was typed comes back as it was, and nobody's work is saved over another's.

use domain::Code;
use tests::{Demo, Engine, Server, both_engines, steps};

both_engines! {
    fn two_people_who_change_one_scorecard_do_not_overwrite_each_other(engine) {
        let server = Server::fresh(engine);
        let mut anna = steps::set_up(&server);
        let mut bas = steps::colleague(&server, &mut anna, "Bas", "recruiter", "nl");
        steps::scorecard(&mut anna, "Datasteward");
        bas.open(&anna.page().url.clone());
        anna.fill("/api/ui/scorecards/rename", &[("title", "Van Anna")]).says("Van Anna");
        bas.fill("/api/ui/scorecards/rename", &[("title", "Van Bas")]).says_code(Code::Stale, "").says("Van Anna");
        let page = bas.page().form("/api/ui/scorecards/rename", &[]);
        assert_eq!(page.value("title"), "Van Bas", "what was typed is kept, on top of the newest state");
        bas.fill("/api/ui/scorecards/rename", &[("title", "Van Bas")]).says("Van Bas");
        anna.open(&bas.page().url.clone());
        anna.fill("/api/ui/scorecards/undo", &[]).says("Van Anna");
    }

    fn publishing_or_planning_twice_is_refused_the_second_time(engine) {
        let server = Server::fresh(engine);
        let mut anna = steps::set_up(&server);
        let _ = steps::colleague(&server, &mut anna, "Bas", "interviewer", "nl");
        steps::scorecard(&mut anna, "Datasteward");
        steps::justify(&mut anna);
        let mut again = anna.clone();
        anna.fill("/api/ui/scorecards/publish", &[]);
        let form = again.page().form("/api/ui/scorecards/publish", &[]);
        again.call("scorecards/publish", &[("scorecard", &form.value("scorecard")), ("revision", &form.value("revision"))]).refused(Code::AlreadyPublished);
        let vacancy = steps::open_vacancy(&mut anna, "Datasteward", "after_round");
        steps::candidate(&mut anna, &vacancy, "Zoë");
        let way = anna.open(&vacancy).link("/plan/");
        anna.open(&way);
        let (bas, own) = (steps::person(anna.page(), "Bas"), steps::person(anna.page(), "Anna"));
        let panel = [("raters[]", bas.as_str()), ("raters[]", own.as_str()), ("chair", own.as_str())];
        let mut again = anna.clone();
        anna.fill("/api/ui/vacancies/plan", &panel);
        again.fill("/api/ui/vacancies/plan", &panel).says_code(Code::AlreadyPlanned, "");
        assert_eq!(steps::interviews(&mut anna).len(), 1);
    }
}

#[test]
fn what_one_person_typed_is_not_taken_under_the_session_of_another() {
    let demo = Demo::new(Engine::Sqlite);
    let [_, live, _] = demo.interviews();
    let address = format!("/interviews/{live}?item=2");
    let mut browser = demo.browser("panel3");
    browser.open(&address);
    let form = browser.page().form("/api/ui/interview/record", &[]);
    let whose = form.controls.iter().find(|it| it.name.starts_with("_for.")).expect("for whom").clone();
    let (id, name) = (&whose.name[5..], &whose.value);
    let own = [("accept", "application/json"), ("content-type", "application/json"), ("maatstaf-for", id)];
    let now = format!("/api/ui/interview/now?interview={live}");
    assert_eq!(browser.send("GET", &now, &own, b"").status, 200);
    browser.call("people/sign-in", &[("email", "panel2@example.org"), ("password", tests::PASSWORD)]).done();

    let sent = form.filled(&[("note", "Van de een")]);
    let body = tests::encoded(sent.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let reply = browser.post_page("/api/ui/interview/record", "application/x-www-form-urlencoded", body.as_bytes());
    let said = String::from_utf8(reply.bytes).expect("text");
    assert!(reply.status == 409 && said.contains(name) && said.contains("ga daarna hier terug"), "{} {said}", reply.status);
    for path in [address.clone(), "/".to_owned()] {
        browser.open(&path).never_says("Van de een");
    }
    let draft = format!("/api/v1/interviews/{live}/draft");
    for (method, path) in [("GET", now.as_str()), ("PUT", &draft), ("GET", &address)] {
        browser.send(method, path, &own, b"{}").refused(Code::OtherPerson);
    }
    let page = [("accept", "text/html"), ("maatstaf-for", id)];
    browser.send("GET", &address, &page, b"").refused(Code::OtherPerson);
    browser.call("people/sign-out", &[]).done();
    browser.send("GET", &address, &page, b"").refused(Code::NotSignedIn);
    // Nothing said is not checked, and what is said of oneself holds.
    browser.call("people/sign-in", &[("email", "panel3@example.org"), ("password", tests::PASSWORD)]).done();
    browser.post_form("/api/ui/interview/record", &sent);
    let shown = browser.open(&address).form("/api/ui/interview/record", &[]).value("note");
    assert_eq!(shown, "Van de een");
}

#[test]
fn boxes_that_were_ticked_stay_ticked_when_planning_fails() {
    let demo = Demo::new(Engine::Sqlite);
    let mut recruiter = demo.browser("recruiter");
    recruiter.call("vacancies/add-candidate", &[("vacancy", &demo.half_way), ("name", "Nieuw")]).done();
    let way = recruiter.open(&format!("/vacancies/{}", demo.half_way)).link("/plan/");
    recruiter.open(&way);
    let ruben = steps::person(recruiter.page(), "Ruben");
    let page = recruiter.fill("/api/ui/vacancies/plan", &[("raters[]", &ruben), ("chair", &ruben), ("arrangements", "Tolk erbij")]);
    page.says_code(Code::TwoRaters, "");
    let form = page.form("/api/ui/vacancies/plan", &[]);
    assert_eq!((form.value("chair"), form.value("arrangements")), (ruben.clone(), "Tolk erbij".to_owned()));
    let ticked: Vec<&str> = form.controls.iter().filter(|it| it.kind == "checkbox" && it.on).map(|it| it.value.as_str()).collect();
    assert_eq!(ticked, [ruben]);
}

#[test]
fn a_note_that_begins_with_an_empty_line_keeps_it() {
    let demo = Demo::new(Engine::Sqlite);
    let [_, live, _] = demo.interviews();
    let mut browser = demo.browser("panel3");
    let address = format!("/interviews/{live}?item=3");
    browser.open(&address);
    browser.fill("/api/ui/interview/record", &[("note", "\n\neerst niets")]);
    let shown = browser.open(&address).form("/api/ui/interview/record", &[]).value("note");
    assert_eq!(shown, "\n\neerst niets");
}

#[test]
fn what_people_type_is_text_wherever_it_is_shown() {
    let demo = Demo::new(Engine::Sqlite);
    let mut recruiter = demo.browser("recruiter");
    let name = "</textarea><script>alert(1)</script> & \"Zoë\"";
    recruiter.open(&format!("/vacancies/{}", demo.half_way));
    recruiter.fill("/api/ui/vacancies/add-candidate", &[("name", name)]).says(name).never_says("<script>alert");
    recruiter.fill("/api/ui/vacancies/reveal", &[("reason", name)]).never_says("<script>alert");
    recruiter.open(&format!("/vacancies/{}/import", demo.half_way));
    recruiter.fill("/api/ui/vacancies/preview", &[("table", &format!("naam;e-mail\n{name};x"))]).never_says("<script>alert");
    let mut guest = demo.server.browser();
    let page = guest.open("/sign-in?next=%22%3E%3Cscript%3Ealert(1)%3C/script%3E").clone();
    page.never_says("<script>alert");
    assert_eq!(page.form("/api/ui/people/sign-in", &[]).value("next"), "\"><script>alert(1)</script>");
}

#[test]
fn who_was_signed_out_meanwhile_hears_how_to_keep_what_was_typed() {
    let demo = Demo::new(Engine::Sqlite);
    let mut recruiter = demo.browser("recruiter");
    let form = recruiter.open(&format!("/vacancies/{}", demo.half_way)).form("/api/ui/vacancies/add-candidate", &[]);
    recruiter.clone().call("people/sign-out", &[]).done();
    let sent = form.filled(&[("name", "Nieuw")]);
    let body = tests::encoded(sent.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    let reply = recruiter.post_page(&form.action, "application/x-www-form-urlencoded", body.as_bytes());
    let said = String::from_utf8(reply.bytes).expect("text");
    assert!(reply.status == 401 && said.contains(text::errors::go_back(domain::Lang::En)), "{} {said}", reply.status);
}
