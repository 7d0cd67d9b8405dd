//! The interview on paper, what a candidate reads beforehand, and the calendar entry.

use domain::{
    Code,
    access::{Action, Actor, Grant, decide},
    ids::{ApplicationId, InterviewId, VacancyId, VersionId},
    interview::InterviewState,
    report::Form,
    scorecard::Document,
    sheet::{CandidateSheet, VacancyFacts},
    time::{Moment, UnixMillis},
};

use crate::{Result, Store, compare::made_by, db::Tx, facts, words};

/// An interview as a calendar keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    pub interview: InterviewId,
    pub organisation: String,
    pub vacancy: String,
    pub candidate: String,
    pub starts_at: UnixMillis,
    pub minutes: u16,
    pub cancelled: bool,
    pub arrangements: String,
}

impl Store {
    /// The form of a vacancy's round, for any candidate.
    pub async fn form(&self, actor: &Actor, id: VacancyId) -> Result<Form> {
        let mut tx = self.read().await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::PrintGuide, &place.facts)?;
        let document = self.core.counted(&mut tx, &grant, place.version, place.round).await?;
        self.filled(&mut tx, &grant, place.title, place.version, document).await
    }

    /// The form for one candidate, with when the conversation is and what was agreed on for it.
    pub async fn form_for(&self, actor: &Actor, id: ApplicationId) -> Result<Form> {
        let mut tx = self.read().await?;
        let place = facts::of_application(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::PrintGuide, &place.facts)?;
        if place.archived {
            return Err(Code::NotFound.into());
        }
        let zone = words::zone(&mut tx, grant.organisation()).await?;
        let document = self.core.counted(&mut tx, &grant, place.version, place.round).await?;
        let planned = place.facts.interview.is_some_and(|state| state != InterviewState::Cancelled);
        let starts_at: Option<Moment> = planned.then(|| zone.moment(place.starts_at));
        let form = self.filled(&mut tx, &grant, place.vacancy_title, place.version, document).await?;
        Ok(Form { candidate: Some(place.candidate), starts_at, arrangements: place.arrangements, ..form })
    }

    async fn filled(&self, tx: &mut Tx, grant: &Grant, vacancy: String, version: VersionId, document: Document) -> Result<Form> {
        let zone = words::zone(&mut *tx, grant.organisation()).await?;
        let (organisation, generated_by) = made_by(tx, grant).await?;
        let (title, number, hash) = one!(
            tx,
            (String, i64, String),
            "SELECT title, number, hash FROM scorecard_version WHERE organisation_id = $1 AND id = $2",
            grant.organisation().0,
            version.0,
        );
        Ok(Form {
            organisation,
            vacancy,
            scorecard_title: title,
            version: words::count(number),
            hash,
            document,
            generated_at: zone.moment(self.now()),
            generated_by,
            candidate: None,
            starts_at: None,
            arrangements: String::new(),
        })
    }

    /// What a candidate of this vacancy reads beforehand, and when it was made.
    pub async fn vacancy_sheet(&self, actor: &Actor, id: VacancyId) -> Result<(CandidateSheet, Moment)> {
        let mut tx = self.read().await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::PrintGuide, &place.facts)?;
        let zone = words::zone(&mut tx, grant.organisation()).await?;
        let document = self.core.counted(&mut tx, &grant, place.version, place.round).await?;
        let (organisation, _) = made_by(&mut tx, &grant).await?;
        let facts = VacancyFacts { title: Some(place.title), contact: None };
        Ok((CandidateSheet::new(&document, &organisation, facts), zone.moment(self.now())))
    }

    /// When an interview is, for somebody's calendar.
    ///
    /// # Errors
    /// [`Code::NotFound`] for a candidate in the archive.
    pub async fn appointment(&self, actor: &Actor, id: InterviewId) -> Result<Appointment> {
        let mut tx = self.read().await?;
        let place = facts::of_interview(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::PrintGuide, &place.facts)?;
        if place.archived {
            return Err(Code::NotFound.into());
        }
        let document = self.core.document(&mut tx, grant.organisation(), place.version).await?;
        let (organisation, _) = made_by(&mut tx, &grant).await?;
        Ok(Appointment {
            interview: id,
            organisation,
            vacancy: place.vacancy_title,
            candidate: place.candidate,
            starts_at: place.starts_at,
            minutes: document.slot_minutes,
            cancelled: place.facts.interview == Some(InterviewState::Cancelled),
            arrangements: place.arrangements,
        })
    }
}
