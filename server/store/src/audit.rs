//! Who changed what: one chain per organisation, one row per change, in the change's own transaction.

use domain::{
    access::{Actor, Grant, Job, Purpose},
    ids::OrganisationId,
    ledger::keyed,
    time::UnixMillis,
};
use uuid::Uuid;

use crate::{Core, Result, db::Tx};

/// A row of the audit, as the chain is taken over it.
pub(crate) struct Row<'a> {
    pub(crate) seq: i64,
    pub(crate) actor: &'a str,
    pub(crate) action: &'a str,
    pub(crate) subject: Uuid,
    pub(crate) at: UnixMillis,
}

/// Begins the audit of a new organisation.
pub(crate) async fn begin(tx: &mut Tx, organisation: OrganisationId) -> Result<()> {
    head(tx, organisation, organisation.0).await
}

/// Begins a chain.
pub(crate) async fn head(tx: &mut Tx, organisation: OrganisationId, subject: Uuid) -> Result<()> {
    run!(
        tx,
        "INSERT INTO chain_head (organisation_id, subject, seq, hash) VALUES ($1, $2, 0, $3)",
        organisation.0,
        subject,
        [0u8; 32].as_slice(),
    );
    Ok(())
}

/// Waits until nobody else changes this organisation, and keeps others waiting until the commit.
pub(crate) async fn hold(tx: &mut Tx, organisation: OrganisationId) -> Result<()> {
    hold_chain(tx, organisation.0).await.map(|_| ())
}

/// The same for any chain; gives where it is, when there is one.
pub(crate) async fn hold_chain(tx: &mut Tx, subject: Uuid) -> Result<Option<(i64, Vec<u8>)>> {
    Ok(maybe!(tx, (i64, Vec<u8>), "UPDATE chain_head SET seq = seq WHERE subject = $1 RETURNING seq, hash", subject))
}

/// Notes one change.
pub(crate) async fn note(tx: &mut Tx, core: &Core, grant: &Grant, action: &str, subject: Uuid) -> Result<()> {
    note_all(tx, core, grant, action, &[subject]).await
}

/// Notes the same change of several things.
pub(crate) async fn note_all(tx: &mut Tx, core: &Core, grant: &Grant, action: &str, subjects: &[Uuid]) -> Result<()> {
    let organisation = grant.organisation();
    let (mut seq, mut hash) =
        one!(tx, (i64, Vec<u8>), "UPDATE chain_head SET seq = seq WHERE subject = $1 RETURNING seq, hash", organisation.0,);
    let at = core.now();
    let actor = name(&grant.actor());
    let mut rows = Vec::with_capacity(subjects.len());
    for subject in subjects {
        seq += 1;
        hash = chain(&core.secret, &hash, organisation, &Row { seq, actor: &actor, action, subject: *subject, at }).to_vec();
        rows.push((seq, *subject, hash.clone()));
    }
    insert!(
        tx,
        "INSERT INTO audit (organisation_id, seq, actor, action, subject, at, hash) ",
        rows,
        row => [organisation.0, row.0, &actor, action, row.1, at.0, &row.2],
        ""
    );
    run!(tx, "UPDATE chain_head SET seq = $2, hash = $3 WHERE subject = $1", organisation.0, seq, hash);
    Ok(())
}

/// The hash of a row after the one before it.
pub(crate) fn chain(secret: &[u8; 32], previous: &[u8], organisation: OrganisationId, row: &Row<'_>) -> [u8; 32] {
    let fields: [&[u8]; 8] = [
        b"audit",
        previous,
        organisation.0.as_bytes(),
        &row.seq.to_be_bytes(),
        row.actor.as_bytes(),
        row.action.as_bytes(),
        row.subject.as_bytes(),
        &row.at.0.to_be_bytes(),
    ];
    keyed(secret, &fields)
}

fn name(actor: &Actor) -> String {
    match actor {
        Actor::Person { user, .. } => format!("person:{user}"),
        Actor::Link { purpose: Purpose::Invitation, .. } => "link:invitation".into(),
        Actor::Link { purpose: Purpose::Sorting, .. } => "link:sorting".into(),
        Actor::Link { purpose: Purpose::Sheet, .. } => "link:sheet".into(),
        Actor::Link { purpose: Purpose::Reset, .. } => "link:reset".into(),
        Actor::System { job: Job::Setup } => "system:setup".into(),
        Actor::System { job: Job::Demo } => "system:demo".into(),
        Actor::System { job: Job::Tidying } => "system:tidying".into(),
        Actor::System { job: Job::Reporting } => "system:reporting".into(),
        Actor::System { job: Job::Reset } => "system:reset".into(),
        Actor::Nobody => "nobody".into(),
    }
}
