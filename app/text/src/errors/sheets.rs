//! What keeps a sheet from being given back or set aside, and what that keeps from being revealed.

use domain::{Code, Lang};

/// `about` is a name, where a person is chosen.
pub(super) fn say(lang: Lang, code: Code, about: &str) -> String {
    let (nl, en) = match code {
        Code::OwnSheet => (
            "Je eigen blad teruggeven kan niet. Vraag een andere recruiter of beheerder om dit te doen.",
            "You cannot give back your own sheet. Ask another recruiter or administrator to do this.",
        ),
        Code::ReadOthers => (
            "Teruggeven kan niet: deze beoordelaar las al scores van anderen in deze ronde. Terzijde leggen kan wel.",
            "This cannot be given back: this rater has read others' scores in this round. It can be set aside.",
        ),
        Code::SetAside if !about.is_empty() => {
            return match lang {
                Lang::Nl => format!("Het blad van {about} is hier terzijde gelegd. Kies iemand anders."),
                Lang::En => format!("The sheet of {about} was set aside here. Choose somebody else."),
            };
        }
        Code::SetAside => ("Dit blad is al terzijde gelegd.", "This sheet was set aside already."),
        Code::AnotherRater => (
            "Er is nog een beoordelaar nodig: bij een gesprek is een blad terzijde gelegd, en nu tellen er minder dan twee. Vervang daar iemand, en onthul als die heeft ingeleverd.",
            "Another rater is needed: in one interview a sheet was set aside, and now fewer than two count. Replace somebody there, and reveal when they have submitted.",
        ),
        Code::GivenBack => (
            "Je blad is teruggegeven nadat je dit inleverde. Laad de pagina opnieuw, lees waarom, en lever daarna opnieuw in.",
            "Your sheet was given back after you submitted this. Reload the page, read why, and submit again.",
        ),
        _ => (
            "Dit blad staat open: het is al teruggegeven, of nog niet ingeleverd.",
            "This sheet is open: it was given back already, or is not submitted yet.",
        ),
    };
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
    .to_owned()
}
