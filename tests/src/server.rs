//! A server of one test: started, stopped, killed and started again.

use std::{
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, channel},
    },
    thread::JoinHandle,
};

use rustix::process::{Pid, Signal, geteuid, kill_process};

use crate::{Browser, Engine, Place, engine::SECRET};

/// A call of the binary, to be run to its end or as a server.
pub struct Binary {
    command: Command,
}

/// How a process ended, and what it said.
#[derive(Debug, Clone)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// The program under test, with nothing of this machine's configuration.
pub fn binary(arguments: &[&str]) -> Binary {
    Binary::new(Command::new(path()), arguments)
}

/// The same as an account that owns nothing, for whom the modes of files hold; the superuser goes past them.
pub fn binary_of_nobody(arguments: &[&str]) -> Binary {
    if !geteuid().is_root() {
        return binary(arguments);
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(path());
    Binary::new(command, arguments)
}

#[expect(clippy::disallowed_methods, reason = "which binary to test can only come from outside")]
fn path() -> PathBuf {
    let set = std::env::var_os("MAATSTAF_BIN")
        .expect("MAATSTAF_BIN is not set: it is the path of the binary to test; `cargo xtask test` sets it");
    let path = PathBuf::from(set);
    path.canonicalize().unwrap_or_else(|error| panic!("MAATSTAF_BIN is {}: {error}", path.display()))
}

impl Binary {
    fn new(mut command: Command, arguments: &[&str]) -> Self {
        command.args(arguments).stdin(Stdio::null());
        for name in ["DATABASE_URL", "MAATSTAF_LISTEN", "MAATSTAF_BASE_URL", "MAATSTAF_SECRET", "MAATSTAF_LOG"] {
            command.env_remove(name);
        }
        Self { command }
    }

    /// On this database.
    #[must_use]
    pub fn on(mut self, place: &Place) -> Self {
        self.command.args(["--database", &place.url()]).current_dir(place.folder());
        if place.engine == Engine::Postgres {
            self.command.env("MAATSTAF_SECRET", SECRET);
        }
        self
    }

    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// With a clock that is so many seconds behind everybody else's; how long something takes is as it is.
    #[must_use]
    pub fn behind(self, seconds: u32) -> Self {
        let folders = std::fs::read_dir("/usr/lib").into_iter().flatten().filter_map(Result::ok);
        let mut found = folders.map(|folder| folder.path().join("faketime/libfaketimeMT.so.1")).filter(|file| file.is_file());
        let library = found.next().expect("libfaketime is needed for this test (Debian: faketime)");
        self.env("LD_PRELOAD", library.to_str().expect("letters"))
            .env("FAKETIME", &format!("-{seconds}s"))
            .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
    }

    #[must_use]
    pub fn from_folder(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Waits for its end.
    pub fn run(mut self) -> Ended {
        let done = self.command.output().expect("starts");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ended { code: done.status.code(), out: text(&done.stdout), err: text(&done.stderr) }
    }

    /// Kills it as soon as this is so, as a power cut does.
    pub fn killed_when(mut self, mut enough: impl FnMut() -> bool) {
        let mut child = self.command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
        while !enough() {
            assert_eq!(child.try_wait().expect("it is ours"), None, "it ended before");
            std::thread::yield_now();
        }
        child.kill().expect("it runs");
        child.wait().expect("it is ours");
    }

    /// Waits until it is ready.
    ///
    /// # Errors
    /// How it ended when it never was.
    pub fn serve(mut self) -> Result<Running, Ended> {
        let mut child = self.command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
        let (said, lines) = channel();
        let out = BufReader::new(child.stdout.take().expect("piped"));
        let mut err = child.stderr.take().expect("piped");
        let log = Arc::new(Mutex::new(String::new()));
        let kept = Arc::clone(&log);
        // Both are read to their end: a full pipe would stop the server.
        let listening = vec![
            std::thread::spawn(move || {
                for line in out.lines().map_while(Result::ok) {
                    let _ = said.send(line);
                }
            }),
            std::thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(length @ 1..) = err.read(&mut buffer) {
                    kept.lock().unwrap().push_str(&String::from_utf8_lossy(&buffer[..length]));
                }
            }),
        ];
        let mut running = Running { child, lines, listening, log, url: String::new() };
        match running.lines.iter().find_map(|line| line.strip_prefix("Maatstaf is ready: ").map(str::to_owned)) {
            Some(url) => {
                running.url = url;
                Ok(running)
            }
            None => Err(running.ended()),
        }
    }
}

