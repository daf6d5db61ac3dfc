//! Number phrases: digits, words, fractions, and both together with a magnitude.

use super::lexicon::{Cardinal, Roles};
use super::token::{Kind, Tokens};
use super::{units, vague};
use crate::span::Span;

/// How a number is written, which decides what may stand around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Digits.
    Digits,
    /// Digits or words with a magnitude: "2.5 million", "£3bn".
    Scaled,
    /// Words: "twenty-six".
    Words,
    /// The bare word "one".
    One,
    /// A part of a whole: "two-thirds".
    Fraction,
    /// Words for no certain number: "dozens".
    Vague,
}

/// A number phrase. Tokens from `first` up to, not including, `end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) span: Span,
    pub(super) value: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) form: Form,
    /// What the magnitude multiplied by; 1 without one.
    pub(super) scale: f64,
}

impl Number {
    /// A number phrase of one certain value.
    pub(super) fn exact(tokens: &Tokens<'_>, range: (usize, usize), value: f64, form: Form) -> Self {
        let (first, end) = range;
        Self {
            first,
            end,
            span: tokens.span(first, end),
            value: Some(value),
            low: None,
            high: None,
            form,
            scale: 1.0,
        }
    }

    fn scaled(self, scale: f64) -> Self {
        Self { scale, ..self }
    }
}

/// The number phrase that starts with the token `first`.
pub(super) fn parse(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    match tokens.get(first)?.kind {
        Kind::Number => digits(tokens, first),
        Kind::Word => vague::parse(tokens, first)
            .or_else(|| half(tokens, first))
            .or_else(|| fraction(tokens, first))
            .or_else(|| words(tokens, first)),
        Kind::Symbol => negative(tokens, first),
        Kind::Code | Kind::Opaque => None,
    }
}

/// "-0.3": a sign that stands against its digits and against nothing else.
fn negative(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    let signed =
        matches!(tokens.symbol(first), '-' | '\u{2212}') && !tokens.glued(first) && tokens.glued(first + 1);
    let number = signed.then(|| digits(tokens, first + 1)).flatten()?;
    Some(Number {
        first,
        span: tokens.span(first, number.end),
        value: number.value.map(|value| -value),
        ..number
    })
}

fn digits(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    let numeral = tokens.numeral(first)?;
    if !numeral.value.is_finite() {
        return None;
    }
    let mut end = first + 1;
    let mut value = numeral.value;
    if let Some(part) = tokens.numeral(end)
        && tokens.glued(end)
    {
        value += part.value;
        end += 1;
    } else if let Some((after, quotient)) = slash_fraction(tokens, first) {
        return Some(Number::exact(tokens, (first, after), quotient, Form::Fraction));
    } else if let Some((after, part)) = and_a_part(tokens, end) {
        value += part;
        end = after;
    }
    if let Some(scaled) = magnitude(tokens, (first, end), value) {
        return Some(scaled);
    }
    if let Some(parts) = tokens.word(tokens.over_hyphen(end)).share
        && is_plural_share(tokens, tokens.over_hyphen(end))
    {
        let range = (first, tokens.over_hyphen(end) + 1);
        return Some(Number::exact(tokens, range, value / f64::from(parts), Form::Fraction));
    }
    Some(Number::exact(tokens, (first, end), value, Form::Digits))
}

/// "3/4 of", "1/3 of": anything else with a slash is a date or a name.
fn slash_fraction(tokens: &Tokens<'_>, first: usize) -> Option<(usize, f64)> {
    let (above, below) = (tokens.numeral(first)?, tokens.numeral(first + 2)?);
    let close = tokens.symbol(first + 1) == '/' && tokens.glued(first + 1) && tokens.glued(first + 2);
    (close && above.value < below.value && below.value <= 10.0 && tokens.is(first + 3, "of"))
        .then(|| (first + 3, above.value / below.value))
}

/// Digits or a word number with "million", "bn", "k", "dozen" and the like after them.
fn magnitude(tokens: &Tokens<'_>, range: (usize, usize), value: f64) -> Option<Number> {
    let (first, mut end) = range;
    let mut scale = 1.0;
    while let Some(times) = magnitude_at(tokens, first, end) {
        scale *= times;
        end = tokens.over_hyphen(end) + 1;
        if end - range.1 > 6 {
            break;
        }
    }
    (end > range.1).then(|| Number::exact(tokens, (first, end), value * scale, Form::Scaled).scaled(scale))
}

