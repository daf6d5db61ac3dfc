//! Settings of a run: what the user said on the command line or in `sayso.toml`, and what holds when nobody said
//! anything.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::ingest::child::{Allowance, Children};
use crate::ingest::{Fields, Limits, Options};
use crate::model::{Engine, Model};
use crate::pipeline::Pipeline;
use crate::rules::RuleSet;
use crate::segment;
use crate::since::Since;

/// What one line of the output is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lines {
    /// A whole document.
    #[default]
    Document,
    /// A claim with its document's id, title and genre.
    Claim,
}

/// Whose names a run leaves out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Redact {
    /// The people whom a case is about.
    People,
}

/// The keys of `sayso.toml`, each one a long option of `sayso tag`. A key that sayso does not know is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Globs of files to take.
    pub include: Option<Vec<String>>,
    /// Globs of files to leave out.
    pub exclude: Option<Vec<String>>,
    /// Worker threads, 0 for one a core.
    pub jobs: Option<usize>,
    /// What one line of the output is.
    pub lines: Option<Lines>,
    /// Whose names are left out.
    pub redact: Option<Redact>,
    /// A folder of rules to use beside the catalogue; relative to the file.
    pub rules: Option<PathBuf>,
    /// The largest document in bytes.
    pub max_document_bytes: Option<usize>,
    /// The most pages of a PDF that are read.
    pub max_pages: Option<usize>,
    /// The most table cells of a document.
    pub max_table_cells: Option<usize>,
    /// The longest sentence in bytes.
    pub max_sentence_bytes: Option<usize>,
    /// How many times its compressed size a file may become.
    pub max_ratio: Option<usize>,
    /// How deep archives and compressed files may stand in each other.
    pub max_nesting: Option<usize>,
    /// The column or key with the text.
    pub text_field: Option<String>,
    /// The column or key with the id.
    pub id_field: Option<String>,
    /// A model folder to use instead of the model in the binary; relative to the file.
    pub model: Option<PathBuf>,
    /// Whether the rules tag alone.
    pub no_model: Option<bool>,
    /// What runs the model.
    pub engine: Option<Engine>,
    /// Seconds that a reader may take for a document.
    pub max_seconds: Option<u64>,
    /// Memory in bytes that a reader may take.
    pub max_reader_memory: Option<u64>,
    /// The day from which on documents are wanted.
    pub since: Option<Since>,
    /// How many documents are taken.
    pub sample: Option<usize>,
}

impl Config {
    /// Reads a configuration file.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] when it cannot be read, [`Error::Config`] with line and key when it does not parse.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let source = fs::read_to_string(path).map_err(|error| Error::io("read", path, error))?;
        let mut config: Self = toml::from_str(&source)
            .map_err(|error| Error::Config { path: path.to_path_buf(), message: error.to_string() })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        config.rules = config.rules.map(|rules| folder.join(rules));
        config.model = config.model.map(|model| folder.join(model));
        Ok(config)
    }

    /// The configuration at `path`; without one, the user's own if there is any and `none` does not forbid it.
    ///
    /// # Errors
    ///
    /// As [`Config::read`].
    pub fn find(path: Option<&Path>, none: bool) -> Result<Self, Error> {
        match path {
            Some(path) => Self::read(path),
            None if none => Ok(Self::default()),
            None => user_file()
                .filter(|path| path.exists())
                .map_or_else(|| Ok(Self::default()), |path| Self::read(&path)),
        }
    }

    /// These values, and `other`'s where these have none.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            include: self.include.or(other.include),
            exclude: self.exclude.or(other.exclude),
            jobs: self.jobs.or(other.jobs),
            lines: self.lines.or(other.lines),
            redact: self.redact.or(other.redact),
            rules: self.rules.or(other.rules),
            max_document_bytes: self.max_document_bytes.or(other.max_document_bytes),
            max_pages: self.max_pages.or(other.max_pages),
            max_table_cells: self.max_table_cells.or(other.max_table_cells),
            max_sentence_bytes: self.max_sentence_bytes.or(other.max_sentence_bytes),
            max_ratio: self.max_ratio.or(other.max_ratio),
            max_nesting: self.max_nesting.or(other.max_nesting),
            text_field: self.text_field.or(other.text_field),
            id_field: self.id_field.or(other.id_field),
            model: self.model.or(other.model),
            no_model: self.no_model.or(other.no_model),
            engine: self.engine.or(other.engine),
            max_seconds: self.max_seconds.or(other.max_seconds),
            max_reader_memory: self.max_reader_memory.or(other.max_reader_memory),
            since: self.since.or(other.since),
            sample: self.sample.or(other.sample),
        }
    }

    /// The settings that hold, defaults filled in.
    #[must_use]
    pub fn settings(self) -> Settings {
        let limits = Limits::default();
        Settings {
            include: self.include.unwrap_or_default(),
            exclude: self.exclude.unwrap_or_default(),
            jobs: self.jobs.unwrap_or(0),
            lines: self.lines.unwrap_or_default(),
            redact: self.redact,
            rules: self.rules,
            max_document_bytes: self.max_document_bytes.unwrap_or(limits.document_bytes),
            max_pages: self.max_pages.unwrap_or(limits.pages),
            max_table_cells: self.max_table_cells.unwrap_or(limits.table_cells),
            max_sentence_bytes: self.max_sentence_bytes.unwrap_or(segment::LONGEST),
            max_ratio: self.max_ratio.unwrap_or(limits.ratio),
            max_nesting: self.max_nesting.unwrap_or(limits.nesting),
            text_field: self.text_field,
            id_field: self.id_field,
            model: self.model,
            no_model: self.no_model.unwrap_or(false),
            engine: self.engine.unwrap_or_default(),
            max_seconds: self.max_seconds.unwrap_or(Allowance::default().seconds),
            max_reader_memory: self.max_reader_memory.unwrap_or(Allowance::default().memory),
            since: self.since,
            sample: self.sample,
        }
    }
}

