//! Scorecards.

use domain::Lang;

words! {
    title = "Scorekaarten", "Scorecards";
    new = "Nieuwe scorekaart", "New scorecard";
    empty = "Hier staan straks je scorekaarten: wat je wilt zien, de vragen en wat elk niveau betekent. Begin met het sjabloon ‘Selectie op potentieel’.",
        "Your scorecards will stand here: what you want to see, the questions and what each level means. Begin with the template ‘Selection on potential’.";
    template = "Selectie op potentieel", "Selection on potential";
    template_intro = "Kies drie tot vijf competenties. Bij elke competentie horen twee vragen over wat iemand echt deed, doorvragen en vijf beschreven niveaus. Alles kun je daarna aanpassen.",
        "Choose three to five competencies. Each comes with two questions about what somebody really did, probes and five described levels. You can change all of it afterwards.";
    name = "Titel", "Title";
    name_hint = "Bijvoorbeeld: Junior data-analist", "For example: Junior data analyst";
    competencies = "Competenties", "Competencies";
    potential_group = "Potentieel: hoe iemand groeit", "Potential: how somebody grows";
    performance_group = "Prestatie: hoe iemand werkt", "Performance: how somebody works";
    create = "Scorekaart maken", "Make scorecard";
    publish = "Publiceren", "Publish";
    publish_intro = "Na publiceren staat deze versie vast. Wijzigen kan daarna in een nieuwe versie.",
        "Once published, this version is fixed. Changes then go into a new version.";
    published_intro = "Deze versie is gepubliceerd en staat vast. Interviews gebruiken precies deze tekst.",
        "This version is published and fixed. Interviews use exactly this text.";
    new_version = "Nieuwe versie maken", "Make a new version";
    open_vacancy = "Vacature openen met deze kaart", "Open a vacancy with this card";
    must = "Dit moet nog", "This must be done";
    could = "Dit kan beter", "This could be better";
    all_good = "Klaar om te publiceren.", "Ready to publish.";
    why = "Waarom heeft deze functie dit nodig?", "Why does this job need it?";
    task = "In welke taak of situatie blijkt dat?", "In which task or situation does that show?";
    justify = "Onderbouwing opslaan", "Save justification";
    questions = "Vragen", "Questions";
    add_question = "Vraag toevoegen", "Add question";
    choose_question = "Kies een vraag uit de bibliotheek", "Choose a question from the library";
    add_competency = "Competentie toevoegen", "Add competency";
    anchors = "Niveaus", "Levels";
    show_anchors = "Toon de vijf niveaus", "Show the five levels";
    probes = "Doorvragen", "Probes";
    weights = "Weging", "Weights";
    weights_intro = "Gelijk is de standaard en meestal het best. Wijk je af, schrijf dan op waarom.",
        "Equal is the default and mostly best. If you deviate, write why.";
    weights_reason = "Waarom is de weging niet gelijk?", "Why are the weights not equal?";
    weights_save = "Weging opslaan", "Save weights";
    weights_fixed_reason = "Reden voor deze weging", "Reason for these weights";
    slot = "Duur van het gesprek in minuten", "Length of the interview in minutes";
    slot_save = "Duur opslaan", "Save length";
    rename = "Titel opslaan", "Save title";
    up = "Omhoog", "Up";
    down = "Omlaag", "Down";
    outline = "Overzicht", "Outline";
    hash = "Kenmerk", "Fingerprint";
    version_word = "Versie", "Version";
    changed = "Gewijzigd", "Changed";
    question = "Vraag", "Question";
    edit = "Bewerken", "Edit";
    edit_meaning = "Omschrijving bewerken", "Edit description";
    edit_anchors = "Niveaus bewerken", "Edit levels";
    write_question = "Zelf een vraag schrijven", "Write a question of your own";
    write_competency = "Zelf een competentie schrijven", "Write a competency of your own";
    competency_name = "Competentie", "Competency";
    kind = "Soort", "Kind";
    question_kind = "Soort vraag", "Kind of question";
    minutes_field = "Minuten", "Minutes";
    probe = "Doorvraag", "Probe";
    step = "Stap", "Step";
    probes_hint = "Drie of vier per vraag. Wat leeg blijft, telt niet mee.", "Three or four per question. What stays empty does not count.";
    anchors_hint = "Schrijf wat iemand doet, niet hoe iemand is: ‘vraagt door tot het duidelijk is’, niet ‘is nieuwsgierig’. Elk niveau is echt anders dan het vorige.",
        "Write what somebody does, not what somebody is: ‘asks on until it is clear’, not ‘is curious’. Each level really differs from the one before.";
    demands = "Eisen en manier van beoordelen", "Demands and way of rating";
    learnable = "Te leren in hoeveel maanden?", "To be learned in how many months?";
    learnable_hint = "Laat leeg als iemand dit vanaf dag één moet kunnen.", "Leave empty when somebody needs it from day one.";
    knock_out = "Harde eis: zonder dit geen aanstelling", "Knock-out: without this no appointment";
    knock_out_hint = "Kan niet als iemand het op het werk kan leren.", "Not possible when it can be learned on the job.";
    rate_whole = "Als geheel beoordelen, niet per vraag", "Rate as a whole, not per question";
    rate_whole_hint = "Per vraag is de standaard en eerlijker: je scoort meteen na elk antwoord.",
        "Per question is the default and fairer: you rate right after each answer.";
    script = "Begin en einde van het gesprek", "Beginning and end of the interview";
    script_intro = "Dit zegt de voorzitter. Het telt niet mee. Laat je het leeg, dan staat er de gewone tekst.",
        "The chair says this. It does not count. When you leave it empty, the usual text is shown.";
    script_save = "Tekst opslaan", "Save text";
    opening = "Opening", "Opening";
    closing = "Afsluiting", "Closing";
    time = "Tijd", "Time";
    opening_minutes = "Opening in minuten", "Opening in minutes";
    closing_minutes = "Afsluiting en vragen van de kandidaat in minuten", "Closing and the candidate’s questions in minutes";
    add_title = "Toevoegen", "Add";
    search = "Zoek in de bibliotheek", "Search the library";
    nothing_found = "Niets gevonden. Probeer een ander woord, of schrijf het zelf.", "Nothing found. Try another word, or write it yourself.";
    ask_instead = "Vraag liever:", "Rather ask:";
    legal_basis = "Grondslag:", "Legal basis:";
    keep = "Houden", "Keep";
    keep_reason = "Waarom is dit toch nodig?", "Why is this needed all the same?";
    keep_hint = "Minstens 20 tekens. Dit staat later in het dossier.", "At least 20 characters. This is in the file later.";
    kept = "blijft staan, met reden", "kept, with a reason";
    views = "Deze scorekaart", "This scorecard";
    back_to_card = "Terug naar de scorekaart", "Back to the scorecard";
    preview_nl = "Voorbeeld Nederlands", "Preview in Dutch";
    preview_en = "Voorbeeld Engels", "Preview in English";
    preview_note = "Zo ziet een panellid het. Hier kun je niets invullen; probeer het gesprek uit om te scoren.",
        "This is how a panel member sees it. You cannot fill in anything here; try the interview out to rate.";
    preview_steps = "Vragen in het voorbeeld", "Questions in the preview";
    preview_empty = "Er is nog geen vraag om te bekijken. Voeg eerst een vraag toe.", "There is no question to see yet. Add a question first.";
    candidate_sheet = "Kandidatenblad", "Candidate sheet";
    sheet_intro = "Stuur dit vóór het gesprek aan elke kandidaat. Het zegt wat jullie beoordelen en hoe, en hoe jullie met gegevens omgaan. De niveaus en vragen staan er niet in.",
        "Send this to every candidate before the interview. It says what you assess and how, and how you handle data. The levels and questions are not in it.";
    sheet_link = "Link om te sturen, 60 dagen geldig", "Link to send, works for 60 days";
    share_sheet = "Link maken", "Make a link";
    print = "Afdrukken", "Print";
    try_out = "Uitproberen", "Try it out";
    practice_title = "Oefengesprek", "Practice interview";
    practice_intro = "Houd het gesprek met een collega die de kandidaat speelt. Het telt nergens in mee en verdwijnt na zeven dagen.",
        "Hold the interview with a colleague who plays the candidate. It counts nowhere and is gone after seven days.";
    practise = "Oefengesprek beginnen", "Begin a practice interview";
    practice_candidate = "Oefenkandidaat", "Practice candidate";
    versions = "Versies", "Versions";
    published_at = "Gepubliceerd op", "Published on";
    unused = "Nog in geen vacature gebruikt.", "Not used in any vacancy yet.";
    from_version = "Van", "From";
    to_version = "Naar", "To";
    show_differences = "Verschillen tonen", "Show differences";
    no_differences = "Deze versies zijn gelijk.", "These versions are the same.";
    definition = "Wat het is", "What it is";
    guidance = "Waar je op let", "What to look for";
}

