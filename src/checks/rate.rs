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
static A_NOUN: Cue =
    Cue::new(r"^\s*(?:[a-z-]+ ){0,2}?(?:a|an|per|for each|for every|to a|to each|to every|in each) [a-z-]+(?-u:\b)");

/// Words that say an amount in another way: "or about 28 a day".
static AGAIN: Cue = Cue::new(concat!(
    r"(?:,|\(|[–—]|(?-u:\b)(?:equivalent|equal|amounts|equates) to|which is|that is|works out (?:at|as)|averaging|averages)",
    r"\s*(?:(?:or|and|an|a|the|average|mean|of|about|around|some|roughly|equivalent|just|over|under|more|than|nearly|almost)\s+)*$"
));

/// Words of rates that are not of the amount beside them.
static OTHER_RATE: Cue = Cue::new(concat!(
    r"(?-u:\b)(?:respectively|up to|as (?:much|many) as|at least|working days?|weekdays?|peak|maximum|minimum|compared|from|term|",
    r"first|extra|additional|further|each way|median)(?-u:\b)"
));

/// The count and the base before a rate that names the base: "27,318 people in 561 boats, 48.7 a boat". The count may
/// stand in the sentence `before`; then the check is made only when it fits.
pub(super) fn of_named_base(before: Option<&Line<'_>>, line: &Line<'_>) -> Vec<Check> {
    let operands = &line.operands;
    let rates = (1..line.len()).filter_map(|rate| {
        let noun = stem(denominator(line, rate)?);
        let named = |base: &usize| {
            let words = line.behind(*base).split(|c: char| !c.is_alphanumeric() && c != '-');
            operands[*base].is_level() && words.filter(|word| !word.is_empty()).take(3).any(|word| stem(word) == noun)
        };
        let base = (0..rate).rev().find(named)?;
        let stated = RATE.is_in(line.before(rate)) && base + 1 == rate && noun.len() > 2;
        let here = (0..base).rev().find(|count| operands[*count].is_level());
        let (count, alone) = match here {
            Some(count) => (&operands[count], count + 2 == rate && line.in_role(Role::Level).count() <= 3),
            None => (first_level(before?)?, false),
        };
        let money = |operand: &Operand<'_>| operand.figure.kind == FigureKind::Money;
        let alike = count.figure.unit == operands[rate].figure.unit || !money(count) && !money(&operands[rate]);
        let each = leading_number(denominator_words(line, rate)).unwrap_or(1.0);
        let plain = count.is_plain() && operands[base].is_plain();
        let binding = Binding::Certain.only_if(plain && !OTHER_RATE.is_in(line.words()), Binding::Likely);
        let bound = stated && alike && money(count) == money(&operands[rate]);
        let binding = binding.only_if(alone, Binding::Guess);
        if bound { weigh(count, &operands[base], &operands[rate], each, binding) } else { None }
    });
    rates.collect()
}

fn first_level<'o, 'a>(line: &'o Line<'a>) -> Option<&'o Operand<'a>> {
    line.in_role(Role::Level).next().map(|index| &line.operands[index])
}

fn denominator_words<'l>(line: &'l Line<'_>, rate: usize) -> &'l str {
    line.denominator(&line.operands[rate]).unwrap_or_default()
}

/// The thing that a rate is for each of: "boat".
fn denominator<'l>(line: &'l Line<'_>, rate: usize) -> Option<&'l str> {
    let words = match line.operands[rate].role {
        Role::Rate => line.denominator(&line.operands[rate])?,
        Role::Level => A_NOUN.match_in(line.behind(rate))?,
        _ => return None,
    };
    words.split_whitespace().next_back()
}

fn stem(word: &str) -> String {
    let word = word.to_ascii_lowercase();
    word.strip_suffix("ies").map_or_else(|| word.trim_end_matches('s').to_owned(), |start| format!("{start}y"))
}

/// An amount in a year told again for another length of time: "10,281 last year … or about 28 a day". Made only when it
/// fits.
pub(super) fn of_time(lines: &[Line<'_>], at: usize) -> Vec<Check> {
    let line = &lines[at];
    let rates = line.in_role(Role::Rate).filter_map(|rate| {
        let stated = &line.operands[rate];
        let in_year = times_a_year(line.denominator(stated)?)?;
        if !AGAIN.is_in(line.before(rate)) || OTHER_RATE.is_in(line.words()) {
            return None;
        }
        let here = (0..rate).rev().map(|index| (line, index));
        let before = lines[at.saturating_sub(2)..at].iter().rev();
        let before = before.filter_map(|line| Some((line, line.in_role(Role::Level).next()?)));
        here.chain(before).find_map(|(other, index)| {
            let amount = &other.operands[index];
            let times = if amount.role == Role::Rate {
                times_a_year(other.denominator(amount)?)?
            } else {
                YEARLY.is_in(other.words()).then_some(Interval::exact(1.0)).filter(|_| amount.is_level())?
            };
            let alike = amount.figure.unit == stated.figure.unit || amount.figure.kind == FigureKind::Count && stated.figure.unit.is_none();
            let other_way = (times.low - in_year.low).abs() > 1e-9;
            if alike && other_way { told_again(amount, times, stated, in_year) } else { None }
        })
    });
    rates.collect()
}

/// A sentence about the amounts of one year.
static YEARLY: Cue = Cue::new(concat!(
    r"(?-u:\b)(?:12|twelve) months (?:to|ending|up to|from)|last year|this year|a year|per year|year (?:to|ending|ended)|",
    r"(?:in|during|for|throughout) (?:the )?(?:year )?(?:19|20)[0-9]{2}(?:[/–-][0-9]{2,4})?(?-u:\b)|annual"
));

/// How often the length of time fits into a year.
fn times_a_year(words: &str) -> Option<Interval> {
    let (low, high) = match words.trim() {
        "hour" => (8760.0, 8784.0),
        "day" => (365.0, 366.0),
        "week" => (52.0, 52.3),
        "month" => (12.0, 12.0),
        "quarter" => (4.0, 4.0),
        "year" => (1.0, 1.0),
        _ => return None,
    };
    Some(Interval { low, high })
}

fn told_again(amount: &Operand<'_>, times: Interval, stated: &Operand<'_>, in_year: Interval) -> Option<Check> {
    let product = Interval { low: amount.range.low * times.low, high: amount.range.high * times.high };
    let value = amount.value * times.low / in_year.low;
    let comparison = Comparison { expected: (value, product.over(in_year)?), found: (stated.value, stated.range) };
    let note = format!(
        "{} in the one length of time is {} in the other; the text says {}",
        number(amount.value),
        number(value),
        number(stated.value)
    );
    check(CheckKind::Rate, &[amount], stated, &comparison, Binding::Guess, note)
}

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
