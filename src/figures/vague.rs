//! Words for no certain number: "dozens", "tens of thousands", "several hundred", "a handful".

use super::lexicon::{Cardinal, Roles};
use super::numbers::{Form, Number};
use super::token::Tokens;

/// A word and the least and the most that it stands for.
type Row = (&'static str, Option<f64>, Option<f64>);

const PLURALS: &[Row] = &[
    ("tens", Some(20.0), Some(100.0)),
    ("dozens", Some(24.0), None),
    ("scores", Some(40.0), None),
    ("hundreds", Some(200.0), Some(1e3)),
    ("thousands", Some(2e3), None),
    ("millions", Some(2e6), None),
    ("billions", Some(2e9), None),
    ("trillions", Some(2e12), None),
];

/// The vague number that starts with the token `first`.
pub(super) fn parse(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    let after_article = first + usize::from(tokens.is(first, "a"));
    if !tokens.word(after_article).is(Roles::PLURAL) {
        return None;
    }
    let (end, low, high) = plural(tokens, first)
        .or_else(|| several(tokens, first))
        .or_else(|| handful(tokens, first))
        .or_else(|| figures(tokens, first))?;
    Some(Number {
        first,
        end,
        span: tokens.span(first, end),
        value: None,
        low,
        high,
        form: Form::Vague,
        scale: 1.0,
    })
}

type Reading = (usize, Option<f64>, Option<f64>);

fn row(tokens: &Tokens<'_>, at: usize) -> Option<&'static Row> {
    PLURALS.iter().find(|row| tokens.is(at, row.0))
}

/// "dozens", "tens of thousands", "hundreds of millions".
fn plural(tokens: &Tokens<'_>, first: usize) -> Option<Reading> {
    let (word, low, high) = row(tokens, first)?;
    if tokens.is(first + 1, "of")
        && let Some((_, Some(least), _)) = row(tokens, first + 2)
    {
        // "tens of thousands": tens times one thousand, whatever "thousands" means alone.
        let one = least / 2.0;
        return Some((first + 3, low.map(|l| l * one), high.map(|h| h * one)));
    }
    if tokens.is_any(first + 1, &["upon", "and"]) && tokens.lower(first + 2) == tokens.lower(first) {
        return Some((first + 3, *low, *high));
    }
    // "tens" and "scores" alone are marks in a test or a game.
    let ambiguous = matches!(*word, "tens" | "scores");
    (!ambiguous || tokens.is(first + 1, "of")).then_some((first + 1, *low, *high))
}

/// "several hundred", "a few thousand", "many million", "a couple of hundred".
fn several(tokens: &Tokens<'_>, first: usize) -> Option<Reading> {
    let mut at = first + usize::from(tokens.is(first, "a"));
    if tokens.is(at, "couple") {
        at += usize::from(tokens.is(at + 1, "of"));
    } else if !tokens.is_any(at, &["several", "few", "many"]) {
        return None;
    }
    let (one, ceiling) = match tokens.word(at + 1).cardinal? {
        Cardinal::Hundred => (100.0, Some(1e3)),
        Cardinal::Scale(scale) => (scale, None),
        Cardinal::Dozen => (12.0, None),
        _ => return None,
    };
    Some((at + 2, Some(2.0 * one), ceiling))
}

/// "a handful", "a couple of". How many that is English leaves open.
fn handful(tokens: &Tokens<'_>, first: usize) -> Option<Reading> {
    if !tokens.is(first, "a") {
        return None;
    }
    match tokens.lower(first + 1) {
        "handful" => Some((first + 2, None, None)),
        "couple" if tokens.is(first + 2, "of") => Some((first + 2, Some(2.0), None)),
        _ => None,
    }
}

/// "double figures", "single-digit": as many as have so many digits.
fn figures(tokens: &Tokens<'_>, first: usize) -> Option<Reading> {
    let noun = tokens.over_hyphen(first + 1);
    if !tokens.is_any(noun, &["figures", "figure", "digits", "digit"]) {
        return None;
    }
    match tokens.lower(first) {
        "single" => Some((noun + 1, None, Some(9.0))),
        "double" => Some((noun + 1, Some(10.0), Some(99.0))),
        _ => None,
    }
}

/// "a six-figure sum", "into five figures": the number of digits in words.
pub(super) fn of_figures(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    const REACHED: &[&str] = &["in", "to", "into", "of", "reach", "reached", "reaches", "for", "by", "well"];
    let noun = tokens.over_hyphen(first + 1);
    let joined = noun > first + 1 && tokens.is_any(noun, &["figure", "figures"]);
    let reached = tokens.is(noun, "figures") && tokens.is_any(first.wrapping_sub(1), REACHED);
    let Some(Cardinal::Unit(digits)) = tokens.word(first).cardinal.filter(|_| joined || reached) else {
        return None;
    };
    if digits < 3.0 {
        return None;
    }
    let low = (1..9).filter(|digit| f64::from(*digit) < digits).fold(1.0, |power, _| power * 10.0);
    let end = noun + 1;
    let number = Number::exact(tokens, (first, end), low, Form::Vague);
    Some(Number { value: None, low: Some(low), high: Some(low * 10.0 - 1.0), ..number })
}
