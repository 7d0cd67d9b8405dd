//! Scorecards, as server functions. Changing a draft is in [`super::draft`].

use domain::{
    Bilingual,
    ids::ItemId,
    meter::Meter,
    scorecard::{Checks, CompetencyKind, ScorecardRow, Version},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::calls::Answer;

/// A competency of the library, as a choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shelf {
    pub key: String,
    pub kind: CompetencyKind,
    pub name: Bilingual,
    pub definition: Bilingual,
    /// Question keys and texts, in the library's order.
    pub questions: Vec<(String, Bilingual)>,
}

/// Wording that a rule has something to say about, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// The place in the document.
    pub place: String,
    /// The question or competency whose wording it is; nil for the document itself.
    pub item: ItemId,
    pub rule: String,
    pub name: String,
    pub quote: String,
    pub why: String,
    pub legal_basis: Vec<String>,
    pub ask_instead: String,
    /// It stands in the way of publishing, until there is a reason to keep it.
    pub stops: bool,
    /// Why it is kept; empty while it is not.
    pub kept_because: String,
    /// The rule can be kept to with a reason.
    pub may_keep: bool,
}

/// A scorecard with what can still be added and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScorecardView {
    pub version: Version,
    pub checks: Checks,
    pub remarks: Vec<Remark>,
    pub meter: Meter,
    pub shelves: Vec<Shelf>,
    pub may_edit: bool,
}

impl ScorecardView {
    pub fn may_publish(&self) -> bool {
        self.checks.may_publish() && self.remarks.iter().all(|remark| !remark.stops)
    }
}

/// What a scorecard can be made of.
#[cfg(feature = "ssr")]
async fn offered(b: &crate::backend::Backend) -> Answer<Vec<domain::library::LibraryCompetency>> {
    let library = b.store.library(&b.actor).await?;
    Ok(library.into_iter().filter(domain::library::LibraryRow::is_offered).map(|row| row.competency).collect())
}

#[cfg(feature = "ssr")]
async fn shelves(b: &crate::backend::Backend) -> Answer<Vec<Shelf>> {
    Ok(offered(b)
        .await?
        .into_iter()
        .map(|c| Shelf {
            key: c.key,
            kind: c.kind,
            name: c.name,
            definition: c.definition,
            questions: c.questions.into_iter().map(|q| (q.key, q.text)).collect(),
        })
        .collect())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/list", input = server_fn::codec::GetUrl)]
pub async fn list() -> Answer<Vec<ScorecardRow>> {
    let b = crate::backend::backend()?;
    Ok(b.store.scorecards(&b.actor).await?)
}

/// The library, for a new scorecard.
#[server(prefix = "/api/ui", endpoint = "scorecards/library", input = server_fn::codec::GetUrl)]
pub async fn library() -> Answer<Vec<Shelf>> {
    shelves(&crate::backend::backend()?).await
}

/// Makes a draft from the template and opens it.
#[server(prefix = "/api/ui", endpoint = "scorecards/create")]
pub async fn create(#[server(default)] title: String, #[server(default)] competencies: Vec<String>) -> Answer<()> {
    let b = crate::backend::backend()?;
    let library = domain::library::Library { version: String::new(), competencies: offered(&b).await? };
    let document = domain::scorecard::from_template(&title, &competencies, &library, &mut || b.store.new_id())?;
    let id = b.store.create_scorecard(&b.actor, &document).await?;
    crate::backend::go_to(&format!("/scorecards/{id}"));
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/show", input = server_fn::codec::GetUrl)]
pub async fn show(scorecard: String) -> Answer<ScorecardView> {
    use domain::{Lang, access::Action};
    let b = crate::backend::backend()?;
    let version = b.store.scorecard(&b.actor, crate::calls::id(&scorecard)?).await?;
    let may_edit = b.may(Action::EditScorecards);
    let lang = crate::boot::lang();
    let checks = domain::scorecard::check(&version.document, &Lang::ALL, lang);
    let (remarks, quality) = super::wording::remarks(&version.document, lang)?;
    let meter = domain::meter::design(&version.document, quality, true, true);
    Ok(ScorecardView { version, checks, remarks, meter, shelves: shelves(&b).await?, may_edit })
}

/// What the rules say of a text while somebody types it, in sentences for the reader. A post, though it changes nothing: what somebody types does not belong in an address.
#[server(prefix = "/api/ui", endpoint = "scorecards/wording")]
pub async fn wording(#[server(default)] text: String, lang: String) -> Answer<Vec<String>> {
    let b = crate::backend::backend()?;
    // The rules are no secret; asking for the list checks that the actor may see scorecards at all.
    b.store.scorecards(&b.actor).await?;
    let written_in = lang.parse().map_err(|_| domain::Code::BadChoice)?;
    super::wording::sentences(&text, written_in, crate::boot::lang())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/undo")]
pub async fn undo(scorecard: String, revision: i64) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.store.undo_draft(&b.actor, crate::calls::id(&scorecard)?, revision).await?;
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/publish")]
pub async fn publish(scorecard: String, revision: i64) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.store.publish(&b.actor, crate::calls::id(&scorecard)?, revision).await?;
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/new-version")]
pub async fn new_version(scorecard: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.store.new_draft(&b.actor, crate::calls::id(&scorecard)?).await?;
    Ok(())
}
