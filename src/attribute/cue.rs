//! Attributions that stand within one sentence: each cue with the source beside it and the content around it.

use super::quotes::{self, Quotation};
use super::source;
use crate::document::{Attribution, Reason, Scope, Source, SourceKind};
use crate::names::Names;
use crate::phrase::{Phrases, TokenKind};
use crate::reading::Reading;
use crate::rules::{Hit, Tag};
use crate::span::Span;

/// A source phrase longer than this is a misread clause.
const LONGEST_SOURCE: usize = 240;

/// Verbs whose object is a noun of saying: "raised fears that", "denied claims that".
const REPORTING: [&str; 10] = [
    "raised", "expressed", "voiced", "denied", "rejected", "made", "repeated", "dismissed", "issued",
    "echoed",
];

/// The attributions whose cue stands in a sentence, in order of cue. None outside prose.
pub(super) fn in_sentence(
    reading: &Reading<'_>,
    names: &Names<'_>,
    quotes: &[Quotation],
    sentence: usize,
) -> Vec<Attribution> {
    if !reading.block(sentence).kind.is_prose() {
        return Vec::new();
    }
    let place = Place {
        reading,
        names,
        sentence,
        span: reading.sentence(sentence),
        phrases: &reading.phrases[sentence],
        quotes: quotes::within(quotes, reading.sentence(sentence)).collect(),
    };
    let mut found: Vec<Attribution> = Vec::new();
    for hit in place.cues() {
        let words = place.words_of(hit);
        let taken = found.iter().any(|earlier| {
            let source = earlier.source.as_ref().and_then(|source| source.span);
            earlier.cue.is_some_and(|cue| cue.overlaps(words))
                || source.is_some_and(|source| source.overlaps(hit.span))
        });
        if !taken && let Some(attribution) = place.attribution(hit) {
            drop_cues_inside(&mut found, &attribution);
            found.push(attribution);
        }
    }
    found
}

/// "Figures obtained *by* the Clarion *show*": what tied inside the source is part of its name.
fn drop_cues_inside(found: &mut Vec<Attribution>, attribution: &Attribution) {
    let source = attribution.source.as_ref().and_then(|source| source.span);
    if let Some(source) = source {
        found.retain(|earlier| earlier.cue.is_none_or(|cue| !source.contains(cue)));
    }
}

/// One sentence and what is needed to read it.
struct Place<'a, 'r> {
    reading: &'r Reading<'a>,
    names: &'r Names<'a>,
    sentence: usize,
    span: Span,
    phrases: &'r Phrases<'a>,
    quotes: Vec<Quotation>,
}

/// Who says what, before it is judged.
struct Parts {
    source: Option<Span>,
    content: Vec<Span>,
    confidence: f64,
}

