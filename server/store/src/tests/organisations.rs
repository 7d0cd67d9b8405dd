//! Another organisation's id is answered as an unknown one, by every function that takes an id.

use domain::{
    Code, Lang,
    candidates::NewCandidate,
    ids::{ApplicationId, InterviewId, InviteId, ItemId, NoteId, ScorecardId, UserId, VacancyId, VersionId},
    people::Role,
    scorecard::Command,
    vacancy::{Afterwards, NewVacancy, RevealPolicy},
};
use uuid::Uuid;

use super::{
    support::START,
    world::{World, other_organisation, token},
};
use crate::{DraftNote, Typed};

/// One of each kind of id.
#[derive(Clone, Copy)]
struct Things {
    person: UserId,
    invite: InviteId,
    scorecard: ScorecardId,
    version: VersionId,
    vacancy: VacancyId,
    application: ApplicationId,
    interview: InterviewId,
}

both_engines! {
    async fn another_organisations_id_is_not_found_by_any_function(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let stranger = other_organisation(&world.db).await;
        let db = &world.db;
        let invite = db.invite(&world.admin, "z@example.org", Role::Auditor, Lang::Nl, &token("z")).await.expect("invited");
        let theirs = Things {
            person: world.a.user().expect("a person"),
            invite,
            scorecard: world.scorecard,
            version: world.version,
            vacancy: world.vacancy,
            application: world.applications[0],
            interview: world.interviews[0],
        };
        let unknown = Uuid::from_u128(404);
        let nothing = Things {
            person: UserId(unknown),
            invite: InviteId(unknown),
            scorecard: ScorecardId(unknown),
            version: VersionId(unknown),
            vacancy: VacancyId(unknown),
            application: ApplicationId(unknown),
            interview: InterviewId(unknown),
        };
        let before = db.number("SELECT COUNT(*) FROM audit").await;
        let item: ItemId = world.item();
        for (kind, things) in [("theirs", theirs), ("unknown", nothing)] {
            let Things { person, invite, scorecard, version, vacancy, application, interview } = things;
            let bo = [NewCandidate { name: "Bo".into(), email: String::new() }];
            let new = NewVacancy { title: "Vacature".into(), version, policy: RevealPolicy::AfterRound, anonymous: false };
            let draft = DraftNote { note: NoteId(unknown), item, step: None, text: String::new(), base: None };
            let rename = Command::Rename { title: "x".into() };
            let reason = "een goede reden";
            let who = &stranger;
            let answers = [
                ("change_person", db.change_person(who, person, Role::Admin, true).await.err()),
                ("revoke_invite", db.revoke_invite(who, invite).await.err()),
                ("scorecard", db.scorecard(who, scorecard).await.err()),
                ("change_draft", db.change_draft(who, scorecard, 1, rename).await.err()),
                ("undo_draft", db.undo_draft(who, scorecard, 1).await.err()),
                ("publish", db.publish(who, scorecard, 1).await.err()),
                ("new_draft", db.new_draft(who, scorecard).await.err()),
                ("open_vacancy", db.open_vacancy(who, &new).await.err()),
                ("vacancy", db.vacancy(who, vacancy).await.err()),
                ("existing_candidates", db.existing_candidates(who, vacancy).await.err()),
                ("add_candidates", db.add_candidates(who, vacancy, &bo).await.err()),
                ("remove_application", db.remove_application(who, application, &Afterwards::KeepHidden).await.err()),
                ("restore_application", db.restore_application(who, application).await.err()),
                ("plan_interview", db.plan_interview(who, application, &world.panel(), START).await.err()),
                ("cancel_interview", db.cancel_interview(who, interview, "verplaatst", &Afterwards::KeepHidden).await.err()),
                ("reveal_early", db.reveal_early(who, vacancy, reason).await.err()),
                ("interview", db.interview(who, interview).await.err()),
                ("append", db.append(who, interview, None, vec![world.rate(item, 3)]).await.err()),
                ("append nothing", db.append(who, interview, None, vec![]).await.err()),
                ("save_draft", db.save_draft(who, interview, &draft).await.err()),
                ("start_deciding", db.start_deciding(who, vacancy).await.err()),
                ("decide_on", db.decide_on(who, application, 0, Typed { outcome: "hold", reason, below_band: "" }).await.err()),
                ("take_back", db.take_back(who, application, 0, "vergist").await.err()),
                ("close_vacancy", db.close_vacancy(who, vacancy, reason).await.err()),
                ("reopen_vacancy", db.reopen_vacancy(who, vacancy).await.err()),
                ("compared", db.compared(who, vacancy).await.err()),
                ("evidence", db.evidence(who, application, item).await.err()),
                ("panel_report", db.panel_report(who, vacancy).await.err()),
                ("candidate_report", db.candidate_report(who, application).await.err()),
            ];
            for (function, answer) in answers {
                assert_eq!(answer, Some(Code::NotFound.into()), "{function} with an id that is {kind}");
            }
        }
        assert_eq!(db.number("SELECT COUNT(*) FROM audit").await, before);
        assert_eq!(db.verify().await, Ok(vec![]));
    }

    async fn lists_hold_the_own_organisation_only(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let stranger = other_organisation(&world.db).await;
        let db = &world.db;
        assert_eq!(db.people(&stranger).await.expect("people").iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Eva Elders"]);
        assert_eq!(db.panel_choices(&stranger, world.applications[0]).await, Err(Code::NotFound.into()));
        assert_eq!(db.invites(&stranger).await, Ok(vec![]));
        assert_eq!(db.scorecards(&stranger).await, Ok(vec![]));
        assert_eq!(db.published_versions(&stranger).await, Ok(vec![]));
        assert_eq!(db.vacancies(&stranger, "", 1).await.expect("a list").all, 0);
        let home = db.home(&stranger).await.expect("home");
        assert_eq!((home.interviews.len(), home.vacancies.len(), home.scorecards, home.people), (0, 0, 0, 1));
        assert_eq!(db.people(&world.admin).await.expect("people").len(), 8);
        let taken = db.invite(&stranger, "rita@example.org", Role::Admin, Lang::Nl, &token("y")).await;
        assert_eq!(taken, Err(domain::Failure::field("email", Code::EmailTaken).into()));
    }

    async fn a_row_cannot_point_into_another_organisation(db: TestStore) {
        let world = World::with(db, RevealPolicy::AfterRound, &["Zoë"]).await;
        let stranger = other_organisation(&world.db).await.organisation().expect("of an organisation");
        let mut tx = world.db.store.core.db.write().await.expect("a transaction");
        let moved = async |tx: &mut crate::db::Tx| -> crate::Result<u64> {
            Ok(run!(tx, "UPDATE interview_rater SET organisation_id = $1", stranger.0))
        };
        assert_eq!(moved(&mut tx).await, Err(crate::Error::Internal));
    }
}
