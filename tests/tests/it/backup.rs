//! Backups: made while thirty devices score, put back, refused, and made by themselves before an upgrade.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use tests::{Binary, Demo, Ended, Engine, Place, Server, binary, both_engines, faults, postgres};

fn backup(place: &Place, to: &Path) -> Binary {
    binary(&["backup", path(to)]).on(place)
}

fn restore(place: &Place, from: &Path) -> Binary {
    binary(&["restore", path(from)]).on(place)
}

fn path(path: &Path) -> &str {
    path.to_str().expect("a path in letters")
}

both_engines! {
    fn a_backup_that_is_made_while_they_score_holds_what_was_acknowledged_before_it_began(engine) {
        faults::backed_up(engine).nothing_is_lost();
    }

    fn a_backup_goes_over_nothing_and_changes_nothing(engine) {
        let place = Place::of_the_first(engine);
        let file = place.folder().join("first.backup");
        let before = (engine == Engine::Sqlite).then(|| fs::read(place.file()).expect("read"));
        done(&backup(&place, &file).run(), "organisations 1,");
        let made = fs::read(&file).expect("made");
        fails(&backup(&place, &file).run(), 1, "is there already");
        assert!(fs::read(&file).expect("still there") == made);
        if let Some(before) = before {
            assert!(fs::read(place.file()).expect("read") == before, "no step was done and no seal was set");
        }
        // Of the first version still: its next server brings it up to date.
        Demo::of(Server::on(&Arc::new(place), true)).server.verify();
    }

    fn nothing_is_put_back_while_a_server_runs_or_with_another_secret_or_from_what_is_not_whole(engine) {
        let mut demo = Demo::new(engine);
        let place = Arc::clone(demo.server.place());
        let file = place.folder().join("whole.backup");
        done(&backup(&place, &file).run(), "entries");
        fails(&restore(&place, &file).run(), 2, if engine == Engine::Sqlite { "another Maatstaf serves" } else { "Stop it first" });
        demo.server.stop();
        let other = place.another(&place.secret());
        fails(&binary(&["restore", path(&file), "--secret", &"ff".repeat(32)]).on(&other).run(), 2, "not the secret");
        fails(&restore(&other, &other.folder().join("none")).run(), 2, "There is no backup");
        let mut torn = fs::read(&file).expect("read");
        torn.truncate(torn.len() / 2 / 4096 * 4096);
        let half = other.folder().join("half.backup");
        fs::write(&half, torn).expect("written");
        let ended = restore(&other, &half).run();
        assert!(matches!(ended.code, Some(1 | 2)), "{ended:?}");
        assert!(engine == Engine::Postgres || !other.file().exists(), "nothing is there");
        done(&restore(&other, &file).run(), "every chain in it is whole");
    }
}

#[test]
fn what_was_there_is_kept_under_one_name_when_a_backup_is_put_back() {
    let mut demo = Demo::new(Engine::Sqlite);
    let place = Arc::clone(demo.server.place());
    let file = place.folder().join("evening.backup");
    done(&backup(&place, &file).run(), "entries");
    let [_, live, _] = demo.interviews();
    let mut rater = demo.rater("panel1", &live);
    let entries = [rater.noted(0, "na de reservekopie")];
    rater.store(&entries);
    demo.server.kill();
    let ended = restore(&place, &file).run();
    done(&ended, "What was there is kept as");
    let texts = |demo: &Demo| demo.rater("panel1", &live).sheet()["notes"].to_string();
    demo.server = Server::on(&place, true);
    assert!(!texts(&demo).contains("na de reservekopie"));
    demo.server.stop();
    let aside = ended.out.lines().find_map(|line| line.strip_prefix("What was there is kept as ")).expect("a name");
    let aside = PathBuf::from(aside.trim_end_matches('.'));
    for end in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{end}", place.file().display()));
        let _ = fs::rename(format!("{}{end}", aside.display()), format!("{}{end}", place.file().display()));
    }
    demo.server = Server::on(&place, true);
    assert!(texts(&demo).contains("na de reservekopie"), "what was kept is whole, with its log");
    demo.server.verify();
}

#[test]
fn a_postgres_with_something_in_it_takes_no_backup() {
    let mut demo = Demo::new(Engine::Postgres);
    let place = Arc::clone(demo.server.place());
    let file = place.folder().join("whole.backup");
    done(&backup(&place, &file).run(), "entries");
    demo.server.stop();
    fails(&restore(&place, &file).run(), 2, "There is something in this database");
}

#[test]
fn an_account_that_may_make_no_database_reads_its_backup_and_says_that_it_was_not_tried() {
    let mut demo = Demo::new(Engine::Postgres);
    let place = Arc::clone(demo.server.place());
    demo.server.stop();
    let name = format!("maatstaf_reader_{}", std::process::id());
    place.tamper(&format!("DROP ROLE IF EXISTS {name}; CREATE ROLE {name} LOGIN PASSWORD 'ge heim'; GRANT pg_read_all_data TO {name}"));
    let url = place.url().replace("postgres://postgres@", &format!("postgres://{name}:ge%20heim@"));
    let file = place.folder().join("read.backup");
    let ended = binary(&["backup", path(&file), "--database", &url]).env("MAATSTAF_SECRET", &place.secret()).run();
    postgres(&place.url(), &format!("DROP OWNED BY {name}; DROP ROLE {name}"));
    done(&ended, "not tried");
    assert!(!ended.out.contains("heim"), "{ended:?}");
}

both_engines! {
    fn before_an_upgrade_a_backup_is_made_by_itself(engine) {
        let place = Arc::new(Place::of_the_first(engine));
        Demo::of(Server::on(&place, true)).server.stop();
        let folder = if engine == Engine::Sqlite { place.folder() } else { place.folder().join("data") };
        let found = |folder: &Path| -> Vec<PathBuf> {
            let files = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path());
            files.filter(|file| path(file).contains(".before-0002")).collect()
        };
        let [kept] = found(&folder).try_into().expect("one backup");
        // Once: the second start has nothing to do.
        Server::on(&place, true).stop();
        assert_eq!(found(&folder).len(), 1);
        // That one is of before there were seals, which the secret by now says there are.
        let other = place.another(&place.key());
        done(&restore(&other, &kept).run(), "every chain in it is whole");
        Demo::of(Server::on(&other, true)).server.verify();
    }
}

fn done(ended: &Ended, says: &str) {
    assert!(ended.code == Some(0) && ended.err.is_empty() && ended.out.contains(says), "{says:?} expected: {ended:?}");
}

fn fails(ended: &Ended, code: i32, says: &str) {
    assert!(ended.code == Some(code) && ended.err.contains(says) && !ended.err.contains("panicked"), "{says:?} expected: {ended:?}");
}
