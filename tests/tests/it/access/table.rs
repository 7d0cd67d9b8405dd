//! Who gets which status where: nobody, an interviewer who is on no panel, the auditor.

/// A path with what is sent to it, and the status for each.
pub(super) struct Call {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    /// Names in braces are ids of the demo. Outside `/api/ui` the first pair is the kind of body and the body.
    pub(super) arguments: &'static [(&'static str, &'static str)],
    pub(super) expected: [u16; 3],
}

const fn get(path: &'static str, arguments: &'static [(&'static str, &'static str)], expected: [u16; 3]) -> Call {
    Call { method: "GET", path, arguments, expected }
}

const fn post(path: &'static str, arguments: &'static [(&'static str, &'static str)], expected: [u16; 3]) -> Call {
    Call { method: "POST", path, arguments, expected }
}

/// Only who works on it may do this.
const STAFF: [u16; 3] = [401, 403, 403];
/// Who may look at everything may look at this.
const READERS: [u16; 3] = [401, 403, 200];
/// Everybody with an account.
const EVERYONE: [u16; 3] = [401, 200, 200];

const VACANCY: (&str, &str) = ("vacancy", "{half_way}");
const CARD: (&str, &str) = ("scorecard", "{scorecard}");
const REVISION: (&str, &str) = ("revision", "1");
const COMPETENCY: (&str, &str) = ("competency", "{competency}");

pub(super) const CALLS: &[Call] = &[
    // The door is open to everybody; what is behind it depends on what they bring.
    post("/api/ui/people/sign-in", &[("email", "nobody@example.org"), ("password", "wrong")], [401, 401, 401]),
    post("/api/ui/people/sign-out", &[], [200, 200, 200]),
    post("/api/ui/people/set-up", &[("code", "abcdefghjkmn"), ("organisation", "B"), ("name", "B"), ("email", "b@example.org")], [409, 409, 409]),
    get("/api/ui/people/invitation", &[("secret", "abcdefgh")], [410, 410, 410]),
    post("/api/ui/people/accept", &[("secret", "abcdefgh"), ("name", "B")], [410, 410, 410]),
    post("/api/ui/settings/language", &[("lang", "nl"), ("back", "/")], [200, 200, 200]),
    // Own things.
    get("/api/ui/home/today", &[], EVERYONE),
    post("/api/ui/settings/password", &[("current", "wrong"), ("password", "x"), ("password_again", "x")], [401, 422, 422]),
    get("/api/ui/settings/access", &[], READERS),
    // People.
    get("/api/ui/people/list", &[], STAFF),
    post("/api/ui/people/invite", &[("email", "new@example.org"), ("role", "admin"), ("lang", "nl")], STAFF),
    post("/api/ui/people/revoke", &[("invite", "{invite}")], STAFF),
    post("/api/ui/people/change", &[("user", "{user}"), ("role", "auditor"), ("active", "true")], STAFF),
    // Scorecards.
    get("/api/ui/scorecards/list", &[], READERS),
    get("/api/ui/scorecards/library", &[], READERS),
    get("/api/ui/scorecards/show", &[CARD], READERS),
    post("/api/ui/scorecards/create", &[("title", "T"), ("competencies[]", "judgement")], STAFF),
    post("/api/ui/scorecards/rename", &[CARD, REVISION, ("title", "T")], STAFF),
    post("/api/ui/scorecards/add-competency", &[CARD, REVISION, ("competency", "judgement")], STAFF),
    post("/api/ui/scorecards/remove-competency", &[CARD, REVISION, COMPETENCY], STAFF),
    post("/api/ui/scorecards/move-competency", &[CARD, REVISION, COMPETENCY, ("direction", "up")], STAFF),
    post("/api/ui/scorecards/add-question", &[CARD, REVISION, COMPETENCY, ("question", "x")], STAFF),
    post("/api/ui/scorecards/remove-question", &[CARD, REVISION, ("question", "{new}")], STAFF),
    post("/api/ui/scorecards/justify", &[CARD, REVISION, COMPETENCY, ("why", "w"), ("task", "t")], STAFF),
    post("/api/ui/scorecards/weigh", &[CARD, REVISION, ("competencies[]", "{competency}"), ("weights[]", "1")], STAFF),
    post("/api/ui/scorecards/slot", &[CARD, REVISION, ("slot_minutes", "60")], STAFF),
    post("/api/ui/scorecards/undo", &[CARD, REVISION], STAFF),
    post("/api/ui/scorecards/publish", &[CARD, REVISION], STAFF),
    post("/api/ui/scorecards/new-version", &[CARD], STAFF),
    // Vacancies. The list holds what one may see: for who is on no panel, nothing.
    get("/api/ui/vacancies/list", &[], EVERYONE),
    get("/api/ui/vacancies/cards", &[], STAFF),
    post("/api/ui/vacancies/open", &[("title", "T"), ("version", "{version}"), ("policy", "after_round")], STAFF),
    get("/api/ui/vacancies/show", &[VACANCY], READERS),
    post("/api/ui/vacancies/add-candidate", &[VACANCY, ("name", "N")], STAFF),
    post("/api/ui/vacancies/remove-candidate", &[VACANCY, ("application", "{waiting}")], STAFF),
    post("/api/ui/vacancies/restore-candidate", &[("application", "{waiting}")], STAFF),
    get("/api/ui/vacancies/removed", &[VACANCY], READERS),
    post("/api/ui/vacancies/preview", &[VACANCY, ("table", "naam\nN")], STAFF),
    get("/api/ui/vacancies/import", &[VACANCY], STAFF),
    post("/api/ui/vacancies/import-confirmed", &[VACANCY], STAFF),
    post("/api/ui/vacancies/import-again", &[VACANCY], STAFF),
    get("/api/ui/vacancies/planning", &[VACANCY, ("application", "{waiting}")], STAFF),
    post(
        "/api/ui/vacancies/plan",
        &[VACANCY, ("application", "{waiting}"), ("starts_at", "2030-01-01T10:00"), ("raters[]", "{user}"), ("raters[]", "{new}"), ("chair", "{user}")],
        STAFF,
    ),
    post("/api/ui/vacancies/cancel-interview", &[("interview", "{interview}")], STAFF),
    post("/api/ui/vacancies/reveal", &[VACANCY, ("reason", "r")], STAFF),
    // An interview is its panel's.
    get("/api/ui/interview/show", &[("interview", "{interview}")], STAFF),
    post(
        "/api/ui/interview/record",
        &[
            ("interview", "{interview}"),
            ("item", "{item}"),
            ("rating_entry", "{new}"),
            ("note_entry", "{new2}"),
            ("note_id", "{new3}"),
            ("level", "3"),
            ("note", "n"),
        ],
        STAFF,
    ),
    post("/api/ui/interview/submit", &[("interview", "{interview}"), ("submit_entry", "{new}")], STAFF),
    // After the reveal.
    get("/api/ui/compare/show", &[("vacancy", "{finished}")], READERS),
    get("/api/ui/compare/evidence", &[("application", "{application}"), COMPETENCY], READERS),
];

