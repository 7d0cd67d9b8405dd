//! The chain: each entry's hash is taken over the one before it, with a key outside the database.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{
    ids::{EntryId, InterviewId, ItemId, UserId},
    time::UnixMillis,
};

/// What the chain is taken over. The text itself is only in it through the salted payload hash, so that erasure can
/// empty it without breaking the chain.
#[derive(Debug, Clone, Copy)]
pub struct Link<'a> {
    pub interview: InterviewId,
    pub seq: i64,
    pub id: EntryId,
    pub rater: UserId,
    pub kind: &'a str,
    pub item: Option<ItemId>,
    pub payload_hash: &'a [u8; 32],
    pub client_at: UnixMillis,
    pub at: UnixMillis,
}

/// SHA-256 over salt and payload.
pub fn payload_hash(salt: &[u8], payload: &str) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(payload.as_bytes());
    hasher.finalize().into()
}

/// HMAC-SHA-256 over the previous hash and this entry's fields, each with its length before it.
pub fn chain(key: &[u8; 32], previous: &[u8], link: &Link<'_>) -> [u8; 32] {
    let item = link.item.map_or(Uuid::nil(), |i| i.0);
    keyed(
        key,
        &[
            previous,
            link.interview.0.as_bytes(),
            &link.seq.to_be_bytes(),
            link.id.0.as_bytes(),
            link.rater.0.as_bytes(),
            link.kind.as_bytes(),
            item.as_bytes(),
            link.payload_hash,
            &link.client_at.0.to_be_bytes(),
            &link.at.0.to_be_bytes(),
        ],
    )
}

/// HMAC-SHA-256 over fields, each with its length before it, so that no two lists of fields give the same bytes.
pub fn keyed(key: &[u8; 32], fields: &[&[u8]]) -> [u8; 32] {
    let mut key_block = [0u8; 64];
    key_block[..32].copy_from_slice(key);
    let mut mac = Hmac::<Sha256>::new(&key_block.into());
    for field in fields {
        mac.update(&(field.len() as u64).to_be_bytes());
        mac.update(field);
    }
    mac.finalize().into_bytes().into()
}
