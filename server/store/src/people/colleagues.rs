//! The people of an organisation.

use domain::{
    Code,
    access::{Action, Actor, Facts, Grant, decide},
    fold::fold,
    ids::{OrganisationId, UserId},
    people::{PersonRow, Role},
};
use serde_json::json;
use uuid::Uuid;

use crate::{
    Result, Store,
    audit::{
        self, Change,
        tables::{PERSON, RESET_LINK},
    },
    db::Source,
    facts, sessions, words,
};

impl Store {
    /// Everybody, by name.
    pub async fn people(&self, actor: &Actor) -> Result<Vec<PersonRow>> {
        let mut tx = self.read().await?;
        let grant = facts::grant(&mut tx, actor, Action::SeePeople).await?;
        rows(&mut tx, &grant).await
    }

    /// Changes what somebody may do. Who is no longer active cannot sign in, and is signed out everywhere for good; nothing
    /// else of that person is deleted. What they look at ends, and who still may look comes back.
    ///
    /// # Errors
    /// [`Code::InUse`] when no active administrator would be left.
    pub async fn change_person(&self, actor: &Actor, user: UserId, role: Role, active: bool) -> Result<()> {
        let mut tx = self.write(actor).await?;
        // Who may not hears that, and not which ids there are.
        facts::grant(&mut tx, actor, Action::ManagePeople).await?;
        let found = maybe!(&mut tx, (Uuid,), "SELECT organisation_id FROM person WHERE id = $1", user.0);
        let organisation = OrganisationId(found.ok_or(Code::NotFound)?.0);
        let grant = decide(actor, Action::ManagePeople, &Facts::of(organisation))?;
        run!(&mut tx, "UPDATE person SET role = $2, active = $3 WHERE id = $1", user.0, role.key(), active);
        let (admins,) =
            one!(&mut tx, (i64,), "SELECT COUNT(*) FROM person WHERE organisation_id = $1 AND role = 'admin' AND active", organisation.0,);
        if admins == 0 {
            return Err(Code::InUse.into());
        }
        let mut change = Change::of("change_person", user.0).says(json!({ "role": role.key(), "active": active })).sets(
            &PERSON,
            &["role", "active"],
            [user.0],
        );
        if !active {
            super::resets::end(&mut tx, user).await?;
            sessions::end_all(&mut tx, user).await?;
            change = change.takes(&RESET_LINK, [user.0]);
        }
        audit::note(&mut tx, &self.core, &grant, change).await?;
        self.commit_ended(tx, user).await
    }
}

/// Everybody, by name.
pub(crate) async fn rows(from: impl Into<Source<'_>>, grant: &Grant) -> Result<Vec<PersonRow>> {
    let rows = asked!(
        from,
        (Uuid, String, String, String, String, bool),
        "SELECT id, name, email, role, lang, active FROM person WHERE organisation_id = $1",
        grant.organisation().0,
    );
    let mut people = rows
        .into_iter()
        .map(|(id, name, email, role, lang, active)| {
            Ok(PersonRow { id: UserId(id), name, email, role: words::read(&role)?, lang: words::read(&lang)?, active })
        })
        .collect::<Result<Vec<_>>>()?;
    // Databases collate differently; this order is the same on both.
    people.sort_by_cached_key(|person| (fold(&person.name), person.id));
    Ok(people)
}
