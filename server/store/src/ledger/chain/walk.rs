//! Walks along one chain and says which rows are not what they were.
//!
//! A row's hash is taken over the hash of the row before it, its fields and its place in the chain. Nobody without the
//! secret can make one, so a row that follows from the one before it is real and stands where it stood. One that does not
//! is explained by what comes after it: that tells a row that was put in from one that was changed, and both from one whose
//! neighbour is gone, also when the numbers were closed up afterwards.

use std::{collections::VecDeque, iter::once};

/// So many rows after one that does not follow are looked at, and so many removed rows without a gap are counted.
pub(super) const AHEAD: usize = 256;
/// What a row's hash may have been: as it stands, or recomputed from each of what the one before it may have been.
const GUESSES: usize = 4;
/// A number that was set to billions must not become a line for each.
const LINES: i64 = 100_000;

/// The hash that a row has in this place, after a row with this hash.
type After<'a> = dyn Fn(&[u8], i64) -> [u8; 32] + Send + 'a;

/// A row of any chain.
pub(super) struct Row<'a> {
    pub(super) seq: i64,
    pub(super) hash: Vec<u8>,
    /// Whether what the chain holds only a hash of is what it was.
    pub(super) whole: bool,
    pub(super) after: Box<After<'a>>,
}

/// Where the writer is: the last row's place and hash.
pub(super) struct Head {
    pub(super) seq: i64,
    pub(super) hash: Vec<u8>,
    /// Whether it is the writer who put it there.
    pub(super) sealed: bool,
}

pub(super) struct Walk<'a> {
    name: String,
    head: Option<Head>,
    /// The place of the last real row.
    place: i64,
    /// The number of the last row; another than its place when rows were put in or closed up.
    seq: i64,
    /// What the hash in `place` may have been: one, or several after a row that was changed.
    hashes: Vec<Vec<u8>>,
    broken: &'a mut Vec<String>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(name: String, head: Option<Head>, broken: &'a mut Vec<String>) -> Self {
        if head.is_none() {
            broken.push(format!("{name} head: missing"));
        }
        Self { name, head, place: 0, seq: 0, hashes: vec![vec![0; 32]], broken }
    }

    /// Takes the next row, with those that come after it.
    pub(super) fn step(&mut self, row: &Row<'_>, ahead: &VecDeque<Row<'_>>) {
        if let Some(place) = self.follows(row) {
            if place != self.place.saturating_add(1) {
                self.missing(self.seq.saturating_add(1), row.seq);
            }
            let renumbered = row.seq.saturating_sub(self.seq) != place.saturating_sub(self.place);
            if !row.whole || (row.seq != place && renumbered) {
                self.say(row.seq, "changed");
            }
            (self.place, self.hashes) = (place, vec![row.hash.clone()]);
        } else if let Some(place) = self.stood(row, ahead) {
            self.missing(self.seq.saturating_add(1), row.seq);
            for _ in self.due(row)..place {
                self.broken.push(format!("{} before row {}: a row was removed", self.name, row.seq));
            }
            // After a removed row it cannot be recomputed: what it was computed from is gone, which is said.
            if place == self.place.saturating_add(1) || !row.whole {
                self.say(row.seq, "changed");
            }
            let recomputed = self.hashes.iter().map(|hash| (row.after)(hash, place).to_vec());
            let mut hashes: Vec<Vec<u8>> = once(row.hash.clone()).chain(recomputed).collect();
            if hashes.len() > GUESSES {
                hashes.remove(GUESSES / 2);
            }
            (self.place, self.hashes) = (place, hashes);
        } else {
            self.say(row.seq, "inserted");
        }
        self.seq = row.seq;
    }

    /// After the last row.
    pub(super) fn end(mut self) {
        let ended = self.ended();
        let Some(Head { seq, sealed, .. }) = self.head.take() else { return };
        if !ended && self.place < seq {
            self.missing(self.place.saturating_add(1), seq.saturating_add(1));
        } else if !ended || (self.place != seq && self.seq != seq) {
            self.broken.push(format!("{} head: does not match row {}", self.name, self.seq));
        } else if !sealed {
            self.broken.push(format!("{} head: changed", self.name));
        }
    }

    /// The place in which a row follows from the last one. Where rows were closed up before the writer went on, that is its
    /// number and not the next place.
    fn follows(&self, row: &Row<'_>) -> Option<i64> {
        let from = |place: &i64| self.hashes.iter().any(|hash| (row.after)(hash, *place).as_slice() == row.hash);
        [self.place.saturating_add(1), row.seq].into_iter().find(from)
    }

    /// The place in which a row that does not follow stood; none when it never was in the chain.
    fn stood(&self, row: &Row<'_>, ahead: &VecDeque<Row<'_>>) -> Option<i64> {
        let due = self.due(row);
        if self.leads(row, due, ahead) {
            return Some(due);
        }
        if self.ended() || ahead.iter().take(AHEAD).any(|later| self.follows(later).is_some()) {
            return None;
        }
        let closed_up = (due..).skip(1).take(AHEAD).find(|place| self.leads(row, *place, ahead));
        let beyond = self.head.as_ref().is_some_and(|head| due > head.seq);
        closed_up.or((!beyond).then_some(due))
    }

    /// Its place by its number.
    fn due(&self, row: &Row<'_>) -> i64 {
        let steps = row.seq.saturating_sub(self.seq).max(1);
        self.place.saturating_add(steps)
    }

    /// Whether what comes after a row says that it stood in this place with this hash.
    fn leads(&self, row: &Row<'_>, place: i64, ahead: &VecDeque<Row<'_>>) -> bool {
        match (ahead.front(), &self.head) {
            (Some(next), _) => (next.after)(&row.hash, place.saturating_add(1)).as_slice() == next.hash,
            (None, Some(head)) => (head.seq, &head.hash) == (place, &row.hash),
            (None, None) => false,
        }
    }

    /// Whether the last row is the one that the writer wrote last. A hash that is only a guess must also be in its place.
    fn ended(&self) -> bool {
        let is_last = |head: &Head| self.hashes.contains(&head.hash) && (self.hashes.len() == 1 || self.place == head.seq);
        self.head.as_ref().is_some_and(is_last)
    }

    fn missing(&mut self, from: i64, to: i64) {
        if to.saturating_sub(from) > LINES {
            self.broken.push(format!("{} rows {from} to {}: missing", self.name, to.saturating_sub(1)));
            return;
        }
        for seq in from..to {
            self.say(seq, "missing");
        }
    }

    fn say(&mut self, seq: i64, what: &str) {
        self.broken.push(format!("{} row {seq}: {what}", self.name));
    }
}
