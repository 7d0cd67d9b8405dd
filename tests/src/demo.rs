//! The demo, and who is in it.

use serde_json::Value;

use crate::{Browser, Engine, Rater, Server};

/// Everybody's password in the demo.
pub const PASSWORD: &str = "maatstaf-demo";

/// A server with the demo: one vacancy revealed, one half-way.
pub struct Demo {
    pub server: Server,
    /// The vacancy whose round is revealed.
    pub finished: String,
    /// The vacancy that is half-way and not revealed.
    pub half_way: String,
}

impl Demo {
    pub fn new(engine: Engine) -> Self {
        Self::of(Server::demo(engine))
    }

    pub fn of(server: Server) -> Self {
        let list = sign_in(&server, "recruiter").ask("vacancies/list", &[]).done().data();
        let of = |open: bool| {
            let found = list["rows"].as_array().into_iter().flatten().find(|it| (it["round_state"] == "open") == open);
            found.and_then(|it| it["id"].as_str()).expect("the demo has two vacancies").to_owned()
        };
        Self { finished: of(false), half_way: of(true), server }
    }

    /// Signed in as this account of the demo: `panel1`.
    pub fn browser(&self, account: &str) -> Browser {
        sign_in(&self.server, account)
    }

    pub fn rater(&self, account: &str, interview: &str) -> Rater {
        Rater::new(self.browser(account), interview)
    }

    /// The board of a vacancy, as the recruiter has it.
    pub fn board(&self, vacancy: &str) -> Value {
        self.browser("recruiter").ask("vacancies/show", &[("vacancy", vacancy)]).done().data()["board"].clone()
    }

    /// The applications of a vacancy, each with its interview.
    pub fn rows(&self, vacancy: &str) -> Vec<(String, String)> {
        let text = |it: &Value| it.as_str().unwrap_or_default().to_owned();
        let board = self.board(vacancy);
        board["rows"].as_array().into_iter().flatten().map(|row| (text(&row["application"]), text(&row["interview"]["id"]))).collect()
    }

    /// The interview that two of three have submitted, the live one, and the one still to come.
    pub fn interviews(&self) -> [String; 3] {
        let interviews: Vec<String> = self.rows(&self.half_way).into_iter().map(|(_, interview)| interview).collect();
        interviews.try_into().expect("three interviews")
    }

    /// A draft of thirty competencies with ten questions each, and one of its competencies.
    pub fn long_draft(&self) -> (String, String) {
        let mut recruiter = self.browser("recruiter");
        let mut library: Value = serde_json::from_str(domain::library::SHIPPED).expect("JSON");
        let shipped = library["competencies"].as_array().cloned().unwrap_or_default();
        let thirty = (0..30).map(|n| {
            let mut competency = shipped[n % shipped.len()].clone();
            competency["key"] = format!("lang_{n}").into();
            competency
        });
        library["competencies"] = thirty.collect();
        recruiter.call("library/import", &[("text", &library.to_string())]).done();
        let keys: Vec<String> = (0..30).map(|n| format!("lang_{n}")).collect();
        let mut form = vec![("title", "Lang")];
        form.extend(keys.iter().map(|key| ("competencies[]", key.as_str())));
        let card = recruiter.call("scorecards/create", &form).location().replace("/scorecards/", "");
        let shown = recruiter.ask("scorecards/show", &[("scorecard", &card)]).done().data();
        let competencies: Vec<String> = shown["version"]["document"]["competencies"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|competency| competency["id"].as_str().map(str::to_owned))
            .collect();
        let mut revision = 1;
        for competency in &competencies {
            for n in 3..=10 {
                let (at, text) = (revision.to_string(), format!("Vertel eens over de keer dat je dit voor de {n}e keer deed."));
                let question = [
                    ("scorecard", card.as_str()),
                    ("revision", &at),
                    ("competency", competency),
                    ("kind", "behavioural"),
                    ("minutes", "5"),
                    ("text_nl", &text),
                ];
                recruiter.call("scorecards/question", &question).done();
                revision += 1;
            }
        }
        (card, competencies[0].clone())
    }

    /// Makes an account that is on no panel, and gives its browser.
    pub fn invited(&self, email: &str, role: &str) -> Browser {
        let link = self.invitation(email, role);
        let mut guest = self.server.browser();
        guest.open(&link);
        guest.fill("/api/ui/people/accept", &[("name", "Guest"), ("password", PASSWORD), ("password_again", PASSWORD)]);
        assert_eq!(guest.page().url, "/", "{}", guest.page().text());
        guest
    }

    /// A one-time link for this address, from the administrator's page.
    pub fn invitation(&self, email: &str, role: &str) -> String {
        let mut admin = self.browser("admin");
        admin.open("/people");
        admin.fill("/api/ui/people/invite", &[("email", email), ("role", role), ("lang", "nl")]);
        shown_link(&admin)
    }
}

/// The one-time link that the page shows, without the server's own name.
pub fn shown_link(browser: &Browser) -> String {
    let fields = browser.page().document().named("input");
    let field = fields.into_iter().find(|it| it.attribute("id").is_some_and(|id| id.ends_with("-link")));
    let link = field.and_then(|it| it.attribute("value")).unwrap_or_else(|| panic!("no link: {}", browser.page().text()));
    path_of(link)
}

/// A link without the server's own name.
fn path_of(link: &str) -> String {
    let (_, rest) = link.trim().split_once("://").expect("a link");
    rest.find('/').map(|at| rest[at..].to_owned()).expect("a path")
}

fn sign_in(server: &Server, account: &str) -> Browser {
    let mut browser = server.browser();
    let email = format!("{account}@example.org");
    browser.call("people/sign-in", &[("email", &email), ("password", PASSWORD)]).done();
    browser
}
