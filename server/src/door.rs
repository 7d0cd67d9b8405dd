//! Signing in and out, the first administrator, invitations. Every secret is checked here and nowhere else.

use app::backend::{Acceptance, Door, NewPassword, Opening, Reset, SetUp};
use domain::{
    Code, Failure, Lang,
    access::{Actor, Job},
    error::{collect, required},
    people::{self, Me, PASSWORD_MAX, ResetView},
};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use tower_sessions::Session;

use crate::{
    Shared,
    client::Client,
    limits, password,
    places::Place,
    sessions::{SIGNED_IN, SignedIn},
    system,
    visitor::LANG,
};

/// Of an account that was just made.
const FIRST_EPOCH: i64 = 0;

/// A hash of nothing: verifying against it costs as much as against a real one, so the time tells nobody who has an account.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bWFhdHN0YWZtYWF0c3RhZg$mE8fhhTLYvYuvGZMhc8tF1mYGLHdyqN0SBIL+JNQIQs";

/// The door for one request.
pub(crate) struct SessionDoor {
    pub(crate) shared: Shared,
    pub(crate) session: Session,
    pub(crate) lang: Lang,
    pub(crate) client: Client,
    /// Who is signed in.
    pub(crate) me: Option<Me>,
}

impl Door for SessionDoor {
    fn sign_in(&self, email: String, password: String) -> Opening<'_, ()> {
        Box::pin(async move {
            let address = email.trim().to_lowercase();
            let known = limits::known_browser(&self.shared, &self.client, &address);
            let _place = self.in_line(known.as_deref())?;
            let tries = limits::sign_in(&self.shared, &self.client, known.as_deref(), &address).await?;
            // Before anybody looks whether there is such an account: who waits learns nothing by it.
            self.shared.store.count_try(&tries).await.map_err(|e| e.failure())?;
            let found = self.shared.store.credentials(&email).await.map_err(|e| e.failure())?;
            let hash = found.as_ref().map_or_else(|| DECOY.to_owned(), |c| c.password_hash.clone());
            let right = verify(&self.shared, password, hash).await?;
            match found {
                Some(credentials) if right && credentials.demo && !self.shared.demo => Err(Code::DemoAccount.into()),
                Some(credentials) if right && !credentials.sound => Err(Code::AccountChanged.into()),
                Some(credentials) if right => {
                    self.shared.store.try_was_right(&tries).await.map_err(|e| e.failure())?;
                    let chosen = self.chosen_lang().await?;
                    self.begin(&credentials.me, credentials.epoch).await?;
                    self.speak(&credentials.me, chosen).await
                }
                _ => Err(Code::SignInFailed.into()),
            }
        })
    }

    fn sign_out(&self) -> Opening<'_, ()> {
        Box::pin(async move { self.session.flush().await.map_err(unavailable) })
    }

    fn set_up(&self, form: SetUp) -> Opening<'_, ()> {
        Box::pin(async move {
            let Some(code) = &self.shared.setup_code else { return Err(Code::AlreadySetUp.into()) };
            let _place = self.in_line(None)?;
            let typed = form.code.trim().to_lowercase();
            let right = bool::from(typed.as_bytes().ct_eq(code.as_bytes()));
            // Who sits at the machine and reads the code is kept out by nobody's tries.
            if !(right && self.client.is_here()) {
                self.shared.store.count_try(&limits::set_up(&self.client)).await.map_err(|e| e.failure())?;
            }
            if !right {
                return Err(Failure::field("code", Code::WrongCode));
            }
            let mut faults = Vec::new();
            let organisation = collect(&mut faults, required("organisation", &form.organisation, 120));
            let email = collect(&mut faults, people::email("email", &form.email));
            let account = match people::new_account(&form.name, &form.password, &form.password_again) {
                Ok(account) if faults.is_empty() => account,
                Ok(_) => return Err(Failure::invalid(faults)),
                Err(failure) => {
                    faults.extend(failure.faults);
                    return Err(Failure::invalid(faults));
                }
            };
            let hash = hash(&self.shared, account.password).await?;
            let actor = Actor::System { job: Job::Setup };
            let me =
                self.shared.store.set_up(&actor, &organisation, &email, &account.name, &hash, form.lang).await.map_err(|e| e.failure())?;
            self.begin(&me, FIRST_EPOCH).await
        })
    }

    fn accept(&self, form: Acceptance) -> Opening<'_, ()> {
        Box::pin(async move {
            let _place = self.in_line(None)?;
            let token = self.secret_hash(&form.secret);
            // Before the password is hashed: a link that does not work costs no work.
            self.shared.store.invitation(&token).await.map_err(|e| e.failure())?;
            let account = people::new_account(&form.name, &form.password, &form.password_again)?;
            let hash = hash(&self.shared, account.password).await?;
            let me = self.shared.store.accept_invitation(&token, &account.name, &hash).await.map_err(|e| e.failure())?;
            self.begin(&me, FIRST_EPOCH).await
        })
    }

    fn reset_link(&self, secret: String) -> Opening<'_, ResetView> {
        Box::pin(async move {
            let me = self.holder(&secret).await?;
            Ok(ResetView { name: me.name, email: me.email })
        })
    }

    fn reset(&self, form: Reset) -> Opening<'_, ()> {
        Box::pin(async move {
            let _place = self.in_line(None)?;
            let me = self.holder(&form.secret).await?;
            let account = people::new_account(&me.name, &form.password, &form.password_again)?;
            let hash = hash(&self.shared, account.password).await?;
            let token = self.secret_hash(&form.secret);
            let (me, epoch) = self.shared.store.use_reset_link(&token, &hash).await.map_err(|e| e.failure())?;
            let chosen = self.chosen_lang().await?;
            self.begin(&me, epoch).await?;
            self.speak(&me, chosen).await
        })
    }

    fn change_password(&self, form: NewPassword) -> Opening<'_, ()> {
        Box::pin(async move {
            let me = self.me.clone().ok_or(Code::NotSignedIn)?;
            let actor = Actor::Person { user: me.user, organisation: me.organisation, role: me.role };
            let _place = self.in_line(None)?;
            let tries = limits::password(&self.client, me.user);
            self.shared.store.count_try(&tries).await.map_err(|e| e.failure())?;
            let old = self.shared.store.own_password_hash(&actor).await.map_err(|e| e.failure())?;
            if !verify(&self.shared, form.current, old).await? {
                return Err(Failure::field("current", Code::SignInFailed));
            }
            let account = people::new_account(&me.name, &form.password, &form.password_again)?;
            let hash = hash(&self.shared, account.password).await?;
            // Every session ends with it, this one too, which goes on under a new id.
            let epoch = self.shared.store.set_password(&actor, &hash).await.map_err(|e| e.failure())?;
            self.shared.store.try_was_right(&tries).await.map_err(|e| e.failure())?;
            self.begin(&me, epoch).await
        })
    }

    fn new_secret(&self) -> Result<(String, [u8; 32]), Failure> {
        let secret = system::secret(&self.shared.random, SECRET_LENGTH);
        let hash = self.secret_hash(&secret);
        Ok((secret, hash))
    }

    fn secret_hash(&self, secret: &str) -> [u8; 32] {
        hash_of(secret)
    }

    fn remember_lang(&self, lang: Lang) -> Opening<'_, ()> {
        Box::pin(async move {
            // Who is not signed in may have no session yet, and must not make them without end.
            if self.session.id().is_none() {
                self.shared.store.count_try(&limits::session_of_nobody(&self.client)).await.map_err(|e| e.failure())?;
            }
            // Of a session that has ended nothing is left but what is chosen now.
            self.session.remove_value(SIGNED_IN).await.map_err(unavailable)?;
            self.session.insert(LANG, lang).await.map_err(unavailable)
        })
    }

    fn keep(&self, key: &'static str, text: String) -> Opening<'_, ()> {
        Box::pin(async move {
            if text.is_empty() { self.forget(key).await.map(drop) } else { self.session.insert(key, text).await.map_err(unavailable) }
        })
    }

    fn kept(&self, key: &'static str) -> Opening<'_, Option<String>> {
        Box::pin(async move { self.session.get(key).await.map_err(unavailable) })
    }

    fn take(&self, key: &'static str) -> Opening<'_, Option<String>> {
        Box::pin(async move { self.forget(key).await })
    }
}

impl SessionDoor {
    /// A place among those who wait for a password to be hashed. Taken before a try is counted: who is turned away tried
    /// nothing. One network fills a part of the line, and not the part of a browser that is known.
    fn in_line(&self, known: Option<&str>) -> Result<Place<String>, Failure> {
        let one = known.map_or_else(|| self.client.site(), |browser| format!("browser {browser} from {}", self.client.network()));
        self.shared.line.take(Some(one)).map_err(|_| Code::Busy.into())
    }

    /// Takes a text out of the session. Removing what is not there would still write the session.
    async fn forget(&self, key: &'static str) -> Result<Option<String>, Failure> {
        let kept: Option<String> = self.session.get(key).await.map_err(unavailable)?;
        if kept.is_some() {
            self.session.remove_value(key).await.map_err(unavailable)?;
        }
        Ok(kept)
    }

    /// The language that somebody chose before signing in. What a session has that somebody signed in with is what the page was
    /// in by then.
    async fn chosen_lang(&self) -> Result<Option<Lang>, Failure> {
        let earlier: Option<SignedIn> = self.session.get(SIGNED_IN).await.map_err(unavailable)?;
        if earlier.is_some() { Ok(None) } else { self.session.get(LANG).await.map_err(unavailable) }
    }

    /// Keeps the language that was chosen with the account.
    async fn speak(&self, me: &Me, chosen: Option<Lang>) -> Result<(), Failure> {
        let Some(lang) = chosen.filter(|lang| *lang != me.lang) else { return Ok(()) };
        let actor = Actor::Person { user: me.user, organisation: me.organisation, role: me.role };
        self.shared.store.set_lang(&actor, lang).await.map_err(|e| e.failure())
    }

    /// Whose link for a new password this is.
    async fn holder(&self, secret: &str) -> Result<Me, Failure> {
        let found = self.shared.store.reset_link(&self.secret_hash(secret)).await.map_err(|e| e.failure())?;
        if found.demo && !self.shared.demo { Err(Code::DemoAccount.into()) } else { Ok(found.me) }
    }

    /// A new session id, so that one from before cannot be used by who planted it. It is of the epoch that was read with the
    /// password: when another began while that was compared, the session counts for nothing from the start.
    async fn begin(&self, me: &Me, epoch: i64) -> Result<(), Failure> {
        self.session.clear().await;
        self.session.cycle_id().await.map_err(unavailable)?;
        self.session.insert(LANG, self.lang).await.map_err(unavailable)?;
        let signed_in = SignedIn { user: me.user, role: me.role, epoch, since: self.shared.store.now() };
        self.session.insert(SIGNED_IN, signed_in).await.map_err(unavailable)?;
        let known = limits::known_browser(&self.shared, &self.client, &me.email);
        limits::remember_browser(&self.shared, &self.client, known.as_deref(), &me.email);
        Ok(())
    }
}

fn unavailable(error: tower_sessions::session::Error) -> Failure {
    tracing::error!(%error, "the session could not be written");
    Code::Unavailable.into()
}

/// Letters of a link's secret, 5 bits each.
pub(crate) const SECRET_LENGTH: usize = 32;

/// What is stored of a link's secret. That is 160 random bits: a plain hash is enough.
pub(crate) fn hash_of(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.trim().as_bytes()).into()
}

pub(crate) async fn hash(shared: &Shared, password: String) -> Result<String, Failure> {
    let _turn = shared.hashing.acquire().await.map_err(|_| Code::Unavailable)?;
    let work = tokio::task::spawn_blocking(move || password::hash(&password));
    work.await.ok().flatten().ok_or_else(|| Code::Internal.into())
}

async fn verify(shared: &Shared, password: String, hash: String) -> Result<bool, Failure> {
    if password.chars().count() > PASSWORD_MAX {
        return Ok(false);
    }
    let _turn = shared.hashing.acquire().await.map_err(|_| Code::Unavailable)?;
    let work = tokio::task::spawn_blocking(move || password::verify(&password, &hash));
    work.await.map_err(|_| Code::Internal.into())
}
