//! The command line: what can be typed, and the help for it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::config::{Config, Lines, Redact, Settings};
use crate::model::Engine;

/// On whose say-so? Tags the claims in a folder of documents, finds who says so, and separates sourced statistics from
/// vague and unsourced ones.
#[derive(Debug, Parser)]
#[command(name = "sayso", version, propagate_version = true, after_help = EXIT_CODES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  everything was read
  1  the run failed (a file could not be written, …)
  2  the call was wrong (an unknown option, a missing path, an output that exists, a broken rule, …)
  3  the run is complete, but some documents could not be read: they are listed in *.errors.jsonl";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Annotate documents: a folder in, one JSON line a document out
    Tag(TagArgs),
    /// Show one document in the terminal: its claims with type, verdict, source, figures and reasons
    Explain(ExplainArgs),
    /// Score an output against gold labels: precision, recall, F1
    Eval(EvalArgs),
    /// Print the JSON Schema of a line of output
    Schema {
        /// Which line
        #[arg(long, value_enum, default_value_t)]
        lines: Lines,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page
    Man,
}

/// `sayso tag`
#[derive(Debug, Args)]
pub struct TagArgs {
    /// Files and folders to read; - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Write the records to this file, errors and run data beside it; standard output without it
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,

    /// Replace an output that exists
    #[arg(long, requires = "output", help_heading = "Output")]
    pub force: bool,

    /// What one line of the output is [default: document]
    #[arg(long, value_enum, help_heading = "Output")]
    pub lines: Option<Lines>,

    /// Replace the names of people, so that annotated data on individuals can be shared
    ///
    /// "people": whoever a case names is "Person 1", "Person 2" … in text, ids, paths and every field, the same for the
    /// same full name in all documents of the run, numbered as they come, so that no key is left to lose and no hash to
    /// guess back. Offsets fit the new text; an address with a name in it is dropped; source.sha256 and source.bytes are
    /// those of the redacted text, because the originals would prove which file it was. A surname goes wherever it has
    /// a capital, be it a relative's or a town's.
    ///
    /// What stays: people outside cases, first names that are other words ("Mark") or stand before another's surname,
    /// nicknames and misspellings; places, jobs, ages and dates, by which somebody may be told; words by which the
    /// original can be found. The run's *.errors.jsonl and *.run.json hold paths as they are. Read before you share.
    #[arg(long, value_enum, value_name = "WHOM", help_heading = "Output")]
    pub redact: Option<Redact>,

    /// No progress bar and no summary; errors are still told
    #[arg(short, long, help_heading = "Output")]
    pub quiet: bool,

    /// Take only files whose path in the folder matches (may be given more than once)
    #[arg(long, value_name = "GLOB", help_heading = "Input")]
    pub include: Vec<String>,

    /// Leave out files whose path in the folder matches (may be given more than once)
    #[arg(long, value_name = "GLOB", help_heading = "Input")]
    pub exclude: Vec<String>,

    /// Refuse documents of more bytes [default: 33554432]
    #[arg(long, value_name = "BYTES", help_heading = "Input")]
    pub max_document_bytes: Option<usize>,

    /// Worker threads [default: one a core]
    #[arg(short, long, value_name = "N", help_heading = "Processing")]
    pub jobs: Option<usize>,

    /// A folder of rule files (*.toml) to use beside the catalogue
    #[arg(long, value_name = "DIR", help_heading = "Processing")]
    pub rules: Option<PathBuf>,

    /// The model
    #[command(flatten)]
    pub model: ModelArgs,

    /// Read settings from a file; what is typed here wins
    #[arg(long, value_name = "FILE", help_heading = "Processing")]
    pub config: Option<PathBuf>,
}

impl TagArgs {
    /// What was typed, in the terms of the configuration file.
    #[must_use]
    pub fn typed(&self) -> Config {
        let some = |globs: &[String]| (!globs.is_empty()).then(|| globs.to_vec());
        Config {
            include: some(&self.include),
            exclude: some(&self.exclude),
            jobs: self.jobs,
            lines: self.lines,
            redact: self.redact,
            rules: self.rules.clone(),
            max_document_bytes: self.max_document_bytes,
            ..self.model.typed()
        }
    }
}

/// Which model reads along, and what runs it.
#[derive(Debug, Args)]
#[command(next_help_heading = "Processing")]
pub struct ModelArgs {
    /// Let the rules tag alone: far faster, and less accurate
    #[arg(long, conflicts_with_all = ["model", "engine"])]
    pub no_model: bool,

    /// A model folder to use instead of the model in the binary
    #[arg(long, value_name = "DIR")]
    pub model: Option<PathBuf>,

    /// What runs the model [default: rten]
    #[arg(long, value_enum)]
    pub engine: Option<Engine>,
}

impl ModelArgs {
    fn typed(&self) -> Config {
        Config {
            no_model: self.no_model.then_some(true),
            model: self.model.clone(),
            engine: self.engine,
            ..Config::default()
        }
    }
}

/// `sayso explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The document; - for standard input. Of a file of many records, the first, or the one named by --record
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// The index of the record to show, from 0
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub record: usize,

    /// A folder of rule files (*.toml) to use beside the catalogue
    #[arg(long, value_name = "DIR")]
    pub rules: Option<PathBuf>,

    /// The model
    #[command(flatten)]
    pub model: ModelArgs,
}

impl ExplainArgs {
    /// The settings that were asked for.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Config { rules: self.rules.clone(), jobs: Some(1), ..self.model.typed() }.settings()
    }
}

/// `sayso eval`
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// A folder of gold labels (*.json, *.jsonl)
    #[arg(long, value_name = "DIR")]
    pub gold: PathBuf,

    /// The output of `sayso tag` to score
    #[arg(long, value_name = "FILE")]
    pub pred: PathBuf,

    /// The main scores of every genre instead of all scores of all documents
    #[arg(long, value_enum, value_name = "genre", hide_possible_values = true)]
    pub by: Option<Group>,

    /// JSON instead of a table
    #[arg(long)]
    pub json: bool,
}

/// How `sayso eval` groups documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Group {
    /// By the genre that the gold labels give them
    Genre,
}
