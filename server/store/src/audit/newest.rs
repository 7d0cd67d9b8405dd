//! What the audit says of one row now, asked where it decides who somebody is or becomes.

use domain::ids::OrganisationId;
use uuid::Uuid;

use super::{SCHEMA, Seal, Sealed, Step, cells, tables::Table};
use crate::{Core, Result, db::Tx, words};

/// Whether these columns of a row are what this program last wrote. For tables whose every change has the row's id as its
/// subject.
pub(crate) async fn is_sound(
    tx: &mut Tx,
    core: &Core,
    organisation: OrganisationId,
    (table, columns): (&Table, &[&str]),
    id: Uuid,
) -> Result<bool> {
    let rows = all!(
        tx,
        (String,),
        // Sealing what stood in the organisation has that as its subject, and many rows.
        "SELECT seals FROM audit
         WHERE organisation_id = $1 AND subject IN ($1, $2) AND schema = $3 AND (action <> 'sealed' OR what LIKE $4) ORDER BY seq",
        organisation.0,
        id,
        SCHEMA,
        format!("%\"{}\"%", table.name),
    );
    let mut due: Vec<Option<Seal>> = vec![None; columns.len()];
    for (seals,) in rows {
        let mut sealed: Sealed = words::from_json(&seals).unwrap_or_default();
        let steps = sealed.get_mut(table.name).and_then(|rows| rows.remove(&id.to_string())).unwrap_or_default();
        for step in steps {
            match step {
                Step::Put(seals) | Step::Set(seals) | Step::Again(seals) => {
                    for (due, name) in due.iter_mut().zip(columns) {
                        *due = seals.get(*name).map_or(*due, |seal| words::unhex(seal));
                    }
                }
                Step::Taken => due.fill(None),
                Step::From(_) => {}
            }
        }
    }
    let stands = cells(tx, &core.secret, organisation, table, &[id]).await?;
    let Some(cells) = stands.get(&id.to_string()) else { return Ok(false) };
    let stands = |name: &str| table.columns.iter().zip(cells).find(|(column, _)| column.name == name).map(|(_, cell)| cell.seal);
    let sound = due.iter().zip(columns).all(|(due, name)| due.is_some() && *due == stands(name));
    if !sound {
        tracing::error!(table = table.name, %id, "this row was changed outside Maatstaf, and is not acted on");
    }
    Ok(sound)
}
