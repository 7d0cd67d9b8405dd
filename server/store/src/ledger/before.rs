//! What there is already of the people in a batch, as far as its entries ask for it.

use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};

use domain::{
    ids::{EntryId, InterviewId, ItemId, NoteId, UserId},
    ledger::Said,
    scoring::Rating,
    time::UnixMillis,
};
use sqlx::query::QueryAs;
use tokio::time::timeout;
use uuid::Uuid;

use super::{
    batch::{Draft, Owner, submits},
    writer::Append,
};
use crate::{
    Core, Result,
    db::{Tx, hex_list, without_arrays},
    interviews::Typed,
    words,
};

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

/// What a batch asks for, all of it in one statement: a database may be far away.
pub(super) struct Asked {
    pub(super) interviews: Vec<Uuid>,
    /// Entries that may be there already, or that one comes after.
    pub(super) entries: Vec<Uuid>,
    pub(super) notes: Vec<Uuid>,
    /// Entries that are edited.
    pub(super) edited: Vec<Uuid>,
    /// Interviews of which it is asked what is rated, what is marked, and of which items there is evidence.
    pub(super) rated: Vec<Uuid>,
    pub(super) marked: Vec<Uuid>,
    pub(super) noted: Vec<Uuid>,
    /// Interviews in which somebody submits: what they typed becomes notes.
    pub(super) submitting: Vec<Uuid>,
}

impl Asked {
    pub(super) fn of(appends: &[Append]) -> Self {
        let all = || appends.iter().flat_map(|append| append.entries.iter().map(move |entry| (append.interview, entry)));
        let some = |sort: fn(&Said) -> bool| unique(all().filter(|(_, entry)| sort(&entry.said)).map(|(interview, _)| interview.0));
        let noted = |of: fn(NoteId, Option<EntryId>) -> Option<Uuid>| {
            unique(all().filter_map(|(_, entry)| match &entry.said {
                Said::Noted { note, base, .. } => of(*note, *base),
                _ => None,
            }))
        };
        Self {
            interviews: unique(appends.iter().map(|append| append.interview.0)),
            entries: unique(all().flat_map(|(_, entry)| [Some(entry.id.0), entry.base.map(|base| base.0)]).flatten()),
            notes: noted(|note, _| Some(note.0)),
            edited: noted(|_, base| base.map(|base| base.0)),
            rated: some(|said| {
                matches!(
                    said,
                    Said::Rated { .. } | Said::Overall { .. } | Said::NoEvidence { withdrawn: true, .. } | Said::Submitted { .. }
                )
            }),
            // Of a level it is asked whether there was evidence, and that there was none is a mark; of a submission whether it is said
            // how one knows the candidate.
            marked: some(|said| {
                let elsewhere = matches!(said, Said::Rated { .. } | Said::Noted { .. });
                gives_a_level(said) || !(elsewhere || said.kind().has_own_form() && said.item().is_none())
            }),
            noted: some(|said| gives_a_level(said) || matches!(said, Said::NoEvidence { withdrawn: true, .. })),
            submitting: some(|said| matches!(said, Said::Submitted { .. })),
        }
    }
}

fn gives_a_level(said: &Said) -> bool {
    matches!(said, Said::Rated { rating: Rating::Level(_), .. })
}

fn unique(ids: impl Iterator<Item = Uuid>) -> Vec<Uuid> {
    ids.collect::<BTreeSet<_>>().into_iter().collect()
}

/// A row of whatever was asked for; what its columns are, `part` says.
#[derive(sqlx::FromRow)]
pub(super) struct Found {
    pub(super) part: String,
    pub(super) a: Option<Uuid>,
    pub(super) b: Option<Uuid>,
    pub(super) c: Option<Uuid>,
    pub(super) d: Option<Uuid>,
    pub(super) e: Option<Uuid>,
    pub(super) n: Option<i64>,
    pub(super) m: Option<i64>,
    pub(super) x: Option<bool>,
    pub(super) y: Option<bool>,
    pub(super) z: Option<bool>,
    pub(super) s: Option<String>,
    pub(super) t: Option<String>,
    pub(super) u: Option<String>,
}

