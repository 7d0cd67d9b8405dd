//! Whose turn it is: making a document takes a core and much memory, so that a few are made at once and the rest waits. One
//! person waits with a few at most, so that nobody else waits long.

use domain::{Code, ids::UserId};
use tokio::sync::OwnedSemaphorePermit;

use crate::{
    Shared,
    places::{Full, Place},
};

/// Kept while something is made.
pub(super) struct Turn {
    _place: Place<UserId>,
    _permit: OwnedSemaphorePermit,
}

impl Turn {
    /// # Errors
    /// [`Code::TooManyDocuments`] when this person waits with enough already, [`Code::Busy`] when everybody does.
    pub(super) async fn take(shared: &Shared, user: UserId) -> Result<Self, Code> {
        let place = shared.documents.take(Some(user)).map_err(|full| match full {
            Full::ForOne => Code::TooManyDocuments,
            Full::ForAll => Code::Busy,
        })?;
        let permit = shared.printing.clone().acquire_owned().await.map_err(|_| Code::Unavailable)?;
        Ok(Self { _place: place, _permit: permit })
    }
}
