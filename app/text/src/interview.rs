//! The interview, as a panel member holds it.

mod saving;

use domain::{Lang, interview::Handled};

use crate::numbers;
pub use saving::{left, not_now, not_saved, too_long};

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
    submit_waiting = "Geen verbinding: je bent nog niet ingeleverd. Je scores en notities staan in deze browser. Laat deze pagina open; zodra er verbinding is leveren we vanzelf in.",
        "No connection: you have not submitted yet. Your scores and notes are in this browser. Leave this page open; as soon as there is a connection we submit by ourselves.";
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
    state_unkept = "Geen verbinding, en deze browser bewaart niets. Blijf op deze pagina tot de verbinding terug is.",
        "No connection, and this browser keeps nothing. Stay on this page until the connection is back.";
    unkept = "Deze browser bewaart niets: blijf op deze pagina.", "This browser keeps nothing: stay on this page.";
    state_overtaken = "Bewaard; wat je later op een ander apparaat koos blijft staan", "Kept; what you chose later on another device stands";
    off_the_panel = "Je zit niet meer in dit panel. Wat je hier typte staat er nog: kopieer wat je wilt bewaren, want deze pagina gaat niet meer open.",
        "You are no longer on this panel. What you typed is still here: copy what you want to keep, because this page does not open again.";
    state_refused = "Niet opgeslagen", "Not saved";
    state_ready = "Alles wordt vanzelf opgeslagen", "Everything is saved by itself";
    keys_title = "Toetsen", "Keys";
    keys = "1–5 niveau · 0 niet gezien · n notitie · e niets concreets gehoord · a gesteld (voorzitter) · j en k volgende en vorige vraag · ? deze hulp",
        "1–5 level · 0 not observed · n note · e no evidence heard · a asked (chair) · j and k next and previous question · ? this help";
    starr = "Wat heb je gehoord?", "What did you hear?";
    heard = "gehoord", "heard";
    probe_asked = "Doorgevraagd", "Asked";
    no_evidence = "Niets concreets gehoord", "No evidence heard";
    evidence_first = "Schrijf eerst een notitie, of kies ‘Niets concreets gehoord’.", "Write a note first, or choose ‘No evidence heard’.";
    asked = "Gesteld", "Asked";
    otherwise = "Niet zo gesteld?", "Not asked like this?";
    why = "Waarom?", "Why?";
    skipped = "Overgeslagen", "Skipped";
    changed = "Anders gesteld", "Asked differently";
    begin = "Begin het gesprek", "Begin the interview";
    close = "Gesprek afgerond", "Interview is over";
    arrangements = "Afgesproken", "Agreed";
    present = "aanwezig", "present";
    absent = "niet aanwezig", "not present";
    voided = "Deze vraag is voor iedereen vervallen:", "This question was dropped for everybody:";
    voided_short = "vervallen", "dropped";
    stale = "Er is een nieuwe versie van Maatstaf. Vernieuw de pagina als het uitkomt; wat je typte blijft bewaard.",
        "There is a new version of Maatstaf. Reload the page when it suits you; what you typed is kept.";
    what_you_wrote = "Wat je schreef", "What you wrote";
    discard = "Weggooien", "Discard";
    submit_unsaved = "Er is nog iets niet opgeslagen. Pas het aan of gooi het weg, onder aan deze pagina. Daarna kun je inleveren.",
        "Something is not saved yet. Change it or discard it, at the foot of this page. Then you can submit.";
    submit_empty = "Je hebt niets beoordeeld. Waarom lever je zo in?", "You have rated nothing. Why do you submit like this?";
    background = "Cv en andere achtergrond", "CV and other background";
    background_hidden = "Dit blijft dicht tot je hebt ingeleverd: zo scoor je op wat je hoort. Moet het toch, schrijf dan waarom. Dat wordt vastgelegd en is na de onthulling voor iedereen te zien.",
        "This stays closed until you have submitted: that way you score what you hear. If you must, write why. It is recorded, and everybody sees it after the reveal.";
    background_why = "Waarom open je dit nu?", "Why do you open this now?";
    background_open = "Toch openen", "Open all the same";
    overview = "Jouw overzicht", "Your overview";
    noted = "genoteerd", "noted";
    not_noted = "geen notitie", "no note";
    relation = "Ken je deze kandidaat?", "Do you know this candidate?";
    relation_hint = "Collega, familie, oud-klasgenoot: het mag, als het maar bekend is.", "Colleague, family, old classmate: fine, as long as it is known.";
    relation_none = "Nee", "No";
    relation_some = "Ja", "Yes";
    relation_how = "Zo ja, hoe?", "If so, how?";
    overall = "Je oordeel over het geheel", "Your judgement of the whole";
    overall_hint = "Als laatste, en los van de optelsom: het telt in geen totaal mee.", "Last of all, and apart from the sum: it counts in no total.";
    overall_later = "Dit komt als alle vragen beoordeeld zijn.", "This comes when all questions are rated.";
    help = "Hulp bij dit moment", "Help at this moment";
    help_now = "Nu", "Now";
    help_example = "Zo bijvoorbeeld", "For example";
    help_pitfall = "Pas op", "Beware";
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
    given_back_body = "Wat je schreef staat er nog. Pas aan wat nodig is en lever opnieuw in.",
        "What you wrote is still there. Change what is needed and submit again.";
}