/// A process that serves.
pub struct Running {
    child: Child,
    lines: Receiver<String>,
    listening: Vec<JoinHandle<()>>,
    log: Arc<Mutex<String>>,
    /// As it says that it can be reached.
    url: String,
}

impl Running {
    fn ended(&mut self) -> Ended {
        let code = self.child.wait().expect("it is ours").code();
        for thread in self.listening.drain(..) {
            thread.join().expect("reads to the end");
        }
        Ended { code, out: self.lines.try_iter().collect::<Vec<_>>().join("\n"), err: self.log.lock().unwrap().clone() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("--- the server's log\n{}---", self.log.lock().map(|log| log.clone()).unwrap_or_default());
        }
    }
}

/// A server on a place of its own.
pub struct Server {
    running: Running,
    place: Arc<Place>,
    demo: bool,
}

impl Server {
    /// With nothing in it: it prints the one-time code.
    pub fn fresh(engine: Engine) -> Self {
        Self::on(&Arc::new(Place::new(engine)), false)
    }

    /// With the demo.
    pub fn demo(engine: Engine) -> Self {
        Self::on(&Arc::new(Place::new(engine)), true)
    }

    /// One more server on this place.
    pub fn on(place: &Arc<Place>, demo: bool) -> Self {
        Self::with(place, demo, &[])
    }

    /// The same with more of its settings.
    pub fn with(place: &Arc<Place>, demo: bool, settings: &[&str]) -> Self {
        Self::listening(place, demo, SocketAddr::from(([127, 0, 0, 1], 0)), settings)
    }

    /// The same where others know that it is.
    pub fn listening(place: &Arc<Place>, demo: bool, address: SocketAddr, settings: &[&str]) -> Self {
        let demo_too: &[&str] = if demo { &["--demo"] } else { &[] };
        let address = address.to_string();
        let arguments = [&["serve", "--listen", &address], demo_too, settings].concat();
        let running = binary(&arguments).on(place).serve().unwrap_or_else(|ended| panic!("the server did not start: {ended:?}"));
        Self { running, place: Arc::clone(place), demo }
    }

    /// One more server on this place, whose clock is so many seconds behind.
    pub fn behind(place: &Arc<Place>, seconds: u32) -> Self {
        let running = binary(&["serve", "--demo", "--listen", "127.0.0.1:0"]).on(place).behind(seconds).serve();
        let running = running.unwrap_or_else(|ended| panic!("the server did not start: {ended:?}"));
        Self { running, place: Arc::clone(place), demo: true }
    }

    pub fn place(&self) -> &Arc<Place> {
        &self.place
    }

    pub fn pid(&self) -> u32 {
        self.running.child.id()
    }

    /// Where it really listens.
    pub fn address(&self) -> SocketAddr {
        let port = self.running.url.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).expect("an address with a port");
        SocketAddr::from(([127, 0, 0, 1], port))
    }

    /// The one-time code that it printed.
    pub fn code(&self) -> String {
        let lines = self.running.lines.iter();
        let code = lines.skip_while(|line| !line.contains("one-time code")).find_map(|line| line.strip_prefix("    ").map(str::to_owned));
        code.expect("a one-time code on the terminal")
    }

    /// What it wrote to its log so far.
    pub fn log(&self) -> String {
        self.running.log.lock().unwrap().clone()
    }

    /// A browser that nobody has signed in with.
    pub fn browser(&self) -> Browser {
        Browser::new(self.address())
    }

    /// Ends it at once, as a power cut does.
    pub fn kill(&mut self) {
        self.running.child.kill().expect("it runs");
        self.running.child.wait().expect("it is ours");
    }

    /// Asks it to stop, and waits until it has.
    pub fn stop(&mut self) -> ExitStatus {
        self.ask_to_stop();
        self.running.child.wait().expect("it is ours")
    }

    /// What a service manager sends; returns at once.
    pub fn ask_to_stop(&self) {
        kill_process(Pid::from_child(&self.running.child), Signal::TERM).expect("it runs");
    }

    pub fn wait(&mut self) -> ExitStatus {
        self.running.child.wait().expect("it is ours")
    }

    /// The same place with a new process.
    #[must_use]
    pub fn again(mut self) -> Self {
        if self.running.child.try_wait().expect("it is ours").is_none() {
            self.stop();
        }
        Self::on(&self.place, self.demo)
    }

    /// Fails unless every chain is whole.
    pub fn verify(&self) {
        let ended = binary(&["verify"]).on(&self.place).run();
        assert!(ended.code == Some(0) && ended.out.is_empty(), "verify: {ended:?}");
    }
}
