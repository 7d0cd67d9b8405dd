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
}

#[server(prefix = "/api/ui", endpoint = "people/list", input = server_fn::codec::GetUrl)]
pub async fn list() -> Answer<PeopleView> {
    use domain::people::Role;
    let b = crate::backend::backend()?;
    let people = b.store.people(&b.actor).await?;
    let admin = b.actor.role() == Some(Role::Admin);
    let invites = if admin { b.store.invites(&b.actor).await? } else { Vec::new() };
    let link = if admin { b.door.take("invitation").await? } else { None };
    Ok(PeopleView { people, invites, link })
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