/// By whom, when and why.
pub(crate) fn parts(lang: Lang, it: &Handled) -> (&str, String, &str) {
    (&it.by, numbers::date_time(lang, it.at.local), &it.reason)
}

/// Who gave the reader's own sheet back, when and why.
pub fn given_back(lang: Lang, it: &Handled) -> String {
    let (by, when, reason) = parts(lang, it);
    match lang {
        Lang::Nl => format!("{by} gaf je blad terug op {when}: {reason}"),
        Lang::En => format!("{by} gave your sheet back on {when}: {reason}"),
    }
}

/// Who set the reader's own sheet aside, when and why.
pub fn own_set_aside(lang: Lang, it: &Handled) -> String {
    let (by, when, reason) = parts(lang, it);
    match lang {
        Lang::Nl => format!("{by} legde je blad terzijde op {when}; het telt niet mee: {reason}"),
        Lang::En => format!("{by} set your sheet aside on {when}; it does not count: {reason}"),
    }
}

/// Now, an example and a pitfall at a question about what somebody did.
pub const fn help_past(lang: Lang) -> (&'static str, &'static str, &'static str) {
    match lang {
        Lang::Nl => (
            "Lees de vraag voor zoals hij er staat en laat het stil zijn. Vraag door tot je situatie, taak, actie en resultaat hebt.",
            "“Toen de levering uitviel belde ik zelf drie klanten.” Dat is een actie van de kandidaat zelf: schrijf die zo op.",
            "“We hebben het opgelost” zegt niet wat de kandidaat deed. Vraag: wat deed jij?",
        ),
        Lang::En => (
            "Read the question as it is written and allow a silence. Probe until you have situation, task, action and result.",
            "“When the delivery failed I called three customers myself.” That is the candidate's own action: write it down like that.",
            "“We solved it” does not say what the candidate did. Ask: what did you do?",
        ),
    }
}

/// The same at a question about what somebody would do.
pub const fn help_future(lang: Lang) -> (&'static str, &'static str, &'static str) {
    match lang {
        Lang::Nl => (
            "Schets de situatie zoals die er staat en vraag wat iemand zou doen, en waarom.",
            "“Ik zou eerst uitzoeken wie het merkt.” Schrijf de stappen op in de volgorde waarin ze komen.",
            "Help niet mee denken: dan scoor je jezelf. Herhaal liever de vraag.",
        ),
        Lang::En => (
            "Sketch the situation as it is written and ask what somebody would do, and why.",
            "“I would first find out who notices.” Write the steps down in the order in which they come.",
            "Do not help them think: you would be rating yourself. Rather repeat the question.",
        ),
    }
}

/// The same before submitting.
pub const fn help_submit(lang: Lang) -> (&'static str, &'static str, &'static str) {
    match lang {
        Lang::Nl => (
            "Loop de lijst langs. Klopt elk niveau met wat je noteerde?",
            "Een 4 met alleen “leuk verhaal” erbij: lees het anker nog eens, of pas het niveau aan.",
            "Bespreek de kandidaat nog niet. Juist losse oordelen bij elkaar voorspellen beter.",
        ),
        Lang::En => (
            "Go down the list. Does each level fit what you noted?",
            "A 4 with only “nice story” beside it: read the anchor again, or change the level.",
            "Do not discuss the candidate yet. It is separate judgements, put together, that predict better.",
        ),
    }
}

