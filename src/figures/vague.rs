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
    let (end, low, high) =
        plural(tokens, first).or_else(|| several(tokens, first)).or_else(|| handful(tokens, first))?;
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
