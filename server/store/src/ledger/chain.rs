//! Recomputing every chain. A row that was changed, taken out or cut off shows.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::{EntryId, InterviewId, ItemId, OrganisationId, UserId},
    ledger::{self, Link, payload_hash},
    time::UnixMillis,
};
use uuid::Uuid;

use crate::{Core, Result, audit, db::Tx, words};

#[derive(sqlx::FromRow)]
struct LedgerRow {
    seq: i64,
    id: Uuid,
    rater_id: Uuid,
    kind: String,
    item: Option<Uuid>,
    payload: Option<String>,
    salt: Option<Vec<u8>>,
    payload_hash: Vec<u8>,
    client_at: i64,
    at: i64,
    hash: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct AuditRow {
    seq: i64,
    actor: String,
    action: String,
    subject: Uuid,
    at: i64,
    hash: Vec<u8>,
}

struct Head {
    organisation: OrganisationId,
    subject: Uuid,
    seq: i64,
    hash: Vec<u8>,
}

/// One line for every row that is not what it was.
pub(crate) async fn verify(core: &Core) -> Result<Vec<String>> {
    let mut tx = core.db.read().await?;
    let mut broken = Vec::new();
    let heads = heads(&mut tx).await?;
    for head in &heads {
        // One chain at a time: all of them might not fit in memory.
        if head.subject == head.organisation.0 {
            check_audit(&mut tx, core, head, &mut broken).await?;
        } else {
            check_ledger(&mut tx, core, head, &mut broken).await?;
        }
    }
    check_missing_heads(&mut tx, &heads, &mut broken).await?;
    check_documents(&mut tx, &mut broken).await?;
    Ok(broken)
}

async fn heads(tx: &mut Tx) -> Result<Vec<Head>> {
    let rows = all!(
        tx,
        (Uuid, Uuid, i64, Vec<u8>),
        "SELECT organisation_id, subject, seq, hash FROM chain_head ORDER BY organisation_id, subject",
    );
    let head = |(organisation, subject, seq, hash)| Head { organisation: OrganisationId(organisation), subject, seq, hash };
    Ok(rows.into_iter().map(head).collect())
}

/// Walks along a chain and notes what does not follow.
struct Walk<'a> {
    name: String,
    seq: i64,
    hash: Vec<u8>,
    broken: &'a mut Vec<String>,
}

impl<'a> Walk<'a> {
    fn new(name: String, broken: &'a mut Vec<String>) -> Self {
        Self { name, seq: 0, hash: vec![0; 32], broken }
    }

    /// Takes the next row: its number, the hash it should have, and the hash it has.
    fn step(&mut self, seq: i64, expected: &[u8], hash: Vec<u8>) {
        for missing in self.seq + 1..seq {
            self.broken.push(format!("{} row {missing}: missing", self.name));
        }
        // A row after a gap cannot be recomputed: its predecessor is gone, which is said.
        if expected != hash && seq == self.seq + 1 {
            self.broken.push(format!("{} row {seq}: changed", self.name));
        }
        (self.seq, self.hash) = (seq, hash);
    }

    fn end(self, head: &Head) {
        if self.seq < head.seq {
            self.broken.push(format!("{} row {}: missing, cut off after row {}", self.name, head.seq, self.seq));
        } else if (self.seq, &self.hash) != (head.seq, &head.hash) {
            self.broken.push(format!("{} head: does not match row {}", self.name, self.seq));
        }
    }
}

async fn check_ledger(tx: &mut Tx, core: &Core, head: &Head, broken: &mut Vec<String>) -> Result<()> {
    let rows = all!(
        tx,
        LedgerRow,
        "SELECT seq, id, rater_id, kind, item, payload, salt, payload_hash, client_at, at, hash FROM ledger
         WHERE organisation_id = $1 AND interview_id = $2 ORDER BY seq",
        head.organisation.0,
        head.subject,
    );
    let mut walk = Walk::new(format!("ledger of interview {}", head.subject), broken);
    for row in rows {
        // Erasure empties payload and salt; what is left still proves the order.
        if let (Some(salt), Some(payload)) = (&row.salt, &row.payload)
            && payload_hash(salt, payload).as_slice() != row.payload_hash
        {
            walk.broken.push(format!("{} row {}: payload changed", walk.name, row.seq));
        }
        let fixed: [u8; 32] = row.payload_hash.try_into().unwrap_or_default();
        let link = Link {
            interview: InterviewId(head.subject),
            seq: row.seq,
            id: EntryId(row.id),
            rater: UserId(row.rater_id),
            kind: &row.kind,
            item: row.item.map(ItemId),
            payload_hash: &fixed,
            client_at: UnixMillis(row.client_at),
            at: UnixMillis(row.at),
        };
        let expected = ledger::chain(&core.secret, &walk.hash, &link);
        walk.step(row.seq, &expected, row.hash);
    }
    walk.end(head);
    Ok(())
}

async fn check_audit(tx: &mut Tx, core: &Core, head: &Head, broken: &mut Vec<String>) -> Result<()> {
    let rows = all!(
        tx,
        AuditRow,
        "SELECT seq, actor, action, subject, at, hash FROM audit WHERE organisation_id = $1 ORDER BY seq",
        head.organisation.0,
    );
    let mut walk = Walk::new(format!("audit of organisation {}", head.organisation), broken);
    for row in rows {
        let at = UnixMillis(row.at);
        let fields = audit::Row { seq: row.seq, actor: &row.actor, action: &row.action, subject: row.subject, at };
        let expected = audit::chain(&core.secret, &walk.hash, head.organisation, &fields);
        walk.step(row.seq, &expected, row.hash);
    }
    walk.end(head);
    Ok(())
}

/// Without its head a chain would not be looked at.
async fn check_missing_heads(tx: &mut Tx, heads: &[Head], broken: &mut Vec<String>) -> Result<()> {
    let known: BTreeSet<Uuid> = heads.iter().map(|head| head.subject).collect();
    let audits = all!(tx, (Uuid,), "SELECT organisation_id FROM organisation ORDER BY organisation_id");
    let ledgers = all!(tx, (Uuid,), "SELECT id FROM interview ORDER BY id");
    let audits = audits.into_iter().map(|(id,)| (id, "audit of organisation"));
    let ledgers = ledgers.into_iter().map(|(id,)| (id, "ledger of interview"));
    for (id, name) in audits.chain(ledgers).filter(|(id, _)| !known.contains(id)) {
        broken.push(format!("{name} {id} head: missing"));
    }
    Ok(())
}

async fn check_documents(tx: &mut Tx, broken: &mut Vec<String>) -> Result<()> {
    let rows = all!(
        tx,
        (Uuid, String, String),
        "SELECT id, document, hash FROM scorecard_version WHERE state <> 'draft' ORDER BY organisation_id, id",
    );
    let rows: BTreeMap<Uuid, (String, String)> = rows.into_iter().map(|(id, document, hash)| (id, (document, hash))).collect();
    for (id, (text, hash)) in rows {
        let whole =
            words::document(&text).ok().and_then(|document| Some(document.hash().ok()? == hash && document.to_json().ok()? == text));
        if whole != Some(true) {
            broken.push(format!("scorecard version {id}: document changed"));
        }
    }
    Ok(())
}
