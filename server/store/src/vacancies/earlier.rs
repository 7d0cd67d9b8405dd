//! Who was in a vacancy before: found when somebody comes, kept as a hint, and never in anybody's way.

use std::collections::HashMap;

use domain::{
    access::Grant,
    fold::fold,
    ids::VacancyId,
    time::{UnixMillis, Zone},
    vacancy::{Cancelled, Earlier},
    visible,
};
use unicode_security::skeleton;
use uuid::Uuid;

use crate::{Result, db::Source};

/// A name and an address in every way that they are compared.
pub(super) struct Person<'a> {
    pub(super) name: &'a str,
    pub(super) folded: &'a str,
    pub(super) mailbox: &'a str,
}

impl Person<'_> {
    /// The same name, or the same mailbox.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.folded == other.folded || (!self.mailbox.is_empty() && self.mailbox == other.mailbox)
    }

    /// A reader could take the one for the other: `Аnna` with a Russian А for `Anna`, `lvo` for `Ivo`.
    pub(super) fn looks_like(&self, other: &Self) -> bool {
        shape(self.name) == shape(other.name)
            || shape(self.folded) == shape(other.folded)
            || (!self.mailbox.is_empty() && shape(self.mailbox) == shape(other.mailbox))
    }
}

/// What is left of a text when only its looks count (UTS 39).
fn shape(text: &str) -> String {
    fold(&skeleton(text).filter(|c| !visible::is_unseen(*c)).collect::<String>())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    again_after: Option<Uuid>,
    archived_at: Option<i64>,
    name: String,
    folded: String,
    mailbox: String,
    cancelled_at: Option<i64>,
    cancelled_by: Option<String>,
    cancel_reason: Option<String>,
}

impl Row {
    fn person(&self) -> Person<'_> {
        Person { name: &self.name, folded: &self.folded, mailbox: &self.mailbox }
    }

    fn cancelled(&self, zone: &Zone) -> Option<Cancelled> {
        cancelled(self.cancelled_at, self.cancelled_by.clone(), self.cancel_reason.clone(), zone)
    }
}

/// Who cancelled an interview, from its columns.
pub(super) fn cancelled(at: Option<i64>, by: Option<String>, reason: Option<String>, zone: &Zone) -> Option<Cancelled> {
    Some(Cancelled { by: by.unwrap_or_default(), at: zone.moment(UnixMillis(at?)), reason: reason.unwrap_or_default() })
}

/// What is known of an earlier time, by the application of now. However often somebody was removed and came back, the interview
/// that was cancelled last is told.
pub(super) async fn earlier(
    from: impl Into<Source<'_>>,
    grant: &Grant,
    vacancy: VacancyId,
    zone: &Zone,
    tells_why: bool,
) -> Result<HashMap<Uuid, Earlier>> {
    let rows = asked!(
        from,
        Row,
        "SELECT a.id, a.again_after, a.archived_at, c.name, c.folded, c.mailbox, i.cancelled_at, p.name AS cancelled_by, i.cancel_reason
         FROM application a
         JOIN candidate c ON c.organisation_id = a.organisation_id AND c.id = a.candidate_id
         LEFT JOIN interview i ON i.organisation_id = a.organisation_id AND i.application_id = a.id AND i.cancelled_at IS NOT NULL
         LEFT JOIN person p ON p.organisation_id = i.organisation_id AND p.id = i.cancelled_by
         WHERE a.organisation_id = $1 AND a.vacancy_id = $2 AND (a.archived_at IS NOT NULL OR a.again_after IS NOT NULL)
         ORDER BY i.cancelled_at",
        grant.organisation().0,
        vacancy.0,
    );
    // Of several interviews the one that was cancelled last stays.
    let by_id: HashMap<Uuid, &Row> = rows.iter().map(|row| (row.id, row)).collect();
    let before = |row: &Row| row.again_after.and_then(|id| by_id.get(&id).copied());
    let told = |row: &&Row| {
        let last = before(row)?;
        let mut all = std::iter::successors(Some(last), |row| before(row)).take(by_id.len());
        let cancelled = all.find_map(|row| row.cancelled(zone)).filter(|_| tells_why);
        let removed_at = zone.moment(UnixMillis(last.archived_at?));
        Some((row.id, Earlier { removed_at, alike: !row.person().is(&last.person()), cancelled }))
    };
    Ok(by_id.values().filter(|row| row.archived_at.is_none()).filter_map(told).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: (&str, &str), two: (&str, &str)) -> bool {
        let (one_folded, two_folded) = (fold(one.0), fold(two.0));
        let one = Person { name: one.0, folded: &one_folded, mailbox: one.1 };
        one.looks_like(&Person { name: two.0, folded: &two_folded, mailbox: two.1 })
    }

    #[test]
    fn what_looks_the_same_is_alike_and_what_only_resembles_is_not() {
        for (one, two) in [("Anna Smit", "Аnna Smit"), ("Ivo", "lvo"), ("Bo Li", "Bo\u{200b} Li"), ("Zoë", "ZОЁ"), ("Jan", "Jаn")] {
            assert!(alike((one, ""), (two, "")), "{one} {two}");
        }
        assert!(alike(("Anna", "anna@example.org"), ("Bo", "аnna@example.org")));
        for (one, two) in [("Anna", "Anne"), ("Jan de Wit", "Jan de Wolf"), ("Bo", "Jo")] {
            assert!(!alike((one, ""), (two, "")), "{one} {two}");
        }
    }
}
