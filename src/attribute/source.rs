//! What sort of source a noun phrase names, whose name it is, and what it gives a reader who wants to find it.

use crate::document::{Given, Source, SourceKind};
use crate::names::Names;
use crate::reading::Reading;
use crate::rules::Tag;
use crate::span::Span;

/// The model's word on a kind holds from this score on, whatever the rules know of the phrase …
const SURE: f64 = 0.9;

/// … and from this one on where no rule knows it.
const LIKELY: f64 = 0.5;

/// The source that the noun phrase at `span` of a sentence names; `by_model` is the kind that the model reads in it, and
/// how sure it is.
pub(super) fn source(
    reading: &Reading<'_>,
    names: &Names<'_>,
    sentence: usize,
    span: Span,
    by_model: Option<(SourceKind, f64)>,
) -> Source {
    let kind = kind(reading, names, sentence, span, by_model);
    let resolved = names.resolve(span, kind);
    let url = reading.link_on(span);
    let (name, resolved_from) = match resolved {
        Some(resolved) => (Some(resolved.name), resolved.from),
        None if kind == SourceKind::Anonymous => (None, None),
        None => (own_name(span.of(reading.text())), None),
    };
    let given = given(reading, sentence, span, kind, name.is_some(), url.is_some());
    Source { span: Some(span), kind, name, resolved_from, url, given }
}

/// A phrase with a capital in it is a name of its own; "the charity" is not.
fn own_name(words: &str) -> Option<String> {
    let words = words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(words);
    let capital = words.split_whitespace().any(|word| word.starts_with(char::is_uppercase));
    let pronoun = !words.contains(' ') && words.len() <= 4 && words.chars().skip(1).all(char::is_lowercase);
    (capital && !pronoun).then(|| words.to_owned())
}

fn kind(
    reading: &Reading<'_>,
    names: &Names<'_>,
    sentence: usize,
    span: Span,
    by_model: Option<(SourceKind, f64)>,
) -> SourceKind {
    let words = span.of(reading.text());
    let lower = words.to_lowercase();
    match lower.as_str() {
        "i" | "we" | "my" | "me" => return first_person(reading, sentence),
        "he" | "she" | "who" | "him" | "her" => return SourceKind::Person,
        "it" => return SourceKind::Organisation,
        "they" | "some" | "many" | "others" | "most" | "people" | "one" | "critics" | "everyone" => {
            return SourceKind::Anonymous;
        }
        _ => {}
    }
    if let Some((kind, _)) = by_model.filter(|(_, score)| *score >= SURE) {
        return kind;
    }
    let person = names.people_in(span).next();
    match reading.source_hit(sentence, span) {
        // "Jane Doe, a former official, said": somebody named is not anonymous, whatever else the phrase calls them.
        Some((_, SourceKind::Anonymous | SourceKind::Organisation))
            if person.is_some_and(|person| leads(span, person)) =>
        {
            SourceKind::Person
        }
        Some((_, kind)) => kind,
        None if by_model.is_some_and(|(_, score)| score >= LIKELY) => {
            by_model.map_or(SourceKind::Anonymous, |(kind, _)| kind)
        }
        None if person.is_some() => SourceKind::Person,
        None if is_short_name(words) && !starts_sentence(reading, sentence, span) => SourceKind::Person,
        None if has_name(words, starts_sentence(reading, sentence, span)) => SourceKind::Organisation,
        None => SourceKind::Anonymous,
    }
}

/// Whether the person's name stands at the head of the phrase and not in "the union of Jane Doe".
fn leads(phrase: Span, person: Span) -> bool {
    person.start - phrase.start <= 12
}

/// A surname alone: "Harte".
fn is_short_name(words: &str) -> bool {
    !words.contains(' ')
        && words.starts_with(char::is_uppercase)
        && words.chars().skip(1).any(char::is_lowercase)
}

fn starts_sentence(reading: &Reading<'_>, sentence: usize, span: Span) -> bool {
    reading.phrases[sentence].at(span.start) == 0
}

/// Whether a word is capitalised for its own sake and not for standing first.
fn has_name(words: &str, first_is_capital: bool) -> bool {
    words
        .split_whitespace()
        .skip(usize::from(first_is_capital))
        .any(|word| word.starts_with(char::is_uppercase))
}

/// "I" in a column tells what the author saw; inside a quotation it is the speaker's.
fn first_person(reading: &Reading<'_>, sentence: usize) -> SourceKind {
    let told = reading.tagged(sentence, Tag::Source).any(|hit| hit.rule.label == "first_hand");
    if told { SourceKind::FirstHand } else { SourceKind::Person }
}

fn given(
    reading: &Reading<'_>,
    sentence: usize,
    span: Span,
    kind: SourceKind,
    named: bool,
    linked: bool,
) -> Vec<Given> {
    let words = span.of(reading.text());
    let rule = |id: &str| {
        reading.tagged(sentence, Tag::Source).any(|hit| hit.rule.id == id && hit.span.overlaps(span))
    };
    let capitals = words.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase));
    let record = matches!(kind, SourceKind::Dataset | SourceKind::Document);
    let year = words.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4);
    [
        (Given::Name, named && kind != SourceKind::Anonymous),
        (Given::Publication, record && capitals || kind == SourceKind::Publication),
        (Given::Date, year),
        (Given::Link, linked),
        (Given::Foi, rule("source.foi")),
    ]
    .into_iter()
    .filter_map(|(given, holds)| holds.then_some(given))
    .collect()
}
