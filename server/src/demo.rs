//! The demo: the worked panel of five candidates and three raters, revealed, and a second vacancy half-way.
//!
//! It goes through the same doors as people do, so it can do nothing that they cannot.

mod story;

use argon2::{Argon2, PasswordHasher};
use domain::{
    Code, Lang,
    access::{Actor, Job},
    candidates::NewCandidate,
    ids::{ApplicationId, EntryId, InterviewId, NoteId, VacancyId},
    ledger::{Answer, NewEntry, Said},
    library::Library,
    people::{Me, Role},
    scorecard::{Command, Document, from_template},
    scoring::{Level, Rating},
    time::UnixMillis,
    vacancy::{NewInterview, NewVacancy, RevealPolicy},
};
use sha2::{Digest, Sha256};
use store::{Error, Store};

/// Everybody's password in a demo.
pub const PASSWORD: &str = "maatstaf-demo";

/// An account of the demo.
#[derive(Debug, Clone, Copy)]
pub struct Account {
    pub email: &'static str,
    name: &'static str,
    role: Role,
}

/// The first is the administrator; the last three rate.
pub const ACCOUNTS: [Account; 6] = [
    Account { email: "admin@example.org", name: "Sanne Mulder", role: Role::Admin },
    Account { email: "recruiter@example.org", name: "Marieke Jansen", role: Role::Recruiter },
    Account { email: "auditor@example.org", name: "Tom Hendriks", role: Role::Auditor },
    Account { email: "panel1@example.org", name: "Ruben Smit", role: Role::Interviewer },
    Account { email: "panel2@example.org", name: "Fatima El Amrani", role: Role::Interviewer },
    Account { email: "panel3@example.org", name: "Joost van Dijk", role: Role::Interviewer },
];

const FILLER: Actor = Actor::System { job: Job::Demo };

struct Demo<'a> {
    store: &'a Store,
    people: Vec<Me>,
}

/// Fills an empty database.
///
/// # Errors
/// What the store refused.
pub async fn fill(store: &Store) -> Result<(), Error> {
    store.demo_is_filling(&FILLER).await?;
    let demo = Demo { store, people: people(store).await? };
    let document = demo.scorecard().await?;
    demo.finished(&document).await?;
    demo.half_way(&document).await?;
    store.demo_is_filled(&FILLER).await
}

async fn people(store: &Store) -> Result<Vec<Me>, Error> {
    let work = tokio::task::spawn_blocking(|| Argon2::default().hash_password(PASSWORD.as_bytes()).map(|hash| hash.to_string()));
    let Ok(Ok(hash)) = work.await else { return Err(Code::Internal.into()) };
    let [first, others @ ..] = ACCOUNTS;
    let admin = store.set_up(&FILLER, "Voorbeeld BV", first.email, first.name, &hash, Lang::Nl).await?;
    let inviter = acting(&admin);
    let mut people = vec![admin];
    for account in others {
        let token: [u8; 32] = Sha256::digest(store.new_id().as_bytes()).into();
        store.invite(&inviter, account.email, account.role, Lang::Nl, &token).await?;
        people.push(store.accept_invitation(&token, account.name, &hash).await?);
    }
    Ok(people)
}

fn acting(me: &Me) -> Actor {
    Actor::Person { user: me.user, organisation: me.organisation, role: me.role }
}

