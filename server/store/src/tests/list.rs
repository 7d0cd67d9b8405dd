//! The list of vacancies has pages, and can be searched.

use domain::vacancy::{AT_HOME, LISTED, NewVacancy, RevealPolicy};

use super::world::World;

both_engines! {
    async fn a_long_list_has_pages_and_a_search_that_knows_no_capitals_or_accents(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        for number in 1..=LISTED {
            let title = format!("Coördinator {number}");
            let new = NewVacancy { title, version: world.version, policy: RevealPolicy::AfterRound, anonymous: false };
            world.db.open_vacancy(&world.recruiter, &new).await.expect("opened");
        }
        let list = async |search: &str, page: usize| world.db.vacancies(&world.recruiter, search, page).await.expect("a list");
        let first = list("", 1).await;
        assert_eq!((first.rows.len(), first.all, first.page, first.pages()), (LISTED, LISTED + 1, 1, 2));
        let last = list("", 2).await;
        assert_eq!((last.rows.len(), last.page), (1, 2));
        assert_eq!((last.rows[0].candidates, last.rows[0].sheets), (1, 3), "the oldest, with its panel");
        assert!(first.rows.iter().all(|row| row.id != last.rows[0].id && (row.candidates, row.sheets) == (0, 0)));
        assert_eq!(list("", 99).await, last, "an address of a page that is not there");
        assert_eq!(list(" COORDINATOR ", 1).await.all, LISTED);
        assert_eq!(list("coördinator 25", 1).await.all, 1);
        assert_eq!((list("zzz", 1).await.all, list("zzz", 1).await.pages()), (0, 1));
        let home = world.db.home(&world.recruiter).await.expect("home");
        assert_eq!((home.vacancies.len(), home.more_vacancies), (AT_HOME, LISTED + 1 - AT_HOME));
    }
}
