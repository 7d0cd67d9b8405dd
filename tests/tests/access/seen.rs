//! Every path that shows others' ratings writes down who read them, and who did can no more be asked onto a panel of the round.

use domain::access::Sight;
use serde_json::Value;
use tests::Engine;

use crate::{
    table::{About, ROWS, Row, Rule},
    things::{filled, things},
    world::{World, run},
};

/// Paths that show ratings to who may read them.
fn showing() -> impl Iterator<Item = &'static Row> {
    let shows = |row: &&Row| matches!(row.rule, Rule::May(action, About::Finished) if action.sight() == Sight::Ratings);
    ROWS.iter().filter(|row| row.is_read()).filter(shows)
}

/// Why somebody cannot rate the candidate that came later, as who plans it is told.
async fn no_rater(world: &World, vacancy: &str, late: &str, name: &str) -> Value {
    let planning = world.get("recruiter", &format!("/api/ui/vacancies/planning?vacancy={vacancy}&application={late}")).await.data();
    let people = planning["people"].as_array().expect("people");
    people.iter().find(|it| it["person"]["name"] == name).expect("a colleague")["no_rater"].clone()
}

#[test]
fn every_path_that_shows_ratings_takes_the_reader_off_the_panels_of_the_round() {
    run(async {
        let mut world = World::new(Engine::Sqlite).await;
        for who in ["admin", "recruiter", "panel1"] {
            world.sign_in(who).await;
        }
        let things = things(&world).await;
        let vacancy = things.ids["finished"].clone();
        let added = world.form("recruiter", "/api/ui/vacancies/add-candidate", &format!("vacancy={vacancy}&name=Later")).await;
        assert!(added.status < 400, "{}", added.text());
        let board = world.get("recruiter", &format!("/api/ui/vacancies/show?vacancy={vacancy}")).await.data()["board"]["rows"].clone();
        let late = board.as_array().expect("rows").iter().find(|row| row["candidate"] == "Later").expect("added")["application"].clone();
        let late = late.as_str().expect("an id").to_owned();
        let mut tried = 0;
        for (n, row) in showing().enumerate() {
            let who = format!("lezer{n}");
            world.invite(&who, "recruiter").await;
            assert_eq!(no_rater(&world, &vacancy, &late, &who).await, Value::Null, "{} was not read yet", row.path);
            let path = filled(&row.path(), &things.ids);
            let answer = if row.is_page() { world.page(&who, &path).await } else { world.get(&who, &path).await };
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(no_rater(&world, &vacancy, &late, &who).await, "has_seen", "{path}");
            tried += 1;
        }
        assert!(tried >= 9, "{tried} were tried");
        assert_eq!(world.store.verify().await.expect("verified"), [""; 0]);
    });
}
