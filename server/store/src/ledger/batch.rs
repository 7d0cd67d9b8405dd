//! What a batch must know before it can decide: loaded for all its requests together.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use domain::{
    Code,
    access::{Actor, Facts, OnPanel},
    ids::{EntryId, InterviewId, ItemId, NoteId, OrganisationId, RoundId, UserId, VacancyId, VersionId},
    ledger::{Before, Key, Said, check},
    scorecard::{Document, Step},
    time::UnixMillis,
    vacancy::{RevealPolicy, RoundState},
};
use uuid::Uuid;

use super::{
    before::{Asked, Found, Known, drafts, find, owner},
    project::Changes,
    writer::Append,
};
use crate::{Core, Result, db::Tx, words};

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
    /// Whose sheet was given back and is open since, by the entry in this place.
    pub(super) returned: HashMap<UserId, i64>,
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
    /// Entries that are stored, with whose they are and their place.
    pub(super) known: HashMap<EntryId, (Owner, i64)>,
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

impl Batch {
    /// Reads what decides about the requests, whose chains are held and stand at these places.
    pub(super) async fn load(tx: &mut Tx, core: &Core, appends: &[Append], heads: Heads) -> Result<Self> {
        let found = find(tx, &Asked::of(appends)).await?;
        let pages = pages(tx, core, heads, &found).await?;
        let mut batch = Self {
            said: appends.iter().map(|append| checked(append, &pages)).collect(),
            drafts: drafts(tx, core, appends).await?,
            pages,
            known: HashMap::new(),
            notes: HashMap::new(),
            written: HashMap::new(),
            standing: HashMap::new(),
            noted: HashSet::new(),
            levels: HashSet::new(),
            changes: Changes::default(),
        };
        for row in found {
            batch.take_in(row);
        }
        Ok(batch)
    }

    fn take_in(&mut self, row: Found) {
        let (Some(a), Some(b), Some(c)) = (row.a, row.b, row.c) else { return };
        let (owner, interview, item, note) = (owner(a, b), InterviewId(a), ItemId(c), NoteId(c));
        let before = row.n.zip(row.m).map(|(at, seq)| Before::Said { at: UnixMillis(at), seq });
        match row.part.as_str() {
            "entry" => drop(self.known.insert(EntryId(c), (owner, row.n.unwrap_or_default()))),
            "typed" => drop(self.notes.entry(note).or_insert(Known { owner, written: None })),
            "note" => {
                let written = row.d.map(EntryId).zip(row.n);
                if let Some((entry, seq)) = written {
                    self.written.insert((owner, entry), note);
                    self.standing.insert((interview, Key::Note(note)), Before::Noted(seq));
                }
                self.notes.insert(note, Known { owner, written });
            }
            "rated" => {
                self.standing.extend(before.map(|before| ((interview, Key::Rating(owner.1, item)), before)));
                if row.x == Some(true) {
                    self.levels.insert((owner, item));
                }
            }
            "mark" => {
                let key = Key::Mark(owner.1, (c != a).then_some(item), row.s.unwrap_or_default().into());
                self.standing.extend(before.map(|before| ((interview, key), before)));
            }
            "noted" => drop(self.noted.insert((owner, item))),
            _ => {}
        }
    }
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

/// Where chains are that are held: place and hash.
pub(super) type Heads = BTreeMap<InterviewId, (i64, Vec<u8>)>;

/// The chains to be held, in the one order that everybody keeps: audits by organisation, then ledgers by interview. A submission
/// may reveal, which writes to the audit.
pub(super) fn chains(appends: &[Append]) -> (Vec<Uuid>, Vec<Uuid>) {
    let submitting = appends.iter().filter(|append| submits(append));
    let organisations: BTreeSet<Uuid> = submitting.filter_map(|append| append.actor.organisation()).map(|id| id.0).collect();
    let asked = appends.iter().filter(|append| append.actor != Actor::Nobody);
    let interviews: BTreeSet<Uuid> = asked.map(|append| append.interview.0).collect();
    (organisations.into_iter().collect(), interviews.into_iter().collect())
}

pub(super) fn submits(append: &Append) -> bool {
    append.entries.iter().any(|entry| matches!(entry.said, Said::Submitted { .. }))
}

async fn pages(tx: &mut Tx, core: &Core, mut heads: Heads, found: &[Found]) -> Result<BTreeMap<InterviewId, Page>> {
    let mut pages = BTreeMap::new();
    for row in found.iter().filter(|row| row.part == "page") {
        let (Some(id), Some(organisation), Some(vacancy), Some(round), Some(version)) = (row.a, row.b, row.c, row.d, row.e) else {
            continue;
        };
        let (id, organisation) = (InterviewId(id), OrganisationId(organisation));
        let Some(head) = heads.remove(&id) else { continue };
        let (seq, hash) = head.clone();
        let facts = Facts {
            organisation,
            panel: None,
            interview: Some(words::read(row.s.as_deref().unwrap_or_default())?),
            round_open: row.t.as_deref() == Some(RoundState::Open.key()),
            vacancy_closed: row.y == Some(true),
            revealed: row.x == Some(true),
            individuals_hidden: row.u.as_deref() == Some(RevealPolicy::Never.key()),
            looked_early: false,
            own_candidacy: false,
        };
        let document = core.document(&mut *tx, organisation, VersionId(version)).await?;
        let (vacancy, round) = (VacancyId(vacancy), RoundId(round));
        let (seats, candidates, returned, voided) = (HashMap::new(), HashSet::new(), HashMap::new(), HashSet::new());
        pages.insert(id, Page { organisation, vacancy, round, document, head, seq, hash, facts, seats, candidates, returned, voided });
    }
    for row in found {
        let Some(page) = row.a.and_then(|id| pages.get_mut(&InterviewId(id))) else { continue };
        match (row.part.as_str(), row.b) {
            ("voided", Some(item)) => drop(page.voided.insert(ItemId(item))),
            ("seat", Some(person)) => {
                let is = |it: Option<bool>| it == Some(true);
                page.seats.insert(UserId(person), OnPanel { chair: is(row.x), rates: is(row.y), submitted: is(row.z) });
                if row.n == Some(1) {
                    page.candidates.insert(UserId(person));
                }
                page.returned.extend(row.m.map(|seq| (UserId(person), seq)));
            }
            _ => {}
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
