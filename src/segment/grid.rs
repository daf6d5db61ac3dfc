//! The columns of a table whose cells stand one a line.
//!
//! Rows are counted from the end: a number of columns fits when the cells of each column agree in kind over the rows
//! and when the lines above the first row are rows of headings, perhaps with a caption over them. Empty cells are
//! blank lines or were dropped; every reading has to make sense of all the lines, and where two do equally well
//! there is no certain grid.

use super::headings_above::{Heads, heads_above};
use super::lines::Line;
use crate::span::Span;
use crate::table::Kind;

/// The widest table that is tried.
const MOST_COLUMNS: usize = 16;

/// A cell of a flattened table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// Its text; empty where a blank line stands for it.
    pub(super) span: Span,
    /// What it holds.
    pub(super) kind: Kind,
    /// The index of its line, or of the line before an empty cell.
    pub(super) line: usize,
    /// Whether more blank lines stand above it than between most lines.
    pub(super) gap: bool,
}

/// The lines of a run as cells.
pub(super) struct Cells {
    /// In text order.
    pub(super) list: Vec<Cell>,
    /// How many empty cells the blank lines above the first one may stand for.
    pub(super) lead: usize,
    /// How many empty cells the blank lines below the last one may stand for.
    pub(super) tail: usize,
}

impl Cells {
    /// The cells of `lines`. With `empty`, more blank lines than elsewhere are empty cells. `below` is the number of
    /// line breaks before whatever follows the run.
    pub(super) fn of_lines(text: &str, lines: &[Line], empty: bool, below: usize) -> Self {
        let usual = lines.iter().skip(1).map(|line| line.breaks).min().unwrap_or(1).max(1);
        let mut cells: Vec<Cell> = Vec::with_capacity(lines.len());
        for (index, line) in lines.iter().enumerate() {
            let gap = index > 0 && line.breaks > usual;
            if let Some(before) = index.checked_sub(1).filter(|_| empty && gap) {
                let missing = (line.breaks / usual).saturating_sub(1).min(MOST_COLUMNS);
                let end = lines[before].span.end;
                cells.extend((0..missing).map(|_| empty_cell(end, before)));
            }
            cells.push(Cell { span: line.span, kind: Kind::of(line.span.of(text)), line: index, gap });
        }
        let outside =
            |breaks: usize| if empty { (breaks.saturating_sub(2) / usual).min(MOST_COLUMNS) } else { 0 };
        let lead = lines.first().map_or(0, |line| outside(line.breaks));
        Self { list: cells, lead, tail: outside(below) }
    }
}

fn empty_cell(at: usize, line: usize) -> Cell {
    Cell { span: Span::new(at, at), kind: Kind::Empty, line, gap: true }
}

/// A number of columns that fits, and what it makes of the cells. Line indices count from the start of the run.
pub(super) struct Fit {
    /// The line of the caption.
    pub(super) caption: Option<usize>,
    /// The first line of headings or rows.
    pub(super) first_line: usize,
    /// The last line of the last row.
    pub(super) last_line: usize,
    /// The rows of headings.
    pub(super) heads: Vec<Vec<Span>>,
    /// The rows.
    pub(super) rows: Vec<Vec<Cell>>,
    /// How well the lines above the rows are understood.
    rank: u8,
}

impl Fit {
    /// Whether a column holds nothing at all.
    pub(super) fn has_empty_column(&self) -> bool {
        let columns = self.rows.first().map_or(0, Vec::len);
        (0..columns).any(|column| self.rows.iter().all(|row| row[column].kind == Kind::Empty))
    }

    /// Whether numbers head all rows but the first and the last.
    fn is_numbered(&self) -> bool {
        let inner = self.rows.get(1..self.rows.len().saturating_sub(1)).unwrap_or_default();
        self.rows.len() > 1
            && (self.rows[0].len() > 2 || inner.len() > 1)
            && inner.iter().all(|row| !row[0].kind.is_label())
    }

    /// Whether every blank line stands between two rows or above the first.
    pub(super) fn gaps_part_rows(&self) -> bool {
        self.rows.iter().all(|row| row.iter().skip(1).all(|cell| !cell.gap))
    }
}

