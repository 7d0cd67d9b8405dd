//! Everything that is kept of one person (H4), as far as whoever asks for it may see it.

use std::collections::HashMap;

use domain::{
    Code,
    access::{Action, Actor, Grant, decide},
    disclosure::HiddenPanel,
    ids::{ApplicationId, InterviewId, ItemId, UserId},
    ledger::{Kind, Said},
    report::{Application, Deed, Happening, Interview, InterviewData, Rater, Sheet, Shown, SubjectAccess},
    scorecard::Document,
    scoring::{Level, score},
    time::{UnixMillis, Zone},
};
use uuid::Uuid;

use crate::{
    Result, Store,
    audit::{self, Change},
    compare::{HandedIn, Seat, decisions_of, handed_in, hidden_panel, made_by, said_in},
    db::Tx,
    facts::{self, InterviewPlace},
    seen::Sighting,
    words,
};

/// Colleagues, by the number they have in the file.
#[derive(Default)]
struct People(HashMap<UserId, u32>);

impl People {
    fn rater(&mut self, id: UserId, name: &str) -> Rater {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX).saturating_add(1);
        Rater { number: *self.0.entry(id).or_insert(next), name: Some(name.to_owned()) }
    }

    /// Behind a mask somebody has the number of the mask, as on every page; another round has other masks.
    fn seat(&mut self, seat: &Seat, place: &InterviewPlace) -> Rater {
        if place.anonymous {
            let number = u32::try_from(seat.rater.0.as_u128()).unwrap_or_default();
            return Rater { number, name: Some(seat.name.clone()) };
        }
        self.rater(seat.rater, &seat.name)
    }
}

/// Who asks, and whom of the panel the file named so far.
struct Asking<'a> {
    actor: &'a Actor,
    grant: Grant,
    zone: Zone,
    people: People,
}

#[derive(sqlx::FromRow)]
struct Applied {
    id: Uuid,
    title: String,
    background: String,
    late: bool,
    created_at: i64,
    archived_at: Option<i64>,
    closed_at: Option<i64>,
}

impl Store {
    /// The file of the person behind an application: every application under the same email address, or this one where none
    /// is known. That it was made is in the audit.
    pub async fn subject_access(&self, actor: &Actor, id: ApplicationId) -> Result<SubjectAccess> {
        let mut tx = self.write(actor).await?;
        let place = facts::of_application(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::ExportPerson, &place.facts)?;
        let zone = words::zone(&mut tx, grant.organisation()).await?;
        let (organisation, generated_by) = made_by(&mut tx, &grant).await?;
        let (name, email) = one!(
            &mut tx,
            (String, String),
            "SELECT c.name, c.email FROM application a JOIN candidate c ON c.organisation_id = a.organisation_id AND c.id = a.candidate_id
             WHERE a.organisation_id = $1 AND a.id = $2",
            grant.organisation().0,
            id.0,
        );
        let mut asking = Asking { actor, grant, zone, people: People::default() };
        let mut applications = Vec::new();
        for applied in applied(&mut tx, &grant, id, &email).await? {
            applications.push(self.application(&mut tx, &mut asking, applied).await?);
        }
        audit::note(&mut tx, &self.core, &grant, Change::of("export_person", id.0)).await?;
        tx.commit().await?;
        Ok(SubjectAccess { organisation, name, email, generated_at: asking.zone.moment(self.now()), generated_by, applications })
    }

    /// One interview with everything that was handed in, for another program.
    ///
    /// # Errors
    /// [`Code::NotAllowed`] where individual ratings stay hidden.
    pub async fn interview_data(&self, actor: &Actor, id: InterviewId) -> Result<InterviewData> {
        let (mut tx, place, sighting) = self.see(actor, Action::SeeIndividuals, id).await?;
        let grant = *sighting;
        let zone = words::zone(&mut tx, grant.organisation()).await?;
        let (organisation, generated_by) = made_by(&mut tx, &grant).await?;
        let mut asking = Asking { actor, grant, zone, people: People::default() };
        let mut interview = self.held(&mut tx, &mut asking, &place, &sighting, id).await?;
        if let Shown::Everything { history, .. } = &mut interview.shown {
            // Earlier versions of notes are for the person they are about.
            history.clear();
        }
        let generated_at = asking.zone.moment(self.now());
        Ok(InterviewData { organisation, vacancy: place.vacancy_title, candidate: place.candidate, generated_at, generated_by, interview })
    }

