//! Comparing candidates.

use domain::{Lang, discussion::Remark};

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
    pending = "Nog niet te vergelijken", "Not comparable yet";
    pending_intro = "Het panel is hier nog niet klaar:", "The panel is not done here:";
    empty = "Er is nog niets te vergelijken.", "There is nothing to compare yet.";
    validity = "Gestructureerde interviews voorspellen werkprestaties beter dan ongestructureerde, maar lang niet perfect. Verschillen kleiner dan de getoonde marge zeggen niets. Gebruik deze scores samen met andere informatie over het werk.",
        "Structured interviews predict job performance better than unstructured ones, but far from perfectly. Differences smaller than the margin shown are not meaningful. Use these scores together with other information about the work.";
    hidden = "Wie welke score gaf blijft verborgen, zoals bij deze vacature is afgesproken. Gemiddelden rusten op wie had ingeleverd bij de onthulling, of op het hele panel als dat er minder dan drie waren. Spreiding, marges en wat verder iemands score zou verraden staan er niet bij.",
        "Who gave which score stays hidden, as agreed for this vacancy. Means rest on who had submitted at the reveal, or on the whole panel if those were fewer than three. Ranges, margins and whatever else would tell somebody’s score are left out.";
    withheld = "Niet getoond: te weinig beoordelingen, of te gelijke, om te tonen zonder dat je iemands score kunt afleiden. Dat geldt ook voor een competentie waarvan na de onthulling een vraag verviel.",
        "Not shown: too few ratings, or too alike, to show without somebody’s score following from it. The same goes for a competency of which a question was dropped after the reveal.";
    withheld_short = "niet getoond", "not shown";
    only_means = "Dit laten we hier niet zien: uit de verschillen binnen het panel zou volgen wie welke score gaf.",
        "This is not shown here: who gave which score would follow from how the panel differs.";
    no_notes = "Bij dit onderdeel zijn geen notities gemaakt.", "No notes were made here.";
    missing = "Ontbreekt:", "Missing:";
    legend = "● score van een beoordelaar, ┃ gemiddelde", "● score of one rater, ┃ mean";
    legend_mean = "┃ gemiddelde", "┃ mean";
    not_observed = "niet gezien", "not observed";
    neutral_order = "Op alfabet, niet op score. Vergelijk eerst per competentie, kijk daarna naar het totaal.",
        "In alphabetical order, not by score. Compare per competency first, look at the total after.";
    number_in_chart = "Nr.", "No.";
    agreement_index = "AD · rwg", "AD · rwg";
    overall = "Totaalindruk", "Overall impression";
    overall_counts_not = "telt niet mee", "does not count";
    discuss = "Bespreken", "Discuss";
    discuss_intro = "Hier verschilt het panel twee punten of meer, het grootste verschil eerst. Laat ieder vertellen wat die hoorde. Wat je afspreekt komt naast de losse scores te staan; die blijven zoals ze zijn en tellen voor het totaal.",
        "Here the panel differs by two points or more, the widest difference first. Let each say what they heard. What you agree on stands beside the separate scores; those stay as they are and count for the total.";
    nothing_to_discuss = "Nergens verschilt het panel twee punten of meer. Er is niets dat je eerst moet bespreken.",
        "The panel differs by two points or more nowhere. There is nothing to discuss first.";
    agree = "Gezamenlijk oordeel vastleggen", "Write down what you agree on";
    agree_again = "Opnieuw vastleggen", "Write it down again";
    agreed_level = "Waar kwam het panel op uit?", "What level did the panel agree on?";
    choose_level = "Kies een niveau", "Choose a level";
    agreed_why = "Waarom?", "Why?";
    remarks = "Wat anders ging dan gepland", "What did not go as planned";
    dropped = "Voor iedereen vervallen:", "Dropped for everybody:";
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

/// What the panel agreed on in one cell.
pub fn agreed_short(lang: Lang, level: u8) -> String {
    match lang {
        Lang::Nl => format!("gezamenlijk oordeel {level}"),
        Lang::En => format!("agreed {level}"),
    }
}

/// A small panel says little: said plainly.
pub fn small_panel(lang: Lang, rated: u32, candidates: usize) -> String {
    let rated_by = raters(lang, rated);
    let (of_nl, of_en) = if candidates == 1 { ("kandidaat", "candidate") } else { ("kandidaten", "candidates") };
    match lang {
        Lang::Nl => format!("{rated_by}, {candidates} {of_nl}: zie dit als aanwijzing."),
        Lang::En => format!("{rated_by}, {candidates} {of_en}: take this as an indication."),
    }
}

/// What a strip plot shows, for who cannot see it.
pub fn plot(lang: Lang, candidate: &str, mean: &str, range: Option<&str>, n: u32) -> String {
    let n = raters(lang, n);
    match (lang, range) {
        (Lang::Nl, Some(range)) => format!("{candidate}: gemiddeld {mean}, spreiding {range}, {n}"),
        (Lang::En, Some(range)) => format!("{candidate}: mean {mean}, range {range}, {n}"),
        (Lang::Nl, None) => format!("{candidate}: gemiddeld {mean}, {n}"),
        (Lang::En, None) => format!("{candidate}: mean {mean}, {n}"),
    }
}

/// `Leervermogen bij Anouk`
pub fn missing_at(lang: Lang, competency: &str, rater: &str) -> String {
    match lang {
        Lang::Nl => format!("{competency} bij {rater}"),
        Lang::En => format!("{competency} from {rater}"),
    }
}

