//! Rows and columns of totals against what they sum up.

use super::grid::Grid;
use crate::checks::finding::Binding;
use crate::checks::operand::Operand;
use crate::checks::sum;
use crate::document::Check;

/// The checks of total rows and total columns.
pub(super) fn checks(grid: &Grid<'_>) -> Vec<Check> {
    let mut found = total_rows(grid);
    found.extend(total_columns(grid));
    found
}

/// A stated total with the numbers that should make it.
struct Claimed<'g, 'a> {
    parts: Vec<&'g Operand<'a>>,
    total: &'g Operand<'a>,
    /// Whether every cell is a plain number.
    whole: bool,
    /// Whether two numbers other than zero go in, so that it is no chance that it fits.
    tells: bool,
}

impl<'g, 'a> Claimed<'g, 'a> {
    /// `None` when fewer than two numbers go in, or only others of other units.
    fn new(
        grid: &'g Grid<'a>,
        total: (usize, usize),
        parts: impl Iterator<Item = (usize, usize)>,
        shares: bool,
    ) -> Option<Self> {
        let pick = |(row, column): (usize, usize)| {
            if shares { grid.share(row, column) } else { grid.amount(row, column) }
        };
        let stated = pick(total)?;
        let mut claimed = Self { parts: Vec::new(), total: stated, whole: stated.is_plain(), tells: false };
        for place in parts {
            claimed.whole &= grid.cell(place.0, place.1).is_some_and(|cell| !cell.unclear);
            match pick(place) {
                Some(part) if part.is_like(stated) => claimed.parts.push(part),
                // An empty cell is nought.
                None => {}
                Some(_) => claimed.whole = false,
            }
        }
        claimed.whole &= !grid.is_each(total.1);
        claimed.whole &= claimed.parts.iter().all(|part| part.is_plain());
        claimed.tells = claimed.parts.iter().filter(|part| part.value != 0.0).count() >= 2;
        (claimed.parts.len() >= 2).then_some(claimed)
    }

    fn fits(&self, grain: f64) -> bool {
        sum::compare(&self.parts, self.total, grain).agrees()
    }

    fn is_exact(&self) -> bool {
        let sum: f64 = self.parts.iter().map(|part| part.value).sum();
        (sum - self.total.value).abs() < 1e-9
    }

    /// Twice the total: months and their year stand in the same column.
    fn counts_twice(&self) -> bool {
        let sum: f64 = self.parts.iter().map(|part| part.value).sum();
        (sum - 2.0 * self.total.value).abs() < 1e-6 * sum.abs()
    }

    fn weigh(&self, grain: f64, binding: Binding) -> Option<Check> {
        let binding = binding.only_if(!self.counts_twice(), Binding::Guess);
        let binding = binding.only_if(self.whole && self.tells, Binding::Guess);
        sum::weigh(&self.parts, self.total, grain, binding)
    }
}

/// The claims of one reading of a table: which rows or columns make a total.
struct Hypothesis<'g, 'a> {
    claims: Vec<Claimed<'g, 'a>>,
    fitting: usize,
    whole: usize,
}

impl<'g, 'a> Hypothesis<'g, 'a> {
    fn new(claims: Vec<Claimed<'g, 'a>>, grain: f64) -> Self {
        let whole: Vec<_> = claims.iter().filter(|claim| claim.whole).collect();
        let fits = |claim: &&&Claimed<'_, '_>| claim.fits(grain);
        let fitting = whole.iter().filter(|claim| claim.tells).filter(fits).count();
        let whole = fitting + whole.iter().filter(|claim| !claim.fits(grain)).count();
        Self { claims, fitting, whole }
    }

    /// The checks, sure when most of the claims fit.
    fn weigh(&self, grain: f64, alone: Binding) -> Vec<Check> {
        let failing = self.whole - self.fitting;
        let binding = if self.fitting >= 2 && failing * 2 <= self.fitting {
            Binding::Certain
        } else if self.fitting >= 1 && failing == 1 {
            Binding::Likely
        } else if self.fitting == 0 && failing == 1 {
            alone
        } else {
            Binding::Guess
        };
        // One column in many that fits is chance.
        let telling = || self.claims.iter().filter(|claim| claim.tells);
        let fits = telling().filter(|claim| claim.fits(grain)).count();
        if fits > 0 && fits * 3 < telling().count() {
            return Vec::new();
        }
        // One number among noughts proves nothing that rounding could have changed.
        let said = |claim: &&Claimed<'_, '_>| claim.tells || self.fitting > 0 && claim.is_exact();
        self.claims.iter().filter(said).filter_map(|claim| claim.weigh(grain, binding)).collect()
    }
}

/// The reading of most claims that fit, the earlier of equals.
fn best<'g, 'a>(readings: Vec<Hypothesis<'g, 'a>>) -> Option<Hypothesis<'g, 'a>> {
    readings.into_iter().reduce(|best, next| if next.fitting > best.fitting { next } else { best })
}

