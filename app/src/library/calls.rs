//! The library, as server functions.
#![expect(clippy::too_many_arguments, reason = "one argument per field of a form")]

use domain::library::LibraryRow;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::calls::Answer;

/// The library, and whether the reader may change it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LibraryView {
    pub entries: Vec<LibraryRow>,
    pub may_edit: bool,
}

#[cfg(feature = "ssr")]
async fn view(b: &crate::backend::Backend) -> Answer<LibraryView> {
    let entries = b.store.library(&b.actor).await?;
    Ok(LibraryView { entries, may_edit: b.may(domain::access::Action::EditScorecards) })
}

#[server(prefix = "/api/ui", endpoint = "library/list", input = server_fn::codec::GetUrl)]
pub async fn list() -> Answer<LibraryView> {
    view(&crate::backend::backend()?).await
}

/// One competency of the library.
#[server(prefix = "/api/ui", endpoint = "library/show", input = server_fn::codec::GetUrl)]
pub async fn show(key: String) -> Answer<LibraryView> {
    let all = view(&crate::backend::backend()?).await?;
    let entries: Vec<LibraryRow> = all.entries.into_iter().filter(|entry| entry.competency.key == key).collect();
    if entries.is_empty() {
        return Err(domain::Code::NotFound.into());
    }
    Ok(LibraryView { entries, ..all })
}

/// Saves a competency of the organisation's own; without a key it is a new one. The rows of a list that are left empty are
/// none. `probe_of` says for each probe which question it belongs to, counted from 0.
#[server(prefix = "/api/ui", endpoint = "library/save")]
pub async fn save(
    #[server(default)] key: String,
    #[server(default)] revision: String,
    kind: String,
    #[server(default)] name_nl: String,
    #[server(default)] name_en: String,
    #[server(default)] definition_nl: String,
    #[server(default)] definition_en: String,
    #[server(default)] guidance_nl: String,
    #[server(default)] guidance_en: String,
    #[server(default)] dimension_key: Vec<String>,
    #[server(default)] dimension_nl: Vec<String>,
    #[server(default)] dimension_en: Vec<String>,
    #[server(default)] dimension_text_nl: Vec<String>,
    #[server(default)] dimension_text_en: Vec<String>,
    #[server(default)] question_key: Vec<String>,
    #[server(default)] question_kind: Vec<String>,
    #[server(default)] question_dimension: Vec<String>,
    #[server(default)] question_nl: Vec<String>,
    #[server(default)] question_en: Vec<String>,
    #[server(default)] probe_of: Vec<String>,
    #[server(default)] probe_step: Vec<String>,
    #[server(default)] probe_nl: Vec<String>,
    #[server(default)] probe_en: Vec<String>,
    #[server(default)] anchor_nl: Vec<String>,
    #[server(default)] anchor_en: Vec<String>,
) -> Answer<()> {
    use domain::{
        Bilingual,
        own::{Given, GivenQuestion},
        scorecard::Probe,
    };

    use crate::scorecards::word;
    let b = crate::backend::backend()?;
    let at = |list: &[String], index: usize| list.get(index).cloned().unwrap_or_default();
    let pair = |nl: &[String], en: &[String], index: usize| Bilingual::new(at(nl, index), at(en, index));
    let mut questions = Vec::new();
    for index in 0..question_nl.len() {
        let mut probes = Vec::new();
        for row in (0..probe_of.len()).filter(|row| probe_of[*row] == index.to_string()) {
            probes.push(Probe { step: word("probes", &at(&probe_step, row))?, text: pair(&probe_nl, &probe_en, row) });
        }
        questions.push(GivenQuestion {
            key: at(&question_key, index),
            kind: word("question_kind", &at(&question_kind, index))?,
            dimension: at(&question_dimension, index),
            text: pair(&question_nl, &question_en, index),
            probes,
        });
    }
    let dimensions = (0..dimension_nl.len())
        .map(|i| (at(&dimension_key, i), pair(&dimension_nl, &dimension_en, i), pair(&dimension_text_nl, &dimension_text_en, i)));
    let given = Given {
        key: key.clone(),
        kind: word("kind", &kind)?,
        name: Bilingual::new(name_nl, name_en),
        definition: Bilingual::new(definition_nl, definition_en),
        guidance: Bilingual::new(guidance_nl, guidance_en),
        dimensions: dimensions.collect(),
        questions,
        // The page has them from the highest level down.
        anchors: std::array::from_fn(|level| pair(&anchor_nl, &anchor_en, 4 - level)),
    };
    let competency = given.into_competency();
    let key = if key.is_empty() {
        b.store.add_competency(&b.actor, competency).await?
    } else {
        b.store.change_competency(&b.actor, revision.parse().unwrap_or(0), &competency).await?;
        key
    };
    crate::backend::go_to(&format!("/library/{key}"));
    Ok(())
}

/// Copies a competency to adapt it, and opens the copy.
#[server(prefix = "/api/ui", endpoint = "library/copy")]
pub async fn copy(key: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    let copied = b.store.copy_competency(&b.actor, &key).await?;
    crate::backend::go_to(&format!("/library/{copied}?edit=1"));
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "library/retire")]
pub async fn retire(key: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    Ok(b.store.retire_competency(&b.actor, &key).await?)
}

#[server(prefix = "/api/ui", endpoint = "library/restore")]
pub async fn restore(key: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    Ok(b.store.restore_competency(&b.actor, &key).await?)
}

/// Takes in a library that was pasted. Every fault has its place in the file; then nothing is taken in.
#[server(prefix = "/api/ui", endpoint = "library/import")]
pub async fn import(#[server(default)] text: String) -> Answer<()> {
    use domain::{Failure, Fault, library::Library};
    let b = crate::backend::backend()?;
    let library = Library::parse(&text).map_err(|faults| {
        let at_field = Fault::new("text", domain::Code::BadLibrary);
        Failure::invalid(std::iter::once(at_field).chain(faults).collect())
    })?;
    let done = b.store.import_library(&b.actor, &library).await?;
    b.door.keep("library", format!("{} {} {}", done.added, done.changed, done.same)).await?;
    crate::backend::go_to("/library/import");
    Ok(())
}

/// What the import that was just done came to.
#[server(prefix = "/api/ui", endpoint = "library/imported", input = server_fn::codec::GetUrl)]
pub async fn imported() -> Answer<Option<(u32, u32, u32)>> {
    let b = crate::backend::backend()?;
    b.store.library(&b.actor).await?;
    let kept = b.door.take("library").await?.unwrap_or_default();
    let numbers: Vec<u32> = kept.split(' ').filter_map(|n| n.parse().ok()).collect();
    Ok(match numbers.as_slice() {
        [added, changed, same] => Some((*added, *changed, *same)),
        _ => None,
    })
}
