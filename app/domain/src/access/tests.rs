//! Every cell of the table: each action × each kind of actor × each state that matters.

use std::fmt::Write;

use uuid::Uuid;

use super::*;

const OWN: OrganisationId = OrganisationId(Uuid::from_u128(1));
const OTHER: OrganisationId = OrganisationId(Uuid::from_u128(2));

fn person(role: Role) -> Actor {
    Actor::Person { user: UserId(Uuid::from_u128(9)), organisation: OWN, role }
}

fn actors() -> Vec<(String, Actor)> {
    let mut actors: Vec<(String, Actor)> = Role::ALL.into_iter().map(|role| (role.key().to_owned(), person(role))).collect();
    actors.push(("invited".into(), Actor::Link { purpose: Purpose::Invitation, organisation: OWN }));
    actors.push(("setup".into(), Actor::System { job: Job::Setup }));
    actors.push(("demo".into(), Actor::System { job: Job::Demo }));
    actors.push(("nobody".into(), Actor::Nobody));
    actors
}

const SEATS: [(&str, Option<OnPanel>); 5] = [
    ("off", None),
    ("chair", Some(OnPanel { chair: true, rates: false, submitted: false })),
    ("rater", Some(OnPanel { chair: false, rates: true, submitted: false })),
    ("rater✓", Some(OnPanel { chair: false, rates: true, submitted: true })),
    ("chair+rater", Some(OnPanel { chair: true, rates: true, submitted: false })),
];

/// All states that any condition looks at.
fn states() -> Vec<(String, Facts)> {
    let mut states = Vec::new();
    for (seat, panel) in SEATS {
        for revealed in [false, true] {
            for individuals_hidden in [false, true] {
                for vacancy_closed in [false, true] {
                    for interview in InterviewState::ALL {
                        let facts = Facts {
                            panel,
                            interview: Some(interview),
                            round_open: !revealed,
                            vacancy_closed,
                            revealed,
                            individuals_hidden,
                            ..Facts::of(OWN)
                        };
                        let name =
                            format!("{seat} revealed={revealed} hidden={individuals_hidden} closed={vacancy_closed} {}", interview.key());
                        states.push((name, facts));
                    }
                }
            }
        }
    }
    states
}

#[test]
fn the_whole_table_cell_by_cell() {
    let mut page = String::new();
    for action in Action::ALL {
        writeln!(page, "{}", action.key()).expect("a string");
        for (name, actor) in actors() {
            // One character per state: y, or the first letters of the refusal.
            let mut row: Vec<(String, u32)> = Vec::new();
            for (_, facts) in states() {
                let answer = decide(&actor, *action, &facts).map_or_else(|code| format!("{code:?}"), |_| "yes".into());
                match row.last_mut() {
                    Some((last, n)) if *last == answer => *n += 1,
                    _ => row.push((answer, 1)),
                }
            }
            let row: Vec<String> = row.into_iter().map(|(answer, n)| format!("{n}×{answer}")).collect();
            writeln!(page, "  {name:<12} {}", row.join(" ")).expect("a string");
        }
    }
    insta::assert_snapshot!(page);
}

#[test]
fn every_action_has_a_rule_and_every_rule_somebody() {
    for action in Action::ALL {
        assert!(TABLE.iter().any(|rule| rule.action == *action), "{}", action.key());
    }
    assert!(TABLE.iter().all(|rule| !rule.who.is_empty()));
}

#[test]
fn before_the_reveal_nobody_whatsoever_sees_others_ratings_or_aggregates() {
    for (name, facts) in states().into_iter().filter(|(_, facts)| !facts.revealed) {
        for (who, actor) in actors() {
            for action in [Action::SeeAggregates, Action::SeeIndividuals, Action::DownloadReport] {
                assert!(decide(&actor, action, &facts).is_err(), "{who} {} in {name}", action.key());
            }
        }
    }
}

