//! Which statements a page sends to the database: as the server itself logs them.

use std::{
    fs::File,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use super::world::World;

/// What is kept of a round, a row or more per candidate. Interviews are not in it: the question who may look reads them too, and
/// its answer is one row.
const OF_THE_ROUND: [&str; 5] = ["application", "rating", "mark", "ledger", "decision"];

/// As many requests as one after another are looked at: what the server does by itself now and then is in none or one of them.
const REQUESTS: usize = 5;

/// What one request for a page asked of the database.
pub(super) struct Asked {
    pub(super) statements: usize,
    /// Those that read what is kept of the round.
    pub(super) of_the_round: usize,
    /// Those that gave a row or more per candidate.
    pub(super) per_candidate: usize,
    /// Rows in all answers together.
    pub(super) rows: usize,
}

/// One more server on this database, which writes down every statement.
pub(super) struct Logged {
    server: Child,
    address: SocketAddr,
    log: PathBuf,
}

impl Logged {
    #[expect(clippy::disallowed_methods, reason = "which binary to measure can only come from outside")]
    pub(super) fn beside(world: &World) -> Self {
        let program = std::env::var("MAATSTAF_BIN").expect("MAATSTAF_BIN is not set: `cargo xtask bench` sets it");
        let place = world.demo.server.place();
        let log = place.folder().join("statements.log");
        let mut command = Command::new(program);
        command.args(["serve", "--demo", "--listen", "127.0.0.1:0", "--database", &place.url()]);
        command.env("MAATSTAF_SECRET", place.secret()).env("MAATSTAF_LOG", "sqlx::query=debug").env("NO_COLOR", "1");
        let written = File::create(&log).expect("a file for the log");
        let mut server = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(written).spawn().expect("starts");
        let mut lines = BufReader::new(server.stdout.take().expect("piped")).lines().map_while(Result::ok);
        let port = lines.find_map(|line| line.strip_prefix("Maatstaf is ready: ")?.rsplit_once(':')?.1.parse().ok());
        // What it says besides is read to the end: it must not wait for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Self { server, address: SocketAddr::from(([127, 0, 0, 1], port.expect("an address"))), log }
    }

    /// A statement is in the log before its answer is used, so all are there once the page is.
    pub(super) fn page(&self, world: &World, path: &str, candidates: usize) -> Asked {
        let mut browser = world.recruiter().at(self.address);
        let one = |_| {
            let before = self.statements().len();
            let page = browser.send("GET", path, &[("accept", "text/html")], &[]);
            assert_eq!(page.status, 200, "{path}");
            Asked::of(&self.statements()[before..], candidates)
        };
        (0..REQUESTS).map(one).min_by_key(|asked| asked.statements).expect("requests")
    }

    /// Without what begins and ends a transaction.
    fn statements(&self) -> Vec<String> {
        let log = std::fs::read_to_string(&self.log).expect("the log");
        let frames = ["BEGIN", "COMMIT", "ROLLBACK"];
        let statement = |line: &&str| line.contains("sqlx::query") && !frames.iter().any(|it| line.contains(&format!("summary=\"{it}")));
        log.lines().filter(statement).map(str::to_owned).collect()
    }
}

impl Asked {
    fn of(statements: &[String], candidates: usize) -> Self {
        let rows = |line: &String| line.split_once("rows_returned=")?.1.split_whitespace().next()?.parse::<usize>().ok();
        let rows: Vec<usize> = statements.iter().map(|line| rows(line).expect("a number of rows")).collect();
        let reads =
            |line: &&String| OF_THE_ROUND.iter().any(|it| line.contains(&format!("FROM {it} ")) || line.contains(&format!("JOIN {it} ")));
        Self {
            statements: statements.len(),
            of_the_round: statements.iter().filter(reads).count(),
            per_candidate: rows.iter().filter(|rows| **rows >= candidates).count(),
            rows: rows.iter().sum(),
        }
    }
}

impl Drop for Logged {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to stop.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
