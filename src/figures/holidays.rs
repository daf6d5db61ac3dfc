//! Holidays with a rule: Christmas, New Year, Easter and the like.

use jiff::civil::Date;

use super::calendar;
use super::lexicon::Roles;
use super::scene::Scene;
use super::stamp::Reach;
use super::token::Tokens;
use crate::document::Unresolved;

/// A day of every year.
#[derive(Clone, Copy)]
enum Rule {
    /// Month and day.
    Fixed(i8, i8),
    /// So many days after Easter Sunday.
    Easter(i32),
}

/// The holiday that starts with the token `at`, in the year that stands behind it or beside the reference.
pub(super) fn parse(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let first = at + usize::from(tokens.is_any(at, &["last", "this", "next"]));
    if !tokens.capital(first) {
        return None;
    }
    let (name_end, rule, whole) = named(tokens, first)?;
    let year = name_end + usize::from(tokens.is(name_end, "in") || tokens.symbol(name_end) == ',');
    if let Some((end, year)) = calendar::any_year(tokens, year) {
        let day = day(rule, year);
        return Some(Reach::days(end, day, day));
    }
    // "Christmas cards"
    let compound = tokens.is_word(name_end) && !tokens.word(name_end).is(Roles::BREAK);
    let inside = &["at", "over", "by", "before", "since", "after", "until", "for", "during", "on"];
    if compound || !whole && first == at && !tokens.is_any(at.wrapping_sub(1), inside) {
        return None;
    }
    let Some(today) = scene.reference else {
        return Some(Reach::unplaced(name_end, Unresolved::NoReferenceDate));
    };
    let this = day(rule, today.year())?;
    let ahead = tokens.is_any(at, &["next", "this"]) || first == at && scene.looks_ahead(at);
    let by = i16::from(ahead && this < today) - i16::from(!ahead && this > today);
    let day = day(rule, today.year() + by);
    Some(Reach::days(name_end, day, day))
}

/// The index after the name, its rule, and whether the name alone is surely a day.
fn named(tokens: &Tokens<'_>, at: usize) -> Option<(usize, Rule, bool)> {
    let possessive = tokens.symbol(at + 1) == '\'';
    let second = at + 1 + usize::from(possessive);
    match (tokens.lower(at), tokens.lower(second)) {
        ("christmas", "day") => Some((second + 1, Rule::Fixed(12, 25), true)),
        ("christmas", "eve") => Some((second + 1, Rule::Fixed(12, 24), true)),
        ("christmas", _) => Some((at + 1, Rule::Fixed(12, 25), false)),
        ("boxing", "day") => Some((second + 1, Rule::Fixed(12, 26), true)),
        ("bonfire", "night") => Some((second + 1, Rule::Fixed(11, 5), true)),
        ("halloween", _) => Some((at + 1, Rule::Fixed(10, 31), false)),
        ("valentine", "day") => Some((second + 1, Rule::Fixed(2, 14), true)),
        ("good", "friday") => Some((second + 1, Rule::Easter(-2), true)),
        ("easter", "sunday") => Some((second + 1, Rule::Easter(0), true)),
        ("easter", "monday") => Some((second + 1, Rule::Easter(1), true)),
        ("easter", _) => Some((at + 1, Rule::Easter(0), false)),
        ("new", "year") => new_year(tokens, second + 1),
        _ => None,
    }
}

/// "New Year's Eve", "New Year's Day", "New Year".
fn new_year(tokens: &Tokens<'_>, after: usize) -> Option<(usize, Rule, bool)> {
    let word = after + usize::from(tokens.symbol(after) == '\'');
    match tokens.lower(word) {
        "day" => Some((word + 1, Rule::Fixed(1, 1), true)),
        "eve" => Some((word + 1, Rule::Fixed(12, 31), true)),
        _ => None,
    }
}

fn day(rule: Rule, year: i16) -> Option<Date> {
    match rule {
        Rule::Fixed(month, day) => Date::new(year, month, day).ok(),
        Rule::Easter(by) => super::lengths::Length::Day.after(easter(year)?, by),
    }
}

/// Easter Sunday by the Gregorian rule (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    let part = |value: i32| i8::try_from(value).ok();
    Date::new(i16::try_from(year).ok()?, part(days / 31)?, part(days % 31 + 1)?).ok()
}
