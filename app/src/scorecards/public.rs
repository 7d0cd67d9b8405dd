//! Trying a scorecard out, and what people without an account see by a link, as server functions.

use domain::{
    Lang,
    difference::Change,
    scorecard::{Document, VersionRow},
    sorting::AnchorResult,
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::calls::Answer;

/// What colleagues made of the anchors, and the link that was just made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TryView {
    pub title: String,
    pub scorecard: String,
    pub document: Option<Document>,
    pub answers: u32,
    pub results: Vec<AnchorResult>,
    pub outdated: bool,
    pub link: Option<String>,
    pub may_edit: bool,
}

/// What a candidate reads, and the link that was just made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetView {
    pub scorecard: String,
    pub organisation: String,
    pub document: Document,
    pub link: Option<String>,
    pub may_edit: bool,
}

/// The shuffled anchors for who holds the link.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SortView {
    pub organisation: String,
    pub document: Document,
    /// Per competency the intended level at each place, shuffled.
    pub order: Vec<[u8; 5]>,
}

/// Every version, and how two of them differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VersionsView {
    pub title: String,
    pub scorecard: String,
    pub versions: Vec<VersionRow>,
    pub from: u32,
    pub to: u32,
    pub changes: Vec<Change>,
}

#[cfg(feature = "ssr")]
use domain::access::Action;

/// The link that was just made to this scorecard, shown once.
#[cfg(feature = "ssr")]
async fn fresh_link(b: &crate::backend::Backend, key: &'static str, scorecard: &str) -> Answer<Option<String>> {
    if !b.may(Action::EditScorecards) {
        return Ok(None);
    }
    let kept = b.door.take(key).await?;
    Ok(kept.and_then(|kept| kept.strip_prefix(&format!("{scorecard} ")).map(str::to_owned)))
}

#[server(prefix = "/api/ui", endpoint = "scorecards/trying", input = server_fn::codec::GetUrl)]
pub async fn trying(scorecard: String) -> Answer<TryView> {
    let b = crate::backend::backend()?;
    let id = crate::calls::id(&scorecard)?;
    let version = b.store.scorecard(&b.actor, id).await?;
    let sorting = b.store.sorting(&b.actor, id).await?;
    let link = fresh_link(&b, "sorting", &scorecard).await?;
    let (document, answers, results, outdated) =
        sorting.map_or((None, 0, Vec::new(), false), |s| (Some(s.document), s.answers, s.results, s.outdated));
    Ok(TryView {
        title: version.document.title,
        scorecard,
        document,
        answers,
        results,
        outdated,
        link,
        may_edit: b.may(Action::EditScorecards),
    })
}

/// Begins a practice interview and opens it.
#[server(prefix = "/api/ui", endpoint = "scorecards/practise")]
pub async fn practise(scorecard: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    let candidate = text::scorecards::practice_candidate(crate::boot::lang());
    let interview = b.store.practise(&b.actor, crate::calls::id(&scorecard)?, candidate).await?;
    crate::backend::go_to(&format!("/interviews/{interview}"));
    Ok(())
}

/// Makes a link with which colleagues sort the anchors.
#[server(prefix = "/api/ui", endpoint = "scorecards/start-sorting")]
pub async fn start_sorting(scorecard: String) -> Answer<()> {
    use domain::access::Purpose;
    let b = crate::backend::backend()?;
    let (secret, hash) = b.door.new_secret()?;
    b.store.make_link(&b.actor, crate::calls::id(&scorecard)?, Purpose::Sorting, &hash).await?;
    b.door.keep("sorting", format!("{scorecard} {}/sort/{secret}", b.base_url)).await?;
    crate::backend::go_to(&format!("/scorecards/{scorecard}/try"));
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/anchors-to-sort", input = server_fn::codec::GetUrl)]
pub async fn anchors_to_sort(secret: String) -> Answer<SortView> {
    use domain::{access::Purpose, sorting::shuffled};
    let b = crate::backend::backend()?;
    let hash = b.door.secret_hash(&secret);
    let link = b.store.link(Purpose::Sorting, &hash).await?;
    let order = link.document.competencies.iter().map(|c| shuffled(&hash, c.id)).collect();
    Ok(SortView { organisation: link.organisation_name, document: link.document, order })
}

/// Takes what somebody sorted; `levels` in the order of the page.
#[server(prefix = "/api/ui", endpoint = "scorecards/sort")]
pub async fn sort(secret: String, #[server(default)] levels: Vec<String>) -> Answer<()> {
    use domain::access::Purpose;
    let b = crate::backend::backend()?;
    let hash = b.door.secret_hash(&secret);
    let document = b.store.link(Purpose::Sorting, &hash).await?.document;
    let answers = domain::sorting::parse(&document, &hash, &levels)?;
    b.store.sort_anchors(&hash, &answers).await?;
    crate::backend::go_to(&format!("/sort/{secret}?done=1"));
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/sheet", input = server_fn::codec::GetUrl)]
pub async fn sheet(scorecard: String) -> Answer<SheetView> {
    let b = crate::backend::backend()?;
    let (organisation, document) = b.store.sheet(&b.actor, crate::calls::id(&scorecard)?).await?;
    let link = fresh_link(&b, "sheet", &scorecard).await?;
    Ok(SheetView { scorecard, organisation, document, link, may_edit: b.may(Action::EditScorecards) })
}

/// Makes a link to the candidate sheet.
#[server(prefix = "/api/ui", endpoint = "scorecards/share-sheet")]
pub async fn share_sheet(scorecard: String) -> Answer<()> {
    use domain::access::Purpose;
    let b = crate::backend::backend()?;
    let (secret, hash) = b.door.new_secret()?;
    b.store.make_link(&b.actor, crate::calls::id(&scorecard)?, Purpose::Sheet, &hash).await?;
    b.door.keep("sheet", format!("{scorecard} {}/sheet/{secret}", b.base_url)).await?;
    crate::backend::go_to(&format!("/scorecards/{scorecard}/sheet"));
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/shared-sheet", input = server_fn::codec::GetUrl)]
pub async fn shared_sheet(secret: String) -> Answer<SheetView> {
    use domain::access::Purpose;
    let b = crate::backend::backend()?;
    let link = b.store.link(Purpose::Sheet, &b.door.secret_hash(&secret)).await?;
    Ok(SheetView { scorecard: String::new(), organisation: link.organisation_name, document: link.document, link: None, may_edit: false })
}

#[server(prefix = "/api/ui", endpoint = "scorecards/versions", input = server_fn::codec::GetUrl)]
pub async fn versions(scorecard: String, #[server(default)] from: String, #[server(default)] to: String) -> Answer<VersionsView> {
    let b = crate::backend::backend()?;
    let id = crate::calls::id(&scorecard)?;
    let title = b.store.scorecard(&b.actor, id).await?.document.title;
    let versions = b.store.versions(&b.actor, id).await?;
    let newest = versions.first().map_or(1, |row| row.number);
    let to = to.parse().unwrap_or(newest);
    let from = from.parse().unwrap_or_else(|_| to.saturating_sub(1).max(1));
    let changes = if from == to {
        Vec::new()
    } else {
        let old = b.store.version_document(&b.actor, id, from).await?;
        domain::difference::difference(&old, &b.store.version_document(&b.actor, id, to).await?)
    };
    Ok(VersionsView { title, scorecard, versions, from, to, changes })
}

/// The language of a sheet, which need not be the reader's.
pub(super) fn sheet_lang(asked: Option<String>) -> Lang {
    asked.and_then(|tag| tag.parse().ok()).unwrap_or_else(crate::boot::lang)
}