/// The grid of the cells, when exactly one number of columns fits best.
pub(super) fn fit(text: &str, cells: &Cells) -> Option<Fit> {
    let whole = best(text, cells, Labels::Words, false).or_else(|| best(text, cells, Labels::Numbers, false));
    if whole.is_some() {
        return whole;
    }
    // Lines of text below the last row belong to the page; then only a table with one column of text is certain.
    let last = cells.list.iter().rposition(|cell| matches!(cell.kind, Kind::Number | Kind::Placeholder))?;
    let cut = Cells { list: cells.list[..=last].to_vec(), lead: cells.lead, tail: 0 };
    (last + 1 < cells.list.len()).then(|| best(text, &cut, Labels::Words, true)).flatten()
}

fn best(text: &str, cells: &Cells, labels: Labels, one_text_column: bool) -> Option<Fit> {
    let mut found: Option<Fit> = None;
    let mut rival = 0;
    for columns in 2..=MOST_COLUMNS {
        let multiple = |fit: &Fit| columns % fit.rows[0].len() == 0 && fit.rank > 1;
        if found.as_ref().is_some_and(multiple) {
            continue;
        }
        let Some(fit) = with_columns(text, cells, columns, labels, one_text_column) else {
            continue;
        };
        match &found {
            Some(known) if known.rank > fit.rank => {}
            Some(known) if known.rank == fit.rank => rival = fit.rank,
            _ => found = Some(fit),
        }
    }
    found.filter(|fit| fit.rank > rival)
}

fn with_columns(text: &str, cells: &Cells, columns: usize, labels: Labels, one_text: bool) -> Option<Fit> {
    (0..=cells.tail.min(columns - 1)).find_map(|tail| {
        let mut padded = cells.list.clone();
        let last = *padded.last()?;
        padded.extend((0..tail).map(|_| empty_cell(last.span.end, last.line)));
        let from = |first| build(text, &padded, cells.lead, first, columns, one_text);
        let labelled = first_row(&padded, columns, labels)
            .and_then(|(first, sure)| from(first).or_else(|| (sure > first).then(|| from(sure))?));
        if labels == Labels::Numbers {
            return labelled.filter(|fit| fit.rank == 4 && fit.heads.len() == 1 && fit.is_numbered());
        }
        labelled.or_else(|| bare(text, &padded, columns))
    })
}

/// The grid whose rows begin at `first`.
fn build(
    text: &str,
    cells: &[Cell],
    lead: usize,
    first: usize,
    columns: usize,
    one_text: bool,
) -> Option<Fit> {
    let rows: Vec<Vec<Cell>> = cells[first..].chunks(columns).map(<[Cell]>::to_vec).collect();
    let is_text = |column: &usize| rows.iter().any(|row| row[*column].kind == Kind::Text);
    let texts = (0..columns).filter(is_text).count();
    let figures = rows.iter().flatten().filter(|cell| cell.kind == Kind::Number).count();
    if rows.is_empty() || figures == 0 || one_text && texts > 1 {
        return None;
    }
    let heads = heads_above(text, &cells[..first], lead, columns, &rows)?;
    let alone = rows.len() == 1 && (heads.rank < 3 || figures < 2 || columns < 3);
    let text_last = texts > 1 && rows.iter().all(|row| row[columns - 1].kind == Kind::Text) && heads.rank < 4;
    let recurs = columns == 2 && labels_recur(text, &rows);
    if alone || text_last || recurs || counts_rows(text, &rows) || repeats(text, &heads, &cells[..first]) {
        return None;
    }
    Some(fit_of(cells, heads, rows))
}

fn fit_of(cells: &[Cell], heads: Heads, rows: Vec<Vec<Cell>>) -> Fit {
    Fit {
        caption: heads.caption,
        first_line: cells.get(heads.first).map_or(0, |cell| cell.line),
        last_line: cells.last().map_or(0, |cell| cell.line),
        heads: heads.rows,
        rows,
        rank: heads.rank,
    }
}

/// A table without row headings: as many labels as there are columns, then nothing but numbers.
fn bare(text: &str, cells: &[Cell], columns: usize) -> Option<Fit> {
    let labels = cells.iter().take_while(|cell| cell.kind.is_label()).count();
    let (above, body) = cells.split_at(labels);
    let numbers = body.iter().all(|cell| cell.kind.is_numeric());
    let figures = body.iter().filter(|cell| cell.kind == Kind::Number).count();
    let times = above.iter().all(|cell| cell.kind == Kind::Time);
    let sure = times || columns > 2;
    let caption =
        above.first().is_some_and(|cell| is_caption(text, *cell)) && body.len() % (columns + 1) == 0;
    if labels != columns || !numbers || !sure || caption || figures < 2 || body.len() % columns != 0 {
        return None;
    }
    let heads =
        Heads { rows: vec![above.iter().map(|cell| cell.span).collect()], first: 0, caption: None, rank: 3 };
    Some(fit_of(cells, heads, body.chunks(columns).map(<[Cell]>::to_vec).collect()))
}

