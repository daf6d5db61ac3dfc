//! What an authority does, requires, plans or is called on to do: who, what, how firmly, from when, with what money.

mod clause;
mod date;
mod money;
#[cfg(test)]
mod tests;

use crate::document::{Figure, Modality, Period, Policy, Reason, SourceKind};
use crate::names::Names;
use crate::phrase::{Phrases, TokenKind};
use crate::reading::Reading;
use crate::span::Span;

/// Bodies that a capital makes no name of.
const GENERIC: &[&str] = &[
    "government", "department", "ministry", "council", "association", "trust", "agency", "authority",
    "board", "commission", "committee", "service", "force", "police", "union", "charity", "company",
    "university", "school", "hospital", "regulator", "minister", "secretary", "mp", "bill", "act", "office",
    "group", "party", "fund",
];

/// What earlier stages found in the document of a policy.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// All figures, in text order.
    pub figures: &'a [Figure],
    /// All periods that sentences name, in text order.
    pub periods: &'a [Period],
    /// Who and what the document names.
    pub names: &'a Names<'a>,
}

/// The policy that a sentence states, with the rule that says so.
#[must_use]
pub fn policy(reading: &Reading<'_>, sentence: usize, found: Found<'_>) -> Option<(Policy, Reason)> {
    let (hit, modality) = clause::main_hit(reading, sentence)?;
    let phrases = &reading.phrases[sentence];
    let span = reading.sentence(sentence);
    let inside = |other: Span| span.start <= other.start && other.end <= span.end;
    let first = found.periods.partition_point(|period| period.span.start < span.start);
    let periods: Vec<&Period> =
        found.periods[first..].iter().take_while(|period| inside(period.span)).collect();
    let verb = clause::verb(phrases, hit.span);
    let opens = |span: Span| {
        periods.iter().any(|period| period.span.start <= span.start && period.span.overlaps(span))
    };
    let actor = clause::subject(phrases, verb).filter(|actor| !opens(*actor));
    let actor = actor.or_else(|| after_period(phrases, &periods, verb));
    // "and will close": a conjunction is nobody.
    let actor = actor.filter(|actor| !is_small(actor.of(reading.text())));
    let clause = clause::span(phrases, reading.text(), hit.span);
    let reference = reading.layout.meta.reference_date();
    let policy = Policy {
        actor,
        actor_name: actor.and_then(|actor| name_of(reading.text(), found.names, actor)),
        action: phrases.rest_after(hit.span.start)?,
        modality,
        date: date::of_effect(phrases, reading.text(), &periods, clause, modality, reference),
        money: money::committed(phrases, found.figures, span, actor, clause),
    };
    let note = match modality {
        Modality::InForce => "an authority does it",
        Modality::Commitment => "an authority says it will",
        Modality::Proposal => "somebody proposes it",
        Modality::Requirement => "somebody must",
        Modality::Prediction => "somebody expects it",
    };
    let reason = Reason { rule: hit.rule.id.clone(), span: hit.span, score: 0.8, note: note.to_owned() };
    Some((policy, reason))
}

/// The subject behind a time that opens the clause without a comma: "From April 2026 *landlords* must".
fn after_period(phrases: &Phrases<'_>, periods: &[&Period], verb: usize) -> Option<Span> {
    const LONGEST: usize = 6;
    let opening = periods.iter().rfind(|period| period.span.end <= verb)?;
    let (first, end) = (phrases.at(opening.span.end), phrases.at(verb));
    let words = phrases.tokens().get(first..end)?;
    let plain = words.iter().all(|token| token.kind == TokenKind::Word);
    let (from, to) = (words.first()?.span, words.last()?.span);
    if clause::is_one_of(phrases, first, &["we", "they", "it", "he", "she", "you"]) {
        return Some(from);
    }
    (plain && words.len() <= LONGEST).then(|| from.join(to))
}

/// Words that name nobody.
fn is_small(words: &str) -> bool {
    const SMALL: &[&str] = &[
        "and", "or", "but", "which", "that", "who", "as", "so", "then", "there", "also", "how", "what",
        "this", "these", "those", "here",
    ];
    SMALL.iter().any(|word| word.eq_ignore_ascii_case(words.trim()))
}

/// The full name of an actor: what "it", "he", "the council" or an acronym stand for, or the name itself. "They" may be
/// anybody, and "the Department" names none.
fn name_of(text: &str, names: &Names<'_>, actor: Span) -> Option<String> {
    if actor.of(text).eq_ignore_ascii_case("they") {
        return None;
    }
    let kind = match names.people_in(actor).next() {
        Some(_) => SourceKind::Person,
        None => SourceKind::Organisation,
    };
    if let Some(resolved) = names.resolve(actor, kind) {
        return Some(resolved.name);
    }
    let inside = names.bodies().find(|body| actor.contains(*body))?;
    if GENERIC.iter().any(|noun| without_article(inside.of(text)).eq_ignore_ascii_case(noun)) {
        return None;
    }
    let article = &text[actor.start..inside.start];
    let whole = article.trim().is_empty() || article.trim().eq_ignore_ascii_case("the");
    (whole && inside.end == actor.end).then(|| without_article(inside.of(text)).to_owned())
}

fn without_article(words: &str) -> &str {
    ["the ", "The "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words)
}

/// Whether the words of a policy are no more than a clause of two words, which states nothing.
#[must_use]
pub fn is_empty(policy: &Policy, text: &str) -> bool {
    let words = |span: Span| span.of(text).split_whitespace().count();
    words(policy.action) < 3
}
