//! Dates that stand in running text, in an address, or in a machine's notation.

use std::sync::LazyLock;

use regex::Regex;

use super::iso_date::iso_date;
use crate::span::Span;

/// Which number comes first in "3/4/2024".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum DateOrder {
    /// As most of the world writes.
    #[default]
    DayFirst,
    /// As the United States write.
    MonthFirst,
}

const MONTH: &str = "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|\
                     oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const YEAR: &str = r"((?:19|20)\d\d)";

/// Three groups each: day, month and year in the order that is written.
static DAY_MONTH_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i)\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ .,-]{{1,2}}{MONTH}[.,]{{0,2}}[ -]{YEAR}\b"
    ))
});
static MONTH_DAY_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(r"(?i)\b{MONTH}\.? (\d{{1,2}})(?:st|nd|rd|th)?[.,]{{0,2}} ?{YEAR}\b"))
});
static YEAR_FIRST: LazyLock<Regex> =
    LazyLock::new(|| compiled(&format!(r"\b{YEAR}[-/.](\d{{1,2}})[-/.](\d{{1,2}})(?:\b|T)")));
static NUMBERS: LazyLock<Regex> =
    LazyLock::new(|| compiled(&format!(r"\b(\d{{1,2}})([-/.])(\d{{1,2}})[-/.]{YEAR}\b")));
static IN_ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"[/._-]((?:199|20[0-4])\d)([/_-]?)(\d\d)([/_-]?)(\d\d)(?:[/._?&#-]|$)"));
static MONTH_IN_ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"/((?:199|20[0-4])\d)/(0[1-9]|1[0-2])/"));

#[expect(clippy::expect_used, reason = "the patterns are constants that the tests compile")]
fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a valid pattern")
}

/// The first full date in `text` and where it stands. Month names are English; "3/4/2024" is read in the given order
/// where both are possible.
pub(super) fn first_date(text: &str, order: DateOrder) -> Option<(Span, String)> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let worded = DAY_MONTH_YEAR.captures(text).map(|found| (found, [3, 2, 1]));
    let american = MONTH_DAY_YEAR.captures(text).map(|found| (found, [3, 1, 2]));
    let year_first = YEAR_FIRST.captures(text).map(|found| (found, [1, 2, 3]));
    let numbers = NUMBERS.captures(text).map(|found| {
        let month_first = order == DateOrder::MonthFirst && &found[2] != ".";
        let (first, second) = (number(&found[1]), number(&found[3]));
        let month_first = (month_first || second > 12) && first <= 12;
        (found, if month_first { [4, 1, 3] } else { [4, 3, 1] })
    });
    let found = [worded, american, year_first, numbers].into_iter().flatten();
    let dates = found.filter_map(|(found, [year, month, day])| {
        let whole = found.get(0)?;
        let date = iso_date(&format!("{} {} {}", &found[day], month_name(&found[month])?, &found[year]))?;
        Some((Span::new(whole.start(), whole.end()), date))
    });
    dates.min_by_key(|(span, _)| span.start)
}

fn number(digits: &str) -> u8 {
    digits.parse().unwrap_or_default()
}

fn month_name(month: &str) -> Option<&str> {
    const NAMES: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    match month.parse::<usize>() {
        Ok(number) => NAMES.get(number.checked_sub(1)?).copied(),
        Err(_) => month.get(..3),
    }
}

/// The full date in a web address: "/2024/03/05/", "-2024-03-05", "/20240305/".
pub(super) fn address_date(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?;
    IN_ADDRESS.captures_iter(path).find_map(|found| {
        let bare = found[2].is_empty() && found[4].is_empty();
        (bare || found[2] == found[4])
            .then(|| iso_date(&format!("{}-{}-{}", &found[1], &found[3], &found[5])))?
    })
}

/// The month in a web address: "/2024/03/".
pub(super) fn address_month(address: &str) -> Option<String> {
    let found = MONTH_IN_ADDRESS.captures(address)?;
    iso_date(&format!("{}-{}", &found[1], &found[2]))
}

/// A date as a machine or an author wrote it into a field: everything that [`iso_date`] reads, "3/4/2024" in the given
/// order, and seconds or milliseconds since 1970.
pub(super) fn field_date(value: &str, order: DateOrder) -> Option<String> {
    let value = value.trim();
    if value.bytes().all(|byte| byte.is_ascii_digit()) {
        return match value.len() {
            10 => epoch(value.parse().ok()?),
            13 => epoch(value.parse::<i64>().ok()? / 1000),
            12 | 14 => iso_date(value.get(..8)?),
            _ => iso_date(value),
        };
    }
    let numbers = NUMBERS.find(value).filter(|found| found.start() == 0);
    let read = numbers.and_then(|_| first_date(value, order)).map(|(_, date)| date);
    read.or_else(|| iso_date(value)).or_else(|| first_date(value, order).map(|(_, date)| date))
}

