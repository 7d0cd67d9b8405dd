//! The library of an organisation.

use domain::{
    Code, Failure, Fault,
    library::{Library, LibraryCompetency, LibraryRow},
    people::Role,
};

use super::world::{admin, colleague, other_organisation, worked_document};

fn shipped() -> Library {
    Library::shipped().expect("parses")
}

fn own(key: &str) -> LibraryCompetency {
    LibraryCompetency { key: key.into(), ..shipped().competencies.remove(0) }
}

fn keys(rows: &[LibraryRow]) -> Vec<String> {
    rows.iter().filter(|row| row.own.is_some()).map(|row| row.competency.key.clone()).collect()
}

both_engines! {
    async fn a_copy_can_be_adapted_and_the_shipped_one_stays(db: TestStore) {
        let ada = admin(&db).await;
        let key = db.copy_competency(&ada, "adaptability").await.expect("copied");
        assert_eq!(key, "adaptability_2");
        let mut copy = db.library(&ada).await.expect("a library").into_iter().find(|row| row.competency.key == key).expect("there").competency;
        copy.name.nl = "Meebewegen".into();
        db.change_competency(&ada, 1, &copy).await.expect("changed");
        assert_eq!(db.change_competency(&ada, 1, &copy).await, Err(Code::Stale.into()), "somebody changed it since");
        let shipped = LibraryCompetency { key: "adaptability".into(), ..copy.clone() };
        assert_eq!(db.change_competency(&ada, 1, &shipped).await, Err(Code::NotFound.into()), "what ships is nobody's to change");
        copy.name = domain::Bilingual::default();
        assert_eq!(db.change_competency(&ada, 2, &copy).await, Err(Failure::field("name_nl", Code::Required).into()));
        assert_eq!(db.verify().await, Ok(vec![]));
    }

    async fn a_key_is_taken_once(db: TestStore) {
        let ada = admin(&db).await;
        let taken = Failure::field("key", Code::DuplicateItem);
        assert_eq!(db.add_competency(&ada, own("adaptability")).await, Err(taken.clone().into()));
        assert_eq!(db.add_competency(&ada, own("eigen")).await.as_deref(), Ok("eigen"));
        assert_eq!(db.add_competency(&ada, own("eigen")).await, Err(taken.into()));
        assert_eq!(db.add_competency(&ada, own("")).await.as_deref(), Ok("learning_ability_2"));
    }

    async fn what_is_retired_is_no_longer_offered_until_it_is_again(db: TestStore) {
        let ada = admin(&db).await;
        db.add_competency(&ada, own("eigen")).await.expect("added");
        let add = |key: &str| domain::scorecard::Command::AddCompetency { key: key.into() };
        let card = db.create_scorecard(&ada, &worked_document(&db)).await.expect("created");
        db.retire_competency(&ada, "eigen").await.expect("retired");
        db.retire_competency(&ada, "eigen").await.expect("a second click finds it done");
        assert_eq!(db.change_draft(&ada, card, 1, add("eigen")).await, Err(Code::NotFound.into()));
        assert!(db.library(&ada).await.expect("a library").last().and_then(|row| row.own.clone()).expect("own").retired);
        db.restore_competency(&ada, "eigen").await.expect("restored");
        let changed = db.change_draft(&ada, card, 1, add("eigen")).await.expect("offered");
        assert_eq!(changed.document.competencies.len(), 5);
    }

    async fn an_import_is_all_or_nothing_and_twice_changes_nothing(db: TestStore) {
        let ada = admin(&db).await;
        let mut library = Library { version: "1".into(), competencies: vec![own("een"), shipped().competencies.remove(1), own("twee")] };
        let done = db.import_library(&ada, &library).await.expect("imported");
        assert_eq!((done.added, done.changed, done.same), (2, 0, 1));
        let again = db.import_library(&ada, &library).await.expect("imported");
        assert_eq!((again.added, again.changed, again.same), (0, 0, 3));
        library.competencies[0].name.nl = "Anders".into();
        library.competencies[1].name.nl = "Meegeleverd, maar anders".into();
        let key = library.competencies[1].key.clone();
        let refused = Failure::invalid(vec![Fault::about("/competencies/1/key", Code::DuplicateItem, key)]);
        assert_eq!(db.import_library(&ada, &library).await, Err(refused.into()));
        let rows = db.library(&ada).await.expect("a library");
        assert!(rows.iter().all(|row| row.competency.name.nl != "Anders"), "nothing was taken in");
        library.competencies.remove(1);
        let done = db.import_library(&ada, &library).await.expect("imported");
        assert_eq!((done.added, done.changed, done.same), (0, 1, 1));
        assert_eq!(keys(&db.library(&ada).await.expect("a library")), ["een", "twee"]);
    }

    async fn the_library_is_of_one_organisation_and_changed_by_staff(db: TestStore) {
        let ada = admin(&db).await;
        let eva = other_organisation(&db).await;
        db.add_competency(&ada, own("eigen")).await.expect("added");
        assert_eq!(keys(&db.library(&eva).await.expect("a library")), Vec::<String>::new());
        assert_eq!(db.retire_competency(&eva, "eigen").await, Err(Code::NotFound.into()));
        let interviewer = colleague(&db, &ada, "Otto", Role::Interviewer).await;
        assert_eq!(db.library(&interviewer).await, Err(Code::NotAllowed.into()));
        let auditor = colleague(&db, &ada, "Audi", Role::Auditor).await;
        assert!(db.library(&auditor).await.is_ok());
        for who in [interviewer, auditor] {
            assert_eq!(db.add_competency(&who, own("x")).await, Err(Code::NotAllowed.into()));
            assert_eq!(db.retire_competency(&who, "eigen").await, Err(Code::NotAllowed.into()));
            assert_eq!(db.import_library(&who, &shipped()).await, Err(Code::NotAllowed.into()));
        }
    }
}
