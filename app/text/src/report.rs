//! Words of the reports on paper. What a report shares with the pages (levels, steps, validity) is in their modules.

use domain::{Lang, time::Local, vacancy::RevealPolicy};

use crate::{common, compare, names, numbers};

words! {
    panel_report = "Panelrapport", "Panel report";
    candidate_report = "Kandidaatrapport", "Candidate report";

    candidate = "Kandidaat", "Candidate";
    candidates = "Kandidaten", "Candidates";
    scorecard = "Scorekaart", "Scorecard";
    fingerprint = "Controlecode", "Checksum";
    panel = "Panel", "Panel";
    reveal = "Onthulling", "Reveal";
    total = "Totaal", "Total";

    comparison = "Vergelijking", "Comparison";
    comparison_legend = "In elk vak het gemiddelde van het panel, met daaronder de spreiding (spr., hoogste min laagste score) en het aantal beoordelaars (n). Schaal 1 tot en met 5. Vet: 2 punten of meer verschil.",
        "Each cell holds the mean of the panel, with below it the range (highest minus lowest score) and the number of raters (n). Scale 1 to 5. Bold: 2 points or more apart.";
    late = "toegevoegd na de onthulling", "added after the reveal";
    late_legend = "Na de onthulling toegevoegd: het panel kon de scores van de anderen toen al zien.",
        "Added after the reveal: by then the panel could see the scores of the others.";
    pending = "Nog niet klaar, daarom zonder cijfers:", "Not finished yet, so without numbers:";
    nobody = "Er is nog geen kandidaat te vergelijken.", "There is no candidate to compare yet.";

    reading = "Zo lees je dit rapport", "How to read this report";
    competencies_and_weights = "Competenties en gewichten", "Competencies and weights";
    competency = "Competentie", "Competency";
    what_it_is = "Wat het is en waarom het nodig is", "What it is and why it is needed";
    weight = "Gewicht", "Weight";
    weights_equal = "Alle competenties wegen even zwaar.", "All competencies weigh the same.";
    weights_reason = "Waarom deze gewichten:", "Why these weights:";
    no_weights_reason = "Voor deze gewichten is geen reden vastgelegd.", "No reason was recorded for these weights.";

    per_competency = "Per competentie", "Per competency";
    plot_legend = "Stippen zijn de scores van de beoordelaars, de staande streep is het gemiddelde.",
        "Dots are the scores of the raters, the upright bar is the mean.";
    plot_legend_hidden = "De staande streep is het gemiddelde. Scores per beoordelaar blijven verborgen.",
        "The upright bar is the mean. Scores per rater stay hidden.";
    scores = "Scores", "Scores";
    mean = "Gem.", "Mean";
    range = "Spreiding", "Range";
    n = "n", "n";

    to_discuss = "Verschillen om te bespreken", "Differences to discuss";
    to_discuss_intro = "Hier liggen de scores van het panel 2 punten of meer uit elkaar. Bespreek deze eerst, met de notities erbij.",
        "Here the scores of the panel are 2 points or more apart. Discuss these first, with the notes at hand.";
    nothing_to_discuss = "Nergens liggen de scores van het panel 2 punten of meer uit elkaar.",
        "Nowhere are the scores of the panel 2 points or more apart.";

    calculation = "Zo is het totaal berekend", "How the total was calculated";
    calculations = "Zo zijn de totalen berekend", "How the totals were calculated";
    calculation_intro = "Totaal = de som van aandeel × gemiddelde over alle competenties. Er wordt met onafgeronde getallen gerekend.",
        "Total = the sum of share × mean over all competencies. Numbers are not rounded until the end.";
    share = "Aandeel", "Share";
    product = "Aandeel × gem.", "Share × mean";
    incomplete = "onvolledig", "incomplete";
    incomplete_hidden = "Niet van elke competentie kan een gemiddelde van het hele panel worden getoond.",
        "Not of every competency can a mean of the whole panel be shown.";

    overview = "Overzicht", "Overview";
    question = "Vraag", "Question";
    whole_competency = "De competentie als geheel", "The competency as a whole";
    levels_given = "Scores", "Scores";
    level = "Niveau", "Level";
    what_level_says = "Wat dit niveau inhoudt", "What this level means";
    not_rated = "geen score", "no score";
    notes = "Notities", "Notes";
    notes_of_others = "Jij zat niet in dit panel; de notities staan er daarom niet bij.",
        "You were not on this panel, so its notes are left out.";
    no_notes_at_all = "Geen notities.", "No notes.";
    half_margin = "± (halve marge)", "± (half the margin)";
    no_notes = "Bij deze competentie zijn geen notities gemaakt.", "No notes were made on this competency.";
    no_levels = "Niemand gaf hier een niveau.", "Nobody gave a level here.";
    agreement = "Overeenstemming", "Agreement";
    agreed = "Gezamenlijk oordeel", "Agreed by the panel";
    decision = "Besluit", "Decision";
    decisions = "Besluiten", "Decisions";
    no_decisions_yet = "Er is nog niets besloten.", "Nothing has been decided yet.";
    why_not_top = "Waarom niet iemand uit de hoogste groep:", "Why not somebody from the top group:";
    structure = "Structuur", "Structure";
    evidence = "Wat het panel opschreef", "What the panel wrote down";
    evidence_hidden = "Notities staan niet in dit rapport, zodat verborgen blijft wie wat schreef.",
        "Notes are left out of this report, so that who wrote what stays hidden.";
    no_talk = "In Maatstaf zag tot de onthulling niemand scores of notities van een ander.",
        "In Maatstaf, nobody saw scores or notes of anybody else until the reveal.";
    group = "Groep", "Group";
    rater = "Beoordelaar", "Rater";
    kind = "Soort", "Kind";
    retention = "Bewaartermijn", "Retention";
    holistic = "De totaalindruk komt als laatste, na alle vragen, en telt niet mee in het totaal (gewicht 0).",
        "The overall impression comes last, after all questions, and does not count in the total (weight 0).";
    order_note = "Binnen een groep is er geen volgorde: de totalen schelen hooguit de marge. Groep 1 heeft de hoogste totalen.",
        "There is no order within a group: totals differ by the margin at most. Group 1 has the highest totals.";
    hidden = "Wie welke score gaf en wie welke notitie maakte blijft verborgen, zoals bij deze vacature is afgesproken. Gemiddelden rusten op wie had ingeleverd bij de onthulling. Een streepje: te weinig beoordelingen, of te gelijke, om te tonen zonder dat je iemands score kunt afleiden. Om die reden ontbreken ook spreiding en marges.",
        "Who gave which score and who made which note stays hidden, as agreed for this vacancy. Means rest on who had submitted at the reveal. A dash: too few ratings, or too alike, to show without somebody’s score following from it. For that reason ranges and margins are left out too.";
}

