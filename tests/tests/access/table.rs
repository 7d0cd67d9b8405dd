//! Every path there is, with what somebody must be allowed to do to use it. The statuses follow from `domain::access`.

use domain::access::Action;

/// A path with what is sent to it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) method: &'static str,
    /// A server function by its name, anything else from its slash. Names in braces are things of the demo.
    pub(crate) path: &'static str,
    pub(crate) sent: Sent,
    pub(crate) rule: Rule,
}

/// What goes along.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sent {
    /// The arguments of a server function.
    Arguments(&'static [(&'static str, &'static str)]),
    /// A body with its kind.
    Body(&'static str, &'static str),
    /// A page, asked for by a browser.
    Page,
}

/// Who may.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rule {
    /// By the table of `domain::access`, for this thing.
    May(Action, About),
    /// The same, but who may finds nothing there yet.
    Nothing(Action, About),
    /// The same answer for everybody: the door itself, a link that does not exist, a file of the site.
    Open([u16; 7]),
    /// Would end the session or change how the tests read; a test of its own looks at it.
    Untried,
}

/// What it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// The organisation, or one's own things in it.
    Own,
    /// The vacancy that is half-way, unrevealed.
    HalfWay,
    /// The vacancy whose round is revealed.
    Finished,
    /// An interview of the vacancy that is half-way: each of them in turn.
    Interview,
}

use About::{Finished, HalfWay, Interview, Own};
use Rule::{May, Nothing, Open, Untried};

const fn read(path: &'static str, arguments: &'static [(&'static str, &'static str)], rule: Rule) -> Row {
    Row { method: "GET", path, sent: Sent::Arguments(arguments), rule }
}

const fn write(path: &'static str, arguments: &'static [(&'static str, &'static str)], rule: Rule) -> Row {
    Row { method: "POST", path, sent: Sent::Arguments(arguments), rule }
}

const fn route(method: &'static str, path: &'static str, kind: &'static str, body: &'static str, rule: Rule) -> Row {
    Row { method, path, sent: Sent::Body(kind, body), rule }
}

const fn page(path: &'static str, rule: Rule) -> Row {
    Row { method: "GET", path, sent: Sent::Page, rule }
}

impl Row {
    pub(crate) fn is_page(&self) -> bool {
        matches!(self.sent, Sent::Page)
    }

    pub(crate) fn is_function(&self) -> bool {
        !self.path.starts_with('/')
    }

    pub(crate) fn is_read(&self) -> bool {
        self.method == "GET"
    }

    pub(crate) fn is_stream(&self) -> bool {
        self.path.ends_with("/events")
    }

    /// The address, with the arguments of what is read.
    pub(crate) fn path(&self) -> String {
        let arguments = match self.sent {
            Sent::Arguments(arguments) if self.is_read() && !arguments.is_empty() => format!("?{}", encoded(arguments)),
            _ => String::new(),
        };
        if self.is_function() { format!("/api/ui/{}{arguments}", self.path) } else { self.path.to_owned() }
    }
}

/// `application/x-www-form-urlencoded`; the braces of names stay, to be filled in.
pub(crate) fn encoded(arguments: &[(&str, &str)]) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~{}".contains(&byte);
    let escape = |text: &str| -> String {
        text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
    };
    arguments.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect::<Vec<_>>().join("&")
}

const VACANCY: (&str, &str) = ("vacancy", "{half_way}");
const INTERVIEW: (&str, &str) = ("interview", "{interview}");
const CARD: (&str, &str) = ("scorecard", "{scorecard}");
const REVISION: (&str, &str) = ("revision", "1");
const COMPETENCY: (&str, &str) = ("competency", "{competency}");

const FORM: &str = "multipart/form-data; boundary=e";
const FILE: &str = "--e\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nnaam\r\nN\r\n--e--\r\n";
const JSON: &str = "application/json";

