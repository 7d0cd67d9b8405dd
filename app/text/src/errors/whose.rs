//! Two people in one browser.

use domain::Lang;

/// The page is of who has this name, and another is signed in.
pub(super) fn of_another(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Nl => format!(
            "Deze pagina is van {name}, en in deze browser is nu iemand anders ingelogd. Er is niets opgeslagen. Log in als {name} om dit te versturen."
        ),
        Lang::En => format!(
            "This page is of {name}, and somebody else is signed in in this browser now. Nothing was saved. Log in as {name} to send this."
        ),
    }
}

/// After a failure that leaves the form as it was on the page before this one, for who it is of.
pub const fn go_back(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "Log in in een ander tabblad en ga daarna hier terug: wat je typte staat er dan nog.",
        Lang::En => "Log in in another tab and then go back here: what you typed is still there then.",
    }
}

/// The same after a failure that passes.
pub const fn go_back_later(lang: Lang) -> &'static str {
    match lang {
        Lang::Nl => "Dit is niet gebeurd. Ga hier terug en verstuur het straks opnieuw: wat je typte staat er dan nog.",
        Lang::En => "This was not done. Go back here and send it again later: what you typed is still there then.",
    }
}
