//! After the reveal: what the panel talks about, what it agreed on, and what was out of the ordinary in an interview.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::{
    Bilingual, Code, Failure, Fault,
    error::{collect, required},
    ids::{InterviewId, ItemId},
    interview::{Voided, Voiding},
    ledger::REASON_MAX,
    scoring::{Comparison, Level, RaterScore},
    time::Moment,
};

/// What the panel agreed on, beside the independent ratings, which stay as they were.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    pub interview: InterviewId,
    pub competency: ItemId,
    pub level: Level,
    pub reason: String,
    pub by: String,
    pub at: Moment,
}

/// What somebody typed about it, or every fault in it.
///
/// # Errors
/// [`Code::Invalid`] at `level` and `reason`.
pub fn agreement(level: &str, reason: &str) -> Result<(Level, String), Failure> {
    let mut faults = Vec::new();
    let level = level.trim().parse::<u8>().ok().and_then(|level| Level::try_from(level).ok());
    if level.is_none() {
        faults.push(Fault::new("level", Code::BadLevel));
    }
    let reason = collect(&mut faults, required("reason", reason, REASON_MAX));
    match level {
        Some(level) if faults.is_empty() => Ok((level, reason)),
        _ => Err(Failure::invalid(faults)),
    }
}

/// A cell in which the panel differs by two points or more (D2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    pub interview: InterviewId,
    pub candidate: String,
    pub competency: ItemId,
    /// In points, at least 2.
    pub range: f64,
    pub mean: Option<f64>,
    /// Empty when individual ratings stay hidden.
    pub scores: Vec<RaterScore>,
    pub agreed: Option<Agreed>,
}

/// What to talk about, the widest difference first; equal ones in the order of the comparison.
pub fn discussion(comparison: &Comparison, agreed: &[Agreed]) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    for line in &comparison.lines {
        for (column, cell) in comparison.columns.iter().zip(&line.score.cells).filter(|(_, cell)| cell.is_wide()) {
            topics.push(Topic {
                interview: line.interview,
                candidate: line.candidate.clone(),
                competency: column.id,
                range: cell.range.unwrap_or_default(),
                mean: cell.mean,
                scores: cell.scores.clone(),
                agreed: agreed.iter().find(|it| it.interview == line.interview && it.competency == column.id).cloned(),
            });
        }
    }
    topics.sort_by(|a, b| b.range.partial_cmp(&a.range).unwrap_or(Ordering::Equal));
    topics
}

/// Something that was not as planned, for who reads the numbers. Names are empty when individual ratings stay hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remark {
    Skipped {
        question: ItemId,
        reason: String,
    },
    Changed {
        question: ItemId,
        reason: String,
    },
    /// A rater knows the candidate (C10).
    Knows {
        rater: String,
        relation: String,
    },
    /// A rater looked at other information before submitting (B5).
    LookedEarly {
        rater: String,
        reason: String,
    },
    Replaced {
        from: String,
        to: String,
        reason: String,
    },
    /// A submitted sheet was given back to its rater before the reveal.
    Returned {
        rater: String,
        by: String,
        reason: String,
    },
    /// A submitted sheet was set aside before the reveal, and is in no number.
    SetAside {
        rater: String,
        by: String,
        reason: String,
    },
    /// Somebody saw how many items others had rated, before rating here.
    SawCounts {
        rater: String,
    },
}

impl Remark {
    /// The question it is about, when it is about one.
    pub const fn question(&self) -> Option<ItemId> {
        match self {
            Self::Skipped { question, .. } | Self::Changed { question, .. } => Some(*question),
            _ => None,
        }
    }

    /// The same without who it was.
    #[must_use]
    pub fn anonymous(self) -> Self {
        match self {
            Self::Knows { relation, .. } => Self::Knows { rater: String::new(), relation },
            Self::LookedEarly { reason, .. } => Self::LookedEarly { rater: String::new(), reason },
            Self::Replaced { reason, .. } => Self::Replaced { from: String::new(), to: String::new(), reason },
            Self::Returned { reason, .. } => Self::Returned { rater: String::new(), by: String::new(), reason },
            Self::SetAside { reason, .. } => Self::SetAside { rater: String::new(), by: String::new(), reason },
            Self::SawCounts { .. } => Self::SawCounts { rater: String::new() },
            other => other,
        }
    }
}

/// The remarks on one candidate's interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remarks {
    pub candidate: String,
    pub remarks: Vec<Remark>,
}

/// What the raters of one interview thought of the whole, at the end.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Overall {
    pub interview: InterviewId,
    /// 1 to 5.
    pub mean: f64,
    /// How many raters said so.
    pub n: u32,
}

impl Overall {
    /// `None` when nobody said anything.
    pub fn of(interview: InterviewId, levels: &[Level]) -> Option<Self> {
        let n = u32::try_from(levels.len()).ok().filter(|n| *n > 0)?;
        let sum: f64 = levels.iter().map(|level| f64::from(level.get())).sum();
        Some(Self { interview, mean: sum / f64::from(n), n })
    }
}

