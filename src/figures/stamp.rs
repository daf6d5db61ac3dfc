//! Days, months and years as a text names them, and the stretches between two of them.

use std::fmt;

use jiff::civil::Date;

use super::lengths::Length;
use crate::document::Unresolved;

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

    /// The stamp that an ISO 8601 date of any precision writes.
    pub(super) fn read(iso: &str) -> Option<Self> {
        let mut parts = iso.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next().map(str::parse).transpose().ok()?;
        let day = parts.next().map(str::parse).transpose().ok()?;
        Some(Self { year, month, day })
    }

    /// The first day of it.
    pub(super) fn first_day(self) -> Option<Date> {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).ok()
    }

    /// The last day of it.
    pub(super) fn last_day(self) -> Option<Date> {
        match self.day {
            Some(_) => self.first_day(),
            None => self.step(1)?.first_day()?.yesterday().ok(),
        }
    }

    /// The stamp of the same precision `by` lengths of time off; `None` when the length is finer than the stamp.
    pub(super) fn moved(self, unit: Length, by: i32) -> Option<Self> {
        if unit < Length::Month && self.day.is_none() || unit < Length::Year && self.month.is_none() {
            return None;
        }
        let there = unit.after(self.first_day()?, by)?;
        let last = self.day.is_some() && self.last_day_of_month() && unit >= Length::Month;
        Some(match (self.month, self.day) {
            // The month after 31 March ends on 30 April, the one after 30 April on 31 May.
            (Some(_), Some(_)) if last => Self::day(there.last_of_month()),
            (Some(_), Some(_)) => Self::day(there),
            (Some(_), None) => Self::month(there.year(), there.month()),
            _ => Self::year(there.year()),
        })
    }

    fn last_day_of_month(self) -> bool {
        self.first_day().is_some_and(|day| day == day.last_of_month())
    }

    /// The next stamp of the same precision, or the one before.
    pub(super) fn step(self, by: i32) -> Option<Self> {
        let unit = match (self.month, self.day) {
            (Some(_), Some(_)) => Length::Day,
            (Some(_), None) => Length::Month,
            _ => Length::Year,
        };
        self.moved(unit, by)
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

/// How a stretch leans on the one that was named before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Echo {
    /// "the same period", "that year": the one before, moved by so many lengths.
    Moved(Length, i32),
    /// "the same period of 2019"
    SameIn(i16),
    /// "the previous three years", "the following six months"
    Beside(Length, i32),
}

/// A stretch of the calendar, tokens up to `end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    pub(super) end: usize,
    pub(super) from: Option<Stamp>,
    pub(super) to: Option<Stamp>,
    /// Why it has no ends, when it has none.
    pub(super) why: Option<Unresolved>,
    /// What it leans on, when that has to be found.
    pub(super) echo: Option<Echo>,
    /// Month and day of a date whose year the text leaves out.
    pub(super) yearless: Option<(i8, Option<i8>)>,
}

impl Reach {
    pub(super) fn at(end: usize, stamp: Stamp) -> Self {
        Self::between(end, stamp, stamp)
    }

    pub(super) fn between(end: usize, from: Stamp, to: Stamp) -> Self {
        Self::placed(end, Some(from), Some(to))
    }

    /// The days from `from` to `to`.
    pub(super) fn days(end: usize, from: Option<Date>, to: Option<Date>) -> Self {
        match (from, to) {
            (Some(from), Some(to)) => Self::between(end, Stamp::day(from), Stamp::day(to)),
            _ => Self::placed(end, None, None),
        }
    }

    /// A stretch with the ends that are known.
    pub(super) fn placed(end: usize, from: Option<Stamp>, to: Option<Stamp>) -> Self {
        Self { end, from, to, why: None, echo: None, yearless: None }
    }

    /// A name that cannot be placed on the calendar, and why.
    pub(super) fn unplaced(end: usize, why: Unresolved) -> Self {
        Self { why: Some(why), ..Self::placed(end, None, None) }
    }

    /// A name that leans on another.
    pub(super) fn echoing(end: usize, echo: Echo) -> Self {
        Self { echo: Some(echo), ..Self::unplaced(end, Unresolved::Anaphoric) }
    }

    /// Whether neither end is known.
    pub(super) fn is_dateless(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }
}
