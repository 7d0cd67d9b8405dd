//! Every page there is.

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    SsrMode,
    components::{Route, Router, Routes},
    path,
};

use crate::{
    compare::{ComparePage, ImpactPage},
    documents::DocumentsPage,
    home::HomePage,
    interview::InterviewPage,
    library::{LibraryCompetencyPage, LibraryImportPage, LibraryPage, NewCompetencyPage},
    people::PeoplePage,
    scorecards::{NewScorecardPage, ScorecardPage, ScorecardsPage, SharedSheetPage, SheetPage, SortPage, TryPage, VersionsPage},
    settings::{AccessPage, SettingsPage},
    sign_in::{InvitePage, ResetPage, SetUpPage, SignInPage},
    ui::{Chrome, ErrorPage, Lost, Said},
    vacancies::{CandidatePage, ImportPage, NewVacancyPage, PlanPage, VacanciesPage, VacancyPage},
};

/// The whole application.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <Chrome />
            <Said />
            <Lost />
            <main id="main" tabindex="-1">
                <Routes fallback=|| view! { <ErrorPage failure=domain::Code::NotFound.into() /> }>
                    <Route path=path!("/") view=HomePage ssr=SsrMode::Async />
                    <Route path=path!("/sign-in") view=SignInPage ssr=SsrMode::Async />
                    <Route path=path!("/setup") view=SetUpPage ssr=SsrMode::Async />
                    <Route path=path!("/invite/:secret") view=InvitePage ssr=SsrMode::Async />
                    <Route path=path!("/reset/:secret") view=ResetPage ssr=SsrMode::Async />
                    <Route path=path!("/people") view=PeoplePage ssr=SsrMode::Async />
                    <Route path=path!("/settings") view=SettingsPage ssr=SsrMode::Async />
                    <Route path=path!("/settings/access") view=AccessPage ssr=SsrMode::Async />
                    <Route path=path!("/scorecards") view=ScorecardsPage ssr=SsrMode::Async />
                    <Route path=path!("/scorecards/new") view=NewScorecardPage ssr=SsrMode::Async />
                    <Route path=path!("/scorecards/:id") view=ScorecardPage ssr=SsrMode::Async />
                    <Route path=path!("/scorecards/:id/versions") view=VersionsPage ssr=SsrMode::Async />
                    <Route path=path!("/scorecards/:id/try") view=TryPage ssr=SsrMode::Async />
                    <Route path=path!("/scorecards/:id/sheet") view=SheetPage ssr=SsrMode::Async />
                    <Route path=path!("/sort/:secret") view=SortPage ssr=SsrMode::Async />
                    <Route path=path!("/sheet/:secret") view=SharedSheetPage ssr=SsrMode::Async />
                    <Route path=path!("/library") view=LibraryPage ssr=SsrMode::Async />
                    <Route path=path!("/library/new") view=NewCompetencyPage ssr=SsrMode::Async />
                    <Route path=path!("/library/import") view=LibraryImportPage ssr=SsrMode::Async />
                    <Route path=path!("/library/:key") view=LibraryCompetencyPage ssr=SsrMode::Async />
                    <Route path=path!("/vacancies") view=VacanciesPage ssr=SsrMode::Async />
                    <Route path=path!("/vacancies/new") view=NewVacancyPage ssr=SsrMode::Async />
                    <Route path=path!("/vacancies/:id") view=VacancyPage ssr=SsrMode::Async />
                    <Route path=path!("/vacancies/:id/import") view=ImportPage ssr=SsrMode::Async />
                    <Route path=path!("/vacancies/:id/plan/:application") view=PlanPage ssr=SsrMode::Async />
                    <Route path=path!("/vacancies/:id/candidates/:application") view=CandidatePage ssr=SsrMode::Async />
                    <Route path=path!("/vacancies/:id/compare") view=ComparePage ssr=SsrMode::Async />
                    <Route path=path!("/vacancies/:id/reports") view=DocumentsPage ssr=SsrMode::Async />
                    <Route path=path!("/impact") view=ImpactPage ssr=SsrMode::Async />
                    <Route path=path!("/interviews/:id") view=InterviewPage ssr=SsrMode::Async />
                </Routes>
            </main>
        </Router>
    }
}
