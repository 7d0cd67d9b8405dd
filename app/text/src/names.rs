//! What the model's own things are called: roles, states, kinds, steps, levels.

use domain::{
    Lang,
    access::{Action, When, Who},
    interview::InterviewState,
    people::Role,
    scorecard::{CompetencyKind, QuestionKind, Step, VersionState},
    vacancy::{RevealPolicy, RoundState},
};

const fn pick(lang: Lang, nl: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Nl => nl,
        Lang::En => en,
    }
}

pub const fn role(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Admin => pick(lang, "beheerder", "administrator"),
        Role::Recruiter => pick(lang, "recruiter", "recruiter"),
        Role::Interviewer => pick(lang, "panellid", "panel member"),
        Role::Auditor => pick(lang, "auditor", "auditor"),
    }
}

/// One line on what the role may do.
pub const fn role_means(lang: Lang, role: Role) -> &'static str {
    match role {
        Role::Admin => pick(lang, "alles van een recruiter, plus mensen en instellingen", "all of a recruiter, plus people and settings"),
        Role::Recruiter => pick(lang, "maakt scorekaarten, vacatures en panels", "makes scorecards, vacancies and panels"),
        Role::Interviewer => pick(lang, "voert gesprekken en scoort", "holds interviews and scores"),
        Role::Auditor => pick(lang, "kijkt mee, wijzigt niets", "looks on, changes nothing"),
    }
}

pub const fn version_state(lang: Lang, state: VersionState) -> &'static str {
    match state {
        VersionState::Draft => pick(lang, "concept", "draft"),
        VersionState::Published => pick(lang, "gepubliceerd", "published"),
        VersionState::Retired => pick(lang, "vervallen", "retired"),
        VersionState::Trial => pick(lang, "om uit te proberen", "to try out"),
    }
}

pub const fn interview_state(lang: Lang, state: InterviewState) -> &'static str {
    match state {
        InterviewState::Planned => pick(lang, "gepland", "planned"),
        InterviewState::Live => pick(lang, "bezig", "under way"),
        InterviewState::Done => pick(lang, "klaar", "done"),
        InterviewState::Cancelled => pick(lang, "vervallen", "cancelled"),
    }
}

pub const fn round_state(lang: Lang, state: RoundState) -> &'static str {
    match state {
        RoundState::Open => pick(lang, "loopt", "open"),
        RoundState::Revealed => pick(lang, "onthuld", "revealed"),
        RoundState::Deciding => pick(lang, "in besluit", "deciding"),
        RoundState::Closed => pick(lang, "gesloten", "closed"),
    }
}

pub const fn policy(lang: Lang, policy: RevealPolicy) -> &'static str {
    match policy {
        RevealPolicy::AfterRound => pick(lang, "na de hele ronde", "after the whole round"),
        RevealPolicy::AfterInterview => pick(lang, "na elk gesprek", "after each interview"),
        RevealPolicy::Never => {
            pick(lang, "nooit per persoon, alleen gemiddelden na de ronde", "never per person, only means after the round")
        }
    }
}

pub const fn policy_means(lang: Lang, policy: RevealPolicy) -> &'static str {
    match policy {
        RevealPolicy::AfterRound => pick(
            lang,
            "Niemand ziet andermans scores tot iedereen alles heeft ingeleverd. Aanbevolen.",
            "Nobody sees others' scores until everybody has submitted everything. Recommended.",
        ),
        RevealPolicy::AfterInterview => pick(
            lang,
            "Het panel ziet elkaars scores zodra dat gesprek door iedereen is ingeleverd.",
            "The panel sees each other's scores once all of them submitted that interview.",
        ),
        RevealPolicy::Never => pick(
            lang,
            "Wie welke score gaf blijft verborgen, en is ook niet uit te rekenen. Na de ronde verschijnen gemiddelden van drie beoordelaars of meer, zonder spreiding of marges. Met een panel van twee verschijnt er nooit een cijfer.",
            "Who gave which score stays hidden, and cannot be worked out. After the round means of three raters or more appear, without ranges or margins. With a panel of two no number ever appears.",
        ),
    }
}

pub const fn kind(lang: Lang, kind: CompetencyKind) -> &'static str {
    match kind {
        CompetencyKind::Potential => pick(lang, "potentieel", "potential"),
        CompetencyKind::Performance => pick(lang, "prestatie", "performance"),
    }
}

pub const fn question_kind(lang: Lang, kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Behavioural => pick(lang, "gedrag in het verleden", "past behaviour"),
        QuestionKind::Situational => pick(lang, "wat zou je doen", "what would you do"),
    }
}

