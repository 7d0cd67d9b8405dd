//! The whole job once, from an empty server to the panel's PDF, without script.

use domain::{Code, Lang};
use tests::{Browser, Page, Rater, Server, both_engines};
use text::{common, compare, interview as interview_words, sign_in as door_words, vacancies as words};

use tests::steps::{self, PASSWORD};

both_engines! {
    fn from_an_empty_server_to_the_panel_pdf_without_script(engine) {
        let server = Server::fresh(engine);
        let mut anna = set_up_after_a_wrong_code(&server);
        let mut bas = steps::colleague(&server, &mut anna, "Bas", "interviewer", "nl");
        let cleo = steps::colleague(&server, &mut anna, "Cleo", "interviewer", "en");
        let dirk = steps::colleague(&server, &mut anna, "Dirk", "recruiter", "nl");
        languages_are_per_person(&mut bas, &cleo);
        scorecard_is_published_when_nothing_is_missing(&mut anna);
        let vacancy = steps::open_vacancy(&mut anna, "Datasteward", "after_round");
        candidates_by_form_and_by_list(&mut anna, &vacancy);
        planning_needs_two_raters(&mut anna, &vacancy);
        steps::plan(&mut anna, &vacancy, &["Bas", "Cleo", "Dirk"]);
        steps::plan(&mut anna, &vacancy, &["Cleo", "Bas", "Dirk"]);

        let interviews = steps::interviews(&mut bas);
        assert_eq!(interviews.len(), 2);
        for (interview, levels) in interviews.iter().zip([[4, 3, 5], [2, 3, 3]]) {
            steps::rate_by_form(&mut bas, interview, levels[0], "Bas hoorde dit bij vraag");
            bas.page().says(interview_words::submitted_title(Lang::Nl));
            for (browser, level) in [(&cleo, levels[1]), (&dirk, levels[2])] {
                Rater::new(browser.clone(), interview).finish(level, "“We tried it twice.” <b>&amp;</b>");
            }
        }
        compared_and_explained(&mut anna, &vacancy);
        printed(&mut anna, &vacancy);
        server.verify();
    }

    fn a_round_is_revealed_early_with_a_reason_that_everybody_sees(engine) {
        let server = Server::fresh(engine);
        let mut anna = steps::set_up(&server);
        let bas = steps::colleague(&server, &mut anna, "Bas", "interviewer", "nl");
        let mut cleo = steps::colleague(&server, &mut anna, "Cleo", "interviewer", "en");
        let vacancy = steps::vacancy(&mut anna, "Datasteward", "after_round");
        steps::candidate(&mut anna, &vacancy, "Zoë Müller-Łukasz");
        steps::plan(&mut anna, &vacancy, &["Bas", "Cleo"]);
        let interview = steps::interviews(&mut cleo).remove(0);
        anna.open(&vacancy);
        let page = anna.fill("/api/ui/vacancies/reveal", &[("reason", "De commissie wacht.")]);
        page.says_code(Code::NothingSubmitted, "");
        assert_eq!(page.form("/api/ui/vacancies/reveal", &[]).value("reason"), "De commissie wacht.", "what was typed is kept");
        Rater::new(bas, &interview).finish(4, "Bas’ notitie");
        anna.open(&vacancy);
        assert!(anna.fill("/api/ui/vacancies/reveal", &[("reason", " ")]).faults().contains_key("reason"));
        anna.fill("/api/ui/vacancies/reveal", &[("reason", "De commissie wacht.")]).says("Anna de Boer").says("De commissie wacht.");
        // Who has not submitted still rates first.
        let id = vacancy.trim_start_matches("/vacancies/");
        cleo.ask("compare/show", &[("vacancy", id)]).refused(Code::SubmitFirst);
        cleo.open(&vacancy).says("De commissie wacht.");
        server.verify();
    }

    fn a_policy_of_never_shows_means_and_no_person(engine) {
        let server = Server::fresh(engine);
        let mut anna = steps::set_up(&server);
        let mut bas = steps::colleague(&server, &mut anna, "Bas", "interviewer", "nl");
        let cleo = steps::colleague(&server, &mut anna, "Cleo", "interviewer", "en");
        let mut dirk = steps::colleague(&server, &mut anna, "Dirk", "interviewer", "nl");
        let vacancy = steps::vacancy(&mut anna, "Datasteward", "never");
        steps::candidate(&mut anna, &vacancy, "Олена Ковальчук");
        steps::candidate(&mut anna, &vacancy, "Ян Новак");
        anna.open(&vacancy).says(words::never_needs_three(Lang::En));
        steps::plan(&mut anna, &vacancy, &["Bas", "Cleo", "Dirk"]);
        steps::plan(&mut anna, &vacancy, &["Bas", "Cleo"]);
        for interview in steps::interviews(&mut bas) {
            Rater::new(bas.clone(), &interview).finish(4, "alleen-van-bas");
            Rater::new(cleo.clone(), &interview).finish(2, "alleen-van-cleo");
        }
        let interview = steps::interviews(&mut dirk).remove(0);
        Rater::new(dirk, &interview).finish(3, "alleen-van-dirk");
        let page = anna.open(&format!("{vacancy}/compare?tab=totals")).clone();
        page.says("3.00").says(compare::withheld(Lang::En)).never_says("alleen-van");
        for tab in ["discuss", "panel"] {
            anna.open(&format!("{vacancy}/compare?tab={tab}")).says(compare::only_means(Lang::En));
        }
        let id = vacancy.trim_start_matches("/vacancies/");
        let shown = anna.ask("compare/show", &[("vacancy", id)]).done().data();
        assert_eq!(shown["individuals"], false);
        let competency = shown["comparison"]["columns"][0]["id"].as_str().expect("an id").to_owned();
        let application = shown["comparison"]["lines"][0]["application"].as_str().expect("an id").to_owned();
        anna.ask("compare/evidence", &[("application", &application), ("competency", &competency)]).refused(Code::NotAllowed);
    }
}

