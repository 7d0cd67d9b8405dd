//! Recomputing every chain. A row that was changed, taken out or cut off shows.

mod walk;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    ids::{EntryId, InterviewId, ItemId, OrganisationId, UserId},
    ledger::{self, Link, payload_hash},
    time::UnixMillis,
};
use uuid::Uuid;

use self::walk::{Head, Row, walk};
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

/// The end of a chain, and whose it is.
struct Chain {
    organisation: OrganisationId,
    subject: Uuid,
    head: Head,
}

/// A row with what its hash is taken over besides.
struct InLedger<'a> {
    row: LedgerRow,
    payload_hash: [u8; 32],
    interview: InterviewId,
    secret: &'a [u8; 32],
}

impl Row for InLedger<'_> {
    fn seq(&self) -> i64 {
        self.row.seq
    }

    fn hash(&self) -> &[u8] {
        &self.row.hash
    }

    fn after(&self, previous: &[u8], seq: i64) -> [u8; 32] {
        let link = Link {
            interview: self.interview,
            seq,
            id: EntryId(self.row.id),
            rater: UserId(self.row.rater_id),
            kind: &self.row.kind,
            item: self.row.item.map(ItemId),
            payload_hash: &self.payload_hash,
            client_at: UnixMillis(self.row.client_at),
            at: UnixMillis(self.row.at),
        };
        ledger::chain(self.secret, previous, &link)
    }

    /// Erasure empties payload and salt; what is left still proves the order.
    fn is_whole(&self) -> bool {
        match (&self.row.salt, &self.row.payload) {
            (Some(salt), Some(payload)) => payload_hash(salt, payload) == self.payload_hash,
            (None, None) => true,
            _ => false,
        }
    }
}

struct InAudit<'a> {
    row: AuditRow,
    organisation: OrganisationId,
    secret: &'a [u8; 32],
}

impl Row for InAudit<'_> {
    fn seq(&self) -> i64 {
        self.row.seq
    }

    fn hash(&self) -> &[u8] {
        &self.row.hash
    }

    fn after(&self, previous: &[u8], seq: i64) -> [u8; 32] {
        let AuditRow { actor, action, subject, at, .. } = &self.row;
        audit::chain(self.secret, previous, self.organisation, &audit::Row { seq, actor, action, subject: *subject, at: UnixMillis(*at) })
    }

    fn is_whole(&self) -> bool {
        true
    }
}

/// One line for every row that is not what it was.
pub(crate) async fn verify(core: &Core) -> Result<Vec<String>> {
    let mut tx = core.db.read().await?;
    let mut broken = Vec::new();
    let heads = heads(&mut tx).await?;
    for chain in &heads {
        // One chain at a time: all of them might not fit in memory.
        let (name, said) = if chain.subject == chain.organisation.0 {
            (format!("audit of organisation {}", chain.organisation), of_audit(&mut tx, core, chain).await?)
        } else {
            (format!("ledger of interview {}", chain.subject), of_ledger(&mut tx, core, chain).await?)
        };
        broken.extend(said.into_iter().map(|line| format!("{name} {line}")));
    }
    check_missing_heads(&mut tx, &heads, &mut broken).await?;
    check_documents(&mut tx, &mut broken).await?;
    Ok(broken)
}

async fn heads(tx: &mut Tx) -> Result<Vec<Chain>> {
    let rows = all!(
        tx,
        (Uuid, Uuid, i64, Vec<u8>),
        "SELECT organisation_id, subject, seq, hash FROM chain_head ORDER BY organisation_id, subject",
    );
    let chain =
        |(organisation, subject, seq, hash)| Chain { organisation: OrganisationId(organisation), subject, head: Head { seq, hash } };
    Ok(rows.into_iter().map(chain).collect())
}

async fn of_ledger(tx: &mut Tx, core: &Core, chain: &Chain) -> Result<Vec<String>> {
    let rows = all!(
        tx,
        LedgerRow,
        "SELECT seq, id, rater_id, kind, item, payload, salt, payload_hash, client_at, at, hash FROM ledger
         WHERE organisation_id = $1 AND interview_id = $2 ORDER BY seq",
        chain.organisation.0,
        chain.subject,
    );
    let row = |mut row: LedgerRow| InLedger {
        // Of another length it is no hash of ours, and follows nothing.
        payload_hash: std::mem::take(&mut row.payload_hash).try_into().unwrap_or_default(),
        row,
        interview: InterviewId(chain.subject),
        secret: &core.secret,
    };
    Ok(walk(&rows.into_iter().map(row).collect::<Vec<_>>(), &chain.head))
}

async fn of_audit(tx: &mut Tx, core: &Core, chain: &Chain) -> Result<Vec<String>> {
    let rows = all!(
        tx,
        AuditRow,
        "SELECT seq, actor, action, subject, at, hash FROM audit WHERE organisation_id = $1 ORDER BY seq",
        chain.organisation.0,
    );
    let row = |row| InAudit { row, organisation: chain.organisation, secret: &core.secret };
    Ok(walk(&rows.into_iter().map(row).collect::<Vec<_>>(), &chain.head))
}

/// Without its head a chain would not be looked at.
async fn check_missing_heads(tx: &mut Tx, heads: &[Chain], broken: &mut Vec<String>) -> Result<()> {
    let known: BTreeSet<Uuid> = heads.iter().map(|chain| chain.subject).collect();
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
