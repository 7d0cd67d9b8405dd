//! What can go wrong, as codes. Crate `text` says them in words, the server gives them a status.
//!
//! Which type to use where:
//! - [`Fault`]: one thing wrong with what somebody typed, with the field it belongs to. Collect all of them.
//! - [`Failure`]: why a call did not do what was asked; carries the faults when the input was the reason.
//! - `store::Error`: a failure, or the database's own; never leaves the server with its text.

use serde::{Deserialize, Serialize};

use crate::visible;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $status:literal),* $(,)?) => {
        /// A reason, stable across versions; the number beside each is its HTTP status.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Code { $($(#[$doc])* $name),* }

        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The HTTP status that belongs to this reason.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status),* }
            }
        }
    };
}

impl Code {
    /// Whether the same may be taken later: what somebody typed is kept, and tried again.
    pub const fn passes(self) -> bool {
        matches!(
            self,
            Self::Unavailable
                | Self::Replaced
                | Self::Busy
                | Self::TooSlow
                | Self::TooMuchAtOnce
                | Self::StorageFull
                | Self::Internal
                | Self::NotSignedIn
                | Self::OtherPerson
        )
    }

    /// Whether it is about the one text that was sent, so that another text may be taken.
    pub const fn is_of_a_text(self) -> bool {
        matches!(self, Self::TooLarge | Self::Unreadable | Self::UnknownItem)
    }
}

codes! {
    // Who you are
    NotSignedIn = 401,
    SignInFailed = 401,
    /// What a page sends for whom it was made, while another is signed in by now; about: whose page it is.
    OtherPerson = 409,
    TooManyTries = 429,
    NotAllowed = 403,
    CrossSite = 403,
    /// Reached by a name that is not this server's; about: the one that is.
    WrongHost = 421,
    WrongCode = 403,
    /// Also the answer for another organisation's id.
    NotFound = 404,
    LinkExpired = 410,
    // What state things are in
    Stale = 409,
    AlreadySetUp = 409,
    AlreadySubmitted = 409,
    AlreadyRevealed = 409,
    AlreadyPublished = 409,
    /// A scorecard that has refusals; they come along as faults.
    NotReady = 422,
    AlreadyPlanned = 409,
    AlreadyClosed = 409,
    NotPublished = 409,
    NotYetRevealed = 403,
    SubmitFirst = 403,
    Cancelled = 409,
    InUse = 409,
    NothingToUndo = 409,
    NothingSubmitted = 409,
    /// An interviewer's or recruiter's own application.
    OwnProcedure = 403,
    /// Who still has to rate puts nobody in the own place.
    OwnSeat = 409,
    /// Who rates gives their own sheet back to nobody.
    OwnSheet = 409,
    /// Who has read others' ratings gets no sheet back.
    ReadOthers = 409,
    /// A sheet to be given back or set aside that is open: it was given back before, or never submitted.
    NotSubmitted = 409,
    /// A sheet that was set aside already.
    SetAside = 409,
    /// So many sheets of an interview were set aside that another rater must come before anything is revealed.
    AnotherRater = 409,
    /// A submission that waited in a browser while the sheet was given back: its rater has not read that it was.
    GivenBack = 409,
    /// A decision outside the decision phase.
    NotDeciding = 409,
    /// A level before there is a note on the item, or the word that there was no evidence (C3).
    EvidenceFirst = 409,
    /// No evidence is taken back while a level rests on it.
    LevelStands = 409,
    /// A submission before it is said how one knows the candidate (C10).
    DeclareFirst = 409,
    /// The judgement of the whole before every item is rated (C6).
    OverallLast = 409,
    /// Consensus on a cell in which nobody differs by two points (D2).
    NotWide = 409,
    /// The only question that is left cannot be dropped.
    LastItem = 409,
    /// A question that was dropped for everybody.
    Voided = 409,
    /// A scorecard without a question, to try out or to share.
    NothingToTry = 409,
    EnoughAnswers = 409,
    DemoAccount = 403,
    /// Somebody whose access was stopped.
    Deactivated = 403,
    /// An account whose password, role or access somebody changed in the database itself.
    AccountChanged = 403,
    // What was sent
    Invalid = 422,
    TooLarge = 413,
    Unreadable = 400,
    /// A body of another kind than the route takes.
    WrongType = 415,
    // The machine
    StorageFull = 507,
    Unavailable = 503,
    /// The database's file is another than the server opened: until it is started again it stores nothing.
    Replaced = 503,
    /// More work waits than this server should take on.
    Busy = 503,
    /// More is being sent by one account or network than anybody has to send.
    TooMuchAtOnce = 429,
    /// More documents are made or waited for than one person reads.
    TooManyDocuments = 429,
    /// A request that did not arrive in time.
    TooSlow = 408,
    /// More tabs of one person that look on than anybody has.
    TooManyStreams = 429,
    TooManyPacks = 429,
    PacksTooLarge = 507,
    Internal = 500,
    // Faults of one field
    Required = 422,
    TooLong = 422,
    TooShort = 422,
    BadEmail = 422,
    BadDate = 422,
    /// A year in which nobody has an interview.
    BadYear = 422,
    /// A time of day in the hour that is skipped when summer time begins.
    NoSuchTime = 422,
    BadNumber = 422,
    /// More selected than there were.
    MoreThanAll = 422,
    BadLevel = 422,
    BadChoice = 422,
    EmailTaken = 422,
    /// Somebody of the own organisation has this address.
    ColleagueThere = 422,
    /// The same, and their access was stopped.
    ColleagueStopped = 422,
    DuplicateRow = 422,
    WeakPassword = 422,
    PasswordsDiffer = 422,
    ReasonRequired = 422,
    NoRows = 422,
    NoNameColumn = 422,
    NoColumn = 422,
    EmptyCell = 422,
    /// The same rater, candidate and competency on an earlier line.
    RatedTwice = 422,
    UnknownCompetency = 422,
    BadWeight = 422,
    NoWeight = 422,
    TooManyRows = 422,
    UnknownItem = 422,
    TwoRaters = 422,
    /// Who has read others' ratings in this round cannot rate in it.
    HasSeen = 422,
    /// A colleague who is a candidate in this vacancy.
    IsCandidate = 422,
    // Refusals and warnings of a scorecard (requirements A1 to A10)
    TitleMissing = 422,
    NoCompetencies = 422,
    TooFewCompetencies = 422,
    TooManyCompetencies = 422,
    WhyMissing = 422,
    TaskMissing = 422,
    NoQuestions = 422,
    TooFewQuestions = 422,
    NoBehavioural = 422,
    AnchorMissing = 422,
    TextMissing = 422,
    ProbesMissing = 422,
    OverTime = 422,
    WeightsNeedReason = 422,
    WeightZero = 422,
    LearnableKnockOut = 422,
    RatedWhole = 422,
    /// Wording that a rule stops, without a reason to keep it.
    Stopped = 422,
    /// A library file with faults, which come along.
    BadLibrary = 422,
    NoJson = 422,
    BadField = 422,
    UnknownField = 422,
    BadKey = 422,
    // Sorting anchors
    EachLevelOnce = 422,
    DuplicateItem = 422,
}

