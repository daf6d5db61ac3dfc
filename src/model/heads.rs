//! The heads: from the hidden states of a passage to cues with their sources and contents, names, and scores of
//! sentences. Small products on what any engine delivers; `scripts/training/network.py` holds the same.

#![allow(clippy::needless_pass_by_value, reason = "a view is a reference")]

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, s};

use super::error::ModelError;
use super::manifest::{EncoderShape, GENRES, KINDS, NAMES, TYPES, VERDICTS};
use super::passages::PassageSentence;
use super::weights::Weights;

/// Outside, beginning and inside of a span.
pub(super) const TAGS: usize = 3;

/// Scores of a source's first and last token and of a content's, behind the tags.
pub(super) const EDGES: usize = 4;

/// Distances to a cue up to this many tokens have a bucket each …
const NEAR: usize = 16;

/// … and of all distances on one side there are so many, four a doubling beyond [`NEAR`].
const BUCKETS: usize = 32;

/// A layer `x · wᵀ + b`.
#[derive(Debug)]
struct Linear {
    weight: Array2<f32>,
    bias: Array1<f32>,
}

impl Linear {
    fn new(weights: &Weights<'_>, name: &str, inputs: usize, outputs: usize) -> Result<Self, ModelError> {
        Ok(Self {
            weight: weights.matrix(&format!("heads.{name}.weight"), outputs, inputs)?,
            bias: weights.vector(&format!("heads.{name}.bias"), outputs)?,
        })
    }

    fn rows(&self, input: ArrayView2<'_, f32>) -> Array2<f32> {
        input.dot(&self.weight.t()) + &self.bias
    }

    fn row(&self, input: ArrayView1<'_, f32>) -> Array1<f32> {
        self.weight.dot(&input) + &self.bias
    }
}

/// All heads.
#[derive(Debug)]
pub(super) struct Heads {
    cue: Linear,
    names: Linear,
    link_token: Linear,
    link_cue: Array2<f32>,
    link_distance: Array2<f32>,
    link_role: Linear,
    types: Linear,
    verdict: Linear,
    worth: Linear,
    kind: Linear,
    genre: Linear,
    link: usize,
}

/// A passage's hidden states with the heads to read them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hidden<'a> {
    heads: &'a Heads,
    /// Tokens × hidden size.
    states: ArrayView2<'a, f32>,
}

impl Heads {
    pub(super) fn new(weights: &Weights<'_>, shape: &EncoderShape) -> Result<Self, ModelError> {
        let (size, link) = (shape.hidden, shape.link);
        Ok(Self {
            cue: Linear::new(weights, "cue", size, TAGS)?,
            names: Linear::new(weights, "names", size, 1 + 2 * NAMES.len())?,
            link_token: Linear::new(weights, "link_token", size, 2 * link)?,
            link_cue: weights.matrix("heads.link_cue.weight", 2 * link, 2 * size)?,
            link_distance: weights.matrix("heads.link_distance.weight", 2 * BUCKETS, link)?,
            link_role: Linear::new(weights, "link_role", link, 2 * TAGS + EDGES)?,
            types: Linear::new(weights, "types", 2 * size, TYPES.len())?,
            verdict: Linear::new(weights, "verdict", 2 * size, 1 + VERDICTS.len())?,
            worth: Linear::new(weights, "worth", 2 * size, 1)?,
            kind: Linear::new(weights, "kind", 2 * size, KINDS.len())?,
            genre: Linear::new(weights, "genre", size, GENRES.len())?,
            link,
        })
    }

    /// Reads `states`, the hidden states of a passage row by row.
    pub(super) fn read<'a>(&'a self, states: ArrayView2<'a, f32>) -> Hidden<'a> {
        Hidden { heads: self, states }
    }
}