fn total_rows(grid: &Grid<'_>) -> Vec<Check> {
    let data: Vec<usize> = (0..grid.rows.len()).filter(|row| grid.has_content(*row)).collect();
    let totals: Vec<usize> =
        data.iter().copied().filter(|row| grid.is_total_row(*row) && grid.has_amounts(*row)).collect();
    let plain = |row: &usize| !grid.is_total_row(*row) && !grid.is_part_of_a_row(*row);
    let within = |from: usize, to: usize| -> Vec<usize> {
        let first = data.partition_point(|row| *row < from);
        let end = data.partition_point(|row| *row < to);
        data[first..end].iter().copied().filter(plain).collect()
    };
    let last_row = data.last().copied();
    let mut found = Vec::new();
    for (index, total) in totals.iter().enumerate() {
        let previous = index.checked_sub(1).map_or(0, |before| totals[before] + 1);
        let next = totals.get(index + 1).copied().unwrap_or(grid.rows.len());
        let heads = grid.is_year_of_months(*total);
        let mut readings = vec![if heads { within(total + 1, next) } else { within(previous, *total) }];
        if data.first() == Some(total) || readings[0].is_empty() {
            readings.push(within(total + 1, next));
        }
        // The last total may be of everything above or of the totals above it.
        if index > 0 && index + 1 == totals.len() {
            readings.push(within(0, *total));
            readings.push(totals[..index].to_vec());
        }
        let amounts = readings.iter().map(|rows| in_columns(grid, *total, rows, false)).collect();
        let only = totals.len() == 1 && last_row == Some(*total) && is_plain_total(&grid.labels[*total]);
        let alone = if only { Binding::Likely } else { Binding::Guess };
        if let Some(reading) = best(amounts) {
            found.extend(reading.weigh(grid.grain, alone));
        }
        let shares = best(readings.iter().map(|rows| in_columns(grid, *total, rows, true)).collect());
        found.extend(shares.into_iter().flat_map(|reading| reading.weigh_shares()));
    }
    found
}

impl Hypothesis<'_, '_> {
    /// Shares that make a hundred; of others nothing is said.
    fn weigh_shares(&self) -> Vec<Check> {
        let hundred = self.claims.iter().filter(|claim| (claim.total.value - 100.0).abs() < 1e-9);
        hundred.filter(|claim| claim.tells).filter_map(|claim| claim.weigh(0.0, Binding::Guess)).collect()
    }
}

fn is_plain_total(label: &str) -> bool {
    matches!(
        label.trim_matches(|c: char| !c.is_alphanumeric()),
        "total" | "totals" | "grand total" | "overall total"
    )
}

fn in_columns<'g, 'a>(grid: &'g Grid<'a>, total: usize, rows: &[usize], shares: bool) -> Hypothesis<'g, 'a> {
    let claims = (1..grid.width())
        .filter_map(|column| {
            Claimed::new(grid, (total, column), rows.iter().map(|row| (*row, column)), shares)
        })
        .collect();
    Hypothesis::new(claims, grid.grain)
}

fn total_columns(grid: &Grid<'_>) -> Vec<Check> {
    let columns: Vec<usize> = (1..grid.width()).filter(|column| has_column(grid, *column)).collect();
    let totals: Vec<usize> = columns.iter().copied().filter(|column| grid.is_total_column(*column)).collect();
    let plain = |from: usize, to: usize| -> Vec<usize> {
        let inside = columns.iter().copied().filter(|column| from <= *column && *column < to);
        inside.filter(|column| !grid.is_total_column(*column)).collect()
    };
    let mut found = Vec::new();
    for (index, total) in totals.iter().enumerate() {
        let previous = index.checked_sub(1).map_or(0, |before| totals[before] + 1);
        let next = totals.get(index + 1).copied().unwrap_or(grid.width());
        let mut readings = vec![plain(previous, *total), plain(total + 1, next)];
        if index > 0 && index + 1 == totals.len() {
            readings.push(totals[..index].to_vec());
            readings.push(plain(0, *total));
        }
        let readings = readings.iter().map(|columns| in_rows(grid, *total, columns)).collect();
        if let Some(reading) = best(readings) {
            found.extend(reading.weigh(grid.grain, Binding::Guess));
        }
    }
    found
}

fn has_column(grid: &Grid<'_>, column: usize) -> bool {
    (0..grid.rows.len()).any(|row| grid.amount(row, column).is_some())
}

fn in_rows<'g, 'a>(grid: &'g Grid<'a>, total: usize, columns: &[usize]) -> Hypothesis<'g, 'a> {
    let rows = 0..grid.rows.len();
    let claims = rows
        .filter_map(|row| {
            Claimed::new(grid, (row, total), columns.iter().map(|column| (row, *column)), false)
        })
        .collect();
    Hypothesis::new(claims, grid.grain)
}
