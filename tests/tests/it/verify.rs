//! `maatstaf verify`: 0 when all is well, 1 with a line for each row that was tampered with, 2 when it could not look.

use std::{fs, sync::Arc};

use tests::{Binary, Demo, Ended, Engine, Place, Server, binary, both_engines};

const OTHER_SECRET: [&str; 3] = ["verify", "--secret", "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"];

fn verify(place: &Place) -> Binary {
    binary(&["verify"]).on(place)
}

both_engines! {
    fn an_untouched_database_is_well_while_it_is_used_and_after(engine) {
        let mut demo = Demo::new(engine);
        let place = Arc::clone(demo.server.place());
        well(verify(&place).run());
        demo.server.stop();
        well(verify(&place).run());
    }

    fn another_secret_or_a_newer_database_is_not_a_verdict(engine) {
        let place = Arc::new(Place::new(engine));
        drop(Server::on(&place, false));
        fails(binary(&OTHER_SECRET).on(&place).run(), "this is not the secret");
        fails(binary(&["verify", "--secret", "kort"]).on(&place).run(), "64 hex digits");
        well(verify(&place).run());
        place.from_the_future();
        fails(verify(&place).run(), "newer Maatstaf");
    }

    fn a_database_that_is_gone_is_named_and_not_made_again(engine) {
        let place = Arc::new(Place::new(engine));
        drop(Server::on(&place, false));
        place.remove();
        let name = place.url().rsplit_once('/').map(|(_, name)| name.to_owned()).expect("a name");
        fails(verify(&place).run(), &name);
        assert!(!place.file().exists());
    }
}

/// What may be done to rows, and what is said of each, stands in the tests of `store`, for both engines.
#[test]
fn a_file_that_was_changed_behind_its_back_says_which_rows() {
    let mut demo = Demo::new(Engine::Sqlite);
    let place = Arc::clone(demo.server.place());
    let [_, live, planned] = demo.interviews();
    for (interview, text) in [(&planned, "eerste notitie"), (&live, "tweede notitie")] {
        let mut rater = demo.rater("panel1", interview);
        let entries = [rater.noted(0, "vooraf"), rater.noted(0, text), rater.noted(0, "achteraf")];
        rater.store(&entries);
    }
    demo.server.stop();
    let whole = fs::read(place.file()).expect("a database");
    fs::write(place.file(), altered(&altered(&whole, b"eerste notitie", b"andere notitie"), b"tweede notitie", b"TWEEDE NOTITIE"))
        .expect("written");
    let ended = verify(&place).run();
    assert_eq!((ended.code, ended.err.as_str()), (Some(1), ""), "{ended:?}");
    let mut lines: Vec<&str> = ended.out.lines().collect();
    lines.sort_unstable();
    let of = |interview: &str| lines.iter().filter(|line| line.starts_with(&format!("ledger of interview {interview} row "))).count();
    assert_eq!((lines.len(), of(&live), of(&planned)), (2, 1, 1), "{ended:?}");
    assert!(lines.iter().all(|line| line.ends_with(": changed")), "{ended:?}");
    // Nothing was in the first interview to come before these three.
    assert!(lines.contains(&format!("ledger of interview {planned} row 2: changed").as_str()), "{ended:?}");
    fs::write(place.file(), whole).expect("put back");
    well(verify(&place).run());
}

#[test]
fn what_cannot_be_read_is_said_once_and_nothing_is_logged_beside_it() {
    let place = Arc::new(Place::of_the_first(Engine::Sqlite));
    let mut demo = Demo::of(Server::on(&place, true));
    let [_, live, _] = demo.interviews();
    let mut rater = demo.rater("panel1", &live);
    let entries = [rater.noted(0, "eerste notitie")];
    rater.store(&entries);
    demo.server.stop();
    let whole = fs::read(place.file()).expect("a database");
    // An entry that is no entry any more: it lacks the end of its text.
    fs::write(place.file(), altered(&whole, b"eerste notitie\"", b"eerste notitie ")).expect("written");
    let ended = verify(&place).run();
    assert_eq!((ended.code, ended.err.as_str()), (Some(1), ""), "{ended:?}");
    assert!(ended.out.contains(&format!("ledger of interview {live} row ")), "{ended:?}");
    fs::write(place.file(), &whole[..whole.len() / 2 / 4096 * 4096]).expect("cut");
    let ended = verify(&place).run();
    assert_eq!((ended.code, ended.out.as_str(), ended.err.lines().count()), (Some(2), "", 1), "{ended:?}");
    assert!(ended.err.contains("malformed"), "{ended:?}");
    fs::write(place.file(), whole).expect("put back");
    well(verify(&place).run());
}

/// The bytes of a file with one text for another of the same length: no row moves.
fn altered(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut altered = bytes.to_vec();
    let places: Vec<usize> = bytes.windows(from.len()).enumerate().filter(|(_, window)| *window == from).map(|(at, _)| at).collect();
    assert!(!places.is_empty(), "it is in the file as it was typed");
    for at in places {
        altered[at..at + from.len()].copy_from_slice(to);
    }
    altered
}

#[test]
fn where_there_is_nothing_it_makes_nothing() {
    let folder = tempfile::TempDir::new().expect("a folder");
    fails(binary(&["verify"]).from_folder(folder.path()).run(), "There is no database data/maatstaf.db. Pass --database");
    fails(binary(&["verify", "--database", "sqlite://x.db"]).from_folder(folder.path()).run(), "There is no database x.db.");
    fails(binary(&[&OTHER_SECRET[..], &["--database", "sqlite:x.db?mode=rwc"]].concat()).from_folder(folder.path()).run(), "x.db.");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn without_its_secret_it_makes_none() {
    let place = Arc::new(Place::new(Engine::Sqlite));
    drop(Server::on(&place, false));
    let secret = place.folder().join("maatstaf.db.secret");
    let key = fs::read(&secret).expect("a secret");
    fs::remove_file(&secret).expect("removed");
    fails(verify(&place).run(), "maatstaf.db.secret is not there");
    assert!(!secret.exists());
    fs::write(&secret, key).expect("put back");
    well(verify(&place).run());
}

fn well(ended: Ended) {
    assert_eq!((ended.code, ended.out.as_str(), ended.err.as_str()), (Some(0), "", ""));
}

fn fails(ended: Ended, says: &str) {
    assert!(ended.code == Some(2) && ended.out.is_empty() && ended.err.contains(says), "{says:?} expected: {ended:?}");
}
