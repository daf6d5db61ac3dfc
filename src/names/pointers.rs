//! Pronouns whose body is named behind them, and "the former" and "the latter" of two.

use super::Mention;
use crate::span::Span;

/// Prepositions that open a phrase before its sentence's subject.
const OPENERS: &[&str] =
    &["In", "With", "At", "By", "For", "On", "Despite", "Under", "From", "Through", "As"];

/// Between "its" and the subject stand at most so many bytes.
const NEAR: usize = 120;

/// The subject that a pronoun at the head of its sentence points ahead to: "In *its* report, the Trust said".
///
/// The stretch starts behind the comma and holds as many words as a name may have.
pub(super) fn subject_ahead(text: &str, pronoun: Span) -> Option<Span> {
    let start = text.floor_char_boundary(pronoun.start.saturating_sub(NEAR));
    let ahead = text.get(start..pronoun.start)?;
    let ahead = ahead.rsplit(['.', '!', '?', '\n', '“', '"']).next()?.trim();
    let opens = ahead.split_whitespace().next().is_some_and(|word| OPENERS.contains(&word));
    if !opens || ahead.split_whitespace().count() > 3 || ahead.contains(',') {
        return None;
    }
    let end = text.floor_char_boundary(pronoun.end + NEAR);
    let behind = text.get(pronoun.end..end)?;
    let comma = behind
        .find([',', '.', '!', '?', ';', ':', '\n'])
        .filter(|at| behind.get(*at..*at + 2) == Some(", "))?;
    let from = pronoun.end + comma + 2;
    (from < end).then(|| Span::new(from, end))
}

/// "the council" at the head of a stretch: an article and a noun.
pub(super) fn description(text: &str, stretch: Span) -> Option<Span> {
    let words = stretch.of(text).strip_prefix("the ")?;
    let noun: usize = words.chars().take_while(|c| c.is_alphanumeric()).map(char::len_utf8).sum();
    (noun > 0).then(|| Span::new(stretch.start, stretch.start + "the ".len() + noun))
}

/// The first or the second of the two bodies named last in one sentence before `offset`.
pub(super) fn of_two<'m>(
    text: &str,
    before: impl Iterator<Item = &'m Mention>,
    offset: usize,
    former: bool,
) -> Option<Span> {
    let mut bodies = before.filter(|mention| !mention.person).map(|mention| mention.span);
    let second = bodies.next()?;
    let first = bodies.find(|span| span.of(text) != second.of(text))?;
    let parted = |from: usize, to: usize| {
        text.get(from..to).is_none_or(|between| between.contains(". ") || between.contains('\n'))
    };
    // A sentence of their own, and none between it and the pointer but the next.
    let stops = text.get(second.end..offset)?.matches(". ").count();
    (!parted(first.end, second.start) && stops <= 1).then_some(if former { first } else { second })
}
