//! Where a run writes: records to a file or standard output; failures, run data and the journal beside the file.
//!
//! Records are appended in whole batches. After each the files are synced, then the journal says so, which makes every
//! moment of a run one that another run can go on from. Until a run is complete its files are called `….part`, so
//! that a file of the right name is never half a run.

mod files;
mod journal;
mod paths;

use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use self::files::Files;
use self::journal::{Commit, Journal};
pub use self::journal::{Identity, Interrupted, JournalFile};
pub use self::paths::Paths;
use crate::config::Settings;
use crate::error::{DocumentError, Error};
use crate::ingest::Listed;
use crate::pipeline::Position;
use crate::record::{Summary, Tool};
use crate::redact::Numbered;
use crate::stats::Stats;

/// The numbers of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// Documents that became records.
    pub documents: u64,
    /// Documents that could not be read.
    pub failures: u64,
    /// Documents that were not wanted (`--since`).
    pub skipped: u64,
    /// Input bytes of the documents read.
    pub bytes: u64,
    /// Wall-clock seconds.
    pub seconds: f64,
    /// Claims.
    pub summary: Summary,
}

/// What a run has come to, as its journal keeps it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Where in the input it goes on.
    pub position: Position,
    /// The numbers.
    pub counts: Counts,
    /// The numbers by genre, flag and so on.
    pub stats: Stats,
    /// Who has been given which number (`--redact`); after a batch, those that are new.
    pub numbered: Numbered,
    /// Files that changed; after a batch, those that are new.
    pub changed: Vec<String>,
}

/// The open outputs of a run.
#[derive(Debug)]
pub enum Outputs {
    /// Records to standard output, failures to standard error.
    Standard(BufWriter<Stdout>),
    /// Everything to files.
    Files(Box<Files>),
}

/// What is asked of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It is kept and the run refused.
    Keep,
    /// It is replaced.
    Replace,
    /// It is an interrupted run, which goes on.
    Resume,
}

/// The outputs before any work is done.
#[derive(Debug)]
pub enum Opened {
    /// A run from the beginning.
    New(Outputs),
    /// A run that goes on.
    Resumed(Outputs, Box<State>, Vec<JournalFile>),
    /// A run that is complete: nothing is left to do.
    Complete(Paths),
}

impl Outputs {
    /// Opens the outputs of `run` on `files`: `records` and the files beside it, or standard output.
    ///
    /// # Errors
    ///
    /// [`Error::OutputExists`], [`Error::OutputBusy`], [`Error::OutputUnfinished`] and [`Error::OtherRun`] when the
    /// output is there already and is not to be replaced or continued; [`Error::Io`] when a file cannot be created.
    pub fn open(
        records: Option<&Path>,
        existing: Existing,
        run: &Identity,
        files: &[Listed],
    ) -> Result<Opened, Error> {
        match records {
            None => Ok(Opened::New(Self::Standard(BufWriter::new(io::stdout())))),
            Some(records) => Files::open(Paths::new(records), existing, run, files),
        }
    }

    /// Writes whole lines of records.
    ///
    /// # Errors
    ///
    /// [`Error::Io`], a broken pipe included.
    pub fn records(&mut self, lines: &[u8]) -> Result<(), Error> {
        match self {
            Self::Standard(out) => out.write_all(lines).map_err(to_standard_output),
            Self::Files(files) => files.records(lines),
        }
    }

    /// Writes a failure to `errors.jsonl`, or to standard error where there is none.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn failure(&mut self, failure: &DocumentError) -> Result<(), Error> {
        match self {
            Self::Standard(_) => {
                let _ = writeln!(io::stderr(), "sayso: {failure}");
                Ok(())
            }
            Self::Files(files) => files.failure(failure),
        }
    }

    /// Makes everything written so far safe, so that a run can go on from `state`.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn commit(&mut self, state: State) -> Result<(), Error> {
        match self {
            Self::Standard(out) => out.flush().map_err(to_standard_output),
            Self::Files(files) => files.commit(state),
        }
    }

    /// Completes the files and gives them their names.
    ///
    /// # Errors
    ///
    /// [`Error::Io`].
    pub fn seal(self, run: &RunData<'_>) -> Result<Option<Paths>, Error> {
        match self {
            Self::Standard(mut out) => out.flush().map(|()| None).map_err(to_standard_output),
            Self::Files(files) => files.seal(run).map(Some),
        }
    }

    /// The files, unless everything goes to standard output.
    #[must_use]
    pub fn paths(&self) -> Option<&Paths> {
        match self {
            Self::Standard(_) => None,
            Self::Files(files) => Some(files.paths()),
        }
    }
}

fn to_standard_output(error: io::Error) -> Error {
    Error::io("write to", Path::new("standard output"), error)
}

/// `run.json`
#[derive(Debug, Serialize)]
pub struct RunData<'a> {
    version: &'a str,
    model: Option<&'a str>,
    rules: &'a str,
    options: &'a Settings,
    paths: Vec<String>,
    /// Files that changed while the run was under way: their records may mix two states.
    changed: &'a [String],
    #[serde(flatten)]
    counts: &'a Counts,
    stats: &'a Stats,
}

impl<'a> RunData<'a> {
    /// What a run of `tool` with `settings` over `paths` says of itself.
    #[must_use]
    pub fn new(tool: &'a Tool, settings: &'a Settings, paths: &[PathBuf], state: &'a State) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            model: tool.model.as_deref(),
            rules: &tool.rules,
            options: settings,
            paths: typed(paths),
            changed: &state.changed,
            counts: &state.counts,
            stats: &state.stats,
        }
    }
}

/// Paths as they were typed.
pub(crate) fn typed(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|path| path.display().to_string()).collect()
}
