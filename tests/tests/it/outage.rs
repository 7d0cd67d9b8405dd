//! The disk is full, or the database is started anew, while fifty devices score. The server goes on; so do they.

use std::{fs, sync::Arc};

use domain::Code;
use tests::{Cluster, Demo, Engine, Place, Server, both_engines, postgres};

use crate::{
    scoring::{Client, checked, clients, score},
    small_disk::SmallDisk,
};

both_engines! {
    fn a_disk_that_fills_while_they_score_keeps_what_it_acknowledged(engine) {
        let disk = SmallDisk::new();
        // Lives as long as the database on it.
        let cluster = (engine == Engine::Postgres).then(Cluster::start);
        let place = cluster.as_ref().map_or_else(|| Place::on_disk(&disk.folder), |cluster| on_small_disk(cluster, &disk));
        let mut demo = Demo::of(Server::on(&Arc::new(place), true));
        let mut clients = clients(&demo);
        for _ in 0..2 {
            let filler = disk.fill();
            // Until each of them was refused.
            score(&mut demo, &mut clients, 0, |_| {});
            assert!(clients.iter().all(Client::was_refused), "507, and no other answer");
            fs::remove_file(filler).expect("makes room");
        }
        checked(&demo, clients);
    }
}

/// Only the rows: PostgreSQL ends itself when its log has no room, which is a restart and not a refusal.
fn on_small_disk(cluster: &Cluster, disk: &SmallDisk) -> Place {
    let folder = disk.folder.join("rows");
    fs::create_dir(&folder).expect("a folder");
    for folder in [&folder, &disk.folder] {
        Cluster::hand_over(folder);
    }
    postgres(&cluster.url(), &format!("CREATE TABLESPACE small LOCATION '{}'", folder.display()));
    Place::on_cluster(cluster, Some("small"))
}

#[test]
fn a_database_that_is_started_anew_while_they_score_is_found_again() {
    let mut cluster = Cluster::start();
    let mut demo = Demo::of(Server::on(&Arc::new(Place::on_cluster(&cluster, None)), true));
    let mut clients = clients(&demo);
    for enough in [60, 0] {
        score(&mut demo, &mut clients, enough, |_| cluster.cut_off());
        demo.server.browser().get("/healthz").refused(Code::Unavailable);
        cluster.start_again();
        demo.server.browser().get("/healthz").done();
    }
    checked(&demo, clients);
}
