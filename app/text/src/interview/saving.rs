//! Whether it is saved, why not, and how much still fits.

use domain::{Code, Failure, Lang};

use super::{state_refused, state_waiting};

/// What the server would not take: why, and how much of it is kept here.
pub fn not_saved(lang: Lang, count: usize, why: &str) -> String {
    match (lang, count) {
        (_, 0) => format!("{}: {why}", state_refused(lang)),
        (Lang::Nl, _) => format!("{count} niet opgeslagen: {why}"),
        (Lang::En, _) => format!("{count} not saved: {why}"),
    }
}

pub fn left(lang: Lang, left: usize) -> String {
    match (lang, left) {
        (Lang::Nl, 1) => "Nog 1 teken".to_owned(),
        (Lang::Nl, _) => format!("Nog {left} tekens"),
        (Lang::En, 1) => "1 character left".to_owned(),
        (Lang::En, _) => format!("{left} characters left"),
    }
}

pub fn too_long(lang: Lang, over: usize) -> String {
    let (nl, en) = if over == 1 { ("teken", "character") } else { ("tekens", "characters") };
    match lang {
        Lang::Nl => format!("{over} {nl} te lang. Je tekst blijft staan, maar wordt pas opgeslagen als hij korter is."),
        Lang::En => format!("{over} {en} too long. Your text stays, but it is only saved once it is shorter."),
    }
}

/// Why what was typed is not sent yet; it is kept, and tried again.
pub fn not_now(lang: Lang, failure: &Failure) -> String {
    let name = failure.faults.first().map_or("", |fault| &fault.about);
    match failure.code {
        Code::Unavailable => state_waiting(lang).to_owned(),
        Code::OtherPerson => log_in_as(lang, name),
        _ => format!("{}: {}", state_refused(lang), crate::errors::failure(lang, failure)),
    }
}

/// Said while somebody else is signed in in this browser.
fn log_in_as(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Nl => format!("Log in als {name} om dit te versturen"),
        Lang::En => format!("Log in as {name} to send this"),
    }
}
