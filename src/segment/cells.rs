//! What one cell of a table holds.

use super::lines::Line;
use crate::span::Span;

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words.
    Text,
    /// A year or pair of years: "2021", "2021/22".
    Year,
    /// A number with its sign and unit.
    Number,
    /// A sign that stands for a number: "*", "-", "n/a".
    Placeholder,
    /// Nothing.
    Empty,
}

impl Kind {
    /// The kind of a cell's text, note marks aside.
    pub(super) fn of(cell: &str) -> Self {
        let body = without_note_mark(cell);
        if cell.is_empty() {
            Self::Empty
        } else if is_placeholder(cell) {
            Self::Placeholder
        } else if is_year(body) {
            Self::Year
        } else if is_number(body) {
            Self::Number
        } else {
            Self::Text
        }
    }

    /// Whether it can stand in a column of numbers.
    pub(super) fn is_numeric(self) -> bool {
        self != Self::Text
    }
}

/// A cell of a flattened table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// Its text; empty where a blank line stands for it.
    pub(super) span: Span,
    /// What it holds.
    pub(super) kind: Kind,
    /// The index of its line, or of the line before an empty cell.
    pub(super) line: usize,
}

impl Cell {
    /// The cells of lines that hold one each. With `empty`, more blank lines than elsewhere are empty cells.
    pub(super) fn of_lines(text: &str, lines: &[Line], empty: bool) -> Vec<Self> {
        let usual = lines.iter().skip(1).map(|line| line.breaks).min().unwrap_or(1).max(1);
        let mut cells: Vec<Self> = Vec::with_capacity(lines.len());
        for (index, line) in lines.iter().enumerate() {
            if let Some(before) = index.checked_sub(1).filter(|_| empty) {
                let missing = (line.breaks / usual).saturating_sub(1).min(3);
                let end = lines[before].span.end;
                cells.extend((0..missing).map(|_| Self {
                    span: Span::new(end, end),
                    kind: Kind::Empty,
                    line: before,
                }));
            }
            cells.push(Self { span: line.span, kind: Kind::of(line.span.of(text)), line: index });
        }
        cells
    }
}

/// The text without "(1)", `[2]`, "*" or "¹" at its end.
fn without_note_mark(cell: &str) -> &str {
    let body = cell.trim_end_matches(['*', '†', '‡', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', ' ']);
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((head, mark)) = body.strip_suffix(close).and_then(|rest| rest.rsplit_once(open)) {
            let number = (1..=2).contains(&mark.len()) && mark.bytes().all(|b| b.is_ascii_alphanumeric());
            if number && !head.trim().is_empty() {
                return head.trim_end();
            }
        }
    }
    body
}

fn is_placeholder(cell: &str) -> bool {
    const SIGNS: &[&str] = &[
        "*", "**", "-", "--", "–", "—", "−", ".", "..", "...", "…", ":", "~", "c", "n/a", "na", "nil", "x",
        "z", "[c]", "[x]", "[z]", "[low]", "#", "†",
    ];
    SIGNS.iter().any(|sign| cell.eq_ignore_ascii_case(sign))
}

fn is_year(cell: &str) -> bool {
    let (first, rest) = cell.split_at_checked(4).unwrap_or((cell, ""));
    let year = first.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year));
    let rest = rest.trim();
    let second = rest.strip_prefix(['/', '-', '–']).is_some_and(|second| {
        matches!(second.trim().len(), 2 | 4) && second.trim().bytes().all(|b| b.is_ascii_digit())
    });
    year && first.len() == 4 && (rest.is_empty() || second)
}

fn is_number(cell: &str) -> bool {
    let body = cell.strip_suffix("per cent").unwrap_or(cell).trim_end();
    let body = ["million", "billion", "bn", "m", "k", "p", "hrs", "hours", "days", "years"]
        .iter()
        .find_map(|unit| body.strip_suffix(unit))
        .unwrap_or(body);
    let date = body.matches('/').count() == 2;
    cell.len() <= 28
        && !date
        && body.bytes().any(|byte| byte.is_ascii_digit())
        && body.chars().all(|c| {
            c.is_ascii_digit()
                || matches!(
                    c,
                    ' ' | ','
                        | '.'
                        | '%'
                        | '£'
                        | '$'
                        | '€'
                        | '+'
                        | '-'
                        | '−'
                        | '–'
                        | '('
                        | ')'
                        | '/'
                        | ':'
                        | '<'
                        | '>'
                        | '~'
                        | '≤'
                        | '≥'
                        | '*'
                        | '\u{a0}'
                )
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_kinds() {
        for (cell, expected) in [
            ("Assault", Kind::Text),
            ("Assault (2)", Kind::Text),
            ("31 March 2022", Kind::Text),
            ("03/05/2024", Kind::Text),
            ("2021", Kind::Year),
            ("2024(1)", Kind::Year),
            ("2021/22", Kind::Year),
            ("2021 – 2022", Kind::Year),
            ("2,021", Kind::Number),
            ("3100", Kind::Number),
            ("41.2%", Kind::Number),
            ("£1.2m", Kind::Number),
            ("-5", Kind::Number),
            ("12 (5%)", Kind::Number),
            ("89*", Kind::Number),
            ("*", Kind::Placeholder),
            ("N/A", Kind::Placeholder),
            ("", Kind::Empty),
        ] {
            assert_eq!(Kind::of(cell), expected, "{cell:?}");
        }
    }
}
