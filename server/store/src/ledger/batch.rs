//! What a batch must know before it can decide: loaded for all its requests together.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use domain::{
    Code,
    access::{Actor, Facts, OnPanel},
    ids::{EntryId, InterviewId, ItemId, NoteId, OrganisationId, RoundId, UserId, VersionId},
    interview::InterviewState,
    ledger::{Kind, Said, parse},
    scorecard::{Document, Step},
    time::UnixMillis,
    vacancy::{RevealPolicy, RoundState},
};
use uuid::Uuid;

use super::{project::Changes, writer::Append};
use crate::{Core, Result, audit, db::Tx, words};

/// An interview in the batch, with where its chain is.
pub(super) struct Page {
    pub(super) organisation: OrganisationId,
    pub(super) round: RoundId,
    pub(super) document: Arc<Document>,
    pub(super) seq: i64,
    pub(super) hash: Vec<u8>,
    facts: Facts,
    pub(super) seats: HashMap<UserId, OnPanel>,
}

/// Typing of a rater that has not become an entry.
pub(super) struct Draft {
    pub(super) note: NoteId,
    pub(super) item: ItemId,
    pub(super) step: Option<Step>,
    pub(super) text: String,
    pub(super) at: UnixMillis,
    /// What the note says already, when there is one.
    pub(super) stored: Option<(ItemId, Option<Step>, String)>,
}

pub(super) type Owner = (InterviewId, UserId);

/// Everything the requests of a batch touch.
pub(super) struct Batch {
    pub(super) pages: BTreeMap<InterviewId, Page>,
    /// Entries that are stored, with whose they are.
    pub(super) known: HashMap<EntryId, Owner>,
    pub(super) notes: HashMap<NoteId, Owner>,
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
    round_id: Uuid,
    round_state: String,
    version_id: Uuid,
    policy: String,
    closed: bool,
}

#[derive(sqlx::FromRow)]
struct DraftRow {
    interview_id: Uuid,
    rater_id: Uuid,
    note_id: Uuid,
    item: Uuid,
    step: Option<String>,
    text: String,
    at: i64,
    stored_item: Option<Uuid>,
    stored_step: Option<String>,
    stored_text: Option<String>,
}

impl Batch {
    /// Holds the chains and reads what decides about the requests.
    pub(super) async fn load(tx: &mut Tx, core: &Core, appends: &[Append]) -> Result<Self> {
        let heads = hold(tx, appends).await?;
        let pages = pages(tx, core, heads).await?;
        let said: Vec<Vec<Result<Said, Code>>> = appends.iter().map(|append| parsed(append, &pages)).collect();
        let entries: Vec<Uuid> = appends.iter().flat_map(|append| append.entries.iter().map(|entry| entry.id.0)).collect();
        let noted = said.iter().flatten().filter_map(|said| match said {
            Ok(Said::Noted { note, .. }) => Some(note.0),
            _ => None,
        });
        let noted: Vec<Uuid> = noted.collect::<BTreeSet<_>>().into_iter().collect();
        let known = among!(tx, (Uuid, Uuid, Uuid), "SELECT id, interview_id, rater_id FROM ledger WHERE id IN (", entries, ")");
        let mut notes = among!(tx, (Uuid, Uuid, Uuid), "SELECT id, interview_id, rater_id FROM note WHERE id IN (", noted, ")");
        notes.extend(among!(tx, (Uuid, Uuid, Uuid), "SELECT note_id, interview_id, rater_id FROM draft WHERE note_id IN (", noted, ")"));
        let owner = |interview, rater| (InterviewId(interview), UserId(rater));
        Ok(Self {
            drafts: drafts(tx, appends).await?,
            known: known.into_iter().map(|(id, interview, rater)| (EntryId(id), owner(interview, rater))).collect(),
            notes: notes.into_iter().map(|(id, interview, rater)| (NoteId(id), owner(interview, rater))).collect(),
            changes: Changes::default(),
            pages,
            said,
        })
    }
}

