//! Changes of a draft, as server functions. Each names the revision it was made on and answers with the one it made.
#![expect(clippy::too_many_arguments, reason = "one argument per field of a form")]

use leptos::prelude::*;

use crate::calls::Answer;

#[cfg(feature = "ssr")]
use domain::{
    Bilingual, Code, Failure,
    ids::ItemId,
    scorecard::{Command, CompetencyKind, Meaning, Probe, QuestionKind, Step, To, Wording},
};

#[cfg(feature = "ssr")]
async fn command(scorecard: &str, revision: i64, command: Command) -> Answer<i64> {
    let b = crate::backend::backend()?;
    let version = b.store.change_draft(&b.actor, crate::calls::id(scorecard)?, revision, command).await?;
    Ok(version.revision)
}

/// Back to the draft, at the part that was edited.
#[cfg(feature = "ssr")]
fn back_to(scorecard: &str, part: &str) {
    crate::backend::go_to(&format!("/scorecards/{scorecard}#{part}"));
}

/// What is no number becomes 0, which the rule refuses at its field.
#[cfg(feature = "ssr")]
fn number(text: &str) -> u16 {
    text.trim().parse().unwrap_or(0)
}

/// A word of the model, as serde names it.
#[cfg(feature = "ssr")]
pub(crate) fn word<T: for<'de> serde::Deserialize<'de>>(place: &str, text: &str) -> Result<T, Failure> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).map_err(|_| Failure::field(place, Code::BadChoice))
}

#[cfg(feature = "ssr")]
fn to(direction: &str) -> To {
    match direction {
        "up" => To::Up,
        "down" => To::Down,
        place => To::At(place.parse().unwrap_or(u32::MAX)),
    }
}

