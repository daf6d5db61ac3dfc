//! An amount for one length of time that the text tells again for another.

use super::cue::Cue;
use super::finding::{Binding, check, number};
use super::interval::{Comparison, Interval};
use super::line::Line;
use super::operand::{Operand, Role};
use super::rate::OTHER_RATE;
use crate::document::{Check, CheckKind, FigureKind};

/// Words that say an amount in another way: "or about 28 a day".
static AGAIN: Cue = Cue::new(concat!(
    r"(?:,|\(|[–—]|(?-u:\b)(?:equivalent|equal|amounts|equates) to|which is|that is|works out (?:at|as)|averaging|averages)",
    r"\s*(?:(?:or|and|an|a|the|average|mean|of|about|around|some|roughly|equivalent|just|over|under|more|than|nearly|almost)\s+)*$"
));

/// A sentence about the amounts of one year.
static YEARLY: Cue = Cue::new(concat!(
    r"(?-u:\b)(?:12|twelve) months (?:to|ending|up to|from)|last year|this year|a year|per year|year (?:to|ending|ended)|",
    r"(?:in|during|for|throughout) (?:the )?(?:year )?(?:19|20)[0-9]{2}(?:[/–-][0-9]{2,4})?(?-u:\b)|annual"
));

/// An amount for one length of time told again for another: "10,281 last year … or about 28 a day". Made only when it
/// fits.
pub(super) fn checks(lines: &[Line<'_>], at: usize) -> Vec<Check> {
    let line = &lines[at];
    let told_again = line.in_role(Role::Rate).filter_map(|index| {
        let stated = Timed::new(line, index).filter(|_| AGAIN.is_in(line.before(index)))?;
        let here = (0..index).rev().filter_map(|amount| Timed::new(line, amount));
        let before = lines[at.saturating_sub(2)..at].iter().rev();
        let before = before.filter_map(|line| Timed::new(line, line.in_role(Role::Level).next()?));
        here.chain(before).find_map(|amount| amount.against(&stated))
    });
    if OTHER_RATE.is_in(line.words()) { Vec::new() } else { told_again.collect() }
}

/// An amount and the length of time that it is for.
struct Timed<'o, 'a> {
    amount: &'o Operand<'a>,
    /// "day", and how often it fits into a year.
    unit: &'static str,
    in_year: Interval,
}

impl<'o, 'a> Timed<'o, 'a> {
    fn new(line: &'o Line<'a>, index: usize) -> Option<Self> {
        const UNITS: &[(&str, f64, f64)] = &[
            ("hour", 8760.0, 8784.0),
            ("day", 365.0, 366.0),
            ("week", 52.0, 52.3),
            ("month", 12.0, 12.0),
            ("quarter", 4.0, 4.0),
            ("year", 1.0, 1.0),
        ];
        let amount = &line.operands[index];
        let words = match amount.role {
            Role::Rate => line.denominator(amount)?.trim(),
            Role::Level if YEARLY.is_in(line.words()) => "year",
            _ => return None,
        };
        let (unit, low, high) = UNITS.iter().copied().find(|(unit, ..)| *unit == words)?;
        Some(Self { amount, unit, in_year: Interval { low, high } })
    }

    /// The check of the same amount `stated` for another length of time.
    fn against(&self, stated: &Timed<'_, '_>) -> Option<Check> {
        let (amount, found) = (self.amount, stated.amount);
        let bare = amount.figure.kind == FigureKind::Count && found.figure.unit.is_none();
        if self.unit == stated.unit || !bare && amount.figure.unit != found.figure.unit {
            return None;
        }
        let (low, high) = (amount.range.low * self.in_year.low, amount.range.high * self.in_year.high);
        let range = Interval { low, high }.over(stated.in_year)?;
        let value = amount.value * self.in_year.low / stated.in_year.low;
        let comparison = Comparison { expected: (value, range), found: (found.value, found.range) };
        let note = format!(
            "{} a {} is {} a {}; the text says {}",
            number(amount.value),
            self.unit,
            number(value),
            stated.unit,
            number(found.value)
        );
        check(CheckKind::Rate, &[amount], found, &comparison, Binding::Guess, note)
    }
}
