//! Vacancies side by side.

use domain::{
    access::{Action, Actor, Facts, Grant, decide},
    ids::VacancyId,
    time::{UnixMillis, Zone},
    vacancy::VacancyRow,
};
use uuid::Uuid;

use crate::{Result, Store, db::Tx, facts, words};

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    title: String,
    opened_at: i64,
    closed: bool,
    state: String,
    candidates: i64,
    sheets: i64,
    submitted: i64,
}

impl Store {
    /// The vacancies, newest first: all of them for staff and auditors, for others those where they sit on a panel; for
    /// nobody those where they are a candidate.
    pub async fn vacancies(&self, actor: &Actor) -> Result<Vec<VacancyRow>> {
        let mut tx = self.read().await?;
        let grant = facts::grant(&mut tx, actor, Action::SeeOwnInterviews).await?;
        let zone = words::zone(&mut tx, grant.organisation()).await?;
        rows(&mut tx, &grant, &zone).await
    }
}

/// The vacancies that the holder of the grant may see.
pub(super) async fn rows(tx: &mut Tx, grant: &Grant, zone: &Zone) -> Result<Vec<VacancyRow>> {
    let actor = grant.actor();
    let all = decide(&actor, Action::SeeVacancies, &Facts::of(grant.organisation())).is_ok();
    let rows = all!(
        tx,
        Row,
        concat!(
            "SELECT v.id, v.title, v.opened_at, v.closed_at IS NOT NULL AS closed, r.state,
                (SELECT COUNT(*) FROM application a
                 WHERE a.organisation_id = v.organisation_id AND a.vacancy_id = v.id AND a.archived_at IS NULL) AS candidates,
                (SELECT COUNT(*) FROM interview i JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id
                 WHERE i.organisation_id = v.organisation_id AND i.round_id = r.id AND i.state <> 'cancelled' AND s.rates) AS sheets,
                (SELECT COUNT(*) FROM interview i JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id
                 WHERE i.organisation_id = v.organisation_id AND i.round_id = r.id AND i.state <> 'cancelled' AND s.rates
                   AND s.submitted_at IS NOT NULL) AS submitted
         FROM vacancy v JOIN round r ON r.organisation_id = v.organisation_id AND r.vacancy_id = v.id
         WHERE v.organisation_id = $1 AND NOT v.practice AND NOT ",
            own_candidacy!("$1", "v.id", "$3"),
            "
           AND NOT EXISTS (SELECT 1 FROM round n WHERE n.organisation_id = v.organisation_id AND n.vacancy_id = v.id AND n.number > r.number)
           AND ($2 OR EXISTS (SELECT 1 FROM interview i JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id
                              WHERE i.organisation_id = v.organisation_id AND i.round_id = r.id AND i.state <> 'cancelled' AND s.person_id = $3))
         ORDER BY v.opened_at DESC, v.id DESC"
        ),
        grant.organisation().0,
        all,
        actor.user().map(|user| user.0),
    );
    rows.into_iter()
        .map(|row| {
            Ok(VacancyRow {
                id: VacancyId(row.id),
                title: row.title,
                candidates: words::count(row.candidates),
                submitted: words::count(row.submitted),
                sheets: words::count(row.sheets),
                round_state: words::read(&row.state)?,
                opened_at: zone.moment(UnixMillis(row.opened_at)),
                closed: row.closed,
            })
        })
        .collect()
}
