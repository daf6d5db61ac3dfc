//! `sayso tag`: one run over files and folders.

mod inputs;
mod summary;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::time::Instant;

use tracing::{debug, info, warn};

pub use self::inputs::list;
use self::inputs::{behind, chosen, reconcile};
use crate::config::{Lines, Redact, Settings};
use crate::error::{DocumentError, Error};
use crate::ingest::{Listed, Selection};
use crate::output::{self, Counts, Existing, Identity, Opened, Outputs, RunData, State};
use crate::pipeline::{Done, Input, Outcome, Pipeline, Position, Prepared, Work};
use crate::progress::Progress;
use crate::record::{Record, Summary};
use crate::redact::Redactor;
use crate::stats::Stats;
use crate::stop::Stop;

/// What to run on and where to write.
#[derive(Debug)]
pub struct Run {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// The file for the records; standard output without one.
    pub output: Option<PathBuf>,
    /// What becomes of an output that is there already.
    pub existing: Existing,
    /// Whether the bar and the summary are left out.
    pub quiet: bool,
    /// Whether the numbers by genre, flag and so on are shown at the end.
    pub stats: bool,
    /// Everything else.
    pub settings: Settings,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ended {
    /// All input is behind it.
    Complete(Counts),
    /// It was asked to stop, and can go on.
    Stopped(Counts),
}

/// A record ready to be written: its lines, and what is counted of it.
struct Written {
    lines: Vec<u8>,
    summary: Summary,
    stats: Stats,
}

/// A record as the worker threads leave it.
enum Finished {
    Written(Box<Written>),
    /// Yet to be redacted, which goes in the order of the input.
    Whole(Box<Record>),
}

/// What takes the records of a run, in the order of the input.
struct Sink {
    outputs: Outputs,
    progress: Progress,
    state: State,
    lines: Lines,
    redactor: Redactor,
    started: Instant,
    /// Seconds that earlier parts of the run took.
    before: f64,
}

/// Runs, until the end of the input or until `stop` is asked.
///
/// # Errors
///
/// Every [`Error`] that ends a run; a document that cannot be read is no such thing.
pub fn tag(run: &Run, stop: &Stop) -> Result<Ended, Error> {
    let settings = &run.settings;
    let selection = Selection::new(&settings.include, &settings.exclude)?;
    let (files, closed) = inputs::list(&run.paths, &selection)?;
    let pipeline = settings.pipeline()?;
    let identity = identity(run, &pipeline);
    let (outputs, state, files) = match Outputs::open(run.output.as_deref(), run.existing, &identity, &files)?
    {
        Opened::New(outputs) => (outputs, State::default(), files),
        Opened::Resumed(outputs, state, journal) => {
            let files = reconcile(&journal, files);
            (outputs, going_on(*state, &files), files)
        }
        Opened::Complete(paths) => {
            if !run.quiet {
                let _ =
                    writeln!(io::stderr(), "{} is complete: nothing is left to do", paths.records.display());
            }
            return Ok(Ended::Complete(Counts::default()));
        }
    };
    info!(files = files.len(), from = ?state.position, "run begins");
    let output = outputs.paths().map(|paths| paths.records.clone());
    let ended = work(run, &pipeline, outputs, state, files, &closed, stop);
    match output {
        // What was committed can be gone on from, whatever happened.
        Some(output) => ended.map_err(|source| Error::Unfinished { output, source: Box::new(source) }),
        None => ended,
    }
}

fn work(
    run: &Run,
    pipeline: &Pipeline,
    outputs: Outputs,
    state: State,
    files: Vec<Listed>,
    closed: &[DocumentError],
    stop: &Stop,
) -> Result<Ended, Error> {
    let settings = &run.settings;
    let chosen = chosen(settings, &files)?;
    // Of a sample nobody knows beforehand how many bytes it has.
    let bytes = if chosen.is_some() { None } else { inputs::bytes(&files) };
    let progress = Progress::new(bytes, behind(&files, &state), run.quiet);
    let total = files.len();
    let input = Input {
        files: files.into(),
        from: state.position,
        chosen: chosen.map(Into::into),
        reading: settings.reading(),
        stop: stop.clone(),
    };
    let mut sink = Sink::new(outputs, progress, state, settings.lines);
    if sink.state.position == Position::default() {
        closed.iter().try_for_each(|folder| sink.failed(folder))?;
    }
    let work = Work {
        wants: |document: &Prepared| {
            settings
                .since
                .as_ref()
                .is_none_or(|since| document.date().is_none_or(|date| since.includes(&date)))
        },
        finish: |record: Record| match settings.redact {
            Some(Redact::People) => Finished::Whole(Box::new(record)),
            None => Finished::Written(Box::new(Written::new(record, settings.lines))),
        },
    };
    let done = pipeline.run(input, settings.jobs, &work, |done| sink.take(done));
    let Sink { outputs, progress, state, .. } = sink;
    progress.finish();
    done?;
    if state.position.file < total {
        return Ok(stopped(run, &outputs, &state));
    }
    let data = RunData::new(pipeline.tool(), settings, &run.paths, &state);
    let paths = outputs.seal(&data)?;
    info!(documents = state.counts.documents, failures = state.counts.failures, "run is complete");
    if !run.quiet {
        let _ = io::stderr().write_all(summary::of(&state, paths.as_ref()).as_bytes());
    }
    if run.stats {
        let _ = io::stderr().write_all(state.stats.table().as_bytes());
    }
    Ok(Ended::Complete(state.counts))
}

/// What the records of a run depend on, and nothing else.
fn identity(run: &Run, pipeline: &Pipeline) -> Identity {
    let mut options = serde_json::to_value(&run.settings).unwrap_or_default();
    if let Some(options) = options.as_object_mut() {
        // The same bytes come out at any number of threads.
        options.remove("jobs");
    }
    let tool = pipeline.tool();
    Identity {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: tool.model.clone(),
        rules: tool.rules.clone(),
        options,
        paths: output::typed(&run.paths),
    }
}

/// The state of a run that goes on, with the files behind it that changed while nobody looked.
fn going_on(mut state: State, files: &[Listed]) -> State {
    for file in files.iter().take(state.position.file).filter(|file| file.has_changed()) {
        let path = file.file.path.display().to_string();
        if !state.changed.contains(&path) {
            state.changed.push(path);
        }
    }
    state
}

fn stopped(run: &Run, outputs: &Outputs, state: &State) -> Ended {
    info!(documents = state.counts.documents, "run is stopped");
    if !run.quiet {
        let how = outputs.paths().map_or_else(String::new, |paths| {
            format!(" to {}: repeat the command with --resume to go on", paths.records.display())
        });
        let documents = summary::counted(state.counts.documents, "document");
        let _ = writeln!(io::stderr(), "sayso: stopped; {documents} written so far{how}");
    }
    Ended::Stopped(state.counts)
}

impl Written {
    fn new(record: Record, lines: Lines) -> Self {
        let summary = record.summary;
        let stats = Stats::of(&record);
        let mut bytes = Vec::with_capacity(record.text.len() * 6);
        match lines {
            Lines::Document => write_line(&mut bytes, &record),
            Lines::Claim => record.into_claim_lines().iter().for_each(|line| write_line(&mut bytes, line)),
        }
        Self { lines: bytes, summary, stats }
    }
}

fn write_line(bytes: &mut Vec<u8>, line: &impl serde::Serialize) {
    // Writing to memory cannot fail, and no key of a record is anything but a string.
    let _ = serde_json::to_writer(&mut *bytes, line);
    bytes.push(b'\n');
}

impl Sink {
    fn new(outputs: Outputs, progress: Progress, mut state: State, lines: Lines) -> Self {
        let redactor = Redactor::knowing(std::mem::take(&mut state.numbered));
        let before = state.counts.seconds;
        Self { outputs, progress, state, lines, redactor, started: Instant::now(), before }
    }

