//! The seat of a trained encoder. Rules do the tagging alone while nobody sits in it.

use std::fmt::Debug;

use crate::document::{ClaimType, Genre, Layout};

/// A model that reads a document in one forward pass over passages of consecutive sentences.
pub trait Encoder: Debug + Send + Sync {
    /// Name and hash of the weights, as printed in every record.
    fn name(&self) -> String;

    /// What the model says of a document: [`Signals::sentences`] has one entry a sentence of `layout`.
    fn read(&self, text: &str, layout: &Layout) -> Signals;
}

/// What a model says of one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signals {
    /// One a sentence, in order.
    pub sentences: Vec<SentenceSignals>,
    /// The genre and how sure it is, 0..1.
    pub genre: Option<(Genre, f64)>,
}

/// What a model says of one sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SentenceSignals {
    /// Probability of each type, by [`ClaimType::index`].
    pub types: [f64; ClaimType::ALL.len()],
    /// Check-worthiness, 0..1.
    pub check_worthiness: f64,
}
