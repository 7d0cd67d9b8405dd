//! Before the reveal a rating is its rater's alone.

use domain::{Code, access::Actor, vacancy::RevealPolicy};
use serde::Serialize;

use super::{support::TestStore, world::World};
use crate::{DraftNote, Error, Result};

fn page<T: Serialize>(answer: Result<T>) -> String {
    match answer {
        Ok(view) => serde_json::to_string(&view).expect("json"),
        Err(error) => format!("{error:?}"),
    }
}

/// Everything that somebody can read.
async fn everything(world: &World, who: &Actor) -> Vec<String> {
    let db = &world.db;
    let mut pages = vec![
        page(db.home(who).await),
        page(db.vacancies(who, "", 1).await),
        page(db.vacancy(who, world.vacancy).await),
        page(db.compared(who, world.vacancy).await),
        page(db.panel_report(who, world.vacancy).await),
        page(db.people(who).await),
        page(db.scorecards(who).await),
    ];
    for (application, interview) in world.applications.iter().zip(&world.interviews) {
        pages.push(page(db.interview(who, *interview).await));
        pages.push(page(db.candidate_report(who, *application).await));
        for competency in &world.document.competencies {
            pages.push(page(db.evidence(who, *application, competency.id).await));
        }
    }
    pages
}

/// Rater `a` says one thing or another; all the rest is the same. Also a note, typing, and what `a` tried in vain.
async fn said_by_a(world: &World, level: u8, text: &str, submit: bool) {
    for interview in &world.interviews {
        let mut entries = world.ratings([level, 6 - level, level, 6 - level]);
        let note = domain::ids::NoteId(uuid::Uuid::from_u128(interview.0.as_u128() + 1));
        entries.push(world.note(world.item(), note, text));
        if submit {
            entries.push(world.submit());
        }
        world.append_stored(&world.a, *interview, entries).await;
        if !submit {
            let note = domain::ids::NoteId(uuid::Uuid::from_u128(interview.0.as_u128() + 2));
            let typed = DraftNote { note, item: world.item(), step: None, text: text.into(), base: None };
            world.db.save_draft(&world.a, *interview, &typed).await.expect("kept");
        }
    }
    world.score(&world.b, world.interviews[0], [3, 3, 3, 3]).await;
}

/// What `a` submitted is given back in one interview and set aside in the other.
async fn handled(world: &World) {
    let a = world.a.user().expect("a person");
    world.db.return_sheet(&world.recruiter, world.interviews[0], a, "per ongeluk").await.expect("given back");
    world.db.set_sheet_aside(&world.recruiter, world.interviews[1], a, "familie").await.expect("set aside");
}

async fn differs_for_nobody(db: TestStore, policy: RevealPolicy, submit: bool) {
    let twin = db.twin().await;
    let one = World::with(db, policy, &["Zoë", "Bo"]).await;
    let two = World::with(twin, policy, &["Zoë", "Bo"]).await;
    said_by_a(&one, 1, "zei niets", submit).await;
    said_by_a(&two, 5, "zei heel veel goeds", submit).await;
    the_same_for_others(&one, &two).await;
    if submit {
        handled(&one).await;
        handled(&two).await;
        the_same_for_others(&one, &two).await;
    }
}

async fn the_same_for_others(one: &World, two: &World) {
    for ((who, actor), (_, same)) in one.everybody().into_iter().zip(two.everybody()) {
        assert_eq!(actor, same, "{who}");
        let (left, right) = (everything(one, &actor).await, everything(two, &actor).await);
        if who == "a" {
            assert_ne!(left, right, "the own ratings are seen");
        } else {
            assert_eq!(left, right, "{who}");
            assert!(left.iter().all(|page| !page.contains("zei niets")), "{who}");
        }
    }
}

