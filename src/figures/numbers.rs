//! Number phrases: digits, words, fractions, and both together with a magnitude.

use super::lexicon::{Cardinal, Roles};
use super::token::{Kind, Tokens};
use super::{cardinals, currencies, decimal, fractions, phrases, vague};
use crate::document::FigureKind;
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
            value: value.is_finite().then_some(value),
            low: None,
            high: None,
            form,
            scale: 1.0,
        }
    }

    /// The number as one that a magnitude made.
    pub(super) fn scaled(self, scale: f64) -> Self {
        Self { scale, ..self }
    }
}

/// The number phrase that starts with the token `first`.
pub(super) fn parse(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    match tokens.get(first)?.kind {
        Kind::Number => digits(tokens, first),
        Kind::Word => vague::parse(tokens, first)
            .or_else(|| vague::of_figures(tokens, first))
            .or_else(|| negative_word(tokens, first))
            .or_else(|| fractions::parse(tokens, first))
            .or_else(|| words(tokens, first)),
        Kind::Symbol => signed(tokens, first).or_else(|| point_digits(tokens, first)),
        Kind::Code | Kind::Opaque => None,
    }
}

/// "-0.3": a sign that stands against its digits and against nothing else.
fn signed(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    let after_sign = is_currency(tokens, first.wrapping_sub(1));
    let signed = matches!(tokens.symbol(first), '-' | '\u{2212}' | '\u{2013}')
        && (!tokens.glued(first) || after_sign)
        && tokens.glued(first + 1);
    let number = signed.then(|| digits(tokens, first + 1)).flatten()?;
    Some(negated(tokens, first, number))
}

fn negated(tokens: &Tokens<'_>, first: usize, number: Number) -> Number {
    let value = number.value.map(|value| -value);
    Number { first, span: tokens.span(first, number.end), value, ..number }
}

/// ".5", which starts a word.
fn point_digits(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    let numeral = tokens.numeral(first + 1).filter(|n| n.decimals == 0 && !n.grouped && n.digits <= 6)?;
    let starts = tokens.symbol(first) == '.' && !tokens.glued(first) && tokens.glued(first + 1);
    let power = (0..numeral.digits).fold(1.0, |power, _| power * 10.0);
    starts.then(|| Number::exact(tokens, (first, first + 2), numeral.value / power, Form::Digits))
}

/// "minus five", "negative 3"; "10 minus 5" is a sum.
fn negative_word(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    let tolerance = tokens.is(first.wrapping_sub(1), "or");
    if !tokens.is_any(first, &["minus", "negative"])
        || tolerance
        || tokens.is_promising(first.wrapping_sub(1))
    {
        return None;
    }
    let number = match tokens.get(first + 1)?.kind {
        Kind::Number => digits(tokens, first + 1),
        Kind::Word => words(tokens, first + 1),
        _ => None,
    }?;
    Some(negated(tokens, first, number))
}

fn digits(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    let numeral = tokens.numeral(first)?;
    let mut end = first + 1;
    let mut value = numeral.value;
    if let Some(power) = power_of_ten(tokens, first) {
        return Some(power);
    }
    if let Some(part) = tokens.numeral(end)
        && tokens.glued(end)
    {
        value += part.value;
        end += 1;
    } else if let Some((after, whole)) = spaced_groups(tokens, first) {
        end = after;
        value = whole;
    } else if let Some((after, quotient)) = fractions::slashed(tokens, first) {
        return Some(Number::exact(tokens, (first, after), quotient, Form::Fraction));
    } else if numeral.decimals == 0
        && let Some((after, part)) = fractions::mixed(tokens, end)
    {
        value += part;
        end = after;
    } else if let Some((after, part)) = fractions::and_a_part(tokens, end) {
        value += part;
        end = after;
    }
    if let Some(scaled) = magnitude(tokens, (first, end), value) {
        return Some(scaled);
    }
    let share = tokens.over_hyphen(end);
    if let Some(parts) = tokens.word(share).share
        && fractions::is_plural(tokens, share)
        && !tokens.is(share, "quarters")
    {
        return Some(Number::exact(tokens, (first, share + 1), value / f64::from(parts), Form::Fraction));
    }
    Some(Number::exact(tokens, (first, end), value, Form::Digits))
}

