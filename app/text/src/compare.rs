//! Comparing candidates.

use domain::Lang;

words! {
    title = "Vergelijken", "Compare";
    by_competency = "Per competentie", "Per competency";
    totals = "Totalen", "Totals";
    calculation = "Berekening", "Calculation";
    show_calculation = "Toon berekening", "Show calculation";
    notes = "Notities", "Notes";
    show_notes = "Toon notities", "Show notes";
    mean = "Gem.", "Mean";
    mean_long = "Gemiddelde", "Mean";
    range = "Spreiding", "Range";
    raters_n = "n", "n";
    raters_n_long = "aantal beoordelaars", "number of raters";
    total = "Totaal", "Total";
    incomplete = "onvolledig", "incomplete";
    nothing = "–", "–";
    wide = "verschil", "differs";
    weight = "Gewicht", "Weight";
    share = "Aandeel", "Share";
    product = "Aandeel × gemiddelde", "Share × mean";
    scores = "Scores", "Scores";
    pending = "Nog niet te vergelijken", "Not to compare yet";
    pending_intro = "Het panel is hier nog niet klaar:", "The panel is not done here:";
    empty = "Er is nog niets te vergelijken.", "There is nothing to compare yet.";
    neutral_order = "Op alfabet, niet op score. Vergelijk eerst per competentie, kijk daarna naar het totaal.",
        "In alphabetical order, not by score. Compare per competency first, look at the total after.";
    validity = "Gestructureerde interviews voorspellen werkprestaties beter dan ongestructureerde, maar lang niet perfect. Verschillen kleiner dan de getoonde marge zeggen niets. Gebruik deze scores samen met andere informatie over het werk.",
        "Structured interviews predict job performance better than unstructured ones, but far from perfectly. Differences smaller than the margin shown are not meaningful. Use these scores together with other information about the work.";
    hidden = "Wie welke score gaf blijft verborgen, zoals bij deze vacature is afgesproken.",
        "Who gave which score stays hidden, as agreed for this vacancy.";
    no_notes = "Bij dit onderdeel zijn geen notities gemaakt.", "No notes were made here.";
    missing = "Ontbreekt:", "Missing:";
    legend = "● score van een beoordelaar, ┃ gemiddelde", "● score of one rater, ┃ mean";
    not_observed = "niet gezien", "not observed";
    wide_help = "Het panel verschilt hier 2 punten of meer: bespreek dit eerst.", "The panel differs by 2 points or more here: discuss this first.";
}

/// `3 beoordelaars`
pub fn raters(lang: Lang, n: u32) -> String {
    match (lang, n) {
        (Lang::Nl, 1) => "1 beoordelaar".into(),
        (Lang::Nl, n) => format!("{n} beoordelaars"),
        (Lang::En, 1) => "1 rater".into(),
        (Lang::En, n) => format!("{n} raters"),
    }
}

/// A small panel says little: said plainly.
pub fn small_panel(lang: Lang, raters: usize, candidates: usize) -> String {
    match lang {
        Lang::Nl => format!("{raters} beoordelaars, {candidates} kandidaten: zie dit als aanwijzing."),
        Lang::En => format!("{raters} raters, {candidates} candidates: take this as an indication."),
    }
}

/// What a strip plot shows, for who cannot see it.
pub fn plot(lang: Lang, candidate: &str, mean: &str, range: &str, n: u32) -> String {
    match lang {
        Lang::Nl => format!("{candidate}: gemiddeld {mean}, spreiding {range}, {}", raters(lang, n)),
        Lang::En => format!("{candidate}: mean {mean}, range {range}, {}", raters(lang, n)),
    }
}

/// `Leervermogen bij Anouk`
pub fn missing_at(lang: Lang, competency: &str, rater: &str) -> String {
    match lang {
        Lang::Nl => format!("{competency} bij {rater}"),
        Lang::En => format!("{competency} from {rater}"),
    }
}
