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
        said(verify(&place).run(), 0, &[]);
        demo.server.stop();
        said(verify(&place).run(), 0, &[]);
    }

    fn each_row_that_was_tampered_with_is_a_line(engine) {
        let demo = Demo::new(engine);
        let [_, live, _] = demo.interviews();
        let place = demo.server.place();
        place.tamper(&format!("UPDATE ledger SET payload = '{{\"level\":5}}' WHERE interview_id = {} AND seq = 2", place.literal(&live)));
        place.tamper("DELETE FROM audit WHERE seq = 3");
        let ended = verify(place).run();
        assert_eq!(ended.code, Some(1), "{ended:?}");
        let lines: Vec<&str> = ended.out.lines().collect();
        assert_eq!(lines.len(), 2, "{ended:?}");
        assert!(lines.contains(&format!("ledger of interview {live} row 2: changed").as_str()), "{ended:?}");
        assert!(lines.iter().any(|line| line.starts_with("audit of organisation ") && line.ends_with(" row 3: missing")), "{ended:?}");
    }

    fn another_secret_or_a_newer_database_is_not_a_verdict(engine) {
        let place = Arc::new(Place::new(engine));
        drop(Server::on(&place, false));
        fails(binary(&OTHER_SECRET).on(&place).run(), "this is not the secret");
        fails(binary(&["verify", "--secret", "kort"]).on(&place).run(), "64 hex digits");
        said(verify(&place).run(), 0, &[]);
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

#[test]
fn a_file_that_was_changed_behind_its_back_says_what_was_done_to_which_row() {
    let demo = Demo::new(Engine::Sqlite);
    let place = demo.server.place();
    let interview = demo.rows(&demo.finished)[0].1.clone();
    let mine = format!("interview_id = {}", place.literal(&interview));
    let last = place.number(&format!("SELECT MAX(seq) FROM ledger WHERE {mine}"));
    place.tamper(&format!("CREATE TABLE kept AS SELECT * FROM ledger WHERE {mine}"));
    let copy = format!(
        "CREATE TEMP TABLE made_up AS SELECT * FROM kept WHERE seq = 3;
         UPDATE made_up SET seq = {last} + 1, id = randomblob(16);
         INSERT INTO ledger SELECT * FROM made_up;"
    );
    let closed_up = format!(
        "DELETE FROM ledger WHERE {mine} AND seq = 4;
         UPDATE ledger SET seq = -seq WHERE {mine} AND seq > 4;
         UPDATE ledger SET seq = -seq - 1 WHERE {mine} AND seq < 0;"
    );
    for (sql, lines) in [
        (format!("UPDATE ledger SET kind = 'noted', at = 0 WHERE {mine} AND seq = 4"), vec!["row 4: changed".to_owned()]),
        (format!("DELETE FROM ledger WHERE {mine} AND seq = 4"), vec!["row 4: missing".to_owned()]),
        (closed_up, vec!["before row 4: a row was removed".to_owned()]),
        (copy, vec![format!("row {}: inserted", last + 1)]),
        (
            format!("DELETE FROM ledger WHERE {mine} AND seq > {last} - 3"),
            (last - 2..=last).map(|seq| format!("row {seq}: missing")).collect(),
        ),
    ] {
        place.tamper(&sql);
        let lines: Vec<String> = lines.iter().map(|line| format!("ledger of interview {interview} {line}")).collect();
        said(verify(place).run(), 1, &lines);
        place.tamper(&format!("DELETE FROM ledger WHERE {mine}; INSERT INTO ledger SELECT * FROM kept"));
        said(verify(place).run(), 0, &[]);
    }
}

#[test]
fn where_there_is_nothing_it_makes_nothing() {
    let folder = tempfile::TempDir::new().expect("a folder");
    fails(binary(&["verify"]).from_folder(folder.path()).run(), "There is no database data/maatstaf.db.");
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
    said(verify(&place).run(), 0, &[]);
}

fn said(ended: Ended, code: i32, lines: &[String]) {
    assert_eq!(
        (ended.code, ended.out.lines().collect::<Vec<_>>(), ended.err.as_str()),
        (Some(code), lines.iter().map(String::as_str).collect(), "")
    );
}

fn fails(ended: Ended, says: &str) {
    assert!(ended.code == Some(2) && ended.out.is_empty() && ended.err.contains(says), "{says:?} expected: {ended:?}");
}
