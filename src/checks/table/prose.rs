//! What the sentences say about a table: the total of a column that has no total row, and the change between two of
//! its cells. Said only when it fits, as nothing but the numbers ties a sentence to a table.

use super::grid::Grid;
use crate::checks::change;
use crate::checks::cue::Cue;
use crate::checks::finding::{Binding, check};
use crate::checks::line::Line;
use crate::checks::operand::{Operand, Role, Scale};
use crate::checks::sum;
use crate::document::{Check, CheckKind};
use crate::span::Span;

/// Sentences so many bytes before or behind a table may tell its total.
const NEAR: usize = 600;

/// Before a total.
static TOTAL: Cue = Cue::new(concat!(
    r"(?-u:\b)(?:in total|altogether|in all|overall)(?-u:\b)[^.;:]{0,40}$|",
    r"(?-u:\b)(?:a|the|grand|combined|overall) total (?:of|was|is|came to|stood at)(?: [a-z]+){0,2}\s*$|(?-u:\b)totall?(?:ing|ed)\s*$"
));

/// Behind a total.
static IN_TOTAL: Cue = Cue::new(r"^\s*(?:[a-z’'-]+\s+){0,3}(?:in total|altogether|in all)(?-u:\b)");

/// What ties a change to the level before it: "184 officers, an increase of 30 per cent".
static CHANGE_OF: Cue = Cue::new(concat!(
    r"^[^.;()]{0,80}(?:,|[–—(]) (?:(?:or|which is|this is|this was|a|an|up|down)\s+)*",
    r"(?:(?:increase|rise|fall|drop|decrease|reduction|decline) of )?$"
));

/// Headings of times.
static TIME: Cue = Cue::new(r"(?-u:\b)(?:19|20)[0-9]{2}(?-u:\b)");

/// The checks of the columns' totals that stand in the sentences around the table.
pub(super) fn totals(grid: &Grid<'_>, place: Span, lines: &[Line<'_>]) -> Vec<Check> {
    if (0..grid.rows.len()).any(|row| grid.is_total_row(row)) {
        return Vec::new();
    }
    let columns = (1..grid.width()).filter(|column| !grid.is_each(*column));
    let parts: Vec<Vec<&Operand<'_>>> = columns.filter_map(|column| parts(grid, column)).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let first = lines.partition_point(|line| line.span.end + NEAR < place.start);
    let near = lines[first..].iter().take_while(|line| line.span.start < place.end + NEAR);
    let stated = near.flat_map(|line| {
        let totals = line
            .in_role(Role::Level)
            .filter(|index| TOTAL.is_in(line.before(*index)) || IN_TOTAL.is_in(line.behind(*index)));
        totals.map(|index| &line.operands[index])
    });
    let fitting = stated.filter_map(|total| {
        let column = parts.iter().find(|parts| {
            parts.iter().all(|part| part.is_like(total)) && sum::compare(parts, total, grid.grain).agrees()
        })?;
        sum::weigh(column, total, grid.grain, Binding::Guess)
    });
    fitting.collect()
}

/// The numbers of a column, when every row has one.
fn parts<'g, 'a>(grid: &'g Grid<'a>, column: usize) -> Option<Vec<&'g Operand<'a>>> {
    let rows = 0..grid.rows.len();
    let whole = rows.clone().all(|row| grid.cell(row, column).is_some_and(|cell| !cell.unclear));
    let parts: Vec<_> = rows.map(|row| grid.amount(row, column)).collect::<Option<_>>()?;
    (whole && parts.len() >= 2 && parts.iter().all(|part| part.is_plain())).then_some(parts)
}

/// A number and the change to it that a sentence tells: "184 officers, an increase of 30 per cent".
pub(super) type Told<'l, 'a> = (&'l Operand<'a>, &'l Operand<'a>);

/// The changes that sentences with one number tell of it.
pub(super) fn told<'l, 'a>(lines: &'l [Line<'a>]) -> Vec<Told<'l, 'a>> {
    /// Small numbers stand in many cells.
    const LEAST: f64 = 20.0;
    /// More are not held against every table.
    const MOST: usize = 64;
    let told = lines.iter().filter(|line| line.len() > 1).flat_map(|line| {
        let changes = (1..line.len()).filter(|change| {
            let scale = line.operands[*change].scale();
            let level = &line.operands[change - 1];
            matches!(scale, Some(Scale::Percent | Scale::Absolute))
                && level.is_level()
                && level.value >= LEAST
                && CHANGE_OF.is_in(line.before(*change))
                && line.in_role(Role::Level).take(2).count() == 1
        });
        changes.map(|change| (&line.operands[change - 1], &line.operands[change]))
    });
    told.take(MOST).collect()
}

/// The changes that sentences tell against the cell of their number and the one of the time before.
pub(super) fn changes(grid: &Grid<'_>, told: &[Told<'_, '_>]) -> Vec<Check> {
    told.iter().filter_map(|(level, change)| against_cells(grid, level, change)).collect()
}

fn against_cells(grid: &Grid<'_>, level: &Operand<'_>, change: &Operand<'_>) -> Option<Check> {
    let places = (0..grid.rows.len()).flat_map(|row| (1..grid.width()).map(move |column| (row, column)));
    let same = |place: &(usize, usize)| {
        grid.amount(place.0, place.1).is_some_and(|cell| (cell.value - level.value).abs() < 1e-9)
    };
    let mut places = places.filter(same);
    let (row, column) = places.next().filter(|_| places.next().is_none())?;
    let is_time = |words: Option<&String>| words.is_some_and(|words| TIME.is_in(words));
    let heading = |column: usize| is_time(grid.headings.get(column));
    let label = |row: usize| is_time(grid.labels.get(row));
    let beside = [Some(column + 1), column.checked_sub(1)].into_iter().flatten();
    let beside = beside.filter(|other| heading(*other) && heading(column)).map(|other| (row, other));
    let above = [Some(row + 1), row.checked_sub(1)].into_iter().flatten();
    let above = above.filter(|other| label(*other) && label(row)).map(|other| (other, column));
    let sign = change.sign()?;
    beside.chain(above).find_map(|(row, column)| {
        let earlier = grid.amount(row, column)?;
        let way = (level.value - earlier.value) * sign > 0.0;
        let comparison = change::in_table(earlier, level, change).filter(|_| way)?;
        let note = change::table_note([earlier, level, change], &comparison);
        check(CheckKind::Change, &[earlier, level], change, &comparison, Binding::Guess, note)
    })
}
