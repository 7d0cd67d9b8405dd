//! Deciding, closing a vacancy, and looking at selection per group.

use domain::{
    Lang,
    decision::{Outcome, Since},
};

words! {
    tab = "Besluit", "Decision";
    start = "Besluit starten", "Start deciding";
    start_intro = "Vanaf dat moment kun je kandidaten op totaal sorteren en per kandidaat een besluit vastleggen. Bespreek eerst waar het panel verschilt; terug kan niet.",
        "From then on you can sort candidates by total and write down a decision on each. First discuss where the panel differs; there is no way back.";
    waits = "Het besluit begint als de voorzitter of recruiter daarvoor kiest.", "Deciding begins when the chair or recruiter says so.";
    intro = "Geen score beslist iets: een mens beslist en schrijft op waarom.", "No score decides anything: a person decides and writes down why.";
    outcome = "Besluit", "Decision";
    choose_outcome = "Kies een besluit", "Choose a decision";
    why = "Waarom?", "Why?";
    why_below = "Waarom deze kandidaat, en niet iemand uit de hoogste groep?", "Why this candidate, and not somebody from the top group?";
    why_below_hint = "Nodig als je iemand kiest die het panel lager zette. Het blijft bij het besluit staan.",
        "Needed when you choose somebody whom the panel put lower. It stays with the decision.";
    record = "Besluit vastleggen", "Write down the decision";
    change = "Ander besluit vastleggen", "Write down another decision";
    take_back = "Besluit terugnemen", "Take the decision back";
    why_back = "Waarom neem je het terug?", "Why do you take it back?";
    why_back_hint = "Het besluit geldt dan niet meer. Wat het was, van wie, en deze reden blijven te lezen.",
        "The decision no longer holds then. What it was, whose, and this reason stay to be read.";
    said_decided = "Je besluit is vastgelegd.", "Your decision is written down.";
    said_taken_back = "Het besluit is teruggenomen. In de geschiedenis blijft het staan.", "The decision is taken back. It stays in the history.";
    none = "nog geen besluit", "no decision yet";
    history = "Geschiedenis", "History";
    top = "hoogste groep", "top group";
    highest_total = "hoogste totaal", "highest total";
    close = "Vacature sluiten", "Close the vacancy";
    close_intro = "Na het sluiten verandert er niets meer. Je kunt de vacature heropenen.",
        "After closing nothing changes any more. You can reopen the vacancy.";
    close_why = "Waarom sluit je nu?", "Why are you closing now?";
    close_open = "Nog niet iedereen weet waar die aan toe is. Schrijf op waarom je nu sluit.",
        "Not everybody knows where they stand. Write why you are closing now.";
    reopen = "Heropenen", "Reopen";
    sort_by_name = "op naam", "by name";
    sort_by_total = "op totaal", "by total";
    sort_by_mean = "op gemiddelde", "by mean";
    sorted = "Volgorde:", "Order:";
    pages = "Pagina’s", "Pages";
    neutral = "Op alfabet tot het besluit begint, zodat de volgorde niets zegt.", "In alphabetical order until deciding begins, so that the order says nothing.";
    impact = "Selectie per groep", "Selection per group";
    impact_intro = "Tel zelf, buiten Maatstaf, hoeveel mensen van elke groep solliciteerden en hoeveel er doorgingen. Alleen die aantallen vul je hier in. Maatstaf bewaart ze niet; ze staan alleen in het adres van deze pagina.",
        "Count yourself, outside Maatstaf, how many people of each group applied and how many went through. Only those counts go in here. Maatstaf does not keep them; they stand in the address of this page alone.";
    impact_counts = "Aantallen", "Counts";
    impact_group = "Groep", "Group";
    impact_selected = "Doorgegaan", "Went through";
    impact_total = "Gesolliciteerd", "Applied";
    impact_look = "Bekijken", "Look";
    impact_signal = "Dit is een signaal, geen juridische toets. De vier-vijfderegel is Amerikaanse praktijk; de Nederlandse wet vraagt per geval of onderscheid objectief gerechtvaardigd is.",
        "This is a signal, not a legal test. The four-fifths rule is American practice; Dutch law asks case by case whether a distinction is objectively justified.";
    impact_rate = "Percentage", "Rate";
    impact_ratio = "Vergeleken met hoogste", "Against the highest";
    impact_p = "Fisher p", "Fisher p";
    impact_flag = "onder 0,80", "below 0.80";
    impact_highest = "hoogste", "highest";
    impact_one = "hangt af van één persoon", "depends on one person";
}

