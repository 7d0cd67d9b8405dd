//! What a batch must know before it can decide: loaded for all its requests together.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use domain::{
    Code,
    access::{Actor, Facts, OnPanel},
    ids::{EntryId, InterviewId, ItemId, NoteId, OrganisationId, RoundId, UserId, VacancyId, VersionId},
    interview::InterviewState,
    ledger::{Before, Key, Said, check},
    scorecard::{Document, Step},
    scoring::Rating,
    time::UnixMillis,
    vacancy::{RevealPolicy, RoundState},
};
use uuid::Uuid;

use super::{
    before::{Known, asking, drafts, marks, noted, notes, owner, rated},
    project::Changes,
    writer::Append,
};
use crate::{Core, Result, audit, db::Tx, words};

/// An interview in the batch, with where its chain is.
pub(super) struct Page {
    pub(super) organisation: OrganisationId,
    pub(super) vacancy: VacancyId,
    pub(super) round: RoundId,
    pub(super) document: Arc<Document>,
    /// Where the chain was before this batch, and where it is now.
    pub(super) head: (i64, Vec<u8>),
    pub(super) seq: i64,
    pub(super) hash: Vec<u8>,
    facts: Facts,
    pub(super) seats: HashMap<UserId, OnPanel>,
    /// Those of them who are a candidate in the vacancy.
    candidates: HashSet<UserId>,
    /// Questions that count for nobody.
    pub(super) voided: HashSet<ItemId>,
}

/// Typing of a rater that has not become an entry.
pub(super) struct Draft {
    pub(super) note: NoteId,
    pub(super) item: ItemId,
    pub(super) step: Option<Step>,
    pub(super) text: String,
    pub(super) at: UnixMillis,
    /// The entry that this is an edit of.
    pub(super) base: Option<EntryId>,
    /// What the note says already, when there is one.
    pub(super) stored: Option<(ItemId, Option<Step>, String)>,
}

pub(super) type Owner = (InterviewId, UserId);

/// Everything the requests of a batch touch.
pub(super) struct Batch {
    pub(super) pages: BTreeMap<InterviewId, Page>,
    /// Entries that are stored, with whose they are.
    pub(super) known: HashMap<EntryId, Owner>,
    /// Notes that are spoken of.
    pub(super) notes: HashMap<NoteId, Known>,
    /// The same the other way round: which note an entry wrote last.
    pub(super) written: HashMap<(Owner, EntryId), NoteId>,
    /// What stands, as far as this batch asks.
    pub(super) standing: HashMap<(InterviewId, Key), Before>,
    /// Items with a note or with typing, as far as this batch asks.
    pub(super) noted: HashSet<(Owner, ItemId)>,
    /// Items whose rating is a level, as far as this batch asks.
    pub(super) levels: HashSet<(Owner, ItemId)>,
    pub(super) drafts: HashMap<Owner, Vec<Draft>>,
    /// Per request and entry what it says, or why it says nothing.
    pub(super) said: Vec<Vec<Result<Said, Code>>>,
    pub(super) changes: Changes,
}

#[derive(sqlx::FromRow)]
struct PageRow {
    id: Uuid,
    organisation_id: Uuid,
    state: String,
    revealed: bool,
    vacancy_id: Uuid,
    round_id: Uuid,
    round_state: String,
    version_id: Uuid,
    policy: String,
    closed: bool,
}

impl Batch {
    /// Holds the chains and reads what decides about the requests.
    pub(super) async fn load(tx: &mut Tx, core: &Core, appends: &[Append]) -> Result<Self> {
        let heads = hold(tx, appends).await?;
        let pages = pages(tx, core, heads).await?;
        let said: Vec<Vec<Result<Said, Code>>> = appends.iter().map(|append| checked(append, &pages)).collect();
        let entries: Vec<Uuid> = appends.iter().flat_map(|append| append.entries.iter().map(|entry| entry.id.0)).collect();
        let known = among!(tx, (Uuid, Uuid, Uuid), "SELECT id, interview_id, rater_id FROM ledger WHERE id IN (", entries, ")");
        let drafts = drafts(tx, core, appends).await?;
        let spoken_of = said.iter().flatten().filter_map(|said| match said {
            Ok(Said::Noted { note, base, .. }) => Some((*note, *base)),
            _ => None,
        });
        let notes = notes(tx, spoken_of.chain(drafts.values().flatten().map(|draft| (draft.note, draft.base)))).await?;
        let mut standing: HashMap<(InterviewId, Key), Before> =
            marks(tx, &asking(appends, &said, asks_for_marks)).await?.into_iter().collect();
        standing
            .extend(notes.iter().filter_map(|(note, known)| Some(((known.owner.0, Key::Note(*note)), Before::Noted(known.written?.1)))));
        let mut levels = HashSet::new();
        for (owner, item, level, at) in rated(tx, &asking(appends, &said, asks_for_ratings)).await? {
            standing.insert((owner.0, Key::Rating(owner.1, item)), Before::Said(at));
            if level {
                levels.insert((owner, item));
            }
        }
        Ok(Self {
            written: notes.iter().filter_map(|(note, known)| Some(((known.owner, known.written?.0), *note))).collect(),
            known: known.into_iter().map(|(id, interview, rater)| (EntryId(id), owner(interview, rater))).collect(),
            noted: noted(tx, &asking(appends, &said, asks_for_notes)).await?,
            changes: Changes::default(),
            drafts,
            notes,
            standing,
            levels,
            pages,
            said,
        })
    }
}

fn gives_a_level(said: &Said) -> bool {
    matches!(said, Said::Rated { rating: Rating::Level(_), .. })
}

fn asks_for_notes(said: &Said) -> bool {
    gives_a_level(said) || matches!(said, Said::NoEvidence { withdrawn: true, .. })
}

