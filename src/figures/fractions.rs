//! Parts of a whole: "half", "two-thirds", "a quarter", "3/4 of", "and a half".

use super::cardinals;
use super::lexicon::{Cardinal, Roles};
use super::numbers::{Form, Number};
use super::token::Tokens;
use crate::document::FigureKind;

/// The fraction that starts with the word `first`.
pub(super) fn parse(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    half(tokens, first).or_else(|| share(tokens, first))
}

/// What a word for many multiplies by.
fn multiple(tokens: &Tokens<'_>, at: usize) -> Option<f64> {
    match tokens.word(at).cardinal {
        Some(Cardinal::Scale(times)) => Some(times),
        Some(Cardinal::Dozen) => Some(12.0),
        Some(Cardinal::Hundred) => Some(100.0),
        _ => None,
    }
}

/// "half a million", "half of a million", "half of", "half the", "half".
fn half(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    if !tokens.is(first, "half") {
        return None;
    }
    let step = tokens.over_hyphen(first + 1);
    let step = step + usize::from(tokens.phrase(step, &["of", "a"]));
    let scale = tokens.over_hyphen(step + usize::from(tokens.is(step, "a")));
    if scale > first + 1
        && let Some(times) = multiple(tokens, scale)
    {
        let range = (first, scale + 1);
        return Some(Number::exact(tokens, range, times / 2.0, Form::Scaled).scaled(times));
    }
    Some(Number::exact(tokens, (first, first + 1), 0.5, Form::Fraction))
}

/// "two-thirds", "a quarter", "twenty-seven hundredths", "three quarters of a million".
fn share(tokens: &Tokens<'_>, first: usize) -> Option<Number> {
    let (above, end) = if tokens.is_any(first, &["a", "an"]) {
        (1.0, first + 1)
    } else {
        let spelled = cardinals::parse(tokens, first).filter(|spelled| spelled.last <= 1.0)?;
        (spelled.value, spelled.end)
    };
    let at = tokens.over_hyphen(end);
    let below = f64::from(tokens.word(at).share?);
    let single = above < 2.0;
    if above < 1.0 || single == is_plural(tokens, at) || single && !stands_for_a_share(tokens, first, at) {
        return None;
    }
    if !single && tokens.is(at, "quarters") && !quarters_of_a_whole(tokens, first, at, above) {
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

/// Whether the word is the plural name of a share.
pub(super) fn is_plural(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.word(at).share.is_some() && tokens.lower(at).ends_with('s')
}

/// Whether "quarters" are parts and no three months: "three quarters of", not "two quarters of decline".
fn quarters_of_a_whole(tokens: &Tokens<'_>, first: usize, at: usize, above: f64) -> bool {
    const LASTING: &[&str] =
        &["past", "last", "previous", "next", "consecutive", "successive", "straight", "first"];
    (above - 3.0).abs() < 0.5
        && !tokens.is_any(first.wrapping_sub(1), LASTING)
        && !tokens.phrase(at + 1, &["in", "a", "row"])
}

/// Whether "a third", "one fifth" is a share and not the third or fifth of its kind.
fn stands_for_a_share(tokens: &Tokens<'_>, first: usize, at: usize) -> bool {
    const BEFORE: &[&str] = &[
        "by", "about", "around", "nearly", "almost", "over", "than", "roughly", "least", "under", "to",
        "only", "just", "some", "approximately", "up", "down", "rose", "fell", "dropped", "grew", "jumped",
    ];
    let after = tokens.lower(at + 1);
    tokens.word(first).cardinal.is_some() && !tokens.is_word(at + 1)
        || after == "of"
        || matches!(after, "more" | "less" | "fewer")
        || tokens.word(at + 1).is(Roles::COMPARATIVE)
        || tokens.is_any(first.wrapping_sub(1), BEFORE)
            && (!tokens.is_word(at + 1)
                || tokens.word(at + 1).is(Roles::BREAK)
                || after.ends_with("ed")
                || matches!(
                    after,
                    "agree" | "support" | "back" | "want" | "fear" | "feel" | "fail" | "voted"
                ))
}

/// A fraction with a slash, and the index after it: "3/4 of", "1/3 mile". Anything else with a slash is a date or
/// a name.
pub(super) fn slashed(tokens: &Tokens<'_>, first: usize) -> Option<(usize, f64)> {
    let (end, value, below) = quotient(tokens, first)?;
    let measured = tokens.word(end).unit.is_some_and(|unit| unit.kind == FigureKind::Measure);
    let part = tokens.is(end, "of") && below <= 20.0 || measured && below <= 16.0;
    part.then_some((end, value))
}

/// The "1/2" of "3 1/2".
pub(super) fn mixed(tokens: &Tokens<'_>, at: usize) -> Option<(usize, f64)> {
    let (end, value, below) = quotient(tokens, at)?;
    let usual = [2.0, 3.0, 4.0, 5.0, 8.0, 10.0, 16.0].iter().any(|usual| (usual - below).abs() < 0.5);
    (usual && !tokens.glued(at)).then_some((end, value))
}

fn quotient(tokens: &Tokens<'_>, first: usize) -> Option<(usize, f64, f64)> {
    let (above, below) = (tokens.numeral(first)?, tokens.numeral(first + 2)?);
    let close = tokens.symbol(first + 1) == '/' && tokens.glued(first + 1) && tokens.glued(first + 2);
    let plain =
        above.decimals == 0 && below.decimals == 0 && !above.padded && !below.padded && above.value > 0.0;
    let ends = tokens.symbol(first + 3) != '/' || !tokens.glued(first + 3);
    (close && plain && ends && above.value < below.value)
        .then(|| (first + 3, above.value / below.value, below.value))
}

/// "and a half", "and three quarters", after a number.
pub(super) fn and_a_part(tokens: &Tokens<'_>, at: usize) -> Option<(usize, f64)> {
    let and = tokens.over_hyphen(at);
    if !tokens.is(and, "and") {
        return None;
    }
    let above = tokens.over_hyphen(and + 1);
    let below = tokens.over_hyphen(above + 1);
    match (tokens.lower(above), tokens.lower(below)) {
        ("a", "half") => Some((below + 1, 0.5)),
        ("a", "quarter") => Some((below + 1, 0.25)),
        ("a", "third") => Some((below + 1, 1.0 / 3.0)),
        ("two", "thirds") => Some((below + 1, 2.0 / 3.0)),
        ("three", "quarters") => Some((below + 1, 0.75)),
        _ => None,
    }
}
