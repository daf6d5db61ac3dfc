//! Tables whose columns are parted by tabs, bars or runs of spaces: one row a line.

use std::ops::Range;

use super::aligned;
use super::lines::Line;
use super::shape::ends_with_stop;
use crate::span::Span;
use crate::table::Kind;

/// The longest line without a tab or bar that may stand among the rows, in bytes.
const LONGEST_LONE: usize = 250;

/// Longer lines are running text.
const LONGEST_ROW: usize = 4_000;

/// How the columns of a line are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Delimiter {
    Tab,
    Bar,
    Spaces,
}

/// Lines that are parted in the same way.
pub(super) struct Delimited {
    /// Indices of lines.
    pub(super) lines: Range<usize>,
    /// The cells of each line, without those under the headings that are dashes only.
    pub(super) rows: Vec<Vec<Span>>,
    /// What parts them.
    pub(super) delimiter: Delimiter,
    /// Whether a line of dashes parts the first row from the others.
    pub(super) ruled: bool,
    /// Whether every cell has its place; if not, the columns are not certain.
    pub(super) certain: bool,
}

/// The rows from `first` on that are parted in the same way; two or more.
pub(super) fn read(text: &str, lines: &[Line], first: usize) -> Option<Delimited> {
    let delimiter = delimiter_of(text, lines[first].span)?;
    let mut end = first + 1;
    let far = if delimiter == Delimiter::Spaces { 1 } else { 2 };
    while let Some(line) = lines.get(end).filter(|line| line.breaks <= far) {
        if delimiter_of(text, line.span) != Some(delimiter) && !is_lone(text, lines, end, delimiter) {
            break;
        }
        end += 1;
    }
    let spans = || lines[first..end].iter().map(|line| line.span);
    let mut ruled = false;
    let mut certain = true;
    let mut rows: Vec<Vec<Span>> = Vec::with_capacity(end - first);
    if delimiter == Delimiter::Spaces {
        let kept: Vec<Span> = spans().filter(|line| !is_rule(text, &[*line])).collect();
        ruled = kept.len() < end - first;
        let found = aligned::rows(text, &kept);
        certain = found.is_some();
        rows = found.unwrap_or_else(|| kept.iter().map(|line| pieces(text, *line)).collect());
    } else {
        for line in spans() {
            let row = if delimiter == Delimiter::Tab { tab_cells(text, line) } else { bar_cells(text, line) };
            if is_rule(text, &row) {
                ruled |= rows.len() == 1;
            } else {
                rows.push(row);
            }
        }
    }
    (rows.len() >= 2).then_some(Delimited { lines: first..end, rows, delimiter, ruled, certain })
}

/// How the cells of a line are parted, if it holds several.
pub(super) fn delimiter_of(text: &str, line: Span) -> Option<Delimiter> {
    let words = line.of(text);
    if words.len() > LONGEST_ROW {
        None
    } else if words.contains('\t') {
        Some(Delimiter::Tab)
    } else if words.starts_with('|') && words.len() > 1 && words[1..].contains('|') || words.contains(" | ") {
        Some(Delimiter::Bar)
    } else {
        (words.contains("   ") || words.contains("  ") && !words.contains(".  ")).then_some(Delimiter::Spaces)
    }
}

/// A heading over some of the rows, or the label of an empty row, has one cell; bars always enclose it.
fn is_lone(text: &str, lines: &[Line], at: usize, delimiter: Delimiter) -> bool {
    let parted = |line: &Line| line.breaks == 1 && delimiter_of(text, line.span) == Some(delimiter);
    delimiter != Delimiter::Bar
        && lines[at].breaks == 1
        && lines[at].span.len() <= LONGEST_LONE
        && delimiter_of(text, lines[at].span).is_none()
        && !ends_with_stop(lines[at].span.of(text))
        && lines.get(at + 1).is_some_and(parted)
}

fn pieces(text: &str, line: Span) -> Vec<Span> {
    let mut cells = Vec::new();
    split_at(line.of(text), "  ", &mut cells);
    cells.into_iter().map(|cell| cell.shift(line.start).trim(text)).filter(|cell| !cell.is_empty()).collect()
}

fn bar_cells(text: &str, line: Span) -> Vec<Span> {
    let words = line.of(text);
    let start = usize::from(words.starts_with('|'));
    let end = words.len() - usize::from(words.len() > 1 && words.ends_with('|'));
    let mut cells = Vec::new();
    split_at(&words[start..end], "|", &mut cells);
    cells.into_iter().map(|cell| cell.shift(line.start + start).trim(text)).collect()
}

/// The cells of the whole line: tabs at its ends stand for empty cells.
fn tab_cells(text: &str, line: Span) -> Vec<Span> {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let before = text.as_bytes()[..line.start].iter().rev().take_while(|byte| blank(byte)).count();
    let after = text.as_bytes()[line.end..].iter().take_while(|byte| blank(byte)).count();
    let whole = Span::new(line.start - before, line.end + after);
    let mut cells = Vec::new();
    split_at(whole.of(text), "\t", &mut cells);
    cells
        .into_iter()
        .map(|cell| {
            let cell = cell.shift(whole.start).trim(text);
            let within = |at: usize| at.clamp(line.start, line.end);
            Span::new(within(cell.start), within(cell.end))
        })
        .collect()
}

fn split_at(words: &str, delimiter: &str, cells: &mut Vec<Span>) {
    let mut start = 0;
    for (at, _) in words.match_indices(delimiter) {
        cells.push(Span::new(start, at));
        start = at + delimiter.len();
    }
    cells.push(Span::new(start, words.len()));
}

/// A line of dashes under the headings.
fn is_rule(text: &str, row: &[Span]) -> bool {
    let dashes = row.iter().all(|cell| {
        let words = cell.of(text);
        words.bytes().all(|byte| matches!(byte, b'-' | b':' | b'=' | b'+' | b' '))
    });
    dashes && row.iter().any(|cell| cell.len() >= 3)
}

/// Whether a column beside the first holds numbers only, the first row aside.
pub(super) fn has_number_column(text: &str, rows: &[Vec<Span>]) -> bool {
    let columns = rows.first().map_or(0, Vec::len);
    let kind = |row: &Vec<Span>, column: usize| Kind::of(row[column].of(text));
    (1..columns).any(|column| {
        rows[1..].iter().all(|row| kind(row, column).is_numeric())
            && rows[1..].iter().any(|row| kind(row, column) == Kind::Number)
    })
}
