//! Who may do what, when. The table is data; [`decide`] is the only way to a [`Grant`], and store's queries take a
//! `&Grant`, so no page, route or job can forget to ask.

mod sight;
mod table;

use serde::{Deserialize, Serialize};

pub use sight::Sight;
pub use table::{Rule, TABLE, When, Who};

use crate::{
    Code,
    ids::{OrganisationId, UserId},
    interview::InterviewState,
    people::Role,
};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Actor {
    Person {
        user: UserId,
        organisation: OrganisationId,
        role: Role,
    },
    /// The holder of a link that needs no account.
    Link {
        purpose: Purpose,
        organisation: OrganisationId,
    },
    /// The server itself.
    System {
        job: Job,
    },
    Nobody,
}

impl Actor {
    pub const fn user(&self) -> Option<UserId> {
        match self {
            Self::Person { user, .. } => Some(*user),
            _ => None,
        }
    }

    pub const fn role(&self) -> Option<Role> {
        match self {
            Self::Person { role, .. } => Some(*role),
            _ => None,
        }
    }

    /// The organisation this actor is of; the system is of none and of all.
    pub const fn organisation(&self) -> Option<OrganisationId> {
        match self {
            Self::Person { organisation, .. } | Self::Link { organisation, .. } => Some(*organisation),
            Self::System { .. } | Self::Nobody => None,
        }
    }
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    Invitation,
    /// Sorting shuffled anchors (A9).
    Sorting,
    /// Reading what an interview will be like (A12).
    Sheet,
    /// Choosing a new password for an account that there is.
    Reset,
}

/// What the server does by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Making the first organisation and administrator.
    Setup,
    /// Filling an empty database with the demo.
    Demo,
    /// Removing what has had its time.
    Tidying,
    /// Writing documents from the command line.
    Reporting,
    /// Letting somebody in again from the command line.
    Reset,
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $key:literal),* $(,)?) => {
        /// Something an actor may want to do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Action { $($(#[$doc])* $name),* }

        impl Action {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Stable, for the audit and the page that shows the table.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }
    };
}

actions! {
    SetUp = "set_up",
    SeePeople = "see_people",
    ManagePeople = "manage_people",
    AcceptInvitation = "accept_invitation",
    /// Give somebody a link to choose a new password with.
    MakeResetLink = "make_reset_link",
    /// Choose that password.
    UseResetLink = "use_reset_link",
    ChangeOwnSettings = "change_own_settings",
    SeeAccessTable = "see_access_table",
    SeeScorecards = "see_scorecards",
    EditScorecards = "edit_scorecards",
    /// Sort shuffled anchors by a link.
    SortAnchors = "sort_anchors",
    /// Read the candidate sheet by a link.
    ReadSheet = "read_sheet",
    /// Remove what has had its time: try-outs, and documents made in the background.
    Tidy = "tidy",
    SeeVacancies = "see_vacancies",
    EditVacancies = "edit_vacancies",
    /// See the own interviews of the day.
    SeeOwnInterviews = "see_own_interviews",
    OpenInterview = "open_interview",
    /// Keep what was asked, skipped or changed, and when the conversation began and ended.
    LeadInterview = "lead_interview",
    Rate = "rate",
    Submit = "submit",
    /// Put somebody else in the place of a rater who leaves.
    ReplaceRater = "replace_rater",
    /// Undo a submission before the reveal.
    ReturnSheet = "return_sheet",
    /// Let a submitted sheet count nowhere, before the reveal.
    SetSheetAside = "set_sheet_aside",
    /// Read the CV and other information that is no answer in the interview (B5).
    SeeBackground = "see_background",
    /// See who has submitted.
    SeeBoard = "see_board",
    /// See how many items each rater has rated.
    SeeCounts = "see_counts",
    RevealEarly = "reveal_early",
    /// Drop a question for all candidates of the round.
    VoidQuestion = "void_question",
    /// Means, ranges, totals.
    SeeAggregates = "see_aggregates",
    /// Others' ratings and notes.
    SeeIndividuals = "see_individuals",
    /// See how far the panel agreed: figures about the panel as a whole.
    SeeQuality = "see_quality",
    /// Begin the decision phase, decide on candidates and take back.
    Decide = "decide",
    CloseVacancy = "close_vacancy",
    ReopenVacancy = "reopen_vacancy",
    /// Look at selection per group, from counts that are typed in.
    CheckImpact = "check_impact",
    /// Write what the panel agreed on where it differed.
    SetConsensus = "set_consensus",
    DownloadReport = "download_report",
    /// Print what an interview is like: the form on paper, the candidate sheet, the calendar entry. Nothing of anybody's
    /// ratings.
    PrintGuide = "print_guide",
    /// Everything that is kept of one person, for that person (H4).
    ExportPerson = "export_person",
}

/// The actor's place on the panel of an interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OnPanel {
    pub chair: bool,
    pub rates: bool,
    /// Of this interview; for the round as a whole: of every interview this person rates in it.
    pub submitted: bool,
}

/// What the decision rests on, loaded by store in the transaction that uses the grant.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and the table names them one by one")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Facts {
    /// Of the thing that is asked for.
    pub organisation: OrganisationId,
    pub panel: Option<OnPanel>,
    pub interview: Option<InterviewState>,
    pub round_open: bool,
    pub vacancy_closed: bool,
    /// The stored reveal has happened, for this interview or round.
    pub revealed: bool,
    /// The policy keeps individual ratings hidden for good.
    pub individuals_hidden: bool,
    /// The actor looked at other information before submitting, which is recorded.
    pub looked_early: bool,
    /// The actor is a candidate in this vacancy, under any spelling of the address.
    pub own_candidacy: bool,
}

impl Facts {
    /// Of something that belongs to the organisation and has no further state.
    pub const fn of(organisation: OrganisationId) -> Self {
        Self {
            organisation,
            panel: None,
            interview: None,
            round_open: true,
            vacancy_closed: false,
            revealed: false,
            individuals_hidden: false,
            looked_early: false,
            own_candidacy: false,
        }
    }
}

/// Proof that [`decide`] allowed an action. Nothing else can make one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    action: Action,
    actor: Actor,
    organisation: OrganisationId,
}

impl Grant {
    pub const fn action(&self) -> Action {
        self.action
    }

    pub const fn actor(&self) -> Actor {
        self.actor
    }

    /// The organisation whose rows this grant is for.
    pub const fn organisation(&self) -> OrganisationId {
        self.organisation
    }
}

/// Decides by the table.
///
/// # Errors
/// [`Code::NotSignedIn`] for nobody, [`Code::NotFound`] for another organisation's thing, [`Code::NotAllowed`] when no rule
/// names the actor, and otherwise the code of the first condition that does not hold.
pub fn decide(actor: &Actor, action: Action, facts: &Facts) -> Result<Grant, Code> {
    if actor.organisation().is_some_and(|own| own != facts.organisation) {
        return Err(Code::NotFound);
    }
    let mut refusal = if *actor == Actor::Nobody { Code::NotSignedIn } else { Code::NotAllowed };
    for rule in TABLE.iter().filter(|rule| rule.action == action && rule.who.iter().any(|who| who.is(actor, facts))) {
        match rule.when.iter().find(|when| !when.holds(facts)) {
            None => return Ok(Grant { action, actor: *actor, organisation: facts.organisation }),
            Some(when) => refusal = when.code(),
        }
    }
    Err(refusal)
}

#[cfg(test)]
mod tests;