pub(crate) const ROWS: &[Row] = &[
    // The door is open to everybody; what is behind it depends on what they bring.
    write("people/sign-in", &[("email", "nobody@example.org"), ("password", "wrong")], Open([401; 7])),
    write("people/sign-out", &[], Untried),
    write("people/set-up", &[("code", "abcdefghjkmn"), ("organisation", "B"), ("name", "B"), ("email", "b@example.org")], Open([409; 7])),
    read("people/invitation", &[("secret", "abcdefgh")], Open([404; 7])),
    write("people/accept", &[("secret", "abcdefgh"), ("name", "B")], Open([404; 7])),
    read("people/reset-link", &[("secret", "abcdefgh")], Open([404; 7])),
    write("people/reset", &[("secret", "abcdefgh")], Open([404; 7])),
    write("settings/language", &[("lang", "nl"), ("back", "/")], Untried),
    // Own things.
    read("home/today", &[], May(Action::SeeOwnInterviews, Own)),
    write("settings/password", &[("current", "wrong"), ("password", "x"), ("password_again", "x")], May(Action::ChangeOwnSettings, Own)),
    read("settings/access", &[], May(Action::SeeAccessTable, Own)),
    // People.
    read("people/list", &[], May(Action::SeePeople, Own)),
    write("people/invite", &[("email", "new@example.org"), ("role", "admin"), ("lang", "nl")], May(Action::ManagePeople, Own)),
    write("people/make-reset-link", &[("user", "{user}")], May(Action::MakeResetLink, Own)),
    write("people/revoke", &[("invite", "{invite}")], May(Action::ManagePeople, Own)),
    write("people/change", &[("user", "{user}"), ("role", "auditor"), ("active", "true")], May(Action::ManagePeople, Own)),
    // Scorecards.
    read("scorecards/list", &[], May(Action::SeeScorecards, Own)),
    read("scorecards/library", &[], May(Action::SeeScorecards, Own)),
    read("scorecards/show", &[CARD], May(Action::SeeScorecards, Own)),
    write("scorecards/create", &[("title", "T"), ("competencies[]", "judgement")], May(Action::EditScorecards, Own)),
    write("scorecards/rename", &[CARD, REVISION, ("title", "T")], May(Action::EditScorecards, Own)),
    write("scorecards/add-competency", &[CARD, REVISION, ("competency", "judgement")], May(Action::EditScorecards, Own)),
    write("scorecards/remove-competency", &[CARD, REVISION, COMPETENCY], May(Action::EditScorecards, Own)),
    write("scorecards/move-competency", &[CARD, REVISION, COMPETENCY, ("direction", "up")], May(Action::EditScorecards, Own)),
    write("scorecards/add-question", &[CARD, REVISION, COMPETENCY, ("question", "x")], May(Action::EditScorecards, Own)),
    write("scorecards/remove-question", &[CARD, REVISION, ("question", "{new}")], May(Action::EditScorecards, Own)),
    write("scorecards/justify", &[CARD, REVISION, COMPETENCY, ("why", "w"), ("task", "t")], May(Action::EditScorecards, Own)),
    write("scorecards/weigh", &[CARD, REVISION, ("competencies[]", "{competency}"), ("weights[]", "1")], May(Action::EditScorecards, Own)),
    write("scorecards/times", &[CARD, REVISION, ("slot_minutes", "60")], May(Action::EditScorecards, Own)),
    write("scorecards/script", &[CARD, REVISION, ("opening_nl", "o")], May(Action::EditScorecards, Own)),
    write("scorecards/competency", &[CARD, REVISION, ("kind", "potential"), ("name_nl", "N")], May(Action::EditScorecards, Own)),
    write("scorecards/anchors", &[CARD, REVISION, COMPETENCY, ("anchor_nl[]", "a")], May(Action::EditScorecards, Own)),
    write("scorecards/demand", &[CARD, REVISION, COMPETENCY], May(Action::EditScorecards, Own)),
    write("scorecards/rate-whole", &[CARD, REVISION, COMPETENCY], May(Action::EditScorecards, Own)),
    write(
        "scorecards/question",
        &[CARD, REVISION, COMPETENCY, ("kind", "behavioural"), ("text_nl", "V"), ("minutes", "5")],
        May(Action::EditScorecards, Own),
    ),
    write("scorecards/move-question", &[CARD, REVISION, ("question", "{new}"), ("direction", "up")], May(Action::EditScorecards, Own)),
    write("scorecards/keep-wording", &[CARD, REVISION, ("item", "{new}"), ("rule", "age")], May(Action::EditScorecards, Own)),
    write("scorecards/wording", &[("lang", "nl"), ("text", "t")], May(Action::SeeScorecards, Own)),
    write("scorecards/undo", &[CARD, REVISION], May(Action::EditScorecards, Own)),
    write("scorecards/publish", &[CARD, REVISION], May(Action::EditScorecards, Own)),
    write("scorecards/new-version", &[CARD], May(Action::EditScorecards, Own)),
    read("scorecards/versions", &[CARD], May(Action::SeeScorecards, Own)),
    read("scorecards/trying", &[CARD], May(Action::SeeScorecards, Own)),
    write("scorecards/practise", &[CARD], May(Action::EditScorecards, Own)),
    write("scorecards/start-sorting", &[CARD], May(Action::EditScorecards, Own)),
    read("scorecards/sheet", &[CARD], May(Action::SeeScorecards, Own)),
    write("scorecards/share-sheet", &[CARD], May(Action::EditScorecards, Own)),
    write("scorecards/withdraw-link", &[("link", "{link}")], May(Action::EditScorecards, Own)),
    // By a link, which says who may.
    read("scorecards/anchors-to-sort", &[("secret", "abcdefgh")], Open([404; 7])),
    write("scorecards/sort", &[("secret", "abcdefgh"), ("anchors[]", "a"), ("levels[]", "1")], Open([404; 7])),
    read("scorecards/shared-sheet", &[("secret", "abcdefgh")], Open([404; 7])),
    // The library.
    read("library/list", &[], May(Action::SeeScorecards, Own)),
    read("library/show", &[("key", "judgement")], May(Action::SeeScorecards, Own)),
    read("library/imported", &[], May(Action::SeeScorecards, Own)),
    write("library/save", &[("kind", "potential"), ("name_nl", "N")], May(Action::EditScorecards, Own)),
    write("library/copy", &[("key", "judgement")], May(Action::EditScorecards, Own)),
    write("library/retire", &[("key", "x")], May(Action::EditScorecards, Own)),
    write("library/restore", &[("key", "x")], May(Action::EditScorecards, Own)),
    write("library/import", &[("text", r#"{"version":"1","competencies":[]}"#)], May(Action::EditScorecards, Own)),
    // Vacancies. The list holds what one may see: for who is on no panel, nothing.
    read("vacancies/list", &[], May(Action::SeeOwnInterviews, Own)),
    read("vacancies/cards", &[], May(Action::SeeScorecards, Own)),
    write("vacancies/open", &[("title", "T"), ("version", "{version}"), ("policy", "after_round")], May(Action::EditVacancies, Own)),
    read("vacancies/show", &[VACANCY], May(Action::SeeVacancies, HalfWay)),
    write("vacancies/add-candidate", &[VACANCY, ("name", "N")], May(Action::EditVacancies, HalfWay)),
    write("vacancies/remove-candidate", &[VACANCY, ("application", "{waiting}")], May(Action::EditVacancies, HalfWay)),
    write("vacancies/restore-candidate", &[("application", "{waiting}")], May(Action::EditVacancies, HalfWay)),
    // Only what the own session remembers.
    read("vacancies/removed", &[VACANCY], May(Action::SeeOwnInterviews, Own)),
    write("vacancies/preview", &[VACANCY, ("table", "naam\nN")], May(Action::EditVacancies, HalfWay)),
    read("vacancies/import", &[VACANCY], May(Action::EditVacancies, HalfWay)),
    write("vacancies/import-confirmed", &[VACANCY], May(Action::EditVacancies, HalfWay)),
    read("vacancies/planning", &[VACANCY, ("application", "{waiting}")], May(Action::EditVacancies, HalfWay)),
    write(
        "vacancies/plan",
        &[
            VACANCY,
            ("application", "{waiting}"),
            ("starts_at", "2030-01-01T10:00"),
            ("raters[]", "{user}"),
            ("raters[]", "{new}"),
            ("chair", "{user}"),
        ],
        May(Action::EditVacancies, HalfWay),
    ),
    write("vacancies/cancel-interview", &[("interview", "{interview}"), ("why", "moved")], May(Action::EditVacancies, Interview)),
    write("vacancies/reveal", &[VACANCY, ("reason", "r")], May(Action::RevealEarly, HalfWay)),
    // An interview is its panel's.
    read("interview/show", &[("interview", "{interview}")], May(Action::OpenInterview, Interview)),
    write(
        "interview/record",
        &[
            ("interview", "{interview}"),
            ("item", "{item}"),
            ("rating_entry", "{new}"),
            ("note_entry", "{new2}"),
            ("note_id", "{new3}"),
            ("level", "3"),
            ("note", "n"),
        ],
        May(Action::Rate, Interview),
    ),
    write(
        "interview/submit",
        &[("interview", "{interview}"), ("entry", "{new}"), ("relation_entry", "{new2}"), ("knows", "no"), ("reason", "r")],
        May(Action::Submit, Interview),
    ),
    // After the reveal.
    read("compare/show", &[("vacancy", "{finished}")], May(Action::SeeAggregates, Finished)),
    read("compare/evidence", &[("application", "{application}"), COMPETENCY], May(Action::SeeIndividuals, Finished)),
    read("interview/now", &[INTERVIEW], May(Action::OpenInterview, Interview)),
    write("interview/lead", &[INTERVIEW, ("entry", "{new}"), ("what", "asked"), ("item", "{item}")], May(Action::LeadInterview, Interview)),
    write("interview/look", &[INTERVIEW, ("entry", "{new}"), ("reason", "r")], May(Action::Rate, Interview)),
    read("vacancies/candidate", &[("application", "{waiting}")], May(Action::EditVacancies, HalfWay)),
    write(
        "vacancies/background",
        &[("application", "{waiting}"), ("had", "e3b0c44298fc1c14"), ("background", "b")],
        May(Action::EditVacancies, HalfWay),
    ),
    write(
        "vacancies/replace-rater",
        &[INTERVIEW, ("from", "{user}"), ("to", "{new}"), ("reason", "r")],
        May(Action::ReplaceRater, Interview),
    ),
    write("vacancies/return-sheet", &[INTERVIEW, ("of", "{user}"), ("reason", "r")], May(Action::ReturnSheet, Interview)),
    write("vacancies/set-sheet-aside", &[INTERVIEW, ("of", "{user}"), ("reason", "r")], May(Action::SetSheetAside, Interview)),
    write("vacancies/void", &[VACANCY, ("item", "{item}"), ("reason", "r")], May(Action::VoidQuestion, HalfWay)),
    write("vacancies/restore-question", &[VACANCY, ("item", "{item}"), ("reason", "fine after all")], May(Action::VoidQuestion, HalfWay)),
    write(
        "compare/agree",
        &[("interview", "{revealed_interview}"), COMPETENCY, ("level", "3"), ("reason", "r")],
        May(Action::SetConsensus, Finished),
    ),
    write("compare/start-deciding", &[("vacancy", "{finished}")], May(Action::Decide, Finished)),
    write(
        "compare/decide",
        &[("application", "{application}"), ("had", "0"), ("outcome", "hold"), ("reason", "r")],
        May(Action::Decide, Finished),
    ),
    write("compare/take-back", &[("application", "{application}"), ("had", "1"), ("reason", "vergist")], May(Action::Decide, Finished)),
    write("vacancies/close", &[("vacancy", "{finished}"), ("reason", "r")], May(Action::CloseVacancy, Finished)),
    write("vacancies/reopen", &[("vacancy", "{finished}")], May(Action::ReopenVacancy, Finished)),
    read("compare/impact", &[("rows", "v\n12\n40\nm\n48\n80")], May(Action::CheckImpact, Own)),
    read("documents/show", &[("vacancy", "{finished}")], May(Action::SeeVacancies, Finished)),
    write("documents/make-pack", &[("vacancy", "{finished}"), ("lang", "nl"), ("paper", "a4")], May(Action::DownloadReport, Finished)),
    write("documents/cancel-pack", &[("vacancy", "{finished}")], May(Action::DownloadReport, Finished)),
    // Routes of their own.
    route(
        "POST",
        "/api/v1/interviews/{interview}/ledger",
        JSON,
        r#"{ "entries": [{ "id": "{new}", "kind": "noted", "item": "{item}", "payload": { "note": "{new2}", "text": "t" }, "client_at": 0 }] }"#,
        May(Action::OpenInterview, Interview),
    ),
    route(
        "PUT",
        "/api/v1/interviews/{interview}/draft",
        JSON,
        r#"{ "note": "{new}", "item": "{item}", "step": null, "text": "t" }"#,
        May(Action::Rate, Interview),
    ),
    route("PUT", "/api/v1/interviews/{interview}/place", JSON, r#"{ "item": "{item}" }"#, May(Action::LeadInterview, Interview)),
    route("GET", "/api/v1/interviews/{interview}/events", "", "", May(Action::OpenInterview, Interview)),
    route("GET", "/api/v1/vacancies/{half_way}/events", "", "", May(Action::SeeBoard, HalfWay)),
    route("POST", "/vacancies/{half_way}/import/file", FORM, FILE, May(Action::EditVacancies, HalfWay)),
    route("GET", "/vacancies/{finished}/panel.pdf", "", "", May(Action::DownloadReport, Finished)),
    route("GET", "/applications/{application}/report.pdf", "", "", May(Action::DownloadReport, Finished)),
    route("GET", "/applications/{application}/feedback.pdf", "", "", May(Action::DownloadReport, Finished)),
    route("GET", "/vacancies/{finished}/pack.pdf", "", "", Nothing(Action::DownloadReport, Finished)),
    route("GET", "/vacancies/{finished}/comparison.csv", "", "", May(Action::DownloadReport, Finished)),
    route("GET", "/vacancies/{finished}/comparison.xlsx", "", "", May(Action::DownloadReport, Finished)),
    route("GET", "/vacancies/{half_way}/form.pdf", "", "", May(Action::PrintGuide, HalfWay)),
    route("GET", "/vacancies/{half_way}/sheet.pdf", "", "", May(Action::PrintGuide, HalfWay)),
    route("GET", "/applications/{application}/form.pdf", "", "", May(Action::PrintGuide, Finished)),
    route("GET", "/applications/{application}/access.pdf", "", "", May(Action::ExportPerson, Finished)),
    route("GET", "/applications/{application}/access.json", "", "", May(Action::ExportPerson, Finished)),
    // Before the reveal: everything of a person but what the panel rates.
    route("GET", "/applications/{waiting}/access.pdf", "", "", May(Action::ExportPerson, HalfWay)),
    route("GET", "/applications/{waiting}/access.json", "", "", May(Action::ExportPerson, HalfWay)),
    route("GET", "/applications/{waiting}/report.pdf", "", "", May(Action::DownloadReport, HalfWay)),
    route("GET", "/vacancies/{half_way}/comparison.csv", "", "", May(Action::DownloadReport, HalfWay)),
    route("GET", "/interviews/{interview}/interview.json", "", "", May(Action::SeeIndividuals, Interview)),
    route("GET", "/interviews/{interview}/interview.ics", "", "", May(Action::PrintGuide, Interview)),
    route("GET", "/library.json", "", "", May(Action::SeeScorecards, Own)),
    route("GET", "/library.schema.json", "", "", Open([200; 7])),
    route("GET", "/pkg/{new}/{new2}", "", "", Open([404; 7])),
    route("GET", "/favicon.ico", "", "", Open([200; 7])),
    route("GET", "/healthz", "", "", Open([204; 7])),
    // Pages.
    page("/", May(Action::SeeOwnInterviews, Own)),
    page("/vacancies/{finished}/reports", May(Action::SeeVacancies, Finished)),
    page("/sign-in", Open([200, 303, 303, 303, 303, 303, 303])),
    page("/setup", Open([303; 7])),
    page("/invite/{new}", Open([404; 7])),
    page("/reset/{new}", Open([404; 7])),
    page("/people", May(Action::SeePeople, Own)),
    page("/settings", May(Action::ChangeOwnSettings, Own)),
    page("/settings/access", May(Action::SeeAccessTable, Own)),
    page("/scorecards", May(Action::SeeScorecards, Own)),
    page("/scorecards/new", May(Action::SeeScorecards, Own)),
    page("/scorecards/{scorecard}", May(Action::SeeScorecards, Own)),
    page("/scorecards/{scorecard}/versions", May(Action::SeeScorecards, Own)),
    page("/scorecards/{scorecard}/try", May(Action::SeeScorecards, Own)),
    page("/scorecards/{scorecard}/sheet", May(Action::SeeScorecards, Own)),
    page("/sort/{new}", Open([404; 7])),
    page("/sheet/{new}", Open([404; 7])),
    page("/library", May(Action::SeeScorecards, Own)),
    page("/library/new", May(Action::SeeScorecards, Own)),
    page("/library/import", May(Action::SeeScorecards, Own)),
    page("/library/{key}", May(Action::SeeScorecards, Own)),
    page("/vacancies", May(Action::SeeOwnInterviews, Own)),
    page("/vacancies/new", May(Action::SeeScorecards, Own)),
    page("/vacancies/{half_way}", May(Action::SeeVacancies, HalfWay)),
    page("/vacancies/{half_way}/import", May(Action::EditVacancies, HalfWay)),
    page("/vacancies/{half_way}/plan/{waiting}", May(Action::EditVacancies, HalfWay)),
    page("/vacancies/{half_way}/candidates/{waiting}", May(Action::EditVacancies, HalfWay)),
    page("/vacancies/{finished}/compare", May(Action::SeeAggregates, Finished)),
    page("/impact", May(Action::CheckImpact, Own)),
    page("/interviews/{interview}", May(Action::OpenInterview, Interview)),
];
