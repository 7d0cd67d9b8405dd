//! Sorting shuffled anchors (A9): what colleagues answered by a link, and what it comes to.

use domain::{
    Code,
    access::{Action, Actor, Purpose},
    ids::{ScorecardId, VersionId},
    scorecard::{Document, VersionState},
    sorting::{AnchorResult, Answer, Placed, parse, results},
};
use uuid::Uuid;

use super::{links, newest};
use crate::{
    Result, Store,
    audit::{self, Change, tables::SORTING},
    words,
};

/// More answers than this make a result no better, and a link that went round a reason to stop.
const MOST: i64 = 200;

/// What colleagues made of the anchors.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct SortingView {
    pub title: String,
    /// As it was when it was sorted.
    pub document: Document,
    pub answers: u32,
    pub results: Vec<AnchorResult>,
    /// The scorecard was changed since.
    pub outdated: bool,
}

impl Store {
    /// Takes one colleague's answer.
    ///
    /// # Errors
    /// As [`Store::anchors_to_sort`] and [`parse`]; [`Code::EnoughAnswers`] when there are answers enough.
    pub async fn sort_anchors(&self, token_hash: &[u8; 32], given: &[Placed]) -> Result<()> {
        let mut tx = self.core.db.write().await?;
        let open = links::open(&mut tx, &self.core, Purpose::Sorting, token_hash).await?;
        let organisation = open.grant.organisation();
        audit::hold(&mut tx, organisation).await?;
        let document = self.core.document(&mut tx, organisation, open.version).await?;
        let answers = parse(&document, &self.seed(token_hash), given)?;
        let (count,) = one!(
            &mut tx,
            (i64,),
            "SELECT COUNT(*) FROM sorting WHERE organisation_id = $1 AND version_id = $2",
            organisation.0,
            open.version.0,
        );
        if count >= MOST {
            return Err(Code::EnoughAnswers.into());
        }
        let id = self.new_id();
        run!(
            &mut tx,
            "INSERT INTO sorting (organisation_id, id, version_id, answers, at) VALUES ($1, $2, $3, $4, $5)",
            organisation.0,
            id,
            open.version.0,
            serde_json::to_string(&answers)?,
            self.now().0,
        );
        audit::note(&mut tx, &self.core, &open.grant, Change::of("sort_anchors", id).puts(&SORTING, [id])).await?;
        tx.commit().await
    }

    /// What came of the newest check of this scorecard; `None` when nobody was asked yet.
    pub async fn sorting(&self, actor: &Actor, id: ScorecardId) -> Result<Option<SortingView>> {
        let mut tx = self.read().await?;
        let (grant, newest) = newest(&mut tx, actor, Action::SeeScorecards, id).await?;
        let organisation = grant.organisation();
        let asked = maybe!(
            &mut tx,
            (Uuid, String),
            "SELECT l.version_id, c.document FROM public_link l
             JOIN scorecard_version c ON c.organisation_id = l.organisation_id AND c.id = l.version_id
             WHERE l.organisation_id = $1 AND c.scorecard_id = $2 AND l.purpose = 'sorting'
             ORDER BY l.created_at DESC, l.id DESC LIMIT 1",
            organisation.0,
            id.0,
        );
        let Some((version, document)) = asked else { return Ok(None) };
        let document = words::document(&document)?;
        let rows = all!(
            &mut tx,
            (String,),
            "SELECT answers FROM sorting WHERE organisation_id = $1 AND version_id = $2 ORDER BY at, id",
            organisation.0,
            version,
        );
        let answers: Vec<Vec<Answer>> = rows.iter().map(|(text,)| serde_json::from_str(text)).collect::<Result<_, _>>()?;
        let other = newest.state == VersionState::Draft || newest.id != VersionId(version);
        let outdated = other && newest.document != document;
        Ok(Some(SortingView {
            title: newest.document.title,
            answers: u32::try_from(answers.len()).unwrap_or(u32::MAX),
            results: results(&document, &answers),
            document,
            outdated,
        }))
    }
}
