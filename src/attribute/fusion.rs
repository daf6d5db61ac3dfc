//! Where rules and model meet over who says what.
//!
//! Both may find a cue. Where both do, the model's spans hold and both are reasons. A cue that the model finds alone stands
//! on its score. One that the rules find alone holds where the model did not read the sentence, or is an adverb
//! or a phrase that means nothing else: of 31 on `corpus/gold/dev`, 29 were no cues ("staff were told to wait",
//! "admitted five offences") and the other two were adverbs.

use super::source;
use crate::document::{Attribution, Reason, Scope, Source};
use crate::model::{AttributionSignal, Signals};
use crate::names::Names;
use crate::reading::Reading;
use crate::rules::Tag;
use crate::span::Span;

/// A cue that the model finds alone holds from this score on, or where the model also thinks that somebody says the
/// sentence; chosen on `corpus/gold/dev`.
const ALONE: f64 = 0.65;

/// Rules whose cues need no second voice.
const PLAIN: [&str; 3] = ["cue.according", "cue.impersonal", "cue.document"];

/// A span of the model without what does not belong to a phrase at its ends, and with the bracket that closes one in it.
fn tidy(span: Span, text: &str) -> Option<Span> {
    let words = span.of(text);
    let kept = words.trim_end_matches([',', ';', ':', '(', '–', '—', '-', '“', '"', ' ', '\n']);
    let end = span.start + kept.len();
    let kept = kept.trim_start_matches([',', ';', ':', ')', '–', '—', '”', '"', '“', '‘', ' ', '\n']);
    let start = end - kept.len();
    let open = kept.matches('(').count() > kept.matches(')').count();
    let end = if open && text[end..].starts_with(')') { end + 1 } else { end };
    (start < end).then(|| Span::new(start, end))
}

/// "the board, which met on Monday" without its relative clause.
fn without_clause(source: Span, text: &str) -> Span {
    let words = source.of(text);
    let clause =
        [", who ", ", which ", ", whose ", ", that "].iter().filter_map(|opening| words.find(opening)).min();
    clause.map_or(source, |at| Span::new(source.start, source.start + at))
}

/// "that rents would rise" without its "that".
fn without_that(content: Span, text: &str) -> Span {
    let rest = content.of(text).strip_prefix("that ");
    rest.map_or(content, |rest| Span::new(content.end - rest.len(), content.end))
}

/// The attribution with the parts of its content that stand in the cue's own sentence, where there are any, outside
/// source and cue: each sentence of a quotation has an attribution of its own.
fn within_sentence(signal: &AttributionSignal, sentence: Span) -> AttributionSignal {
    let apart = |part: &&Span| {
        !part.overlaps(signal.cue)
            && signal.source.is_none_or(|source| !part.overlaps(source) || part.contains(source))
    };
    let content: Vec<Span> = signal.content.iter().filter(apart).copied().collect();
    let inside: Vec<Span> = content.iter().filter(|part| sentence.contains(**part)).copied().collect();
    AttributionSignal { content: if inside.is_empty() { content } else { inside }, ..signal.clone() }
}