fn set_up_after_a_wrong_code(server: &Server) -> Browser {
    let mut anna = server.browser();
    assert_eq!(anna.open("/vacancies").url, "/setup");
    let given = [
        ("code", "nietdecode22"),
        ("organisation", "Stichting <Maat>"),
        ("name", "Anna"),
        ("email", "anna@example.org"),
        ("password", "geheim-van-anna-1"),
        ("password_again", "geheim-van-anna-1"),
    ];
    let page = anna.fill("/api/ui/people/set-up", &given).clone();
    assert_eq!((page.url.as_str(), page.faults().len()), ("/setup", 1), "{}", page.text());
    page.says_code(Code::WrongCode, "").never_says("geheim-van-anna-1").never_says("nietdecode22");
    let form = page.form("/api/ui/people/set-up", &[]);
    assert_eq!((form.value("organisation").as_str(), form.value("email").as_str()), ("Stichting <Maat>", "anna@example.org"));
    assert_eq!((form.value("password").as_str(), form.value("code").as_str()), ("", ""));

    let code = server.code();
    let page = anna.fill(
        "/api/ui/people/set-up",
        &[("code", &code), ("name", ""), ("email", "anna"), ("password", "kort"), ("password_again", "anders")],
    );
    let faults: Vec<String> = page.faults().into_keys().collect();
    assert_eq!(faults, ["email", "name", "password"], "every fault at once: {:?}", page.faults());
    let right = [
        ("code", code.as_str()),
        ("name", "Anna de Boer"),
        ("email", "anna@example.org"),
        ("password", PASSWORD),
        ("password_again", PASSWORD),
    ];
    assert_eq!(anna.fill("/api/ui/people/set-up", &right).url, "/");
    anna.page().says(common::step_scorecard(Lang::En));

    // Setting up happens once.
    let mut late = server.browser();
    let again = [
        ("code", code.as_str()),
        ("organisation", "B"),
        ("name", "B"),
        ("email", "b@example.org"),
        ("password", PASSWORD),
        ("password_again", PASSWORD),
    ];
    late.call("people/set-up", &again).refused(Code::AlreadySetUp);
    assert_eq!(late.open("/setup").url, "/sign-in");
    late.page().says(door_words::title(Lang::En));
    anna
}

fn languages_are_per_person(bas: &mut Browser, cleo: &Browser) {
    assert_eq!((bas.page().lang(), cleo.page().lang()), (Lang::Nl, Lang::En), "as the invitation said");
    bas.open("/settings");
    let page = bas.fill("/api/ui/settings/language", &[("lang", "en")]);
    assert_eq!((page.url.as_str(), page.lang()), ("/settings", Lang::En));
    let page = bas.fill("/api/ui/settings/language", &[("lang", "nl")]);
    assert_eq!((page.url.as_str(), page.lang()), ("/settings", Lang::Nl), "and back, without leaving the page");
}

fn scorecard_is_published_when_nothing_is_missing(anna: &mut Browser) {
    anna.open("/scorecards/new");
    let page = anna.fill("/api/ui/scorecards/create", &[("title", " "), ("competencies[]", "judgement")]).clone();
    assert!(page.faults().contains_key("title"), "{}", page.text());
    let boxes = page.form("/api/ui/scorecards/create", &[]);
    let ticked: Vec<&str> = boxes.controls.iter().filter(|it| it.kind == "checkbox" && it.on).map(|it| it.value.as_str()).collect();
    assert_eq!(ticked, ["judgement"], "what was ticked is kept");

    steps::scorecard(anna, "Datasteward");
    assert_eq!(steps::competencies(anna.page()).len(), 3);
    anna.fill("/api/ui/scorecards/publish", &[]).says_code(Code::NotReady, "");
    assert_eq!(listed(anna.page()), 3, "a reason for each of three");
    steps::justify(anna);
    assert_eq!(listed(anna.page()), 0, "{}", anna.page().text());
    anna.fill("/api/ui/scorecards/publish", &[]);
    assert!(anna.page().forms().iter().all(|form| form.action != "/api/ui/scorecards/publish"), "published is published");
}

