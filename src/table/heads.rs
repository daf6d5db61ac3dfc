//! Which rows at the top of a grid are headings.

use super::cells::Kind;
use crate::span::Span;

/// No table has more rows of headings.
const MOST: usize = 5;

/// How many rows at the top of the grid are headings. `marked` rows at least are, as the markup says.
///
/// Unmarked, the first row heads the columns when it holds labels only and one of them stands over a column that is
/// mostly figures. A row of labels below a heading row is one too when the upper row leaves places empty or goes over
/// several columns, and when it is not the heading of a group of rows.
pub(crate) fn heading_rows(text: &str, rows: &[Vec<Span>], marked: usize) -> usize {
    let mut heads = if marked > 0 { marked } else { usize::from(labels_figures(text, rows)) };
    while 0 < heads && heads < MOST.max(marked) && heads + 1 < rows.len() {
        let row = &rows[heads];
        let labels = row.iter().all(|cell| !is_figure(text, *cell));
        let groups = is_open(&rows[heads - 1]) || row.iter().skip(1).all(|cell| is_unit_or_time(text, *cell));
        let unheaded = row.iter().skip(1).any(|cell| !cell.is_empty());
        let titled = heads == 1 && is_group_row(&rows[0]) && !is_group_row(row);
        if !(labels && unheaded && (groups || titled)) {
            break;
        }
        heads += 1;
    }
    heads
}

/// The lowest heading of each column that is not empty.
pub(crate) fn header(heads: &[Vec<Span>]) -> Vec<Span> {
    let Some(last) = heads.last() else {
        return Vec::new();
    };
    (0..last.len())
        .map(|column| {
            heads.iter().rev().map(|row| row[column]).find(|cell| !cell.is_empty()).unwrap_or(last[column])
        })
        .collect()
}

/// Whether a row is one text at its left, perhaps reaching over all columns, and nothing else.
pub(crate) fn is_group_row(row: &[Span]) -> bool {
    row.split_first().is_some_and(|(first, rest)| {
        !first.is_empty() && !rest.is_empty() && rest.iter().all(|cell| cell.is_empty() || cell == first)
    })
}

/// Whether beside the first column a heading goes over several columns, or a place is left empty.
fn is_open(row: &[Span]) -> bool {
    let beside = row.get(1..).unwrap_or_default();
    let filled = beside.iter().any(|cell| !cell.is_empty());
    filled && (beside.iter().any(|cell| cell.is_empty()) || row.windows(2).any(|pair| pair[0] == pair[1]))
}

/// Whether the first row holds labels, one of them over a column that is mostly figures.
fn labels_figures(text: &str, rows: &[Vec<Span>]) -> bool {
    let Some((first, body)) = rows.split_first() else {
        return false;
    };
    let kind = |cell: Span| Kind::of(cell.of(text));
    let labels = first.iter().skip(1).all(|cell| !is_figure(text, *cell))
        && first.first().is_none_or(|cell| kind(*cell) != Kind::Number)
        && first.iter().skip(1).any(|cell| !cell.is_empty());
    let over_figures = |column: usize| {
        let filled = body.iter().map(|row| row[column]).filter(|cell| !cell.is_empty());
        let (mut figures, mut all) = (0, 0);
        for cell in filled {
            all += 1;
            figures += usize::from(is_figure(text, cell));
        }
        !first[column].is_empty() && figures > 0 && 2 * figures >= all
    };
    let shares_first =
        rows.len() > 1 && (0..first.len()).all(|column| kind(first[column]) == kind(rows[1][column]));
    labels && !shares_first && (1..first.len()).any(over_figures)
}

fn is_figure(text: &str, cell: Span) -> bool {
    matches!(Kind::of(cell.of(text)), Kind::Number | Kind::Placeholder)
}

/// "£m", "£'000", "%", "(000s)", "2021": what may stand under a heading that is complete.
fn is_unit_or_time(text: &str, cell: Span) -> bool {
    let words = cell.of(text);
    let unit = words.len() <= 12
        && words.chars().any(|c| matches!(c, '£' | '%' | '$' | '€'))
        && !words.contains(|c: char| ('1'..='9').contains(&c));
    unit || Kind::of(words) == Kind::Time
}
