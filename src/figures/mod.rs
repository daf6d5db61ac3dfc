//! Quantities and the times they hold for: from text to normalised figures.
//!
//! [`find`] reads a stretch of text in five steps, one a file: tokens → number phrase → quantity with its unit →
//! range, modifiers, rate and direction → slots (what is counted, of what, when). Dates and periods are read first
//! and taken out, so that no year is ever a count. Every step is a hand-written parser that looks a bounded number
//! of tokens ahead and back, so the whole is linear in the text.

mod token;

mod currencies;
mod lexicon;
mod unit_table;
mod units;
mod words;

mod cardinals;
mod decimal;
mod fractions;
mod numbers;
mod vague;

mod measures;
mod money;
mod quantity;

mod ages;
mod changes;
mod differences;
mod lists;
mod modifiers;
mod ranges;
mod rates;

mod idioms;
mod veto;

mod lengths;
mod stamp;

mod scene;

mod calendar;
mod holidays;
mod seasons;
mod year_parts;

mod echoes;
mod relative;

mod periods;

mod clauses;
mod groups;
mod persons;
mod phrases;
mod subjects;

mod series;

mod binding;
mod holding;
mod places;

mod missing;
mod slots;

mod cell_units;
mod cells;
mod grammar;

mod prose;

use jiff::civil::Date;

pub use self::cells::{Heading, Headings, find_in_cell};
use self::grammar::Step;
use self::periods::Named;
pub use self::prose::find_in_prose;
use self::quantity::Quantity;
use self::token::Tokens;
use crate::document::{Figure, FigureKind, Period};
use crate::span::Span;

/// What the surroundings of a stretch of text say about its figures.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The day that "last month" counts from.
    pub reference: Option<Date>,
    /// The period of figures that name none of their own, as a caption or heading gives it.
    pub period: Option<&'a Period>,
    /// The place of figures that name none of their own.
    pub place: Option<Span>,
    /// What figures count that name nothing themselves, in a sentence that goes on with the one before.
    pub subject: Option<Span>,
    /// The last period that was named before, which "the previous year" leans on.
    pub before: Option<&'a Period>,
}

/// What [`find`] finds in one stretch of text: both lists in text order, not overlapping.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// The quantities.
    pub figures: Vec<Figure>,
    /// The dates and periods that the text names, of a figure or not.
    pub periods: Vec<Period>,
}

/// All quantities, dates and periods of one stretch of text (a sentence, headline or list item).
///
/// Periods that lean on the day of writing, such as "last month", have no dates when the context has no reference.
///
/// # Panics
///
/// When `sentence` does not lie on character boundaries inside `text`.
#[must_use]
pub fn find(text: &str, sentence: Span, context: &Context<'_>) -> Found {
    let tokens = Tokens::new(text, sentence);
    if !tokens.promising {
        return Found::default();
    }
    let named = periods::find_after(&tokens, context.reference, context.before);
    let periods: Vec<Period> = named.iter().map(|named| named.period.clone()).collect();
    let mut quantities = Vec::new();
    let mut lengths = Vec::new();
    let mut taken = named.iter().peekable();
    let (mut at, mut floor) = (0, 0);
    while at < tokens.len() {
        while taken.next_if(|named| named.end <= at).is_some() {}
        if let Some(named) = taken.peek().filter(|named| named.first <= at) {
            lengths.extend(length_in(&tokens, named));
            at = named.end;
            floor = at;
            continue;
        }
        match grammar::read(&tokens, at, floor) {
            Step::Found(quantity, resume) => {
                quantities.push(quantity);
                at = resume.max(at + 1);
                floor = at;
            }
            Step::Skipped(end) => {
                at = end.max(at + 1);
                floor = at;
            }
            Step::Nothing => at += 1,
        }
    }
    let mut figures = slots::fill_all(&tokens, quantities, &named, context);
    if !lengths.is_empty() {
        figures.extend(lengths.into_iter().map(|length| slots::alone(&tokens, length)));
        figures.sort_by_key(|figure| figure.span);
    }
    Found { figures, periods }
}

/// The length of time in the name of a period: "the past three years", "the 12 months to March". How long ago
/// something was is no length.
fn length_in(tokens: &Tokens<'_>, named: &Named) -> Option<Quantity> {
    const DISTANT: &[&str] = &["ago", "earlier", "later", "on", "before", "hence", "since"];
    (named.first..named.end)
        .filter(|at| tokens.is_promising(*at))
        .find_map(|at| quantity::parse(tokens, at, at))
        .filter(|quantity| quantity.kind == FigureKind::Duration && quantity.end <= named.end)
        .filter(|quantity| !tokens.is_any(quantity.end, DISTANT))
}

#[cfg(test)]
mod tests;
