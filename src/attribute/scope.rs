//! How far a source carries: over a quotation of several sentences, over the sentences that go on reporting a record,
//! over a table, over a whole answer. When in doubt, it does not carry.

use super::Found;
use super::quotes::Quotation;
use super::source;
use crate::document::{Attribution, BlockKind, Given, Reason, Scope, Source, SourceKind};
use crate::names::Names;
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
        speaking = Some((quote.block, speaker, quote.open));
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
            reasons: vec![Reason {
                rule: "scope.table".to_owned(),
                span: line,
                score: 0.95,
                note: "the table names its source".to_owned(),
            }],
        });
    }
}

/// A minister's answer is the minister's own statement from end to end.
pub(super) fn answer(reading: &Reading<'_>, names: &Names<'_>, found: &mut Found) {
    let answers = |sentence: &usize| {
        matches!(
            reading.block(*sentence).kind,
            BlockKind::Answer | BlockKind::ListItem | BlockKind::Paragraph
        )
    };
    let mut content: Vec<Span> = Vec::new();
    for sentence in (0..reading.len()).filter(answers) {
        let block = reading.block(sentence).span;
        if content.last() != Some(&block) {
            content.push(block);
        }
    }
    let Some(first) = content.first().copied() else { return };
    let source = minister(reading, names);
    found.beyond.push(Attribution {
        source: Some(source),
        cue: None,
        content,
        scope: Scope::Document,
        confidence: 0.95,
        reasons: vec![Reason {
            rule: "scope.answer".to_owned(),
            span: Span::new(first.start, first.start),
            score: 0.95,
            note: "a written answer is the minister's own statement".to_owned(),
        }],
    });
}

/// The minister by name where the page gives one, else by the office that the question is put to.
fn minister(reading: &Reading<'_>, names: &Names<'_>) -> Source {
    let text = reading.text();
    let meta = &reading.layout.meta;
    let by_name = meta.answered_by.as_deref().and_then(|name| {
        let bylines = reading.layout.blocks.iter().filter(|block| block.kind == BlockKind::Byline);
        bylines.into_iter().find_map(|block| {
            let at = block.span.of(text).find(name)?;
            Some(Span::new(block.span.start + at, block.span.start + at + name.len()))
        })
    });
    let asked = || {
        let question =
            (0..reading.len()).find(|sentence| reading.block(*sentence).kind == BlockKind::Question)?;
        let addressee = addressee(text, reading.sentence(question))?;
        Some((question, addressee))
    };
    let mut source = match (by_name, asked()) {
        (None, Some((question, span))) => source::source(reading, names, question, span, None),
        (span, _) => Source {
            span,
            kind: SourceKind::Person,
            name: None,
            resolved_from: None,
            url: None,
            given: Vec::new(),
        },
    };
    source.kind = SourceKind::Person;
    source.name = meta.answered_by.clone().or(source.name).or_else(|| meta.answering_body.clone());
    source.given = if source.name.is_some() { vec![Given::Name] } else { Vec::new() };
    source
}

/// `To ask the Secretary of State for Health, how many …`: whom the question is put to.
fn addressee(text: &str, question: Span) -> Option<Span> {
    const OPENING: &str = "To ask ";
    /// What may follow the name of an office.
    const ASKS: &[&str] = &[
        ", what", ", how", ", whether", ", if", ", when", ", which", ", pursuant", ", with", ", who",
        ", for", ", why", ", where", ", further", ", on ", ", to ", ", in ",
    ];
    let words = question.of(text);
    let start = words.find(OPENING)? + OPENING.len();
    let rest = &words[start..];
    let start = start + if rest.starts_with("the ") { 4 } else { 0 };
    let names = &words[start..];
    // "Secretary of State for Environment, Food and Rural Affairs, how many": the comma that matters stands before
    // the question word.

    let commas = || names.match_indices(',').map(|(comma, _)| comma);
    let asks = |comma: &usize| {
        let follows = |asks: &str| {
            names.get(*comma..*comma + asks.len()).is_some_and(|words| words.eq_ignore_ascii_case(asks))
        };
        ASKS.iter().any(|asks| follows(asks))
    };
    let end = commas().find(asks).or_else(|| commas().next())?;
    (end > 0).then(|| Span::new(question.start + start, question.start + start + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_put_to_an_office() {
        for (question, expected) in [
            (
                "To ask the Secretary of State for Justice, how many staff left.",
                Some("Secretary of State for Justice"),
            ),
            (
                "To ask the Secretary of State for Environment, Food and Rural Affairs, what steps she takes.",
                Some("Secretary of State for Environment, Food and Rural Affairs"),
            ),
            ("To ask the Chancellor, Pursuant to the Answer of 4 May, what it costs.", Some("Chancellor")),
            ("To ask Her Majesty’s Government whether it will rain.", None),
            ("How many staff left?", None),
        ] {
            let found = addressee(question, Span::new(0, question.len())).map(|span| span.of(question));
            assert_eq!(found, expected, "{question}");
        }
    }
}
