//! Time, ids and randomness of the machine: made here and handed in everywhere else.

use std::{
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use domain::time::UnixMillis;
use store::{Clock, Ids, Random};
use uuid::Uuid;

/// The machine's clock.
pub fn clock() -> Clock {
    Arc::new(|| {
        #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        UnixMillis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    })
}

/// Ids that sort by time.
pub fn ids() -> Ids {
    #[expect(clippy::disallowed_methods, reason = "the one place that makes ids")]
    Arc::new(Uuid::now_v7)
}

/// The operating system's randomness.
pub fn random() -> Random {
    Arc::new(|bytes| {
        if let Err(error) = getrandom::fill(bytes) {
            // Without randomness no secret is a secret: better to stop than to go on.
            tracing::error!(%error, "the operating system gives no randomness");
            std::process::abort();
        }
    })
}

/// Bytes as hex digits.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// A secret to be read and typed, 5 bits a letter: lower case and digits without the ones that look alike.
pub fn secret(random: &Random, length: usize) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = vec![0u8; length];
    random(&mut bytes);
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}
