//! An organisation in which everything happened: a row of every sort in every table.

use domain::{
    Lang,
    access::Purpose,
    candidates::NewCandidate,
    ids::NoteId,
    ledger::Said,
    library::Library,
    people::Role,
    scorecard::Command,
    scoring::Rating,
    sorting::{Placed, Shuffled},
    tries::ACCOUNT,
    vacancy::{Afterwards, NewVacancy, RevealPolicy, background_mark},
};
use uuid::Uuid;

use crate::{
    DraftNote, Tries, Typed,
    tests::{
        support::{START, TestStore},
        world::{World, token, worked_document},
    },
};

pub(super) async fn full(db: TestStore) -> World {
    let mut world = World::with(db, RevealPolicy::AfterRound, &["Zoë", "Bo", "Cem"]).await;
    people(&world).await;
    scorecards(&world).await;
    procedure(&mut world).await;
    second_vacancy(&world).await;
    world
}

async fn people(world: &World) {
    let (db, admin) = (&world.db, &world.admin);
    let ended = db.invite(admin, "weg@example.org", Role::Auditor, Lang::En, &token("ended")).await.expect("invited");
    db.revoke_invite(admin, ended).await.expect("ended");
    db.invite(admin, "later@example.org", Role::Recruiter, Lang::Nl, &token("open")).await.expect("invited");
    db.change_person(admin, world.outsider.user().expect("a person"), Role::Auditor, false).await.expect("changed");
    db.set_lang(&world.b, Lang::En).await.expect("changed");
    db.set_password(&world.b, "another hash").await.expect("changed");
    db.session_create("s", "{}", START.plus_minutes(60), world.b.user()).await.expect("made");
    db.make_reset_link(admin, world.b.user().expect("a person"), &token("reset")).await.expect("made");
    db.count_try(&Tries { own: vec![("somebody".into(), ACCOUNT)], everywhere: None }).await.expect("counted");
}

async fn scorecards(world: &World) {
    let (db, rita) = (&world.db, &world.recruiter);
    let shipped = Library::shipped().expect("parses").competencies.remove(0);
    let key = db.copy_competency(rita, &shipped.key).await.expect("copied");
    db.retire_competency(rita, &key).await.expect("retired");
    db.copy_competency(rita, &shipped.key).await.expect("copied");
    let card = db.create_scorecard(rita, &worked_document(db)).await.expect("created");
    for (revision, title) in (1..).zip(["Een", "Twee", "Drie"]) {
        db.change_draft(rita, card, revision, Command::Rename { title: title.into() }).await.expect("changed");
    }
    db.undo_draft(rita, card, 4).await.expect("undone");
    db.make_link(rita, card, Purpose::Sorting, &token("sorting")).await.expect("made");
    let (_, shown) = db.anchors_to_sort(&token("sorting")).await.expect("open");
    let placed = |(level, anchor): (u8, &Shuffled)| Placed { anchor: anchor.id.clone(), level: level.to_string() };
    let answers: Vec<Placed> = shown.iter().flat_map(|sort| (1..).zip(&sort.anchors).map(placed)).collect();
    db.sort_anchors(&token("sorting"), &answers).await.expect("sorted");
    db.make_link(rita, card, Purpose::Sheet, &token("sheet")).await.expect("made");
    let link = db.links(rita, card, Purpose::Sheet).await.expect("links").remove(0);
    db.withdraw_link(rita, link.id).await.expect("withdrawn");
    db.practise(rita, card, "Oefenkandidaat").await.expect("begun");
    db.publish(rita, card, 5).await.expect("published");
    db.new_draft(rita, card).await.expect("a draft");
    db.change_draft(rita, card, 1, Command::Rename { title: "Vier".into() }).await.expect("changed");
}

async fn procedure(world: &mut World) {
    let vacancy = world.vacancy;
    let late = world.add("Dirk").await;
    let cancelled = world.plan(late).await;
    let rita = world.recruiter;
    world.db.cancel_interview(&rita, cancelled, "verplaatst", &Afterwards::KeepHidden).await.expect("cancelled");
    let gone = world.add("Weg").await;
    world.db.remove_application(&rita, gone, &Afterwards::KeepHidden).await.expect("removed");
    world.add("Weg").await;
    let items = world.items();
    let [zoe, bo, cem] = [world.interviews[0], world.interviews[1], world.interviews[2]];
    let (chris, sam) = (world.c.user().expect("a person"), world.admin.user().expect("a person"));
    world.db.replace_rater(&rita, cem, chris, sam, "ziek geworden").await.expect("replaced");
    world.db.set_background(&rita, world.applications[0], &background_mark(""), "Werkte bij een bakker.").await.expect("written");
    world.db.void_question(&rita, vacancy, items[0], "begreep niemand").await.expect("dropped");
    world.db.restore_question(&rita, vacancy, items[0], "toch wel").await.expect("taken up");
    world.db.void_question(&rita, vacancy, items[1], "dubbel").await.expect("dropped");
    let draft = DraftNote { note: NoteId(Uuid::from_u128(77)), item: items[2], step: None, text: "nog niet af".into(), base: None };
    world.db.save_draft(&world.a, cem, &draft).await.expect("kept");
    world.db.chair_at(&world.chair, bo, items[2]).await.expect("there");
    for interview in [zoe, bo] {
        for (rater, level) in world.raters().into_iter().zip([2, 3, 4]) {
            let rest: Vec<_> = items.iter().filter(|item| **item != items[1]).map(|item| world.rate(*item, level)).collect();
            world.append_stored(&rater, interview, rest).await;
            world.append_stored(&rater, interview, vec![world.note(items[0], NoteId(world.db.new_id()), "zei iets"), world.submit()]).await;
        }
    }
    let entry = world.entry(Said::Rated { item: items[0], rating: Rating::NotObserved("geen tijd".into()) });
    world.append_stored(&world.a, cem, vec![entry]).await;
    let bram = world.b.user().expect("a person");
    world.append_stored(&world.b, cem, vec![world.submit()]).await;
    world.db.return_sheet(&rita, cem, bram, "per ongeluk").await.expect("given back");
    world.db.set_sheet_aside(&rita, zoe, bram, "familie").await.expect("set aside");
    world.db.reveal_early(&rita, vacancy, "de manager vertrekt").await.expect("revealed");
    world.db.start_deciding(&rita, vacancy).await.expect("begun");
    let typed = Typed { outcome: "hold", reason: "eerst de referenties", below_band: "" };
    world.db.decide_on(&rita, world.applications[0], 0, typed).await.expect("decided");
    world.db.take_back(&rita, world.applications[0], 1, "vergist").await.expect("taken back");
    world.db.decide_on(&rita, world.applications[1], 0, typed).await.expect("decided");
    world.db.start_pack(&rita, vacancy).await.expect("begun");
}

async fn second_vacancy(world: &World) {
    let (db, rita) = (&world.db, &world.recruiter);
    let new = NewVacancy { title: "Nog een".into(), version: world.version, policy: RevealPolicy::AfterInterview, anonymous: true };
    let id = db.open_vacancy(rita, &new).await.expect("opened");
    db.add_candidates(rita, id, &[NewCandidate { name: "Eva".into(), email: String::new() }]).await.expect("added");
    db.close_vacancy(rita, id, "ingetrokken").await.expect("closed");
}
