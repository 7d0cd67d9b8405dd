//! What doing something shows of what others rated. Beside the table: a new action does not compile until it says so here.

use super::{Action, Facts, When};

/// What somebody gets to see of others' ratings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sight {
    Nothing,
    /// How many items others rated, and not how.
    Counts,
    /// Others' ratings and notes, or what follows from them.
    Ratings,
}

impl Action {
    /// What the action itself shows, when it is allowed.
    pub const fn sight(self) -> Sight {
        match self {
            Self::SeeAggregates
            | Self::SeeIndividuals
            | Self::SeeQuality
            | Self::SetConsensus
            | Self::Decide
            | Self::DownloadReport
            | Self::ExportPerson => Sight::Ratings,
            Self::SeeCounts => Sight::Counts,
            Self::SetUp
            | Self::SeePeople
            | Self::ManagePeople
            | Self::AcceptInvitation
            | Self::MakeResetLink
            | Self::UseResetLink
            | Self::ChangeOwnSettings
            | Self::SeeAccessTable
            | Self::SeeScorecards
            | Self::EditScorecards
            | Self::SortAnchors
            | Self::ReadSheet
            | Self::Tidy
            | Self::SeeVacancies
            | Self::EditVacancies
            | Self::SeeOwnInterviews
            | Self::OpenInterview
            | Self::LeadInterview
            | Self::Rate
            | Self::Submit
            | Self::ReplaceRater
            | Self::ReturnSheet
            | Self::SetSheetAside
            | Self::SeeBackground
            | Self::SeeBoard
            | Self::RevealEarly
            | Self::VoidQuestion
            | Self::CloseVacancy
            | Self::ReopenVacancy
            // From counts that are typed in.
            | Self::CheckImpact
            | Self::PrintGuide => Sight::Nothing,
        }
    }

    /// What it shows in this state: before the reveal, or before the own sheet is in, there are no ratings to see.
    pub fn shows(self, facts: &Facts) -> Sight {
        match self.sight() {
            Sight::Ratings if !facts.revealed || !When::OwnSheetIn.holds(facts) => Sight::Nothing,
            sight => sight,
        }
    }
}
