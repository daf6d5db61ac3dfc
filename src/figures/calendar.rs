//! Named points and stretches of the calendar: "3 May 2024", "2015/16", "Q3 2024", "mid-2013", "the 1990s".

use jiff::ToSpan;
use jiff::civil::Date;

use super::numbers;
use super::stamp::{Reach, Stamp};
use super::token::Tokens;
use super::veto::is_year;

/// The stretch of the calendar whose name starts with the token `at`.
pub(super) fn parse(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Reach> {
    if tokens.numeral(at).is_some() {
        return numeric_date(tokens, at)
            .or_else(|| day_month(tokens, at, reference))
            .or_else(|| double_year(tokens, at))
            .or_else(|| decade(tokens, at))
            .or_else(|| bare_year(tokens, at));
    }
    month_first(tokens, at, reference).or_else(|| part_of_year(tokens, at)).or_else(|| season(tokens, at))
}

/// The year at `at`, if four digits there look like one.
fn year_at(tokens: &Tokens<'_>, at: usize) -> Option<i16> {
    is_year(tokens, at).then(|| whole::<i16>(tokens, at)).flatten()
}

fn whole<T: TryFrom<i32>>(tokens: &Tokens<'_>, at: usize) -> Option<T> {
    let numeral = tokens.numeral(at).filter(|n| n.decimals == 0 && n.value < 10_000.0)?;
    // Whole and small, so nothing is lost.
    #[allow(clippy::cast_possible_truncation, reason = "below 10,000 and without decimals")]
    let value = numeral.value as i32;
    T::try_from(value).ok()
}

/// "03/05/2024", "3.5.24", "2024-05-03".
fn numeric_date(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    let sign = tokens.symbol(at + 1);
    let chained = matches!(sign, '/' | '.' | '-')
        && tokens.symbol(at + 3) == sign
        && (at + 1..at + 5).all(|index| tokens.glued(index));
    if !chained {
        return None;
    }
    let part = |index| whole::<i16>(tokens, index);
    let (first, month, last) = (part(at)?, part(at + 2)?, part(at + 4)?);
    let (year, day) = match (first, last) {
        (1000.., _) => (first, last),
        (_, 1000..) => (last, first),
        (_, 0..=99) if sign != '-' => (2000 + last, first),
        _ => return None,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(Reach::at(at + 5, Stamp::day(date)))
}

/// The month named at `at`. The verbs "may" and "march" are in lower case.
fn month_at(tokens: &Tokens<'_>, at: usize) -> Option<i8> {
    tokens.word(at).month.filter(|_| tokens.capital(at))
}

/// The day of the month at `at` and the index after it: "3", "3rd".
fn day_at(tokens: &Tokens<'_>, at: usize) -> Option<(i8, usize)> {
    let day = whole::<i8>(tokens, at).filter(|day| (1..=31).contains(day))?;
    let suffix = tokens.glued(at + 1) && tokens.is_any(at + 1, &["st", "nd", "rd", "th"]);
    Some((day, at + 1 + usize::from(suffix)))
}

/// "3 May 2024", "3rd of May", "3-5 May 2024".
fn day_month(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Reach> {
    let (day, after) = day_at(tokens, at)?;
    let mut month = after + usize::from(tokens.is(after, "of"));
    let mut last = day;
    if matches!(tokens.symbol(after), '-' | '\u{2013}') || tokens.is_any(after, &["to", "and"]) {
        (last, month) = day_at(tokens, after + 1)?;
    }
    let number = month_at(tokens, month)?;
    let year = month + 1 + usize::from(tokens.symbol(month + 1) == ',');
    let (end, year) = match year_at(tokens, year) {
        Some(found) => (year + 1, Some(found)),
        None => (month + 1, nearest_year(reference, number, day)),
    };
    let Some(year) = year else {
        return Some(Reach::unplaced(end));
    };
    let (Ok(from), Ok(to)) = (Date::new(year, number, day), Date::new(year, number, last)) else {
        return Some(Reach::unplaced(end));
    };
    Some(Reach::between(end, Stamp::day(from), Stamp::day(to)))
}

/// The year that brings the day nearest to the reference.
fn nearest_year(reference: Option<Date>, month: i8, day: i8) -> Option<i16> {
    let reference = reference?;
    (-1..=1)
        .filter_map(|by| Date::new(reference.year() + by, month, day).ok())
        .min_by_key(|date| date.until(reference).map_or(i32::MAX, |gap| gap.get_days().abs()))
        .map(Date::year)
}

/// "May 2024", "May 3, 2024", "May".
fn month_first(tokens: &Tokens<'_>, at: usize, reference: Option<Date>) -> Option<Reach> {
    let month = month_at(tokens, at)?;
    // "Dec. 28"
    let dot = tokens.symbol(at + 1) == '.' && tokens.glued(at + 1) && tokens.lower(at).len() <= 4;
    let after = at + 1 + usize::from(dot);
    let next = after + usize::from(tokens.symbol(after) == ',' || tokens.is(after, "of"));
    if let Some(year) = year_at(tokens, next) {
        return Some(Reach::at(next + 1, Stamp::month(year, month)));
    }
    month_pair(tokens, at, month)
        .or_else(|| month_day(tokens, after, month, reference))
        .or_else(|| month_alone(tokens, at, month, reference))
}

/// "January-March 2021"
fn month_pair(tokens: &Tokens<'_>, at: usize, month: i8) -> Option<Reach> {
    let joined = matches!(tokens.symbol(at + 1), '-' | '\u{2013}' | '/') && tokens.glued(at + 1);
    if joined
        && tokens.symbol(at + 1) == '-'
        && tokens.numeral(at + 2).is_some_and(|n| n.digits == 2 && n.value > 12.0)
    {
        // "Feb-24"
        return Some(Reach::at(at + 3, Stamp::month(2000 + whole::<i16>(tokens, at + 2)?, month)));
    }
    let last = month_at(tokens, at + 2).filter(|_| joined)?;
    let year = year_at(tokens, at + 3)?;
    let from = if month > last { year - 1 } else { year };
    Some(Reach::between(at + 4, Stamp::month(from, month), Stamp::month(year, last)))
}

/// "May 3, 2024", from the day on.
fn month_day(tokens: &Tokens<'_>, at: usize, month: i8, reference: Option<Date>) -> Option<Reach> {
    let (day, after) = day_at(tokens, at)?;
    let unit = tokens.word(after).unit.is_some_and(|unit| unit.name != "second");
    if unit || tokens.symbol(after) == '%' {
        return None;
    }
    let year = after + usize::from(tokens.symbol(after) == ',');
    let (end, year) = match year_at(tokens, year) {
        Some(found) => (year + 1, Some(found)),
        None => (after, nearest_year(reference, month, day)),
    };
    let date = year.and_then(|year| Date::new(year, month, day).ok());
    Some(date.map_or(Reach::unplaced(end), |date| Reach::at(end, Stamp::day(date))))
}

/// "in May", "September"
fn month_alone(tokens: &Tokens<'_>, at: usize, month: i8, reference: Option<Date>) -> Option<Reach> {
    let before = at.wrapping_sub(1);
    let alone = tokens.is_any(
        before,
        &[
            "in", "since", "last", "this", "next", "until", "till", "by", "from", "during", "between", "and",
            "to", "early", "late", "mid", "of", "for",
        ],
    );
    if !alone && tokens.lower(at).len() <= 5 {
        return None;
    }
    let stamp = reference.and_then(|reference| month_near(tokens, before, reference, month));
    Some(stamp.map_or(Reach::unplaced(at + 1), |stamp| Reach::at(at + 1, stamp)))
}

/// The month in the year that the word before it says, else nearest to the reference.
fn month_near(tokens: &Tokens<'_>, before: usize, reference: Date, month: i8) -> Option<Stamp> {
    let year = match tokens.lower(before) {
        "last" if month < reference.month() => reference.year(),
        "last" => reference.year() - 1,
        "next" if month > reference.month() => reference.year(),
        "next" => reference.year() + 1,
        _ => nearest_year(Some(reference), month, 15)?,
    };
    Some(Stamp::month(year, month))
}

/// "2015/16" and "2015-16" (a financial year), "academic year 2015/16", "2013-2018".
fn double_year(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    let first = year_at(tokens, at)?;
    let sign = tokens.symbol(at + 1);
    let joined =
        matches!(sign, '/' | '-' | '\u{2013}' | '\u{2011}') && tokens.glued(at + 1) && tokens.glued(at + 2);
    if !joined {
        return None;
    }
    let second = match (year_at(tokens, at + 2), tokens.numeral(at + 2)?.digits) {
        (Some(year), _) => year,
        (None, 2) => first - first.rem_euclid(100) + whole::<i16>(tokens, at + 2)?,
        _ => return None,
    };
    let second = if second < first { second + 100 } else { second };
    let end = at + 3;
    if second != first + 1 || sign != '/' && year_at(tokens, at + 2).is_some() {
        return (first < second && second - first < 100)
            .then(|| Reach::between(end, Stamp::year(first), Stamp::year(second)));
    }
    let (month, last) = if is_academic(tokens, at, end) { (9, (8, 31)) } else { (4, (3, 31)) };
    let from = Date::new(first, month, 1).ok()?;
    let to = Date::new(second, last.0, last.1).ok()?;
    Some(Reach::between(end, Stamp::day(from), Stamp::day(to)))
}

fn is_academic(tokens: &Tokens<'_>, at: usize, end: usize) -> bool {
    const WORDS: &[&str] = &["academic", "school"];
    (at.saturating_sub(3)..at).chain([end]).any(|index| tokens.is_any(index, WORDS))
}

/// "1990s", "the 1990s".
fn decade(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    let first = year_at(tokens, at).filter(|year| year % 10 == 0)?;
    (tokens.glued(at + 1) && tokens.is(at + 1, "s"))
        .then(|| Reach::between(at + 2, Stamp::year(first), Stamp::year(first + 9)))
}

/// "2015", where the words around it let it be a time and not a part of a title.
fn bare_year(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    const TITLES: &[&str] =
        &["act", "order", "regulations", "bill", "rules", "convention", "budget", "paper", "strategy"];
    let year = year_at(tokens, at)?;
    let before = at.wrapping_sub(1);
    let title = tokens.capital(before) && tokens.is_any(before, TITLES)
        || tokens.capital(at + 1) && tokens.is_word(at + 1) && !tokens.glued(at + 1)
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

/// "Q3 2024", "the second quarter of 2024", "the first half of 2018", "mid-2013", "early 2019", "the first three months of 2024".
fn part_of_year(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    let (first, length, year) =
        quarter_code(tokens, at).or_else(|| half_or_quarter(tokens, at)).or_else(|| middle(tokens, at))?;
    let number = year_at(tokens, year)?;
    if tokens.glued(year + 1) && tokens.is_word(year + 1) {
        // "late 1990s"
        return None;
    }
    // The quarters of a financial year count from April.
    let (end, start) = match double_year(tokens, year) {
        Some(financial) => (financial.end, 4),
        None => (year + 1, 1),
    };
    let start = Date::new(number, start, 1).ok()?;
    let from = start.checked_add(i32::from(first - 1).months()).ok()?;
    let to = from.checked_add(i32::from(length - 1).months()).ok()?;
    Some(Reach::between(end, Stamp::month(from.year(), from.month()), Stamp::month(to.year(), to.month())))
}

fn quarter_code(tokens: &Tokens<'_>, at: usize) -> Option<(i8, i8, usize)> {
    let quarter = match tokens.lower(at) {
        "q1" => 0,
        "q2" => 1,
        "q3" => 2,
        "q4" => 3,
        _ => return None,
    };
    Some((quarter * 3 + 1, 3, at + 1 + usize::from(tokens.is(at + 1, "of"))))
}

fn half_or_quarter(tokens: &Tokens<'_>, at: usize) -> Option<(i8, i8, usize)> {
    let (length, of) = match tokens.lower(at + 1) {
        "quarter" => (3, at + 2),
        "half" => (6, at + 2),
        _ if tokens.is(at + 2, "months") => {
            let number = numbers::parse(tokens, at + 1)?.value?;
            let months = (1..12).find(|months| (f64::from(*months) - number).abs() < 0.1)?;
            (months, at + 3)
        }
        _ => return None,
    };
    let place = match tokens.lower(at) {
        "last" | "final" => 12 / length,
        _ => i8::try_from(tokens.word(at).ordinal?).ok()?,
    };
    let first = (place - 1).checked_mul(length)? + 1;
    (first + length <= 13 && tokens.is(of, "of")).then_some((first, length, of + 1))
}

fn middle(tokens: &Tokens<'_>, at: usize) -> Option<(i8, i8, usize)> {
    let year = tokens.over_hyphen(at + 1);
    match tokens.lower(at) {
        "mid" => Some((6, 2, year)),
        "early" => Some((1, 4, year)),
        "late" => Some((9, 4, year)),
        _ => None,
    }
}

/// "summer 2024", "the autumn of 2019". A winter belongs to two years, so it stays the year.
fn season(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    let first = match tokens.lower(at) {
        "spring" => 3,
        "summer" => 6,
        "autumn" => 9,
        "winter" | "christmas" | "easter" => 0,
        _ => return None,
    };
    let year = at + 1 + usize::from(tokens.is(at + 1, "of"));
    let number = year_at(tokens, year)?;
    if let Some(both) = double_year(tokens, year) {
        // "winter 2024-25"
        return Some(if tokens.is(at, "winter") {
            Reach::between(both.end, Stamp::month(number, 12), Stamp::month(number + 1, 2))
        } else {
            both
        });
    }
    Some(if first == 0 {
        Reach::at(year + 1, Stamp::year(number))
    } else {
        Reach::between(year + 1, Stamp::month(number, first), Stamp::month(number, first + 2))
    })
}
