//! Columns of percentages against the columns of numbers that they are made from.

use super::grid::Grid;
use crate::checks::change;
use crate::checks::cue::Cue;
use crate::checks::finding::{Binding, check};
use crate::checks::grain;
use crate::checks::interval::Comparison;
use crate::checks::operand::Operand;
use crate::checks::share;
use crate::document::{Check, CheckKind};

/// Wider tables are not searched for the columns that belong together.
const WIDEST: usize = 16;

/// Rows that have to fit before the others are held to it.
const ENOUGH: usize = 4;

/// Headings of columns that hold changes.
static CHANGE: Cue = Cue::new(
    r"(?-u:\b)(?:change|increase|decrease|difference|variance|growth|variation|uplift|reduction)(?-u:\b)",
);

/// The checks of all columns of shares and changes.
pub(super) fn checks(grid: &Grid<'_>) -> Vec<Check> {
    if grid.width() > WIDEST {
        return Vec::new();
    }
    (1..grid.width()).filter_map(|column| shares(grid, column)).flatten().collect()
}

/// Two numbers, and what is stated about them.
struct Stated<'g, 'a> {
    kind: CheckKind,
    numbers: [Operand<'a>; 2],
    result: &'g Operand<'a>,
    comparison: Comparison,
}

impl Stated<'_, '_> {
    fn weigh(self, binding: Binding) -> Option<Check> {
        let [one, two] = &self.numbers;
        let note = if self.kind == CheckKind::Share {
            share::note(one, two, self.result, &self.comparison)
        } else {
            change::table_note([one, two, self.result], &self.comparison)
        };
        check(self.kind, &[one, two], self.result, &self.comparison, binding, note)
    }

    /// Whether it could have failed: nought and all fit any number that is nought or all.
    fn tells(&self) -> bool {
        let [part, whole] = &self.numbers;
        part.value != 0.0 && (part.value - whole.value).abs() > 1e-9
    }
}

/// Where the numbers of a share or change stand, seen from its cell.
#[derive(Clone, Copy)]
enum Source {
    /// Part and whole in these columns of the row.
    Columns(usize, usize),
    /// The part in this column, the whole in its total row.
    TotalRow(usize, usize),
    /// The earlier and the later level in these columns.
    Levels(usize, usize),
}

fn shares(grid: &Grid<'_>, column: usize) -> Option<Vec<Check>> {
    let rows: Vec<usize> = (0..grid.rows.len()).filter(|row| grid.share(*row, column).is_some()).collect();
    if rows.len() < 2 {
        return None;
    }
    let mut best: Option<(usize, Vec<Stated<'_, '_>>)> = None;
    for source in sources(grid, column) {
        if !promising(grid, column, &rows, source) {
            continue;
        }
        let stated: Vec<_> = rows.iter().filter_map(|row| read(grid, (*row, column), source)).collect();
        let telling: Vec<_> = stated.iter().filter(|stated| stated.tells()).collect();
        let fitting = telling.iter().filter(|stated| stated.comparison.agrees()).count();
        // Four in five of at least two or three rows: less may be chance.
        let bound = fitting >= 2 && fitting * 5 >= telling.len() * 4;
        if bound && best.as_ref().is_none_or(|(most, _)| fitting > *most) {
            best = Some((fitting, stated));
        }
    }
    let (fitting, stated) = best?;
    let binding = if fitting >= ENOUGH { Binding::Certain } else { Binding::Guess };
    Some(stated.into_iter().filter_map(|stated| stated.weigh(binding)).collect())
}

/// Whether some of the first rows fit: most pairs of columns have nothing to do with each other.
fn promising(grid: &Grid<'_>, column: usize, rows: &[usize], source: Source) -> bool {
    const FIRST: usize = 12;
    let first = rows.iter().take(FIRST).filter_map(|row| read(grid, (*row, column), source));
    first.filter(Stated::tells).any(|stated| stated.comparison.agrees())
}

/// All the places that the numbers for a column may stand in, nearest first.
fn sources(grid: &Grid<'_>, column: usize) -> Vec<Source> {
    let has = |other: usize| (0..grid.rows.len()).any(|row| grid.amount(row, other).is_some());
    let numbers: Vec<usize> = (1..grid.width()).filter(|other| has(*other)).collect();
    let changes = grid.headings.get(column).is_some_and(|heading| CHANGE.is_in(heading));
    let mut found = Vec::new();
    let parts = numbers.iter().copied().filter(|other| *other <= column).rev();
    let parts: Vec<usize> = parts.chain(numbers.iter().copied().filter(|other| *other > column)).collect();
    if changes {
        for pair in numbers.windows(2) {
            found.push(Source::Levels(pair[0], pair[1]));
            found.push(Source::Levels(pair[1], pair[0]));
        }
        return found;
    }
    let totals: Vec<usize> = (0..grid.rows.len()).filter(|row| grid.is_total_row(*row)).collect();
    let total = totals.last().copied();
    for part in &parts {
        found.extend(total.map(|total| Source::TotalRow(*part, total)));
        let wholes = numbers.iter().filter(|whole| *whole != part);
        found.extend(wholes.map(|whole| Source::Columns(*part, *whole)));
    }
    found
}

fn read<'g, 'a>(grid: &'g Grid<'a>, (row, column): (usize, usize), source: Source) -> Option<Stated<'g, 'a>> {
    let result = grid.share(row, column)?;
    if !result.is_plain() {
        return None;
    }
    let (kind, one, two) = match source {
        Source::Columns(part, whole) => (CheckKind::Share, grid.amount(row, part)?, grid.amount(row, whole)?),
        Source::TotalRow(part, total) => {
            (CheckKind::Share, grid.amount(row, part)?, grid.amount(total, part)?)
        }
        Source::Levels(from, to) => (CheckKind::Change, grid.amount(row, from)?, grid.amount(row, to)?),
    };
    if !one.is_plain() || !two.is_plain() {
        return None;
    }
    // What the whole table was rounded to counts for its small numbers too.
    let wide =
        |operand: &Operand<'a>| Operand { range: grain::widened(operand, 0.5 * grid.grain), ..*operand };
    let numbers = [wide(one), wide(two)];
    let [one, two] = &numbers;
    let comparison = if kind == CheckKind::Share {
        let fits = one.is_like(two) && one.value >= 0.0 && one.value <= two.value;
        share::of_whole(one, two, result).filter(|_| fits)?
    } else {
        change::in_table(one, two, result)?
    };
    Some(Stated { kind, numbers, result, comparison })
}
