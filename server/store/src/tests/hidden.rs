//! Where individual ratings stay hidden, and where they show without names: what the pages give to who reads them all.

use domain::{
    Code,
    access::Actor,
    analysis::Undefined,
    ids::{ApplicationId, InterviewId},
    report::Shown,
    statistics::analyse,
    vacancy::{NewInterview, RevealPolicy},
};
use serde::Serialize;

use super::{
    support::{START, TestStore},
    world::World,
};
use crate::Result;

fn page<T: Serialize>(answer: Result<T>) -> String {
    answer.map_or_else(|error| format!("{error:?}"), |view| serde_json::to_string(&view).expect("json"))
}

/// Every number that somebody can read of the round, and what is worked out from them.
async fn numbers(world: &World, who: &Actor) -> Vec<String> {
    let db = &world.db;
    let mut pages = vec![page(db.compared(who, world.vacancy).await), page(db.panel_report(who, world.vacancy).await)];
    if let Ok(compared) = db.compared(who, world.vacancy).await {
        pages.push(format!("{:?}", analyse(&compared.ratings)));
    }
    for (application, interview) in world.applications.iter().zip(&world.interviews) {
        pages.push(page(db.candidate_report(who, *application).await));
        pages.push(page(db.feedback(who, *application, true).await));
        pages.push(page(db.subject_access(who, *application).await));
        pages.push(page(db.interview_data(who, *interview).await));
        for competency in &world.document.competencies {
            pages.push(page(db.evidence(who, *application, competency.id).await));
        }
    }
    pages
}

async fn planned(world: &mut World, name: &str, raters: &[Actor]) -> (ApplicationId, InterviewId) {
    let application = world.add(name).await;
    let panel = NewInterview { raters: raters.iter().filter_map(Actor::user).collect(), ..world.panel() };
    let interview = world.db.plan_interview(&world.recruiter, application, &panel, START).await.expect("planned");
    world.interviews.push(interview);
    (application, interview)
}

/// Levels without a note: a note would say who it is by its words.
async fn hand_in(world: &World, who: &Actor, interview: InterviewId, levels: [u8; 4]) {
    let mut entries = world.ratings(levels);
    entries.push(world.submit());
    world.append_stored(who, interview, entries).await;
}

/// Two candidates, all submitted; of the first what each rater gave on the first competency.
async fn told(db: TestStore, first: [u8; 3]) -> World {
    let world = World::with(db, RevealPolicy::Never, &["Zoë", "Bo"]).await;
    for (rater, level) in world.raters().iter().zip(first) {
        hand_in(&world, rater, world.interviews[0], [level, 3, 4, 2]).await;
        hand_in(&world, rater, world.interviews[1], [3, 4, 3, 2]).await;
    }
    world
}

/// Three submitted, then it is revealed early, and the fourth submits after it.
async fn with_a_late_rater(db: TestStore, level: u8) -> [Vec<String>; 2] {
    let mut world = World::with(db, RevealPolicy::Never, &[]).await;
    let [a, b, c] = world.raters();
    let late = world.outsider;
    let (_, interview) = planned(&mut world, "Zoë", &[a, b, c, late]).await;
    for (rater, level) in [(a, 2), (b, 3), (c, 4)] {
        hand_in(&world, &rater, interview, [level; 4]).await;
    }
    world.db.reveal_early(&world.recruiter, world.vacancy, "de manager vertrekt").await.expect("revealed");
    world.db.pass(10);
    let before = numbers(&world, &world.a).await;
    hand_in(&world, &late, interview, [level; 4]).await;
    let mean = world.db.compared(&world.a, world.vacancy).await.expect("compared").comparison.lines[0].score.cells[0].clone();
    assert_eq!((mean.mean, mean.n), (Some(3.0), 3), "the same three");
    [before, numbers(&world, &world.recruiter).await]
}

