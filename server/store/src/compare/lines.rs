//! From submitted sheets to the lines of a comparison.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    access::Grant,
    fold::fold,
    ids::{ApplicationId, InterviewId, ItemId, UserId},
    meter::Conduct,
    scorecard::Document,
    scoring::{Comparison, Line, RaterName, Sheet, columns, hide_individuals, score},
};
use uuid::Uuid;

use crate::{Result, db::Tx, facts::RoundPlace, interviews::rating, words};

/// Somebody who rates in an interview.
pub(super) struct Seat {
    pub(super) rater: UserId,
    pub(super) name: String,
    pub(super) submitted: bool,
}

/// A candidate of the round.
pub(super) struct Row {
    pub(super) application: ApplicationId,
    pub(super) candidate: String,
    pub(super) late: bool,
    pub(super) interview: Option<InterviewId>,
}

/// Every revealed line by candidate name, and the names of those without.
pub(super) async fn comparison(
    tx: &mut Tx,
    grant: &Grant,
    place: &RoundPlace,
    document: &Document,
) -> Result<(Comparison, Vec<String>, Conduct)> {
    let rows = rows(tx, grant, place).await?;
    let revealed: Vec<Uuid> = rows.iter().filter_map(|row| row.interview).map(|id| id.0).collect();
    let panels = panels(tx, grant, &revealed).await?;
    let mut sheets = sheets(tx, grant, &revealed).await?;
    let (mut lines, mut pending, mut names) = (Vec::new(), Vec::new(), BTreeMap::new());
    let (mut shown, mut raters_of) = (Vec::new(), BTreeSet::new());
    for row in rows {
        let seats = row.interview.and_then(|id| panels.get(&id)).map_or(&[][..], Vec::as_slice);
        match row.interview {
            Some(interview) if !owes(seats, grant.actor().user()) => {
                names.extend(seats.iter().map(|seat| ((fold(&seat.name), seat.rater), seat.name.clone())));
                shown.push(interview.0);
                raters_of.insert(seats.iter().map(|seat| seat.rater).collect::<BTreeSet<_>>());
                lines.push(line(document, &row, interview, seats, &sheets.remove(&interview).unwrap_or_default()));
            }
            _ => pending.push(row.candidate),
        }
    }
    let raters = names.into_iter().map(|((_, id), name)| RaterName { id, name }).collect();
    let mut comparison = Comparison { columns: columns(document), lines, raters };
    if place.facts.individuals_hidden {
        hide_individuals(&mut comparison);
    }
    let (answers, noted) = noted(tx, grant, &shown).await?;
    Ok((comparison, pending, Conduct { answers, noted, same_raters: raters_of.len() == 1 }))
}

/// How many answers of these interviews got a level, and how many of those have a note by the same rater.
async fn noted(tx: &mut Tx, _: &Grant, interviews: &[Uuid]) -> Result<(u32, u32)> {
    let rows = among!(
        tx,
        (i64, i64),
        "SELECT COUNT(*), COUNT(CASE WHEN EXISTS (SELECT 1 FROM note n
                                                  WHERE n.organisation_id = g.organisation_id AND n.interview_id = g.interview_id
                                                    AND n.rater_id = g.rater_id AND n.item = g.item AND n.text <> '') THEN 1 END)
         FROM rating g
         JOIN interview_rater s ON s.organisation_id = g.organisation_id AND s.interview_id = g.interview_id
                               AND s.person_id = g.rater_id AND s.rates AND s.submitted_at IS NOT NULL
         WHERE g.level IS NOT NULL AND g.interview_id IN (",
        interviews,
        ")"
    );
    let sum = |of: fn(&(i64, i64)) -> i64| words::count(rows.iter().map(of).sum());
    Ok((sum(|row| row.0), sum(|row| row.1)))
}

/// Whether this person still has to rate here.
fn owes(seats: &[Seat], user: Option<UserId>) -> bool {
    seats.iter().any(|seat| Some(seat.rater) == user && !seat.submitted)
}

