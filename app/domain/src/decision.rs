//! What a person decided on a candidate, and why. No score sets anything here (D9): the numbers only say when a choice
//! needs more words.

use serde::{Deserialize, Serialize};

use crate::{
    Code, Failure, Fault,
    error::{collect, optional, required},
    ids::{ApplicationId, ItemId},
    interview::Voided,
    ledger::REASON_MAX,
    scoring::Comparison,
    time::Moment,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// On to the next step.
    Shortlist,
    /// Not yet.
    Hold,
    Reject,
    Offer,
}

impl Outcome {
    pub const ALL: [Self; 4] = [Self::Shortlist, Self::Hold, Self::Reject, Self::Offer];

    pub const fn key(self) -> &'static str {
        match self {
            Self::Shortlist => "shortlist",
            Self::Hold => "hold",
            Self::Reject => "reject",
            Self::Offer => "offer",
        }
    }

    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.key() == key)
    }

    /// Whether this takes one candidate before others.
    pub const fn chooses(self) -> bool {
        matches!(self, Self::Shortlist | Self::Offer)
    }

    /// Whether nothing more is to be decided on the candidate in this vacancy.
    pub const fn ends(self) -> bool {
        matches!(self, Self::Reject | Self::Offer)
    }
}

/// A decision as somebody writes it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    pub outcome: Outcome,
    pub reason: String,
    /// Why this candidate, and not one that the panel put higher (D4). Empty where it needs no saying.
    pub below_band: String,
}

/// Checks the form of a decision. `at_the_top` says that the candidate is in the first band, or that no bands exist because
/// there is nobody to choose between.
///
/// # Errors
/// With every fault, at `outcome`, `reason` and `below_band`.
pub fn new_decision(outcome: &str, reason: &str, below_band: &str, at_the_top: bool) -> Result<NewDecision, Failure> {
    let mut faults = Vec::new();
    let outcome = Outcome::parse(outcome);
    if outcome.is_none() {
        faults.push(Fault::new("outcome", Code::Required));
    }
    let reason = collect(&mut faults, required("reason", reason, REASON_MAX));
    let explains = outcome.is_some_and(Outcome::chooses) && !at_the_top;
    let below_band = collect(&mut faults, (if explains { required } else { optional })("below_band", below_band, REASON_MAX));
    match outcome {
        Some(outcome) if faults.is_empty() => Ok(NewDecision { outcome, reason, below_band }),
        _ => Err(Failure::invalid(faults)),
    }
}

/// What a decision rested on when it was taken, as it is kept with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Which form of this document it is.
    pub schema: u32,
    /// Questions that counted for nobody.
    pub voided: Vec<ItemId>,
    /// Who was in the top band; without bands, who had the highest total.
    pub top: Vec<ApplicationId>,
    /// How many scores the candidate's numbers rested on: of each competency one per rater.
    pub ratings: u32,
}

/// What changed under a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    /// These questions counted then and count for nobody now, or the other way round.
    Voided(Vec<ItemId>),
    /// Others are at the top.
    Top,
    Ratings {
        then: u32,
        now: u32,
    },
}

impl Basis {
    /// What a decision on this candidate rests on now. `top` are places in the comparison.
    pub fn of(application: ApplicationId, comparison: &Comparison, top: &[usize], voided: &[Voided]) -> Self {
        let line = comparison.lines.iter().find(|line| line.application == application);
        let mut voided: Vec<ItemId> = voided.iter().map(|voided| voided.item).collect();
        voided.sort_unstable();
        let mut top: Vec<ApplicationId> = top.iter().filter_map(|at| comparison.lines.get(*at)).map(|line| line.application).collect();
        top.sort_unstable();
        Self { schema: 1, voided, top, ratings: line.map_or(0, |line| line.score.cells.iter().map(|cell| cell.n).sum()) }
    }

    /// What is different now.
    pub fn since(&self, now: &Self) -> Vec<Since> {
        let mut since = Vec::new();
        let differs = |item: &&ItemId| self.voided.contains(item) != now.voided.contains(item);
        let questions: Vec<ItemId> = self.voided.iter().chain(&now.voided).filter(differs).copied().collect();
        if !questions.is_empty() {
            since.push(Since::Voided(questions));
        }
        if self.ratings != now.ratings {
            since.push(Since::Ratings { then: self.ratings, now: now.ratings });
        }
        if self.top != now.top {
            since.push(Since::Top);
        }
        since
    }
}

