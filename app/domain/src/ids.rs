//! One newtype per entity, so that a candidate's id can never be passed where an interview's is meant.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// Everything belongs to exactly one organisation, and no call crosses it.
    OrganisationId,
    /// A person who can sign in.
    UserId,
    /// A scorecard: a title with versions.
    ScorecardId,
    /// One version of a scorecard; immutable once published.
    VersionId,
    /// A vacancy.
    VacancyId,
    /// A round of interviews in a vacancy; uses one scorecard version.
    RoundId,
    /// A person who applies; never signs in.
    CandidateId,
    /// A candidate in a vacancy.
    ApplicationId,
    /// One application in one round.
    InterviewId,
    /// What is rated: a question or a whole competency. Also names competencies in a document.
    ItemId,
    /// A note of one rater.
    NoteId,
    /// A ledger entry; made by the browser, so that sending it again is harmless.
    EntryId,
    /// An invitation to a colleague.
    InviteId,
    /// A link for people without an account.
    LinkId,
}
