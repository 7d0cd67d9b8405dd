//! Who may be asked onto a panel: colleagues who are active, no candidate in the vacancy, and for a rating seat have not read
//! others' ratings in the round.

use std::collections::{BTreeMap, HashSet};

use domain::{
    Code, Fault,
    access::{Action, Actor, Grant, decide},
    ids::{ApplicationId, UserId, VacancyId},
    vacancy::{PanelChoice, RevealPolicy, reading_closes},
};
use tokio::try_join;
use uuid::Uuid;

use crate::{
    Error, Result, Store,
    db::{Asking, Source, Tx},
    facts::{self, InterviewPlace},
    people, seen, words,
};

/// Who could sit in one interview.
pub(super) struct Seats {
    active: BTreeMap<UserId, String>,
    readers: HashSet<UserId>,
    candidates: HashSet<UserId>,
    /// Whose sheet of this interview was set aside.
    set_aside: HashSet<UserId>,
}

impl Store {
    /// Everybody who is active, with why somebody cannot sit on the panel of this candidate.
    pub async fn panel_choices(&self, actor: &Actor, id: ApplicationId) -> Result<Vec<PanelChoice>> {
        let mut tx = self.read().await?;
        let place = facts::of_application(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::EditVacancies, &place.facts)?;
        let asking = Asking::default();
        let reading = async { try_join!(Seats::among(&asking, &grant, &place), people::rows(&asking, &grant)) };
        let (seats, people) = asking.together(&mut tx, reading).await?;
        let people = people.into_iter().filter(|person| person.active);
        Ok(people.map(|person| PanelChoice { no_rater: seats.no_rater(person.id), no_chair: seats.no_chair(person.id), person }).collect())
    }
}

/// Colleagues who are candidates in this vacancy.
pub(super) async fn colleagues_who_apply(from: impl Into<Source<'_>>, grant: &Grant, vacancy: VacancyId) -> Result<Vec<UserId>> {
    let rows = asked!(
        from,
        (Uuid,),
        "SELECT p.id FROM application a
         JOIN candidate c ON c.organisation_id = a.organisation_id AND c.id = a.candidate_id AND c.mailbox <> ''
         JOIN person p ON p.organisation_id = c.organisation_id AND p.mailbox = c.mailbox
         WHERE a.organisation_id = $1 AND a.vacancy_id = $2 AND a.archived_at IS NULL",
        grant.organisation().0,
        vacancy.0,
    );
    Ok(rows.into_iter().map(|(id,)| UserId(id)).collect())
}

async fn active(from: impl Into<Source<'_>>, grant: &Grant) -> Result<Vec<(Uuid, String)>> {
    Ok(asked!(from, (Uuid, String), "SELECT id, name FROM person WHERE organisation_id = $1 AND active", grant.organisation().0))
}

/// The policy of the round, and whether a person revealed it.
async fn revealing(from: impl Into<Source<'_>>, grant: &Grant, place: &InterviewPlace) -> Result<(String, bool)> {
    let rows = asked!(
        from,
        (String, bool),
        "SELECT v.policy, r.revealed_by IS NOT NULL FROM round r
         JOIN vacancy v ON v.organisation_id = r.organisation_id AND v.id = r.vacancy_id
         WHERE r.organisation_id = $1 AND r.id = $2",
        grant.organisation().0,
        place.round.0,
    );
    rows.into_iter().next().ok_or(Error::Internal)
}

async fn set_aside(from: impl Into<Source<'_>>, grant: &Grant, place: &InterviewPlace) -> Result<Vec<(Uuid,)>> {
    Ok(asked!(
        from,
        (Uuid,),
        "SELECT person_id FROM interview_rater WHERE organisation_id = $1 AND interview_id = $2 AND set_aside_seq IS NOT NULL",
        grant.organisation().0,
        place.interview.map(|interview| interview.0),
    ))
}

impl Seats {
    pub(super) async fn of(tx: &mut Tx, grant: &Grant, place: &InterviewPlace) -> Result<Self> {
        let asking = Asking::default();
        asking.together(tx, Self::among(&asking, grant, place)).await
    }

    /// The same among other questions.
    pub(super) async fn among(from: &Asking, grant: &Grant, place: &InterviewPlace) -> Result<Self> {
        let (active, revealing, set_aside, readers, candidates) = try_join!(
            active(from, grant),
            revealing(from, grant, place),
            set_aside(from, grant, place),
            seen::readers(from, grant, place.round),
            colleagues_who_apply(from, grant, place.vacancy),
        )?;
        let (policy, by_a_person) = revealing;
        let closes = reading_closes(words::read::<RevealPolicy>(&policy)?, by_a_person, place.facts.revealed);
        Ok(Self {
            active: active.into_iter().map(|(id, name)| (UserId(id), name)).collect(),
            readers: if closes { readers } else { HashSet::new() },
            candidates: candidates.into_iter().collect(),
            set_aside: set_aside.into_iter().map(|(id,)| UserId(id)).collect(),
        })
    }

    /// Whether this person has read what others gave, where that closes a rating seat.
    pub(super) fn has_read(&self, id: UserId) -> bool {
        self.readers.contains(&id)
    }

    /// What stands in the way of this person as a rater, at this field.
    pub(super) fn rater(&self, field: &str, id: UserId) -> Option<Fault> {
        self.fault(field, id, self.no_rater(id))
    }

    /// The same as a chair who does not rate.
    pub(super) fn chair(&self, field: &str, id: UserId) -> Option<Fault> {
        self.fault(field, id, self.no_chair(id))
    }

    fn no_rater(&self, id: UserId) -> Option<Code> {
        let set_aside = || self.set_aside.contains(&id).then_some(Code::SetAside);
        self.no_chair(id).or_else(|| self.has_read(id).then_some(Code::HasSeen)).or_else(set_aside)
    }

    fn no_chair(&self, id: UserId) -> Option<Code> {
        self.candidates.contains(&id).then_some(Code::IsCandidate)
    }

    fn fault(&self, field: &str, id: UserId, code: Option<Code>) -> Option<Fault> {
        match self.active.get(&id) {
            None => Some(Fault::new(field, Code::BadChoice)),
            Some(name) => code.map(|code| Fault::about(field, code, name)),
        }
    }
}
