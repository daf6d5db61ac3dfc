//! Seasons: "summer 2024", "the autumn of 2019", "last winter".

use super::calendar;
use super::scene::Scene;
use super::stamp::{Reach, Stamp};
use super::token::Tokens;
use crate::document::Unresolved;

/// The season that starts with the token `at`, with its year or beside a reference.
pub(super) fn parse(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let named = at + usize::from(tokens.is_any(at, &["last", "this", "next"]));
    let first = first_month(tokens, named)?;
    let year = named + 1 + usize::from(tokens.symbol(named + 1) == ',' || tokens.is(named + 1, "of"));
    if let Some(double) = calendar::double_year(scene, year) {
        let start = double.from?.year;
        let year = if matches!(first, 3 | 6) { start + 1 } else { start };
        return Some(three_months(double.end, year, first));
    }
    if let Some((end, number)) = calendar::any_year(tokens, year) {
        // A winter belongs to two years, and which two the text leaves open.
        let whole = first == 12;
        return Some(if whole {
            Reach::at(end, Stamp::year(number))
        } else {
            three_months(end, number, first)
        });
    }
    (named > at || is_time(tokens, at)).then(|| near(scene, at, named, first))
}

fn first_month(tokens: &Tokens<'_>, at: usize) -> Option<i8> {
    Some(match tokens.lower(at) {
        "spring" => 3,
        "summer" => 6,
        "autumn" => 9,
        "winter" => 12,
        // "the fall of the house" is none.
        "fall" if tokens.is(at.wrapping_sub(1), "the") && tokens.is(at.wrapping_sub(2), "in") => 9,
        "fall" if tokens.is_any(at.wrapping_sub(1), &["last", "this", "next"]) => 9,
        _ => return None,
    })
}

/// "in the summer", "over the winter", and not "summer holidays".
fn is_time(tokens: &Tokens<'_>, at: usize) -> bool {
    let inside = &["in", "over", "during", "by", "since", "before", "after", "until", "throughout", "from"];
    tokens.is(at.wrapping_sub(1), "the")
        && tokens.is_any(at.wrapping_sub(2), inside)
        && (!tokens.is_word(at + 1) || tokens.word(at + 1).is(super::lexicon::Roles::BREAK))
}

fn three_months(end: usize, year: i16, first: i8) -> Reach {
    let from = Stamp::month(year, first);
    let to = if first == 12 { Stamp::month(year + 1, 2) } else { Stamp::month(year, first + 2) };
    Reach::between(end, from, to)
}

/// The last season that has begun, the last that is over, or the next one.
fn near(scene: &Scene<'_>, at: usize, named: usize, first: i8) -> Reach {
    let Some(today) = scene.reference else {
        return Reach::unplaced(named + 1, Unresolved::NoReferenceDate);
    };
    let year = today.year();
    let over = |year: i16| match first {
        12 => year < today.year() - 1 || year == today.year() - 1 && today.month() > 2,
        _ => year < today.year() || year == today.year() && today.month() > first + 2,
    };
    let year = match scene.tokens.lower(at) {
        "last" if over(year) => year,
        "last" if over(year - 1) => year - 1,
        "last" => year - 2,
        "next" if today.month() >= first => year + 1,
        "this" if first == 12 && today.month() <= 2 => year - 1,
        "this" | "next" => year,
        _ if scene.looks_ahead(at) => year + i16::from(first < 12 && today.month() > first + 2),
        _ if today.month() >= first => year,
        _ => year - 1,
    };
    three_months(named + 1, year, first)
}
