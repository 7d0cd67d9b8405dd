//! The notes behind a number.

use std::collections::HashMap;

use domain::{
    Code,
    access::{Action, Actor, Facts, Grant, OnPanel, decide},
    ids::{ApplicationId, InterviewId, ItemId, UserId},
    interview::Note,
    scorecard::{Competency, Document},
    scoring::{Sheet, competency_score},
    vacancy::{Evidence, RaterEvidence},
};
use uuid::Uuid;

use super::{
    lines::{Round, Seat, masked, panel, sheets_of},
    masks::Masks,
};
use crate::{
    Core, Result, Store,
    db::Tx,
    facts::{InterviewPlace, RoundPlace},
    interviews::note,
    seen::Sighting,
};

/// Interview, rater, and the note.
type Written = (Uuid, Uuid, Uuid, Uuid, Option<String>, String, Uuid);

macro_rules! written {
    ($where:literal) => {
        concat!(
            "SELECT n.interview_id, n.rater_id, n.id, n.item, n.step, n.text, n.entry_id
             FROM interview i
             JOIN note n ON n.organisation_id = i.organisation_id AND n.interview_id = i.id
             JOIN interview_rater s ON s.organisation_id = n.organisation_id AND s.interview_id = n.interview_id AND s.person_id = n.rater_id
             WHERE i.organisation_id = $1 AND ",
 counts!(),
 " AND ",
            $where,
            " ORDER BY n.seq"
        )
    };
}
/// What the raters of one interview handed in.
pub(crate) struct HandedIn {
    pub(crate) seats: Vec<Seat>,
    pub(crate) sheets: Vec<Sheet>,
    pub(crate) notes: Notes,
}

impl Store {
    /// What each rater who submitted said of one competency of one candidate.
    ///
    /// # Errors
    /// [`Code::NotFound`] when the scorecard has no such competency.
    pub async fn evidence(&self, actor: &Actor, application: ApplicationId, competency: ItemId) -> Result<Evidence> {
        let (mut tx, place, grant) = self.see(actor, Action::SeeIndividuals, application).await?;
        let interview = present(&place)?;
        let document = self.core.counted(&mut tx, &grant, place.version, place.round).await?;
        let competency = document.competency(competency).ok_or(Code::NotFound)?;
        let handed_in = handed_in(&mut tx, &self.core, &grant, &place, interview).await?;
        Ok(evidence((place.application, &place.candidate), competency, &handed_in))
    }
}

/// The interview, unless the candidate is in the archive.
pub(super) fn present(place: &InterviewPlace) -> Result<InterviewId, Code> {
    place.interview.filter(|_| !place.archived).ok_or(Code::NotFound)
}

/// With masks on where the vacancy shows scores without names.
pub(crate) async fn handed_in(
    tx: &mut Tx,
    core: &Core,
    grant: &Sighting,
    place: &InterviewPlace,
    interview: InterviewId,
) -> Result<HandedIn> {
    let mut seats = panel(&mut *tx, grant, interview).await?;
    let mut sheets = sheets_of(&mut *tx, grant, interview).await?;
    let masks = if place.anonymous { Some(Masks::of(&mut *tx, core, grant, place.round).await?) } else { None };
    if let Some(masks) = &masks {
        masked(masks, interview, &mut seats, &mut sheets);
    }
    let rows: Vec<Written> = all!(tx, Written, written!("n.interview_id = $2"), grant.organisation().0, interview.0);
    let notes = notes(rows, masks.as_ref())?.remove(&interview).unwrap_or_default();
    Ok(HandedIn { seats, sheets, notes })
}

pub(crate) type Notes = HashMap<UserId, Vec<Note>>;

fn notes(rows: Vec<Written>, masks: Option<&Masks>) -> Result<HashMap<InterviewId, Notes>> {
    let mut notes: HashMap<InterviewId, Notes> = HashMap::new();
    for (interview, rater, id, item, step, text, entry) in rows {
        let (interview, rater) = (InterviewId(interview), UserId(rater));
        let rater = masks.map_or(rater, |masks| masks.rater(interview, rater));
        let of = notes.entry(interview).or_default();
        of.entry(rater).or_default().push(note((id, item, step, text, Some(entry)))?);
    }
    Ok(notes)
}

/// Per line of a round its evidence per competency, read in one statement. Where individual ratings stay hidden it has
/// nobody's.
pub(super) async fn of_round(
    tx: &mut Tx,
    grant: &Sighting,
    place: &RoundPlace,
    document: &Document,
    round: &mut Round,
) -> Result<Vec<Vec<Evidence>>> {
    if place.facts.individuals_hidden {
        return Ok(Vec::new());
    }
    let rows: Vec<Written> = all!(
        tx,
        Written,
        written!("i.round_id = $2 AND i.state <> 'cancelled' AND i.revealed_at IS NOT NULL"),
        grant.organisation().0,
        place.round.0
    );
    let mut notes = notes(rows, round.masks.as_ref())?;
    let own = own_seats(tx, grant, place).await?;
    let handed_in = std::mem::take(&mut round.handed_in);
    let per_line = round.comparison.lines.iter().zip(handed_in).map(|(line, (seats, sheets))| {
        // As for the notes behind one cell: who is no staff reads those of the own panels.
        let facts = Facts { panel: own.get(&line.interview).copied(), ..place.facts };
        if decide(&grant.actor(), Action::SeeIndividuals, &facts).is_err() {
            return Vec::new();
        }
        let notes = notes.remove(&line.interview).unwrap_or_default();
        let handed_in = HandedIn { seats, sheets, notes };
        document.competencies.iter().map(|it| evidence((line.application, &line.candidate), it, &handed_in)).collect()
    });
    Ok(per_line.collect())
}

/// Where the actor sits in the round.
async fn own_seats(tx: &mut Tx, grant: &Grant, place: &RoundPlace) -> Result<HashMap<InterviewId, OnPanel>> {
    let rows = all!(
        tx,
        (Uuid, bool, bool, bool),
        "SELECT s.interview_id, s.chair, s.rates, s.submitted_at IS NOT NULL
         FROM interview i
         JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id AND (s.chair OR s.rates)
         WHERE i.organisation_id = $1 AND i.round_id = $2 AND s.person_id = $3",
        grant.organisation().0,
        place.round.0,
        grant.actor().user().map(|user| user.0),
    );
    let seat = |(interview, chair, rates, submitted)| (InterviewId(interview), OnPanel { chair, rates, submitted });
    Ok(rows.into_iter().map(seat).collect())
}

/// Of one candidate.
pub(super) fn evidence((application, candidate): (ApplicationId, &str), competency: &Competency, handed_in: &HandedIn) -> Evidence {
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
        application,
        candidate: candidate.to_owned(),
        competency: competency.id,
        raters: handed_in.seats.iter().filter(|seat| seat.submitted_at.is_some()).map(rater).collect(),
    }
}
