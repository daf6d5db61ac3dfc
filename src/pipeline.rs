//! The one place that knows every stage: their order for one document, and batches, threads and ordered output for
//! many.

use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;

use crate::attribute::attribute;
use crate::cases::cases;
use crate::caveats::Caveats;
use crate::checks::checks;
use crate::claims::{Findings, claims};
use crate::document::{Annotation, Document, Figure};
use crate::error::{DocumentError, Error, Stage};
use crate::figures::{self, Context, Found};
use crate::genre::genre;
use crate::ingest::{self, InputFile, RawDocument, RawResult};
use crate::judge::judge;
use crate::model::Encoder;
use crate::names::Names;
use crate::reading::Reading;
use crate::record::{self, Record, Tool};
use crate::rules::{RuleSet, Tag};
use crate::segment::segment;
use crate::table_figures::figures_in_table;

/// A batch is full at this many bytes of input …
const BATCH_BYTES: usize = 1 << 20;

/// … or at this many documents.
const BATCH_DOCUMENTS: usize = 512;

/// Batches that may wait between two threads. With the one in hand on either side this bounds the memory of a run.
const BATCHES_WAITING: usize = 1;

/// The stages with what they need: the catalogue, and an encoder where one has its seat.
#[derive(Debug)]
pub struct Pipeline {
    rules: RuleSet,
    encoder: Option<Box<dyn Encoder>>,
    tool: Tool,
}

impl Pipeline {
    /// A pipeline in which the rules do the tagging, with `encoder` where there is one.
    #[must_use]
    pub fn new(rules: RuleSet, encoder: Option<Box<dyn Encoder>>) -> Self {
        let tool =
            Tool { model: encoder.as_ref().map(|encoder| encoder.name()), rules: rules.hash().to_owned() };
        Self { rules, encoder, tool }
    }

    /// What made the records.
    #[must_use]
    pub fn tool(&self) -> &Tool {
        &self.tool
    }

    /// The record of one document.
    #[must_use]
    pub fn annotate(&self, document: Document) -> Record {
        let annotation = self.stages(&document);
        record::build(document, &annotation, &self.tool)
    }

    fn stages(&self, document: &Document) -> Annotation {
        let layout = segment(document, &self.rules);
        let signals = self.encoder.as_ref().map(|encoder| encoder.read(&document.text, &layout));
        let reading = Reading::new(document, &layout, &self.rules);
        let names = Names::new(&reading);
        let genre = genre(&reading, signals.as_ref());
        let Found { mut figures, periods } = quantities(&reading);
        let caveats = Caveats::new(&document.text, &layout);
        caveats.bind_to_figures(&mut figures);
        let attributions = attribute(&reading, &names, genre.0);
        let (mut cases, cases_of) = cases(&reading, &names, &figures);
        let findings = Findings {
            figures: &figures,
            periods: &periods,
            cases: &cases,
            cases_of: &cases_of,
            signals: signals.as_ref(),
        };
        let (claims, check_worthiness) = claims(&reading, &findings);
        let mut claims = judge(&reading, &figures, &attributions, claims);
        caveats.bind_to_claims(&figures, &mut claims);
        for (index, claim) in claims.iter().enumerate() {
            for case in &claim.cases {
                cases[*case].claims.push(index);
            }
        }
        let checks = checks(&reading, &figures);
        drop(reading);
        Annotation { layout, genre, figures, periods, attributions, cases, claims, checks, check_worthiness }
    }

    /// The document in `raw` and its record.
    ///
    /// # Errors
    ///
    /// [`DocumentError`] when the bytes are no document, or when a stage failed on it. The latter is a defect of
    /// sayso; it is caught, so that it costs one document and not the run.
    pub fn process(&self, raw: &RawDocument) -> Result<Record, DocumentError> {
        let place = raw.place();
        let document = ingest::read(raw)?;
        catch_unwind(AssertUnwindSafe(|| self.annotate(document))).map_err(|_| DocumentError {
            path: place,
            stage: Stage::Annotate,
            code: "defect",
            message: "a stage failed on this document; please report it with the document".to_owned(),
        })
    }

