//! The library.

use domain::Lang;

words! {
    title = "Bibliotheek", "Library";
    lead = "Competenties met vragen, doorvragen en vijf beschreven niveaus, in het Nederlands en het Engels.",
        "Competencies with questions, probes and five described levels, in Dutch and in English.";
    new = "Nieuwe competentie", "New competency";
    new_lead = "Begin met de naam; de rest kan later. Een scorekaart gebruikt wat er op dat moment staat.",
        "Begin with the name; the rest can wait. A scorecard takes what stands here at that moment.";
    search = "Zoek een competentie of vraag", "Find a competency or question";
    nothing = "Niets gevonden. Probeer een ander woord.", "Nothing found. Try another word.";
    none_own = "Jullie hebben nog geen eigen competenties. Schrijf er een, of open een meegeleverde en maak een kopie om aan te passen.",
        "You have no competencies of your own yet. Write one, or open one that ships with Maatstaf and make a copy to adapt.";
    own = "Van je organisatie", "Your organisation’s";
    shipped = "Meegeleverd met Maatstaf", "Ships with Maatstaf";
    retired = "vervallen", "retired";
    copy = "Kopiëren om aan te passen", "Copy to adapt";
    retire = "Laten vervallen", "Retire";
    restore = "Weer aanbieden", "Offer again";
    dimension = "Onderdeel van de competentie", "Dimension";
    dimensions = "Onderdelen van de competentie", "Dimensions";
    no_dimension = "Kies een onderdeel", "Choose a dimension";
    description = "Omschrijving", "Description";
    list_hint = "Onderaan staat een lege rij om iets toe te voegen; sla op voor nog een. Maak een rij leeg om haar weg te halen.",
        "At the end there is an empty row to add something; save to get another. Empty a row to take it away.";
    import = "Importeren", "Import";
    import_lead = "Neem een bibliotheek over uit een JSON-bestand. Nieuwe competenties komen erbij, eigen competenties met dezelfde sleutel worden vervangen.",
        "Take in a library from a JSON file. New competencies are added; your own with the same key are replaced.";
    file = "Bestand", "File";
    paste = "Of plak de inhoud", "Or paste the contents";
    take_in = "Overnemen", "Take in";
    export = "Exporteren", "Export";
    schema = "Zo is het bestand opgebouwd (JSON Schema)", "How the file is built (JSON Schema)";
}

/// `6 vragen`
pub fn questions(lang: Lang, n: usize) -> String {
    match (lang, n) {
        (Lang::Nl, 1) => "1 vraag".into(),
        (Lang::Nl, n) => format!("{n} vragen"),
        (Lang::En, 1) => "1 question".into(),
        (Lang::En, n) => format!("{n} questions"),
    }
}

/// `Onderdeel 2`
pub fn dimension_n(lang: Lang, n: usize) -> String {
    match lang {
        Lang::Nl => format!("Onderdeel {n}"),
        Lang::En => format!("Dimension {n}"),
    }
}

/// `Vraag 2`
pub fn question_n(lang: Lang, n: usize) -> String {
    match lang {
        Lang::Nl => format!("Vraag {n}"),
        Lang::En => format!("Question {n}"),
    }
}

/// What an import did.
pub fn imported(lang: Lang, added: u32, changed: u32, same: u32) -> String {
    match lang {
        Lang::Nl => format!("Overgenomen: {added} nieuw, {changed} vervangen, {same} al hetzelfde."),
        Lang::En => format!("Taken in: {added} new, {changed} replaced, {same} the same already."),
    }
}
