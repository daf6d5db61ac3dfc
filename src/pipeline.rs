//! The one place that knows every stage: their order for one document, and batches, threads and ordered output for
//! many.

mod batches;

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use jiff::civil::Date;
use rayon::iter::Either;
use rayon::prelude::*;

use self::batches::{Batch, Item};
pub use self::batches::{Input, Position};

use crate::attribute::attribute;
use crate::cases::cases;
use crate::caveats::Caveats;
use crate::checks::checks;
use crate::claims::{Findings, claims};
use crate::document::{Annotation, Document, Figure, Layout, Meta, Warning};
use crate::error::{DocumentError, Error, Stage};
use crate::figures::{self, Context, Found};
use crate::genre::{genre, passages};
use crate::ingest::child::Children;
use crate::ingest::{self, RawDocument};
use crate::judge::{Evidence, judge};
use crate::model::{Model, ModelError, Signals};
use crate::names::Names;
use crate::policy::Voices;
use crate::reading::Reading;
use crate::record::{self, Record, Tool};
use crate::rules::{RuleSet, Tag};
use crate::segment::{LONGEST, segment_within};
use crate::stop::Stop;
use crate::table_figures::figures_in_table;

/// A batch is full at this many bytes of input …
const BATCH_BYTES: usize = 1 << 20;

/// … at this many where a model reads along, which takes a hundred times as long a byte …
const MODEL_BATCH_BYTES: usize = 1 << 17;

/// How long a wish to stop may go unseen by a thread that waits.
const STOP_SEEN_WITHIN: Duration = Duration::from_millis(100);

/// Batches that may wait between two threads. With the one in hand on either side this bounds the memory of a run.
const BATCHES_WAITING: usize = 1;

/// The stages with what they need: the catalogue, and a model where one takes part.
#[derive(Debug)]
pub struct Pipeline {
    rules: RuleSet,
    model: Option<Model>,
    children: Option<Children>,
    tool: Tool,
    /// The most bytes of a sentence.
    longest: usize,
}

impl Pipeline {
    /// A pipeline of `rules`, with `model` where there is one; without one the rules tag alone.
    #[must_use]
    pub fn new(rules: RuleSet, model: Option<Model>) -> Self {
        let tool = Tool { model: model.as_ref().map(Model::name), rules: rules.hash().to_owned() };
        Self { rules, model, children: None, tool, longest: LONGEST }
    }

    /// The same pipeline, reading formats whose parsers may break down in `children`.
    #[must_use]
    pub fn reading_in(self, children: Children) -> Self {
        Self { children: Some(children), ..self }
    }

