//! The command line: what can be typed, and the help for it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::config::{Config, Lines, Redact, Settings};
use crate::ingest::child;
use crate::model::Engine;
use crate::report::cli::ReportArgs;
#[cfg(feature = "review")]
use crate::review::cli::ReviewArgs;
use crate::since::Since;

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
  3  the run is complete, but some documents could not be read: they are listed in *.errors.jsonl
  130  the run was stopped by a signal: --resume goes on";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Annotate documents: a folder in, one JSON line a document out
    Tag(Box<TagArgs>),
    /// Show one document in the terminal: its claims with type, verdict, source, figures and reasons
    Explain(ExplainArgs),
    /// Score an output against gold labels: precision, recall, F1
    Eval(EvalArgs),
    /// Make one page of charts and lists, for an editor or for print
    Report(ReportArgs),
    /// Review the claims in the browser: a local server with its database beside the output
    #[cfg(feature = "review")]
    Review(Box<ReviewArgs>),
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
    /// What sayso starts itself as, to read documents whose parsers may break down
    #[command(name = child::COMMAND, hide = true)]
    ReadDocuments {
        /// Seconds that a document may take
        seconds: u64,
        /// Bytes of memory that the process may take
        memory: u64,
    },
}

/// `sayso tag`
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct TagArgs {
    /// Files and folders to read; - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Write the records to this file, errors and run data beside it; standard output without it
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,

    /// Replace an output that exists
    #[arg(long, requires = "output", conflicts_with = "resume", help_heading = "Output")]
    pub force: bool,

    /// Go on with a run that was interrupted; of one that is complete, nothing is done again
    ///
    /// The run goes on behind the last batch that is safe on disk, over the files that it began with, and ends with the
    /// same bytes as a run that nobody interrupted. The command must be the one of then, but for --jobs. Without an
    /// earlier run it is a new one.
    #[arg(long, requires = "output", help_heading = "Output")]
    pub resume: bool,

    /// Show at the end what was found, by genre, verdict, flag, kind of source, warning and failure
    #[arg(long, help_heading = "Output")]
    pub stats: bool,

    /// Say what would be read, and stop: format, documents, bytes and path of each file
    #[arg(long, help_heading = "Input")]
    pub dry_run: bool,

    /// Take only documents of this day, month or year or later: 2024-05-17, 2024-05, 2024
    ///
    /// The date is the one that the document gives (published, answered), else the day on which its file was last
    /// written.
    #[arg(long, value_name = "DATE", help_heading = "Input")]
    pub since: Option<Since>,

    /// Take N documents, spread over all of the input and the same every time
    #[arg(long, value_name = "N", help_heading = "Input")]
    pub sample: Option<usize>,

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

    /// Read so many pages of a PDF and leave out the rest [default: 2000]
    #[arg(long, value_name = "N", help_heading = "Input")]
    pub max_pages: Option<usize>,

    /// Read so many table cells of a document as such, the rest as text [default: 200000]
    #[arg(long, value_name = "N", help_heading = "Input")]
    pub max_table_cells: Option<usize>,

    /// Cut sentences that go on for more bytes, at white space; at least 200 [default: 2000]
    #[arg(long, value_name = "BYTES", help_heading = "Input")]
    pub max_sentence_bytes: Option<usize>,

    /// Refuse compressed files that become more than so many times as large [default: 200]
    #[arg(long, value_name = "N", help_heading = "Input")]
    pub max_ratio: Option<usize>,

    /// Refuse archives and compressed files that stand deeper in each other [default: 3]
    #[arg(long, value_name = "N", help_heading = "Input")]
    pub max_nesting: Option<usize>,

    /// The columns or keys of the records that are read
    #[command(flatten)]
    pub fields: FieldArgs,

    /// Give up a PDF or office document that takes longer to read [default: 30]
    #[arg(long, value_name = "N", help_heading = "Input")]
    pub max_seconds: Option<u64>,

    /// Memory in bytes that reading PDF and office documents may take, a thread [default: 2147483648]
    #[arg(long, value_name = "BYTES", help_heading = "Input")]
    pub max_reader_memory: Option<u64>,

    /// Worker threads [default: one a core]
    #[arg(short, long, value_name = "N", help_heading = "Processing")]
    pub jobs: Option<usize>,

    /// A folder of rule files (*.toml) to use beside the catalogue
    #[arg(long, value_name = "DIR", help_heading = "Processing")]
    pub rules: Option<PathBuf>,

    /// The model
    #[command(flatten)]
    pub model: ModelArgs,

    /// Read settings from a file instead of sayso/sayso.toml in the folder of configurations; what is typed here wins
    ///
    /// That folder is `$XDG_CONFIG_HOME`, or ~/.config, or where the system keeps such files.
    #[arg(long, value_name = "FILE", help_heading = "Processing")]
    pub config: Option<PathBuf>,

    /// Read no file of settings
    #[arg(long, conflicts_with = "config", help_heading = "Processing")]
    pub no_config: bool,

    /// Write a log to standard error, instead of the bar and the summary
    #[arg(long, value_enum, value_name = "FORM", help_heading = "Output")]
    pub log: Option<Log>,

    /// The least that is worth a line of the log
    #[arg(
        long,
        value_enum,
        value_name = "LEVEL",
        requires = "log",
        default_value_t,
        help_heading = "Output"
    )]
    pub log_level: LogLevel,
}

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Log {
    /// For people
    Text,
    /// A JSON object a line, for programs
    Json,
}

/// What is worth a line of the log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LogLevel {
    /// What ends a run
    Error,
    /// And documents that could not be read, files that changed
    Warn,
    /// And each batch
    #[default]
    Info,
    /// And each document
    Debug,
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
            max_seconds: self.max_seconds,
            max_reader_memory: self.max_reader_memory,
            since: self.since.clone(),
            sample: self.sample,
            max_pages: self.max_pages,
            max_table_cells: self.max_table_cells,
            max_sentence_bytes: self.max_sentence_bytes,
            max_ratio: self.max_ratio,
            max_nesting: self.max_nesting,
            text_field: self.fields.text_field.clone(),
            id_field: self.fields.id_field.clone(),
            ..self.model.typed()
        }
    }
}

/// Where rows of CSV and Parquet, and records of JSON, have their text and id.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub struct FieldArgs {
    /// The column or key with the text of CSV, Parquet and JSON [default: text, html, body, content …]
    #[arg(long, value_name = "NAME")]
    pub text_field: Option<String>,

    /// The column or key with the id [default: id]
    #[arg(long, value_name = "NAME")]
    pub id_field: Option<String>,
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

    /// The columns or keys of the records that are read
    #[command(flatten)]
    pub fields: FieldArgs,

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
        let FieldArgs { text_field, id_field } = &self.fields;
        let (text_field, id_field) = (text_field.clone(), id_field.clone());
        Config { rules: self.rules.clone(), jobs: Some(1), text_field, id_field, ..self.model.typed() }
            .settings()
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
