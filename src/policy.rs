//! What an authority does, requires, plans or is called on to do: who, what, how firmly, from when, with what money.

mod actor;
mod clause;
mod date;
mod main_verb;
mod money;
#[cfg(test)]
mod tests;
mod verbs;

pub use self::actor::Voices;
use crate::document::{Figure, Modality, Period, Policy, Reason, Scope};
use crate::names::Names;
use crate::reading::Reading;
use crate::span::Span;

/// What earlier stages found in the document of a policy.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// All figures, in text order.
    pub figures: &'a [Figure],
    /// All periods that sentences name, in text order.
    pub periods: &'a [Period],
    /// Who and what the document names.
    pub names: &'a Names<'a>,
    /// Who says what.
    pub voices: &'a Voices<'a>,
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
    policy.actor_name.is_some()
        || matches!(words.as_str(), "we" | "they")
        || words.split_whitespace().any(actor::is_generic)
        || names.bodies_in(actor).next().is_some()
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
    let (actor, actor_name) = actor::of(reading, sentence, &found, &periods, clause::verb(phrases, hit));
    let clause = clause::span(phrases, reading.text(), hit);
    let reference = reading.layout.meta.reference_date();
    Some(Policy {
        actor,
        actor_name,
        action: action(&found, phrases.rest_after(hit.start)?),
        modality,
        date: date::of_effect(phrases, reading.text(), &periods, clause, modality, reference),
        money: money::committed(phrases, found.figures, span, actor, clause),
    })
}

/// The words of a policy without who says so behind them: "will close, *the council said*".
fn action(found: &Found<'_>, rest: Span) -> Span {
    let own = found.voices.over(rest.start).filter(|attribution| attribution.scope == Scope::Sentence);
    let ends = own.filter_map(|attribution| attribution.content.last());
    let end = ends.map(|last| last.end).filter(|end| rest.start < *end).min();
    Span::new(rest.start, end.map_or(rest.end, |end| end.min(rest.end)))
}

/// Whether the words of a policy are no more than a clause of two words, which states nothing.
#[must_use]
pub fn is_empty(policy: &Policy, text: &str) -> bool {
    let words = |span: Span| span.of(text).split_whitespace().count();
    words(policy.action) < 3
}
