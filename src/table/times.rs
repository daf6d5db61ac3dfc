//! Whether a cell names a time: "2021/22", "Q3 2019", "31 March 2022", "FY23-24 (to date)".

/// Words that stand beside years and months without changing what the cell is.
const BESIDE: &[&str] = &[
    "a", "and", "as", "at", "calendar", "date", "ended", "ending", "end", "far", "financial", "from", "fy",
    "half", "in", "mid", "of", "on", "onwards", "provisional", "quarter", "since", "so", "the", "till", "to",
    "until", "up", "year", "ytd", "academic", "cy", "ay", "first", "second",
];

const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec",
];

const QUARTERS: &[&str] = &["q1", "q2", "q3", "q4", "h1", "h2"];

/// Longer cells say more than a time.
const LONGEST: usize = 48;

/// Whether the cell is nothing but a time, remarks in brackets at its end aside.
pub(super) fn is_time(cell: &str) -> bool {
    if cell.len() > LONGEST {
        return false;
    }
    let body = cell.split_once(" (").map_or(cell, |(body, _)| body).trim();
    if is_short_pair(body) || is_date(body) {
        return true;
    }
    let mut named = false;
    for word in
        body.split(|c: char| c.is_whitespace() || matches!(c, '/' | '-' | '–' | '—' | ',' | '\'' | '’' | '.'))
    {
        match sort(word) {
            Sort::Time => named = true,
            Sort::Beside => {}
            Sort::Other => return false,
        }
    }
    named
}

enum Sort {
    /// It names a time by itself.
    Time,
    /// It may stand beside one.
    Beside,
    Other,
}

fn sort(word: &str) -> Sort {
    let word = word.to_ascii_lowercase();
    let digits = word.trim_start_matches("fy");
    if word.is_empty() || BESIDE.contains(&word.as_str()) || is_day(&word) {
        Sort::Beside
    } else if is_year(digits)
        || MONTHS.contains(&word.as_str())
        || QUARTERS.contains(&word.as_str())
        || word.starts_with("fy") && is_day(digits)
    {
        Sort::Time
    } else {
        Sort::Other
    }
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year))
}

/// A day of a month, or the second half of "2021/22": one or two digits, perhaps with an ending.
fn is_day(word: &str) -> bool {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = &word[digits.len()..];
    (1..=2).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(ending, "" | "st" | "nd" | "rd" | "th")
}

/// "16/17" or "22-23": two years without their century, the second one right after the first.
fn is_short_pair(body: &str) -> bool {
    let Some((first, second)) = body.split_once(['/', '-', '–']) else {
        return false;
    };
    let pair = |text: &str| (text.len() == 2).then(|| text.parse::<u8>().ok()).flatten();
    matches!((pair(first), pair(second)), (Some(a), Some(b)) if b == (a + 1) % 100)
}

/// "03/05/2024", or two of them.
fn is_date(body: &str) -> bool {
    let slashes = body.matches('/').count();
    (slashes == 2 || slashes == 4)
        && body.chars().all(|c| c.is_ascii_digit() || matches!(c, '/' | ' ' | '-' | '–'))
        && body.split(['/', ' ', '-', '–']).all(|part| part.len() <= 4)
}
