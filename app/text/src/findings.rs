//! What the numbers say, in sentences.

use domain::{
    Lang,
    analysis::{Findings, Overtakes, Side, Turn, Undefined},
    scoring::EPSILON,
};

use crate::{
    names::capitalised,
    numbers::{fixed, percent, total},
};

words! {
    bands = "Wie kun je uit elkaar houden?", "Who can be told apart?";
    changes = "Wat zou de volgorde veranderen?", "What would change the order?";
    chart = "Potentieel en prestatie", "Potential and performance";
    chart_intro = "Overlappen twee streepjes in dezelfde richting, dan kan het verschil op die as toeval zijn (95%).",
        "Where two bars in the same direction overlap, the difference on that axis may be chance (95%).";
    potential = "Potentieel", "Potential";
    performance = "Prestatie", "Performance";
    margin_of = "Marge (95%)", "Margin (95%)";
    no_chart = "Voor deze grafiek zijn competenties van beide soorten nodig: potentieel en prestatie.",
        "This chart needs competencies of both kinds: potential and performance.";
    between_bands = "Ook tussen twee groepen kan een verschil kleiner zijn dan de marge: een groep begint bij de eerste die meer dan de marge onder de hoogste ervoor zit.",
        "Between two groups a difference can be below the margin too: a group begins at the first who is more than the margin below the highest before.";
    no_bands = "Geen groepen.", "No groups.";
    exact = "Het panel was het precies eens; een marge is dan niet te schatten.",
        "The panel agreed exactly; a margin cannot be estimated then.";
    first_pairs = "De paren die de kleinste verschuiving vragen staan vooraan.", "The pairs that need the smallest shift come first.";
    nothing_flips = "Geen andere verdeling van de gewichten verandert wie boven wie staat.",
        "No other division of the weights changes who stands above whom.";
    share_of_first = "Andere gewichten:", "Other weights:";
    changes_calculation = "Het kantelpunt van een gewicht: S is het verschil op de andere competenties, δ het verschil op deze; bij gewicht −S / (δ − S) zijn beide totalen gelijk, terwijl de andere gewichten onderling gelijk blijven. Zonder een panellid: alle gemiddelden opnieuw, zonder de scores van dat panellid. Andere verdelingen: alle gewichten in stappen van 10%; wie gelijk eindigt deelt de eerste plaats.",
        "The turning point of a weight: S is the difference on the other competencies, δ the difference on this one; at weight −S / (δ − S) both totals are equal, the other weights keeping their proportions. Without a panel member: all means again, without those scores. Other divisions: all weights in steps of 10%; candidates who tie share the first place.";
    adjusted = "Kandidaten hadden niet hetzelfde panel. Gecorrigeerd voor hoe streng ieder panellid scoort (gewoon totaal erachter):",
        "Candidates did not have the same panel. Adjusted for how strict each panel member is (plain total behind it):";
    not_adjusted_here = "De totalen zelf zijn niet gecorrigeerd.", "The totals themselves are not adjusted.";
    show_calculation = "Toon berekening", "Show calculation";
}

