//! The notes behind a number.

use std::collections::HashMap;

use domain::{
    Code,
    access::{Action, Actor, Grant, decide},
    ids::{ApplicationId, InterviewId, ItemId, UserId},
    interview::Note,
    scorecard::Competency,
    scoring::{Sheet, competency_score},
    vacancy::{Evidence, RaterEvidence},
};
use uuid::Uuid;

use super::{
    lines::{Seat, masked, panel, sheets_of},
    masks::Masks,
};
use crate::{
    Core, Result, Store,
    db::Tx,
    facts::{self, InterviewPlace},
    interviews::note,
};

/// What the raters of one interview handed in.
pub(super) struct HandedIn {
    pub(super) seats: Vec<Seat>,
    pub(super) sheets: Vec<Sheet>,
    notes: HashMap<UserId, Vec<Note>>,
}

impl Store {
    /// What each rater who submitted said of one competency of one candidate.
    ///
    /// # Errors
    /// [`Code::NotFound`] when the scorecard has no such competency.
    pub async fn evidence(&self, actor: &Actor, application: ApplicationId, competency: ItemId) -> Result<Evidence> {
        let mut tx = self.read().await?;
        let place = facts::of_application(&mut tx, actor, application).await?;
        let grant = decide(actor, Action::SeeIndividuals, &place.facts)?;
        let interview = present(&place)?;
        let document = self.core.counted(&mut tx, &grant, place.version, place.round).await?;
        let competency = document.competency(competency).ok_or(Code::NotFound)?;
        let handed_in = handed_in(&mut tx, &self.core, &grant, &place, interview).await?;
        Ok(evidence(&place, competency, &handed_in))
    }
}

/// The interview, unless the candidate is in the archive.
pub(super) fn present(place: &InterviewPlace) -> Result<InterviewId, Code> {
    place.interview.filter(|_| !place.archived).ok_or(Code::NotFound)
}

/// With masks on where the vacancy shows scores without names.
pub(super) async fn handed_in(tx: &mut Tx, core: &Core, grant: &Grant, place: &InterviewPlace, interview: InterviewId) -> Result<HandedIn> {
    let mut seats = panel(tx, grant, interview).await?;
    let mut sheets = sheets_of(tx, grant, interview).await?;
    let masks = if place.anonymous { Some(Masks::of(tx, core, grant, place.round).await?) } else { None };
    if let Some(masks) = &masks {
        masked(masks, &mut seats, &mut sheets);
    }
    let rows = all!(
        tx,
        (Uuid, Uuid, Uuid, Option<String>, String, Uuid),
        "SELECT n.rater_id, n.id, n.item, n.step, n.text, n.entry_id
         FROM note n
         JOIN interview_rater s ON s.organisation_id = n.organisation_id AND s.interview_id = n.interview_id AND s.person_id = n.rater_id
         WHERE n.organisation_id = $1 AND n.interview_id = $2 AND s.submitted_at IS NOT NULL
         ORDER BY n.seq",
        grant.organisation().0,
        interview.0,
    );
    let mut notes: HashMap<UserId, Vec<Note>> = HashMap::new();
    for (rater, id, item, step, text, entry) in rows {
        let rater = masks.as_ref().map_or(UserId(rater), |masks| masks.rater(UserId(rater)));
        notes.entry(rater).or_default().push(note((id, item, step, text, Some(entry)))?);
    }
    Ok(HandedIn { seats, sheets, notes })
}

pub(super) fn evidence(place: &InterviewPlace, competency: &Competency, handed_in: &HandedIn) -> Evidence {
    let about = |item: ItemId| item == competency.id || competency.questions.iter().any(|question| question.id == item);
    let nothing = std::collections::BTreeMap::new();
    let rater = |seat: &Seat| {
        let ratings = handed_in.sheets.iter().find(|sheet| sheet.rater == seat.rater).map_or(&nothing, |sheet| &sheet.ratings);
        let rated = competency.items().into_iter().filter_map(|item| Some((item.id, ratings.get(&item.id)?.clone())));
        let notes = handed_in.notes.get(&seat.rater).into_iter().flatten().filter(|note| about(note.item));
        RaterEvidence {
            rater: seat.rater,
            name: seat.name.clone(),
            score: competency_score(competency, ratings),
            ratings: rated.collect(),
            notes: notes.cloned().collect(),
        }
    };
    Evidence {
        application: place.application,
        candidate: place.candidate.clone(),
        competency: competency.id,
        raters: handed_in.seats.iter().filter(|seat| seat.submitted).map(rater).collect(),
    }
}
