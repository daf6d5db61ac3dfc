//! What one cell of a table holds.

use super::times::is_time;

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words.
    Text,
    /// A time: "2021", "2021/22", "31 March 2022".
    Time,
    /// A number with its sign and unit.
    Number,
    /// A sign or phrase that stands for a number: "*", "-", "n/a", "not held".
    Placeholder,
    /// Nothing.
    Empty,
}

impl Kind {
    /// The kind of a cell's text, note marks aside.
    pub(crate) fn of(cell: &str) -> Self {
        if cell.is_empty() {
            return Self::Empty;
        }
        let body = without_note_mark(cell);
        if is_placeholder(cell) || is_placeholder(body) {
            Self::Placeholder
        } else if is_time(body) {
            Self::Time
        } else if is_number(body) {
            Self::Number
        } else {
            Self::Text
        }
    }

    /// Whether it can stand in a column of numbers.
    pub(crate) fn is_numeric(self) -> bool {
        matches!(self, Self::Number | Self::Placeholder | Self::Empty)
    }

    /// Whether it can head a row or column.
    pub(crate) fn is_label(self) -> bool {
        matches!(self, Self::Text | Self::Time)
    }
}

/// The text without "(1)", `[2]`, "*" or "¹" at its end.
pub(crate) fn without_note_mark(cell: &str) -> &str {
    let body = cell.trim_end_matches(['*', '†', '‡', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', ' ', '^']);
    // "45 r": a revised or provisional figure.
    if let Some(head) = [" r", " p", " e"].iter().find_map(|letter| body.strip_suffix(letter))
        && head.ends_with(|c: char| c.is_ascii_digit() || c == '%')
    {
        return head.trim_end();
    }
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((head, mark)) = body.strip_suffix(close).and_then(|rest| rest.rsplit_once(open)) {
            let number = (1..=5).contains(&mark.len())
                && mark.split(',').all(|part| {
                    (1..=2).contains(&part.trim().len())
                        && part.trim().bytes().all(|b| b.is_ascii_alphanumeric())
                });
            if number && !head.trim().is_empty() {
                return head.trim_end();
            }
        }
    }
    body
}

fn is_placeholder(cell: &str) -> bool {
    const SIGNS: &[&str] = &[
        "*", "**", "-", "--", "–", "—", "−", ".", "..", "...", "…", ":", "~", "n/a", "na", "nil", "[c]",
        "[x]", "[z]", "[low]", "[w]", "[u]", "#", "†", "£-", "£ -", "£–", "n/k", "none", "tbc", "tbd",
        "no data", "unknown", "not known", "confidential", "suppressed", "withheld", "not applicable",
        "not available", "not held", "not recorded", "not published", "not collected", "not yet available",
        "not yet published", "data not held", "data not available", "data not yet available",
        "data unavailable", "unavailable", "information not held", "no data available",
    ];
    // Alone, a capital is a label.
    matches!(cell, "c" | "x" | "z" | "r" | "u" | "w")
        || cell.len() <= 24 && SIGNS.iter().any(|sign| cell.eq_ignore_ascii_case(sign))
}

/// A number, a range or two numbers, with signs and units around and nothing else.
fn is_number(cell: &str) -> bool {
    let bare = cell
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
        .filter(|(head, remark)| {
            !head.is_empty() && remark.len() <= 24 && !remark.contains(|c: char| c.is_ascii_digit())
        })
        .map_or(cell, |(head, _)| head);
    let first = bare.trim_start_matches(|c: char| !c.is_alphanumeric());
    bare.len() <= 40
        && (first.starts_with(|c: char| c.is_ascii_digit()) || starts_with_bound(first))
        && bare.split_whitespace().all(is_number_word)
        && bare.matches('/').count() < 2
}

/// "fewer than 5", "less than 10", "up to 3".
fn starts_with_bound(words: &str) -> bool {
    ["fewer than ", "less than ", "under ", "over ", "up to ", "c. ", "approx"].iter().any(|bound| {
        words.get(..bound.len()).is_some_and(|start| start.eq_ignore_ascii_case(bound))
            && words.bytes().any(|byte| byte.is_ascii_digit())
    })
}

fn is_number_word(word: &str) -> bool {
    const UNITS: &[&str] = &[
        "", "m", "bn", "k", "p", "million", "billion", "thousand", "per", "cent", "pp", "ppt", "percentage",
        "points", "point", "hrs", "hr", "hours", "hour", "mins", "minutes", "days", "day", "weeks", "week",
        "months", "month", "years", "year", "cm", "km", "mm", "kg", "tonnes", "t", "gwh", "mwh", "mw", "gw",
        "ha", "hectares", "to", "and", "than", "less", "fewer", "under", "over", "up", "c", "approx",
        "approximately", "gbp", "usd", "eur", "fte", "s", "mtco", "mt", "miles", "litres", "x", "th", "st",
        "nd", "rd",
    ];
    const SIGNS: &[char] = &[
        ',', '.', '%', '£', '$', '€', '+', '-', '−', '–', '(', ')', '/', ':', '<', '>', '~', '≤', '≥', '*',
        ';', '\'', '’', '=', '[', ']',
    ];
    let inner = word.trim_matches(|c: char| c.is_ascii_digit() || SIGNS.contains(&c));
    UNITS.iter().any(|unit| inner.eq_ignore_ascii_case(unit))
        || inner
            .split(|c: char| c.is_ascii_digit() || SIGNS.contains(&c))
            .all(|part| UNITS.iter().any(|unit| part.eq_ignore_ascii_case(unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_kinds() {
        let failed: Vec<String> = [
            ("Assault", Kind::Text),
            ("Assault (2)", Kind::Text),
            ("Phase 2", Kind::Text),
            ("5 April Road", Kind::Text),
            ("3 Rifles", Kind::Text),
            ("SW1A 1AA", Kind::Text),
            ("31 March 2022", Kind::Time),
            ("03/05/2024", Kind::Time),
            ("2021", Kind::Time),
            ("2024(1)", Kind::Time),
            ("2021/22", Kind::Time),
            ("2019//20", Kind::Time),
            ("2021 – 2022", Kind::Time),
            ("2018/19 (from 1 September 2018)", Kind::Time),
            ("23-24 (to date)", Kind::Time),
            ("FY20/21", Kind::Time),
            ("12/13-Q4", Kind::Time),
            ("Jan-20", Kind::Time),
            ("April 2024 to March 2025", Kind::Time),
            ("Year ending 31 March 2023", Kind::Time),
            ("2,021", Kind::Number),
            ("3100", Kind::Number),
            ("12/14", Kind::Number),
            ("41.2%", Kind::Number),
            ("£1.2m", Kind::Number),
            ("1.47 M", Kind::Number),
            ("4.804 M (estimate)", Kind::Number),
            ("£18 to £36", Kind::Number),
            ("109.2cm", Kind::Number),
            ("21 days", Kind::Number),
            ("fewer than 5", Kind::Number),
            ("-5", Kind::Number),
            ("12 (5%)", Kind::Number),
            ("89*", Kind::Number),
            ("8.1 r", Kind::Number),
            ("00:18:15", Kind::Number),
            ("*", Kind::Placeholder),
            ("N/A", Kind::Placeholder),
            ("N/A*", Kind::Placeholder),
            ("Data not held", Kind::Placeholder),
            ("[c]", Kind::Placeholder),
            ("", Kind::Empty),
        ]
        .into_iter()
        .filter(|(cell, expected)| Kind::of(cell) != *expected)
        .map(|(cell, expected)| format!("{cell:?}: {:?}, not {expected:?}", Kind::of(cell)))
        .collect();
        assert!(failed.is_empty(), "{}", failed.join("\n"));
    }
}
