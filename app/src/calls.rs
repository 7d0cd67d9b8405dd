//! How server functions fail, and the little that all of them need.

use domain::{Code, Failure};
use leptos::{
    prelude::{FromServerFnError, ServerFnErrorErr},
    server_fn::codec::JsonEncoding,
};
use serde::{Deserialize, Serialize};

/// A failure on its way to the browser: a code and the faults, never the database's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error(transparent)]
#[serde(transparent)]
pub struct CallError(pub Failure);

impl FromServerFnError for CallError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let code = match error {
            ServerFnErrorErr::Request(_) => Code::Unavailable,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => Code::Unreadable,
            _ => Code::Internal,
        };
        Self(code.into())
    }

    fn status_code(&self) -> http::StatusCode {
        http::StatusCode::from_u16(self.0.code.status()).unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl From<Failure> for CallError {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl From<Code> for CallError {
    fn from(code: Code) -> Self {
        Self(code.into())
    }
}

#[cfg(feature = "ssr")]
impl From<store::Error> for CallError {
    fn from(error: store::Error) -> Self {
        Self(error.failure())
    }
}

/// What every server function gives.
pub type Answer<T> = Result<T, CallError>;

/// Parses an id from a path or a field; what is no id is as unknown as one that does not exist.
///
/// # Errors
/// [`Code::NotFound`].
pub fn id<T: std::str::FromStr>(text: &str) -> Answer<T> {
    text.trim().parse().map_err(|_| Code::NotFound.into())
}