/// How far raters were from each other on one competency: `0,44 punt van het gemiddelde af (AD; rwg 0,83)`.
pub fn agreement_of(lang: Lang, ad: Option<f64>, rwg: Option<f64>) -> String {
    let ad = ad.map(|ad| numbers::total(lang, ad));
    let rwg = rwg.map(|rwg| format!("; rwg {}", numbers::total(lang, rwg))).unwrap_or_default();
    match (lang, ad) {
        (Lang::Nl, Some(ad)) => format!("Overeenstemming: scores liggen gemiddeld {ad} punt van het gemiddelde af (AD{rwg})."),
        (Lang::En, Some(ad)) => format!("Agreement: scores are on average {ad} points away from the mean (AD{rwg})."),
        (Lang::Nl, None) => "Overeenstemming: niet te berekenen met minder dan twee scores.".into(),
        (Lang::En, None) => "Agreement: cannot be calculated with fewer than two scores.".into(),
    }
}

/// In the foot: until when the data may be there.
pub fn delete_by(lang: Lang, by: Option<Local>) -> String {
    match (lang, by) {
        (Lang::Nl, Some(by)) => format!("verwijderen uiterlijk {}", numbers::short_date(lang, by)),
        (Lang::En, Some(by)) => format!("delete by {}", numbers::short_date(lang, by)),
        (Lang::Nl, None) => "verwijderen uiterlijk 4 weken na sluiten van de vacature".into(),
        (Lang::En, None) => "delete within 4 weeks of the vacancy closing".into(),
    }
}