fn asks_for_ratings(said: &Said) -> bool {
    matches!(said, Said::Rated { .. } | Said::Overall { .. } | Said::NoEvidence { withdrawn: true, .. } | Said::Submitted { .. })
}

/// Of a level it is asked whether there was evidence, and that there was none is a mark; of a submission whether it is said how
/// one knows the candidate.
fn asks_for_marks(said: &Said) -> bool {
    gives_a_level(said) || !matches!(said, Said::Rated { .. } | Said::Noted { .. } | Said::Replaced { .. })
}

impl Page {
    /// What decides about this person here.
    pub(super) fn facts(&self, user: Option<UserId>) -> Facts {
        Facts {
            panel: user.and_then(|user| self.seats.get(&user).copied()),
            own_candidacy: user.is_some_and(|user| self.candidates.contains(&user)),
            ..self.facts
        }
    }
}

/// Locks in the one order that everybody keeps: audits by organisation, then ledgers by interview. A submission may reveal,
/// which writes to the audit.
async fn hold(tx: &mut Tx, appends: &[Append]) -> Result<BTreeMap<InterviewId, (i64, Vec<u8>)>> {
    let submitting = appends.iter().filter(|append| submits(append));
    let organisations: BTreeSet<OrganisationId> = submitting.filter_map(|append| append.actor.organisation()).collect();
    for organisation in organisations {
        audit::hold(tx, organisation).await?;
    }
    let interviews: BTreeSet<InterviewId> =
        appends.iter().filter(|append| append.actor != Actor::Nobody).map(|append| append.interview).collect();
    let mut heads = BTreeMap::new();
    for interview in interviews {
        if let Some(head) = audit::hold_chain(tx, interview.0).await? {
            heads.insert(interview, head);
        }
    }
    Ok(heads)
}

pub(super) fn submits(append: &Append) -> bool {
    append.entries.iter().any(|entry| matches!(entry.said, Said::Submitted { .. }))
}

async fn pages(tx: &mut Tx, core: &Core, mut heads: BTreeMap<InterviewId, (i64, Vec<u8>)>) -> Result<BTreeMap<InterviewId, Page>> {
    let ids: Vec<Uuid> = heads.keys().map(|id| id.0).collect();
    let rows = among!(
        tx,
        PageRow,
        "SELECT i.id, i.organisation_id, i.state, i.revealed_at IS NOT NULL AS revealed, r.vacancy_id, r.id AS round_id, r.state AS round_state,
                r.version_id, v.policy, v.closed_at IS NOT NULL AS closed
         FROM interview i
         JOIN round r ON r.organisation_id = i.organisation_id AND r.id = i.round_id
         JOIN vacancy v ON v.organisation_id = r.organisation_id AND v.id = r.vacancy_id
         WHERE i.id IN (",
        ids,
        ")"
    );
    let seats = among!(
        tx,
        (Uuid, Uuid, bool, bool, bool, bool),
        concat!(
            "SELECT s.interview_id, s.person_id, s.chair, s.rates, s.submitted_at IS NOT NULL, ",
            own_candidacy!("s.organisation_id", "r.vacancy_id", "s.person_id"),
            " FROM interview i
             JOIN round r ON r.organisation_id = i.organisation_id AND r.id = i.round_id
             JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id
             WHERE (s.chair OR s.rates) AND i.id IN ("
        ),
        ids,
        ")"
    );
    let voided = among!(
        tx,
        (Uuid, Uuid),
        concat!(
            "SELECT i.id, v.item FROM interview i JOIN ",
            voided!(),
            " v ON v.organisation_id = i.organisation_id AND v.round_id = i.round_id WHERE i.id IN ("
        ),
        ids,
        ")"
    );
    let mut pages = BTreeMap::new();
    for row in rows {
        let id = InterviewId(row.id);
        let Some(head) = heads.remove(&id) else { continue };
        let (seq, hash) = head.clone();
        let organisation = OrganisationId(row.organisation_id);
        let state: InterviewState = words::read(&row.state)?;
        let facts = Facts {
            organisation,
            panel: None,
            interview: Some(state),
            round_open: row.round_state == RoundState::Open.key(),
            vacancy_closed: row.closed,
            revealed: row.revealed,
            individuals_hidden: row.policy == RevealPolicy::Never.key(),
            looked_early: false,
            own_candidacy: false,
        };
        let document = core.document(tx, organisation, VersionId(row.version_id)).await?;
        let (vacancy, round) = (VacancyId(row.vacancy_id), RoundId(row.round_id));
        let (seats, candidates, voided) = (HashMap::new(), HashSet::new(), HashSet::new());
        pages.insert(id, Page { organisation, vacancy, round, document, head, seq, hash, facts, seats, candidates, voided });
    }
    for (interview, item) in voided {
        if let Some(page) = pages.get_mut(&InterviewId(interview)) {
            page.voided.insert(ItemId(item));
        }
    }
    for (interview, person, chair, rates, submitted, own_candidacy) in seats {
        if let Some(page) = pages.get_mut(&InterviewId(interview)) {
            page.seats.insert(UserId(person), OnPanel { chair, rates, submitted });
            if own_candidacy {
                page.candidates.insert(UserId(person));
            }
        }
    }
    Ok(pages)
}

fn checked(append: &Append, pages: &BTreeMap<InterviewId, Page>) -> Vec<Result<Said, Code>> {
    let document = pages.get(&append.interview).map(|page| &page.document);
    let check = |said: &Said| {
        let said = said.clone().trimmed();
        check(&said, document.ok_or(Code::NotFound)?)?;
        Ok(said)
    };
    append.entries.iter().map(|entry| check(&entry.said)).collect()
}
