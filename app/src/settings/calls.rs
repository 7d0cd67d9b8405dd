//! Own settings, as server functions.
#![cfg_attr(feature = "ssr", expect(clippy::unused_async, reason = "a server function is async, also when it only decides"))]

use leptos::prelude::*;

use crate::calls::Answer;

/// Changes the language: of the account when signed in, of the session otherwise.
#[server(prefix = "/api/ui", endpoint = "settings/language")]
pub async fn set_language(#[server(default)] lang: String, #[server(default)] back: String) -> Answer<()> {
    use domain::{Code, Failure, access::Actor};
    let b = crate::backend::backend()?;
    let lang = lang.parse().map_err(|_| Failure::field("lang", Code::BadChoice))?;
    if b.actor == Actor::Nobody {
        b.door.remember_lang(lang).await?;
    } else {
        b.store.set_lang(&b.actor, lang).await?;
    }
    crate::backend::go_to(&back);
    Ok(())
}

/// Changes the own password; other sessions end.
#[server(prefix = "/api/ui", endpoint = "settings/password")]
pub async fn change_password(
    #[server(default)] current: String,
    #[server(default)] password: String,
    #[server(default)] password_again: String,
) -> Answer<()> {
    let b = crate::backend::backend()?;
    b.door.change_password(crate::backend::NewPassword { current, password, password_again }).await?;
    b.say(text::sign_in::said_password).await?;
    crate::backend::go_to("/settings");
    Ok(())
}

/// Whether the actor may see the access table; its contents are in the program itself.
#[server(prefix = "/api/ui", endpoint = "settings/access", input = server_fn::codec::GetUrl)]
pub async fn access() -> Answer<()> {
    use domain::{
        Code,
        access::{Action, Facts, decide},
    };
    let b = crate::backend::backend()?;
    let organisation = b.actor.organisation().ok_or(Code::NotSignedIn)?;
    decide(&b.actor, Action::SeeAccessTable, &Facts::of(organisation))?;
    Ok(())
}
