//! Signing in, the first administrator, invitations.

use domain::Lang;

words! {
    title = "Inloggen", "Sign in";
    password = "Wachtwoord", "Password";
    password_again = "Wachtwoord, nog een keer", "Password, once more";
    password_current = "Huidig wachtwoord", "Current password";
    password_new = "Nieuw wachtwoord", "New password";
    submit = "Inloggen", "Sign in";
    forgotten = "Wachtwoord vergeten? Vraag een beheerder om een link voor een nieuw wachtwoord. Ben je zelf de enige: draai maatstaf user reset op de server.",
        "Forgotten your password? Ask an administrator for a link to choose a new one. If you are the only one, run maatstaf user reset on the server.";
    reset_title = "Nieuw wachtwoord", "New password";
    reset_submit = "Wachtwoord opslaan en inloggen", "Save password and sign in";
    demo_hint = "Dit is een demo. Log in met een van deze adressen en het wachtwoord maatstaf-demo:",
        "This is a demo. Sign in with one of these addresses and the password maatstaf-demo:";
    said_password = "Je nieuwe wachtwoord is opgeslagen. Op andere apparaten ben je uitgelogd.",
        "Your new password is saved. On other devices you are signed out.";
    setup_title = "Maatstaf inrichten", "Set up Maatstaf";
    setup_intro = "Maak de organisatie en het eerste beheerdersaccount. De code staat in het venster waarin Maatstaf draait.",
        "Make the organisation and the first administrator account. The code is in the window in which Maatstaf runs.";
    setup_code = "Eenmalige code", "One-time code";
    setup_organisation = "Naam van de organisatie", "Name of the organisation";
    setup_submit = "Inrichten", "Set up";
    your_name = "Jouw naam", "Your name";
    password_hint = "Minstens 12 tekens; een zin mag.", "At least 12 characters; a sentence will do.";
    invite_submit = "Account maken", "Make account";
}

/// Heading for the holder of an invitation.
pub fn invite_title(lang: Lang, organisation: &str) -> String {
    match lang {
        Lang::Nl => format!("Welkom bij {organisation}"),
        Lang::En => format!("Welcome to {organisation}"),
    }
}

/// Whose password it is, and what happens.
pub fn reset_intro(lang: Lang, name: &str, email: &str) -> String {
    match lang {
        Lang::Nl => format!("Voor {name} ({email}). Kies een wachtwoord. Op andere apparaten ben je daarna uitgelogd."),
        Lang::En => format!("For {name} ({email}). Choose a password. On other devices you are then signed out."),
    }
}

/// What the account will be.
pub fn invite_intro(lang: Lang, email: &str, role: &str) -> String {
    match lang {
        Lang::Nl => format!("Je bent uitgenodigd als {role}. Je logt in met {email}. Kies een wachtwoord."),
        Lang::En => format!("You are invited as {role}. You sign in with {email}. Choose a password."),
    }
}
