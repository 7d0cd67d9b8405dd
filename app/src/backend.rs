//! What server functions and pages reach on the server: the store, and the door.

use std::{future::Future, pin::Pin, sync::Arc};

use domain::{
    Code, Failure, Lang,
    access::{Action, Actor, Facts, decide},
    ids::VacancyId,
    local_path::LocalPath,
    people::ResetView,
    report::Paper,
};
use leptos::prelude::use_context;
use store::Store;

use crate::calls::{Answer, CallError};

/// A boxed answer of the door.
pub type Opening<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send + 'a>>;

/// Passwords, sessions and one-time secrets: the server's business, asked for by server functions. One per request.
pub trait Door: Send + Sync {
    fn sign_in(&self, email: String, password: String) -> Opening<'_, ()>;
    fn sign_out(&self) -> Opening<'_, ()>;
    fn set_up(&self, form: SetUp) -> Opening<'_, ()>;
    fn accept(&self, form: Acceptance) -> Opening<'_, ()>;
    /// Whose password the holder of a link may choose.
    fn reset_link(&self, secret: String) -> Opening<'_, ResetView>;
    /// Chooses it, ends all sessions of the account, and signs in.
    fn reset(&self, form: Reset) -> Opening<'_, ()>;
    /// Changes the password of who is signed in.
    fn change_password(&self, form: NewPassword) -> Opening<'_, ()>;
    /// A fresh secret for a link: the text, and the hash that is stored.
    fn new_secret(&self) -> Result<(String, [u8; 32]), Failure>;
    /// The hash under which the secret of a link is stored.
    fn secret_hash(&self, secret: &str) -> [u8; 32];
    /// Keeps the language for who is not signed in.
    fn remember_lang(&self, lang: Lang) -> Opening<'_, ()>;
    /// Keeps text between two pages of this session, and gives it back.
    fn keep(&self, key: &'static str, text: String) -> Opening<'_, ()>;
    fn kept(&self, key: &'static str) -> Opening<'_, Option<String>>;
    /// Gives it back and forgets it.
    fn take(&self, key: &'static str) -> Opening<'_, Option<String>>;
}

/// Documents that are made in the background: the server's business too.
pub trait Press: Send + Sync {
    /// Begins the actor's own pack of a round.
    fn pack(&self, vacancy: VacancyId, lang: Lang, paper: Paper) -> Opening<'_, ()>;
}

/// The first administrator's form.
#[derive(Debug, Clone)]
pub struct SetUp {
    pub code: String,
    pub organisation: String,
    pub name: String,
    pub email: String,
    pub password: String,
    pub password_again: String,
    pub lang: Lang,
}

/// An invited colleague's form.
#[derive(Debug, Clone)]
pub struct Acceptance {
    pub secret: String,
    pub name: String,
    pub password: String,
    pub password_again: String,
}

/// A new password, with a link as proof.
#[derive(Debug, Clone)]
pub struct Reset {
    pub secret: String,
    pub password: String,
    pub password_again: String,
}

/// A new password, with the old one as proof.
#[derive(Debug, Clone)]
pub struct NewPassword {
    pub current: String,
    pub password: String,
    pub password_again: String,
}

/// Provided as context to every page and server function.
#[derive(Clone)]
pub struct Backend {
    pub store: Store,
    pub door: Arc<dyn Door>,
    pub press: Arc<dyn Press>,
    pub actor: Actor,
    /// How this server is reached from outside, without a slash at the end.
    pub base_url: Arc<str>,
}

/// The backend of this request.
///
/// # Errors
/// [`Code::Internal`] outside a request.
pub fn backend() -> Answer<Backend> {
    use_context::<Backend>().ok_or_else(|| CallError::from(Code::Internal))
}

/// Where the session keeps what the next page says was done.
pub const SAID: &str = "said";

/// What was kept, in one language.
pub fn said(kept: &str, lang: Lang) -> Option<String> {
    Lang::ALL.into_iter().zip(kept.lines()).find(|(of, _)| *of == lang).map(|(_, words)| words.to_owned())
}

/// What a page accepts that asks again because others did something.
pub const LOOK: &str = crate::ui::LOOK;

impl Backend {
    /// Says on the next page that it is done, in the language which that has: who signs in may have another.
    pub(crate) async fn say(&self, done: impl Fn(Lang) -> &'static str) -> Answer<()> {
        Ok(self.door.keep(SAID, Lang::ALL.map(done).join("\n")).await?)
    }

    /// Whether the actor may do this with what has no state of its own.
    pub fn may(&self, action: Action) -> bool {
        self.actor.organisation().is_some_and(|own| decide(&self.actor, action, &Facts::of(own)).is_ok())
    }
}

/// After success: to this page, with and without script. Home, when it is none of ours: part of it may have been sent.
pub fn go_to(path: &str) {
    let path = LocalPath::parse(path).unwrap_or_else(LocalPath::home);
    leptos_axum::redirect(path.as_str(), false);
}
