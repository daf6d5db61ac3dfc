//! Dates as people and machines write them → ISO 8601.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
];

/// The date that `text` gives, to the precision it has: `2019-05-04`, `2019-05` or `2019`.
///
/// Reads ISO dates and times (the day as written, whatever the zone), `20190504`, "4 May 2019", "May 4th, 2019", "Sat,
/// 04 May 2019 10:00:00 GMT", "May 2019", and day-first `04/05/2019`. `None` for anything else.
pub(super) fn iso_date(text: &str) -> Option<String> {
    let text = text.trim();
    iso(text).or_else(|| compact(text)).or_else(|| slashed(text)).or_else(|| worded(text))
}

fn iso(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| -> Option<i16> {
        let part = text.get(from..to)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let year = digits(0, 4)?;
    match bytes.get(4) {
        None => plausible(year).then(|| format!("{year:04}")),
        Some(b'-' | b'/') => match (digits(5, 7)?, bytes.get(7)) {
            (month, None) => month_of(year, month),
            (month, Some(b'-' | b'/')) if !bytes.get(10).is_some_and(u8::is_ascii_digit) => {
                day_of(year, month, digits(8, 10)?)
            }
            _ => None,
        },
        _ => None,
    }
}

fn compact(text: &str) -> Option<String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 8 {
        return None;
    }
    day_of(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..8].parse().ok()?)
}

fn slashed(text: &str) -> Option<String> {
    let day = text.split([' ', 'T', ',']).next()?;
    let mut parts = day.split(['/', '.', '-']).map(str::parse::<i16>);
    let (first, second, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    if parts.next().is_some() || day.len() < 8 {
        return None;
    }
    day_of(year, second, first).or_else(|| day_of(year, first, second))
}

fn worded(text: &str) -> Option<String> {
    let (mut day, mut month, mut year) = (None, None, None);
    let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    for word in words.take(8) {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &word[digits..];
        let number = word[..digits].parse::<i16>().ok();
        match number {
            None => month = month.or_else(|| month_named(word)),
            Some(number) if digits == 4 && rest.is_empty() => year = year.or(Some(number)),
            Some(number) if digits <= 2 && matches!(rest, "" | "st" | "nd" | "rd" | "th") => {
                day = day.or(Some(number));
            }
            Some(_) => {}
        }
        if year.is_some() && month.is_some() {
            break;
        }
    }
    match day {
        Some(day) => day_of(year?, month?, day),
        None => month_of(year?, month?),
    }
}

fn month_named(word: &str) -> Option<i16> {
    let word = word.to_ascii_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| *month == word || word.len() >= 3 && word.len() <= 4 && month.starts_with(&word))?;
    i16::try_from(at + 1).ok()
}

fn plausible(year: i16) -> bool {
    (1500..=2200).contains(&year)
}

fn month_of(year: i16, month: i16) -> Option<String> {
    day_of(year, month, 1).map(|date| date[..7].to_owned())
}

fn day_of(year: i16, month: i16, day: i16) -> Option<String> {
    let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    plausible(year).then(|| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_are_read() {
        let failures: Vec<_> = [
            ("2024-02-22T07:45:00+00:00", Some("2024-02-22")),
            (" 2024-02-22 ", Some("2024-02-22")),
            ("2024-02", Some("2024-02")),
            ("2024", Some("2024")),
            ("2024/02/22", Some("2024-02-22")),
            ("20240222", Some("2024-02-22")),
            ("22/02/2024 10:15", Some("2024-02-22")),
            ("22.02.2024", Some("2024-02-22")),
            ("02/22/2024", Some("2024-02-22")),
            ("22 February 2024", Some("2024-02-22")),
            ("February 22nd, 2024, 5:45am", Some("2024-02-22")),
            ("Thu, 22 Feb 2024 07:45:00 GMT", Some("2024-02-22")),
            ("Sept 2024", Some("2024-09")),
            ("2024-13-01", None),
            ("31 February 2024", None),
            ("1708588800", None),
            ("yesterday", None),
            ("", None),
            ("9999-99-99é", None),
        ]
        .into_iter()
        .filter(|(text, expected)| iso_date(text).as_deref() != *expected)
        .map(|(text, expected)| format!("{text:?}: {:?}, not {expected:?}", iso_date(text)))
        .collect();
        assert!(failures.is_empty(), "{failures:#?}");
    }

    proptest! {
        #[test]
        fn what_is_read_is_read_again(text in "[0-9]{1,4}[-/. é][0-9A-Za-z]{1,4}[-/. T][0-9]{1,4}.{0,3}") {
            if let Some(date) = iso_date(&text) {
                prop_assert_eq!(iso_date(&date), Some(date.clone()));
            }
        }
    }
}
