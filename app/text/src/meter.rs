//! The structure meter: what each point is, and how to earn it.

use domain::{
    Lang,
    meter::{Meter, Point, State},
};

words! {
    title = "Structuur", "Structure";
    intro = "Hoe vaster de opzet, hoe eerlijker je kandidaten kunt vergelijken. Dit telt mee.",
        "The firmer the design, the more fairly you can compare candidates. This is what counts.";
    show = "Toon alle 15 punten", "Show all 15 points";
    later_help = "‘Later’ weten we pas na de gesprekken.", "‘Later’ is known only after the interviews.";
    source = "De vijftien punten volgen Campion, Palmer en Campion (1997), het structuurniveau volgt Huffcutt en Arthur (1994). Hoe een punt meetelt, hebben we zelf gekozen.",
        "The fifteen points follow Campion, Palmer and Campion (1997), the level of structure follows Huffcutt and Arthur (1994). How a point counts is our own choice.";
}

const fn pick(lang: Lang, nl: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}

/// A few words for a point.
pub const fn point(lang: Lang, point: Point) -> &'static str {
    match point {
        Point::Job => pick(lang, "Uit het werk afgeleid", "Based on the job"),
        Point::SameQuestions => pick(lang, "Dezelfde vragen voor iedereen", "The same questions for everyone"),
        Point::Probes => pick(lang, "Doorvragen ligt vast", "Probes are fixed"),
        Point::QuestionTypes => pick(lang, "Sterke vragen", "Strong questions"),
        Point::EnoughQuestions => pick(lang, "Genoeg vragen", "Enough questions"),
        Point::CvHidden => pick(lang, "Cv blijft dicht", "CV stays closed"),
        Point::OwnQuestions => pick(lang, "Vragen van de kandidaat aan het eind", "The candidate's questions at the end"),
        Point::EachAnswer => pick(lang, "Score per antwoord", "A score per answer"),
        Point::Anchors => pick(lang, "Niveaus beschreven", "Levels described"),
        Point::Notes => pick(lang, "Notities bij de antwoorden", "Notes on the answers"),
        Point::TwoRaters => pick(lang, "Twee of meer beoordelaars", "Two or more raters"),
        Point::SameRaters => pick(lang, "Hetzelfde panel voor iedereen", "The same panel for everyone"),
        Point::LateReveal => pick(lang, "Scores blijven verborgen", "Scores stay hidden"),
        Point::Training => pick(lang, "Panel is voorbereid", "The panel is prepared"),
        Point::FixedSum => pick(lang, "Totaal volgens een vaste regel", "Total by a fixed rule"),
    }
}

/// The rule of a point in one sentence.
pub const fn rule(lang: Lang, point: Point) -> &'static str {
    match point {
        Point::Job => pick(
            lang,
            "Bij elke competentie staat waarom de functie die nodig heeft en in welke taak dat blijkt.",
            "Every competency says why the job needs it and in which task that shows.",
        ),
        Point::SameQuestions => pick(
            lang,
            "Elke kandidaat krijgt dezelfde vragen, uit dezelfde versie van de scorekaart.",
            "Every candidate gets the same questions, from the same version of the scorecard.",
        ),
        Point::Probes => pick(lang, "Bij elke vraag staan 3 of 4 vragen om door te vragen.", "Every question comes with 3 or 4 probes."),
        Point::QuestionTypes => pick(
            lang,
            "Minstens de helft van de vragen gaat over wat iemand echt deed, en geen vraag is zwak geformuleerd.",
            "At least half of the questions are about what somebody really did, and none is weakly worded.",
        ),
        Point::EnoughQuestions => pick(lang, "Elke competentie heeft minstens 2 vragen.", "Every competency has at least 2 questions."),
        Point::CvHidden => pick(
            lang,
            "Het panel ziet het cv pas na het inleveren van de scores.",
            "The panel sees the CV only after submitting the scores.",
        ),
        Point::OwnQuestions => pick(
            lang,
            "Na de laatste vraag is er tijd voor vragen van de kandidaat. Dat deel telt niet mee.",
            "After the last question there is time for the candidate's own. That part does not count.",
        ),
        Point::EachAnswer => pick(
            lang,
            "Elk antwoord krijgt een eigen score, niet de competentie in één keer.",
            "Every answer gets a score of its own, not the competency all at once.",
        ),
        Point::Anchors => pick(
            lang,
            "Alle vijf niveaus van elke competentie zijn beschreven, in het Nederlands en in het Engels.",
            "All five levels of every competency are described, in Dutch and in English.",
        ),
        Point::Notes => pick(lang, "Bij minstens 90% van de antwoorden staat een notitie.", "At least 90% of the answers have a note."),
        Point::TwoRaters => pick(
            lang,
            "Bij elk gesprek zitten minstens 2 beoordelaars. Met minder kun je geen gesprek plannen.",
            "Every interview has at least 2 raters. With fewer, no interview can be planned.",
        ),
        Point::SameRaters => pick(lang, "Alle kandidaten spreken dezelfde beoordelaars.", "All candidates meet the same raters."),
        Point::LateReveal => pick(
            lang,
            "Niemand ziet scores van anderen voordat de hele ronde is ingeleverd.",
            "Nobody sees others' scores before the whole round is submitted.",
        ),
        Point::Training => pick(
            lang,
            "Elke beoordelaar heeft de uitleg gelezen en de oefening gedaan.",
            "Every rater has read the briefing and done the exercise.",
        ),
        Point::FixedSum => pick(
            lang,
            "Het totaal wordt opgeteld met gewichten die vooraf vastliggen. Niemand vult het zelf in.",
            "The total is added up with weights that were fixed beforehand. Nobody fills it in.",
        ),
    }
}

