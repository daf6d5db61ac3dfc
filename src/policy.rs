//! What an authority does, requires, plans or is called on to do: who, what, how firmly, from when, with what money.

mod clause;
mod date;
mod main_verb;
mod money;
#[cfg(test)]
mod tests;
mod verbs;

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
    let policy = stated(reading, sentence, found, hit.span, modality)?;
    let note = note(modality).to_owned();
    Some((policy, Reason { rule: hit.rule.id.clone(), span: hit.span, score: 0.8, note }))
}

/// The policy that a sentence states by its main verb, for one that is known to state some and that no rule knows.
#[must_use]
pub fn by_main_verb(reading: &Reading<'_>, sentence: usize, found: Found<'_>) -> Option<(Policy, Reason)> {
    let verb = main_verb::main_verb(&reading.phrases[sentence])?;
    let policy = stated(reading, sentence, found, verb.span, verb.modality)?;
    if verb.past && !is_of_authority(reading.text(), found.names, &policy) {
        return None;
    }
    let reason = Reason {
        rule: "policy.main-verb".to_owned(),
        span: verb.span,
        score: 0.5,
        note: note(verb.modality).to_owned(),
    };
    Some((policy, reason))
}

fn note(modality: Modality) -> &'static str {
    match modality {
        Modality::InForce => "an authority does it",
        Modality::Commitment => "an authority says it will",
        Modality::Proposal => "somebody proposes it",
        Modality::Requirement => "somebody must",
        Modality::Prediction => "somebody expects it",
    }
}

/// Whether a body is the actor of a policy.
fn is_of_authority(text: &str, names: &Names<'_>, policy: &Policy) -> bool {
    let Some(actor) = policy.actor else { return false };
    let words = actor.of(text).to_lowercase();
    let generic =
        |word: &str| GENERIC.iter().any(|noun| word.trim_end_matches('s') == noun.trim_end_matches('s'));
    policy.actor_name.is_some()
        || matches!(words.as_str(), "we" | "they")
        || words.split_whitespace().any(generic)
        || names.bodies().any(|body| actor.contains(body))
}

/// What the verb at `verb` of a sentence states: who does it, what, from when and with what money.
fn stated(
    reading: &Reading<'_>,
    sentence: usize,
    found: Found<'_>,
    hit: Span,
    modality: Modality,
) -> Option<Policy> {
    let phrases = &reading.phrases[sentence];
    let span = reading.sentence(sentence);
    let inside = |other: Span| span.start <= other.start && other.end <= span.end;
    let first = found.periods.partition_point(|period| period.span.start < span.start);
    let periods: Vec<&Period> =
        found.periods.get(first..)?.iter().take_while(|period| inside(period.span)).collect();
    let verb = clause::verb(phrases, hit);
    let opens = |span: Span| {
        periods.iter().any(|period| period.span.start <= span.start && period.span.overlaps(span))
    };
    let actor = clause::subject(phrases, verb).filter(|actor| !opens(*actor));
    let actor = actor.or_else(|| after_period(phrases, &periods, verb));
    // "and will close": a conjunction is nobody.
    let actor = actor.filter(|actor| !is_small(actor.of(reading.text())));
    let named = |actor: Span| name_of(reading.text(), found.names, actor);
    let actor_name = actor.and_then(named);
    // "this", "those", "it": whoever that is, unless the text says so.
    let actor = actor.filter(|actor| actor_name.is_some() || !is_pointing(actor.of(reading.text())));
    let clause = clause::span(phrases, reading.text(), hit);
    let reference = reading.layout.meta.reference_date();
    Some(Policy {
        actor,
        actor_name,
        action: phrases.rest_after(hit.start)?,
        modality,
        date: date::of_effect(phrases, reading.text(), &periods, clause, modality, reference),
        money: money::committed(phrases, found.figures, span, actor, clause),
    })
}

/// Words that point at somebody without a name.
fn is_pointing(words: &str) -> bool {
    const POINTING: &[&str] = &["this", "these", "that", "those", "here", "there", "it", "he", "she", "one"];
    POINTING.iter().any(|word| word.eq_ignore_ascii_case(words.trim()))
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
    const SMALL: &[&str] =
        &["and", "or", "but", "which", "that", "who", "as", "so", "then", "there", "also", "how", "what"];
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
