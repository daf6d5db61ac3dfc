//! From tags of tokens to spans of text.

#![allow(clippy::needless_pass_by_value, reason = "a view is a reference")]

use std::ops::RangeInclusive;

use ndarray::{Array2, ArrayView1};

use super::heads::softmax;
use super::manifest::NAMES;
use super::passages::Passage;
use crate::span::Span;

/// What a word that is part of a name says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Said {
    /// Whether a name begins with it.
    pub(super) begins: bool,
    /// How likely it is part of a name of each kind.
    pub(super) kinds: [f64; NAMES.len()],
}

/// Tokens that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) kind: usize,
}

impl Run {
    pub(super) fn tokens(self) -> (usize, usize) {
        (self.first, self.last)
    }

    /// Where it stands in the text.
    pub(super) fn span(self, passage: &Passage) -> Option<Span> {
        Some(passage.spans[self.first]?.join(passage.spans[self.last]?))
    }
}

/// The runs of words that are parts of names, each of the kind that is likeliest over all its words. The first piece of a
/// word decides for all of it, and no run crosses a separator.
pub(super) fn runs(passage: &Passage, said: impl Fn(usize) -> Option<Said>) -> Vec<Run> {
    let mut found: Vec<(Run, [f64; NAMES.len()])> = Vec::new();
    let mut open = false;
    for at in 0..passage.ids.len() {
        if passage.spans[at].is_none() {
            open = false;
            continue;
        }
        if !passage.heads[at] {
            if let Some((run, _)) = found.last_mut().filter(|(run, _)| open && run.last + 1 == at) {
                run.last = at;
            }
            continue;
        }
        match (said(at), found.last_mut()) {
            (None, _) => open = false,
            (Some(said), Some((run, kinds))) if open && !said.begins => {
                run.last = at;
                kinds.iter_mut().zip(said.kinds).for_each(|(sum, kind)| *sum += kind);
            }
            (Some(said), _) => {
                found.push((Run { first: at, last: at, kind: 0 }, said.kinds));
                open = true;
            }
        }
    }
    let likeliest = |kinds: [f64; NAMES.len()]| {
        (0..kinds.len()).fold(0, |best, kind| if kinds[kind] > kinds[best] { kind } else { best })
    };
    found.into_iter().map(|(run, kinds)| Run { kind: likeliest(kinds), ..run }).collect()
}

/// When tokens that are probably inside a span make one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Joining {
    /// A word with this probability is inside.
    pub(super) enough: f64,
    /// So many words in a row may be less than that and the span goes on …
    pub(super) gap: usize,
    /// … if none of them is less than this.
    pub(super) faint: f64,
}

/// A run with how many words it has and the sum of their probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Weighed {
    pub(super) run: Run,
    pub(super) words: usize,
    pub(super) weight: f64,
}

/// The runs of words that are probably inside a span, over small gaps, within sentences. Exact tags break a long span at
/// every doubtful word; this was worth five points of exact F1 on contents, and ten on sources of our own documents.
pub(super) fn inside(
    passage: &Passage,
    probability: impl Fn(usize) -> f64,
    joining: Joining,
) -> Vec<Weighed> {
    let mut found: Vec<Weighed> = Vec::new();
    // Words since the open run's last; none is open when it is `None`.
    let mut missed: Option<usize> = None;
    let mut at = 0;
    while at < passage.ids.len() {
        if passage.spans[at].is_none() {
            missed = None;
            at += 1;
            continue;
        }
        let last = end_of_word(passage, at);
        let probable = probability(at);
        match (probable >= joining.enough, missed, found.last_mut()) {
            (true, Some(gap), Some(open)) => {
                open.run.last = last;
                open.words += 1 + gap;
                open.weight += probable;
                missed = Some(0);
            }
            (true, _, _) => {
                let run = Run { first: at, last, kind: 0 };
                found.push(Weighed { run, words: 1, weight: probable });
                missed = Some(0);
            }
            (false, Some(gap), _) if gap < joining.gap && probable >= joining.faint => missed = Some(gap + 1),
            (false, _, _) => missed = None,
        }
        at = last + 1;
    }
    found
}

/// Where the edges of a span settle: at the likeliest word so many words off at most …
const REACH: usize = 12;

/// … which has to be likelier by this much for each word of distance. Both were chosen on the development parts of
/// `PolNeAR` and of our own documents, where edges of their own were worth two points of exact F1 on sources and two to
/// seven on contents.
const MARGIN: f32 = 0.3;

/// `run` with its edges at the likeliest words nearby, each within its sentence. `first` and `last` score a token as a
/// span's first and last.
pub(super) fn settled(
    passage: &Passage,
    run: Run,
    first: impl Fn(usize) -> f32,
    last: impl Fn(usize) -> f32,
) -> Run {
    let begin = likeliest(passage, run.first, &first, 0..=run.last);
    let end = likeliest(passage, run.last, &|word| last(end_of_word(passage, word)), begin..=usize::MAX);
    Run { first: begin, last: end_of_word(passage, end), ..run }
}

/// The likeliest word near the one that holds the token `at`, among those that begin in `allowed`.
fn likeliest(
    passage: &Passage,
    at: usize,
    score: &impl Fn(usize) -> f32,
    allowed: RangeInclusive<usize>,
) -> usize {
    let start = (0..at).rev().find(|token| passage.spans[*token].is_none()).map_or(0, |token| token + 1);
    let words = (start..passage.ids.len())
        .take_while(|token| passage.spans[*token].is_some())
        .filter(|token| passage.heads[*token] && allowed.contains(token));
    let words: Vec<usize> = words.collect();
    let Some(own) = words.partition_point(|word| *word <= at).checked_sub(1) else { return at };
    let near = own.saturating_sub(REACH)..words.len().min(own + REACH + 1);
    #[allow(clippy::cast_precision_loss, reason = "a dozen words")]
    let weighed = |index: usize| score(words[index]) - MARGIN * index.abs_diff(own) as f32;
    let better = |best: usize, next: usize| if weighed(next) > weighed(best) { next } else { best };
    near.reduce(better).map_or(at, |index| words[index])
}