fn magnitude_at(tokens: &Tokens<'_>, first: usize, at: usize) -> Option<f64> {
    let word = tokens.over_hyphen(at);
    match tokens.word(word).cardinal {
        Some(Cardinal::Scale(times)) => return Some(times),
        Some(Cardinal::Hundred) => return Some(100.0),
        Some(Cardinal::Dozen) => return Some(12.0),
        _ => {}
    }
    if word != at || tokens.numeral(at.wrapping_sub(1)).is_none() {
        return None;
    }
    let money = is_currency(tokens, first.wrapping_sub(1));
    match tokens.lower(at) {
        "k" if tokens.glued(at) => Some(1e3),
        "b" if tokens.glued(at) && money => Some(1e9),
        "m" if money || tokens.glued(at) && counts_things(tokens, at) => Some(1e6),
        _ => None,
    }
}

/// Whether the token is a currency sign.
pub(super) fn is_currency(tokens: &Tokens<'_>, at: usize) -> bool {
    units::currency("", tokens.symbol(at)).is_some()
}

/// Whether an `m` at `at` is more likely millions of something than metres.
fn counts_things(tokens: &Tokens<'_>, at: usize) -> bool {
    const LENGTHS: &[&str] = &["wide", "long", "high", "deep", "tall", "race", "sprint", "final"];
    let after = at + 1;
    let lower = tokens.lower(after);
    !LENGTHS.contains(&lower)
        && (tokens.word(after).is(Roles::PERSON)
            || tokens.is_word(after) && lower.ends_with('s') && !tokens.word(after).is(Roles::BREAK))
}

/// "half a million", "half of", "half the", "half".
fn half(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    if !tokens.is(first, "half") {
        return None;
    }
    let step = tokens.over_hyphen(first + 1);
    let scale = step + usize::from(tokens.is(step, "a"));
    let scale = tokens.over_hyphen(scale);
    if scale > first + 1
        && let Some(times) = match tokens.word(scale).cardinal {
            Some(Cardinal::Scale(times)) => Some(times),
            Some(Cardinal::Dozen) => Some(12.0),
            Some(Cardinal::Hundred) => Some(100.0),
            _ => None,
        }
    {
        let range = (first, scale + 1);
        return Some(Number::exact(tokens, range, times / 2.0, Form::Scaled).scaled(times));
    }
    Some(Number::exact(tokens, (first, first + 1), 0.5, Form::Fraction))
}

/// "two-thirds", "a quarter", "three quarters of a million".
fn fraction(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    let (above, single) = match tokens.word(first).cardinal {
        Some(Cardinal::Unit(above)) if above > 0.0 => (above, above < 2.0),
        None if tokens.is_any(first, &["a", "an"]) => (1.0, true),
        _ => return None,
    };
    let at = tokens.over_hyphen(first + 1);
    let below = f64::from(tokens.word(at).share?);
    if single == is_plural_share(tokens, at) || single && !stands_for_a_share(tokens, first, at) {
        return None;
    }
    let value = above / below;
    if tokens.phrase(at + 1, &["of", "a"])
        && let Some(Cardinal::Scale(times)) = tokens.word(at + 3).cardinal
    {
        let range = (first, at + 4);
        return Some(Number::exact(tokens, range, value * times, Form::Scaled).scaled(times));
    }
    Some(Number::exact(tokens, (first, at + 1), value, Form::Fraction))
}

fn is_plural_share(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.word(at).share.is_some() && tokens.lower(at).ends_with('s')
}

/// Whether "a third", "one fifth" is a share and not the third or fifth of its kind.
fn stands_for_a_share(tokens: &Tokens<'_>, first: usize, at: usize) -> bool {
    const BEFORE: &[&str] = &[
        "by", "about", "around", "nearly", "almost", "over", "than", "roughly", "least", "under", "to",
        "only", "just", "some", "approximately", "up", "down",
    ];
    let after = tokens.lower(at + 1);
    tokens.word(first).cardinal.is_some() && !tokens.is_word(at + 1)
        || after == "of"
        || tokens.word(at + 1).is(Roles::COMPARATIVE)
        || tokens.is_any(first.wrapping_sub(1), BEFORE)
            && (!tokens.is_word(at + 1) || tokens.word(at + 1).is(Roles::BREAK))
}

/// "two thousand six hundred and sixty-six", "a hundred", "one and a half million", "two point five".
fn words(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    let (end, value) = cardinal(tokens, first)?;
    let length = end - first;
    let (end, value) = match (and_a_part(tokens, end), decimals(tokens, end, value)) {
        (Some((end, part)), _) => (end, value + part),
        (None, Some(pair)) => pair,
        (None, None) => (end, value),
    };
    if let Some(scaled) = magnitude(tokens, (first, end), value) {
        return Some(scaled);
    }
    let form =
        if length == 1 && tokens.is(first, "one") && end == first + 1 { Form::One } else { Form::Words };
    Some(Number::exact(tokens, (first, end), value, form))
}