#[test]
fn a_rater_who_has_not_submitted_sees_nothing_of_others_even_after_the_reveal() {
    let panel = Some(OnPanel { chair: true, rates: true, submitted: false });
    let facts = Facts { panel, revealed: true, ..Facts::of(OWN) };
    for role in Role::ALL {
        assert_eq!(decide(&person(role), Action::SeeIndividuals, &facts), Err(Code::SubmitFirst));
        assert!(decide(&person(role), Action::SeeCounts, &facts).is_err());
    }
}

#[test]
fn nobody_does_or_sees_anything_in_the_own_procedure() {
    // What is asked of the organisation, of a link or of the program knows no procedure.
    let elsewhere = |action| TABLE.iter().filter(|rule| rule.action == action).all(|rule| !rule.when.contains(&When::NotTheCandidate));
    for (name, facts) in states() {
        let facts = Facts { own_candidacy: true, ..facts };
        for role in Role::ALL {
            for action in Action::ALL.iter().filter(|action| !elsewhere(**action)) {
                let answer = decide(&person(role), *action, &facts);
                assert!(matches!(answer, Err(Code::OwnProcedure | Code::NotAllowed)), "{} {} in {name}", role.key(), action.key());
            }
        }
    }
    let open: Vec<&str> = Action::ALL.iter().filter(|action| elsewhere(**action)).map(|action| action.key()).collect();
    let expected = [
        "set_up",
        "see_people",
        "manage_people",
        "accept_invitation",
        "make_reset_link",
        "use_reset_link",
        "change_own_settings",
        "see_access_table",
        "see_scorecards",
        "edit_scorecards",
        "sort_anchors",
        "read_sheet",
        "tidy",
        "see_own_interviews",
        "check_impact",
    ];
    assert_eq!(open, expected);
}

#[test]
fn who_owes_a_sheet_does_not_reveal() {
    let panel = Some(OnPanel { chair: true, rates: true, submitted: false });
    for role in Role::ALL {
        assert_eq!(decide(&person(role), Action::RevealEarly, &Facts { panel, ..Facts::of(OWN) }), Err(Code::SubmitFirst));
    }
}

#[test]
fn what_shows_ratings_says_so_only_when_it_does() {
    let facts = Facts { revealed: true, ..Facts::of(OWN) };
    assert_eq!(Action::SeeAggregates.shows(&facts), Sight::Ratings);
    assert_eq!(Action::ExportPerson.shows(&Facts::of(OWN)), Sight::Nothing);
    let panel = Some(OnPanel { chair: false, rates: true, submitted: false });
    assert_eq!(Action::ExportPerson.shows(&Facts { panel, ..facts }), Sight::Nothing, "a recruiter who still rates");
    for action in Action::ALL.iter().filter(|action| action.sight() == Sight::Ratings && **action != Action::ExportPerson) {
        let rules = TABLE.iter().filter(|rule| rule.action == *action);
        assert!(rules.clone().all(|rule| rule.when.contains(&When::Revealed) && rule.when.contains(&When::OwnSheetIn)), "{}", action.key());
    }
}

#[test]
fn another_organisations_thing_is_answered_as_unknown_whatever_the_role() {
    for role in Role::ALL {
        for action in Action::ALL {
            assert_eq!(decide(&person(role), *action, &Facts::of(OTHER)), Err(Code::NotFound), "{} {}", role.key(), action.key());
        }
    }
}

#[test]
fn nobody_is_asked_to_sign_in() {
    for action in Action::ALL {
        assert_eq!(decide(&Actor::Nobody, *action, &Facts::of(OWN)), Err(Code::NotSignedIn), "{}", action.key());
    }
}

#[test]
fn after_submitting_a_rater_can_change_nothing() {
    let panel = Some(OnPanel { chair: false, rates: true, submitted: true });
    let facts = Facts { panel, ..Facts::of(OWN) };
    for action in [Action::Rate, Action::Submit] {
        assert_eq!(decide(&person(Role::Interviewer), action, &facts), Err(Code::AlreadySubmitted));
    }
}
