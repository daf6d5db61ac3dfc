//! Tables that lost their grid: every cell stands in a line of its own, a label and then its numbers.

use std::ops::Range;

use super::grid::Grid;
use crate::document::Figure;

/// Rows that a table has at least, its total among them.
const LEAST_ROWS: usize = 3;

/// A longer line is no label.
const LONGEST: usize = 90;

/// One line that is not empty.
#[derive(Clone, Copy)]
enum Line<'t, 'a> {
    /// Words, or the year that heads a column.
    Label(&'t str),
    /// A number and nothing else, or a short mark for one.
    Number(Option<&'a Figure>),
    /// A sentence.
    Other,
}

/// The tables among the lines of `text`, with the `figures` that stand in no cell, in text order.
pub(super) fn grids<'a>(text: &str, figures: &[&'a Figure]) -> Vec<Grid<'a>> {
    let lines = lines(text, figures);
    let mut found = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let rows = rows(&lines, at);
        if rows.len() >= LEAST_ROWS {
            at = rows.last().map_or(at, |row| row.end);
            found.push(grid(text, &lines, &rows));
        } else {
            at += 1;
        }
    }
    found
}

fn lines<'t, 'a>(text: &'t str, figures: &[&'a Figure]) -> Vec<Line<'t, 'a>> {
    let mut figures = figures.iter().peekable();
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let end = start + line.len();
        let mut inside = Vec::new();
        while let Some(figure) = figures.next_if(|figure| figure.span.start < end) {
            inside.push(*figure);
        }
        let words = line.trim();
        if !words.is_empty() {
            found.push(read(words, start + (line.len() - line.trim_start().len()), &inside));
        }
        start = end + 1;
    }
    found
}

fn read<'t, 'a>(words: &'t str, start: usize, figures: &[&'a Figure]) -> Line<'t, 'a> {
    if let [figure] = figures {
        let rest = words.get((figure.span.end - start).min(words.len())..).unwrap_or_default().trim();
        // A digit or letter in brackets leads to a note.
        let note = rest.len() <= 4 && rest.starts_with(['(', '[']) && rest.ends_with([')', ']']);
        if figure.span.start == start && (rest.is_empty() || note) {
            return Line::Number(Some(figure));
        }
    }
    let letters = words.chars().any(char::is_alphabetic);
    if !letters && words.chars().count() <= 3 && !words.contains(|c: char| c.is_ascii_digit()) {
        return Line::Number(None);
    }
    let sentence = words.len() > LONGEST || words.ends_with(['.', ':', ';', '?']);
    if sentence { Line::Other } else { Line::Label(words) }
}

/// The rows from the label at `at` on: a label and numbers, as many in each.
fn rows(lines: &[Line<'_, '_>], at: usize) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut next = at;
    while matches!(lines.get(next), Some(Line::Label(_))) {
        let numbers = lines[next + 1..].iter().take_while(|line| matches!(line, Line::Number(_))).count();
        let fits = found.first().is_none_or(|first| first.len() == numbers + 1);
        if numbers == 0 || !fits {
            break;
        }
        found.push(next..next + 1 + numbers);
        next += 1 + numbers;
    }
    found
}

fn grid<'a>(text: &str, lines: &[Line<'_, 'a>], rows: &[Range<usize>]) -> Grid<'a> {
    let label = |index: usize| match lines[index] {
        Line::Label(words) => words.to_lowercase(),
        Line::Number(_) | Line::Other => String::new(),
    };
    let first = rows.first().map_or(0, |row| row.start);
    let width = rows.first().map_or(0, Range::len);
    let headings = (first.saturating_sub(width)..first).map(label).collect();
    let figures = |row: &Range<usize>| {
        let numbers = lines[row.start + 1..row.end].iter();
        let figure = |line: &Line<'_, 'a>| if let Line::Number(figure) = line { *figure } else { None };
        numbers.map(figure).collect()
    };
    Grid::of_lines(text, headings, rows.iter().map(|row| (label(row.start), figures(row))).collect())
}
