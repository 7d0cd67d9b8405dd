//! The sheet a candidate reads beforehand: short, warm, and with what H10 asks a notice to say.

use domain::{
    Lang,
    sheet::{CandidateSheet, Heading, Sentence},
};

words! {
    title = "Zo gaat je sollicitatiegesprek", "How your interview goes";
}

/// What the sheet is for: `Junior data-analist bij Voorbeeld BV`.
pub fn lead(lang: Lang, sheet: &CandidateSheet) -> String {
    let organisation = &sheet.organisation;
    match (lang, &sheet.vacancy) {
        (Lang::Nl, Some(vacancy)) => format!("{vacancy} bij {organisation}"),
        (Lang::En, Some(vacancy)) => format!("{vacancy} at {organisation}"),
        (Lang::Nl, None) => format!("Bij {organisation}"),
        (Lang::En, None) => format!("At {organisation}"),
    }
}

pub const fn heading(lang: Lang, heading: Heading) -> &'static str {
    let (nl, en) = match heading {
        Heading::Assessed => ("Waar we op letten", "What we look for"),
        Heading::How => ("Hoe het gaat", "How it goes"),
        Heading::Arrangements => ("Heb je iets nodig?", "Do you need anything?"),
        Heading::Purpose => ("Je gegevens", "Your data"),
        Heading::Recipients => ("Wie ze ziet", "Who sees them"),
        Heading::Kept => ("Hoelang we ze bewaren", "How long we keep them"),
        Heading::Rights => ("Je rechten", "Your rights"),
    };
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}

