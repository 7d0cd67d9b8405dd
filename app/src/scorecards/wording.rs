//! What the rules of wording say, in the reader's language. Only on the server: the browser has no regular expressions.

use domain::{
    Code, Lang,
    lint::{Linter, Severity},
    scorecard::Document,
};

use super::calls::Remark;
use crate::calls::Answer;

/// What the rules say of a document; and how many remarks are about quality, which the structure meter counts.
pub(super) fn remarks(document: &Document, reader: Lang) -> Answer<(Vec<Remark>, usize)> {
    let linter = Linter::shipped().map_err(|_| Code::Internal)?;
    let findings = linter.document(document);
    let quality = findings.iter().filter(|finding| finding.severity == Severity::Quality).count();
    let remarks = findings
        .into_iter()
        .filter_map(|finding| {
            let rule = linter.rule(&finding.rule)?;
            let kept = document.accepted.iter().find(|kept| kept.rule == finding.rule && kept.item == finding.item);
            Some(Remark {
                stops: finding.severity == Severity::Stop && !finding.accepted,
                may_keep: finding.severity == Severity::Stop,
                kept_because: kept.map(|kept| kept.reason.clone()).unwrap_or_default(),
                name: rule.name.best(reader).0.to_owned(),
                why: rule.why.best(reader).0.to_owned(),
                legal_basis: rule.legal_basis.clone(),
                ask_instead: rule.ask_instead.best(reader).0.to_owned(),
                place: finding.place,
                item: finding.item,
                rule: finding.rule,
                quote: finding.quote,
            })
        })
        .collect();
    Ok((remarks, quality))
}

/// What the rules say of one text, a sentence each.
pub(super) fn sentences(text: &str, written_in: Lang, reader: Lang) -> Answer<Vec<String>> {
    let linter = Linter::shipped().map_err(|_| Code::Internal)?;
    let mut said = Vec::new();
    for hit in linter.text(text, written_in) {
        let Some(rule) = linter.rule(&hit.rule) else { continue };
        let sentence = text::scorecards::remark(rule.name.best(reader).0, rule.why.best(reader).0);
        if !said.contains(&sentence) {
            said.push(sentence);
        }
    }
    Ok(said)
}
