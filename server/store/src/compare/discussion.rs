//! After the reveal: consensus beside the independent ratings, and what was not as planned.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use domain::{
    Code,
    access::{Action, Actor, Grant},
    discussion::{Agreed, Overall, Proceedings, Remark, Remarks, discussion},
    ids::{EntryId, InterviewId, ItemId, UserId},
    interview::{Voided, Voiding},
    ledger::{NewEntry, Said},
    scorecard::Document,
    scoring::{Level, score},
    time::{UnixMillis, Zone},
};
use tokio::try_join;
use uuid::Uuid;

use super::lines;
use crate::{
    Core, Result, Store,
    db::{Asking, Source, Tx},
    facts::{self, InterviewPlace, RoundPlace},
    interviews::{voided, voidings},
    ledger::append_within,
    seen::{self, Sighting},
    vacancies::seal_ledger,
    words,
};

impl Store {
    /// Writes down what the panel agreed on for one competency of one candidate. The independent ratings stay as they are.
    /// `had` is when it agreed last, as the writer saw it.
    ///
    /// # Errors
    /// [`Code::NotWide`] when nobody differs by two points there; [`Code::Stale`] when somebody wrote down another outcome
    /// since.
    pub async fn agree(
        &self,
        actor: &Actor,
        id: InterviewId,
        competency: ItemId,
        had: Option<UnixMillis>,
        level: Level,
        reason: &str,
    ) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let place = facts::of_interview(&mut tx, actor, id).await?;
        let grant = Sighting::within(&mut tx, &self.core, actor, Action::SetConsensus, &place).await?;
        let document = self.core.counted(&mut tx, &grant, place.version, place.round).await?;
        let at = document.competencies.iter().position(|it| it.id == competency).ok_or(Code::NotFound)?;
        let (seats, sheets) = (lines::panel(&mut tx, &grant, id).await?, lines::sheets_of(&mut tx, &grant, id).await?);
        let required: Vec<UserId> = seats.iter().map(|seat| seat.rater).collect();
        if !score(&document, &required, &sheets).cells[at].is_wide() {
            return Err(Code::NotWide.into());
        }
        let newest = maybe!(
            &mut tx,
            (i64,),
            "SELECT at FROM mark WHERE organisation_id = $1 AND interview_id = $2 AND item = $3 AND topic = 'consensus'
             ORDER BY seq DESC LIMIT 1",
            grant.organisation().0,
            id.0,
            competency.0,
        );
        if newest.map(|(at,)| UnixMillis(at)) != had {
            return Err(Code::Stale.into());
        }
        let said = Said::Consensus { item: competency, level, reason: reason.to_owned() };
        let entry = NewEntry { id: EntryId(self.new_id()), client_at: self.now(), base: None, said };
        let happened = append_within(&mut tx, &self.core, actor, id, entry).await?;
        seal_ledger(&mut tx, &self.core, &grant, id, "agree").await?;
        self.commit(tx, happened).await
    }
}

/// What was said in a round, for what stands beside the numbers.
pub(super) struct Heard {
    rows: Vec<Row>,
    counted_first: Vec<(InterviewId, String)>,
    whole: Arc<Document>,
    voided: Vec<Voided>,
    voidings: Vec<Voiding>,
}

pub(super) async fn heard(from: &Asking, core: &Core, grant: &Grant, place: &RoundPlace) -> Result<Heard> {
    let (rows, counted_first, whole, voided, voidings) = try_join!(
        said(from, grant, place),
        seen::counted_first(from, grant, place.round),
        core.document(from, grant.organisation(), place.version),
        voided(from, grant, place.round, &place.zone),
        voidings(from, grant, place.round, &place.zone),
    )?;
    Ok(Heard { rows, counted_first, whole, voided, voidings })
}

/// What stands beside the numbers, as far as the policy shows who it was.
pub(super) fn proceedings(heard: Heard, place: &RoundPlace, round: &lines::Round) -> Result<Proceedings> {
    let shown: HashSet<InterviewId> = round.comparison.lines.iter().map(|line| line.interview).collect();
    let rows = heard.rows.into_iter().filter(|row| shown.contains(&InterviewId(row.0)));
    let mut said = sayings(rows, &round.names, &place.zone)?;
    said.counted_first(heard.counted_first);
    let mut remarks = Vec::new();
    for line in &round.comparison.lines {
        let mut of = said.remarks.remove(&line.interview).unwrap_or_default();
        if place.facts.individuals_hidden || place.anonymous {
            of = of.into_iter().map(Remark::anonymous).collect();
        }
        if !of.is_empty() {
            remarks.push(Remarks { candidate: line.candidate.clone(), remarks: of });
        }
    }
    let overall = round.comparison.lines.iter().enumerate().filter_map(|(at, line)| {
        let said = said.overall.get(&line.interview)?;
        match round.hidden.get(at) {
            Some(panel) => panel.overall(said).map(|(mean, n)| Overall { interview: line.interview, mean, n }),
            None => Overall::of(line.interview, &said.iter().map(|(_, level)| *level).collect::<Vec<_>>()),
        }
    });
    let questions = heard.whole.competencies.iter().flat_map(|competency| &competency.questions);
    Ok(Proceedings {
        topics: discussion(&round.comparison, &said.agreed.into_values().collect::<Vec<_>>()),
        remarks,
        overall: overall.collect(),
        voided: heard.voided,
        voidings: heard.voidings,
        questions: questions.map(|question| (question.id, question.text.clone())).collect(),
    })
}

