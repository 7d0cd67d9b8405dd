//! Stopping: nobody who hangs on keeps it from ending, and nobody loses what was begun.

use std::{
    fs,
    io::Write,
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

use rustix::process::{Pid, Signal, geteuid, kill_process};
use tempfile::TempDir;
use tests::{Demo, Engine, Place, Server, answers};

#[test]
fn half_a_request_does_not_keep_a_server_from_stopping() {
    let patient = ["--head-seconds", "86400", "--body-seconds", "86400", "--drain-seconds", "1"];
    let mut demo = Demo::of(Server::with(&Arc::new(Place::new(Engine::Sqlite)), true, &patient));
    let host = demo.server.address();
    let cookie = demo.browser("panel1").cookie();
    let half_a_body = format!(
        "POST /api/ui/people/sign-out HTTP/1.1\r\nhost: {host}\r\ncookie: {cookie}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: 1000\r\n\r\nx="
    );
    let _begun: Vec<TcpStream> = ["GET / HT", &half_a_body]
        .into_iter()
        .map(|half| {
            let mut socket = TcpStream::connect(host).expect("listens");
            socket.write_all(half.as_bytes()).expect("takes it");
            socket
        })
        .collect();
    let code = demo.server.stop().code();
    let log = demo.server.log();
    assert!(code == Some(0) && log.contains("1 seconds after the stop was cut off"), "{code:?} {log}");
    demo.server.again().verify();
}

#[test]
fn a_pack_that_a_stop_interrupts_says_so_at_once() {
    let mut demo = Demo::new(Engine::Sqlite);
    let place = Arc::clone(demo.server.place());
    let way = format!("/vacancies/{}/reports", demo.finished);
    let mut recruiter = demo.browser("recruiter");
    recruiter.call("documents/make-pack", &[("vacancy", &demo.finished), ("lang", "nl"), ("paper", "a4")]).done();
    demo.server.stop();
    assert_eq!(place.interrupted_packs(), 1);
    place.packs_in_the_making();
    demo.server = demo.server.again();
    let page = recruiter.at(demo.server.address()).open(&way).clone();
    page.says(text::documents::pack_interrupted(page.lang()));
    page.form("/api/ui/documents/make-pack", &[]);
}

const POSTING: usize = 12;

/// As one replaces a version: one server after the other, while everybody goes on.
#[test]
fn two_servers_behind_a_proxy_are_restarted_one_by_one_and_nobody_hears_of_it() {
    let mut demo = Demo::new(Engine::Postgres);
    let place = Arc::clone(demo.server.place());
    let mut other = Server::on(&place, true);
    let proxy = Proxy::before(&[demo.server.address(), other.address()]);
    let [_, live, _] = demo.interviews();
    let raters: Vec<_> = ["panel1", "panel2", "panel3"].into_iter().map(|name| demo.rater(name, &live)).collect();
    let (over, sent) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        for mut rater in raters.iter().cycle().take(POSTING).cloned() {
            let (over, sent, address) = (&over, &sent, proxy.address);
            scope.spawn(move || {
                let _ends = Ends(over);
                rater.browser = rater.browser.at(address);
                while !over.load(Ordering::Relaxed) {
                    let entry = [rater.noted(0, "blijft")];
                    assert_eq!(answers(&rater.send(&entry)), ["stored"]);
                    sent.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        // When one fails, the others end, and its panic is told.
        let _ends = Ends(&over);
        for _ in 0..3 {
            for server in [&mut demo.server, &mut other] {
                let address = server.address();
                assert_eq!(server.stop().code(), Some(0));
                *server = Server::listening(&place, true, address, &[]);
                let so_far = sent.load(Ordering::Relaxed);
                while sent.load(Ordering::Relaxed) < so_far + POSTING && !over.load(Ordering::Relaxed) {
                    thread::yield_now();
                }
            }
        }
    });
    demo.server.verify();
}

struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Debian's nginx, which makes a connection for every request.
struct Proxy {
    address: SocketAddr,
    nginx: Child,
    _folder: TempDir,
}

impl Proxy {
    fn before(servers: &[SocketAddr]) -> Self {
        let folder = TempDir::new().expect("a folder");
        let address = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port");
        // Without `max_fails=0` it leaves a server alone for ten seconds that refused once, also when that is there again.
        let servers: Vec<String> = servers.iter().map(|server| format!("server {server} max_fails=0;")).collect();
        let servers = servers.join(" ");
        let at = folder.path().display();
        let user = if geteuid().is_root() { "user root;" } else { "" };
        let settings = format!(
            "daemon off; {user} pid {at}/pid; error_log {at}/log; events {{}}
             http {{
                 access_log off;
                 client_body_temp_path {at}/body; proxy_temp_path {at}/proxy; fastcgi_temp_path {at}/f; uwsgi_temp_path {at}/u; scgi_temp_path {at}/s;
                 upstream maatstaf {{ {servers} }}
                 server {{ listen {address}; location / {{ proxy_pass http://maatstaf; proxy_set_header Host $http_host; }} }}
             }}"
        );
        let file = folder.path().join("nginx.conf");
        fs::write(&file, settings).expect("written");
        let mut command = Command::new("/usr/sbin/nginx");
        command.arg("-c").arg(&file).arg("-e").arg(folder.path().join("log")).stdin(Stdio::null());
        let nginx = command.spawn().expect("nginx is needed for this test (Debian: nginx-light)");
        while TcpStream::connect(address).is_err() {
            thread::yield_now();
        }
        Self { address, nginx, _folder: folder }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = kill_process(Pid::from_child(&self.nginx), Signal::TERM);
        let _ = self.nginx.wait();
    }
}
