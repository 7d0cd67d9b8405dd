//! Many people who score at once: entries a second next to two baselines in the same run, how long an entry takes when five
//! hundred raters send one every five seconds, and how soon who looks on is poked.
//!
//! One entry per request; half of them are levels, half are notes. Load and server share the machine: what the load itself
//! takes of it is said.

mod client;
mod world;

use std::{fs, time::Duration};

use tests::{Engine, Goal, figure, now};

use self::{
    client::{Client, Watcher},
    world::World,
};

const OF_PARSING: f64 = 0.3;
const OF_SINGLE: f64 = 3.0;
const RATERS: usize = 500;
const EVERY: Duration = Duration::from_secs(5);
const ENTRY_MS: f64 = 20.0;
const POKE_MS: f64 = 100.0;
const MEASURED: Duration = Duration::from_secs(5);

pub(super) fn measure() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let world = World::new(engine, RATERS.div_ceil(3) + 5);
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
        runtime.block_on(all(&world));
    }
}

async fn all(world: &World) {
    let name = |what: &str| format!("{} {what}", if world.engine == Engine::Sqlite { "SQLite" } else { "PostgreSQL" });
    // First, while the server has not yet used memory for anything else.
    let (poke, memory) = watched(world).await;
    figure("live", &name("from answer to poke at 500 watchers, p99"), format!("{poke:.1}"), "ms", &Goal::at_most(poke, POKE_MS, "ms"));
    let none = Goal::none();
    figure("live", &name("memory per watcher"), format!("{memory:.1}"), "kB", &none);
    let baseline = world.baseline();
    for clients in [64, 512] {
        let (ours, cpu) = pace(world, world.demo.server.address(), clients, "ledger").await;
        let (parsing, _) = pace(world, baseline.address(), clients, "parse").await;
        let (single, _) = pace(world, baseline.address(), clients, "ledger").await;
        let none = Goal::none();
        figure("live", &name(&format!("durable entries at {clients} clients")), format!("{ours:.0}"), "entries/s", &none);
        figure("live", &name(&format!("parsed and not stored at {clients} clients")), format!("{parsing:.0}"), "entries/s", &none);
        figure("live", &name(&format!("a commit each at {clients} clients")), format!("{single:.0}"), "entries/s", &none);
        figure("live", &name(&format!("the load's own processors at {clients} clients")), format!("{cpu:.2}"), "of 1", &none);
        let (of_parsing, of_single) = (ours / parsing, ours / single);
        figure(
            "live",
            &name(&format!("of parsing at {clients} clients")),
            format!("{of_parsing:.2}"),
            "times",
            &Goal::at_least(of_parsing, OF_PARSING, ""),
        );
        figure(
            "live",
            &name(&format!("of a commit each at {clients} clients")),
            format!("{of_single:.1}"),
            "times",
            &Goal::at_least(of_single, OF_SINGLE, ""),
        );
    }
    let slow = steady(world).await;
    figure("live", &name("an entry at 500 raters every 5 s, p99"), format!("{slow:.1}"), "ms", &Goal::at_most(slow, ENTRY_MS, "ms"));
}

/// Entries per second, and how much of the machine the load took.
async fn pace(world: &World, server: std::net::SocketAddr, clients: usize, way: &'static str) -> (f64, f64) {
    let mut connected = Vec::new();
    for pair in world.pairs.iter().cycle().take(clients) {
        connected.push(Client::connect(server, pair.clone(), way).await);
    }
    let (begin, before) = (now(), processor());
    let end = begin + MEASURED;
    let tasks: Vec<_> = connected
        .into_iter()
        .map(|mut client| {
            tokio::spawn(async move {
                let mut count = 0u32;
                while now() < end {
                    client.send().await;
                    count += 1;
                }
                count
            })
        })
        .collect();
    let mut sum = 0;
    for task in tasks {
        sum += task.await.expect("a client");
    }
    let took = begin.elapsed().as_secs_f64();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    (f64::from(sum) / took, (processor() - before) / took / cores as f64)
}

/// Every rater sends one entry in five seconds, each at a moment of their own; gives the p99 in milliseconds.
async fn steady(world: &World) -> f64 {
    let begin = tokio::time::Instant::now() + Duration::from_millis(500);
    let mut tasks = Vec::new();
    for (n, pair) in world.pairs.iter().take(RATERS).enumerate() {
        let mut client = Client::connect(world.demo.server.address(), pair.clone(), "ledger").await;
        let offset = EVERY.mul_f64(n as f64 / RATERS as f64);
        tasks.push(tokio::spawn(async move {
            let mut took = Vec::new();
            let mut turns = tokio::time::interval_at(begin + offset, EVERY);
            for _ in 0..4 {
                turns.tick().await;
                let sent = now();
                client.send().await;
                took.push(sent.elapsed().as_secs_f64() * 1000.0);
            }
            took
        }));
    }
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await.expect("a rater"));
    }
    p99(all)
}

/// Three people look at each of the interviews; the chair asks questions. Gives the p99 from the chair's answer to the poke,
/// in milliseconds, and what one who looks takes of the server's memory, in kB.
async fn watched(world: &World) -> (f64, f64) {
    let server = world.demo.server.address();
    let before = resident(&world.demo.server);
    let mut groups: Vec<Vec<Watcher>> = Vec::new();
    for trio in world.pairs.chunks(3).take(RATERS.div_ceil(3)) {
        let mut group = Vec::new();
        for pair in trio {
            group.push(Watcher::look(server, pair).await);
        }
        groups.push(group);
    }
    let many = groups.iter().map(Vec::len).sum::<usize>() as f64;
    let memory = (resident(&world.demo.server) - before) / many;
    let mut all = Vec::new();
    for (trio, group) in world.pairs.chunks(3).zip(&mut groups) {
        for watcher in group.iter_mut() {
            watcher.quiet().await;
        }
        // The first of three is the chair.
        let mut chair = Client::connect(server, trio[0].clone(), "ledger").await;
        chair.ask().await;
        let answered = now();
        for watcher in group.iter_mut() {
            let poked = watcher.poked().await;
            all.push(poked.saturating_duration_since(answered).as_secs_f64() * 1000.0);
        }
    }
    (p99(all), memory)
}

fn p99(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all[all.len().saturating_sub(1 + all.len() / 100)]
}

/// Seconds of processor that this process has used.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("this bench needs Linux");
    let fields: Vec<&str> = stat.rsplit_once(')').expect("a name").1.split_whitespace().collect();
    let ticks: f64 = fields[11].parse::<f64>().expect("a number") + fields[12].parse::<f64>().expect("a number");
    ticks / 100.0
}

/// Kilobytes that the server keeps in memory.
fn resident(server: &tests::Server) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.pid())).expect("this bench needs Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line with VmRSS");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}
