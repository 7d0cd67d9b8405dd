//! The rows of a chain as they stand in the database, a page at a time.

use std::collections::HashSet;

use domain::{
    ids::{EntryId, InterviewId, ItemId, OrganisationId, UserId},
    ledger::{self, Link, payload_hash},
    time::UnixMillis,
};
use sqlx::{Database, Decode, Type, error::BoxDynError};
use uuid::Uuid;

use super::walk::Row;
use crate::{
    Core, Result,
    audit::{self, LEGACY},
    db::Tx,
};

/// Rows per query: with the longest notes a few megabytes.
pub(super) const PAGE: u16 = 256;

/// A value, or an empty one where something else was written: that must be named, and not end the search.
#[derive(Default)]
pub(super) struct Any<T>(pub(super) T);

impl<DB: Database, T: Type<DB>> Type<DB> for Any<T> {
    fn type_info() -> DB::TypeInfo {
        T::type_info()
    }

    fn compatible(info: &DB::TypeInfo) -> bool {
        T::compatible(info)
    }
}

impl<'r, DB: Database, T: Decode<'r, DB> + Default> Decode<'r, DB> for Any<T> {
    fn decode(value: DB::ValueRef<'r>) -> std::result::Result<Self, BoxDynError> {
        Ok(Self(T::decode(value).unwrap_or_default()))
    }
}

#[derive(sqlx::FromRow)]
struct LedgerRow {
    seq: i64,
    id: Any<Uuid>,
    rater_id: Any<Uuid>,
    kind: Any<String>,
    item: Option<Any<Uuid>>,
    payload: Option<Any<String>>,
    salt: Option<Vec<u8>>,
    payload_hash: Vec<u8>,
    client_at: i64,
    at: i64,
    hash: Vec<u8>,
}

#[derive(sqlx::FromRow)]
struct AuditRow {
    seq: i64,
    actor: Any<String>,
    action: Any<String>,
    subject: Any<Uuid>,
    at: i64,
    schema: i64,
    what: Any<String>,
    seals: Any<String>,
    hash: Vec<u8>,
}

/// The entries whose words were erased, by what the audit of the organisation says.
pub(super) async fn erased(tx: &mut Tx, organisation: Uuid) -> Result<HashSet<Uuid>> {
    let rows = all!(tx, (Any<Uuid>,), "SELECT subject FROM audit WHERE organisation_id = $1 AND action = 'erased'", organisation);
    Ok(rows.into_iter().map(|(subject,)| subject.0).collect())
}

/// The rows of an interview's ledger from this number on.
pub(super) async fn of_ledger<'a>(
    tx: &mut Tx,
    core: &'a Core,
    (organisation, interview): (Uuid, Uuid),
    erased: &HashSet<Uuid>,
    from: i64,
) -> Result<Vec<Row<'a>>> {
    let rows = all!(
        tx,
        LedgerRow,
        "SELECT seq, id, rater_id, kind, item, payload, salt, payload_hash, client_at, at, hash FROM ledger
         WHERE organisation_id = $1 AND interview_id = $2 AND seq >= $3 ORDER BY seq LIMIT $4",
        organisation,
        interview,
        from,
        i64::from(PAGE),
    );
    Ok(rows.into_iter().map(|row| row.chained(core, interview, erased)).collect())
}

/// The rows of an organisation's audit from this number on.
pub(super) async fn of_audit<'a>(tx: &mut Tx, core: &'a Core, organisation: Uuid, from: i64) -> Result<Vec<Row<'a>>> {
    let rows = all!(
        tx,
        AuditRow,
        "SELECT seq, actor, action, subject, at, schema, what, seals, hash FROM audit
         WHERE organisation_id = $1 AND seq >= $2 ORDER BY seq LIMIT $3",
        organisation,
        from,
        i64::from(PAGE),
    );
    Ok(rows.into_iter().map(|row| row.chained(core, organisation)).collect())
}

impl LedgerRow {
    fn chained<'a>(self, core: &'a Core, interview: Uuid, erased: &HashSet<Uuid>) -> Row<'a> {
        let whole = self.whole(erased);
        let Self { seq, id, rater_id, kind, item, payload_hash, client_at, at, hash, .. } = self;
        // One of another length is no hash; this one is nobody's.
        let payload_hash: [u8; 32] = payload_hash.try_into().unwrap_or_default();
        let after = move |previous: &[u8], seq| {
            let link = Link {
                interview: InterviewId(interview),
                seq,
                id: EntryId(id.0),
                rater: UserId(rater_id.0),
                kind: &kind.0,
                item: item.as_ref().map(|item| ItemId(item.0)),
                payload_hash: &payload_hash,
                client_at: UnixMillis(client_at),
                at: UnixMillis(at),
            };
            ledger::chain(&core.secret, previous, &link)
        };
        Row { seq, hash, whole, after: Box::new(after) }
    }

    /// Whether what is outside the chain is what it was. The chain has no word for an item that is nothing but zeros.
    fn whole(&self, erased: &HashSet<Uuid>) -> bool {
        let text = match (&self.salt, &self.payload) {
            (Some(salt), Some(payload)) => payload_hash(salt, &payload.0).as_slice() == self.payload_hash,
            // Erasure empties both, and says so in the audit; what is left still proves the order.
            (None, None) => erased.contains(&self.id.0),
            _ => false,
        };
        text && self.item.as_ref().is_none_or(|item| !item.0.is_nil())
    }
}

impl AuditRow {
    fn chained(self, core: &Core, organisation: Uuid) -> Row<'_> {
        let Self { seq, actor, action, subject, at, schema, what, seals, hash } = self;
        // The chain of an old row does not hold what it did not have.
        let whole = schema != LEGACY.schema || (what.0.is_empty() && seals.0.is_empty());
        let after = move |previous: &[u8], seq| {
            let at = UnixMillis(at);
            let row =
                audit::Row { seq, actor: &actor.0, action: &action.0, subject: subject.0, at, schema, what: &what.0, seals: &seals.0 };
            audit::chain(&core.secret, previous, OrganisationId(organisation), &row)
        };
        Row { seq, hash, whole, after: Box::new(after) }
    }
}
