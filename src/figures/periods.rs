//! Stretches of time that a text names: around a date of the calendar, or relative to the day of writing.

use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar;
use super::lexicon::Roles;
use super::numbers;
use super::stamp::{Reach, Stamp};
use super::token::Tokens;
use crate::document::{Period, Unresolved};

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A period and the tokens that name it, up to `end`.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) period: Period,
}

/// All periods, in text order, not overlapping.
pub(super) fn find(tokens: &Tokens<'_>, reference: Option<Date>) -> Vec<Named> {
    let unresolved = reference.map_or(Unresolved::NoReferenceDate, |_| Unresolved::Anaphoric);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match framed_if_possible(tokens, at, reference) {
            Some(reach) => {
                found.push(named(tokens, at, reach, unresolved));
                at = reach.end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

/// Most words cannot start a period, and asking every parser would take most of the time.
fn framed_if_possible(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Reach> {
    const REACH: usize = 4;
    let opens =
        tokens.word(at).is(Roles::OPENER) && (at + 1..=at + REACH).any(|next| tokens.is_promising(next));
    (opens || tokens.is_promising(at)).then(|| framed(tokens, at, reference)).flatten()
}

fn named(tokens: &Tokens<'_>, first: usize, reach: Reach, unresolved: Unresolved) -> Named {
    let dateless = reach.from.is_none() && reach.to.is_none();
    Named {
        first,
        end: reach.end,
        period: Period {
            span: tokens.span(first, reach.end),
            from: reach.from.map(|stamp| stamp.to_string()),
            to: reach.to.map(|stamp| stamp.to_string()),
            unresolved: dateless.then_some(unresolved),
        },
    }
}

/// The period that starts with the token `at`, its preposition included where that says how far it reaches.
fn framed(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Reach> {
    let point = |at: usize| point(tokens, at, reference);
    match tokens.lower(at) {
        "between" => both(point(at + 1)?, tokens, &["and"], reference),
        "from" => {
            let first = point(at + 1)?;
            both(first, tokens, &["to", "until", "till", "through"], reference).or(Some(first))
        }
        "since" => point(at + 1).map(|reach| Reach { to: None, ..reach }),
        "until" | "till" | "by" => point(at + 1).map(|reach| Reach { from: None, ..reach }),
        "before" => point(at + 1).map(|reach| Reach {
            to: reach.from.and_then(|stamp| stamp.step(-1)),
            from: None,
            ..reach
        }),
        "after" => point(at + 1).map(|reach| Reach {
            from: reach.to.and_then(|stamp| stamp.step(1)),
            to: None,
            ..reach
        }),
        "as" if tokens.is_any(at + 1, &["of", "at"]) => point(at + 2 + usize::from(tokens.is(at + 2, "the"))),
        "end" | "start" | "beginning" if tokens.is(at + 1, "of") => {
            point(at + 2 + usize::from(tokens.is(at + 2, "the")))
        }
        _ => {
            let first = ending(tokens, at, reference)
                .or_else(|| calendar::parse(tokens, at, reference))
                .or_else(|| relative(tokens, at, reference))?;
            both(first, tokens, &["to", "\u{2013}", "-"], reference).or(Some(first))
        }
    }
}

fn point(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Reach> {
    let inner = at + usize::from(tokens.is(at, "the"));
    let inner = if tokens.is_any(inner, &["end", "start", "beginning"]) && tokens.is(inner + 1, "of") {
        inner + 2
    } else {
        inner
    };
    ending(tokens, at, reference)
        .or_else(|| calendar::parse(tokens, inner, reference))
        .or_else(|| relative(tokens, at, reference))
}

/// Two points joined by one of `words`. The first takes its year from the second where it has none.
fn both(first: Reach, tokens: &Tokens<'_>, words: &[&str], reference: Option<Date>) -> Option<Reach> {
    if !tokens.is_any(first.end, words) {
        return None;
    }
    let last = point(tokens, first.end + 1, reference)?;
    let (mut from, to) = (first.from, last.to);
    if let (Some(month), Some(end), None) =
        (tokens.word(first.end - 1).month, to, from.filter(|_| tokens.numeral(first.end - 1).is_some()))
    {
        let day = from.and_then(|stamp| stamp.day);
        let year = if Some(month) > end.month { end.year - 1 } else { end.year };
        from = Some(Stamp { year, month: Some(month), day });
    }
    Some(Reach { end: last.end, from, to })
}

/// "the year to March 2018", "year ending 31 March 2018", "the three months to June 2024".
fn ending(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Reach> {
    let inner = at + usize::from(tokens.is(at, "the"));
    let (after, months) = length_in_months(tokens, inner)?;
    let link = after + usize::from(tokens.is(after, "period"));
    if !tokens.is_any(link, &["to", "ending", "ended", "until"]) {
        return None;
    }
    let mut date = link + 1 + usize::from(tokens.is_any(link + 1, &["in", "on"]));
    date += usize::from(tokens.is(date, "the"));
    date += 2 * usize::from(tokens.phrase(date, &["end", "of"]));
    let last = calendar::parse(tokens, date, reference)?;
    let Some(to) = last.to else {
        return Some(Reach::unplaced(last.end));
    };
    let from = to.months_earlier(months).and_then(|stamp| stamp.step(1));
    // A day at the end of its month steps to the first of the next, whatever the length of the months.
    let from = match (from, to.day) {
        (Some(stamp), Some(_)) if to.step(1).and_then(|s| s.day) == Some(1) => {
            Some(Stamp { day: Some(1), ..if stamp.day == Some(1) { stamp } else { stamp.step(5)? } })
        }
        (from, _) => from,
    };
    Some(Reach { end: last.end, from, to: Some(to) })
}

/// "year", "12 months", "three-month", "quarter", as a number of months.
fn length_in_months(tokens: &Tokens<'_>, at: usize) -> Option<(usize, i32)> {
    match tokens.lower(at) {
        "year" => return Some((at + 1, 12)),
        "financial" if tokens.is(at + 1, "year") => return Some((at + 2, 12)),
        "quarter" => return Some((at + 1, 3)),
        "month" => return Some((at + 1, 1)),
        _ => {}
    }
    let (end, number) = small_number(tokens, at)?;
    let end = tokens.over_hyphen(end);
    match tokens.lower(end) {
        "month" | "months" => Some((end + 1, number)),
        "year" | "years" => Some((end + 1, number * 12)),
        _ => None,
    }
}

fn small_number(tokens: &Tokens<'_>, at: usize) -> Option<(usize, i32)> {
    let number = numbers::parse(tokens, at)?;
    let value = number.value.filter(|v| (1.0..1000.0).contains(v) && v.fract() == 0.0)?;
    #[allow(clippy::cast_possible_truncation, reason = "whole and below 1,000")]
    let value = value as i32;
    Some((number.end, value))
}

/// "yesterday", "last month", "the past three years", "three years ago", "this year".
fn relative(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Reach> {
    if !tokens.word(at).is(Roles::TIME) && !starts_relative(tokens, at) {
        return None;
    }
    day_word(tokens, at, reference)
        .or_else(|| last_or_next(tokens, at, reference))
        .or_else(|| past_stretch(tokens, at, reference))
        .or_else(|| ago(tokens, at, reference))
}

fn starts_relative(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.numeral(at).is_some()
        || tokens.word(at).cardinal.is_some()
        || tokens
            .is_any(at, &["the", "this", "next", "previous", "a", "following", "current", "each", "recent"])
}

fn day_word(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Reach> {
    let by = match tokens.lower(at) {
        "yesterday" => -1,
        "today" | "tonight" => 0,
        "tomorrow" => 1,
        _ => return None,
    };
    let day = reference.and_then(|day| day.checked_add(by.days()).ok());
    Some(placed(at + 1, day.map(Stamp::day), day.map(Stamp::day)))
}

fn placed(end: usize, from: Option<Stamp>, to: Option<Stamp>) -> Reach {
    Reach { end, from, to }
}

/// "Tuesday", "last Tuesday": the last one up to the reference; "next Tuesday" is left open.
fn weekday(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Reach> {
    let named = at + usize::from(tokens.is_any(at, &["last", "next", "this"]));
    let offset = WEEKDAYS.iter().position(|day| tokens.is(named, day))?;
    if !tokens.capital(named) {
        return None;
    }
    if tokens.is_any(at.wrapping_sub(1), &["super", "black", "good", "easter", "cyber", "bloody"]) {
        return None;
    }
    let date = named + 1 + usize::from(tokens.symbol(named + 1) == ',');
    let dated = calendar::parse(tokens, date, reference).filter(|reach| reach.end > date + 1);
    if dated.is_some() {
        return dated;
    }
    let day = reference.filter(|_| !tokens.is(at, "next")).and_then(|today| {
        let back = (7 + today.weekday().to_monday_zero_offset() - i8::try_from(offset).ok()?) % 7;
        today.checked_sub(i32::from(back).days()).ok()
    });
    Some(placed(named + 1, day.map(Stamp::day), day.map(Stamp::day)))
}

/// "last year", "this month", "the previous week", "next year".
fn last_or_next(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Reach> {
    let word = at + usize::from(tokens.is(at, "the"));
    if let Some(reach) = weekday(tokens, word, reference) {
        return Some(reach);
    }
    let by = match tokens.lower(word) {
        "last" => -1,
        "this" | "current" => 0,
        "next" => 1,
        "previous" | "following" => {
            return unit_word(tokens, word + 1).map(|(end, _)| Reach::unplaced(end));
        }
        _ => return None,
    };
    // "the last year" is the twelve months up to now.
    let (end, unit) = unit_word(tokens, word + 1)?;
    if word > at && by < 0 {
        return Some(back(end, unit, 1, reference));
    }
    let Some(today) = reference else {
        return Some(Reach::unplaced(end));
    };
    Some(match unit {
        Length::Year => {
            let year = Stamp::year(today.year()).step(by);
            placed(end, year, year)
        }
        Length::FinancialYear => twelve_months(end, today, 4, by),
        Length::AcademicYear => twelve_months(end, today, 9, by),
        Length::Month => {
            let month = Stamp::month(today.year(), today.month()).step(by);
            placed(end, month, month)
        }
        Length::Week => {
            let monday = today
                .checked_sub(i32::from(today.weekday().to_monday_zero_offset()).days())
                .and_then(|monday| monday.checked_add((7 * by).days()))
                .ok();
            let sunday = monday.and_then(|monday| monday.checked_add(6.days()).ok());
            placed(end, monday.map(Stamp::day), sunday.map(Stamp::day))
        }
        _ => Reach::unplaced(end),
    })
}

/// The year from the first of `month` that holds `today`, or one `by` years off.
fn twelve_months(end: usize, today: Date, month: i8, by: i32) -> Reach {
    let started = i16::from(today.month() < month);
    let from = Date::new(today.year() - started, month, 1).and_then(|from| from.checked_add(by.years()));
    let to = from.as_ref().ok().and_then(|from| {
        let next = from.checked_add(1.years()).ok()?;
        next.yesterday().ok()
    });
    placed(end, from.ok().map(Stamp::day), to.map(Stamp::day))
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Length {
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    FinancialYear,
    AcademicYear,
    Decade,
}

fn unit_word(tokens: &Tokens<'_>, at: usize) -> Option<(usize, Length)> {
    let year = match tokens.lower(at) {
        "financial" | "fiscal" => Some(Length::FinancialYear),
        "academic" | "school" => Some(Length::AcademicYear),
        "calendar" | "full" => Some(Length::Year),
        _ => None,
    };
    if let Some(year) = year {
        return tokens.is_any(at + 1, &["year", "years"]).then_some((at + 2, year));
    }
    let length = match tokens.lower(at) {
        "hour" | "hours" => Length::Hour,
        "day" | "days" => Length::Day,
        "week" | "weeks" => Length::Week,
        "month" | "months" => Length::Month,
        "quarter" | "quarters" => Length::Quarter,
        "year" | "years" => Length::Year,
        "decade" | "decades" => Length::Decade,
        _ => return None,
    };
    Some((at + 1, length))
}

/// "the past three years", "the last 12 months", "the next five years".
fn past_stretch(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Reach> {
    let word = at + usize::from(tokens.is(at, "the"));
    let forward = tokens.is_any(word, &["next", "coming", "following"]);
    if !forward && !tokens.is_any(word, &["past", "last", "previous", "recent"]) {
        return None;
    }
    let vague = tokens.is_any(word + 1, &["few", "several", "couple"]);
    let (after, number) = match small_number(tokens, word + 1) {
        Some((after, number)) => (after, number),
        None if vague => (word + 2 + usize::from(tokens.is(word + 2, "of")), 0),
        None if tokens.is(word, "past") => (word + 1, 1),
        None => return None,
    };
    let (end, unit) = unit_word(tokens, after)?;
    if vague || tokens.is_any(word, &["previous", "following", "recent"]) {
        return Some(Reach::unplaced(end));
    }
    if !forward {
        return Some(back(end, unit, number, reference));
    }
    let until = reference.and_then(|day| moved(day, unit, number));
    Some(placed(end, reference.map(Stamp::day), until.map(Stamp::day)))
}

fn back(end: usize, unit: Length, number: i32, reference: Option<Date>) -> Reach {
    let from = reference.and_then(|day| moved(day, unit, -number));
    placed(end, from.map(Stamp::day), reference.filter(|_| from.is_some()).map(Stamp::day))
}

fn moved(day: Date, unit: Length, number: i32) -> Option<Date> {
    let span = match unit {
        Length::Hour => (number / 24).days(),
        Length::Day => number.days(),
        Length::Week => (number * 7).days(),
        Length::Month => number.months(),
        Length::Quarter => (number * 3).months(),
        Length::Year | Length::FinancialYear | Length::AcademicYear => number.years(),
        Length::Decade => (number * 10).years(),
    };
    day.checked_add(span).ok()
}

/// "three years ago", "a week ago": as precise as its unit.
fn ago(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Reach> {
    let (after, number) =
        if tokens.is_any(at, &["a", "an"]) && !tokens.is_any(at + 1, &["hundred", "few", "couple"]) {
            (at + 1, 1)
        } else {
            small_number(tokens, at)?
        };
    let (end, unit) = unit_word(tokens, after)?;
    if !tokens.is_any(end, &["ago", "earlier"]) {
        return None;
    }
    if tokens.is(end, "earlier") {
        return Some(Reach::unplaced(end + 1));
    }
    let day = reference.and_then(|day| moved(day, unit, -number));
    let stamp = day.map(|day| match unit {
        Length::Year | Length::FinancialYear | Length::AcademicYear | Length::Decade => {
            Stamp::year(day.year())
        }
        Length::Month | Length::Quarter => Stamp::month(day.year(), day.month()),
        _ => Stamp::day(day),
    });
    Some(placed(end + 1, stamp, stamp))
}
