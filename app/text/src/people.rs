//! Colleagues and invitations.

use domain::Lang;

words! {
    title = "Mensen", "People";
    role = "Rol", "Role";
    active = "Actief", "Active";
    inactive = "Niet actief", "Not active";
    deactivate = "Toegang stoppen", "Stop access";
    activate = "Toegang herstellen", "Restore access";
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

/// The label of a form for one person, for a screen reader.
pub fn role_of(lang: Lang, name: &str) -> String {
    match lang {
        Lang::Nl => format!("Rol van {name}"),
        Lang::En => format!("Role of {name}"),
    }
}