/// Until when the data may be there, as a sentence.
pub fn retention_of(lang: Lang, by: Option<Local>) -> String {
    match (lang, by) {
        (Lang::Nl, Some(by)) => {
            format!(
                "Verwijder dit rapport en de gegevens van kandidaten uiterlijk op {}, vier weken na het sluiten van de vacature.",
                numbers::date(lang, by)
            )
        }
        (Lang::En, Some(by)) => {
            format!("Delete this report and the candidates’ data by {}, four weeks after the vacancy was closed.", numbers::date(lang, by))
        }
        (Lang::Nl, None) => {
            "Verwijder dit rapport en de gegevens van kandidaten uiterlijk vier weken nadat de vacature is gesloten.".into()
        }
        (Lang::En, None) => "Delete this report and the candidates’ data within four weeks of the vacancy closing.".into(),
    }
}

/// What the chart shows, for who cannot see it.
pub fn chart(lang: Lang, candidates: usize) -> String {
    match (lang, candidates) {
        (Lang::Nl, 1) => "Grafiek van potentieel tegen prestatie met 1 kandidaat; de cijfers staan in de tabel eronder.".into(),
        (Lang::Nl, n) => format!("Grafiek van potentieel tegen prestatie met {n} kandidaten; de cijfers staan in de tabel eronder."),
        (Lang::En, 1) => "Chart of potential against performance with 1 candidate; the numbers are in the table below.".into(),
        (Lang::En, n) => format!("Chart of potential against performance with {n} candidates; the numbers are in the table below."),
    }
}

/// `Panelrapport: Junior data-analist`
pub fn titled(document: &str, subject: &str) -> String {
    format!("{document}: {subject}")
}

/// `Junior data-analist · ronde 1 · 22 november 2026`
pub fn about(lang: Lang, vacancy: &str, round: u32, at: Local) -> String {
    format!("{vacancy} · {} · {}", common::round(lang, round).to_lowercase(), numbers::date(lang, at))
}

/// `Selectie op potentieel, versie 2`
pub fn version(lang: Lang, title: &str, version: u32) -> String {
    match lang {
        Lang::Nl => format!("{title}, versie {version}"),
        Lang::En => format!("{title}, version {version}"),
    }
}

/// When and by what rule the ratings became visible.
pub fn revealed(lang: Lang, policy: RevealPolicy, at: Option<Local>) -> String {
    let rule = names::policy(lang, policy);
    match (lang, at) {
        (Lang::Nl, Some(at)) => format!("Afspraak: {rule}. Onthuld op {}.", numbers::date_time(lang, at)),
        (Lang::En, Some(at)) => format!("Agreed: {rule}. Revealed on {}.", numbers::date_time(lang, at)),
        (Lang::Nl, None) => format!("Afspraak: {rule}."),
        (Lang::En, None) => format!("Agreed: {rule}."),
    }
}

/// The reveal came before the rule said so.
pub fn revealed_early(lang: Lang, by: Option<&str>, reason: &str) -> String {
    match (lang, by) {
        (Lang::Nl, Some(by)) => format!("Eerder onthuld dan afgesproken, door {by}. Reden: {reason}"),
        (Lang::En, Some(by)) => format!("Revealed earlier than agreed, by {by}. Reason: {reason}"),
        (Lang::Nl, None) => format!("Eerder onthuld dan afgesproken. Reden: {reason}"),
        (Lang::En, None) => format!("Revealed earlier than agreed. Reason: {reason}"),
    }
}

