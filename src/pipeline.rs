//! The one place that knows every stage: their order for one document, and batches, threads and ordered output for
//! many.

use std::io;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use rayon::prelude::*;

use crate::attribute::attribute;
use crate::cases::cases;
use crate::caveats::Caveats;
use crate::checks::checks;
use crate::claims::{Findings, claims};
use crate::document::{Annotation, Document, Figure, Layout, Warning};
use crate::error::{DocumentError, Error, Stage};
use crate::figures::{self, Context, Found};
use crate::genre::{genre, passages};
use crate::ingest::{self, InputFile, RawDocument, RawResult};
use crate::judge::{Evidence, judge};
use crate::model::{Model, ModelError, Signals};
use crate::names::Names;
use crate::policy::Voices;
use crate::reading::Reading;
use crate::record::{self, Record, Tool};
use crate::rules::{RuleSet, Tag};
use crate::segment::segment;
use crate::table_figures::figures_in_table;

/// A batch is full at this many bytes of input …
const BATCH_BYTES: usize = 1 << 20;

/// … at this many where a model reads along, which takes a hundred times as long a byte …
const MODEL_BATCH_BYTES: usize = 1 << 17;

/// … or at this many documents.
const BATCH_DOCUMENTS: usize = 512;

/// Batches that may wait between two threads. With the one in hand on either side this bounds the memory of a run.
const BATCHES_WAITING: usize = 1;

/// The stages with what they need: the catalogue, and a model where one takes part.
#[derive(Debug)]
pub struct Pipeline {
    rules: RuleSet,
    model: Option<Model>,
    tool: Tool,
}

impl Pipeline {
    /// A pipeline of `rules`, with `model` where there is one; without one the rules tag alone.
    #[must_use]
    pub fn new(rules: RuleSet, model: Option<Model>) -> Self {
        let tool = Tool { model: model.as_ref().map(Model::name), rules: rules.hash().to_owned() };
        Self { rules, model, tool }
    }

    /// What made the records.
    #[must_use]
    pub fn tool(&self) -> &Tool {
        &self.tool
    }

    /// The record of one document.
    ///
    /// # Errors
    ///
    /// [`ModelError`] when the model's engine fails; without a model, never.
    pub fn annotate(&self, document: Document) -> Result<Record, ModelError> {
        let layout = segment(&document, &self.rules);
        let signals = match &self.model {
            Some(model) => model.read(&[(&document.text, &layout)])?.pop(),
            None => None,
        };
        let annotation = self.stages(&document, layout, signals.as_ref());
        Ok(record::build(document, &annotation, &self.tool))
    }

    fn stages(&self, document: &Document, mut layout: Layout, signals: Option<&Signals>) -> Annotation {
        layout.warnings.extend(signals.and_then(read_in_parts));
        let reading = Reading::new(document, &layout, &self.rules);
        let names = Names::new(&reading, signals);
        let genre = genre(&reading, signals);
        let passages = passages(&reading, signals);
        let Found { mut figures, periods } = quantities(&reading);
        let caveats = Caveats::new(&document.text, &layout);
        caveats.bind_to_figures(&mut figures);
        let attributions = attribute(&reading, &names, genre.0, &passages, signals);
        let mut cases = cases(&reading, &names, &periods);
        let voices = Voices::new(&attributions, layout.meta.answering_body.as_deref());
        let findings = Findings {
            figures: &figures,
            periods: &periods,
            names: &names,
            voices: &voices,
            cases: &cases,
            signals,
            votes: self.model.as_ref().map(Model::votes),
        };
        let (claims, check_worthiness) = claims(&reading, &findings);
        let checks = checks(&reading, &figures);
        let evidence = Evidence {
            figures: &figures,
            attributions: &attributions,
            cases: &cases.all,
            checks: &checks,
            names: &names,
            signals,
        };
        let mut claims = judge(&reading, &evidence, claims);
        caveats.bind_to_claims(&figures, &mut claims);
        for (index, claim) in claims.iter().enumerate() {
            for case in &claim.cases {
                cases.all[*case].claims.push(index);
            }
        }
        drop(reading);
        Annotation {
            layout,
            genre,
            passages,
            figures,
            periods,
            attributions,
            cases: cases.all,
            claims,
            checks,
            check_worthiness,
        }
    }

    /// The document in `raw` and its record.
    ///
    /// # Errors
    ///
    /// [`DocumentError`] when the bytes are no document, or when a stage failed on it. The latter is a defect of
    /// sayso; it is caught, so that it costs one document and not the run.
    pub fn process(&self, raw: &RawDocument) -> Result<Record, DocumentError> {
        let prepared = self.prepare(raw)?;
        let signals = self.signals(&[&prepared]).pop().unwrap_or(Ok(None))?;
        self.finish(prepared, signals.as_ref())
    }

    /// Reads and segments one document, so that the model can see it beside others.
    fn prepare(&self, raw: &RawDocument) -> Result<Prepared, DocumentError> {
        let place = raw.place();
        let document = ingest::read(raw)?;
        let layout = catch_unwind(AssertUnwindSafe(|| segment(&document, &self.rules)));
        match layout {
            Ok(layout) => Ok(Prepared { place, document, layout }),
            Err(_) => Err(defect(place)),
        }
    }

