//! Who may be asked onto a panel.

use serde::{Deserialize, Serialize};

use crate::{Code, people::PersonRow, vacancy::RevealPolicy};

/// A colleague who could be asked onto the panel of an interview, and why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PanelChoice {
    pub person: PersonRow,
    /// Why this person cannot rate there: [`Code::HasSeen`], [`Code::SetAside`] or [`Code::IsCandidate`].
    pub no_rater: Option<Code>,
    /// Why this person cannot chair there: [`Code::IsCandidate`].
    pub no_chair: Option<Code>,
}

/// Whether who has read others' ratings in a round can still take a rating seat in one of its interviews. Where ratings show
/// per interview, the panel reads the one before it holds the next, as was agreed on: there only an interview whose own
/// ratings may be read is closed, and the whole round when a person revealed it.
pub fn reading_closes(policy: RevealPolicy, revealed_by_a_person: bool, interview_revealed: bool) -> bool {
    policy != RevealPolicy::AfterInterview || revealed_by_a_person || interview_revealed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_read_takes_no_seat_but_where_the_panel_reads_one_by_one() {
        for policy in [RevealPolicy::AfterRound, RevealPolicy::Never] {
            assert!(reading_closes(policy, false, false));
        }
        assert!(!reading_closes(RevealPolicy::AfterInterview, false, false), "another candidate's, by the policy");
        assert!(reading_closes(RevealPolicy::AfterInterview, true, false), "a person revealed the round");
        assert!(reading_closes(RevealPolicy::AfterInterview, false, true), "its own ratings");
    }
}
