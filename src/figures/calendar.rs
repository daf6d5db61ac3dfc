//! Days, months and years by their names and numbers: "3 May 2024", "2015/16", "FY2024", "the 1990s".

use jiff::civil::Date;

use super::numbers;
use super::scene::{DoubleYear, Scene};
use super::stamp::{Reach, Stamp};
use super::token::Tokens;
use super::veto::is_year;
use super::year_parts;
use crate::document::Unresolved;

/// The stretch of the calendar whose name starts with the token `at`.
pub(super) fn parse(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    whole(scene, at).or_else(|| year_parts::parse(scene, at))
}

/// A day, month, year, decade or century, and no part of one.
pub(super) fn whole(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    if tokens.numeral(at).is_some() {
        return numeric_date(tokens, at)
            .or_else(|| day_month(scene, at))
            .or_else(|| century(tokens, at))
            .or_else(|| double_year(scene, at))
            .or_else(|| decade(tokens, at))
            .or_else(|| year_parts::year_first(scene, at))
            .or_else(|| bare_year(tokens, at));
    }
    month_first(scene, at).or_else(|| financial_code(tokens, at)).or_else(|| century(tokens, at))
}

/// The year at `at`, if four digits there look like one.
pub(super) fn year_at(tokens: &Tokens<'_>, at: usize) -> Option<i16> {
    is_year(tokens, at).then(|| number::<i16>(tokens, at)).flatten()
}

/// The year at `at` and the index after it, also in short: "2008", "'08".
pub(super) fn any_year(tokens: &Tokens<'_>, at: usize) -> Option<(usize, i16)> {
    if let Some(year) = year_at(tokens, at) {
        return Some((at + 1, year));
    }
    let short = matches!(tokens.symbol(at), '\'' | '\u{2018}') && tokens.glued(at + 1);
    let numeral = tokens.numeral(at + 1).filter(|n| short && n.digits == 2 && n.decimals == 0)?;
    #[allow(clippy::cast_possible_truncation, reason = "two digits")]
    let number = numeral.value as i16;
    Some((at + 2, if number < 50 { 2000 + number } else { 1900 + number }))
}

fn number<T: TryFrom<i32>>(tokens: &Tokens<'_>, at: usize) -> Option<T> {
    let numeral = tokens.numeral(at).filter(|n| n.decimals == 0 && n.value < 10_000.0)?;
    // Whole and small, so nothing is lost.
    #[allow(clippy::cast_possible_truncation, reason = "below 10,000 and without decimals")]
    let value = numeral.value as i32;
    T::try_from(value).ok()
}

