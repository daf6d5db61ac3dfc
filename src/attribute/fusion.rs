//! Where rules and model meet over who says what.
//!
//! Both may find a cue. Where both do, the model's spans hold and both are reasons. Where one does alone, it stands on
//! its own confidence.

use super::source;
use crate::document::{Attribution, Reason, Scope, Source};
use crate::model::AttributionSignal;
use crate::names::Names;
use crate::reading::Reading;
use crate::span::Span;

/// A cue that the model finds alone holds from this score on.
const ALONE: f64 = 0.5;

/// The model's word on the kind of a source holds from this score on where no rule knows the phrase.
const KIND: f64 = 0.5;

/// Joins the model's attributions to those that the rules found in each sentence.
pub(super) fn join(
    reading: &Reading<'_>,
    names: &Names<'_>,
    signals: &[AttributionSignal],
    by_sentence: &mut [Vec<Attribution>],
) {
    let sentences = &reading.layout.sentences;
    for signal in signals {
        let sentence = sentences.partition_point(|sentence| sentence.span.end <= signal.cue.start);
        if sentence >= sentences.len() || !reading.block(sentence).kind.is_prose() {
            continue;
        }
        let found = &mut by_sentence[sentence];
        let same = |rule: &Attribution| rule.cue.is_some_and(|cue| cue.overlaps(signal.cue));
        match found.iter_mut().find(|rule| same(rule)) {
            Some(rule) => agree(reading, names, rule, signal),
            None if signal.score >= ALONE && !signal.content.is_empty() => {
                found.push(alone(reading, names, signal));
            }
            None => {}
        }
        found.sort_by_key(|attribution| attribution.cue);
    }
}

fn reason(signal: &AttributionSignal) -> Reason {
    let note = "the model reads it as an attribution".to_owned();
    Reason { rule: "model:attribution".to_owned(), span: signal.cue, score: signal.score, note }
}

/// Both found the cue.
fn agree(reading: &Reading<'_>, names: &Names<'_>, rule: &mut Attribution, signal: &AttributionSignal) {
    rule.reasons.push(reason(signal));
    rule.confidence = 1.0 - (1.0 - rule.confidence) * (1.0 - signal.score);
    rule.cue = Some(signal.cue);
    if !signal.content.is_empty() {
        rule.content.clone_from(&signal.content);
    }
    let known = rule.source.as_ref().and_then(|source| source.span);
    if signal.source.is_some() && signal.source != known {
        rule.source = read_source(reading, names, signal);
    }
}

fn alone(reading: &Reading<'_>, names: &Names<'_>, signal: &AttributionSignal) -> Attribution {
    Attribution {
        source: read_source(reading, names, signal),
        cue: Some(signal.cue),
        content: signal.content.clone(),
        scope: Scope::Sentence,
        confidence: signal.score,
        reasons: vec![reason(signal)],
    }
}

fn read_source(reading: &Reading<'_>, names: &Names<'_>, signal: &AttributionSignal) -> Option<Source> {
    let span = signal.source?;
    let sentence = sentence_of(reading, span)?;
    let kind = signal.kind.filter(|(_, score)| *score >= KIND).map(|(kind, _)| kind);
    Some(source::source(reading, names, sentence, span, kind))
}

fn sentence_of(reading: &Reading<'_>, span: Span) -> Option<usize> {
    let sentences = &reading.layout.sentences;
    let index = sentences.partition_point(|sentence| sentence.span.end <= span.start);
    (index < sentences.len()).then_some(index)
}
