//! Totals, shares and changes in tables. One row or column alone proves little, so what the table does everywhere else
//! decides whether a cell that does not fit is in conflict.

mod columns;
mod grid;
mod lines;
mod prose;
mod totals;

use self::grid::Grid;
use super::line::Line;
use crate::document::{Check, Figure};
use crate::reading::Reading;

/// The checks of all tables, and of the sentences that tell of them, in no order.
pub(super) fn checks(reading: &Reading<'_>, figures: &[Figure], lines: &[Line<'_>]) -> Vec<Check> {
    let text = reading.text();
    let (mut cells, loose): (Vec<&Figure>, Vec<&Figure>) =
        figures.iter().partition(|figure| figure.cell.is_some());
    cells.sort_by_key(|figure| (figure.cell.map(|cell| cell.table), figure.span));
    let of_table = |figure: &&Figure| figure.cell.map(|cell| cell.table);
    let told = prose::told(lines);
    let mut found = Vec::new();
    for cells in cells.chunk_by(|one, two| of_table(one) == of_table(two)) {
        let index = cells.first().and_then(of_table);
        let Some(table) = index.and_then(|index| reading.layout.tables.get(index)) else { continue };
        let grid = Grid::new(text, table, cells);
        found.extend(of_grid(&grid, &told));
        found.extend(table.span.into_iter().flat_map(|place| prose::totals(&grid, place, lines)));
    }
    for grid in lines::grids(text, &loose) {
        // Without a total nothing says that the lines are a table.
        if (0..grid.rows.len()).any(|row| grid.is_total_row(row)) {
            found.extend(of_grid(&grid, &told));
        }
    }
    found
}

fn of_grid(grid: &Grid<'_>, told: &[prose::Told<'_, '_>]) -> Vec<Check> {
    let mut found = totals::checks(grid);
    found.extend(columns::checks(grid));
    found.extend(prose::changes(grid, told));
    found
}
