//! The trained encoder: one forward pass over passages of consecutive sentences, and small heads that read from it who
//! says what, the names, what each sentence claims and what kind of document it is.
//!
//! A [`Reader`] cuts a document into passages, an [`Encoder`] runs the network (rten inside the binary; libtorch behind
//! the feature `rust-bert`), `heads` and `decode` turn hidden states into [`Signals`]. The model proposes; what becomes of
//! its proposals is decided where claims, attributions and genres are made.
//!
//! The network is `all-MiniLM-L6-v2` (Wang et al. 2020, *`MiniLM`*; Reimers and Gurevych 2019, *Sentence-BERT*) with
//! marks of word shape and block kind in the place of segment ids. `models/README.md` is its card.

mod decode;
mod error;
mod heads;
mod manifest;
mod passages;
mod rten;
#[cfg(feature = "rust-bert")]
mod rust_bert;
mod weights;

use std::borrow::Cow;
use std::fmt::Debug;
use std::path::Path;
use std::sync::Mutex;

use clap::ValueEnum;
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

pub use self::error::ModelError;
pub use self::manifest::{EncoderShape, Manifest, NameKind, Vote, Votes};
pub use self::passages::{Passage, PassageSentence, Reader};

use self::decode::{Joining, Run, Weighed, best, by_kind, inside, plain, runs};
use self::heads::{Heads, Hidden, TAGS, sigmoid, softmax};
use self::manifest::{GENRES, KINDS, NAMES, VERDICTS};
use self::weights::Weights;
use crate::document::{ClaimType, Genre, Layout, SourceKind, Sourcing};
use crate::span::Span;

/// The file of the weights in a model folder.
pub(crate) const WEIGHTS: &str = "model.safetensors";

const GRAPH: &str = "encoder.onnx";
const TOKENIZER: &str = "tokenizer.json";
const MANIFEST: &str = "manifest.toml";

/// What runs the network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Engine {
    /// The engine inside the binary.
    #[default]
    Rten,
    /// libtorch through rust-bert's model classes; needs a build with the feature `rust-bert`.
    RustBert,
}

