//! Scorecards and their versions. A draft is changed by commands, a published version never.

mod drafts;
mod history;
mod links;
mod list;
mod practice;
mod sheet;
mod sorting;
mod trial;
mod versions;

use domain::{
    Code,
    access::{Action, Actor, Facts, Grant, decide},
    ids::{OrganisationId, ScorecardId, UserId, VersionId},
    scorecard::{Document, Version, VersionState},
    time::{UnixMillis, Zone},
};
use uuid::Uuid;

pub use list::PublishedVersion;
pub use sorting::SortingView;

use crate::{Result, db::Tx, facts, words};

#[derive(sqlx::FromRow)]
struct VersionRow {
    id: Uuid,
    organisation_id: Uuid,
    zone: String,
    scorecard_id: Uuid,
    number: i64,
    state: String,
    revision: i64,
    document: String,
    hash: String,
    published_at: Option<i64>,
    changed_at: i64,
    changed_by_id: Option<Uuid>,
    changed_by: Option<String>,
    can_undo: bool,
}

/// The newest version, for who may do this with it.
///
/// # Errors
/// [`Code::NotFound`] when there is no such scorecard.
async fn newest(tx: &mut Tx, actor: &Actor, action: Action, id: ScorecardId) -> Result<(Grant, Version)> {
    // Who may not hears that, and not which ids there are.
    facts::grant(tx, actor, action).await?;
    let rows = asked!(
        &mut *tx,
        VersionRow,
        "SELECT v.id, v.organisation_id, o.zone, v.scorecard_id, v.number, v.state, v.revision, v.document, v.hash, v.published_at,
                v.changed_at, v.changed_by AS changed_by_id, p.name AS changed_by,
                v.state = 'draft' AND EXISTS (SELECT 1 FROM draft_step s WHERE s.organisation_id = v.organisation_id AND s.version_id = v.id AND s.stop) AS can_undo
         FROM scorecard c JOIN scorecard_version v ON v.organisation_id = c.organisation_id AND v.scorecard_id = c.id
         JOIN organisation o ON o.organisation_id = v.organisation_id
         LEFT JOIN person p ON p.organisation_id = v.organisation_id AND p.id = v.changed_by
         WHERE c.id = $1 AND v.state <> 'trial'
         ORDER BY v.number DESC LIMIT 1",
        id.0,
    );
    let row: VersionRow = rows.into_iter().next().ok_or(Code::NotFound)?;
    let grant = decide(actor, action, &Facts::of(OrganisationId(row.organisation_id)))?;
    let zone = Zone::named(&row.zone);
    let version = Version {
        scorecard: ScorecardId(row.scorecard_id),
        id: VersionId(row.id),
        number: words::count(row.number),
        state: words::read::<VersionState>(&row.state)?,
        revision: row.revision,
        can_undo: row.can_undo,
        document: words::document(&row.document)?,
        hash: row.hash,
        published_at: row.published_at.map(|at| zone.moment(UnixMillis(at))),
        changed_at: zone.moment(UnixMillis(row.changed_at)),
        changed_by_user: row.changed_by_id.map(UserId),
        changed_by: row.changed_by,
    };
    Ok((grant, version))
}

/// A version that is about to be stored as a new draft.
struct NewDraft<'a> {
    id: VersionId,
    scorecard: ScorecardId,
    number: i64,
    document: &'a Document,
}

async fn insert_draft(tx: &mut Tx, grant: &Grant, draft: &NewDraft<'_>, now: UnixMillis) -> Result<()> {
    run!(
        tx,
        "INSERT INTO scorecard_version (organisation_id, id, scorecard_id, number, state, revision, title, competencies, questions, document, hash, changed_at, changed_by)
         VALUES ($1, $2, $3, $4, 'draft', 1, $5, $6, $7, $8, '', $9, $10)",
        grant.organisation().0,
        draft.id.0,
        draft.scorecard.0,
        draft.number,
        &draft.document.title,
        size(draft.document.competencies.len()),
        size(draft.document.question_count()),
        draft.document.to_json()?,
        now.0,
        grant.actor().user().map(|user| user.0),
    );
    Ok(())
}

fn size(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
