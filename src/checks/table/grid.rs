//! A table as arithmetic sees it: amounts, shares, gaps, and the words that head rows and columns.

use crate::checks::cue::Cue;
use crate::checks::grain;
use crate::checks::interval::Interval;
use crate::checks::operand::{Operand, Role};
use crate::document::{Figure, FigureKind, Table};

/// Words for a sum of everything else.
static TOTAL: Cue = Cue::new(
    r"^\W*(?:(?:grand|overall|sub)?[- ]?totals?(?-u:\b).{0,40}|(?:.{1,40} )?(?:sub[- ]?)?totals?|all(?: [a-z]+){0,3}|overall|sum)\W*[0-9]?\W*$",
);

/// Rows that may hold the sum of the months below.
static YEAR: Cue = Cue::new(r"^(?:19|20)[0-9]{2}(?:\s*total)?$");

/// Rows of months.
static MONTH: Cue = Cue::new(r"^(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]*)$");

/// Rows that are parts of the row above and not of the total.
static OF_WHICH: Cue = Cue::new(r"^\W*(?:of which|of whom|including|includes|excluding|memo)(?-u:\b)");

/// Numbers that were rounded before they were shown.
static LOOSE: Cue = Cue::new(
    r"(?-u:\b)(?:fte|ftes|full[- ]time equivalents?|average|hours|days|estimate[sd]?|weighted|round\w*|thousands?|millions?|modelled|forecast)(?-u:\b)",
);

/// Columns of prices, averages and the like.
static EACH: Cue = Cue::new(
    r"(?-u:\b)(?:per|each|unit|price|rate|average|mean|median|ratio|unique|distinct|individuals)(?-u:\b)",
);

/// One cell.
#[derive(Debug, Default)]
pub(super) struct Cell<'a> {
    /// The number of things or the amount in it.
    pub(super) amount: Option<Operand<'a>>,
    /// The share or change in it.
    pub(super) share: Option<Operand<'a>>,
    /// Whether a short mark stands in it where a number should.
    pub(super) withheld: bool,
    /// Whether words, a mark for a withheld number, or more than one number stand in it.
    pub(super) unclear: bool,
}

/// One table.
#[derive(Debug)]
pub(super) struct Grid<'a> {
    pub(super) rows: Vec<Vec<Cell<'a>>>,
    /// The words that head each row, in lower case.
    pub(super) labels: Vec<String>,
    /// The words that head each column, in lower case.
    pub(super) headings: Vec<String>,
    /// What all amounts were rounded to; 0 when nothing shows.
    pub(super) grain: f64,
}

impl<'a> Grid<'a> {
    /// `figures` are those of the table's cells.
    pub(super) fn new(text: &str, table: &Table, figures: &[&'a Figure]) -> Self {
        let lower = |span: crate::span::Span| span.of(text).trim().to_lowercase();
        let headings: Vec<String> = table.header.iter().map(|heading| lower(*heading)).collect();
        let labels: Vec<String> =
            table.rows.iter().map(|row| label(row.iter().map(|cell| lower(*cell)))).collect();
        let caption = table.caption.map(lower).unwrap_or_default();
        let loose = LOOSE.is_in(&caption) || headings.iter().any(|heading| LOOSE.is_in(heading));
        let mut rows: Vec<Vec<Cell<'a>>> =
            table.rows.iter().map(|row| row.iter().map(|_| Cell::default()).collect()).collect();
        for figure in figures {
            let place = figure.cell.and_then(|at| rows.get_mut(at.row)?.get_mut(at.column));
            if let Some((cell, operand)) = place.zip(Operand::new(text, figure)) {
                cell.put(operand, loose);
            }
        }
        for (row, spans) in rows.iter_mut().zip(&table.rows) {
            for (cell, span) in row.iter_mut().zip(spans) {
                let number = cell.amount.is_some() || cell.share.is_some();
                let words = span.of(text).trim();
                cell.unclear |= !number && !is_blank(words);
                cell.withheld = cell.unclear && words.chars().filter(|c| c.is_alphabetic()).count() <= 3;
            }
        }
        Self::of_cells(rows, labels, headings)
    }

    /// `labels` are as many as `rows`.
    fn of_cells(rows: Vec<Vec<Cell<'a>>>, labels: Vec<String>, headings: Vec<String>) -> Self {
        let grain = grain_of(&rows);
        Self { rows, labels, headings, grain }
    }

    /// A table that lost its lines: rows of a label and as many figures each, `None` for a mark that stands for one.
    pub(super) fn of_lines(
        text: &str,
        headings: Vec<String>,
        lines: Vec<(String, Vec<Option<&'a Figure>>)>,
    ) -> Self {
        let loose = headings.iter().any(|heading| LOOSE.is_in(heading));
        let (mut rows, mut labels) = (Vec::new(), Vec::new());
        for (label, figures) in lines {
            let mut cells = vec![Cell::default()];
            for figure in figures {
                let mut cell = Cell::default();
                if let Some(operand) = figure.and_then(|figure| Operand::new(text, figure)) {
                    cell.put(operand, loose);
                } else {
                    (cell.withheld, cell.unclear) = (true, true);
                }
                cells.push(cell);
            }
            labels.push(label);
            rows.push(cells);
        }
        Self::of_cells(rows, labels, headings)
    }

    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> Option<&Cell<'a>> {
        self.rows.get(row)?.get(column)
    }

    pub(super) fn amount(&self, row: usize, column: usize) -> Option<&Operand<'a>> {
        self.cell(row, column)?.amount.as_ref()
    }

