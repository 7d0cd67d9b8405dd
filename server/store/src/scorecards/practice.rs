//! Trying a scorecard out (A13): an interview with an invented candidate, in no list and in no statistic, gone after seven
//! days.

use domain::{
    Code,
    access::{Action, Actor, Facts, decide},
    fold::fold,
    ids::{CandidateId, InterviewId, OrganisationId, RoundId, ScorecardId, VacancyId},
    interview::InterviewState,
    time::UnixMillis,
    vacancy::{RevealPolicy, RoundState},
};
use uuid::Uuid;

use super::{newest, trial};
use crate::{
    Result, Store,
    audit::{
        self, Change,
        tables::{APPLICATION, CANDIDATE, DECISION, INTERVIEW, ROUND, SEAT, SEEN, VACANCY, VERSION, VOIDING},
    },
    db::Tx,
};

/// How long what was tried out stays.
const DAYS: i64 = 7;

impl Store {
    /// Begins a practice interview with the actor as its only rater. `candidate` is what the invented candidate is called.
    ///
    /// # Errors
    /// [`Code::NotFound`] when there is no such scorecard; [`Code::NothingToTry`] when it is empty; [`Code::NotAllowed`] for
    /// who is no person.
    pub async fn practise(&self, actor: &Actor, id: ScorecardId, candidate: &str) -> Result<InterviewId> {
        let mut tx = self.write(actor).await?;
        let (grant, version) = newest(&mut tx, actor, Action::EditScorecards, id).await?;
        let user = actor.user().ok_or(Code::NotAllowed)?;
        let frozen = trial::frozen(&mut tx, &self.core, &grant, &version).await?;
        let (organisation, now) = (grant.organisation().0, self.now().0);
        let (vacancy, round, person) = (VacancyId(self.new_id()), RoundId(self.new_id()), CandidateId(self.new_id()));
        let (application, interview) = (self.new_id(), InterviewId(self.new_id()));
        run!(
            &mut tx,
            "INSERT INTO vacancy (organisation_id, id, title, policy, opened_at, anonymous, practice) VALUES ($1, $2, $3, $4, $5, FALSE, TRUE)",
            organisation,
            vacancy.0,
            &version.document.title,
            RevealPolicy::AfterInterview.key(),
            now,
        );
        run!(
            &mut tx,
            "INSERT INTO round (organisation_id, id, vacancy_id, number, version_id, state) VALUES ($1, $2, $3, 1, $4, $5)",
            organisation,
            round.0,
            vacancy.0,
            frozen.id.0,
            RoundState::Open.key(),
        );
        run!(
            &mut tx,
            "INSERT INTO candidate (organisation_id, id, name, email, folded, created_at) VALUES ($1, $2, $3, '', $4, $5)",
            organisation,
            person.0,
            candidate,
            fold(candidate),
            now,
        );
        run!(
            &mut tx,
            "INSERT INTO application (organisation_id, id, vacancy_id, candidate_id, late, background, created_at) VALUES ($1, $2, $3, $4, FALSE, '', $5)",
            organisation,
            application,
            vacancy.0,
            person.0,
            now,
        );
        run!(
            &mut tx,
            "INSERT INTO interview (organisation_id, id, application_id, round_id, starts_at, arrangements, state)
             VALUES ($1, $2, $3, $4, $5, '', $6)",
            organisation,
            interview.0,
            application,
            round.0,
            now,
            InterviewState::Planned.key(),
        );
        run!(
            &mut tx,
            "INSERT INTO interview_rater (organisation_id, interview_id, person_id, chair, rates) VALUES ($1, $2, $3, TRUE, TRUE)",
            organisation,
            interview.0,
            user.0,
        );
        audit::head(&mut tx, &self.core, grant.organisation(), interview.0).await?;
        let change = Change::of("practise", interview.0)
            .puts(&VACANCY, [vacancy.0])
            .puts(&ROUND, [round.0])
            .puts(&CANDIDATE, [person.0])
            .puts(&APPLICATION, [application])
            .puts(&INTERVIEW, [interview.0])
            .puts(&SEAT, [(interview.0, user.0)]);
        audit::note(&mut tx, &self.core, &grant, frozen.made(change)).await?;
        tx.commit().await?;
        Ok(interview)
    }

    /// Removes what was tried out more than seven days ago, of every organisation, and gives how many interviews that were.
    ///
    /// # Errors
    /// [`Code::NotAllowed`] for who is not the tidying job.
    pub async fn remove_old_practice(&self, actor: &Actor) -> Result<u32> {
        let before = UnixMillis(self.now().0).plus_days(-DAYS);
        let mut tx = self.core.db.write().await?;
        let old = all!(
            &mut tx,
            (Uuid, Uuid, Uuid),
            "SELECT v.organisation_id, v.id, i.id FROM vacancy v
             JOIN round r ON r.organisation_id = v.organisation_id AND r.vacancy_id = v.id
             JOIN interview i ON i.organisation_id = r.organisation_id AND i.round_id = r.id
             WHERE v.practice AND v.opened_at <= $1 ORDER BY v.organisation_id, v.id",
            before.0,
        );
        let mut removed = 0;
        for (organisation, vacancy, interview) in old {
            let organisation = OrganisationId(organisation);
            let grant = decide(actor, Action::Tidy, &Facts::of(organisation))?;
            audit::hold(&mut tx, organisation).await?;
            let change = remove(&mut tx, organisation, vacancy, interview).await?;
            audit::note(&mut tx, &self.core, &grant, change).await?;
            removed += 1;
        }
        tx.commit().await?;
        Ok(removed)
    }
}

