//! What the round still waits for, and what becomes of the scores when the last of it is cancelled or taken away: that
//! never reveals by itself, for it is also how people move an interview.

use crate::{
    Code, Failure, Fault,
    error::optional,
    ids::ApplicationId,
    interview::{InterviewState, Sheets},
    vacancy::{Board, BoardCell, BoardInterview, BoardRow, Progress, all_complete},
};

/// A reason to reveal that is shorter explains nothing to who reads it afterwards. In characters.
pub const REVEAL_REASON_MIN: usize = 10;
const REVEAL_REASON_MAX: usize = 1000;

/// What a person wants of the scores, when nothing is waited for any more.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Afterwards {
    #[default]
    KeepHidden,
    /// With the reason that everybody reads.
    Reveal(String),
}

impl Afterwards {
    /// From a form: anything but `reveal` keeps them hidden.
    ///
    /// # Errors
    /// As [`reveal_reason`].
    pub fn parse(then: &str, reason: &str) -> Result<Self, Failure> {
        if then == "reveal" { reveal_reason(reason).map(Self::Reveal) } else { Ok(Self::KeepHidden) }
    }
}

/// Why a person reveals.
///
/// # Errors
/// [`Code::Invalid`] at `reason` when it is too short or too long.
pub fn reveal_reason(reason: &str) -> Result<String, Failure> {
    let reason = optional("reason", reason, REVEAL_REASON_MAX).map_err(|fault| Failure::invalid(vec![fault]))?;
    if reason.chars().count() < REVEAL_REASON_MIN {
        return Err(Failure::invalid(vec![Fault::about("reason", Code::TooShort, REVEAL_REASON_MIN)]));
    }
    Ok(reason)
}

impl BoardInterview {
    pub(super) fn progress(&self) -> Progress {
        let count = |fits: fn(&BoardCell) -> bool| self.cells.iter().filter(|cell| fits(cell)).count();
        let sheets = Sheets {
            raters: count(|cell| *cell != BoardCell::Absent),
            submitted: count(|cell| cell.is_in()),
            set_aside: count(|cell| *cell == BoardCell::SetAside),
        };
        Progress { state: self.state, sheets, revealed: self.revealed }
    }
}

impl Board {
    /// Whether every candidate has been seen, and every sheet is in. Of a whole board.
    pub fn everything_is_in(&self) -> bool {
        self.everything_is_in_without(None)
    }

    /// The candidates of whose interview so many sheets were set aside that somebody else must rate there first.
    pub fn lack_a_rater(&self) -> impl Iterator<Item = &str> {
        self.held().filter(|(_, it)| it.progress().sheets.lack_a_rater()).map(|(row, _)| row.candidate.as_str())
    }

    /// The interviews that are not cancelled, each with its candidate.
    pub(super) fn held(&self) -> impl Iterator<Item = (&BoardRow, &BoardInterview)> {
        let planned = self.rows.iter().filter_map(|row| Some((row, row.interview.as_ref()?)));
        planned.filter(|(_, it)| it.state != InterviewState::Cancelled)
    }

    /// The one candidate that the round still waits for.
    pub fn last_one(&self) -> Option<ApplicationId> {
        if self.everything_is_in() {
            return None;
        }
        let candidates = self.rows.iter().filter(|row| row.interview.as_ref().is_none_or(|it| it.state != InterviewState::Cancelled));
        candidates.map(|row| row.application).find(|application| self.everything_is_in_without(Some(*application)))
    }

    fn everything_is_in_without(&self, away: Option<ApplicationId>) -> bool {
        let rows = self.rows.iter().filter(|row| Some(row.application) != away);
        let interviews: Vec<Progress> = rows.clone().filter_map(|row| row.interview.as_ref()).map(BoardInterview::progress).collect();
        let waiting = rows.filter(|row| row.interview.is_none()).count();
        all_complete(&interviews, u32::try_from(waiting).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        ids::InterviewId,
        time::{Local, Moment, UnixMillis},
        vacancy::BoardRow,
    };

    const IN: [BoardCell; 2] = [BoardCell::Submitted, BoardCell::Submitted];
    const OWES: [BoardCell; 2] = [BoardCell::Submitted, BoardCell::Waiting];

    fn row(n: u128, interview: Option<(InterviewState, [BoardCell; 2])>) -> BoardRow {
        let interview = interview.map(|(state, cells)| BoardInterview {
            id: InterviewId(Uuid::from_u128(n)),
            starts_at: Moment { at: UnixMillis(0), local: Local::default() },
            state,
            chair: String::new(),
            revealed: false,
            begun: state != InterviewState::Planned,
            cancelled: None,
            cells: cells.to_vec(),
        });
        BoardRow {
            application: ApplicationId(Uuid::from_u128(n)),
            candidate: String::new(),
            email: String::new(),
            late: false,
            earlier: None,
            interview,
        }
    }

    fn board(rows: Vec<BoardRow>) -> Board {
        Board { raters: Vec::new(), rows }
    }

    #[test]
    fn the_last_one_is_the_only_one_that_is_waited_for() {
        let done = || row(1, Some((InterviewState::Done, IN)));
        let busy = |n| row(n, Some((InterviewState::Live, OWES)));
        let second = Some(ApplicationId(Uuid::from_u128(2)));
        assert_eq!(board(vec![done(), busy(2)]).last_one(), second);
        assert_eq!(board(vec![done(), row(2, None)]).last_one(), second, "who has no interview yet");
        assert_eq!(board(vec![done(), busy(2), busy(3)]).last_one(), None);
        assert_eq!(board(vec![busy(2)]).last_one(), None, "without it nobody was seen");
        let cancelled = board(vec![done(), row(2, Some((InterviewState::Cancelled, [BoardCell::Absent; 2])))]);
        assert_eq!((cancelled.last_one(), cancelled.everything_is_in()), (None, true));
        assert!(!board(vec![]).everything_is_in());
    }

    #[test]
    fn a_round_with_too_few_sheets_that_count_waits_for_another_rater() {
        use BoardCell::{SetAside, Submitted, Waiting};
        let short = board(vec![row(1, Some((InterviewState::Done, IN))), row(2, Some((InterviewState::Live, [Submitted, SetAside])))]);
        assert!(short.lack_a_rater().next().is_some() && !short.everything_is_in());
        assert_eq!((short.last_one(), short.progress()), (Some(ApplicationId(Uuid::from_u128(2))), (3, 4)));
        let mut three = row(1, Some((InterviewState::Done, IN)));
        three.interview.as_mut().expect("planned").cells.push(SetAside);
        let three = board(vec![three]);
        assert!(three.everything_is_in(), "two still count");
        assert_eq!(three.progress(), (2, 2));
        let cancelled = board(vec![row(1, Some((InterviewState::Cancelled, [SetAside, Waiting])))]);
        assert!(cancelled.lack_a_rater().next().is_none());
    }

    #[test]
    fn without_a_word_scores_stay_hidden_and_revealing_asks_why() {
        assert_eq!(Afterwards::parse("", ""), Ok(Afterwards::KeepHidden));
        assert_eq!(Afterwards::parse("keep", "een reden die niet telt"), Ok(Afterwards::KeepHidden));
        assert_eq!(Afterwards::parse("reveal", "  kort "), Err(Failure::invalid(vec![Fault::about("reason", Code::TooShort, 10)])));
        assert_eq!(Afterwards::parse("reveal", " Bo trok zich terug "), Ok(Afterwards::Reveal("Bo trok zich terug".into())));
    }
}