impl Place<'_, '_> {
    /// The cues in order; of those that begin at the same word, who is told comes before what is said.
    fn cues(&self) -> Vec<&Hit<'_>> {
        let mut cues: Vec<&Hit<'_>> = self.reading.tagged(self.sentence, Tag::Cue).collect();
        cues.sort_by_key(|hit| (hit.span.start, hit.rule.label != "told"));
        cues
    }

    /// The words that tie: with the "that" behind a noun stands the noun.
    fn words_of(&self, hit: &Hit<'_>) -> Span {
        let noun = self.phrases.at(hit.span.start).checked_sub(1).filter(|_| hit.rule.label == "noun");
        noun.map_or(hit.span, |noun| self.phrases.tokens()[noun].span.join(hit.span))
    }

    fn attribution(&self, hit: &Hit<'_>) -> Option<Attribution> {
        let cue = hit.span.trim(self.reading.text());
        let parts = match hit.rule.label.as_str() {
            "speech" | "told" => self.spoken(cue),
            "record" => self.recorded(cue),
            "according" => self.according(cue),
            "passive" => self.passive(cue),
            "impersonal" => Some(self.impersonal(cue)),
            "noun" => self.noun(cue),
            "colon" => self.colon(cue),
            _ => None,
        }?;
        // What opens a list says nothing itself; its source carries over the items.
        let opens_list = self.span.of(self.reading.text()).ends_with(':');
        if parts.content.is_empty() && !opens_list
            || parts.source.is_some_and(|source| source.len() > LONGEST_SOURCE)
        {
            return None;
        }
        let source =
            parts.source.map(|span| source::source(self.reading, self.names, self.sentence, span, None));
        let note = source.as_ref().map_or("somebody unnamed says so", note_for);
        let mut reasons = vec![Reason {
            rule: hit.rule.id.clone(),
            span: cue,
            score: parts.confidence,
            note: note.to_owned(),
        }];
        reasons.extend(parts.source.and_then(|span| self.source_reason(span)));
        Some(Attribution {
            source,
            cue: Some(cue),
            content: parts.content,
            scope: Scope::Sentence,
            confidence: parts.confidence,
            within: None,
            reasons,
        })
    }

    fn source_reason(&self, span: Span) -> Option<Reason> {
        let (hit, _) = self.reading.source_hit(self.sentence, span)?;
        Some(Reason {
            rule: hit.rule.id.clone(),
            span: hit.span,
            score: 0.8,
            note: format!("names a source: {}", hit.rule.label),
        })
    }

    /// "was told", "were recorded": the subject hears or is spoken of, and nobody speaks.
    fn is_passive(&self, cue: Span) -> bool {
        let before = self.phrases.at(cue.start).checked_sub(1).map(|index| self.phrases.word(index));
        before.is_some_and(|word| ["was", "were", "been", "being", "is", "are", "be"].contains(&word))
    }

    /// "denied claims that …": the word is a noun and no verb.
    fn is_object(&self, cue: Span) -> bool {
        let word = cue.of(self.reading.text());
        let before = self.phrases.at(cue.start).checked_sub(1).map(|index| self.phrases.word(index));
        let noun = ["claims", "fears", "estimates", "reports"].iter().any(|noun| word.starts_with(noun));
        noun && before.is_some_and(|verb| REPORTING.contains(&verb))
    }

    /// The subject of the verb; of a second verb behind "and", the source named first in the clause.
    fn subject(&self, cue: Span) -> Option<Span> {
        let direct = self.phrases.subject_before(cue.start);
        if let Some(direct) = direct {
            return Some(self.behind_verb(direct));
        }
        let joined =
            self.phrases.at(cue.start).checked_sub(1).filter(|index| self.phrases.word(*index) == "and")?;
        let first = self.reading.tagged(self.sentence, Tag::Source).find(|hit| hit.span.end < cue.start)?;
        let clause = self.phrases.subject_before(self.phrases.tokens()[joined].span.start)?;
        let source = Span::new(clause.start.min(first.span.start), first.span.end);
        (source.start < source.end).then_some(source)
    }

    /// "the minister said *official figures*": what stands behind another verb of saying is the subject.
    fn behind_verb(&self, subject: Span) -> Span {
        if subject.of(self.reading.text()).contains(',') {
            return subject;
        }
        let verbs = self.reading.tagged(self.sentence, Tag::Cue).filter(|hit| {
            let verb = hit.span;
            matches!(hit.rule.label.as_str(), "speech" | "told" | "record")
                && subject.start < verb.start
                && subject.contains(verb)
        });
        let rest = verbs.last().and_then(|verb| self.clause(verb.span.end, subject.end));
        let object = |rest: &Span| {
            let first = rest.of(self.reading.text()).split_whitespace().next().unwrap_or_default();
            !["to", "by", "of", "in", "on", "for", "as"].contains(&first)
        };
        rest.filter(object).unwrap_or(subject)
    }

    /// "had been told by inspectors that the school was safe": the agent speaks.
    fn told_by(&self, cue: Span) -> Option<Parts> {
        let phrases = self.phrases;
        let next = phrases.at(cue.end);
        let by = phrases.tokens().get(next).filter(|_| phrases.word(next) == "by")?;
        let source = phrases.phrase_after(by.span.end)?;
        let content = vec![self.clause(self.opening(source.end)?, self.span.end)?];
        Some(Parts { source: Some(source), content, confidence: 0.75 })
    }

    /// Where the words behind a "that" begin which stands at `offset`.
    fn opening(&self, offset: usize) -> Option<usize> {
        let index = self.phrases.at(offset);
        let token = self.phrases.tokens().get(index)?;
        (self.phrases.word(index) == "that").then_some(token.span.end)
    }

    /// Where the content behind a verb begins: behind "that", where only who is told or when stands before it.
    fn behind(&self, verb: Span) -> usize {
        const FARTHEST: usize = 7;
        const WHEN: [&str; 7] = ["on", "in", "at", "last", "yesterday", "today", "this"];
        let phrases = self.phrases;
        let first = phrases.at(verb.end);
        let tells = ["told", "tell", "tells", "telling", "informed", "assured", "reminded"];
        let told = verb.of(self.reading.text()).split_whitespace().any(|word| tells.contains(&word));
        let timed = phrases.tokens().get(first).is_some_and(|_| WHEN.contains(&phrases.word(first)));
        if !told && !timed {
            return verb.end;
        }
        let between = phrases.tokens().iter().enumerate().skip(first).take(FARTHEST);
        let mut words = between.take_while(|(_, token)| token.kind == TokenKind::Word);
        let that = words.find(|(index, _)| phrases.word(*index) == "that");
        that.map_or(verb.end, |(_, token)| token.span.end)
    }

    /// A verb with its subject, or with the speaker behind it.
    fn spoken(&self, cue: Span) -> Option<Parts> {
        if self.is_passive(cue) {
            let heard = || {
                Some(Parts {
                    source: None,
                    content: vec![self.clause(self.opening(cue.end)?, self.span.end)?],
                    confidence: 0.8,
                })
            };
            return self.told_by(cue).or_else(heard).or_else(|| Some(self.impersonal(cue)));
        }
        if self.is_object(cue) {
            return None;
        }
        let before = self.subject(cue).filter(|source| !self.in_quote(*source) || self.in_quote(cue));
        let (source, end) = if let Some(source) = before {
            (source, self.behind(cue))
        } else {
            let after = self.phrases.phrase_after(cue.end).filter(|source| self.can_speak(*source))?;
            (after, after.end)
        };
        let content = self.content_around(source.join(cue), end.max(cue.end));
        Some(Parts { source: Some(source), content, confidence: if before.is_some() { 0.85 } else { 0.75 } })
    }

    /// Whether a phrase behind the verb is its speaker and not its object: "said Jane Doe", not "says this will".
    fn can_speak(&self, source: Span) -> bool {
        let words = source.of(self.reading.text());
        let first = words.split_whitespace().next().unwrap_or_default();
        let object = ["this", "that", "these", "those", "it", "there", "no", "so", "some", "to", "in", "of"];
        let figure = first.starts_with(|c: char| c.is_ascii_digit() || c == '£');
        !self.in_quote(source) && !figure && !object.contains(&first)
    }

    /// A record with its verb. What is not known for a record does not show anything: "the man found his dog".
    fn recorded(&self, cue: Span) -> Option<Parts> {
        let parts = self.spoken(cue)?;
        let (_, kind) = self.reading.source_hit(self.sentence, parts.source?)?;
        let can_show = !matches!(kind, SourceKind::Person | SourceKind::FirstHand);
        (can_show && parts.source.is_some_and(|source| source.start < cue.start || self.stops_at(source.end)))
            .then_some(parts)
    }

    /// What is said, given where source and cue stand together: quotations where there are any, else the words behind,
    /// else those before.
    fn content_around(&self, tie: Span, after: usize) -> Vec<Span> {
        let inside = self.quotes.iter().find(|quote| quote.span.contains(tie)).copied();
        let limit = inside.map_or(self.span, |quote| {
            Span::new(quote.span.start.max(self.span.start), quote.span.end.min(self.span.end))
        });
        let speech: Vec<Span> = self
            .quotes
            .iter()
            .filter(|quote| inside.is_none() && quote.is_speech(self.reading.text()))
            .filter_map(|quote| self.part_in_sentence(quote.span))
            .collect();
        let behind = self.clause(after, limit.end);
        let ahead = self.clause(limit.start, tie.start);
        if let Some(first) = speech.first() {
            // "She said the plan “is not what we were promised”": the words before the quotation belong to it.
            return match behind {
                Some(behind) if tie.end <= first.start && !self.opens_at(behind.start) => vec![behind],
                _ => speech,
            };
        }
        match (ahead, behind) {
            (Some(ahead), Some(behind)) if self.stops_at(after) => vec![ahead, behind],
            (_, Some(behind)) if !self.stops_at(after) => vec![behind],
            (Some(ahead), _) => vec![ahead],
            (None, Some(behind)) => vec![behind],
            (None, None) => Vec::new(),
        }
    }

    /// The words between two offsets, without "that" in front.
    fn clause(&self, from: usize, to: usize) -> Option<Span> {
        let phrases = self.phrases;
        let mut words = phrases
            .tokens()
            .iter()
            .filter(|token| token.kind == TokenKind::Word && from <= token.span.start && token.span.end <= to)
            .peekable();
        let text = self.reading.text();
        if words.peek()?.span.of(text).eq_ignore_ascii_case("that") {
            words.next();
        }
        let first = words.next()?;
        let last = words.last().unwrap_or(first);
        Some(Span::new(first.span.start, last.span.end))
    }

    fn part_in_sentence(&self, quote: Span) -> Option<Span> {
        let part =
            Span::new(quote.start.max(self.span.start), quote.end.min(self.span.end).max(self.span.start));
        let part = part.trim(self.reading.text());
        (!part.is_empty()).then_some(part)
    }

    fn in_quote(&self, span: Span) -> bool {
        self.quotes.iter().any(|quote| quote.span.contains(span))
    }

    /// Whether a quotation opens at `offset`.
    fn opens_at(&self, offset: usize) -> bool {
        self.quotes.iter().any(|quote| quote.span.start == offset)
    }

    /// Whether a comma, a stop or the end stands at `offset`: then the content came before.
    fn stops_at(&self, offset: usize) -> bool {
        let index = self.phrases.at(offset);
        let tokens = self.phrases.tokens();
        index >= tokens.len()
            || tokens[index].kind == TokenKind::Close
            || tokens[index].kind == TokenKind::Mark && ",.;!?–—-)".contains(self.phrases.word(index))
    }

    /// "According to X, content" or "content, according to X".
    fn according(&self, cue: Span) -> Option<Parts> {
        let source = self.phrases.phrase_after(cue.end)?;
        // "according to demand" is a measure and no source.
        let named = source
            .of(self.reading.text())
            .split_whitespace()
            .any(|word| word.starts_with(char::is_uppercase));
        if !named && self.reading.source_hit(self.sentence, source).is_none() {
            return None;
        }
        let ahead = self.clause(self.span.start, cue.start);
        let behind = self.clause(source.end, self.span.end);
        let content = match (ahead, behind) {
            (Some(ahead), _) => vec![ahead],
            (None, Some(behind)) => vec![behind],
            (None, None) => return None,
        };
        Some(Parts { source: Some(source), content, confidence: 0.9 })
    }

    /// "was described by X as …": everything but the agent is content.
    fn passive(&self, cue: Span) -> Option<Parts> {
        let source = self.phrases.phrase_after(cue.end)?;
        self.reading.source_hit(self.sentence, source)?;
        let content = [self.clause(self.span.start, cue.start), self.clause(source.end, self.span.end)];
        Some(Parts {
            source: Some(source),
            content: content.into_iter().flatten().collect(),
            confidence: 0.6,
        })
    }

    /// "it is understood that …", "is thought to …", "reportedly": nobody is named.
    fn impersonal(&self, cue: Span) -> Parts {
        let opens = self.phrases.at(cue.start) == 0 || self.clause(self.span.start, cue.start).is_none();
        let behind = self.clause(cue.end, self.span.end);
        let content = match (opens, self.clause(self.span.start, cue.start), behind) {
            (true, _, Some(behind)) => vec![behind],
            (_, ahead, behind) => ahead.into_iter().chain(behind).collect(),
        };
        Parts { source: None, content, confidence: 0.8 }
    }

    /// "the union's claim that …", "raised fears that …".
    fn noun(&self, cue: Span) -> Option<Parts> {
        let content = vec![self.clause(cue.end, self.span.end)?];
        let noun = self.phrases.at(cue.start).checked_sub(1)?;
        let owner = (0..noun).rev().take(4).find(|index| {
            let word = self.phrases.word(*index);
            word.ends_with("’s") || word.ends_with("'s") || word.ends_with("s’")
        });
        let verb = (0..noun).rev().take(5).find(|index| REPORTING.contains(&self.phrases.word(*index)));
        let source = match (owner, verb) {
            (Some(owner), _) => Some(self.phrases.tokens()[owner].span),
            (None, Some(verb)) => self.phrases.subject_before(self.phrases.tokens()[verb].span.start),
            (None, None) => None,
        };
        Some(Parts { source, content, confidence: 0.5 })
    }

    /// `Jane Doe: “…”`
    fn colon(&self, cue: Span) -> Option<Parts> {
        let source = self.phrases.subject_before(cue.start)?;
        let content = vec![self.clause(cue.end, self.span.end)?];
        Some(Parts { source: Some(source), content, confidence: 0.7 })
    }
}

/// The note that a checker reads beside the cue.
fn note_for(source: &Source) -> &'static str {
    match source.kind {
        SourceKind::Dataset => "figures or records say so",
        SourceKind::Document => "a document says so",
        SourceKind::Organisation => "an organisation says so",
        SourceKind::Person => "a person says so",
        SourceKind::Publication => "an outlet says so",
        SourceKind::Anonymous => "unnamed people say so",
        SourceKind::FirstHand => "the author saw it",
    }
}
