//! What a document is, from its shape and the words that speak for a genre, and what the parts of a mixed page are.

mod passages;

use std::ops::Range;

pub use self::passages::passages;
use crate::document::{BlockKind, Genre};
use crate::model::Signals;
use crate::reading::{Reading, label};
use crate::rules::Tag;

/// What a document without any sign is taken for: news is what most folders hold.
const PRIOR: &[(Genre, f64)] = &[(Genre::News, 0.35), (Genre::Other, 0.2), (Genre::Opinion, 0.1)];

/// The genre of a document and how sure that is, 0..1. A question with its answer settles it; else the model decides
/// where there is one, else the weights of the genre rules a sentence.
#[must_use]
pub fn genre(reading: &Reading<'_>, signals: Option<&Signals>) -> (Genre, f64) {
    let kinds = || reading.layout.blocks.iter().map(|block| block.kind);
    let asked = kinds().position(|kind| kind == BlockKind::Question);
    let embedded = asked.is_some_and(|asked| kinds().take(asked).any(|kind| kind == BlockKind::Paragraph));
    if asked.is_some() && !embedded && kinds().any(|kind| kind == BlockKind::Answer) {
        return (Genre::ParliamentaryAnswer, 0.98);
    }
    if let Some(genre) = signals.and_then(|signals| signals.genres.first()) {
        return *genre;
    }
    by_words(totals(reading, 0..reading.len(), true))
}

/// The genre of some sentences: the model's where it has read passages that hold hardly anything else, else that of
/// their words.
fn likeliest(reading: &Reading<'_>, signals: Option<&Signals>, sentences: Range<usize>) -> (Genre, f64) {
    let read = signals.and_then(|signals| signals.genre_of(sentences.clone()));
    read.unwrap_or_else(|| by_words(totals(reading, sentences, false)))
}

/// The heaviest genre and its share.
fn by_words(totals: Vec<(Genre, f64)>) -> (Genre, f64) {
    let sum: f64 = totals.iter().map(|(_, weight)| weight).sum();
    let (genre, weight) = totals
        .into_iter()
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .unwrap_or((Genre::Other, 0.0));
    (genre, if sum > 0.0 { weight / sum } else { 0.0 })
}

/// A headline in capitals weighs as much as three tabloid words in every five sentences.
const CAPITALS: f64 = 0.6;

/// Whether a headline of some length has no small letter.
fn is_shouted(title: &str) -> bool {
    const SHORTEST: usize = 12;
    title.chars().filter(|c| c.is_uppercase()).count() >= SHORTEST && !title.contains(char::is_lowercase)
}

/// The weight of each genre a sentence of prose among `sentences`, the prior included; `own` leaves out what the document
/// reproduces and its headline counts too.
fn totals(reading: &Reading<'_>, sentences: impl Iterator<Item = usize>, own: bool) -> Vec<(Genre, f64)> {
    let mut totals = PRIOR.to_vec();
    if own && reading.layout.meta.title.as_deref().is_some_and(is_shouted) {
        totals.push((Genre::Tabloid, CAPITALS));
    }
    let counts = |sentence: &usize| {
        let block = reading.block(*sentence);
        block.kind.is_prose() && !(own && (block.comment || block.quoted))
    };
    let own: Vec<usize> = sentences.filter(counts).collect();
    #[allow(clippy::cast_precision_loss, reason = "a number of sentences")]
    let count = own.len().max(1) as f64;
    for sentence in own {
        for hit in reading.tagged(sentence, Tag::Genre) {
            let Some(genre) = label::<Genre>(&hit.rule.label) else { continue };
            let share = hit.rule.weight / count;
            match totals.iter_mut().find(|(known, _)| *known == genre) {
                Some((_, weight)) => *weight += share,
                None => totals.push((genre, share)),
            }
        }
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_headline_of_some_length_shouts() {
        for (title, expected) in [
            ("ASYLUM HOTEL BILL SOARS", true),
            ("£6.4M A DAY FOR 188 HOTELS STILL FULL", true),
            ("NHS", false),
            ("Asylum hotel bill SOARS AGAIN AND AGAIN", false),
        ] {
            assert_eq!(is_shouted(title), expected, "{title}");
        }
    }
}
