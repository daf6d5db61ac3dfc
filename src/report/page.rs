//! The page, and what it reads.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use askama::Template;

use super::chart::Chart;
use super::charts;
use super::overview::{Overview, SourceCount, Sources, priority, source_name};
use super::view;
use crate::error::Error;
use crate::record::{Record, name_of};

/// Claims in the list.
const CLAIMS: usize = 100;
/// Sources in the list.
const SOURCES: usize = 50;

/// A claim in the list.
#[derive(Clone, Debug, PartialEq)]
struct Line {
    text: String,
    verdict: String,
    types: Vec<String>,
    flags: Vec<String>,
    worth: f64,
    source: Option<String>,
    title: String,
    publisher: Option<String>,
    published: Option<String>,
}

/// Arithmetic that does not come out.
struct Conflict {
    note: String,
    title: String,
}

/// A report of one run.
#[derive(Template)]
#[template(path = "report.html", config = ".askama.toml")]
pub struct Report {
    name: String,
    style: &'static str,
    overview: Overview,
    charts: Vec<Chart>,
    claims: Vec<Line>,
    sources: Vec<SourceCount>,
    all_sources: usize,
    conflicts: Vec<Conflict>,
}

impl Report {
    /// The page as HTML.
    ///
    /// # Errors
    ///
    /// Never in practice: the page is written to memory.
    pub fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }
}

/// Reads an output of `sayso tag`, a record at a time.
///
/// # Errors
///
/// When the file cannot be read, or a line is no record.
pub fn read(output: &Path) -> Result<Report, Error> {
    let file = File::open(output).map_err(|error| Error::io("read", output, error))?;
    let mut overview = Overview::default();
    let mut sources = Sources::default();
    let mut conflicts = Vec::new();
    // The best so far, by priority; of equal ones those that came first.
    let mut best: BTreeMap<(Reverse<u64>, u64), Line> = BTreeMap::new();
    for (line, number) in BufReader::new(file).lines().zip(1..) {
        let line = line.map_err(|error| Error::io("read", output, error))?;
        if line.trim().is_empty() {
            continue;
        }
        let record: Record = serde_json::from_str(&line).map_err(|error| Error::Record {
            path: output.to_path_buf(),
            line: number,
            message: error.to_string(),
        })?;
        let before = overview.claims;
        overview.add(&record);
        sources.add(&record);
        for (claim, number) in record.claims.iter().zip(before..) {
            let rank = priority(claim.check_worthiness, claim.sourcing, &claim.flags);
            let key = (Reverse(rank.max(0.0).to_bits()), number);
            if best.len() < CLAIMS || best.last_key_value().is_some_and(|(last, _)| key < *last) {
                best.insert(key, line_of(&record, claim));
                if best.len() > CLAIMS {
                    best.pop_last();
                }
            }
        }
        let failed = record.checks.iter().filter(|check| name_of(&check.status) == "conflict");
        conflicts.extend(
            failed.take(50).map(|check| Conflict { note: check.note.clone(), title: title_of(&record) }),
        );
    }
    let mut list = sources.into_list();
    let all_sources = list.len();
    list.truncate(SOURCES);
    conflicts.truncate(200);
    Ok(Report {
        name: output.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        style: include_str!("assets/sayso.css"),
        charts: charts(&overview),
        overview,
        claims: best.into_values().collect(),
        sources: list,
        all_sources,
        conflicts,
    })
}

fn title_of(record: &Record) -> String {
    record.meta.title.clone().filter(|title| !title.trim().is_empty()).unwrap_or_else(|| record.id.clone())
}

fn line_of(record: &Record, claim: &crate::record::Claim) -> Line {
    let id = claim.attribution.as_ref();
    let attribution = id.and_then(|id| record.attributions.iter().find(|one| one.id == *id));
    Line {
        text: claim.text.clone(),
        verdict: name_of(&claim.sourcing),
        types: claim.types.iter().map(name_of).collect(),
        flags: claim.flags.iter().map(name_of).collect(),
        worth: claim.check_worthiness,
        source: attribution.and_then(source_name).map(str::to_owned),
        title: title_of(record),
        publisher: record.meta.publisher.clone(),
        published: record.meta.published.clone().or_else(|| record.meta.answered.clone()),
    }
}
