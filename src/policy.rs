//! What an authority does, requires, plans or is called on to do: who, what, how firmly, from when, with what money.

mod actor;
mod clause;
mod date;
mod list;
mod main_verb;
mod money;
mod passive;
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
    if let Some(opening) = list::opening(reading, sentence) {
        let policy = listed(reading, sentence, found, opening)?;
        let note = note(policy.modality).to_owned();
        return Some((policy, Reason { rule: hit.rule.id.clone(), span: hit.span, score: 0.8, note }));
    }
    let policy = stated(reading, sentence, found, hit.span, modality)?;
    let note = note(modality).to_owned();
    Some((policy, Reason { rule: hit.rule.id.clone(), span: hit.span, score: 0.8, note }))
}

/// The policy that a sentence states by its main verb, for one that is known to state some and that no rule knows.
#[must_use]
pub fn by_main_verb(reading: &Reading<'_>, sentence: usize, found: Found<'_>) -> Option<(Policy, Reason)> {
    if let Some(opening) = list::opening(reading, sentence) {
        let policy = listed(reading, sentence, found, opening)?;
        let reason = Reason {
            rule: "policy.list".to_owned(),
            span: opening.verb.span,
            score: 0.5,
            note: note(policy.modality).to_owned(),
        };
        return Some((policy, reason));
    }
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

/// What an item of a list states: what the item says, of whom and how firmly its opening does.
fn listed(
    reading: &Reading<'_>,
    sentence: usize,
    found: Found<'_>,
    opening: list::Opening,
) -> Option<Policy> {
    let item = reading.phrases[sentence].rest_after(reading.sentence(sentence).start)?;
    let own = stated(reading, sentence, found, item, opening.verb.modality)?;
    let opened = stated(reading, opening.sentence, found, opening.verb.span, opening.verb.modality);
    let (actor, actor_name) = opened.map_or((None, None), |opened| (opened.actor, opened.actor_name));
    Some(Policy { actor, actor_name, ..own })
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
    let (text, phrases) = (reading.text(), &reading.phrases[sentence]);
    let span = reading.sentence(sentence);
    let inside = |other: Span| span.start <= other.start && other.end <= span.end;
    let first = found.periods.partition_point(|period| period.span.start < span.start);
    let periods: Vec<&Period> =
        found.periods.get(first..)?.iter().take_while(|period| inside(period.span)).collect();
    let verb = clause::verb(phrases, hit);
    let (actor, actor_name) = actor::of(reading, sentence, &found, &periods, verb);
    // Of a passive verb the subject is what is done, and belongs to it.
    let done = passive::participle(phrases, verb).and_then(|_| actor::subject(phrases, &periods, verb));
    let clause = clause::span(phrases, text, hit);
    let reference = reading.layout.meta.reference_date();
    Some(Policy {
        actor,
        actor_name,
        action: action(&found, text, phrases.rest_after(done.map_or(hit.start, |done| done.start))?),
        modality,
        date: date::of_effect(phrases, text, &periods, clause, modality, reference),
        money: money::committed(phrases, found.figures, span, done.or(actor), clause),
    })
}

/// The words of a policy without who says so behind them: "will close, *the council said*", and with the bracket that
/// closes one in them.
fn action(found: &Found<'_>, text: &str, rest: Span) -> Span {
    let own = found.voices.over(rest.start).filter(|attribution| attribution.scope == Scope::Sentence);
    let ends = own.filter_map(|attribution| attribution.content.last());
    let end = ends.map(|last| last.end).filter(|end| rest.start < *end).min();
    let action = Span::new(rest.start, end.map_or(rest.end, |end| end.min(rest.end)));
    let words = action.of(text);
    let open = words.matches('(').count() > words.matches(')').count();
    let closed = open && text.get(action.end..).is_some_and(|rest| rest.starts_with(')'));
    Span::new(action.start, action.end + usize::from(closed))
}

/// Whether the words of a policy are no more than a clause of two words, which states nothing.
#[must_use]
pub fn is_empty(policy: &Policy, text: &str) -> bool {
    let words = |span: Span| span.of(text).split_whitespace().count();
    words(policy.action) < 3
}
