//! The home page: what waits for this person.

use std::collections::HashMap;

use domain::{
    access::{Action, Actor, Facts, Grant, decide},
    ids::{InterviewId, VacancyId},
    interview::{InterviewState, TodayRow},
    time::{UnixMillis, Zone},
    vacancy::{AT_HOME, Home},
};
use uuid::Uuid;

use super::{list, returning::handled};
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
}

impl Store {
    /// The first own interviews that are not finished or are today, the newest open vacancies this person may see, and for who may
    /// see them the number of scorecards and people (else 0).
    pub async fn home(&self, actor: &Actor) -> Result<Home> {
        let mut tx = self.read().await?;
        let grant = facts::grant(&mut tx, actor, Action::SeeOwnInterviews).await?;
        let zone = words::zone(&mut tx, grant.organisation()).await?;
        let ids = own_interviews(&mut tx, &grant, &zone, self.now()).await?;
        let shown = &ids[..ids.len().min(AT_HOME)];
        let interviews = rows(&mut tx, &grant, &zone, self.now(), shown).await?;
        let mut open = list::visible(&mut tx, &grant).await?;
        open.retain(|row| !row.closed);
        let more_vacancies = open.len().saturating_sub(AT_HOME);
        open.truncate(AT_HOME);
        let vacancies = list::counted(&mut tx, &zone, open).await?;
        let (scorecards, people) = one!(
            &mut tx,
            (i64, i64),
            "SELECT (SELECT COUNT(*) FROM scorecard WHERE organisation_id = $1), (SELECT COUNT(*) FROM person WHERE organisation_id = $1)",
            grant.organisation().0,
        );
        let seen = |action, number| {
            if decide(actor, action, &Facts::of(grant.organisation())).is_ok() { words::count(number) } else { 0 }
        };
        Ok(Home {
            more_interviews: ids.len() - shown.len(),
            interviews,
            vacancies,
            more_vacancies,
            scorecards: seen(Action::SeeScorecards, scorecards),
            people: seen(Action::SeePeople, people),
        })
    }
}

/// Soonest first. It begins with what is open in the organisation, which is little however much there was: of a person there may be
/// ten thousand that are done.
async fn own_interviews(tx: &mut Tx, grant: &Grant, zone: &Zone, now: UnixMillis) -> Result<Vec<Uuid>> {
    let (first, last) = zone.day_around(now);
    let ids = all!(
        tx,
        (Uuid,),
        concat!(
            "WITH open AS (
                SELECT organisation_id, id, round_id, starts_at FROM interview WHERE organisation_id = $1 AND state IN ('planned', 'live')
                UNION ALL
                SELECT organisation_id, id, round_id, starts_at FROM interview
                WHERE organisation_id = $1 AND state = 'done' AND starts_at BETWEEN $3 AND $4
             )
             SELECT i.id FROM open i
             CROSS JOIN interview_rater s
             CROSS JOIN round r
             CROSS JOIN vacancy v
             WHERE s.organisation_id = i.organisation_id AND s.interview_id = i.id AND s.person_id = $2 AND (s.chair OR s.rates)
               AND r.organisation_id = i.organisation_id AND r.id = i.round_id
               AND v.organisation_id = r.organisation_id AND v.id = r.vacancy_id AND v.closed_at IS NULL AND NOT v.practice
               AND NOT ",
            own_candidacy!("$1", "v.id", "$2"),
            "
             ORDER BY i.starts_at, i.id"
        ),
        grant.organisation().0,
        grant.actor().user().map(|user| user.0),
        first.0,
        last.0,
    );
    Ok(ids.into_iter().map(|(id,)| id).collect())
}

/// These, as the page shows them.
async fn rows(tx: &mut Tx, grant: &Grant, zone: &Zone, now: UnixMillis, ids: &[Uuid]) -> Result<Vec<TodayRow>> {
    let (first, last) = zone.day_around(now);
    let user = grant.actor().user().map(|user| user.0);
    let mut rows = among!(
        tx,
        Row,
        "SELECT i.id, v.id AS vacancy_id, v.title, r.number, c.name AS candidate, i.starts_at, i.state
         FROM interview i
         CROSS JOIN application a
         CROSS JOIN candidate c
         CROSS JOIN round r
         CROSS JOIN vacancy v
         WHERE a.organisation_id = i.organisation_id AND a.id = i.application_id
           AND c.organisation_id = a.organisation_id AND c.id = a.candidate_id
           AND r.organisation_id = i.organisation_id AND r.id = i.round_id
           AND v.organisation_id = r.organisation_id AND v.id = r.vacancy_id AND i.id IN (",
        ids,
        ")"
    );
    let seats = among!(
        tx,
        (Uuid, Uuid, bool, bool, bool),
        "SELECT s.interview_id, s.person_id, s.rates, s.submitted_at IS NOT NULL, s.returned_seq IS NOT NULL
         FROM interview i CROSS JOIN interview_rater s
         WHERE s.organisation_id = i.organisation_id AND s.interview_id = i.id AND i.id IN (",
        ids,
        ")"
    );
    let mut handled = if seats.iter().any(|(.., returned)| *returned) { handled(tx, zone, ids).await? } else { HashMap::new() };
    rows.sort_by_key(|row| (row.starts_at, row.id));
    let count = |id: Uuid, fits: fn(bool) -> bool| {
        let all = seats.iter().filter(|(interview, _, rates, submitted, _)| *interview == id && *rates && fits(*submitted));
        words::count(i64::try_from(all.count()).unwrap_or(i64::MAX))
    };
    let mine = |id: Uuid| seats.iter().find(|(interview, person, ..)| *interview == id && Some(*person) == user);
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
                submitted: count(row.id, |submitted| submitted),
                raters: count(row.id, |_| true),
                i_rate: mine(row.id).is_some_and(|(_, _, rates, ..)| *rates),
                i_submitted: mine(row.id).is_some_and(|(.., submitted, _)| *submitted),
                returned: mine(row.id)
                    .filter(|(_, _, rates, _, returned)| *rates && *returned)
                    .and_then(|(interview, person, ..)| handled.remove(&(*interview, *person))),
                today: (first.0..=last.0).contains(&row.starts_at),
            })
        })
        .collect()
}