#[server(prefix = "/api/ui", endpoint = "scorecards/rename")]
pub async fn rename(scorecard: String, revision: i64, #[server(default)] title: String) -> Answer<i64> {
    command(&scorecard, revision, Command::Rename { title }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/times")]
pub async fn set_times(
    scorecard: String,
    revision: i64,
    #[server(default)] slot_minutes: String,
    #[server(default)] opening_minutes: String,
    #[server(default)] closing_minutes: String,
) -> Answer<i64> {
    // An empty field is no opening; a word is a mistake.
    let minutes = |text: &str| if text.trim().is_empty() { 0 } else { text.trim().parse().unwrap_or(u16::MAX) };
    let (opening, closing) = (minutes(&opening_minutes), minutes(&closing_minutes));
    command(&scorecard, revision, Command::SetTimes { slot: number(&slot_minutes), opening, closing }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/script")]
pub async fn set_script(
    scorecard: String,
    revision: i64,
    #[server(default)] opening_nl: String,
    #[server(default)] opening_en: String,
    #[server(default)] closing_nl: String,
    #[server(default)] closing_en: String,
) -> Answer<i64> {
    let (opening, closing) = (Bilingual::new(opening_nl, opening_en), Bilingual::new(closing_nl, closing_en));
    command(&scorecard, revision, Command::SetScript { opening, closing }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/add-competency")]
pub async fn add_competency(scorecard: String, revision: i64, #[server(default)] competency: String) -> Answer<i64> {
    if competency.is_empty() {
        return Err(Failure::field("competency", Code::Required).into());
    }
    command(&scorecard, revision, Command::AddCompetency { key: competency }).await
}

/// Writes a competency of the scorecard's own, or changes what one means.
#[server(prefix = "/api/ui", endpoint = "scorecards/competency")]
pub async fn save_competency(
    scorecard: String,
    revision: i64,
    #[server(default)] competency: String,
    kind: String,
    #[server(default)] name_nl: String,
    #[server(default)] name_en: String,
    #[server(default)] definition_nl: String,
    #[server(default)] definition_en: String,
    #[server(default)] guidance_nl: String,
    #[server(default)] guidance_en: String,
) -> Answer<i64> {
    let meaning = Meaning {
        kind: word::<CompetencyKind>("kind", &kind)?,
        name: Bilingual::new(name_nl, name_en),
        definition: Bilingual::new(definition_nl, definition_en),
        guidance: Bilingual::new(guidance_nl, guidance_en),
    };
    let (change, part) = if competency.is_empty() {
        (Command::WriteCompetency { meaning }, "add".to_owned())
    } else {
        (Command::EditCompetency { id: crate::calls::id(&competency)?, meaning }, format!("c-{competency}"))
    };
    let revision = command(&scorecard, revision, change).await?;
    back_to(&scorecard, &part);
    Ok(revision)
}

#[server(prefix = "/api/ui", endpoint = "scorecards/anchors")]
pub async fn save_anchors(
    scorecard: String,
    revision: i64,
    competency: String,
    #[server(default)] anchor_nl: Vec<String>,
    #[server(default)] anchor_en: Vec<String>,
) -> Answer<i64> {
    // The page has them from the highest level down.
    let text = |texts: &[String], level: usize| texts.get(4 - level).cloned().unwrap_or_default();
    let anchors = std::array::from_fn(|level| Bilingual::new(text(&anchor_nl, level), text(&anchor_en, level)));
    let revision = command(&scorecard, revision, Command::EditAnchors { id: crate::calls::id(&competency)?, anchors }).await?;
    back_to(&scorecard, &format!("c-{competency}"));
    Ok(revision)
}

#[server(prefix = "/api/ui", endpoint = "scorecards/remove-competency")]
pub async fn remove_competency(scorecard: String, revision: i64, competency: String) -> Answer<i64> {
    let id = crate::calls::id(&competency)?;
    command(&scorecard, revision, Command::RemoveCompetency { id }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/move-competency")]
pub async fn move_competency(scorecard: String, revision: i64, competency: String, direction: String) -> Answer<i64> {
    let id = crate::calls::id(&competency)?;
    command(&scorecard, revision, Command::MoveCompetency { id, to: to(&direction) }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/justify")]
pub async fn justify(
    scorecard: String,
    revision: i64,
    competency: String,
    #[server(default)] why: String,
    #[server(default)] task: String,
) -> Answer<i64> {
    let competency = crate::calls::id(&competency)?;
    command(&scorecard, revision, Command::Justify { competency, why, task }).await
}

/// What can be learned later, and what somebody must have on the first day.
#[server(prefix = "/api/ui", endpoint = "scorecards/demand")]
pub async fn demand(
    scorecard: String,
    revision: i64,
    competency: String,
    #[server(default)] learnable_months: String,
    #[server(default)] knock_out: String,
) -> Answer<i64> {
    let months = (!learnable_months.trim().is_empty()).then(|| number(&learnable_months));
    let competency = crate::calls::id(&competency)?;
    command(&scorecard, revision, Command::Demand { competency, learnable_months: months, knock_out: !knock_out.is_empty() }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/rate-whole")]
pub async fn rate_whole(scorecard: String, revision: i64, competency: String, #[server(default)] whole: String) -> Answer<i64> {
    let competency = crate::calls::id(&competency)?;
    command(&scorecard, revision, Command::RateWhole { competency, whole: !whole.is_empty() }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/add-question")]
pub async fn add_question(scorecard: String, revision: i64, competency: String, #[server(default)] question: String) -> Answer<i64> {
    if question.is_empty() {
        return Err(Failure::field("question", Code::Required).into());
    }
    let competency = crate::calls::id(&competency)?;
    command(&scorecard, revision, Command::AddQuestion { competency, key: question }).await
}

/// Writes a question of the scorecard's own, or changes one. Probes that are left empty are none.
#[server(prefix = "/api/ui", endpoint = "scorecards/question")]
pub async fn save_question(
    scorecard: String,
    revision: i64,
    competency: String,
    #[server(default)] question: String,
    kind: String,
    #[server(default)] minutes: String,
    #[server(default)] text_nl: String,
    #[server(default)] text_en: String,
    #[server(default)] probe_step: Vec<String>,
    #[server(default)] probe_nl: Vec<String>,
    #[server(default)] probe_en: Vec<String>,
) -> Answer<i64> {
    let wording = Wording {
        kind: word::<QuestionKind>("kind", &kind)?,
        text: Bilingual::new(text_nl, text_en),
        probes: probes(&probe_step, probe_nl, probe_en)?,
        minutes: number(&minutes),
    };
    let change = if question.is_empty() {
        Command::WriteQuestion { competency: crate::calls::id(&competency)?, wording }
    } else {
        Command::EditQuestion { id: crate::calls::id(&question)?, wording }
    };
    let revision = command(&scorecard, revision, change).await?;
    back_to(&scorecard, &if question.is_empty() { format!("c-{competency}") } else { format!("q-{question}") });
    Ok(revision)
}

#[cfg(feature = "ssr")]
fn probes(steps: &[String], nl: Vec<String>, en: Vec<String>) -> Answer<Vec<Probe>> {
    let texts = nl.into_iter().zip(en.into_iter().chain(std::iter::repeat(String::new())));
    let rows = steps.iter().zip(texts);
    rows.map(|(step, (nl, en))| Ok(Probe { step: word::<Step>("probes", step)?, text: Bilingual::new(nl, en) })).collect()
}

#[server(prefix = "/api/ui", endpoint = "scorecards/remove-question")]
pub async fn remove_question(scorecard: String, revision: i64, question: String) -> Answer<i64> {
    let id = crate::calls::id(&question)?;
    command(&scorecard, revision, Command::RemoveQuestion { id }).await
}

#[server(prefix = "/api/ui", endpoint = "scorecards/move-question")]
pub async fn move_question(scorecard: String, revision: i64, question: String, direction: String) -> Answer<i64> {
    let id = crate::calls::id(&question)?;
    command(&scorecard, revision, Command::MoveQuestion { id, to: to(&direction) }).await
}

/// All weights, in the document's order.
#[server(prefix = "/api/ui", endpoint = "scorecards/weigh")]
pub async fn weigh(
    scorecard: String,
    revision: i64,
    #[server(default)] competencies: Vec<String>,
    #[server(default)] weights: Vec<String>,
    #[server(default)] weights_reason: String,
) -> Answer<i64> {
    let weights = competencies.iter().zip(&weights);
    let weights = weights
        .map(|(id, weight)| Ok((crate::calls::id::<ItemId>(id)?, weight.trim().parse().unwrap_or(0))))
        .collect::<Answer<Vec<_>>>()?;
    command(&scorecard, revision, Command::Weigh { weights, reason: weights_reason }).await
}

/// Keeps wording that a rule stops, with a reason.
#[server(prefix = "/api/ui", endpoint = "scorecards/keep-wording")]
pub async fn keep_wording(scorecard: String, revision: i64, item: String, rule: String, #[server(default)] reason: String) -> Answer<i64> {
    let item = crate::calls::id(&item)?;
    command(&scorecard, revision, Command::Accept { rule, item, reason }).await
}
