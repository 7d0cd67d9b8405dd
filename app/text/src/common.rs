//! Words of every page.

use domain::Lang;

words! {
    product = "Maatstaf", "Maatstaf";
    tagline = "Selecteer op potentieel: zelfde vragen, beschreven niveaus, onafhankelijke scores.",
        "Select on potential: the same questions, described levels, independent scores.";
    skip = "Naar de inhoud", "Skip to content";
    navigation = "Hoofdmenu", "Main menu";
    today = "Vandaag", "Today";
    scorecards = "Scorekaarten", "Scorecards";
    vacancies = "Vacatures", "Vacancies";
    people = "Mensen", "People";
    sign_out = "Uitloggen", "Sign out";
    language = "Taal", "Language";
    dutch = "Nederlands", "Dutch";
    english = "Engels", "English";
    switch_language = "English", "Nederlands";
    leaves_typed = "Wat je op deze pagina hebt ingevuld is nog niet opgeslagen en gaat verloren als je van taal wisselt. Toch wisselen?",
        "What you filled in on this page is not saved yet and is lost when you change the language. Change it all the same?";
    save = "Opslaan", "Save";
    cancel = "Annuleren", "Cancel";
    add = "Toevoegen", "Add";
    remove = "Verwijderen", "Remove";
    undo = "Ongedaan maken", "Undo";
    back = "Terug", "Back";
    edit = "Bewerken", "Edit";
    optional = "(hoeft niet)", "(optional)";
    name = "Naam", "Name";
    email = "E-mailadres", "Email address";
    reason = "Reden", "Reason";
    not_done = "Dit is niet gebeurd.", "This was not done.";
    you_had_typed = "Je had getypt:", "You had typed:";
    state = "Stand", "State";
    date_time = "Datum en tijd", "Date and time";
    not_found_title = "Deze pagina bestaat niet", "This page does not exist";
    not_found_body = "Misschien is de link oud of hoort hij bij een andere organisatie.",
        "The link may be old, or belong to another organisation.";
    not_allowed_title = "Dit kun je niet bekijken", "You cannot see this";
    went_wrong_title = "Dit lukt nu niet", "This does not work right now";
    to_home = "Naar vandaag", "To today";
    no_decisions = "Deze tool neemt geen beslissingen en doet geen voorspellingen. Mensen geven de scores; de tool telt ze op volgens regels die vooraf vastliggen en zichtbaar zijn. Een mens beslist en legt vast waarom.",
        "This tool makes no decisions and no predictions. People give the scores; the tool adds them up with rules that were fixed beforehand and that you can see. A person decides and writes down why.";
    first_steps = "Zo begin je", "How to begin";
    step_scorecard = "Maak een scorekaart", "Make a scorecard";
    step_scorecard_why = "Kies wat je wilt zien, met vragen en beschreven niveaus uit de bibliotheek.",
        "Choose what you want to see, with questions and described levels from the library.";
    step_people = "Nodig het panel uit", "Invite the panel";
    step_people_why = "Twee of meer beoordelaars per gesprek; ieder scoort eerst zelf.",
        "Two or more raters per interview; each scores alone first.";
    step_vacancy = "Open een vacature", "Open a vacancy";
    step_vacancy_why = "Voeg kandidaten toe en plan de gesprekken.", "Add candidates and plan the interviews.";
    my_interviews = "Jouw gesprekken", "Your interviews";
    interviews_later = "Andere dagen", "Other days";
    no_interviews = "Er staan geen gesprekken voor je klaar. Zodra iemand je in een panel zet, zie je het gesprek hier.",
        "No interviews are waiting for you. As soon as somebody puts you on a panel, the interview shows here.";
    open_vacancies = "Open vacatures", "Open vacancies";
    start = "Start", "Start";
    continue_ = "Verder", "Continue";
    look_back = "Terugkijken", "Look back";
    overview_settings = "Jouw instellingen", "Your settings";
    change_password = "Wachtwoord wijzigen", "Change password";
    access_title = "Wie mag wat, en wanneer", "Who may do what, and when";
    access_intro = "Deze tabel is dezelfde die het systeem zelf gebruikt. Er is geen andere.",
        "This table is the very one the system uses. There is no other.";
    access_action = "Handeling", "Action";
    access_who = "Wie", "Who";
    access_when = "Alleen als", "Only when";
    theirs = "Nu staat er:", "It now says:";
    copy = "Kopiëren", "Copy";
    copied = "Gekopieerd", "Copied";
    selected = "Kopiëren lukte niet. De link is geselecteerd: kopieer hem zelf.", "Copying did not work. The link is selected: copy it yourself.";
    search = "Zoeken", "Search";
    library = "Bibliotheek", "Library";
    always = "altijd", "always";
}

/// `5 kandidaten`
pub fn candidates(lang: Lang, n: u32) -> String {
    match (lang, n) {
        (Lang::Nl, 1) => "1 kandidaat".into(),
        (Lang::Nl, n) => format!("{n} kandidaten"),
        (Lang::En, 1) => "1 candidate".into(),
        (Lang::En, n) => format!("{n} candidates"),
    }
}

/// `7 van 9 ingeleverd`
pub fn submitted(lang: Lang, done: u32, all: u32) -> String {
    match lang {
        Lang::Nl => format!("{done} van {all} ingeleverd"),
        Lang::En => format!("{done} of {all} submitted"),
    }
}

/// `Ronde 1`
pub fn round(lang: Lang, n: u32) -> String {
    match lang {
        Lang::Nl => format!("Ronde {n}"),
        Lang::En => format!("Round {n}"),
    }
}

/// `En nog 12 gesprekken, die later zijn.`
pub fn more_interviews(lang: Lang, more: usize) -> String {
    match (lang, more) {
        (Lang::Nl, 1) => "En nog 1 gesprek later.".into(),
        (Lang::Nl, more) => format!("En nog {more} gesprekken later."),
        (Lang::En, 1) => "And 1 more interview later.".into(),
        (Lang::En, more) => format!("And {more} more interviews later."),
    }
}

/// `Alle vacatures (nog 12 open)`
pub fn more_vacancies(lang: Lang, more: usize) -> String {
    match lang {
        Lang::Nl => format!("Alle vacatures (nog {more} open)"),
        Lang::En => format!("All vacancies ({more} more open)"),
    }
}

/// The title in the browser's tab.
pub fn tab(page: &str) -> String {
    format!("{page} · Maatstaf")
}
