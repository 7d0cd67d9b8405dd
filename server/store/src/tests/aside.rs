//! A sheet that was set aside counts nowhere, and is told of.

use domain::{
    Code, Failure, Fault,
    access::Actor,
    discussion::Remark,
    ids::InterviewId,
    interview::InterviewState,
    ledger::Answer,
    report::Shown,
    statistics::analyse,
    vacancy::{BoardCell, RevealPolicy, RoundState},
};

use super::{
    returning::{cells, id, page, panel_seat, round, said, set_aside, with_panel},
    support::TestStore,
    world::World,
};

/// Everything that says or rests on a number, as this person reads it. The history of the file is what was written, whatever counts.
async fn numbers(world: &World, who: &Actor) -> Vec<String> {
    let (db, application) = (&world.db, world.applications[0]);
    let compared = db.compared(who, world.vacancy).await;
    let mut pages = vec![compared.as_ref().map_or_else(|error| format!("{error:?}"), |it| format!("{:?}", analyse(&it.ratings)))];
    pages.push(page(compared));
    pages.push(page(db.panel_report(who, world.vacancy).await));
    pages.push(page(db.candidate_report(who, application).await));
    pages.push(page(db.feedback(who, application, true).await));
    pages.push(page(db.interview_data(who, world.interviews[0]).await));
    for competency in &world.document.competencies {
        pages.push(page(db.evidence(who, application, competency.id).await));
    }
    let file = db.subject_access(who, application).await.map(|mut file| {
        for interview in file.applications.iter_mut().flat_map(|it| &mut it.interviews) {
            if let Shown::Everything { history, .. } = &mut interview.shown {
                history.clear();
            }
        }
        file
    });
    pages.push(page(file));
    pages
}

/// Where `a`, whose sheet is set aside, gave this; what everybody else reads after the reveal.
async fn told(db: TestStore, policy: RevealPolicy, level: u8) -> Vec<Vec<String>> {
    let world = with_panel(db, policy, |world| vec![world.a, world.b, world.c, world.outsider]).await;
    let mut entries = world.ratings([level, 6 - level, level, 3]);
    entries.push(world.declare(&format!("kent de kandidaat al {level} jaar")));
    entries.push(world.submit());
    world.append_stored(&world.a, world.interviews[0], entries).await;
    set_aside(&world, 0, &world.a).await.expect("set aside");
    for (rater, levels) in [world.b, world.c, world.outsider].iter().zip([[2, 3, 4, 3], [4, 3, 4, 3], [3, 3, 4, 5]]) {
        world.score(rater, world.interviews[0], levels).await;
    }
    assert_eq!(round(&world).await.0, RoundState::Revealed);
    assert_eq!(world.db.verify().await, Ok(vec![]));
    let mut all = Vec::new();
    for reader in [world.admin, world.recruiter, world.auditor, world.chair, world.a, world.b] {
        all.push(numbers(&world, &reader).await);
    }
    all
}

