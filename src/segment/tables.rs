//! Tables that lost their markup: columns parted by tabs, spaces or bars, and one cell a line.
//!
//! A grid is given only where it is certain; a wrong one is worse than none.

use std::ops::Range;

use super::cells::{Cell, Kind};
use super::grid;
use super::lines::Line;
use super::marks::{Mark, Marks};
use super::shape::{ends_with_full_stop, ends_with_stop};
use crate::document::{Table, Warning};
use crate::span::Span;

/// The longest text that can be one cell of a flattened table, in bytes.
const LONGEST_CELL: usize = 250;

/// A longer line that ends with a colon announces the table and heads no column.
const LONGEST_LABEL: usize = 45;

/// Fewer numbers are not looked at.
const FEW_NUMBERS: usize = 2;

/// So many numbers that fit no grid are worth a warning.
const MANY_NUMBERS: usize = 4;

/// A table and the lines it takes up, caption included.
pub(super) struct Found {
    /// Indices of lines.
    pub(super) lines: Range<usize>,
    /// The grid, without source and notes.
    pub(super) table: Table,
}

/// The tables among `lines`, in text order, and a warning for each stretch that looks like one but has no certain
/// grid.
pub(super) fn find(text: &str, lines: &[Line], marks: &[Marks], warnings: &mut Vec<Warning>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if let Some((range, rows)) = delimited(text, lines, at) {
            let end = range.end;
            match delimited_table(text, lines, marks, range, &rows) {
                Some(table) => found.push(table),
                None if has_numbers(text, rows.iter().flatten(), MANY_NUMBERS) => {
                    warnings.push(unclear());
                }
                None => {}
            }
            at = end;
            continue;
        }
        let end = run_end(text, lines, marks, at);
        if end - at >= 6 {
            match flattened(text, lines, at..end) {
                Flattened::Table(table) => found.push(table),
                Flattened::Unclear => warnings.push(unclear()),
                Flattened::None => {}
            }
        }
        at = end.max(at + 1);
    }
    found
}

fn unclear() -> Warning {
    Warning {
        code: "table_unclear",
        message: "a table lost its columns when it was copied; its cells are read as text".to_owned(),
    }
}

/// How the columns of a line are parted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Delimiter {
    Tab,
    Bar,
    Spaces,
}

/// The rows from `first` on that are parted in the same way; two or more.
fn delimited(text: &str, lines: &[Line], first: usize) -> Option<(Range<usize>, Vec<Vec<Span>>)> {
    let delimiter = delimiter_of(text, lines[first].span)?;
    let mut rows = Vec::new();
    let mut end = first;
    while let Some(line) = lines.get(end) {
        let far = if delimiter == Delimiter::Spaces { 1 } else { 2 };
        if end > first && line.breaks > far {
            break;
        }
        match delimiter_of(text, line.span) {
            Some(same) if same == delimiter => {}
            // A heading over some of the rows has one cell; only tabs keep its place.
            None if delimiter == Delimiter::Tab
                && line.breaks == 1
                && line.span.len() <= LONGEST_CELL
                && !ends_with_stop(line.span.of(text))
                && lines.get(end + 1).is_some_and(|next| {
                    next.breaks == 1 && delimiter_of(text, next.span) == Some(delimiter)
                }) => {}
            _ => break,
        }
        let row = cells_of(text, line.span, delimiter);
        if !is_rule(text, &row) {
            rows.push(row);
        }
        end += 1;
    }
    (rows.len() >= 2).then_some((first..end, rows))
}

fn delimiter_of(text: &str, line: Span) -> Option<Delimiter> {
    let words = line.of(text);
    if words.len() > 2_000 {
        None
    } else if words.contains('\t') {
        Some(Delimiter::Tab)
    } else if words.matches('|').count() >= 2 && words.starts_with('|') || words.contains(" | ") {
        Some(Delimiter::Bar)
    } else {
        (words.contains("   ") || words.contains("  ") && !words.contains(".  ")).then_some(Delimiter::Spaces)
    }
}

fn cells_of(text: &str, line: Span, delimiter: Delimiter) -> Vec<Span> {
    if delimiter == Delimiter::Tab {
        return tab_cells(text, line);
    }
    let words = line.of(text);
    let mut cells = Vec::new();
    match delimiter {
        Delimiter::Bar => {
            let inner = words.strip_prefix('|').unwrap_or(words);
            let inner = inner.strip_suffix('|').unwrap_or(inner);
            let shift = words.len() - words.strip_prefix('|').unwrap_or(words).len();
            split_at(inner, "|", &mut cells);
            for cell in &mut cells {
                *cell = cell.shift(shift);
            }
        }
        Delimiter::Tab | Delimiter::Spaces => {
            split_at(words, "  ", &mut cells);
            cells.retain(|cell| !cell.trim(words).is_empty());
        }
    }
    cells.into_iter().map(|cell| cell.trim(words).shift(line.start)).collect()
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
    row.iter().all(|cell| {
        let words = cell.of(text);
        !words.is_empty() && words.bytes().all(|byte| matches!(byte, b'-' | b':' | b'=' | b'+'))
    })
}

/// Whether there are numbers enough to speak of a table: so many at least, and a quarter of all.
fn has_numbers<'a>(text: &str, cells: impl Iterator<Item = &'a Span>, least: usize) -> bool {
    let (mut numbers, mut all) = (0, 0);
    for cell in cells {
        all += 1;
        numbers += usize::from(Kind::of(cell.of(text)) == Kind::Number);
    }
    numbers >= least && 4 * numbers >= all
}

