//! Links for people without an account.

use domain::Lang;

words! {
    title = "Links die nu werken", "Links that work now";
    intro = "Wie zo’n link heeft, ziet dit zonder in te loggen. Intrekken kan niet ongedaan worden gemaakt; een nieuwe link maken wel.",
        "Whoever has such a link sees this without signing in. Withdrawing cannot be undone; making a new link can be done.";
    made = "Gemaakt op", "Made on";
    ends = "Geldig tot", "Valid until";
    used = "Laatst gebruikt op", "Last used on";
    not_used = "Nog niet gebruikt", "Not used yet";
    withdraw = "Intrekken", "Withdraw";
    withdraw_asks = "Deze link intrekken? Wie hem heeft, kan hem daarna niet meer gebruiken.",
        "Withdraw this link? Whoever has it can no longer use it.";
}

/// Who made it, before what else is said of it.
pub fn by(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Nl => format!("door {name} · "),
        Lang::En => format!("by {name} · "),
    }
}

/// The label of the button of one link, for a screen reader.
pub fn withdraw_of(lang: Lang, made: &str) -> String {
    match lang {
        Lang::Nl => format!("Link van {made} intrekken"),
        Lang::En => format!("Withdraw the link of {made}"),
    }
}
