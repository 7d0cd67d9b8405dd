//! Sorting anchors: asking colleagues, the page they get, and what came of it.

use domain::{Lang, sorting::Verdict};

words! {
    // For the recruiter
    title = "Ankers laten sorteren", "Have anchors sorted";
    intro = "Zijn je vijf niveaus duidelijk genoeg? Laat collega's ze terugzetten in de goede volgorde, zonder dat ze weten welk niveau waarbij hoort. Wat ze door elkaar halen, kan duidelijker.",
        "Are your five levels clear enough? Have colleagues put them back in order, without knowing which level is which. What they mix up can be made clearer.";
    who = "Vraag collega's die het werk kennen en de scorekaart nog niet zagen. Vijf is al veel waard; inloggen hoeft niet.",
        "Ask colleagues who know the work and have not seen the scorecard. Five is worth a lot already; they need no account.";
    start = "Link maken", "Make a link";
    link = "Deel deze link met je collega's:", "Share this link with your colleagues:";
    link_once = "Je ziet de link alleen nu. Kwijt? Maak dan een nieuwe.", "You see the link only now. Lost it? Make a new one.";
    outdated = "De scorekaart is daarna gewijzigd. Deze uitkomst gaat over de tekst van toen.",
        "The scorecard was changed afterwards. This outcome is about the text as it was.";
    none = "Hier staat straks hoe vaak elk anker op de goede plek kwam. Nog niemand heeft gesorteerd.",
        "How often each anchor came to the right place will stand here. Nobody has sorted yet.";

    // For the colleague
    page_title = "Welke tekst hoort bij welk niveau?", "Which text belongs to which level?";
    page_intro = "Je helpt een collega met een scorekaart voor sollicitatiegesprekken. Per competentie zie je vijf teksten door elkaar. Je naam vragen we niet.",
        "You are helping a colleague with a scorecard for job interviews. For each competency you see five texts in random order. We do not ask your name.";
    instruction = "Geef elke tekst een niveau van 1 (laagst) tot 5 (hoogst). Gebruik elk niveau één keer. Twijfel je, kies dan wat het best past: ook twijfel zegt iets over de tekst.",
        "Give every text a level from 1 (lowest) to 5 (highest). Use each level once. In doubt, choose what fits best: doubt says something about the text as well.";
    choose = "Kies een niveau", "Choose a level";
    submit = "Versturen", "Send";
    thanks_title = "Dank je wel", "Thank you";
    thanks = "Je antwoord is binnen. Je collega ziet alleen de uitkomst van iedereen samen. Je kunt deze pagina sluiten.",
        "Your answer has come in. Your colleague only sees the outcome of everybody together. You can close this page.";

    // The outcome
    results_title = "Uitkomst", "Outcome";
    anchor = "Anker", "Anchor";
    correct = "Goed geplaatst", "Placed right";
    spread = "Spreiding", "Spread";
    spread_help = "De standaarddeviatie van de gegeven niveaus: 0 als iedereen hetzelfde koos.",
        "The standard deviation of the levels given: 0 when everybody chose the same.";
    n = "Antwoorden", "Answers";
    verdict = "Oordeel", "Verdict";
    criterion = "Een anker is duidelijk als minstens 80% het goed plaatst en de spreiding hooguit 1,0 is. De werkwijze komt van Smith en Kendall (1963); deze grenzen zijn een voorstel voor vijf niveaus.",
        "An anchor is clear when at least 80% place it right and the spread is 1.0 at most. The method is by Smith and Kendall (1963); these limits are a proposal for five levels.";
    few = "Met een paar antwoorden is dit een aanwijzing, geen bewijs.", "With a few answers this is a hint, not proof.";
}

pub const fn verdict_word(lang: Lang, verdict: Verdict) -> &'static str {
    match (lang, verdict) {
        (Lang::Nl, Verdict::TooFew) => "te weinig antwoorden",
        (Lang::En, Verdict::TooFew) => "too few answers",
        (Lang::Nl, Verdict::Good) => "duidelijk",
        (Lang::En, Verdict::Good) => "clear",
        (Lang::Nl, Verdict::Weak) => "kan duidelijker",
        (Lang::En, Verdict::Weak) => "could be clearer",
    }
}

/// Which text a choice is about, for who does not see them side by side: `Tekst 2 van Leervermogen`.
pub fn text_of(lang: Lang, place: usize, competency: &str) -> String {
    match lang {
        Lang::Nl => format!("Tekst {place} van {competency}"),
        Lang::En => format!("Text {place} of {competency}"),
    }
}

/// `Door 5 collega's gesorteerd`
pub fn answers(lang: Lang, n: u32) -> String {
    match (lang, n) {
        (Lang::Nl, 1) => "Door 1 collega gesorteerd".into(),
        (Lang::Nl, n) => format!("Door {n} collega's gesorteerd"),
        (Lang::En, 1) => "Sorted by 1 colleague".into(),
        (Lang::En, n) => format!("Sorted by {n} colleagues"),
    }
}
