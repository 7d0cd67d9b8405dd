//! Sessions: tower-sessions over our own store, so that they survive a restart on either database.

use std::{collections::HashMap, fmt};

use async_trait::async_trait;
use axum::{
    extract::Request,
    http::{StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Code, ids::UserId, people::Role, time::UnixMillis};
use serde::{Deserialize, Serialize};
use store::Store;
use tower_sessions::{
    Expiry, SessionManagerLayer, SessionStore,
    cookie::{SameSite, time::Duration},
    session::{Id, Record},
    session_store::{Error, Result},
};

use crate::{
    Shared,
    respond::{Refused, plain, wants_page},
    visitor,
};

/// A week without use ends a session.
const IDLE_DAYS: i64 = 7;
/// And an hour one of nobody, which holds a language at most.
const NOBODYS_MINUTES: i64 = 60;
/// And so does a month of it: who signed in has to do so again, whatever the use.
const MOST_DAYS: i64 = 30;

/// Who is signed in, in a session's data: a [`SignedIn`].
pub(crate) const SIGNED_IN: &str = "signed_in";

/// Who, as what, since when, and of which epoch of that person's sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SignedIn {
    pub(crate) user: UserId,
    pub(crate) role: Role,
    pub(crate) epoch: i64,
    pub(crate) since: UnixMillis,
}

#[derive(Clone)]
pub(crate) struct Sessions(Store);

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions")
    }
}

/// The layer that gives every request its session.
pub(crate) fn layer(shared: &Shared) -> SessionManagerLayer<Sessions> {
    SessionManagerLayer::new(Sessions(shared.store.clone()))
        .with_name(shared.cookie_name("maatstaf"))
        .with_secure(shared.secure())
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_path("/")
        .with_expiry(Expiry::OnInactivity(Duration::days(IDLE_DAYS)))
}

/// The layer answers with an empty 500 when it cannot write; our own failures always say something.
pub(crate) async fn say_when_not_saved(request: Request, next: Next) -> Response {
    let (page, lang) = (wants_page(request.headers()), visitor::from_header(request.headers()));
    let response = next.run(request).await;
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR || response.headers().contains_key(header::CONTENT_TYPE) {
        return response;
    }
    if page { plain(lang, Code::Unavailable) } else { Refused::from(Code::Unavailable).into_response() }
}

fn backend(error: store::Error) -> Error {
    Error::Backend(format!("{:?}", error.failure().code))
}

fn parts(record: &Record, now: UnixMillis) -> Result<(String, UnixMillis, Option<UserId>)> {
    let data = serde_json::to_string(&record.data).map_err(|e| Error::Encode(e.to_string()))?;
    let idle = UnixMillis(record.expiry_date.unix_timestamp() * 1000);
    let signed_in: Option<SignedIn> = record.data.get(SIGNED_IN).and_then(|it| serde_json::from_value(it.clone()).ok());
    // What nobody is signed in to is kept for who is about to be.
    let latest = signed_in.map_or(now.plus_minutes(NOBODYS_MINUTES), |it| it.since.plus_days(MOST_DAYS));
    Ok((data, idle.min(latest), signed_in.map(|it| it.user)))
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let (data, expires, user) = parts(record, self.0.now())?;
        // Ids are 128 random bits: a second try is for a broken generator, a third would be no better.
        for _ in 0..2 {
            if self.0.session_create(&record.id.to_string(), &data, expires, user).await.map_err(backend)? {
                return Ok(());
            }
            record.id = Id::default();
        }
        Err(Error::Backend("no free session id".to_owned()))
    }

    async fn save(&self, record: &Record) -> Result<()> {
        let (data, expires, user) = parts(record, self.0.now())?;
        self.0.session_save(&record.id.to_string(), &data, expires, user).await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let Some(data) = self.0.session_load(&id.to_string()).await.map_err(backend)? else { return Ok(None) };
        let data: HashMap<_, _> = serde_json::from_str(&data).map_err(|e| Error::Decode(e.to_string()))?;
        // The database keeps the real moment and no longer gives what has passed it.
        let now = self.0.now().0 / 1000;
        let expiry_date = tower_sessions::cookie::time::OffsetDateTime::from_unix_timestamp(now)
            .map_err(|e| Error::Decode(e.to_string()))?
            + Duration::days(IDLE_DAYS);
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.session_delete(&id.to_string()).await.map_err(backend)
    }
}
