//! What can go wrong, said so that the user knows what to do.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
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
    #[error(
        "no documents found in {0}: none has the name of a format that sayso reads: .txt .md .html .pdf .docx .odt .eml .mbox .mhtml .xml .rss .warc .json .jsonl .csv .parquet .zip .gz .zst (see --include)"
    )]
    NoDocuments(String),
    /// The output is there already.
    #[error("{0}: exists already; use --force to replace it, or choose another --output")]
    OutputExists(PathBuf),
    /// Another run is writing it.
    #[error("{0}: another run is writing to this output; wait for its end, or choose another --output")]
    OutputBusy(PathBuf),
    /// An interrupted run is there.
    #[error(
        "{0}: an earlier run was interrupted; repeat it with --resume to go on, or with --force to begin anew"
    )]
    OutputUnfinished(PathBuf),
    /// The interrupted run that is to go on is not the one that is asked for.
    #[error(
        "{output}: the interrupted run is another one: {difference}; repeat its command, or use --force to begin anew"
    )]
    OtherRun {
        /// The output.
        output: PathBuf,
        /// In what they differ.
        difference: String,
    },
    /// An unfinished output lacks what its journal says was written.
    #[error("{0}: somebody has changed this unfinished output; use --force to begin anew")]
    OutputDamaged(PathBuf),
    /// A run ended before its time and can go on.
    #[error("{output} is unfinished; what it holds is safe: repeat the command with --resume to go on")]
    Unfinished {
        /// The output.
        output: PathBuf,
        /// Why.
        source: Box<Error>,
    },
    /// A date of `--since` does not parse.
    #[error("not a date: {0}; write it as 2024, 2024-05 or 2024-05-17")]
    Date(String),
    /// A sample of a stream, which can be read only once.
    #[error("--sample counts the documents before it reads them, which standard input does not allow")]
    SampleOfStream,
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
            Self::Threads(_) | Self::Record { .. } | Self::OutputDamaged(_) | Self::Unfinished { .. } => {
                false
            }
            _ => true,
        }
    }
}

/// Why one document could not be read. It becomes a line of `errors.jsonl`; the run goes on.
#[derive(Clone, Debug, Error, PartialEq, Eq, Serialize, Deserialize)]
#[error("{path}: {message}")]
pub struct DocumentError {
    /// The file, with `:LINE` (1-based) for a record of many.
    pub path: String,
    /// The stage that failed.
    pub stage: Stage,
    /// A stable word for programs, such as `binary`.
    pub code: Cow<'static, str>,
    /// A sentence for people: what happened and what to do.
    pub message: String,
}

/// Where in the flow a document failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
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