/// Joins the model's attributions to those that the rules found in each sentence.
pub(super) fn join(
    reading: &Reading<'_>,
    names: &Names<'_>,
    signals: &Signals,
    by_sentence: &mut [Vec<Attribution>],
) {
    let sentences = &reading.layout.sentences;
    let text = reading.text();
    for signal in &signals.attributions {
        let signal = &AttributionSignal {
            source: signal.source.and_then(|span| tidy(span, text)).map(|span| without_clause(span, text)),
            content: signal.content.iter().filter_map(|span| tidy(without_that(*span, text), text)).collect(),
            ..signal.clone()
        };
        let sentence = sentences.partition_point(|sentence| sentence.span.end <= signal.cue.start);
        if sentence >= sentences.len()
            || !reading.block(sentence).kind.is_prose()
            || is_measure(reading, sentence, signal.cue)
            || is_no_cue(signal.cue.of(text))
        {
            continue;
        }
        let signal = &within_sentence(signal, sentences[sentence].span);
        let found = &mut by_sentence[sentence];
        let same = |rule: &Attribution| rule.cue.is_some_and(|cue| cue.overlaps(signal.cue));
        let signal = &nearest(found, signal, same);
        match found.iter_mut().find(|rule| same(rule)) {
            Some(rule) => agree(reading, names, rule, signal),
            None if !signal.content.is_empty()
                && (signal.score >= ALONE || signals.sentences[sentence].is_said()) =>
            {
                found.push(alone(reading, names, signal));
            }
            None => {}
        }
        found.sort_by_key(|attribution| attribution.cue);
    }
    for (found, sentence) in by_sentence.iter_mut().zip(&signals.sentences) {
        if sentence.read {
            let seen: Vec<Span> = found
                .iter()
                .filter(|link| stands(link))
                .flat_map(|link| link.content.iter().copied())
                .collect();
            found.retain(|link| stands(link) || leads(link, &seen));
        }
    }
}

/// Words that the model takes for a cue and that say nothing: a bare "is", or an act. ("The estimate *has* output falling"
/// says something.)
fn is_no_cue(words: &str) -> bool {
    const BARE: [&str; 2] = ["is", "are"];
    const ACTS: [&str; 4] = ["commissioned", "launched", "funded", "convened"];
    let last = words.split_whitespace().last().unwrap_or_default();
    BARE.iter().any(|bare| bare.eq_ignore_ascii_case(words.trim()))
        || ACTS.iter().any(|act| act.eq_ignore_ascii_case(last))
}

/// "allocated according to need": the rules know these words, and that nobody speaks here.
fn is_measure(reading: &Reading<'_>, sentence: usize, cue: Span) -> bool {
    let according = cue.of(reading.text()).trim().eq_ignore_ascii_case("according to");
    according && !reading.tagged(sentence, Tag::Cue).any(|hit| hit.span.overlaps(cue))
}

/// "The Echo reported that *the inspector said* …": what opens with a source and its verb is a further link, whether
/// the model saw the verb or not. `seen` are the contents of the links that stand.
fn leads(link: &Attribution, seen: &[Span]) -> bool {
    let source = link.source.as_ref().and_then(|source| source.span);
    let (Some(source), Some(cue)) = (source, link.cue) else { return false };
    let speaks = link.reasons.iter().any(|reason| LEADING.contains(&reason.rule.as_str()));
    let opens = |content: &Span| match source.until(cue) {
        Some(_) => content.start == source.start && content.contains(cue),
        // "it had been told by inspectors"
        None => content.contains(source) && content.contains(cue) && link.confidence >= AGENT,
    };
    speaks && seen.iter().any(opens)
}

/// How sure the rules are of who is behind "told by".
const AGENT: f64 = 0.75;

/// The signal with the source that the rules found right before its cue, where the model took one from beyond another
/// cue: "A source said *the council* claimed …".
fn nearest(
    found: &[Attribution],
    signal: &AttributionSignal,
    same: impl Fn(&Attribution) -> bool,
) -> AttributionSignal {
    let own = found.iter().find(|rule| same(rule)).and_then(|rule| rule.source.as_ref()?.span);
    let beyond =
        own.zip(signal.source).filter(|(own, far)| far.start < own.start && own.end <= signal.cue.start);
    let crossed = beyond.is_some_and(|(own, far)| {
        let between = Span::new(far.start, own.start);
        found.iter().any(|rule| !same(rule) && rule.cue.is_some_and(|cue| between.contains(cue)))
    });
    let kept = signal.clone();
    if crossed { AttributionSignal { source: own, kind: None, ..kept } } else { kept }
}