/// `5, waarvan 1 nog niet klaar`
pub fn how_many(lang: Lang, all: usize, pending: usize) -> String {
    match (lang, pending) {
        (_, 0) => all.to_string(),
        (Lang::Nl, n) => format!("{all}, van wie {n} nog niet klaar"),
        (Lang::En, n) => format!("{all}, of whom {n} not finished yet"),
    }
}

/// `spr. 1 · n 3`, short enough for a narrow column.
pub fn range_and_n(lang: Lang, range: Option<f64>, n: u32) -> String {
    let range = range.map(|range| numbers::score(lang, range));
    match (lang, range) {
        (Lang::Nl, Some(range)) => format!("spr. {range} · n {n}"),
        (Lang::En, Some(range)) => format!("range {range} · n {n}"),
        (_, None) => format!("n {n}"),
    }
}

/// `gemiddeld 3,3 · spreiding 1 · 3 beoordelaars`; without a mean it says so.
pub fn cell(lang: Lang, mean: Option<f64>, range: Option<f64>, n: u32) -> String {
    let word = compare::mean_long(lang);
    let mean = mean.map_or_else(|| numbers::NONE.to_owned(), |mean| numbers::competency(lang, mean));
    let range = range.map(|r| format!(" · {} {}", compare::range(lang).to_lowercase(), numbers::score(lang, r)));
    format!("{word} {mean}{} · {}", range.unwrap_or_default(), compare::raters(lang, n))
}

/// Above a part of the comparison that did not fit on one width: `Competentie 1 tot en met 4 van 8`.
pub fn part(lang: Lang, from: usize, to: usize, of: usize) -> String {
    match lang {
        Lang::Nl => format!("Competentie {from} tot en met {to} van {of}"),
        Lang::En => format!("Competencies {from} to {to} of {of}"),
    }
}

/// `Scores in deze volgorde: Anouk, Bram, Chris.`
pub fn score_order(lang: Lang, raters: &[&str]) -> String {
    match lang {
        Lang::Nl => format!("Scores in deze volgorde: {}.", raters.join(", ")),
        Lang::En => format!("Scores in this order: {}.", raters.join(", ")),
    }
}

/// `4 · 3 · 3,5`: no commas, which Dutch has inside a number. A line never begins with a dot.
pub fn in_a_row(scores: &[String]) -> String {
    scores.join("\u{a0}· ")
}

/// `spreiding 3 (scores 2 · 5)`
pub fn difference(lang: Lang, range: f64, scores: &[String]) -> String {
    let range = numbers::score(lang, range);
    let scores = in_a_row(scores);
    match (lang, scores.is_empty()) {
        (Lang::Nl, false) => format!("spreiding {range} (scores {scores})"),
        (Lang::En, false) => format!("range {range} (scores {scores})"),
        (Lang::Nl, true) => format!("spreiding {range}"),
        (Lang::En, true) => format!("range {range}"),
    }
}

/// What a strip plot shows, for who cannot see it.
pub fn plot(lang: Lang, scores: &[String], mean: Option<f64>) -> String {
    let mean = mean.map(|mean| numbers::competency(lang, mean));
    let list = scores.join("; ");
    match (lang, mean, scores.is_empty()) {
        (Lang::Nl, None, _) => "Geen score".into(),
        (Lang::En, None, _) => "No score".into(),
        (Lang::Nl, Some(mean), true) => format!("Op een schaal van 1 tot 5: gemiddelde {mean}"),
        (Lang::En, Some(mean), true) => format!("On a scale of 1 to 5: mean {mean}"),
        (Lang::Nl, Some(mean), false) => format!("Op een schaal van 1 tot 5: scores {list}, gemiddelde {mean}"),
        (Lang::En, Some(mean), false) => format!("On a scale of 1 to 5: scores {list}, mean {mean}"),
    }
}