/// "12 500 tonnes": groups of three digits after single spaces, certain only when a unit or a plural follows.
fn spaced_groups(tokens: &Tokens<'_>, first: usize) -> Option<(usize, f64)> {
    let plain = |at: usize| tokens.numeral(at).filter(|n| !n.grouped && n.decimals == 0);
    let leading = plain(first).filter(|n| n.digits <= 3 && !n.padded && n.value > 0.0)?;
    let mut value = leading.value;
    let mut end = first + 1;
    while let Some(group) = plain(end).filter(|n| n.digits == 3)
        && end < first + 4
        && tokens.spaced(end)
    {
        value = value * 1000.0 + group.value;
        end += 1;
    }
    let counted = tokens.word(end).unit.is_some()
        || phrases::is_plural(tokens, end) && !tokens.capital(end)
        || tokens.symbol(end) == '%';
    let lone = tokens.numeral(first.wrapping_sub(1)).is_none() && tokens.numeral(end).is_none();
    (end > first + 1 && counted && lone).then_some((end, value))
}

/// "1.5e10", "3 x 10^8", "2.1×10⁴", "10^6".
fn power_of_ten(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    let numeral = tokens.numeral(first)?;
    let next = first + 1;
    if tokens.glued(next)
        && let Some(power) = tokens.lower(next).strip_prefix('e')
        && !power.is_empty()
        && power.len() <= 3
        && let Ok(power) = power.parse::<i32>()
    {
        return Some(powered(tokens, (first, next + 1), numeral.value, power));
    }
    let sign = tokens.get(next).is_some_and(|token| token.span.len() <= 2);
    let times = sign && tokens.is_any(next, &["x", "×", "*", "·"]);
    if !times && tokens.symbol(next) != '^' {
        return None;
    }
    let base = if times { next + 1 } else { first };
    tokens.numeral(base).filter(|n| n.digits == 2 && n.decimals == 0 && (n.value - 10.0).abs() < 0.5)?;
    let (end, power) = exponent(tokens, base + 1, times)?;
    Some(powered(tokens, (first, end), if times { numeral.value } else { 1.0 }, power))
}

fn powered(tokens: &Tokens<'_>, range: (usize, usize), value: f64, power: i32) -> Number {
    // Reading the decimal text again is exact; a power of ten below one is not.
    let value = format!("{value}e{power}").parse().unwrap_or(f64::INFINITY);
    Number::exact(tokens, range, value, Form::Scaled).scaled(10f64.powi(power.clamp(-300, 300)))
}

/// "^8", "^-3", and superscript digits where a sign of multiplication rules out the mark of a footnote.
fn exponent(tokens: &Tokens<'_>, at: usize, times: bool) -> Option<(usize, i32)> {
    if !tokens.glued(at) {
        return None;
    }
    if tokens.symbol(at) == '^' {
        let negative = usize::from(matches!(tokens.symbol(at + 1), '-' | '\u{2212}'));
        let numeral = tokens.numeral(at + 1 + negative).filter(|n| n.digits <= 2 && n.decimals == 0)?;
        #[expect(clippy::cast_possible_truncation, reason = "at most two digits")]
        let power = numeral.value as i32;
        return Some((at + 2 + negative, if negative > 0 { -power } else { power }));
    }
    let negative = usize::from(tokens.symbol(at) == '⁻');
    let mut end = at + negative;
    let mut power = 0;
    while let Some(digit) = decimal::superscript(tokens.symbol(end)).filter(|_| times && end < at + 3) {
        power = power * 10 + digit;
        end += 1;
    }
    (end > at + negative).then_some((end, if negative > 0 { -power } else { power }))
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
    let number = |end, value| Some(Number::exact(tokens, (first, end), value, Form::Scaled).scaled(scale));
    if end == range.1 {
        return None;
    }
    match fractions::and_a_part(tokens, end) {
        Some((after, part)) => number(after, decimal::product(value + part, scale)),
        None => number(end, decimal::product(value, scale)),
    }
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
    let glued = tokens.glued(at);
    match tokens.lower(at) {
        "k" if glued && !is_run(tokens, at + 1) && !is_run_of(tokens, first) => Some(1e3),
        "b" if glued && in_money(tokens, first, at) => Some(1e9),
        "t" if glued && in_money(tokens, first, at) => Some(1e12),
        "m" if in_money(tokens, first, at) || glued && counts_things(tokens, at) => Some(1e6),
        _ => None,
    }
}

/// Whether the word names what is run over so many kilometres: "a 10k race".
pub(super) fn is_run(tokens: &Tokens<'_>, at: usize) -> bool {
    let at = tokens.over_hyphen(at);
    tokens.is_any(at, &["run", "runs", "race", "races", "runner", "runners", "swim", "walk", "jog", "course"])
        || tokens.phrase(at, &["charity", "run"])
        || tokens.phrase(at, &["fun", "run"])
}

