//! A submitted sheet is given back, or set aside, before the reveal.

use domain::{
    Code, Failure, Fault,
    access::Actor,
    discussion::Remark,
    ids::{ApplicationId, InterviewId, UserId},
    interview::{Handled, InterviewState},
    ledger::{Answer, Key, NewEntry, REASON_MAX, Said},
    time::UnixMillis,
    vacancy::{Afterwards, BoardCell, NewInterview, PanelSeat, RevealPolicy, RoundState},
};
use serde::Serialize;

use super::{
    support::{START, TestStore},
    world::World,
};
use crate::{Error, Result};

const WHY: &str = "per ongeluk ingeleverd";

pub(super) fn id(who: &Actor) -> UserId {
    who.user().expect("a person")
}

async fn give_back(world: &World, interview: usize, of: &Actor) -> Result<()> {
    world.db.return_sheet(&world.recruiter, world.interviews[interview], id(of), WHY).await
}

pub(super) async fn set_aside(world: &World, interview: usize, of: &Actor) -> Result<()> {
    world.db.set_sheet_aside(&world.recruiter, world.interviews[interview], id(of), "familie").await
}

pub(super) fn said(handled: Option<&Handled>) -> Option<(&str, &str)> {
    handled.map(|it| (it.by.as_str(), it.reason.as_str()))
}

pub(super) async fn round(world: &World) -> (RoundState, Vec<InterviewState>, (u32, u32)) {
    let view = world.db.vacancy(&world.recruiter, world.vacancy).await.expect("a vacancy");
    let state = |application: &ApplicationId| {
        let row = view.board.rows.iter().find(|row| row.application == *application).expect("on the board");
        row.interview.as_ref().expect("planned").state
    };
    (view.round.state, world.applications.iter().map(state).collect(), view.board.progress())
}

pub(super) async fn cells(world: &World, who: &Actor) -> Vec<BoardCell> {
    let board = world.db.vacancy(who, world.vacancy).await.expect("a vacancy").board;
    board.rows.into_iter().filter_map(|row| row.interview).flat_map(|interview| interview.cells).collect()
}

pub(super) async fn panel_seat(world: &World, interview: usize, of: &Actor) -> PanelSeat {
    let view = world.db.candidate(&world.recruiter, world.applications[interview]).await.expect("a candidate");
    view.interview.expect("planned").seats.into_iter().find(|seat| seat.user == id(of)).expect("on the panel")
}

/// One candidate, with a panel of these.
pub(super) async fn with_panel(db: TestStore, policy: RevealPolicy, raters: fn(&World) -> Vec<Actor>) -> World {
    let mut world = World::with(db, policy, &[]).await;
    let application = world.add("Zoë").await;
    let panel = NewInterview { raters: raters(&world).iter().map(id).collect(), ..world.panel() };
    let interview = world.db.plan_interview(&world.recruiter, application, &panel, START).await.expect("planned");
    world.interviews.push(interview);
    world
}

pub(super) fn page<T: Serialize>(answer: Result<T>) -> String {
    answer.map_or_else(|error| format!("{error:?}"), |view| serde_json::to_string(&view).expect("json"))
}

