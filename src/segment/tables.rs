//! Tables that lost their markup: columns parted by tabs, spaces or bars, and one cell a line.
//!
//! A grid is given only where it is certain; a wrong one is worse than none.

use std::ops::Range;

use super::delimited::{self, Delimited, Delimiter, delimiter_of, has_number_column};
use super::grid::{self, Cells};
use super::lines::Line;
use super::marks::{Mark, Marks};
use super::shape::{ends_with_full_stop, ends_with_stop, is_bullet, is_prose};
use crate::document::{Table, Warning};
use crate::span::Span;
use crate::table::{Kind, header, heading_rows, is_group_row};

/// The longest text that can be one cell of a flattened table, in bytes.
const LONGEST_CELL: usize = 250;

/// A longer line that ends with a colon announces the table and heads no column.
const LONGEST_LABEL: usize = 45;

/// A label that ends with a full stop is at most this long.
const LONGEST_LONG_LABEL: usize = 120;

/// Fewer lines are no table.
const FEWEST_LINES: usize = 4;

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
        if let Some(delimited) = delimited::read(text, lines, at) {
            at = delimited.lines.end;
            let numbers = has_numbers(text, delimited.rows.iter().flatten(), MANY_NUMBERS);
            match delimited_table(text, lines, marks, delimited) {
                Some(table) => found.push(table),
                None if numbers => warnings.push(unclear()),
                None => {}
            }
            continue;
        }
        let end = run_end(text, lines, marks, at);
        if end - at >= FEWEST_LINES {
            match flattened(text, lines, marks, at..end) {
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
        code: "table_unclear".into(),
        message: "a table lost its columns when it was copied; its cells are read as text".to_owned(),
    }
}

/// Whether there are numbers enough to speak of a table: so many at least, and a quarter of all.
fn has_numbers<'a>(text: &str, cells: impl Iterator<Item = &'a Span>, least: usize) -> bool {
    let (mut numbers, mut all) = (0, 0);
    for cell in cells.filter(|cell| !cell.is_empty()) {
        all += 1;
        numbers += usize::from(Kind::of(cell.of(text)) == Kind::Number);
    }
    numbers >= least && 4 * numbers >= all
}

/// The grid of delimited rows. Cells at the end of a line may be missing, as white space there is often trimmed.
fn delimited_table(text: &str, lines: &[Line], marks: &[Marks], found: Delimited) -> Option<Found> {
    let Delimited { lines: range, rows, delimiter, ruled, certain } = found;
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let short = rows.iter().filter(|row| row.len() < columns).count();
    if columns < 2 || !certain || 2 * short > rows.len() {
        return None;
    }
    let mut padded = rows;
    for row in &mut padded {
        let end = row.last().map_or(lines[range.start].span.start, |cell| cell.end);
        row.resize(columns, Span::new(end, end));
    }
    let parted = delimiter == Delimiter::Tab && padded.len() >= 3 || ruled && delimiter == Delimiter::Bar;
    if !(parted || has_number_column(text, &padded) || delimiter != Delimiter::Spaces && is_full(&padded)) {
        return None;
    }
    let mut caption = caption_above(text, lines, marks, range.start);
    let first = if caption.is_some() { range.start - 1 } else { range.start };
    if padded.len() > 2 && is_group_row(&padded[0]) && heading_rows(text, &padded[1..], 0) > 0 {
        caption = Some(padded.remove(0)[0]);
    }
    let rows = padded.split_off(heading_rows(text, &padded, usize::from(ruled)));
    Some(Found {
        table: Table {
            span: Some(lines[first].span.join(lines[range.end - 1].span)),
            caption,
            header: header(&padded),
            heads: padded,
            rows,
            ..Table::default()
        },
        lines: first..range.end,
    })
}