const FORM: &str = "multipart/form-data; boundary=e";
const FILE: &str = "--e\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nnaam\r\nN\r\n--e--\r\n";

pub(super) const ROUTES: &[Call] = &[
    post(
        "/api/v1/interviews/{interview}/ledger",
        &[("json", r#"{ "entries": [{ "id": "{new}", "kind": "opened", "client_at": 0 }] }"#)],
        STAFF,
    ),
    Call {
        method: "PUT",
        path: "/api/v1/interviews/{interview}/draft",
        arguments: &[("json", r#"{ "note": "{new}", "item": "{item}", "step": null, "text": "t" }"#)],
        expected: STAFF,
    },
    post("/vacancies/{half_way}/import/file", &[(FORM, FILE)], STAFF),
    get("/vacancies/{finished}/panel.pdf", &[], READERS),
    get("/applications/{application}/report.pdf", &[], READERS),
    get("/pkg/{new}/maatstaf.wasm", &[], [404, 404, 404]),
    get("/favicon.ico", &[], [200, 200, 200]),
    get("/healthz", &[], [204, 204, 204]),
];

/// To the door first.
const DOOR: u16 = 303;

pub(super) const PAGES: &[(&str, [u16; 3])] = &[
    ("/", [DOOR, 200, 200]),
    ("/sign-in", [200, DOOR, DOOR]),
    ("/setup", [DOOR, DOOR, DOOR]),
    ("/invite/{new}", [410, 410, 410]),
    ("/people", [DOOR, 403, 403]),
    ("/settings", [DOOR, 200, 200]),
    ("/settings/access", [DOOR, 403, 200]),
    ("/scorecards", [DOOR, 403, 200]),
    ("/scorecards/new", [DOOR, 403, 200]),
    ("/scorecards/{scorecard}", [DOOR, 403, 200]),
    ("/vacancies", [DOOR, 200, 200]),
    ("/vacancies/new", [DOOR, 403, 403]),
    ("/vacancies/{half_way}", [DOOR, 403, 200]),
    ("/vacancies/{half_way}/import", [DOOR, 403, 403]),
    ("/vacancies/{half_way}/plan/{waiting}", [DOOR, 403, 403]),
    ("/vacancies/{finished}/compare", [DOOR, 403, 200]),
    ("/interviews/{interview}", [DOOR, 403, 403]),
];