    /// The same pipeline, cutting sentences of more than `longest` bytes (200 where that is less) at white space.
    #[must_use]
    pub fn cutting_sentences_at(self, longest: usize) -> Self {
        Self { longest, ..self }
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
        let layout = segment_within(&document, &self.rules, self.longest);
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
        let voices = Voices::new(&document.text, &attributions, layout.meta.answering_body.as_deref());
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
        let document = match &self.children {
            Some(children) if raw.format.is_risky() => children.read(raw)?,
            _ => catch_unwind(AssertUnwindSafe(|| ingest::read(raw)))
                .unwrap_or_else(|_| Err(defect(raw.place())))?,
        };
        let layout = catch_unwind(AssertUnwindSafe(|| segment_within(&document, &self.rules, self.longest)));
        match layout {
            Ok(layout) => Ok(Prepared { place, document, layout, modified: None }),
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
                code: "model".into(),
                message: format!("{error}; the rules alone would read it (--no-model)"),
            }),
            Err(_) => Err(defect(one.place.clone())),
        };
        prepared.iter().map(alone).collect()
    }

    fn finish(&self, prepared: Prepared, signals: Option<&Signals>) -> Result<Record, DocumentError> {
        let Prepared { place, document, layout, modified: _ } = prepared;
        let record = catch_unwind(AssertUnwindSafe(|| {
            let annotation = self.stages(&document, layout, signals);
            record::build(document, &annotation, &self.tool)
        }));
        record.map_err(|_| defect(place))
    }

    /// Processes `input` on `jobs` threads (0 for one a core) and hands one batch after the other to `sink`, in the order
    /// of the input. When the run is asked to stop, the batch in hand is the last.
    ///
    /// `finish` runs on the worker threads and turns a record into what `sink` wants, such as a line of JSON; documents
    /// for which `wants` is false are skipped. Reading, working and sinking overlap; at most a few batches are in memory.
    ///
    /// # Errors
    ///
    /// What `sink` returns first; the run ends there.
    pub fn run<T: Send>(
        &self,
        input: Input,
        jobs: usize,
        work: &Work<impl Fn(&Prepared) -> bool + Sync, impl Fn(Record) -> T + Sync>,
        mut sink: impl FnMut(Done<T>) -> Result<(), Error> + Send,
    ) -> Result<(), Error> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
        let pool = pool.map_err(|error| Error::Threads(io::Error::other(error)))?;
        let stop = input.stop.clone();
        let (to_work, raw_batches) = sync_channel::<Batch>(BATCHES_WAITING);
        let batch_bytes = if self.model.is_some() { MODEL_BATCH_BYTES } else { BATCH_BYTES };
        // Not of the scope below: a reader that waits for standard input must not keep a run from its end.
        let reader = thread::Builder::new().name("reader".to_owned());
        reader.spawn(move || batches::read(&input, batch_bytes, &to_work)).map_err(Error::Threads)?;
        thread::scope(|scope| {
            let (to_sink, done) = sync_channel::<Done<T>>(BATCHES_WAITING);
            scope.spawn(move || {
                while let Some(batch) = next(&raw_batches, &stop) {
                    if to_sink.send(self.batch(&pool, batch, work)).is_err() {
                        return;
                    }
                }
            });
            // The threads end when this receiver is gone, on success and on error alike.
            done.into_iter().try_for_each(&mut sink)
        })
    }

    /// One batch: all documents are read, then the model sees their passages together, then each is finished.
    fn batch<T: Send>(
        &self,
        pool: &rayon::ThreadPool,
        batch: Batch,
        work: &Work<impl Fn(&Prepared) -> bool + Sync, impl Fn(Record) -> T + Sync>,
    ) -> Done<T> {
        let Batch { items, end, changed } = batch;
        let prepare = |Item { raw, modified }: Item| {
            let bytes = raw.as_ref().map_or(0, |raw| raw.bytes.len());
            let prepared = raw.and_then(|raw| self.prepare(&raw));
            (bytes, prepared.map(|prepared| Prepared { modified, ..prepared }))
        };
        let is_wanted = |(_, result): &(usize, Result<Prepared, DocumentError>)| {
            result.as_ref().map_or(true, |prepared| (work.wants)(prepared))
        };
        let (prepared, skipped): (Vec<_>, Vec<_>) = pool.install(|| {
            items.into_par_iter().map(prepare).partition_map(|item| {
                if is_wanted(&item) { Either::Left(item) } else { Either::Right(item.0) }
            })
        });
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
            let result = both.and_then(|(prepared, signals)| self.finish(prepared, signals.as_ref()));
            Outcome { bytes, result: result.map(&work.finish) }
        };
        let outcomes = pool.install(|| with_signals.into_par_iter().map(complete).collect());
        Done { outcomes, skipped, end, changed }
    }
}

/// The next batch; `None` at the end of the input and when the run is to stop.
fn next(batches: &Receiver<Batch>, stop: &Stop) -> Option<Batch> {
    loop {
        let received = batches.recv_timeout(STOP_SEEN_WITHIN);
        if stop.is_asked() || matches!(received, Err(RecvTimeoutError::Disconnected)) {
            return None;
        }
        if let Ok(batch) = received {
            return Some(batch);
        }
    }
}

/// A document with its layout, before the model has seen it.
#[derive(Debug)]
pub struct Prepared {
    place: String,
    document: Document,
    layout: Layout,
    modified: Option<Date>,
}

impl Prepared {
    /// The date that the document gives itself, else the day its file was written last: ISO 8601, to the precision that
    /// was given.
    #[must_use]
    pub fn date(&self) -> Option<String> {
        let Meta { answered, published, .. } = &self.layout.meta;
        answered.clone().or_else(|| published.clone()).or_else(|| self.modified.map(|day| day.to_string()))
    }
}

/// What is done with the documents of a run.
#[derive(Debug)]
pub struct Work<W, F> {
    /// Whether a document is wanted at all, asked before the model reads it.
    pub wants: W,
    /// What becomes of a record, on the worker threads.
    pub finish: F,
}

/// The warning that the model has read sentences in parts.
fn read_in_parts(signals: &Signals) -> Option<Warning> {
    (signals.in_parts > 0).then(|| Warning {
        code: "sentence_in_parts".into(),
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
        code: "defect".into(),
        message: "a stage failed on this document; please report it with the document".to_owned(),
    }
}

/// One batch, worked on.
#[derive(Debug)]
pub struct Done<T> {
    /// One a document that was wanted, in the order of the input.
    pub outcomes: Vec<Outcome<T>>,
    /// Input bytes of each document that was not wanted.
    pub skipped: Vec<usize>,
    /// Where the next batch begins.
    pub end: Position,
    /// Files that changed while the run was under way.
    pub changed: Vec<String>,
}

/// What became of one document.
#[derive(Debug)]
pub struct Outcome<T> {
    /// Input bytes of the document, 0 when they could not be read.
    pub bytes: usize,
    /// The finished record, or why there is none.
    pub result: Result<T, DocumentError>,
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
