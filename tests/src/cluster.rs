//! A PostgreSQL of one test, to be cut off and started again. Others use the one in `MAATSTAF_TEST_POSTGRES`.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
};

use rustix::process::geteuid;
use tempfile::TempDir;

use crate::postgres;

pub struct Cluster {
    folder: TempDir,
    port: u16,
    /// None while it is stopped.
    server: Option<Child>,
}

impl Cluster {
    /// A new one that takes connections.
    pub fn start() -> Self {
        let folder = TempDir::new().expect("a folder");
        Self::hand_over(folder.path());
        let mut initdb = program("initdb");
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]);
        done(initdb.arg("--pgdata").arg(folder.path().join("data")));
        let mut cluster = Self { folder, port: free_port(), server: None };
        cluster.start_again();
        cluster
    }

    /// Gives a folder to the account that PostgreSQL runs as.
    pub fn hand_over(folder: &Path) {
        if geteuid().is_root() {
            done(Command::new("chown").arg("postgres").arg(folder));
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    /// Another one that follows this one, and can take over from it: from here on what is committed here is on its disk first.
    #[must_use]
    pub fn standby(&self) -> Self {
        let folder = TempDir::new().expect("a folder");
        Self::hand_over(folder.path());
        let mut copy = program("pg_basebackup");
        copy.args(["--username=postgres", "--host=127.0.0.1", "--port", &self.port.to_string(), "--checkpoint=fast", "--no-sync"]);
        done(copy.arg("--write-recovery-conf").arg("--pgdata").arg(folder.path().join("data")));
        let mut standby = Self { folder, port: free_port(), server: None };
        standby.start_again();
        postgres(&self.url(), "ALTER SYSTEM SET synchronous_standby_names = '*'");
        postgres(&self.url(), "SELECT pg_reload_conf()");
        standby
    }

    /// Returns when it takes writes.
    pub fn promote(&self) {
        done(program("pg_ctl").args(["promote", "--silent", "--wait", "--pgdata"]).arg(self.data()));
    }

    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Ends it without a word to those who are connected; it recovers at the next start.
    pub fn cut_off(&mut self) {
        if let Some(mut server) = self.server.take() {
            done(program("pg_ctl").args(["stop", "--silent", "--mode=immediate", "--pgdata"]).arg(self.data()));
            server.wait().expect("it is ours");
        }
    }

    /// Returns when it takes connections.
    pub fn start_again(&mut self) {
        let mut command = program("postgres");
        command.arg("-D").arg(self.data()).arg("-k").arg(self.folder.path()).args(["-p", &self.port.to_string()]);
        command.args(["-c", "listen_addresses=127.0.0.1"]).stdin(Stdio::null()).stderr(Stdio::piped());
        let server = self.server.insert(command.spawn().expect("starts"));
        let mut log = BufReader::new(server.stderr.take().expect("piped")).lines().map_while(Result::ok);
        assert!(log.any(|line| line.contains("ready to accept ")), "PostgreSQL did not start");
        // A full pipe would stop it.
        thread::spawn(move || log.for_each(drop));
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = program("pg_ctl").args(["stop", "--silent", "--mode=immediate", "--pgdata"]).arg(self.data()).status();
            let _ = server.wait();
        }
    }
}

fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).and_then(|free| free.local_addr()).expect("a port").port()
}

/// A program of PostgreSQL, as the account `postgres` where we are root: it refuses to run as root. Debian keeps them off the
/// PATH, in a folder per version.
fn program(name: &str) -> Command {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().filter_map(Result::ok);
    let files = versions.map(|version| version.path().join("bin").join(name)).filter(|file| file.is_file());
    let file = files.max().unwrap_or_else(|| name.into());
    let mut command = if geteuid().is_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(file);
        command
    } else {
        Command::new(file)
    };
    // A folder that this account may stand in.
    command.current_dir(std::env::temp_dir());
    command
}

fn done(command: &mut Command) {
    let ended = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(ended.status.success(), "{command:?}: {}", String::from_utf8_lossy(&ended.stderr));
}
