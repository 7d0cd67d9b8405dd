//! Why a call failed. The database's own words go to the log and no further.

use domain::{Code, Failure};

/// Why a call did not do what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// By the rules: access, state, or what was sent.
    #[error("{0}")]
    Refused(Failure),
    #[error("no space left for the database")]
    Full,
    /// Locked, gone, or not answering in time. What was asked may be asked again.
    #[error("the database does not answer")]
    Unavailable,
    /// Another SQLite file stands in the place of the one that was opened.
    #[error("the database file was replaced")]
    Replaced,
    #[error("the database refused what should have been right")]
    Internal,
}

impl Error {
    /// What may be told to who asked.
    pub fn failure(&self) -> Failure {
        match self {
            Self::Refused(failure) => failure.clone(),
            Self::Full => Code::StorageFull.into(),
            Self::Unavailable => Code::Unavailable.into(),
            Self::Replaced => Code::Replaced.into(),
            Self::Internal => Code::Internal.into(),
        }
    }
}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self::Refused(code.into())
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::Refused(failure)
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let mapped = map(&error);
        if !matches!(mapped, Self::Refused(_)) {
            tracing::error!(%error, "database");
        }
        mapped
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        tracing::error!(%error, "a document");
        Self::Internal
    }
}

fn map(error: &sqlx::Error) -> Error {
    match error {
        sqlx::Error::Database(database) => {
            let code = database.code().unwrap_or_default();
            if database.try_downcast_ref::<sqlx::sqlite::SqliteError>().is_some() {
                sqlite(code.parse().unwrap_or(0))
            } else {
                postgres(&code)
            }
        }
        // A connection that breaks off in the middle of a word says something that nobody understands.
        sqlx::Error::Io(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::BeginFailed => Error::Unavailable,
        _ => Error::Internal,
    }
}

/// The low byte of an extended code is the plain one.
fn sqlite(code: i32) -> Error {
    match code & 0xff {
        13 => Error::Full,
        // PERM, BUSY, LOCKED, READONLY, IOERR, CORRUPT, CANTOPEN, NOTADB
        3 | 5 | 6 | 8 | 10 | 11 | 14 | 26 => Error::Unavailable,
        _ => Error::Internal,
    }
}

fn postgres(state: &str) -> Error {
    match state {
        "53100" => Error::Full,
        // PostgreSQL cannot hold U+0000 in a text.
        "22021" | "22P05" => Code::Unreadable.into(),
        // Lock not available, deadlock, serialization failure, database gone or not letting anybody in, no longer the one that takes
        // writes, a transaction that said nothing for too long.
        "55P03" | "40P01" | "40001" | "3D000" | "55000" | "25006" | "25P03" => Error::Unavailable,
        // Connection, resources, operator intervention, authorization, system error.
        _ if ["08", "53", "57", "28", "58"].iter().any(|class| state.starts_with(class)) => Error::Unavailable,
        _ => Error::Internal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_and_a_database_that_is_away_are_told_apart() {
        assert_eq!(sqlite(13), Error::Full);
        assert_eq!(sqlite(517), Error::Unavailable);
        assert_eq!(sqlite(778), Error::Unavailable);
        assert_eq!(sqlite(1), Error::Internal);
        assert_eq!(postgres("53100"), Error::Full);
        assert_eq!(postgres("57P01"), Error::Unavailable);
        assert_eq!(postgres("08006"), Error::Unavailable);
        assert_eq!(postgres("22021"), Code::Unreadable.into());
        assert_eq!(postgres("23505"), Error::Internal);
    }

    #[test]
    fn what_the_database_said_is_not_in_the_answer() {
        let error = Error::from(sqlx::Error::ColumnNotFound("person".into()));
        assert_eq!(error, Error::Internal);
        assert!(!error.to_string().contains("person"));
        assert_eq!(Error::Full.failure(), Code::StorageFull.into());
        assert_eq!(Error::from(sqlx::Error::PoolTimedOut).failure(), Code::Unavailable.into());
    }
}
