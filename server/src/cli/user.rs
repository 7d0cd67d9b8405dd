//! `maatstaf user`: accounts, for who runs the server. Works while the server runs and when it does not.

use clap::{Args, Subcommand};
use domain::{
    Code, Lang,
    access::{Actor, Job},
};
use text::{errors, terminal};

use super::{DATABASE, Database, Stop, say};
use crate::{door, system};

#[derive(Debug, Args)]
pub(super) struct User {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Print a link with which somebody chooses a new password: once, within 24 hours. Changes nothing else of the account.
    Reset(Reset),
}

#[derive(Debug, Args)]
struct Reset {
    /// The address that the person signs in with.
    email: String,
    #[command(flatten)]
    database: Database,
    /// How the site is reached: the link begins with it. Default: this machine, on port 3000.
    #[arg(long, env = "MAATSTAF_BASE_URL")]
    base_url: Option<String>,
}

/// It could not look: nothing is known of the person.
const UNKNOWN: u8 = 2;
/// Where a server listens that was told nothing.
const HERE: &str = "http://localhost:3000";
const ACTOR: Actor = Actor::System { job: Job::Reset };

impl User {
    pub(super) async fn run(self) -> Result<u8, Stop> {
        let What::Reset(reset) = self.what;
        reset.run().await.map(|()| 0)
    }
}

impl Reset {
    async fn run(self) -> Result<(), Stop> {
        let store = self.database.open_existing(DATABASE).await.map_err(|stop| Stop { code: UNKNOWN, ..stop })?;
        let secret = system::secret(&system::random(), door::SECRET_LENGTH);
        let made = async {
            let user = store.person_by_email(&ACTOR, &self.email).await?;
            store.make_reset_link(&ACTOR, user, &door::hash_of(&secret)).await
        };
        let made = made.await;
        store.close().await;
        match made {
            Ok(()) => {
                let base = self.base_url.as_deref().unwrap_or(HERE);
                say(&terminal::reset_link(&self.email, &format!("{}/reset/{secret}", base.trim_end_matches('/'))));
                if self.base_url.is_none() {
                    say(terminal::RESET_BASE);
                }
                Ok(())
            }
            Err(error) => Err(match error.failure().code {
                Code::NotFound => Stop::new(terminal::nobody_has(&self.email, self.database.url.is_some())),
                code if code.status() >= 500 => Stop { code: UNKNOWN, ..Stop::new(errors::say(Lang::En, code, "")) },
                code => Stop::new(errors::say(Lang::En, code, "")),
            }),
        }
    }
}