/// `Niet te berekenen. Ontbreekt: Leervermogen bij Anouk.`
pub fn missing(lang: Lang, what: &[String]) -> String {
    match lang {
        Lang::Nl => format!("Ontbreekt: {}.", what.join("; ")),
        Lang::En => format!("Missing: {}.", what.join("; ")),
    }
}

/// `niet gezien: niet aan toegekomen`
pub fn not_observed(lang: Lang, reason: &str) -> String {
    let word = compare::not_observed(lang);
    if reason.trim().is_empty() { word.to_owned() } else { format!("{word}: {reason}") }
}

/// `vraag 2`
pub fn at_question(lang: Lang, number: usize) -> String {
    match lang {
        Lang::Nl => format!("vraag {number}"),
        Lang::En => format!("question {number}"),
    }
}

/// In the foot: `gemaakt 22 nov 2026, 14:05 door Sam de Wit`
pub fn generated(lang: Lang, at: Local, by: &str) -> String {
    let at = numbers::short_date_time(lang, at);
    match lang {
        Lang::Nl => format!("gemaakt {at} door {by}"),
        Lang::En => format!("made {at} by {by}"),
    }
}

/// `pagina 1 van 4`
pub fn page(lang: Lang, page: usize, of: usize) -> String {
    match lang {
        Lang::Nl => format!("pagina {page} van {of}"),
        Lang::En => format!("page {page} of {of}"),
    }
}

/// Characters that the font does not have were replaced by a box.
pub fn replaced(lang: Lang, n: usize) -> String {
    match (lang, n) {
        (Lang::Nl, 1) => "1 teken kan dit rapport niet tonen; op die plek staat □.".into(),
        (Lang::Nl, n) => format!("{n} tekens kan dit rapport niet tonen; op die plekken staat □."),
        (Lang::En, 1) => "1 character cannot be shown in this report; □ stands in its place.".into(),
        (Lang::En, n) => format!("{n} characters cannot be shown in this report; □ stands in their place."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Local = Local { year: 2026, month: 11, day: 22, hour: 14, minute: 5, weekday: 7 };

    #[test]
    fn a_report_says_what_it_is_about() {
        assert_eq!(about(Lang::Nl, "Junior data-analist", 1, AT), "Junior data-analist · ronde 1 · 22 november 2026");
        assert_eq!(generated(Lang::En, AT, "Sam de Wit"), "made 22 Nov 2026, 14:05 by Sam de Wit");
        assert_eq!(how_many(Lang::Nl, 5, 0), "5");
        assert_eq!(how_many(Lang::Nl, 5, 1), "5, van wie 1 nog niet klaar");
    }

    #[test]
    fn an_early_reveal_names_who_and_why() {
        assert_eq!(
            revealed_early(Lang::Nl, Some("Sam"), "de bus staakte"),
            "Eerder onthuld dan afgesproken, door Sam. Reden: de bus staakte"
        );
        assert_eq!(
            revealed(Lang::En, RevealPolicy::AfterRound, Some(AT)),
            "Agreed: after the whole round. Revealed on 22 November 2026, 14:05."
        );
    }

    #[test]
    fn a_number_that_is_not_there_is_a_dash_and_never_a_zero() {
        assert_eq!(cell(Lang::Nl, None, None, 0), "Gemiddelde – · 0 beoordelaars");
        assert_eq!(range_and_n(Lang::Nl, None, 1), "n 1");
        assert_eq!(plot(Lang::Nl, &[], None), "Geen score");
        assert_eq!(not_observed(Lang::Nl, " "), "niet gezien");
    }

    #[test]
    fn scores_with_a_decimal_comma_stay_apart() {
        let scores = ["3,5".to_owned(), "4".to_owned()];
        assert_eq!(difference(Lang::Nl, 2.0, &scores), "spreiding 2 (scores 3,5\u{a0}· 4)");
        assert_eq!(plot(Lang::Nl, &scores, Some(3.75)), "Op een schaal van 1 tot 5: scores 3,5; 4, gemiddelde 3,8");
    }
}