/// `Verschil: 3 punten.`
pub fn differs_by(lang: Lang, points: &str) -> String {
    match lang {
        Lang::Nl => format!("Verschil: {points} punten."),
        Lang::En => format!("Difference: {points} points."),
    }
}

pub fn mean_is(lang: Lang, mean: &str) -> String {
    match lang {
        Lang::Nl => format!("Gemiddelde {mean}."),
        Lang::En => format!("Mean {mean}."),
    }
}

/// `Overeenstemming: 4, door Vera Bos op 25 november 2026 14:02.`
pub fn agreed_line(lang: Lang, level: u8, by: &str, when: &str) -> String {
    match (lang, by.is_empty()) {
        (Lang::Nl, false) => format!("Gezamenlijk oordeel: {level}, vastgelegd door {by} op {when}."),
        (Lang::En, false) => format!("Agreed: {level}, written down by {by} on {when}."),
        (Lang::Nl, true) => format!("Gezamenlijk oordeel: {level}, vastgelegd op {when}."),
        (Lang::En, true) => format!("Agreed: {level}, written down on {when}."),
    }
}

fn skipped(lang: Lang, question: &str, reason: &str) -> String {
    match lang {
        Lang::Nl => format!("Overgeslagen: “{question}” ({reason})"),
        Lang::En => format!("Skipped: “{question}” ({reason})"),
    }
}

fn changed(lang: Lang, question: &str, reason: &str) -> String {
    match lang {
        Lang::Nl => format!("Anders gesteld: “{question}” ({reason})"),
        Lang::En => format!("Asked differently: “{question}” ({reason})"),
    }
}

/// A name, or a word for it where individuals stay hidden.
fn somebody(lang: Lang, name: &str) -> &str {
    match (name.is_empty(), lang) {
        (false, _) => name,
        (true, Lang::Nl) => "Een beoordelaar",
        (true, Lang::En) => "A rater",
    }
}

fn knows(lang: Lang, rater: &str, relation: &str) -> String {
    let who = somebody(lang, rater);
    match lang {
        Lang::Nl => format!("{who} kent de kandidaat: {relation}"),
        Lang::En => format!("{who} knows the candidate: {relation}"),
    }
}

fn looked_early(lang: Lang, rater: &str, reason: &str) -> String {
    let who = somebody(lang, rater);
    match lang {
        Lang::Nl => format!("{who} opende de achtergrond voor het inleveren: {reason}"),
        Lang::En => format!("{who} opened the background before submitting: {reason}"),
    }
}

fn replaced(lang: Lang, from: &str, to: &str, reason: &str) -> String {
    match (lang, from.is_empty()) {
        (Lang::Nl, false) => format!("{from} is vervangen door {to}: {reason}"),
        (Lang::En, false) => format!("{from} was replaced by {to}: {reason}"),
        (Lang::Nl, true) => format!("Een beoordelaar is vervangen: {reason}"),
        (Lang::En, true) => format!("A rater was replaced: {reason}"),
    }
}

fn given_back(lang: Lang, rater: &str, by: &str, reason: &str) -> String {
    match (lang, rater.is_empty()) {
        (Lang::Nl, false) => format!("Het blad van {rater} is vóór de onthulling teruggegeven door {by}: {reason}"),
        (Lang::En, false) => format!("The sheet of {rater} was given back before the reveal by {by}: {reason}"),
        (Lang::Nl, true) => format!("Een blad is vóór de onthulling teruggegeven: {reason}"),
        (Lang::En, true) => format!("A sheet was given back before the reveal: {reason}"),
    }
}

fn set_aside(lang: Lang, rater: &str, by: &str, reason: &str) -> String {
    match (lang, rater.is_empty()) {
        (Lang::Nl, false) => format!("Het blad van {rater} is terzijde gelegd door {by} en telt niet mee: {reason}"),
        (Lang::En, false) => format!("The sheet of {rater} was set aside by {by} and does not count: {reason}"),
        (Lang::Nl, true) => format!("Een blad is terzijde gelegd en telt niet mee: {reason}"),
        (Lang::En, true) => format!("A sheet was set aside and does not count: {reason}"),
    }
}

fn saw_counts(lang: Lang, rater: &str) -> String {
    let who = somebody(lang, rater);
    match lang {
        Lang::Nl => format!("{who} zag, voor een plek in dit panel, al hoeveel er door anderen beoordeeld was"),
        Lang::En => format!("{who} saw how much others had rated, before taking a place on this panel"),
    }
}

/// What was not as planned, in a sentence; `question` is how the question it is about is asked.
pub fn remark(lang: Lang, remark: &Remark, question: &str) -> String {
    match remark {
        Remark::Skipped { reason, .. } => skipped(lang, question, reason),
        Remark::Changed { reason, .. } => changed(lang, question, reason),
        Remark::Knows { rater, relation } => knows(lang, rater, relation),
        Remark::LookedEarly { rater, reason } => looked_early(lang, rater, reason),
        Remark::Replaced { from, to, reason } => replaced(lang, from, to, reason),
        Remark::Returned { rater, by, reason } => given_back(lang, rater, by, reason),
        Remark::SetAside { rater, by, reason } => set_aside(lang, rater, by, reason),
        Remark::SawCounts { rater } => saw_counts(lang, rater),
    }
}