    async fn application(&self, tx: &mut Tx, asking: &mut Asking<'_>, applied: Applied) -> Result<Application> {
        let interviews = all!(
            tx,
            (Uuid,),
            "SELECT i.id FROM interview i JOIN round r ON r.organisation_id = i.organisation_id AND r.id = i.round_id
             WHERE i.organisation_id = $1 AND i.application_id = $2 ORDER BY r.number",
            asking.grant.organisation().0,
            applied.id,
        );
        let mut held = Vec::new();
        for (interview,) in interviews {
            let id = InterviewId(interview);
            let place = facts::of_interview(&mut *tx, asking.actor, id).await?;
            let sighting = Sighting::within(tx, &self.core, asking.actor, Action::ExportPerson, &place).await?;
            held.push(self.held(tx, asking, &place, &sighting, id).await?);
        }
        let id = ApplicationId(applied.id);
        let place = facts::of_application(&mut *tx, asking.actor, id).await?;
        let round = facts::of_vacancy(&mut *tx, asking.actor, place.vacancy).await?;
        // A recruiter who rates is a rater first. Before the reveal there is nothing to decide on.
        let sees = |action, facts| decide(asking.actor, action, facts).is_ok();
        let decisions = if sees(Action::SeeAggregates, &round.facts) || !round.facts.revealed {
            Some(decisions_of(tx, &asking.grant, id, &asking.zone).await?)
        } else {
            None
        };
        Ok(Application {
            vacancy: applied.title,
            applied_at: asking.zone.moment(UnixMillis(applied.created_at)),
            late: applied.late,
            archived_at: applied.archived_at.map(|at| asking.zone.moment(UnixMillis(at))),
            background: sees(Action::SeeBackground, &place.facts).then_some(applied.background),
            interviews: held,
            decisions,
            delete_by: applied.closed_at.map(|at| asking.zone.delete_by(UnixMillis(at))),
        })
    }

    async fn held(
        &self,
        tx: &mut Tx,
        asking: &mut Asking<'_>,
        place: &InterviewPlace,
        sighting: &Sighting,
        id: InterviewId,
    ) -> Result<Interview> {
        let handed_in = handed_in(tx, &self.core, sighting, place, id).await?;
        let (title, number, hash) = one!(
            tx,
            (String, i64, String),
            "SELECT title, number, hash FROM scorecard_version WHERE organisation_id = $1 AND id = $2",
            asking.grant.organisation().0,
            place.version.0,
        );
        let document = self.core.document(&mut *tx, asking.grant.organisation(), place.version).await?;
        let raters = handed_in.seats.iter().map(|seat| asking.people.seat(seat, place)).collect();
        Ok(Interview {
            round: words::count(place.number),
            starts_at: asking.zone.moment(place.starts_at),
            state: place.facts.interview.ok_or(Code::NotFound)?,
            arrangements: place.arrangements.clone(),
            scorecard_title: title,
            version: words::count(number),
            hash,
            document: Document::clone(&document),
            raters,
            shown: self.shown(tx, asking, place, id, handed_in).await?,
        })
    }

    /// As much of the ratings as whoever asks may see on any page.
    async fn shown(
        &self,
        tx: &mut Tx,
        asking: &mut Asking<'_>,
        place: &InterviewPlace,
        id: InterviewId,
        handed_in: HandedIn,
    ) -> Result<Shown> {
        if decide(asking.actor, Action::SeeAggregates, &place.facts).is_err() {
            return Ok(Shown::NotYet);
        }
        if let Some(panel) = hidden_panel(tx, &self.core, &asking.grant, place, &handed_in.seats).await? {
            return self.together(tx, &asking.grant, place, handed_in, &panel).await;
        }
        if decide(asking.actor, Action::SeeIndividuals, &place.facts).is_err() {
            return Ok(Shown::NotYet);
        }
        let (agreed, _) = said_in(tx, &asking.grant, place, id, &asking.zone).await?;
        let marks = marks(tx, &asking.grant, id).await?;
        let mut sheets = Vec::new();
        for seat in handed_in.seats.iter().filter(|seat| seat.submitted_at.is_some()) {
            let ratings = handed_in.sheets.iter().find(|sheet| sheet.rater == seat.rater).map(|sheet| sheet.ratings.clone());
            let notes = handed_in.notes.get(&seat.rater).into_iter().flatten();
            let (relation, overall) = marks.get(&seat.rater).cloned().unwrap_or_default();
            // What somebody said of themselves would take a mask off.
            let relation = (!place.anonymous).then_some(relation);
            sheets.push(Sheet {
                rater: asking.people.seat(seat, place),
                ratings: ratings.unwrap_or_default().into_iter().collect(),
                notes: notes.filter(|note| !note.text.trim().is_empty()).map(|note| (note.item, note.step, note.text.clone())).collect(),
                relation,
                overall,
            });
        }
        // Where scores show without names, the order of what was recorded would tell who is who.
        let history = if place.anonymous { Vec::new() } else { history(tx, asking, id).await? };
        Ok(Shown::Everything { sheets, agreed, history })
    }

