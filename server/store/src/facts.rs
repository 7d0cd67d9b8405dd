//! What decisions rest on, loaded in the transaction that uses the grant.

use domain::{
    Code,
    access::{Action, Actor, Facts, Grant, OnPanel, decide},
    ids::{ApplicationId, InterviewId, OrganisationId, RoundId, VacancyId, VersionId},
    interview::InterviewState,
    time::{UnixMillis, Zone},
    vacancy::{RevealPolicy, RoundState},
};
use uuid::Uuid;

use crate::{
    Result,
    db::{Source, Tx},
    words,
};

/// The organisation an actor works in. The system has none of its own: it works in the only one there is.
pub(crate) async fn organisation(tx: &mut Tx, actor: &Actor) -> Result<OrganisationId> {
    match actor.organisation() {
        Some(organisation) => Ok(organisation),
        None if *actor == Actor::Nobody => Err(Code::NotSignedIn.into()),
        None => {
            let first = maybe!(tx, (Uuid,), "SELECT organisation_id FROM organisation ORDER BY organisation_id LIMIT 1");
            Ok(first.map(|(id,)| OrganisationId(id)).ok_or(Code::NotFound)?)
        }
    }
}

/// Asks for something that has no state beyond belonging to the organisation.
pub(crate) async fn grant(tx: &mut Tx, actor: &Actor, action: Action) -> Result<Grant> {
    let organisation = organisation(tx, actor).await?;
    Ok(decide(actor, action, &Facts::of(organisation))?)
}

/// A vacancy with its round, and the actor's place in it.
pub(crate) struct RoundPlace {
    pub(crate) facts: Facts,
    /// Of the organisation.
    pub(crate) zone: Zone,
    pub(crate) vacancy: VacancyId,
    pub(crate) title: String,
    pub(crate) opened_at: UnixMillis,
    pub(crate) closed_at: Option<UnixMillis>,
    pub(crate) close_reason: Option<String>,
    pub(crate) policy: RevealPolicy,
    /// Scores show without who gave them.
    pub(crate) anonymous: bool,
    pub(crate) round: RoundId,
    pub(crate) number: i64,
    pub(crate) state: RoundState,
    pub(crate) version: VersionId,
    pub(crate) revealed_at: Option<UnixMillis>,
    pub(crate) revealed_by: Option<String>,
    pub(crate) reveal_reason: Option<String>,
}

#[derive(sqlx::FromRow)]
struct RoundRow {
    organisation_id: Uuid,
    zone: String,
    title: String,
    policy: String,
    anonymous: bool,
    opened_at: i64,
    closed_at: Option<i64>,
    close_reason: Option<String>,
    round_id: Uuid,
    number: i64,
    state: String,
    version_id: Uuid,
    revealed_at: Option<i64>,
    reveal_reason: Option<String>,
    revealed_by: Option<String>,
    some_revealed: bool,
    own_candidacy: bool,
    seats: i64,
    chairs: i64,
    rates: i64,
    owes: i64,
}

/// Whether a person is a candidate in a vacancy, by the mailbox: found whenever the one or the other came, and never kept.
/// Takes the expressions of organisation, vacancy and person.
macro_rules! own_candidacy {
    ($organisation:literal, $vacancy:literal, $person:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM person own
                     JOIN candidate oc ON oc.organisation_id = own.organisation_id AND oc.mailbox = own.mailbox AND oc.mailbox <> ''
                     JOIN application oa ON oa.organisation_id = oc.organisation_id AND oa.candidate_id = oc.id
                     WHERE own.id = ",
            $person,
            " AND own.organisation_id = ",
            $organisation,
            " AND oa.vacancy_id = ",
            $vacancy,
            " AND oa.archived_at IS NULL)"
        )
    };
}

/// Whether the sheet of a row `s` of `interview_rater` is in and counts.
macro_rules! counts {
    () => {
        "s.submitted_at IS NOT NULL AND s.set_aside_seq IS NULL"
    };
}

