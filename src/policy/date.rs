//! From when a policy holds, or by when it is to be done.

use jiff::civil::Date;

use super::clause::is_one_of;
use crate::document::{Modality, Period};
use crate::phrase::{Phrases, TokenKind};
use crate::span::Span;

/// What ties a policy to the time at which it takes effect.
const TIES: &[&str] = &[
    "from", "by", "on", "in", "at", "before", "starting", "beginning", "during", "next", "this", "later",
    "early", "late", "mid", "effective", "tomorrow", "today",
];

/// "the end *of* March", "the first half *of* 2027"
const PARTS: &[&str] = &["end", "start", "beginning", "middle", "half", "quarter", "course"];

/// Times of no calendar that policies name: "by the end of the Parliament".
const TIMES: &[&str] = &[
    "parliament", "decade", "century", "session", "term", "year", "month", "week", "quarter", "summer",
    "autumn", "spring", "winter", "recess", "election",
];

/// Fixed phrases for a time that nobody states.
const PHRASES: &[&str] = &[
    "when parliamentary time allows",
    "as soon as possible",
    "at the earliest opportunity",
    "with immediate effect",
    "as soon as parliamentary time allows",
];

/// The date of effect of a policy whose verb opens `clause`: the first day that a period gives, else its words.
///
/// A time before the verb counts where it opens its clause ("From April, landlords must"), one after it where a
/// preposition ties it and the clause goes on. What lies before the document's date is no date of a plan.
pub(super) fn of_effect(
    phrases: &Phrases<'_>,
    text: &str,
    periods: &[&Period],
    clause: Span,
    modality: Modality,
    reference: Option<Date>,
) -> Option<String> {
    let fits = |period: &&&Period| modality == Modality::InForce || !is_past(period, reference);
    let opening = periods.iter().find(|period| {
        period.span.end <= clause.start
            && opens_clause(phrases, period.span, clause.start, modality)
            && fits(period)
    });
    let inside = || {
        periods.iter().find(|period| {
            clause.contains(period.span)
                && is_tied(phrases, text, period.span, modality)
                && (modality == Modality::InForce || !is_of_saying(phrases, period.span))
                && fits(period)
        })
    };
    let within_period = |span: Span| periods.iter().any(|period| period.span.overlaps(span));
    opening.copied().or_else(|| inside().copied()).map(|period| words_or_day(period, text)).or_else(|| {
        let named = named_time(phrases, clause.start, modality)?;
        (!within_period(named)).then(|| named.of(text).to_owned())
    })
}

fn words_or_day(period: &Period, text: &str) -> String {
    let day = period.from.as_ref().or(period.to.as_ref());
    day.cloned().unwrap_or_else(|| period.span.of(text).to_owned())
}

fn is_past(period: &Period, reference: Option<Date>) -> bool {
    let last = period.to.as_ref().or(period.from.as_ref());
    last.zip(reference).is_some_and(|(last, reference)| {
        // To the precision that the period has: "2025" is not over on a day of 2025.
        let today = reference.to_string();
        let length = last.len().min(today.len());
        last.get(..length) < today.get(..length)
    })
}

/// Whether nothing but a preposition stands before the time in its clause, and no saying between it and the verb.
fn opens_clause(phrases: &Phrases<'_>, period: Span, verb: usize, modality: Modality) -> bool {
    const SAID: &[&str] = &["said", "says", "announced", "told", "confirmed", "added", "pledged", "promised"];
    let first = phrases.at(period.start);
    let since = modality == Modality::InForce && is_one_of(phrases, first, &["since"]);
    let own = since || is_one_of(phrases, first, TIES);
    let before = if own { first } else { first.saturating_sub(1) };
    let tied = own || first > 0 && is_one_of(phrases, before, TIES);
    let opens = before == 0
        || phrases.tokens()[before - 1].kind != TokenKind::Word
        || is_one_of(phrases, before - 1, &["that", "and", "but"]);
    let said = (phrases.at(period.end)..phrases.at(verb)).any(|index| is_one_of(phrases, index, SAID));
    tied && opens && !said
}