/// `Versie 2`
pub fn version(lang: Lang, number: u32) -> String {
    format!("{} {number}", version_word(lang))
}

/// `4 competenties, 8 vragen`
pub fn size(lang: Lang, competencies: u32, questions: u32) -> String {
    match lang {
        Lang::Nl => format!(
            "{competencies} {}, {questions} {}",
            if competencies == 1 { "competentie" } else { "competenties" },
            if questions == 1 { "vraag" } else { "vragen" }
        ),
        Lang::En => format!(
            "{competencies} {}, {questions} {}",
            if competencies == 1 { "competency" } else { "competencies" },
            if questions == 1 { "question" } else { "questions" }
        ),
    }
}

/// `40 van 60 minuten`
pub fn minutes(lang: Lang, planned: u32, slot: u32) -> String {
    match lang {
        Lang::Nl => format!("{planned} van {slot} minuten"),
        Lang::En => format!("{planned} of {slot} minutes"),
    }
}

/// `Gewicht van Leervermogen`
pub fn weight_of(lang: Lang, competency: &str) -> String {
    match lang {
        Lang::Nl => format!("Gewicht van {competency}"),
        Lang::En => format!("Weight of {competency}"),
    }
}

/// A button's name for a screen reader: `Omhoog: Leervermogen`.
pub fn on(verb: &str, what: &str) -> String {
    format!("{verb}: {what}")
}

