//! Candidates come in, one by form or many by a table, and go to the archive with undo.

use domain::{
    Code, Failure,
    access::{Action, Actor, Grant, decide},
    candidates::{MAX_ROWS, NewCandidate, new_candidate, preview},
    fold::fold,
    ids::{ApplicationId, VacancyId},
    people::mailbox,
    vacancy::Afterwards,
};
use serde_json::json;
use uuid::Uuid;

use super::{earlier::Person, reveal::after_removal, seats::colleagues_who_apply};
use crate::{
    Result, Store,
    audit::{
        self, Change,
        tables::{APPLICATION, CANDIDATE},
    },
    db::Tx,
    facts::{self, InterviewPlace},
};

struct NewRow {
    candidate: Uuid,
    application: Uuid,
    new: NewCandidate,
    folded: String,
    mailbox: String,
    /// The application in this vacancy that was removed, of the same person or of one who looks like them.
    again_after: Option<Uuid>,
}

impl Store {
    /// Who is in the vacancy already, for the preview of a table.
    pub async fn existing_candidates(&self, actor: &Actor, id: VacancyId) -> Result<Vec<NewCandidate>> {
        let mut tx = self.read().await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::EditVacancies, &place.facts)?;
        existing(&mut tx, &grant, id).await
    }

    /// Adds all of them or none, and gives how many. Who comes after the reveal is marked so, and who was removed
    /// from this vacancy before, or looks like somebody who was.
    ///
    /// # Errors
    /// [`Code::Invalid`] with every fault: at `name` and `email` when it is one candidate, at `2/name` for the second of
    /// several. The same person twice, or one who is there already, is [`Code::DuplicateRow`].
    pub async fn add_candidates(&self, actor: &Actor, id: VacancyId, candidates: &[NewCandidate]) -> Result<u32> {
        let mut tx = self.write(actor).await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::EditVacancies, &place.facts)?;
        let checked = checked(candidates, &existing(&mut tx, &grant, id).await?)?;
        // What was tried out goes as a whole, and real people have no place in it.
        let (practice,) =
            one!(&mut tx, (bool,), "SELECT practice FROM vacancy WHERE organisation_id = $1 AND id = $2", grant.organisation().0, id.0);
        if practice {
            return Err(Code::NotAllowed.into());
        }
        let removed = removed(&mut tx, &grant, id).await?;
        let row = |new: NewCandidate| {
            let (folded, mailbox) = (fold(&new.name), mailbox(&new.email));
            let person = Person { name: &new.name, folded: &folded, mailbox: &mailbox };
            let same = removed.iter().find(|it| it.person().is(&person));
            let again_after = same.or_else(|| removed.iter().find(|it| it.person().looks_like(&person))).map(|it| it.application);
            NewRow { candidate: self.new_id(), application: self.new_id(), folded, mailbox, again_after, new }
        };
        let rows: Vec<NewRow> = checked.into_iter().map(row).collect();
        let (organisation, now) = (grant.organisation().0, self.now().0);
        insert!(
            &mut tx,
            "INSERT INTO candidate (organisation_id, id, name, email, folded, created_at, mailbox) ",
            rows,
            row => [organisation, row.candidate, &row.new.name, &row.new.email, &row.folded, now, &row.mailbox],
            ""
        );
        let late = place.revealed_at.is_some();
        insert!(
            &mut tx,
            "INSERT INTO application (organisation_id, id, vacancy_id, candidate_id, late, background, created_at, again_after) ",
            rows,
            row => [organisation, row.application, id.0, row.candidate, late, "", now, row.again_after],
            ""
        );
        let change = |row: &NewRow| {
            Change::of("add_candidate", row.application)
                .says(json!({ "name": self.core.veiled(&row.new.name), "email": self.core.veiled(&row.new.email) }))
                .puts(&CANDIDATE, [row.candidate])
                .puts(&APPLICATION, [row.application])
        };
        let added: Vec<Change> = rows.iter().map(change).collect();
        audit::note_all(&mut tx, &self.core, &grant, &added).await?;
        let looked = colleagues_who_apply(&mut tx, &grant, id).await?;
        self.commit_ending(tx, Vec::new(), &looked).await?;
        Ok(u32::try_from(added.len()).unwrap_or(u32::MAX))
    }

    /// Moves a candidate to the archive; [`Store::restore_application`] brings the candidate back. `then` is what becomes
    /// of the scores when this was the last that the round waited for.
    ///
    /// # Errors
    /// [`Code::InUse`] while there is an interview that is not cancelled. For who reveals: as [`Store::reveal_early`], and
    /// [`Code::Stale`] when the round waits for more.
    pub async fn remove_application(&self, actor: &Actor, id: ApplicationId, then: &Afterwards) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let place = facts::of_application(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::EditVacancies, &place.facts)?;
        if place.archived {
            // A second click finds it done.
            return Ok(());
        }
        if place.is_planned() {
            return Err(Code::InUse.into());
        }
        let (organisation, now) = (grant.organisation().0, self.now().0);
        run!(&mut tx, "UPDATE application SET archived_at = $3 WHERE organisation_id = $1 AND id = $2", organisation, id.0, now);
        let change = Change::of("remove_application", id.0).sets(&APPLICATION, &["archived_at"], [id.0]);
        audit::note(&mut tx, &self.core, &grant, change).await?;
        let happened = after_removal(&mut tx, &self.core, actor, place.vacancy, then).await?;
        self.commit(tx, happened).await
    }

    /// Undoes [`Store::remove_application`].
    ///
    /// # Errors
    /// [`Code::DuplicateRow`] when the same person was added again since.
    pub async fn restore_application(&self, actor: &Actor, id: ApplicationId) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let place = facts::of_application(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::EditVacancies, &place.facts)?;
        if !place.archived {
            return Ok(());
        }
        if is_there_again(&mut tx, &grant, id).await? {
            return Err(Code::DuplicateRow.into());
        }
        run!(&mut tx, "UPDATE application SET archived_at = NULL WHERE organisation_id = $1 AND id = $2", grant.organisation().0, id.0);
        let change = Change::of("restore_application", id.0).sets(&APPLICATION, &["archived_at"], [id.0]);
        audit::note(&mut tx, &self.core, &grant, change).await?;
        let looked = colleagues_who_apply(&mut tx, &grant, place.vacancy).await?;
        self.commit_ending(tx, Vec::new(), &looked).await
    }
}

