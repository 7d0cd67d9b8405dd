//! Who can sign in.

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

use crate::{
    Code, Failure, Fault, Lang,
    error::{collect, required},
    ids::{InviteId, OrganisationId, UserId},
    time::Moment,
};

/// What somebody may do in the organisation. Chair and panel membership are per interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Manages people and settings, and may do what a recruiter may: in a small organisation it is one person.
    Admin,
    Recruiter,
    Interviewer,
    Auditor,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Admin, Self::Recruiter, Self::Interviewer, Self::Auditor];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Recruiter => "recruiter",
            Self::Interviewer => "interviewer",
            Self::Auditor => "auditor",
        }
    }

    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == key)
    }
}

/// The person whose session it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub user: UserId,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub lang: Lang,
}

/// A colleague in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub lang: Lang,
    pub active: bool,
}

/// An invitation that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteRow {
    pub id: InviteId,
    pub email: String,
    pub role: Role,
    pub expires_at: Moment,
}

/// What the holder of an invitation link sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InviteView {
    pub organisation_name: String,
    pub email: String,
    pub role: Role,
    pub lang: Lang,
}

/// What the holder of a link for a new password sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResetView {
    pub name: String,
    pub email: String,
}

/// What somebody fills in to get an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    pub name: String,
    pub password: String,
}

/// Twelve characters without further rules: length is what makes a password strong.
pub const PASSWORD_MIN: usize = 12;
/// Long enough for a sentence; bounds the work of hashing.
pub const PASSWORD_MAX: usize = 200;

/// Checks a new account's fields.
///
/// # Errors
/// With every fault.
pub fn new_account(name: &str, password: &str, again: &str) -> Result<NewAccount, Failure> {
    let mut faults = Vec::new();
    let name = collect(&mut faults, required("name", name, 120));
    match password.chars().count() {
        0 => faults.push(Fault::new("password", Code::Required)),
        n if n < PASSWORD_MIN => faults.push(Fault::about("password", Code::WeakPassword, PASSWORD_MIN)),
        n if n > PASSWORD_MAX => faults.push(Fault::about("password", Code::TooLong, PASSWORD_MAX)),
        _ if password != again => faults.push(Fault::new("password_again", Code::PasswordsDiffer)),
        _ => {}
    }
    if faults.is_empty() { Ok(NewAccount { name, password: password.to_owned() }) } else { Err(Failure::invalid(faults)) }
}

/// An email address, trimmed and in lower case: how it is stored and compared.
///
/// # Errors
/// When it is empty, too long, or has no local part and domain around one `@`.
pub fn email(place: &str, text: &str) -> Result<String, Fault> {
    let text = required(place, text, 254)?.to_lowercase();
    let sound = text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.contains('@') && !domain.starts_with('.') && !domain.ends_with('.') && domain.contains('.')
    });
    if sound && text.chars().all(in_address) { Ok(text) } else { Err(Fault::new(place, Code::BadEmail)) }
}

/// Letters and digits of any language, marks that belong to them, and the signs that an address has outside quotes and comments.
/// Whatever is invisible, or only another way to spell the same address, is not among them.
fn in_address(c: char) -> bool {
    c.is_alphanumeric() || canonical_combining_class(c) != 0 || "@.!#$%&'*+-/=?^_`{|}~".contains(c)
}

/// Whose address it is, whatever way it is spelled; empty for no address. Unicode in its composed form (NFKC), lower case,
/// no spaces around it, without what follows a `+`; at Gmail, which delivers both, dots do not count and `googlemail.com` is
/// `gmail.com`. Two people who share all of that share a mailbox.
pub fn mailbox(address: &str) -> String {
    let address: String = address.nfkc().flat_map(char::to_lowercase).collect();
    let Some((local, domain)) = address.trim().rsplit_once('@') else { return String::new() };
    let local = local.split_once('+').map_or(local, |(local, _)| local);
    let domain = domain.trim_end_matches('.');
    if matches!(domain, "gmail.com" | "googlemail.com") {
        return format!("{}@gmail.com", local.replace('.', ""));
    }
    format!("{local}@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_compared_without_case_and_spaces() {
        assert_eq!(email("email", "  Zoe@Example.ORG "), Ok("zoe@example.org".into()));
    }

    #[test]
    fn one_mailbox_has_many_spellings() {
        for text in ["zoe@example.org", " ZOE@Example.org ", "zoe+werk@example.org", "ｚｏｅ@example.org", "zoe@example.org."] {
            assert_eq!(mailbox(text), "zoe@example.org", "{text}");
        }
        assert_eq!(mailbox("Zo.E+x@GoogleMail.com"), mailbox("zoe@gmail.com"));
        assert_ne!(mailbox("zo.e@example.org"), mailbox("zoe@example.org"), "elsewhere a dot counts");
        assert_eq!(mailbox("zoë@example.org"), mailbox("zoe\u{308}@example.org"), "composed or not");
        assert_eq!(mailbox(""), "");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let spelled =
            ["\"zoe\"@example.org", "(x)zoe@example.org", "mailto:zoe@example.org", "zo\u{200b}e@example.org", "zo\u{ad}e@example.org"];
        for text in
            ["zoe", "zoe@", "@example.org", "zoe@example", "a b@example.org", "zoe@.org", "zoe@@example.org"].into_iter().chain(spelled)
        {
            assert_eq!(email("email", text), Err(Fault::new("email", Code::BadEmail)), "{text}");
        }
    }

    #[test]
    fn a_new_account_says_all_that_is_wrong() {
        let failure = new_account("", "short", "short").expect_err("refused");
        assert_eq!(failure.faults.iter().map(|f| f.code).collect::<Vec<_>>(), [Code::Required, Code::WeakPassword]);
        let differ = new_account("Zoë", "long enough by far", "long enough by fat").expect_err("refused");
        assert_eq!(differ.faults, [Fault::new("password_again", Code::PasswordsDiffer)]);
    }
}
