//! Stretches of time that count from the day of writing: "last month", "three years ago", "the past decade".

use jiff::civil::{Date, Weekday};

use super::calendar;
use super::lengths::{self, Length};
use super::scene::{DoubleYear, Scene};
use super::stamp::{Reach, Stamp};
use super::token::Tokens;
use super::year_parts;
use crate::document::Unresolved;

pub(super) const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The relative stretch that starts with the token `at`.
pub(super) fn parse(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    day_word(scene, at)
        .or_else(|| vague(scene.tokens, at))
        .or_else(|| before_last(scene, at))
        .or_else(|| last_or_next(scene, at))
        .or_else(|| past_stretch(scene, at))
        .or_else(|| to_date(scene, at))
        .or_else(|| ago(scene, at))
}

fn no_reference(end: usize) -> Reach {
    Reach::unplaced(end, Unresolved::NoReferenceDate)
}

/// "yesterday", "tonight", "this morning", "last night", "overnight".
fn day_word(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    const PARTS: &[&str] = &["morning", "afternoon", "evening", "lunchtime"];
    let tokens = scene.tokens;
    // "USA TODAY", "the Today programme"
    if at > 0 && tokens.capital(at) {
        return None;
    }
    let (from, to, end) = match tokens.lower(at) {
        "yesterday" => (-1, -1, at + 1),
        "today" | "tonight" => (0, 0, at + 1),
        "tomorrow" => (1, 1, at + 1),
        "overnight" => (-1, 0, at + 1),
        "last" if tokens.is_any(at + 1, &["night", "evening"]) => (-1, -1, at + 2),
        "this" if tokens.is_any(at + 1, PARTS) => (0, 0, at + 2),
        _ => return None,
    };
    let end = end + usize::from(tokens.is_any(at, &["yesterday", "tomorrow"]) && tokens.is_any(end, PARTS));
    let Some(today) = scene.reference else {
        return Some(no_reference(end));
    };
    Some(Reach::days(end, Length::Day.after(today, from), Length::Day.after(today, to)))
}

/// "recent years", "the past few months", "several years ago", "in the coming weeks".
fn vague(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    const SOME: &[&str] = &["few", "several", "couple", "many"];
    let word = at + usize::from(tokens.is(at, "the"));
    let some = |at: usize| {
        let of = at + usize::from(tokens.is_any(at, SOME));
        of + usize::from(of > at && tokens.is(of, "of"))
    };
    let many = |at: usize| tokens.lower(at).ends_with('s').then(|| lengths::unit(tokens, at)).flatten();
    let found = |end| Some(Reach::unplaced(end, Unresolved::Vague));
    if tokens.is_any(word, &["recent", "coming"]) {
        return many(some(word + 1)).and_then(|(end, _)| found(end));
    }
    if tokens.is_any(word, &["past", "last", "next", "previous", "following"]) && some(word + 1) > word + 1 {
        return many(some(word + 1)).and_then(|(end, _)| found(end));
    }
    let first = word + usize::from(tokens.is(word, "a"));
    let (end, _) = many(some(first))?;
    tokens.is(end, "ago").then(|| found(end + 1)).flatten()
}

/// "the year before last"
fn before_last(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let word = at + usize::from(tokens.is(at, "the"));
    let (end, unit) = lengths::unit(tokens, word)?;
    tokens.phrase(end, &["before", "last"]).then(|| whole(scene.reference, end + 2, unit, -2))
}

/// "Tuesday", "last Tuesday": the last one up to the reference; after "next" or "will" the next.
fn weekday(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let named = at + usize::from(tokens.is_any(at, &["last", "next", "this"]));
    let offset = WEEKDAYS.iter().position(|day| tokens.is(named, day)).filter(|_| tokens.capital(named))?;
    if tokens.is_any(at.wrapping_sub(1), &["super", "black", "good", "easter", "cyber", "bloody"]) {
        return None;
    }
    // "the Sunday Lantern" is a paper.
    let titled = tokens.capital(named + 1) && tokens.word(named + 1).month.is_none();
    if tokens.is(named.wrapping_sub(1), "the") && titled {
        return None;
    }
    let date = named + 1 + usize::from(tokens.symbol(named + 1) == ',');
    let dated = calendar::parse(scene, date).filter(|reach| reach.end > date + 1);
    if dated.is_some() {
        return dated;
    }
    let end =
        named + 1 + usize::from(tokens.is_any(named + 1, &["morning", "afternoon", "evening", "night"]));
    let Some(today) = scene.reference else {
        return Some(no_reference(end));
    };
    let today_is = today.weekday().to_monday_zero_offset();
    let back = i32::from((7 + today_is - i8::try_from(offset).ok()?) % 7);
    let ahead = tokens.is(at, "next") || named == at && scene.looks_ahead(at);
    // "last Tuesday", said on a Tuesday, is not today.
    let by = match back {
        0 if tokens.is(at, "last") => -7,
        0 if tokens.is(at, "next") => 7,
        _ if ahead => (7 - back) % 7,
        _ => -back,
    };
    let day = Length::Day.after(today, by);
    Some(Reach::days(end, day, day))
}

