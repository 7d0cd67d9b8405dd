//! Starting, and why it does not: one clear message on the terminal and exit code 1.

use std::{fs, sync::Arc};

use tests::{Demo, Ended, Engine, PASSWORD, Place, Server, binary, binary_of_nobody, both_engines};

const LISTEN: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];

both_engines! {
    fn a_newer_database_is_refused_and_left_alone(engine) {
        let place = Arc::new(Place::new(engine));
        drop(Server::on(&place, false));
        place.from_the_future();
        fails(binary(&LISTEN).on(&place).run(), "newer Maatstaf");
    }

    fn another_secret_is_refused(engine) {
        let place = Arc::new(Place::new(engine));
        drop(Server::on(&place, false));
        let other = "ff".repeat(32);
        fails(binary(&["serve", "--listen", "127.0.0.1:0", "--secret", &other]).on(&place).run(), "not the secret");
        fails(binary(&["serve", "--listen", "127.0.0.1:0", "--secret", "kort"]).on(&place).run(), "64 hex digits");
        Server::on(&place, false).verify();
    }

    fn a_demo_never_goes_into_a_real_database(engine) {
        let server = Server::fresh(engine);
        tests::steps::set_up(&server);
        let place = Arc::clone(server.place());
        drop(server);
        fails(binary(&["serve", "--demo", "--listen", "127.0.0.1:0"]).on(&place).run(), "real organisation");
        Server::on(&place, false).verify();
    }

    fn a_demo_only_listens_where_nobody_else_can_come(engine) {
        let place = Place::new(engine);
        fails(binary(&["serve", "--demo", "--listen", "0.0.0.0:0"]).on(&place).run(), "loopback");
    }

    fn the_demo_is_filled_once(engine) {
        let mut demo = Demo::new(engine);
        let (finished, half_way) = (demo.finished.clone(), demo.half_way.clone());
        demo = Demo::of(demo.server.again());
        assert_eq!((demo.finished.as_str(), demo.half_way.as_str()), (finished.as_str(), half_way.as_str()));
        let totals = demo.browser("recruiter").open(&format!("/vacancies/{finished}/compare?tab=totals")).clone();
        for total in ["3,45", "3,53", "4,12", "2,52", "3,93"] {
            totals.says(total);
        }
        demo.server.verify();
    }

    fn the_code_is_for_the_first_start_only(engine) {
        let server = Server::fresh(engine);
        tests::steps::set_up(&server);
        let server = server.again();
        let form = [("code", "abcdefghjkmn"), ("organisation", "B"), ("name", "B"), ("email", "b@example.org"), ("password", PASSWORD), ("password_again", PASSWORD)];
        server.browser().call("people/set-up", &form).refused(domain::Code::AlreadySetUp);
        assert_eq!(server.browser().open("/").url, "/sign-in");
    }
}

#[test]
fn a_database_that_is_not_there_is_named_without_its_password() {
    for (address, says) in [
        ("postgres://anna:geheim@127.0.0.1:1/maatstaf", "cannot reach the database 127.0.0.1:1/maatstaf"),
        ("mysql://anna:geheim@127.0.0.1/maatstaf", "sqlite:// or postgres://"),
        ("sqlite::memory:", "in memory forgets"),
        ("sqlite:///proc/maatstaf/x.db", "cannot"),
    ] {
        let secret = "00".repeat(32);
        let ended = binary(&["serve", "--listen", "127.0.0.1:0", "--database", address, "--secret", &secret]).run();
        assert!(!ended.err.contains("geheim"), "{ended:?}");
        fails(ended, says);
    }
    let place = Place::new(Engine::Postgres);
    place.remove();
    fails(binary(&LISTEN).on(&place).run(), "cannot reach the database");
}

#[test]
fn postgres_needs_a_secret_that_every_server_knows() {
    let place = Place::new(Engine::Postgres);
    fails(binary(&["serve", "--listen", "127.0.0.1:0", "--database", &place.url()]).run(), "MAATSTAF_SECRET");
}

#[test]
fn a_locked_or_foreign_file_is_refused() {
    let place = Arc::new(Place::new(Engine::Sqlite));
    let lock = place.lock();
    fails(binary(&LISTEN).on(&place).run(), "locked by another program");
    drop(lock);
    drop(Server::on(&place, false));
    let lock = place.lock();
    fails(binary(&LISTEN).on(&place).run(), "locked by another program");
    drop(lock);
    fs::write(place.file(), "dit is geen database, maar wel lang genoeg om er een te lijken".repeat(20)).expect("written");
    fails(binary(&LISTEN).on(&place).run(), "cannot");
}

#[test]
fn a_port_that_is_taken_is_named() {
    let place = Place::new(Engine::Sqlite);
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    fails(
        binary(&["serve", "--listen", &address]).on(&place).run(),
        &format!("Cannot listen on {address}: another program listens there. Stop that one, or choose another port"),
    );
    assert!(!place.file().exists(), "nothing was made");
}

#[test]
fn a_folder_that_is_not_its_own_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new(Engine::Sqlite);
    fs::set_permissions(place.folder(), fs::Permissions::from_mode(0o555)).expect("ours");
    let says = format!("may not write in the folder {}", place.folder().display());
    fails(binary_of_nobody(&LISTEN).on(&place).run(), &says);
}

#[test]
fn help_and_version_work_from_any_folder_and_make_nothing() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let help = binary(&["--help"]).from_folder(folder.path()).run();
    assert!(help.code == Some(0) && help.out.contains("serve") && help.out.contains("verify"), "{help:?}");
    let serve = binary(&["serve", "--help"])
        .env("DATABASE_URL", "postgres://anna:geheim@h/d")
        .env("MAATSTAF_SECRET", "geheim")
        .from_folder(folder.path())
        .run();
    for flag in ["--listen", "--database", "--secret", "--base-url", "--demo", "MAATSTAF_LISTEN", "DATABASE_URL", "127.0.0.1:3000"] {
        assert!(serve.out.contains(flag), "{flag}: {serve:?}");
    }
    assert!(!serve.out.contains("geheim"), "{serve:?}");
    let version = binary(&["--version"]).from_folder(folder.path()).run();
    assert!(version.code == Some(0) && version.out.starts_with("maatstaf "), "{version:?}");
    assert_eq!(binary(&["nergens"]).from_folder(folder.path()).run().code, Some(2));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn without_arguments_the_data_is_beside_the_caller_and_nobody_else_reads_it() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let running = binary(&LISTEN).from_folder(folder.path()).serve().unwrap_or_else(|ended| panic!("{ended:?}"));
    drop(running);
    for file in ["data/maatstaf.db", "data/maatstaf.db.secret"] {
        let meta = fs::metadata(folder.path().join(file)).expect(file);
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&meta.permissions()) & 0o077, 0, "{file}");
        assert!(meta.len() > 0, "{file}");
    }
}

fn fails(ended: Ended, says: &str) {
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.err.to_lowercase().contains(&says.to_lowercase()), "{says:?} expected: {ended:?}");
    assert!(!ended.out.contains("is ready") && !ended.err.contains("panicked"), "{ended:?}");
}
