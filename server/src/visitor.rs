//! Who asks, in which language: read once per request from the session.

use app::{
    backend::SAID,
    boot::{Boot, Flash, Whose},
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use domain::{Code, Failure, Lang, access::Actor, ids::UserId, time::UnixMillis};
use tower_sessions::Session;

use crate::{
    Shared,
    client::Client,
    flash,
    respond::{Refused, only_looks, plain, wants_page},
    sessions::{SIGNED_IN, SignedIn},
};

pub(crate) const LANG: &str = "lang";
pub(crate) const FLASH: &str = "flash";
const SEEN: &str = "seen";

/// A session that is used is renewed, at most this often.
const RENEW_MS: i64 = 10 * 60 * 1000;

/// The facts of this request, for handlers.
#[derive(Debug, Clone)]
pub(crate) struct Visitor {
    pub(crate) actor: Actor,
    pub(crate) boot: Boot,
    pub(crate) client: Client,
    /// The session that says who it is, for who stays on.
    pub(crate) signed_in: Option<SignedIn>,
}

impl Visitor {
    /// Why nothing is taken from a page that was made for this person, and nothing is given to it: another is signed in.
    pub(crate) fn refuses(&self, whose: &Whose) -> Option<Failure> {
        self.actor.user().is_some_and(|user| user != whose.user).then(|| Failure::of_another(&whose.name))
    }
}

/// Reads the session and leaves a [`Visitor`] for what comes after.
pub(crate) async fn recognise(State(shared): State<Shared>, session: Session, mut request: Request, next: Next) -> Response {
    let lang = from_header(request.headers());
    let Some(client) = request.extensions().get::<Client>().cloned() else { return plain(lang, Code::Internal) };
    match visitor(&shared, &session, client, lang, request.headers(), request.uri()).await {
        Ok(visitor) => {
            request.extensions_mut().insert(visitor);
            next.run(request).await
        }
        // A script hears it as a script, also when what it asks for is a page.
        Err(refused) if wants_page(request.headers()) && made_for(request.headers()).is_none() => plain(lang, refused.0.code),
        Err(refused) => refused.into_response(),
    }
}

/// What the browser asks for, before there is somebody who has said it.
pub(crate) fn from_header(headers: &HeaderMap) -> Lang {
    headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).and_then(Lang::from_accept).unwrap_or_default()
}

/// For whom the page was made whose script asks; none when it does not say.
fn made_for(headers: &HeaderMap) -> Option<UserId> {
    headers.get(Whose::HEADER)?.to_str().ok()?.parse().ok()
}

async fn visitor(
    shared: &Shared,
    session: &Session,
    client: Client,
    browser: Lang,
    headers: &HeaderMap,
    here: &Uri,
) -> Result<Visitor, Refused> {
    let unavailable = |error: tower_sessions::session::Error| {
        tracing::error!(%error, "the session could not be read");
        Refused::from(Code::Unavailable)
    };
    let signed_in: Option<SignedIn> = session.get(SIGNED_IN).await.map_err(unavailable)?;
    let me = match signed_in {
        Some(SignedIn { user, role, epoch, .. }) if !shared.shut => shared.store.signed_in(user, role, epoch).await?,
        _ => None,
    };
    // Before anything is taken that is shown once: it is for another page than this.
    if let Some(user) = made_for(headers)
        && me.as_ref().is_none_or(|me| me.user != user)
    {
        return Err(if me.is_some() { Code::OtherPerson } else { Code::NotSignedIn }.into());
    }
    let chosen: Option<Lang> = session.get(LANG).await.map_err(unavailable)?;
    let lang = me.as_ref().map(|me| me.lang).or(chosen).unwrap_or(browser);
    // A flash is for the page that is shown next, not for the script or data it asks for.
    let page = wants_page(headers) && !only_looks(headers);
    let mut flash: Option<Flash> = if page { session.get(FLASH).await.map_err(unavailable)? } else { None };
    // Removing what is not there would still write the session, for every page that is read.
    if flash.is_some() {
        session.remove_value(FLASH).await.map_err(unavailable)?;
    } else if page {
        flash = flash::taken(shared, &client);
    }
    let said: Option<String> = if page { session.get(SAID).await.map_err(unavailable)? } else { None };
    if said.is_some() {
        session.remove_value(SAID).await.map_err(unavailable)?;
    }
    let said = said.and_then(|kept| app::backend::said(&kept, lang));
    if me.is_some() {
        let now = shared.store.now();
        let seen: Option<UnixMillis> = session.get(SEEN).await.map_err(unavailable)?;
        if seen.is_none_or(|seen| now.0 - seen.0 > RENEW_MS) {
            session.insert(SEEN, now).await.map_err(unavailable)?;
        }
    }
    let path = here.path_and_query().map(ToString::to_string).unwrap_or_default();
    let actor = me.as_ref().map_or(Actor::Nobody, |me| Actor::Person { user: me.user, organisation: me.organisation, role: me.role });
    Ok(Visitor { actor, boot: Boot { me, lang, demo: shared.demo, flash, lost: None, said, path }, client, signed_in })
}
