//! A competency that an organisation writes itself for its library: made of what a form holds, with all faults.

use crate::{
    Bilingual, Code, Fault,
    fold::fold,
    library::{Dimension, LibraryAnchor, LibraryCompetency, LibraryQuestion},
    scorecard::{Anchors, CompetencyKind, Probe, QuestionKind},
    visible,
};

/// The longest name.
const NAME_MAX: usize = 120;
/// The longest text of anything else.
const TEXT_MAX: usize = 2000;
/// More than this is no longer one competency.
const QUESTIONS_MAX: usize = 60;

/// What the form holds. Rows that are left empty are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Empty for a new one.
    pub key: String,
    pub kind: CompetencyKind,
    pub name: Bilingual,
    pub definition: Bilingual,
    pub guidance: Bilingual,
    /// Key (empty when new), name and description.
    pub dimensions: Vec<(String, Bilingual, Bilingual)>,
    pub questions: Vec<GivenQuestion>,
    pub anchors: Anchors,
}

/// A question in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenQuestion {
    /// Empty when new.
    pub key: String,
    pub kind: QuestionKind,
    pub dimension: String,
    pub text: Bilingual,
    pub probes: Vec<Probe>,
}

impl Given {
    /// The competency, with keys for what is new; texts trimmed.
    pub fn into_competency(self) -> LibraryCompetency {
        let mut dimensions: Vec<Dimension> = Vec::new();
        for (key, name, description) in self.dimensions.into_iter().filter(|(_, name, text)| !name.is_blank() || !text.is_blank()) {
            let taken = |key: &str| dimensions.iter().any(|d| d.key == key);
            let key = if key.is_empty() { fresh_key(&name, &taken) } else { key };
            dimensions.push(Dimension { key, name: trimmed(name), description: trimmed(description) });
        }
        let mut questions: Vec<LibraryQuestion> = Vec::new();
        for given in self.questions.into_iter().filter(|q| !q.text.is_blank()) {
            let taken = |key: &str| questions.iter().any(|q| q.key == key);
            let key = if given.key.is_empty() { fresh_key(&given.text, &taken) } else { given.key };
            // A dimension that was taken away: the first that is left.
            let known = dimensions.iter().find(|d| d.key == given.dimension).or_else(|| dimensions.first());
            let dimension = known.map(|d| d.key.clone()).unwrap_or_default();
            let probes = given.probes.into_iter().filter(|p| !p.text.is_blank());
            let probes = probes.map(|p| Probe { step: p.step, text: trimmed(p.text) }).collect();
            questions.push(LibraryQuestion { key, kind: given.kind, dimension, text: trimmed(given.text), probes });
        }
        let labels = LEVELS.map(|(nl, en)| Bilingual::new(nl, en));
        let anchors = (1..).zip(self.anchors).zip(labels).map(|((level, text), label)| LibraryAnchor { level, label, text: trimmed(text) });
        LibraryCompetency {
            key: self.key,
            kind: self.kind,
            name: trimmed(self.name),
            definition: trimmed(self.definition),
            guidance: trimmed(self.guidance),
            dimensions,
            questions,
            anchors: anchors.collect(),
        }
    }
}

/// The labels of the five levels, the same everywhere (science, section 4).
const LEVELS: [(&str, &str); 5] =
    [("Onvoldoende", "Insufficient"), ("Matig", "Limited"), ("Voldoende", "Sufficient"), ("Goed", "Good"), ("Uitstekend", "Excellent")];

