//! Vacancies side by side.
//!
//! What is counted is counted for the vacancies of one page, and the order in which tables are read is said (`CROSS JOIN` is an
//! order to SQLite, and a plain join to PostgreSQL): a database that nobody analysed must not go through all interviews of a person
//! for every vacancy.

use std::collections::HashMap;

use domain::{
    access::{Action, Actor, Facts, Grant, decide},
    fold::fold,
    ids::VacancyId,
    time::{UnixMillis, Zone},
    vacancy::{LISTED, VacancyList, VacancyRow},
};
use tokio::try_join;
use uuid::Uuid;

use crate::{
    Result, Store,
    db::{Asking, Source},
    facts, words,
};

/// A vacancy that the reader may see, in its newest round.
#[derive(sqlx::FromRow)]
pub(super) struct Row {
    id: Uuid,
    title: String,
    opened_at: i64,
    pub(super) closed: bool,
    state: String,
    round_id: Uuid,
}

impl Store {
    /// A page of the vacancies whose title has this in it, newest first: of all of them for staff and auditors, for others of those
    /// where they sit on a panel; for nobody those where they are a candidate.
    pub async fn vacancies(&self, actor: &Actor, search: &str, page: usize) -> Result<VacancyList> {
        let mut tx = self.read().await?;
        let grant = facts::grant(&mut tx, actor, Action::SeeOwnInterviews).await?;
        let asking = Asking::default();
        let reading = async { try_join!(words::zone(&asking, grant.organisation()), visible(&asking, &grant)) };
        let (zone, mut found) = asking.together(&mut tx, reading).await?;
        let wanted = fold(search.trim());
        found.retain(|row| fold(&row.title).contains(&wanted));
        let list = VacancyList { rows: Vec::new(), all: found.len(), page };
        let page = page.clamp(1, list.pages());
        let here: Vec<Row> = found.into_iter().skip((page - 1) * LISTED).take(LISTED).collect();
        let rows = asking.together(&mut tx, counted(&asking, &grant, &zone, here)).await?;
        Ok(VacancyList { rows, page, ..list })
    }
}

pub(crate) const VISIBLE: &str = concat!(
    "SELECT v.id, v.title, v.opened_at, v.closed_at IS NOT NULL AS closed, r.state, r.id AS round_id
             FROM vacancy v JOIN round r ON r.organisation_id = v.organisation_id AND r.vacancy_id = v.id
             WHERE v.organisation_id = $1 AND NOT v.practice AND NOT ",
    own_candidacy!("$1", "v.id", "$3"),
    "
               AND NOT EXISTS (SELECT 1 FROM round n
                               WHERE n.organisation_id = v.organisation_id AND n.vacancy_id = v.id AND n.number > r.number)
               AND ($2 OR EXISTS (SELECT 1 FROM interview i CROSS JOIN interview_rater s
                                  WHERE i.organisation_id = v.organisation_id AND i.round_id = r.id AND i.state <> 'cancelled'
                                    AND s.organisation_id = i.organisation_id AND s.interview_id = i.id AND s.person_id = $3))
             ORDER BY v.opened_at DESC, v.id DESC"
);

/// The vacancies that the holder of the grant may see, newest first.
pub(super) async fn visible(from: impl Into<Source<'_>>, grant: &Grant) -> Result<Vec<Row>> {
    let actor = grant.actor();
    let all = decide(&actor, Action::SeeVacancies, &Facts::of(grant.organisation())).is_ok();
    Ok(asked!(from, Row, VISIBLE, grant.organisation().0, all, actor.user().map(|user| user.0),))
}

/// These with how far each is.
pub(super) async fn counted(from: &Asking, grant: &Grant, zone: &Zone, rows: Vec<Row>) -> Result<Vec<VacancyRow>> {
    // Who arranges knows of sheets that count nowhere; others hear of them after the reveal.
    let knows = decide(&grant.actor(), Action::EditVacancies, &Facts::of(grant.organisation())).is_ok();
    let (candidates, sheets) = try_join!(candidates(from, &rows), sheets(from, &rows))?;
    let vacancy = |row: Row| {
        let (all, submitted, set_aside) = sheets.get(&row.round_id).copied().unwrap_or_default();
        let nowhere = if knows { set_aside } else { 0 };
        Ok(VacancyRow {
            id: VacancyId(row.id),
            title: row.title,
            candidates: words::count(candidates.get(&row.id).copied().unwrap_or_default()),
            submitted: words::count(submitted - nowhere),
            sheets: words::count(all - nowhere),
            round_state: words::read(&row.state)?,
            opened_at: zone.moment(UnixMillis(row.opened_at)),
            closed: row.closed,
        })
    };
    rows.into_iter().map(vacancy).collect()
}

/// How many there are in each vacancy.
async fn candidates(from: impl Into<Source<'_>>, rows: &[Row]) -> Result<HashMap<Uuid, i64>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let candidates = asked!(
        from,
        (Uuid, i64),
        "SELECT v.id, COUNT(*) FROM vacancy v
         CROSS JOIN application a
         WHERE a.organisation_id = v.organisation_id AND a.vacancy_id = v.id AND a.archived_at IS NULL AND v.id = ANY($1) GROUP BY v.id",
        ids.as_slice(),
    );
    Ok(candidates.into_iter().collect())
}

/// How many there are in each round, how many of them are in, and how many of those were set aside.
async fn sheets(from: impl Into<Source<'_>>, rows: &[Row]) -> Result<HashMap<Uuid, (i64, i64, i64)>> {
    let rounds: Vec<Uuid> = rows.iter().map(|row| row.round_id).collect();
    let sheets = asked!(
        from,
        (Uuid, i64, i64, i64),
        "SELECT r.id, COUNT(*), COUNT(s.submitted_at), COUNT(s.set_aside_seq) FROM round r
         CROSS JOIN interview i
         CROSS JOIN interview_rater s
         WHERE i.organisation_id = r.organisation_id AND i.round_id = r.id AND i.state <> 'cancelled'
           AND s.organisation_id = i.organisation_id AND s.interview_id = i.id AND s.rates AND r.id = ANY($1) GROUP BY r.id",
        rounds.as_slice(),
    );
    Ok(sheets.into_iter().map(|(round, all, submitted, set_aside)| (round, (all, submitted, set_aside))).collect())
}
