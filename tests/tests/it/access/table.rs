//! Who gets which status where: nobody, an interviewer who is on no panel, the auditor.

/// A path with what is sent to it, and the status for each.
pub(crate) struct Call {
    pub(crate) method: &'static str,
    /// A server function by its name, anything else from its slash.
    pub(crate) path: &'static str,
    /// Names in braces are ids of the demo. Of a path that is no server function the first pair is the kind of body and the body.
    pub(crate) arguments: &'static [(&'static str, &'static str)],
    pub(crate) expected: [u16; 3],
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

pub(crate) const CALLS: &[Call] = &[
    // The door is open to everybody; what is behind it depends on what they bring.
    post("people/sign-in", &[("email", "nobody@example.org"), ("password", "wrong")], [401, 401, 401]),
    post("people/sign-out", &[], [200, 200, 200]),
    post("people/set-up", &[("code", "abcdefghjkmn"), ("organisation", "B"), ("name", "B"), ("email", "b@example.org")], [409, 409, 409]),
    get("people/invitation", &[("secret", "abcdefgh")], [404, 404, 404]),
    post("people/accept", &[("secret", "abcdefgh"), ("name", "B")], [404, 404, 404]),
    post("settings/language", &[("lang", "nl"), ("back", "/")], [200, 200, 200]),
    // Own things.
    get("home/today", &[], EVERYONE),
    post("settings/password", &[("current", "wrong"), ("password", "x"), ("password_again", "x")], [401, 422, 422]),
    get("settings/access", &[], READERS),
    // People.
    get("people/list", &[], STAFF),
    post("people/invite", &[("email", "new@example.org"), ("role", "admin"), ("lang", "nl")], STAFF),
    post("people/revoke", &[("invite", "{invite}")], STAFF),
    post("people/change", &[("user", "{user}"), ("role", "auditor"), ("active", "true")], STAFF),
    // Scorecards.
    get("scorecards/list", &[], READERS),
    get("scorecards/library", &[], READERS),
    get("scorecards/show", &[CARD], READERS),
    post("scorecards/create", &[("title", "T"), ("competencies[]", "judgement")], STAFF),
    post("scorecards/rename", &[CARD, REVISION, ("title", "T")], STAFF),
    post("scorecards/add-competency", &[CARD, REVISION, ("competency", "judgement")], STAFF),
    post("scorecards/remove-competency", &[CARD, REVISION, COMPETENCY], STAFF),
    post("scorecards/move-competency", &[CARD, REVISION, COMPETENCY, ("direction", "up")], STAFF),
    post("scorecards/add-question", &[CARD, REVISION, COMPETENCY, ("question", "x")], STAFF),
    post("scorecards/remove-question", &[CARD, REVISION, ("question", "{new}")], STAFF),
    post("scorecards/justify", &[CARD, REVISION, COMPETENCY, ("why", "w"), ("task", "t")], STAFF),
    post("scorecards/weigh", &[CARD, REVISION, ("competencies[]", "{competency}"), ("weights[]", "1")], STAFF),
    post("scorecards/times", &[CARD, REVISION, ("slot_minutes", "60")], STAFF),
    post("scorecards/script", &[CARD, REVISION, ("opening_nl", "o")], STAFF),
    post("scorecards/competency", &[CARD, REVISION, ("kind", "potential"), ("name_nl", "N")], STAFF),
    post("scorecards/anchors", &[CARD, REVISION, COMPETENCY, ("anchor_nl[]", "a")], STAFF),
    post("scorecards/demand", &[CARD, REVISION, COMPETENCY], STAFF),
    post("scorecards/rate-whole", &[CARD, REVISION, COMPETENCY], STAFF),
    post("scorecards/question", &[CARD, REVISION, COMPETENCY, ("kind", "behavioural"), ("text_nl", "V"), ("minutes", "5")], STAFF),
    post("scorecards/move-question", &[CARD, REVISION, ("question", "{new}"), ("direction", "up")], STAFF),
    post("scorecards/keep-wording", &[CARD, REVISION, ("item", "{new}"), ("rule", "age")], STAFF),
    post("scorecards/wording", &[("lang", "nl"), ("text", "t")], READERS),
    post("scorecards/undo", &[CARD, REVISION], STAFF),
    post("scorecards/publish", &[CARD, REVISION], STAFF),
    post("scorecards/new-version", &[CARD], STAFF),
    get("scorecards/versions", &[CARD], READERS),
    get("scorecards/trying", &[CARD], READERS),
    post("scorecards/practise", &[CARD], STAFF),
    post("scorecards/start-sorting", &[CARD], STAFF),
    get("scorecards/sheet", &[CARD], READERS),
    post("scorecards/share-sheet", &[CARD], STAFF),
    // By a link, which says who may.
    get("scorecards/anchors-to-sort", &[("secret", "abcdefgh")], [404, 404, 404]),
    post("scorecards/sort", &[("secret", "abcdefgh"), ("levels[]", "1")], [404, 404, 404]),
    get("scorecards/shared-sheet", &[("secret", "abcdefgh")], [404, 404, 404]),
    // The library.
    get("library/list", &[], READERS),
    get("library/show", &[("key", "judgement")], READERS),
    get("library/imported", &[], READERS),
    post("library/save", &[("kind", "potential"), ("name_nl", "N")], STAFF),
    post("library/copy", &[("key", "judgement")], [401, 403, 403]),
    post("library/retire", &[("key", "x")], STAFF),
    post("library/restore", &[("key", "x")], STAFF),
    post("library/import", &[("text", r#"{"version":"1","competencies":[]}"#)], STAFF),
    // Vacancies. The list holds what one may see: for who is on no panel, nothing.
    get("vacancies/list", &[], EVERYONE),
    get("vacancies/cards", &[], READERS),
    post("vacancies/open", &[("title", "T"), ("version", "{version}"), ("policy", "after_round")], STAFF),
    get("vacancies/show", &[VACANCY], READERS),
    post("vacancies/add-candidate", &[VACANCY, ("name", "N")], STAFF),
    post("vacancies/remove-candidate", &[VACANCY, ("application", "{waiting}")], STAFF),
    post("vacancies/restore-candidate", &[("application", "{waiting}")], STAFF),
    // Only what the own session remembers.
    get("vacancies/removed", &[VACANCY], EVERYONE),
    post("vacancies/preview", &[VACANCY, ("table", "naam\nN")], STAFF),
    get("vacancies/import", &[VACANCY], STAFF),
    post("vacancies/import-confirmed", &[VACANCY], STAFF),
    post("vacancies/import-again", &[VACANCY], STAFF),
    get("vacancies/planning", &[VACANCY, ("application", "{waiting}")], STAFF),
    post(
        "vacancies/plan",
        &[
            VACANCY,
            ("application", "{waiting}"),
            ("starts_at", "2030-01-01T10:00"),
            ("raters[]", "{user}"),
            ("raters[]", "{new}"),
            ("chair", "{user}"),
        ],
        STAFF,
    ),
    post("vacancies/cancel-interview", &[("interview", "{interview}")], STAFF),
    post("vacancies/reveal", &[VACANCY, ("reason", "r")], STAFF),
    // An interview is its panel's.
    get("interview/show", &[("interview", "{interview}")], STAFF),
    post(
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
        STAFF,
    ),
    post("interview/submit", &[("interview", "{interview}"), ("submit_entry", "{new}")], STAFF),
    // After the reveal.
    get("compare/show", &[("vacancy", "{finished}")], READERS),
    get("compare/evidence", &[("application", "{application}"), COMPETENCY], READERS),
];

const FORM: &str = "multipart/form-data; boundary=e";
const FILE: &str = "--e\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nnaam\r\nN\r\n--e--\r\n";

pub(crate) const ROUTES: &[Call] = &[
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
    get("/library.json", &[], READERS),
    get("/library.schema.json", &[], [200, 200, 200]),
    get("/pkg/{new}/{new2}", &[], [404, 404, 404]),
    get("/favicon.ico", &[], [200, 200, 200]),
    get("/healthz", &[], [204, 204, 204]),
];

/// To the door first.
const DOOR: u16 = 303;

pub(crate) const PAGES: &[(&str, [u16; 3])] = &[
    ("/", [DOOR, 200, 200]),
    ("/sign-in", [200, DOOR, DOOR]),
    ("/setup", [DOOR, DOOR, DOOR]),
    ("/invite/{new}", [404, 404, 404]),
    ("/people", [DOOR, 403, 403]),
    ("/settings", [DOOR, 200, 200]),
    ("/settings/access", [DOOR, 403, 200]),
    ("/scorecards", [DOOR, 403, 200]),
    ("/scorecards/new", [DOOR, 403, 200]),
    ("/scorecards/{scorecard}", [DOOR, 403, 200]),
    ("/scorecards/{scorecard}/versions", [DOOR, 403, 200]),
    ("/scorecards/{scorecard}/try", [DOOR, 403, 200]),
    ("/scorecards/{scorecard}/sheet", [DOOR, 403, 200]),
    ("/sort/{new}", [404, 404, 404]),
    ("/sheet/{new}", [404, 404, 404]),
    ("/library", [DOOR, 403, 200]),
    ("/library/new", [DOOR, 403, 200]),
    ("/library/import", [DOOR, 403, 200]),
    ("/library/{key}", [DOOR, 403, 200]),
    ("/vacancies", [DOOR, 200, 200]),
    ("/vacancies/new", [DOOR, 403, 200]),
    ("/vacancies/{half_way}", [DOOR, 403, 200]),
    ("/vacancies/{half_way}/import", [DOOR, 403, 403]),
    ("/vacancies/{half_way}/plan/{waiting}", [DOOR, 403, 403]),
    ("/vacancies/{finished}/compare", [DOOR, 403, 200]),
    ("/interviews/{interview}", [DOOR, 403, 403]),
];
