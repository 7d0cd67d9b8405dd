//! Trying a scorecard out, and what people without an account see by a link, as server functions.

use domain::{
    Lang,
    difference::Change,
    scorecard::{Document, LinkRow, VersionRow},
    sheet::CandidateSheet,
    sorting::{AnchorResult, ToSort},
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
    /// Every link that works, for who may share.
    pub links: Vec<LinkRow>,
    pub may_edit: bool,
}

/// What a candidate will read, and the link that was just made: for who shares it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetView {
    pub scorecard: String,
    pub sheet: CandidateSheet,
    pub link: Option<String>,
    pub links: Vec<LinkRow>,
    pub may_edit: bool,
}

/// The shuffled anchors for who holds the link: what the page shows, and nothing that tells their levels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SortView {
    pub organisation: String,
    pub competencies: Vec<ToSort>,
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
use domain::access::{Action, Purpose};

/// The link that was just made to this scorecard, shown once.
#[cfg(feature = "ssr")]
async fn fresh_link(b: &crate::backend::Backend, key: &'static str, scorecard: &str) -> Answer<Option<String>> {
    if !b.may(Action::EditScorecards) {
        return Ok(None);
    }
    let kept = b.door.take(key).await?;
    Ok(kept.and_then(|kept| kept.strip_prefix(&format!("{scorecard} ")).map(str::to_owned)))
}

/// The links that work, for who may share; for others none.
#[cfg(feature = "ssr")]
async fn open_links(b: &crate::backend::Backend, scorecard: &str, purpose: Purpose) -> Answer<Vec<LinkRow>> {
    if !b.may(Action::EditScorecards) {
        return Ok(Vec::new());
    }
    Ok(b.store.links(&b.actor, crate::calls::id(scorecard)?, purpose).await?)
}

/// Withdraws a link: who has it sees from now on what a stranger sees.
#[server(prefix = "/api/ui", endpoint = "scorecards/withdraw-link")]
pub async fn withdraw_link(#[server(default)] link: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.store.withdraw_link(&b.actor, crate::calls::id(&link)?).await?;
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/trying", input = server_fn::codec::GetUrl)]
pub async fn trying(scorecard: String) -> Answer<TryView> {
    let b = crate::backend::backend()?;
    let id = crate::calls::id(&scorecard)?;
    let version = b.store.scorecard(&b.actor, id).await?;
    let sorting = b.store.sorting(&b.actor, id).await?;
    let link = fresh_link(&b, "sorting", &scorecard).await?;
    let links = open_links(&b, &scorecard, Purpose::Sorting).await?;
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
        links,
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
    let b = crate::backend::backend()?;
    let (secret, hash) = b.door.new_secret()?;
    b.store.make_link(&b.actor, crate::calls::id(&scorecard)?, Purpose::Sorting, &hash).await?;
    b.door.keep("sorting", format!("{scorecard} {}/sort/{secret}", b.base_url)).await?;
    crate::backend::go_to(&format!("/scorecards/{scorecard}/try"));
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/anchors-to-sort", input = server_fn::codec::GetUrl)]
pub async fn anchors_to_sort(secret: String) -> Answer<SortView> {
    let b = crate::backend::backend()?;
    let (organisation, competencies) = b.store.anchors_to_sort(&b.door.secret_hash(&secret)).await?;
    Ok(SortView { organisation, competencies })
}

/// Takes what somebody sorted: for each anchor of the page, in its order, the level it got.
#[server(prefix = "/api/ui", endpoint = "scorecards/sort")]
pub async fn sort(secret: String, #[server(default)] anchors: Vec<String>, #[server(default)] levels: Vec<String>) -> Answer<()> {
    use domain::sorting::Placed;
    let b = crate::backend::backend()?;
    if anchors.len() != levels.len() {
        return Err(domain::Code::Unreadable.into());
    }
    let given: Vec<Placed> = anchors.into_iter().zip(levels).map(|(anchor, level)| Placed { anchor, level }).collect();
    b.store.sort_anchors(&b.door.secret_hash(&secret), &given).await?;
    crate::backend::go_to(&format!("/sort/{secret}?done=1"));
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/sheet", input = server_fn::codec::GetUrl)]
pub async fn sheet(scorecard: String) -> Answer<SheetView> {
    let b = crate::backend::backend()?;
    let sheet = b.store.sheet(&b.actor, crate::calls::id(&scorecard)?).await?;
    let link = fresh_link(&b, "sheet", &scorecard).await?;
    let links = open_links(&b, &scorecard, Purpose::Sheet).await?;
    Ok(SheetView { scorecard, sheet, link, links, may_edit: b.may(Action::EditScorecards) })
}

/// Makes a link to the candidate sheet.
#[server(prefix = "/api/ui", endpoint = "scorecards/share-sheet")]
pub async fn share_sheet(scorecard: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    let (secret, hash) = b.door.new_secret()?;
    b.store.make_link(&b.actor, crate::calls::id(&scorecard)?, Purpose::Sheet, &hash).await?;
    b.door.keep("sheet", format!("{scorecard} {}/sheet/{secret}", b.base_url)).await?;
    crate::backend::go_to(&format!("/scorecards/{scorecard}/sheet"));
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "scorecards/shared-sheet", input = server_fn::codec::GetUrl)]
pub async fn shared_sheet(secret: String) -> Answer<CandidateSheet> {
    let b = crate::backend::backend()?;
    Ok(b.store.shared_sheet(&b.door.secret_hash(&secret)).await?)
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