    /// Means, and the notes of the same raters in an order that does not tell who wrote them.
    async fn together(
        &self,
        tx: &mut Tx,
        grant: &Grant,
        place: &InterviewPlace,
        handed_in: HandedIn,
        panel: &HiddenPanel,
    ) -> Result<Shown> {
        let document = self.core.counted(&mut *tx, grant, place.version, place.round).await?;
        let required: Vec<UserId> = handed_in.seats.iter().map(|seat| seat.rater).collect();
        let cells = panel.tell(&document, &score(&document, &required, &handed_in.sheets)).cells;
        let counted = panel.counted();
        let theirs = handed_in.notes.into_iter().filter(|(rater, _)| counted.contains(rater)).flat_map(|(_, notes)| notes);
        let all = theirs.filter(|note| !note.text.trim().is_empty());
        let mut notes: Vec<(ItemId, String)> = all.map(|note| (note.item, note.text)).collect();
        notes.sort();
        let cells = document.competencies.iter().map(|competency| competency.id).zip(cells).collect();
        Ok(Shown::Together { cells, notes: (!counted.is_empty()).then_some(notes) })
    }
}

/// Of this person: by address and name together, for families share an address.
async fn applied(tx: &mut Tx, grant: &Grant, id: ApplicationId, email: &str) -> Result<Vec<Applied>> {
    Ok(all!(
        tx,
        Applied,
        "SELECT a.id, v.title, a.background, a.late, a.created_at, a.archived_at, v.closed_at
         FROM application a
         JOIN candidate c ON c.organisation_id = a.organisation_id AND c.id = a.candidate_id
         JOIN vacancy v ON v.organisation_id = a.organisation_id AND v.id = a.vacancy_id
         WHERE a.organisation_id = $1 AND NOT v.practice
           AND (a.id = $2 OR (c.email = $3 AND c.email <> ''
                              AND c.folded = (SELECT o.folded FROM application b
                                              JOIN candidate o ON o.organisation_id = b.organisation_id AND o.id = b.candidate_id
                                              WHERE b.organisation_id = $1 AND b.id = $2)))
         ORDER BY a.created_at, a.id",
        grant.organisation().0,
        id.0,
        email,
    ))
}

/// How raters who submitted know the candidate, and what they thought of the whole.
async fn marks(tx: &mut Tx, grant: &Grant, id: InterviewId) -> Result<HashMap<UserId, (String, Option<Level>)>> {
    let rows = all!(
        tx,
        (Uuid, String, String),
        concat!(
            "SELECT m.rater_id, m.kind, m.value FROM mark m
         JOIN interview_rater s ON s.organisation_id = m.organisation_id AND s.interview_id = m.interview_id AND s.person_id = m.rater_id
         WHERE m.organisation_id = $1 AND m.interview_id = $2 AND m.topic IN ('relation', 'overall')
           AND ",
            counts!()
        ),
        grant.organisation().0,
        id.0,
    );
    let mut marks: HashMap<UserId, (String, Option<Level>)> = HashMap::new();
    for (rater, kind, value) in rows {
        let of = marks.entry(UserId(rater)).or_default();
        match words::said(&kind, None, &value)? {
            Said::Declared { relation } => of.0 = relation,
            Said::Overall { level } => of.1 = Some(level),
            _ => {}
        }
    }
    Ok(marks)
}

/// Every entry of who submitted, and what the chair did, in order: earlier versions of notes and ratings too.
async fn history(tx: &mut Tx, asking: &mut Asking<'_>, id: InterviewId) -> Result<Vec<Happening>> {
    let rows = all!(
        tx,
        (Uuid, String, String, Option<Uuid>, Option<String>, i64),
        "SELECT l.rater_id, p.name, l.kind, l.item, l.payload, l.at
         FROM ledger l
         JOIN person p ON p.organisation_id = l.organisation_id AND p.id = l.rater_id
         LEFT JOIN interview_rater s ON s.organisation_id = l.organisation_id AND s.interview_id = l.interview_id AND s.person_id = l.rater_id
         WHERE l.organisation_id = $1 AND l.interview_id = $2
           AND (s.submitted_at IS NOT NULL OR l.kind IN ('skipped', 'changed', 'closed', 'replaced', 'returned', 'set_aside', 'consensus'))
         ORDER BY l.seq",
        asking.grant.organisation().0,
        id.0,
    );
    let mut history = Vec::new();
    for (rater, name, kind, item, payload, at) in rows {
        let item = item.map(ItemId);
        // Erased, it is known that it was and no longer what it said.
        let said = payload.map(|payload| words::said(&kind, item, &payload)).transpose()?;
        history.push(Happening {
            at: asking.zone.moment(UnixMillis(at)),
            rater: asking.people.rater(UserId(rater), &name),
            deed: Deed::of(words::read::<Kind>(&kind)?, said.as_ref()),
            item,
            said: said.as_ref().map(Said::words).unwrap_or_default(),
        });
    }
    Ok(history)
}