pub fn sentence(lang: Lang, sentence: &Sentence) -> String {
    let (nl, en) = match sentence {
        Sentence::Length { minutes } => {
            return match lang {
                Lang::Nl => format!("Trek er {minutes} minuten voor uit."),
                Lang::En => format!("Set aside {minutes} minutes."),
            };
        }
        Sentence::OwnQuestions => ("Aan het eind kun je zelf vragen stellen.", "At the end you can ask your own questions."),
        Sentence::SameQuestions => ("Elke kandidaat krijgt dezelfde vragen.", "Every candidate gets the same questions."),
        Sentence::Panel => {
            ("Minstens twee mensen luisteren en geven elk apart scores.", "At least two people listen, and each scores alone.")
        }
        Sentence::Notes => ("Ze maken notities van wat je vertelt.", "They take notes of what you tell."),
        Sentence::FixedRules => ("Vaste regels tellen de scores op.", "Fixed rules add the scores up."),
        Sentence::PersonDecides => ("Een mens beslist en schrijft op waarom.", "A person decides and writes down why."),
        Sentence::NoAutomation => (
            "Geen computer beslist over je. Ons scoreprogramma gebruikt geen AI.",
            "No computer decides about you. Our scoring program uses no AI.",
        ),
        Sentence::Arrangements => (
            "Meer tijd, een andere plek, iets anders? Vraag het gerust. Je hoeft niet te zeggen waarom.",
            "More time, another place, something else? Just ask. You need not say why.",
        ),
        Sentence::Controller { organisation } => {
            return match lang {
                Lang::Nl => format!("{organisation} is verantwoordelijk voor je gegevens."),
                Lang::En => format!("{organisation} is responsible for your data."),
            };
        }
        Sentence::Purpose => {
            ("We gebruiken ze alleen om eerlijk voor deze baan te kiezen.", "We use them only to choose fairly for this job.")
        }
        Sentence::Basis => {
            ("Dat is ons gerechtvaardigd belang (AVG, artikel 6, lid 1f).", "That is our legitimate interest (GDPR, article 6(1)(f)).")
        }
        Sentence::Recipients { organisation } => {
            return match lang {
                Lang::Nl => format!("Bij {organisation}: het panel, de recruiter, de beheerder en wie de procedure controleert."),
                Lang::En => format!("At {organisation}: the panel, the recruiter, the administrator and who checks the procedure."),
            };
        }
        Sentence::Processors => ("Verder alleen wie voor ons de computers beheert.", "Beyond that only those who run our computers."),
        Sentence::FourWeeks => ("Tot 4 weken na het einde van de procedure.", "Until 4 weeks after the end of the procedure."),
        Sentence::Consent => (
            "Langer, hooguit 1 jaar, alleen als jij dat goedvindt. Dat kun je altijd intrekken.",
            "Longer, at most 1 year, only if you agree. You can always take that back.",
        ),
        Sentence::Access => ("Je gegevens zien, ook de notities.", "See your data, also the notes."),
        Sentence::Correction => ("Ze laten verbeteren, wissen of beperken.", "Have them corrected, erased or restricted."),
        Sentence::Objection => ("Bezwaar maken tegen het gebruik.", "Object to their use."),
        Sentence::Complaint { organisation } => {
            return match lang {
                Lang::Nl => format!("Een klacht indienen bij {organisation} of de Autoriteit Persoonsgegevens."),
                Lang::En => format!("Complain to {organisation} or the Dutch privacy authority (Autoriteit Persoonsgegevens)."),
            };
        }
        Sentence::Contact { contact } => {
            return match lang {
                Lang::Nl => format!("Vragen? {contact}. Je krijgt binnen een maand antwoord."),
                Lang::En => format!("Questions? {contact}. You get an answer within a month."),
            };
        }
        Sentence::ContactUnknown { organisation } => {
            return match lang {
                Lang::Nl => format!("Vragen? Mail of bel je contactpersoon bij {organisation}. Je krijgt binnen een maand antwoord."),
                Lang::En => format!("Questions? Mail or call your contact at {organisation}. You get an answer within a month."),
            };
        }
    };
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use domain::{
        ids::ItemId,
        library::Library,
        scorecard::from_template,
        sheet::{Block, VacancyFacts},
    };

    use super::*;

    /// About what fits an A4 page with headings and lists at a readable size.
    const ONE_PAGE: usize = 350;

    /// Everything that is read, in order.
    fn read(lang: Lang, sheet: &CandidateSheet) -> String {
        let mut all = vec![title(lang).to_owned(), lead(lang, sheet)];
        for section in &sheet.sections {
            all.push(heading(lang, section.heading).to_owned());
            for block in &section.blocks {
                match block {
                    Block::Paragraph(sentences) | Block::List(sentences) => all.extend(sentences.iter().map(|s| sentence(lang, s))),
                    Block::Competencies(assessed) => {
                        all.extend(assessed.iter().map(|a| format!("{}: {}", a.name.in_lang(lang), a.definition.in_lang(lang))));
                    }
                }
            }
        }
        all.join(" ")
    }

    /// The five competencies of the library with the longest definitions.
    fn longest() -> CandidateSheet {
        let mut library = Library::shipped().expect("parses");
        library.competencies.sort_by_key(|c| std::cmp::Reverse(c.definition.nl.split_whitespace().count()));
        let keys: Vec<String> = library.competencies.iter().take(5).map(|c| c.key.clone()).collect();
        let mut n = 0_u8;
        let mut ids = || {
            n += 1;
            format!("{n:032x}").parse::<ItemId>().expect("32 digits").0
        };
        let document = from_template("Analist", &keys, &library, &mut ids).expect("a template");
        let facts = VacancyFacts { title: Some("Junior data-analist".into()), contact: None };
        CandidateSheet::new(&document, "Gemeente Voorbeeld", facts)
    }

    #[test]
    fn it_fits_one_page_with_the_five_longest_competencies() {
        for lang in Lang::ALL {
            let text = read(lang, &longest());
            let words = text.split_whitespace().count();
            assert!(words <= ONE_PAGE, "{lang:?}: {words} words\n{text}");
        }
    }

    #[test]
    fn sentences_are_short_enough_to_read_once() {
        for lang in Lang::ALL {
            for block in longest().sections.iter().flat_map(|section| &section.blocks) {
                let (Block::Paragraph(sentences) | Block::List(sentences)) = block else { continue };
                for said in sentences.iter().map(|s| sentence(lang, s)) {
                    assert!(said.split(['.', '?']).all(|part| part.split_whitespace().count() <= 18), "{said}");
                }
            }
        }
    }

    #[test]
    fn it_names_the_organisation_the_job_and_the_authority() {
        let text = read(Lang::Nl, &longest());
        for name in ["Junior data-analist bij Gemeente Voorbeeld", "Autoriteit Persoonsgegevens", "4 weken", "1 jaar", "artikel 6", "AI"] {
            assert!(text.contains(name), "{name}");
        }
    }
}
