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
    choose_competency = "Kies een competentie uit de bibliotheek", "Choose a competency from the library";
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
    removed_undo = "Verwijderd? Met ‘Ongedaan maken’ komt het terug.", "Removed something? ‘Undo’ brings it back.";
    definition = "Wat het is", "What it is";
    guidance = "Waar je op let", "What to look for";
    not_in_language = "(alleen in de andere taal)", "(only in the other language)";
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
