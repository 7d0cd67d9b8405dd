//! Anchors describe what somebody does (A8). Three signs that one does not, each plain enough to explain to its writer.

use std::collections::BTreeSet;

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
    vaardigheden kwaliteiten teamspeler communicator weinig veel geen nauwelijks altijd soms bijzonder wel niet ook meer dan";
const EMPTY_EN: &str = "is are has shows a an the and or in on of for with very really good bad poor fair sufficient insufficient \
    limited excellent outstanding strong weak high low average great communicative communicator communicators social smart fast \
    enthusiastic motivated eager curious flexible positive negative proactive professional independent reliable open experienced \
    clever level attitude skills skill qualities ability abilities team player little much no none hardly always sometimes \
    particularly well not also more than at communication";

/// Words that end like a verb and are none.
const NOT_VERBS_NL: &str = "het niet dat wat met uit tot iet iets want zot bent haast juist laatst laatste eerst best liefst \
    minst meest vast echt slecht licht recht kort groot laat tekst punt inzet inzicht opdracht resultaat contact product feit feedback \
    aandacht kracht moment talent kwaliteit creativiteit flexibiteit flexibiliteit verschil omdat zodat opzet uiterst gemotiveerd zeer";
const NOT_VERBS_EN: &str = "is was has this its his hers always less others skills results questions strengths abilities us as yes \
    plus across thus perhaps besides sometimes towards afterwards process success business various previous curious serious \
    obvious conscious focus status progress";
/// Verbs that do not end like one.
const VERBS_NL: &str = "kan wil zal mag gaan nemen doen zien vragen krijgen leren geven";
const VERBS_EN: &str = "cannot can adopt follow ask use take does";

/// What is wrong with which level (from 0) in which language.
pub(super) fn check(anchors: &Anchors) -> Vec<(usize, Lang, &'static str)> {
    let mut wrong = Vec::new();
    for lang in Lang::ALL {
        let texts: Vec<Vec<String>> = anchors.iter().map(|anchor| words(anchor.in_lang(lang))).collect();
        for (level, text) in texts.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            if text.iter().all(|word| listed(if lang == Lang::Nl { EMPTY_NL } else { EMPTY_EN }, word)) {
                wrong.push((level, lang, ADJECTIVES));
            } else if !clauses(anchors[level].in_lang(lang)).any(|clause| has_verb(&words(clause), lang)) {
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

fn has_verb(clause: &[String], lang: Lang) -> bool {
    clause.iter().take(FIRST).any(|word| match lang {
        Lang::Nl => listed(VERBS_NL, word) || (word.len() > 2 && word.ends_with('t') && !listed(NOT_VERBS_NL, word)),
        Lang::En => listed(VERBS_EN, word) || (word.len() > 2 && word.ends_with('s') && !listed(NOT_VERBS_EN, word)),
    })
}

fn listed(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|other| other == word)
}

/// Whether two texts share most of their words (Jaccard's index of the sets).
fn alike(one: &[String], two: &[String]) -> bool {
    let (one, two): (BTreeSet<&String>, BTreeSet<&String>) = (one.iter().collect(), two.iter().collect());
    let all = one.union(&two).count();
    all > 0 && one.intersection(&two).count() as f64 / all as f64 >= SHARED
}
