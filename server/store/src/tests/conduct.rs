//! Evidence before the score, the judgement of the whole last, what was asked, and what the panel agrees on afterwards.

use domain::{
    Code,
    discussion::Remark,
    ids::{EntryId, ItemId, NoteId},
    interview::Background,
    ledger::{Answer, NewEntry, Said},
    scorecard::Step,
    scoring::{Level, Rating},
    vacancy::{NewInterview, RevealPolicy, background_mark},
};
use uuid::Uuid;

use super::world::World;
use crate::DraftNote;

const NOTE: NoteId = NoteId(Uuid::from_u128(0xabc));

async fn one(db: super::support::TestStore) -> World {
    World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await
}

const fn refused(code: Code) -> Answer {
    Answer::Refused(code)
}

fn edit(world: &World, text: &str, base: Option<EntryId>) -> NewEntry {
    world.entry(Said::Noted { item: world.item(), note: NOTE, step: None, text: text.into(), base })
}

both_engines! {
    async fn a_level_waits_for_evidence_and_not_observed_does_not(db: TestStore) {
        let world = one(db).await;
        let (id, items) = (world.interviews[0], world.items());
        let not_observed = world.not_observed(items[1], "geen tijd");
        let answers = world.append(&world.a, id, vec![world.rate(items[0], 3), not_observed, world.rate(items[1], 3)]).await;
        assert_eq!(answers, Ok(vec![refused(Code::EvidenceFirst), Answer::Stored, refused(Code::EvidenceFirst)]));
        let noted = vec![world.note(items[0], NOTE, "zei iets"), world.rate(items[0], 3), world.no_evidence(items[1]), world.rate(items[1], 2)];
        assert_eq!(world.append(&world.a, id, noted).await, Ok(vec![Answer::Stored; 4]), "also in one request");
        assert_eq!(world.append(&world.b, id, vec![world.rate(items[0], 3)]).await, Ok(vec![refused(Code::EvidenceFirst)]), "each their own");
        let typed = DraftNote { note: NoteId(Uuid::from_u128(1)), item: items[0], step: None, text: "half ge".into(), base: None };
        world.db.save_draft(&world.b, id, &typed).await.expect("typed");
        assert_eq!(world.append(&world.b, id, vec![world.rate(items[0], 3)]).await, Ok(vec![Answer::Stored]), "what is typed is evidence");
    }

    async fn the_overall_judgement_comes_after_every_item(db: TestStore) {
        let world = one(db).await;
        let id = world.interviews[0];
        let overall = || world.entry(Said::Overall { level: Level::ALL[3] });
        let (last, others) = world.items().split_last().map(|(last, others)| (*last, others.to_vec())).expect("items");
        world.append_stored(&world.a, id, others.iter().map(|item| world.rate(*item, 3)).collect()).await;
        assert_eq!(world.append(&world.a, id, vec![overall()]).await, Ok(vec![refused(Code::OverallLast)]));
        let not_observed = world.not_observed(last, "geen tijd");
        assert_eq!(world.append(&world.a, id, vec![not_observed, overall()]).await, Ok(vec![Answer::Stored; 2]));
        let sheet = world.db.interview(&world.a, id).await.expect("an interview").mine.expect("rates");
        assert_eq!(sheet.overall.map(Level::get), Some(4));
    }

    async fn two_devices_that_change_one_note_make_two_and_one_device_makes_one(db: TestStore) {
        let world = one(db).await;
        let id = world.interviews[0];
        let first = edit(&world, "begin", None);
        let phone = edit(&world, "van de telefoon", Some(first.id));
        let laptop = edit(&world, "van de laptop", Some(first.id));
        let further = edit(&world, "van de telefoon, en verder", Some(phone.id));
        let longer = edit(&world, "van de laptop, langer", Some(laptop.id));
        let longest = edit(&world, "van de laptop, nog langer", Some(longer.id));
        for entry in [first, phone, laptop.clone(), further, longer, longest] {
            world.append_stored(&world.a, id, vec![entry]).await;
        }
        let notes = world.db.interview(&world.a, id).await.expect("an interview").mine.expect("rates").notes;
        let mut texts: Vec<(NoteId, &str)> = notes.iter().map(|note| (note.id, note.text.as_str())).collect();
        texts.sort_unstable();
        assert_eq!(texts, [(NOTE, "van de telefoon, en verder"), (NoteId(laptop.id.0), "van de laptop, nog langer")]);
    }

    async fn a_device_that_was_away_does_not_undo_what_was_rated_after(db: TestStore) {
        let world = one(db).await;
        let (id, item) = (world.interviews[0], world.item());
        let now = world.db.now();
        let early = NewEntry { client_at: now.plus_minutes(-30), ..world.rate(item, 2) };
        world.append_stored(&world.a, id, vec![NewEntry { client_at: now.plus_minutes(-10), ..world.rate(item, 4) }]).await;
        assert_eq!(world.db.append(&world.a, id, Some(now), vec![early]).await, Ok(vec![Answer::Overtaken]));
        let sheet = world.db.interview(&world.a, id).await.expect("an interview").mine.expect("rates");
        assert_eq!(sheet.ratings[&item], Rating::Level(Level::ALL[3]));
        assert_eq!(world.db.number("SELECT COUNT(*) FROM ledger WHERE kind = 'rated'").await, 2, "both are in the history");
    }

    async fn the_chair_keeps_what_was_asked_and_why_not_stays_with_the_chair_until_the_reveal(db: TestStore) {
        let world = one(db).await;
        let (id, items) = (world.interviews[0], world.items());
        let asked = world.entry(Said::Asked { item: items[0], step: None });
        assert_eq!(world.append(&world.a, id, vec![asked.clone()]).await, Err(Code::NotAllowed.into()), "a rater does not lead");
        let skipped = world.entry(Said::Skipped { item: items[1], reason: "gaf al antwoord".into() });
        let changed = world.entry(Said::Changed { item: items[2], reason: "in het Engels".into() });
        world.append_stored(&world.chair, id, vec![world.entry(Said::Opened { background: None }), asked, skipped, changed]).await;
        let seen = world.db.interview(&world.a, id).await.expect("an interview");
        assert_eq!(seen.questions[&items[0]].said, Said::Asked { item: items[0], step: None });
        assert_eq!(seen.questions[&items[1]].said, Said::Skipped { item: items[1], reason: String::new() });
        assert!(seen.started_at.is_some() && !seen.leads);
        let own = world.db.interview(&world.chair, id).await.expect("an interview");
        assert_eq!(own.questions[&items[1]].said, Said::Skipped { item: items[1], reason: "gaf al antwoord".into() });
        world.score_all().await;
        let remarks = world.db.compared(&world.recruiter, world.vacancy).await.expect("revealed").proceedings.remarks;
        let shown = [
            Remark::Skipped { question: items[1], reason: "gaf al antwoord".into() },
            Remark::Changed { question: items[2], reason: "in het Engels".into() },
        ];
        assert_eq!(remarks[0].remarks, shown);
    }

    async fn after_an_early_reveal_what_was_asked_shows_and_what_a_rating_chair_said_of_themself_does_not(db: TestStore) {
        let mut world = one(db).await;
        let application = world.add("Bo").await;
        let panel = NewInterview { chair: world.a.user().expect("a person"), ..world.panel() };
        let id = world.db.plan_interview(&world.recruiter, application, &panel, world.db.now()).await.expect("planned");
        let item = world.item();
        let skipped = world.entry(Said::Skipped { item, reason: "gaf al antwoord".into() });
        let knows = world.declare("oud-collega");
        world.append_stored(&world.a, id, vec![skipped, knows]).await;
        world.score(&world.b, id, [3, 3, 3, 3]).await;
        world.db.reveal_early(&world.recruiter, world.vacancy, "de manager vertrekt").await.expect("revealed");
        let remarks = world.db.compared(&world.recruiter, world.vacancy).await.expect("revealed").proceedings.remarks;
        let shown: Vec<&Remark> = remarks.iter().flat_map(|of| &of.remarks).collect();
        assert_eq!(shown, [&Remark::Skipped { question: item, reason: "gaf al antwoord".into() }]);
    }

    async fn a_probe_and_a_relation_are_the_raters_own(db: TestStore) {
        let world = one(db).await;
        let (id, item) = (world.interviews[0], world.item());
        let probed = world.entry(Said::Asked { item, step: Some(Step::Result) });
        let knows = world.declare("oud-collega");
        world.append_stored(&world.a, id, vec![probed, knows]).await;
        let mine = world.db.interview(&world.a, id).await.expect("an interview").mine.expect("rates");
        assert_eq!((mine.probed.len(), mine.relation.as_deref()), (1, Some("oud-collega")));
        let others = world.db.interview(&world.b, id).await.expect("an interview");
        assert!(others.questions.is_empty() && others.mine.expect("rates").relation.is_none());
        world.score_all().await;
        let remarks = world.db.compared(&world.recruiter, world.vacancy).await.expect("revealed").proceedings.remarks;
        assert_eq!(remarks[0].remarks, [Remark::Knows { rater: "Alex".into(), relation: "oud-collega".into() }]);
    }

    async fn other_information_opens_after_submitting_or_earlier_with_a_reason_that_is_recorded(db: TestStore) {
        let world = one(db).await;
        let id = world.interviews[0];
        let background = async |who| world.db.interview(who, id).await.expect("an interview").background;
        assert_eq!(background(&world.a).await, Background::None);
        let write = async |had: &str, text: &str| world.db.set_background(&world.recruiter, world.applications[0], had, text).await;
        write(&background_mark(""), " Tien jaar logistiek. ").await.expect("written");
        assert_eq!(write(&background_mark(""), "Van een ander.").await, Err(Code::Stale.into()), "somebody wrote one since");
        assert_eq!(background(&world.a).await, Background::Hidden);
        assert_eq!(background(&world.chair).await, Background::Shown("Tien jaar logistiek.".into()), "who does not rate may prepare");
        let looked = world.entry(Said::Opened { background: Some("cv lag op tafel".into()) });
        world.append_stored(&world.a, id, vec![looked]).await;
        assert_eq!(background(&world.a).await, Background::Shown("Tien jaar logistiek.".into()));
        world.score(&world.b, id, [3, 3, 3, 3]).await;
        assert_eq!(background(&world.b).await, Background::Shown("Tien jaar logistiek.".into()));
        assert_eq!(background(&world.c).await, Background::Hidden);
        world.score(&world.a, id, [3, 3, 3, 3]).await;
        world.score(&world.c, id, [3, 3, 3, 3]).await;
        let remarks = world.db.compared(&world.recruiter, world.vacancy).await.expect("revealed").proceedings.remarks;
        assert_eq!(remarks[0].remarks, [Remark::LookedEarly { rater: "Alex".into(), reason: "cv lag op tafel".into() }]);
    }

    async fn a_rater_who_leaves_is_replaced_and_counts_no_more(db: TestStore) {
        let world = one(db).await;
        let id = world.interviews[0];
        let [a, b, outsider] = [world.a, world.b, world.outsider].map(|who| who.user().expect("a person"));
        world.append_stored(&world.a, id, vec![world.rate(world.item(), 1)]).await;
        let replace = async |from, to, reason: &'static str| world.db.replace_rater(&world.recruiter, id, from, to, reason).await;
        assert_eq!(world.db.replace_rater(&world.chair, id, a, outsider, "ziek").await, Err(Code::NotAllowed.into()));
        for (from, to, reason, place) in [(outsider, a, "ziek", "from"), (a, b, "ziek", "to"), (a, outsider, " ", "reason")] {
            let failure = replace(from, to, reason).await.expect_err("refused").failure();
            assert!(failure.faults.iter().any(|fault| fault.place == place), "{failure:?}");
        }
        replace(a, outsider, "ziek geworden").await.expect("replaced");
        assert_eq!(world.db.interview(&world.a, id).await.map(|_| ()), Err(Code::NotAllowed.into()), "who left sees it no more");
        assert_eq!(world.append(&world.a, id, vec![world.submit()]).await, Err(Code::NotAllowed.into()));
        assert_eq!(world.db.home(&world.a).await.expect("home").interviews, []);
        world.score(&world.b, id, [3, 3, 3, 3]).await;
        assert_eq!(replace(b, a, "te laat").await, Err(Code::AlreadySubmitted.into()));
        world.score(&world.c, id, [3, 3, 3, 3]).await;
        world.score(&world.outsider, id, [5, 5, 5, 5]).await;
        let compared = world.db.compared(&world.recruiter, world.vacancy).await.expect("revealed");
        let cell = &compared.comparison.lines[0].score.cells[0];
        assert_eq!((cell.n, cell.range), (3, Some(2.0)), "the 1 of who left is in no number");
        let replaced = Remark::Replaced { from: "Alex".into(), to: "Otto".into(), reason: "ziek geworden".into() };
        assert_eq!(compared.proceedings.remarks[0].remarks, [replaced]);
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn a_dropped_question_counts_for_nobody_and_can_be_taken_up_again(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        let (items, vacancy) = (world.items(), world.vacancy);
        assert_eq!(world.db.void_question(&world.a, vacancy, items[0], "onduidelijk").await, Err(Code::NotAllowed.into()));
        let unknown = ItemId(Uuid::from_u128(404));
        assert_eq!(world.db.void_question(&world.recruiter, vacancy, unknown, "x").await, Err(Code::UnknownItem.into()));
        world.append_stored(&world.a, world.interviews[0], vec![world.rate(items[0], 1)]).await;
        world.db.void_question(&world.recruiter, vacancy, items[0], "begreep niemand").await.expect("dropped");
        assert_eq!(world.db.void_question(&world.recruiter, vacancy, items[0], "nog eens").await, Err(Code::Voided.into()));
        assert_eq!(world.append(&world.b, world.interviews[0], vec![world.rate(items[0], 1)]).await, Ok(vec![refused(Code::Voided)]));
        let view = world.db.interview(&world.b, world.interviews[1]).await.expect("an interview");
        assert_eq!(view.voided.iter().map(|voided| voided.item).collect::<Vec<_>>(), [items[0]]);
        for rater in world.raters() {
            for id in &world.interviews {
                let rest = items[1..].iter().map(|item| world.rate(*item, 4)).collect();
                world.append_stored(&rater, *id, rest).await;
                world.append_stored(&rater, *id, vec![world.submit()]).await;
            }
        }
        let totals = async || {
            let compared = world.db.compared(&world.recruiter, vacancy).await.expect("revealed");
            compared.comparison.lines.iter().map(|line| line.score.total.value()).collect::<Vec<_>>()
        };
        assert_eq!(totals().await, [Some(4.0), Some(4.0)]);
        assert!(world.db.restore_question(&world.recruiter, vacancy, items[0], " ").await.is_err(), "it says why");
        world.db.restore_question(&world.recruiter, vacancy, items[0], "toch goed").await.expect("taken up again");
        assert_eq!(world.db.restore_question(&world.recruiter, vacancy, items[0], "toch").await, Err(Code::NotFound.into()));
        world.db.void_question(&world.admin, vacancy, items[0], "toch niet").await.expect("dropped again");
        world.db.restore_question(&world.admin, vacancy, items[0], "vergissing").await.expect("and taken up");
        let steps = world.db.vacancy(&world.recruiter, vacancy).await.expect("a vacancy").voidings;
        let steps: Vec<_> = steps.iter().map(|step| (step.restored, step.reason.as_str(), step.by.as_str())).collect();
        let [rita, ada] = ["Rita", "Ada Beheer"];
        assert_eq!(steps, [(false, "begreep niemand", rita), (true, "toch goed", rita), (false, "toch niet", ada), (true, "vergissing", ada)]);
        let compared = world.db.compared(&world.recruiter, vacancy).await.expect("revealed");
        assert_eq!((compared.proceedings.voided.len(), compared.proceedings.voidings.len()), (0, 4), "it is told beside the numbers");
        assert_eq!(world.db.verify().await, Ok(vec![]));
        let after = totals().await;
        assert!(after.contains(&Some(4.0)), "the other questions of the competency still carry it: {after:?}");
    }

    async fn the_last_question_cannot_be_dropped(db: TestStore) {
        let world = one(db).await;
        let (last, others) = world.items().split_last().map(|(last, others)| (*last, others.to_vec())).expect("items");
        for item in others {
            world.db.void_question(&world.admin, world.vacancy, item, "test").await.expect("dropped");
        }
        assert_eq!(world.db.void_question(&world.admin, world.vacancy, last, "test").await, Err(Code::LastItem.into()));
    }

    async fn what_the_panel_agrees_on_stands_beside_the_untouched_ratings(db: TestStore) {
        let world = one(db).await;
        let (id, competency) = (world.interviews[0], world.document.competencies[0].id);
        let agree = async |who, had, level: u8, reason: &'static str| {
            let level = Level::try_from(level).expect("a level");
            world.db.agree(who, id, competency, had, level, reason).await
        };
        assert_eq!(agree(&world.recruiter, None, 4, "besproken").await, Err(Code::NotYetRevealed.into()));
        for (rater, levels) in world.raters().iter().zip([[2, 3, 3, 3], [5, 3, 3, 3], [4, 3, 3, 3]]) {
            world.score(rater, id, levels).await;
        }
        let before = world.db.compared(&world.recruiter, world.vacancy).await.expect("revealed");
        assert_eq!((before.proceedings.topics.len(), before.proceedings.topics[0].range.to_string().as_str()), (1, "3"));
        assert_eq!(agree(&world.a, None, 4, "besproken").await, Err(Code::NotAllowed.into()));
        let close = world.document.competencies[1].id;
        assert_eq!(world.db.agree(&world.chair, id, close, None, Level::ALL[2], "besproken").await, Err(Code::NotWide.into()));
        agree(&world.chair, None, 4, "Alex hoorde het voorbeeld niet.").await.expect("agreed");
        assert_eq!(agree(&world.recruiter, None, 2, "Zag het vorige niet.").await, Err(Code::Stale.into()));
        let seen = world.db.compared(&world.recruiter, world.vacancy).await.expect("revealed").proceedings.topics[0].agreed.clone();
        let had = seen.map(|agreed| agreed.at.at);
        agree(&world.recruiter, had, 3, "Nogmaals besproken.").await.expect("agreed anew");
        let after = world.db.compared(&world.recruiter, world.vacancy).await.expect("revealed");
        assert_eq!(after.comparison, before.comparison, "no number changed");
        let agreed = after.proceedings.topics[0].agreed.clone().expect("agreed");
        assert_eq!((agreed.level.get(), agreed.by.as_str()), (3, "Rita"));
        assert_eq!(world.db.number("SELECT COUNT(*) FROM ledger WHERE kind = 'consensus'").await, 2);
        let entry = world.entry(Said::Consensus { item: competency, level: Level::ALL[0], reason: "om de regel heen".into() });
        assert_eq!(world.append(&world.chair, id, vec![entry]).await, Err(Code::NotAllowed.into()), "not past its form");
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }
}