/// "03/05/2024", "3.5.24", "2024-05-03": day first, unless the year is.
fn numeric_date(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    let sign = tokens.symbol(at + 1);
    let chained = matches!(sign, '/' | '.' | '-')
        && tokens.symbol(at + 3) == sign
        && (at + 1..at + 5).all(|index| tokens.glued(index));
    if !chained {
        return None;
    }
    let part = |index| number::<i16>(tokens, index);
    let (first, month, last) = (part(at)?, part(at + 2)?, part(at + 4)?);
    let (year, day) = match (first, last) {
        (1000.., _) => (first, last),
        (_, 1000..) => (last, first),
        (_, 0..=99) if sign != '-' => (2000 + last, first),
        _ => return None,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    // "05/23/2016" can only be read month first.
    let date =
        date.or_else(|_| Date::new(year, i8::try_from(day).unwrap_or(0), i8::try_from(month).unwrap_or(0)));
    Some(Reach::at(at + 5, Stamp::day(date.ok()?)))
}

/// The month named at `at`. The verbs "may" and "march" are in lower case.
pub(super) fn month_at(tokens: &Tokens<'_>, at: usize) -> Option<i8> {
    tokens.word(at).month.filter(|_| tokens.capital(at))
}

/// The day of the month at `at` and the index after it: "3", "3rd".
fn day_at(tokens: &Tokens<'_>, at: usize) -> Option<(i8, usize)> {
    let day = number::<i8>(tokens, at).filter(|day| (1..=31).contains(day))?;
    let suffix = tokens.glued(at + 1) && tokens.is_any(at + 1, &["st", "nd", "rd", "th"]);
    Some((day, at + 1 + usize::from(suffix)))
}

/// The last of several days at `after`, "-5" or "and 5", else `day` itself; and the index after it.
fn last_day(tokens: &Tokens<'_>, day: i8, after: usize) -> (i8, usize) {
    let joined = matches!(tokens.symbol(after), '-' | '\u{2013}') || tokens.is_any(after, &["to", "and"]);
    joined.then(|| day_at(tokens, after + 1)).flatten().unwrap_or((day, after))
}

/// "3 May 2024", "3rd of May", "3-5 May 2024".
fn day_month(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let (day, after) = day_at(tokens, at)?;
    let (last, after) = last_day(tokens, day, after);
    let month = after + usize::from(tokens.is(after, "of"));
    let number = month_at(tokens, month)?;
    Some(dated(scene, at, month + 1, number, (day, last)))
}

/// The days `first` to `last` of a month, whose year may stand at `after`.
fn dated(scene: &Scene<'_>, at: usize, after: usize, month: i8, (first, last): (i8, i8)) -> Reach {
    let comma = after + usize::from(scene.tokens.symbol(after) == ',');
    let (end, year) = match any_year(scene.tokens, comma) {
        Some((end, year)) => (end, Some(year)),
        None => (after, scene.year_of(at, month, Some(first))),
    };
    let Some(year) = year else {
        // 2000 had a 29 February.
        let possible = Date::new(2000, month, first.max(last)).is_ok();
        let why = if possible { Unresolved::NoReferenceDate } else { Unresolved::NoSuchDate };
        return Reach { yearless: Some((month, Some(first))), ..Reach::unplaced(end, why) };
    };
    match (Date::new(year, month, first), Date::new(year, month, last)) {
        (Ok(from), Ok(to)) if from <= to => {
            let yearless = (end == after).then_some((month, Some(first)));
            Reach { yearless, ..Reach::between(end, Stamp::day(from), Stamp::day(to)) }
        }
        _ => Reach::unplaced(end, Unresolved::NoSuchDate),
    }
}

/// "May 2024", "May 3, 2024", "May".
fn month_first(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let month = month_at(tokens, at)?;
    // "Dec. 28"
    let dot = tokens.symbol(at + 1) == '.' && tokens.glued(at + 1) && tokens.lower(at).len() <= 4;
    let after = at + 1 + usize::from(dot);
    let next = after + usize::from(tokens.symbol(after) == ',' || tokens.is(after, "of"));
    if let Some((end, year)) = any_year(tokens, next) {
        return Some(Reach::at(end, Stamp::month(year, month)));
    }
    month_pair(tokens, at, month)
        .or_else(|| month_day(scene, at, after, month))
        .or_else(|| month_alone(scene, at, month))
}

/// "January-March 2021"
fn month_pair(tokens: &Tokens<'_>, at: usize, month: i8) -> Option<Reach> {
    let joined = matches!(tokens.symbol(at + 1), '-' | '\u{2013}' | '/') && tokens.glued(at + 1);
    if joined
        && tokens.symbol(at + 1) == '-'
        && tokens.numeral(at + 2).is_some_and(|n| n.digits == 2 && n.value > 12.0)
    {
        // "Feb-24"
        return Some(Reach::at(at + 3, Stamp::month(2000 + number::<i16>(tokens, at + 2)?, month)));
    }
    let last = month_at(tokens, at + 2).filter(|_| joined)?;
    let year = year_at(tokens, at + 3)?;
    let from = if month > last { year - 1 } else { year };
    Some(Reach::between(at + 4, Stamp::month(from, month), Stamp::month(year, last)))
}

/// "May 3, 2024", "May 3-5", the day at `day`.
fn month_day(scene: &Scene<'_>, at: usize, day: usize, month: i8) -> Option<Reach> {
    let tokens = scene.tokens;
    let (first, after) = day_at(tokens, day)?;
    let (last, after) =
        if tokens.is_any(after, &["to", "and"]) { (first, after) } else { last_day(tokens, first, after) };
    let unit = tokens.word(after).unit.is_some_and(|unit| unit.name != "second");
    if unit || tokens.symbol(after) == '%' || tokens.is_any(after, &["per", "people", "percent", "million"]) {
        return None;
    }
    Some(dated(scene, at, after, month, (first, last)))
}

/// "in May", "September"
fn month_alone(scene: &Scene<'_>, at: usize, month: i8) -> Option<Reach> {
    const BEFORE: &[&str] = &[
        "in", "since", "last", "this", "next", "until", "till", "by", "from", "during", "between", "and",
        "to", "early", "late", "mid", "of", "for", "through", "before", "after", "ending", "ended", "every",
    ];
    let tokens = scene.tokens;
    let before = at.wrapping_sub(1);
    let hyphenated = tokens.joins(before) && tokens.is_any(before.wrapping_sub(1), &["mid", "late", "early"]);
    if !hyphenated && !tokens.is_any(before, BEFORE) && tokens.lower(at).len() <= 5 {
        return None;
    }
    let stamp = scene.year_of(at, month, None).map(|year| Stamp::month(year, month));
    let found = match stamp {
        Some(stamp) => Reach::at(at + 1, stamp),
        None => Reach::unplaced(at + 1, Unresolved::NoReferenceDate),
    };
    Some(Reach { yearless: Some((month, None)), ..found })
}

/// "2015/16" and "2015-16", of the sort that the words around tell; "2013-2018"; "24/25" after "in" or "FY".
pub(super) fn double_year(scene: &Scene<'_>, at: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let sign = tokens.symbol(at + 1);
    let joined =
        matches!(sign, '/' | '-' | '\u{2013}' | '\u{2011}') && tokens.glued(at + 1) && tokens.glued(at + 2);
    if !joined {
        return None;
    }
    let end = at + 3;
    let Some(first) = year_at(tokens, at) else {
        return short_double_year(scene, at, end);
    };
    let second = match (year_at(tokens, at + 2), tokens.numeral(at + 2)?.digits) {
        (Some(year), _) => year,
        (None, 2) => first - first.rem_euclid(100) + number::<i16>(tokens, at + 2)?,
        _ => return None,
    };
    let second = if second < first { second + 100 } else { second };
    if second != first + 1 || sign != '/' && year_at(tokens, at + 2).is_some() {
        return (first < second && second - first < 100)
            .then(|| Reach::between(end, Stamp::year(first), Stamp::year(second)));
    }
    twelve_months(scene.double_year(at, end), end, first)
}

/// "24/25": hardly ever a year where nothing says so.
fn short_double_year(scene: &Scene<'_>, at: usize, end: usize) -> Option<Reach> {
    let tokens = scene.tokens;
    let (first, second) = (number::<i16>(tokens, at)?, number::<i16>(tokens, at + 2)?);
    let digits = |index| tokens.numeral(index).is_some_and(|n| n.digits == 2);
    let before = at.wrapping_sub(1);
    let stated = tokens.is_any(before, &["fy", "year", "years", "season"])
        || tokens.is_any(end, &["financial", "fiscal", "academic", "season", "budget"])
        || tokens.symbol(at + 1) == '/' && tokens.is_any(before, &["in", "for", "during", "since", "from"]);
    let follows = tokens.word(end).unit.is_some() || tokens.joins(end) || tokens.symbol(end) == '%';
    (stated && !follows && second == first + 1 && first >= 5 && digits(at) && digits(at + 2))
        .then(|| twelve_months(scene.double_year(at, end), end, 2000 + first))
        .flatten()
}

/// The double year of a sort that starts in `first`.
pub(super) fn twelve_months(sort: DoubleYear, end: usize, first: i16) -> Option<Reach> {
    let day = |year, month, day| Some(Stamp::day(Date::new(year, month, day).ok()?));
    Some(match sort {
        DoubleYear::Academic => Reach::between(end, day(first, 9, 1)?, day(first + 1, 8, 31)?),
        DoubleYear::Financial => Reach::between(end, day(first, 4, 1)?, day(first + 1, 3, 31)?),
        DoubleYear::Season => Reach::between(end, Stamp::month(first, 8), Stamp::month(first + 1, 5)),
    })
}

/// "FY2024", "FY24", "FY 2024", "FY2023-24": one number names the year that the financial year ends in.
fn financial_code(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    let digits = tokens.lower(at).strip_prefix("fy")?;
    let (end, written) = if digits.is_empty() { (at + 2, tokens.lower(at + 1)) } else { (at + 1, digits) };
    let number: i16 = written.parse().ok()?;
    let year = match written.len() {
        4 if (1900..2100).contains(&number) => number,
        2 => 2000 + number,
        _ => return None,
    };
    let double = matches!(tokens.symbol(end), '-' | '/' | '\u{2013}')
        && tokens.glued(end)
        && tokens.numeral(end + 1).is_some_and(|n| n.digits == 2 || n.digits == 4);
    let (end, first) = if double { (end + 2, year) } else { (end, year - 1) };
    twelve_months(DoubleYear::Financial, end, first)
}

/// "1990s", "the '80s", "the 80s".
fn decade(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    if !tokens.glued(at + 1) || !tokens.is(at + 1, "s") {
        return None;
    }
    let short = || {
        let number = number::<i16>(tokens, at)
            .filter(|n| tokens.numeral(at).is_some_and(|m| m.digits == 2) && *n > 15)?;
        let mark = matches!(tokens.symbol(at.wrapping_sub(1)), '\'' | '\u{2018}');
        let the = at.wrapping_sub(1 + usize::from(mark));
        let named = tokens.is(the, "the")
            && tokens
                .is_any(the.wrapping_sub(1), &["in", "of", "since", "during", "throughout", "from", "until"])
            || tokens.is_any(the, &["early", "late", "mid", "-"]);
        // "her mid-40s" are years of age.
        let owner = the.wrapping_sub(1 + usize::from(tokens.symbol(the) == '-'));
        let aged = tokens.is_any(owner, &["his", "her", "their", "my", "your", "our"]);
        (mark || named && !aged).then_some(1900 + number)
    };
    let first = year_at(tokens, at).or_else(short).filter(|year| year % 10 == 0)?;
    Some(Reach::between(at + 2, Stamp::year(first), Stamp::year(first + 9)))
}

/// "20th century", "nineteenth-century".
fn century(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    let (number, end) = if let Some(ordinal) = tokens.word(at).ordinal {
        (i16::try_from(ordinal).ok()?, at + 1)
    } else {
        let number = number::<i16>(tokens, at).filter(|n| (1..=30).contains(n))?;
        let suffix = tokens.glued(at + 1) && tokens.is_any(at + 1, &["st", "nd", "rd", "th"]);
        (number, suffix.then_some(at + 2)?)
    };
    let word = tokens.over_hyphen(end);
    (tokens.is(word, "century") && number > 9)
        .then(|| Reach::between(word + 1, Stamp::year(number * 100 - 99), Stamp::year(number * 100)))
}

/// "2015", where the words around it let it be a time and not a part of a title.
fn bare_year(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    const TITLES: &[&str] =
        &["act", "order", "regulations", "bill", "rules", "convention", "budget", "paper", "strategy"];
    let year = year_at(tokens, at)?;
    let before = at.wrapping_sub(1);
    // "In 2019 NHS England said", but "in the 2019 Budget"
    let fronted = before == 0 && tokens.is_any(before, &["in", "since", "during", "by", "throughout"]);
    let title = tokens.capital(before) && tokens.is_any(before, TITLES)
        || tokens.capital(at + 1) && tokens.is_word(at + 1) && !tokens.glued(at + 1) && !fronted
        || tokens.capital(before)
            && before > 0
            && tokens.is_word(before)
            && !tokens.title_case
            && !tokens.is_any(before, &["in", "since", "by", "the", "fy"]);
    let money = numbers::is_currency(tokens, before) && tokens.glued(at);
    let unit = tokens.word(tokens.over_hyphen(at + 1)).unit.is_some()
        || tokens.symbol(at + 1) == '%'
        || tokens.is_any(at + 1, &["per", "percent", "people", "staff", "million", "billion", "bn", "m"]);
    let linked = matches!(tokens.symbol(at + 1), '/' | '.' | ':' | ',')
        && tokens.glued(at + 1)
        && tokens.glued(at + 2)
        && tokens.numeral(at + 2).is_some()
        || matches!(tokens.symbol(before), '/' | '.' | ':' | '#') && tokens.glued(at);
    let labelled = tokens.word(before).is(super::lexicon::Roles::LABEL)
        && !tokens.is_any(before, &["year", "years", "season", "number", "series", "line"]);
    (!title
        && !super::veto::is_count(tokens, at)
        && !money
        && !unit
        && !linked
        && !labelled
        && (!tokens.glued(at + 1) || !tokens.is_word(at + 1)))
    .then(|| Reach::at(at + 1, Stamp::year(year)))
}
