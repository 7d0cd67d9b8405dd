//! After the reveal: consensus beside the independent ratings, and what was not as planned.

use std::collections::{BTreeMap, HashMap};

use domain::{
    Code,
    access::{Action, Actor, Grant, decide},
    discussion::{Agreed, Proceedings, Remark, Remarks, discussion},
    ids::{EntryId, InterviewId, ItemId, UserId},
    ledger::{Fate, Kind, Mark, NewEntry},
    scoring::{Comparison, Level},
    time::{UnixMillis, Zone},
};
use serde_json::json;
use uuid::Uuid;

use super::{evidence::handed_in, lines};
use crate::{
    Core, Result, Store,
    db::Tx,
    facts::{self, RoundPlace},
    interviews::voided,
    ledger::append_within,
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
        let grant = decide(actor, Action::SetConsensus, &place.facts)?;
        let document = self.core.counted(&mut tx, &grant, place.version, place.round).await?;
        let at = document.competencies.iter().position(|it| it.id == competency).ok_or(Code::NotFound)?;
        let handed_in = handed_in(&mut tx, &grant, id).await?;
        let row = lines::Row { application: place.application, candidate: String::new(), late: false, interview: Some(id) };
        let line = lines::line(&document, &row, id, &handed_in.seats, &handed_in.sheets);
        if !line.score.cells[at].is_wide() {
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
        let payload = json!({ "level": level, "reason": reason });
        let entry = NewEntry { id: EntryId(self.new_id()), kind: Kind::Consensus, item: Some(competency), payload, client_at: self.now() };
        let happened = append_within(&mut tx, &self.core, actor, id, entry).await?;
        self.commit(tx, happened).await
    }
}

/// What stands beside the numbers, as far as the policy shows who it was.
pub(super) async fn proceedings(
    tx: &mut Tx,
    core: &Core,
    grant: &Grant,
    place: &RoundPlace,
    comparison: &Comparison,
) -> Result<Proceedings> {
    let zone = words::zone(tx, grant.organisation()).await?;
    let shown: Vec<InterviewId> = comparison.lines.iter().map(|line| line.interview).collect();
    let agreed = agreed(tx, grant, &shown, &zone).await?;
    let mut remarks = remarks(tx, grant, comparison).await?;
    if place.facts.individuals_hidden {
        for of in &mut remarks {
            of.remarks = std::mem::take(&mut of.remarks).into_iter().map(Remark::anonymous).collect();
        }
    }
    let whole = core.document(tx, grant.organisation(), place.version).await?;
    let questions = whole.competencies.iter().flat_map(|competency| &competency.questions);
    Ok(Proceedings {
        topics: discussion(comparison, &agreed),
        remarks,
        voided: voided(tx, grant, place.round, &zone).await?,
        questions: questions.map(|question| (question.id, question.text.clone())).collect(),
    })
}

/// What was agreed on in these interviews; of several the newest stands.
async fn agreed(tx: &mut Tx, _: &Grant, interviews: &[InterviewId], zone: &Zone) -> Result<Vec<Agreed>> {
    let ids: Vec<Uuid> = interviews.iter().map(|id| id.0).collect();
    let rows = among!(
        tx,
        (Uuid, Uuid, String, String, i64),
        "SELECT m.interview_id, m.item, m.value, p.name, m.at FROM mark m
         JOIN person p ON p.organisation_id = m.organisation_id AND p.id = m.rater_id
         WHERE m.topic = 'consensus' AND m.interview_id IN (",
        ids,
        ") ORDER BY m.seq"
    );
    let mut agreed = BTreeMap::new();
    for (interview, item, value, by, at) in rows {
        if let Mark::Consensus { level, reason } = words::from_json(&value)? {
            let (interview, competency) = (InterviewId(interview), ItemId(item));
            let at = zone.moment(UnixMillis(at));
            agreed.insert((interview, competency), Agreed { interview, competency, level, reason, by, at });
        }
    }
    Ok(agreed.into_values().collect())
}

/// What was not as planned in each interview with numbers.
async fn remarks(tx: &mut Tx, grant: &Grant, comparison: &Comparison) -> Result<Vec<Remarks>> {
    let ids: Vec<Uuid> = comparison.lines.iter().map(|line| line.interview.0).collect();
    let mut remarks = of_marks(tx, &ids).await?;
    let names = names(tx, grant).await?;
    let name = |id: &UserId| names.get(id).cloned().unwrap_or_default();
    let replaced = among!(
        tx,
        (Uuid, String),
        "SELECT interview_id, payload FROM ledger WHERE kind = 'replaced' AND payload IS NOT NULL AND interview_id IN (",
        ids,
        ") ORDER BY interview_id, seq"
    );
    for (interview, payload) in replaced {
        let Replaced { from, to, reason } = words::from_json(&payload)?;
        remarks.entry(InterviewId(interview)).or_default().push(Remark::Replaced { from: name(&from), to: name(&to), reason });
    }
    let of = |line: &domain::scoring::Line| {
        let remarks = remarks.remove(&line.interview).filter(|remarks| !remarks.is_empty())?;
        Some(Remarks { candidate: line.candidate.clone(), remarks })
    };
    Ok(comparison.lines.iter().filter_map(of).collect())
}

#[derive(serde::Deserialize)]
struct Replaced {
    from: UserId,
    to: UserId,
    reason: String,
}

async fn names(tx: &mut Tx, grant: &Grant) -> Result<HashMap<UserId, String>> {
    let rows = all!(tx, (Uuid, String), "SELECT id, name FROM person WHERE organisation_id = $1", grant.organisation().0);
    Ok(rows.into_iter().map(|(id, name)| (UserId(id), name)).collect())
}

/// What was asked, whoever chaired; the rest only of who has submitted.
async fn of_marks(tx: &mut Tx, interviews: &[Uuid]) -> Result<HashMap<InterviewId, Vec<Remark>>> {
    let rows = among!(
        tx,
        (Uuid, Uuid, String, String),
        "SELECT m.interview_id, m.item, m.value, p.name FROM mark m
         JOIN interview_rater s ON s.organisation_id = m.organisation_id AND s.interview_id = m.interview_id AND s.person_id = m.rater_id
                               AND (m.topic = 'question' OR s.submitted_at IS NOT NULL)
         JOIN person p ON p.organisation_id = m.organisation_id AND p.id = m.rater_id
         WHERE m.topic IN ('question', 'relation', 'background') AND m.interview_id IN (",
        interviews,
        ") ORDER BY m.interview_id, m.seq"
    );
    let mut remarks: HashMap<InterviewId, Vec<Remark>> = HashMap::new();
    for (interview, item, value, rater) in rows {
        let question = ItemId(item);
        let remark = match words::from_json(&value)? {
            Mark::Question(Fate::Skipped(reason)) => Remark::Skipped { question, reason },
            Mark::Question(Fate::Changed(reason)) => Remark::Changed { question, reason },
            Mark::Relation(relation) if !relation.is_empty() => Remark::Knows { rater, relation },
            Mark::Background(reason) => Remark::LookedEarly { rater, reason },
            _ => continue,
        };
        remarks.entry(InterviewId(interview)).or_default().push(remark);
    }
    Ok(remarks)
}
