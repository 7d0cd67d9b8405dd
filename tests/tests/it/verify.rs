//! `maatstaf verify`, as somebody runs it who doubts.

use tests::{Demo, Engine, Place, binary, both_engines};

both_engines! {
    fn what_was_tampered_with_is_named_a_line_each(engine) {
        let demo = Demo::new(engine);
        let place = demo.server.place();
        let whole = binary(&["verify"]).on(place).run();
        assert_eq!((whole.code, whole.out.as_str()), (Some(0), ""), "{whole:?}");
        place.tamper("UPDATE ledger SET kind = 'noted' WHERE seq = 2 AND interview_id = (SELECT id FROM interview ORDER BY id LIMIT 1)");
        place.tamper("DELETE FROM audit WHERE seq = 3");
        let broken = binary(&["verify"]).on(place).run();
        let mut lines: Vec<&str> = broken.out.lines().map(|line| line.rsplit_once(" row ").map_or(line, |(_, what)| what)).collect();
        lines.sort_unstable();
        assert_eq!((broken.code, lines), (Some(1), vec!["2: changed", "3: missing"]), "{broken:?}");
    }
}

#[test]
fn where_there_is_no_database_none_is_made() {
    let place = Place::new(Engine::Sqlite);
    let ended = binary(&["verify"]).on(&place).run();
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.err.contains("There is no database"), "{ended:?}");
    assert!(!place.file().exists());
}

#[test]
fn with_another_secret_it_says_so_and_names_no_row() {
    let demo = Demo::new(Engine::Sqlite);
    let ended = binary(&["verify"]).on(demo.server.place()).env("MAATSTAF_SECRET", &"ab".repeat(32)).run();
    assert_eq!((ended.code, ended.out.as_str()), (Some(2), ""), "{ended:?}");
}