/// The largest number that the cardinal words from `first` on spell.
fn cardinal(tokens: &Tokens<'_>, first: usize) -> Option<(usize, f64)> {
    let mut sum = Sum::default();
    let mut at = first;
    if tokens.is_any(first, &["a", "an"]) {
        match tokens.word(first + 1).cardinal {
            Some(Cardinal::Hundred | Cardinal::Scale(_) | Cardinal::Dozen) => sum.group = 1.0,
            _ => return None,
        }
        at += 1;
    }
    let mut end = at;
    while let Some(part) = tokens.word(at).cardinal {
        if !sum.take(part) {
            break;
        }
        end = at + 1;
        at = next_part(tokens, &sum, end);
    }
    sum.started.then_some((end, sum.total + sum.group))
}

/// Where the next word of a number can stand: after a space, a hyphen, or the "and" after hundreds.
fn next_part(tokens: &Tokens<'_>, sum: &Sum, end: usize) -> usize {
    if !tokens.is(end, "and") || !sum.takes_and {
        return tokens.over_hyphen(end);
    }
    let mut trial = Sum::default();
    let mut at = end + 1;
    while let Some(part) = tokens.word(at).cardinal {
        if matches!(part, Cardinal::Hundred | Cardinal::Scale(_) | Cardinal::Dozen) {
            // "a hundred and two hundred" are two numbers.
            return end;
        }
        if !trial.take(part) {
            break;
        }
        at = tokens.over_hyphen(at + 1);
    }
    if trial.started { end + 1 } else { end }
}

/// A number under construction: finished thousands, and the hundreds that are still open.
#[derive(Debug, Default)]
struct Sum {
    total: f64,
    group: f64,
    /// The value of the last scale word, above all that may follow.
    last_scale: Option<f64>,
    /// The place that the open group can still fill: below hundred, below ten, nothing.
    room: Room,
    started: bool,
    takes_and: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
enum Room {
    Nothing,
    Ones,
    Tens,
    #[default]
    Any,
}

impl Sum {
    /// Adds one more word, unless it cannot follow.
    fn take(&mut self, part: Cardinal) -> bool {
        let fits = match part {
            Cardinal::Unit(value) => {
                let fits = self.room >= Room::Ones && (value > 0.0 || !self.started);
                self.add(fits, value, Room::Nothing)
            }
            Cardinal::Teen(value) => self.add(self.room >= Room::Tens, value, Room::Nothing),
            Cardinal::Tens(value) => self.add(self.room >= Room::Tens, value, Room::Ones),
            Cardinal::Hundred => self.times(100.0),
            Cardinal::Dozen => self.times(12.0),
            Cardinal::Scale(scale) => self.scale(scale),
        };
        self.started |= fits;
        self.takes_and = fits && matches!(part, Cardinal::Hundred | Cardinal::Scale(_));
        fits
    }

    fn add(&mut self, fits: bool, value: f64, room: Room) -> bool {
        if fits {
            self.group += value;
            self.room = room;
        }
        fits
    }

    fn times(&mut self, factor: f64) -> bool {
        let fits = 0.0 < self.group && self.group < 100.0;
        if fits {
            self.group *= factor;
            self.room = if factor < 100.0 { Room::Nothing } else { Room::Tens };
        }
        fits
    }

    fn scale(&mut self, scale: f64) -> bool {
        let fits = self.group > 0.0 && self.last_scale.is_none_or(|last| scale < last);
        if fits {
            self.total += self.group * scale;
            self.group = 0.0;
            self.last_scale = Some(scale);
            self.room = Room::Any;
        }
        fits
    }
}

/// "and a half", "and three quarters", after a number.
fn and_a_part(tokens: &Tokens<'_>, at: usize) -> Option<(usize, f64)> {
    let and = tokens.over_hyphen(at);
    if !tokens.is(and, "and") {
        return None;
    }
    let above = tokens.over_hyphen(and + 1);
    let below = tokens.over_hyphen(above + 1);
    match (tokens.lower(above), tokens.lower(below)) {
        ("a", "half") => Some((below + 1, 0.5)),
        ("a", "quarter") => Some((below + 1, 0.25)),
        ("three", "quarters") => Some((below + 1, 0.75)),
        _ => None,
    }
}

/// "point five", "point two five", after a number in words.
fn decimals(tokens: &Tokens<'_>, at: usize, whole: f64) -> Option<(usize, f64)> {
    if !tokens.is(at, "point") {
        return None;
    }
    let mut end = at + 1;
    let (mut value, mut place) = (0.0, 1.0);
    while let Some(Cardinal::Unit(digit)) = tokens.word(end).cardinal {
        if place > 1e12 {
            break;
        }
        place *= 10.0;
        value = value * 10.0 + digit;
        end += 1;
    }
    (end > at + 1).then_some((end, whole + value / place))
}
