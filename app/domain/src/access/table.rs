//! The table itself, as administrators see it too.

use super::{Action, Actor, Facts, Job, Purpose};
use crate::{Code, interview::InterviewState, people::Role};

/// Who a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    Admin,
    Recruiter,
    Interviewer,
    Auditor,
    /// The chair of the interview (for a round: of one of its interviews).
    Chair,
    /// A rater of the interview (for a round: of one of its interviews).
    Rater,
    Invited,
    Sorter,
    Candidate,
    Setup,
    Demo,
    Tidying,
    Reporting,
    Resetting,
    Forgetful,
    Nobody,
}

impl Who {
    pub const ALL: [Self; 16] = [
        Self::Admin,
        Self::Recruiter,
        Self::Interviewer,
        Self::Auditor,
        Self::Chair,
        Self::Rater,
        Self::Invited,
        Self::Sorter,
        Self::Candidate,
        Self::Setup,
        Self::Demo,
        Self::Tidying,
        Self::Reporting,
        Self::Resetting,
        Self::Forgetful,
        Self::Nobody,
    ];

    pub(super) fn is(self, actor: &Actor, facts: &Facts) -> bool {
        let role = actor.role();
        match self {
            Self::Admin => role == Some(Role::Admin),
            Self::Recruiter => role == Some(Role::Recruiter),
            Self::Interviewer => role == Some(Role::Interviewer),
            Self::Auditor => role == Some(Role::Auditor),
            Self::Chair => role.is_some() && facts.panel.is_some_and(|p| p.chair),
            Self::Rater => role.is_some() && facts.panel.is_some_and(|p| p.rates),
            Self::Invited => matches!(actor, Actor::Link { purpose: Purpose::Invitation, .. }),
            Self::Sorter => matches!(actor, Actor::Link { purpose: Purpose::Sorting, .. }),
            Self::Candidate => matches!(actor, Actor::Link { purpose: Purpose::Sheet, .. }),
            Self::Setup => matches!(actor, Actor::System { job: Job::Setup }),
            Self::Demo => matches!(actor, Actor::System { job: Job::Demo }),
            Self::Tidying => matches!(actor, Actor::System { job: Job::Tidying }),
            Self::Reporting => matches!(actor, Actor::System { job: Job::Reporting }),
            Self::Resetting => matches!(actor, Actor::System { job: Job::Reset }),
            Self::Forgetful => matches!(actor, Actor::Link { purpose: Purpose::Reset, .. }),
            Self::Nobody => *actor == Actor::Nobody,
        }
    }
}

/// A condition, and what to say when it does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum When {
    VacancyOpen,
    NotCancelled,
    /// The actor has not submitted yet.
    StillScoring,
    RoundOpen,
    Revealed,
    /// The ratings of this interview are not revealed yet.
    NotRevealed,
    /// The actor rates nothing here, or has submitted: independence first.
    OwnSheetIn,
    /// The actor does not rate here, so that counts cannot colour a rating.
    DoesNotRate,
    IndividualsShown,
    /// The actor rates nothing here, has submitted, or looked before, which is recorded.
    OwnSheetInOrLooked,
    /// The actor is no candidate in this vacancy: nobody sees or steers the own procedure.
    NotTheCandidate,
}

impl When {
    pub(super) fn holds(self, facts: &Facts) -> bool {
        match self {
            Self::VacancyOpen => !facts.vacancy_closed,
            Self::NotCancelled => facts.interview != Some(InterviewState::Cancelled),
            Self::StillScoring => facts.panel.is_none_or(|p| !p.submitted),
            Self::RoundOpen => facts.round_open,
            Self::Revealed => facts.revealed,
            Self::NotRevealed => !facts.revealed,
            Self::OwnSheetIn => facts.panel.is_none_or(|p| !p.rates || p.submitted),
            Self::DoesNotRate => facts.panel.is_none_or(|p| !p.rates),
            Self::IndividualsShown => !facts.individuals_hidden,
            Self::OwnSheetInOrLooked => facts.looked_early || Self::OwnSheetIn.holds(facts),
            Self::NotTheCandidate => !facts.own_candidacy,
        }
    }

    pub(super) const fn code(self) -> Code {
        match self {
            Self::VacancyOpen => Code::AlreadyClosed,
            Self::NotCancelled => Code::Cancelled,
            Self::StillScoring => Code::AlreadySubmitted,
            Self::RoundOpen | Self::NotRevealed => Code::AlreadyRevealed,
            Self::Revealed => Code::NotYetRevealed,
            Self::OwnSheetIn | Self::OwnSheetInOrLooked => Code::SubmitFirst,
            Self::DoesNotRate | Self::IndividualsShown => Code::NotAllowed,
            Self::NotTheCandidate => Code::OwnProcedure,
        }
    }
}

/// These may do this when all of that holds.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    pub action: Action,
    pub who: &'static [Who],
    pub when: &'static [When],
}

const STAFF: &[Who] = &[Who::Admin, Who::Recruiter];
const EVERYONE: &[Who] = &[Who::Admin, Who::Recruiter, Who::Interviewer, Who::Auditor];
/// Who reads on the screen, and the command line for them.
const ON_PAPER: &[Who] = &[Who::Admin, Who::Recruiter, Who::Auditor, Who::Chair, Who::Rater, Who::Reporting];
const READERS: &[Who] = &[Who::Admin, Who::Recruiter, Who::Auditor, Who::Chair, Who::Rater];

