//! What somebody says or does in an interview: one shape on the wire, in the browser's outbox and in the ledger.

use std::ops::Not;

use serde::{Deserialize, Deserializer, Serialize, de::Error};

use crate::{
    access::Action,
    ids::{EntryId, ItemId, NoteId, UserId},
    scorecard::Step,
    scoring::{Level, Rating},
    visible,
};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $({ $($fields:tt)* })? = $key:literal),* $(,)?) => {
        /// What was said or done. Its serde shape is stored and hashed: a field that comes later has a default.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "kind")]
        pub enum Said { $($(#[$doc])* #[serde(rename = $key)] $name $({ $($fields)* })?),* }

        /// Which of them it is: a column of the ledger, and all that is left of an entry that was erased.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Kind { $(#[serde(rename = $key)] $name),* }

        impl Kind {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),* }
            }
        }

        impl Said {
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$name { .. } => Kind::$name),* }
            }
        }
    };
}

kinds! {
    /// The conversation began; with `background`, somebody looked at other information before submitting (B5).
    Opened {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        background: Option<String>,
    } = "opened",
    /// A question was asked as written (B1); with `step`, the rater notes that a probe of that step was.
    Asked {
        item: ItemId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<Step>,
    } = "asked",
    /// A question was not asked.
    Skipped { item: ItemId, reason: String } = "skipped",
    /// A question was asked in other words.
    Changed { item: ItemId, reason: String } = "changed",
    /// A note was written or changed; an empty text takes it away. `base` is the entry that the writer had before them: when
    /// another came in between, both texts stay.
    Noted {
        item: ItemId,
        note: NoteId,
        #[serde(default)]
        step: Option<Step>,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        base: Option<EntryId>,
    } = "noted",
    /// An item got a level, or *not observed* with a reason.
    Rated {
        item: ItemId,
        #[serde(flatten, deserialize_with = "one_of_both")]
        rating: Rating,
    } = "rated",
    /// The rater says that the candidate gave no evidence on an item (C3), or takes that back.
    NoEvidence {
        item: ItemId,
        #[serde(default, skip_serializing_if = "Not::not")]
        withdrawn: bool,
    } = "no_evidence",
    /// How the rater knows the candidate; empty for not at all (C10).
    Declared { relation: String } = "declared",
    /// The rater's judgement of the whole, last of all (C6).
    Overall { level: Level } = "overall",
    /// The rater locked the own ratings; why, when there are none.
    Submitted {
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    } = "submitted",
    /// A rater left and somebody else came.
    Replaced { from: UserId, to: UserId, reason: String } = "replaced",
    /// Before the reveal a submission was undone: the rater goes on where they were.
    Returned { of: UserId, reason: String } = "returned",
    /// Before the reveal a submitted sheet was set aside: it stays, and counts nowhere.
    SetAside { of: UserId, reason: String } = "set_aside",
    /// The conversation is over.
    Closed = "closed",
    /// What the panel agreed on for a competency after the reveal, beside the independent ratings.
    Consensus { item: ItemId, level: Level, reason: String } = "consensus",
}

/// A level or a reason, and not both: which of them counts is not for us to choose.
fn one_of_both<'de, D: Deserializer<'de>>(from: D) -> Result<Rating, D::Error> {
    #[derive(Deserialize)]
    struct Fields {
        level: Option<Level>,
        not_observed: Option<String>,
    }
    match Fields::deserialize(from)? {
        Fields { level: Some(level), not_observed: None } => Ok(Rating::Level(level)),
        Fields { level: None, not_observed: Some(reason) } => Ok(Rating::NotObserved(reason)),
        _ => Err(D::Error::custom("a level or a reason for none")),
    }
}

impl Kind {
    /// Whether it comes from a form of its own that checks more than an entry can, and never from the outbox. It does not
    /// begin an interview either.
    pub const fn has_own_form(self) -> bool {
        matches!(self, Self::Replaced | Self::Returned | Self::SetAside | Self::Consensus)
    }
}

impl Said {
    /// The question or competency that it is about; none when it is about the whole interview.
    pub const fn item(&self) -> Option<ItemId> {
        match self {
            Self::Asked { item, .. }
            | Self::Skipped { item, .. }
            | Self::Changed { item, .. }
            | Self::Noted { item, .. }
            | Self::Rated { item, .. }
            | Self::NoEvidence { item, .. }
            | Self::Consensus { item, .. } => Some(*item),
            Self::Opened { .. }
            | Self::Declared { .. }
            | Self::Overall { .. }
            | Self::Submitted { .. }
            | Self::Replaced { .. }
            | Self::Returned { .. }
            | Self::SetAside { .. }
            | Self::Closed => None,
        }
    }

    /// What somebody must be allowed to do to say this.
    pub const fn action(&self) -> Action {
        match self {
            Self::Submitted { .. } => Action::Submit,
            Self::Replaced { .. } => Action::ReplaceRater,
            Self::Returned { .. } => Action::ReturnSheet,
            Self::SetAside { .. } => Action::SetSheetAside,
            Self::Consensus { .. } => Action::SetConsensus,
            said if said.is_conduct() => Action::LeadInterview,
            _ => Action::Rate,
        }
    }

    /// Whether it says how the conversation goes, and nothing of what anybody thinks: the panel may know it before the reveal.
    pub const fn is_conduct(&self) -> bool {
        matches!(
            self,
            Self::Opened { background: None } | Self::Asked { step: None, .. } | Self::Skipped { .. } | Self::Changed { .. } | Self::Closed
        )
    }

    /// Whether it says something of what its rater thinks: before the reveal nobody else hears even that it is there.
    pub fn is_private(&self) -> bool {
        self.action() == Action::Rate
    }

    /// Without the white space around what was typed, and empty where nothing of it can be seen.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        match &mut self {
            Self::Noted { text, .. } if visible::is_blank(text) => text.clear(),
            Self::Noted { text, .. } => text.truncate(text.trim_end().len()),
            Self::Opened { background: Some(text) }
            | Self::Skipped { reason: text, .. }
            | Self::Changed { reason: text, .. }
            | Self::Rated { rating: Rating::NotObserved(text), .. }
            | Self::Declared { relation: text }
            | Self::Submitted { reason: text }
            | Self::Replaced { reason: text, .. }
            | Self::Returned { reason: text, .. }
            | Self::SetAside { reason: text, .. }
            | Self::Consensus { reason: text, .. } => *text = visible::trimmed(text).to_owned(),
            Self::Opened { background: None }
            | Self::Asked { .. }
            | Self::Rated { rating: Rating::Level(_), .. }
            | Self::NoEvidence { .. }
            | Self::Overall { .. }
            | Self::Closed => {}
        }
        self
    }

    /// What it says in words of somebody's own, and the level; empty for what says nothing more.
    pub fn words(&self) -> String {
        match self {
            Self::Opened { background: Some(text) }
            | Self::Skipped { reason: text, .. }
            | Self::Changed { reason: text, .. }
            | Self::Noted { text, .. }
            | Self::Rated { rating: Rating::NotObserved(text), .. }
            | Self::Declared { relation: text }
            | Self::Submitted { reason: text }
            | Self::Replaced { reason: text, .. }
            | Self::Returned { reason: text, .. }
            | Self::SetAside { reason: text, .. } => text.trim().to_owned(),
            Self::Rated { rating: Rating::Level(level), .. } | Self::Overall { level } => level.get().to_string(),
            Self::Consensus { level, reason, .. } => format!("{}: {reason}", level.get()),
            Self::Opened { background: None } | Self::Asked { .. } | Self::NoEvidence { .. } | Self::Closed => String::new(),
        }
    }
}
