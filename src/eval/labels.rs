//! The part of a record that is scored, as it stands on the wire, and the door it comes through.
//!
//! One set of types reads both sides: predictions, which are whole records, and gold labels, which are subsets
//! of records written by hand, with quotes in place of offsets or beside them.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::IgnoredAny;
use walkdir::WalkDir;

use crate::document::{
    CaseStatus, CheckKind, CheckStatus, ClaimType, Direction, FigureKind, Genre, Missing, Modifier, Part,
    Scope, SourceKind, Sourcing,
};
use crate::error::Error;
use crate::record::Offsets;

/// A document's labels. A list that is absent was not labelled, and is not scored.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Labels {
    pub(super) id: String,
    #[serde(default)]
    pub(super) text: String,
    pub(super) genre: Option<GenreLabel>,
    pub(super) figures: Option<Vec<Figure>>,
    pub(super) attributions: Option<Vec<Attribution>>,
    pub(super) claims: Option<Vec<Claim>>,
    pub(super) checks: Option<Vec<Check>>,
    pub(super) cases: Option<Vec<Case>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct GenreLabel {
    pub(super) label: Genre,
}

#[derive(Debug, Deserialize)]
pub(super) struct Claim {
    pub(super) id: String,
    #[serde(default)]
    pub(super) text: String,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) nth: Option<usize>,
    #[serde(default)]
    pub(super) types: Vec<ClaimType>,
    pub(super) attribution: Option<String>,
    pub(super) sourcing: Option<Sourcing>,
    pub(super) check_worthiness: Option<f64>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Figure {
    pub(super) id: String,
    #[serde(default)]
    pub(super) text: String,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) r#in: Option<String>,
    pub(super) nth: Option<usize>,
    pub(super) number: Option<Number>,
    pub(super) cell: Option<IgnoredAny>,
    pub(super) value: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) kind: Option<FigureKind>,
    pub(super) unit: Option<String>,
    pub(super) modifier: Option<Modifier>,
    pub(super) direction: Option<Direction>,
    pub(super) subject: Option<String>,
    pub(super) denominator: Option<String>,
    pub(super) period: Option<Period>,
    pub(super) place: Option<String>,
    /// Absent where nobody labelled the slots: then none of them is scored.
    pub(super) missing: Option<Vec<Missing>>,
    #[serde(default)]
    pub(super) caveats: Vec<Caveat>,
}

/// The time of a figure.
#[derive(Debug, Deserialize)]
pub(super) struct Period {
    #[serde(default)]
    pub(super) text: String,
    pub(super) from: Option<String>,
    pub(super) to: Option<String>,
}

/// A note that qualifies a figure.
#[derive(Debug, Deserialize)]
pub(super) struct Caveat {
    #[serde(default)]
    pub(super) text: String,
}

/// Arithmetic that the document states.
#[derive(Debug, Deserialize)]
pub(super) struct Check {
    pub(super) kind: CheckKind,
    pub(super) status: CheckStatus,
    #[serde(default)]
    pub(super) inputs: Vec<CheckInput>,
}

/// A number that goes into a check.
#[derive(Debug, Deserialize)]
pub(super) struct CheckInput {
    #[serde(default)]
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The bare number of a figure, by offsets or by quote.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Number {
    Span { start: usize, end: usize },
    Label { text: String },
    Quote(String),
}

#[derive(Debug, Deserialize)]
pub(super) struct Attribution {
    pub(super) id: String,
    pub(super) r#in: Option<String>,
    pub(super) source: Option<Source>,
    pub(super) scope: Option<Scope>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Source {
    pub(super) text: Option<Quotes>,
    #[serde(default)]
    pub(super) spans: Vec<Offsets>,
    pub(super) r#in: Option<String>,
    pub(super) nth: Option<usize>,
    pub(super) kind: Option<SourceKind>,
    pub(super) name: Option<String>,
}

/// A matter and those involved.
#[derive(Debug, Deserialize)]
pub(super) struct Case {
    pub(super) id: String,
    #[serde(default)]
    pub(super) people: Vec<Person>,
    pub(super) status: Option<CaseStatus>,
    pub(super) status_evidence: Option<Quote>,
}

/// Somebody involved in a case.
#[derive(Debug, Deserialize)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) role: Option<String>,
    pub(super) age: Option<u32>,
    pub(super) part: Option<Part>,
    #[serde(default)]
    pub(super) mentions: Vec<Offsets>,
}

/// One stretch of text and its words.
#[derive(Debug, Deserialize)]
pub(super) struct Quote {
    #[serde(default)]
    pub(super) text: String,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
}

/// The words of a span of one piece or of several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Quotes {
    One(String),
    Many(Vec<String>),
}

impl Quotes {
    pub(super) fn as_slice(&self) -> &[String] {
        match self {
            Self::One(quote) => std::slice::from_ref(quote),
            Self::Many(quotes) => quotes,
        }
    }
}

/// The gold labels under `folder`: every `.json` file is one record, every `.jsonl` file one a line; in the order
/// of their paths.
pub(super) fn read_gold(folder: &Path) -> Result<Vec<Labels>, Error> {
    let mut reader = Reader::default();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let path = match entry {
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) => entry.into_path(),
            Err(error) => return Err(Error::io("read", folder, error.into())),
        };
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("json") => reader.read_one(&path)?,
            Some("jsonl") => reader.read_lines(&path, |_| true)?,
            _ => {}
        }
    }
    if reader.records.is_empty() {
        let message = "no .json or .jsonl file holds a record";
        return Err(Error::io("find gold labels", folder, io::Error::new(io::ErrorKind::NotFound, message)));
    }
    Ok(reader.records)
}

/// The records of the lines of `path` whose documents are `wanted`.
pub(super) fn read_predictions(path: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<Labels>, Error> {
    let mut reader = Reader::default();
    reader.read_lines(path, wanted)?;
    Ok(reader.records)
}

/// Records read so far, each document once.
#[derive(Default)]
struct Reader {
    records: Vec<Labels>,
    known: BTreeSet<String>,
}

impl Reader {
    fn read_one(&mut self, path: &Path) -> Result<(), Error> {
        let json = fs::read_to_string(path).map_err(|error| Error::io("read", path, error))?;
        let labels = serde_json::from_str(&json)
            .map_err(|error| broken(path.to_path_buf(), error.line(), message(&error)))?;
        self.keep(labels, path, 1)
    }

    fn read_lines(&mut self, path: &Path, wanted: impl Fn(&str) -> bool) -> Result<(), Error> {
        let file = File::open(path).map_err(|error| Error::io("read", path, error))?;
        for (line, number) in BufReader::new(file).lines().zip(1..) {
            let line = line.map_err(|error| Error::io("read", path, error))?;
            if line.trim().is_empty() {
                continue;
            }
            let labels: Labels = serde_json::from_str(&line)
                .map_err(|error| broken(path.to_path_buf(), number, message(&error)))?;
            if wanted(&labels.id) {
                self.keep(labels, path, number)?;
            }
        }
        Ok(())
    }

    fn keep(&mut self, labels: Labels, path: &Path, line: usize) -> Result<(), Error> {
        if !self.known.insert(labels.id.clone()) {
            return Err(broken(
                path.to_path_buf(),
                line,
                format!("a second record with the id {:?}", labels.id),
            ));
        }
        self.records.push(labels);
        Ok(())
    }
}

fn broken(path: PathBuf, line: usize, message: String) -> Error {
    Error::Record { path, line: line.max(1), message }
}

/// What is wrong, with the column; the line is said by [`Error::Record`].
fn message(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let what = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(what, _)| what);
    format!("{what} (column {})", error.column())
}
