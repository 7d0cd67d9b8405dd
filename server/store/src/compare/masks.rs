//! Where a vacancy shows scores without names: everybody who rates in the round under a name and an id that tell nothing, the
//! same on every page.

use std::collections::HashMap;

use domain::{
    access::Grant,
    ids::{RoundId, UserId},
    ledger::keyed,
    scoring::Sheet,
};
use uuid::Uuid;

use super::lines::Seat;
use crate::{Core, Result, db::Tx};

pub(super) struct Masks(HashMap<UserId, (UserId, String)>);

impl Masks {
    pub(super) async fn of(tx: &mut Tx, core: &Core, grant: &Grant, round: RoundId) -> Result<Self> {
        let mut raters = all!(
            tx,
            (Uuid,),
            "SELECT DISTINCT s.person_id FROM interview i
             JOIN interview_rater s ON s.organisation_id = i.organisation_id AND s.interview_id = i.id AND s.rates
             WHERE i.organisation_id = $1 AND i.round_id = $2",
            grant.organisation().0,
            round.0,
        );
        // An order that nobody can work out who does not have the key, and another one in every round.
        raters.sort_by_cached_key(|(id,)| keyed(&core.secret, &[b"mask", round.0.as_bytes(), id.as_bytes()]));
        let mask = |((id,), n): ((Uuid,), u128)| (UserId(id), (UserId(Uuid::from_u128(n)), format!("R{n}")));
        Ok(Self(raters.into_iter().zip(1..).map(mask).collect()))
    }

    pub(super) fn seat(&self, seat: &mut Seat) {
        if let Some((id, name)) = self.0.get(&seat.rater) {
            seat.rater = *id;
            seat.name.clone_from(name);
        }
    }

    pub(super) fn sheet(&self, sheet: &mut Sheet) {
        sheet.rater = self.rater(sheet.rater);
    }

    pub(super) fn rater(&self, rater: UserId) -> UserId {
        self.0.get(&rater).map_or(rater, |(id, _)| *id)
    }
}
