//! What a checker would miss in a figure: the time, the whole of a share, what a change is measured from.

use super::lexicon::Roles;
use super::numbers::Form;
use super::quantity::Quantity;
use super::subjects;
use super::token::Tokens;
use crate::document::{Figure, FigureKind, Missing, Period};

/// Shares whose whole is part of their name.
const NAMED_RATES: &[&str] = &[
    "unemployment", "employment", "inflation", "turnout", "interest", "vat", "growth", "gdp", "occupancy",
    "literacy", "rate", "rates", "tax", "tariff", "tariffs", "cpi", "rpi", "cpih", "yield", "margin",
    "discount", "levy", "duty", "inactivity", "vacancy", "base", "apr", "swing", "target", "threshold",
    "cap", "limit", "confidence", "humidity", "capacity", "completion", "attendance", "absence", "stake",
    "mortgage", "coverage", "uptake", "accuracy", "premium", "surcharge", "relief", "lead", "majority",
    "deposit", "commission", "interval", "quota", "score", "efficacy",
];

/// What the figure leaves open.
pub(super) fn of(tokens: &Tokens<'_>, figure: &Figure, quantity: &Quantity, compared: bool) -> Vec<Missing> {
    let mut missing = Vec::new();
    let changes = subjects::is_difference(tokens, quantity);
    let statistic = matches!(
        figure.kind,
        FigureKind::Count
            | FigureKind::Percent
            | FigureKind::Money
            | FigureKind::Rate
            | FigureKind::Ratio
            | FigureKind::Change
    );
    if statistic && figure.period.is_none() {
        missing.push(Missing::Period);
    }
    if is_share(figure, quantity)
        && figure.denominator.is_none()
        && !changes
        && !has_known_base(tokens, quantity)
    {
        missing.push(Missing::Denominator);
    }
    if changes && !compared && !has_baseline(tokens, quantity, figure.period.as_ref()) {
        missing.push(Missing::Baseline);
    }
    missing
}

fn is_share(figure: &Figure, quantity: &Quantity) -> bool {
    match figure.kind {
        FigureKind::Percent => figure.unit == Some("%"),
        FigureKind::Ratio => quantity.form == Form::Fraction,
        _ => false,
    }
}

/// "Unemployment was 4.2 per cent", "a 5% interest rate", "20 per cent VAT", and "half of these".
fn has_known_base(tokens: &Tokens<'_>, quantity: &Quantity) -> bool {
    // "More than half of these": of what the sentence before names.
    let back = &["these", "those", "them", "us", "which", "whom", "this", "that"];
    if tokens.is(quantity.end, "of") && tokens.is_any(quantity.end + 1, back) {
        return true;
    }
    let Some((first, end)) = quantity.subject else {
        return (quantity.first.saturating_sub(4)..quantity.first).any(|at| tokens.is_any(at, NAMED_RATES));
    };
    (first..end).any(|at| tokens.is_any(at, NAMED_RATES))
}

/// Whether the words around the figure, or the time it holds for, say what a change is measured from.
fn has_baseline(tokens: &Tokens<'_>, quantity: &Quantity, period: Option<&Period>) -> bool {
    const REACH: usize = 25;
    let near = quantity.first.saturating_sub(REACH)..(quantity.end + REACH).min(tokens.len());
    let open = period.is_some_and(|period| period.from.is_some() && period.to.is_none());
    open || near.clone().any(|at| compares(tokens, at) || at >= quantity.end && tokens.is(at, "than"))
        || quantity.subject.is_some()
            && tokens.is_any(quantity.first.wrapping_sub(1), &["annual", "yearly", "monthly", "weekly"])
}

fn compares(tokens: &Tokens<'_>, at: usize) -> bool {
    let stretch = |at: usize| {
        let the = at + usize::from(tokens.is(at, "the"));
        let past = the + usize::from(tokens.is_any(the, &["past", "last"]));
        past > at
            && (tokens.numeral(past).is_some()
                || tokens.word(past).cardinal.is_some()
                || tokens.is(past, "decade"))
    };
    let over_years = |at: usize| {
        (tokens.numeral(at).is_some() || tokens.word(at).cardinal.is_some())
            && tokens.is_any(at + 1, &["years", "months", "weeks", "decades"])
            || tokens.is_any(at, &["a", "the"]) && tokens.is(at + 1, "decade")
    };
    match tokens.lower(at) {
        "compared" | "comparison" | "versus" | "since" | "previous" | "earlier" | "annual" | "annually"
        | "annualised" => true,
        "than" | "against" => {
            tokens.is_any(at + 1, &["in", "the", "last", "a", "at", "during"]) || is_number(tokens, at + 1)
        }
        "from" => (at + 1..at + 5).any(|next| {
            tokens.numeral(next).is_some()
                || tokens.word(next).is(Roles::TIME)
                || tokens.word(next).month.is_some()
                || tokens.word(next).cardinal.is_some()
        }),
        "between" => is_number(tokens, at + 1) || tokens.word(at + 1).month.is_some(),
        "over" | "in" | "during" => stretch(at + 1) || tokens.is(at, "over") && over_years(at + 1),
        "year" | "month" | "quarter" => {
            let on = tokens.over_hyphen(at + 1);
            tokens.is(on, "on") && tokens.is(tokens.over_hyphen(on + 1), tokens.lower(at))
                || tokens.is(at + 1, "before") && tokens.is(at, "year")
        }
        "on" => super::veto::is_year(tokens, at + 1) || tokens.phrase(at + 1, &["last", "year"]),
        _ => false,
    }
}

fn is_number(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.numeral(at).is_some() || tokens.numeral(at + 1).is_some()
}
