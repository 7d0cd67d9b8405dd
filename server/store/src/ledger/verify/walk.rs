//! Along a chain from its beginning: what was changed, put in, taken out or cut off, each on a line of its own.
//!
//! A row proves itself after the hash before it. Where one does not, the rows after it tell what happened: they still follow
//! from each other, at the places they had.

/// A row as the chain sees it.
pub(super) trait Row {
    /// Its number as it is stored.
    fn seq(&self) -> i64;
    fn hash(&self) -> &[u8];
    /// The hash it has when it follows this one and has this number.
    fn after(&self, previous: &[u8], seq: i64) -> [u8; 32];
    /// Whether what it carries is what was hashed.
    fn is_whole(&self) -> bool;
}

/// The end of the chain as it is kept beside it.
pub(super) struct Head {
    pub(super) seq: i64,
    pub(super) hash: Vec<u8>,
}

/// Every row that is not what it was, in order.
pub(super) fn walk<R: Row>(rows: &[R], head: &Head) -> Vec<String> {
    let mut walk = Walk { rows, head, shift: 0, previous: vec![0; 32], last: 0, said: Vec::new() };
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        at += walk.step(at, row);
    }
    walk.end();
    walk.said
}

struct Walk<'a, R> {
    rows: &'a [R],
    head: &'a Head,
    /// How much higher rows are numbered now than when they were made: one for each that was put in before them.
    shift: i64,
    previous: Vec<u8>,
    /// The number of the last row.
    last: i64,
    said: Vec<String>,
}

