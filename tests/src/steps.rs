//! The steps of the journey, as people take them: pages and plain forms, no script.

use crate::{Browser, Page, Rater, Server, shown_link};

pub const PASSWORD: &str = "een zin van meer dan twaalf";

/// Makes the organisation and its first administrator.
pub fn set_up(server: &Server) -> Browser {
    let code = server.code();
    let mut admin = server.browser();
    admin.open("/");
    let page = admin.fill(
        "/api/ui/people/set-up",
        &[
            ("code", &code),
            ("organisation", "Stichting Maat"),
            ("name", "Anna de Boer"),
            ("email", "anna@example.org"),
            ("password", PASSWORD),
            ("password_again", PASSWORD),
        ],
    );
    assert_eq!(page.url, "/", "{}", page.text());
    admin
}

/// Invites somebody, who accepts the link.
pub fn colleague(server: &Server, admin: &mut Browser, name: &str, role: &str, lang: &str) -> Browser {
    admin.open("/people");
    let email = format!("{}@example.org", name.to_lowercase());
    admin.fill("/api/ui/people/invite", &[("email", &email), ("role", role), ("lang", lang)]);
    let mut guest = server.browser();
    guest.open(&shown_link(admin)).says(&email);
    let page = guest.fill("/api/ui/people/accept", &[("name", name), ("password", PASSWORD), ("password_again", PASSWORD)]);
    assert_eq!(page.url, "/", "{}", page.text());
    guest
}

/// A draft from the template, with its three competencies of the start.
pub fn scorecard(recruiter: &mut Browser, title: &str) {
    recruiter.open("/scorecards/new");
    recruiter.fill("/api/ui/scorecards/create", &[("title", title)]).says(title);
}

/// Writes at every competency why it is needed and where.
pub fn justify(recruiter: &mut Browser) {
    for id in competencies(recruiter.page()) {
        let given = [("competency", id.as_str()), ("why", "Nodig vanaf dag één."), ("task", "Een nieuwe bron aansluiten.")];
        recruiter.fill("/api/ui/scorecards/justify", &given);
    }
}

pub fn competencies(page: &Page) -> Vec<String> {
    page.forms().iter().filter(|form| form.action == "/api/ui/scorecards/justify").map(|form| form.value("competency")).collect()
}

/// A published scorecard and an open vacancy on it; gives the path of its page.
pub fn vacancy(recruiter: &mut Browser, title: &str, policy: &str) -> String {
    scorecard(recruiter, title);
    justify(recruiter);
    recruiter.fill("/api/ui/scorecards/publish", &[]);
    open_vacancy(recruiter, title, policy)
}

pub fn open_vacancy(recruiter: &mut Browser, title: &str, policy: &str) -> String {
    recruiter.open("/vacancies/new");
    recruiter.fill("/api/ui/vacancies/open", &[("title", title), ("policy", policy)]).says(title).url.clone()
}

pub fn candidate(recruiter: &mut Browser, vacancy: &str, name: &str) {
    recruiter.open(vacancy);
    recruiter.fill("/api/ui/vacancies/add-candidate", &[("name", name), ("email", "")]).says(name);
}

/// Plans the first interview on the board that can be planned, with this panel; the first of it is the chair.
pub fn plan(recruiter: &mut Browser, vacancy: &str, panel: &[&str]) {
    let way = recruiter.open(vacancy).link("/plan/");
    recruiter.open(&way);
    let ids: Vec<String> = panel.iter().map(|name| person(recruiter.page(), name)).collect();
    let mut given: Vec<(&str, &str)> = ids.iter().map(|id| ("raters[]", id.as_str())).collect();
    given.push(("chair", &ids[0]));
    assert_eq!(recruiter.fill("/api/ui/vacancies/plan", &given).url, vacancy);
}

/// The id of a person whose box is on the page.
pub fn person(page: &Page, name: &str) -> String {
    let labels = page.document().named("label");
    let label = labels.into_iter().find(|it| it.text().contains(name)).unwrap_or_else(|| panic!("no box for {name}: {}", page.text()));
    label.named("input")[0].attribute("value").expect("a value").to_owned()
}

/// The interviews that somebody sees on the home page.
pub fn interviews(browser: &mut Browser) -> Vec<String> {
    browser.open("/").links().into_iter().filter_map(|href| href.strip_prefix("/interviews/").map(str::to_owned)).collect()
}

/// Rates every item by form, with a note at each, and submits.
pub fn rate_by_form(rater: &mut Browser, interview: &str, level: u8, note: &str) {
    let items = Rater::new(rater.clone(), interview).items.len();
    let level = level.to_string();
    rater.open(&format!("/interviews/{interview}"));
    for item in 1..=items {
        let page = rater.fill("/api/ui/interview/record", &[("level", &level), ("note", &format!("{note} {item}"))]);
        let next = (item + 1).min(items);
        assert_eq!(page.url, format!("/interviews/{interview}?item={next}"));
    }
    rater.open(&format!("/interviews/{interview}?submit=1"));
    rater.fill("/api/ui/interview/submit", &[("knows", "no")]);
}
