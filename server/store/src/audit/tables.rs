//! The tables whose rows are sealed: everything that a page, a report or an export shows as a fact and that no chain of its own
//! holds. What the ledger decides (ratings, notes, marks, who submitted, how far an interview is) is recomputed instead.

/// How a column is read, the same on both engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    Id,
    Text,
    Number,
    Bytes,
}

pub(crate) struct Column {
    pub(crate) name: &'static str,
    /// What is selected.
    pub(crate) sql: &'static str,
    pub(crate) sort: Sort,
}

pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// What tells its rows apart within an organisation; the first is an id.
    pub(crate) key: &'static [Column],
    /// A column that is added later must be NULL in the rows that are there: their seals do not know it.
    pub(crate) columns: &'static [Column],
}

macro_rules! columns {
    ($($sort:ident $name:ident $(= $sql:literal)?),* $(,)?) => {
        &[$(Column { name: stringify!($name), sql: columns!(@sql $sort $name $(= $sql)?), sort: columns!(@sort $sort) }),*]
    };
    // As a number on both engines, so that a 2 is told from a 1.
    (@sql flag $name:ident) => { concat!("CAST(CAST(", stringify!($name), " AS INTEGER) AS BIGINT)") };
    (@sql flag $name:ident = $sql:literal) => { concat!("CAST(CAST((", $sql, ") AS INTEGER) AS BIGINT)") };
    (@sql $sort:ident $name:ident) => { stringify!($name) };
    (@sort id) => { Sort::Id };
    (@sort text) => { Sort::Text };
    (@sort number) => { Sort::Number };
    (@sort flag) => { Sort::Number };
    (@sort bytes) => { Sort::Bytes };
}

macro_rules! tables {
    ($($table:ident = $name:ident by [$($key:tt)*]: [$($columns:tt)*];)*) => {
        $(pub(crate) static $table: Table = Table { name: stringify!($name), key: columns![$($key)*], columns: columns![$($columns)*] };)*

        pub(crate) static ALL: &[&Table] = &[$(&$table),*];
    };
}

tables! {
    ORGANISATION = organisation by [id organisation_id]: [text name, text zone, flag demo, number created_at];
    PERSON = person by [id id]: [text email, text name, text role, text lang, text password_hash, flag active, number created_at, text mailbox];
    INVITATION = invitation by [id id]: [
        text email, text role, text lang, bytes token_hash, number created_at, number expires_at, number used_at, number revoked_at,
    ];
    RESET_LINK = reset_link by [id person_id]: [bytes token_hash, number expires_at, number used_at];
    SCORECARD = scorecard by [id id]: [number created_at];
    VERSION = scorecard_version by [id id]: [
        id scorecard_id, number number, text state, number revision, text title, number competencies, number questions, text document,
        text hash, number changed_at, number published_at, id changed_by,
    ];
    COMPETENCY = library_competency by [id id]: [text key, number revision, text document, number changed_at, number retired_at];
    LINK = public_link by [id id]: [text purpose, id version_id, bytes token_hash, number created_at, number ends_at, id created_by, number withdrawn_at];
    SORTING = sorting by [id id]: [id version_id, text answers, number at];
    VACANCY = vacancy by [id id]: [
        text title, text policy, number opened_at, number closed_at, text close_reason, flag anonymous, flag practice,
    ];
    ROUND = round by [id id]: [
        id vacancy_id, number number, id version_id, text state, number revealed_at, id revealed_by, text reveal_reason,
    ];
    CANDIDATE = candidate by [id id]: [text name, text email, text folded, number created_at, text mailbox];
    APPLICATION = application by [id id]: [
        id vacancy_id, id candidate_id, flag late, text background, number created_at, number archived_at, id again_after,
    ];
    INTERVIEW = interview by [id id]: [
        id application_id, id round_id, number starts_at, text arrangements, flag cancelled = "state = 'cancelled'", number revealed_at,
        number cancelled_at, id cancelled_by, text cancel_reason, bytes sealed_ledger,
    ];
    SEAT = interview_rater by [id interview_id, id person_id]: [flag chair, flag rates];
    SEEN = seen by [id subject, id person_id]: [text what, number at];
    VOIDING = voiding by [id round_id, number seq]: [id item, flag restored, text reason, id person_id, number at];
    DECISION = decision by [id application_id, id round_id, number seq]: [
        text outcome, text reason, text below_band, id person_id, number at, text basis,
    ];
}