both_engines! {
    async fn a_sheet_that_is_given_back_is_open_with_all_that_was_in_it_and_its_rater_reads_why(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let interview = world.interviews[0];
        let mine = async || world.db.interview(&world.a, interview).await.expect("an interview").mine.expect("rates");
        world.score(&world.a, interview, [1, 2, 3, 4]).await;
        let before = mine().await;
        give_back(&world, 0, &world.a).await.expect("given back");
        let open = mine().await;
        assert_eq!(said(open.returned.as_ref()), Some(("Rita", WHY)));
        assert_eq!((open.submitted_at, &open.ratings, &open.notes), (None, &before.ratings, &before.notes));
        let home = world.db.home(&world.a).await.expect("home").interviews;
        assert_eq!((home[0].submitted, home[0].i_submitted, said(home[0].returned.as_ref())), (0, false, Some(("Rita", WHY))));
        for other in [&world.b, &world.chair] {
            let told = page(world.db.home(other).await) + &page(world.db.interview(other, interview).await);
            assert!(!told.contains(WHY), "only that it is open");
        }
        assert_eq!(panel_seat(&world, 0, &world.a).await.returned.map(|it| it.reason), Some(WHY.into()));
        let again = vec![world.rate(world.item(), 5), world.submit()];
        assert_eq!(world.append(&world.a, interview, again).await, Ok(vec![Answer::Stored; 2]));
        assert_eq!((mine().await.returned, mine().await.submitted_at.is_some()), (None, true));
        for rater in [&world.b, &world.c] {
            world.score(rater, interview, [3, 3, 3, 3]).await;
        }
        let compared = world.db.compared(&world.recruiter, world.vacancy).await.expect("revealed");
        let remark = Remark::Returned { rater: "Alex".into(), by: "Rita".into(), reason: WHY.into() };
        assert_eq!(compared.proceedings.remarks[0].remarks, std::slice::from_ref(&remark));
        assert_eq!(world.db.candidate_report(&world.admin, world.applications[0]).await.expect("a report").remarks, [remark]);
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn an_interview_that_was_done_waits_again_and_only_the_submission_reveals(db: TestStore) {
        use InterviewState::{Done, Live, Planned};
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        for rater in world.raters() {
            world.score(&rater, world.interviews[0], [3, 3, 3, 3]).await;
        }
        assert_eq!(round(&world).await, (RoundState::Open, vec![Done, Planned], (3, 6)));
        give_back(&world, 0, &world.b).await.expect("given back");
        assert_eq!(round(&world).await, (RoundState::Open, vec![Live, Planned], (2, 6)));
        for rater in world.raters() {
            world.score(&rater, world.interviews[1], [3, 3, 3, 3]).await;
        }
        assert_eq!(round(&world).await, (RoundState::Open, vec![Live, Done], (5, 6)), "one is waited for");
        set_aside(&world, 0, &world.a).await.expect("set aside");
        assert_eq!(round(&world).await.0, RoundState::Open);
        assert_eq!(world.append(&world.b, world.interviews[0], vec![world.submit()]).await, Ok(vec![Answer::Stored]));
        assert_eq!(round(&world).await, (RoundState::Revealed, vec![Done, Done], (5, 5)), "what counts nowhere is not called submitted");
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn a_submission_that_waited_while_the_sheet_was_given_back_does_not_undo_that(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let interview = world.interviews[0];
        let waited = async |base| {
            let now = world.db.now();
            let entry = NewEntry { client_at: UnixMillis(now.0 - 60_000), base, ..world.submit() };
            world.db.append(&world.a, interview, Some(now), vec![entry]).await.expect("answered")[0]
        };
        for rater in world.raters() {
            if id(&rater) == id(&world.b) {
                continue;
            }
            world.score(&rater, interview, [3, 3, 3, 3]).await;
        }
        give_back(&world, 0, &world.a).await.expect("given back");
        world.score(&world.b, interview, [3, 3, 3, 3]).await;
        assert_eq!(waited(None).await, Answer::Refused(Code::GivenBack));
        assert_eq!(round(&world).await.0, RoundState::Open, "nothing is revealed");
        let mine = world.db.interview(&world.a, interview).await.expect("an interview").mine.expect("rates");
        assert!(mine.returned.is_some());
        // Whose page says that it was given back may submit without a connection too.
        let base = mine.bases.iter().find(|(key, _)| *key == Key::Seat(id(&world.a))).map(|(_, entry)| *entry);
        assert_eq!(waited(base).await, Answer::Stored);
        assert_eq!(round(&world).await.0, RoundState::Revealed);
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn recruiter_and_administrator_with_a_reason_and_before_the_reveal(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterInterview, &["Zoë", "Bo"]).await;
        let [first, second] = [world.interviews[0], world.interviews[1]];
        world.score(&world.a, first, [3, 3, 3, 3]).await;
        let both = async |who: &Actor, interview, of, why: &str| {
            [world.db.return_sheet(who, interview, of, why).await, world.db.set_sheet_aside(who, interview, of, why).await]
        };
        let refused = |code: Code| [Err(code.into()), Err(code.into())];
        for (name, who) in world.everybody() {
            let code = if name == "nobody" { Code::NotSignedIn } else { Code::NotAllowed };
            if !["admin", "recruiter"].contains(&name) {
                assert_eq!(both(&who, first, id(&world.a), WHY).await, refused(code), "{name}");
            }
        }
        let fault = |fault: Fault| -> [Result<()>; 2] { [0, 1].map(|_| Err(Failure::invalid(vec![fault.clone()]).into())) };
        assert_eq!(both(&world.recruiter, first, id(&world.a), " \u{200b} ").await, fault(Fault::new("reason", Code::Required)));
        let long = "x".repeat(REASON_MAX + 1);
        assert_eq!(both(&world.recruiter, first, id(&world.a), &long).await, fault(Fault::about("reason", Code::TooLong, REASON_MAX)));
        assert_eq!(both(&world.recruiter, first, id(&world.outsider), WHY).await, fault(Fault::new("of", Code::BadChoice)));
        assert_eq!(both(&world.recruiter, first, id(&world.chair), WHY).await, fault(Fault::new("of", Code::BadChoice)));
        assert_eq!(both(&world.recruiter, first, id(&world.b), WHY).await, refused(Code::NotSubmitted));
        let unknown = InterviewId(uuid::Uuid::from_u128(404));
        assert_eq!(both(&world.recruiter, unknown, id(&world.a), WHY).await, refused(Code::NotFound));
        world.db.return_sheet(&world.admin, first, id(&world.a), WHY).await.expect("an administrator may");
        assert_eq!(both(&world.recruiter, first, id(&world.a), WHY).await, refused(Code::NotSubmitted), "twice");
        for rater in world.raters() {
            world.score(&rater, first, [3, 3, 3, 3]).await;
        }
        assert_eq!(both(&world.recruiter, first, id(&world.a), WHY).await, refused(Code::AlreadyRevealed));
        world.score(&world.a, second, [3, 3, 3, 3]).await;
        set_aside(&world, 1, &world.a).await.expect("set aside");
        assert_eq!(both(&world.recruiter, second, id(&world.a), WHY).await, refused(Code::SetAside), "once and for all");
        world.score(&world.b, second, [3, 3, 3, 3]).await;
        world.db.cancel_interview(&world.recruiter, second, "verplaatst", &Afterwards::KeepHidden).await.expect("cancelled");
        assert_eq!(both(&world.recruiter, second, id(&world.b), WHY).await, refused(Code::Cancelled));
        world.db.close_vacancy(&world.recruiter, world.vacancy, "ingetrokken").await.expect("closed");
        assert_eq!(both(&world.recruiter, second, id(&world.b), WHY).await, refused(Code::AlreadyClosed));
        for said in [Said::Returned { of: id(&world.a), reason: WHY.into() }, Said::SetAside { of: id(&world.a), reason: WHY.into() }] {
            let past = world.append(&world.recruiter, first, vec![world.entry(said)]).await;
            assert_eq!(past, Err(Code::NotAllowed.into()), "not past its form");
        }
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn nobody_gives_back_their_own_and_setting_it_aside_opens_nothing(db: TestStore) {
        let world = with_panel(db, RevealPolicy::AfterRound, |world| vec![world.recruiter, world.b, world.c]).await;
        let rita = world.recruiter;
        world.score(&rita, world.interviews[0], [3, 3, 3, 3]).await;
        assert_eq!(give_back(&world, 0, &rita).await, Err(Code::OwnSheet.into()));
        let seat = panel_seat(&world, 0, &rita).await;
        assert_eq!((seat.no_return, seat.no_setting_aside), (Some(Code::OwnSheet), None));
        world.db.return_sheet(&world.admin, world.interviews[0], id(&rita), WHY).await.expect("somebody else may");
        assert_eq!(world.append(&rita, world.interviews[0], vec![world.submit()]).await, Ok(vec![Answer::Stored]));
        let reads = async || page(world.db.vacancy(&rita, world.vacancy).await.map(|it| (it.may_compare, it.may_reveal)));
        let before = reads().await;
        set_aside(&world, 0, &rita).await.expect("set aside");
        assert_eq!(reads().await, before, "it was in, and is in");
        assert_eq!(world.db.compared(&rita, world.vacancy).await, Err(Code::NotYetRevealed.into()));
        let counts = cells(&world, &rita).await;
        assert!(counts.iter().all(|cell| !matches!(cell, BoardCell::Rated { .. } | BoardCell::NotBegun)), "{counts:?}");
    }

    async fn who_has_read_in_this_round_gets_no_sheet_back(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo"]).await;
        for rater in [&world.a, &world.b] {
            world.score(rater, world.interviews[0], [3, 3, 3, 3]).await;
        }
        world.db.reveal_early(&world.recruiter, world.vacancy, "de manager vertrekt").await.expect("revealed");
        for rater in [&world.a, &world.b] {
            world.score(rater, world.interviews[1], [3, 3, 3, 3]).await;
        }
        world.db.compared(&world.a, world.vacancy).await.expect("read");
        assert_eq!(give_back(&world, 1, &world.a).await, Err(Code::ReadOthers.into()));
        assert_eq!(panel_seat(&world, 1, &world.a).await.no_return, Some(Code::ReadOthers));
        give_back(&world, 1, &world.b).await.expect("who has read nothing may");
        assert_eq!(world.db.compared(&world.b, world.vacancy).await, Err(Code::SubmitFirst.into()), "and does not now");
        set_aside(&world, 1, &world.a).await.expect("set aside");
        for rater in [&world.b, &world.c] {
            world.append_stored(rater, world.interviews[1], vec![world.submit()]).await;
        }
        assert_eq!(round(&world).await.1[1], InterviewState::Done, "a latecomer follows with the two that count");
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn by_the_interview_who_read_another_gets_a_sheet_back(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterInterview, &["Zoë", "Bo"]).await;
        for rater in world.raters() {
            world.score(&rater, world.interviews[0], [3, 3, 3, 3]).await;
        }
        world.db.compared(&world.a, world.vacancy).await.expect_err("owes the other");
        world.score(&world.a, world.interviews[1], [3, 3, 3, 3]).await;
        world.db.compared(&world.a, world.vacancy).await.expect("read, as was agreed on");
        give_back(&world, 1, &world.a).await.expect("given back");
    }

    async fn two_who_do_it_at_once_and_a_submission_that_crosses_it_hear_what_came_of_it(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let interview = world.interviews[0];
        world.score(&world.a, interview, [3, 3, 3, 3]).await;
        let back = |who| world.db.return_sheet(who, interview, id(&world.a), WHY);
        let (one, two) = tokio::join!(back(&world.recruiter), back(&world.admin));
        let no: Result<()> = Err(Code::NotSubmitted.into());
        assert!((one.is_ok() && two == no) || (one == no && two.is_ok()), "{one:?} {two:?}");
        let (submitted, back) = tokio::join!(world.append(&world.a, interview, vec![world.submit()]), back(&world.recruiter));
        assert_eq!(submitted, Ok(vec![Answer::Stored]));
        assert!(back.is_ok() || back == no, "{back:?}");
        let open = panel_seat(&world, 0, &world.a).await;
        assert_eq!(open.submitted, back.is_err(), "given back when it came after");
        if back.is_ok() {
            assert_eq!(world.append(&world.a, interview, vec![world.submit()]).await, Ok(vec![Answer::Stored]));
        }
        let both = (world.db.return_sheet(&world.admin, interview, id(&world.a), WHY), set_aside(&world, 0, &world.a));
        let (returned, aside) = tokio::join!(both.0, both.1);
        let only = |code: Code| -> Result<()> { Err(code.into()) };
        let first = returned.is_ok() && aside == only(Code::NotSubmitted);
        assert!(first || (aside.is_ok() && returned == only(Code::SetAside)), "{returned:?} {aside:?}");
        for rater in [&world.b, &world.c] {
            world.score(rater, interview, [3, 3, 3, 3]).await;
        }
        assert_eq!(round(&world).await.0, if first { RoundState::Open } else { RoundState::Revealed });
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }

    async fn the_last_submission_and_a_give_back_on_two_servers_leave_one_story(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let interview = world.interviews[0];
        for rater in [&world.a, &world.b] {
            world.score(rater, interview, [3, 3, 3, 3]).await;
        }
        world.append_stored(&world.c, interview, vec![world.declare("")]).await;
        let (last, back) = tokio::join!(world.append(&world.c, interview, vec![world.submit()]), give_back(&world, 0, &world.a));
        assert_eq!(last, Ok(vec![Answer::Stored]));
        let revealed = round(&world).await.0 == RoundState::Revealed;
        let late: Result<(), Error> = Err(Code::AlreadyRevealed.into());
        assert_eq!(back, if revealed { late } else { Ok(()) });
        assert_eq!(world.db.verify().await, Ok(vec![]));
    }
}
