//! An organisation at work: people, a published scorecard, a vacancy, candidates and panels.

use std::{
    collections::BTreeSet,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use domain::{
    Lang,
    access::{Actor, Job},
    candidates::NewCandidate,
    ids::{ApplicationId, EntryId, InterviewId, ItemId, NoteId, ScorecardId, UserId, VacancyId, VersionId},
    ledger::{Answer, NewEntry, Said},
    library::Library,
    people::{Me, Role},
    scorecard::{Document, Step, from_template},
    scoring::{Level, Rating},
    time::UnixMillis,
    vacancy::{NewInterview, NewVacancy, RevealPolicy},
};
use uuid::Uuid;

use super::support::{START, TestStore};
use crate::{
    Result, Store,
    audit::{
        self,
        tables::{ORGANISATION, PERSON},
    },
};

/// science, section 3.5: per rater, per candidate the levels on the four competencies; and the weights.
pub(super) const PANEL: [[[u8; 4]; 5]; 3] = [
    [[4, 3, 4, 3], [3, 4, 3, 4], [5, 4, 3, 4], [2, 3, 3, 2], [4, 4, 5, 3]],
    [[3, 3, 3, 2], [3, 3, 2, 4], [4, 3, 3, 3], [2, 2, 3, 1], [3, 4, 4, 3]],
    [[4, 4, 4, 4], [4, 4, 4, 5], [5, 5, 5, 5], [3, 3, 3, 3], [4, 5, 4, 4]],
];
pub(super) const WEIGHTS: [u32; 4] = [30, 25, 25, 20];
pub(super) const CANDIDATES: [&str; 5] = ["Zoë Müller", "Émile Łukasz", "Anna de Wit", "bo Li", "Cem Öz"];

pub(super) const fn actor(me: &Me) -> Actor {
    Actor::Person { user: me.user, organisation: me.organisation, role: me.role }
}

pub(super) const SETUP: Actor = Actor::System { job: Job::Setup };

/// Everybody, and a vacancy whose interviews each have raters `a`, `b` and `c`, and `chair` who does not rate.
pub(super) struct World {
    pub(super) db: TestStore,
    pub(super) admin: Actor,
    pub(super) recruiter: Actor,
    pub(super) auditor: Actor,
    pub(super) chair: Actor,
    pub(super) a: Actor,
    pub(super) b: Actor,
    pub(super) c: Actor,
    /// Sits on no panel.
    pub(super) outsider: Actor,
    pub(super) document: Document,
    pub(super) scorecard: ScorecardId,
    pub(super) version: VersionId,
    pub(super) vacancy: VacancyId,
    /// In the order of [`CANDIDATES`].
    pub(super) applications: Vec<ApplicationId>,
    pub(super) interviews: Vec<InterviewId>,
    entries: AtomicU64,
    /// Who said by [`Self::append_stored`] how they know the candidate.
    declared: Mutex<BTreeSet<(InterviewId, Option<UserId>)>>,
}

/// The first administrator.
pub(super) async fn admin(store: &Store) -> Actor {
    let me = store.set_up(&SETUP, "Voorbeeld BV", "admin@example.org", "Ada Beheer", "hash of admin", Lang::Nl).await;
    actor(&me.expect("set up"))
}

/// A colleague by invitation.
pub(super) async fn colleague(store: &Store, admin: &Actor, name: &str, role: Role) -> Actor {
    let email = format!("{}@example.org", name.to_lowercase());
    let token = token(&email);
    store.invite(admin, &email, role, Lang::Nl, &token).await.expect("invited");
    actor(&store.accept_invitation(&token, name, "hash").await.expect("accepted"))
}

/// Any 32 bytes that differ per text.
pub(super) fn token(text: &str) -> [u8; 32] {
    domain::ledger::payload_hash(b"token", text)
}

/// Another organisation in the same database, which the product cannot make yet; gives its administrator.
pub(super) async fn other_organisation(db: &TestStore) -> Actor {
    let (organisation, user) = (domain::ids::OrganisationId(Uuid::from_u128(0xbeef)), UserId(Uuid::from_u128(0xbeef_0001)));
    let mut tx = db.store.core.db.write().await.expect("a transaction");
    let insert = async |tx: &mut crate::db::Tx| -> Result<()> {
        run!(
            tx,
            "INSERT INTO organisation (organisation_id, name, zone, demo, created_at) VALUES ($1, 'Elders', 'Europe/Amsterdam', FALSE, 0)",
            organisation.0,
        );
        run!(
            tx,
            "INSERT INTO person (organisation_id, id, email, name, role, lang, password_hash, active, created_at)
             VALUES ($1, $2, 'admin@elders.example', 'Eva Elders', 'admin', 'nl', 'hash', TRUE, 0)",
            organisation.0,
            user.0,
        );
        audit::begin(tx, &db.store.core, organisation).await?;
        let grant = domain::access::decide(&SETUP, domain::access::Action::SetUp, &domain::access::Facts::of(organisation))?;
        let change = audit::Change::of("set_up", user.0).puts(&ORGANISATION, [organisation.0]).puts(&PERSON, [user.0]);
        audit::note(tx, &db.store.core, &grant, change).await
    };
    insert(&mut tx).await.expect("inserted");
    tx.commit().await.expect("committed");
    Actor::Person { user, organisation, role: Role::Admin }
}

/// The worked scorecard, ready to publish.
pub(super) fn worked_document(store: &Store) -> Document {
    let keys = ["learning_ability", "handling_feedback", "adaptability", "judgement"].map(String::from);
    let library = Library::shipped().expect("parses");
    let mut document = from_template("Werkkaart", &keys, &library, &mut || store.new_id()).expect("a template");
    for (competency, weight) in document.competencies.iter_mut().zip(WEIGHTS) {
        competency.weight = weight;
        competency.why = "Het werk verandert elk kwartaal.".into();
        competency.task = "Nieuwe bronnen aansluiten.".into();
    }
    document.weights_reason = "Leren weegt het zwaarst.".into();
    document
}

impl World {
    pub(super) async fn new(db: TestStore, policy: RevealPolicy) -> Self {
        Self::with(db, policy, &CANDIDATES).await
    }

    pub(super) async fn with(db: TestStore, policy: RevealPolicy, candidates: &[&str]) -> Self {
        let admin = admin(&db).await;
        let recruiter = colleague(&db, &admin, "Rita", Role::Recruiter).await;
        let auditor = colleague(&db, &admin, "Audi", Role::Auditor).await;
        let chair = colleague(&db, &admin, "Vera", Role::Interviewer).await;
        let a = colleague(&db, &admin, "Alex", Role::Interviewer).await;
        let b = colleague(&db, &admin, "Bram", Role::Interviewer).await;
        let c = colleague(&db, &admin, "Chris", Role::Interviewer).await;
        let outsider = colleague(&db, &admin, "Otto", Role::Interviewer).await;
        let document = worked_document(&db);
        let scorecard = db.create_scorecard(&recruiter, &document).await.expect("created");
        let version = db.publish(&recruiter, scorecard, 1).await.expect("published").id;
        let new = NewVacancy { title: "Junior analist".into(), version, policy, anonymous: false };
        let vacancy = db.open_vacancy(&recruiter, &new).await.expect("opened");
        let mut world = Self {
            db,
            admin,
            recruiter,
            auditor,
            chair,
            a,
            b,
            c,
            outsider,
            document,
            scorecard,
            version,
            vacancy,
            applications: Vec::new(),
            interviews: Vec::new(),
            entries: AtomicU64::new(1),
            declared: Mutex::default(),
        };
        for name in candidates {
            let application = world.add(name).await;
            world.plan(application).await;
        }
        world
    }

    pub(super) async fn add(&mut self, name: &str) -> ApplicationId {
        let email = format!("{}@candidate.example", self.applications.len());
        let new = NewCandidate { name: name.into(), email };
        let before = self.known().await;
        assert_eq!(self.db.add_candidates(&self.recruiter, self.vacancy, &[new]).await, Ok(1));
        let added = self.known().await.into_iter().find(|id| !before.contains(id)).expect("added");
        self.applications.push(added);
        added
    }

    async fn known(&self) -> Vec<ApplicationId> {
        let view = self.db.vacancy(&self.recruiter, self.vacancy).await.expect("a vacancy");
        view.board.rows.iter().map(|row| row.application).collect()
    }

    pub(super) fn panel(&self) -> NewInterview {
        let raters = [self.a, self.b, self.c].iter().filter_map(Actor::user).collect();
        NewInterview { raters, chair: self.chair.user().expect("a person"), arrangements: String::new() }
    }

    pub(super) async fn plan(&mut self, application: ApplicationId) -> InterviewId {
        let id = self.db.plan_interview(&self.recruiter, application, &self.panel(), START).await.expect("planned");
        self.interviews.push(id);
        id
    }

    pub(super) fn raters(&self) -> [Actor; 3] {
        [self.a, self.b, self.c]
    }

    pub(super) fn everybody(&self) -> [(&'static str, Actor); 9] {
        [
            ("admin", self.admin),
            ("recruiter", self.recruiter),
            ("auditor", self.auditor),
            ("chair", self.chair),
            ("a", self.a),
            ("b", self.b),
            ("c", self.c),
            ("outsider", self.outsider),
            ("nobody", Actor::Nobody),
        ]
    }

    /// An entry with an id that was not used before.
    pub(super) fn entry(&self, said: Said) -> NewEntry {
        let id = EntryId(Uuid::from_u64_pair(0xe000, self.entries.fetch_add(1, Ordering::Relaxed)));
        NewEntry { id, client_at: START, base: None, said }
    }

    pub(super) fn rate(&self, item: ItemId, level: u8) -> NewEntry {
        let rating = Rating::Level(Level::try_from(level).expect("1 to 5"));
        self.entry(Said::Rated { item, rating })
    }

    pub(super) fn not_observed(&self, item: ItemId, reason: &str) -> NewEntry {
        self.entry(Said::Rated { item, rating: Rating::NotObserved(reason.into()) })
    }

    pub(super) fn note(&self, item: ItemId, note: NoteId, text: &str) -> NewEntry {
        self.entry(Said::Noted { item, note, step: Some(Step::Action), text: text.into(), base: None })
    }

    pub(super) fn submit(&self) -> NewEntry {
        self.entry(Said::Submitted { reason: "niets gevraagd".into() })
    }

    pub(super) fn no_evidence(&self, item: ItemId) -> NewEntry {
        self.entry(Said::NoEvidence { item, withdrawn: false })
    }

    pub(super) fn declare(&self, relation: &str) -> NewEntry {
        self.entry(Said::Declared { relation: relation.into() })
    }

    /// The first item of the scorecard.
    pub(super) fn item(&self) -> ItemId {
        self.items()[0]
    }

    pub(super) fn items(&self) -> Vec<ItemId> {
        self.document.items().iter().map(|item| item.id).collect()
    }

    /// Ratings of every item, one level per competency.
    pub(super) fn ratings(&self, levels: [u8; 4]) -> Vec<NewEntry> {
        let competencies = self.document.competencies.iter().zip(levels);
        competencies
            .flat_map(|(c, level)| c.items().into_iter().map(move |item| (item.id, level)))
            .map(|(id, level)| self.rate(id, level))
            .collect()
    }

    pub(super) async fn append(&self, who: &Actor, interview: InterviewId, entries: Vec<NewEntry>) -> Result<Vec<Answer>> {
        self.db.append(who, interview, Some(UnixMillis(self.db.now().0)), entries).await
    }

    /// All are stored. A level whose evidence is not among them is given its word that there was none, and a submission that
    /// says nothing of it how its rater knows the candidate.
    pub(super) async fn append_stored(&self, who: &Actor, interview: InterviewId, entries: Vec<NewEntry>) {
        let (mut known, mut given) = (BTreeSet::new(), Vec::new());
        let whose = (interview, who.user());
        for entry in entries {
            match &entry.said {
                Said::Noted { item, .. } | Said::NoEvidence { item, .. } => {
                    known.insert(*item);
                }
                Said::Rated { item, rating: Rating::Level(_) } if known.insert(*item) => given.push(self.no_evidence(*item)),
                Said::Declared { .. } => {
                    self.declared.lock().expect("alone").insert(whose);
                }
                Said::Submitted { .. } if self.declared.lock().expect("alone").insert(whose) => given.push(self.declare("")),
                _ => {}
            }
            given.push(entry);
        }
        let entries = given;
        let answers = self.append(who, interview, entries).await.expect("answered");
        assert!(answers.iter().all(|answer| *answer == Answer::Stored), "{answers:?}");
    }

    /// All items on these levels, a note on the first, and submitted.
    pub(super) async fn score(&self, who: &Actor, interview: InterviewId, levels: [u8; 4]) {
        let mut entries = self.ratings(levels);
        let note = NoteId(Uuid::from_u64_pair(0xf000, self.entries.fetch_add(1, Ordering::Relaxed)));
        entries.push(self.note(self.item(), note, &format!("zei iets over {levels:?}")));
        entries.push(self.submit());
        self.append_stored(who, interview, entries).await;
    }

    /// The worked panel, whole.
    pub(super) async fn score_all(&self) {
        for (rater, rows) in self.raters().iter().zip(PANEL) {
            for (interview, levels) in self.interviews.iter().zip(rows) {
                self.score(rater, *interview, levels).await;
            }
        }
    }
}
