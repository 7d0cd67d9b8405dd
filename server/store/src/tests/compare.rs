//! The numbers, and the evidence behind them.

use domain::{Code, ids::ItemId, scorecard::Step, scoring::Total, vacancy::RevealPolicy};
use uuid::Uuid;

use super::world::{CANDIDATES, World};

both_engines! {
    async fn the_worked_panel_gives_the_totals_of_science_3_5(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        world.score_all().await;
        let compared = world.db.compared(&world.recruiter, world.vacancy).await.expect("compared");
        assert_eq!(compared.pending, []);
        let names: Vec<_> = compared.comparison.lines.iter().map(|l| l.candidate.as_str()).collect();
        assert_eq!(names, ["Anna de Wit", "bo Li", "Cem Öz", "Émile Łukasz", "Zoë Müller"], "by name, never by total");
        let raters: Vec<_> = compared.comparison.raters.iter().map(|r| r.name.as_str()).collect();
        assert_eq!(raters, ["Alex", "Bram", "Chris"]);
        let expected = [3.45, 3.533_333_333, 4.116_666_667, 2.516_666_667, 3.933_333_333];
        for ((name, application), expected) in CANDIDATES.iter().zip(&world.applications).zip(expected) {
            let line = compared.comparison.lines.iter().find(|line| line.application == *application).expect("a line");
            assert_eq!(line.candidate, *name);
            let total = line.score.total.value().expect("complete");
            assert!((total - expected).abs() < 1e-6, "{name}: {total}");
            assert!(line.score.cells.iter().all(|cell| cell.n == 3 && cell.scores.len() == 3));
        }
        assert_eq!(compared.document, world.document);
        let report = world.db.panel_report(&world.a, world.vacancy).await.expect("a report");
        assert_eq!(report.comparison, compared.comparison);
        assert_eq!((report.provenance.organisation.as_str(), report.provenance.generated_by.as_str()), ("Voorbeeld BV", "Alex"));
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn behind_a_cell_are_the_ratings_and_notes_of_who_submitted(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        world.score_all().await;
        let competency = &world.document.competencies[0];
        let evidence = world.db.evidence(&world.recruiter, world.applications[2], competency.id).await.expect("evidence");
        assert_eq!((evidence.candidate.as_str(), evidence.raters.len()), ("Anna de Wit", 3));
        let alex = &evidence.raters[0];
        assert_eq!((alex.name.as_str(), alex.score), ("Alex", Some(5.0)));
        let items: Vec<_> = competency.items().iter().map(|item| item.id).collect();
        assert_eq!(alex.ratings.iter().map(|(item, _)| *item).collect::<Vec<_>>(), items);
        assert_eq!(alex.notes.iter().map(|n| (n.text.as_str(), n.step)).collect::<Vec<_>>(), [("zei iets over [5, 4, 3, 4]", Some(Step::Action))]);
        let other = world.db.evidence(&world.recruiter, world.applications[2], world.document.competencies[1].id).await.expect("evidence");
        assert!(other.raters.iter().all(|rater| rater.notes.is_empty()), "a note is behind its own competency");
        let unknown = world.db.evidence(&world.recruiter, world.applications[2], ItemId(Uuid::nil())).await;
        assert_eq!(unknown, Err(Code::NotFound.into()));
        let report = world.db.candidate_report(&world.auditor, world.applications[2]).await.expect("a report");
        assert_eq!(report.evidence[0], evidence);
        assert_eq!((report.evidence.len(), report.raters.len(), report.line.candidate.as_str()), (4, 3, "Anna de Wit"));
    }

    async fn only_submitted_sheets_count(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        world.score(&world.a, world.interviews[0], [3, 3, 3, 3]).await;
        world.append_stored(&world.b, world.interviews[0], world.ratings([5, 5, 5, 5])).await;
        world.db.reveal_early(&world.recruiter, world.vacancy, "de manager vertrekt").await.expect("revealed");
        let compared = world.db.compared(&world.recruiter, world.vacancy).await.expect("compared");
        let score = &compared.comparison.lines[0].score;
        assert!(matches!(&score.total, Total::Incomplete(missing) if missing.len() == 8));
        assert!(score.cells.iter().all(|cell| cell.n == 1 && cell.mean == Some(3.0)));
        let evidence = world.db.evidence(&world.recruiter, world.applications[0], world.document.competencies[0].id).await.expect("evidence");
        assert_eq!(evidence.raters.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["Alex"]);
        let report = world.db.candidate_report(&world.recruiter, world.applications[0]).await.expect("a report");
        assert!(report.evidence.iter().all(|cell| cell.raters.len() == 1));
    }

    async fn individuals_stay_hidden_where_the_policy_says_never(db: TestStore) {
        let world = World::new(db, RevealPolicy::Never).await;
        world.score_all().await;
        let compared = world.db.compared(&world.recruiter, world.vacancy).await.expect("aggregates show");
        let without: Vec<&str> = compared.comparison.lines.iter().filter(|line| line.score.total.value().is_none()).map(|line| line.candidate.as_str()).collect();
        assert_eq!(without, ["Anna de Wit"], "two of three gave her a 5 on the first competency: whoever gave the 4 would know");
        let evidence = world.db.evidence(&world.admin, world.applications[0], world.document.competencies[0].id).await;
        assert_eq!(evidence, Err(Code::NotAllowed.into()));
        let report = world.db.candidate_report(&world.recruiter, world.applications[0]).await.expect("a report");
        let panel = world.db.panel_report(&world.recruiter, world.vacancy).await.expect("a report");
        let pages = [
            serde_json::to_string(&compared).expect("json"),
            serde_json::to_string(&report).expect("json"),
            serde_json::to_string(&panel).expect("json"),
        ];
        for page in pages {
            for rater in world.raters() {
                assert!(!page.contains(&rater.user().expect("a person").to_string()), "{page}");
            }
            for name in ["Alex", "Bram", "Chris", "zei iets"] {
                assert!(!page.contains(name), "{name} in {page}");
            }
        }
    }

    async fn without_names_every_page_has_the_same_masks_and_nothing_that_tells_who(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        assert_eq!(world.db.tamper("UPDATE vacancy SET anonymous = TRUE").await, 1);
        let knows = world.declare("oud-collega");
        world.append_stored(&world.a, world.interviews[0], vec![knows]).await;
        world.score_all().await;
        let compared = world.db.compared(&world.a, world.vacancy).await.expect("revealed");
        let names: Vec<&str> = compared.comparison.raters.iter().map(|rater| rater.name.as_str()).collect();
        assert_eq!(names, ["R1", "R2", "R3"]);
        let own = compared.own.and_then(|own| compared.comparison.raters.get(own)).expect("a rates").id;
        let scores = compared.comparison.lines.iter().map(|line| line.score.cells[0].scores.iter().find(|it| it.rater == own).and_then(|it| it.score));
        let alex: Vec<Option<f64>> = scores.collect();
        let evidence = async |application| world.db.evidence(&world.recruiter, application, world.document.competencies[0].id).await.expect("evidence");
        let mut pages = vec![serde_json::to_string(&compared).expect("json")];
        for (line, expected) in compared.comparison.lines.iter().zip(alex) {
            let behind = evidence(line.application).await;
            assert_eq!(behind.raters.iter().find(|it| it.rater == own).and_then(|it| it.score), expected, "the same mask");
            pages.push(serde_json::to_string(&behind).expect("json"));
            let report = world.db.candidate_report(&world.recruiter, line.application).await.expect("a report");
            pages.push(serde_json::to_string(&report).expect("json"));
        }
        pages.push(serde_json::to_string(&world.db.panel_report(&world.recruiter, world.vacancy).await.expect("a report")).expect("json"));
        for page in pages {
            for (rater, name) in world.raters().iter().zip(["Alex", "Bram", "Chris"]) {
                assert!(!page.contains(&rater.user().expect("a person").to_string()) && !page.contains(name), "{name}: {page}");
            }
        }
    }
}