    pub(super) fn share(&self, row: usize, column: usize) -> Option<&Operand<'a>> {
        self.cell(row, column)?.share.as_ref()
    }

    pub(super) fn is_total_row(&self, row: usize) -> bool {
        self.is_year_of_months(row) || self.labels.get(row).is_some_and(|label| TOTAL.is_in(label))
    }

    /// Whether the row is a year, the sum of the months below it.
    pub(super) fn is_year_of_months(&self, row: usize) -> bool {
        let label = |row: usize| self.labels.get(row).map_or("", String::as_str);
        YEAR.is_in(label(row)) && MONTH.is_in(label(row + 1))
    }

    pub(super) fn is_total_column(&self, column: usize) -> bool {
        self.headings.get(column).is_some_and(|heading| TOTAL.is_in(heading))
    }

    /// Whether the row's numbers are contained in another row's.
    pub(super) fn is_part_of_a_row(&self, row: usize) -> bool {
        self.labels.get(row).is_some_and(|label| OF_WHICH.is_in(label))
    }

    /// Whether the column holds numbers that no sum is made of, such as prices and averages.
    pub(super) fn is_each(&self, column: usize) -> bool {
        self.headings.get(column).is_some_and(|heading| EACH.is_in(heading))
    }

    /// Whether the row holds numbers or marks for numbers that are withheld, and not only words over the whole row.
    pub(super) fn has_content(&self, row: usize) -> bool {
        let marked = |cells: &Vec<Cell<'_>>| cells.iter().skip(1).any(|cell| cell.withheld);
        self.has_amounts(row) || self.rows.get(row).is_some_and(marked)
    }

    pub(super) fn has_amounts(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|cells| cells.iter().any(|cell| cell.amount.is_some()))
    }
}

impl<'a> Cell<'a> {
    fn put(&mut self, mut operand: Operand<'a>, loose: bool) {
        let slot = match operand.role {
            Role::Level => &mut self.amount,
            Role::Share | Role::Change(_) => &mut self.share,
            Role::Rate | Role::Opaque => {
                self.unclear = true;
                return;
            }
        };
        let whole = operand.range.high - operand.range.low < 1e-9;
        if whole && operand.is_plain() && (loose || operand.figure.kind == FigureKind::Money) {
            operand.range = Interval::around(operand.value, 0.5);
        }
        self.unclear |= slot.is_some();
        *slot = Some(operand);
    }
}

/// What heads a row: its first cell, or the second where that is empty or the second says that it is a total.
fn label(cells: impl Iterator<Item = String>) -> String {
    let mut cells = cells.take(2);
    let first = cells.next().unwrap_or_default();
    let second = cells.next().filter(|cell| cell.contains(|c: char| c.is_alphabetic()));
    match second {
        Some(second) if first.is_empty() || matches!(second.as_str(), "total" | "grand total") => second,
        _ => first,
    }
}

/// Nothing, or a mark for nothing.
fn is_blank(cell: &str) -> bool {
    matches!(cell.trim(), "" | "-" | "–" | "—" | "nil" | "Nil" | "£0" | "£-" | "£ -")
}

/// The grain that all amounts of a table share, when so many do that it is no chance.
fn grain_of(rows: &[Vec<Cell<'_>>]) -> f64 {
    const ENOUGH: usize = 8;
    let amounts: Vec<f64> = rows
        .iter()
        .flatten()
        .filter_map(|cell| cell.amount.as_ref())
        .map(|amount| amount.value.abs())
        .filter(|value| *value > 0.0)
        .collect();
    if amounts.len() < ENOUGH { 0.0 } else { grain::shared(&amounts, &[1e6, 1e5, 1e4, 1e3, 1e2, 10.0, 5.0]) }
}
