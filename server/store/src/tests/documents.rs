//! What leaves on paper: for a candidate, for the panel, for who asks what is kept of them; and packs.

use domain::{
    Code,
    access::{Actor, Job},
    candidates::NewCandidate,
    ids::{ApplicationId, InterviewId},
    report::Shown,
    vacancy::{NewInterview, RevealPolicy},
};
use uuid::Uuid;

use super::world::World;
use crate::PackState;

async fn scored(db: crate::tests::support::TestStore, policy: RevealPolicy) -> World {
    let world = World::new(db, policy).await;
    world.score_all().await;
    world
}

/// An interview of a new candidate with these raters, and the chair of everybody.
async fn interview(world: &mut World, name: &str, raters: &[Actor]) -> (ApplicationId, InterviewId) {
    let application = world.add(name).await;
    let panel = NewInterview { raters: raters.iter().filter_map(Actor::user).collect(), ..world.panel() };
    let planned = world.db.plan_interview(&world.recruiter, application, &panel, crate::tests::support::START).await;
    (application, planned.expect("planned"))
}

const REPORTING: Actor = Actor::System { job: Job::Reporting };

both_engines! {
    async fn the_file_of_a_person_holds_everything_of_them_and_nothing_of_anybody_else(db: TestStore) {
        let world = scored(db, RevealPolicy::AfterRound).await;
        world.db.set_background(&world.recruiter, world.applications[2], &domain::vacancy::background_mark(""), "Werkte bij een bakker.").await.expect("written");
        world.db.compared(&world.recruiter, world.vacancy).await.expect("read before, which is a fact of its own");
        let before = world.db.number("SELECT COUNT(*) FROM audit").await;
        let file = world.db.subject_access(&world.recruiter, world.applications[2]).await.expect("a file");
        assert_eq!(world.db.number("SELECT COUNT(*) FROM audit").await, before + 1, "that it was made is on record");
        assert_eq!((file.name.as_str(), file.applications.len()), ("Anna de Wit", 1));
        let application = &file.applications[0];
        assert_eq!(application.background.as_deref(), Some("Werkte bij een bakker."));
        let Shown::Everything { sheets, history, .. } = &application.interviews[0].shown else { panic!("{application:?}") };
        let names: Vec<_> = sheets.iter().map(|sheet| sheet.rater.name.as_deref().unwrap_or_default()).collect();
        assert_eq!(names, ["Alex", "Bram", "Chris"]);
        assert!(sheets.iter().all(|sheet| sheet.ratings.len() == world.items().len() && sheet.notes.len() == 1));
        assert!(history.len() > 3 * world.items().len(), "every step");
        let json = serde_json::to_string(&file).expect("json");
        for other in ["Zoë Müller", "Émile", "bo Li", "Cem Öz"] {
            assert!(!json.contains(other), "{other}");
        }
        let without = serde_json::to_string(&file.without_names()).expect("json");
        for name in ["Alex", "Bram", "Chris"] {
            assert!(json.contains(name) && !without.contains(name), "{name}");
        }
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn before_the_reveal_the_file_holds_no_rating_and_no_note(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        world.score(&world.a, world.interviews[2], [5, 4, 3, 4]).await;
        let file = world.db.subject_access(&world.recruiter, world.applications[2]).await.expect("a file");
        assert_eq!(file.applications[0].interviews[0].shown, Shown::NotYet);
        assert!(!serde_json::to_string(&file).expect("json").contains("zei iets over"));
    }

    async fn where_individuals_stay_hidden_the_file_has_means_and_notes_without_who_wrote_them(db: TestStore) {
        let world = scored(db, RevealPolicy::Never).await;
        let file = world.db.subject_access(&world.recruiter, world.applications[2]).await.expect("a file");
        let Shown::Together { cells, notes: Some(notes) } = &file.applications[0].interviews[0].shown else { panic!("{file:?}") };
        assert_eq!((cells.len(), notes.len()), (4, 3));
        assert!(cells.iter().all(|(_, cell)| cell.scores.is_empty() && cell.range.is_none()));
        assert_eq!(cells.iter().map(|(_, cell)| cell.mean.is_some()).collect::<Vec<_>>(), [false, true, true, true], "5, 4 and 5 would tell who gave the 4");
        assert!(notes.is_sorted(), "in an order that is not that of the panel");
    }

    async fn two_applications_under_one_address_are_in_one_file(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        let again = NewCandidate { name: "Noor Bos".into(), email: "noor@example.org".into() };
        world.db.add_candidates(&world.recruiter, world.vacancy, std::slice::from_ref(&again)).await.expect("added");
        let new = domain::vacancy::NewVacancy { title: "Adviseur".into(), version: world.version, policy: RevealPolicy::AfterRound, anonymous: false };
        let other = world.db.open_vacancy(&world.recruiter, &new).await.expect("opened");
        world.db.add_candidates(&world.recruiter, other, &[again]).await.expect("added");
        let board = world.db.vacancy(&world.recruiter, other).await.expect("a board").board;
        let file = world.db.subject_access(&world.recruiter, board.rows[0].application).await.expect("a file");
        let vacancies: Vec<_> = file.applications.iter().map(|it| it.vacancy.as_str()).collect();
        assert_eq!(vacancies, ["Junior analist", "Adviseur"]);
    }

    async fn the_file_of_a_person_is_for_staff(db: TestStore) {
        let world = scored(db, RevealPolicy::AfterRound).await;
        for who in [world.a, world.chair, world.auditor, world.outsider] {
            assert_eq!(world.db.subject_access(&who, world.applications[0]).await, Err(Code::NotAllowed.into()));
        }
        assert!(world.db.subject_access(&REPORTING, world.applications[0]).await.is_ok(), "from the command line");
        let elsewhere = crate::tests::world::other_organisation(&world.db).await;
        assert_eq!(world.db.subject_access(&elsewhere, world.applications[0]).await, Err(Code::NotFound.into()));
    }

    async fn feedback_is_of_one_candidate_and_names_the_panel_only_when_asked(db: TestStore) {
        let world = scored(db, RevealPolicy::AfterRound).await;
        let feedback = world.db.feedback(&world.recruiter, world.applications[2], false).await.expect("feedback");
        assert_eq!((feedback.candidate.as_str(), feedback.raters.len(), feedback.reached.len()), ("Anna de Wit", 0, 4));
        assert_eq!(feedback.strengths.strong, [0, 1], "4.67 and 4.00");
        assert_eq!(feedback.strengths.tip.as_ref().map(|tip| (tip.competency, tip.level)), Some((2, 5)), "3.67 is level 4");
        let named = world.db.feedback(&world.recruiter, world.applications[2], true).await.expect("feedback");
        assert_eq!(named.raters, ["Alex", "Bram", "Chris"]);
        assert_eq!(world.db.tamper("UPDATE vacancy SET anonymous = TRUE").await, 1);
        let masked = world.db.feedback(&world.recruiter, world.applications[2], true).await.expect("feedback");
        assert!(masked.raters.is_empty(), "where scores show without names nobody is named");
    }

    async fn a_form_and_a_sheet_are_for_who_sees_the_vacancy_and_tell_nothing_of_ratings(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        for who in [world.a, world.chair, world.recruiter, world.auditor] {
            let form = world.db.form_for(&who, world.applications[0]).await.expect("a form");
            assert_eq!((form.candidate.as_deref(), form.document.clone()), (Some("Zoë Müller"), world.document.clone()));
            assert!(world.db.form(&who, world.vacancy).await.is_ok_and(|form| form.candidate.is_none()));
            assert!(world.db.vacancy_sheet(&who, world.vacancy).await.is_ok());
        }
        assert_eq!(world.db.form(&world.outsider, world.vacancy).await.map(|_| ()), Err(Code::NotAllowed.into()));
    }

    async fn the_delete_by_date_is_four_weeks_after_closing(db: TestStore) {
        let world = scored(db, RevealPolicy::AfterRound).await;
        let report = async || world.db.panel_report(&world.recruiter, world.vacancy).await.expect("a report").provenance;
        assert_eq!(report().await.delete_by, None, "while it is open");
        world.db.close_vacancy(&world.recruiter, world.vacancy, "klaar").await.expect("closed");
        let by = report().await.delete_by.expect("a date").local;
        assert_eq!((by.year, by.month, by.day), (2026, 12, 21), "the tests begin on 23 November");
    }

    async fn the_panel_report_has_the_evidence_of_every_candidate_and_what_was_decided(db: TestStore) {
        let world = scored(db, RevealPolicy::AfterRound).await;
        let report = world.db.panel_report(&world.b, world.vacancy).await.expect("a report");
        let anna = report.comparison.lines.iter().position(|line| line.candidate == "Anna de Wit").expect("a line");
        let one = world.db.candidate_report(&world.b, world.applications[2]).await.expect("a report");
        assert_eq!(report.evidence[anna], one.evidence, "read at once, the same as one by one");
        assert_eq!(report.decided.len(), 5);
        let hidden = world.db.tamper("UPDATE vacancy SET policy = 'never'").await;
        assert_eq!(hidden, 1);
        let report = world.db.panel_report(&world.b, world.vacancy).await.expect("a report");
        assert!(report.evidence.is_empty() && !serde_json::to_string(&report).expect("json").contains("zei iets over"));
    }

    async fn a_pack_says_how_far_it_is_and_is_its_owners_alone(db: TestStore) {
        let world = scored(db, RevealPolicy::AfterRound).await;
        let (id, candidates) = world.db.start_pack(&world.recruiter, world.vacancy).await.expect("begun");
        assert_eq!(candidates.len(), 5);
        assert_eq!(world.db.pack_is_at(&world.recruiter, world.vacancy, id, 2).await, Ok(true));
        let pack = world.db.pack(&world.recruiter, world.vacancy).await.expect("read").expect("a pack");
        assert_eq!((pack.state, pack.done, pack.of), (PackState::Making, 2, 5));
        assert_eq!(world.db.pack_content(&world.recruiter, world.vacancy).await, Err(Code::NotFound.into()), "not yet");
        assert_eq!(world.db.pack_is_ready(&world.recruiter, world.vacancy, id, 5, b"%PDF".to_vec()).await, Ok(true));
        assert_eq!(world.db.pack_content(&world.recruiter, world.vacancy).await, Ok(b"%PDF".to_vec()));
        for who in [world.a, world.admin, world.chair] {
            assert_eq!(world.db.pack(&who, world.vacancy).await, Ok(None));
            assert_eq!(world.db.pack_content(&who, world.vacancy).await, Err(Code::NotFound.into()));
            assert_eq!(world.db.pack_is_at(&who, world.vacancy, id, 0).await, Ok(false));
        }
        assert_eq!(world.db.start_pack(&REPORTING, world.vacancy).await.map(|_| ()), Err(Code::NotAllowed.into()), "a program has none");
    }

    async fn a_pack_that_is_stopped_or_begun_anew_goes_on_no_further(db: TestStore) {
        let world = scored(db, RevealPolicy::AfterRound).await;
        let (first, _) = world.db.start_pack(&world.recruiter, world.vacancy).await.expect("begun");
        world.db.cancel_pack(&world.recruiter, world.vacancy).await.expect("stopped");
        assert_eq!(world.db.pack_is_at(&world.recruiter, world.vacancy, first, 1).await, Ok(false));
        assert_eq!(world.db.pack_is_ready(&world.recruiter, world.vacancy, first, 5, b"%PDF".to_vec()).await, Ok(false));
        let (second, _) = world.db.start_pack(&world.recruiter, world.vacancy).await.expect("begun anew");
        assert_eq!(world.db.pack_is_at(&world.recruiter, world.vacancy, first, 1).await, Ok(false), "the first one is nobody's");
        assert_eq!(world.db.pack_is_at(&world.recruiter, world.vacancy, second, 1).await, Ok(true));
    }

    async fn a_pack_whose_server_stopped_says_so_and_is_not_finished_after_all(db: TestStore) {
        let world = scored(db, RevealPolicy::AfterRound).await;
        let state = async || world.db.pack(&world.recruiter, world.vacancy).await.expect("read").map(|pack| pack.state);
        let (id, _) = world.db.start_pack(&world.recruiter, world.vacancy).await.expect("begun");
        assert_eq!(world.db.pack_is_interrupted(&world.recruiter, world.vacancy, id).await, Ok(true));
        assert_eq!(state().await, Some(PackState::Interrupted));
        assert_eq!(world.db.pack_is_ready(&world.recruiter, world.vacancy, id, 5, b"%PDF".to_vec()).await, Ok(false));
        world.db.start_pack(&world.recruiter, world.vacancy).await.expect("begun anew");
        assert_eq!(world.db.packs_are_interrupted(&world.admin).await, Err(Code::NotAllowed.into()));
        assert_eq!(state().await, Some(PackState::Making));
        assert_eq!(world.db.packs_are_interrupted(&Actor::System { job: Job::Tidying }).await, Ok(()));
        assert_eq!(state().await, Some(PackState::Interrupted));
    }

    async fn a_pack_whose_maker_went_silent_has_failed_and_a_day_later_it_is_gone(db: TestStore) {
        let world = scored(db, RevealPolicy::AfterRound).await;
        let (id, _) = world.db.start_pack(&world.recruiter, world.vacancy).await.expect("begun");
        world.db.pass(3);
        let state = async || world.db.pack(&world.recruiter, world.vacancy).await.expect("read").map(|pack| pack.state);
        assert_eq!(state().await, Some(PackState::Failed));
        assert_eq!(world.db.pack_is_ready(&world.recruiter, world.vacancy, id, 5, b"%PDF".to_vec()).await, Ok(true), "it was slow after all");
        assert_eq!(state().await, Some(PackState::Ready));
        world.db.pass(24 * 60);
        assert_eq!(state().await, None);
        assert_eq!(world.db.pack_content(&world.recruiter, world.vacancy).await, Err(Code::NotFound.into()));
        assert_eq!(world.db.remove_old_packs(&world.admin).await, Err(Code::NotAllowed.into()));
        assert_eq!(world.db.remove_old_packs(&Actor::System { job: Job::Tidying }).await, Ok(1));
        assert_eq!(world.db.number("SELECT COUNT(*) FROM pack").await, 0);
    }

    async fn an_organisation_makes_few_packs_at_once_and_who_went_silent_does_not_count(db: TestStore) {
        let world = scored(db, RevealPolicy::AfterRound).await;
        world.db.start_pack(&world.recruiter, world.vacancy).await.expect("begun");
        let others = "INSERT INTO pack (organisation_id, id, vacancy_id, person_id, state, done, total, started_at, beat_at)
                      SELECT p.organisation_id, p.id, k.vacancy_id, p.id, k.state, 0, 5, k.started_at, k.beat_at
                      FROM pack k JOIN person p ON p.organisation_id = k.organisation_id AND p.id <> k.person_id AND p.role <> 'admin' LIMIT 3";
        world.db.tamper(others).await;
        assert_eq!(world.db.start_pack(&world.admin, world.vacancy).await.map(|_| ()), Err(Code::TooManyPacks.into()));
        world.db.start_pack(&world.recruiter, world.vacancy).await.expect("in the place of the own one");
        world.db.pass(3);
        world.db.start_pack(&world.admin, world.vacancy).await.expect("the others went silent");
    }

    async fn who_begins_one_pack_after_the_other_waits_and_a_colleague_does_not(db: TestStore) {
        let world = scored(db, RevealPolicy::AfterRound).await;
        let begin = async |who| world.db.start_pack(who, world.vacancy).await.map(|_| ()).map_err(|error| error.failure().code);
        for _ in 0..6 {
            assert_eq!(begin(&world.recruiter).await, Ok(()));
            world.db.cancel_pack(&world.recruiter, world.vacancy).await.expect("stopped");
        }
        let mut begun = 0;
        for _ in 0..31 {
            begun += u32::from(begin(&world.recruiter).await.is_ok());
        }
        assert_eq!(begun, 0, "also not in the place of the own one");
        assert_eq!(begin(&world.recruiter).await, Err(Code::TooManyTries));
        assert_eq!(begin(&world.admin).await, Ok(()));
        world.db.pass(1);
        assert_eq!(begin(&world.recruiter).await, Ok(()));
    }

    async fn nobody_without_numbers_has_a_pack(db: TestStore) {
        let world = World::new(db, RevealPolicy::AfterRound).await;
        assert_eq!(world.db.start_pack(&world.recruiter, world.vacancy).await.map(|_| ()), Err(Code::NotYetRevealed.into()));
        assert_eq!(world.db.pack_is_at(&world.recruiter, world.vacancy, Uuid::nil(), 0).await, Err(Code::NotYetRevealed.into()));
    }

    async fn the_data_of_an_interview_is_for_who_may_see_individual_ratings(db: TestStore) {
        let world = scored(db, RevealPolicy::AfterRound).await;
        let data = world.db.interview_data(&world.a, world.interviews[2]).await.expect("data");
        assert!(matches!(&data.interview.shown, Shown::Everything { sheets, .. } if sheets.len() == 3));
        assert_eq!(world.db.interview_data(&world.outsider, world.interviews[2]).await.map(|_| ()), Err(Code::NotAllowed.into()));
        assert_eq!(world.db.tamper("UPDATE vacancy SET policy = 'never'").await, 1);
        assert_eq!(world.db.interview_data(&world.recruiter, world.interviews[2]).await.map(|_| ()), Err(Code::NotAllowed.into()));
    }

    async fn after_an_early_reveal_who_still_rates_is_nowhere_in_the_file(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        world.score(&world.a, world.interviews[0], [3, 3, 3, 3]).await;
        let secret = domain::ids::NoteId(Uuid::from_u128(77));
        world.append_stored(&world.b, world.interviews[0], vec![world.note(world.item(), secret, "nog niet ingeleverd")]).await;
        world.db.reveal_early(&world.recruiter, world.vacancy, "de manager vertrekt").await.expect("revealed");
        let file = world.db.subject_access(&world.recruiter, world.applications[0]).await.expect("a file");
        let Shown::Everything { sheets, history, .. } = &file.applications[0].interviews[0].shown else { panic!("{file:?}") };
        assert_eq!(sheets.len(), 1);
        assert!(history.iter().all(|it| it.rater.name.as_deref() == Some("Alex")), "{history:?}");
        let data = world.db.interview_data(&world.a, world.interviews[0]).await.expect("data");
        for json in [serde_json::to_string(&file), serde_json::to_string(&data)] {
            assert!(!json.expect("json").contains("nog niet ingeleverd"));
        }
        assert!(matches!(data.interview.shown, Shown::Everything { history, .. } if history.is_empty()), "earlier versions are not for colleagues");
    }

    async fn a_recruiter_who_still_rates_reads_neither_background_nor_decisions_in_the_file(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        let raters = [world.a, world.recruiter];
        let (application, id) = interview(&mut world, "Zoë", &raters).await;
        world.db.set_background(&world.admin, application, &domain::vacancy::background_mark(""), "Een cv.").await.expect("written");
        world.score(&world.a, id, [3, 3, 3, 3]).await;
        world.db.reveal_early(&world.admin, world.vacancy, "de manager vertrekt").await.expect("revealed");
        world.db.start_deciding(&world.admin, world.vacancy).await.expect("begun");
        let typed = crate::Typed { outcome: "hold", reason: "eerst de referenties", below_band: "" };
        world.db.decide_on(&world.admin, application, 0, typed).await.expect("decided");
        let of = async |who: Actor| world.db.subject_access(&who, application).await.expect("a file").applications.remove(0);
        let owes = of(world.recruiter).await;
        assert_eq!((owes.background, owes.decisions, &owes.interviews[0].shown), (None, None, &Shown::NotYet));
        let admin = of(world.admin).await;
        assert_eq!((admin.background.as_deref(), admin.decisions.map(|all| all.len())), (Some("Een cv."), Some(1)));
    }

    async fn two_people_who_share_an_address_have_a_file_each(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        let family = |name: &str| NewCandidate { name: name.into(), email: "thuis@example.org".into() };
        world.db.add_candidates(&world.recruiter, world.vacancy, &[family("Noor Bos")]).await.expect("added");
        let new = domain::vacancy::NewVacancy { title: "Adviseur".into(), version: world.version, policy: RevealPolicy::AfterRound, anonymous: false };
        let other = world.db.open_vacancy(&world.recruiter, &new).await.expect("opened");
        world.db.add_candidates(&world.recruiter, other, &[family("Sem Bos")]).await.expect("added");
        let board = world.db.vacancy(&world.recruiter, other).await.expect("a board").board;
        let file = world.db.subject_access(&world.recruiter, board.rows[0].application).await.expect("a file");
        assert_eq!((file.name.as_str(), file.applications.len()), ("Sem Bos", 1));
    }

    async fn behind_masks_a_rater_has_the_number_of_the_mask_and_says_nothing_of_themselves(db: TestStore) {
        let world = scored(db, RevealPolicy::AfterRound).await;
        assert_eq!(world.db.tamper("UPDATE vacancy SET anonymous = TRUE").await, 1);
        let file = world.db.subject_access(&world.recruiter, world.applications[2]).await.expect("a file");
        let Shown::Everything { sheets, history, .. } = &file.applications[0].interviews[0].shown else { panic!("{file:?}") };
        for sheet in sheets {
            assert_eq!(sheet.rater.name, Some(format!("R{}", sheet.rater.number)));
            assert_eq!(sheet.relation, None);
        }
        assert!(history.is_empty());
    }

    async fn with_two_raters_hidden_individuals_leave_no_notes(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::Never, &[]).await;
        let raters = [world.a, world.b];
        let (application, id) = interview(&mut world, "Zoë", &raters).await;
        for rater in raters {
            world.score(&rater, id, [3, 4, 3, 4]).await;
        }
        let file = world.db.subject_access(&world.recruiter, application).await.expect("a file");
        assert!(matches!(&file.applications[0].interviews[0].shown, Shown::Together { notes: None, cells } if cells.len() == 4));
    }

    async fn who_is_no_staff_gets_the_notes_and_the_pack_of_the_own_panels(db: TestStore) {
        let mut world = World::with(db, RevealPolicy::AfterRound, &[]).await;
        let (first, second) = ([world.a, world.b], [world.b, world.c]);
        let (anna, one) = interview(&mut world, "Anna", &first).await;
        let (_, two) = interview(&mut world, "Bram", &second).await;
        for (raters, id) in [(first, one), (second, two)] {
            for rater in raters {
                world.score(&rater, id, [3, 4, 3, 4]).await;
            }
        }
        let notes = async |who: Actor| {
            let report = world.db.panel_report(&who, world.vacancy).await.expect("a report");
            report.evidence.iter().map(|of| !of.is_empty()).collect::<Vec<_>>()
        };
        assert_eq!((notes(world.a).await, notes(world.b).await, notes(world.recruiter).await), (vec![true, false], vec![true; 2], vec![true; 2]));
        let (_, candidates) = world.db.start_pack(&world.a, world.vacancy).await.expect("begun");
        assert_eq!(candidates, [anna]);
    }
}
