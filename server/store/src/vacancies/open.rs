//! Opening a vacancy.

use domain::{
    Code, Failure,
    access::{Action, Actor},
    error::required,
    ids::{RoundId, VacancyId},
    time::Zone,
    vacancy::{NewVacancy, RoundState},
};
use serde_json::json;

use crate::{
    Result, Store,
    audit::{
        self, Change,
        tables::{ROUND, VACANCY},
    },
    facts, words,
};

impl Store {
    /// The clock on the wall of the actor's organisation.
    pub async fn zone(&self, actor: &Actor) -> Result<Zone> {
        let mut tx = self.read().await?;
        let grant = facts::grant(&mut tx, actor, Action::SeeOwnInterviews).await?;
        words::zone(&mut tx, grant.organisation()).await
    }

    /// Opens a vacancy with one round on a published version.
    ///
    /// # Errors
    /// [`Code::NotFound`] when there is no such version, [`Code::NotPublished`] when it is a draft or retired.
    pub async fn open_vacancy(&self, actor: &Actor, new: &NewVacancy) -> Result<VacancyId> {
        let mut tx = self.write(actor).await?;
        let grant = facts::grant(&mut tx, actor, Action::EditVacancies).await?;
        let title = required("title", &new.title, 120).map_err(|fault| Failure::invalid(vec![fault]))?;
        let organisation = grant.organisation().0;
        let state = maybe!(
            &mut tx,
            (String,),
            "SELECT state FROM scorecard_version WHERE organisation_id = $1 AND id = $2",
            organisation,
            new.version.0,
        );
        if state.ok_or(Code::NotFound)?.0 != "published" {
            return Err(Code::NotPublished.into());
        }
        let (id, round) = (VacancyId(self.new_id()), RoundId(self.new_id()));
        run!(
            &mut tx,
            "INSERT INTO vacancy (organisation_id, id, title, policy, opened_at, anonymous, practice) VALUES ($1, $2, $3, $4, $5, $6, FALSE)",
            organisation,
            id.0,
            &title,
            new.policy.key(),
            self.now().0,
            new.anonymous,
        );
        run!(
            &mut tx,
            "INSERT INTO round (organisation_id, id, vacancy_id, number, version_id, state) VALUES ($1, $2, $3, 1, $4, $5)",
            organisation,
            round.0,
            id.0,
            new.version.0,
            RoundState::Open.key(),
        );
        let change = Change::of("open_vacancy", id.0)
            .says(json!({ "version": new.version, "policy": new.policy.key(), "anonymous": new.anonymous }))
            .puts(&VACANCY, [id.0])
            .puts(&ROUND, [round.0]);
        audit::note(&mut tx, &self.core, &grant, change).await?;
        tx.commit().await?;
        Ok(id)
    }
}