pub const fn state(lang: Lang, state: State) -> &'static str {
    match state {
        State::Earned => pick(lang, "behaald", "earned"),
        State::Missing => pick(lang, "nog niet", "not yet"),
        State::Later => pick(lang, "later", "later"),
    }
}

/// `11 van 11 punten nu; 4 later`
pub fn score(lang: Lang, meter: &Meter) -> String {
    let (earned, of, later) = (meter.earned(), meter.of(), meter.later());
    match (lang, later) {
        (Lang::Nl, 0) => format!("{earned} van {of} punten"),
        (Lang::Nl, later) => format!("{earned} van {of} punten nu; {later} later"),
        (Lang::En, 0) => format!("{earned} of {of} points"),
        (Lang::En, later) => format!("{earned} of {of} points now; {later} later"),
    }
}

/// `Structuurniveau 4 van 4`, with what it means; a level that rests on points not known yet says what it asks.
pub fn level(lang: Lang, meter: &Meter) -> String {
    let level = meter.level();
    let name = match lang {
        Lang::Nl => format!("Structuurniveau {level} van 4"),
        Lang::En => format!("Level of structure {level} of 4"),
    };
    let means = match level {
        4 => pick(
            lang,
            "dezelfde vragen, vast doorvragen en een score per antwoord op beschreven niveaus.",
            "the same questions, fixed probes and a score per answer on described levels.",
        ),
        3 => pick(
            lang,
            "dezelfde vragen en beschreven niveaus. Met 3 of 4 vragen om door te vragen en een score per antwoord wordt het 4.",
            "the same questions and described levels. With 3 or 4 probes and a score per answer it becomes 4.",
        ),
        2 => pick(
            lang,
            "de onderwerpen komen uit het werk, maar de vragen of de niveaus liggen nog niet vast.",
            "the subjects come from the job, but the questions or the levels are not fixed yet.",
        ),
        _ => pick(
            lang,
            "er ligt nog weinig vast. Begin met waarom je elke competentie nodig hebt en met de vijf niveaus.",
            "little is fixed yet. Begin with why you need each competency and with the five levels.",
        ),
    };
    let promise = if level > 2 && meter.state(Point::SameQuestions) == State::Later {
        pick(lang, " Dit geldt als elke kandidaat deze vragen krijgt.", " This holds when every candidate gets these questions.")
    } else {
        ""
    };
    format!("{name}: {means}{promise}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use domain::{ids::ItemId, library::Library, meter::design, scorecard::from_template};

    use super::*;

    /// Of a new scorecard with one competency, before anybody wrote why.
    fn meter() -> Meter {
        let library = Library::shipped().expect("parses");
        let mut n = 0_u8;
        let mut ids = || {
            n += 1;
            format!("{n:032x}").parse::<ItemId>().expect("32 digits").0
        };
        design(&from_template("Analist", &["drive".into()], &library, &mut ids).expect("a template"), 0, true, true)
    }

    #[test]
    fn every_point_has_a_title_and_a_rule_of_its_own() {
        for lang in Lang::ALL {
            let titles: BTreeSet<_> = Point::ALL.map(|p| point(lang, p)).into();
            let rules: BTreeSet<_> = Point::ALL.map(|p| rule(lang, p)).into();
            assert_eq!((titles.len(), rules.len()), (15, 15));
            assert!(rules.iter().all(|rule| rule.ends_with('.')) && titles.iter().all(|title| !title.ends_with('.')));
        }
    }

    #[test]
    fn the_score_says_what_can_be_earned_now_and_what_comes_later() {
        assert_eq!(score(Lang::Nl, &meter()), "10 van 11 punten nu; 4 later");
        assert_eq!(score(Lang::En, &meter()), "10 of 11 points now; 4 later");
    }

    #[test]
    fn the_level_of_a_design_says_what_it_rests_on() {
        let nl = level(Lang::Nl, &meter());
        assert!(nl.starts_with("Structuurniveau 4 van 4: ") && nl.ends_with("als elke kandidaat deze vragen krijgt."), "{nl}");
    }
}
