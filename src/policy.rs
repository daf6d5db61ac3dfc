//! What an authority does, requires, plans or is called on to do: who, what, how firmly.

use crate::document::{Modality, Policy, Reason};
use crate::reading::{Reading, label};
use crate::rules::Tag;
use crate::span::Span;

/// The policy that a sentence states, with the rule that says so.
#[must_use]
pub fn policy(reading: &Reading<'_>, sentence: usize) -> Option<(Policy, Reason)> {
    let hit = reading.tagged(sentence, Tag::Policy).next()?;
    let modality: Modality = label(&hit.rule.label)?;
    let phrases = &reading.phrases[sentence];
    let policy = Policy {
        actor: phrases.subject_before(hit.span.start),
        action: phrases.rest_after(hit.span.start)?,
        modality,
        date: None,
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

/// Whether the words of a policy are no more than a clause of two words, which states nothing.
#[must_use]
pub fn is_empty(policy: &Policy, text: &str) -> bool {
    let words = |span: Span| span.of(text).split_whitespace().count();
    words(policy.action) < 3
}
