//! From submitted sheets to the lines of a comparison. Two queries read a whole round, however many candidates it has.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    access::Grant,
    analysis::Ratings,
    disclosure::HiddenPanel,
    fold::fold,
    ids::{ApplicationId, InterviewId, ItemId, UserId},
    meter::Conduct,
    scorecard::Document,
    scoring::{Comparison, Line, RaterName, Rating, Sheet, columns, score},
    time::UnixMillis,
};
use tokio::try_join;
use uuid::Uuid;

use super::{hidden::Dropped, masks::Masks};
use crate::{
    Core, Result,
    db::{Asking, Source},
    facts::RoundPlace,
    interviews::rating,
    seen::Sighting,
};

/// Somebody who rates in an interview, and whose sheet was not set aside.
#[derive(Clone)]
pub(crate) struct Seat {
    pub(crate) rater: UserId,
    pub(crate) name: String,
    pub(crate) submitted_at: Option<UnixMillis>,
}

/// A candidate of the round.
pub(super) struct Row {
    pub(super) application: ApplicationId,
    pub(super) candidate: String,
    pub(super) late: bool,
    /// When it was revealed.
    pub(super) interview: Option<(InterviewId, UnixMillis)>,
}

/// Everything that is known of a round after the reveal, as far as this reader may see it.
pub(super) struct Round {
    /// Every revealed line by candidate name.
    pub(super) comparison: Comparison,
    /// The same numbers for the analysis, with no more of who gave which.
    pub(super) ratings: Ratings,
    /// Those without a line.
    pub(super) pending: Vec<(ApplicationId, String)>,
    pub(super) conduct: Conduct,
    /// Which of the raters the reader is.
    pub(super) own: Option<usize>,
    /// Everybody who sits or sat on one of the panels.
    pub(super) names: HashMap<UserId, String>,
    /// Per line the panel, where the policy hides who gave which.
    pub(super) hidden: Vec<HiddenPanel>,
    /// Per line who rates and what they handed in, with masks on where scores show without names; nothing where it stays hidden.
    pub(super) handed_in: Vec<(Vec<Seat>, Vec<Sheet>)>,
    pub(super) masks: Option<Masks>,
}

/// With the scorecard as it counts in this round.
pub(super) async fn round(from: &Asking, core: &Core, grant: &Sighting, place: &RoundPlace) -> Result<(Document, Round)> {
    let hides = place.facts.individuals_hidden;
    let masks = async { if place.anonymous { Masks::of(from, core, grant, place.round).await.map(Some) } else { Ok(None) } };
    let dropped = async { if hides { Dropped::of(from, core, grant, place.version, place.round).await.map(Some) } else { Ok(None) } };
    let (document, mut candidates, rated, masks, dropped) = try_join!(
        core.counted(from, grant, place.version, place.round),
        candidates(from, grant, place),
        rated(from, grant, place),
        masks,
        dropped,
    )?;
    let mut sheets = sheets(rated)?;
    // Where a label is another rater with every candidate, nobody has one of their own.
    let reader = grant.actor().user().filter(|_| masks.as_ref().is_none_or(|masks| masks.everywhere));
    let (mut lines, mut pending, mut conduct) = (Vec::new(), Vec::new(), Conduct::default());
    let (mut panels, mut raters, mut own) = (BTreeSet::new(), BTreeMap::new(), None);
    let (mut hidden, mut all) = (Vec::new(), Vec::new());
    for (row, seats) in &mut candidates.rows {
        let Some((interview, revealed_at)) = row.interview.filter(|_| !owes(seats, grant.actor().user())) else {
            pending.push((row.application, row.candidate.clone()));
            continue;
        };
        let mut handed_in = sheets.remove(&interview).unwrap_or_default();
        panels.insert(seats.iter().map(|seat| seat.rater).collect::<BTreeSet<_>>());
        if let Some(dropped) = &dropped {
            let panel = dropped.panel(seats, revealed_at);
            lines.push(line(&document, row, interview, (seats, &handed_in.sheets), Some(&panel)));
            hidden.push(panel);
            continue;
        }
        let sits = seats.iter().map(|seat| seat.rater).find(|rater| Some(*rater) == reader);
        own = own.or(sits.map(|rater| masks.as_ref().map_or(rater, |masks| masks.rater(interview, rater))));
        if let Some(masks) = &masks {
            masked(masks, interview, seats, &mut handed_in.sheets);
        }
        conduct.answers += handed_in.answers;
        conduct.noted += handed_in.noted;
        raters.extend(seats.iter().map(|seat| (seat.rater, seat.name.clone())));
        lines.push(line(&document, row, interview, (seats, &handed_in.sheets), None));
        all.push((std::mem::take(seats), handed_in.sheets));
    }
    conduct.same_raters = panels.len() == 1;
    let mut raters: Vec<RaterName> = raters.into_iter().map(|(id, name)| RaterName { id, name }).collect();
    raters.sort_by_cached_key(|rater| (fold(&rater.name), rater.id));
    let own = raters.iter().position(|rater| Some(rater.id) == own);
    let comparison = Comparison { columns: columns(&document), lines, raters };
    let ratings = match &masks {
        _ if hides => Ratings::of_means(&comparison),
        Some(masks) if !masks.everywhere => Ratings::by_candidate(&comparison),
        _ => Ratings::of(&comparison),
    };
    let round = Round { comparison, ratings, pending, conduct, own, names: candidates.names, hidden, handed_in: all, masks };
    Ok((document, round))
}

