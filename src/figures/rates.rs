//! So many for each so many: "3.1 per 100 staff", "£94 a week", "12 deaths per 100,000 people".

use super::phrases;
use super::quantity::{self, Quantity};
use super::token::Tokens;
use crate::document::FigureKind;

/// The quantity as a rate, and the index after what it is per; `None` when it is none.
pub(super) fn apply(tokens: &Tokens<'_>, quantity: Quantity) -> Option<(Quantity, usize)> {
    let possible = matches!(
        quantity.kind,
        FigureKind::Count | FigureKind::Money | FigureKind::Duration | FigureKind::Measure
    );
    if !possible {
        return None;
    }
    let rate = |end, subject, denominator: (usize, usize)| {
        let rate =
            Quantity { end, kind: FigureKind::Rate, subject, denominator: Some(denominator), ..quantity };
        (rate, denominator.1)
    };
    if let Some(denominator) = per(tokens, quantity.end) {
        return Some(rate(denominator.1, quantity.subject, denominator));
    }
    if quantity.kind == FigureKind::Duration {
        return None;
    }
    let of = quantity.kind == FigureKind::Measure && tokens.is(quantity.end, "of");
    let subject = phrases::noun_phrase(tokens, quantity.end + usize::from(of))?;
    let denominator = per(tokens, subject.1)?;
    Some(rate(quantity.end, Some(subject), denominator))
}

/// What stands after "per", "a", "each", "every" or a slash at `at`.
fn per(tokens: &Tokens<'_>, at: usize) -> Option<(usize, usize)> {
    let word = tokens.over_hyphen(at);
    let first = tokens.over_hyphen(word + 1);
    match tokens.lower(word) {
        "per" => {
            let (first, end) = whole(tokens, first)?;
            // "per person per day"
            let again = tokens.is(end, "per").then(|| whole(tokens, end + 1)).flatten();
            Some((first, again.map_or(end, |(_, end)| end)))
        }
        "/" if tokens.glued(word) && tokens.glued(first) && tokens.numeral(first).is_none() => {
            tokens.word(first).unit.map(|_| (first, first + 1))
        }
        "a" | "an" | "each" | "every" => each(tokens, first),
        "pcm" | "pa" | "pw" if !tokens.capital(word) => Some((word, word + 1)),
        "in" if tokens.phrase(at, &["in", "the", "pound"]) || tokens.phrase(at, &["in", "the", "£"]) => {
            Some((at + 2, at + 3))
        }
        _ => None,
    }
}

fn whole(tokens: &Tokens<'_>, first: usize) -> Option<(usize, usize)> {
    if let Some(of) = quantity::parse(tokens, first, first) {
        let end = phrases::after(tokens, of.end).map_or(of.end, |(_, end)| end);
        return Some((first, end));
    }
    if tokens.word(first).unit.is_some() {
        return Some((first, first + 1));
    }
    phrases::noun_phrase(tokens, first)
}

fn each(tokens: &Tokens<'_>, first: usize) -> Option<(usize, usize)> {
    const HEADS: &[&str] = &[
        "head", "person", "piece", "pupil", "patient", "night", "household", "child", "shift", "match",
        "game", "time", "prisoner", "session", "visit",
    ];
    const OTHERWISE: &[&str] = &["ago", "earlier", "later", "before", "after", "old", "on", "or", "-"];
    let fits = tokens.word(first).unit.is_some() || tokens.is_any(first, HEADS);
    (fits && !tokens.is_any(first + 1, OTHERWISE)).then_some((first, first + 1))
}