/// What stands beside the numbers of a round: what to talk about and what was agreed on, what was not as planned, and what
/// counts for nobody.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Proceedings {
    /// Where the panel differs by two points or more, the widest first.
    pub topics: Vec<Topic>,
    /// Per interview with numbers.
    pub remarks: Vec<Remarks>,
    /// The judgement of the whole (D3): beside the total, and no part of it.
    pub overall: Vec<Overall>,
    pub voided: Vec<Voided>,
    /// Everything that was ever dropped and taken up again, oldest first.
    pub voidings: Vec<Voiding>,
    /// Every question of the scorecard, those that were dropped too, by how it is asked.
    pub questions: Vec<(ItemId, Bilingual)>,
}

impl Proceedings {
    /// How a question is asked.
    pub fn question(&self, id: ItemId) -> Option<&Bilingual> {
        self.questions.iter().find(|(of, _)| *of == id).map(|(_, text)| text)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        ids::{ApplicationId, UserId},
        scoring::{Line, Rating, Sheet, columns, score, tests::worked_document},
        time::UnixMillis,
    };

    fn sheet(rater: u128, levels: [u8; 4]) -> Sheet {
        let document = worked_document();
        let ratings = document.competencies.iter().zip(levels).flat_map(|(competency, level)| {
            let rating = Rating::Level(Level::try_from(level).expect("a level"));
            competency.items().into_iter().map(move |item| (item.id, rating.clone())).collect::<Vec<_>>()
        });
        Sheet { rater: UserId(Uuid::from_u128(rater)), ratings: ratings.collect() }
    }

    fn line(n: u128, sheets: &[Sheet]) -> Line {
        let raters: Vec<UserId> = sheets.iter().map(|sheet| sheet.rater).collect();
        Line {
            application: ApplicationId(Uuid::from_u128(n)),
            interview: InterviewId(Uuid::from_u128(n)),
            candidate: format!("kandidaat {n}"),
            late: false,
            score: score(&worked_document(), &raters, sheets),
        }
    }

    #[test]
    fn a_level_and_why_are_both_asked_for_at_once() {
        let places = |level, reason| {
            let faults = agreement(level, reason).expect_err("refused").faults;
            faults.into_iter().map(|fault| (fault.place, fault.code)).collect::<Vec<_>>()
        };
        assert_eq!(places("6", " "), [("level".into(), Code::BadLevel), ("reason".into(), Code::Required)]);
        assert_eq!(places("3", &"x".repeat(REASON_MAX + 1)), [("reason".into(), Code::TooLong)]);
        assert_eq!(agreement(" 4 ", " besproken "), Ok((Level::ALL[3], "besproken".into())));
    }

    #[test]
    fn the_widest_difference_comes_first_and_what_is_close_is_not_talked_about() {
        let document = worked_document();
        let lines =
            vec![line(1, &[sheet(1, [3, 4, 2, 3]), sheet(2, [3, 3, 4, 3])]), line(2, &[sheet(1, [1, 3, 3, 3]), sheet(2, [5, 3, 3, 3])])];
        let comparison = Comparison { columns: columns(&document), lines, raters: Vec::new() };
        let agreed = Agreed {
            interview: InterviewId(Uuid::from_u128(1)),
            competency: document.competencies[2].id,
            level: Level::ALL[2],
            reason: "beiden zagen hetzelfde voorbeeld anders".into(),
            by: "Vera".into(),
            at: Moment { at: UnixMillis(0), local: crate::time::Local::default() },
        };
        let topics = discussion(&comparison, std::slice::from_ref(&agreed));
        let shown: Vec<(&str, f64, bool)> = topics.iter().map(|it| (it.candidate.as_str(), it.range, it.agreed.is_some())).collect();
        assert_eq!(shown, [("kandidaat 2", 4.0, false), ("kandidaat 1", 2.0, true)]);
    }

    #[test]
    fn a_question_that_is_dropped_counts_for_nobody_and_the_rest_shares_its_weight() {
        let document = worked_document();
        let first = &document.competencies[0];
        let all: Vec<ItemId> = first.questions.iter().map(|question| question.id).collect();
        assert_eq!(document.without(&all[..1]).competencies[0].questions.len(), first.questions.len() - 1);
        let rest = document.without(&all);
        assert_eq!(rest.competencies.len(), 3);
        assert!((rest.shares().iter().sum::<f64>() - 1.0).abs() < 1e-9);
        let sheets = [sheet(1, [1, 4, 4, 4]), sheet(2, [1, 4, 4, 4])];
        let raters: Vec<UserId> = sheets.iter().map(|sheet| sheet.rater).collect();
        let total = score(&rest, &raters, &sheets).total.value().expect("complete");
        assert!((total - 4.0).abs() < 1e-9, "{total}");
    }
}
