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
use domain::{Code, access::Actor, ids::UserId};
use futures_util::stream;
use store::{Poke, Store, Watch};
use tokio::time::Instant;
use tower_sessions::Session;

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
    session: Session,
    Extension(visitor): Extension<Visitor>,
    Path(interview): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let interview = interview.parse().map_err(|_| Code::NotFound)?;
    let place = place(&shared, &visitor)?;
    let watch = shared.store.watch_interview(&visitor.actor, interview).await?;
    answer(place, Standing::of(shared, &session, &visitor)?, watch, &headers).await
}

pub(crate) async fn of_vacancy(
    State(shared): State<Shared>,
    session: Session,
    Extension(visitor): Extension<Visitor>,
    Path(vacancy): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refused> {
    let vacancy = vacancy.parse().map_err(|_| Code::NotFound)?;
    let place = place(&shared, &visitor)?;
    let watch = shared.store.watch_vacancy(&visitor.actor, vacancy).await?;
    answer(place, Standing::of(shared, &session, &visitor)?, watch, &headers).await
}

/// One more tab that looks on. The newest is refused, and not the oldest ended: that one would come back by itself and end
/// another. A tab that is hidden has given its place back, so nobody has this many but who opens them on purpose.
fn place(shared: &Shared, visitor: &Visitor) -> Result<Place<UserId>, Refused> {
    shared.streams.take(visitor.actor.user()).map_err(|full| match full {
        Full::ForOne => Code::TooManyStreams.into(),
        Full::ForAll => Code::Busy.into(),
    })
}

/// What was true of who looks on when they came.
struct Standing {
    store: Store,
    session: String,
    actor: Actor,
    epoch: i64,
}

impl Standing {
    fn of(shared: Shared, session: &Session, visitor: &Visitor) -> Result<Self, Code> {
        let session = session.id().ok_or(Code::NotSignedIn)?.to_string();
        let epoch = visitor.signed_in.ok_or(Code::NotSignedIn)?.epoch;
        Ok(Self { store: shared.store, session, actor: visitor.actor, epoch })
    }

    async fn holds(&self) -> Result<bool, store::Error> {
        self.store.session_stands(&self.session, &self.actor, self.epoch).await
    }
}

struct Sending {
    _place: Place<UserId>,
    standing: Standing,
    watch: Watch,
    next_id: u64,
    until: Instant,
    greeted: bool,
}

impl Sending {
    /// The next poke; `None` when time is up, the server stops, or who looks on was signed out.
    ///
    /// Being signed out is heard like any other news. It is asked for as well, as often as there is a sign of life: a server
    /// that lost its listener for a moment has not heard. A database that does not answer ends nobody's stream.
    async fn poke(&mut self) -> Option<()> {
        loop {
            let wake = self.until.min(Instant::now() + SIGN_OF_LIFE);
            match tokio::time::timeout_at(wake, self.watch.next()).await {
                Ok(Poke::Changed) => return Some(()),
                Ok(Poke::Closed) => return None,
                Err(_) if Instant::now() >= self.until => return None,
                Err(_) if matches!(self.standing.holds().await, Ok(false)) => return None,
                Err(_) => {}
            }
        }
    }
}

/// The first event says which build of the site this server has, and that it is time to ask what was missed.
async fn answer(place: Place<UserId>, standing: Standing, watch: Watch, headers: &HeaderMap) -> Result<Response, Refused> {
    // Who was signed out between being recognised and looking would not hear of it.
    if !standing.holds().await? {
        return Err(Code::NotSignedIn.into());
    }
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).and_then(|id| id.parse::<u64>().ok());
    let until = Instant::now() + AT_MOST;
    let sending = Sending { _place: place, standing, watch, next_id: last.unwrap_or(0).wrapping_add(1), until, greeted: false };
    let events = stream::unfold(sending, |mut sending| async move {
        let event = if sending.greeted {
            sending.poke().await?;
            Event::default().event("poke").data("changed")
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
    Ok(response)
}
