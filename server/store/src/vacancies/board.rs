//! A vacancy with its board. Before the reveal it tells who has submitted, to some how many items are rated, and nothing
//! else of what anybody rated.

use std::collections::{BTreeMap, HashMap};

use domain::{
    Bilingual,
    access::{Action, Actor, Facts, Grant, decide},
    decision::{Decided, is_settled},
    fold::fold,
    ids::{ApplicationId, InterviewId, ItemId, ScorecardId, UserId, VacancyId},
    interview::InterviewState,
    scorecard::{Document, RatedItem},
    time::{UnixMillis, Zone},
    vacancy::{Board, BoardCell, BoardInterview, BoardRow, RoundView, VacancyView},
};
use tokio::try_join;
use uuid::Uuid;

use super::earlier::{cancelled, earlier};
use crate::{
    Core, Error, Result, Store,
    compare::decided,
    db::{Asking, Source},
    facts::{self, RoundPlace},
    interviews::{voided, voidings},
    words,
};

#[derive(sqlx::FromRow)]
struct Row {
    application_id: Uuid,
    name: String,
    folded: String,
    email: String,
    late: bool,
    interview_id: Option<Uuid>,
    starts_at: Option<i64>,
    state: Option<String>,
    revealed: bool,
    begun: bool,
    cancelled_at: Option<i64>,
    cancelled_by: Option<String>,
    cancel_reason: Option<String>,
}

#[expect(clippy::struct_excessive_bools, reason = "a row as the query gives it")]
#[derive(sqlx::FromRow)]
struct Seat {
    interview_id: Uuid,
    person_id: Uuid,
    name: String,
    chair: bool,
    rates: bool,
    submitted: bool,
    set_aside: bool,
}

/// What of the board the reader may see.
struct Sight {
    /// Every candidate, or only those on whose panel the reader sits.
    all_rows: bool,
    /// Addresses, and whose sheet was set aside before everybody may know.
    arranges: bool,
    /// How many items are rated.
    counts: bool,
}

impl Store {
    /// A vacancy with its board, as this reader may see it. Candidates by name.
    pub async fn vacancy(&self, actor: &Actor, id: VacancyId) -> Result<VacancyView> {
        let mut tx = self.read().await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::SeeVacancies, &place.facts)?;
        let may = |action, facts: &Facts| decide(actor, action, facts).is_ok();
        let may_void = may(Action::VoidQuestion, &place.facts);
        let sight = Sight {
            all_rows: may(Action::SeeBoard, &Facts { panel: place.facts.panel.filter(|seat| seat.chair), ..place.facts }),
            arranges: may(Action::EditVacancies, &Facts { vacancy_closed: false, ..place.facts }),
            counts: may(Action::SeeCounts, &place.facts),
        };
        let may_close = may(Action::CloseVacancy, &place.facts);
        let asking = Asking::default();
        let decided = async { if may_close { decided(&asking, &grant, &place).await } else { Ok(Vec::new()) } };
        let reading = async {
            try_join!(
                board(&asking, &self.core, &grant, &place, &sight),
                self.core.document(&asking, grant.organisation(), place.version),
                round_view(&asking, &grant, &place),
                decided,
                voided(&asking, &grant, place.round, &place.zone),
                voidings(&asking, &grant, place.round, &place.zone),
            )
        };
        let (mut board, document, round, decided, voided, voidings) = asking.together(&mut tx, reading).await?;
        let outcomes: Vec<_> = decided.iter().map(Decided::outcome).collect();
        let counted = counted_in(&board);
        match self.saw_counts(tx, actor, &grant, &counted).await {
            // What cannot be written down to have been seen is not seen; the page is there all the same.
            Err(Error::Unavailable | Error::Full) => leave_out_counts(&mut board),
            written => written?,
        }
        Ok(VacancyView {
            id,
            opened_at: place.zone.moment(place.opened_at),
            closed: place.facts.vacancy_closed,
            closed_at: place.closed_at.map(|at| place.zone.moment(at)),
            close_reason: place.close_reason.unwrap_or_default(),
            round,
            board,
            may_edit: may(Action::EditVacancies, &place.facts),
            may_reveal: may(Action::RevealEarly, &place.facts),
            may_compare: may(Action::SeeAggregates, &place.facts),
            may_void,
            may_close,
            may_reopen: place.facts.vacancy_closed && may(Action::ReopenVacancy, &place.facts),
            settled: may_close && is_settled(&outcomes),
            items: if may_void { items(&document) } else { Vec::new() },
            voided,
            voidings,
            title: place.title,
        })
    }
}