/// Three rows or more, all of the same length and with hardly an empty cell.
fn is_full(rows: &[Vec<Span>]) -> bool {
    let empty = rows.iter().flatten().filter(|cell| cell.is_empty()).count();
    rows.len() >= 3 && 10 * empty <= rows.len() * rows[0].len()
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
    (lines[first].breaks <= 3 && (named || plain)).then_some(line)
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
    while end < lines.len()
        && (is_cell_line(text, lines[end].span, marks[end]) || is_long_label(text, lines, end))
    {
        let label = is_table_label(lines[end].span.of(text));
        if end > first && (label || delimiter_of(text, lines[end].span).is_some()) {
            break;
        }
        end += 1;
    }
    end
}

/// A line that ends like a sentence, but has a number of its own below.
fn is_long_label(text: &str, lines: &[Line], at: usize) -> bool {
    let next = lines.get(at + 1).filter(|next| at > 0 && next.breaks <= lines[at].breaks);
    lines[at].span.len() <= LONGEST_LONG_LABEL
        && next.is_some_and(|next| Kind::of(next.span.of(text)) == Kind::Number)
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
    line.len() <= LONGEST_CELL && !stop && !other && !furniture && !announces && !is_item(words)
}

/// An item of a list, and neither a dash for a missing number nor a negative one.
fn is_item(words: &str) -> bool {
    let rest = words.strip_prefix("- ").or_else(|| words.strip_prefix("– "));
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()) || rest.contains(' '))
        || words.starts_with(is_bullet)
}

/// "2022: 27", "2021-22 - 104", "20/21 £1,153,957.77": a time with its number is an entry of a list and no cell.
fn is_pair(words: &str) -> bool {
    let parts =
        words.split_once(": ").or_else(|| words.split_once(" - ")).or_else(|| words.split_once(" – "));
    parts.or_else(|| words.split_once(' ')).is_some_and(|(time, number)| {
        Kind::of(time.trim()) == Kind::Time && Kind::of(number.trim()) == Kind::Number
    })
}

enum Flattened {
    Table(Found),
    /// It looks like a table, but the columns are not certain.
    Unclear,
    None,
}

/// The table that stands one cell a line in the run.
fn flattened(text: &str, lines: &[Line], marks: &[Marks], run: Range<usize>) -> Flattened {
    let stretch = &lines[run.clone()];
    let long = |line: &Line| line.span.len() > LONGEST_LABEL;
    // The source line of the table is none of its cells, nor is running text below a row that ends with a number.
    let full = stretch.last().is_some_and(|line| Kind::of(line.span.of(text)) == Kind::Number);
    let ends_here = |at: usize| {
        marks[at].any(&[Mark::SourceLine, Mark::NoteHeading, Mark::Note])
            || full && is_prose(lines[at].span.of(text))
    };
    let goes_on =
        lines.get(run.end).is_some_and(|next| next.breaks == 1 && long(next) && !ends_here(run.end));
    let began = stretch[0].breaks == 1 && run.start > 0 && long(&lines[run.start - 1]);
    let pairs = stretch.iter().filter(|line| is_pair(line.span.of(text))).count();
    if pairs > 1 || !has_numbers(text, stretch.iter().map(|line| &line.span), FEW_NUMBERS) {
        return Flattened::None;
    }
    let below = lines.get(run.end).map_or(0, |line| line.breaks);
    let with_empty = Cells::of_lines(text, stretch, true, below);
    let without = Cells::of_lines(text, stretch, false, below);
    let gaps = with_empty.list.len() != without.list.len();
    // Blank lines are empty cells, or they part the rows. Each reading has to make sense of all of them.
    let fit = grid::fit(text, &with_empty)
        .filter(|fit| !gaps || !fit.has_empty_column())
        .or_else(|| grid::fit(text, &without).filter(|fit| !gaps || fit.gaps_part_rows()));
    // A long line right below, or above rows without headings, may be a cell of a column of text.
    let whole = |fit: &grid::Fit| {
        !(goes_on && fit.last_line + 1 == stretch.len()
            || began && fit.heads.is_empty() && fit.first_line == 0)
    };
    let Some(fit) = fit.filter(whole) else {
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
            header: header(&fit.heads),
            heads: fit.heads,
            rows: fit.rows.into_iter().map(|row| row.into_iter().map(|cell| cell.span).collect()).collect(),
            ..Table::default()
        },
    })
}
