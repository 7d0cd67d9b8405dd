//! What there is already of the people in a batch, as far as its entries ask for it.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::{
    Code,
    ids::{EntryId, InterviewId, ItemId, NoteId, UserId},
    ledger::{Before, Key, Said},
    time::UnixMillis,
};
use uuid::Uuid;

use super::{
    batch::{Draft, Owner, submits},
    writer::Append,
};
use crate::{Core, Result, db::Tx, interviews::Typed, words};

#[derive(sqlx::FromRow)]
struct DraftRow {
    interview_id: Uuid,
    rater_id: Uuid,
    note_id: Uuid,
    item: Uuid,
    step: Option<String>,
    text: String,
    at: i64,
    base: Option<Uuid>,
    seal: Vec<u8>,
    stored_item: Option<Uuid>,
    stored_step: Option<String>,
    stored_text: Option<String>,
}

impl DraftRow {
    fn typed(&self) -> Typed<'_> {
        Typed {
            interview: self.interview_id,
            rater: self.rater_id,
            note: self.note_id,
            item: self.item,
            step: self.step.as_deref(),
            text: &self.text,
            base: self.base,
        }
    }
}

pub(super) fn owner(interview: Uuid, rater: Uuid) -> Owner {
    (InterviewId(interview), UserId(rater))
}