/// `voorzitter is bij vraag 4`
/// Said of a level while there is no reason yet for *not observed*.
pub fn level_stands(lang: Lang, level: u8) -> String {
    match lang {
        Lang::Nl => format!("Nog niet opgeslagen: schrijf kort op waarom. Tot dan blijft je score {level} staan."),
        Lang::En => format!("Not saved yet: write briefly why. Until then your score of {level} stands."),
    }
}

pub fn chair_at(lang: Lang, question: usize) -> String {
    match lang {
        Lang::Nl => format!("De voorzitter is bij vraag {question}"),
        Lang::En => format!("The chair is at question {question}"),
    }
}

/// `Nog niet gehoord: taak, resultaat`
pub fn still_missing(lang: Lang, steps: &str) -> String {
    match lang {
        Lang::Nl => format!("Nog niet gehoord: {}.", steps.to_lowercase()),
        Lang::En => format!("Not heard yet: {}.", steps.to_lowercase()),
    }
}

/// `Gesteld om 14:05`
pub fn asked_at(lang: Lang, time: &str) -> String {
    match lang {
        Lang::Nl => format!("Gesteld om {time}"),
        Lang::En => format!("Asked at {time}"),
    }
}

pub fn skipped_at(lang: Lang, time: &str) -> String {
    match lang {
        Lang::Nl => format!("Overgeslagen om {time}"),
        Lang::En => format!("Skipped at {time}"),
    }
}

pub fn changed_at(lang: Lang, time: &str) -> String {
    match lang {
        Lang::Nl => format!("Anders gesteld om {time}"),
        Lang::En => format!("Asked differently at {time}"),
    }
}

/// The reason is there for who may read it.
pub fn with_reason(said: &str, reason: &str) -> String {
    if reason.is_empty() { said.to_owned() } else { format!("{said}: {reason}") }
}

pub fn begun_at(lang: Lang, time: &str) -> String {
    match lang {
        Lang::Nl => format!("Begonnen om {time}"),
        Lang::En => format!("Begun at {time}"),
    }
}

pub fn closed_at(lang: Lang, time: &str) -> String {
    match lang {
        Lang::Nl => format!("Afgerond om {time}"),
        Lang::En => format!("Over at {time}"),
    }
}

/// `3 min`
pub fn minutes(_: Lang, minutes: u16) -> String {
    format!("{minutes} min")
}

/// `14 van 50 min`, or the plan alone while nothing has begun.
pub fn clock(lang: Lang, passed: Option<u32>, planned: u32) -> String {
    match (lang, passed) {
        (Lang::Nl, Some(passed)) => format!("{passed} van {planned} min"),
        (Lang::En, Some(passed)) => format!("{passed} of {planned} min"),
        (Lang::Nl, None) => format!("{planned} min gepland"),
        (Lang::En, None) => format!("{planned} min planned"),
    }
}

/// Every item got the same level.
pub fn all_equal(lang: Lang, level: u8) -> String {
    match lang {
        Lang::Nl => {
            format!("Je gaf overal een {level}. Dat kan kloppen. Lees de ankers nog eens voordat je inlevert; dit ziet niemand anders.")
        }
        Lang::En => format!(
            "You gave a {level} everywhere. That may be right. Read the anchors once more before you submit; nobody else sees this."
        ),
    }
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

/// Of questions that are *not observed*: without why, that is not saved.
pub fn reasons_missing(lang: Lang, questions: usize) -> String {
    match (lang, questions) {
        (Lang::Nl, 1) => "Bij 1 vraag ontbreekt nog waarom".to_owned(),
        (Lang::Nl, n) => format!("Bij {n} vragen ontbreekt nog waarom"),
        (Lang::En, 1) => "1 question still needs a reason".to_owned(),
        (Lang::En, n) => format!("{n} questions still need a reason"),
    }
}

/// `Opgeslagen 14:02`
pub fn saved_at(lang: Lang, time: &str) -> String {
    format!("{} {time}", state_saved(lang))
}