/// What stands in the way of keeping a competency, at the fields of its form. What is only not finished yet does not: a
/// scorecard that uses it is refused until it is.
pub fn check_competency(competency: &LibraryCompetency) -> Vec<Fault> {
    let mut faults = Vec::new();
    if competency.name.is_blank() {
        faults.push(Fault::new("name_nl", Code::Required));
    }
    let mut fits = |place: &str, text: &Bilingual, max: usize| {
        for (tag, text) in [("nl", &text.nl), ("en", &text.en)] {
            if text.chars().count() > max {
                faults.push(Fault::about(format!("{place}_{tag}"), Code::TooLong, max));
            }
        }
    };
    fits("name", &competency.name, NAME_MAX);
    fits("definition", &competency.definition, TEXT_MAX);
    fits("guidance", &competency.guidance, TEXT_MAX);
    for (index, dimension) in competency.dimensions.iter().enumerate() {
        fits(&format!("dimension_{index}"), &dimension.name, NAME_MAX);
        fits(&format!("dimension_text_{index}"), &dimension.description, TEXT_MAX);
    }
    for (index, question) in competency.questions.iter().enumerate() {
        fits(&format!("question_{index}"), &question.text, TEXT_MAX);
        for probe in &question.probes {
            fits(&format!("question_{index}"), &probe.text, TEXT_MAX);
        }
    }
    for anchor in &competency.anchors {
        fits(&format!("anchor_{}", anchor.level), &anchor.text, TEXT_MAX);
    }
    if competency.questions.len() > QUESTIONS_MAX {
        faults.push(Fault::about("questions", Code::TooManyRows, QUESTIONS_MAX));
    }
    faults
}

/// A key made of a name, that is not taken: `omgaan_met_druk`, `omgaan_met_druk_2`.
pub fn fresh_key(name: &Bilingual, taken: &dyn Fn(&str) -> bool) -> String {
    let text = if visible::is_blank(&name.en) { &name.nl } else { &name.en };
    let words: String = fold(text).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let mut key = String::new();
    for word in words.split_whitespace().take(5) {
        if !key.is_empty() {
            key.push('_');
        }
        key.extend(word.chars().take(24));
    }
    if key.is_empty() {
        key.push_str("own");
    }
    let numbered = (2..).map(|n: u32| format!("{key}_{n}"));
    std::iter::once(key.clone()).chain(numbered).find(|key| !taken(key)).unwrap_or(key)
}

fn trimmed(text: Bilingual) -> Bilingual {
    Bilingual { en: visible::trimmed(&text.en).to_owned(), nl: visible::trimmed(&text.nl).to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;

    fn given() -> Given {
        Given {
            key: String::new(),
            kind: CompetencyKind::Performance,
            name: Bilingual::new("Omgaan met druk", ""),
            definition: Bilingual::default(),
            guidance: Bilingual::default(),
            dimensions: vec![(String::new(), Bilingual::new("Rust", ""), Bilingual::default()), Default::default()],
            questions: vec![
                GivenQuestion {
                    key: String::new(),
                    kind: QuestionKind::Behavioural,
                    dimension: "weg".into(),
                    text: Bilingual::new(" Vertel eens. ", ""),
                    probes: vec![],
                },
                GivenQuestion {
                    key: String::new(),
                    kind: QuestionKind::Situational,
                    dimension: String::new(),
                    text: Bilingual::default(),
                    probes: vec![],
                },
            ],
            anchors: Anchors::default(),
        }
    }

    #[test]
    fn what_is_left_empty_is_none_and_what_is_new_gets_a_key() {
        let competency = given().into_competency();
        assert_eq!(competency.dimensions.iter().map(|d| d.key.as_str()).collect::<Vec<_>>(), ["rust"]);
        assert_eq!(competency.questions.len(), 1);
        let question = &competency.questions[0];
        assert_eq!(
            (question.key.as_str(), question.dimension.as_str(), question.text.nl.as_str()),
            ("vertel_eens", "rust", "Vertel eens.")
        );
        assert_eq!(competency.anchors.iter().map(|a| a.level).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        assert_eq!(check_competency(&competency), []);
    }

    #[test]
    fn a_key_is_never_given_twice() {
        let name = Bilingual::new("Één  idee!", "");
        assert_eq!(fresh_key(&name, &|_| false), "een_idee");
        assert_eq!(fresh_key(&name, &|key| key == "een_idee" || key == "een_idee_2"), "een_idee_3");
        assert_eq!(fresh_key(&Bilingual::new("Надія", ""), &|_| false), "own");
    }

    #[test]
    fn all_faults_are_named_and_the_shipped_library_has_none() {
        let mut competency = given().into_competency();
        competency.name = Bilingual::default();
        competency.anchors[2].text.nl = "x".repeat(2001);
        let places: Vec<String> = check_competency(&competency).into_iter().map(|f| f.place).collect();
        assert_eq!(places, ["name_nl", "anchor_3_nl"]);
        for shipped in Library::shipped().expect("parses").competencies {
            assert_eq!(check_competency(&shipped), [], "{}", shipped.key);
        }
    }
}