/// The interviews in which somebody says something of this sort.
pub(super) fn asking(appends: &[Append], said: &[Vec<Result<Said, Code>>], sort: fn(&Said) -> bool) -> Vec<Uuid> {
    let asking = appends.iter().zip(said).filter(|(_, said)| said.iter().flatten().any(sort));
    asking.map(|(append, _)| append.interview.0).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Whose a note is, the entry that wrote it last, and the place of the one that wrote it first; none for one that is only typed.
pub(super) struct Known {
    pub(super) owner: Owner,
    pub(super) written: Option<(EntryId, i64)>,
}

/// The notes that are spoken of, by their id or by the entry that wrote them last.
pub(super) async fn notes(tx: &mut Tx, asked: impl Iterator<Item = (NoteId, Option<EntryId>)>) -> Result<HashMap<NoteId, Known>> {
    let (ids, bases): (BTreeSet<Uuid>, BTreeSet<Option<Uuid>>) = asked.map(|(note, base)| (note.0, base.map(|base| base.0))).unzip();
    let (ids, bases): (Vec<Uuid>, Vec<Uuid>) = (ids.into_iter().collect(), bases.into_iter().flatten().collect());
    let typed = among!(tx, (Uuid, Uuid, Uuid), "SELECT note_id, interview_id, rater_id FROM draft WHERE note_id IN (", ids, ")");
    let mut stored =
        among!(tx, (Uuid, Uuid, Uuid, Uuid, i64), "SELECT id, interview_id, rater_id, entry_id, seq FROM note WHERE id IN (", ids, ")");
    stored.extend(among!(
        tx,
        (Uuid, Uuid, Uuid, Uuid, i64),
        "SELECT id, interview_id, rater_id, entry_id, seq FROM note WHERE entry_id IN (",
        bases,
        ")"
    ));
    let typed = typed.into_iter().map(|(id, interview, rater)| (NoteId(id), Known { owner: owner(interview, rater), written: None }));
    let stored = stored.into_iter().map(|(id, interview, rater, entry, seq)| {
        (NoteId(id), Known { owner: owner(interview, rater), written: Some((EntryId(entry), seq)) })
    });
    Ok(typed.chain(stored).collect())
}

/// Items with a note, or with typing that is no note yet.
pub(super) async fn noted(tx: &mut Tx, interviews: &[Uuid]) -> Result<HashSet<(Owner, ItemId)>> {
    let mut rows = among!(
        tx,
        (Uuid, Uuid, Uuid),
        "SELECT n.interview_id, n.rater_id, n.item FROM interview i
         JOIN note n ON n.organisation_id = i.organisation_id AND n.interview_id = i.id WHERE i.id IN (",
        interviews,
        ")"
    );
    rows.extend(among!(
        tx,
        (Uuid, Uuid, Uuid),
        "SELECT d.interview_id, d.rater_id, d.item FROM interview i
         JOIN draft d ON d.organisation_id = i.organisation_id AND d.interview_id = i.id WHERE d.text <> '' AND i.id IN (",
        interviews,
        ")"
    ));
    Ok(rows.into_iter().map(|(interview, rater, item)| (owner(interview, rater), ItemId(item))).collect())
}

/// When each mark was said, and in which place.
pub(super) async fn marks(tx: &mut Tx, interviews: &[Uuid]) -> Result<Vec<((InterviewId, Key), Before)>> {
    let rows = among!(
        tx,
        (Uuid, Uuid, Uuid, String, i64, i64),
        "SELECT m.interview_id, m.rater_id, m.item, m.topic, m.client_at, m.seq FROM interview i
         JOIN mark m ON m.organisation_id = i.organisation_id AND m.interview_id = i.id WHERE i.id IN (",
        interviews,
        ")"
    );
    let mark = |(interview, rater, item, topic, at, seq): (Uuid, Uuid, Uuid, String, i64, i64)| {
        let key = Key::Mark(UserId(rater), (item != interview).then_some(ItemId(item)), topic.into());
        ((InterviewId(interview), key), Before::Said { at: UnixMillis(at), seq })
    };
    Ok(rows.into_iter().map(mark).collect())
}

/// A rating that stands.
pub(super) struct Rated {
    pub(super) owner: Owner,
    pub(super) item: ItemId,
    pub(super) is_level: bool,
    pub(super) before: Before,
}

/// Every item that has a level or a reason for none.
pub(super) async fn rated(tx: &mut Tx, interviews: &[Uuid]) -> Result<Vec<Rated>> {
    let rows = among!(
        tx,
        (Uuid, Uuid, Uuid, bool, i64, i64),
        "SELECT g.interview_id, g.rater_id, g.item, g.level IS NOT NULL, g.client_at, g.seq FROM interview i
         JOIN rating g ON g.organisation_id = i.organisation_id AND g.interview_id = i.id WHERE i.id IN (",
        interviews,
        ")"
    );
    let rated = |(interview, rater, item, is_level, at, seq)| Rated {
        owner: owner(interview, rater),
        item: ItemId(item),
        is_level,
        before: Before::Said { at: UnixMillis(at), seq },
    };
    Ok(rows.into_iter().map(rated).collect())
}

/// The unsent typing of everybody who may submit in this batch, in the order it was begun.
pub(super) async fn drafts(tx: &mut Tx, core: &Core, appends: &[Append]) -> Result<HashMap<Owner, Vec<Draft>>> {
    let interviews: BTreeSet<Uuid> = appends.iter().filter(|append| submits(append)).map(|append| append.interview.0).collect();
    let interviews: Vec<Uuid> = interviews.into_iter().collect();
    let rows = among!(
        tx,
        DraftRow,
        "SELECT d.interview_id, d.rater_id, d.note_id, d.item, d.step, d.text, d.at, d.base, d.seal,
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
        if row.typed().seal(&core.secret).as_slice() != row.seal {
            tracing::error!(note = %row.note_id, "typing that was written outside Maatstaf becomes no note");
            continue;
        }
        let stored_step = row.stored_step.as_deref().map(words::read).transpose()?;
        let stored = row.stored_item.zip(row.stored_text).map(|(item, text)| (ItemId(item), stored_step, text));
        drafts.entry((InterviewId(row.interview_id), UserId(row.rater_id))).or_default().push(Draft {
            note: NoteId(row.note_id),
            item: ItemId(row.item),
            step: row.step.as_deref().map(words::read).transpose()?,
            text: row.text,
            at: UnixMillis(row.at),
            base: row.base.map(EntryId),
            stored,
        });
    }
    Ok(drafts)
}