pub(crate) const OF_VACANCY: &str = concat!(
            "SELECT v.organisation_id, o.zone, v.title, v.policy, v.anonymous, v.opened_at, v.closed_at, v.close_reason,
                ",
            own_candidacy!("v.organisation_id", "v.id", "$2"),
            " AS own_candidacy,
                r.id AS round_id, r.number, r.state, r.version_id, r.revealed_at, r.reveal_reason, p.name AS revealed_by,
                EXISTS (SELECT 1 FROM interview i
                        WHERE i.organisation_id = r.organisation_id AND i.round_id = r.id AND i.state <> 'cancelled' AND i.revealed_at IS NOT NULL) AS some_revealed,
                COUNT(s.person_id) AS seats,
                COUNT(CASE WHEN s.chair THEN 1 END) AS chairs,
                COUNT(CASE WHEN s.rates THEN 1 END) AS rates,
                COUNT(CASE WHEN s.rates AND s.submitted_at IS NULL THEN 1 END) AS owes
         FROM vacancy v
         JOIN organisation o ON o.organisation_id = v.organisation_id
         JOIN round r ON r.organisation_id = v.organisation_id AND r.vacancy_id = v.id
         LEFT JOIN person p ON p.id = r.revealed_by
         LEFT JOIN interview i ON i.organisation_id = r.organisation_id AND i.round_id = r.id AND i.state <> 'cancelled'
         LEFT JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id AND s.person_id = $2
                                    AND (s.chair OR s.rates)
         WHERE v.id = $1
         GROUP BY v.organisation_id, o.zone, v.id, v.title, v.policy, v.anonymous, v.opened_at, v.closed_at, v.close_reason,
                  r.id, r.organisation_id, r.number, r.state, r.version_id, r.revealed_at, r.reveal_reason, p.name
         ORDER BY r.number DESC LIMIT 1"
        );

/// The newest round of a vacancy.
///
/// # Errors
/// [`Code::NotFound`] when there is no such vacancy.
pub(crate) async fn of_vacancy(from: impl Into<Source<'_>>, actor: &Actor, id: VacancyId) -> Result<RoundPlace> {
    known(actor)?;
    let row = asked!(from, RoundRow, OF_VACANCY, id.0, user(actor),);
    let row: RoundRow = row.into_iter().next().ok_or(Code::NotFound)?;
    let policy: RevealPolicy = words::read(&row.policy)?;
    let state: RoundState = words::read(&row.state)?;
    let facts = Facts {
        organisation: OrganisationId(row.organisation_id),
        panel: (row.seats > 0).then_some(OnPanel { chair: row.chairs > 0, rates: row.rates > 0, submitted: row.owes == 0 }),
        interview: None,
        round_open: state == RoundState::Open,
        vacancy_closed: row.closed_at.is_some(),
        revealed: row.revealed_at.is_some() || (policy == RevealPolicy::AfterInterview && row.some_revealed),
        individuals_hidden: policy == RevealPolicy::Never,
        looked_early: false,
        own_candidacy: row.own_candidacy,
    };
    Ok(RoundPlace {
        facts,
        zone: Zone::named(&row.zone),
        vacancy: id,
        title: row.title,
        opened_at: UnixMillis(row.opened_at),
        closed_at: row.closed_at.map(UnixMillis),
        close_reason: row.close_reason,
        policy,
        anonymous: row.anonymous,
        round: RoundId(row.round_id),
        number: row.number,
        state,
        version: VersionId(row.version_id),
        revealed_at: row.revealed_at.map(UnixMillis),
        revealed_by: row.revealed_by,
        reveal_reason: row.reveal_reason,
    })
}

/// An interview, or an application that has none yet, and the actor's place in it.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct InterviewPlace {
    pub(crate) facts: Facts,
    /// Of the organisation.
    pub(crate) zone: Zone,
    pub(crate) interview: Option<InterviewId>,
    pub(crate) application: ApplicationId,
    pub(crate) archived: bool,
    pub(crate) late: bool,
    pub(crate) candidate: String,
    pub(crate) vacancy: VacancyId,
    pub(crate) vacancy_title: String,
    pub(crate) round: RoundId,
    pub(crate) number: i64,
    pub(crate) version: VersionId,
    pub(crate) starts_at: UnixMillis,
    pub(crate) revealed_at: Option<UnixMillis>,
    pub(crate) practice: bool,
    /// Scores show without who gave them.
    pub(crate) anonymous: bool,
    pub(crate) arrangements: String,
    /// A CV, test scores, a referral. For who may see it.
    pub(crate) background: String,
}

#[expect(clippy::struct_excessive_bools, reason = "a row as the query gives it")]
#[derive(sqlx::FromRow)]
struct InterviewRow {
    organisation_id: Uuid,
    zone: String,
    application_id: Uuid,
    archived: bool,
    late: bool,
    candidate: String,
    vacancy_id: Uuid,
    title: String,
    policy: String,
    anonymous: bool,
    closed: bool,
    round_id: Uuid,
    number: i64,
    round_state: String,
    version_id: Uuid,
    interview_id: Option<Uuid>,
    state: Option<String>,
    starts_at: Option<i64>,
    revealed_at: Option<i64>,
    chair: Option<bool>,
    rates: Option<bool>,
    submitted_at: Option<i64>,
    practice: bool,
    arrangements: Option<String>,
    background: String,
    looked_early: bool,
    own_candidacy: bool,
}

