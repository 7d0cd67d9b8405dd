//! Under which names a try counts (`domain::tries` says how long who waits).

use domain::{
    Failure,
    ids::UserId,
    tries::{ACCOUNT, EVERYWHERE, NETWORK, Pace, SITE},
};
use store::Tries;
use subtle::ConstantTimeEq;
use tower_sessions::cookie::time::Duration;

use crate::{Shared, client::Client, system};

/// Kept by a browser in which somebody signed in: `name.mark`. It opens nothing; it has its own count of tries, so that who
/// tries an account from elsewhere keeps nobody out who signed in to it here before.
const KNOWN: &str = "maatstaf-known";
/// The longest that browsers keep a cookie.
const KNOWN_DAYS: i64 = 400;

/// A browser that an account was used in before, by the name we gave it.
pub(crate) fn known_browser(shared: &Shared, client: &Client, email: &str) -> Option<String> {
    let kept = client.kept(shared, KNOWN)?;
    let (name, mark) = kept.split_once('.')?;
    let expected = system::hex(&shared.store.known_mark(name, email));
    bool::from(expected.as_bytes().ct_eq(mark.as_bytes())).then(|| name.to_owned())
}

/// After signing in the browser is known; one that was stays so.
pub(crate) fn remember_browser(shared: &Shared, client: &Client, known: Option<&str>, email: &str) {
    let name = known.map_or_else(|| system::secret(&shared.random, 20), str::to_owned);
    let mark = system::hex(&shared.store.known_mark(&name, email));
    client.give(shared, KNOWN, format!("{name}.{mark}"), Duration::days(KNOWN_DAYS));
}

/// Signing in, with an address as it is stored. In an office many people have one address, and one of them may try without
/// end: the first try of an account from there is counted apart, so that a colleague who was not tried does not wait for it.
pub(crate) async fn sign_in(shared: &Shared, client: &Client, known: Option<&str>, email: &str) -> Result<Tries, Failure> {
    let network = client.network();
    // A copy of what a browser keeps, tried from elsewhere, has tries of its own and takes none of its owner's.
    if let Some(browser) = known {
        return Ok(Tries { own: vec![(format!("sign-in browser:{browser} from {network}"), ACCOUNT)], everywhere: None });
    }
    let account = format!("sign-in {email} from {network}");
    let again = shared.store.was_tried(&account).await.map_err(|error| error.failure())?;
    let mut own = from(client, if again { "sign-in again" } else { "sign-in" }, NETWORK);
    own.push((account, ACCOUNT));
    Ok(Tries { own, everywhere: Some((format!("sign-in {email}"), EVERYWHERE)) })
}

/// Something from a network at its pace, and of IPv6 from the site that it is of.
fn from(client: &Client, what: &str, pace: Pace) -> Vec<(String, Pace)> {
    let (site, network) = (client.site(), client.network());
    let wide = (site != network).then(|| (format!("{what} site:{site}"), SITE));
    wide.into_iter().chain([(format!("{what} network:{network}"), pace)]).collect()
}

/// The code of the first administrator.
pub(crate) fn set_up(client: &Client) -> Tries {
    Tries { own: from(client, "set-up", ACCOUNT), everywhere: None }
}

/// The old password, by who is signed in.
pub(crate) fn password(client: &Client, user: UserId) -> Tries {
    Tries { own: vec![(format!("password {user} from {}", client.network()), ACCOUNT)], everywhere: None }
}

/// Something that makes a session of nobody.
pub(crate) fn session_of_nobody(client: &Client) -> Tries {
    Tries { own: from(client, "session", NETWORK), everywhere: None }
}

/// Paths and server functions that a secret opens.
const BY_SECRET: [&str; 11] = [
    "/invite/",
    "/reset/",
    "/sort/",
    "/sheet/",
    "/api/ui/people/invitation",
    "/api/ui/people/accept",
    "/api/ui/people/reset",
    "/api/ui/people/reset-link",
    "/api/ui/scorecards/anchors-to-sort",
    "/api/ui/scorecards/sort",
    "/api/ui/scorecards/shared-sheet",
];

/// Who guesses at the secrets of links.
pub(crate) struct Guesses(Option<Tries>);

impl Guesses {
    /// # Errors
    /// [`domain::Code::TooManyTries`] with the seconds to wait.
    pub(crate) async fn before(shared: &Shared, client: &Client, path: &str) -> Result<Self, Failure> {
        let opened = |known: &&str| if known.ends_with('/') { path.starts_with(*known) } else { path == *known };
        if !BY_SECRET.iter().any(opened) {
            return Ok(Self(None));
        }
        let own = from(client, "link", NETWORK);
        for (name, _) in &own {
            shared.store.may_try(name).await.map_err(|error| error.failure())?;
        }
        Ok(Self(Some(Tries { own, everywhere: None })))
    }

    /// A secret that opened nothing counts as a try.
    pub(crate) async fn after(self, shared: &Shared, status: http::StatusCode) {
        if let Self(Some(tries)) = self
            && status == http::StatusCode::NOT_FOUND
            && let Err(error) = shared.store.count_try(&tries).await
        {
            // Said at the next try; this one is answered already.
            tracing::debug!(?error, "a guess came too early");
        }
    }
}