both_engines! {
    /// A rater, and staff who rate nothing, read the same whoever of the others gave which, and whether those were alike.
    async fn who_gave_which_score_follows_from_no_page(db: TestStore) {
        let (swapped, alike) = (db.twin().await, db.twin().await);
        let worlds = [told(db, [3, 2, 4]).await, told(swapped, [3, 4, 2]).await, told(alike, [3, 3, 3]).await];
        for who in [worlds[0].a, worlds[0].recruiter, worlds[0].auditor, worlds[0].chair] {
            let mut read = Vec::new();
            for world in &worlds {
                read.push(numbers(world, &who).await);
            }
            assert!(read[0][0].contains("\"mean\":3.0"), "the mean is told");
            assert_eq!(read[0], read[1]);
            assert_eq!(read[0], read[2]);
        }
    }

    async fn what_a_late_rater_gave_changes_nothing_that_is_told(db: TestStore) {
        let twin = db.twin().await;
        assert_eq!(with_a_late_rater(db, 1).await, with_a_late_rater(twin, 5).await);
    }

    async fn of_two_raters_nothing_is_told_and_of_a_mean_at_the_end_of_the_scale_neither(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::Never, &[]).await;
        let [a, b, c] = world.raters();
        let (two, _) = planned(&mut world, "Anna", &[a, b]).await;
        let (three, _) = planned(&mut world, "Bram", &[a, b, c]).await;
        for rater in [a, b] {
            hand_in(&world, &rater, world.interviews[0], [2, 3, 4, 3]).await;
            hand_in(&world, &rater, world.interviews[1], [5, 3, 4, 3]).await;
        }
        hand_in(&world, &c, world.interviews[1], [2, 3, 4, 3]).await;
        let compared = world.db.compared(&a, world.vacancy).await.expect("compared");
        let means: Vec<Vec<Option<f64>>> = compared.comparison.lines.iter().map(|line| line.score.cells.iter().map(|cell| cell.mean).collect()).collect();
        assert_eq!(means, [vec![None; 4], vec![None, Some(3.0), Some(4.0), Some(3.0)]]);
        assert!(compared.comparison.lines.iter().all(|line| line.score.total.value().is_none()), "a total would give what is not told");
        for (application, cells) in [(two, &means[0]), (three, &means[1])] {
            let report = world.db.candidate_report(&b, application).await.expect("a report");
            assert_eq!(report.line.score.cells.iter().map(|cell| cell.mean).collect::<Vec<_>>(), *cells, "on paper as on the page");
            let file = world.db.subject_access(&world.recruiter, application).await.expect("a file");
            let Shown::Together { cells: told, .. } = &file.applications[0].interviews[0].shown else { panic!("{file:?}") };
            assert_eq!(told.iter().map(|(_, cell)| cell.mean).collect::<Vec<_>>(), *cells, "in the file too");
            let feedback = world.db.feedback(&world.recruiter, application, false).await.expect("feedback");
            assert_eq!(feedback.reached.iter().map(|reached| reached.mean).collect::<Vec<_>>(), *cells);
        }
        assert_eq!(world.db.agree(&world.recruiter, world.interviews[1], world.document.competencies[0].id, None, domain::scoring::Level::ALL[3], "samen besproken").await,
            Err(Code::NotAllowed.into()), "an answer would tell whether the panel differs");
    }

    async fn a_competency_that_loses_a_question_after_the_reveal_is_told_no_more_until_it_is_back(db: TestStore) {
        let world = told(db, [3, 2, 4]).await;
        let mean = async || world.db.compared(&world.a, world.vacancy).await.expect("compared").comparison.lines[1].score.cells[0].mean;
        assert_eq!(mean().await, Some(3.0));
        world.db.pass(1);
        world.db.void_question(&world.recruiter, world.vacancy, world.item(), "niemand begreep hem").await.expect("dropped");
        assert_eq!(mean().await, None, "the mean of the rest would give the mean of this one");
        world.db.restore_question(&world.recruiter, world.vacancy, world.item(), "toch wel").await.expect("taken up again");
        assert_eq!(mean().await, Some(3.0));
    }

    async fn a_question_without_which_means_were_told_does_not_come_back(db: TestStore) {
        let world = World::with(db, RevealPolicy::Never, &["Zoë"]).await;
        world.db.void_question(&world.recruiter, world.vacancy, world.item(), "niemand begreep hem").await.expect("dropped");
        world.db.pass(1);
        for (rater, level) in world.raters().iter().zip([2, 3, 4]) {
            hand_in_without_the_first(&world, rater, level).await;
        }
        let compared = world.db.compared(&world.a, world.vacancy).await.expect("compared");
        assert_eq!(compared.comparison.lines[0].score.cells[0].mean, Some(3.0));
        assert_eq!(world.db.restore_question(&world.recruiter, world.vacancy, world.item(), "toch wel").await, Err(Code::AlreadyRevealed.into()));
    }

    async fn where_panels_differ_a_label_is_somebody_else_with_every_candidate(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        assert_eq!(world.db.tamper("UPDATE vacancy SET anonymous = TRUE").await, 1);
        let [a, b, c] = world.raters();
        for (n, name) in ["Anna", "Bo", "Cem", "Dana", "Emre", "Fien"].into_iter().enumerate() {
            let third = if n % 2 == 0 { c } else { world.outsider };
            let (_, interview) = planned(&mut world, name, &[a, b, third]).await;
            for (rater, level) in [(a, 1), (b, 3), (third, 4)] {
                hand_in(&world, &rater, interview, [level; 4]).await;
            }
        }
        let compared = world.db.compared(&a, world.vacancy).await.expect("compared");
        assert_eq!(compared.comparison.raters.iter().map(|rater| rater.name.as_str()).collect::<Vec<_>>(), ["R1", "R2", "R3"]);
        let of_a = compared.comparison.lines.iter().map(|line| line.score.cells[0].scores.iter().position(|score| score.score == Some(1.0)));
        let labels: std::collections::BTreeSet<Option<usize>> = of_a.collect();
        assert!(labels.len() > 1, "with every candidate another one");
        assert_eq!(compared.own, None, "the reader has no label of their own");
        assert!(!compared.conduct.same_raters, "who reads it still knows that panels differ");
        let analysis = analyse(&compared.ratings);
        assert_eq!(analysis.adjusted, Err(Undefined::Hidden));
        assert_eq!(analysis.errors, Err(Undefined::Hidden));
        assert!(analysis.sensitivity.leave_one_out.is_empty(), "nothing is said of one rater over candidates");
        assert!(analysis.candidates.iter().all(|candidate| candidate.total.is_some()));
    }
}

async fn hand_in_without_the_first(world: &World, who: &Actor, level: u8) {
    let rated = world.items().into_iter().filter(|item| *item != world.item());
    let mut entries: Vec<_> = rated.map(|item| world.rate(item, level)).collect();
    entries.push(world.submit());
    world.append_stored(who, world.interviews[0], entries).await;
}
