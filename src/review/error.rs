//! What can go wrong in a review, and what the reviewer is told.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Everything that can go wrong in a review.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReviewError {
    /// The database refused.
    #[error("the review database")]
    Database(#[from] rusqlite::Error),
    /// A file could not be read or written.
    #[error("{path}: cannot {action}")]
    Io {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// A line of the output is no record.
    #[error("{path}: line {line}: not a record of a document: {message}; was it written with --lines claim?")]
    Record {
        /// The output.
        path: PathBuf,
        /// Its line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
    /// A newer version made the database.
    #[error("{0}: made by a newer sayso; use that one")]
    Newer(PathBuf),
    /// Another server has it.
    #[error("{0}: another `sayso review` has this database open; use that one, or stop it first")]
    Busy(PathBuf),
    /// What was asked for is not there.
    #[error("there is no such {0}")]
    Missing(&'static str),
    /// Somebody acted on the claim after the reviewer saw it.
    #[error("{who} {did} this claim at {at}, after you opened it; your decision was not saved")]
    Conflict {
        /// Who.
        who: String,
        /// What, as in "accepted".
        did: &'static str,
        /// When.
        at: String,
    },
    /// The request is not acceptable; the message says why.
    #[error("{0}")]
    Refused(String),
    /// The account may not do that.
    #[error("your role does not allow that: {0}")]
    Forbidden(&'static str),
    /// A stored value does not parse: somebody changed the database.
    #[error("the review database holds a broken {0}; see `sayso review check`")]
    Broken(&'static str),
    /// The call was wrong.
    #[error("{0}")]
    Usage(String),
}

impl ReviewError {
    pub(super) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { action, path: path.to_path_buf(), source }
    }

    /// Whether the call was wrong, and not the machine or the data.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        match self {
            Self::Usage(_) | Self::Busy(_) | Self::Newer(_) => true,
            Self::Io { source, .. } => source.kind() == io::ErrorKind::NotFound,
            _ => false,
        }
    }
}