macro_rules! interview_row {
    ($where:literal) => {
        concat!(
            "SELECT a.organisation_id, o.zone, a.id AS application_id, a.archived_at IS NOT NULL AS archived, a.late, c.name AS candidate,
                    v.id AS vacancy_id, v.title, v.policy, v.anonymous, v.practice, v.closed_at IS NOT NULL AS closed,
                    r.id AS round_id, r.number, r.state AS round_state, r.version_id,
                    i.id AS interview_id, i.state, i.starts_at, i.revealed_at, i.arrangements, a.background,
                    s.chair, s.rates, s.submitted_at,
                    EXISTS (SELECT 1 FROM mark m
                            WHERE m.organisation_id = i.organisation_id AND m.interview_id = i.id AND m.rater_id = $2
                              AND m.topic = 'background') AS looked_early,
                    ",
            own_candidacy!("v.organisation_id", "v.id", "$2"),
            " AS own_candidacy
             FROM application a
             JOIN organisation o ON o.organisation_id = a.organisation_id
             JOIN candidate c ON c.id = a.candidate_id
             JOIN vacancy v ON v.id = a.vacancy_id
             JOIN round r ON r.organisation_id = v.organisation_id AND r.vacancy_id = v.id
             LEFT JOIN interview i ON i.organisation_id = a.organisation_id AND i.application_id = a.id AND i.round_id = r.id
             LEFT JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id AND s.person_id = $2
                                        AND (s.chair OR s.rates)
             WHERE ",
            $where,
            " ORDER BY r.number DESC LIMIT 1"
        )
    };
}

pub(crate) const OF_INTERVIEW: &str = interview_row!("i.id = $1");
pub(crate) const OF_APPLICATION: &str = interview_row!("a.id = $1");

/// # Errors
/// [`Code::NotFound`] when there is no such interview.
pub(crate) async fn of_interview(from: impl Into<Source<'_>>, actor: &Actor, id: InterviewId) -> Result<InterviewPlace> {
    known(actor)?;
    place(asked!(from, InterviewRow, OF_INTERVIEW, id.0, user(actor)))
}

/// The application's interview in the newest round, when it has one.
///
/// # Errors
/// [`Code::NotFound`] when there is no such application.
pub(crate) async fn of_application(from: impl Into<Source<'_>>, actor: &Actor, id: ApplicationId) -> Result<InterviewPlace> {
    known(actor)?;
    place(asked!(from, InterviewRow, OF_APPLICATION, id.0, user(actor)))
}

fn place(rows: Vec<InterviewRow>) -> Result<InterviewPlace> {
    let row = rows.into_iter().next().ok_or(Code::NotFound)?;
    let state: Option<InterviewState> = row.state.as_deref().map(words::read).transpose()?;
    let panel = row.chair.zip(row.rates).map(|(chair, rates)| OnPanel { chair, rates, submitted: row.submitted_at.is_some() });
    let facts = Facts {
        organisation: OrganisationId(row.organisation_id),
        panel,
        interview: state,
        round_open: row.round_state == RoundState::Open.key(),
        vacancy_closed: row.closed,
        revealed: row.revealed_at.is_some() && state != Some(InterviewState::Cancelled),
        individuals_hidden: words::read::<RevealPolicy>(&row.policy)? == RevealPolicy::Never,
        looked_early: row.looked_early,
        own_candidacy: row.own_candidacy,
    };
    Ok(InterviewPlace {
        facts,
        zone: Zone::named(&row.zone),
        interview: row.interview_id.map(InterviewId),
        application: ApplicationId(row.application_id),
        archived: row.archived,
        late: row.late,
        candidate: row.candidate,
        vacancy: VacancyId(row.vacancy_id),
        vacancy_title: row.title,
        round: RoundId(row.round_id),
        number: row.number,
        version: VersionId(row.version_id),
        starts_at: UnixMillis(row.starts_at.unwrap_or_default()),
        revealed_at: row.revealed_at.map(UnixMillis),
        practice: row.practice,
        anonymous: row.anonymous,
        arrangements: row.arrangements.unwrap_or_default(),
        background: row.background,
    })
}

/// Who is not signed in hears only that, and not which ids exist.
fn known(actor: &Actor) -> Result<(), Code> {
    if *actor == Actor::Nobody { Err(Code::NotSignedIn) } else { Ok(()) }
}

fn user(actor: &Actor) -> Uuid {
    actor.user().map_or(Uuid::nil(), |user| user.0)
}
