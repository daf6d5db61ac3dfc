//! Whose document it is: a minister's written answer, a body's press release or bulletin, a judge's summary. Who speaks
//! from end to end speaks wherever nobody nearer does.
//!
//! `answerer.rs` reads who gives each answer of a page of written answers, `paper.rs` who speaks in an official paper, for
//! which `publisher.rs` weighs what the paper says of whose it is.

mod answerer;
mod lines;
mod paper;
mod publisher;

use std::collections::HashSet;

use super::Found;
use crate::document::{Attribution, BlockKind, Genre, Given, Passage, Reason, Scope, Source, SourceKind};
use crate::names::{Names, body_of, is_own_words};
use crate::reading::Reading;
use crate::span::Span;

/// Adds the attributions of the whole document, or of each of its answers, where its genre has a speaker.
pub(super) fn document(
    reading: &Reading<'_>,
    names: &Names<'_>,
    genre: Genre,
    passages: &[Passage],
    found: &mut Found,
) {
    let mut voices = match genre {
        Genre::ParliamentaryAnswer => answerer::voices(reading, names),
        Genre::Official => paper::voice(reading, names).into_iter().collect(),
        Genre::News | Genre::Tabloid | Genre::Opinion | Genre::Other => embedded(reading, names),
    };
    if matches!(genre, Genre::ParliamentaryAnswer | Genre::Official) {
        let own = |span: &Span| {
            let at = passages.partition_point(|passage| passage.span.end <= span.start);
            passages.get(at).is_none_or(|passage| passage.genre == genre || !passage.span.overlaps(*span))
        };
        for voice in &mut voices {
            voice.content.retain(own);
        }
    }
    for voice in &voices {
        name_own_words(reading, voice, &mut found.by_sentence);
    }
    found.beyond.extend(voices.into_iter().filter_map(Voice::attribution));
}

/// "We estimate that …", "The Department found …": whoever speaks over the document names itself, but for what others are
/// quoted as saying.
fn name_own_words(reading: &Reading<'_>, voice: &Voice, by_sentence: &mut [Vec<Attribution>]) {
    /// A sentence with more links is no English; each is held against all others.
    const MOST_LINKS: usize = 24;
    let Some(body) = voice.body(reading) else { return };
    let sentences = &reading.layout.sentences;
    for block in &voice.content {
        let first = sentences.partition_point(|sentence| sentence.span.end <= block.start);
        let end = sentences.partition_point(|sentence| sentence.span.start < block.end);
        for links in by_sentence.get_mut(first..end).into_iter().flatten() {
            if links.len() > MOST_LINKS {
                continue;
            }
            let quoted: Vec<Span> = links.iter().flat_map(|link| link.content.iter().copied()).collect();
            for link in links.iter_mut() {
                let Some(source) = &mut link.source else { continue };
                let Some(span) = source.span else { continue };
                let own = is_own_words(span.of(reading.text())) && block.contains(span);
                if own && !quoted.iter().any(|content| content.contains(span)) {
                    source.kind = SourceKind::Organisation;
                    source.name = Some(body.clone());
                    source.resolved_from = voice.span;
                    source.given.retain(|given| *given != Given::Name);
                    source.given.insert(0, Given::Name);
                }
            }
        }
    }
}

/// Who gives the written answers that an article reproduces, and no more than these.
fn embedded(reading: &Reading<'_>, names: &Names<'_>) -> Vec<Voice> {
    let blocks = reading.layout.blocks.iter();
    let answers: HashSet<Span> =
        blocks.filter(|block| block.kind == BlockKind::Answer).map(|block| block.span).collect();
    let mut voices = if answers.is_empty() { Vec::new() } else { answerer::voices(reading, names) };
    for voice in &mut voices {
        voice.content.retain(|span| answers.contains(span));
    }
    voices
}

/// Somebody who speaks over whole blocks.
#[derive(Debug)]
struct Voice {
    /// Where the text names the speaker, if it does.
    span: Option<Span>,
    kind: SourceKind,
    /// The name, where it is not that of the span.
    name: Option<String>,
    content: Vec<Span>,
    confidence: f64,
    rule: &'static str,
    note: String,
}

impl Voice {
    /// The body that the voice speaks for.
    fn body(&self, reading: &Reading<'_>) -> Option<String> {
        if self.kind == SourceKind::Organisation {
            return self.name.clone();
        }
        let office = || self.span.and_then(|span| body_of(span.of(reading.text())));
        let stated = reading.layout.meta.answering_body.clone();
        stated.or_else(|| self.name.as_deref().and_then(body_of)).or_else(office)
    }

    /// `None` where nothing is said.
    fn attribution(self) -> Option<Attribution> {
        let first = self.content.first()?.start;
        let given = if self.name.is_some() { vec![Given::Name] } else { Vec::new() };
        Some(Attribution {
            source: Some(Source {
                span: self.span,
                kind: self.kind,
                name: self.name,
                resolved_from: None,
                url: None,
                given,
            }),
            cue: None,
            content: self.content,
            scope: Scope::Document,
            confidence: self.confidence,
            within: None,
            reasons: vec![Reason {
                rule: self.rule.to_owned(),
                span: Span::new(first, first),
                score: self.confidence,
                note: self.note,
            }],
        })
    }
}
