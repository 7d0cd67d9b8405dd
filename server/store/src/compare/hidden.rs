//! What the rule on hidden ratings goes by, from the rows.

use domain::{
    Code,
    access::Grant,
    disclosure::HiddenPanel,
    ids::{ItemId, RoundId, VersionId},
    time::UnixMillis,
};
use uuid::Uuid;

use super::lines::Seat;
use crate::{
    Core, Result,
    db::{Source, Tx},
    facts::InterviewPlace,
};

/// The questions of a round that were dropped, by their competency, and when.
pub(super) struct Dropped(Vec<(ItemId, UnixMillis)>);

impl Dropped {
    pub(super) async fn of(from: impl Into<Source<'_>>, core: &Core, grant: &Grant, version: VersionId, round: RoundId) -> Result<Self> {
        let mut from = from.into();
        let whole = core.document(from.again(), grant.organisation(), version).await?;
        let rows = asked!(
            from,
            (Uuid, i64),
            concat!("SELECT v.item, v.at FROM ", voided!(), " v WHERE v.organisation_id = $1 AND v.round_id = $2"),
            grant.organisation().0,
            round.0,
        );
        let dropped = rows.into_iter().filter_map(|(item, at)| {
            let of = whole.competencies.iter().find(|it| it.items().iter().any(|of| of.id == ItemId(item)))?;
            Some((of.id, UnixMillis(at)))
        });
        Ok(Self(dropped.collect()))
    }

    /// The panel of an interview that was revealed then.
    pub(super) fn panel(&self, seats: &[Seat], revealed_at: UnixMillis) -> HiddenPanel {
        let after = self.0.iter().filter(|(_, at)| *at > revealed_at);
        HiddenPanel {
            seats: seats.iter().map(|seat| (seat.rater, seat.submitted_at)).collect(),
            revealed_at,
            recounted: after.map(|(competency, _)| *competency).collect(),
        }
    }
}

/// The panel of one interview, where individual ratings stay hidden.
pub(crate) async fn hidden_panel(
    tx: &mut Tx,
    core: &Core,
    grant: &Grant,
    place: &InterviewPlace,
    seats: &[Seat],
) -> Result<Option<HiddenPanel>> {
    if !place.facts.individuals_hidden {
        return Ok(None);
    }
    let revealed_at = place.revealed_at.ok_or(Code::NotYetRevealed)?;
    let dropped = Dropped::of(tx, core, grant, place.version, place.round).await?;
    Ok(Some(dropped.panel(seats, revealed_at)))
}