/// Puts masks on the panel of one interview, in the order of what they say.
pub(super) fn masked(masks: &Masks, interview: InterviewId, seats: &mut [Seat], sheets: &mut [Sheet]) {
    for seat in &mut *seats {
        masks.seat(interview, seat);
    }
    for sheet in sheets {
        masks.sheet(interview, sheet);
    }
    seats.sort_by_key(|seat| seat.rater);
}

/// Whether this person still has to rate here.
fn owes(seats: &[Seat], user: Option<UserId>) -> bool {
    seats.iter().any(|seat| Some(seat.rater) == user && seat.submitted_at.is_none())
}

/// The numbers of one candidate; where individual ratings stay hidden, as many of them as are told.
pub(super) fn line(
    document: &Document,
    row: &Row,
    interview: InterviewId,
    (seats, sheets): (&[Seat], &[Sheet]),
    hidden: Option<&HiddenPanel>,
) -> Line {
    let required: Vec<UserId> = seats.iter().map(|seat| seat.rater).collect();
    let whole = score(document, &required, sheets);
    Line {
        application: row.application,
        interview,
        candidate: row.candidate.clone(),
        late: row.late,
        score: match hidden {
            Some(panel) => panel.tell(document, &whole),
            None => whole,
        },
    }
}

#[derive(sqlx::FromRow)]
struct Seated {
    id: Uuid,
    name: String,
    folded: String,
    late: bool,
    interview_id: Option<Uuid>,
    person_id: Option<Uuid>,
    person: Option<String>,
    rates: Option<bool>,
    revealed_at: Option<i64>,
    submitted_at: Option<i64>,
}

struct Candidates {
    /// By name, each with who rates, by name.
    rows: Vec<(Row, Vec<Seat>)>,
    names: HashMap<UserId, String>,
}

/// Candidates with their interview when it is revealed, and who sat on its panel.
async fn candidates(from: impl Into<Source<'_>>, grant: &Grant, place: &RoundPlace) -> Result<Candidates> {
    let mut found = asked!(
        from,
        Seated,
        "SELECT a.id, c.name, c.folded, a.late, i.id AS interview_id, s.person_id, p.name AS person,
                s.rates AND s.set_aside_seq IS NULL AS rates, i.revealed_at, s.submitted_at
         FROM application a
         JOIN candidate c ON c.organisation_id = a.organisation_id AND c.id = a.candidate_id
         LEFT JOIN interview i ON i.organisation_id = a.organisation_id AND i.application_id = a.id AND i.round_id = $3
                              AND i.state <> 'cancelled' AND i.revealed_at IS NOT NULL
         LEFT JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id
         LEFT JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE a.organisation_id = $1 AND a.vacancy_id = $2 AND a.archived_at IS NULL",
        grant.organisation().0,
        place.vacancy.0,
        place.round.0,
    );
    let mut names = HashMap::new();
    for row in &found {
        if let (Some(person), Some(name)) = (row.person_id, &row.person) {
            names.entry(UserId(person)).or_insert_with(|| (fold(name), name.clone()));
        }
    }
    let by_name = |person: Option<Uuid>| person.and_then(|id| names.get(&UserId(id))).map(|(folded, _)| folded);
    found.sort_by(|a, b| (&a.folded, a.id, by_name(a.person_id), a.person_id).cmp(&(&b.folded, b.id, by_name(b.person_id), b.person_id)));
    let mut rows: Vec<(Row, Vec<Seat>)> = Vec::new();
    for row in found {
        let application = ApplicationId(row.id);
        if rows.last().is_none_or(|(last, _)| last.application != application) {
            let interview = row.interview_id.zip(row.revealed_at).map(|(id, at)| (InterviewId(id), UnixMillis(at)));
            let row = Row { application, candidate: row.name, late: row.late, interview };
            rows.push((row, Vec::new()));
        }
        if let (Some((_, seats)), Some(person), Some(true)) = (rows.last_mut(), row.person_id, row.rates) {
            seats.push(Seat {
                rater: UserId(person),
                name: row.person.unwrap_or_default(),
                submitted_at: row.submitted_at.map(UnixMillis),
            });
        }
    }
    Ok(Candidates { rows, names: names.into_iter().map(|(id, (_, name))| (id, name)).collect() })
}