    /// What the model says of each document. When the engine fails on all of them together, each is tried alone.
    fn signals(&self, prepared: &[&Prepared]) -> Vec<Result<Option<Signals>, DocumentError>> {
        let Some(model) = &self.model else { return prepared.iter().map(|_| Ok(None)).collect() };
        let read = |some: &[&Prepared]| {
            let texts: Vec<(&str, &Layout)> =
                some.iter().map(|prepared| (prepared.document.text.as_str(), &prepared.layout)).collect();
            catch_unwind(AssertUnwindSafe(|| model.read(&texts)))
        };
        if let Ok(Ok(signals)) = read(prepared) {
            return signals.into_iter().map(|signals| Ok(Some(signals))).collect();
        }
        let alone = |one: &&Prepared| match read(&[one]) {
            Ok(Ok(mut signals)) => Ok(signals.pop()),
            Ok(Err(error)) => Err(DocumentError {
                path: one.place.clone(),
                stage: Stage::Annotate,
                code: "model",
                message: format!("{error}; the rules alone would read it (--no-model)"),
            }),
            Err(_) => Err(defect(one.place.clone())),
        };
        prepared.iter().map(alone).collect()
    }

    fn finish(&self, prepared: Prepared, signals: Option<&Signals>) -> Result<Record, DocumentError> {
        let Prepared { place, document, layout } = prepared;
        let record = catch_unwind(AssertUnwindSafe(|| {
            let annotation = self.stages(&document, layout, signals);
            record::build(document, &annotation, &self.tool)
        }));
        record.map_err(|_| defect(place))
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
        thread::scope(|scope| {
            let (to_work, raw_batches) = sync_channel::<Vec<RawResult>>(BATCHES_WAITING);
            let (to_sink, outcomes) = sync_channel::<Vec<Outcome<T>>>(BATCHES_WAITING);
            let batch_bytes = if self.model.is_some() { MODEL_BATCH_BYTES } else { BATCH_BYTES };
            scope.spawn(move || read_batches(files, limits.document_bytes, batch_bytes, &to_work));
            let finish = &finish;
            scope.spawn(move || {
                for batch in raw_batches {
                    if hand_on(&to_sink, self.batch(&pool, batch, finish)).is_break() {
                        return;
                    }
                }
            });
            // The threads end when this receiver is gone, on success and on error alike.
            outcomes.into_iter().flatten().try_for_each(&mut sink)
        })
    }

    /// One batch: all documents are read, then the model sees their passages together, then each is finished.
    fn batch<T: Send>(
        &self,
        pool: &rayon::ThreadPool,
        batch: Vec<RawResult>,
        finish: &(impl Fn(Record) -> T + Sync),
    ) -> Vec<Outcome<T>> {
        let prepare = |raw: RawResult| {
            let bytes = raw.as_ref().map_or(0, |raw| raw.bytes.len());
            (bytes, raw.and_then(|raw| self.prepare(&raw)))
        };
        let prepared: Vec<_> = pool.install(|| batch.into_par_iter().map(prepare).collect());
        let readable: Vec<&Prepared> =
            prepared.iter().filter_map(|(_, result)| result.as_ref().ok()).collect();
        let mut signals = self.signals(&readable).into_iter();
        let with_signals: Vec<_> = prepared
            .into_iter()
            .map(|(bytes, result)| {
                let both = result.and_then(|prepared| {
                    let signals = signals.next().unwrap_or(Ok(None))?;
                    Ok((prepared, signals))
                });
                (bytes, both)
            })
            .collect();
        let complete = |(bytes, both): (usize, Result<(Prepared, Option<Signals>), DocumentError>)| {
            let result =
                both.and_then(|(prepared, signals)| self.finish(prepared, signals.as_ref())).map(finish);
            Outcome { bytes, result }
        };
        pool.install(|| with_signals.into_par_iter().map(complete).collect())
    }
}

/// A document with its layout, before the model has seen it.
#[derive(Debug)]
struct Prepared {
    place: String,
    document: Document,
    layout: Layout,
}

/// The warning that the model has read sentences in parts.
fn read_in_parts(signals: &Signals) -> Option<Warning> {
    (signals.in_parts > 0).then(|| Warning {
        code: "sentence_in_parts",
        message: format!(
            "sentences too long for the model were read in parts, {} more than sentences",
            signals.in_parts
        ),
    })
}

fn defect(place: String) -> DocumentError {
    DocumentError {
        path: place,
        stage: Stage::Annotate,
        code: "defect",
        message: "a stage failed on this document; please report it with the document".to_owned(),
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

fn read_batches(
    files: &[InputFile],
    document_bytes: usize,
    batch_bytes: usize,
    to_work: &SyncSender<Vec<RawResult>>,
) {
    let mut batch = Vec::new();
    let mut bytes = 0;
    for file in files {
        let flow = ingest::read_file(file, document_bytes, &mut |raw| {
            bytes += raw.as_ref().map_or(0, |raw| raw.bytes.len());
            batch.push(raw);
            if bytes < batch_bytes && batch.len() < BATCH_DOCUMENTS {
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
