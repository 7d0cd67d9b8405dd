//! Having seen is a fact. What others rated is read with a [`Sighting`] alone, and making one writes down, the first time and
//! before anything is read, that this person saw it. So no page, document or export can show without it being known.

use std::{
    collections::HashSet,
    ops::Deref,
    sync::{Mutex, PoisonError},
};

use domain::{
    access::{Action, Actor, Facts, Grant, Sight, decide},
    ids::{ApplicationId, InterviewId, OrganisationId, RoundId, UserId, VacancyId},
};
use uuid::Uuid;

use crate::{
    Core, Result, Store,
    audit::{self, Change, tables::SEEN},
    db::{Source, Tx},
    facts::{self, InterviewPlace, RoundPlace},
};

/// Proof that it is written down who reads. Derefs to the grant it comes from.
pub(crate) struct Sighting(Grant);

impl Deref for Sighting {
    type Target = Grant;

    fn deref(&self) -> &Grant {
        &self.0
    }
}

/// What a person saw: the ratings of a round, or how many items were rated in an interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Fact {
    organisation: OrganisationId,
    person: UserId,
    what: &'static str,
    subject: Uuid,
}

const RATINGS: &str = "ratings";
const COUNTS: &str = "counts";

/// Facts that are on disk, so that reading again costs nothing.
#[derive(Default)]
pub(crate) struct Known(Mutex<HashSet<Fact>>);

/// This only bounds what a year without a restart could pile up.
const REMEMBERED: usize = 50_000;

impl Known {
    fn has(&self, fact: &Fact) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(fact)
    }

    fn add(&self, facts: impl IntoIterator<Item = Fact>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.extend(facts);
    }
}

/// What ratings are read of.
pub(crate) trait Subject: Copy {
    type Place: InRound;

    fn find(self, tx: &mut Tx, actor: &Actor) -> impl Future<Output = Result<Self::Place>> + Send;
}

/// Where they are.
pub(crate) trait InRound {
    fn facts(&self) -> &Facts;
    fn round(&self) -> RoundId;
}

impl InRound for RoundPlace {
    fn facts(&self) -> &Facts {
        &self.facts
    }

    fn round(&self) -> RoundId {
        self.round
    }
}

impl InRound for InterviewPlace {
    fn facts(&self) -> &Facts {
        &self.facts
    }

    fn round(&self) -> RoundId {
        self.round
    }
}

impl Subject for VacancyId {
    type Place = RoundPlace;

    async fn find(self, tx: &mut Tx, actor: &Actor) -> Result<RoundPlace> {
        facts::of_vacancy(tx, actor, self).await
    }
}

impl Subject for ApplicationId {
    type Place = InterviewPlace;

    async fn find(self, tx: &mut Tx, actor: &Actor) -> Result<InterviewPlace> {
        facts::of_application(tx, actor, self).await
    }
}

impl Subject for InterviewId {
    type Place = InterviewPlace;

    async fn find(self, tx: &mut Tx, actor: &Actor) -> Result<InterviewPlace> {
        facts::of_interview(tx, actor, self).await
    }
}

impl Store {
    /// Begins to read what an action shows of others' ratings.
    ///
    /// # Errors
    /// As [`decide`].
    pub(crate) async fn see<S: Subject>(&self, actor: &Actor, action: Action, subject: S) -> Result<(Tx, S::Place, Sighting)> {
        loop {
            let mut tx = self.read().await?;
            let place = subject.find(&mut tx, actor).await?;
            let grant = decide(actor, action, place.facts())?;
            let unknown = self.core.unknown(&mut tx, fact(&grant, &place).into_iter().collect()).await?;
            if unknown.is_empty() {
                return Ok((tx, place, Sighting(grant)));
            }
            drop(tx);
            self.saw(actor, &grant, unknown).await?;
        }
    }

    /// Writes down that somebody who does not rate saw how many items were rated in these interviews, given what of that is
    /// not known yet.
    pub(crate) async fn saw_counts(&self, mut tx: Tx, actor: &Actor, grant: &Grant, interviews: &[InterviewId]) -> Result<()> {
        let Some(person) = actor.user() else { return Ok(()) };
        let fact = |interview: &InterviewId| Fact { organisation: grant.organisation(), person, what: COUNTS, subject: interview.0 };
        let unknown = self.core.unknown(&mut tx, interviews.iter().map(fact).collect()).await?;
        drop(tx);
        if unknown.is_empty() { Ok(()) } else { self.saw(actor, grant, unknown).await }
    }

