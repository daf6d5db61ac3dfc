//! Parts of years: "Q3 2024", "the first half of 2018", "mid-2013", "the first six months of this year".

use jiff::civil::Date;

use super::calendar;
use super::holidays;
use super::lengths::{self, Length};
use super::relative;
use super::scene::Scene;
use super::seasons;
use super::stamp::{Reach, Stamp};
use super::token::Tokens;
use crate::document::Unresolved;

/// The part of a year, the season or the holiday that starts with the token `at`.
pub(super) fn parse(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    part(scene, at)
        .or_else(|| trimmed(scene, at))
        .or_else(|| seasons::parse(scene, at))
        .or_else(|| holidays::parse(scene, at))
}

/// "2024 Q3"
pub(super) fn year_first(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let year = calendar::year_at(scene.tokens, at)?;
    let code = at + 1 + usize::from(scene.tokens.joins(at + 1));
    let (first, length, end) = code_at(scene.tokens, code)?;
    months(end, Date::new(year, 1, 1).ok()?, first, length)
}

/// `length` months from the `first` of the year that starts with `start`.
fn months(end: usize, start: Date, first: i32, length: i32) -> Option<Reach> {
    let from = Length::Month.after(start, first - 1)?;
    let to = Length::Month.after(from, length - 1)?;
    Some(Reach::between(end, Stamp::month(from.year(), from.month()), Stamp::month(to.year(), to.month())))
}

/// "Q3 2024", "the third quarter of 2024", "last five months of 2018", from its ordinal on.
pub(super) fn part(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    if let Some(first) = first_of_two(scene, at) {
        return Some(first);
    }
    let code = code_at(tokens, at);
    let (first, length, end) = code.or_else(|| in_words(tokens, at))?;
    let year = end + usize::from(tokens.is(end, "of"));
    match year_at(scene, year) {
        Some((end, Some(start))) => months(end, start, first, length),
        Some((end, None)) => Some(Reach::unplaced(end, Unresolved::NoReferenceDate)),
        None if code.is_some() && !tokens.is(at, "quarter") || is_bare_quarter(tokens, at, end) => {
            Some(last_such(scene.reference, end, first, length))
        }
        None => None,
    }
}

/// "*first* and third quarters of 2023", "*Q1* and Q2 2024": the noun and the year stand behind the second.
fn first_of_two(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let code = code_at(tokens, at).filter(|_| !tokens.is(at, "quarter"));
    let and = code.map_or(at + 1, |(_, _, end)| end);
    if !tokens.is(and, "and") {
        return None;
    }
    let second = and + 1 + usize::from(tokens.is(and + 1, "the"));
    let (_, length, end) = code_at(tokens, second).or_else(|| in_words(tokens, second))?;
    let first = match code {
        Some((first, _, _)) => first,
        None => (i32::from(tokens.word(at).ordinal?) - 1) * length + 1,
    };
    let (_, start) = year_at(scene, end + usize::from(tokens.is(end, "of")))?;
    (first > 0 && first + length <= 13).then_some(())?;
    months(and, start?, first, length)
}

/// "in the third quarter" of a year that is left out.
fn is_bare_quarter(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    tokens.is(end.wrapping_sub(1), "quarter")
        && tokens.is(at.wrapping_sub(1), "the")
        && tokens.is_any(at.wrapping_sub(2), &["in", "for", "during", "to"])
        && !tokens.is(end, "of")
}

/// The last such part of a year that has begun by the reference.
fn last_such(reference: Option<Date>, end: usize, first: i32, length: i32) -> Reach {
    let Some(today) = reference else {
        return Reach::unplaced(end, Unresolved::NoReferenceDate);
    };
    let begun = i32::from(today.month()) >= first;
    Date::new(today.year() - i16::from(!begun), 1, 1)
        .ok()
        .and_then(|start| months(end, start, first, length))
        .unwrap_or(Reach::unplaced(end, Unresolved::Vague))
}

