//! Says, whatever was asked, that the database's file was replaced. The first who meets it may have heard something less exact
//! from the session, which is in the same file.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::Code;

use crate::{
    Shared,
    respond::{Refused, plain, wants_page},
    visitor,
};

pub(crate) async fn said(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let page = wants_page(request.headers()).then(|| visitor::from_header(request.headers()));
    if !shared.store.is_replaced() {
        let response = next.run(request).await;
        if !(response.status().is_server_error() && shared.store.is_replaced()) {
            return response;
        }
    }
    page.map_or_else(|| Refused::from(Code::Replaced).into_response(), |lang| plain(lang, Code::Replaced))
}