/// What the page says must change before publishing: its first list of faults, when there is something.
fn listed(page: &Page) -> usize {
    let ready = page.document().all().iter().any(|it| it.attribute("class") == Some("good"));
    let lists = page.document().named("ul").into_iter().find(|it| it.attribute("class") == Some("faults"));
    if ready { 0 } else { lists.map_or(0, |list| list.named("li").len()) }
}

fn candidates_by_form_and_by_list(anna: &mut Browser, vacancy: &str) {
    anna.open(vacancy);
    let page = anna.fill("/api/ui/vacancies/add-candidate", &[("name", ""), ("email", "geen adres")]).clone();
    assert_eq!(page.faults().into_keys().collect::<Vec<_>>(), ["email", "name"]);
    assert_eq!(page.form("/api/ui/vacancies/add-candidate", &[]).value("email"), "geen adres");
    steps::candidate(anna, vacancy, "Zoë Müller-Łukasz");

    anna.open(&format!("{vacancy}/import"));
    let table = "naam;e-mail\nΕλένη Παπαδοπούλου;eleni@example.org\n;wie@example.org\nFout;geen adres\n";
    let page = anna.fill("/api/ui/vacancies/preview", &[("table", table)]).clone();
    page.says("Ελένη Παπαδοπούλου").says_code(Code::Required, "").says_code(Code::BadEmail, "");
    anna.open(vacancy).never_says("Ελένη");
    anna.open(&format!("{vacancy}/import"));
    let page = anna.fill("/api/ui/vacancies/import-confirmed", &[]);
    assert_eq!(page.url, vacancy);
    page.says("Ελένη Παπαδοπούλου").never_says("geen adres").never_says("wie@example.org");
}

fn planning_needs_two_raters(anna: &mut Browser, vacancy: &str) {
    let way = anna.open(vacancy).link("/plan/");
    anna.open(&way);
    let bas = steps::person(anna.page(), "Bas");
    let page = anna.fill("/api/ui/vacancies/plan", &[("raters[]", &bas), ("chair", &bas), ("starts_at", "morgen")]).clone();
    assert_eq!(page.url, way);
    assert!(page.faults().contains_key("raters") && page.faults().contains_key("starts_at"), "{:?}", page.faults());
    page.says_code(Code::TwoRaters, "").says_code(Code::BadDate, "");
    // A clock that is set forward that night, and a year that was half typed: said at the field, with what was typed still there.
    for (typed, why) in [("2027-03-28T02:30", Code::NoSuchTime), ("0001-01-01T10:00", Code::BadYear)] {
        anna.open(&way);
        let page = anna.fill("/api/ui/vacancies/plan", &[("raters[]", &bas), ("chair", &bas), ("starts_at", typed)]).clone();
        page.says_code(why, "");
        assert!(page.faults().contains_key("starts_at"), "{:?}", page.faults());
        assert_eq!(page.form("/api/ui/vacancies/plan", &[]).value("starts_at"), typed);
    }
}

fn compared_and_explained(anna: &mut Browser, vacancy: &str) {
    anna.open(&format!("{vacancy}/compare")).says("Zoë Müller-Łukasz").says("Ελένη Παπαδοπούλου");
    let notes = anna.page().link("notes=");
    anna.open(notes.trim_end_matches("#notes")).says("Bas hoorde dit bij vraag 1").says("“We tried it twice.” <b>&amp;</b>");
    anna.open(&format!("{vacancy}/compare?tab=totals")).says("4.00").says("2.67");
}

fn printed(anna: &mut Browser, vacancy: &str) {
    let report = anna.open(vacancy).link("/report.pdf");
    let report = report.split('?').next().expect("a path").to_owned();
    for path in [format!("{vacancy}/panel.pdf"), report] {
        let [dutch, english] = ["nl", "en"].map(|lang| {
            let pdf = anna.get(&format!("{path}?lang={lang}"));
            assert_eq!(pdf.done().header("content-type"), "application/pdf");
            assert!(pdf.bytes.starts_with(b"%PDF"), "{path}");
            pdf.bytes
        });
        assert_ne!(dutch, english);
        assert_eq!(anna.get(&format!("{path}?lang=nl")).bytes, dutch, "the same input gives the same bytes");
    }
}
