//! The disk is full, the SQLite file is replaced or copied over, a backup is made and put back.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, sync::Arc, time::Duration};

use domain::Code;

use super::{Staged, acknowledged, again, bystander};
use crate::{
    Cluster, Demo, Ended, Engine, Place, Server, SmallDisk, binary, now, postgres,
    scoring::{Client, Tally, clients, missing, score, tally},
};

/// Twice: it fills until each device was refused, and room is made.
pub fn disk_filled(engine: Engine) -> Staged {
    let disk = SmallDisk::made();
    // Lives as long as the database on it.
    let cluster = (engine == Engine::Postgres).then(Cluster::start);
    let place = cluster.as_ref().map_or_else(|| Place::on_disk(&disk.folder), |cluster| on_small_disk(cluster, &disk));
    let mut demo = Demo::of(Server::on(&Arc::new(place), true));
    let mut rater = bystander(&demo);
    let mut clients = clients(&demo);
    let mut recovered = Duration::ZERO;
    for _ in 0..2 {
        let filler = disk.fill();
        score(&mut demo, &mut clients, 0, |_| {});
        assert!(clients.iter().all(Client::was_refused), "507, and no other answer");
        fs::remove_file(filler).expect("makes room");
        recovered = recovered.max(acknowledged(&mut rater, now()));
    }
    Staged { tally: tally(&demo, clients), recovered }
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

/// Another file takes the name of the one that is served: nothing is answered for that is not in the own one, which is put back.
pub fn replaced() -> Staged {
    let mut demo = Demo::new(Engine::Sqlite);
    let file = demo.server.place().file();
    let (kept, other) = (file.with_file_name("kept.db"), file.with_file_name("other.db"));
    fs::hard_link(&file, &kept).expect("a second name");
    fs::copy(Place::of_the_first(Engine::Sqlite).file(), &other).expect("another database");
    let new = fs::read(&other).expect("read");
    let mut rater = bystander(&demo);
    let mut clients = clients(&demo);
    // It ends when each of them was refused.
    score(&mut demo, &mut clients, 60, |_| fs::rename(&other, &file).expect("renamed"));
    refuses_for_good(&demo);
    let since = now();
    assert_eq!(demo.server.stop().code(), Some(0));
    assert!(fs::read(&file).expect("read") == new, "nothing was written to the new one");
    assert_eq!(length_of_log(&file), 0, "nothing lies beside it that its next server would take for its own");
    fs::rename(kept, &file).expect("put back");
    demo.server = demo.server.again();
    let recovered = again(&demo, &mut rater, since);
    Staged { tally: tally(&demo, clients), recovered }
}

/// An earlier file is copied into the one that is served, over what was acknowledged before. Nothing is acknowledged any more and
/// nothing is written into the copy; the tally is of what is acknowledged after a new start.
pub fn copied_over() -> Staged {
    let mut demo = Demo::new(Engine::Sqlite);
    let file = demo.server.place().file();
    demo.server.stop();
    let earlier = fs::read(&file).expect("read");
    demo.server = demo.server.again();
    let mut devices = clients(&demo);
    score(&mut demo, &mut devices, 120, |_| fs::write(&file, &earlier).expect("copied over"));
    refuses_for_good(&demo);
    let since = now();
    assert_eq!(demo.server.stop().code(), Some(0));
    assert!(fs::read(&file).expect("read") == earlier, "nothing was written into the copy");
    demo.server = demo.server.again();
    demo.server.verify();
    let recovered = acknowledged(&mut bystander(&demo), since);
    let mut devices = clients(&demo);
    score(&mut demo, &mut devices, 60, |demo| demo.server.kill());
    demo.server = demo.server.again();
    Staged { tally: tally(&demo, devices), recovered }
}

/// Says what happened to everybody, once in the log, and also when the file looks right again.
fn refuses_for_good(demo: &Demo) {
    demo.server.browser().get("/healthz").refused(Code::Replaced);
    let page = demo.server.browser().open("/sign-in").clone();
    assert_eq!(page.status, 503);
    let words = [domain::Lang::Nl, domain::Lang::En].map(|lang| text::errors::say(lang, Code::Replaced, ""));
    assert!(words.iter().any(|words| page.html.contains(words)), "{}", page.html);
    assert_eq!(demo.server.log().matches("was replaced while it was served").count(), 1, "{}", demo.server.log());
}

fn length_of_log(file: &Path) -> u64 {
    fs::metadata(format!("{}-wal", file.display())).map_or(0, |file| file.len())
}

/// A backup that is made while they score, put back elsewhere: it holds what was acknowledged before it began.
pub fn backed_up(engine: Engine) -> Staged {
    let mut demo = Demo::new(engine);
    let place = Arc::clone(demo.server.place());
    let file = place.folder().join("night.backup");
    let mut rater = bystander(&demo);
    let mut clients = clients(&demo);
    // What these are told is acknowledged before it begins; while it is made, they score on.
    score(&mut demo, &mut clients, 60, |demo| demo.server.kill());
    demo.server = demo.server.again();
    let before: Vec<_> = clients.iter().map(Client::acknowledged).collect();
    let mut ended = None;
    score(&mut demo, &mut clients, 30, |demo| {
        ended = Some(binary(&["backup", path(&file)]).on(&place).run());
        demo.server.kill();
    });
    let ended = ended.expect("made");
    says(&ended, "organisations 1, interviews 10, entries ");
    assert!(ended.out.contains("The secret is not in it") && !ended.out.contains(&place.key()), "{ended:?}");
    assert!(fs::metadata(&file).expect("made").permissions().mode() & 0o777 == 0o600);
    if engine == Engine::Sqlite {
        let bytes = fs::read(&file).expect("read");
        assert_eq!(&bytes[60..64], [0; 4], "it has no mark of a server");
    }
    let other = place.another(&place.secret());
    let since = now();
    says(&binary(&["restore", path(&file)]).on(&other).run(), "every chain in it is whole");
    demo.server = Server::on(&other, true);
    let recovered = again(&demo, &mut rater, since);
    let lost = missing(&demo, &clients, &before);
    demo.server = Server::on(&place, true);
    let whole = tally(&demo, clients);
    Staged { tally: Tally { lost: whole.lost + lost, ..whole }, recovered }
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path in letters")
}

fn says(ended: &Ended, words: &str) {
    assert!(ended.code == Some(0) && ended.err.is_empty() && ended.out.contains(words), "{words:?} expected: {ended:?}");
}