impl<R: Row> Walk<'_, R> {
    /// Takes one row, or several that belong together; gives how many.
    fn step(&mut self, at: usize, row: &R) -> usize {
        let gap = row.seq() > self.last + 1;
        for missing in self.last + 1..row.seq() {
            self.say(missing, "missing");
        }
        self.last = row.seq();
        let seq = row.seq() - self.shift;
        if seq > self.head.seq {
            self.say(row.seq(), "inserted");
            return 1;
        }
        let expected = row.after(&self.previous, seq);
        // After a gap the row before it is gone, and with it the proof of this one.
        if gap || expected == *row.hash() {
            if !row.is_whole() {
                self.say(row.seq(), "payload changed");
            }
            self.previous = row.hash().to_vec();
            return 1;
        }
        if let Some(count) = self.inserted(at, seq) {
            for row in &self.rows[at..at + count] {
                self.say(row.seq(), "inserted");
                self.last = row.seq();
            }
            self.shift += i64::try_from(count).unwrap_or(0);
            return count;
        }
        if self.continues(at + 1, row.hash(), seq + 2) {
            self.said.push(format!("before row {}: a row was removed", row.seq()));
            self.shift -= 1;
            self.previous = row.hash().to_vec();
            return 1;
        }
        self.say(row.seq(), "changed");
        // Whether its hash was changed or the rest of it: the next row knows.
        let own = self.continues(at + 1, &expected, seq + 1);
        self.previous = if own { expected.to_vec() } else { row.hash().to_vec() };
        1
    }

    /// How many rows from here on were put in: after them comes one that follows what was before.
    fn inserted(&self, at: usize, seq: i64) -> Option<usize> {
        (1..=self.rows.len() - at).find(|count| self.continues(at + count, &self.previous, seq))
    }

    /// Whether what comes at this place, a row or the end, follows this hash as the row with this number.
    fn continues(&self, at: usize, previous: &[u8], seq: i64) -> bool {
        match self.rows.get(at) {
            Some(next) => next.after(previous, seq) == *next.hash(),
            None => self.head.seq == seq - 1 && self.head.hash == previous,
        }
    }

    fn end(&mut self) {
        let end = self.head.seq + self.shift;
        for cut in self.last + 1..=end {
            self.say(cut, "missing, cut off");
        }
        if self.last == end && self.previous != self.head.hash {
            self.said.push(format!("head: does not match row {}", self.last));
        } else if self.last > end && self.said.is_empty() {
            self.said.push(format!("head: does not match row {}", self.last));
        }
    }

    fn say(&mut self, seq: i64, what: &str) {
        self.said.push(format!("row {seq}: {what}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A chain of numbers: each follows the one before it.
    #[derive(Clone, Debug)]
    struct Number {
        seq: i64,
        value: u8,
        hash: Vec<u8>,
    }

    impl Row for Number {
        fn seq(&self) -> i64 {
            self.seq
        }

        fn hash(&self) -> &[u8] {
            &self.hash
        }

        fn after(&self, previous: &[u8], seq: i64) -> [u8; 32] {
            domain::ledger::keyed(&[1; 32], &[previous, &seq.to_be_bytes(), &[self.value]])
        }

        fn is_whole(&self) -> bool {
            self.value != 255
        }
    }

    fn chain() -> (Vec<Number>, Head) {
        let mut rows: Vec<Number> = Vec::new();
        for seq in 1..=6 {
            let mut row = Number { seq, value: u8::try_from(seq).expect("small"), hash: Vec::new() };
            row.hash = row.after(rows.last().map_or(&[0; 32][..], |row| &row.hash), seq).to_vec();
            rows.push(row);
        }
        let head = Head { seq: 6, hash: rows[5].hash.clone() };
        (rows, head)
    }

    fn said(change: impl FnOnce(&mut Vec<Number>)) -> Vec<String> {
        let (mut rows, head) = chain();
        change(&mut rows);
        walk(&rows, &head)
    }

    fn renumber(rows: &mut [Number]) {
        for (row, seq) in rows.iter_mut().zip(1..) {
            row.seq = seq;
        }
    }

    fn forged() -> Number {
        Number { seq: 0, value: 99, hash: vec![9; 32] }
    }

    #[test]
    fn a_whole_chain_says_nothing() {
        assert_eq!(said(|_| {}), [""; 0]);
        assert_eq!(walk::<Number>(&[], &Head { seq: 0, hash: vec![0; 32] }), [""; 0]);
    }

    #[test]
    fn a_change_is_named_once_wherever_it_is() {
        for at in 0..6 {
            assert_eq!(said(|rows| rows[at].value = 77), [format!("row {}: changed", at + 1)]);
            assert_eq!(said(|rows| rows[at].hash = vec![7; 32]), [format!("row {}: changed", at + 1)]);
        }
        assert_eq!(
            said(|rows| rows.iter_mut().take(3).for_each(|row| row.value += 50)),
            ["row 1: changed", "row 2: changed", "row 3: changed"]
        );
    }

    #[test]
    fn what_was_taken_out_is_named_with_and_without_renumbering() {
        assert_eq!(said(|rows| drop(rows.remove(2))), ["row 3: missing"]);
        let closed = |at: usize| {
            said(|rows| {
                rows.remove(at);
                renumber(rows);
            })
        };
        assert_eq!(closed(2), ["before row 3: a row was removed"]);
        assert_eq!(closed(0), ["before row 1: a row was removed"]);
        assert_eq!(closed(4), ["before row 5: a row was removed"]);
    }

    #[test]
    fn what_was_put_in_is_named_at_the_end_and_in_the_middle() {
        assert_eq!(said(|rows| rows.push(Number { seq: 7, ..forged() })), ["row 7: inserted"]);
        for at in 0..=5 {
            let lines = said(|rows| {
                rows.insert(at, forged());
                renumber(rows);
            });
            assert_eq!(lines, [format!("row {}: inserted", at + 1)]);
        }
        let two = said(|rows| {
            rows.insert(3, forged());
            rows.insert(3, forged());
            renumber(rows);
        });
        assert_eq!(two, ["row 4: inserted", "row 5: inserted"]);
    }

    #[test]
    fn every_row_that_was_cut_off_is_named() {
        assert_eq!(said(|rows| rows.truncate(4)), ["row 5: missing, cut off", "row 6: missing, cut off"]);
        assert_eq!(said(Vec::clear).len(), 6);
    }
}
