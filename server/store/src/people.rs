//! Who can sign in: accounts, invitations, colleagues, and how often somebody may try.

mod account;
mod colleagues;
mod invitations;
mod mailboxes;
mod resets;
mod tries;

pub(crate) use colleagues::rows;
pub use tries::Tries;

use domain::{
    Lang,
    ids::{OrganisationId, UserId},
    people::{Me, Role, mailbox},
};
pub(crate) use mailboxes::fill_mailboxes;
use uuid::Uuid;

use crate::{Result, db::Tx, words};

/// What signing in compares with.
#[derive(Debug, Clone)]
pub struct Credentials {
    pub me: Me,
    pub password_hash: String,
    /// An account of a demo database, whose password everybody knows.
    pub demo: bool,
    /// Password, role and access are what this program wrote: nobody put them there from outside.
    pub sound: bool,
    /// What a session that begins with this password says of itself: see [`crate::Store::signed_in`].
    pub epoch: i64,
}

#[derive(sqlx::FromRow)]
struct MeRow {
    id: Uuid,
    organisation_id: Uuid,
    organisation: String,
    demo: bool,
    name: String,
    email: String,
    role: String,
    lang: String,
    password_hash: String,
    epoch: i64,
}

impl MeRow {
    fn credentials(self) -> Result<Credentials> {
        let me = Me {
            user: UserId(self.id),
            organisation: OrganisationId(self.organisation_id),
            organisation_name: self.organisation,
            name: self.name,
            email: self.email,
            role: words::read::<Role>(&self.role)?,
            lang: words::read::<Lang>(&self.lang)?,
        };
        Ok(Credentials { me, password_hash: self.password_hash, demo: self.demo, sound: false, epoch: self.epoch })
    }
}

async fn active_by_email(tx: &mut Tx, email: &str) -> Result<Option<Credentials>> {
    let row = maybe!(
        tx,
        MeRow,
        "SELECT p.id, p.organisation_id, o.name AS organisation, o.demo, p.name, p.email, p.role, p.lang, p.password_hash, p.epoch
         FROM person p JOIN organisation o ON o.organisation_id = p.organisation_id
         WHERE p.email = $1 AND p.active",
        email,
    );
    row.map(MeRow::credentials).transpose()
}

pub(crate) async fn active_by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Credentials>> {
    let row = maybe!(
        tx,
        MeRow,
        "SELECT p.id, p.organisation_id, o.name AS organisation, o.demo, p.name, p.email, p.role, p.lang, p.password_hash, p.epoch
         FROM person p JOIN organisation o ON o.organisation_id = p.organisation_id
         WHERE p.id = $1 AND p.active",
        id,
    );
    row.map(MeRow::credentials).transpose()
}

/// A person about to be stored, all fields checked.
struct NewPerson<'a> {
    id: UserId,
    organisation: OrganisationId,
    email: &'a str,
    name: &'a str,
    role: Role,
    lang: Lang,
    password_hash: &'a str,
}

async fn insert(tx: &mut Tx, person: &NewPerson<'_>, now: i64) -> Result<()> {
    run!(
        tx,
        "INSERT INTO person (organisation_id, id, email, name, role, lang, password_hash, active, created_at, mailbox)
         VALUES ($1, $2, $3, $4, $5, $6, $7, TRUE, $8, $9)",
        person.organisation.0,
        person.id.0,
        person.email,
        person.name,
        person.role.key(),
        person.lang.tag(),
        person.password_hash,
        now,
        mailbox(person.email),
    );
    Ok(())
}

/// Whose address it is, and whether they are active.
async fn holder(tx: &mut Tx, email: &str) -> Result<Option<(OrganisationId, UserId, bool)>> {
    let row = maybe!(tx, (Uuid, Uuid, bool), "SELECT organisation_id, id, active FROM person WHERE email = $1", email);
    Ok(row.map(|(organisation, id, active)| (OrganisationId(organisation), UserId(id), active)))
}