/// Runs the network over passages.
pub trait Encoder: Debug + Send + Sync {
    /// Hands the last hidden states of every passage (tokens × hidden size) with its index to `each`, in any order and
    /// possibly from several threads. What is handed over for a passage depends on that passage alone.
    ///
    /// # Errors
    ///
    /// [`ModelError::Engine`] when the engine fails.
    fn encode(
        &self,
        passages: &[&Passage],
        each: &(dyn Fn(usize, ArrayView2<'_, f32>) + Sync),
    ) -> Result<(), ModelError>;
}

/// A model that is ready to read.
#[derive(Debug)]
pub struct Model {
    manifest: Manifest,
    reader: Reader,
    heads: Heads,
    encoder: Box<dyn Encoder>,
    engine: Engine,
}

/// The files of a model folder.
struct Files {
    manifest: Cow<'static, str>,
    tokenizer: Cow<'static, [u8]>,
    graph: Cow<'static, [u8]>,
    weights: Cow<'static, [u8]>,
}

impl Files {
    fn embedded() -> Self {
        Self {
            manifest: Cow::Borrowed(include_str!("../../models/manifest.toml")),
            tokenizer: Cow::Borrowed(include_bytes!("../../models/tokenizer.json")),
            graph: Cow::Borrowed(include_bytes!("../../models/encoder.onnx")),
            weights: Cow::Borrowed(::rten::include_external_data!("../../models/model.safetensors")),
        }
    }

    fn read(folder: &Path) -> Result<Self, ModelError> {
        let read = |file: &str| {
            let path = folder.join(file);
            std::fs::read(&path)
                .map_err(|source| ModelError::Read { file: path.display().to_string(), source })
        };
        let manifest = String::from_utf8(read(MANIFEST)?);
        let manifest = manifest.map_err(|_| ModelError::Manifest("it is not UTF-8".to_owned()))?;
        Ok(Self {
            manifest: Cow::Owned(manifest),
            tokenizer: Cow::Owned(read(TOKENIZER)?),
            graph: Cow::Owned(read(GRAPH)?),
            weights: Cow::Owned(read(WEIGHTS)?),
        })
    }
}

impl Model {
    /// The model inside the binary, on `engine` with `jobs` threads (0: one a core).
    ///
    /// # Errors
    ///
    /// [`ModelError::Engine`] when the engine is not part of this build or does not start.
    pub fn embedded(engine: Engine, jobs: usize) -> Result<Self, ModelError> {
        // The hashes of what was compiled in are compared by a test and not at every start.
        Self::with_files(Files::embedded(), engine, jobs, false)
    }

    /// The model in a folder like `models/`: `manifest.toml`, `tokenizer.json`, `encoder.onnx`, `model.safetensors`.
    ///
    /// # Errors
    ///
    /// [`ModelError`] when a file is missing, damaged, or made for another version.
    pub fn open(folder: &Path, engine: Engine, jobs: usize) -> Result<Self, ModelError> {
        Self::with_files(Files::read(folder)?, engine, jobs, true)
    }

    fn with_files(files: Files, engine: Engine, jobs: usize, verify: bool) -> Result<Self, ModelError> {
        let manifest = Manifest::parse(&files.manifest)?;
        if verify {
            manifest.verify(TOKENIZER, &files.tokenizer)?;
            manifest.verify(GRAPH, &files.graph)?;
            manifest.verify(WEIGHTS, &files.weights)?;
        }
        let reader = Reader::new(&files.tokenizer, manifest.encoder.longest)?;
        let heads = Heads::new(&Weights::new(&files.weights)?, &manifest.encoder)?;
        let encoder: Box<dyn Encoder> = match engine {
            Engine::Rten => Box::new(rten::Rten::new(&files.graph, files.weights, jobs)?),
            #[cfg(feature = "rust-bert")]
            Engine::RustBert => Box::new(rust_bert::RustBert::new(&files.weights, &manifest.encoder, jobs)?),
            #[cfg(not(feature = "rust-bert"))]
            Engine::RustBert => {
                let message =
                    "this build has no rust-bert; build with --features rust-bert (scripts/setup-rust-bert)";
                return Err(ModelError::Engine(message.to_owned()));
            }
        };
        Ok(Self { manifest, reader, heads, encoder, engine })
    }

    /// Name and hash of the weights, and the engine where it is not the usual one, as printed in every record.
    #[must_use]
    pub fn name(&self) -> String {
        let engine = if self.engine == Engine::Rten { "" } else { " on rust-bert" };
        format!("{}@{}{engine}", self.manifest.name, self.manifest.short_hash())
    }

    /// How the model votes on claim types.
    #[must_use]
    pub fn votes(&self) -> &Votes {
        &self.manifest.votes
    }

    /// What the model says of each document, given with its layout.
    ///
    /// # Errors
    ///
    /// [`ModelError::Engine`] when the engine fails.
    pub fn read(&self, documents: &[(&str, &Layout)]) -> Result<Vec<Signals>, ModelError> {
        let passages: Vec<(usize, Passage)> = documents
            .iter()
            .enumerate()
            .flat_map(|(index, (text, layout))| {
                self.reader.passages(text, layout).into_iter().map(move |passage| (index, passage))
            })
            .collect();
        let found: Vec<Mutex<Option<PassageSignals>>> = passages.iter().map(|_| Mutex::default()).collect();
        let inputs: Vec<&Passage> = passages.iter().map(|(_, passage)| passage).collect();
        self.encoder.encode(&inputs, &|index, states| {
            let signals = passage_signals(&self.heads.read(states), inputs[index]);
            if let Ok(mut place) = found[index].lock() {
                *place = Some(signals);
            }
        })?;
        let mut all: Vec<Signals> =
            documents.iter().map(|(_, layout)| Signals::new(layout.sentences.len())).collect();
        for ((document, passage), signals) in passages.iter().zip(found) {
            if let Ok(Some(signals)) = signals.into_inner() {
                all[*document].add(passage, signals);
            }
        }
        all.iter_mut().for_each(Signals::finish);
        Ok(all)
    }
}

/// What a model says of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signals {
    /// One a sentence, in order.
    pub sentences: Vec<SentenceSignals>,
    /// How likely each genre is, the likeliest first; empty for a document without sentences.
    pub genres: Vec<(Genre, f64)>,
    /// Who says what, in order of cue.
    pub attributions: Vec<AttributionSignal>,
    /// Names, in text order.
    pub names: Vec<NameSignal>,
    /// Sentences longer than a passage, which were read in parts.
    pub in_parts: usize,
    passages: usize,
}

/// What a model says of one sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SentenceSignals {
    /// Probability of each type, by [`ClaimType::index`].
    pub types: [f64; ClaimType::ALL.len()],
    /// Check-worthiness, 0..1.
    pub check_worthiness: f64,
    /// Probability that the sentence is no claim.
    pub idle: f64,
    /// Probability of each verdict: sourced, attributed, vague, unsourced.
    pub verdicts: [f64; 4],
    /// Whether the encoder read it; tables and furniture it does not.
    pub read: bool,
}

