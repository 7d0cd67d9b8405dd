//! By which names the server is reached, which bodies it reads, and what a name of a person can do to a page.

use domain::Code;
use tests::{Demo, Engine};

const FORM: &str = "application/x-www-form-urlencoded";

#[test]
fn another_name_for_this_server_is_not_answered() {
    let demo = Demo::new(Engine::Sqlite);
    let mut recruiter = demo.browser("recruiter");
    for name in ["evil.example", "localhost.evil.example:3000", "127.0.0.1.evil.example"] {
        recruiter.name = Some(name.to_owned());
        recruiter.ask("vacancies/list", &[]).refused(Code::WrongHost);
        let page = recruiter.send("GET", "/vacancies", &[("accept", "text/html")], &[]);
        assert_eq!(page.status, 421);
        assert!(page.text().contains(&demo.server.address().port().to_string()), "it says where to go: {}", page.text());
        assert_eq!(recruiter.get("/healthz").status, 204, "what stands before it may ask by whatever name");
    }
    recruiter.name = Some("localhost".to_owned());
    recruiter.ask("vacancies/list", &[]).done();
}

#[test]
fn a_body_of_another_kind_is_refused_before_it_is_read() {
    let demo = Demo::new(Engine::Sqlite);
    let mut recruiter = demo.browser("recruiter");
    let [_, live, _] = demo.interviews();
    let form = format!("vacancy={}&name=Ongevraagd", demo.half_way);
    for kind in ["text/plain", "application/json", "multipart/form-data; boundary=e", "application/x-www-form-urlencodedx", ""] {
        let headers = [("accept", "application/json"), ("content-type", kind)];
        recruiter.send("POST", "/api/ui/vacancies/add-candidate", &headers, form.as_bytes()).refused(Code::WrongType);
    }
    for kind in ["text/plain", FORM, "multipart/form-data; boundary=e"] {
        let headers = [("accept", "application/json"), ("content-type", kind)];
        recruiter.send("POST", &format!("/api/v1/interviews/{live}/ledger"), &headers, b"{\"entries\":[]}").refused(Code::WrongType);
        recruiter.send("PUT", &format!("/api/v1/interviews/{live}/draft"), &headers, b"{}").refused(Code::WrongType);
    }
    let upload =
        recruiter.send("POST", &format!("/vacancies/{}/import/file", demo.half_way), &[("content-type", "text/plain")], b"naam\nN");
    assert_eq!(upload.status, 415);
    assert_eq!(demo.rows(&demo.half_way).len(), 3, "nothing was written");
}

#[test]
fn a_name_adds_nothing_to_a_page() {
    let demo = Demo::new(Engine::Sqlite);
    let mut recruiter = demo.browser("recruiter");
    let name = "</title><form action=/api/ui/people/change><meta http-equiv=refresh content=\"0;url=//evil.example\"> Zoë";
    let title = format!("Analist {name}");
    recruiter.call("vacancies/add-candidate", &[("vacancy", &demo.half_way), ("name", &title)]).done();
    for way in recruiter.open(&format!("/vacancies/{}", demo.half_way)).links() {
        if !way.starts_with('/') || way.contains('.') {
            continue;
        }
        let page = recruiter.open(&way).clone();
        assert_eq!(page.document().named("title").len(), 1, "{way}");
        for element in page.document().all() {
            let refreshes = element.attribute("http-equiv").is_some();
            assert!(!refreshes && element.attribute("action") != Some("/api/ui/people/change"), "{way}");
        }
    }
    let way = recruiter.open(&format!("/vacancies/{}", demo.half_way)).link("/plan/");
    let page = recruiter.open(&way).clone();
    assert!(page.text().contains(name), "it is text: {}", page.text());
}