/// "last year", "this month", "next year", "this financial year", "the last year".
pub(super) fn last_or_next(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let word = at + usize::from(tokens.is(at, "the"));
    if let Some(reach) = weekday(scene, word) {
        return Some(reach);
    }
    let by = match tokens.lower(word) {
        "last" => -1,
        "this" | "current" => 0,
        "next" => 1,
        _ => return None,
    };
    if calendar::month_at(tokens, word + 1).is_some() {
        return calendar::parse(scene, word + 1);
    }
    let (end, unit) = lengths::unit(tokens, word + 1)?;
    // "the last year" is the twelve months up to now, "the last financial year" a whole one.
    if word > at
        && by < 0
        && matches!(unit, Length::Year | Length::Month | Length::Week | Length::Decade | Length::Century)
    {
        return Some(back(scene.reference, end, unit, 1));
    }
    if tokens.lower(end - 1).ends_with('s')
        || unit == Length::Hour
        || word > at && by > 0 && unit < Length::Quarter
    {
        return None;
    }
    Some(whole(scene.reference, end, unit, by))
}

/// "this year", "last financial year", as a whole.
pub(super) fn year(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let by = match scene.tokens.lower(at) {
        "last" => -1,
        "this" | "current" => 0,
        "next" => 1,
        _ => return None,
    };
    let (end, unit) = lengths::unit(scene.tokens, at + 1).filter(|(_, unit)| unit.is_year())?;
    Some(whole(scene.reference, end, unit, by))
}

/// The day, week, month, year … of the calendar that lies `by` of them off the one that holds the reference.
fn whole(reference: Option<Date>, end: usize, unit: Length, by: i32) -> Reach {
    let Some(today) = reference else {
        return no_reference(end);
    };
    let found = match unit {
        Length::Year => Stamp::year(today.year()).step(by).map(|year| Reach::at(end, year)),
        Length::Month => {
            Stamp::month(today.year(), today.month()).step(by).map(|month| Reach::at(end, month))
        }
        Length::FinancialYear => double_year(end, today, DoubleYear::Financial, by),
        Length::AcademicYear => double_year(end, today, DoubleYear::Academic, by),
        Length::Decade => years(end, today, 10, by),
        Length::Century => years(end, today, 100, by),
        Length::Quarter => quarter(end, today, by),
        Length::Day => Length::Day.after(today, by).map(|day| Reach::days(end, Some(day), Some(day))),
        Length::Week | Length::Fortnight | Length::Hour => week(end, today, by, 0, 6),
        // The weekend of a week before it is over is the one that was last.
        Length::Weekend => week(end, today, by, 5, 6),
    };
    found.unwrap_or(Reach::unplaced(end, Unresolved::Vague))
}

fn week(end: usize, today: Date, by: i32, first: i32, last: i32) -> Option<Reach> {
    let monday = Length::Day.after(today, -i32::from(today.weekday().to_monday_zero_offset()))?;
    let weekend = first == 5 && by == 0 && matches!(today.weekday(), Weekday::Monday);
    let monday = Length::Week.after(monday, by - i32::from(weekend))?;
    Some(Reach::days(end, Length::Day.after(monday, first), Length::Day.after(monday, last)))
}

fn quarter(end: usize, today: Date, by: i32) -> Option<Reach> {
    let first = Date::new(today.year(), (today.month() - 1) / 3 * 3 + 1, 1).ok()?;
    let from = Length::Quarter.after(first, by)?;
    let from = Stamp::month(from.year(), from.month());
    Some(Reach::between(end, from, from.moved(Length::Month, 2)?))
}

fn years(end: usize, today: Date, length: i16, by: i32) -> Option<Reach> {
    // A century starts with its first year.
    let first =
        if length == 100 { (today.year() - 1) / 100 * 100 + 1 } else { today.year() / length * length };
    let first = first + length * i16::try_from(by).ok()?;
    Some(Reach::between(end, Stamp::year(first), Stamp::year(first + length - 1)))
}