/// The interviews of which the board tells how many items somebody rated.
fn counted_in(board: &Board) -> Vec<InterviewId> {
    let counts = |interview: &&BoardInterview| interview.cells.iter().any(|cell| matches!(cell, BoardCell::Rated { .. }));
    board.rows.iter().filter_map(|row| row.interview.as_ref()).filter(counts).map(|interview| interview.id).collect()
}

fn leave_out_counts(board: &mut Board) {
    for cell in board.rows.iter_mut().filter_map(|row| row.interview.as_mut()).flat_map(|interview| &mut interview.cells) {
        if matches!(cell, BoardCell::Rated { .. } | BoardCell::NotBegun) {
            *cell = BoardCell::Waiting;
        }
    }
}

/// What is rated, by how it is asked.
fn items(document: &Document) -> Vec<(ItemId, Bilingual)> {
    let text = |item: RatedItem<'_>| item.question.map_or_else(|| item.competency.name.clone(), |question| question.text.clone());
    document.items().into_iter().map(|item| (item.id, text(item))).collect()
}

/// The round of a vacancy as every reader sees it.
pub(crate) async fn round_view(from: impl Into<Source<'_>>, grant: &Grant, place: &RoundPlace) -> Result<RoundView> {
    let rows = asked!(
        from,
        (Uuid, String, i64, String),
        "SELECT scorecard_id, title, number, hash FROM scorecard_version WHERE organisation_id = $1 AND id = $2",
        grant.organisation().0,
        place.version.0,
    );
    let (scorecard, title, number, hash) = rows.into_iter().next().ok_or(Error::Internal)?;
    Ok(RoundView {
        id: place.round,
        number: words::count(place.number),
        state: place.state,
        policy: place.policy,
        anonymous: place.anonymous,
        scorecard: ScorecardId(scorecard),
        scorecard_title: title,
        version: words::count(number),
        hash,
        revealed_at: place.revealed_at.map(|at| place.zone.moment(at)),
        revealed_by: place.revealed_by.clone(),
        reveal_reason: place.reveal_reason.clone(),
    })
}

async fn board(from: &Asking, core: &Core, grant: &Grant, place: &RoundPlace, sight: &Sight) -> Result<Board> {
    let rated = async { if sight.counts { rated(from, grant, place).await } else { Ok(HashMap::new()) } };
    // An earlier reason is for who keeps an eye on the whole, and not for who is about to rate.
    let (mut rows, seats, document, mut before, rated) = try_join!(
        rows(from, grant, place),
        seats(from, grant, place),
        core.counted(from, grant, place.version, place.round),
        earlier(from, grant, place.vacancy, &place.zone, sight.all_rows),
        rated,
    )?;
    rows.sort_by(|a, b| (&a.folded, a.application_id).cmp(&(&b.folded, b.application_id)));
    let mut panels: HashMap<Uuid, Vec<Seat>> = HashMap::new();
    for seat in seats {
        panels.entry(seat.interview_id).or_default().push(seat);
    }
    let reader = grant.actor().user();
    if !sight.all_rows {
        let on_panel = |id| panels.get(&id).is_some_and(|seats| seats.iter().any(|seat| Some(UserId(seat.person_id)) == reader));
        rows.retain(|row| row.interview_id.is_some_and(on_panel));
    }
    let of = sight.counts.then(|| words::count(i64::try_from(document.items().len()).unwrap_or(i64::MAX)));
    let raters = raters(&rows, &panels);
    let board_row = |row: Row| {
        let earlier = before.remove(&row.application_id);
        Ok(BoardRow { earlier, ..board_row(row, &raters, &panels, (&rated, of), &place.zone, (sight, reader))? })
    };
    let rows = rows.into_iter().map(board_row).collect::<Result<_>>()?;
    Ok(Board { raters, rows })
}

async fn rows(from: impl Into<Source<'_>>, grant: &Grant, place: &RoundPlace) -> Result<Vec<Row>> {
    Ok(asked!(
        from,
        Row,
        "SELECT a.id AS application_id, c.name, c.folded, c.email, a.late,
                i.id AS interview_id, i.starts_at, i.state, i.revealed_at IS NOT NULL AS revealed, COALESCE(h.seq, 0) > 0 AS begun,
                i.cancelled_at, p.name AS cancelled_by, i.cancel_reason
         FROM application a
         JOIN candidate c ON c.organisation_id = a.organisation_id AND c.id = a.candidate_id
         LEFT JOIN interview i ON i.organisation_id = a.organisation_id AND i.application_id = a.id AND i.round_id = $3
         LEFT JOIN chain_head h ON h.organisation_id = i.organisation_id AND h.subject = i.id
         LEFT JOIN person p ON p.organisation_id = i.organisation_id AND p.id = i.cancelled_by
         WHERE a.organisation_id = $1 AND a.vacancy_id = $2 AND a.archived_at IS NULL",
        grant.organisation().0,
        place.vacancy.0,
        place.round.0,
    ))
}

