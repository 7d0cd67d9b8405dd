//! How far a panel agrees, and how one rater scores.

use domain::Lang;

use crate::numbers::{fixed, total};

words! {
    panel = "Het panel", "The panel";
    intro = "Zien panelleden hetzelfde? Deze cijfers gaan over het panel, niet over de kandidaten. Maatstaf verandert geen scores.",
        "Do panel members see the same thing? These figures are about the panel, not about the candidates. Maatstaf changes no score.";
    by_competency = "Overeenstemming per competentie", "Agreement per competency";
    icc = "ICC(A,1)", "ICC(A,1)";
    alpha = "Krippendorffs alfa", "Krippendorff’s alpha";
    mean_range = "Gem. spreiding", "Mean range";
    wide_cells = "Verschil van 2 of meer", "Difference of 2 or more";
    of_totals = "Overeenstemming over het totaal", "Agreement on the total";
    icc_single = "Eén panellid (ICC A,1)", "One panel member (ICC A,1)";
    icc_panel = "Het panel samen (ICC A,k)", "The panel together (ICC A,k)";
    icc_order = "Het panel samen, los van strengheid (ICC C,k)", "The panel together, strictness aside (ICC C,k)";
    interval = "95%-interval", "95% interval";
    value = "Waarde", "Value";
    indicative = "Minder dan 10 kandidaten: zie dit als aanwijzing.", "Fewer than 10 candidates: take this as an indication.";
    all_cells = "Alle competenties samen", "All competencies together";
    not_yours = "Je scoorde hier niet zelf, en de cijfers over het panel zijn voor de recruiter en de voorzitter.",
        "You did not score here, and the figures about the panel are for the recruiter and the chair.";
    own = "Hoe jij scoort", "How you score";
    own_private = "Alleen jij ziet dit.", "Only you see this.";
    own_mean = "Jouw gemiddelde", "Your mean";
    own_severity = "Vergeleken met het gemiddelde panellid", "Compared with the average panel member";
    own_halo = "Spreiding tussen competenties", "Spread between competencies";
    own_threes = "Scores van precies 3", "Scores of exactly 3";
    severe = "Je scoort duidelijk lager dan de anderen bij dezelfde kandidaten. Ben je bij iedereen even streng en scoorde je alle kandidaten, dan verandert de volgorde niet. Vergelijk de volgende keer je drieën met de beschrijving van niveau 3.",
        "You score clearly lower than the others on the same candidates. If you are equally strict with everyone and scored all candidates, the order does not change. Next time, compare your 3s with the anchor.";
    lenient = "Je scoort duidelijk hoger dan de anderen bij dezelfde kandidaten. Vergelijk de volgende keer je vieren en vijven met de beschrijving: noem het gedrag dat erbij hoort.",
        "You score clearly higher than the others on the same candidates. Next time, compare your 4s and 5s with the anchor: name the behaviour that goes with it.";
    flat = "Je scores verschillen bij één kandidaat nauwelijks tussen competenties. Vaak kleurt dan één indruk de rest (halo). Beoordeel elke vraag los, met een notitie erbij.",
        "Your scores for one candidate hardly differ between competencies. Often one impression then colours the rest (halo). Rate each question by itself, with a note.";
    central = "Je geeft vooral drieën. Wie twijfelt kiest het midden; de ankers zijn er om verschil te laten zien.",
        "You give mostly threes. When in doubt, people pick the middle; the anchors are there to show a difference.";
    no_pattern = "Er valt niets op in hoe jij scoort.", "Nothing stands out in how you score.";
}

/// `3 van 5`
pub fn so_many_of(lang: Lang, some: usize, all: usize) -> String {
    match lang {
        Lang::Nl => format!("{some} van {all}"),
        Lang::En => format!("{some} of {all}"),
    }
}

/// What the own pattern rests on.
pub fn rests_on(lang: Lang, scores: usize) -> String {
    match lang {
        Lang::Nl => format!("Op basis van {scores} scores."),
        Lang::En => format!("Based on {scores} scores."),
    }
}

/// Agreement at or below what chance gives.
pub const fn beyond_chance(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "niet meer overeenstemming dan toeval (0 of lager)",
        Lang::En => "no agreement beyond chance (0 or lower)",
    }
}

/// Where the correlations come from.
pub fn icc_calculation(lang: Lang, n: usize, k: usize, msr: f64, msc: f64, mse: f64) -> String {
    let [msr, msc, mse] = [msr, msc, mse].map(|value| fixed(lang, value, 4));
    match lang {
        Lang::Nl => format!(
            "{n} kandidaten × {k} panelleden. MSR = {msr} (kandidaten), MSC = {msc} (panelleden), MSE = {mse} (rest). ICC(A,1) = (MSR − MSE) / (MSR + (k − 1)MSE + k(MSC − MSE)/n); ICC(A,k) = (MSR − MSE) / (MSR + (MSC − MSE)/n); ICC(C,k) = (MSR − MSE) / MSR."
        ),
        Lang::En => format!(
            "{n} candidates × {k} raters. MSR = {msr} (candidates), MSC = {msc} (raters), MSE = {mse} (rest). ICC(A,1) = (MSR − MSE) / (MSR + (k − 1)MSE + k(MSC − MSE)/n); ICC(A,k) = (MSR − MSE) / (MSR + (MSC − MSE)/n); ICC(C,k) = (MSR − MSE) / MSR."
        ),
    }
}

/// What alpha is.
pub const fn alpha_calculation(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => {
            "Alfa = 1 − waargenomen verschil / verschil bij toeval, op de volgorde van de niveaus. 1 is volledig eens, 0 is toeval."
        }
        Lang::En => {
            "Alpha = 1 − observed disagreement / disagreement by chance, on the order of the levels. 1 is full agreement, 0 is chance."
        }
    }
}

/// `0,90 punt lager`
pub fn severity(lang: Lang, points: f64) -> String {
    let size = total(lang, points.abs());
    match (lang, points < -0.005, points > 0.005) {
        (Lang::Nl, true, _) => format!("{size} punt strenger"),
        (Lang::Nl, _, true) => format!("{size} punt milder"),
        (Lang::Nl, ..) => "gelijk".into(),
        (Lang::En, true, _) => format!("{size} points stricter"),
        (Lang::En, _, true) => format!("{size} points more lenient"),
        (Lang::En, ..) => "the same".into(),
    }
}
