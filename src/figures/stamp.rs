//! Days, months and years as a text names them, and the stretches between two of them.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

/// A day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) year: i16,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
}

impl Stamp {
    pub(super) fn year(year: i16) -> Self {
        Self { year, month: None, day: None }
    }

    pub(super) fn month(year: i16, month: i8) -> Self {
        Self { month: Some(month), ..Self::year(year) }
    }

    pub(super) fn day(date: Date) -> Self {
        Self { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
    }

    /// The first day of it.
    pub(super) fn first_day(self) -> Option<Date> {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }

    /// The stamp of the same precision that lies `months` before it, or years where it has no month.
    pub(super) fn months_earlier(self, months: i32) -> Option<Self> {
        let earlier = self.first_day()?.checked_sub(months.months()).ok()?;
        Some(match (self.month, self.day) {
            (Some(_), Some(_)) => Self::day(earlier),
            (Some(_), None) => Self::month(earlier.year(), earlier.month()),
            _ => Self::year(earlier.year()),
        })
    }

    /// The next stamp of the same precision, or the one before.
    pub(super) fn step(self, by: i32) -> Option<Self> {
        let first = self.first_day()?;
        Some(match (self.month, self.day) {
            (Some(_), Some(_)) => Self::day(first.checked_add(by.days()).ok()?),
            (Some(_), None) => {
                let other = first.checked_add(by.months()).ok()?;
                Self::month(other.year(), other.month())
            }
            _ => Self::year(first.checked_add(by.years()).ok()?.year()),
        })
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(out, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(out, "-{day:02}")?;
        }
        Ok(())
    }
}

/// A stretch of the calendar, tokens up to `end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    pub(super) end: usize,
    pub(super) from: Option<Stamp>,
    pub(super) to: Option<Stamp>,
}

impl Reach {
    pub(super) fn at(end: usize, stamp: Stamp) -> Self {
        Self { end, from: Some(stamp), to: Some(stamp) }
    }

    pub(super) fn between(end: usize, from: Stamp, to: Stamp) -> Self {
        Self { end, from: Some(from), to: Some(to) }
    }

    /// A name that cannot be placed on the calendar.
    pub(super) fn unplaced(end: usize) -> Self {
        Self { end, from: None, to: None }
    }
}