    async fn saw(&self, actor: &Actor, grant: &Grant, facts: Vec<Fact>) -> Result<()> {
        let mut tx = self.write(actor).await?;
        note(&mut tx, &self.core, grant, &facts).await?;
        tx.commit().await?;
        self.core.seen.add(facts);
        Ok(())
    }
}

impl Sighting {
    /// The same within a change, whose commit it goes with.
    ///
    /// # Errors
    /// As [`decide`].
    pub(crate) async fn within(tx: &mut Tx, core: &Core, actor: &Actor, action: Action, place: &impl InRound) -> Result<Self> {
        let grant = decide(actor, action, place.facts())?;
        let unknown: Vec<Fact> = fact(&grant, place).into_iter().filter(|fact| !core.seen.has(fact)).collect();
        note(tx, core, &grant, &unknown).await?;
        Ok(Self(grant))
    }
}

/// What a grant shows to a person; the program itself learns nothing.
fn fact(grant: &Grant, place: &impl InRound) -> Option<Fact> {
    let person = grant.actor().user()?;
    let ratings = grant.action().shows(place.facts()) == Sight::Ratings;
    ratings.then(|| Fact { organisation: grant.organisation(), person, what: RATINGS, subject: place.round().0 })
}

impl Core {
    /// Those of the facts, all of one person and kind, that nobody wrote down yet.
    async fn unknown(&self, tx: &mut Tx, mut facts: Vec<Fact>) -> Result<Vec<Fact>> {
        facts.retain(|fact| !self.seen.has(fact));
        let Some(first) = facts.first().copied() else { return Ok(facts) };
        let stored = all!(
            tx,
            (Uuid,),
            "SELECT subject FROM seen WHERE organisation_id = $1 AND person_id = $2 AND what = $3",
            first.organisation.0,
            first.person.0,
            first.what,
        );
        let stored: HashSet<Uuid> = stored.into_iter().map(|(subject,)| subject).collect();
        let (old, new): (Vec<Fact>, Vec<Fact>) = facts.into_iter().partition(|fact| stored.contains(&fact.subject));
        self.seen.add(old);
        Ok(new)
    }
}

/// The caller holds the organisation's audit chain.
async fn note(tx: &mut Tx, core: &Core, grant: &Grant, facts: &[Fact]) -> Result<()> {
    for fact in facts {
        let new = run!(
            tx,
            "INSERT INTO seen (organisation_id, person_id, what, subject, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
            fact.organisation.0,
            fact.person.0,
            fact.what,
            fact.subject,
            core.now().0,
        );
        if new > 0 {
            let action = if fact.what == RATINGS { "see_ratings" } else { "see_counts" };
            let change = Change::of(action, fact.subject).puts(&SEEN, [(fact.subject, fact.person.0)]);
            audit::note(tx, core, grant, change).await?;
        }
    }
    Ok(())
}

/// Who has read others' ratings of a round.
pub(crate) async fn readers(from: impl Into<Source<'_>>, grant: &Grant, round: RoundId) -> Result<HashSet<UserId>> {
    let rows = asked!(
        from,
        (Uuid,),
        "SELECT person_id FROM seen WHERE organisation_id = $1 AND subject = $2 AND what = 'ratings'",
        grant.organisation().0,
        round.0,
    );
    Ok(rows.into_iter().map(|(id,)| UserId(id)).collect())
}

/// Per interview of a round who handed in a sheet after having seen how many items others had rated there.
pub(crate) async fn counted_first(from: impl Into<Source<'_>>, grant: &Grant, round: RoundId) -> Result<Vec<(InterviewId, String)>> {
    let rows = asked!(
        from,
        (Uuid, String),
        concat!(
            "SELECT i.id, p.name FROM interview i
         JOIN seen n ON n.organisation_id = i.organisation_id AND n.subject = i.id AND n.what = 'counts'
         JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id AND s.person_id = n.person_id
         JOIN person p ON p.organisation_id = n.organisation_id AND p.id = n.person_id
         WHERE i.organisation_id = $1 AND i.round_id = $2 AND s.rates AND ",
            counts!(),
            "
         ORDER BY n.at, p.id"
        ),
        grant.organisation().0,
        round.0,
    );
    Ok(rows.into_iter().map(|(interview, name)| (InterviewId(interview), name)).collect())
}
