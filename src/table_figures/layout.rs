//! What the rows and columns of a grid are for: which cells head rows, which rows head the rows below them.

use crate::document::Table;
use crate::span::Span;
use crate::table::{Kind, is_group_row};

/// What a row is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Its cells hold values.
    Data,
    /// One text that heads the rows below.
    Group,
    /// It heads the columns of the rows below anew.
    Heads,
}

/// A table's rows with the kinds of their cells.
pub(super) struct Body<'a> {
    rows: &'a [Vec<Span>],
    kinds: Vec<Vec<Kind>>,
    stubs: usize,
    /// Of each column, whether most of its cells are numbers.
    counts: Vec<bool>,
}

impl<'a> Body<'a> {
    /// Looks at every cell once.
    pub(super) fn new(text: &str, table: &'a Table) -> Self {
        let kinds: Vec<Vec<Kind>> =
            table.rows.iter().map(|row| row.iter().map(|cell| Kind::of(cell.of(text))).collect()).collect();
        let width = table.rows.first().map_or(0, Vec::len);
        let counts: Vec<bool> = (0..width).map(|column| mostly(&kinds, column, Kind::Number)).collect();
        let stubs = stubs(text, table, &kinds, &counts);
        Self { rows: &table.rows, kinds, stubs, counts }
    }

    pub(super) fn columns(&self) -> usize {
        self.counts.len()
    }

    /// How many columns at the left head the rows.
    pub(super) fn stubs(&self) -> usize {
        self.stubs
    }

    /// Whether the cell is a time and no count that looks like a year.
    pub(super) fn is_time(&self, row: usize, column: usize) -> bool {
        self.kinds[row][column] == Kind::Time && !(self.counts[column] && self.rows[row][column].len() == 4)
    }

    pub(super) fn role(&self, row: usize) -> Role {
        let kinds = &self.kinds[row];
        let beside = kinds.get(self.stubs.max(1)..).unwrap_or_default();
        let times = beside.iter().filter(|kind| **kind == Kind::Time).count();
        let heads = times > 0
            && beside.len() > 1
            && beside.iter().all(|kind| matches!(kind, Kind::Time | Kind::Empty))
            && self.counts.iter().skip(self.stubs).any(|counts| *counts);
        if is_group_row(&self.rows[row]) && kinds[0] != Kind::Number {
            Role::Group
        } else if heads && row + 1 < self.rows.len() {
            Role::Heads
        } else {
            Role::Data
        }
    }

    /// The row's own headings, left to right. Where the first is left empty, the one above holds on.
    pub(super) fn labels(&self, row: usize) -> Vec<Span> {
        let mut labels: Vec<Span> =
            self.rows[row].iter().take(self.stubs).copied().filter(|cell| !cell.is_empty()).collect();
        labels.dedup();
        if self.stubs > 1 && self.kinds[row][0] == Kind::Empty {
            let above = (0..row).rev().take(HOLDS_FOR).find(|above| self.kinds[*above][0] != Kind::Empty);
            if let Some(above) = above.filter(|above| self.role(*above) == Role::Data) {
                labels.insert(0, self.rows[above][0]);
            }
        }
        labels
    }
}

/// A label that is not repeated holds for at most so many rows.
const HOLDS_FOR: usize = 60;

fn mostly(kinds: &[Vec<Kind>], column: usize, kind: Kind) -> bool {
    let filled = kinds.iter().filter(|row| row[column] != Kind::Empty && row[column] != Kind::Placeholder);
    let (mut same, mut all) = (0, 0);
    for row in filled {
        all += 1;
        same += usize::from(row[column] == kind);
    }
    same > 0 && 2 * same >= all
}

/// How many columns at the left head the rows: those of words and times before the first column of numbers. A first
/// column of numbers heads rows when its heading says so or the others have headings and it has none.
fn stubs(text: &str, table: &Table, kinds: &[Vec<Kind>], counts: &[bool]) -> usize {
    let words = counts.iter().take_while(|counts| !**counts).count();
    if words > 0 {
        return if words == counts.len() { 1 } else { words };
    }
    let Some(heading) = table.header.first() else {
        return usize::from(counts_up(text, &table.rows));
    };
    let numbers = || table.rows.iter().filter_map(|row| row.first()).map(|cell| cell.of(text));
    let plain = kinds.iter().zip(numbers()).all(|(row, cell)| {
        row[0] != Kind::Number
            || !cell.contains(['%', '£', '$', '€', '.']) && !is_grouped(cell)
            || cell.contains(['-', '–', '+'])
    });
    let named = heading.is_empty() || names_rows(&heading.of(text).to_ascii_lowercase());
    usize::from(counts.len() > 1 && plain && named || counts.len() > 1 && counts_up(text, &table.rows))
}

fn is_grouped(cell: &str) -> bool {
    cell.contains(',')
}

/// "Age", "Band", "Decile", "No.": what numbers as row headings are.
fn names_rows(heading: &str) -> bool {
    const WORDS: &[&str] = &[
        "age", "band", "decile", "quintile", "quartile", "year", "years", "week", "month", "day", "no",
        "number", "id", "rank", "group", "level", "grade", "exception", "category", "stage", "phase", "code",
        "size", "bracket", "range", "tariff", "question", "lot", "area", "reference", "ref", "item", "row",
        "index",
    ];
    let quantity =
        ["number of", "no of", "no. of", "total", "count"].iter().any(|start| heading.starts_with(start));
    !quantity && heading.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// Whether the first column counts the rows: 1, 2, 3 …
fn counts_up(text: &str, rows: &[Vec<Span>]) -> bool {
    rows.len() >= 3
        && rows.iter().enumerate().all(|(index, row)| {
            row.first().is_some_and(|cell| cell.of(text).trim_end_matches('.').parse() == Ok(index + 1))
        })
}
