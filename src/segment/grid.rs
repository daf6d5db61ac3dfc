//! The number of columns of a table whose cells stand one a line.
//!
//! Rows are counted from the end: a column count fits when the cells of each column agree in kind over two or more
//! rows, and when exactly one row of headings is left above them. NOTES: this rebuilt 36 of 39 grids without empty
//! cells; where empty cells were dropped nothing fits, which is what we want.

use super::cells::{Cell, Kind};
use super::lines::Line;
use super::tables::is_table_label;
use crate::span::Span;

/// The widest table that is tried.
const MOST_COLUMNS: usize = 14;

/// Where the corner above the labels is empty, the other headings are at most this long; a longer line is a caption.
const LONGEST_LONE_HEADING: usize = 40;

/// A column count that fits, and what it makes of the cells. Line indices count from the start of the run.
pub(super) struct Fit {
    /// The line of the caption.
    pub(super) caption: Option<usize>,
    /// The first line of headings or rows.
    pub(super) first_line: usize,
    /// The last line of the last row.
    pub(super) last_line: usize,
    /// The headings; empty when there are none.
    pub(super) header: Vec<Span>,
    /// The rows.
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Fit {
    /// Whether a column holds nothing at all.
    pub(super) fn has_empty_column(&self) -> bool {
        let columns = self.rows.first().map_or(0, Vec::len);
        (0..columns).any(|column| self.rows.iter().all(|row| row[column].kind == Kind::Empty))
    }

    /// Whether every blank line stands between two rows or above the first.
    pub(super) fn gaps_part_rows(&self, lines: &[Line]) -> bool {
        let usual = lines.iter().skip(1).map(|line| line.breaks).min().unwrap_or(1);
        let inside = |cell: &Cell| lines[cell.line].breaks == usual;
        self.rows.iter().all(|row| row.iter().skip(1).all(inside))
    }
}

/// The grid of the cells, when exactly one column count fits.
pub(super) fn fit(text: &str, cells: &[Cell]) -> Option<Fit> {
    if let Some(found) = fit_to_end(text, cells, false) {
        return Some(found);
    }
    // Lines of text below the last row belong to the page; then only a table with one column of text is certain.
    let end =
        cells.iter().rposition(|cell| matches!(cell.kind, Kind::Number | Kind::Placeholder | Kind::Year))?
            + 1;
    (end < cells.len()).then(|| fit_to_end(text, &cells[..end], true)).flatten()
}

fn fit_to_end(text: &str, cells: &[Cell], one_text_column: bool) -> Option<Fit> {
    let mut found: Option<(usize, Fit)> = None;
    for columns in 2..=MOST_COLUMNS.min(cells.len() / 2) {
        if found.as_ref().is_some_and(|(known, _)| columns % known == 0) {
            continue;
        }
        let Some(fit) = with_columns(text, cells, columns, one_text_column) else {
            continue;
        };
        if found.is_some() {
            return None;
        }
        found = Some((columns, fit));
    }
    found.map(|(_, fit)| fit)
}

fn with_columns(text: &str, cells: &[Cell], columns: usize, one_text_column: bool) -> Option<Fit> {
    let start = first_row(cells, columns)?;
    let mut rows: Vec<Vec<Cell>> = cells[start..].chunks(columns).map(<[Cell]>::to_vec).collect();
    let texts = (0..columns).filter(|column| rows.iter().any(|row| row[*column].kind == Kind::Text)).count();
    if one_text_column && texts > 1 {
        return None;
    }
    let (header, above) = if is_year_header(&rows) {
        let header = rows.remove(0);
        if is_caption(text, header[0]) {
            (without_corner(&header[1..]), start + 1)
        } else {
            (header.iter().map(|cell| cell.span).collect(), start)
        }
    } else {
        header_above(text, &cells[..start], columns, texts == 1)?
    };
    let caption = caption(text, &cells[..above])?;
    let named = caption
        .is_some_and(|line| cells[..above].iter().any(|cell| cell.line == line && is_caption(text, *cell)));
    let text_at_both_ends = texts > 1 && rows.iter().all(|row| row[columns - 1].kind == Kind::Text);
    if columns == 2 && labels_recur(text, &rows) {
        return None;
    }
    if (text_at_both_ends && above > 0 && !named)
        || counts_rows(text, &rows)
        || repeats(text, &header, &cells[..above])
    {
        return None;
    }
    let numbers = (1..columns).any(|column| {
        rows.iter().all(|row| row[column].kind.is_numeric())
            && rows.iter().any(|row| row[column].kind == Kind::Number)
    });
    (rows.len() >= 2 && numbers).then(|| Fit {
        caption,
        first_line: cells.get(above).map_or(0, |cell| cell.line),
        last_line: cells.last().map_or(0, |cell| cell.line),
        header,
        rows,
    })
}

/// Where the rows of the end that agree with each other begin.
fn first_row(cells: &[Cell], columns: usize) -> Option<usize> {
    let mut template: Option<Vec<Kind>> = None;
    let mut start = cells.len();
    while let Some(row) = start.checked_sub(columns).map(|first| &cells[first..start]) {
        let kinds: Vec<Kind> = row.iter().map(|cell| cell.kind).collect();
        if !is_row(&kinds) || template.as_ref().is_some_and(|known| !agree(known, &kinds)) {
            break;
        }
        template.get_or_insert(kinds);
        start -= columns;
    }
    (cells.len() - start >= 2 * columns).then_some(start)
}

/// A row begins with its label and holds at least one number.
fn is_row(kinds: &[Kind]) -> bool {
    matches!(kinds[0], Kind::Text | Kind::Year)
        && kinds[1..].iter().any(|kind| kind.is_numeric() && *kind != Kind::Empty)
}

fn agree(one: &[Kind], other: &[Kind]) -> bool {
    let labels = one[0] == other[0];
    let columns = one[1..].iter().zip(&other[1..]).all(|(a, b)| a.is_numeric() == b.is_numeric());
    labels && columns
}

/// "Reason, 2021, 2022" has the kinds of a row, but it heads columns of other numbers.
fn is_year_header(rows: &[Vec<Cell>]) -> bool {
    let years = rows[0][1..].iter().all(|cell| cell.kind == Kind::Year);
    years
        && rows.len() >= 3
        && rows[0][0].kind == Kind::Text
        && rows[1..].iter().any(|row| row[1..].iter().any(|cell| cell.kind == Kind::Number))
}

/// The headings above the first row, and where they begin.
fn header_above(
    text: &str,
    above: &[Cell],
    columns: usize,
    one_text_column: bool,
) -> Option<(Vec<Span>, usize)> {
    let heads = |cells: &[Cell]| cells.iter().all(|cell| matches!(cell.kind, Kind::Text | Kind::Year));
    if above.is_empty() {
        return Some((Vec::new(), 0));
    }
    let corner_missing = |first: usize| (without_corner(&above[first..]), first);
    if let Some(first) = above.len().checked_sub(columns) {
        if !heads(&above[first..]) {
            return None;
        }
        if one_text_column && is_caption(text, above[first]) {
            return Some(corner_missing(first + 1));
        }
        return Some((above[first..].iter().map(|cell| cell.span).collect(), first));
    }
    let short = |cell: &Cell| cell.span.len() <= LONGEST_LONE_HEADING;
    if columns > 2 && one_text_column && above.len() + 1 == columns && heads(above) && above.iter().all(short)
    {
        return Some(corner_missing(0));
    }
    // A caption alone stands over rows without headings.
    (above.len() == 1 && is_caption(text, above[0])).then(|| (Vec::new(), 1))
}

/// The headings with an empty one for the first column.
fn without_corner(cells: &[Cell]) -> Vec<Span> {
    let at = cells.first().map_or(0, |cell| cell.span.start);
    let mut header = vec![Span::new(at, at)];
    header.extend(cells.iter().map(|cell| cell.span));
    header
}

/// Whether a column counts the rows, "1", "2", "3" …: then the rows begin there and not where they seem to.
fn counts_rows(text: &str, rows: &[Vec<Cell>]) -> bool {
    let columns = rows.first().map_or(0, Vec::len);
    rows.len() >= 3
        && (1..columns).any(|column| {
            rows.iter()
                .enumerate()
                .all(|(index, row)| row[column].span.of(text).trim_end_matches('.').parse() == Ok(index + 1))
        })
}

/// Whether a third of the labels stand there before: then they are values of a column and not what the rows are about.
fn labels_recur(text: &str, rows: &[Vec<Cell>]) -> bool {
    let mut labels: Vec<&str> = rows.iter().map(|row| row[0].span.of(text)).collect();
    labels.sort_unstable();
    labels.dedup();
    3 * (rows.len() - labels.len()) >= rows.len()
}

/// Whether the headings stand twice, as over tables that were printed side by side.
fn repeats(text: &str, header: &[Span], above: &[Cell]) -> bool {
    let columns = header.len();
    columns > 0
        && above.len() >= columns
        && above[above.len() - columns..]
            .iter()
            .zip(header)
            .all(|(cell, heading)| cell.span.of(text) == heading.of(text))
}

/// Whether the cell captions a table and does not head its first column.
fn is_caption(text: &str, cell: Cell) -> bool {
    let words = cell.span.of(text);
    is_table_label(words) || words.len() > 60 || words.ends_with(':')
}

/// The caption among what is left above the headings: its last line, if all of that is text.
#[allow(
    clippy::option_option,
    reason = "the outer level says whether the lines make sense, the inner whether there is a caption"
)]
fn caption(text: &str, left: &[Cell]) -> Option<Option<usize>> {
    let lines: Vec<&Cell> = left.iter().filter(|cell| cell.kind != Kind::Empty).collect();
    let Some(last) = lines.last() else {
        return Some(None);
    };
    let all_text = lines.iter().rev().take(3).all(|cell| cell.kind == Kind::Text);
    // A single word above the headings may be one of them.
    let words = last.span.of(text);
    let named = is_table_label(words) || words.contains(' ');
    (all_text && named).then_some(Some(last.line))
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

/// Whether the first row heads the columns.
pub(super) fn is_header(text: &str, rows: &[Vec<Span>]) -> bool {
    let kind = |cell: &Span| Kind::of(cell.of(text));
    rows.len() >= 2
        && rows[0][1..].iter().all(|cell| matches!(kind(cell), Kind::Text | Kind::Year | Kind::Empty))
        && rows[0][1..].iter().any(|cell| kind(cell) != Kind::Empty)
}
