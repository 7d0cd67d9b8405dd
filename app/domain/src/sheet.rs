//! What a candidate reads beforehand (A12, H10): what is looked at, how, by whom, and what happens with the data. One page.
//!
//! Contents only: crate `text` has the sentences. Without anchors, questions, weights or anybody's reasons: nothing a
//! candidate could rehearse, and nothing that was written for colleagues.

use serde::{Deserialize, Serialize};

use crate::{Bilingual, scorecard::Document};

/// What the scorecard does not know and the vacancy may.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VacancyFacts {
    /// The title the candidate applied to.
    pub title: Option<String>,
    /// Whom to ask, as it is written: a name, an address, a number.
    pub contact: Option<String>,
}

/// The sheet, as a list of sections; page, print and PDF show the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateSheet {
    pub organisation: String,
    pub vacancy: Option<String>,
    pub sections: Vec<Section>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    pub heading: Heading,
    pub blocks: Vec<Block>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Sentences one after the other.
    Paragraph(Vec<Sentence>),
    List(Vec<Sentence>),
    Competencies(Vec<Assessed>),
}

/// What a candidate may know of a competency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessed {
    pub name: Bilingual,
    pub definition: Bilingual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Heading {
    Assessed,
    How,
    Arrangements,
    Purpose,
    Recipients,
    Kept,
    Rights,
}

