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
use crate::names::Names;
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
    found.beyond.extend(voices.into_iter().filter_map(Voice::attribution));
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
