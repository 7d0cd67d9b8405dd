//! One candidate of a vacancy, for who arranges things: other information, and who sits on the panel.

use domain::{
    Code, Failure,
    access::{Action, Actor, decide},
    error::optional,
    fold::fold,
    ids::{ApplicationId, UserId},
    interview::InterviewState,
    vacancy::{BACKGROUND_MAX, CandidateView, PanelSeat, PlannedInterview, background_mark},
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    Result, Store,
    audit::{self, Change, tables::APPLICATION},
    db::Tx,
    facts,
    live::{Happened, To},
    words,
};

impl Store {
    /// The candidate with the interview of the newest round.
    pub async fn candidate(&self, actor: &Actor, id: ApplicationId) -> Result<CandidateView> {
        let mut tx = self.read().await?;
        let place = facts::of_application(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::EditVacancies, &place.facts)?;
        // A recruiter who rates here is a rater first.
        let background = decide(actor, Action::SeeBackground, &place.facts).is_ok().then(|| place.background.clone());
        let zone = words::zone(&mut tx, grant.organisation()).await?;
        let interview = match place.interview {
            Some(interview) => Some(PlannedInterview {
                id: interview,
                starts_at: zone.moment(place.starts_at),
                state: place.facts.interview.unwrap_or(InterviewState::Planned),
                seats: seats(&mut tx, grant.organisation().0, interview.0).await?,
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

async fn seats(tx: &mut Tx, organisation: Uuid, interview: Uuid) -> Result<Vec<PanelSeat>> {
    let mut rows = all!(
        tx,
        (Uuid, String, bool, bool, Option<i64>),
        "SELECT s.person_id, p.name, s.chair, s.rates, s.submitted_at
         FROM interview_rater s JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE s.organisation_id = $1 AND s.interview_id = $2 AND (s.chair OR s.rates)",
        organisation,
        interview,
    );
    rows.sort_by_cached_key(|(id, name, ..)| (fold(name), *id));
    let seat = |(id, name, chair, rates, submitted): (Uuid, String, bool, bool, Option<i64>)| PanelSeat {
        user: UserId(id),
        name,
        chair,
        rates,
        submitted: submitted.is_some(),
    };
    Ok(rows.into_iter().map(seat).collect())
}
