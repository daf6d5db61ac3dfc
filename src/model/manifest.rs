//! `manifest.toml`: what a model folder holds, and the settings that were chosen for it on development data.

use std::collections::BTreeMap;

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::error::ModelError;
use crate::document::{ClaimType, Genre, SourceKind, Sourcing};

/// The version of the folder's format that this version of sayso reads.
const FORMAT: u32 = 1;

/// What the folder says of itself. Keys for people (`training`, `scores`) are not read.
#[derive(Clone, Debug, Deserialize)]
pub struct Manifest {
    /// The name of the model, as in `sayso-2026-11`.
    pub name: String,
    format: u32,
    /// File names with their SHA-256, lower-case hexadecimal.
    files: BTreeMap<String, String>,
    /// The shape of the encoder.
    pub encoder: EncoderShape,
    labels: Labels,
    /// How the model votes on claim types.
    pub votes: Votes,
}

/// The shape of the encoder, in the terms of BERT.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct EncoderShape {
    /// The size of a hidden state.
    pub hidden: usize,
    /// Layers.
    pub layers: usize,
    /// Attention heads a layer.
    pub heads: usize,
    /// The size of the inner layer of the feed-forward part.
    pub inner: usize,
    /// Word pieces.
    pub vocabulary: usize,
    /// Positions that were trained.
    pub positions: usize,
    /// Marks, in the place of segment ids.
    pub marks: usize,
    /// The epsilon of the layer normalisations.
    pub norm_epsilon: f64,
    /// The longest passage in tokens, start and separators included.
    pub longest: usize,
    /// The size of the state that links a token to a cue.
    pub link: usize,
}

#[derive(Clone, Debug, Deserialize)]
struct Labels {
    types: Vec<String>,
    names: Vec<String>,
    verdicts: Vec<String>,
    genres: Vec<String>,
    kinds: Vec<String>,
}

/// How the model votes on each claim type beside the rules, chosen on the development documents.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct Votes {
    figure: Vote,
    case: Vote,
    policy: Vote,
    assertion: Vote,
}

/// The model's vote on one claim type.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
pub struct Vote {
    /// The model's score from which on it speaks for the type, between 0 and 1.
    pub threshold: f64,
    /// How much its word counts, the rest being the rules', 0..1.
    pub share: f64,
}

impl Votes {
    /// The vote on a type.
    #[must_use]
    pub fn on(&self, kind: ClaimType) -> Vote {
        match kind {
            ClaimType::Figure => self.figure,
            ClaimType::Case => self.case,
            ClaimType::Policy => self.policy,
            ClaimType::Assertion => self.assertion,
        }
    }
}

impl Vote {
    /// The mean of what the rules and the model score, weighted, with the model's score brought to a scale on which its
    /// threshold is one half.
    #[must_use]
    pub fn count(self, rules: f64, model: f64) -> f64 {
        let scaled = if model < self.threshold {
            0.5 * model / self.threshold
        } else {
            0.5 + 0.5 * (model - self.threshold) / (1.0 - self.threshold).max(f64::EPSILON)
        };
        self.share * scaled + (1.0 - self.share) * rules
    }
}

/// What a name tag of the model says, in the order of its output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A person.
    Person,
    /// A body, a company, an outlet.
    Organisation,
    /// A place.
    Place,
    /// An office or occupation: "chief constable".
    Role,
}

/// The labels of every head, in the order of its outputs.
pub(super) const TYPES: [ClaimType; 4] =
    [ClaimType::Figure, ClaimType::Case, ClaimType::Policy, ClaimType::Assertion];
pub(super) const NAMES: [NameKind; 4] =
    [NameKind::Person, NameKind::Organisation, NameKind::Place, NameKind::Role];
pub(super) const VERDICTS: [Sourcing; 4] =
    [Sourcing::Sourced, Sourcing::Attributed, Sourcing::Vague, Sourcing::Unsourced];
pub(super) const GENRES: [Genre; 6] =
    [Genre::News, Genre::Tabloid, Genre::Opinion, Genre::ParliamentaryAnswer, Genre::Official, Genre::Other];
pub(super) const KINDS: [SourceKind; 6] = [
    SourceKind::Person,
    SourceKind::Organisation,
    SourceKind::Publication,
    SourceKind::Document,
    SourceKind::Dataset,
    SourceKind::Anonymous,
];

impl Manifest {
    /// Reads and checks a manifest.
    ///
    /// # Errors
    ///
    /// [`ModelError::Manifest`] when it does not parse or is of another format, [`ModelError::Labels`] when the model's
    /// labels are not those of this version.
    pub fn parse(toml: &str) -> Result<Self, ModelError> {
        let manifest: Self = toml::from_str(toml).map_err(|error| ModelError::Manifest(error.to_string()))?;
        if manifest.format != FORMAT {
            let message = format!("format {} where this version of sayso reads {FORMAT}", manifest.format);
            return Err(ModelError::Manifest(message));
        }
        if manifest.encoder.longest < 8 || manifest.encoder.longest > manifest.encoder.positions {
            return Err(ModelError::Manifest("longest lies outside 8..positions".to_owned()));
        }
        manifest.labels.check()?;
        Ok(manifest)
    }

    /// Whether `bytes` are the file of that name.
    ///
    /// # Errors
    ///
    /// [`ModelError::Hash`] when they are not, [`ModelError::Manifest`] when the manifest does not know the file.
    pub fn verify(&self, file: &str, bytes: &[u8]) -> Result<(), ModelError> {
        let wanted = self.files.get(file);
        let wanted = wanted.ok_or_else(|| ModelError::Manifest(format!("[files] lacks {file}")))?;
        let found = hex(&Sha256::digest(bytes));
        if &found == wanted {
            return Ok(());
        }
        Err(ModelError::Hash { file: file.to_owned(), found, wanted: wanted.clone() })
    }

    /// The first twelve digits of the weights' hash.
    #[must_use]
    pub fn short_hash(&self) -> &str {
        self.files.get(super::WEIGHTS).and_then(|hash| hash.get(..12)).unwrap_or_default()
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl Labels {
    fn check(&self) -> Result<(), ModelError> {
        same("types", &self.types, &TYPES.map(wire))?;
        same("names", &self.names, &["person", "organisation", "place", "role"].map(str::to_owned))?;
        same("verdicts", &self.verdicts, &VERDICTS.map(wire))?;
        same("genres", &self.genres, &GENRES.map(wire))?;
        same("kinds", &self.kinds, &KINDS.map(wire))
    }
}

/// A label as the wire format spells it.
fn wire(label: impl serde::Serialize) -> String {
    serde_json::to_value(label).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn same(set: &'static str, found: &[String], wanted: &[String]) -> Result<(), ModelError> {
    if found == wanted {
        return Ok(());
    }
    Err(ModelError::Labels { set, found: found.join(" "), wanted: wanted.join(" ") })
}