impl Page {
    /// What decides about this person here.
    pub(super) fn facts(&self, user: Option<UserId>) -> Facts {
        Facts { panel: user.and_then(|user| self.seats.get(&user).copied()), ..self.facts }
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

fn submits(append: &Append) -> bool {
    append.entries.iter().any(|entry| entry.kind == Kind::Submitted)
}

async fn pages(tx: &mut Tx, core: &Core, mut heads: BTreeMap<InterviewId, (i64, Vec<u8>)>) -> Result<BTreeMap<InterviewId, Page>> {
    let ids: Vec<Uuid> = heads.keys().map(|id| id.0).collect();
    let rows = among!(
        tx,
        PageRow,
        "SELECT i.id, i.organisation_id, i.state, i.revealed_at IS NOT NULL AS revealed, r.id AS round_id, r.state AS round_state,
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
        (Uuid, Uuid, bool, bool, bool),
        "SELECT s.interview_id, s.person_id, s.chair, s.rates, s.submitted_at IS NOT NULL
         FROM interview i JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id
         WHERE i.id IN (",
        ids,
        ")"
    );
    let mut pages = BTreeMap::new();
    for row in rows {
        let id = InterviewId(row.id);
        let Some((seq, hash)) = heads.remove(&id) else { continue };
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
        };
        let document = core.document(tx, organisation, VersionId(row.version_id)).await?;
        pages.insert(id, Page { organisation, round: RoundId(row.round_id), document, seq, hash, facts, seats: HashMap::new() });
    }
    for (interview, person, chair, rates, submitted) in seats {
        if let Some(page) = pages.get_mut(&InterviewId(interview)) {
            page.seats.insert(UserId(person), OnPanel { chair, rates, submitted });
        }
    }
    Ok(pages)
}

fn parsed(append: &Append, pages: &BTreeMap<InterviewId, Page>) -> Vec<Result<Said, Code>> {
    let document = pages.get(&append.interview).map(|page| &page.document);
    append.entries.iter().map(|entry| storable(parse(entry, document.ok_or(Code::NotFound)?)?)).collect()
}

/// PostgreSQL cannot hold U+0000 in a text, so it is refused everywhere.
fn storable(said: Said) -> Result<Said, Code> {
    use domain::scoring::Rating;
    match &said {
        Said::Noted { text, .. } | Said::Rated { rating: Rating::NotObserved(text), .. } if text.contains('\0') => Err(Code::Unreadable),
        _ => Ok(said),
    }
}

/// The unsent typing of everybody who may submit in this batch, in the order it was begun.
async fn drafts(tx: &mut Tx, appends: &[Append]) -> Result<HashMap<Owner, Vec<Draft>>> {
    let interviews: BTreeSet<Uuid> = appends.iter().filter(|append| submits(append)).map(|append| append.interview.0).collect();
    let interviews: Vec<Uuid> = interviews.into_iter().collect();
    let rows = among!(
        tx,
        DraftRow,
        "SELECT d.interview_id, d.rater_id, d.note_id, d.item, d.step, d.text, d.at,
                n.item AS stored_item, n.step AS stored_step, n.text AS stored_text
         FROM interview i
         JOIN draft d ON d.organisation_id = i.organisation_id AND d.interview_id = i.id
         LEFT JOIN note n ON n.id = d.note_id
         WHERE i.id IN (",
        interviews,
        ") ORDER BY d.made_at, d.note_id"
    );
    let mut drafts: HashMap<Owner, Vec<Draft>> = HashMap::new();
    for row in rows {
        let stored_step = row.stored_step.as_deref().map(words::read).transpose()?;
        let stored = row.stored_item.zip(row.stored_text).map(|(item, text)| (ItemId(item), stored_step, text));
        drafts.entry((InterviewId(row.interview_id), UserId(row.rater_id))).or_default().push(Draft {
            note: NoteId(row.note_id),
            item: ItemId(row.item),
            step: row.step.as_deref().map(words::read).transpose()?,
            text: row.text,
            at: UnixMillis(row.at),
            stored,
        });
    }
    Ok(drafts)
}