pub const fn step(lang: Lang, step: Step) -> &'static str {
    match step {
        Step::Situation => pick(lang, "Situatie", "Situation"),
        Step::Task => pick(lang, "Taak", "Task"),
        Step::Action => pick(lang, "Actie", "Action"),
        Step::Result => pick(lang, "Resultaat", "Result"),
        Step::Reflection => pick(lang, "Reflectie", "Reflection"),
    }
}

/// The label of a level, 1 to 5.
pub const fn level(lang: Lang, level: u8) -> &'static str {
    match level {
        1 => pick(lang, "Onvoldoende", "Insufficient"),
        2 => pick(lang, "Matig", "Limited"),
        3 => pick(lang, "Voldoende", "Sufficient"),
        4 => pick(lang, "Goed", "Good"),
        _ => pick(lang, "Uitstekend", "Excellent"),
    }
}

pub const fn who(lang: Lang, who: Who) -> &'static str {
    match who {
        Who::Admin => role(lang, Role::Admin),
        Who::Recruiter => role(lang, Role::Recruiter),
        Who::Interviewer => role(lang, Role::Interviewer),
        Who::Auditor => role(lang, Role::Auditor),
        Who::Chair => pick(lang, "voorzitter van het panel", "chair of the panel"),
        Who::Rater => pick(lang, "beoordelaar in het panel", "rater on the panel"),
        Who::Invited => pick(lang, "wie de uitnodigingslink heeft", "who holds the invitation link"),
        Who::Sorter => pick(lang, "wie de link naar de ankercheck heeft", "who holds the link to the anchor check"),
        Who::Candidate => pick(lang, "wie de link naar het kandidatenblad heeft", "who holds the link to the candidate sheet"),
        Who::Setup => pick(lang, "de eerste start", "the first start"),
        Who::Demo => pick(lang, "de demo", "the demo"),
        Who::Tidying => pick(lang, "het opruimen, elk uur", "tidying up, every hour"),
        Who::Reporting | Who::Resetting => pick(lang, "de opdrachtregel op de server", "the command line on the server"),
        Who::Forgetful => pick(lang, "wie een link voor een nieuw wachtwoord heeft", "who holds a link for a new password"),
        Who::Nobody => pick(lang, "wie niet is ingelogd", "who is not signed in"),
    }
}

pub const fn when(lang: Lang, when: When) -> &'static str {
    match when {
        When::VacancyOpen => pick(lang, "de vacature open is", "the vacancy is open"),
        When::NotCancelled => pick(lang, "het gesprek niet is vervallen", "the interview is not cancelled"),
        When::StillScoring => pick(lang, "je nog niet hebt ingeleverd", "you have not submitted yet"),
        When::RoundOpen => pick(lang, "de ronde nog niet is onthuld", "the round is not revealed yet"),
        When::Revealed => pick(lang, "de ronde of het gesprek is onthuld", "the round or interview is revealed"),
        When::NotRevealed => {
            pick(lang, "de scores van het gesprek nog niet zijn onthuld", "the scores of the interview are not revealed yet")
        }
        When::OwnSheetIn => pick(lang, "je eigen scores zijn ingeleverd", "your own scores are submitted"),
        When::OwnSheetInOrLooked => pick(
            lang,
            "je hebt ingeleverd, of eerder keek en dat is vastgelegd",
            "you have submitted, or looked before and that is recorded",
        ),
        When::DoesNotRate => pick(lang, "je zelf niet beoordeelt", "you do not rate yourself"),
        When::NotTheCandidate => pick(lang, "je er zelf geen kandidaat bent", "you are no candidate there yourself"),
        When::IndividualsShown => pick(lang, "het beleid scores per persoon toont", "the policy shows scores per person"),
    }
}