    /// Writes a batch and makes it safe.
    fn take(&mut self, done: Done<Finished>) -> Result<(), Error> {
        for outcome in done.outcomes {
            self.one(outcome)?;
        }
        for bytes in done.skipped {
            self.state.counts.skipped += 1;
            self.progress.skipped(bytes);
        }
        for path in &done.changed {
            warn!(path, "file changed while the run was under way");
        }
        self.state.position = done.end;
        self.state.counts.seconds =
            ((self.before + self.started.elapsed().as_secs_f64()) * 1e3).round() / 1e3;
        let State { position, counts, .. } = self.state;
        let (stats, numbered) = (self.state.stats.clone(), self.redactor.take_new());
        self.state.changed.extend_from_slice(&done.changed);
        info!(documents = counts.documents, file = position.file, "batch is safe");
        self.outputs.commit(State { position, counts, stats, numbered, changed: done.changed })
    }

    fn one(&mut self, outcome: Outcome<Finished>) -> Result<(), Error> {
        let counts = &mut self.state.counts;
        let claims = match outcome.result {
            Ok(finished) => {
                debug!(documents = counts.documents, bytes = outcome.bytes, "document is tagged");
                counts.documents += 1;
                counts.bytes += outcome.bytes as u64;
                let Written { lines, summary, stats } = self.written(finished);
                self.outputs.records(&lines)?;
                self.state.counts.summary.add(&summary);
                self.state.stats.add(stats);
                summary.claims
            }
            Err(failure) => {
                self.failed(&failure)?;
                0
            }
        };
        self.progress.done(outcome.bytes, claims);
        Ok(())
    }

    fn failed(&mut self, failure: &DocumentError) -> Result<(), Error> {
        warn!(path = failure.path, code = %failure.code, "document could not be read");
        self.state.counts.failures += 1;
        self.state.stats.fail(failure);
        self.outputs.failure(failure)
    }

    fn written(&mut self, finished: Finished) -> Written {
        match finished {
            Finished::Written(written) => *written,
            Finished::Whole(record) => Written::new(self.redactor.redact(*record), self.lines),
        }
    }
}