impl SentenceSignals {
    /// How likely a verdict is.
    #[must_use]
    pub fn verdict(&self, verdict: Sourcing) -> f64 {
        VERDICTS.iter().zip(self.verdicts).find(|(known, _)| **known == verdict).map_or(0.0, |(_, p)| p)
    }
}

/// A cue with what the model ties to it.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributionSignal {
    /// Who says so.
    pub source: Option<Span>,
    /// What kind of source that is, and how sure the model is.
    pub kind: Option<(SourceKind, f64)>,
    /// The words that tie source and content.
    pub cue: Span,
    /// What is attributed, in text order.
    pub content: Vec<Span>,
    /// How sure the model is of the cue, 0..1.
    pub score: f64,
}

/// A name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NameSignal {
    /// Where it stands.
    pub span: Span,
    /// What it names.
    pub kind: NameKind,
    /// How sure the model is, 0..1.
    pub score: f64,
}

impl Signals {
    fn new(sentences: usize) -> Self {
        Self { sentences: vec![SentenceSignals::default(); sentences], ..Self::default() }
    }

    fn add(&mut self, passage: &Passage, found: PassageSignals) {
        for (place, signals) in passage.sentences.iter().zip(found.sentences) {
            let known = &mut self.sentences[place.sentence];
            if known.read {
                self.in_parts += 1;
                known.join(&signals);
            } else {
                *known = signals;
            }
        }
        self.attributions.extend(found.attributions);
        self.names.extend(found.names);
        if self.genres.is_empty() {
            self.genres = GENRES.iter().map(|genre| (*genre, 0.0)).collect();
        }
        for ((_, sum), log) in self.genres.iter_mut().zip(found.genre) {
            *sum += log;
        }
        self.passages += 1;
    }

    /// From sums of logarithms to probabilities.
    fn finish(&mut self) {
        #[allow(clippy::cast_precision_loss, reason = "a number of passages")]
        let count = self.passages.max(1) as f64;
        let mut sum = 0.0;
        for (_, value) in &mut self.genres {
            *value = (*value / count).exp();
            sum += *value;
        }
        self.genres.iter_mut().for_each(|(_, value)| *value /= sum);
        self.genres.sort_by(|a, b| b.1.total_cmp(&a.1));
        self.attributions.sort_by_key(|attribution| attribution.cue);
        self.names.sort_by_key(|name| name.span);
    }
}

impl SentenceSignals {
    /// Of a sentence in parts the strongest counts.
    fn join(&mut self, part: &Self) {
        for (own, other) in self.types.iter_mut().zip(part.types) {
            *own = own.max(other);
        }
        self.check_worthiness = self.check_worthiness.max(part.check_worthiness);
        if part.idle < self.idle {
            (self.idle, self.verdicts) = (part.idle, part.verdicts);
        }
    }
}

/// What the heads say of one passage.
struct PassageSignals {
    sentences: Vec<SentenceSignals>,
    genre: Vec<f64>,
    attributions: Vec<AttributionSignal>,
    names: Vec<NameSignal>,
}