/// Says of every decision that stands what changed under it; nothing of a candidate whom the reader may not see yet.
pub fn compare_with_now(decided: &mut [Decided], comparison: &Comparison, top: &[usize], voided: &[Voided]) {
    let shown = |application| comparison.lines.iter().any(|line| line.application == application);
    for Decided { application, history, .. } in decided.iter_mut().filter(|one| shown(one.application)) {
        if let Some(Decision { basis: Some(basis), since, .. }) = history.last_mut() {
            *since = basis.since(&Basis::of(*application, comparison, top, voided));
        }
    }
}

/// One step in the history of a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// `None`: what was decided before was taken back.
    pub outcome: Option<Outcome>,
    pub reason: String,
    pub below_band: String,
    pub by: String,
    pub at: Moment,
    /// What it rested on; none for one that was taken before that was kept, or that took another back.
    pub basis: Option<Basis>,
    /// What of that is different by now, for the one that stands.
    pub since: Vec<Since>,
}

/// What was decided on one candidate, the newest last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    pub application: ApplicationId,
    pub candidate: String,
    pub history: Vec<Decision>,
}

impl Decided {
    /// What stands now.
    pub fn outcome(&self) -> Option<Outcome> {
        self.history.last().and_then(|decision| decision.outcome)
    }
}

/// Whether a vacancy can be closed without saying why: everybody knows where they stand.
pub fn is_settled(outcomes: &[Option<Outcome>]) -> bool {
    !outcomes.is_empty() && outcomes.iter().all(|outcome| outcome.is_some_and(Outcome::ends))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(decision: Result<NewDecision, Failure>) -> Vec<String> {
        decision.expect_err("refused").faults.into_iter().map(|fault| fault.place).collect()
    }

    #[test]
    fn a_decision_needs_an_outcome_and_a_reason_at_once() {
        assert_eq!(places(new_decision("", " ", "", true)), ["outcome", "reason"]);
        assert_eq!(places(new_decision("hire", "past goed", "", true)), ["outcome"]);
    }

    #[test]
    fn choosing_below_the_top_band_asks_why_and_rejecting_does_not() {
        for outcome in [Outcome::Shortlist, Outcome::Offer] {
            assert_eq!(places(new_decision(outcome.key(), "past goed", " ", false)), ["below_band"]);
            assert!(new_decision(outcome.key(), "past goed", "spreekt Pools, dat vraagt de klant", false).is_ok());
            assert!(new_decision(outcome.key(), "past goed", "", true).is_ok());
        }
        for outcome in [Outcome::Hold, Outcome::Reject] {
            assert!(new_decision(outcome.key(), "eerst de referenties", "", false).is_ok());
        }
    }

    #[test]
    fn what_changed_under_a_decision_is_told() {
        let [one, two] = [1, 2].map(|n| ApplicationId(uuid::Uuid::from_u128(n)));
        let then = Basis { schema: 1, voided: Vec::new(), top: vec![one], ratings: 12 };
        assert_eq!(then.since(&then), []);
        let [dropped, again] = [3, 4].map(|n| ItemId(uuid::Uuid::from_u128(n)));
        let then = Basis { voided: vec![again], ..then };
        let now = Basis { voided: vec![dropped], top: vec![one, two], ratings: 16, ..then.clone() };
        assert_eq!(then.since(&now), [Since::Voided(vec![again, dropped]), Since::Ratings { then: 12, now: 16 }, Since::Top]);
    }

    #[test]
    fn a_vacancy_is_settled_when_nobody_waits() {
        assert!(is_settled(&[Some(Outcome::Offer), Some(Outcome::Reject), Some(Outcome::Reject)]));
        assert!(!is_settled(&[Some(Outcome::Offer), Some(Outcome::Hold)]));
        assert!(!is_settled(&[Some(Outcome::Offer), Some(Outcome::Shortlist)]), "is still on the way");
        assert!(!is_settled(&[Some(Outcome::Offer), None]));
        assert!(!is_settled(&[]), "nobody applied: closing says why");
    }
}
