//! Scorecards side by side, and new ones.

use domain::{
    Failure,
    access::{Action, Actor, Grant},
    error::required,
    fold::fold,
    ids::{ScorecardId, VersionId},
    scorecard::{Document, ScorecardRow, Version},
    time::UnixMillis,
};
use tokio::try_join;
use uuid::Uuid;

use super::{NewDraft, insert_draft, newest};
use crate::{
    Result, Store,
    audit::{
        self, Change,
        tables::{SCORECARD, VERSION},
    },
    db::{Asking, Source},
    facts, library, words,
};

/// A version that a vacancy can use.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PublishedVersion {
    pub version: VersionId,
    pub scorecard: ScorecardId,
    pub title: String,
    pub number: u32,
    pub hash: String,
}

impl Store {
    /// Every scorecard by its newest version, the last changed first.
    pub async fn scorecards(&self, actor: &Actor) -> Result<Vec<ScorecardRow>> {
        let mut tx = self.read().await?;
        let grant = facts::grant(&mut tx, actor, Action::SeeScorecards).await?;
        let asking = Asking::default();
        let reading = async { try_join!(words::zone(&asking, grant.organisation()), newest_of_all(&asking, &grant)) };
        let (zone, rows) = asking.together(&mut tx, reading).await?;
        rows.into_iter()
            .map(|(id, title, state, number, competencies, questions, changed_at)| {
                Ok(ScorecardRow {
                    id: ScorecardId(id),
                    title,
                    state: words::read(&state)?,
                    version: words::count(number),
                    competencies: words::count(competencies),
                    questions: words::count(questions),
                    changed_at: zone.moment(UnixMillis(changed_at)),
                })
            })
            .collect()
    }

    /// Makes a scorecard whose first version is a draft of this document.
    pub async fn create_scorecard(&self, actor: &Actor, document: &Document) -> Result<ScorecardId> {
        let mut tx = self.write(actor).await?;
        let grant = facts::grant(&mut tx, actor, Action::EditScorecards).await?;
        required("title", &document.title, 120).map_err(|fault| Failure::invalid(vec![fault]))?;
        let now = self.now();
        let id = ScorecardId(self.new_id());
        run!(&mut tx, "INSERT INTO scorecard (organisation_id, id, created_at) VALUES ($1, $2, $3)", grant.organisation().0, id.0, now.0,);
        let draft = NewDraft { id: VersionId(self.new_id()), scorecard: id, number: 1, document };
        insert_draft(&mut tx, &grant, &draft, now).await?;
        let from = library::as_stands(&mut tx, &self.core, &grant).await?;
        let change = Change::of("create_scorecard", id.0).made_from(from).puts(&SCORECARD, [id.0]).puts(&VERSION, [draft.id.0]);
        audit::note(&mut tx, &self.core, &grant, change).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// The newest version.
    pub async fn scorecard(&self, actor: &Actor, id: ScorecardId) -> Result<Version> {
        let mut tx = self.read().await?;
        Ok(newest(&mut tx, actor, Action::SeeScorecards, id).await?.1)
    }

    /// Every published version, by title, the newest of a scorecard first.
    pub async fn published_versions(&self, actor: &Actor) -> Result<Vec<PublishedVersion>> {
        let mut tx = self.read().await?;
        let grant = facts::grant(&mut tx, actor, Action::SeeScorecards).await?;
        let rows = asked!(
            &mut tx,
            (Uuid, Uuid, String, i64, String),
            "SELECT id, scorecard_id, title, number, hash FROM scorecard_version
             WHERE organisation_id = $1 AND state = 'published'
             ORDER BY number DESC, id",
            grant.organisation().0,
        );
        let mut versions: Vec<PublishedVersion> = rows
            .into_iter()
            .map(|(version, scorecard, title, number, hash)| PublishedVersion {
                version: VersionId(version),
                scorecard: ScorecardId(scorecard),
                title,
                number: words::count(number),
                hash,
            })
            .collect();
        versions.sort_by_cached_key(|version| (fold(&version.title), version.scorecard));
        Ok(versions)
    }
}

/// Scorecard, title, state and number of its newest version, competencies and questions in it, and when it was changed.
type Newest = (Uuid, String, String, i64, i64, i64, i64);

async fn newest_of_all(from: impl Into<Source<'_>>, grant: &Grant) -> Result<Vec<Newest>> {
    Ok(asked!(
        from,
        Newest,
        "SELECT v.scorecard_id, v.title, v.state, v.number, v.competencies, v.questions, v.changed_at
             FROM scorecard_version v
             WHERE v.organisation_id = $1 AND v.state <> 'trial'
               AND NOT EXISTS (SELECT 1 FROM scorecard_version n
                               WHERE n.organisation_id = v.organisation_id AND n.scorecard_id = v.scorecard_id AND n.number > v.number)
             ORDER BY v.changed_at DESC, v.scorecard_id DESC",
        grant.organisation().0,
    ))
}