fn passage_signals(hidden: &Hidden<'_>, passage: &Passage) -> PassageSignals {
    PassageSignals {
        sentences: sentences(hidden, passage),
        genre: softmax(hidden.genre().view()).into_iter().map(f64::ln).collect(),
        attributions: attributions(hidden, passage),
        names: names(hidden, passage),
    }
}

fn sentences(hidden: &Hidden<'_>, passage: &Passage) -> Vec<SentenceSignals> {
    let [types, verdicts, worth] = hidden.sentences(&passage.sentences);
    let signals = |row: usize| {
        let verdicts = softmax(verdicts.row(row));
        SentenceSignals {
            types: std::array::from_fn(|kind| sigmoid(types[[row, kind]])),
            check_worthiness: sigmoid(worth[[row, 0]]),
            idle: verdicts[0],
            verdicts: std::array::from_fn(|verdict| verdicts[1 + verdict]),
            read: true,
        }
    };
    (0..passage.sentences.len()).map(signals).collect()
}

fn attributions(hidden: &Hidden<'_>, passage: &Passage) -> Vec<AttributionSignal> {
    let tags = hidden.cues();
    let cues = runs(passage, plain(&tags, 0));
    let places: Vec<(usize, usize)> = cues.iter().map(|cue| cue.tokens()).collect();
    let roles = if cues.is_empty() { Vec::new() } else { hidden.roles(&places) };
    let attribution = |(cue, roles): (&Run, ndarray::Array2<f32>)| {
        let source = source_of(passage, &roles);
        let kind = source.map(|source| {
            let scores = softmax(hidden.kind(source.tokens(), cue.tokens()).view());
            let likeliest = (0..scores.len()).fold(0, |a, b| if scores[b] > scores[a] { b } else { a });
            (KINDS[likeliest], scores[likeliest])
        });
        Some(AttributionSignal {
            source: source.and_then(|run| run.span(passage)),
            kind,
            cue: cue.span(passage)?,
            content: content_of(passage, &roles).into_iter().filter_map(|run| run.span(passage)).collect(),
            score: 1.0 - softmax(tags.row(cue.first))[0],
        })
    };
    cues.iter().zip(roles).filter_map(attribution).collect()
}

/// How the words of a source and of a content join; chosen on the development parts of `PolNeAR` and of our own documents.
const SOURCE: Joining = Joining { enough: 0.4, gap: 3, faint: 0.02 };
const CONTENT: Joining = Joining { enough: 0.5, gap: 6, faint: 0.02 };

/// The tags of one role of a cue, from column `from` on, as runs.
fn role(passage: &Passage, roles: &ndarray::Array2<f32>, from: usize, joining: Joining) -> Vec<Weighed> {
    let probability = |at: usize| 1.0 - softmax(roles.slice(ndarray::s![at, from..from + TAGS]))[0];
    inside(passage, probability, joining)
}

/// The likeliest source: a cue has one.
fn source_of(passage: &Passage, roles: &ndarray::Array2<f32>) -> Option<Run> {
    let found = role(passage, roles, 0, SOURCE);
    let heavier = |best: Weighed, next: Weighed| if next.weight > best.weight { next } else { best };
    found.into_iter().reduce(heavier).map(|weighed| weighed.run)
}

/// The parts of the content. A word alone beside longer parts is a slip.
fn content_of(passage: &Passage, roles: &ndarray::Array2<f32>) -> Vec<Run> {
    const LONG: usize = 3;
    let found = role(passage, roles, TAGS, CONTENT);
    let any_long = found.iter().any(|weighed| weighed.words >= LONG);
    found.into_iter().filter(|weighed| weighed.words > 1 || !any_long).map(|weighed| weighed.run).collect()
}

fn names(hidden: &Hidden<'_>, passage: &Passage) -> Vec<NameSignal> {
    let tags = hidden.names();
    let name = |run: Run| {
        let score = softmax(tags.row(run.first))[best(tags.row(run.first))];
        Some(NameSignal { span: run.span(passage)?, kind: NAMES[run.kind], score })
    };
    runs(passage, by_kind(&tags)).into_iter().filter_map(name).collect()
}

#[cfg(test)]
mod tests;
