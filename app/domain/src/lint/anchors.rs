//! Anchors describe what somebody does (A8). Three signs that one does not, each plain enough to explain to its writer.

use std::{
    collections::{BTreeSet, HashSet},
    sync::LazyLock,
};

use crate::{Lang, fold::fold, scorecard::Anchors};

/// Nothing in it that somebody does.
pub(super) const NO_VERB: &str = "anchor_no_verb";
/// Only what somebody is or how good it was.
pub(super) const ADJECTIVES: &str = "anchor_adjectives_only";
/// Two levels that say nearly the same.
pub(super) const ALIKE: &str = "anchors_alike";

/// Two texts are alike when they share this part of all their words.
const SHARED: f64 = 0.8;
/// The verb of a clause stands among its first words.
const FIRST: usize = 4;

/// Words that judge or only join: a text of nothing else describes nothing.
const EMPTY_NL: &str = "is zijn heeft toont een de het en of in op van voor met zeer heel erg goed goede slecht slechte matig matige \
    voldoende onvoldoende uitstekend uitstekende sterk sterke zwak zwakke hoog hoge laag lage gemiddeld gemiddelde prima \
    communicatief communicatieve sociaal sociale vlot vlotte enthousiast enthousiaste gemotiveerd gemotiveerde leergierig \
    leergierige nieuwsgierig nieuwsgierige flexibel flexibele positief positieve negatief negatieve proactief proactieve \
    professioneel professionele zelfstandig zelfstandige betrouwbaar betrouwbare open ervaren slim slimme niveau houding \
    vaardigheden kwaliteiten teamspeler communicator weinig veel geen nauwelijks altijd soms bijzonder wel niet ook meer dan excellent excellente alle";
const EMPTY_EN: &str = "is are has shows a an the and or in on of for with very really good bad poor fair sufficient insufficient \
    limited excellent outstanding strong weak high low average great communicative communicator communicators social smart fast \
    enthusiastic motivated eager curious flexible positive negative proactive professional independent reliable open experienced \
    clever level attitude skills skill qualities ability abilities team player little much no none hardly always sometimes \
    particularly well not also more than at communication all vague clear";

/// Words that end like a verb and are none.
const NOT_VERBS_NL: &str = "het niet dat wat met uit tot iet iets want zot bent haast juist laatst laatste eerst best liefst \
    minst meest vast echt slecht licht recht kort groot laat tekst punt inzet inzicht opdracht resultaat contact product feit feedback \
    aandacht kracht moment talent kwaliteit creativiteit flexibiliteit verschil omdat zodat opzet uiterst heeft bezit lijkt excellent";
const NOT_VERBS_EN: &str = "is was has this its his hers always less others skills results questions strengths abilities us as yes \
    plus across thus perhaps besides sometimes towards afterwards process success business various previous curious serious \
    obvious conscious focus status progress seems possesses";
/// Verbs that do not end like one.
const VERBS_NL: &str = "kan wil zal mag gaan nemen doen zien vragen krijgen leren geven";
const VERBS_EN: &str = "cannot can adopt follow ask use take does";

/// After one of these comes what somebody is good at, not what somebody does: ‘great with colleagues’, ‘poor answers’.
const NOUN_FOLLOWS_NL: &str = "met in van voor aan op bij over een de het goed goede sterk sterke veel weinig";
const NOUN_FOLLOWS_EN: &str = "with at of for in on to about a an the their all many few good great excellent outstanding strong poor \
    weak vague clear limited high low";

/// The words of one language.
struct Words {
    empty: HashSet<&'static str>,
    not_verbs: HashSet<&'static str>,
    verbs: HashSet<&'static str>,
    noun_follows: HashSet<&'static str>,
    /// How the third person of a verb ends.
    ending: char,
}

impl Words {
    fn new([empty, not_verbs, verbs, noun_follows]: [&'static str; 4], ending: char) -> Self {
        let set = |list: &'static str| list.split_whitespace().collect();
        Self { empty: set(empty), not_verbs: set(not_verbs), verbs: set(verbs), noun_follows: set(noun_follows), ending }
    }

    fn of(lang: Lang) -> &'static Self {
        static NL: LazyLock<Words> = LazyLock::new(|| Words::new([EMPTY_NL, NOT_VERBS_NL, VERBS_NL, NOUN_FOLLOWS_NL], 't'));
        static EN: LazyLock<Words> = LazyLock::new(|| Words::new([EMPTY_EN, NOT_VERBS_EN, VERBS_EN, NOUN_FOLLOWS_EN], 's'));
        match lang {
            Lang::Nl => &NL,
            Lang::En => &EN,
        }
    }

    fn has_verb(&self, clause: &[String]) -> bool {
        let mut before = "";
        clause.iter().take(FIRST).any(|word| {
            let noun = self.noun_follows.contains(std::mem::replace(&mut before, word.as_str()));
            let ends_so = word.len() > 2 && word.ends_with(self.ending) && !self.not_verbs.contains(word.as_str());
            !noun && (ends_so || self.verbs.contains(word.as_str()))
        })
    }
}

/// What is wrong with which level (from 0) in which language.
pub(super) fn check(anchors: &Anchors) -> Vec<(usize, Lang, &'static str)> {
    let mut wrong = Vec::new();
    for lang in Lang::ALL {
        let known = Words::of(lang);
        let texts: Vec<Vec<String>> = anchors.iter().map(|anchor| words(anchor.in_lang(lang))).collect();
        for (level, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            if text.iter().all(|word| known.empty.contains(word.as_str())) {
                wrong.push((level, lang, ADJECTIVES));
            } else if !clauses(anchors[level].in_lang(lang)).any(|clause| known.has_verb(&words(clause))) {
                wrong.push((level, lang, NO_VERB));
            }
            if texts[..level].iter().any(|other| alike(other, text)) {
                wrong.push((level, lang, ALIKE));
            }
        }
    }
    wrong
}

fn words(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', ';', ':', ',']).flat_map(|part| part.split(" en ")).flat_map(|part| part.split(" and "))
}

/// Whether two texts share most of their words (Jaccard's index of the sets).
fn alike(one: &[String], two: &[String]) -> bool {
    let (one, two): (BTreeSet<&String>, BTreeSet<&String>) = (one.iter().collect(), two.iter().collect());
    let all = one.union(&two).count();
    all > 0 && one.intersection(&two).count() as f64 / all as f64 >= SHARED
}