/// Why there is no number.
pub const fn why(lang: Lang, undefined: Undefined) -> &'static str {
    let (nl, en) = match undefined {
        Undefined::TooFewCandidates => ("te weinig kandidaten", "too few candidates"),
        Undefined::TooFewRaters => ("te weinig panelleden", "too few panel members"),
        Undefined::TooFewRatings => ("te weinig scores", "too few scores"),
        Undefined::NothingRated => ("er is niets gescoord", "nothing was rated"),
        Undefined::OneCompetency => ("er is maar één competentie", "there is only one competency"),
        Undefined::TooManyCompetencies => (
            "niet berekend: met meer dan 8 competenties zijn er te veel verdelingen van de gewichten",
            "not computed: with more than 8 competencies there are too many ways to divide the weights",
        ),
        Undefined::Incomplete => ("er ontbreken scores", "scores are missing"),
        Undefined::DifferentRaters => {
            ("niet vergelijkbaar: kandidaten hadden verschillende panels", "not comparable: candidates had different panels")
        }
        Undefined::NotConnected => {
            ("niet vergelijkbaar: de panels hebben geen kandidaat gemeen", "not comparable: the panels have no candidate in common")
        }
        Undefined::Hidden => ("niet getoond: het zou verraden wie welke score gaf", "not shown: it would tell who gave which score"),
        Undefined::NotNeeded => ("niet nodig: iedereen had hetzelfde panel", "not needed: everybody had the same panel"),
        Undefined::NoVariance => {
            ("niet te berekenen: er is geen verschil om te verklaren", "cannot be computed: there is no difference to explain")
        }
        Undefined::NegativeVariance => {
            ("niet te berekenen: panelleden verschillen meer dan kandidaten", "cannot be computed: raters differ more than candidates do")
        }
        Undefined::NoResidual => ("geen interval: het panel was het precies eens", "no interval: the panel agreed exactly"),
        Undefined::Unstable => ("niet betrouwbaar te berekenen met deze scores", "cannot be computed reliably from these scores"),
        Undefined::AtTheEnd => ("iedereen gaf het laagste of hoogste niveau", "everybody gave the lowest or highest level"),
        Undefined::OffScale => ("een waarde valt buiten de schaal", "a value is off the scale"),
        Undefined::BadCounts => ("er zijn er meer gekozen dan er waren", "more were selected than there were"),
        Undefined::GroupTooSmall => ("verborgen: minder dan 5 mensen", "hidden: fewer than 5 people"),
        Undefined::TooFewGroups => ("er zijn minstens twee groepen van 5 of meer nodig", "at least two groups of 5 or more are needed"),
        Undefined::NothingSelected => ("niemand is gekozen", "nobody was selected"),
        Undefined::EmptyCell => ("niet te berekenen met een telling van 0", "cannot be computed with a count of 0"),
        Undefined::NobodyToMove => ("er is niemand die kan wisselen", "there is nobody who can move"),
    };
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}

/// `A, B en C`
pub fn list(lang: Lang, names: &[String]) -> String {
    let and = match lang {
        Lang::Nl => " en ",
        Lang::En => " and ",
    };
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}{and}{last}", first.join(", ")),
    }
}

/// Who shares a band, or stands apart.
pub fn band(lang: Lang, names: &[String]) -> String {
    let who = list(lang, names);
    match (lang, names.len()) {
        (Lang::Nl, 1) => format!("{who} vormt een eigen groep."),
        (Lang::En, 1) => format!("{who} is a group of their own."),
        (Lang::Nl, _) => format!("Dit panel kan {who} niet uit elkaar houden."),
        (Lang::En, _) => format!("This panel cannot tell {who} apart."),
    }
}

/// How far two totals must be apart to be told apart.
pub fn margin(lang: Lang, lsd: f64) -> String {
    if lsd < EPSILON {
        return exact(lang).to_owned();
    }
    let points = total(lang, lsd);
    match lang {
        Lang::Nl => format!("Een verschil van {points} punt (de marge) of minder tussen twee totalen kan toeval zijn (95%, per paar)."),
        Lang::En => format!("A difference of {points} points (the margin) or less between two totals may be chance (95%, per pair)."),
    }
}

/// How far a total may be off.
pub fn standard_errors(lang: Lang, relative: f64, absolute: f64) -> String {
    let (relative, absolute) = (total(lang, relative), total(lang, absolute));
    match lang {
        Lang::Nl => format!("Meetfout van een totaal: {relative} tussen kandidaten van dit panel, {absolute} tegenover een vaste norm."),
        Lang::En => format!("Standard error of a total: {relative} between candidates of this panel, {absolute} against a fixed norm."),
    }
}

/// `Zonder R3: E, C, B, A, D`
pub fn order_without(lang: Lang, rater: &str, order: &[String]) -> String {
    let order = order.join(", ");
    match lang {
        Lang::Nl => format!("Zonder {rater}: {order}"),
        Lang::En => format!("Without {rater}: {order}"),
    }
}

/// What a table is called that stands under a heading with this name.
pub fn table_of(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Nl => format!("Tabel: {name}"),
        Lang::En => format!("Table: {name}"),
    }
}

/// The reason as a sentence of its own.
pub fn why_sentence(lang: Lang, undefined: Undefined) -> String {
    format!("{}.", capitalised(why(lang, undefined)))
}

