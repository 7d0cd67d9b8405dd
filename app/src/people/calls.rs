//! Colleagues, as server functions.

use domain::people::{InviteRow, PersonRow};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::calls::Answer;

/// The page of colleagues.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PeopleView {
    pub people: Vec<PersonRow>,
    /// Only for who may invite.
    pub invites: Vec<InviteRow>,
    /// The link that was just made, shown once.
    pub link: Option<String>,
    /// The same for a new password.
    pub reset: Option<ResetLink>,
}

/// A link with which somebody chooses a new password.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ResetLink {
    pub name: String,
    pub link: String,
}

/// Where the session keeps whose link it is, and the link, until the page has shown it.
#[cfg(feature = "ssr")]
const RESET: &str = "reset";

#[server(prefix = "/api/ui", endpoint = "people/list", input = server_fn::codec::GetUrl)]
pub async fn list() -> Answer<PeopleView> {
    use domain::people::Role;
    let b = crate::backend::backend()?;
    let people = b.store.people(&b.actor).await?;
    let admin = b.actor.role() == Some(Role::Admin);
    let invites = if admin { b.store.invites(&b.actor).await? } else { Vec::new() };
    let link = if admin { b.door.take("invitation").await? } else { None };
    let made = if admin { b.door.take(RESET).await? } else { None };
    let reset = made.as_deref().and_then(|made| made.split_once(' ')).and_then(|(user, link)| {
        let person = people.iter().find(|person| person.id.to_string() == user)?;
        Some(ResetLink { name: person.name.clone(), link: link.to_owned() })
    });
    Ok(PeopleView { people, invites, link, reset })
}

#[server(prefix = "/api/ui", endpoint = "people/invite")]
pub async fn invite(#[server(default)] email: String, #[server(default)] role: String, #[server(default)] lang: String) -> Answer<()> {
    use domain::{
        Code, Failure, Fault,
        error::collect,
        people::{self, Role},
    };
    let b = crate::backend::backend()?;
    let mut faults = Vec::new();
    let email = collect(&mut faults, people::email("email", &email));
    let role = Role::parse(&role);
    if role.is_none() {
        faults.push(Fault::new("role", Code::BadChoice));
    }
    let Some(role) = role.filter(|_| faults.is_empty()) else { return Err(Failure::invalid(faults).into()) };
    let (secret, hash) = b.door.new_secret()?;
    b.store.invite(&b.actor, &email, role, lang.parse().unwrap_or_default(), &hash).await?;
    b.door.keep("invitation", format!("{}/invite/{secret}", b.base_url)).await?;
    crate::backend::go_to("/people");
    Ok(())
}

/// Makes a link with which a colleague chooses a new password.
#[server(prefix = "/api/ui", endpoint = "people/make-reset-link")]
pub async fn make_reset_link(user: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    let user = crate::calls::id(&user)?;
    let (secret, hash) = b.door.new_secret()?;
    b.store.make_reset_link(&b.actor, user, &hash).await?;
    b.door.keep(RESET, format!("{user} {}/reset/{secret}", b.base_url)).await?;
    crate::backend::go_to("/people");
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "people/revoke")]
pub async fn revoke(invite: String) -> Answer<()> {
    let b = crate::backend::backend()?;
    Ok(b.store.revoke_invite(&b.actor, crate::calls::id(&invite)?).await?)
}

#[server(prefix = "/api/ui", endpoint = "people/change")]
pub async fn change(user: String, role: String, active: String) -> Answer<()> {
    use domain::{Code, Failure, people::Role};
    let b = crate::backend::backend()?;
    let role = Role::parse(&role).ok_or_else(|| Failure::field("role", Code::BadChoice))?;
    Ok(b.store.change_person(&b.actor, crate::calls::id(&user)?, role, active == "true").await?)
}