#[derive(Default)]
struct Sayings {
    /// Of several the newest stands.
    agreed: BTreeMap<(InterviewId, ItemId), Agreed>,
    remarks: HashMap<InterviewId, Vec<Remark>>,
    overall: HashMap<InterviewId, Vec<(UserId, Level)>>,
}

impl Sayings {
    fn counted_first(&mut self, raters: Vec<(InterviewId, String)>) {
        for (interview, rater) in raters {
            self.remarks.entry(interview).or_default().push(Remark::SawCounts { rater });
        }
    }
}

/// Interview, item, whether it is about the panel, kind and payload of what was said, by whom and under what name, when, and the
/// place in the ledger.
type Row = (Uuid, Uuid, bool, String, String, Uuid, String, i64, i64);

/// What was agreed on and what was not as planned, in the order it was said: what was asked, whoever chaired; what raters
/// said of themselves only when they have submitted.
macro_rules! said {
    ($where:literal) => {
        concat!(
            "SELECT i.id AS id, m.item, FALSE AS of_panel, m.kind, m.value, m.rater_id, p.name, m.at, m.seq AS seq
             FROM interview i
             JOIN mark m ON m.organisation_id = i.organisation_id AND m.interview_id = i.id
             JOIN person p ON p.organisation_id = m.organisation_id AND p.id = m.rater_id
             LEFT JOIN interview_rater s ON s.organisation_id = m.organisation_id AND s.interview_id = m.interview_id
                                        AND s.person_id = m.rater_id
             WHERE i.organisation_id = $1 AND ",
            $where,
            " AND (m.topic IN ('question', 'consensus') OR (m.topic IN ('relation', 'background', 'overall') AND ",
            counts!(),
            "))
             UNION ALL
             SELECT i.id, i.id, TRUE, l.kind, l.payload, l.rater_id, p.name, l.at, l.seq
             FROM interview i
             JOIN ledger l ON l.organisation_id = i.organisation_id AND l.interview_id = i.id
             JOIN person p ON p.organisation_id = l.organisation_id AND p.id = l.rater_id
             WHERE i.organisation_id = $1 AND ",
            $where,
            " AND l.kind IN ('replaced', 'returned', 'set_aside') AND l.payload IS NOT NULL
             ORDER BY of_panel, id, seq"
        )
    };
}

async fn said(from: impl Into<Source<'_>>, grant: &Grant, place: &RoundPlace) -> Result<Vec<Row>> {
    Ok(asked!(from, Row, said!("i.round_id = $2"), grant.organisation().0, place.round.0))
}

/// What the panel of one interview agreed on, and what was not as planned in it.
pub(crate) async fn of_interview(
    tx: &mut Tx,
    grant: &Grant,
    place: &InterviewPlace,
    interview: InterviewId,
    zone: &Zone,
) -> Result<(Vec<Agreed>, Vec<Remark>)> {
    let rows: Vec<Row> = all!(tx, Row, said!("i.id = $2"), grant.organisation().0, interview.0);
    let people = all!(
        tx,
        (Uuid, String),
        "SELECT p.id, p.name FROM interview_rater s
         JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE s.organisation_id = $1 AND s.interview_id = $2",
        grant.organisation().0,
        interview.0,
    );
    let names = people.into_iter().map(|(id, name)| (UserId(id), name)).collect();
    let mut said = sayings(rows.into_iter(), &names, zone)?;
    said.counted_first(seen::counted_first(&mut *tx, grant, place.round).await?);
    let mut remarks = said.remarks.remove(&interview).unwrap_or_default();
    if place.facts.individuals_hidden || place.anonymous {
        remarks = remarks.into_iter().map(Remark::anonymous).collect();
    }
    Ok((said.agreed.into_values().collect(), remarks))
}

fn sayings(rows: impl Iterator<Item = Row>, names: &HashMap<UserId, String>, zone: &Zone) -> Result<Sayings> {
    let name = |id: &UserId| names.get(id).cloned().unwrap_or_default();
    let mut sayings = Sayings::default();
    for (interview, item, _, kind, value, rater, by, at, _) in rows {
        let item = (item != interview).then_some(ItemId(item));
        let interview = InterviewId(interview);
        match words::said(&kind, item, &value)? {
            Said::Overall { level } => sayings.overall.entry(interview).or_default().push((UserId(rater), level)),
            Said::Consensus { item: competency, level, reason } => {
                let at = zone.moment(UnixMillis(at));
                sayings.agreed.insert((interview, competency), Agreed { interview, competency, level, reason, by, at });
            }
            said => sayings.remarks.entry(interview).or_default().extend(remark(said, by, &name)),
        }
    }
    Ok(sayings)
}

/// What was not as planned.
fn remark(said: Said, by: String, name: &impl Fn(&UserId) -> String) -> Option<Remark> {
    match said {
        Said::Skipped { item: question, reason } => Some(Remark::Skipped { question, reason }),
        Said::Changed { item: question, reason } => Some(Remark::Changed { question, reason }),
        Said::Declared { relation } if !relation.is_empty() => Some(Remark::Knows { rater: by, relation }),
        Said::Opened { background: Some(reason) } => Some(Remark::LookedEarly { rater: by, reason }),
        Said::Replaced { from, to, reason } => Some(Remark::Replaced { from: name(&from), to: name(&to), reason }),
        Said::Returned { of, reason } => Some(Remark::Returned { rater: name(&of), by, reason }),
        Said::SetAside { of, reason } => Some(Remark::SetAside { rater: name(&of), by, reason }),
        _ => None,
    }
}