impl Heading {
    pub const ALL: [Self; 7] = [Self::Assessed, Self::How, Self::Arrangements, Self::Purpose, Self::Recipients, Self::Kept, Self::Rights];
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sentence {
    Length {
        minutes: u16,
    },
    /// There is time for the candidate's questions.
    OwnQuestions,
    SameQuestions,
    /// Two or more people score independently.
    Panel,
    Notes,
    /// Scores are added up by fixed rules.
    FixedRules,
    PersonDecides,
    NoAutomation,
    /// Arrangements may be asked for, without a reason.
    Arrangements,
    Controller {
        organisation: String,
    },
    Purpose,
    /// AVG art. 6(1)(f), with the interest named as art. 13(1)(d) asks.
    Basis,
    Recipients {
        organisation: String,
    },
    /// Who keeps the system running sees data only for that.
    Processors,
    /// H1.
    FourWeeks,
    /// H2.
    Consent,
    Access,
    Correction,
    Objection,
    Complaint {
        organisation: String,
    },
    /// Whom to ask, and how soon there is an answer (AVG art. 12(3)).
    Contact {
        contact: String,
    },
    ContactUnknown {
        organisation: String,
    },
}

impl CandidateSheet {
    pub fn new(document: &Document, organisation: &str, facts: VacancyFacts) -> Self {
        let organisation = organisation.to_owned();
        let assessed = document.competencies.iter().map(|c| Assessed { name: c.name.clone(), definition: c.definition.clone() });
        let mut how = vec![
            Sentence::SameQuestions,
            Sentence::Panel,
            Sentence::Notes,
            Sentence::FixedRules,
            Sentence::PersonDecides,
            Sentence::NoAutomation,
            Sentence::Length { minutes: document.slot_minutes },
        ];
        if document.closing_minutes > 0 {
            how.push(Sentence::OwnQuestions);
        }
        let contact = match facts.contact {
            Some(contact) => Sentence::Contact { contact },
            None => Sentence::ContactUnknown { organisation: organisation.clone() },
        };
        let purpose = vec![Sentence::Controller { organisation: organisation.clone() }, Sentence::Purpose, Sentence::Basis];
        let rights =
            vec![Sentence::Access, Sentence::Correction, Sentence::Objection, Sentence::Complaint { organisation: organisation.clone() }];
        let sections = Heading::ALL.map(|heading| Section {
            heading,
            blocks: match heading {
                Heading::Assessed => vec![Block::Competencies(assessed.clone().collect())],
                Heading::How => vec![Block::List(how.clone())],
                Heading::Arrangements => vec![Block::Paragraph(vec![Sentence::Arrangements])],
                Heading::Purpose => vec![Block::Paragraph(purpose.clone())],
                Heading::Recipients => {
                    vec![Block::Paragraph(vec![Sentence::Recipients { organisation: organisation.clone() }, Sentence::Processors])]
                }
                Heading::Kept => vec![Block::Paragraph(vec![Sentence::FourWeeks, Sentence::Consent])],
                Heading::Rights => vec![Block::List(rights.clone()), Block::Paragraph(vec![contact.clone()])],
            },
        });
        Self { organisation, vacancy: facts.title, sections: sections.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meter::tests::ready;

    fn sheet(document: &Document) -> CandidateSheet {
        CandidateSheet::new(document, "Voorbeeld", VacancyFacts::default())
    }

    fn sentences(sheet: &CandidateSheet) -> Vec<&Sentence> {
        let blocks = sheet.sections.iter().flat_map(|section| &section.blocks);
        blocks
            .flat_map(|block| match block {
                Block::Paragraph(sentences) | Block::List(sentences) => sentences.iter().collect(),
                Block::Competencies(_) => Vec::new(),
            })
            .collect()
    }

    #[test]
    fn it_names_every_competency_with_its_definition_in_order() {
        let document = ready();
        let Block::Competencies(assessed) = &sheet(&document).sections[0].blocks[0] else { panic!("the first section") };
        let names: Vec<_> = document.competencies.iter().map(|c| (&c.name, &c.definition)).collect();
        assert_eq!(assessed.iter().map(|a| (&a.name, &a.definition)).collect::<Vec<_>>(), names);
    }

    #[test]
    fn it_tells_no_anchor_question_probe_guidance_or_reason() {
        let mut document = ready();
        document.competencies[0].weight = 2;
        document.weights_reason = "Leren telt dubbel".into();
        let told = serde_json::to_string(&sheet(&document)).expect("serializes");
        for competency in &document.competencies {
            let texts = competency.anchors.iter().chain(competency.questions.iter().map(|q| &q.text));
            for text in texts.chain([&competency.guidance]) {
                assert!(!told.contains(&text.nl) && !told.contains(&text.en), "{text:?}");
            }
            assert!(!told.contains(&competency.why) && !told.contains(&competency.task));
        }
        assert!(!told.contains(&document.weights_reason) && !told.contains("weight"));
    }

    #[test]
    fn it_promises_time_for_questions_only_when_there_is() {
        let mut document = ready();
        assert!(sentences(&sheet(&document)).contains(&&Sentence::OwnQuestions));
        document.closing_minutes = 0;
        assert!(!sentences(&sheet(&document)).contains(&&Sentence::OwnQuestions));
    }

    #[test]
    fn it_says_what_a_notice_to_candidates_must_name() {
        let sheet = sheet(&ready());
        let organisation = String::from("Voorbeeld");
        for duty in [
            Sentence::Controller { organisation: organisation.clone() },
            Sentence::Purpose,
            Sentence::Basis,
            Sentence::Recipients { organisation: organisation.clone() },
            Sentence::FourWeeks,
            Sentence::Consent,
            Sentence::Access,
            Sentence::Correction,
            Sentence::Objection,
            Sentence::Complaint { organisation: organisation.clone() },
            Sentence::NoAutomation,
        ] {
            assert!(sentences(&sheet).contains(&&duty), "{duty:?}");
        }
    }

    #[test]
    fn it_names_whom_to_ask_when_that_is_known() {
        let facts = VacancyFacts { title: Some("Analist".into()), contact: Some("Noor, 030 123".into()) };
        let sheet = CandidateSheet::new(&ready(), "Voorbeeld", facts);
        assert_eq!(sheet.vacancy.as_deref(), Some("Analist"));
        assert!(sentences(&sheet).contains(&&Sentence::Contact { contact: "Noor, 030 123".into() }));
    }
}
