//! What the PDFs of the panel and of a candidate say.

use domain::{
    Code,
    access::{Action, Actor, Grant, decide},
    decision::compare_with_now,
    ids::{ApplicationId, VacancyId},
    report::{CandidateReport, Feedback, PanelReport, Provenance, Reached, strengths},
    scoring::RaterName,
    statistics::analyse_totals,
    vacancy::RevealPolicy,
};
use tokio::try_join;

use super::{
    deciding::{decided, decisions_of},
    discussion,
    evidence::{self, evidence, handed_in, present},
    hidden::hidden_panel,
    lines::{self, Row},
};
use crate::{
    Result, Store,
    db::{Asking, Tx},
    facts::{self, RoundPlace},
    vacancies::round_view,
};

impl Store {
    /// All candidates of a vacancy's round, as [`Store::compared`], with the evidence.
    pub async fn panel_report(&self, actor: &Actor, id: VacancyId) -> Result<PanelReport> {
        let (mut tx, place, grant) = self.see(actor, Action::DownloadReport, id).await?;
        let asking = Asking::default();
        let reading = async {
            let round = lines::round(&asking, &self.core, &grant, &place);
            try_join!(round, discussion::heard(&asking, &self.core, &grant, &place), decided(&asking, &grant, &place))
        };
        let ((document, mut round), heard, mut decided) = asking.together(&mut tx, reading).await?;
        let proceedings = discussion::proceedings(heard, &place, &round)?;
        let provenance = self.provenance(&mut tx, &grant, &place).await?;
        let evidence = evidence::of_round(&mut tx, &grant, &place, &document, &mut round).await?;
        let top = analyse_totals(&round.ratings).top();
        compare_with_now(&mut decided, &round.comparison, &top, &proceedings.voided);
        let late = place.policy != RevealPolicy::AfterInterview;
        Ok(PanelReport {
            provenance,
            meter: domain::meter::of_round(&document, late, round.conduct).map_err(|_| Code::Internal)?,
            document,
            comparison: round.comparison,
            pending: round.pending.into_iter().map(|(_, name)| name).collect(),
            proceedings,
            evidence,
            ratings: round.ratings,
            decided,
        })
    }

    /// One candidate with the evidence. Where individual ratings stay hidden it names no rater and quotes nobody.
    pub async fn candidate_report(&self, actor: &Actor, id: ApplicationId) -> Result<CandidateReport> {
        let (mut tx, place, grant) = self.see(actor, Action::DownloadReport, id).await?;
        let interview = present(&place)?;
        let round = facts::of_vacancy(&mut tx, actor, place.vacancy).await?;
        let whole = self.core.document(&mut tx, grant.organisation(), place.version).await?;
        let document = self.core.counted(&mut tx, &grant, place.version, place.round).await?;
        let provenance = self.provenance(&mut tx, &grant, &round).await?;
        let handed_in = handed_in(&mut tx, &self.core, &grant, &place, interview).await?;
        let revealed = place.revealed_at.map(|at| (interview, at));
        let row = Row { application: id, candidate: place.candidate.clone(), late: place.late, interview: revealed };
        let hidden = hidden_panel(&mut tx, &self.core, &grant, &place, &handed_in.seats).await?;
        let line = lines::line(&document, &row, interview, (&handed_in.seats, &handed_in.sheets), hidden.as_ref());
        let of = (id, place.candidate.as_str());
        let (raters, evidence) = match hidden {
            Some(_) => (Vec::new(), Vec::new()),
            None => (
                handed_in.seats.iter().map(|seat| RaterName { id: seat.rater, name: seat.name.clone() }).collect(),
                document.competencies.iter().map(|c| evidence(of, c, &handed_in)).collect(),
            ),
        };
        // A decision compares candidates: whoever still rates one of the others does not read it.
        let decisions = match decide(actor, Action::SeeAggregates, &round.facts) {
            Ok(grant) => decisions_of(&mut tx, &grant, id, &place.zone).await?,
            Err(_) => Vec::new(),
        };
        let (agreed, remarks) = discussion::of_interview(&mut tx, &grant, &place, interview, &place.zone).await?;
        let questions = whole.competencies.iter().flat_map(|competency| &competency.questions);
        Ok(CandidateReport {
            provenance,
            line,
            raters,
            evidence,
            agreed,
            remarks,
            questions: questions.map(|question| (question.id, question.text.clone())).collect(),
            decisions,
            document,
        })
    }

    /// What a candidate is told. `named` says that everybody on the panel agreed to be named; where scores show without
    /// names, or stay hidden, nobody is.
    pub async fn feedback(&self, actor: &Actor, id: ApplicationId, named: bool) -> Result<Feedback> {
        let CandidateReport { provenance, line, raters, document, .. } = self.candidate_report(actor, id).await?;
        let reached: Vec<Reached> = document.competencies.iter().zip(&line.score.cells).map(|(it, cell)| Reached::of(it, cell)).collect();
        let named = named && !provenance.round.anonymous;
        let raters = if named { raters.into_iter().map(|rater| rater.name).collect() } else { Vec::new() };
        Ok(Feedback { provenance, candidate: line.candidate, strengths: strengths(&document, &reached), reached, raters })
    }

    async fn provenance(&self, tx: &mut Tx, grant: &Grant, place: &RoundPlace) -> Result<Provenance> {
        let (organisation, generated_by) = made_by(tx, grant).await?;
        Ok(Provenance {
            organisation,
            vacancy: place.title.clone(),
            round: round_view(tx, grant, place).await?,
            generated_at: place.zone.moment(self.now()),
            generated_by,
            delete_by: place.closed_at.map(|at| place.zone.delete_by(at)),
        })
    }
}

/// The organisation, and who makes a report; the program itself where nobody does.
pub(crate) async fn made_by(tx: &mut Tx, grant: &Grant) -> Result<(String, String)> {
    let (organisation,) = one!(tx, (String,), "SELECT name FROM organisation WHERE organisation_id = $1", grant.organisation().0,);
    let person = maybe!(
        tx,
        (String,),
        "SELECT name FROM person WHERE organisation_id = $1 AND id = $2",
        grant.organisation().0,
        grant.actor().user().map(|user| user.0),
    );
    Ok((organisation, person.map_or_else(|| "Maatstaf".to_owned(), |(name,)| name)))
}
