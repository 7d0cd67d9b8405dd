//! `GET /api/v1/interviews/{id}/events` and `GET /api/v1/vacancies/{id}/events`: a poke when there is something to ask for.
//!
//! No event has content. Before the reveal that would be content enough: the events of one person are numbered by
//! themselves, so that a gap tells nothing, and `store` decides who is poked at all.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::{Extension, Path, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use domain::{Code, ids::UserId};
use futures_util::stream;
use store::{Poke, Watch};
use tokio::time::Instant;

use crate::{
    Shared,
    places::{Full, Place},
    respond::Refused,
    site,
    visitor::Visitor,
};

/// After this the browser comes back by itself, and is asked anew who it is.
const AT_MOST: Duration = Duration::from_mins(10);
/// A connection that is gone shows when something is written to it.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

pub(crate) async fn of_interview(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(interview): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let interview = interview.parse().map_err(|_| Code::NotFound)?;
    let place = place(&shared, &visitor)?;
    Ok(answer(place, shared.store.watch_interview(&visitor.actor, interview).await?, &headers))
}

pub(crate) async fn of_vacancy(
    State(shared): State<Shared>,
    Extension(visitor): Extension<Visitor>,
    Path(vacancy): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let vacancy = vacancy.parse().map_err(|_| Code::NotFound)?;
    let place = place(&shared, &visitor)?;
    Ok(answer(place, shared.store.watch_vacancy(&visitor.actor, vacancy).await?, &headers))
}

/// One more tab that looks on. The newest is refused, and not the oldest ended: that one would come back by itself and end
/// another. A tab that is hidden has given its place back, so nobody has this many but who opens them on purpose.
fn place(shared: &Shared, visitor: &Visitor) -> Result<Place<UserId>, Refused> {
    shared.streams.take(visitor.actor.user()).map_err(|full| match full {
        Full::ForOne => Code::TooManyStreams.into(),
        Full::ForAll => Code::Busy.into(),
    })
}

struct Sending {
    _place: Place<UserId>,
    watch: Watch,
    next_id: u64,
    until: Instant,
    greeted: bool,
}

/// The first event says which build of the site this server has, and that it is time to ask what was missed.
fn answer(place: Place<UserId>, watch: Watch, headers: &HeaderMap) -> Response {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.parse::<u64>().ok());
    let until = Instant::now() + AT_MOST;
    let sending = Sending { _place: place, watch, next_id: last.unwrap_or(0).wrapping_add(1), until, greeted: false };
    let events = stream::unfold(sending, |mut sending| async move {
        let event = if sending.greeted {
            match tokio::time::timeout_at(sending.until, sending.watch.next()).await {
                Ok(Poke::Changed) => Event::default().event("poke").data("changed"),
                // Time is up, or the server stops.
                Ok(Poke::Closed) | Err(_) => return None,
            }
        } else {
            sending.greeted = true;
            Event::default().event("hello").data(site::base())
        };
        let event = event.id(sending.next_id.to_string());
        sending.next_id = sending.next_id.wrapping_add(1);
        Some((Ok::<_, Infallible>(event), sending))
    });
    let mut response = Sse::new(events).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy that collects before it passes on would hold the pokes back.
    response.headers_mut().insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    response
}