impl Hidden<'_> {
    /// Cue tags: tokens × [`TAGS`].
    pub(super) fn cues(&self) -> Array2<f32> {
        self.heads.cue.rows(self.states)
    }

    /// Name tags: tokens × (outside, then beginning and inside of each kind).
    pub(super) fn names(&self) -> Array2<f32> {
        self.heads.names.rows(self.states)
    }

    /// For each cue (first and last token) the source tags, the content tags and the scores of their edges: tokens ×
    /// (2 · [`TAGS`] + [`EDGES`]).
    pub(super) fn roles(&self, cues: &[(usize, usize)]) -> Vec<Array2<f32>> {
        let link = self.heads.link;
        let tokens = self.heads.link_token.rows(self.states);
        let roles = |(first, last): (usize, usize)| {
            let cue = ndarray::concatenate![Axis(0), self.states.row(first), self.states.row(last)];
            let cue = self.heads.link_cue.dot(&cue);
            let (shift, scale) = (cue.slice(s![..link]), cue.slice(s![link..]));
            let mut mixed = Array2::zeros((tokens.nrows(), link));
            for (at, (mut row, token)) in mixed.outer_iter_mut().zip(tokens.outer_iter()).enumerate() {
                let distance = self.heads.link_distance.row(bucket(at, first, last));
                for index in 0..link {
                    let value: f32 =
                        token[index] + shift[index] + token[link + index] * scale[index] + distance[index];
                    row[index] = value.max(0.0);
                }
            }
            self.heads.link_role.rows(mixed.view())
        };
        cues.iter().copied().map(roles).collect()
    }

    /// For each sentence the mean of its tokens beside its separator.
    fn pooled(&self, sentences: &[PassageSentence]) -> Array2<f32> {
        let size = self.states.ncols();
        let mut pooled = Array2::zeros((sentences.len(), 2 * size));
        for (mut row, sentence) in pooled.outer_iter_mut().zip(sentences) {
            let separator = self.states.row(sentence.separator);
            let own = self.states.slice(s![sentence.first..sentence.separator, ..]);
            let mean = own.mean_axis(Axis(0)).unwrap_or_else(|| separator.to_owned());
            row.slice_mut(s![..size]).assign(&mean);
            row.slice_mut(s![size..]).assign(&separator);
        }
        pooled
    }

    /// Scores of sentences, one row each: types, verdict (no claim first), check-worthiness.
    pub(super) fn sentences(&self, sentences: &[PassageSentence]) -> [Array2<f32>; 3] {
        let pooled = self.pooled(sentences);
        [&self.heads.types, &self.heads.verdict, &self.heads.worth].map(|head| head.rows(pooled.view()))
    }

    /// What kind of source stands at the tokens `source` of a cue.
    pub(super) fn kind(&self, source: (usize, usize), cue: (usize, usize)) -> Array1<f32> {
        let mean = |(first, last): (usize, usize)| {
            let rows = self.states.slice(s![first..=last, ..]);
            rows.mean_axis(Axis(0)).unwrap_or_else(|| self.states.row(first).to_owned())
        };
        self.heads.kind.row(ndarray::concatenate![Axis(0), mean(source), mean(cue)].view())
    }

    /// The genre of the passage.
    pub(super) fn genre(&self) -> Array1<f32> {
        let mean = self.states.mean_axis(Axis(0)).unwrap_or_else(|| Array1::zeros(self.states.ncols()));
        self.heads.genre.row(mean.view())
    }
}

/// The row of a distance between a token and a cue.
fn bucket(at: usize, first: usize, last: usize) -> usize {
    let size = if at < first { first - at } else { at.saturating_sub(last) };
    let index = if size < NEAR {
        size
    } else {
        #[allow(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a distance within a passage"
        )]
        let doublings = ((size as f32 / NEAR as f32).log2() * 4.0) as usize;
        (NEAR + doublings).min(BUCKETS - 1)
    };
    if at < first { index } else { index + BUCKETS }
}

/// `row` as probabilities.
pub(super) fn softmax(row: ArrayView1<'_, f32>) -> Vec<f64> {
    let highest = row.fold(f32::NEG_INFINITY, |a, b| a.max(*b));
    let powers: Vec<f64> = row.iter().map(|value| f64::from(value - highest).exp()).collect();
    let sum: f64 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

/// A logit as a probability.
pub(super) fn sigmoid(value: f32) -> f64 {
    1.0 / (1.0 + (-f64::from(value)).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_share_buckets_beyond_the_near_ones() {
        for (at, first, last, row) in [
            (10, 10, 12, 32),
            (12, 10, 12, 32),
            (9, 10, 12, 1),
            (13, 10, 12, 33),
            (0, 15, 15, 15),
            (0, 16, 16, 16),
            (0, 19, 19, 16),
            (0, 20, 20, 17),
            (0, 32, 32, 20),
            (0, 250, 250, 31),
            (250, 0, 0, 63),
        ] {
            assert_eq!(bucket(at, first, last), row, "{at} from {first}..={last}");
        }
    }
}