impl InterviewPlace {
    /// Whether there is an interview that is not cancelled.
    pub(super) fn is_planned(&self) -> bool {
        self.facts.interview.is_some_and(|state| state != domain::interview::InterviewState::Cancelled)
    }
}

async fn existing(tx: &mut Tx, grant: &Grant, vacancy: VacancyId) -> Result<Vec<NewCandidate>> {
    let rows = all!(
        tx,
        (String, String),
        "SELECT c.name, c.email FROM application a
         JOIN candidate c ON c.organisation_id = a.organisation_id AND c.id = a.candidate_id
         WHERE a.organisation_id = $1 AND a.vacancy_id = $2 AND a.archived_at IS NULL
         ORDER BY c.created_at, c.id",
        grant.organisation().0,
        vacancy.0,
    );
    Ok(rows.into_iter().map(|(name, email)| NewCandidate { name, email }).collect())
}

/// Whether somebody with the same address is in the vacancy, or somebody with the same name who came since or has no address
/// to tell them apart by.
async fn is_there_again(tx: &mut Tx, grant: &Grant, removed: ApplicationId) -> Result<bool> {
    let (there,) = one!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM application r
         JOIN candidate rc ON rc.organisation_id = r.organisation_id AND rc.id = r.candidate_id
         JOIN application a ON a.organisation_id = r.organisation_id AND a.vacancy_id = r.vacancy_id AND a.archived_at IS NULL
         JOIN candidate ac ON ac.organisation_id = a.organisation_id AND ac.id = a.candidate_id
         WHERE r.organisation_id = $1 AND r.id = $2
           AND ((ac.mailbox = rc.mailbox AND rc.mailbox <> '')
             OR (ac.folded = rc.folded AND (ac.mailbox = rc.mailbox OR a.created_at >= r.archived_at)))",
        grant.organisation().0,
        removed.0,
    );
    Ok(there > 0)
}

#[derive(sqlx::FromRow)]
struct Removed {
    application: Uuid,
    name: String,
    folded: String,
    mailbox: String,
}

impl Removed {
    fn person(&self) -> Person<'_> {
        Person { name: &self.name, folded: &self.folded, mailbox: &self.mailbox }
    }
}

/// Who was removed from the vacancy; who was removed last first.
async fn removed(tx: &mut Tx, grant: &Grant, vacancy: VacancyId) -> Result<Vec<Removed>> {
    Ok(all!(
        tx,
        Removed,
        "SELECT a.id AS application, c.name, c.folded, c.mailbox FROM application a
         JOIN candidate c ON c.organisation_id = a.organisation_id AND c.id = a.candidate_id
         WHERE a.organisation_id = $1 AND a.vacancy_id = $2 AND a.archived_at IS NOT NULL
         ORDER BY a.archived_at DESC, a.id",
        grant.organisation().0,
        vacancy.0,
    ))
}

/// Every candidate as it will be stored, or every fault.
fn checked(candidates: &[NewCandidate], existing: &[NewCandidate]) -> Result<Vec<NewCandidate>, Failure> {
    if candidates.is_empty() {
        return Err(Failure::field("table", Code::NoRows));
    }
    if candidates.len() > MAX_ROWS {
        return Err(Failure::field("table", Code::TooManyRows));
    }
    let mut faults = Vec::new();
    let place = |line: usize, field: &str| if candidates.len() == 1 { field.to_owned() } else { format!("{line}/{field}") };
    let mut sound = Vec::new();
    for (line, candidate) in (1..).zip(candidates) {
        match new_candidate(&candidate.name, &candidate.email) {
            Ok(new) => sound.push((line, new)),
            Err(failure) => faults.extend(failure.faults.into_iter().map(|fault| (line, fault))),
        }
    }
    // The rule for "the same person" is the preview's.
    let mut records = vec![(0, vec!["name".to_owned(), "email".to_owned()])];
    records.extend(sound.iter().map(|(line, new)| (u32::try_from(*line).unwrap_or(u32::MAX), vec![new.name.clone(), new.email.clone()])));
    if !sound.is_empty() {
        for row in preview(&records, existing)?.rows {
            faults.extend(row.faults.into_iter().map(|fault| (row.line as usize, fault)));
        }
    }
    if faults.is_empty() {
        return Ok(sound.into_iter().map(|(_, new)| new).collect());
    }
    faults.sort_by_key(|(line, _)| *line);
    Err(Failure::invalid(
        faults
            .into_iter()
            .map(|(line, mut fault)| {
                fault.place = place(line, &fault.place);
                fault
            })
            .collect(),
    ))
}
