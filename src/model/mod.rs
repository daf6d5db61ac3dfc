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
mod signals;
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
pub use self::signals::{AttributionSignal, NameSignal, SentenceSignals, Signals};

use self::heads::Heads;
use self::signals::{PassageSignals, passage_signals};
use self::weights::Weights;
use crate::document::Layout;

/// The file of the weights in a model folder.
pub(crate) const WEIGHTS: &str = "model.safetensors";

const GRAPH: &str = "encoder.onnx";
const GRAPH_INT8: &str = "encoder-int8.onnx";
const TOKENIZER: &str = "tokenizer.json";
const MANIFEST: &str = "manifest.toml";

/// What runs the network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Engine {
    /// The engine inside the binary, with matrices of 8-bit integers.
    #[default]
    Rten,
    /// The engine inside the binary in 32 bits: slower, and what rust-bert computes too.
    RtenF32,
    /// libtorch through rust-bert's model classes; needs a build with the feature `rust-bert`.
    RustBert,
}

impl Engine {
    /// The file of the graph that the engine runs; rust-bert builds its own, and the 32-bit one is what that should be.
    fn graph(self) -> &'static str {
        if self == Self::Rten { GRAPH_INT8 } else { GRAPH }
    }

    /// How records name the engine behind the model's name; the usual one goes without saying.
    fn suffix(self) -> &'static str {
        match self {
            Self::Rten => "",
            Self::RtenF32 => " on rten-f32",
            Self::RustBert => " on rust-bert",
        }
    }
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
    fn embedded(engine: Engine) -> Self {
        let graph: &[u8] = if engine.graph() == GRAPH_INT8 {
            include_bytes!("../../models/encoder-int8.onnx")
        } else {
            include_bytes!("../../models/encoder.onnx")
        };
        Self {
            manifest: Cow::Borrowed(include_str!("../../models/manifest.toml")),
            tokenizer: Cow::Borrowed(include_bytes!("../../models/tokenizer.json")),
            graph: Cow::Borrowed(graph),
            weights: Cow::Borrowed(::rten::include_external_data!("../../models/model.safetensors")),
        }
    }

    fn read(folder: &Path, engine: Engine) -> Result<Self, ModelError> {
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
            graph: Cow::Owned(read(engine.graph())?),
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
        Self::with_files(Files::embedded(engine), engine, jobs, false)
    }

    /// The model in a folder like `models/`: `manifest.toml`, `tokenizer.json`, `model.safetensors`,
    /// `encoder.onnx` and `encoder-int8.onnx`.
    ///
    /// # Errors
    ///
    /// [`ModelError`] when a file is missing, damaged, or made for another version.
    pub fn open(folder: &Path, engine: Engine, jobs: usize) -> Result<Self, ModelError> {
        Self::with_files(Files::read(folder, engine)?, engine, jobs, true)
    }

    fn with_files(files: Files, engine: Engine, jobs: usize, verify: bool) -> Result<Self, ModelError> {
        let manifest = Manifest::parse(&files.manifest)?;
        if verify {
            manifest.verify(TOKENIZER, &files.tokenizer)?;
            manifest.verify(engine.graph(), &files.graph)?;
            manifest.verify(WEIGHTS, &files.weights)?;
        }
        let reader = Reader::new(&files.tokenizer, manifest.encoder.longest)?;
        let heads = Heads::new(&Weights::new(&files.weights)?, &manifest.encoder)?;
        let encoder: Box<dyn Encoder> = match engine {
            Engine::Rten | Engine::RtenF32 => Box::new(rten::Rten::new(&files.graph, files.weights, jobs)?),
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
        format!("{}@{}{}", self.manifest.name, self.manifest.short_hash(), self.engine.suffix())
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

#[cfg(test)]
mod tests;
