//! The first account, signing in, and what somebody changes about the own account.

use domain::{
    Code, Failure, Lang,
    access::{Action, Actor, Facts, Job, decide},
    error::{collect, required},
    ids::{OrganisationId, UserId},
    people::{self, Me, Role},
};
use serde_json::json;

use super::{Credentials, NewPerson};
use crate::{
    Error, Result, Store,
    audit::{
        self, Change,
        tables::{ORGANISATION, PERSON, RESET_LINK},
    },
    facts, sessions, words,
};

/// What decides who somebody is here and what they may.
const STANDING: &[&str] = &["password_hash", "role", "active"];

impl Store {
    /// Whether there is an organisation. Asked before anybody can sign in, so without an actor.
    pub async fn is_set_up(&self) -> Result<bool> {
        let mut tx = self.read().await?;
        let (organisations,) = one!(&mut tx, (i64,), "SELECT COUNT(*) FROM organisation");
        Ok(organisations > 0)
    }

    /// Makes the first organisation with its administrator; `account` is that person's name.
    ///
    /// # Errors
    /// [`Code::AlreadySetUp`] when there is an organisation; [`Code::Invalid`] with the faults at `organisation`, `email` and
    /// `name`.
    pub async fn set_up(
        &self,
        actor: &Actor,
        organisation: &str,
        email: &str,
        account: &str,
        password_hash: &str,
        lang: Lang,
    ) -> Result<Me> {
        let id = OrganisationId(self.new_id());
        let grant = decide(actor, Action::SetUp, &Facts::of(id))?;
        let mut faults = Vec::new();
        let organisation = collect(&mut faults, required("organisation", organisation, 120));
        let email = collect(&mut faults, people::email("email", email));
        let name = collect(&mut faults, required("name", account, 120));
        if !faults.is_empty() {
            return Err(Failure::invalid(faults).into());
        }
        let now = self.now().0;
        let mut tx = self.core.db.write().await?;
        // There is no organisation to hold yet; this row is there from the start.
        run!(&mut tx, "UPDATE meta SET value = value WHERE name = 'secret'");
        let (organisations,) = one!(&mut tx, (i64,), "SELECT COUNT(*) FROM organisation");
        if organisations > 0 {
            return Err(Code::AlreadySetUp.into());
        }
        // A demo is marked from its first row: one that was cut off half-way is still a demo.
        let demo = matches!(actor, Actor::System { job: Job::Demo });
        run!(
            &mut tx,
            "INSERT INTO organisation (organisation_id, name, zone, demo, created_at) VALUES ($1, $2, $3, $4, $5)",
            id.0,
            &organisation,
            words::DEFAULT_ZONE,
            demo,
            now,
        );
        audit::begin(&mut tx, &self.core, id).await?;
        let user = UserId(self.new_id());
        let person = NewPerson { id: user, organisation: id, email: &email, name: &name, role: Role::Admin, lang, password_hash };
        super::insert(&mut tx, &person, now).await?;
        let change = Change::of("set_up", user.0).puts(&ORGANISATION, [id.0]).puts(&PERSON, [user.0]);
        audit::note(&mut tx, &self.core, &grant, change).await?;
        tx.commit().await?;
        Ok(Me { user, organisation: id, organisation_name: organisation, name, email, role: Role::Admin, lang })
    }

    /// What signing in with this address compares with; only of somebody who is active. There is no actor before sign-in:
    /// this call and [`Store::count_try`] are made in its place.
    pub async fn credentials(&self, email: &str) -> Result<Option<Credentials>> {
        let Ok(email) = people::email("email", email) else {
            return Ok(None);
        };
        let mut tx = self.read().await?;
        let Some(found) = super::active_by_email(&mut tx, &email).await? else { return Ok(None) };
        let sound = audit::is_sound(&mut tx, &self.core, found.me.organisation, (&PERSON, STANDING), found.me.user.0).await?;
        Ok(Some(Credentials { sound, ..found }))
    }

    /// Changes the own interface language.
    pub async fn set_lang(&self, actor: &Actor, lang: Lang) -> Result<()> {
        let mut tx = self.write(actor).await?;
        let grant = facts::grant(&mut tx, actor, Action::ChangeOwnSettings).await?;
        let user = own(actor)?;
        let done = run!(
            &mut tx,
            "UPDATE person SET lang = $3 WHERE organisation_id = $1 AND id = $2",
            grant.organisation().0,
            user.0,
            lang.tag(),
        );
        changed(done)?;
        let change = Change::of("set_lang", user.0).says(json!({ "lang": lang })).sets(&PERSON, &["lang"], [user.0]);
        audit::note(&mut tx, &self.core, &grant, change).await?;
        tx.commit().await
    }

    /// Changes the own password and ends every session, also the own; a new one says that it is of the epoch that is given
    /// back. The server has compared the old password with [`Store::own_password_hash`].
    pub async fn set_password(&self, actor: &Actor, password_hash: &str) -> Result<i64> {
        let mut tx = self.write(actor).await?;
        let grant = facts::grant(&mut tx, actor, Action::ChangeOwnSettings).await?;
        let user = own(actor)?;
        let done = run!(
            &mut tx,
            "UPDATE person SET password_hash = $3 WHERE organisation_id = $1 AND id = $2 AND active",
            grant.organisation().0,
            user.0,
            password_hash,
        );
        changed(done)?;
        super::resets::end(&mut tx, user).await?;
        let epoch = sessions::end_all(&mut tx, user).await?;
        let change = Change::of("set_password", user.0).sets(&PERSON, &["password_hash"], [user.0]).takes(&RESET_LINK, [user.0]);
        audit::note(&mut tx, &self.core, &grant, change).await?;
        self.commit_ended(tx, user).await?;
        Ok(epoch)
    }

    /// What a changed password's old one is compared with.
    pub async fn own_password_hash(&self, actor: &Actor) -> Result<String> {
        let mut tx = self.read().await?;
        let grant = facts::grant(&mut tx, actor, Action::ChangeOwnSettings).await?;
        if !audit::is_sound(&mut tx, &self.core, grant.organisation(), (&PERSON, STANDING), own(actor)?.0).await? {
            return Err(Code::AccountChanged.into());
        }
        let row = maybe!(
            &mut tx,
            (String,),
            "SELECT password_hash FROM person WHERE organisation_id = $1 AND id = $2",
            grant.organisation().0,
            own(actor)?.0,
        );
        Ok(row.ok_or(Code::NotFound)?.0)
    }
}

fn own(actor: &Actor) -> Result<UserId, Code> {
    actor.user().ok_or(Code::NotAllowed)
}

fn changed(rows: u64) -> Result<(), Error> {
    if rows == 0 { Err(Code::NotFound.into()) } else { Ok(()) }
}
