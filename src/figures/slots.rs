//! What a quantity is about: what is counted, of what whole, when, where, and what a checker would miss.

use super::binding::{self, Clauses, Mark};
use super::lexicon::Roles;
use super::periods::Named;
use super::quantity::Quantity;
use super::token::Tokens;
use super::{Context, holding, missing, places, series, subjects};
use crate::document::{Figure, FigureKind, Missing, Modifier, Period, Unresolved};
use crate::span::Span;

/// The figure that a quantity alone makes, as in a table's cell.
pub(super) fn fill(
    tokens: &Tokens<'_>,
    quantity: Quantity,
    periods: &[Period],
    context: &Context<'_>,
) -> Figure {
    let quantity = subjects::apply(tokens, quantity, 0);
    let period = periods.first().or(context.period).cloned();
    figure(tokens, quantity, period, context.place, false)
}

/// A figure that holds for no time or place of its own, such as a length of time.
pub(super) fn alone(tokens: &Tokens<'_>, quantity: Quantity) -> Figure {
    figure(tokens, quantity, None, None, false)
}

/// The figures that the quantities of a sentence make, in text order.
pub(super) fn fill_all(
    tokens: &Tokens<'_>,
    mut quantities: Vec<Quantity>,
    named: &[Named],
    context: &Context<'_>,
) -> Vec<Figure> {
    let mut floor = 0;
    for quantity in &mut quantities {
        *quantity = subjects::apply(tokens, *quantity, floor);
        floor = quantity.end;
    }
    series::carry(tokens, &mut quantities);
    let heirs = context.subject.map_or(0, |_| heirs(tokens, &mut quantities));
    let extents: Vec<(usize, usize)> = quantities.iter().map(|q| (q.first, q.end)).collect();
    let marks: Vec<Mark> = named.iter().map(|named| holding::mark(tokens, named)).collect();
    let clauses = Clauses::new(tokens, &extents, &marks);
    let times = binding::bind(tokens, &extents, &marks, &clauses);
    let taken: Vec<(usize, usize)> = named.iter().map(|named| (named.first, named.end)).collect();
    let named_places = places::find(tokens, &taken);
    let sites = binding::bind(tokens, &extents, &places::marks(&named_places), &clauses);
    let compares = clauses.has_comparison();
    let stretches = stretches(tokens, &mut quantities, &times);
    let mut figures = Vec::with_capacity(quantities.len());
    for (index, quantity) in quantities.into_iter().enumerate() {
        let own = times[index].map(|time| named[time].period.clone()).or_else(|| stretches[index].clone());
        let carried = context.period.filter(|_| !clauses.is_compared(quantity.first));
        let site = sites[index].map(|site| tokens.span(named_places[site].0, named_places[site].1));
        let period = own.or_else(|| carried.cloned());
        figures.push(figure(tokens, quantity, period, site.or(context.place), compares));
    }
    if let Some(subject) = context.subject {
        figures.iter_mut().take(heirs).for_each(|figure| inherit(figure, subject));
    }
    figures
}

/// How many quantities at the start can count what the sentence before counts: those before the first that names
/// something itself, "these" and the like aside.
fn heirs(tokens: &Tokens<'_>, quantities: &mut [Quantity]) -> usize {
    let pronoun = |(first, end): (usize, usize)| {
        end == first + 1 && tokens.is_any(first, &["these", "those", "them", "which"])
    };
    let mut count = 0;
    for quantity in quantities.iter_mut() {
        let counts = matches!(quantity.kind, FigureKind::Count | FigureKind::Percent | FigureKind::Ratio);
        if counts && quantity.subject.is_some_and(pronoun) {
            quantity.subject = None;
            quantity.denominator = None;
        }
        if counts && (quantity.subject.is_some() || !series::is_elliptical(tokens, quantity)) {
            break;
        }
        count += 1;
    }
    count
}

/// Gives a figure what the sentence before it counts: "Of these, 12 were dismissed", "Of these, 40 per cent …".
fn inherit(figure: &mut Figure, subject: Span) {
    let share = matches!(figure.kind, FigureKind::Percent | FigureKind::Ratio);
    if figure.subject.is_some() || !(share || figure.kind == FigureKind::Count) {
        return;
    }
    figure.subject = Some(subject);
    if share {
        figure.denominator = figure.denominator.or(Some(subject));
        figure.missing.retain(|missing| *missing != Missing::Denominator);
    }
}

/// "£3bn over five years": the length of time is the period of the amount before it.
fn stretches(
    tokens: &Tokens<'_>,
    quantities: &mut [Quantity],
    times: &[Option<usize>],
) -> Vec<Option<Period>> {
    let mut found = vec![None; quantities.len()];
    for index in 1..quantities.len() {
        let length = quantities[index];
        let amount = quantities[index - 1];
        let spanning = |at: usize| tokens.is_any(at, &["over", "within", "during", "across"]);
        let preposition = if spanning(length.first) {
            Some(length.first)
        } else {
            length.first.checked_sub(1).filter(|at| spanning(*at))
        };
        let measures = matches!(
            amount.kind,
            FigureKind::Money | FigureKind::Count | FigureKind::Change | FigureKind::Percent
        );
        let Some(first) = preposition.filter(|first| *first >= amount.end && *first <= amount.end + 6) else {
            continue;
        };
        if length.kind != FigureKind::Duration || !measures || times[index - 1].is_some() {
            continue;
        }
        if first == length.first && length.modifier == Some(Modifier::MoreThan) {
            quantities[index] = Quantity { first: first + 1, modifier: None, low: None, ..length };
        }
        found[index - 1] = Some(Period {
            span: tokens.span(first, length.end),
            from: None,
            to: None,
            unresolved: Some(Unresolved::Anaphoric),
        });
    }
    found
}

fn figure(
    tokens: &Tokens<'_>,
    quantity: Quantity,
    period: Option<Period>,
    place: Option<Span>,
    compares: bool,
) -> Figure {
    let spanned = |range: Option<(usize, usize)>| range.map(|(first, end)| tokens.span(first, end));
    // An age or a length of time is one wherever and whenever; "23 days of teaching last year" is an amount.
    let timeless = quantity.kind == FigureKind::Age
        || quantity.kind == FigureKind::Duration && !tokens.is(quantity.end, "of");
    let (period, place) = if timeless { (None, None) } else { (period, place) };
    let mut figure = Figure {
        span: tokens.span(quantity.first, quantity.end),
        number: quantity.number,
        value: quantity.value,
        low: quantity.low,
        high: quantity.high,
        kind: quantity.kind,
        unit: quantity.unit.or_else(|| person(tokens, &quantity)),
        modifier: quantity.modifier,
        direction: quantity.direction,
        subject: spanned(quantity.subject),
        denominator: spanned(quantity.denominator),
        period,
        place,
        cell: None,
        missing: Vec::new(),
        caveats: Vec::new(),
    };
    figure.missing = missing::of(tokens, &figure, &quantity, compares);
    figure
}

/// The unit of a count of human beings, from the head of what is counted.
fn person(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<&'static str> {
    let (first, end) = quantity.subject?;
    let counted = matches!(quantity.kind, FigureKind::Count | FigureKind::Rate);
    // "people who crossed", "staff sacked for theft"
    let behind = (first + 1..end).find(|at| tokens.word(*at).is(Roles::BREAK)).unwrap_or(end);
    let participle = behind > first + 1 && tokens.lower(behind - 1).ends_with("ed");
    let head = behind - 1 - usize::from(participle);
    (counted && tokens.word(head).is(Roles::PERSON)).then_some("person")
}
