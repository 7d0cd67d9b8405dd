//! Everything a panel does in an interview is an entry in one append-only list, chained so that a change shows.

mod chain;
mod current;
mod parse;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    Code,
    access::Action,
    ids::{EntryId, ItemId, NoteId, UserId},
    scorecard::Step,
    scoring::{Level, Rating},
    time::UnixMillis,
};

pub use chain::{Link, chain, keyed, payload_hash};
pub use current::Current;
pub use parse::{NOTE_MAX, REASON_MAX, parse};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $key:literal),* $(,)?) => {
        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind { $($(#[$doc])* $name),* }

        impl Kind {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }
    };
}

kinds! {
    /// The conversation began; with `background`, somebody looked at other information before submitting (B5).
    Opened = "opened",
    /// A question was asked as written; with `step`, a probe of that step was.
    Asked = "asked",
    /// A question was not asked, with the reason.
    Skipped = "skipped",
    /// A question was asked in other words, with the reason.
    Changed = "changed",
    /// A note was written or changed; an empty text takes it away.
    Noted = "noted",
    /// An item got a level, or *not observed*.
    Rated = "rated",
    /// The rater says that the candidate gave no evidence on an item (C3).
    NoEvidence = "no_evidence",
    /// How the rater knows the candidate; an empty relation is none (C10).
    Declared = "declared",
    /// The rater's judgement of the whole, last of all (C6).
    Overall = "overall",
    /// The rater locked the own ratings.
    Submitted = "submitted",
    /// A rater left and somebody else came, with the reason.
    Replaced = "replaced",
    /// The conversation is over.
    Closed = "closed",
    /// What the panel agreed on after the reveal, beside the independent ratings.
    Consensus = "consensus",
}

impl Kind {
    pub fn parse(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.key() == key)
    }

    /// Whether it comes from a form of its own that checks more than an entry can, and never from the outbox.
    pub const fn has_own_form(self) -> bool {
        matches!(self, Self::Replaced | Self::Consensus)
    }
}

/// An entry as the browser sends it. The rater comes from the session, the time from the server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewEntry {
    pub id: EntryId,
    pub kind: Kind,
    #[serde(default)]
    pub item: Option<ItemId>,
    #[serde(default)]
    pub payload: Value,
    /// When the browser says it happened; corrected by the server before it means anything.
    pub client_at: UnixMillis,
}

/// What an entry says, checked against the scorecard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// `base` is the entry that the writer had before them: when another came in between, both texts stay.
    Noted {
        item: ItemId,
        note: NoteId,
        step: Option<Step>,
        text: String,
        base: Option<EntryId>,
    },
    Rated {
        item: ItemId,
        rating: Rating,
    },
    Marked {
        item: Option<ItemId>,
        mark: Mark,
    },
    Submitted,
    Replaced {
        from: UserId,
        to: UserId,
        reason: String,
    },
}

/// What became of a question (B1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    Asked,
    Skipped(String),
    Changed(String),
}

/// What somebody said once, of an item or of the whole interview; said again, the newest stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Opened,
    Question(Fate),
    Probed(Step),
    NoEvidence,
    /// How the rater knows the candidate; empty for not at all.
    Relation(String),
    Overall(Level),
    Closed,
    /// Why somebody looked at other information before submitting.
    Background(String),
    Consensus {
        level: Level,
        reason: String,
    },
}

impl Mark {
    /// What the newest of is kept, per person and item.
    pub const fn topic(&self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Question(_) => "question",
            Self::Probed(Step::Situation) => "probed_situation",
            Self::Probed(Step::Task) => "probed_task",
            Self::Probed(Step::Action) => "probed_action",
            Self::Probed(Step::Result) => "probed_result",
            Self::Probed(Step::Reflection) => "probed_reflection",
            Self::NoEvidence => "no_evidence",
            Self::Relation(_) => "relation",
            Self::Overall(_) => "overall",
            Self::Closed => "closed",
            Self::Background(_) => "background",
            Self::Consensus { .. } => "consensus",
        }
    }

    /// Whether the panel may know it before the reveal: it says how the conversation goes, and nothing of what anybody thinks.
    pub const fn is_conduct(&self) -> bool {
        matches!(self, Self::Opened | Self::Question(_) | Self::Closed)
    }
}

impl Said {
    /// What somebody must be allowed to do to say this.
    pub const fn action(&self) -> Action {
        match self {
            Self::Submitted => Action::Submit,
            Self::Replaced { .. } => Action::ReplaceRater,
            Self::Marked { mark: Mark::Consensus { .. }, .. } => Action::SetConsensus,
            Self::Marked { mark, .. } if mark.is_conduct() => Action::LeadInterview,
            Self::Noted { .. } | Self::Rated { .. } | Self::Marked { .. } => Action::Rate,
        }
    }

    /// As it is stored: only what was understood, so that nothing else hides in a payload. [`parse`] reads it back.
    pub fn written(&self) -> (Kind, Option<ItemId>, Value) {
        match self {
            Self::Submitted => (Kind::Submitted, None, json!({})),
            Self::Rated { item, rating: Rating::Level(level) } => (Kind::Rated, Some(*item), json!({ "level": level })),
            Self::Rated { item, rating: Rating::NotObserved(reason) } => (Kind::Rated, Some(*item), json!({ "not_observed": reason })),
            Self::Noted { item, note, step, text, .. } => (Kind::Noted, Some(*item), json!({ "note": note, "step": step, "text": text })),
            Self::Replaced { from, to, reason } => (Kind::Replaced, None, json!({ "from": from, "to": to, "reason": reason })),
            Self::Marked { item, mark } => {
                let (kind, payload) = mark.written();
                (kind, *item, payload)
            }
        }
    }
}

impl Mark {
    fn written(&self) -> (Kind, Value) {
        match self {
            Self::Opened => (Kind::Opened, json!({})),
            Self::Background(reason) => (Kind::Opened, json!({ "background": reason })),
            Self::Question(Fate::Asked) => (Kind::Asked, json!({})),
            Self::Question(Fate::Skipped(reason)) => (Kind::Skipped, json!({ "reason": reason })),
            Self::Question(Fate::Changed(reason)) => (Kind::Changed, json!({ "reason": reason })),
            Self::Probed(step) => (Kind::Asked, json!({ "step": step })),
            Self::NoEvidence => (Kind::NoEvidence, json!({})),
            Self::Relation(relation) => (Kind::Declared, json!({ "relation": relation })),
            Self::Overall(level) => (Kind::Overall, json!({ "level": level })),
            Self::Closed => (Kind::Closed, json!({})),
            Self::Consensus { level, reason } => (Kind::Consensus, json!({ "level": level, "reason": reason })),
        }
    }
}

/// The answer for one entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "answer", content = "code")]
pub enum Answer {
    /// On disk.
    Stored,
    /// It was on disk already.
    Duplicate,
    Refused(Code),
}

#[cfg(test)]
mod tests;
