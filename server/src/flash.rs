//! What a failed form said, of somebody who is not signed in: their own browser keeps it until the next page. A row of the
//! database for everybody who posts nonsense would be theirs to fill.

use app::boot::Flash;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use tower_sessions::cookie::time::Duration;

use crate::{Shared, client::Client};

const FLASH: &str = "maatstaf-flash";
/// Browsers keep 4 kB of one cookie, a third of which goes to its letters. What was typed beyond that stays behind.
const MOST: usize = 2800;
const KEEP: Duration = Duration::minutes(5);

/// Gives it to the browser.
pub(crate) fn give(shared: &Shared, client: &Client, mut flash: Flash) {
    let mut json = serde_json::to_vec(&flash).unwrap_or_default();
    if json.len() > MOST {
        flash.fields.clear();
        json = serde_json::to_vec(&flash).unwrap_or_default();
    }
    if json.len() <= MOST {
        client.give(shared, FLASH, URL_SAFE_NO_PAD.encode(json), KEEP);
    }
}

/// Takes it back, once.
pub(crate) fn taken(shared: &Shared, client: &Client) -> Option<Flash> {
    let kept = client.kept(shared, FLASH)?;
    let flash = URL_SAFE_NO_PAD.decode(kept).ok().and_then(|json| serde_json::from_slice(&json).ok());
    client.give(shared, FLASH, String::new(), Duration::ZERO);
    flash
}