    /// Processes `files` on `jobs` threads and hands one outcome a document to `sink`, in the order of the input.
    ///
    /// `finish` runs on the worker threads and turns a record into what `sink` wants, such as a line of JSON. Reading,
    /// working and sinking overlap; at most a few batches are in memory.
    ///
    /// # Errors
    ///
    /// What `sink` returns first; the run ends there.
    pub fn run<T: Send>(
        &self,
        files: &[InputFile],
        limits: Limits,
        finish: impl Fn(Record) -> T + Sync,
        mut sink: impl FnMut(Outcome<T>) -> Result<(), Error> + Send,
    ) -> Result<(), Error> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(limits.jobs).build();
        let pool = pool.map_err(|error| Error::Threads(io::Error::other(error)))?;
        let work = |raw: RawResult| {
            let bytes = raw.as_ref().map_or(0, |raw| raw.bytes.len());
            let result = raw.and_then(|raw| self.process(&raw)).map(&finish);
            Outcome { bytes, result }
        };
        thread::scope(|scope| {
            let (to_work, raw_batches) = sync_channel::<Vec<RawResult>>(BATCHES_WAITING);
            let (to_sink, outcomes) = sync_channel::<Vec<Outcome<T>>>(BATCHES_WAITING);
            scope.spawn(move || read_batches(files, limits.document_bytes, &to_work));
            scope.spawn(move || work_batches(&pool, &raw_batches, &to_sink, work));
            // The threads end when this receiver is gone, on success and on error alike.
            outcomes.into_iter().flatten().try_for_each(&mut sink)
        })
    }
}

/// What a run may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Worker threads; 0 means one a core.
    pub jobs: usize,
    /// The largest document in bytes; a larger one is an error of its own.
    pub document_bytes: usize,
}

/// What became of one document.
#[derive(Debug)]
pub struct Outcome<T> {
    /// Input bytes of the document, 0 when they could not be read.
    pub bytes: usize,
    /// The finished record, or why there is none.
    pub result: Result<T, DocumentError>,
}

fn read_batches(files: &[InputFile], document_bytes: usize, to_work: &SyncSender<Vec<RawResult>>) {
    let mut batch = Vec::new();
    let mut bytes = 0;
    for file in files {
        let flow = ingest::read_file(file, document_bytes, &mut |raw| {
            bytes += raw.as_ref().map_or(0, |raw| raw.bytes.len());
            batch.push(raw);
            if bytes < BATCH_BYTES && batch.len() < BATCH_DOCUMENTS {
                return ControlFlow::Continue(());
            }
            bytes = 0;
            hand_on(to_work, std::mem::take(&mut batch))
        });
        if flow.is_break() {
            return;
        }
    }
    let _ = hand_on(to_work, batch);
}

/// Breaks when nobody receives any more.
fn hand_on<B>(to: &SyncSender<B>, batch: B) -> ControlFlow<()> {
    to.send(batch).map_or(ControlFlow::Break(()), ControlFlow::Continue)
}

fn work_batches<T: Send>(
    pool: &rayon::ThreadPool,
    raw_batches: &Receiver<Vec<RawResult>>,
    to_sink: &SyncSender<Vec<Outcome<T>>>,
    work: impl Fn(RawResult) -> Outcome<T> + Sync,
) {
    for batch in raw_batches {
        let done = pool.install(|| batch.into_par_iter().map(&work).collect());
        if hand_on(to_sink, done).is_break() {
            return;
        }
    }
}

/// The figures of sentences and of table cells, in text order, without the numbers that a rule knows to count
/// nothing, and the periods that sentences name.
fn quantities(reading: &Reading<'_>) -> Found {
    let context = Context { reference: reading.layout.meta.reference_date(), ..Context::default() };
    let text = reading.text();
    let mut all = Found::default();
    for (index, found) in figures::find_in_prose(text, reading.layout).into_iter().enumerate() {
        let counts = |figure: &Figure| {
            !reading.tagged(index, Tag::NotFigure).any(|hit| hit.span.overlaps(figure.number))
        };
        all.figures.extend(found.figures.into_iter().filter(counts));
        all.periods.extend(found.periods);
    }
    for (index, table) in reading.layout.tables.iter().enumerate() {
        all.figures.extend(figures_in_table(text, index, table, &context));
    }
    all.figures.sort_by_key(|figure| figure.span);
    all
}
