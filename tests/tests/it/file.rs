//! The SQLite file: replaced while it is served, served twice, half filled, torn, or only to be read.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    path::Path,
    sync::Arc,
    thread,
};

use domain::Code;
use tests::{
    Demo, Ended, Engine, Place, Server, binary, binary_of_nobody, both_engines,
    faults::{self, Chance},
};

const LISTEN: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];
const DEMO: [&str; 4] = ["serve", "--demo", "--listen", "127.0.0.1:0"];

#[test]
fn after_another_file_took_its_name_nothing_is_answered_for_that_is_not_in_the_own_file() {
    faults::replaced().nothing_is_lost();
}

#[test]
fn after_another_file_was_copied_into_it_nothing_is_answered_for_and_the_copy_stays_as_it_is() {
    faults::copied_over().nothing_is_lost();
}

#[test]
fn a_file_that_was_lost_stays_lost_when_it_is_put_back() {
    let demo = Demo::new(Engine::Sqlite);
    let file = demo.server.place().file();
    let (kept, other) = (file.with_file_name("kept.db"), file.with_file_name("other.db"));
    fs::hard_link(&file, &kept).expect("a second name");
    fs::write(&other, "another").expect("written");
    fs::rename(&other, &file).expect("renamed");
    demo.server.browser().get("/healthz").refused(Code::Replaced);
    fs::rename(kept, &file).expect("put back");
    demo.server.browser().get("/healthz").refused(Code::Replaced);
}

#[test]
fn of_three_servers_on_one_file_one_serves_and_the_others_say_so() {
    let place = Place::new(Engine::Sqlite);
    let started: Vec<_> = thread::scope(|scope| {
        let starting: Vec<_> = (0..3).map(|_| scope.spawn(|| binary(&LISTEN).on(&place).serve())).collect();
        starting.into_iter().map(|one| one.join().expect("ran")).collect()
    });
    let (serving, refused): (Vec<_>, Vec<_>) = started.into_iter().partition(Result::is_ok);
    assert_eq!((serving.len(), refused.len()), (1, 2));
    for ended in refused.into_iter().filter_map(Result::err) {
        fails(ended, &format!("another Maatstaf serves the database {}", place.file().display()));
    }
}

#[test]
fn a_server_waits_for_the_one_before_it_to_finish() {
    let mut demo = Demo::new(Engine::Sqlite);
    let place = Arc::clone(demo.server.place());
    thread::scope(|scope| {
        let next = scope.spawn(|| binary(&DEMO).on(&place).serve());
        demo.server.stop();
        assert!(next.join().expect("ran").is_ok(), "it serves");
    });
}

#[test]
fn a_demo_that_was_cut_off_half_filled_says_which_files_to_remove() {
    let place = Arc::new(Place::new(Engine::Sqlite));
    binary(&DEMO).on(&place).killed_when(|| place.entries() > 0);
    let ended = binary(&DEMO).on(&place).run();
    fails(ended.clone(), "is half of one");
    let named = ["", "-wal", "-shm"].map(|end| format!("{}{end}", place.file().display()));
    for file in named.iter().filter(|file| Path::new(file).exists()) {
        assert!(ended.err.contains(file.as_str()), "{file}: {ended:?}");
        fs::remove_file(file).expect("removed");
    }
    Demo::of(Server::on(&place, true)).server.verify();
}

both_engines! {
    fn a_step_that_was_taken_out_of_the_list_is_named(engine) {
        for step in [1, 7] {
            let place = Arc::new(Place::new(engine));
            drop(Server::on(&place, false));
            place.forget_step(step);
            fails(binary(&LISTEN).on(&place).run(), &format!("are not those that step {step} begins with"));
        }
    }
}

/// Pages of chance at places of chance, the same in every run.
#[test]
fn a_copy_with_another_page_anywhere_is_named_or_refused() {
    let mut demo = Demo::new(Engine::Sqlite);
    let place = Arc::clone(demo.server.place());
    demo.server.stop();
    // No page is left that nobody uses.
    place.vacuum();
    let whole = fs::read(place.file()).expect("read");
    let (pages, mut chance) = (whole.len() / PAGE, Chance(20_261_129));
    for _ in 0..TORN {
        let page = usize::try_from(chance.below(pages as u64)).expect("a page");
        let mut torn = whole.clone();
        torn[page * PAGE..(page + 1) * PAGE].fill_with(|| u8::try_from(chance.below(256)).expect("a byte"));
        fs::write(place.file(), torn).expect("written");
        let ended = binary(&["verify"]).on(&place).run();
        let told = matches!(ended.code, Some(1)) && !ended.out.is_empty() || matches!(ended.code, Some(2)) && !ended.err.is_empty();
        assert!(told, "page {page} of {pages}: {ended:?}");
        for end in ["-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{end}", place.file().display()));
        }
    }
    fs::write(place.file(), whole).expect("put back");
    assert_eq!(binary(&["verify"]).on(&place).run().code, Some(0));
}

const PAGE: usize = 4096;
const TORN: usize = 24;

#[test]
fn a_database_is_verified_where_nothing_may_be_written() {
    let mut demo = Demo::new(Engine::Sqlite);
    let place = Arc::clone(demo.server.place());
    let [_, live, _] = demo.interviews();
    let mut rater = demo.rater("panel1", &live);
    let entries = [rater.noted(0, "laatste notitie")];
    rater.store(&entries);
    // What it wrote last is in the log beside the file.
    demo.server.kill();
    assert!(length(&place.file(), "-wal") > 0);
    read_only(&place.folder(), 0o555, 0o444);
    let verify = || binary_of_nobody(&["verify"]).on(&place).run();
    let ended = verify();
    assert_eq!((ended.code, ended.out.as_str(), ended.err.as_str()), (Some(0), "", ""));
    place.reword("laatste notitie", "een andere notitie");
    read_only(&place.folder(), 0o555, 0o444);
    let ended = verify();
    assert_eq!((ended.code, ended.out.contains("note")), (Some(1), true), "{ended:?}");
}

fn read_only(folder: &Path, of_folder: u32, of_files: u32) {
    for file in fs::read_dir(folder).expect("a folder") {
        fs::set_permissions(file.expect("a file").path(), Permissions::from_mode(of_files)).expect("ours");
    }
    fs::set_permissions(folder, Permissions::from_mode(of_folder)).expect("ours");
}

/// Of what lies beside the file.
fn length(file: &Path, end: &str) -> u64 {
    fs::metadata(format!("{}{end}", file.display())).map_or(0, |file| file.len())
}

fn fails(ended: Ended, says: &str) {
    assert!(ended.code == Some(1) && ended.err.contains(says) && !ended.err.contains("panicked"), "{says:?} expected: {ended:?}");
}
