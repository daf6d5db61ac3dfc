//! What can go wrong, said so that the user knows what to do.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Everything that can end a run before its time.
///
/// A document that cannot be read never ends a run: that is a [`DocumentError`].
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be opened, read or written.
    #[error("{path}: cannot {action}")]
    Io {
        /// What was tried: `read`, `create`, …
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// A path on the command line does not exist.
    #[error("{0}: no such file or folder")]
    MissingPath(PathBuf),
    /// Nothing to do.
    #[error("no documents found in {0}: sayso reads .txt .md .html .htm .jsonl .json (see --include)")]
    NoDocuments(String),
    /// The output is there already.
    #[error("{0}: exists already; use --force to replace it, or choose another --output")]
    OutputExists(PathBuf),
    /// A glob of `--include` or `--exclude` does not parse.
    #[error("not a glob: {glob}")]
    Glob {
        /// As given.
        glob: String,
        /// What is wrong with it.
        source: globset::Error,
    },
    /// The configuration file does not parse, or has a key that sayso does not know.
    #[error("{path}: not a valid configuration: {message}")]
    Config {
        /// The file.
        path: PathBuf,
        /// Line, key and what is known instead.
        message: String,
    },
    /// Rule files or rules are broken: file, rule and what to write instead, a line each.
    #[error("the rule catalogue is not usable\n{0}")]
    Rules(String),
    /// The model cannot be used.
    #[error("{folder} cannot be used")]
    Model {
        /// The folder, or "the model" for the one in the binary.
        folder: String,
        /// What is wrong with it.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The worker threads could not be started.
    #[error("cannot start the worker threads")]
    Threads(#[source] io::Error),
    /// A gold or prediction file of `sayso eval` does not parse.
    #[error("{path}: line {line}: not a record: {message}")]
    Record {
        /// The file.
        path: PathBuf,
        /// The 1-based line.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
}

impl Error {
    pub(crate) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { action, path: path.to_path_buf(), source }
    }

    /// Whether the reader of our output went away, which is no failure.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Whether the call itself was wrong, and not the machine or the data.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        match self {
            // What is not there was named wrongly.
            Self::Io { source, .. } => source.kind() == io::ErrorKind::NotFound,
            Self::Threads(_) | Self::Record { .. } => false,
            _ => true,
        }
    }
}

/// Why one document could not be read. It becomes a line of `errors.jsonl`; the run goes on.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{path}: {message}")]
pub struct DocumentError {
    /// The file, with `:LINE` (1-based) for a record of many.
    pub path: String,
    /// The stage that failed.
    pub stage: Stage,
    /// A stable word for programs, such as `binary`.
    pub code: &'static str,
    /// A sentence for people: what happened and what to do.
    pub message: String,
}

/// Where in the flow a document failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Opening the file, reading its bytes.
    Open,
    /// Making a document from the bytes.
    Ingest,
    /// Any stage after that.
    Annotate,
}

impl Stage {
    /// As written in `errors.jsonl`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Ingest => "ingest",
            Self::Annotate => "annotate",
        }
    }
}
