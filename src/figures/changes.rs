//! Factors ("doubled", "three times as many") and places in an order ("third highest").

use super::lexicon::{Cardinal, Roles};
use super::numbers::{self, Form, Number};
use super::phrases;
use super::quantity::Quantity;
use super::token::Tokens;
use crate::document::{Direction, FigureKind};

/// The factor or rank that starts with the token `at`.
pub(super) fn parse(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<Quantity> {
    factor(tokens, at)
        .or_else(|| half_as_many(tokens, at))
        .or_else(|| fold_or_times(tokens, at, floor))
        .or_else(|| rank(tokens, at))
        .or_else(|| every_other(tokens, at, floor))
}

/// "doubled", "halving", "double the", "twice as many", "tenfold".
fn factor(tokens: &Tokens<'_>, at: usize) -> Option<Quantity> {
    const BASE: &[&str] = &[
        "double", "doubles", "treble", "trebles", "triple", "triples", "quadruple", "quintuple", "halve",
        "halves",
    ];
    const LEADING: &[&str] = &[
        "to", "will", "would", "could", "may", "might", "nearly", "almost", "than", "about", "roughly", "at",
        "can", "should",
    ];
    const TRAILING: &[&str] =
        &["the", "that", "what", "its", "their", "in", "by", "from", "to", "since", "this", "last"];
    let factor = tokens.word(at).factor?;
    if tokens.joins(at + 1) || tokens.joins(at.wrapping_sub(1)) {
        return None;
    }
    // "doubled down", "doubles as"
    if tokens.is_any(at + 1, &["down", "as", "up", "back"]) && !tokens.is(at, "twice") {
        return None;
    }
    if tokens.is_any(at + 1, &["figures", "digits", "figure", "digit"]) {
        return None;
    }
    if tokens.is_any(at, BASE)
        && !tokens.is_any(at + 1, TRAILING)
        && !tokens.is_any(at.wrapping_sub(1), LEADING)
    {
        return None;
    }
    if tokens.is(at, "twice") {
        return twice(tokens, at);
    }
    let direction = if factor < 1.0 { Direction::Down } else { Direction::Up };
    Some(change(Number::exact(tokens, (at, at + 1), factor, Form::Words), at + 1, direction))
}

fn twice(tokens: &Tokens<'_>, at: usize) -> Option<Quantity> {
    let number = Number::exact(tokens, (at, at + 1), 2.0, Form::Words);
    if tokens.is_any(at + 1, &["as", "the", "that", "what", "its", "their"]) {
        return Some(change(number, at + 1, Direction::Up));
    }
    let often = tokens.is_any(at + 1, &["a", "each", "every", "per"])
        && tokens.word(at + 2).unit.is_some_and(|unit| unit.kind == FigureKind::Duration);
    often.then(|| Quantity::of(number))
}

fn change(number: Number, end: usize, direction: Direction) -> Quantity {
    Quantity { end, kind: FigureKind::Change, direction: Some(direction), ..Quantity::of(number) }
}

/// "half as many", "half as much again" is half more.
fn half_as_many(tokens: &Tokens<'_>, at: usize) -> Option<Quantity> {
    let half = tokens.is(at, "half") && tokens.is(at + 1, "as");
    (half && !tokens.is(at + 3, "again"))
        .then(|| change(Number::exact(tokens, (at, at + 1), 0.5, Form::Words), at + 1, Direction::Down))
}

/// "every third child": one in three.
fn every_other(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<Quantity> {
    let every = at.checked_sub(1).filter(|every| *every >= floor && tokens.is(*every, "every"))?;
    let ordinal = tokens.word(at).ordinal.filter(|ordinal| (2..=20).contains(ordinal))?;
    if !tokens.word(at + 1).is(Roles::PERSON)
        && !tokens.is_any(at + 1, &["household", "home", "family", "vote"])
    {
        return None;
    }
    let number = Number::exact(tokens, (every, at + 1), 1.0 / f64::from(ordinal), Form::Fraction);
    let whole = Some((at + 1, at + 2));
    Some(Quantity { subject: whole, denominator: whole, ..Quantity::of(number) })
}

/// "10-fold", "three times as many", "five times more likely".
fn fold_or_times(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<Quantity> {
    const COMPARING: &[&str] = &["as", "the", "that", "what", "its", "their"];
    let number = numbers::parse(tokens, at).filter(|n| !matches!(n.form, Form::Fraction | Form::Vague))?;
    let next = tokens.over_hyphen(number.end);
    let compared = tokens.is(next, "times")
        && (tokens.is_any(next + 1, COMPARING)
            || tokens.word(next + 1).is(Roles::COMPARATIVE)
            || tokens.lower(next + 1).ends_with("er") && tokens.is(next + 2, "than"));
    if !compared && !tokens.is(next, "fold") {
        return None;
    }
    let down = phrases::trend_before(tokens, at, floor) == Some(Direction::Down)
        || tokens.word(next + 1).trend == Some(Direction::Down);
    let direction = if down { Direction::Down } else { Direction::Up };
    Some(change(number, next + 1, direction))
}

/// "third highest", "second-largest", "3rd worst", "ranked 17th".
fn rank(tokens: &Tokens<'_>, at: usize) -> Option<Quantity> {
    let (value, end) = place(tokens, at)?;
    let superlative = tokens.over_hyphen(end);
    let ranked = tokens.is_any(at.wrapping_sub(1), &["ranked", "ranks", "ranking"]);
    if !ranked && !tokens.word(superlative).is(Roles::SUPERLATIVE) {
        return None;
    }
    let end = match tokens.lower(superlative) {
        _ if !tokens.word(superlative).is(Roles::SUPERLATIVE) => end,
        "most" | "least"
            if tokens.is_word(superlative + 1) && !tokens.word(superlative + 1).is(Roles::BREAK) =>
        {
            superlative + 2
        }
        _ => superlative + 1,
    };
    let number = Number::exact(tokens, (at, place(tokens, at)?.1), value, Form::Words);
    Some(Quantity { end, kind: FigureKind::Rank, ..Quantity::of(number) })
}

/// The ordinal at `at`, in words or digits, and the index after it.
fn place(tokens: &Tokens<'_>, at: usize) -> Option<(f64, usize)> {
    if let Some(Cardinal::Tens(tens)) = tokens.word(at).cardinal {
        let ones = tokens.word(at + 2).ordinal.filter(|ones| tokens.joins(at + 1) && *ones < 10)?;
        return Some((tens + f64::from(ones), at + 3));
    }
    if let Some(ordinal) = tokens.word(at).ordinal {
        return Some((f64::from(ordinal), at + 1));
    }
    let numeral = tokens.numeral(at).filter(|n| n.decimals == 0)?;
    (tokens.glued(at + 1) && tokens.is_any(at + 1, &["st", "nd", "rd", "th"]))
        .then_some((numeral.value, at + 2))
}
