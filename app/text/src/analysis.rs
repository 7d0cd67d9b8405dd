//! The report of `maatstaf analyse`.

use domain::Lang;

words! {
    candidate = "Kandidaat", "Candidate";
    total = "Totaal", "Total";
    incomplete = "onvolledig", "incomplete";
    means = "Gemiddelden (spreiding) en totalen", "Means (range) and totals";
    adjusted = "Gecorrigeerd voor verschillende panels", "Adjusted for different panels";
    agreement = "Overeenstemming", "Agreement";
    raters = "Beoordelaars", "Raters";
    rater = "Beoordelaar", "Rater";
    mean = "Gemiddelde", "Mean";
    severity = "Mildheid", "Leniency";
    halo = "Spreiding tussen competenties", "Spread between competencies";
}

/// Where a fault is: a line of the file, an argument, or the file as a whole.
pub fn place(lang: Lang, place: &str) -> String {
    match (lang, place.parse::<u32>().is_ok()) {
        (Lang::Nl, true) => format!("regel {place}: "),
        (Lang::En, true) => format!("line {place}: "),
        (_, false) if place == "/" => String::new(),
        (_, false) => format!("{place}: "),
    }
}