impl Demo<'_> {
    fn recruiter(&self) -> Actor {
        acting(&self.people[1])
    }

    fn raters(&self) -> &[Me] {
        &self.people[3..]
    }

    /// The four competencies of the worked panel, with their weights and reason, published.
    async fn scorecard(&self) -> Result<(domain::ids::VersionId, Document), Error> {
        let library = Library::shipped().map_err(|_| Code::Internal)?;
        let keys = story::COMPETENCIES.map(|c| c.key.to_owned());
        let mut document = from_template(story::TITLE, &keys, &library, &mut || self.store.new_id())?;
        let mut weights = Vec::new();
        for (competency, story) in document.competencies.iter_mut().zip(&story::COMPETENCIES) {
            competency.why = story.why.into();
            competency.task = story.task.into();
            weights.push((competency.id, story.weight));
        }
        let recruiter = self.recruiter();
        let id = self.store.create_scorecard(&recruiter, &document).await?;
        let revision = self.store.scorecard(&recruiter, id).await?.revision;
        let weigh = Command::Weigh { weights, reason: story::WEIGHTS_REASON.to_owned() };
        let draft = self.store.change_draft(&recruiter, id, revision, weigh).await?;
        let version = self.store.publish(&recruiter, id, draft.revision).await?;
        Ok((version.id, version.document))
    }

    async fn vacancy(
        &self,
        title: &str,
        version: domain::ids::VersionId,
        names: &[&str],
    ) -> Result<(VacancyId, Vec<ApplicationId>), Error> {
        let recruiter = self.recruiter();
        let new = NewVacancy { title: title.to_owned(), version, policy: RevealPolicy::AfterRound, anonymous: false };
        let id = self.store.open_vacancy(&recruiter, &new).await?;
        let candidates: Vec<NewCandidate> =
            names.iter().map(|name| NewCandidate { name: (*name).to_owned(), email: String::new() }).collect();
        self.store.add_candidates(&recruiter, id, &candidates).await?;
        let rows = self.store.vacancy(&recruiter, id).await?.board.rows;
        let of = |name: &&str| rows.iter().find(|row| row.candidate == **name).map(|row| row.application);
        Ok((id, names.iter().filter_map(of).collect()))
    }

    async fn plan(&self, application: ApplicationId, starts_at: UnixMillis) -> Result<InterviewId, Error> {
        let raters = self.raters().iter().map(|me| me.user).collect();
        let panel = NewInterview { raters, chair: self.people[3].user, arrangements: String::new() };
        self.store.plan_interview(&self.recruiter(), application, &panel, starts_at).await
    }

    /// Five candidates, everybody submitted: the numbers of the worked example.
    async fn finished(&self, (version, document): &(domain::ids::VersionId, Document)) -> Result<(), Error> {
        let (_, applications) = self.vacancy(story::FINISHED, *version, &story::CANDIDATES).await?;
        let mut interviews = Vec::new();
        for (application, days) in applications.into_iter().zip([-8, -7, -7, -6, -6]) {
            interviews.push(self.plan(application, self.morning(days, 9 + i64::from(days == -7)).await?).await?);
        }
        for (candidate, interview) in interviews.into_iter().enumerate() {
            for (rater, levels) in story::PANEL.iter().enumerate() {
                let mut entries = self.entries(document, rater, levels[candidate], usize::MAX);
                entries.extend(self.ending(rater));
                self.append(rater, interview, entries).await?;
            }
        }
        Ok(())
    }

    /// One interview live, one submitted by two of three, one still to come.
    async fn half_way(&self, (version, document): &(domain::ids::VersionId, Document)) -> Result<(), Error> {
        let (_, applications) = self.vacancy(story::HALF_WAY, *version, &story::HALF_WAY_CANDIDATES).await?;
        let [first, second, third] = applications.as_slice() else { return Err(Code::Internal.into()) };
        let submitted = self.plan(*first, self.morning(0, 9).await?).await?;
        for rater in 0..2 {
            let mut entries = self.entries(document, rater, story::PANEL[rater][0], usize::MAX);
            entries.extend(self.ending(rater));
            self.append(rater, submitted, entries).await?;
        }
        self.append(2, submitted, self.entries(document, 2, story::PANEL[2][0], 5)).await?;
        let live = self.plan(*second, self.morning(0, 11).await?).await?;
        self.append(0, live, self.entries(document, 0, story::PANEL[0][4], 3)).await?;
        self.append(1, live, self.entries(document, 1, story::PANEL[1][4], 2)).await?;
        self.plan(*third, self.morning(1, 10).await?).await?;
        Ok(())
    }

    /// So many days from today at this hour, by the organisation's clock.
    async fn morning(&self, days: i64, hour: i64) -> Result<UnixMillis, Error> {
        let zone = self.store.zone(&self.recruiter()).await?;
        let day = zone.moment(self.store.now().plus_days(days)).local;
        let hour = i8::try_from(hour).unwrap_or(9);
        Ok(zone.parse(&domain::time::Local { hour, minute: 0, ..day }.iso()).unwrap_or(self.store.now()))
    }

    /// Ratings of the first `items` items, each after a note. The first rater is the chair, who keeps what was asked.
    fn entries(&self, document: &Document, rater: usize, levels: [u8; 4], items: usize) -> Vec<NewEntry> {
        let mut entries = Vec::new();
        let leads = rater == 0;
        if leads {
            entries.push(self.entry(Said::Opened { background: None }));
        }
        let told = document.competencies.iter().zip(levels).zip(&story::COMPETENCIES);
        let all = told.flat_map(|((competency, level), story)| {
            competency.items().into_iter().enumerate().map(move |(nth, item)| (item.id, level, story, nth)).collect::<Vec<_>>()
        });
        for (item, level, story, nth) in all.take(items) {
            if leads {
                entries.push(self.entry(Said::Asked { item, step: None }));
            }
            let text = if nth == 0 { story::note(story, level, rater) } else { story::second(level).to_owned() };
            entries.push(self.entry(Said::Noted { item, note: NoteId(self.store.new_id()), step: None, text, base: None }));
            let level = Level::ALL[usize::from(level.clamp(1, 5)) - 1];
            entries.push(self.entry(Said::Rated { item, rating: Rating::Level(level) }));
        }
        entries
    }

    /// How a rater ends: the chair closes, everybody says how they know the candidate, and submits.
    fn ending(&self, rater: usize) -> Vec<NewEntry> {
        let closed = (rater == 0).then(|| self.entry(Said::Closed));
        let declared = self.entry(Said::Declared { relation: String::new() });
        closed.into_iter().chain([declared, self.entry(Said::Submitted { reason: String::new() })]).collect()
    }

    fn entry(&self, said: Said) -> NewEntry {
        NewEntry { id: EntryId(self.store.new_id()), client_at: self.store.now(), base: None, said }
    }

    async fn append(&self, rater: usize, interview: InterviewId, entries: Vec<NewEntry>) -> Result<(), Error> {
        let answers = self.store.append(&acting(&self.raters()[rater]), interview, None, entries).await?;
        match answers.into_iter().find(|answer| *answer != Answer::Stored) {
            Some(Answer::Refused(code)) => Err(code.into()),
            _ => Ok(()),
        }
    }
}
