//! `--since`: the day from which on documents are wanted.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// A day, month or year: `2024-05-17`, `2024-05`, `2024`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Since(String);

impl Since {
    /// Whether something dated `date`, to any precision, may be of that day or later.
    #[must_use]
    pub fn includes(&self, date: &str) -> bool {
        let precision = self.0.len().min(date.len());
        match (self.0.get(..precision), date.get(..precision)) {
            (Some(since), Some(date)) => since <= date,
            _ => true,
        }
    }
}

impl FromStr for Since {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let day = match text.len() {
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => text.to_owned(),
        };
        let is_date = matches!(text.len(), 4 | 7 | 10) && day.parse::<Date>().is_ok();
        if is_date { Ok(Self(text.to_owned())) } else { Err(Error::Date(text.to_owned())) }
    }
}

impl TryFrom<String> for Since {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        text.parse()
    }
}

impl From<Since> for String {
    fn from(since: Since) -> Self {
        since.0
    }
}

impl fmt::Display for Since {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_compared_as_far_as_both_go() {
        let rows = [
            ("2024-05-17", "2024-05-17", true),
            ("2024-05-17", "2024-05-16", false),
            ("2024-05-17", "2024-05", true),
            ("2024-05-17", "2023", false),
            ("2024", "2024-01-01", true),
            ("2024-05", "2024-04-30", false),
        ];
        for (since, date, expected) in rows {
            let since: Since = since.parse().expect("a date");
            assert_eq!(since.includes(date), expected, "{date} since {since}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in
            ["", "yesterday", "2024-13", "2024-02-30", "24", "2024-5-1", "2024-05-17T10:00", "２０２４"]
        {
            assert!(text.parse::<Since>().is_err(), "{text}");
        }
    }
}
