//! The lines above the first row of a flattened table: rows of headings, a caption over them.

use super::grid::{Cell, is_caption};
use crate::span::Span;
use crate::table::Kind;

/// No flattened table with more rows of headings is certain.
const MOST_ROWS: usize = 3;

/// Where the corner above the labels is empty, the other headings are at most this long; a longer line is a caption.
const LONGEST_LONE_HEADING: usize = 60;

/// How the lines above the first row read.
pub(super) struct Heads {
    /// The rows of headings, top to bottom.
    pub(super) rows: Vec<Vec<Span>>,
    /// The first cell of the headings, or of the rows where there are none.
    pub(super) first: usize,
    /// The line of the caption.
    pub(super) caption: Option<usize>,
    /// 4: headings and nothing else; 3: headings with an empty corner or a sure caption; 2: a caption alone; 1: nothing.
    pub(super) rank: u8,
}

/// The reading of `above` that leaves no line unexplained. `lead` empty cells may stand before it.
pub(super) fn heads_above(
    text: &str,
    above: &[Cell],
    lead: usize,
    columns: usize,
    rows: &[Vec<Cell>],
) -> Option<Heads> {
    if above.is_empty() {
        return (rows.len() > 1).then(|| Heads { rows: Vec::new(), first: 0, caption: None, rank: 1 });
    }
    let one_text = (1..columns).all(|column| rows.iter().all(|row| row[column].kind != Kind::Text));
    for captions in 0..=3.min(above.len()) {
        for missing in 0..=1 {
            let cells = above.len() - captions + missing;
            let count = cells / columns;
            if !cells.is_multiple_of(columns) || count == 0 || count > MOST_ROWS {
                continue;
            }
            let reading = Reading { text, above, lead, columns, captions, missing: missing == 1, one_text };
            if let Some(heads) = reading.heads() {
                return Some(heads);
            }
        }
    }
    let [only] = above else { return None };
    (is_caption(text, *only) && rows.len() > 1).then(|| Heads {
        rows: Vec::new(),
        first: 1,
        caption: Some(only.line),
        rank: 2,
    })
}

struct Reading<'a> {
    text: &'a str,
    above: &'a [Cell],
    lead: usize,
    columns: usize,
    /// How many lines caption the table.
    captions: usize,
    /// Whether the empty corner left no cell.
    missing: bool,
    /// Whether the rows have no text but their labels.
    one_text: bool,
}

impl Reading<'_> {
    fn heads(&self) -> Option<Heads> {
        let (captions, cells) = self.above.split_at(self.captions);
        let first = cells.first()?;
        if cells.iter().any(|cell| !(cell.kind.is_label() || cell.kind == Kind::Empty)) {
            return None;
        }
        let mut padded: Vec<Cell> = Vec::with_capacity(cells.len() + 1);
        if self.missing {
            padded.push(Cell {
                span: Span::new(first.span.start, first.span.start),
                kind: Kind::Empty,
                ..*first
            });
        }
        padded.extend_from_slice(cells);
        let rows: Vec<&[Cell]> = padded.chunks(self.columns).collect();
        if !self.rows_make_sense(&rows) || self.missing && !self.corner_may_be_empty(cells, rows.len()) {
            return None;
        }
        let caption = if captions.is_empty() { None } else { Some(self.caption(captions, cells)?) };
        // With as many lines as columns, the first one may still be the caption over an empty corner.
        let corner = first.span.of(self.text);
        let captioned = !self.missing && self.one_text && rows.len() == 1 && captions.is_empty();
        if captioned
            && (is_caption(self.text, *first)
                || cells.get(1).is_some_and(|next| next.gap) && corner.contains(' '))
        {
            return None;
        }
        Some(Heads {
            rows: rows.iter().map(|row| row.iter().map(|cell| cell.span).collect()).collect(),
            first: self.captions,
            caption,
            rank: if self.missing || caption.is_some() { 3 } else { 4 },
        })
    }

    /// Each column beside the first has a heading; a row above another leaves places to the right empty, or the other
    /// one says units or times only.
    fn rows_make_sense(&self, rows: &[&[Cell]]) -> bool {
        let open = |row: &[Cell]| {
            row[1..].iter().any(|cell| cell.kind == Kind::Empty)
                && row.iter().any(|cell| cell.kind != Kind::Empty)
        };
        let small = |row: &[Cell]| {
            let same = |cell: &Cell| cell.span.of(self.text) == row[1].span.of(self.text);
            row[1..].iter().all(|cell| cell.kind == Kind::Time || cell.span.len() <= 9 || same(cell))
        };
        let full = |row: &[Cell]| row[1..].iter().all(|cell| cell.kind.is_label());
        let times = |row: &[Cell]| row[1..].iter().all(|cell| cell.kind == Kind::Time);
        let units = |pair: &[&[Cell]]| small(pair[1]) && full(pair[1]) && !(times(pair[0]) && times(pair[1]));
        let below = |pair: &[&[Cell]]| open(pair[0]) || self.columns > 2 && units(pair);
        let lowest = rows.last().is_some_and(|row| full(row));
        rows.windows(2).all(below) && (lowest || rows.len() > 1 && self.covered(rows))
    }

    /// Whether each column beside the first has a heading in some row.
    fn covered(&self, rows: &[&[Cell]]) -> bool {
        (1..self.columns).all(|column| rows.iter().any(|row| row[column].kind.is_label()))
    }

    fn corner_may_be_empty(&self, cells: &[Cell], rows: usize) -> bool {
        let short = cells.iter().all(|cell| cell.span.len() <= LONGEST_LONE_HEADING);
        let times = cells.iter().all(|cell| cell.kind == Kind::Time);
        let told = self.lead > 0 && self.captions == 0 || self.captions > 0 && cells[0].gap;
        if rows > 1 { told } else { self.one_text && (told || times || short && self.columns > 2) }
    }

    /// The line of the caption, when the lines above the headings are one.
    fn caption(&self, captions: &[Cell], cells: &[Cell]) -> Option<usize> {
        let last = captions.iter().rev().find(|cell| cell.kind != Kind::Empty)?;
        let parted = cells[0].gap || captions.last().is_some_and(|cell| cell.kind == Kind::Empty);
        let words = last.span.of(self.text);
        let texts = captions.iter().all(|cell| matches!(cell.kind, Kind::Text | Kind::Empty));
        let longest = cells.iter().all(|cell| cell.span.len() < last.span.len());
        let alone = captions.len() == 1 && !self.missing && longest && words.split(' ').count() >= 4;
        (texts && (is_caption(self.text, *last) || parted || alone)).then_some(last.line)
    }
}