/// One thing wrong at one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The form field (`email`), or the place in a document (`/competencies/2/anchors/4/nl`).
    pub place: String,
    pub code: Code,
    /// What makes the message exact: a limit, a name, a line number. Never another person's data.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
}

impl Fault {
    pub fn new(place: impl Into<String>, code: Code) -> Self {
        Self { place: place.into(), code, about: String::new() }
    }

    pub fn about(place: impl Into<String>, code: Code, about: impl ToString) -> Self {
        Self { place: place.into(), code, about: about.to_string() }
    }
}

/// Why a call did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code:?}")]
pub struct Failure {
    pub code: Code,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
}

impl Failure {
    /// The input was wrong in these places.
    pub fn invalid(faults: Vec<Fault>) -> Self {
        Self { code: Code::Invalid, faults }
    }

    /// Tried too often: so many seconds from now there is another try.
    pub fn wait(seconds: i64) -> Self {
        Self { code: Code::TooManyTries, faults: vec![Fault::about("", Code::TooManyTries, seconds)] }
    }

    /// The page is of the person with this name, and another is signed in.
    pub fn of_another(name: &str) -> Self {
        Self { code: Code::OtherPerson, faults: vec![Fault::about("", Code::OtherPerson, name)] }
    }

    /// The input was wrong in this place.
    pub fn field(place: &str, code: Code) -> Self {
        Self::invalid(vec![Fault::new(place, code)])
    }
}

impl From<Code> for Failure {
    fn from(code: Code) -> Self {
        Self { code, faults: Vec::new() }
    }
}

/// Trimmed text of 1 to `max` characters with something to be read among them, or the fault.
pub fn required(place: &str, text: &str, max: usize) -> Result<String, Fault> {
    let text = optional(place, text, max)?;
    if text.is_empty() { Err(Fault::new(place, Code::Required)) } else { Ok(text) }
}

/// Trimmed text of at most `max` characters, or the fault.
pub fn optional(place: &str, text: &str, max: usize) -> Result<String, Fault> {
    let text = visible::trimmed(text);
    if text.contains('\0') {
        // What no database can hold.
        return Err(Fault::new(place, Code::Unreadable));
    }
    if text.chars().count() > max { Err(Fault::about(place, Code::TooLong, max)) } else { Ok(text.to_owned()) }
}

/// Gives the value, or notes the fault and gives the default, so that one pass finds all faults.
pub fn collect<T: Default>(faults: &mut Vec<Fault>, parsed: Result<T, Fault>) -> T {
    parsed.unwrap_or_else(|fault| {
        faults.push(fault);
        T::default()
    })
}
