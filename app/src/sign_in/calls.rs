//! Through the door.

use domain::people::{InviteView, ResetView};
use leptos::prelude::*;

use crate::calls::Answer;

/// Signs in and goes to `next`, when that is a page of ours.
#[server(prefix = "/api/ui", endpoint = "people/sign-in")]
pub async fn sign_in(#[server(default)] email: String, #[server(default)] password: String, #[server(default)] next: String) -> Answer<()> {
    let backend = crate::backend::backend()?;
    backend.door.sign_in(email, password).await?;
    crate::backend::go_to(&next);
    Ok(())
}

#[server(prefix = "/api/ui", endpoint = "people/sign-out")]
pub async fn sign_out() -> Answer<()> {
    crate::backend::backend()?.door.sign_out().await?;
    crate::backend::go_to("/sign-in");
    Ok(())
}

/// Makes the organisation and its first administrator.
#[server(prefix = "/api/ui", endpoint = "people/set-up")]
pub async fn set_up(
    #[server(default)] code: String,
    #[server(default)] organisation: String,
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] password: String,
    #[server(default)] password_again: String,
) -> Answer<()> {
    let lang = crate::boot::lang();
    let form = crate::backend::SetUp { code, organisation, name, email, password, password_again, lang };
    crate::backend::backend()?.door.set_up(form).await?;
    crate::backend::go_to("/");
    Ok(())
}

/// What an invitation is for.
#[server(prefix = "/api/ui", endpoint = "people/invitation", input = server_fn::codec::GetUrl)]
pub async fn invitation(secret: String) -> Answer<InviteView> {
    let backend = crate::backend::backend()?;
    Ok(backend.store.invitation(&backend.door.secret_hash(&secret)).await?)
}

/// Makes the invited account and signs it in.
#[server(prefix = "/api/ui", endpoint = "people/accept")]
pub async fn accept(
    #[server(default)] secret: String,
    #[server(default)] name: String,
    #[server(default)] password: String,
    #[server(default)] password_again: String,
) -> Answer<()> {
    let form = crate::backend::Acceptance { secret, name, password, password_again };
    crate::backend::backend()?.door.accept(form).await?;
    crate::backend::go_to("/");
    Ok(())
}

/// Whose password a link is for.
#[server(prefix = "/api/ui", endpoint = "people/reset-link", input = server_fn::codec::GetUrl)]
pub async fn reset_link(secret: String) -> Answer<ResetView> {
    Ok(crate::backend::backend()?.door.reset_link(secret).await?)
}

/// Sets the password that its owner chose and signs in.
#[server(prefix = "/api/ui", endpoint = "people/reset")]
pub async fn reset(
    #[server(default)] secret: String,
    #[server(default)] password: String,
    #[server(default)] password_again: String,
) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.door.reset(crate::backend::Reset { secret, password, password_again }).await?;
    b.say(text::sign_in::said_password).await?;
    crate::backend::go_to("/");
    Ok(())
}