fn epoch(seconds: i64) -> Option<String> {
    let moment = jiff::Timestamp::from_second(seconds).ok()?;
    iso_date(moment.to_string().get(..10)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_text() {
        use DateOrder::{DayFirst, MonthFirst};
        let failures: Vec<_> = [
            ("Published 3 March 2024 at noon", DayFirst, Some("2024-03-03")),
            ("05:00, 3 Mar 2024", DayFirst, Some("2024-03-03")),
            ("Tuesday the 31st of January 2023", DayFirst, Some("2023-01-31")),
            ("21 Mar, 2024, 08:00 GMT", DayFirst, Some("2024-03-21")),
            ("PUBLISHED: May 7, 2024 at 5:12 p.m. | UPDATED: May 8, 2024", MonthFirst, Some("2024-05-07")),
            ("Sept. 9th, 2024", MonthFirst, Some("2024-09-09")),
            ("09-May-2024", DayFirst, Some("2024-05-09")),
            ("at 2024-03-05T09:00 and 1 May 2020", DayFirst, Some("2024-03-05")),
            ("3/4/2024", DayFirst, Some("2024-04-03")),
            ("3/4/2024", MonthFirst, Some("2024-03-04")),
            ("3.4.2024", MonthFirst, Some("2024-04-03")),
            ("13/4/2024", MonthFirst, Some("2024-04-13")),
            ("4/13/2024", DayFirst, Some("2024-04-13")),
            ("31 February 2024", DayFirst, None),
            ("© 2009–2026 Valley Ledger", DayFirst, None),
            ("March 2024", DayFirst, None),
            ("call 020 7946 0321", DayFirst, None),
            ("", DayFirst, None),
        ]
        .into_iter()
        .filter_map(|(text, order, expected)| {
            let found = first_date(text, order).map(|(_, date)| date);
            (found.as_deref() != expected).then(|| format!("{text:?} {order:?}: {found:?}, not {expected:?}"))
        })
        .collect();
        assert!(failures.is_empty(), "{failures:#?}");
    }

    #[test]
    fn addresses_tell_dates() {
        let failures: Vec<_> = [
            ("https://a.example/2024/03/05/bins", Some("2024-03-05")),
            ("https://a.example/news/bins-2024-03-05.html", Some("2024-03-05")),
            ("https://a.example/20240305/bins", Some("2024-03-05")),
            ("https://a.example/2024/03/bins", None),
            ("https://a.example/id/20249905/", None),
            ("https://a.example/120240305123/x", None),
            ("https://a.example/x?from=/2024/03/05/", None),
        ]
        .into_iter()
        .filter_map(|(address, expected)| {
            let found = address_date(address);
            (found.as_deref() != expected).then(|| format!("{address}: {found:?}, not {expected:?}"))
        })
        .collect();
        assert!(failures.is_empty(), "{failures:#?}");
        assert_eq!(address_month("https://a.example/2024/03/bins").as_deref(), Some("2024-03"));
    }

    #[test]
    fn fields_hold_dates() {
        use DateOrder::{DayFirst, MonthFirst};
        let failures: Vec<_> = [
            ("2024-03-05T09:00Z", DayFirst, Some("2024-03-05")),
            ("20240305090000", DayFirst, Some("2024-03-05")),
            ("1709629200", DayFirst, Some("2024-03-05")),
            ("1709629200000", DayFirst, Some("2024-03-05")),
            ("3/5/2024 9:00 AM", MonthFirst, Some("2024-03-05")),
            ("05/03/2024", DayFirst, Some("2024-03-05")),
            ("Sat, 16 Dec 2023 17:25:00 +0000", DayFirst, Some("2023-12-16")),
            ("on Tuesday, 5 March 2024", DayFirst, Some("2024-03-05")),
            ("02.02.2004", DayFirst, Some("2004-02-02")),
            ("2024-03", DayFirst, Some("2024-03")),
            ("soon", DayFirst, None),
            ("9999999999999", DayFirst, None),
        ]
        .into_iter()
        .filter_map(|(value, order, expected)| {
            let found = field_date(value, order);
            (found.as_deref() != expected).then(|| format!("{value:?}: {found:?}, not {expected:?}"))
        })
        .collect();
        assert!(failures.is_empty(), "{failures:#?}");
    }
}