/// Whether somebody runs what the number tells: "ran a 10k".
pub(super) fn is_run_of(tokens: &Tokens<'_>, first: usize) -> bool {
    tokens.is_any(first.wrapping_sub(1), &["a", "the", "his", "her"])
        && tokens.is_any(first.wrapping_sub(2), &["ran", "run", "running", "runs"])
}

/// Whether the token is a currency sign.
pub(super) fn is_currency(tokens: &Tokens<'_>, at: usize) -> bool {
    currencies::sign("", tokens.symbol(at)).is_some()
}

/// Whether the number from `first` is an amount of money: a sign or code before it or before the numbers it goes on
/// from ("£5m to 10m"), or a currency after its magnitude at `at`.
fn in_money(tokens: &Tokens<'_>, first: usize, at: usize) -> bool {
    let mut start = first;
    for _ in 0..4 {
        let before = start.wrapping_sub(1);
        let minus =
            matches!(tokens.symbol(before), '-' | '\u{2212}') && is_currency(tokens, before.wrapping_sub(1));
        if minus || is_currency(tokens, before) || currencies::code(tokens.raw(before)).is_some() {
            return true;
        }
        let linked = matches!(tokens.symbol(before), '-' | '\u{2013}' | ',')
            || tokens.is_any(before, &["to", "and", "or", "from"]);
        if !linked {
            break;
        }
        let magnitude = before.wrapping_sub(1);
        start = if tokens.numeral(magnitude).is_some() { magnitude } else { magnitude.wrapping_sub(1) };
        if tokens.numeral(start).is_none() {
            break;
        }
    }
    let currency = |at: usize| tokens.word(at).unit.is_some_and(|unit| unit.kind == FigureKind::Money);
    currency(tokens.over_hyphen(at + 1))
        || tokens.capital(at + 1) && (currency(at + 2) || tokens.capital(at + 2) && currency(at + 3))
        || is_currency(tokens, at + 1) && tokens.glued(at + 1)
}

/// Whether an `m` at `at` is more likely millions of something than metres.
fn counts_things(tokens: &Tokens<'_>, at: usize) -> bool {
    const LENGTHS: &[&str] = &[
        "wide", "long", "high", "deep", "tall", "race", "sprint", "final", "hurdles", "metres", "waves",
        "heats", "medals", "freestyle", "races",
    ];
    let after = at + 1;
    let lower = tokens.lower(after);
    !LENGTHS.contains(&lower)
        && (tokens.word(after).is(Roles::PERSON)
            || tokens.raw(at) == "M"
            || tokens.is_word(after) && lower.ends_with('s') && !tokens.word(after).is(Roles::BREAK))
}

/// "two thousand six hundred and sixty-six", "a hundred", "one and a half million", "two point five".
fn words(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    if let Some((end, value)) = cardinals::decimals(tokens, first) {
        return magnitude(tokens, (first, end), value)
            .or_else(|| Some(Number::exact(tokens, (first, end), value, Form::Words)));
    }
    let spelled = cardinals::parse(tokens, first)?;
    let (length, mut end, mut value) = (spelled.end - first, spelled.end, spelled.value);
    if let Some((after, part)) = fractions::and_a_part(tokens, end) {
        end = after;
        value += part * spelled.last;
    } else if let Some((after, part)) = cardinals::decimals(tokens, end) {
        end = after;
        value += part;
    } else if let Some(after) = score(tokens, &spelled) {
        end = after;
        value *= 20.0;
    }
    if let Some(scaled) = magnitude(tokens, (first, end), value) {
        return Some(scaled);
    }
    let number = Number::exact(tokens, (first, end), value, Form::Words);
    if spelled.last > 100.0 {
        return Some(Number { form: Form::Scaled, ..number }.scaled(spelled.last));
    }
    let one = length == 1 && tokens.is(first, "one") && end == first + 1;
    Some(if one { Number { form: Form::One, ..number } } else { number })
}

/// "three score years": the word after a number below ten, and something counted after it.
fn score(tokens: &Tokens<'_>, spelled: &cardinals::Spelled) -> Option<usize> {
    let end = spelled.end;
    let counted = tokens.is(end + 1, "of")
        || tokens.word(end + 1).unit.is_some()
        || tokens.phrase(end + 1, &["or", "more"]);
    (tokens.is(end, "score") && (2.0..10.0).contains(&spelled.value) && counted).then_some(end + 1)
}
