//! What two lists have in common, and which words of a text changed.

use serde::{Deserialize, Serialize};

/// A stretch of text, as it stands in both versions or in one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    Same(String),
    Removed(String),
    Added(String),
}

/// A comparison with more cells than this takes too long for what it tells; about a thousand words against as many.
const MOST_CELLS: usize = 1_000_000;

/// Which words changed. [`Piece::Same`] and [`Piece::Added`] together are the new text, and with [`Piece::Removed`] the old.
///
/// Between what two very long texts begin and end with alike, all is replaced at once.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let (before, after) = (tokens(old), tokens(new));
    let mut pieces = Vec::new();
    let (mut removed, mut added) = (String::new(), String::new());
    let (mut i, mut j) = (0, 0);
    for (a, b) in common(&before, &after) {
        let changed = i < a || j < b || !removed.is_empty() || !added.is_empty();
        removed.extend(before[i..a].iter().copied());
        added.extend(after[j..b].iter().copied());
        (i, j) = (a + 1, b + 1);
        let same = before[a];
        let goes_on = before.get(i).is_some_and(|next| after.get(j) != Some(next));
        if changed && goes_on && same.trim().is_empty() {
            // Two changed words with only a space between them read as one change.
            removed.push_str(same);
            added.push_str(same);
            continue;
        }
        flush(&mut pieces, &mut removed, &mut added);
        match pieces.last_mut() {
            Some(Piece::Same(text)) => text.push_str(same),
            _ => pieces.push(Piece::Same(same.to_owned())),
        }
    }
    removed.extend(before[i..].iter().copied());
    added.extend(after[j..].iter().copied());
    flush(&mut pieces, &mut removed, &mut added);
    pieces
}

fn flush(pieces: &mut Vec<Piece>, removed: &mut String, added: &mut String) {
    if !removed.is_empty() {
        pieces.push(Piece::Removed(std::mem::take(removed)));
    }
    if !added.is_empty() {
        pieces.push(Piece::Added(std::mem::take(added)));
    }
}

/// Words, the white space between them, and every mark by itself: so a full stop after a word does not change the word.
fn tokens(text: &str) -> Vec<&str> {
    #[derive(PartialEq, Clone, Copy)]
    enum Kind {
        Space,
        Word,
        Mark,
    }
    let kind = |c: char| match c {
        c if c.is_whitespace() => Kind::Space,
        // Outside ASCII also marks that belong to the letter before them.
        c if c.is_alphanumeric() || c == '\'' || c == '-' || !c.is_ascii() => Kind::Word,
        _ => Kind::Mark,
    };
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let now = kind(c);
        if before.is_some_and(|before| before != now || now == Kind::Mark) {
            tokens.push(&text[start..at]);
            start = at;
        }
        before = Some(now);
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

/// Pairs of places at which two lists have the same, in order and as many as there can be: a longest common subsequence,
/// by the usual table of lengths. Above [`MOST_CELLS`] only the same beginning and end.
pub(super) fn common<T: PartialEq>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (from, to) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let mut pairs: Vec<_> = (0..head).map(|at| (at, at)).collect();
    if from.len().saturating_mul(to.len()) <= MOST_CELLS {
        pairs.extend(longest(from, to).into_iter().map(|(a, b)| (head + a, head + b)));
    }
    pairs.extend((0..tail).rev().map(|back| (old.len() - 1 - back, new.len() - 1 - back)));
    pairs
}

fn longest<T: PartialEq>(old: &[T], new: &[T]) -> Vec<(usize, usize)> {
    let width = new.len() + 1;
    // At (i, j): the length for what is left of the old from i and of the new from j.
    let mut lengths = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            lengths[i * width + j] = if old[i] == new[j] {
                lengths[(i + 1) * width + j + 1] + 1
            } else {
                lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        if old[i] == new[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn same(text: &str) -> Piece {
        Piece::Same(text.into())
    }

    fn removed(text: &str) -> Piece {
        Piece::Removed(text.into())
    }

    fn added(text: &str) -> Piece {
        Piece::Added(text.into())
    }

    #[test]
    fn one_other_word_is_one_change() {
        assert_eq!(
            words("Vertel over een fout.", "Vertel over een misser."),
            [same("Vertel over een "), removed("fout"), added("misser"), same(".")]
        );
    }

    #[test]
    fn words_changed_side_by_side_are_one_change() {
        assert_eq!(words("Wat deed je toen?", "Wat zei zij toen?"), [same("Wat "), removed("deed je"), added("zei zij"), same(" toen?")]);
    }

    #[test]
    fn a_sentence_added_leaves_the_rest_alone() {
        assert_eq!(words("Dit.", "Dit. En dat."), [same("Dit."), added(" En dat.")]);
        assert_eq!(words("Dat.", "Dit en dat. Dat."), [added("Dit en dat. "), same("Dat.")]);
    }

    #[test]
    fn nothing_and_something() {
        assert_eq!(words("", ""), []);
        assert_eq!(words("", "nieuw"), [added("nieuw")]);
        assert_eq!(words("oud", ""), [removed("oud")]);
        assert_eq!(words("gelijk", "gelijk"), [same("gelijk")]);
    }

    #[test]
    fn letters_with_accents_and_apostrophes_stay_whole() {
        assert_eq!(words("risico's", "risico"), [removed("risico's"), added("risico")]);
        assert_eq!(words("een cafe\u{301}", "een cafe"), [same("een "), removed("cafe\u{301}"), added("cafe")]);
    }

    #[test]
    fn two_very_long_texts_are_replaced_between_what_they_share() {
        let old = format!("Begin. {}Eind.", "oud ".repeat(5000));
        let new = format!("Begin. {}Eind.", "nieuw ".repeat(5000));
        let pieces = words(&old, &new);
        assert_eq!(pieces.len(), 4);
        assert_eq!((&pieces[0], &pieces[3]), (&same("Begin. "), &same(" Eind.")));
    }

    proptest! {
        #[test]
        fn the_pieces_make_both_texts(old in "[ab é.,'\n]{0,60}", new in "[ab é.,'\n]{0,60}") {
            let pieces = words(&old, &new);
            let (mut before, mut after) = (String::new(), String::new());
            for piece in &pieces {
                match piece {
                    Piece::Same(text) => {
                        before.push_str(text);
                        after.push_str(text);
                    }
                    Piece::Removed(text) => before.push_str(text),
                    Piece::Added(text) => after.push_str(text),
                }
            }
            prop_assert_eq!(before, old);
            prop_assert_eq!(after, new);
        }

        #[test]
        fn a_text_and_itself_have_no_changes(text in ".{0,200}") {
            prop_assert!(words(&text, &text).iter().all(|piece| matches!(piece, Piece::Same(_))));
        }
    }
}
