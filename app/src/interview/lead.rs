//! The chair's place, told to the panel.

use domain::ids::{InterviewId, ItemId};
use leptos::{prelude::*, task::spawn_local};
use serde_json::json;

use super::{live::Panel, place::Place};
use crate::ui::send;

/// Tells where the chair is, whenever that changes. Lost on the way, the next one says it.
pub(super) fn follow(interview: InterviewId, panel: Panel, place: Place, items: Vec<ItemId>) {
    if !panel.leads {
        return;
    }
    Effect::new(move || {
        let Some(item) = items.get(place.index.get()).copied() else { return };
        spawn_local(async move {
            let url = format!("/api/v1/interviews/{interview}/place");
            let _ = send("PUT", &url, "application/json", &json!({ "item": item }).to_string()).await;
        });
    });
}