pub const fn outcome_name(lang: Lang, outcome: Outcome) -> &'static str {
    let (nl, en) = match outcome {
        Outcome::Shortlist => ("door naar de volgende stap", "on to the next step"),
        Outcome::Hold => ("aanhouden", "hold"),
        Outcome::Reject => ("afwijzen", "reject"),
        Outcome::Offer => ("aanbod doen", "make an offer"),
    };
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}

/// `Marieke Jansen, 25 november 2026, 14:02`
pub fn by_on(by: &str, when: &str) -> String {
    if by.is_empty() { when.to_owned() } else { format!("{by}, {when}") }
}

/// A question that counts otherwise than it did: `“Vertel eens …” verviel op 25 november 2026 14:02`
pub fn since_question(lang: Lang, question: &str, restored: bool, when: &str) -> String {
    match (lang, restored) {
        (Lang::Nl, false) => format!("“{question}” verviel op {when}"),
        (Lang::Nl, true) => format!("“{question}” telt weer mee sinds {when}"),
        (Lang::En, false) => format!("“{question}” was dropped on {when}"),
        (Lang::En, true) => format!("“{question}” counts again since {when}"),
    }
}

/// What a decision rested on is different by now. `questions`: which ones, where that is known.
pub fn since(lang: Lang, since: &[Since], questions: &[String]) -> String {
    let which = if questions.is_empty() { String::new() } else { format!(" ({})", questions.join("; ")) };
    let changed = |it: &Since| match (lang, it) {
        (Lang::Nl, Since::Voided(_)) => format!("tellen andere vragen mee{which}"),
        (Lang::En, Since::Voided(_)) => format!("other questions count{which}"),
        (Lang::Nl, Since::Top) => "staan er anderen in de hoogste groep".to_owned(),
        (Lang::En, Since::Top) => "others are in the top group".to_owned(),
        (Lang::Nl, Since::Ratings { then, now }) => format!("rusten de cijfers op {now} scores in plaats van {then}"),
        (Lang::En, Since::Ratings { then, now }) => format!("the numbers rest on {now} scores instead of {then}"),
    };
    let all: Vec<String> = since.iter().map(changed).collect();
    match lang {
        Lang::Nl => format!("Veranderd sinds dit besluit: nu {}.", all.join(", ")),
        Lang::En => format!("Changed since this decision: now {}.", all.join(", ")),
    }
}

/// What stands in the history when a decision was taken back.
pub const fn taken_back(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "teruggenomen",
        Lang::En => "taken back",
    }
}

/// `Kandidaten 101 tot 200 van 1000`
pub fn page_of(lang: Lang, from: usize, to: usize, all: usize) -> String {
    match lang {
        Lang::Nl => format!("Kandidaten {from} tot {to} van {all}"),
        Lang::En => format!("Candidates {from} to {to} of {all}"),
    }
}

pub const fn previous_page(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "Vorige 100",
        Lang::En => "Previous 100",
    }
}

pub const fn next_page(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "Volgende 100",
        Lang::En => "Next 100",
    }
}

/// `Gesloten op 25 november 2026.`
pub fn closed_on(lang: Lang, when: &str, reason: &str) -> String {
    let why = if reason.is_empty() { String::new() } else { format!(" {reason}") };
    match lang {
        Lang::Nl => format!("Gesloten op {when}.{why}"),
        Lang::En => format!("Closed on {when}.{why}"),
    }
}

/// How many more would have to be chosen to reach four fifths.
pub fn shortfall(lang: Lang, persons: &str) -> String {
    match lang {
        Lang::Nl => format!("voor 0,80 moeten er {persons} mensen meer door"),
        Lang::En => format!("{persons} more people through would make 0.80"),
    }
}

/// What would be if one hire had gone to this group.
pub fn moved(lang: Lang, ratio: &str, p: &str) -> String {
    match lang {
        Lang::Nl => format!("met één persoon anders: {ratio} (Fisher p {p})"),
        Lang::En => format!("with one person differently: {ratio} (Fisher p {p})"),
    }
}
