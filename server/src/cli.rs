//! The command line, and starting and stopping the server.

mod analyse;
mod backup;
mod check;
mod copy;
mod report;
mod restore;
mod secret;
mod serve;
mod user;
mod verify;

use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use secret::Secret;
use store::{Hold, Options, Store};

use crate::Proxies;

/// Select on potential: scorecards, structured interviews, blind ratings, honest comparison.
#[derive(Debug, Parser)]
#[command(name = "maatstaf", version, about, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the server.
    Serve(Serve),
    /// Recompute every chain of the ledger and the audit; names each row that was tampered with. Exits with 0 when all is
    /// well, 1 when something is named, 2 when it could not look.
    Verify(Database),
    /// Write a copy of the whole database to a file, while the server runs or not. The secret is not in it.
    Backup(backup::Backup),
    /// Put a backup in the place of the database, and keep what was there. Exits with 1 when the backup is not whole, 2 when
    /// it could not be done; then nothing has changed.
    Restore(restore::Restore),
    /// Let somebody in again who forgot the password. Exits with 1 when that person cannot be, 2 when it could not look.
    User(user::User),
    /// Check a library or scorecard file; exits with 0 when clean, 1 with warnings only, 2 when it cannot be used.
    Check(check::Check),
    /// Say what a spreadsheet of ratings is worth; exits with 2 when it cannot be used.
    Analyse(analyse::Analyse),
    /// Write a document as PDF. Exits with 2 when the arguments cannot be used; then nothing is written.
    Report(Box<report::Report>),
}

#[derive(Debug, Args)]
struct Serve {
    #[command(flatten)]
    database: Database,
    /// Address to listen on.
    #[arg(long, env = "MAATSTAF_LISTEN", default_value = "127.0.0.1:3000")]
    listen: String,
    /// How the site is reached from outside; with https, cookies travel over https only. Default: http on the address listened on.
    #[arg(long, env = "MAATSTAF_BASE_URL")]
    base_url: Option<String>,
    /// Proxies whose `X-Forwarded-For` is believed, by address or network (`10.0.0.0/8`); behind a proxy without it, all
    /// visitors count as one when tries are limited. Default: none.
    #[arg(long, env = "MAATSTAF_TRUSTED_PROXIES", default_value = "", hide_default_value = true)]
    trusted_proxies: Proxies,
    #[command(flatten)]
    bounds: serve::Bounds,
    /// Fill an empty database with a demo and let its accounts sign in. Only on a loopback address. Without
    /// `--database` it stands in `data/demo.db`.
    #[arg(long)]
    demo: bool,
    /// A font file for characters that the font of the reports lacks, such as Arabic or Chinese.
    #[arg(long, env = "MAATSTAF_SECOND_FONT")]
    second_font: Option<std::path::PathBuf>,
}

const DATABASE_HELP: &str = "sqlite://FILE or postgres://USER@HOST/NAME. Default: sqlite://data/maatstaf.db";

#[derive(Debug, Args)]
struct Database {
    /// A SQLite file or a PostgreSQL database.
    #[arg(long = "database", help = DATABASE_HELP, env = "DATABASE_URL", hide_env_values = true)]
    url: Option<String>,
    /// 64 hex digits that key the chains of ledger and audit; with :sealed after them a database without seals is refused.
    /// Default: a file beside the SQLite file, made at first start.
    #[arg(long, env = "MAATSTAF_SECRET", hide_env_values = true)]
    secret: Option<String>,
}

impl Database {
    async fn open(&self, default: &str) -> Result<Store, Stop> {
        let url = self.url.as_deref().unwrap_or(default).to_owned();
        // A database that is there was made with a secret: another one would break its chains.
        let secret = match Store::missing_file(&url) {
            Some(_) => secret::read_or_make(self.secret.as_deref(), &url)?,
            None => secret::read(self.secret.as_deref(), &url)?,
        };
        self.opened(url, secret).await
    }

    /// The right to serve it, when it is a file.
    async fn hold(&self, default: &str, patience: Duration) -> Result<Option<Hold>, Stop> {
        Hold::of(self.url.as_deref().unwrap_or(default), patience).await.map_err(|error| Stop::new(error.to_string()))
    }

    /// Opens what is there, and makes nothing where there is nothing.
    async fn open_existing(&self, default: &str) -> Result<Store, Stop> {
        let url = self.existing(default)?;
        let secret = secret::read(self.secret.as_deref(), &url)?;
        self.opened(url, secret).await
    }

    /// The address of what is there.
    fn existing(&self, default: &str) -> Result<String, Stop> {
        let url = self.url.as_deref().unwrap_or(default).to_owned();
        match Store::missing_file(&url) {
            Some(file) => Err(Stop::new(text::terminal::no_database(&file.display().to_string(), self.url.is_some()))),
            None => Ok(url),
        }
    }

    async fn opened(&self, url: String, secret: Secret) -> Result<Store, Stop> {
        let store = open(url.clone(), secret).await?;
        secret::remember(self.secret.as_deref(), &url, secret)?;
        Ok(store)
    }
}

async fn open(url: String, Secret { key, sealed }: Secret) -> Result<Store, Stop> {
    let (clock, ids, random) = (crate::clock(), crate::ids(), crate::random());
    let options = Options { url, secret: key, sealed, clock, ids, random, together: store::TOGETHER, aside: "data".into() };
    Store::open(options).await.map_err(|error| Stop::new(error.to_string()))
}

/// Why the program ends with an error: one message, for who started it.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Stop {
    message: String,
    /// What the program exits with.
    pub code: u8,
}

impl Stop {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), code: 1 }
    }
}

const DATABASE: &str = "sqlite://data/maatstaf.db";
const DEMO_DATABASE: &str = "sqlite://data/demo.db";

impl Cli {
    /// What goes to the log unless somebody asks for more: what a server cannot say to anybody. A command says what is wrong
    /// itself, once.
    pub const fn log(&self) -> &'static str {
        if matches!(self.command, Command::Serve(_)) { "warn" } else { "off" }
    }

    /// Does what was asked, and gives the exit code.
    ///
    /// # Errors
    /// What stopped it.
    pub async fn run(self) -> Result<u8, Stop> {
        match self.command {
            Command::Serve(serve) => serve.run().await.map(|()| 0),
            Command::Backup(backup) => backup.run().await.map(|()| 0),
            Command::Restore(restore) => restore.run().await,
            Command::Check(check) => check.run(),
            Command::Analyse(analyse) => analyse.run(),
            Command::Report(report) => report.run().await,
            Command::User(user) => user.run().await,
            Command::Verify(database) => verify::run(&database).await,
        }
    }
}

/// A line on the terminal; nobody to read it is no reason to stop.
fn say(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout(), "{line}");
}
