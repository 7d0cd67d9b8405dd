//! How much of what is being sent is held in memory at once: of one account, of one network that nobody is signed in from,
//! and of all together. Room is taken before anything is read, more as it comes in, and given back with the answer.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Extension, Request, State},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Code, access::Actor};
use http_body::{Frame, SizeHint};

use crate::{
    Shared,
    places::{Full, Place, Places},
    respond::{Refused, plain, wants_page},
    visitor::Visitor,
};

/// What a body counts for that has only begun: so the number of them is bounded as well.
const BEGUN: usize = 32 * 1024;

/// Bytes that are held for everybody who is signed in, and for one of them.
const ALL: usize = 32 * 1024 * 1024;
const OF_ONE: usize = 4 * 1024 * 1024;
/// The same for who is not; they have bytes of their own, so that they take none of somebody who works.
const ALL_OF_NOBODY: usize = 16 * 1024 * 1024;
const OF_ONE_NETWORK: usize = 2 * 1024 * 1024;

/// What nobody may send to: server functions, which say for themselves what they are open to, and read little of nobody.
const OPEN: &str = "/api/ui/";

/// The bytes that are held, by account and by network.
#[derive(Debug, Clone)]
pub struct Bodies {
    signed_in: Arc<Places<String>>,
    nobody: Arc<Places<String>>,
}

impl Default for Bodies {
    fn default() -> Self {
        Self { signed_in: Places::new(ALL, OF_ONE), nobody: Places::new(ALL_OF_NOBODY, OF_ONE_NETWORK) }
    }
}

/// Stands before every route that knows who asks.
pub(crate) async fn bound(State(shared): State<Shared>, Extension(visitor): Extension<Visitor>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if body.is_end_stream() {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let page = wants_page(&parts.headers);
    let refuse = |code: Code| match code {
        Code::NotSignedIn if page => Redirect::to("/sign-in").into_response(),
        code if page => plain(visitor.boot.lang, code),
        code => Refused::from(code).into_response(),
    };
    if visitor.actor == Actor::Nobody && !parts.uri.path().starts_with(OPEN) {
        return refuse(Code::NotSignedIn);
    }
    let (places, one) = match visitor.actor.user() {
        Some(user) => (&shared.bodies.signed_in, user.to_string()),
        None => (&shared.bodies.nobody, visitor.client.site()),
    };
    let place = match places.take_many(Some(one), BEGUN) {
        Ok(place) => place,
        Err(full) => return refuse(code(&full)),
    };
    let room = Arc::new(Mutex::new(Room { place, full: None }));
    let body = Body::new(Counted { body, room: Arc::clone(&room) });
    let response = next.run(Request::from_parts(parts, body)).await;
    // Its reader only knows that it broke off.
    let full = room.lock().ok().and_then(|mut room| room.full.take());
    full.map_or(response, |full| refuse(code(&full)))
}

const fn code(full: &Full) -> Code {
    match full {
        Full::ForOne => Code::TooMuchAtOnce,
        Full::ForAll => Code::Busy,
    }
}

/// What a body takes, and why it got no more.
struct Room {
    place: Place<String>,
    full: Option<Full>,
}

/// A body that takes room as it comes in, and ends where there is none.
struct Counted {
    body: Body,
    room: Arc<Mutex<Room>>,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        let Poll::Ready(Some(Ok(frame))) = &polled else { return polled };
        let Ok(mut room) = self.room.lock() else { return Poll::Ready(None) };
        match room.place.grow(frame.data_ref().map_or(0, Bytes::len)) {
            Ok(()) => polled,
            Err(full) => {
                room.full = Some(full);
                Poll::Ready(Some(Err(axum::Error::new("there is no room for more"))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
