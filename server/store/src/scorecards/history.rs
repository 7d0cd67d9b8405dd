//! The versions of a scorecard: which interviews used which, and what differs.

use domain::{
    Code,
    access::{Action, Actor, Grant},
    ids::{ScorecardId, VacancyId, VersionId},
    scorecard::{Document, VersionRow, VersionUse},
    time::UnixMillis,
};
use tokio::try_join;
use uuid::Uuid;

use super::newest;
use crate::{
    Result, Store,
    db::{Asking, Source},
    words,
};

impl Store {
    /// Every version but trials, the newest first, with the rounds that use it.
    ///
    /// # Errors
    /// [`Code::NotFound`] when there is no such scorecard.
    pub async fn versions(&self, actor: &Actor, id: ScorecardId) -> Result<Vec<VersionRow>> {
        let mut tx = self.read().await?;
        let (grant, _) = newest(&mut tx, actor, Action::SeeScorecards, id).await?;
        let asking = Asking::default();
        let reading = async { try_join!(words::zone(&asking, grant.organisation()), all(&asking, &grant, id), uses(&asking, &grant, id)) };
        let (zone, rows, uses) = asking.together(&mut tx, reading).await?;
        rows.into_iter()
            .map(|(version, number, state, hash, published_at)| {
                let uses = uses.iter().filter(|(of, ..)| *of == version);
                Ok(VersionRow {
                    id: VersionId(version),
                    number: words::count(number),
                    state: words::read(&state)?,
                    hash,
                    published_at: published_at.map(|at| zone.moment(UnixMillis(at))),
                    uses: uses
                        .map(|(_, vacancy, title, round, interviews)| VersionUse {
                            vacancy: VacancyId(*vacancy),
                            title: title.clone(),
                            round: words::count(*round),
                            interviews: words::count(*interviews),
                        })
                        .collect(),
                })
            })
            .collect()
    }

    /// The document of one version, by its number.
    ///
    /// # Errors
    /// [`Code::NotFound`] when there is no such scorecard or version.
    pub async fn version_document(&self, actor: &Actor, id: ScorecardId, number: u32) -> Result<Document> {
        let mut tx = self.read().await?;
        let (grant, _) = newest(&mut tx, actor, Action::SeeScorecards, id).await?;
        let row = maybe!(
            &mut tx,
            (String,),
            "SELECT document FROM scorecard_version
             WHERE organisation_id = $1 AND scorecard_id = $2 AND number = $3 AND state <> 'trial'",
            grant.organisation().0,
            id.0,
            i64::from(number),
        );
        words::document(&row.ok_or(Code::NotFound)?.0)
    }
}

/// Id, number, state, hash, and when it was published.
type One = (Uuid, i64, String, String, Option<i64>);

async fn all(from: impl Into<Source<'_>>, grant: &Grant, id: ScorecardId) -> Result<Vec<One>> {
    Ok(asked!(
        from,
        One,
        "SELECT id, number, state, hash, published_at FROM scorecard_version
             WHERE organisation_id = $1 AND scorecard_id = $2 AND state <> 'trial' ORDER BY number DESC",
        grant.organisation().0,
        id.0,
    ))
}

/// Version, vacancy and its title, number of the round, and interviews in it.
type Used = (Uuid, Uuid, String, i64, i64);

async fn uses(from: impl Into<Source<'_>>, grant: &Grant, id: ScorecardId) -> Result<Vec<Used>> {
    Ok(asked!(
        from,
        Used,
            "SELECT r.version_id, v.id, v.title, r.number,
                    (SELECT COUNT(*) FROM interview i WHERE i.organisation_id = r.organisation_id AND i.round_id = r.id AND i.state <> 'cancelled')
             FROM round r
             JOIN vacancy v ON v.organisation_id = r.organisation_id AND v.id = r.vacancy_id
             JOIN scorecard_version c ON c.organisation_id = r.organisation_id AND c.id = r.version_id
             WHERE r.organisation_id = $1 AND c.scorecard_id = $2 AND NOT v.practice
             ORDER BY v.opened_at DESC, v.id, r.number",
            grant.organisation().0,
            id.0,
    ))
}
