//! What a model says of a document, read from the hidden states of its passages.

use std::ops::Range;

use ndarray::Array2;

use super::decode::{Joining, Run, Weighed, best, inside, of_name, runs, settled};
use super::heads::{Hidden, TAGS, sigmoid, softmax};
use super::manifest::{GENRES, KINDS, NAMES, NameKind, VERDICTS};
use super::passages::Passage;
use crate::document::{ClaimType, Genre, SourceKind, Sourcing};
use crate::span::Span;

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
    /// Of each passage, its sentences and the logarithms of the genres' probabilities, in order.
    passages: Vec<(Range<usize>, Vec<f64>)>,
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
    pub(super) fn new(sentences: usize) -> Self {
        Self { sentences: vec![SentenceSignals::default(); sentences], ..Self::default() }
    }

    pub(super) fn add(&mut self, passage: &Passage, found: PassageSignals) {
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
        for ((_, sum), log) in self.genres.iter_mut().zip(&found.genre) {
            *sum += log;
        }
        let first = passage.sentences.first().map_or(0, |place| place.sentence);
        let end = passage.sentences.last().map_or(first, |place| place.sentence + 1);
        self.passages.push((first..end, found.genre));
    }

    /// From sums of logarithms to probabilities.
    pub(super) fn finish(&mut self) {
        #[allow(clippy::cast_precision_loss, reason = "a number of passages")]
        let count = self.passages.len().max(1) as f64;
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

/// So much of a passage stands in a part of a page before the passage speaks for the part.
const MOSTLY: f64 = 0.8;

impl Signals {
    /// The likeliest genre of some sentences, from the passages that hold hardly anything else; `None` without such.
    #[must_use]
    pub fn genre_of(&self, sentences: Range<usize>) -> Option<(Genre, f64)> {
        let first = self.passages.partition_point(|(read, _)| read.end <= sentences.start);
        let near = self.passages.get(first..)?.iter().take_while(|(read, _)| read.start < sentences.end);
        #[allow(clippy::cast_precision_loss, reason = "a number of sentences")]
        let mostly = |read: &Range<usize>| {
            let shared = read.end.min(sentences.end).saturating_sub(read.start.max(sentences.start));
            shared as f64 >= MOSTLY * read.len() as f64
        };
        let inside: Vec<&Vec<f64>> = near.filter(|(read, _)| mostly(read)).map(|(_, logs)| logs).collect();
        #[allow(clippy::cast_precision_loss, reason = "a number of passages")]
        let count = inside.len() as f64;
        let mean = |kind: usize| inside.iter().filter_map(|logs| logs.get(kind)).sum::<f64>() / count;
        let likely: Vec<(Genre, f64)> =
            GENRES.iter().enumerate().map(|(kind, genre)| (*genre, mean(kind).exp())).collect();
        let sum: f64 = likely.iter().map(|(_, value)| value).sum();
        let best = likely.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        (!inside.is_empty() && sum > 0.0).then_some((best.0, best.1 / sum))
    }
}

impl SentenceSignals {
    /// Whether it is more likely than not that the sentence is a claim with somebody behind it.
    #[must_use]
    pub fn is_said(&self) -> bool {
        1.0 - self.idle - self.verdict(Sourcing::Unsourced) > 0.5
    }

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
pub(super) struct PassageSignals {
    sentences: Vec<SentenceSignals>,
    genre: Vec<f64>,
    attributions: Vec<AttributionSignal>,
    names: Vec<NameSignal>,
}

pub(super) fn passage_signals(hidden: &Hidden<'_>, passage: &Passage) -> PassageSignals {
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
    let cues: Vec<Run> = role(passage, &tags, 0, CUE).into_iter().map(|weighed| weighed.run).collect();
    let places: Vec<(usize, usize)> = cues.iter().map(|cue| cue.tokens()).collect();
    let roles = if cues.is_empty() { Vec::new() } else { hidden.roles(&places) };
    let attribution = |(cue, roles): (&Run, Array2<f32>)| {
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

/// How the words of a cue, a source and a content join; chosen on the development parts of `PolNeAR` and of our own documents.
const CUE: Joining = Joining { enough: 0.45, gap: 1, faint: 0.05 };
const SOURCE: Joining = Joining { enough: 0.4, gap: 3, faint: 0.02 };
const CONTENT: Joining = Joining { enough: 0.5, gap: 6, faint: 0.02 };

/// The tags of one role, from column `from` on, as runs.
fn role(passage: &Passage, roles: &Array2<f32>, from: usize, joining: Joining) -> Vec<Weighed> {
    let probability = |at: usize| 1.0 - softmax(roles.slice(ndarray::s![at, from..from + TAGS]))[0];
    inside(passage, probability, joining)
}

/// `run` with its edges where the scores from column `from` on have them.
fn with_edges(passage: &Passage, roles: &Array2<f32>, from: usize, run: Run) -> Run {
    settled(passage, run, |at| roles[[at, from]], |at| roles[[at, from + 1]])
}

/// The likeliest source: a cue has one.
fn source_of(passage: &Passage, roles: &Array2<f32>) -> Option<Run> {
    let found = role(passage, roles, 0, SOURCE);
    let heavier = |best: Weighed, next: Weighed| if next.weight > best.weight { next } else { best };
    found.into_iter().reduce(heavier).map(|weighed| with_edges(passage, roles, 2 * TAGS, weighed.run))
}

/// The parts of the content. A word alone beside longer parts is a slip.
fn content_of(passage: &Passage, roles: &Array2<f32>) -> Vec<Run> {
    const LONG: usize = 3;
    let found = role(passage, roles, TAGS, CONTENT);
    let any_long = found.iter().any(|weighed| weighed.words >= LONG);
    let kept = found.into_iter().filter(|weighed| weighed.words > 1 || !any_long);
    let mut parts: Vec<Run> = kept.map(|part| with_edges(passage, roles, 2 * TAGS + 2, part.run)).collect();
    parts.sort_by_key(|part| part.tokens());
    // Edges may settle inside the part beside.
    parts.dedup_by(|next, open| {
        let meets = next.first <= open.last;
        if meets {
            open.last = open.last.max(next.last);
        }
        meets
    });
    parts
}

fn names(hidden: &Hidden<'_>, passage: &Passage) -> Vec<NameSignal> {
    let tags = hidden.names();
    let name = |run: Run| {
        let score = softmax(tags.row(run.first))[best(tags.row(run.first))];
        Some(NameSignal { span: run.span(passage)?, kind: NAMES[run.kind], score })
    };
    runs(passage, of_name(&tags)).into_iter().filter_map(name).collect()
}