/// The last token of the word that begins at `word`.
fn end_of_word(passage: &Passage, word: usize) -> usize {
    (word + 1..passage.ids.len())
        .take_while(|token| !passage.heads[*token] && passage.spans[*token].is_some())
        .last()
        .unwrap_or(word)
}

/// The index of the largest value.
pub(super) fn best(row: ArrayView1<'_, f32>) -> usize {
    let better = |best: usize, (index, value): (usize, &f32)| if *value > row[best] { index } else { best };
    row.iter().enumerate().fold(0, better)
}

/// Tags of names: outside, then beginning and inside of each kind.
pub(super) fn of_name(tags: &Array2<f32>) -> impl Fn(usize) -> Option<Said> + '_ {
    move |at| {
        let tag = best(tags.row(at));
        let likely = softmax(tags.row(at));
        let kinds = std::array::from_fn(|kind| likely[1 + 2 * kind] + likely[2 + 2 * kind]);
        (tag > 0).then_some(Said { begins: tag % 2 == 1, kinds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A token a letter: a small one is a piece inside a word, `|` a separator.
    fn passage(said: &str) -> (Vec<char>, Passage) {
        let letters: Vec<char> = said.chars().collect();
        let passage = Passage {
            ids: vec![0; letters.len()],
            spans: letters
                .iter()
                .enumerate()
                .map(|(i, c)| (*c != '|').then(|| Span::new(i, i + 1)))
                .collect(),
            heads: letters.iter().map(|c| !c.is_lowercase()).collect(),
            ..Passage::default()
        };
        (letters, passage)
    }

    /// `said` as letters, one a token: `O` is outside, `B` and `I` begin and go on with the first kind, `C` and `J` with the
    /// second, less surely; a small letter is a piece inside a word, `|` a separator.
    fn read(said: &str) -> Vec<(usize, usize, usize)> {
        let (letters, passage) = passage(said);
        let runs = runs(&passage, |at| match letters[at] {
            'B' | 'I' => Some(Said { begins: letters[at] == 'B', kinds: [0.9, 0.1, 0.0, 0.0] }),
            'C' | 'J' => Some(Said { begins: letters[at] == 'C', kinds: [0.3, 0.6, 0.0, 0.0] }),
            _ => None,
        });
        runs.into_iter().map(|run| (run.first, run.last, run.kind)).collect()
    }

    /// `said` as digits, one a token: its probability in tenths; `|` a separator.
    fn probable(said: &str) -> Vec<(usize, usize)> {
        let (letters, passage) = passage(said);
        let probability = |at: usize| f64::from(letters[at].to_digit(10).unwrap_or(0)) / 10.0;
        let found = inside(&passage, probability, Joining { enough: 0.5, gap: 2, faint: 0.1 });
        found.into_iter().map(|weighed| weighed.run.tokens()).collect()
    }

    #[test]
    fn probable_words_join_over_small_gaps() {
        for (said, expected) in [
            ("0990", vec![(1, 2)]),
            ("9229", vec![(0, 3)]),
            ("92229", vec![(0, 0), (4, 4)]),
            ("9029", vec![(0, 0), (3, 3)]),
            ("99|99", vec![(0, 1), (3, 4)]),
            ("9922", vec![(0, 1)]),
            ("444", vec![]),
        ] {
            assert_eq!(probable(said), expected, "{said}");
        }
    }

    #[test]
    fn edges_settle_at_likely_words_nearby() {
        // Digits score each token as a first and as a last one; the span is the marked one, `_`, before.
        for (tokens, before, first, last, expected) in [
            ("ABCDEF", (2, 3), "000000", "000000", (2, 3)),
            ("ABCDEF", (2, 3), "090000", "000090", (1, 4)),
            ("ABCDEF", (2, 3), "001000", "000001", (2, 5)),
            ("ABCDEF", (2, 3), "000009", "000000", (2, 3)),
            ("ABC|EF", (2, 2), "900009", "000009", (0, 2)),
            ("ABcDEf", (1, 3), "000000", "000009", (1, 5)),
        ] {
            let (_, passage) = passage(tokens);
            let score = |row: &'static str| move |at: usize| f32::from(row.as_bytes()[at] - b'0');
            let run = Run { first: before.0, last: before.1, kind: 0 };
            let settled = settled(&passage, run, score(first), score(last));
            assert_eq!(settled.tokens(), expected, "{tokens} {before:?} {first} {last}");
        }
    }

    #[test]
    fn tags_become_runs() {
        for (said, expected) in [
            ("OBIO", vec![(1, 2, 0)]),
            ("BB", vec![(0, 0, 0), (1, 1, 0)]),
            ("OIIO", vec![(1, 2, 0)]),
            ("BoI", vec![(0, 2, 0)]),
            ("ObO", vec![]),
            ("BI|II", vec![(0, 1, 0), (3, 4, 0)]),
            ("BOI", vec![(0, 0, 0), (2, 2, 0)]),
            ("BJ", vec![(0, 1, 0)]),
            ("CI", vec![(0, 1, 0)]),
            ("BJJJ", vec![(0, 3, 1)]),
            ("BC", vec![(0, 0, 0), (1, 1, 1)]),
            ("", vec![]),
        ] {
            assert_eq!(read(said), expected, "{said}");
        }
    }
}
