//! What the audit says of one row now, asked where much hangs on it.

use domain::ids::OrganisationId;
use uuid::Uuid;

use super::{SCHEMA, Seal, Sealed, Step, cells, tables::PERSON};
use crate::{Core, Result, db::Tx, words};

/// What decides who somebody is here and what they may.
const STANDING: [&str; 3] = ["password_hash", "role", "active"];

/// Whether an account's password, role and access are what this program last wrote.
pub(crate) async fn account_is_sound(tx: &mut Tx, core: &Core, organisation: OrganisationId, person: Uuid) -> Result<bool> {
    let rows = all!(
        tx,
        (String,),
        // Every change of a person has the person as its subject; sealing what stood there has the organisation.
        "SELECT seals FROM audit WHERE organisation_id = $1 AND subject IN ($1, $2) AND schema = $3 ORDER BY seq",
        organisation.0,
        person,
        SCHEMA,
    );
    let mut due: [Option<Seal>; STANDING.len()] = [None; STANDING.len()];
    for (seals,) in rows {
        let mut sealed: Sealed = words::from_json(&seals).unwrap_or_default();
        let steps = sealed.get_mut(PERSON.name).and_then(|rows| rows.remove(&person.to_string())).unwrap_or_default();
        for step in steps {
            if let Step::Put(seals) | Step::Set(seals) = step {
                for (due, name) in due.iter_mut().zip(STANDING) {
                    *due = seals.get(name).map_or(*due, |seal| words::unhex(seal));
                }
            }
        }
    }
    let stands = cells(tx, &core.secret, organisation, &PERSON, &[person]).await?;
    let Some(cells) = stands.get(&person.to_string()) else { return Ok(false) };
    let stands = |name: &str| PERSON.columns.iter().zip(cells).find(|(column, _)| column.name == name).map(|(_, cell)| cell.seal);
    Ok(due.iter().zip(STANDING).all(|(due, name)| due.is_some() && *due == stands(name)))
}