both_engines! {
    async fn what_was_set_aside_is_in_no_number_and_in_no_word_that_others_read(db: TestStore) {
        for policy in RevealPolicy::ALL {
            let (low, high) = (told(db.twin().await, policy, 1).await, told(db.twin().await, policy, 5).await);
            assert_eq!(low, high, "{}", policy.key());
            assert!(low.iter().flatten().all(|page| !page.contains("kent de kandidaat al")), "{}", policy.key());
            let means = low[0].iter().filter(|page| page.contains("\"mean\":3.0")).count();
            assert!(means > 0, "of the three that count there are numbers: {}", policy.key());
        }
    }

    async fn that_it_was_set_aside_and_why_is_told_to_who_arranges_and_its_rater_and_afterwards_to_all(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let interview = world.interviews[0];
        world.score(&world.a, interview, [1, 1, 1, 1]).await;
        set_aside(&world, 0, &world.a).await.expect("set aside");
        let own = world.db.interview(&world.a, interview).await.expect("an interview").mine.expect("rates");
        assert_eq!((own.submitted_at.is_some(), said(own.set_aside.as_ref())), (true, Some(("Rita", "familie"))));
        assert_eq!(said(panel_seat(&world, 0, &world.a).await.set_aside.as_ref()), Some(("Rita", "familie")));
        let seats = async |who: &Actor| {
            let seats = world.db.interview(who, interview).await.expect("an interview").seats;
            seats.into_iter().filter(|seat| seat.set_aside.is_some()).map(|seat| seat.name).collect::<Vec<_>>()
        };
        for knows in [&world.recruiter, &world.admin, &world.a] {
            assert!(cells(&world, knows).await.contains(&BoardCell::SetAside));
        }
        for other in [&world.b, &world.chair, &world.auditor] {
            assert!(!cells(&world, other).await.contains(&BoardCell::SetAside));
        }
        assert_eq!((seats(&world.a).await, seats(&world.b).await), (vec!["Alex".to_owned()], vec![]));
        assert_eq!(world.append(&world.a, interview, vec![world.rate(world.item(), 2)]).await, Ok(vec![Answer::Refused(Code::AlreadySubmitted)]));
        for rater in [&world.b, &world.c] {
            world.score(rater, interview, [3, 3, 3, 3]).await;
        }
        assert_eq!(seats(&world.b).await, ["Alex"]);
        assert!(cells(&world, &world.chair).await.contains(&BoardCell::SetAside));
        let compared = world.db.compared(&world.b, world.vacancy).await.expect("revealed");
        assert_eq!(compared.comparison.raters.iter().map(|rater| rater.name.as_str()).collect::<Vec<_>>(), ["Bram", "Chris"]);
        let remark = Remark::SetAside { rater: "Alex".into(), by: "Rita".into(), reason: "familie".into() };
        assert_eq!(compared.proceedings.remarks[0].remarks, [remark]);
        let Shown::Everything { history, .. } = &world.db.subject_access(&world.admin, world.applications[0]).await.expect("a file").applications[0].interviews[0].shown
        else {
            panic!("revealed")
        };
        assert!(history.iter().any(|it| it.said == "familie") && history.iter().any(|it| it.said == "1"), "all of it is kept");
    }

    async fn where_names_stay_out_no_label_is_left_that_says_whose_it_was(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        world.db.tamper("UPDATE vacancy SET anonymous = TRUE").await;
        for interview in &world.interviews {
            world.score(&world.a, *interview, [1, 1, 1, 1]).await;
        }
        set_aside(&world, 0, &world.a).await.expect("set aside");
        for rater in [&world.b, &world.c] {
            for interview in &world.interviews {
                world.score(rater, *interview, [3, 3, 3, 3]).await;
            }
        }
        let compared = world.db.compared(&world.recruiter, world.vacancy).await.expect("revealed");
        let labels = |interview: InterviewId| {
            let line = compared.comparison.lines.iter().find(|line| line.interview == interview).expect("a line");
            line.score.cells[0].scores.len()
        };
        assert_eq!((labels(world.interviews[0]), labels(world.interviews[1])), (2, 3));
        let names: Vec<&str> = compared.comparison.raters.iter().map(|rater| rater.name.as_str()).collect();
        assert_eq!(names, ["R1", "R2", "R3"], "of two panels, so with each candidate another");
        assert!(!page(Ok(&compared.proceedings)).contains("Alex"));
    }

    async fn with_too_few_left_nothing_is_revealed_before_another_rater_comes(db: TestStore) {
        use InterviewState::{Done, Live};
        let world = with_panel(db, RevealPolicy::AfterInterview, |world| vec![world.a, world.b]).await;
        let interview = world.interviews[0];
        world.score(&world.a, interview, [1, 1, 1, 1]).await;
        set_aside(&world, 0, &world.a).await.expect("set aside");
        assert_eq!(world.db.reveal_early(&world.recruiter, world.vacancy, "de manager vertrekt").await, Err(Code::NothingSubmitted.into()));
        world.score(&world.b, interview, [3, 3, 3, 3]).await;
        assert_eq!(round(&world).await, (RoundState::Open, vec![Live], (1, 2)), "one counts, and somebody is still to come");
        let board = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy").board;
        assert!(!board.everything_is_in());
        let view = world.db.candidate(&world.recruiter, world.applications[0]).await.expect("a candidate");
        assert!(view.interview.expect("planned").lacks_a_rater);
        for who in [&world.recruiter, &world.chair] {
            assert_eq!(world.db.reveal_early(who, world.vacancy, "de manager vertrekt").await, Err(Code::AnotherRater.into()));
        }
        let replace = async |from, to| world.db.replace_rater(&world.recruiter, interview, id(from), id(to), "familie").await;
        assert_eq!(replace(&world.b, &world.c).await, Err(Code::AlreadySubmitted.into()));
        replace(&world.a, &world.c).await.expect("replaced");
        assert_eq!(world.db.verify().await, Ok(vec![]));
        let back = replace(&world.c, &world.a).await;
        assert_eq!(back, Err(Failure::invalid(vec![Fault::about("to", Code::SetAside, "Alex")]).into()), "not with the sheet that counts nowhere");
        world.score(&world.c, interview, [4, 4, 4, 4]).await;
        assert_eq!(round(&world).await, (RoundState::Revealed, vec![Done], (2, 2)));
        let cell = &world.db.compared(&world.recruiter, world.vacancy).await.expect("revealed").comparison.lines[0].score.cells[0];
        assert_eq!((cell.n, cell.mean), (2, Some(3.5)));
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn in_place_of_what_was_set_aside_somebody_else_may_rate_until_the_reveal(db: TestStore) {
        use InterviewState::{Done, Live, Planned};
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        for rater in world.raters() {
            world.score(&rater, world.interviews[0], [3, 3, 3, 3]).await;
        }
        set_aside(&world, 0, &world.a).await.expect("set aside");
        assert_eq!(round(&world).await, (RoundState::Open, vec![Done, Planned], (2, 5)), "nobody waits for it, and it is not called submitted");
        let replace = async |to| world.db.replace_rater(&world.recruiter, world.interviews[0], id(&world.a), id(to), "familie").await;
        replace(&world.outsider).await.expect("replaced");
        assert_eq!(round(&world).await.1, [Live, Planned]);
        world.score(&world.outsider, world.interviews[0], [3, 3, 3, 3]).await;
        assert_eq!(round(&world).await.1, [Done, Planned]);
        set_aside(&world, 0, &world.outsider).await.expect("set aside");
        world.db.reveal_early(&world.recruiter, world.vacancy, "de manager vertrekt").await.expect("two count");
        let late = world.db.replace_rater(&world.recruiter, world.interviews[0], id(&world.outsider), id(&world.recruiter), "familie").await;
        assert_eq!(late, Err(Code::AlreadyRevealed.into()));
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }
}
