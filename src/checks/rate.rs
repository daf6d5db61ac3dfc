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

/// Behind a rate whose denominator was not read with it: "48.7 people a boat".
static A_NOUN: Cue = Cue::new(
    r"^\s*(?:[a-z-]+ ){0,2}?(?:a|an|per|for each|for every|to a|to each|to every|in each) [a-z-]+(?-u:\b)",
);

/// Words of rates that are not of the amount beside them.
pub(super) static OTHER_RATE: Cue = Cue::new(concat!(
    r"(?-u:\b)(?:respectively|up to|as (?:much|many) as|at least|working days?|weekdays?|peak|maximum|minimum|compared|from|term|",
    r"first|extra|additional|further|each way|median)(?-u:\b)"
));

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

/// The count and the base before a rate that names the base: "27,318 people in 561 boats, 48.7 a boat". The count may
/// stand in the sentence `before`; then the check is made only when it fits.
pub(super) fn of_named_base(before: Option<&Line<'_>>, line: &Line<'_>) -> Vec<Check> {
    let rates = (1..line.len()).filter_map(|rate| {
        let base = rate - 1;
        if !names_base(line, base, rate) || !RATE.is_in(line.before(rate)) {
            return None;
        }
        let operands = &line.operands;
        let here = (0..base).rev().find(|count| operands[*count].is_level());
        let count = match here {
            Some(count) => &operands[count],
            None => before.and_then(|before| before.operands.iter().find(|operand| operand.is_level()))?,
        };
        let money = |operand: &Operand<'_>| operand.figure.kind == FigureKind::Money || has_currency(operand);
        if money(count) != money(&operands[rate]) {
            return None;
        }
        let alone = here == Some(0) && line.len() == 3;
        let plain = count.is_plain() && operands[base].is_plain();
        let clear = alone && !OTHER_RATE.is_in(line.words());
        let binding = Binding::Certain.only_if(plain, Binding::Likely).only_if(clear, Binding::Guess);
        let words = line.denominator(&operands[rate]).unwrap_or_default();
        weigh(count, &operands[base], &operands[rate], leading_number(words).unwrap_or(1.0), binding)
    });
    rates.collect()
}

fn has_currency(operand: &Operand<'_>) -> bool {
    operand.figure.unit.is_some_and(|unit| unit.len() == 3 && unit.chars().all(|c| c.is_ascii_uppercase()))
}

/// Whether the rate is for each of what the base counts: "561 boats … a boat".
fn names_base(line: &Line<'_>, base: usize, rate: usize) -> bool {
    let operand = &line.operands[rate];
    let words = match operand.role {
        Role::Rate => line.denominator(operand),
        Role::Level => A_NOUN.match_in(line.behind(rate)),
        _ => None,
    };
    let Some(noun) = words.and_then(|words| words.split_whitespace().next_back()).map(stem) else {
        return false;
    };
    let counted = line.behind(base).split(|c: char| !c.is_alphanumeric() && c != '-');
    let mut counted = counted.filter(|word| !word.is_empty()).take(3);
    line.operands[base].is_level() && noun.len() > 2 && counted.any(|word| stem(word) == noun)
}

fn stem(word: &str) -> String {
    word.strip_suffix("ies")
        .map_or_else(|| word.trim_end_matches('s').to_owned(), |start| format!("{start}y"))
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
