//! The interview, as a panel member holds it.

use domain::Lang;

words! {
    questions = "Vragen", "Questions";
    question = "Vraag", "Question";
    levels = "Niveau", "Level";
    not_observed = "Niet gezien", "Not observed";
    not_observed_reason = "Waarom niet gezien?", "Why not observed?";
    not_observed_hint = "Bijvoorbeeld: niet gevraagd, geen tijd.", "For example: not asked, no time.";
    not_observed_lacks = "Nog niet opgeslagen: schrijf kort op waarom.", "Not saved yet: write briefly why.";
    note = "Notitie", "Note";
    note_hint = "Een citaat of wat iemand deed, geen oordeel.", "A quote or what somebody did, no verdict.";
    note_readable = "De kandidaat kan dit opvragen.", "The candidate can ask to see this.";
    probes = "Doorvragen", "Probes";
    previous = "Vorige", "Previous";
    next = "Volgende", "Next";
    submit = "Inleveren", "Submit";
    submit_title = "Inleveren", "Submit";
    submit_intro = "Na inleveren staan je scores en notities vast. Anderen zien ze pas bij de onthulling.",
        "After submitting, your scores and notes are locked. Others see them only at the reveal.";
    submit_confirm = "Ja, inleveren", "Yes, submit";
    submit_back = "Nog even kijken", "Look once more";
    missing_title = "Dit heb je nog niet beoordeeld:", "You have not rated this yet:";
    missing_ok = "Je kunt toch inleveren; de kandidaat heeft dan een onvolledig totaal.",
        "You can submit all the same; the candidate then has an incomplete total.";
    nothing_missing = "Alles is beoordeeld.", "Everything is rated.";
    submitted_title = "Ingeleverd", "Submitted";
    submitted_body = "Je scores staan vast. Dank je wel.", "Your scores are locked. Thank you.";
    read_only = "Ingeleverd: je kunt dit nog lezen, niet meer wijzigen.", "Submitted: you can read this, no longer change it.";
    panel = "Panel", "Panel";
    chair = "voorzitter", "chair";
    state_saved = "Opgeslagen", "Saved";
    state_saving = "Opslaan …", "Saving …";
    state_draft = "Nog niet opgeslagen", "Not saved yet";
    state_waiting = "Geen verbinding. Wat je typt blijft hier bewaard en gaat mee zodra het kan.",
        "No connection. What you type is kept here and goes along as soon as possible.";
    state_refused = "Niet opgeslagen", "Not saved";
    state_ready = "Alles wordt vanzelf opgeslagen", "Everything is saved by itself";
    keys_title = "Toetsen", "Keys";
    keys = "1–5 niveau · 0 niet gezien · n notitie · j en k volgende en vorige vraag · ? deze hulp",
        "1–5 level · 0 not observed · n note · j and k next and previous question · ? this help";
    look_for = "Waar je op let", "What to look for";
    rate_whole = "Beoordeel de competentie als geheel", "Rate the competency as a whole";
    unrated = "nog niet beoordeeld", "not rated yet";
    rated = "beoordeeld", "rated";
    observer = "Je zit dit gesprek voor en scoort zelf niet.", "You chair this interview and do not rate.";
    practice = "Oefengesprek: dit telt nergens in mee en verdwijnt na zeven dagen.", "Practice interview: this counts nowhere and is gone after seven days.";
    cancelled = "Dit gesprek is vervallen.", "This interview is cancelled.";
    save_item = "Opslaan", "Save";
    opening = "Stel iedereen voor, leg uit hoe het gesprek gaat en dat iedereen dezelfde vragen krijgt. Dit deel telt niet mee.",
        "Introduce everybody, explain how it goes and that everyone gets the same questions. This part does not count.";
    start_with = "Zo begin je", "How to begin";
    closing = "Geef de kandidaat tijd voor eigen vragen. Ook dit telt niet mee.", "Give the candidate time for own questions. This does not count either.";
    round_off = "Zo rond je af", "How to round off";
}

/// `Vraag 4 van 8`
pub fn position(lang: Lang, n: u32, of: u32) -> String {
    match lang {
        Lang::Nl => format!("Vraag {n} van {of}"),
        Lang::En => format!("Question {n} of {of}"),
    }
}

/// `5 van 8 beoordeeld`
pub fn progress(lang: Lang, done: u32, of: u32) -> String {
    match lang {
        Lang::Nl => format!("{done} van {of} beoordeeld"),
        Lang::En => format!("{done} of {of} rated"),
    }
}

/// `Opgeslagen 14:02`
pub fn saved_at(lang: Lang, time: &str) -> String {
    format!("{} {time}", state_saved(lang))
}
