//! Where a vacancy shows scores without names: everybody who rates under a label and an id that tell nothing, the same on every
//! page about a candidate. With all candidates of one panel a label is the same person everywhere. Where panels differ it is
//! another one with every candidate: the board shows who sits where, and a label on some panels and not on others has a name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::{
    access::Grant,
    ids::{InterviewId, RoundId, UserId},
    ledger::keyed,
    scoring::Sheet,
};
use uuid::Uuid;

use super::lines::Seat;
use crate::{Core, Result, db::Source};

pub(super) struct Masks {
    masks: HashMap<(InterviewId, UserId), (UserId, String)>,
    /// A label is the same person with every candidate.
    pub(super) everywhere: bool,
}

impl Masks {
    pub(super) async fn of(from: impl Into<Source<'_>>, core: &Core, grant: &Grant, round: RoundId) -> Result<Self> {
        let rows = asked!(
            from,
            (Uuid, bool, Uuid),
            "SELECT i.id, (i.state <> 'cancelled' AND a.archived_at IS NULL) AS stands, s.person_id
             FROM interview i
             JOIN application a ON a.organisation_id = i.organisation_id AND a.id = i.application_id
             JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id AND s.rates
                                   AND s.set_aside_seq IS NULL
             WHERE i.organisation_id = $1 AND i.round_id = $2",
            grant.organisation().0,
            round.0,
        );
        let mut panels: BTreeMap<(InterviewId, bool), BTreeSet<UserId>> = BTreeMap::new();
        for (interview, stands, person) in rows {
            panels.entry((InterviewId(interview), stands)).or_default().insert(UserId(person));
        }
        let standing: BTreeSet<&BTreeSet<UserId>> = panels.iter().filter(|((_, stands), _)| *stands).map(|(_, panel)| panel).collect();
        let everywhere = standing.len() <= 1;
        let mut masks = HashMap::new();
        for ((interview, stands), panel) in &panels {
            let scope = if everywhere && *stands { round.0 } else { interview.0 };
            // An order that nobody can work out who does not have the key, and another one in every round.
            let mut panel: Vec<UserId> = panel.iter().copied().collect();
            panel.sort_by_cached_key(|rater| keyed(&core.secret, &[b"mask", scope.as_bytes(), rater.0.as_bytes()]));
            for (rater, n) in panel.into_iter().zip(1u128..) {
                masks.insert((*interview, rater), (UserId(Uuid::from_u128(n)), format!("R{n}")));
            }
        }
        Ok(Self { masks, everywhere })
    }

    pub(super) fn seat(&self, interview: InterviewId, seat: &mut Seat) {
        if let Some((id, name)) = self.masks.get(&(interview, seat.rater)) {
            seat.rater = *id;
            seat.name.clone_from(name);
        }
    }

    pub(super) fn sheet(&self, interview: InterviewId, sheet: &mut Sheet) {
        sheet.rater = self.rater(interview, sheet.rater);
    }

    pub(super) fn rater(&self, interview: InterviewId, rater: UserId) -> UserId {
        self.masks.get(&(interview, rater)).map_or(rater, |(id, _)| *id)
    }
}