/// The first day of the year named at `at`, when that is known, and the index after its name.
fn year_at(scene: &Scene<'_>, at: usize) -> Option<(usize, Option<Date>)> {
    let tokens = scene.tokens;
    let inner = at + usize::from(tokens.is(at, "the"));
    let double = calendar::double_year(scene, inner);
    if let Some(double) = double.filter(|double| double.from.is_some_and(|from| from.month.is_some())) {
        return Some((double.end, double.from?.first_day()));
    }
    if let Some((end, year)) = calendar::any_year(tokens, inner) {
        let other = tokens.glued(end) && tokens.is_word(end);
        return (!other).then(|| (end, Date::new(year, 1, 1).ok()));
    }
    if tokens.lower(inner).starts_with("fy") {
        let named = calendar::whole(scene, inner)?;
        return Some((named.end, named.from?.first_day()));
    }
    if tokens.is(at, "the") && tokens.is(inner, "year") {
        let start = scene.reference.and_then(|today| Date::new(today.year(), 1, 1).ok());
        return Some((inner + 1, start));
    }
    let year = relative::year(scene, inner)?;
    Some((year.end, year.from.and_then(Stamp::first_day)))
}

/// "Q3", "H1": first month, number of months, index after it.
fn code_at(tokens: &Tokens<'_>, at: usize) -> Option<(i32, i32, usize)> {
    let (first, length) = match tokens.lower(at) {
        "q1" => (1, 3),
        "q2" => (4, 3),
        "q3" => (7, 3),
        "q4" => (10, 3),
        "h1" if tokens.capital(at) => (1, 6),
        "h2" if tokens.capital(at) => (7, 6),
        "quarter" => {
            let (end, number) = lengths::number(tokens, at + 1).filter(|(_, number)| *number < 5)?;
            return Some((number * 3 - 2, 3, end));
        }
        _ => return None,
    };
    Some((first, length, at + 1))
}

/// "third quarter", "second half", "first six months".
fn in_words(tokens: &Tokens<'_>, at: usize) -> Option<(i32, i32, usize)> {
    let last = tokens.is_any(at, &["last", "final", "closing"]);
    let opening = tokens.is(at, "opening");
    let ordinal = tokens.word(at).ordinal.map(i32::from);
    let place = if opening { Some(1) } else { ordinal };
    if place.is_none() && !last {
        return None;
    }
    let (length, end) = match tokens.lower(at + 1) {
        "quarter" | "quarters" => (3, at + 2),
        "half" | "halves" => (6, at + 2),
        _ => {
            let (end, number) = lengths::number(tokens, at + 1)?;
            (tokens.is_any(end, &["months", "quarters"]) && number < 12).then_some(())?;
            let months = if tokens.is(end, "quarters") { number * 3 } else { number };
            (months, end + 1)
        }
    };
    let first = match place {
        Some(place) => (place - 1) * length + 1,
        None => 13 - length,
    };
    (first > 0 && first + length <= 13).then_some((first, length, end))
}

/// "early 2019", "mid-2013", "late last year", "mid-May 2019", "the late 1990s".
fn trimmed(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let third = match tokens.lower(at) {
        "early" => 0,
        "mid" | "middle" => 1,
        "late" => 2,
        _ => return None,
    };
    let of = at + 1 + usize::from(tokens.is(at, "middle") && tokens.is(at + 1, "of"));
    let inner = tokens.over_hyphen(of);
    let inner = inner + usize::from(tokens.is(inner, "the") && tokens.numeral(inner + 1).is_some());
    let decades = calendar::whole(scene, inner).filter(|whole| whole.end > inner);
    if let Some(whole) = decades
        && !tokens.word(inner).month.is_some_and(|_| whole.from != whole.to)
        && let Some(found) = third_of(whole, third)
    {
        return Some(found);
    }
    let (end, start) = year_at(scene, inner)?;
    let Some(start) = start else {
        return Some(Reach::unplaced(end, Unresolved::NoReferenceDate));
    };
    let (first, length) = [(1, 4), (6, 2), (9, 4)][third];
    months(end, start, first, length)
}

/// The first, middle or last third of a month, of a decade or of a century.
fn third_of(whole: Reach, third: usize) -> Option<Reach> {
    let (Some(from), Some(to)) = (whole.from, whole.to) else {
        return whole.is_dateless().then_some(whole);
    };
    let years = to.year - from.year;
    if from == to && from.month.is_some() && from.day.is_none() {
        let first = [1, 11, 21][third];
        let last = if third == 2 { from.last_day()?.day() } else { first + 9 };
        let day = |day| Stamp { day: Some(day), ..from };
        return Some(Reach { yearless: None, ..Reach::between(whole.end, day(first), day(last)) });
    }
    let bounds = match years {
        9 => [(0, 3), (4, 6), (7, 9)],
        99 => [(0, 33), (34, 66), (67, 99)],
        _ => return None,
    };
    let (first, last) = bounds[third];
    Some(Reach::between(whole.end, Stamp::year(from.year + first), Stamp::year(from.year + last)))
}
