//! A count, its base, and the rate that the text states.

use super::cue::Cue;
use super::finding::{Binding, check, number};
use super::interval::{Comparison, Interval};
use super::line::Line;
use super::operand::{Operand, Role};
use crate::document::{Check, CheckKind, FigureKind};

/// Before a base: "in a population of 240,000".
static POPULATION: Cue = Cue::new(r"(?-u:\b)population (?:of|is|was)(?: (?:a|an|the|about|some))*\s*$");

/// Before what is divided by: "£1.2m between 400 patients".
static BETWEEN: Cue = Cue::new(concat!(
    r"^[^;.]{0,60}(?-u:\b)(?:between|among|amongst|shared by|across|divided by|paid to|awarded to)\s+",
    r"(?:the |all |its |their |these )?$"
));

/// Before the stated rate.
static RATE: Cue = Cue::new(concat!(
    r"[,(–—:-]\s*(?:(?:or|which is|this is|that is|equivalent to|equal to|representing|giving|making|meaning|a|an|the|",
    r"average|mean|crude|rate|annual|of|at|amount|payment|just|only|some)\s+)*$"
));

/// Behind an amount for each.
static EACH: Cue = Cue::new(r"^\s*(?:each|apiece|a head|per head|per person|a person|a piece)(?-u:\b)");

/// The checks of one sentence.
pub(super) fn checks(line: &Line<'_>) -> Vec<Check> {
    let rates = (2..line.len()).filter_map(|rate| {
        let operands = &line.operands;
        let each = per(line, rate)?;
        let (count, base) = (&operands[rate - 2], &operands[rate - 1]);
        let levels = count.is_level() && base.is_level() && base.figure.kind == FigureKind::Count;
        let tied = POPULATION.is_in(line.before(rate - 1)) || BETWEEN.is_in(line.before(rate - 1));
        let stated = RATE.is_in(line.before(rate)) && line.before(rate).len() < 90;
        let alike = operands[rate].figure.unit == count.figure.unit
            || count.figure.kind == FigureKind::Count && operands[rate].figure.kind == FigureKind::Rate;
        if !(levels && tied && stated && alike) {
            return None;
        }
        let alone = rate == 2 && line.len() == 3;
        let plain = count.is_plain() && base.is_plain();
        let binding = Binding::Certain.only_if(alone, Binding::Guess).only_if(plain, Binding::Likely);
        weigh(count, base, &operands[rate], each, binding)
    });
    rates.collect()
}

/// For how many the rate holds: 100,000, or one where it is for each.
fn per(line: &Line<'_>, rate: usize) -> Option<f64> {
    let operand = &line.operands[rate];
    match operand.role {
        Role::Rate => Some(leading_number(line.denominator(operand)?).unwrap_or(1.0)),
        Role::Level if EACH.is_in(line.behind(rate)) => Some(1.0),
        _ => None,
    }
}

/// The number that a denominator starts with: "100,000 people", "million".
fn leading_number(words: &str) -> Option<f64> {
    let first = words.split_whitespace().next()?;
    match first {
        "million" => Some(1e6),
        "thousand" => Some(1e3),
        "hundred" => Some(1e2),
        _ => first.replace(',', "").parse().ok().filter(|number| *number > 0.0),
    }
}

fn weigh(
    count: &Operand<'_>,
    base: &Operand<'_>,
    rate: &Operand<'_>,
    each: f64,
    binding: Binding,
) -> Option<Check> {
    let whole = if base.range.high.is_finite() { base.range } else { Interval::exact(base.value) };
    let range = count.range.over(whole)?.times(each);
    let comparison =
        Comparison { expected: (count.value / base.value * each, range), found: (rate.value, rate.range) };
    let note = format!(
        "{} over {} is {} for each {}; the text says {}",
        number(count.value),
        number(base.value),
        number(comparison.expected.0),
        number(each),
        number(rate.value)
    );
    check(CheckKind::Rate, &[count, base], rate, &comparison, binding, note)
}
