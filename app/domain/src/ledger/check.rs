//! What is asked of an entry before anything else: that it is about this scorecard, says why, and fits.

use super::{
    Said,
    limits::{NOTE_MAX, REASON_MAX},
};
use crate::{Code, ids::ItemId, scorecard::Document, scoring::Rating};

/// Whether somebody who may say this can say it of an interview with this scorecard. It is [trimmed](Said::trimmed) already.
///
/// # Errors
/// [`Code::UnknownItem`], [`Code::ReasonRequired`], [`Code::TooLarge`], or [`Code::Unreadable`] for what no database can hold.
pub fn check(said: &Said, document: &Document) -> Result<(), Code> {
    let question = |item: ItemId| if document.question(item).is_some() { Ok(()) } else { Err(Code::UnknownItem) };
    let rated = |item: ItemId| if document.item(item).is_some() { Ok(()) } else { Err(Code::UnknownItem) };
    let competency = |item: ItemId| if document.competency(item).is_some() { Ok(()) } else { Err(Code::UnknownItem) };
    match said {
        Said::Opened { background: None } | Said::Overall { .. } | Said::Closed => Ok(()),
        Said::Submitted { reason } => fits(reason, REASON_MAX),
        Said::Opened { background: Some(reason) }
        | Said::Replaced { reason, .. }
        | Said::Returned { reason, .. }
        | Said::SetAside { reason, .. } => given(reason),
        Said::Asked { item, .. } => question(*item),
        Said::Skipped { item, reason } | Said::Changed { item, reason } => question(*item).and_then(|()| given(reason)),
        Said::Noted { item, text, .. } => rated(*item).or_else(|_| question(*item)).and_then(|()| fits(text, NOTE_MAX)),
        Said::Rated { item, rating: Rating::Level(_) } | Said::NoEvidence { item, .. } => rated(*item),
        Said::Rated { item, rating: Rating::NotObserved(reason) } => rated(*item).and_then(|()| given(reason)),
        Said::Declared { relation } => fits(relation, REASON_MAX),
        Said::Consensus { item, reason, .. } => competency(*item).and_then(|()| given(reason)),
    }
}

fn given(reason: &str) -> Result<(), Code> {
    if reason.is_empty() { Err(Code::ReasonRequired) } else { fits(reason, REASON_MAX) }
}

/// PostgreSQL cannot hold U+0000 in a text, so it is refused everywhere.
fn fits(text: &str, max: usize) -> Result<(), Code> {
    if text.chars().count() > max {
        Err(Code::TooLarge)
    } else if text.contains('\0') {
        Err(Code::Unreadable)
    } else {
        Ok(())
    }
}
