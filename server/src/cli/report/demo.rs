//! The demo's data, in a database that is gone afterwards.

use domain::{
    access::Actor,
    ids::{ApplicationId, VacancyId},
    report::Kind,
};
use store::Store;
use tempfile::TempDir;

use super::Of;
use crate::{
    cli::{Stop, open, secret::Secret},
    demo,
};

const RECRUITER: &str = "recruiter@example.org";

pub(super) struct Demo {
    pub(super) store: Store,
    /// The recruiter of the demo.
    pub(super) actor: Actor,
    vacancy: VacancyId,
    candidate: ApplicationId,
    /// Removed when this goes.
    _folder: TempDir,
}

impl Demo {
    pub(super) async fn fill() -> Result<Self, Stop> {
        let folder = tempfile::tempdir().map_err(|error| Stop::new(error.to_string()))?;
        let url = format!("sqlite://{}", folder.path().join("demo.db").display());
        // Nobody checks the chains of a demo.
        let store = open(url, Secret { key: [0; 32], sealed: false }).await?;
        let failed = |error: store::Error| Stop::new(format!("The demo could not be made: {error}"));
        demo::fill(&store).await.map_err(failed)?;
        let recruiter = store.credentials(RECRUITER).await.map_err(failed)?.ok_or_else(|| failed(domain::Code::NotFound.into()))?;
        let me = recruiter.me;
        let actor = Actor::Person { user: me.user, organisation: me.organisation, role: me.role };
        let (vacancy, candidate) = found(&store, &actor).await.map_err(failed)?;
        Ok(Self { store, actor, vacancy, candidate, _folder: folder })
    }

    pub(super) const fn of(&self, kind: Kind) -> Of {
        match kind {
            Kind::Panel | Kind::Form | Kind::Sheet => Of::Vacancy(self.vacancy),
            Kind::Candidate | Kind::Feedback | Kind::Access => Of::Candidate(self.candidate),
        }
    }

    pub(super) async fn close(self) {
        self.store.close().await;
    }
}

/// The vacancy that is finished, and its first candidate by name.
async fn found(store: &Store, actor: &Actor) -> Result<(VacancyId, ApplicationId), store::Error> {
    for vacancy in store.vacancies(actor, "", 1).await?.rows {
        if let Ok(report) = store.panel_report(actor, vacancy.id).await
            && let Some(line) = report.comparison.lines.first()
        {
            return Ok((vacancy.id, line.application));
        }
    }
    Err(domain::Code::NotFound.into())
}