pub const fn action(lang: Lang, action: Action) -> &'static str {
    match action {
        Action::SetUp => pick(lang, "De organisatie en eerste beheerder aanmaken", "Make the organisation and first administrator"),
        Action::SeePeople => pick(lang, "Collega's zien", "See colleagues"),
        Action::ManagePeople => pick(lang, "Collega's uitnodigen en rollen geven", "Invite colleagues and give roles"),
        Action::AcceptInvitation => pick(lang, "Een uitnodiging aannemen", "Accept an invitation"),
        Action::MakeResetLink => pick(lang, "Een collega een nieuw wachtwoord laten kiezen", "Let a colleague choose a new password"),
        Action::UseResetLink => pick(lang, "Met een link een nieuw wachtwoord kiezen", "Choose a new password by a link"),
        Action::ChangeOwnSettings => pick(lang, "Eigen taal en wachtwoord wijzigen", "Change own language and password"),
        Action::SeeAccessTable => pick(lang, "Deze tabel zien", "See this table"),
        Action::SeeScorecards => pick(lang, "Scorekaarten zien", "See scorecards"),
        Action::EditScorecards => pick(lang, "Scorekaarten maken en publiceren", "Make and publish scorecards"),
        Action::SortAnchors => pick(lang, "Ankers sorteren via een link", "Sort anchors by a link"),
        Action::ReadSheet => pick(lang, "Het kandidatenblad lezen via een link", "Read the candidate sheet by a link"),
        Action::Tidy => pick(lang, "Oude oefengesprekken en rapporten opruimen", "Remove old practice interviews and reports"),
        Action::SeeVacancies => pick(lang, "Vacatures zien", "See vacancies"),
        Action::EditVacancies => {
            pick(lang, "Vacatures openen, kandidaten en gesprekken plannen", "Open vacancies, plan candidates and interviews")
        }
        Action::SeeOwnInterviews => pick(lang, "Eigen gesprekken zien", "See own interviews"),
        Action::OpenInterview => pick(lang, "Een gesprek openen", "Open an interview"),
        Action::LeadInterview => pick(lang, "Bijhouden wat gevraagd is, en begin en einde", "Keep what was asked, and beginning and end"),
        Action::Rate => pick(lang, "Scoren en notities maken", "Rate and write notes"),
        Action::Submit => pick(lang, "Inleveren", "Submit"),
        Action::ReplaceRater => pick(lang, "Een beoordelaar vervangen, met reden", "Replace a rater, with a reason"),
        Action::ReturnSheet => pick(lang, "Ingeleverde scores teruggeven, met reden", "Give back submitted scores, with a reason"),
        Action::SetSheetAside => pick(lang, "Ingeleverde scores terzijde leggen, met reden", "Set submitted scores aside, with a reason"),
        Action::SeeBackground => pick(lang, "Cv en andere achtergrond lezen", "Read the CV and other background"),
        Action::SeeBoard => pick(lang, "Zien wie heeft ingeleverd", "See who has submitted"),
        Action::SeeCounts => pick(lang, "Zien hoeveel er is beoordeeld", "See how much is rated"),
        Action::RevealEarly => pick(lang, "Eerder onthullen, met reden", "Reveal early, with a reason"),
        Action::VoidQuestion => {
            pick(lang, "Een vraag voor iedereen laten vervallen, met reden", "Drop a question for everybody, with a reason")
        }
        Action::SeeAggregates => pick(lang, "Gemiddelden en totalen zien", "See means and totals"),
        Action::SeeIndividuals => pick(lang, "Andermans scores en notities zien", "See others' scores and notes"),
        Action::SetConsensus => pick(lang, "Vastleggen waar het panel op uitkwam", "Write down what the panel agreed on"),
        Action::SeeQuality => pick(lang, "Zien hoe eensgezind het panel is", "See how far the panel agrees"),
        Action::Decide => pick(lang, "Besluiten over kandidaten, met reden", "Decide on candidates, with a reason"),
        Action::CloseVacancy => pick(lang, "Een vacature sluiten", "Close a vacancy"),
        Action::ReopenVacancy => pick(lang, "Een vacature heropenen", "Reopen a vacancy"),
        Action::CheckImpact => {
            pick(lang, "Selectie per groep bekijken, uit ingevulde aantallen", "Look at selection per group, from counts typed in")
        }
        Action::DownloadReport => pick(lang, "Rapporten openen en cijfers exporteren", "Open reports and export numbers"),
        Action::PrintGuide => pick(
            lang,
            "Gespreksformulier, kandidatenblad en agenda-afspraak openen",
            "Open the interview form, the candidate sheet and the calendar entry",
        ),
        Action::ExportPerson => pick(lang, "Alles over één persoon exporteren (inzage)", "Export everything about one person (access)"),
    }
}

/// With a capital: `niet nodig` becomes `Niet nodig`.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A name inside a sentence: `Leervermogen` becomes `leervermogen`, and `SQL` stays.
pub fn within(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_a_sentence_loses_its_capital_and_an_abbreviation_keeps_it() {
        assert_eq!([within("Leervermogen"), within("SQL"), within("É"), within("")], ["leervermogen", "SQL", "É", ""].map(str::to_owned));
        assert_eq!(capitalised("niet nodig"), "Niet nodig");
    }
}