/// The grid of delimited rows. Tabs and bars keep empty cells; spaces do not, so all rows must agree there.
fn delimited_table(
    text: &str,
    lines: &[Line],
    marks: &[Marks],
    range: Range<usize>,
    rows: &[Vec<Span>],
) -> Option<Found> {
    let spaces = delimiter_of(text, lines[range.start].span) == Some(Delimiter::Spaces);
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let even = rows.iter().all(|row| row.len() == columns);
    // White space at the end of a line is trimmed, and empty last cells with it: only they may be missing.
    let short = rows.iter().filter(|row| row.len() < columns).count();
    if columns < 2 || (spaces && (!even || rows.len() < 3)) || (!even && 2 * short > rows.len()) {
        return None;
    }
    let mut padded: Vec<Vec<Span>> = rows.to_vec();
    for row in &mut padded {
        let end = row.last().map_or(lines[range.start].span.start, |cell| cell.end);
        row.resize(columns, Span::new(end, end));
    }
    let tab = delimiter_of(text, lines[range.start].span) == Some(Delimiter::Tab);
    if !(grid::has_number_column(text, &padded) || tab && padded.len() >= 3) {
        return None;
    }
    let header = if grid::is_header(text, &padded) { padded.remove(0) } else { Vec::new() };
    let caption = caption_above(text, lines, marks, range.start);
    let first = if caption.is_some() { range.start - 1 } else { range.start };
    Some(Found {
        table: Table {
            span: Some(lines[first].span.join(lines[range.end - 1].span)),
            caption,
            header,
            rows: padded,
            ..Table::default()
        },
        lines: first..range.end,
    })
}

/// The line above the first row, when it reads as a caption.
fn caption_above(text: &str, lines: &[Line], marks: &[Marks], first: usize) -> Option<Span> {
    let above = first.checked_sub(1)?;
    let line = lines[above].span;
    let words = line.of(text);
    let named = is_table_label(words);
    let plain = marks[above] == Marks::default()
        && line.len() <= 250
        && words.contains(' ')
        && !ends_with_stop(words)
        && !words.ends_with(':')
        && delimiter_of(text, line).is_none();
    (lines[first].breaks <= 2 && (named || plain)).then_some(line)
}

/// "Table 2: …", "Table: …" or "Figure 3 – …": a caption, and no cell that happens to say "Table 2".
pub(super) fn is_table_label(words: &str) -> bool {
    let label = ["Table", "TABLE", "Figure", "Chart"].iter().find_map(|label| words.strip_prefix(label));
    let Some(rest) = label.filter(|_| words.len() <= 300) else {
        return false;
    };
    let number = rest.trim_start().trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '.');
    let numbered = rest.starts_with(' ') && number.len() < rest.trim_start().len();
    let parted =
        rest.ends_with('.') || number.trim_start().starts_with([':', '–', '-']) || rest.contains(". ");
    (numbered || rest.starts_with(':')) && (parted || words.split_whitespace().count() >= 5)
}

/// One past the last line from `first` on that could be a cell or caption of the same flattened table.
fn run_end(text: &str, lines: &[Line], marks: &[Marks], first: usize) -> usize {
    let mut end = first;
    while end < lines.len() && is_cell_line(text, lines[end].span, marks[end]) {
        let label = is_table_label(lines[end].span.of(text));
        if end > first && (label || delimiter_of(text, lines[end].span) == Some(Delimiter::Tab)) {
            break;
        }
        end += 1;
    }
    end
}

fn is_cell_line(text: &str, line: Span, marks: Marks) -> bool {
    let words = line.of(text);
    if is_table_label(words) {
        return true;
    }
    let stop = ends_with_full_stop(words) && words.split_whitespace().nth(3).is_some();
    let other = marks.any(&[
        Mark::SourceLine,
        Mark::NoteHeading,
        Mark::Note,
        Mark::Foot,
        Mark::Teaser,
        Mark::CommentHeading,
    ]);
    // A column may be headed "Share" or "Print": one word alone is no furniture yet.
    let furniture = marks.has(Mark::Furniture) && words.contains(' ');
    let announces = words.ends_with(':') && words.len() > LONGEST_LABEL;
    line.len() <= LONGEST_CELL && !stop && !other && !furniture && !announces
}

enum Flattened {
    Table(Found),
    /// It looks like a table, but the columns are not certain.
    Unclear,
    None,
}

/// The table that stands one cell a line in the run.
fn flattened(text: &str, lines: &[Line], run: Range<usize>) -> Flattened {
    let stretch = &lines[run.clone()];
    if !has_numbers(text, stretch.iter().map(|line| &line.span), FEW_NUMBERS) {
        return Flattened::None;
    }
    let with_empty = Cell::of_lines(text, stretch, true);
    let without = Cell::of_lines(text, stretch, false);
    let gaps = with_empty.len() != without.len();
    // Blank lines are empty cells, or they part the rows. Each reading has to make sense of all of them.
    let fit = grid::fit(text, &with_empty)
        .filter(|fit| !gaps || !fit.has_empty_column())
        .or_else(|| grid::fit(text, &without).filter(|fit| !gaps || fit.gaps_part_rows(stretch)));
    let Some(fit) = fit else {
        let many = has_numbers(text, stretch.iter().map(|line| &line.span), MANY_NUMBERS);
        return if many { Flattened::Unclear } else { Flattened::None };
    };
    let first = run.start + fit.caption.unwrap_or(fit.first_line);
    let last = run.start + fit.last_line;
    Flattened::Table(Found {
        lines: first..last + 1,
        table: Table {
            span: Some(lines[first].span.join(lines[last].span)),
            caption: fit.caption.map(|line| stretch[line].span),
            header: fit.header,
            rows: fit.rows.into_iter().map(|row| row.into_iter().map(|cell| cell.span).collect()).collect(),
            ..Table::default()
        },
    })
}