/// Where the user's own configuration would stand.
fn user_file() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.config_dir().join("sayso").join("sayso.toml"))
}

/// The settings of a run, as written to `run.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Globs of files to take; empty means every format that sayso reads.
    pub include: Vec<String>,
    /// Globs of files to leave out.
    pub exclude: Vec<String>,
    /// Worker threads, 0 for one a core.
    pub jobs: usize,
    /// What one line of the output is.
    pub lines: Lines,
    /// Whose names are left out; null for nobody's.
    pub redact: Option<Redact>,
    /// A folder of rules used beside the catalogue.
    pub rules: Option<PathBuf>,
    /// The largest document in bytes.
    pub max_document_bytes: usize,
    /// The most pages of a PDF that are read.
    pub max_pages: usize,
    /// The most table cells of a document.
    pub max_table_cells: usize,
    /// The longest sentence in bytes.
    pub max_sentence_bytes: usize,
    /// How many times its compressed size a file may become.
    pub max_ratio: usize,
    /// How deep archives and compressed files may stand in each other.
    pub max_nesting: usize,
    /// The column or key with the text; null for the usual names.
    pub text_field: Option<String>,
    /// The column or key with the id; null for `id`.
    pub id_field: Option<String>,
    /// A model folder used instead of the model in the binary.
    pub model: Option<PathBuf>,
    /// Whether the rules tag alone.
    pub no_model: bool,
    /// What runs the model.
    pub engine: Engine,
    /// Seconds that a reader of PDF or office documents may take for one.
    pub max_seconds: u64,
    /// Memory in bytes that such a reader may take.
    pub max_reader_memory: u64,
    /// The day from which on documents are wanted; null for all.
    pub since: Option<Since>,
    /// How many documents are taken; null for all.
    pub sample: Option<usize>,
}

impl Settings {
    /// How documents are read.
    #[must_use]
    pub fn reading(&self) -> Options {
        Options {
            limits: Limits {
                document_bytes: self.max_document_bytes,
                pages: self.max_pages,
                ratio: self.max_ratio,
                nesting: self.max_nesting,
                table_cells: self.max_table_cells,
            },
            fields: Fields { text: self.text_field.clone(), id: self.id_field.clone() },
        }
    }

    /// The pipeline that these settings ask for.
    ///
    /// # Errors
    ///
    /// [`Error::Rules`] and [`Error::Model`] when the rules or the model cannot be used.
    pub fn pipeline(&self) -> Result<Pipeline, Error> {
        let load = || match &self.model {
            _ if self.no_model => Ok(None),
            Some(folder) => Model::open(folder, self.engine, self.jobs).map(Some),
            None => Model::embedded(self.engine, self.jobs).map(Some),
        };
        let compile = || self.rules.as_deref().map_or_else(RuleSet::builtin, RuleSet::with_folder);
        // Both take about a fifth of a second.
        let (model, rules) = rayon::join(load, compile);
        let folder = || self.model.as_ref().map_or("the model".to_owned(), |path| path.display().to_string());
        let model = model.map_err(|source| Error::Model { folder: folder(), source: Box::new(source) })?;
        let allowance = Allowance { seconds: self.max_seconds, memory: self.max_reader_memory };
        let children = Children::new(allowance).map_err(Error::Threads)?;
        Ok(Pipeline::new(rules?, model).reading_in(children).cutting_sentences_at(self.max_sentence_bytes))
    }
}

impl Default for Settings {
    fn default() -> Self {
        Config::default().settings()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_wins_over_the_file_and_the_file_over_the_defaults() {
        let file: Config = toml::from_str("jobs = 2\nlines = \"claim\"").expect("both keys are known");
        let typed = Config { jobs: Some(1), ..Config::default() };
        let settings = typed.or(file).settings();
        assert_eq!(
            (settings.jobs, settings.lines, settings.max_document_bytes),
            (1, Lines::Claim, Limits::default().document_bytes)
        );
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_name() {
        let error = toml::from_str::<Config>("job = 2").expect_err("there is no such key").to_string();
        assert!(error.contains("unknown field `job`") && error.contains("`jobs`"), "{error}");
    }
}
