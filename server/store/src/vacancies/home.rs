//! The home page: what waits for this person.

use domain::{
    access::{Action, Actor, Facts, Grant, decide},
    ids::{InterviewId, VacancyId},
    interview::{InterviewState, TodayRow},
    time::{UnixMillis, Zone},
    vacancy::Home,
};
use uuid::Uuid;

use super::list;
use crate::{Result, Store, db::Tx, facts, words};

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    vacancy_id: Uuid,
    title: String,
    number: i64,
    candidate: String,
    starts_at: i64,
    state: String,
    rates: bool,
    mine_in: bool,
    raters: i64,
    submitted: i64,
}

impl Store {
    /// The own interviews that are not finished or are today, the open vacancies this person may see, and for who may see
    /// them the number of scorecards and people (else 0).
    pub async fn home(&self, actor: &Actor) -> Result<Home> {
        let mut tx = self.read().await?;
        let grant = facts::grant(&mut tx, actor, Action::SeeOwnInterviews).await?;
        let zone = words::zone(&mut tx, grant.organisation()).await?;
        let interviews = own_interviews(&mut tx, &grant, &zone, self.now()).await?;
        let vacancies = list::rows(&mut tx, &grant, &zone).await?.into_iter().filter(|row| !row.closed).collect();
        let (scorecards, people) = one!(
            &mut tx,
            (i64, i64),
            "SELECT (SELECT COUNT(*) FROM scorecard WHERE organisation_id = $1), (SELECT COUNT(*) FROM person WHERE organisation_id = $1)",
            grant.organisation().0,
        );
        let seen = |action, number| {
            if decide(actor, action, &Facts::of(grant.organisation())).is_ok() { words::count(number) } else { 0 }
        };
        Ok(Home { interviews, vacancies, scorecards: seen(Action::SeeScorecards, scorecards), people: seen(Action::SeePeople, people) })
    }
}

async fn own_interviews(tx: &mut Tx, grant: &Grant, zone: &Zone, now: UnixMillis) -> Result<Vec<TodayRow>> {
    let (first, last) = zone.day_around(now);
    let rows = all!(
        tx,
        Row,
        concat!(
            "SELECT i.id, v.id AS vacancy_id, v.title, r.number, c.name AS candidate, i.starts_at, i.state,
                s.rates, s.submitted_at IS NOT NULL AS mine_in,
                (SELECT COUNT(*) FROM interview_rater o
                 WHERE o.organisation_id = i.organisation_id AND o.interview_id = i.id AND o.rates) AS raters,
                (SELECT COUNT(*) FROM interview_rater o
                 WHERE o.organisation_id = i.organisation_id AND o.interview_id = i.id AND o.rates AND o.submitted_at IS NOT NULL) AS submitted
         FROM interview_rater s
         JOIN interview i ON i.organisation_id = s.organisation_id AND i.id = s.interview_id
         JOIN application a ON a.organisation_id = i.organisation_id AND a.id = i.application_id
         JOIN candidate c ON c.organisation_id = a.organisation_id AND c.id = a.candidate_id
         JOIN round r ON r.organisation_id = i.organisation_id AND r.id = i.round_id
         JOIN vacancy v ON v.organisation_id = r.organisation_id AND v.id = r.vacancy_id
         WHERE s.organisation_id = $1 AND s.person_id = $2 AND (s.chair OR s.rates) AND v.closed_at IS NULL AND NOT v.practice
           AND NOT ",
            own_candidacy!("$1", "v.id", "$2"),
            "
           AND (i.state IN ('planned', 'live') OR (i.state = 'done' AND i.starts_at BETWEEN $3 AND $4))
         ORDER BY i.starts_at, i.id"
        ),
        grant.organisation().0,
        grant.actor().user().map(|user| user.0),
        first.0,
        last.0,
    );
    rows.into_iter()
        .map(|row| {
            Ok(TodayRow {
                id: InterviewId(row.id),
                vacancy: VacancyId(row.vacancy_id),
                vacancy_title: row.title,
                round: words::count(row.number),
                candidate: row.candidate,
                starts_at: zone.moment(UnixMillis(row.starts_at)),
                state: words::read::<InterviewState>(&row.state)?,
                submitted: words::count(row.submitted),
                raters: words::count(row.raters),
                i_rate: row.rates,
                i_submitted: row.mine_in,
                today: (first.0..=last.0).contains(&row.starts_at),
            })
        })
        .collect()
}