/// Rules whose cues may lead what another says.
const LEADING: [&str; 7] = [
    "cue.said", "cue.claimed", "cue.told-outlet", "cue.record-shows", "cue.plural-say", "cue.court-outlet",
    "cue.chain",
];

/// Whether the model saw the cue, or a rule did that needs no second voice.
fn stands(attribution: &Attribution) -> bool {
    attribution
        .reasons
        .iter()
        .any(|reason| reason.rule == BY_MODEL || PLAIN.iter().any(|family| reason.rule.starts_with(family)))
}

/// What a reason of the model's is called.
const BY_MODEL: &str = "model:attribution";

fn reason(signal: &AttributionSignal) -> Reason {
    let note = "the model reads it as an attribution".to_owned();
    Reason { rule: BY_MODEL.to_owned(), span: signal.cue, score: signal.score, note }
}

/// Both found the cue.
fn agree(reading: &Reading<'_>, names: &Names<'_>, rule: &mut Attribution, signal: &AttributionSignal) {
    rule.reasons.push(reason(signal));
    rule.confidence = 1.0 - (1.0 - rule.confidence) * (1.0 - signal.score);
    if is_misplaced(rule, signal) {
        return;
    }
    rule.cue = Some(signal.cue);
    if !signal.content.is_empty() {
        rule.content.clone_from(&signal.content);
    }
    let known = rule.source.as_ref().and_then(|source| source.span);
    let kind = rule.source.as_ref().map(|source| source.kind);
    if signal.source.is_some() && (signal.source != known || signal.kind.map(|(kind, _)| kind) != kind) {
        rule.source = read_source(reading, names, signal);
    }
}

/// Whether the model sees the source of "according to …" or "citing …" elsewhere than behind these words.
fn is_misplaced(rule: &Attribution, signal: &AttributionSignal) -> bool {
    let according = rule.reasons.iter().any(|reason| reason.rule == "cue.according-to");
    let own = rule.source.as_ref().and_then(|source| source.span);
    according && signal.source.zip(own).is_some_and(|(source, own)| !source.overlaps(own))
}

fn alone(reading: &Reading<'_>, names: &Names<'_>, signal: &AttributionSignal) -> Attribution {
    Attribution {
        source: read_source(reading, names, signal),
        cue: Some(signal.cue),
        content: signal.content.clone(),
        scope: Scope::Sentence,
        confidence: signal.score,
        within: None,
        reasons: vec![reason(signal)],
    }
}

fn read_source(reading: &Reading<'_>, names: &Names<'_>, signal: &AttributionSignal) -> Option<Source> {
    let span = signal.source?;
    let sentence = sentence_of(reading, span)?;
    Some(source::source(reading, names, sentence, span, signal.kind))
}

fn sentence_of(reading: &Reading<'_>, span: Span) -> Option<usize> {
    let sentences = &reading.layout.sentences;
    let index = sentences.partition_point(|sentence| sentence.span.end <= span.start);
    (index < sentences.len()).then_some(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_say_nothing() {
        for (words, expected) in [
            ("commissioned", true),
            ("has launched", true),
            ("is", true),
            ("has", false),
            ("is clear", false),
        ] {
            assert_eq!(is_no_cue(words), expected, "{words}");
        }
    }

    #[test]
    fn spans_end_where_phrases_end() {
        for (text, expected) in [
            ("Jane Doe, a nurse,", Some("Jane Doe, a nurse")),
            ("“rates would fall", Some("rates would fall")),
            ("the board (", Some("the board")),
            ("– it will close", Some("it will close")),
            ("the union", Some("the union")),
            (", ", None),
        ] {
            let found = tidy(Span::new(0, text.len()), text).map(|span| span.of(text));
            assert_eq!(found, expected, "{text}");
        }
        let text = "the Office for Rail (ORR) said";
        assert_eq!(tidy(Span::new(0, 24), text).map(|span| span.of(text)), Some("the Office for Rail (ORR)"));
    }
}