/// Whose sheets count in one interview, by name.
pub(super) async fn panel(from: impl Into<Source<'_>>, grant: &Grant, interview: InterviewId) -> Result<Vec<Seat>> {
    let rows = asked!(
        from,
        (Uuid, String, Option<i64>),
        "SELECT s.person_id, p.name, s.submitted_at
         FROM interview_rater s JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE s.organisation_id = $1 AND s.interview_id = $2 AND s.rates AND s.set_aside_seq IS NULL",
        grant.organisation().0,
        interview.0,
    );
    let mut seats: Vec<Seat> =
        rows.into_iter().map(|(rater, name, at)| Seat { rater: UserId(rater), name, submitted_at: at.map(UnixMillis) }).collect();
    seats.sort_by_cached_key(|seat| (fold(&seat.name), seat.rater));
    Ok(seats)
}

/// What the raters of one interview handed in.
#[derive(Default)]
struct HandedIn {
    sheets: Vec<Sheet>,
    /// Answers with a level, and those of them with a note by the same rater.
    answers: u32,
    noted: u32,
}

type Rated = (Uuid, Uuid, Uuid, Option<i64>, Option<String>, bool);

macro_rules! rated {
    ($where:literal) => {
        concat!(
            "SELECT i.id, g.rater_id, g.item, g.level, g.not_observed,
                    EXISTS (SELECT 1 FROM note n WHERE n.organisation_id = g.organisation_id AND n.interview_id = g.interview_id
                                                   AND n.rater_id = g.rater_id AND n.item = g.item AND n.text <> '')
             FROM interview i
             JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id
                                   AND s.rates AND ",
            counts!(),
            "
             JOIN rating g ON g.organisation_id = s.organisation_id AND g.interview_id = s.interview_id AND g.rater_id = s.person_id
             WHERE i.organisation_id = $1 AND ",
            $where
        )
    };
}

/// What was submitted in the revealed interviews of a round.
async fn rated(from: impl Into<Source<'_>>, grant: &Grant, place: &RoundPlace) -> Result<Vec<Rated>> {
    Ok(asked!(
        from,
        Rated,
        rated!("i.round_id = $2 AND i.state <> 'cancelled' AND i.revealed_at IS NOT NULL"),
        grant.organisation().0,
        place.round.0,
    ))
}

/// The submitted sheets of one interview.
pub(super) async fn sheets_of(from: impl Into<Source<'_>>, grant: &Sighting, interview: InterviewId) -> Result<Vec<Sheet>> {
    let rows: Vec<Rated> = asked!(from, Rated, rated!("i.id = $2"), grant.organisation().0, interview.0);
    Ok(sheets(rows)?.remove(&interview).unwrap_or_default().sheets)
}

/// Ratings, how many of them are levels, and how many of those have a note.
type OneSheet = (BTreeMap<ItemId, Rating>, u32, u32);

fn sheets(rows: Vec<Rated>) -> Result<HashMap<InterviewId, HandedIn>> {
    let mut by_rater: BTreeMap<(Uuid, Uuid), OneSheet> = BTreeMap::new();
    for (interview, rater, item, level, not_observed, noted) in rows {
        let (ratings, answers, with_note) = by_rater.entry((interview, rater)).or_default();
        *answers += u32::from(level.is_some());
        *with_note += u32::from(level.is_some() && noted);
        ratings.insert(ItemId(item), rating(level, not_observed)?);
    }
    let mut handed_in: HashMap<InterviewId, HandedIn> = HashMap::new();
    for ((interview, rater), (ratings, answers, noted)) in by_rater {
        let of = handed_in.entry(InterviewId(interview)).or_default();
        of.sheets.push(Sheet { rater: UserId(rater), ratings });
        of.answers += answers;
        of.noted += noted;
    }
    Ok(handed_in)
}
