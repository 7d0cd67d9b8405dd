//! The home page: what waits for this person.

use domain::{
    access::{Action, Actor, Facts, Grant, decide},
    ids::{InterviewId, VacancyId},
    interview::{InterviewState, TodayRow},
    time::{UnixMillis, Zone},
    vacancy::{AT_HOME, Home},
};
use tokio::try_join;
use uuid::Uuid;

use super::{list, returning::handled};
use crate::{
    Result, Store,
    db::{Asking, Source},
    facts, words,
};

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
        let asking = Asking::default();
        let reading = async {
            try_join!(
                words::zone(&asking, grant.organisation()),
                own_interviews(&asking, &grant, self.now()),
                list::visible(&asking, &grant),
                numbers(&asking, &grant),
            )
        };
        let (zone, own, mut open, (scorecards, people)) = asking.together(&mut tx, reading).await?;
        let ids = to_do(own, &zone, self.now());
        let shown = &ids[..ids.len().min(AT_HOME)];
        open.retain(|row| !row.closed);
        let more_vacancies = open.len().saturating_sub(AT_HOME);
        open.truncate(AT_HOME);
        let reading = async { try_join!(rows(&asking, &grant, &zone, self.now(), shown), list::counted(&asking, &grant, &zone, open)) };
        let (interviews, vacancies) = asking.together(&mut tx, reading).await?;
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

/// Scorecards and people.
async fn numbers(from: impl Into<Source<'_>>, grant: &Grant) -> Result<(i64, i64)> {
    let rows = asked!(
        from,
        (i64, i64),
        "SELECT (SELECT COUNT(*) FROM scorecard WHERE organisation_id = $1), (SELECT COUNT(*) FROM person WHERE organisation_id = $1)",
        grant.organisation().0,
    );
    Ok(rows.first().copied().unwrap_or_default())
}

/// An interview that is open, or done about today; when it begins.
type Own = (Uuid, i64, bool);

/// Of these what is not finished or is today.
fn to_do(own: Vec<Own>, zone: &Zone, now: UnixMillis) -> Vec<Uuid> {
    let (first, last) = zone.day_around(now);
    let waits = |(_, starts_at, done): &Own| !*done || (first.0..=last.0).contains(starts_at);
    own.into_iter().filter(waits).map(|(id, ..)| id).collect()
}

pub(crate) const OWN_INTERVIEWS: &str = concat!(
    "WITH open AS (
                SELECT organisation_id, id, round_id, starts_at, FALSE AS done FROM interview
                WHERE organisation_id = $1 AND state IN ('planned', 'live')
                UNION ALL
                SELECT organisation_id, id, round_id, starts_at, TRUE FROM interview
                WHERE organisation_id = $1 AND state = 'done' AND starts_at BETWEEN $3 AND $4
             )
             SELECT i.id, i.starts_at, i.done FROM open i
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
);

/// However a zone divides the days, today is in it.
const ABOUT_A_DAY: i64 = 2 * 24 * 60 * 60 * 1000;

/// Soonest first. It begins with what is open in the organisation, which is little however much there was: of a person there may be
/// ten thousand that are done.
async fn own_interviews(from: impl Into<Source<'_>>, grant: &Grant, now: UnixMillis) -> Result<Vec<Own>> {
    Ok(asked!(
        from,
        Own,
        OWN_INTERVIEWS,
        grant.organisation().0,
        grant.actor().user().map(|user| user.0),
        now.0 - ABOUT_A_DAY,
        now.0 + ABOUT_A_DAY,
    ))
}

/// These, as the page shows them.
async fn rows(from: &Asking, grant: &Grant, zone: &Zone, now: UnixMillis, ids: &[Uuid]) -> Result<Vec<TodayRow>> {
    let (first, last) = zone.day_around(now);
    let user = grant.actor().user().map(|user| user.0);
    let (mut rows, seats, mut handled) = try_join!(interviews(from, ids), seats(from, ids), handled(from, zone, ids))?;
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

async fn interviews(from: impl Into<Source<'_>>, ids: &[Uuid]) -> Result<Vec<Row>> {
    Ok(asked!(
        from,
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
           AND v.organisation_id = r.organisation_id AND v.id = r.vacancy_id AND i.id = ANY($1)",
        ids,
    ))
}

/// Interview and person; whether they rate, have submitted, and were given it back.
type Seat = (Uuid, Uuid, bool, bool, bool);

async fn seats(from: impl Into<Source<'_>>, ids: &[Uuid]) -> Result<Vec<Seat>> {
    Ok(asked!(
        from,
        Seat,
        "SELECT s.interview_id, s.person_id, s.rates, s.submitted_at IS NOT NULL, s.returned_seq IS NOT NULL
         FROM interview i CROSS JOIN interview_rater s
         WHERE s.organisation_id = i.organisation_id AND s.interview_id = i.id AND i.id = ANY($1)",
        ids,
    ))
}
