//! What can be wrong with a model folder.

use thiserror::Error;

/// Why a model cannot be used, and what to do about it.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// A file of the folder cannot be read.
    #[error("cannot read {file}")]
    Read {
        /// The file.
        file: String,
        /// The system's answer.
        source: std::io::Error,
    },
    /// `manifest.toml` does not parse or lacks a key.
    #[error("manifest.toml is not valid: {0}")]
    Manifest(String),
    /// A file is not the one that the manifest speaks of: changed, cut off, or of another export.
    #[error(
        "{file} has SHA-256 {found}, the manifest says {wanted}: the file is damaged or of another export; copy the folder again"
    )]
    Hash {
        /// The file.
        file: String,
        /// What was found.
        found: String,
        /// What the manifest says.
        wanted: String,
    },
    /// The model was made for other labels than this version knows.
    #[error(
        "its labels for {set} are {found}, this version of sayso knows {wanted}: use a model exported for this version"
    )]
    Labels {
        /// Which set of labels.
        set: &'static str,
        /// The model's.
        found: String,
        /// Ours.
        wanted: String,
    },
    /// A tensor is missing or has another shape than the manifest says.
    #[error("model.safetensors: {0}")]
    Weights(String),
    /// The tokenizer does not parse.
    #[error("tokenizer.json is not usable: {0}")]
    Tokenizer(String),
    /// The engine cannot load or run the graph.
    #[error("the encoder cannot run: {0}")]
    Engine(String),
}
