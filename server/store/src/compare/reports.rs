//! What the PDFs say.

use domain::{
    access::{Action, Actor, Grant, decide},
    ids::{ApplicationId, VacancyId},
    report::{CandidateReport, PanelReport, Provenance},
    scoring::{Comparison, RaterName, columns, hide_individuals},
    vacancy::Evidence,
};

use super::{
    discussion,
    evidence::{evidence, handed_in, present},
    lines::{self, Row},
};
use crate::{
    Error, Result, Store,
    db::Tx,
    facts::{self, RoundPlace},
    vacancies::round_view,
    words,
};

impl Store {
    /// All candidates of a vacancy's round, as [`Store::compared`].
    pub async fn panel_report(&self, actor: &Actor, id: VacancyId) -> Result<PanelReport> {
        let mut tx = self.read().await?;
        let place = facts::of_vacancy(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::DownloadReport, &place.facts)?;
        let document = self.core.counted(&mut tx, &grant, place.version, place.round).await?;
        let provenance = self.provenance(&mut tx, &grant, &place).await?;
        let round = lines::round(&mut tx, &self.core, &grant, &place, &document).await?;
        let zone = words::zone(&mut tx, grant.organisation()).await?;
        let proceedings = discussion::proceedings(&mut tx, &self.core, &grant, &place, &round, &zone).await?;
        Ok(PanelReport {
            provenance,
            document,
            comparison: round.comparison,
            pending: round.pending.into_iter().map(|(_, name)| name).collect(),
            proceedings,
        })
    }

    /// One candidate with the evidence. Where individual ratings stay hidden it names no rater and quotes nobody.
    pub async fn candidate_report(&self, actor: &Actor, id: ApplicationId) -> Result<CandidateReport> {
        let mut tx = self.read().await?;
        let place = facts::of_application(&mut tx, actor, id).await?;
        let grant = decide(actor, Action::DownloadReport, &place.facts)?;
        let interview = present(&place)?;
        let round = facts::of_vacancy(&mut tx, actor, place.vacancy).await?;
        let document = self.core.counted(&mut tx, &grant, place.version, place.round).await?;
        let provenance = self.provenance(&mut tx, &grant, &round).await?;
        let handed_in = handed_in(&mut tx, &self.core, &grant, &place, interview).await?;
        let row = Row { application: id, candidate: place.candidate.clone(), late: place.late, interview: Some(interview) };
        let line = lines::line(&document, &row, interview, &handed_in.seats, &handed_in.sheets);
        let raters = handed_in.seats.iter().map(|seat| RaterName { id: seat.rater, name: seat.name.clone() }).collect();
        let mut comparison = Comparison { columns: columns(&document), lines: vec![line], raters };
        let mut evidence: Vec<Evidence> = document.competencies.iter().map(|c| evidence(&place, c, &handed_in)).collect();
        if place.facts.individuals_hidden {
            hide_individuals(&mut comparison);
            for cell in &mut evidence {
                cell.raters.clear();
            }
        }
        let line = comparison.lines.pop().ok_or(Error::Internal)?;
        Ok(CandidateReport { provenance, document: document.clone(), line, raters: comparison.raters, evidence })
    }

    async fn provenance(&self, tx: &mut Tx, grant: &Grant, place: &RoundPlace) -> Result<Provenance> {
        let zone = words::zone(tx, grant.organisation()).await?;
        let (organisation,) = one!(tx, (String,), "SELECT name FROM organisation WHERE organisation_id = $1", grant.organisation().0,);
        let person = maybe!(
            tx,
            (String,),
            "SELECT name FROM person WHERE organisation_id = $1 AND id = $2",
            grant.organisation().0,
            grant.actor().user().map(|user| user.0),
        );
        Ok(Provenance {
            organisation,
            vacancy: place.title.clone(),
            round: round_view(tx, grant, place, &zone).await?,
            generated_at: zone.moment(self.now()),
            generated_by: person.map(|(name,)| name).unwrap_or_default(),
        })
    }
}
