//! How much there may be of what: one place, for the browser that sends, the server that takes, and the writer.

/// A note this long is a transcript; the database and the PDF must bear it. In characters.
pub const NOTE_MAX: usize = 20_000;

/// A reason, in characters.
pub const REASON_MAX: usize = 1_000;

/// Entries in one request: far more than an interview has, and it bounds the work of one request.
pub const ENTRIES_MAX: usize = 500;

/// One entry as JSON, in bytes: the longest note when each of its characters is escaped, and what stands around it.
const ENTRY_BYTES: usize = 6 * NOTE_MAX + 1024;

/// A request of entries, in bytes: sixteen of the longest entries, or all entries at four kilobytes each.
pub const BODY_MAX: usize = 16 * ENTRY_BYTES;

/// What a browser sends at once, in bytes: half of that, because a server in between often passes a megabyte and no more. An
/// older page sends all that it has.
const SENT_MAX: usize = BODY_MAX / 2;

/// What stands around the entries in a request, in bytes.
const AROUND: usize = 256;

const _: () = assert!(ENTRY_BYTES + AROUND <= SENT_MAX, "every entry fits in a request");

/// How many of these entries, of so many bytes each, go in one request: as many as fit, and always the first.
pub fn chunk(bytes: impl IntoIterator<Item = usize>) -> usize {
    let mut whole = AROUND;
    let fits = bytes.into_iter().take(ENTRIES_MAX).take_while(|bytes| {
        // And the comma.
        whole += bytes + 1;
        whole <= SENT_MAX
    });
    fits.count().max(1)
}
