//! `sayso tag`: one run over files and folders.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::time::Instant;

use indicatif::{HumanBytes, HumanCount};

use crate::config::{Lines, Redact, Settings};
use crate::error::Error;
use crate::ingest::{self, Selection};
use crate::output::{Counts, Outputs, Paths};
use crate::pipeline::{Limits, Outcome};
use crate::progress::Progress;
use crate::record::{Record, Summary};
use crate::redact::Redactor;

/// What to run on and where to write.
#[derive(Debug)]
pub struct Run {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// The file for the records; standard output without one.
    pub output: Option<PathBuf>,
    /// Whether an output that exists is replaced.
    pub force: bool,
    /// Whether the bar and the summary are left out.
    pub quiet: bool,
    /// Everything else.
    pub settings: Settings,
}

/// A record ready to be written: its lines, and what the summary counts.
struct Written {
    lines: Vec<u8>,
    summary: Summary,
}

/// A record as the worker threads leave it.
enum Finished {
    Written(Written),
    /// Yet to be redacted, which goes in the order of the input.
    Whole(Box<Record>),
}

/// What takes the records of a run, in the order of the input.
struct Sink {
    outputs: Outputs,
    progress: Progress,
    counts: Counts,
    lines: Lines,
    redactor: Redactor,
}

/// Runs, and returns the numbers.
///
/// # Errors
///
/// Every [`Error`] that ends a run; a document that cannot be read is no such thing.
pub fn tag(run: &Run) -> Result<Counts, Error> {
    let settings = &run.settings;
    let pipeline = settings.pipeline()?;
    let files = ingest::find(&run.paths, &Selection::new(&settings.include, &settings.exclude)?)?;
    let lines = settings.lines;
    let mut sink = Sink {
        outputs: Outputs::open(run.output.as_deref(), run.force)?,
        progress: Progress::new(&files, run.quiet),
        counts: Counts::default(),
        lines,
        redactor: Redactor::default(),
    };
    let started = Instant::now();
    let limits = Limits { jobs: settings.jobs, document_bytes: settings.max_document_bytes };
    let finish = |record: Record| match settings.redact {
        Some(Redact::People) => Finished::Whole(Box::new(record)),
        None => Finished::Written(Written::new(record, lines)),
    };
    let done = pipeline.run(&files, limits, finish, |outcome| sink.take(outcome));
    let Sink { outputs, progress, mut counts, .. } = sink;
    progress.finish();
    done?;
    counts.seconds = (started.elapsed().as_secs_f64() * 1e3).round() / 1e3;
    let paths = outputs.seal(pipeline.tool(), settings, &run.paths, &counts)?;
    if !run.quiet {
        let _ = io::stderr().write_all(summary(&counts, paths.as_ref()).as_bytes());
    }
    Ok(counts)
}

impl Written {
    fn new(record: Record, lines: Lines) -> Self {
        let summary = record.summary;
        let mut bytes = Vec::with_capacity(record.text.len() * 6);
        match lines {
            Lines::Document => write_line(&mut bytes, &record),
            Lines::Claim => record.into_claim_lines().iter().for_each(|line| write_line(&mut bytes, line)),
        }
        Self { lines: bytes, summary }
    }
}

fn write_line(bytes: &mut Vec<u8>, line: &impl serde::Serialize) {
    // Writing to memory cannot fail, and no key of a record is anything but a string.
    let _ = serde_json::to_writer(&mut *bytes, line);
    bytes.push(b'\n');
}

impl Sink {
    fn take(&mut self, outcome: Outcome<Finished>) -> Result<(), Error> {
        let claims = match outcome.result {
            Ok(finished) => {
                let Written { lines, summary } = self.written(finished);
                self.outputs.records(&lines)?;
                self.counts.documents += 1;
                self.counts.bytes += outcome.bytes as u64;
                self.counts.summary.add(&summary);
                summary.claims
            }
            Err(failure) => {
                self.outputs.failure(&failure)?;
                self.counts.failures += 1;
                0
            }
        };
        self.progress.done(outcome.bytes, claims);
        Ok(())
    }

    fn written(&mut self, finished: Finished) -> Written {
        match finished {
            Finished::Written(written) => written,
            Finished::Whole(record) => Written::new(self.redactor.redact(*record), self.lines),
        }
    }
}

/// The few lines at the end of a run.
fn summary(counts: &Counts, paths: Option<&Paths>) -> String {
    let Summary { claims, by_type, by_sourcing, by_check } = counts.summary;
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rate for the eye"
    )]
    let rate = HumanBytes((counts.bytes as f64 / counts.seconds.max(1e-3)) as u64);
    let mut text = String::new();
    let _ = writeln!(
        text,
        "{}, {} in {:.2} s ({rate}/s)",
        counted(counts.documents, "document"),
        counted(claims, "claim"),
        counts.seconds
    );
    let _ = writeln!(
        text,
        "  types     figure {} · case {} · policy {} · assertion {}",
        by_type.figure, by_type.case, by_type.policy, by_type.assertion
    );
    let _ = writeln!(
        text,
        "  verdicts  sourced {} · attributed {} · vague {} · unsourced {}",
        by_sourcing.sourced, by_sourcing.attributed, by_sourcing.vague, by_sourcing.unsourced
    );
    let _ = writeln!(
        text,
        "  checks    ok {} · conflict {} · unbound {}",
        by_check.ok, by_check.conflict, by_check.unbound
    );
    if let Some(paths) = paths {
        let _ = writeln!(text, "  written   {}", paths.records.display());
    }
    if counts.failures > 0 {
        let place = paths.map_or_else(String::new, |paths| format!(": see {}", paths.errors.display()));
        let _ =
            writeln!(text, "  failures  {} could not be read{place}", counted(counts.failures, "document"));
    }
    text
}

/// "1 document", "2,600 documents".
fn counted(count: u64, noun: &str) -> String {
    format!("{} {noun}{}", HumanCount(count), if count == 1 { "" } else { "s" })
}
