//! Recomputing every chain. A row that was changed, taken out, put in or cut off shows.

mod projected;
mod rows;
mod sealed;
mod walk;

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};

use domain::{
    ids::{InterviewId, OrganisationId},
    scorecard::content_hash,
};
use uuid::Uuid;

use crate::{Core, Result, audit, db::Tx};
pub(crate) use projected::settle_notes;
use rows::{Any, PAGE};
use walk::{AHEAD, Head, Walk};

/// The audit of an organisation, or the ledger of one of its interviews.
struct Chain {
    organisation: Uuid,
    /// The organisation itself, or the interview.
    subject: Uuid,
    head: Option<Head>,
}

/// One line for every row that is not what it was.
pub(crate) async fn verify(core: &Core) -> Result<Vec<String>> {
    let mut tx = core.db.read_all().await?;
    let mut broken = torn(&mut tx).await?;
    if broken.is_empty() {
        return verify_in(&mut tx, core).await;
    }
    // What can still be read of a file that is not whole tells which rows it is about; often nothing can.
    if let Ok(rows) = verify_in(&mut tx, core).await {
        broken.extend(rows);
    }
    Ok(broken)
}

/// What SQLite finds of its file: pages that are none, and an index that was made of other rows than the table has, which shows
/// some readers other values.
async fn torn(tx: &mut Tx) -> Result<Vec<String>> {
    let Tx::Sqlite(_) = tx else { return Ok(Vec::new()) };
    let found = all!(tx, (String,), "SELECT integrity_check FROM pragma_integrity_check");
    Ok(found.into_iter().filter(|(line,)| line != "ok").map(|(line,)| format!("database file: {line}")).collect())
}

/// The same, as this transaction sees it.
pub(crate) async fn verify_in(tx: &mut Tx, core: &Core) -> Result<Vec<String>> {
    let mut broken = Vec::new();
    let chains = chains(tx, core).await?;
    let mut counts = Vec::new();
    let mut organisations: BTreeMap<Uuid, Vec<Chain>> = BTreeMap::new();
    for chain in chains {
        organisations.entry(chain.organisation).or_default().push(chain);
    }
    for (organisation, chains) in organisations {
        let erased = rows::erased(tx, organisation).await?;
        let mut whole = BTreeSet::new();
        for chain in chains {
            let (subject, before) = (chain.subject, broken.len());
            check(tx, core, chain, &erased, &mut broken).await?;
            // What a ledger comes to that is not what it was tells nothing of the tables.
            if subject != organisation && broken.len() == before {
                projected::check(tx, (organisation, subject), &mut broken).await?;
                whole.insert(subject);
            }
        }
        counts.push(sealed::check(tx, core, (organisation, &whole), &mut broken).await?);
    }
    sealed::check_counts(tx, &counts, &mut broken).await?;
    broken.extend(audit::foreign(tx).await?.into_iter().map(|what| format!("{what}: not of this program")));
    check_documents(tx, &mut broken).await?;
    Ok(broken)
}

/// Whether the ledgers of these interviews are chains as they were written, and the tables what they come to.
pub(crate) async fn are_whole(tx: &mut Tx, core: &Core, organisation: OrganisationId, interviews: &[InterviewId]) -> Result<bool> {
    let erased = rows::erased(tx, organisation.0).await?;
    let mut broken = Vec::new();
    for interview in interviews {
        let head = maybe!(tx, (i64, Vec<u8>, Vec<u8>), "SELECT seq, hash, seal FROM chain_head WHERE subject = $1", interview.0);
        let head = head.map(|(seq, hash, seal)| found_head(core, interview.0, seq, hash, &seal));
        check(tx, core, Chain { organisation: organisation.0, subject: interview.0, head }, &erased, &mut broken).await?;
        projected::check(tx, (organisation.0, interview.0), &mut broken).await?;
    }
    if !broken.is_empty() {
        tracing::error!(?broken, "not revealed: ledgers or what comes of them were changed outside Maatstaf");
    }
    Ok(broken.is_empty())
}

fn found_head(core: &Core, subject: Uuid, seq: i64, hash: Vec<u8>, seal: &[u8]) -> Head {
    let sealed = seal == audit::head_seal(&core.secret, subject, seq, &hash);
    Head { seq, hash, sealed }
}

/// A chain's organisation and subject; and where its head is, the hash there and its seal, when it has a head.
type Found = (Any<Uuid>, Any<Uuid>, Option<i64>, Option<Vec<u8>>, Option<Vec<u8>>);

/// Every chain that is, should be or was. Without its head one would not be looked at.
async fn chains(tx: &mut Tx, core: &Core) -> Result<Vec<Chain>> {
    let rows = all!(
        tx,
        Found,
        "SELECT c.organisation_id, c.subject, h.seq, h.hash, h.seal
         FROM (SELECT organisation_id, organisation_id AS subject FROM organisation
               UNION SELECT organisation_id, organisation_id FROM audit
               UNION SELECT organisation_id, id FROM interview
               UNION SELECT organisation_id, interview_id FROM ledger
               UNION SELECT organisation_id, interview_id FROM rating
               UNION SELECT organisation_id, interview_id FROM note
               UNION SELECT organisation_id, interview_id FROM mark
               UNION SELECT organisation_id, subject FROM chain_head) c
         LEFT JOIN chain_head h ON h.organisation_id = c.organisation_id AND h.subject = c.subject
         ORDER BY c.organisation_id, c.subject",
    );
    let chain = |(organisation, subject, seq, hash, seal): Found| {
        let head = seq.zip(hash).map(|(seq, hash)| found_head(core, subject.0, seq, hash, &seal.unwrap_or_default()));
        Chain { organisation: organisation.0, subject: subject.0, head }
    };
    Ok(rows.into_iter().map(chain).collect())
}

/// A page at a time: a chain, and all that was said in it, might not fit in memory.
async fn check(tx: &mut Tx, core: &Core, chain: Chain, erased: &HashSet<Uuid>, broken: &mut Vec<String>) -> Result<()> {
    let Chain { organisation, subject, head } = chain;
    let audit = subject == organisation;
    let name = if audit { format!("audit of organisation {subject}") } else { format!("ledger of interview {subject}") };
    let mut walk = Walk::new(name, head, broken);
    let mut ahead = VecDeque::new();
    let mut from = Some(i64::MIN);
    while let Some(seq) = from {
        let page = if audit {
            rows::of_audit(tx, core, organisation, seq).await?
        } else {
            rows::of_ledger(tx, core, (organisation, subject), erased, seq).await?
        };
        from = page.last().filter(|_| page.len() == usize::from(PAGE)).and_then(|row| row.seq.checked_add(1));
        ahead.extend(page);
        let keep = if from.is_some() { AHEAD } else { 0 };
        while ahead.len() > keep
            && let Some(row) = ahead.pop_front()
        {
            walk.step(&row, &ahead);
        }
    }
    walk.end();
    Ok(())
}

async fn check_documents(tx: &mut Tx, broken: &mut Vec<String>) -> Result<()> {
    let rows = all!(
        tx,
        (Uuid, String, String),
        "SELECT id, document, hash FROM scorecard_version WHERE state <> 'draft' ORDER BY organisation_id, id",
    );
    let changed: BTreeSet<Uuid> = rows.into_iter().filter(|(_, text, hash)| content_hash(text) != *hash).map(|(id, ..)| id).collect();
    for id in changed {
        let line = format!("scorecard version {id}: document changed");
        // Its seal may have said so already.
        if !broken.contains(&line) {
            broken.push(line);
        }
    }
    Ok(())
}