pub(super) fn line(document: &Document, row: &Row, interview: InterviewId, seats: &[Seat], sheets: &[Sheet]) -> Line {
    let required: Vec<UserId> = seats.iter().map(|seat| seat.rater).collect();
    Line {
        application: row.application,
        interview,
        candidate: row.candidate.clone(),
        late: row.late,
        score: score(document, &required, sheets),
    }
}

#[derive(sqlx::FromRow)]
struct Candidate {
    id: Uuid,
    name: String,
    folded: String,
    late: bool,
    interview_id: Option<Uuid>,
}

/// Candidates by name, with their interview when it is revealed.
async fn rows(tx: &mut Tx, grant: &Grant, place: &RoundPlace) -> Result<Vec<Row>> {
    let mut rows = all!(
        tx,
        Candidate,
        "SELECT a.id, c.name, c.folded, a.late, i.id AS interview_id
         FROM application a
         JOIN candidate c ON c.organisation_id = a.organisation_id AND c.id = a.candidate_id
         LEFT JOIN interview i ON i.organisation_id = a.organisation_id AND i.application_id = a.id AND i.round_id = $3
                              AND i.state <> 'cancelled' AND i.revealed_at IS NOT NULL
         WHERE a.organisation_id = $1 AND a.vacancy_id = $2 AND a.archived_at IS NULL",
        grant.organisation().0,
        place.vacancy.0,
        place.round.0,
    );
    rows.sort_by(|a, b| (&a.folded, a.id).cmp(&(&b.folded, b.id)));
    let row = |row: Candidate| Row {
        application: ApplicationId(row.id),
        candidate: row.name,
        late: row.late,
        interview: row.interview_id.map(InterviewId),
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Who rates in each of these interviews, by name.
pub(super) async fn panels(tx: &mut Tx, _: &Grant, interviews: &[Uuid]) -> Result<HashMap<InterviewId, Vec<Seat>>> {
    let rows = among!(
        tx,
        (Uuid, Uuid, String, bool),
        "SELECT i.id, s.person_id, p.name, s.submitted_at IS NOT NULL
         FROM interview i
         JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id AND s.rates
         JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE i.id IN (",
        interviews,
        ")"
    );
    let mut panels: HashMap<InterviewId, Vec<Seat>> = HashMap::new();
    for (interview, rater, name, submitted) in rows {
        panels.entry(InterviewId(interview)).or_default().push(Seat { rater: UserId(rater), name, submitted });
    }
    for seats in panels.values_mut() {
        seats.sort_by_cached_key(|seat| (fold(&seat.name), seat.rater));
    }
    Ok(panels)
}

/// The submitted sheets of each of these interviews.
pub(super) async fn sheets(tx: &mut Tx, _: &Grant, interviews: &[Uuid]) -> Result<HashMap<InterviewId, Vec<Sheet>>> {
    let rows = among!(
        tx,
        (Uuid, Uuid, Uuid, Option<i64>, Option<String>),
        "SELECT i.id, g.rater_id, g.item, g.level, g.not_observed
         FROM interview i
         JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id
                               AND s.rates AND s.submitted_at IS NOT NULL
         JOIN rating g ON g.organisation_id = s.organisation_id AND g.interview_id = s.interview_id AND g.rater_id = s.person_id
         WHERE i.id IN (",
        interviews,
        ")"
    );
    let mut sheets: HashMap<InterviewId, BTreeMap<UserId, Sheet>> = HashMap::new();
    for (interview, rater, item, level, not_observed) in rows {
        let rater = UserId(rater);
        let sheet = sheets.entry(InterviewId(interview)).or_default().entry(rater);
        let sheet = sheet.or_insert_with(|| Sheet { rater, ratings: BTreeMap::new() });
        sheet.ratings.insert(ItemId(item), rating(level, not_observed)?);
    }
    Ok(sheets.into_iter().map(|(id, sheets)| (id, sheets.into_values().collect())).collect())
}