/// `Vraag (Nederlands)`
pub fn in_dutch(lang: Lang, what: &str) -> String {
    format!("{what} ({})", crate::common::dutch(lang))
}

/// `Vraag (Engels)`
pub fn in_english(lang: Lang, what: &str) -> String {
    format!("{what} ({})", crate::common::english(lang))
}

/// `Doorvraag 2`
pub fn probe_n(lang: Lang, n: usize) -> String {
    format!("{} {n}", probe(lang))
}

/// `5 min`
pub fn minutes_short(_lang: Lang, minutes: u16) -> String {
    format!("{minutes} min")
}

/// `2 vragen, 10 min`
pub fn question_minutes(lang: Lang, questions: usize, minutes: u32) -> String {
    let word = match (lang, questions) {
        (Lang::Nl, 1) => "vraag",
        (Lang::Nl, _) => "vragen",
        (Lang::En, 1) => "question",
        (Lang::En, _) => "questions",
    };
    format!("{questions} {word}, {minutes} min")
}

/// `nog 2 te doen`
pub fn todo(lang: Lang, n: u32) -> String {
    match lang {
        Lang::Nl => format!("nog {n} te doen"),
        Lang::En => format!("{n} to do"),
    }
}

/// `Laatst gewijzigd door Rita,`
pub fn changed_by(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Nl => format!("Laatst gewijzigd door {name},"),
        Lang::En => format!("Last changed by {name},"),
    }
}

/// `Te leren in 6 maanden.`
pub fn learnable_in(lang: Lang, months: u16) -> String {
    match (lang, months) {
        (Lang::Nl, 1) => "Te leren in 1 maand.".into(),
        (Lang::Nl, n) => format!("Te leren in {n} maanden."),
        (Lang::En, 1) => "To be learned in 1 month.".into(),
        (Lang::En, n) => format!("To be learned in {n} months."),
    }
}

/// What a rule says of a text: its name, and why.
pub fn remark(name: &str, why: &str) -> String {
    format!("{name}. {why}")
}

/// `ronde 1, 5 gesprekken`
pub fn used(lang: Lang, round: u32, interviews: u32) -> String {
    match (lang, interviews) {
        (Lang::Nl, 1) => format!("ronde {round}, 1 gesprek"),
        (Lang::Nl, n) => format!("ronde {round}, {n} gesprekken"),
        (Lang::En, 1) => format!("round {round}, 1 interview"),
        (Lang::En, n) => format!("round {round}, {n} interviews"),
    }
}

/// `Van versie 1 naar versie 2`
pub fn differences(lang: Lang, from: u32, to: u32) -> String {
    match lang {
        Lang::Nl => format!("Van versie {from} naar versie {to}"),
        Lang::En => format!("From version {from} to version {to}"),
    }
}
