//! The figures of tables: every number in a cell, with what its row, its column and the caption say of it.

mod layout;

use self::layout::{Body, Role};
use crate::document::{CellPosition, Figure, Table};
use crate::figures::{Context, Heading, Headings, find_in_cell};
use crate::span::Span;

/// The figures of all cells of `table`, which is the one with this index, row by row.
///
/// A cell that reaches over several rows or columns is one figure, in its first place.
///
/// # Panics
///
/// When a span of the table does not lie on character boundaries inside `text`.
#[must_use]
pub fn figures_in_table(text: &str, index: usize, table: &Table, context: &Context<'_>) -> Vec<Figure> {
    let body = Body::new(text, table);
    let read = |span: Span, wide: bool| Heading::read(text, span, wide, context);
    let mut around = Around::of_table(table, &read);
    let mut columns = column_headings(&table.heads, table, &read);
    let mut known: Vec<Option<Span>> = vec![None; body.columns()];
    let mut figures: Vec<Figure> = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        match body.role(row) {
            Role::Group => {
                around.group = cells.first().map(|cell| read(*cell, true));
                continue;
            }
            Role::Heads => {
                columns = column_headings(std::slice::from_ref(cells), table, &read);
                continue;
            }
            Role::Data => {}
        }
        let rows: Vec<Heading> = body.labels(row).into_iter().rev().map(|label| read(label, false)).collect();
        let outer = around.list();
        for (column, cell) in cells.iter().enumerate().skip(body.stubs()) {
            let seen = known[column] == Some(*cell) || column > 0 && cells[column - 1] == *cell;
            known[column] = Some(*cell);
            if cell.is_empty() || seen || body.is_time(row, column) {
                continue;
            }
            let none = Vec::new();
            let headings =
                Headings { columns: columns.get(column).unwrap_or(&none), rows: &rows, around: &outer };
            let position = CellPosition { table: index, row, column };
            let found = find_in_cell(text, *cell, headings, context);
            figures.extend(found.into_iter().map(|figure| Figure { cell: Some(position), ..figure }));
        }
    }
    figures
}

/// What holds for more than one row and column.
struct Around {
    group: Option<Heading>,
    /// The corner above the row headings, when there is one.
    corner: Option<Heading>,
    caption: Option<Heading>,
}

impl Around {
    fn of_table(table: &Table, read: &impl Fn(Span, bool) -> Heading) -> Self {
        let filled = |span: &Span| !span.is_empty();
        let corner = table.header.first().copied().filter(filled).map(|span| read(span, true));
        Self { group: None, corner, caption: table.caption.filter(filled).map(|span| read(span, true)) }
    }

    /// Nearest first. The corner names what the row headings are, and gives no more than a unit; so it stands last.
    fn list(&self) -> Vec<Heading> {
        [&self.group, &self.caption, &self.corner].into_iter().flatten().cloned().collect()
    }
}

/// Of each column, its headings, the lowest first, each once.
fn column_headings(
    heads: &[Vec<Span>],
    table: &Table,
    read: &impl Fn(Span, bool) -> Heading,
) -> Vec<Vec<Heading>> {
    let width = table.rows.first().or(heads.first()).map_or(0, Vec::len);
    let spread: Vec<Vec<Span>> =
        heads.iter().enumerate().map(|(at, row)| spread(row, at + 1 < heads.len())).collect();
    (0..width)
        .map(|column| {
            let mut spans: Vec<Span> = Vec::new();
            for cell in spread.iter().rev().filter_map(|row| row.get(column)) {
                if !cell.is_empty() && !spans.contains(cell) {
                    spans.push(*cell);
                }
            }
            spans.into_iter().map(|span| read(span, false)).collect()
        })
        .collect()
}

/// A row of headings with those that go over several columns in each of them: in text without markup such a heading
/// stands in its first column only. The lowest row stands for itself.
fn spread(row: &[Span], upper: bool) -> Vec<Span> {
    let mut row = row.to_vec();
    for column in 2..row.len() {
        if upper && row[column].is_empty() {
            row[column] = row[column - 1];
        }
    }
    row
}
