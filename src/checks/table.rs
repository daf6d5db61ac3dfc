//! Totals, shares and changes in tables. One row or column alone proves little, so what the table does everywhere else
//! decides whether a cell that does not fit is in conflict.

mod columns;
mod grid;
mod totals;

use self::grid::Grid;
use crate::document::{Check, Figure};
use crate::reading::Reading;

/// The checks of all tables, in no order.
pub(super) fn checks(reading: &Reading<'_>, figures: &[Figure]) -> Vec<Check> {
    let text = reading.text();
    let mut cells: Vec<&Figure> = figures.iter().filter(|figure| figure.cell.is_some()).collect();
    cells.sort_by_key(|figure| (figure.cell.map(|cell| cell.table), figure.span));
    let of_table = |figure: &&Figure| figure.cell.map(|cell| cell.table);
    let tables = cells.chunk_by(|one, two| of_table(one) == of_table(two));
    let grids = tables.filter_map(|cells| {
        let table = reading.layout.tables.get(of_table(cells.first()?)?)?;
        Some(Grid::new(text, table, cells))
    });
    grids
        .flat_map(|grid| {
            let mut found = totals::checks(&grid);
            found.extend(columns::checks(&grid));
            found
        })
        .collect()
}
