//! How far a source carries: over a quotation of several sentences, over the sentences that go on reporting a record,
//! over a table, over a whole answer. When in doubt, it does not carry.

use super::Found;
use super::quotes::Quotation;
use crate::document::{Attribution, BlockKind, Given, Reason, Scope, Source, SourceKind};
use crate::reading::Reading;
use crate::rules::Tag;
use crate::span::Span;

/// Gives the sentences of a quotation the speaker who is named at one of its ends, and a quotation without a speaker
/// the one who was speaking in the same paragraph, or in the one before when that one never closed.
pub(super) fn quotations(reading: &Reading<'_>, quotes: &[Quotation], found: &mut Found) {
    let mut speaking: Option<(usize, Attribution, bool)> = None;
    for quote in quotes {
        if !quote.is_speech(reading.text()) {
            continue;
        }
        let sentences = sentences_of(reading, quote.span);
        let own =
            sentences.clone().rev().find_map(|sentence| speaker(&found.by_sentence[sentence], quote.span));
        let before = speaking
            .as_ref()
            .filter(|(block, _, open)| *block == quote.block || (*open && *block + 1 == quote.block));
        let carried = own.is_none();
        let Some(speaker) = own.or_else(|| before.map(|(_, attribution, _)| attribution.clone())) else {
            speaking = None;
            continue;
        };
        for sentence in sentences {
            let part = reading.sentence(sentence);
            let content = overlap(part, quote.span).map(|span| span.trim(reading.text()));
            let Some(content) = content.filter(|content| !content.is_empty()) else { continue };
            let has_own = found.by_sentence[sentence].iter().any(|attribution| covers(attribution, content));
            if !has_own {
                let confidence = if carried { 0.65 } else { 0.8 };
                let carried = carry(&speaker, content, "quote", confidence, "the quotation goes on");
                found.by_sentence[sentence].push(carried);
            }
        }
        speaking = Some((quote.last, speaker, quote.open));
    }
}

/// The attribution of a sentence that the quotation belongs to.
fn speaker(attributions: &[Attribution], quote: Span) -> Option<Attribution> {
    attributions
        .iter()
        .find(|attribution| {
            let cue_outside = attribution.cue.is_none_or(|cue| !quote.contains(cue));
            cue_outside && attribution.source.is_some() && covers(attribution, quote)
        })
        .cloned()
}

fn covers(attribution: &Attribution, span: Span) -> bool {
    attribution.content.iter().any(|content| content.overlaps(span))
}

fn overlap(a: Span, b: Span) -> Option<Span> {
    a.overlaps(b).then(|| Span::new(a.start.max(b.start), a.end.min(b.end)))
}

/// The indices of the sentences that share text with `span`.
fn sentences_of(reading: &Reading<'_>, span: Span) -> std::ops::Range<usize> {
    let sentences = &reading.layout.sentences;
    let start = sentences.partition_point(|sentence| sentence.span.end <= span.start);
    let end = sentences.partition_point(|sentence| sentence.span.start < span.end);
    start..end.max(start)
}

fn carry(from: &Attribution, content: Span, rule: &str, confidence: f64, note: &str) -> Attribution {
    Attribution {
        source: from.source.clone(),
        cue: None,
        content: vec![content],
        scope: Scope::Carried,
        confidence,
        within: None,
        reasons: vec![Reason {
            rule: format!("scope.{rule}"),
            span: from.cue.unwrap_or(content),
            score: confidence,
            note: note.to_owned(),
        }],
    }
}

/// A record carries to the next sentence where a rule says that this one goes on with it ("Of these", "A further 14"),
/// and over the list or the set-apart quotation that its sentence opens with a colon.
pub(super) fn records(reading: &Reading<'_>, found: &mut Found) {
    let mut record: Option<Attribution> = None;
    let mut opened: Option<Attribution> = None;
    for sentence in 0..reading.len() {
        let block = reading.block(sentence);
        if !block.kind.is_prose() || matches!(block.kind, BlockKind::Title | BlockKind::Heading) {
            record = None;
            opened = None;
            continue;
        }
        let set_apart = matches!(block.kind, BlockKind::ListItem | BlockKind::Quotation);
        opened = opened.filter(|_| set_apart);
        let own = &found.by_sentence[sentence];
        if !own.is_empty() {
            record = own.iter().find(|attribution| is_record(attribution)).cloned();
            if !set_apart {
                opened = opens_list(reading, sentence)
                    .then(|| own.iter().rev().find(|one| one.source.is_some()).cloned())
                    .flatten();
            }
            continue;
        }
        if let Some(from) = &opened {
            let carried = carry(
                from,
                reading.sentence(sentence),
                "list",
                0.8,
                "the sentence before opens the list with a colon",
            );
            found.by_sentence[sentence].push(carried);
            continue;
        }
        let goes_on = reading.tagged(sentence, Tag::Carry).next();
        record = record.zip(goes_on).map(|(from, hit)| {
            let mut carried = carry(
                &from,
                reading.sentence(sentence),
                "record",
                from.confidence * 0.85,
                "the record goes on",
            );
            carried.reasons.push(Reason {
                rule: hit.rule.id.clone(),
                span: hit.span,
                score: 0.8,
                note: "takes up the sentence before".to_owned(),
            });
            found.by_sentence[sentence].push(carried);
            from
        });
    }
}

/// Whether the sentence ends with a colon.
fn opens_list(reading: &Reading<'_>, sentence: usize) -> bool {
    reading.sentence(sentence).of(reading.text()).ends_with(':')
}

fn is_record(attribution: &Attribution) -> bool {
    let kind = attribution.source.as_ref().map(|source| source.kind);
    matches!(kind, Some(SourceKind::Dataset | SourceKind::Document))
}

/// A table's source line speaks for the table.
pub(super) fn tables(reading: &Reading<'_>, found: &mut Found) {
    for table in &reading.layout.tables {
        let (Some(line), Some(content)) = (table.source, table.span) else { continue };
        let text = reading.text();
        let (cue, span) = match line.of(text).split_once(':') {
            Some((label, _)) => {
                let cue = Span::new(line.start, line.start + label.len() + 1);
                (Some(cue), Span::new(cue.end, line.end).trim(text))
            }
            None => (None, line),
        };
        // "Source:", and nothing behind it.
        if span.is_empty() {
            continue;
        }
        let url = reading.link_on(line);
        let mut given = vec![Given::Publication, Given::Table];
        if url.is_some() {
            given.insert(1, Given::Link);
        }
        let source = Source {
            span: Some(span),
            kind: SourceKind::Dataset,
            name: Some(span.of(text).trim_end_matches('.').to_owned()),
            resolved_from: None,
            url,
            given,
        };
        found.beyond.push(Attribution {
            source: Some(source),
            cue,
            content: vec![content],
            scope: Scope::Sentence,
            confidence: 0.95,
            within: None,
            reasons: vec![Reason {
                rule: "scope.table".to_owned(),
                span: line,
                score: 0.95,
                note: "the table names its source".to_owned(),
            }],
        });
    }
}