/// Whether the time is that of the word given: "vowed *on Wednesday* to".
fn is_of_saying(phrases: &Phrases<'_>, period: Span) -> bool {
    const GIVEN: &[&str] = &[
        "vowed", "pledged", "promised", "announced", "agreed", "urged", "committed", "voted", "called",
        "undertaken",
    ];
    let first = phrases.at(period.start);
    let before = if is_one_of(phrases, first, TIES) { first } else { first.saturating_sub(1) };
    let tied = before == first || is_one_of(phrases, before, TIES);
    tied && before > 0 && is_one_of(phrases, before - 1, GIVEN)
}

/// Whether a preposition or the time's own first word says that it is when the policy holds.
fn is_tied(phrases: &Phrases<'_>, text: &str, period: Span, modality: Modality) -> bool {
    let first = phrases.at(period.start);
    let own = period.of(text).split_whitespace().next().unwrap_or_default();
    let is = |word: &str, list: &[&str]| list.iter().any(|other| other.eq_ignore_ascii_case(word));
    if is(own, &["since", "last"]) {
        return modality == Modality::InForce;
    }
    if is(own, TIES) {
        return true;
    }
    let Some(mut before) = first.checked_sub(1) else { return false };
    if is_one_of(phrases, before, &["the"]) && before > 0 {
        before -= 1;
    }
    let part = is_one_of(phrases, before, &["of"]) && before > 0 && is_one_of(phrases, before - 1, PARTS);
    part || is_one_of(phrases, before, TIES)
        || modality == Modality::InForce && is_one_of(phrases, before, &["since"])
}

/// A time after `from` that no calendar has: "by the end of the Parliament", "within six months", "in due course".
///
/// What a rule in force sets a term for ("made safe within 24 hours") is no time at which it takes effect.
fn named_time(phrases: &Phrases<'_>, from: usize, modality: Modality) -> Option<Span> {
    let is_planned = matches!(modality, Modality::Commitment | Modality::Requirement | Modality::Prediction);
    let count = phrases.tokens().len();
    let span = |first: usize, end: usize| phrases.tokens()[first].span.join(phrases.tokens()[end - 1].span);
    (phrases.at(from)..count).find_map(|first| {
        let term = || is_planned.then(|| within(phrases, first)).flatten();
        let end = fixed(phrases, first).or_else(|| by_noun(phrases, first)).or_else(term)?;
        Some(span(first, end))
    })
}

fn fixed(phrases: &Phrases<'_>, first: usize) -> Option<usize> {
    PHRASES.iter().find_map(|phrase| {
        let words = phrase.split(' ').count();
        let fits = first + words <= phrases.tokens().len()
            && phrase.split(' ').zip(first..).all(|(word, index)| is_one_of(phrases, index, &[word]));
        fits.then_some(first + words)
    })
}

/// "from the start of the next academic year", "before the summer recess"
fn by_noun(phrases: &Phrases<'_>, first: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    const INSIDE: &[&str] = &["the", "this", "next", "of", "end", "start", "beginning", "middle"];
    let opens = is_one_of(phrases, first, &["from", "by", "before", "at", "after"])
        && first + 1 < phrases.tokens().len()
        && is_one_of(phrases, first + 1, &["the", "this", "next"]);
    if !opens {
        return None;
    }
    let most = (first + LONGEST).min(phrases.tokens().len());
    let words = (first + 1..most).take_while(|index| phrases.tokens()[*index].kind == TokenKind::Word);
    // At most one word that is no small one stands between: "academic", "financial", "summer".
    let mut others = 0;
    let mut last = None;
    for index in words {
        if is_one_of(phrases, index, TIMES) {
            last = Some(index + 1);
        } else if !is_one_of(phrases, index, INSIDE) {
            others += 1;
        }
        if others > 1 || last.is_some_and(|end| end < index + 1) {
            break;
        }
    }
    last
}

/// "within six months", "within weeks"
fn within(phrases: &Phrases<'_>, first: usize) -> Option<usize> {
    const UNITS: &[&str] = &["days", "day", "weeks", "week", "months", "month", "years", "year", "hours"];
    if !is_one_of(phrases, first, &["within"]) {
        return None;
    }
    let end = (first + 4).min(phrases.tokens().len());
    (first + 1..end).find(|index| is_one_of(phrases, *index, UNITS)).map(|unit| unit + 1)
}