/// Where the margin comes from: `t₈ × √(2 × 0,0386 / 3) = 2,306 × 0,160 = 0,370`.
pub fn margin_calculation(lang: Lang, residual: f64, raters: usize, df: usize, t: f64, sed: f64, lsd: f64) -> String {
    let n = |value, decimals| fixed(lang, value, decimals);
    format!("t({df}) × √(2 × {} / {raters}) = {} × {} = {}", n(residual, 4), n(t, 3), n(sed, 4), n(lsd, 3))
}

/// What the letters in the margin stand for.
pub const fn margin_letters(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => {
            "t hoort bij 95% en het aantal vrijheidsgraden; onder de wortel staat tweemaal de onverklaarde variantie tussen panelleden, gedeeld door hun aantal."
        }
        Lang::En => {
            "t belongs to 95% and the degrees of freedom; under the root stands twice the unexplained variance between raters, divided by their number."
        }
    }
}

/// `minder dan 14% weegt (nu 30%)`
fn when_weighs(lang: Lang, competency: &str, side: Side, weight: f64, now: f64) -> String {
    // Not “more than 33% (now 33%)”.
    let decimals = u8::from(fixed(lang, weight * 100.0, 0) == fixed(lang, now * 100.0, 0));
    let [weight, now] = [weight, now].map(|share| format!("{}%", fixed(lang, share * 100.0, decimals)));
    match (lang, side) {
        (Lang::Nl, Side::Below) => format!("{competency} minder dan {weight} weegt (nu {now})"),
        (Lang::Nl, Side::Above) => format!("{competency} meer dan {weight} weegt (nu {now})"),
        (Lang::En, Side::Below) => format!("{competency} weighs less than {weight} (now {now})"),
        (Lang::En, Side::Above) => format!("{competency} weighs more than {weight} (now {now})"),
    }
}

/// `E komt boven C als leervermogen minder dan 14% weegt, of aanpassen meer dan 41%.`
fn passes(lang: Lang, behind: &str, ahead: &str, when: &[String]) -> String {
    match lang {
        Lang::Nl => format!("{behind} komt boven {ahead} als {}.", when.join(", of ")),
        Lang::En => format!("{behind} passes {ahead} when {}.", when.join(", or ")),
    }
}

/// `Zonder Ruben Smit staat Eva Nowak bovenaan.`
fn without(lang: Lang, rater: &str, first: &[String]) -> String {
    let who = list(lang, first);
    match (lang, first.len()) {
        (Lang::Nl, 1) => format!("Zonder {rater} staat {who} bovenaan."),
        (Lang::Nl, _) => format!("Zonder {rater} staan {who} samen bovenaan."),
        (Lang::En, 1) => format!("Without {rater}, {who} is first."),
        (Lang::En, _) => format!("Without {rater}, {who} share the first place."),
    }
}

/// Whoever is left out, the first stays.
fn first_stays(lang: Lang, first: &[String]) -> String {
    let who = list(lang, first);
    match (lang, first.len()) {
        (Lang::Nl, 1) => format!("{who} blijft bovenaan, welk panellid je ook weglaat."),
        (Lang::Nl, _) => format!("{who} blijven bovenaan, welk panellid je ook weglaat."),
        (Lang::En, 1) => format!("{who} stays first, whichever panel member is left out."),
        (Lang::En, _) => format!("{who} stay first, whichever panel member is left out."),
    }
}

/// `Over alle 286 verdelingen van de gewichten staat C in 59,3% bovenaan, E in 34,4%.`
fn first_places(lang: Lang, points: usize, shares: &[(String, f64)]) -> String {
    let mut each = shares.iter().map(|(name, share)| (name, percent(lang, *share)));
    let Some((first, share)) = each.next() else { return String::new() };
    let rest: String = each.map(|(name, share)| format!(", {name} in {share}")).collect::<Vec<_>>().concat();
    match lang {
        Lang::Nl => {
            format!("Over alle {points} verdelingen van de gewichten (in stappen van 10%) staat {first} in {share} bovenaan{rest}.")
        }
        Lang::En => format!("Over all {points} ways to divide the weights (in steps of 10%) {first} comes first in {share}{rest}."),
    }
}

/// A band, where candidates stand in the order of their totals.
pub fn band_number(lang: Lang, number: usize) -> String {
    match lang {
        Lang::Nl => format!("groep {number}"),
        Lang::En => format!("group {number}"),
    }
}