both_engines! {
    async fn ratings_that_are_not_submitted_change_nothing_for_others(db: TestStore) {
        let twin = db.twin().await;
        let third = db.twin().await;
        differs_for_nobody(db, RevealPolicy::AfterRound, false).await;
        differs_for_nobody(twin, RevealPolicy::AfterInterview, false).await;
        differs_for_nobody(third, RevealPolicy::Never, false).await;
    }

    async fn submitted_ratings_that_are_not_revealed_change_nothing_for_others(db: TestStore) {
        let twin = db.twin().await;
        let third = db.twin().await;
        differs_for_nobody(db, RevealPolicy::AfterRound, true).await;
        differs_for_nobody(twin, RevealPolicy::AfterInterview, true).await;
        differs_for_nobody(third, RevealPolicy::Never, true).await;
    }

    async fn before_the_reveal_nobody_sees_numbers_whatever_the_policy(db: TestStore) {
        for policy in RevealPolicy::ALL {
            let world = World::with(db.twin().await, policy, &["Zoë", "Bo"]).await;
            world.score(&world.a, world.interviews[0], [3, 3, 3, 3]).await;
            world.score(&world.b, world.interviews[0], [3, 3, 3, 3]).await;
            for (who, actor) in world.everybody() {
                let expected: Error = match who {
                    "nobody" => Code::NotSignedIn.into(),
                    "outsider" => Code::NotAllowed.into(),
                    _ => Code::NotYetRevealed.into(),
                };
                let (db, application, vacancy) = (&world.db, world.applications[0], world.vacancy);
                assert_eq!(db.compared(&actor, vacancy).await, Err(expected.clone()), "{who} under {}", policy.key());
                assert_eq!(db.panel_report(&actor, vacancy).await, Err(expected.clone()), "{who}");
                assert_eq!(db.candidate_report(&actor, application).await, Err(expected.clone()), "{who}");
                let evidence = db.evidence(&actor, application, world.document.competencies[0].id).await;
                assert_eq!(evidence, Err(expected), "{who}");
            }
        }
    }

    async fn after_the_reveal_each_policy_shows_what_it_promises(db: TestStore) {
        for policy in RevealPolicy::ALL {
            let world = World::with(db.twin().await, policy, &["Zoë", "Bo"]).await;
            for rater in world.raters() {
                for interview in &world.interviews {
                    world.score(&rater, *interview, [3, 3, 3, 3]).await;
                }
            }
            let competency = world.document.competencies[0].id;
            for (who, actor) in world.everybody() {
                let (db, application, vacancy) = (&world.db, world.applications[0], world.vacancy);
                let compared = db.compared(&actor, vacancy).await;
                let evidence = db.evidence(&actor, application, competency).await;
                match who {
                    "nobody" => assert_eq!(compared, Err(Code::NotSignedIn.into())),
                    "outsider" => assert_eq!((compared, evidence), (Err(Code::NotAllowed.into()), Err(Code::NotAllowed.into()))),
                    _ => {
                        assert_eq!(compared.expect("numbers").comparison.lines.len(), 2, "{who}");
                        assert_eq!(evidence.is_ok(), policy != RevealPolicy::Never, "{who} under {}", policy.key());
                        assert!(db.candidate_report(&actor, application).await.is_ok(), "{who}");
                        assert!(db.vacancy(&actor, vacancy).await.expect("a vacancy").may_compare, "{who}");
                    }
                }
            }
        }
    }

    async fn who_still_owes_a_sheet_sees_nothing_of_others(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterInterview, &["Zoë", "Bo"]).await;
        for rater in world.raters() {
            world.score(&rater, world.interviews[0], [3, 3, 3, 3]).await;
        }
        let db = &world.db;
        assert_eq!(db.compared(&world.a, world.vacancy).await, Err(Code::SubmitFirst.into()));
        assert_eq!(db.panel_report(&world.a, world.vacancy).await, Err(Code::SubmitFirst.into()));
        assert!(!db.vacancy(&world.a, world.vacancy).await.expect("a vacancy").may_compare);
        // Of the interview that is behind them they may look back.
        assert!(db.evidence(&world.a, world.applications[0], world.document.competencies[0].id).await.is_ok());
        assert_eq!(db.compared(&world.chair, world.vacancy).await.expect("compared").comparison.lines.len(), 1);
    }
}
