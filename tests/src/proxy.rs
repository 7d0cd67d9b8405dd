//! A network between a server and its PostgreSQL that can go mute without a word, lead elsewhere, and count trips.

use std::{
    io::{Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

/// Runs until the test ends.
pub struct Proxy {
    address: SocketAddr,
    way: Arc<Way>,
}

/// What happens to what passes.
struct Way {
    to: Mutex<SocketAddr>,
    /// Connections that were made before this one say nothing any more.
    mute_before: AtomicU64,
    made: AtomicU64,
    trips: AtomicU64,
}

impl Proxy {
    /// In front of this server, `127.0.0.1:5432` or an address of a database.
    pub fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("an address");
        let number = || AtomicU64::new(0);
        let way = Arc::new(Way { to: Mutex::new(server), mute_before: number(), made: number(), trips: number() });
        let shared = Arc::clone(&way);
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                // One that leads nowhere is closed, as by a machine that is down.
                let _ = Way::carry(&shared, client);
            }
        });
        Self { address, way }
    }

    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// From here on no byte of the connections that there are arrives, in either direction, and none is closed. New ones work.
    pub fn mute(&self) {
        self.way.mute_before.store(self.way.made.load(Ordering::SeqCst), Ordering::SeqCst);
    }

    /// New connections lead here; those that there are end.
    pub fn lead_to(&self, server: SocketAddr) {
        *self.way.to.lock().unwrap() = server;
    }

    /// How often something was asked and waited for since this was last called: not what a pool does when nobody waits any more.
    pub fn trips(&self) -> u64 {
        self.way.trips.swap(0, Ordering::SeqCst)
    }
}

impl Way {
    fn carry(way: &Arc<Self>, client: TcpStream) -> std::io::Result<()> {
        let server = TcpStream::connect(*way.to.lock().unwrap())?;
        for end in [&client, &server] {
            end.set_nodelay(true)?;
        }
        let number = way.made.fetch_add(1, Ordering::SeqCst) + 1;
        let answered = Arc::new(AtomicBool::new(true));
        let (up, down) = (Arc::clone(way), Arc::clone(way));
        let (from, to, heard) = (client.try_clone()?, server.try_clone()?, Arc::clone(&answered));
        thread::spawn(move || up.pass(number, from, to, |bytes| up.count(&heard, bytes)));
        thread::spawn(move || down.pass(number, server, client, |_| answered.store(true, Ordering::SeqCst)));
        Ok(())
    }

    fn pass(&self, number: u64, mut from: TcpStream, mut to: TcpStream, seen: impl Fn(&[u8])) {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            if number <= self.mute_before.load(Ordering::SeqCst) {
                continue;
            }
            seen(&buffer[..length]);
            if to.write_all(&buffer[..length]).is_err() {
                break;
            }
        }
        if number > self.mute_before.load(Ordering::SeqCst) {
            // The other end may have gone first.
            let _ = to.shutdown(Shutdown::Both);
        }
    }

    /// The first bytes after an answer begin a trip. Rolling back and looking whether a connection lives is done after the answer.
    fn count(&self, answered: &AtomicBool, bytes: &[u8]) {
        let is_aside = bytes.get(5..).is_some_and(|text| text.starts_with(b"ROLLBACK"));
        // A `S` alone only asks whether anybody is there.
        let is_statement = bytes.first().is_some_and(|kind| b"QPBE".contains(kind));
        if answered.swap(false, Ordering::SeqCst) && is_statement && !is_aside {
            self.trips.fetch_add(1, Ordering::SeqCst);
        }
    }
}