/// How many candidates have no total.
pub fn incomplete(lang: Lang, n: usize) -> String {
    match (lang, n) {
        (Lang::Nl, 1) => "1 kandidaat heeft geen volledig totaal en doet hier niet mee.".into(),
        (Lang::Nl, n) => format!("{n} kandidaten hebben geen volledig totaal en doen hier niet mee."),
        (Lang::En, 1) => "1 candidate has no complete total and is left out here.".into(),
        (Lang::En, n) => format!("{n} candidates have no complete total and are left out here."),
    }
}

/// `0,01 tot 0,91`
pub fn from_to(lang: Lang, low: f64, high: f64) -> String {
    let (low, high) = (fixed(lang, low, 2), fixed(lang, high, 2));
    match lang {
        Lang::Nl => format!("{low} tot {high}"),
        Lang::En => format!("{low} to {high}"),
    }
}

/// When one candidate would come before another, a sentence for each pair; `competencies` by name.
pub fn weights(lang: Lang, findings: &Findings, competencies: &[String]) -> Vec<String> {
    if findings.firm {
        return vec![nothing_flips(lang).to_owned()];
    }
    let when = |turn: &Turn| Some(when_weighs(lang, competencies.get(turn.competency)?, turn.side, turn.weight, turn.now));
    let pair = |pair: &Overtakes| passes(lang, &pair.behind, &pair.ahead, &pair.when.iter().filter_map(when).collect::<Vec<_>>());
    findings.overtakes.iter().map(pair).collect()
}

/// Without whom another candidate would be first, or that nobody changes that.
pub fn raters(lang: Lang, findings: &Findings) -> Vec<String> {
    let changing: Vec<String> = findings.without.iter().filter(|it| it.changes).map(|it| without(lang, &it.rater, &it.first)).collect();
    if changing.is_empty() && !findings.without.is_empty() { vec![first_stays(lang, &findings.first)] } else { changing }
}

/// Who comes first over all ways to divide the weights.
pub fn places(lang: Lang, findings: &Findings) -> String {
    match &findings.first_place {
        Ok(places) => first_places(lang, places.grid_points, &places.shares),
        Err(why_not) => format!("{} {}.", share_of_first(lang), why(lang, *why_not)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_would_change_the_order_is_a_sentence() {
        let when = |lang, learning, adapting| {
            [when_weighs(lang, learning, Side::Below, 1.0 / 7.0, 0.3), when_weighs(lang, adapting, Side::Above, 0.411_76, 0.25)]
        };
        assert_eq!(
            passes(Lang::En, "E", "C", &when(Lang::En, "learning ability", "adaptability")),
            "E passes C when learning ability weighs less than 14% (now 30%), or adaptability weighs more than 41% (now 25%)."
        );
        assert_eq!(
            passes(Lang::Nl, "E", "C", &when(Lang::Nl, "leervermogen", "aanpassen")),
            "E komt boven C als leervermogen minder dan 14% weegt (nu 30%), of aanpassen meer dan 41% weegt (nu 25%)."
        );
        assert_eq!(without(Lang::En, "panel member 3", &names(&["E"])), "Without panel member 3, E is first.");
    }

    #[test]
    fn weights_that_round_alike_get_a_decimal() {
        assert_eq!(when_weighs(Lang::En, "judgement", Side::Above, 0.334, 0.33), "judgement weighs more than 33.4% (now 33.0%)");
    }

    #[test]
    fn bands_are_words_and_not_ranks() {
        assert_eq!(band(Lang::En, &names(&["C", "E"])), "This panel cannot tell C and E apart.");
        assert_eq!(band(Lang::Nl, &names(&["A", "B", "C"])), "Dit panel kan A, B en C niet uit elkaar houden.");
        assert_eq!(band(Lang::Nl, &names(&["D"])), "D vormt een eigen groep.");
    }

    #[test]
    fn a_margin_can_be_done_again_by_hand() {
        assert_eq!(
            margin_calculation(Lang::En, 0.038_583_333, 3, 8, 2.306_004_135, 0.160_381_49, 0.369_840_378),
            "t(8) × √(2 × 0.0386 / 3) = 2.306 × 0.1604 = 0.370"
        );
    }
}