/// The first part says what sort each column is.
const FIND: &str = concat!(
    "SELECT 'page' AS part, i.id AS a, i.organisation_id AS b, r.vacancy_id AS c, r.id AS d, r.version_id AS e,
            CAST(NULL AS BIGINT) AS n, CAST(NULL AS BIGINT) AS m,
            i.revealed_at IS NOT NULL AS x, v.closed_at IS NOT NULL AS y, CAST(NULL AS BOOLEAN) AS z,
            i.state AS s, r.state AS t, v.policy AS u
     FROM interview i
     JOIN round r ON r.organisation_id = i.organisation_id AND r.id = i.round_id
     JOIN vacancy v ON v.organisation_id = r.organisation_id AND v.id = r.vacancy_id
     WHERE i.id = ANY($1)
     UNION ALL
     SELECT 'seat', s.interview_id, s.person_id, NULL, NULL, NULL, CASE WHEN ",
    own_candidacy!("s.organisation_id", "r.vacancy_id", "s.person_id"),
    " THEN 1 ELSE 0 END, s.returned_seq, s.chair, s.rates, s.submitted_at IS NOT NULL, NULL, NULL, NULL
     FROM interview i
     JOIN round r ON r.organisation_id = i.organisation_id AND r.id = i.round_id
     JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id
     WHERE (s.chair OR s.rates) AND i.id = ANY($1)
     UNION ALL
     SELECT 'voided', i.id, v.item, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
     FROM interview i JOIN ",
    voided!(),
    " v ON v.organisation_id = i.organisation_id AND v.round_id = i.round_id WHERE i.id = ANY($1)
     UNION ALL
     SELECT 'entry', interview_id, rater_id, id, NULL, NULL, seq, NULL, NULL, NULL, NULL, NULL, NULL, NULL
     FROM ledger WHERE id = ANY($2)
     UNION ALL
     SELECT 'typed', interview_id, rater_id, note_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
     FROM draft WHERE note_id = ANY($3)
     UNION ALL
     SELECT 'note', interview_id, rater_id, id, entry_id, NULL, seq, NULL, NULL, NULL, NULL, NULL, NULL, NULL
     FROM note WHERE id = ANY($3)
     UNION ALL
     SELECT 'note', interview_id, rater_id, id, entry_id, NULL, seq, NULL, NULL, NULL, NULL, NULL, NULL, NULL
     FROM note WHERE entry_id = ANY($4)
     UNION ALL
     SELECT 'rated', g.interview_id, g.rater_id, g.item, NULL, NULL, g.client_at, g.seq, g.level IS NOT NULL, NULL, NULL, NULL, NULL, NULL
     FROM interview i JOIN rating g ON g.organisation_id = i.organisation_id AND g.interview_id = i.id
     WHERE i.id = ANY($5)
     UNION ALL
     SELECT 'mark', m.interview_id, m.rater_id, m.item, NULL, NULL, m.client_at, m.seq, NULL, NULL, NULL, m.topic, NULL, NULL
     FROM interview i JOIN mark m ON m.organisation_id = i.organisation_id AND m.interview_id = i.id
     WHERE i.id = ANY($6)
     UNION ALL
     SELECT 'noted', n.interview_id, n.rater_id, n.item, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
     FROM interview i JOIN note n ON n.organisation_id = i.organisation_id AND n.interview_id = i.id
     WHERE i.id = ANY($7)
     UNION ALL
     SELECT 'noted', d.interview_id, d.rater_id, d.item, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
     FROM interview i JOIN draft d ON d.organisation_id = i.organisation_id AND d.interview_id = i.id
     WHERE d.text <> '' AND i.id = ANY($7)
     UNION ALL
     SELECT 'typed', d.interview_id, d.rater_id, d.note_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
     FROM interview i JOIN draft d ON d.organisation_id = i.organisation_id AND d.interview_id = i.id
     WHERE i.id = ANY($8)
     UNION ALL
     SELECT 'note', n.interview_id, n.rater_id, n.id, n.entry_id, NULL, n.seq, NULL, NULL, NULL, NULL, NULL, NULL, NULL
     FROM interview i JOIN draft d ON d.organisation_id = i.organisation_id AND d.interview_id = i.id
     JOIN note n ON n.organisation_id = d.organisation_id AND n.interview_id = d.interview_id AND n.rater_id = d.rater_id
     WHERE i.id = ANY($8)"
);

/// Everything that a batch asks for.
pub(super) async fn find(tx: &mut Tx, asked: &Asked) -> Result<Vec<Found>> {
    static WITHOUT_ARRAYS: LazyLock<String> = LazyLock::new(|| without_arrays(FIND));
    let lists =
        [&asked.interviews, &asked.entries, &asked.notes, &asked.edited, &asked.rated, &asked.marked, &asked.noted, &asked.submitting];
    let found = match tx {
        Tx::Sqlite(tx) => {
            let query = sqlx::query_as(WITHOUT_ARRAYS.as_str());
            let query = lists.into_iter().fold(query, |query, list| query.bind(hex_list(list)));
            query.fetch_all(&mut **tx).await?
        }
        Tx::Postgres(tx) => {
            let query = lists.into_iter().fold(sqlx::query_as(FIND), QueryAs::bind);
            let (connection, limit) = tx.ready().await?;
            let asked = timeout(limit, query.fetch_all(connection)).await;
            tx.judge(asked)?
        }
    };
    Ok(found)
}

/// Whose a note is, the entry that wrote it last, and the place of the one that wrote it first; none for one that is only typed.
pub(super) struct Known {
    pub(super) owner: Owner,
    pub(super) written: Option<(EntryId, i64)>,
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
