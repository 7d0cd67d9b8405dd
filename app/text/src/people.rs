//! Colleagues and invitations.

use domain::Lang;

words! {
    title = "Mensen", "People";
    role = "Rol", "Role";
    active = "Actief", "Active";
    inactive = "Niet actief", "Not active";
    deactivate = "Toegang stoppen", "Stop access";
    activate = "Toegang herstellen", "Restore access";
    reset = "Nieuw wachtwoord", "New password";
    reset_link = "Link voor een nieuw wachtwoord", "Link for a new password";
    change = "Rol opslaan", "Save role";
    invite_title = "Collega uitnodigen", "Invite a colleague";
    invite_intro = "Je krijgt een link die je zelf doorstuurt. Hij werkt één keer en zeven dagen.",
        "You get a link to pass on yourself. It works once, for seven days.";
    invite_submit = "Link maken", "Make link";
    invite_ready = "De link is klaar. Kopieer hem nu: we tonen hem maar één keer.", "The link is ready. Copy it now: we show it only once.";
    invite_link = "Uitnodigingslink", "Invitation link";
    waiting = "Openstaande uitnodigingen", "Open invitations";
    none_waiting = "Er staan geen uitnodigingen open.", "No invitations are open.";
    withdraw = "Intrekken", "Withdraw";
    email = "E-mailadres", "Email address";
    expires = "Geldig tot", "Valid until";
    you = "(jij)", "(you)";
}

/// Asked before a link is made.
pub fn reset_confirm(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Nl => format!(
            "Je krijgt een link waarmee {name} een nieuw wachtwoord kiest. We tonen hem één keer; hij werkt één keer en 24 uur. Wie hem gebruikt, logt in als {name}: geef hem alleen aan {name} zelf. Zodra hij is gebruikt, is {name} overal elders uitgelogd."
        ),
        Lang::En => format!(
            "You get a link with which {name} chooses a new password. We show it once; it works once, for 24 hours. Whoever uses it signs in as {name}: give it to nobody else. Once it is used, {name} is signed out everywhere else."
        ),
    }
}

/// The link is there.
pub fn reset_ready(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Nl => format!("De link voor {name} is klaar en werkt 24 uur. Kopieer hem nu: we tonen hem maar één keer."),
        Lang::En => format!("The link for {name} is ready and works for 24 hours. Copy it now: we show it only once."),
    }
}

/// The label of a form for one person, for a screen reader.
pub fn role_of(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Nl => format!("Rol van {name}"),
        Lang::En => format!("Role of {name}"),
    }
}
