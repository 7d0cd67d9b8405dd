//! What a client is still sending when its answer is ready.
//!
//! A connection that is closed on somebody who is still sending takes the answer with it: they would be told that the
//! connection broke instead of that the file is too large. So the rest is read, within bounds, and thrown away.

use std::{
    future::poll_fn,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Code, Lang};
use http_body::{Frame, SizeHint};
use tokio::time::timeout;

use crate::{
    Shared,
    headers::harden,
    respond::{Refused, plain, wants_page},
    visitor,
};

/// Who sends more than this in vain learns it from the broken connection.
const REST_MAX: usize = 64 * 1024 * 1024;

/// A body that is still here when its reader has had enough of it.
struct Rest(Arc<Mutex<Body>>);

impl HttpBody for Rest {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.0.lock().map_or(Poll::Ready(None), |mut body| Pin::new(&mut *body).poll_frame(context))
    }

    fn is_end_stream(&self) -> bool {
        self.0.lock().is_ok_and(|body| body.is_end_stream())
    }

    fn size_hint(&self) -> SizeHint {
        self.0.lock().map_or_else(|_| SizeHint::default(), |body| body.size_hint())
    }
}

/// Waits for the request as long as it should take, and reads what is left of it before its answer goes out.
pub(crate) async fn read(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    if body.is_end_stream() {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let page = wants_page(&parts.headers).then(|| visitor::from_header(&parts.headers));
    let body = Arc::new(Mutex::new(body));
    let mut answer = Box::pin(next.run(Request::from_parts(parts, Body::new(Rest(Arc::clone(&body))))));
    let response = match timeout(shared.patience, &mut answer).await {
        Ok(response) => response,
        // It has arrived; only the answer takes long.
        Err(_) if Rest(Arc::clone(&body)).is_end_stream() => answer.await,
        Err(_) => return harden(&shared, too_slow(page), ""),
    };
    // Too slow is the same as too much.
    let _ = timeout(shared.patience, throw_away(Rest(body))).await;
    response
}

/// The rest is not waited for: the connection ends with this.
fn too_slow(page: Option<Lang>) -> Response {
    let mut response = page.map_or_else(|| Refused::from(Code::TooSlow).into_response(), |lang| plain(lang, Code::TooSlow));
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

async fn throw_away(mut rest: Rest) {
    let mut read = 0;
    while read < REST_MAX && !rest.is_end_stream() {
        match poll_fn(|context| Pin::new(&mut rest).poll_frame(context)).await {
            Some(Ok(frame)) => read += frame.data_ref().map_or(0, Bytes::len),
            Some(Err(_)) | None => return,
        }
    }
}