async fn seats(from: impl Into<Source<'_>>, grant: &Grant, place: &RoundPlace) -> Result<Vec<Seat>> {
    Ok(asked!(
        from,
        Seat,
        "SELECT s.interview_id, s.person_id, p.name, s.chair, s.rates, s.submitted_at IS NOT NULL AS submitted,
                s.set_aside_seq IS NOT NULL AS set_aside
         FROM interview i
         JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id
         JOIN person p ON p.organisation_id = s.organisation_id AND p.id = s.person_id
         WHERE i.organisation_id = $1 AND i.round_id = $2 AND (s.chair OR s.rates)",
        grant.organisation().0,
        place.round.0,
    ))
}

/// Items rated per interview and rater.
async fn rated(from: impl Into<Source<'_>>, grant: &Grant, place: &RoundPlace) -> Result<HashMap<(Uuid, Uuid), i64>> {
    let rows = asked!(
        from,
        (Uuid, Uuid, i64),
        concat!(
            "SELECT g.interview_id, g.rater_id, COUNT(*)
             FROM interview i JOIN rating g ON g.organisation_id = i.organisation_id AND g.interview_id = i.id
             WHERE i.organisation_id = $1 AND i.round_id = $2
               AND NOT EXISTS (SELECT 1 FROM ",
            voided!(),
            " v WHERE v.organisation_id = i.organisation_id AND v.round_id = i.round_id AND v.item = g.item)
             GROUP BY g.interview_id, g.rater_id"
        ),
        grant.organisation().0,
        place.round.0,
    );
    Ok(rows.into_iter().map(|(interview, rater, number)| ((interview, rater), number)).collect())
}

/// Everybody who rates in one of these rows, by name.
fn raters(rows: &[Row], panels: &HashMap<Uuid, Vec<Seat>>) -> Vec<(UserId, String)> {
    let planned = rows.iter().filter(|row| row.state.as_deref() != Some(InterviewState::Cancelled.key()));
    let seats = planned.filter_map(|row| panels.get(&row.interview_id?)).flatten().filter(|seat| seat.rates);
    let by_name: BTreeMap<(String, Uuid), &str> = seats.map(|seat| ((fold(&seat.name), seat.person_id), seat.name.as_str())).collect();
    by_name.into_iter().map(|((_, id), name)| (UserId(id), name.to_owned())).collect()
}

fn board_row(
    row: Row,
    raters: &[(UserId, String)],
    panels: &HashMap<Uuid, Vec<Seat>>,
    rated: (&HashMap<(Uuid, Uuid), i64>, Option<u32>),
    zone: &Zone,
    (sight, reader): (&Sight, Option<UserId>),
) -> Result<BoardRow> {
    let interview = match (row.interview_id, row.state) {
        (Some(id), Some(state)) => {
            let state: InterviewState = words::read(&state)?;
            let seats = panels.get(&id).map_or(&[][..], Vec::as_slice);
            let cell = |rater: &UserId| {
                let seat = seats.iter().find(|seat| seat.person_id == rater.0 && seat.rates && state != InterviewState::Cancelled);
                let knows = sight.arranges || row.revealed || reader == Some(*rater);
                seat.map_or(BoardCell::Absent, |seat| if seat.set_aside && knows { BoardCell::SetAside } else { board_cell(seat, rated) })
            };
            Some(BoardInterview {
                id: InterviewId(id),
                starts_at: zone.moment(UnixMillis(row.starts_at.unwrap_or_default())),
                state,
                chair: seats.iter().find(|seat| seat.chair).map(|seat| seat.name.clone()).unwrap_or_default(),
                revealed: row.revealed,
                begun: row.begun,
                cancelled: cancelled(row.cancelled_at, row.cancelled_by, row.cancel_reason, zone),
                cells: raters.iter().map(|(id, _)| cell(id)).collect(),
            })
        }
        _ => None,
    };
    let email = if sight.arranges { row.email } else { String::new() };
    Ok(BoardRow { application: ApplicationId(row.application_id), candidate: row.name, email, late: row.late, earlier: None, interview })
}

/// Where it is counted, with how many items there are.
fn board_cell(seat: &Seat, (rated, of): (&HashMap<(Uuid, Uuid), i64>, Option<u32>)) -> BoardCell {
    match of {
        _ if seat.submitted => BoardCell::Submitted,
        None => BoardCell::Waiting,
        Some(of) => match rated.get(&(seat.interview_id, seat.person_id)) {
            None => BoardCell::NotBegun,
            Some(done) => BoardCell::Rated { done: words::count(*done), of },
        },
    }
}