/// Takes everything of a practice vacancy away, and says what that was.
async fn remove(tx: &mut Tx, organisation: OrganisationId, vacancy: Uuid, interview: Uuid) -> Result<Change> {
    // Nobody can be in the middle of an entry: the writer waits for this chain.
    audit::hold_chain(tx, interview).await?;
    run!(tx, "DELETE FROM draft WHERE organisation_id = $1 AND interview_id = $2", organisation.0, interview);
    run!(tx, "DELETE FROM note WHERE organisation_id = $1 AND interview_id = $2", organisation.0, interview);
    run!(tx, "DELETE FROM rating WHERE organisation_id = $1 AND interview_id = $2", organisation.0, interview);
    run!(tx, "DELETE FROM mark WHERE organisation_id = $1 AND interview_id = $2", organisation.0, interview);
    run!(tx, "DELETE FROM presence WHERE organisation_id = $1 AND interview_id = $2", organisation.0, interview);
    run!(tx, "DELETE FROM ledger WHERE organisation_id = $1 AND interview_id = $2", organisation.0, interview);
    let seats = all!(
        tx,
        (Uuid, Uuid),
        "DELETE FROM interview_rater WHERE organisation_id = $1 AND interview_id = $2 RETURNING interview_id, person_id",
        organisation.0,
        interview,
    );
    run!(tx, "DELETE FROM chain_head WHERE organisation_id = $1 AND subject = $2", organisation.0, interview);
    run!(tx, "DELETE FROM interview WHERE organisation_id = $1 AND id = $2", organisation.0, interview);
    let decisions = all!(
        tx,
        (Uuid, Uuid, i64),
        "DELETE FROM decision
         WHERE organisation_id = $1 AND round_id IN (SELECT id FROM round WHERE organisation_id = $1 AND vacancy_id = $2)
         RETURNING application_id, round_id, seq",
        organisation.0,
        vacancy,
    );
    run!(tx, "DELETE FROM pack WHERE organisation_id = $1 AND vacancy_id = $2", organisation.0, vacancy);
    let applications = all!(
        tx,
        (Uuid, Uuid),
        "DELETE FROM application WHERE organisation_id = $1 AND vacancy_id = $2 RETURNING id, candidate_id",
        organisation.0,
        vacancy,
    );
    let seen = all!(
        tx,
        (Uuid, Uuid),
        "DELETE FROM seen WHERE organisation_id = $1
           AND (subject = $3 OR subject IN (SELECT id FROM round WHERE organisation_id = $1 AND vacancy_id = $2))
         RETURNING subject, person_id",
        organisation.0,
        vacancy,
        interview,
    );
    for (_, candidate) in &applications {
        run!(tx, "DELETE FROM candidate WHERE organisation_id = $1 AND id = $2", organisation.0, *candidate);
    }
    let voidings = all!(
        tx,
        (Uuid, i64),
        "DELETE FROM voiding
         WHERE organisation_id = $1 AND round_id IN (SELECT id FROM round WHERE organisation_id = $1 AND vacancy_id = $2)
         RETURNING round_id, seq",
        organisation.0,
        vacancy,
    );
    let rounds =
        all!(tx, (Uuid,), "DELETE FROM round WHERE organisation_id = $1 AND vacancy_id = $2 RETURNING id", organisation.0, vacancy);
    run!(tx, "DELETE FROM vacancy WHERE organisation_id = $1 AND id = $2", organisation.0, vacancy);
    // Frozen copies that nothing uses any more.
    let versions = all!(
        tx,
        (Uuid,),
        "DELETE FROM scorecard_version WHERE organisation_id = $1 AND state = 'trial'
           AND NOT EXISTS (SELECT 1 FROM round r WHERE r.organisation_id = scorecard_version.organisation_id AND r.version_id = scorecard_version.id)
           AND NOT EXISTS (SELECT 1 FROM public_link l WHERE l.organisation_id = scorecard_version.organisation_id AND l.version_id = scorecard_version.id)
           AND NOT EXISTS (SELECT 1 FROM sorting s WHERE s.organisation_id = scorecard_version.organisation_id AND s.version_id = scorecard_version.id)
         RETURNING id",
        organisation.0,
    );
    Ok(Change::of("remove_practice", interview)
        .takes(&SEAT, seats)
        .takes(&INTERVIEW, [interview])
        .takes(&DECISION, decisions)
        .takes(&CANDIDATE, applications.iter().map(|(_, candidate)| *candidate))
        .takes(&APPLICATION, applications.iter().map(|(application, _)| *application))
        .takes(&SEEN, seen)
        .takes(&VOIDING, voidings)
        .takes(&ROUND, rounds.into_iter().map(|(id,)| id))
        .takes(&VACANCY, [vacancy])
        .takes(&VERSION, versions.into_iter().map(|(id,)| id)))
}