fn double_year(end: usize, today: Date, sort: DoubleYear, by: i32) -> Option<Reach> {
    let month = if sort == DoubleYear::Academic { 9 } else { 4 };
    let started = today.year() - i16::from(today.month() < month);
    calendar::twelve_months(sort, end, started + i16::try_from(by).ok()?)
}

/// "the past three years", "the last 12 months", "the next five years", "the last two financial years".
fn past_stretch(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    const MODALS: &[&str] =
        &["to", "can", "not", "must", "should", "might", "did", "does", "will", "would", "could", "may"];
    let tokens = scene.tokens;
    let word = at + usize::from(tokens.is_any(at, &["the", "these", "those", "our"]));
    let forward = tokens.is_any(word, &["next", "coming"]);
    if !forward && !tokens.is_any(word, &["past", "last"]) || year_parts::part(scene, word).is_some() {
        return None;
    }
    // "will last three weeks"
    let verb = word == at && tokens.is(word, "last") && tokens.is_any(at.wrapping_sub(1), MODALS);
    if verb {
        return None;
    }
    let dozen = tokens.is(word + 1, "dozen").then_some((word + 2, 12));
    let (after, number) = match dozen.or_else(|| lengths::number(tokens, word + 1)) {
        Some(found) => found,
        None if tokens.is_any(word, &["past", "coming"]) || forward && word > at => (word + 1, 1),
        None => return None,
    };
    let after = after + usize::from(tokens.is_any(after, &["full", "consecutive", "calendar"]));
    let (end, unit) = lengths::unit(tokens, after)?;
    let Some(today) = scene.reference else {
        return Some(no_reference(end));
    };
    if matches!(unit, Length::FinancialYear | Length::AcademicYear) {
        let (first, last) = if forward { (1, number) } else { (-number, -1) };
        let (first, last) =
            (whole(scene.reference, end, unit, first), whole(scene.reference, end, unit, last));
        return Some(Reach::placed(end, first.from, last.to));
    }
    if !forward {
        return Some(back(scene.reference, end, unit, number));
    }
    Some(Reach::days(end, Some(today), unit.after(today, number)))
}

/// So many lengths of time up to the reference.
fn back(reference: Option<Date>, end: usize, unit: Length, number: i32) -> Reach {
    match reference {
        Some(today) => Reach::days(end, unit.after(today, -number), Some(today)),
        None => no_reference(end),
    }
}

/// "the year to date", "so far this year".
fn to_date(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let word = at + usize::from(tokens.is_any(at, &["the", "this"]));
    let (unit, end) = if tokens.phrase(at, &["so", "far", "this"]) {
        let (end, unit) = lengths::unit(tokens, at + 3)?;
        (unit, end)
    } else {
        let (end, unit) = lengths::unit(tokens, word)?;
        let hyphen = tokens.over_hyphen(end);
        tokens.is(hyphen, "to").then_some(())?;
        let date = tokens.over_hyphen(hyphen + 1);
        tokens.is(date, "date").then_some((unit, date + 1))?
    };
    let Some(today) = scene.reference else {
        return Some(no_reference(end));
    };
    let from = whole(scene.reference, end, unit, 0).from.and_then(Stamp::first_day);
    Some(Reach::days(end, from, Some(today)))
}

/// "three years ago", "a week ago", "this time last year": as precise as its unit.
fn ago(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    if tokens.phrase(at, &["this", "time", "last"]) {
        let (end, unit) = lengths::unit(tokens, at + 3)?;
        let day = scene.reference.and_then(|today| unit.after(today, -1));
        return Some(
            day.map_or(no_reference(end), |day| Reach::at(end, Stamp::month(day.year(), day.month()))),
        );
    }
    let (end, unit, number) = lengths::measured(tokens, at)?;
    let end = end + usize::from(tokens.is_any(end, &["today", "tomorrow"]));
    if !tokens.is(end, "ago") {
        return None;
    }
    let Some(today) = scene.reference else {
        return Some(no_reference(end + 1));
    };
    let stamp = unit.after(today, -number).map(|day| match unit {
        _ if unit >= Length::Year => Stamp::year(day.year()),
        Length::Month | Length::Quarter => Stamp::month(day.year(), day.month()),
        _ => Stamp::day(day),
    });
    Some(stamp.map_or(Reach::unplaced(end + 1, Unresolved::Vague), |stamp| Reach::at(end + 1, stamp)))
}
