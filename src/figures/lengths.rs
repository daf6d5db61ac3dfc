//! Lengths of time in words: "three months", "financial year", "decade".

use jiff::civil::Date;

use super::numbers;
use super::token::Tokens;

/// A unit of the calendar, in order of length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Length {
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    FinancialYear,
    AcademicYear,
    Decade,
    Century,
}

impl Length {
    /// The day `by` of these lengths after `day`; `None` beyond the calendar.
    pub(super) fn after(self, day: Date, by: i32) -> Option<Date> {
        let span = jiff::Span::new();
        let span = match self {
            Self::Hour => span.try_days(by / 24),
            Self::Day => span.try_days(by),
            Self::Weekend | Self::Week => span.try_weeks(by),
            Self::Fortnight => span.try_weeks(by.checked_mul(2)?),
            Self::Month => span.try_months(by),
            Self::Quarter => span.try_months(by.checked_mul(3)?),
            Self::Year | Self::FinancialYear | Self::AcademicYear => span.try_years(by),
            Self::Decade => span.try_years(by.checked_mul(10)?),
            Self::Century => span.try_years(by.checked_mul(100)?),
        };
        day.checked_add(span.ok()?).ok()
    }

    /// Whether it is a year of some sort.
    pub(super) fn is_year(self) -> bool {
        matches!(self, Self::Year | Self::FinancialYear | Self::AcademicYear)
    }
}

/// The unit of time at `at`, and the index after it.
pub(super) fn unit(tokens: &Tokens<'_>, at: usize) -> Option<(usize, Length)> {
    let year = match tokens.lower(at) {
        "financial" | "fiscal" | "tax" | "budget" => Some(Length::FinancialYear),
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
        "weekend" | "weekends" => Length::Weekend,
        "week" | "weeks" => Length::Week,
        "fortnight" => Length::Fortnight,
        "month" | "months" => Length::Month,
        "quarter" | "quarters" => Length::Quarter,
        "year" | "years" => Length::Year,
        "decade" | "decades" => Length::Decade,
        "century" | "centuries" => Length::Century,
        _ => return None,
    };
    Some((at + 1, length))
}

/// The whole number below a thousand at `at`, and the index after it.
pub(super) fn number(tokens: &Tokens<'_>, at: usize) -> Option<(usize, i32)> {
    let number = numbers::parse(tokens, at)?;
    let value = number.value.filter(|v| (1.0..1000.0).contains(v) && v.fract() == 0.0)?;
    #[allow(clippy::cast_possible_truncation, reason = "whole and below 1,000")]
    let value = value as i32;
    Some((number.end, value))
}

/// "three years", "12-month", "a year", "the year": the unit and how many of it. An article counts one.
pub(super) fn measured(tokens: &Tokens<'_>, at: usize) -> Option<(usize, Length, i32)> {
    if let Some((end, unit)) = unit(tokens, at) {
        return Some((end, unit, 1));
    }
    if tokens.is_any(at, &["a", "an"]) {
        return unit(tokens, at + 1).map(|(end, unit)| (end, unit, 1));
    }
    let (end, number) = number(tokens, at)?;
    let (end, unit) = unit(tokens, tokens.over_hyphen(end))?;
    Some((end, unit, number))
}
