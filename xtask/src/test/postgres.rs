//! A PostgreSQL for one run of the tests, in a folder of its own, on a port of its own, gone afterwards.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, ChildStderr, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::{install, shell};

pub(crate) struct Postgres {
    folder: PathBuf,
    port: u16,
    server: Child,
}

impl Postgres {
    pub(crate) fn start() -> Result<Self> {
        let folder = std::env::temp_dir().join(format!("maatstaf-postgres-{}", std::process::id()));
        std::fs::create_dir(&folder).with_context(|| format!("making {}", folder.display()))?;
        if install::is_root() {
            shell::run(shell::command("chown").arg("postgres").arg(&folder))?;
        }
        let made = Self::start_in(folder.clone());
        if made.is_err() {
            let _ = std::fs::remove_dir_all(&folder);
        }
        made
    }

    fn start_in(folder: PathBuf) -> Result<Self> {
        let data = folder.join("data");
        let mut initdb = program("initdb")?;
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]).arg("--pgdata").arg(&data);
        shell::output(&mut initdb)?;
        let port = free_port()?;
        let mut server = program("postgres")?;
        server.arg("-D").arg(&data).arg("-k").arg(&folder).args(["-p", &port.to_string()]);
        server.args(["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=400"]);
        let mut server = server.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().context("starting postgres")?;
        let log = server.stderr.take().context("postgres has no log")?;
        // From here on it is stopped whatever happens.
        let postgres = Self { folder, port, server };
        wait_until_ready(log)?;
        Ok(postgres)
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let stopped = program("pg_ctl")
            .and_then(|mut it| shell::output(it.args(["stop", "--silent", "--mode=fast", "--pgdata"]).arg(self.folder.join("data"))));
        if let Err(error) = stopped {
            eprintln!("  stopping postgres: {error:#}");
            let _ = self.server.kill();
        }
        let _ = self.server.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A program of PostgreSQL, as the user `postgres` where we are root: it refuses to run as root.
fn program(name: &str) -> Result<Command> {
    let Some(file) = install::postgres(name) else { bail!("PostgreSQL's `{name}` is not installed") };
    let mut command = if install::is_root() {
        let mut command = shell::command("runuser");
        command.args(["-u", "postgres", "--"]).arg(file);
        command
    } else {
        shell::command(file)
    };
    // A folder that the user `postgres` may stand in.
    command.current_dir(std::env::temp_dir());
    Ok(command)
}

/// Reads the log up to the line that says so, then goes on reading beside the tests: a full pipe would stop the server.
fn wait_until_ready(log: ChildStderr) -> Result<()> {
    let mut lines = BufReader::new(log).lines();
    let mut seen = String::new();
    for line in lines.by_ref() {
        let line = line?;
        if line.contains("ready to accept connections") {
            std::thread::spawn(move || lines.for_each(drop));
            return Ok(());
        }
        seen.push_str(&line);
        seen.push('\n');
    }
    bail!("postgres did not start:\n{seen}")
}

fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
