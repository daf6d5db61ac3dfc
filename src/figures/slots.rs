//! What a quantity is about: what is counted, of what whole, when, and what a checker would miss.

use super::Context;
use super::lexicon::Roles;
use super::numbers::Form;
use super::phrases;
use super::quantity::Quantity;
use super::token::Tokens;
use super::veto;
use crate::document::{Figure, FigureKind, Missing, Period};
use crate::span::Span;

/// The figure that a quantity makes in its sentence.
pub(super) fn fill(
    tokens: &Tokens<'_>,
    quantity: Quantity,
    periods: &[Period],
    context: &Context<'_>,
) -> Figure {
    let quantity = subject(tokens, quantity);
    let spanned = |range: Option<(usize, usize)>| range.map(|(first, end)| tokens.span(first, end));
    let span = tokens.span(quantity.first, quantity.end);
    let subject = spanned(quantity.subject);
    let mut figure = Figure {
        span,
        number: quantity.number,
        value: quantity.value,
        low: quantity.low,
        high: quantity.high,
        kind: quantity.kind,
        unit: quantity.unit.or_else(|| person(tokens, &quantity)),
        modifier: quantity.modifier,
        direction: quantity.direction,
        subject,
        denominator: spanned(quantity.denominator),
        period: nearest(periods, span).or(context.period).cloned(),
        place: None,
        cell: None,
        missing: Vec::new(),
        caveats: Vec::new(),
    };
    figure.missing = missing(tokens, &figure, &quantity);
    figure
}

fn subject(tokens: &Tokens<'_>, mut quantity: Quantity) -> Quantity {
    let end = quantity.end;
    match quantity.kind {
        FigureKind::Percent | FigureKind::Ratio if quantity.denominator.is_none() => {
            if tokens.is(end, "of") || tokens.word(end).is(Roles::PERSON) {
                quantity.denominator = phrases::after(tokens, end);
            } else if tokens.is_any(end, &["the", "its", "their", "all"]) && quantity.form == Form::Fraction {
                quantity.denominator = phrases::noun_phrase(tokens, end + 1);
            }
            quantity.subject = quantity.denominator;
        }
        FigureKind::Count if quantity.subject.is_none() => {
            let at = end + usize::from(tokens.joins(end) && veto::is_capacity(tokens, end + 1));
            quantity.subject = phrases::after(tokens, at);
        }
        FigureKind::Money | FigureKind::Duration | FigureKind::Measure | FigureKind::Rank
            if quantity.subject.is_none() =>
        {
            quantity.subject = phrases::after(tokens, end);
        }
        _ => {}
    }
    quantity
}

/// The unit of a count of human beings, from the last word of what is counted.
fn person(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<&'static str> {
    let (first, end) = quantity.subject?;
    let counted = matches!(quantity.kind, FigureKind::Count | FigureKind::Rate);
    let head =
        tokens.word(end - 1).is(Roles::PERSON) || tokens.word(first).is(Roles::PERSON) && end == first + 1;
    (counted && head).then_some("person")
}

/// The period whose name stands nearest to the figure. The periods are in text order.
fn nearest(periods: &[Period], span: Span) -> Option<&Period> {
    let next = periods.partition_point(|period| period.span.start < span.start);
    let before = next.checked_sub(1).and_then(|index| periods.get(index));
    let after = periods.get(next);
    match (before, after) {
        (Some(before), Some(after)) => {
            let gap_before = span.start.saturating_sub(before.span.end);
            let gap_after = after.span.start.saturating_sub(span.end);
            Some(if gap_after < gap_before { after } else { before })
        }
        (one, other) => one.or(other),
    }
}

fn missing(tokens: &Tokens<'_>, figure: &Figure, quantity: &Quantity) -> Vec<Missing> {
    let mut missing = Vec::new();
    let changes = figure.direction.is_some();
    let statistic = matches!(
        figure.kind,
        FigureKind::Count | FigureKind::Percent | FigureKind::Money | FigureKind::Rate | FigureKind::Ratio
    );
    if statistic && figure.period.is_none() {
        missing.push(Missing::Period);
    }
    if figure.kind == FigureKind::Percent && figure.denominator.is_none() && !changes {
        missing.push(Missing::Denominator);
    }
    if (changes || figure.kind == FigureKind::Change) && !has_baseline(tokens, quantity) {
        missing.push(Missing::Baseline);
    }
    missing
}

/// Whether the sentence says what a change is measured from.
fn has_baseline(tokens: &Tokens<'_>, quantity: &Quantity) -> bool {
    const REACH: usize = 25;
    let after = quantity.end..(quantity.end + REACH).min(tokens.len());
    let before = quantity.first.saturating_sub(REACH)..quantity.first;
    let compared = |at: usize| {
        tokens.is_any(at, &["compared", "comparison", "versus", "against", "since"])
            || tokens.phrase(at, &["year", "-", "on", "-", "year"])
            || tokens.phrase(at, &["year", "on", "year"])
            || tokens.is_any(at, &["previous", "earlier"])
    };
    let from = |at: usize| {
        tokens.is(at, "from")
            && (at + 1..at + 5)
                .any(|next| tokens.numeral(next).is_some() || tokens.word(next).is(Roles::TIME))
    };
    after.clone().any(|at| compared(at) || from(at) || tokens.is(at, "than"))
        || before.into_iter().any(|at| from(at) || compared(at))
}