/// Where the rows of the end that agree with each other begin, and where the first of them with a number does.
fn first_row(cells: &[Cell], columns: usize, labels: Labels) -> Option<(usize, usize)> {
    let mut classes: Vec<Option<Class>> = vec![None; columns];
    let mut start = cells.len();
    let mut sure = start;
    while let Some(row) = start.checked_sub(columns).map(|first| &cells[first..start]) {
        let kinds = if labels == Labels::Numbers { 1.. } else { 0.. };
        if !is_row(row, labels) || !agrees(&row[kinds.clone()], &classes[kinds]) {
            break;
        }
        for (class, cell) in classes.iter_mut().zip(row) {
            *class = class.or(Class::of(cell.kind));
        }
        start -= columns;
        if row.iter().any(|cell| cell.kind == Kind::Number) {
            sure = start;
        }
    }
    (sure < cells.len()).then_some((start, sure))
}

/// What may stand in the first column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Labels {
    /// Words and times.
    Words,
    /// Numbers too, such as ages and bands, when the headings leave no doubt.
    Numbers,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Label,
    Number,
}

impl Class {
    /// `None` for what may stand in any column.
    fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::Text | Kind::Time => Some(Self::Label),
            Kind::Number => Some(Self::Number),
            Kind::Placeholder | Kind::Empty => None,
        }
    }
}

/// A row begins with its label. Where one label holds for several rows, the others leave it empty.
fn is_row(row: &[Cell], labels: Labels) -> bool {
    let labelled = row[0].kind.is_label() || labels == Labels::Numbers && row[0].kind == Kind::Number;
    let figures = row[1..].iter().any(|cell| matches!(cell.kind, Kind::Number | Kind::Placeholder));
    let group = labelled && row[1..].iter().all(|cell| cell.kind == Kind::Empty);
    labelled && (figures || group) || row[0].kind == Kind::Empty && figures
}

/// Whether the cells have the kinds of their columns. A count may look like a year, in a row with other numbers.
fn agrees(row: &[Cell], classes: &[Option<Class>]) -> bool {
    let numbers = row.iter().any(|cell| cell.kind == Kind::Number);
    row.iter().zip(classes).all(|(cell, known)| {
        let class = Class::of(cell.kind);
        class.is_none()
            || known.is_none()
            || class == *known
            || cell.kind == Kind::Time && *known == Some(Class::Number) && numbers && cell.span.len() == 4
    })
}

/// Whether a column counts the rows, "1", "2", "3" …: then the rows begin there and not where they seem to.
fn counts_rows(text: &str, rows: &[Vec<Cell>]) -> bool {
    let columns = rows.first().map_or(0, Vec::len);
    rows.len() >= 3
        && (1..columns).any(|column| {
            rows.iter()
                .enumerate()
                .all(|(index, row)| row[column].span.of(text).trim_end_matches('.').parse() == Ok(index + 1))
        })
}

/// Whether a third of the labels stand there before: then they are values of a column and not what the rows are about.
fn labels_recur(text: &str, rows: &[Vec<Cell>]) -> bool {
    let mut labels: Vec<&str> = rows.iter().map(|row| row[0].span.of(text)).collect();
    labels.sort_unstable();
    labels.dedup();
    3 * (rows.len() - labels.len()) >= rows.len()
}

/// Whether the headings stand twice, as over tables that were printed side by side.
fn repeats(text: &str, heads: &Heads, above: &[Cell]) -> bool {
    let Some(lowest) = heads.rows.last() else { return false };
    let columns = lowest.len();
    above.len() >= 2 * columns
        && above[above.len() - 2 * columns..above.len() - columns]
            .iter()
            .zip(lowest)
            .all(|(cell, heading)| cell.span.of(text) == heading.of(text))
}

/// Whether the cell captions a table and does not head its first column.
pub(super) fn is_caption(text: &str, cell: Cell) -> bool {
    let words = cell.span.of(text);
    super::tables::is_table_label(words) || words.len() > 90
}