/// Who may do what, when.
pub const TABLE: &[Rule] = &[
    Rule { action: Action::SetUp, who: &[Who::Setup, Who::Demo], when: &[] },
    Rule { action: Action::SeePeople, who: STAFF, when: &[] },
    Rule { action: Action::ManagePeople, who: &[Who::Admin, Who::Demo], when: &[] },
    Rule { action: Action::AcceptInvitation, who: &[Who::Invited], when: &[] },
    Rule { action: Action::MakeResetLink, who: &[Who::Admin, Who::Resetting], when: &[] },
    Rule { action: Action::UseResetLink, who: &[Who::Forgetful], when: &[] },
    Rule { action: Action::ChangeOwnSettings, who: EVERYONE, when: &[] },
    Rule { action: Action::SeeAccessTable, who: &[Who::Admin, Who::Auditor], when: &[] },
    Rule { action: Action::SeeScorecards, who: &[Who::Admin, Who::Recruiter, Who::Auditor], when: &[] },
    Rule { action: Action::EditScorecards, who: STAFF, when: &[] },
    Rule { action: Action::SortAnchors, who: &[Who::Sorter], when: &[] },
    Rule { action: Action::ReadSheet, who: &[Who::Candidate], when: &[] },
    Rule { action: Action::Tidy, who: &[Who::Tidying], when: &[] },
    Rule { action: Action::SeeVacancies, who: READERS, when: &[When::NotTheCandidate] },
    Rule { action: Action::EditVacancies, who: STAFF, when: &[When::NotTheCandidate, When::VacancyOpen] },
    Rule { action: Action::SeeOwnInterviews, who: EVERYONE, when: &[] },
    Rule { action: Action::OpenInterview, who: &[Who::Chair, Who::Rater], when: &[When::NotTheCandidate] },
    Rule { action: Action::LeadInterview, who: &[Who::Chair], when: &[When::NotTheCandidate, When::VacancyOpen, When::NotCancelled] },
    Rule {
        action: Action::Rate,
        who: &[Who::Rater],
        when: &[When::NotTheCandidate, When::VacancyOpen, When::NotCancelled, When::StillScoring],
    },
    Rule {
        action: Action::Submit,
        who: &[Who::Rater],
        when: &[When::NotTheCandidate, When::VacancyOpen, When::NotCancelled, When::StillScoring],
    },
    Rule { action: Action::ReplaceRater, who: STAFF, when: &[When::NotTheCandidate, When::VacancyOpen, When::NotCancelled] },
    Rule {
        action: Action::ReturnSheet,
        who: STAFF,
        when: &[When::NotTheCandidate, When::VacancyOpen, When::NotCancelled, When::NotRevealed],
    },
    Rule {
        action: Action::SetSheetAside,
        who: STAFF,
        when: &[When::NotTheCandidate, When::VacancyOpen, When::NotCancelled, When::NotRevealed],
    },
    Rule { action: Action::SeeBackground, who: ON_PAPER, when: &[When::NotTheCandidate, When::OwnSheetInOrLooked] },
    Rule { action: Action::SeeBoard, who: READERS, when: &[When::NotTheCandidate] },
    Rule { action: Action::SeeCounts, who: &[Who::Admin, Who::Recruiter, Who::Chair], when: &[When::NotTheCandidate, When::DoesNotRate] },
    Rule {
        action: Action::RevealEarly,
        who: &[Who::Admin, Who::Recruiter, Who::Chair],
        when: &[When::NotTheCandidate, When::VacancyOpen, When::RoundOpen, When::OwnSheetIn],
    },
    Rule {
        action: Action::VoidQuestion,
        who: &[Who::Admin, Who::Recruiter, Who::Chair],
        when: &[When::NotTheCandidate, When::VacancyOpen],
    },
    Rule { action: Action::SeeAggregates, who: ON_PAPER, when: &[When::NotTheCandidate, When::Revealed, When::OwnSheetIn] },
    Rule {
        action: Action::SeeIndividuals,
        who: ON_PAPER,
        when: &[When::NotTheCandidate, When::Revealed, When::OwnSheetIn, When::IndividualsShown],
    },
    Rule {
        action: Action::SetConsensus,
        who: &[Who::Admin, Who::Recruiter, Who::Chair],
        when: &[When::NotTheCandidate, When::VacancyOpen, When::Revealed, When::OwnSheetIn, When::IndividualsShown],
    },
    Rule {
        action: Action::SeeQuality,
        who: &[Who::Admin, Who::Recruiter, Who::Auditor, Who::Chair],
        when: &[When::NotTheCandidate, When::Revealed, When::OwnSheetIn, When::IndividualsShown],
    },
    Rule {
        action: Action::Decide,
        who: &[Who::Admin, Who::Recruiter, Who::Chair],
        when: &[When::NotTheCandidate, When::VacancyOpen, When::Revealed, When::OwnSheetIn],
    },
    Rule { action: Action::CloseVacancy, who: STAFF, when: &[When::NotTheCandidate, When::VacancyOpen] },
    Rule { action: Action::ReopenVacancy, who: STAFF, when: &[When::NotTheCandidate] },
    Rule { action: Action::CheckImpact, who: &[Who::Admin, Who::Recruiter, Who::Auditor], when: &[] },
    Rule { action: Action::DownloadReport, who: ON_PAPER, when: &[When::NotTheCandidate, When::Revealed, When::OwnSheetIn] },
    Rule { action: Action::PrintGuide, who: ON_PAPER, when: &[When::NotTheCandidate] },
    Rule { action: Action::ExportPerson, who: &[Who::Admin, Who::Recruiter, Who::Reporting], when: &[When::NotTheCandidate] },
];
