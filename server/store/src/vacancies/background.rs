//! One candidate of a vacancy, for who arranges things: other information, and who sits on the panel.

use domain::{
    Code, Failure,
    access::{Action, Actor, Grant, decide},
    error::optional,
    fold::fold,
    ids::{ApplicationId, InterviewId, UserId},
    interview::{InterviewState, Sheets},
    vacancy::{BACKGROUND_MAX, CandidateView, PanelSeat, PlannedInterview, background_mark},
};
use serde_json::json;
use tokio::try_join;
use uuid::Uuid;

use super::{
    returning::{handled, no_return},
    seats::Seats,
};
use crate::{
    Result, Store,
    audit::{self, Change, tables::APPLICATION},
    db::{Asking, Source, Tx},
    facts::{self, InterviewPlace},
    live::{Happened, To},
};

impl Store {
    /// The candidate with the interview of the newest round.
    pub async fn candidate(&self, actor: &Actor, id: ApplicationId) -> Result<CandidateView> {
        let mut tx = self.read().await?;
        let place = facts::of_application(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::EditVacancies, &place.facts)?;
        // A recruiter who rates here is a rater first.
        let background = decide(actor, Action::SeeBackground, &place.facts).is_ok().then(|| place.background.clone());
        let seats = match place.interview {
            Some(interview) => panel(&mut tx, &grant, &place, interview).await?,
            None => Vec::new(),
        };
        let interview = match place.interview {
            Some(interview) => Some(PlannedInterview {
                id: interview,
                starts_at: place.zone.moment(place.starts_at),
                state: place.facts.interview.unwrap_or(InterviewState::Planned),
                lacks_a_rater: lacks_a_rater(&seats),
                seats,
            }),
            None => None,
        };
        Ok(CandidateView {
            application: id,
            vacancy: place.vacancy,
            vacancy_title: place.vacancy_title,
            name: place.candidate,
            background,
            background_mark: background_mark(&place.background),
            interview,
        })
    }

    /// Writes down a CV, test scores or a referral, over the text that the writer had before them.
    ///
    /// # Errors
    /// [`Code::Invalid`] at `background`; [`Code::SubmitFirst`] for who still has to rate this candidate; [`Code::Stale`]
    /// when somebody else wrote another text since, told by its mark.
    pub async fn set_background(&self, actor: &Actor, id: ApplicationId, had: &str, background: &str) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let place = facts::of_application(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::EditVacancies, &place.facts)?;
        decide(actor, Action::SeeBackground, &place.facts)?;
        let background = optional("background", background, BACKGROUND_MAX).map_err(|fault| Failure::invalid(vec![fault]))?;
        if background.contains('\0') {
            return Err(Code::Unreadable.into());
        }
        if background_mark(&place.background) != had {
            return Err(Code::Stale.into());
        }
        run!(
            &mut tx,
            "UPDATE application SET background = $3 WHERE organisation_id = $1 AND id = $2",
            grant.organisation().0,
            id.0,
            &background,
        );
        let change = Change::of("set_background", id.0).says(json!({ "background": self.core.veiled(&background) })).sets(
            &APPLICATION,
            &["background"],
            [id.0],
        );
        audit::note(&mut tx, &self.core, &grant, change).await?;
        let happened = place.interview.map(|interview| Happened { vacancy: place.vacancy, interview: Some(interview), to: To::Everybody });
        self.commit(tx, happened.into_iter().collect()).await
    }
}

#[expect(clippy::struct_excessive_bools, reason = "a row as the query gives it")]
#[derive(sqlx::FromRow)]
struct Row {
    person_id: Uuid,
    name: String,
    chair: bool,
    rates: bool,
    submitted: bool,
    set_aside: bool,
}

/// Who sits on the panel, by name, with what may be done with each sheet.
async fn panel(tx: &mut Tx, grant: &Grant, place: &InterviewPlace, interview: InterviewId) -> Result<Vec<PanelSeat>> {
    let asking = Asking::default();
    let interviews = [interview.0];
    let reading = async {
        try_join!(rows(&asking, grant, interview), Seats::among(&asking, grant, place), handled(&asking, &place.zone, &interviews))
    };
    let (mut rows, could, mut done) = asking.together(tx, reading).await?;
    rows.sort_by_cached_key(|row| (fold(&row.name), row.person_id));
    let actor = grant.actor();
    let may = |action| decide(&actor, action, &place.facts).err();
    let (may_return, may_set_aside) = (may(Action::ReturnSheet), may(Action::SetSheetAside));
    let seat = |row: Row| {
        let user = UserId(row.person_id);
        let done = done.remove(&(interview.0, row.person_id));
        let (set_aside, returned) = if row.set_aside { (done, None) } else { (None, done) };
        PanelSeat {
            user,
            name: row.name,
            chair: row.chair,
            rates: row.rates,
            submitted: row.submitted,
            set_aside,
            returned,
            no_return: may_return.or_else(|| no_return(&actor, &could, user)),
            no_setting_aside: may_set_aside,
        }
    };
    Ok(rows.into_iter().map(seat).collect())
}

async fn rows(from: impl Into<Source<'_>>, grant: &Grant, interview: InterviewId) -> Result<Vec<Row>> {
    Ok(asked!(
        from,
        Row,
        "SELECT s.person_id, p.name, s.chair, s.rates, s.submitted_at IS NOT NULL AS submitted, s.set_aside_seq IS NOT NULL AS set_aside
         FROM interview_rater s JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE s.organisation_id = $1 AND s.interview_id = $2 AND (s.chair OR s.rates)",
        grant.organisation().0,
        interview.0,
    ))
}

fn lacks_a_rater(seats: &[PanelSeat]) -> bool {
    let count = |fits: fn(&PanelSeat) -> bool| seats.iter().filter(|seat| seat.rates && fits(seat)).count();
    let (raters, submitted, set_aside) = (count(|_| true), count(|seat| seat.submitted), count(|seat| seat.set_aside.is_some()));
    Sheets { raters, submitted, set_aside }.lack_a_rater()
}
