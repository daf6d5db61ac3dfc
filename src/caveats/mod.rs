//! Which notes qualify which figures and claims.
//!
//! A note under a table with a mark belongs to the cells that carry it, and where a heading carries it to all cells of
//! its row or column. A note without a mark, or whose mark stands nowhere in the table, belongs to the whole table. In
//! running text a note belongs to the sentence that carries its mark.

mod marks;

use std::collections::{HashMap, HashSet};

use self::marks::{leading_mark, marks_in_prose, marks_of_cell};
use crate::document::{Block, BlockKind, Claim, Figure, Layout, Table};
use crate::span::Span;
use crate::table::{Kind, is_group_row};

/// More notes of one table than this are not told apart.
const MOST_NOTES: usize = 64;

/// A mark that ends so many bytes behind a figure is its own.
const NEAR: usize = 6;

/// The notes of a document, bound to the places that they are about.
#[derive(Debug, Default)]
pub struct Caveats {
    tables: Vec<TableNotes>,
    /// Sentence by sentence in text order: the sentence, where the mark ends, the note.
    prose: Vec<(Span, usize, Span)>,
}

impl Caveats {
    /// Reads the notes of a document and the marks in its tables and sentences.
    ///
    /// # Panics
    ///
    /// When a span of `layout` does not lie on character boundaries inside `text`.
    #[must_use]
    pub fn new(text: &str, layout: &Layout) -> Self {
        let tables = layout.tables.iter().map(|table| TableNotes::new(text, table)).collect();
        Self { tables, prose: prose_notes(text, layout) }
    }

    /// Gives each figure the notes that qualify it. A mark right behind a figure is that figure's; elsewhere it is
    /// about every figure of its sentence.
    pub fn bind_to_figures(&self, figures: &mut [Figure]) {
        let near = |figure: &Figure, end: usize| figure.span.end < end && end <= figure.span.end + NEAR;
        let mut taken: HashSet<usize> = HashSet::new();
        for figure in figures.iter_mut() {
            if let Some(cell) = figure.cell {
                if let Some(notes) = self.tables.get(cell.table) {
                    figure.caveats.extend(notes.of_cell(cell.row, cell.column));
                }
                continue;
            }
            let mine: Vec<(usize, Span)> =
                self.of_sentence(figure.span).filter(|(end, _)| near(figure, *end)).collect();
            taken.extend(mine.iter().map(|(end, _)| *end));
            figure.caveats.extend(mine.into_iter().map(|(_, note)| note));
        }
        for figure in figures.iter_mut().filter(|figure| figure.cell.is_none() && figure.caveats.is_empty()) {
            let notes = self.of_sentence(figure.span).filter(|(end, _)| !taken.contains(end));
            figure.caveats.extend(notes.map(|(_, note)| note));
        }
    }

    /// Gives each claim the notes of its figures and of its sentence.
    pub fn bind_to_claims(&self, figures: &[Figure], claims: &mut [Claim]) {
        for claim in claims {
            let of_figures = claim.figures.iter().filter_map(|index| figures.get(*index));
            let mut notes: Vec<Span> = of_figures.flat_map(|figure| figure.caveats.iter().copied()).collect();
            notes.extend(self.of_sentence(claim.span).map(|(_, note)| note));
            notes.sort_unstable();
            notes.dedup();
            claim.caveats.extend(notes);
        }
    }

    /// The notes of the sentence that `span` lies in, with where their marks end.
    fn of_sentence(&self, span: Span) -> impl Iterator<Item = (usize, Span)> {
        let first = self.prose.partition_point(|(sentence, ..)| sentence.end <= span.start);
        self.prose[first..]
            .iter()
            .take_while(move |(sentence, ..)| sentence.start < span.end)
            .map(|(_, end, note)| (*end, *note))
    }
}

/// The notes of one table as sets of bits, the first note being bit 0.
#[derive(Debug, Default)]
struct TableNotes {
    notes: Vec<Span>,
    /// Those of all cells.
    everywhere: u64,
    columns: Vec<u64>,
    /// Those of the labels in a row and of the group that the row belongs to.
    rows: Vec<u64>,
    cells: Vec<Vec<u64>>,
}

impl TableNotes {
    fn new(text: &str, table: &Table) -> Self {
        let notes: Vec<Span> = table.notes.iter().copied().take(MOST_NOTES).collect();
        if notes.is_empty() {
            return Self::default();
        }
        let mut marks: Vec<Option<String>> = notes.iter().map(|note| mark_of(text, *note)).collect();
        // The numbers of a numbered list are markup, and not in the text.
        if marks.iter().all(Option::is_none) {
            marks = (1..=notes.len()).map(|number| Some(number.to_string())).collect();
        }
        let bits = |cell: Span| -> u64 {
            let found = if cell.is_empty() { Vec::new() } else { marks_of_cell(cell.of(text)) };
            let bit = |(index, mark): (usize, &Option<String>)| {
                mark.as_ref().filter(|mark| found.contains(*mark)).map_or(0, |_| 1u64 << index)
            };
            if found.is_empty() { 0 } else { marks.iter().enumerate().map(bit).fold(0, |all, bit| all | bit) }
        };
        let mut bound = Self { everywhere: table.caption.map_or(0, bits), ..Self::default() };
        let width = table.rows.first().map_or(0, Vec::len);
        for column in 0..width {
            let heads = table.heads.iter().filter_map(|row| row.get(column));
            bound.columns.push(heads.fold(0, |all, head| all | bits(*head)));
        }
        let mut group = 0;
        let mut used = bound.everywhere | bound.columns.iter().fold(0, |all, bits| all | bits);
        for row in &table.rows {
            let cells: Vec<u64> = row.iter().map(|cell| bits(*cell)).collect();
            if is_group_row(row) {
                group = cells[0];
            }
            let labels = row.iter().zip(&cells).filter(|(cell, _)| Kind::of(cell.of(text)).is_label());
            bound.rows.push(labels.fold(group, |all, (_, bits)| all | bits));
            used |= cells.iter().fold(group, |all, bits| all | bits);
            bound.cells.push(cells);
        }
        for (index, mark) in marks.iter().enumerate() {
            if mark.is_none() || used & (1 << index) == 0 {
                bound.everywhere |= 1 << index;
            }
        }
        bound.notes = notes;
        bound
    }

    fn of_cell(&self, row: usize, column: usize) -> impl Iterator<Item = Span> {
        let cell = self.cells.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or(0);
        let column = self.columns.get(column).copied().unwrap_or(0);
        let row = self.rows.get(row).copied().unwrap_or(0);
        let bits = self.everywhere | cell | column | row;
        self.notes
            .iter()
            .enumerate()
            .filter(move |(index, _)| bits & (1 << index) != 0)
            .map(|(_, note)| *note)
    }
}

/// The mark that stands before a note on its line, or at its beginning.
fn mark_of(text: &str, note: Span) -> Option<String> {
    let line = text[..note.start].rfind(['\n', '\t']).map_or(0, |end| end + 1);
    let before = text.get(line..note.start).unwrap_or_default();
    let label = before.rfind(':').filter(|at| before[..*at].trim().to_ascii_lowercase().starts_with("note"));
    let before = label.map_or(before, |at| &before[at + 1..]).trim();
    let whole = format!("{before} ");
    let mark = leading_mark(if before.is_empty() { note.of(text) } else { &whole });
    mark.map(|(mark, _)| mark)
}

/// Notes under running text with the sentences above them that carry their marks.
fn prose_notes(text: &str, layout: &Layout) -> Vec<(Span, usize, Span)> {
    // Most documents have no notes, and looking for their marks everywhere would be in vain.
    if !layout.blocks.iter().any(|block| note_of(text, block).is_some()) {
        return Vec::new();
    }
    let mut carried: HashMap<String, Vec<(Span, usize)>> = HashMap::new();
    let mut found = Vec::new();
    let mut sentences = layout.sentences.iter().peekable();
    let mut tables =
        layout.tables.iter().flat_map(|table| table.notes.iter()).copied().collect::<Vec<Span>>();
    tables.sort_unstable();
    let in_table = |block: &Block| {
        let next = tables.partition_point(|note| note.end <= block.span.start);
        tables.get(next).is_some_and(|note| note.overlaps(block.span))
    };
    for (index, block) in layout.blocks.iter().enumerate() {
        let note = note_of(text, block).filter(|_| !in_table(block));
        if let Some((mark, note)) = note
            && let Some(places) = carried.remove(&mark)
        {
            found.extend(places.into_iter().map(|(sentence, end)| (sentence, end, note)));
        }
        while let Some(sentence) = sentences.next_if(|sentence| sentence.block <= index) {
            if !block.kind.is_prose() || sentence.block != index {
                continue;
            }
            for (mark, end) in marks_in_prose(sentence.span.of(text)) {
                carried.entry(mark).or_default().push((sentence.span, sentence.span.start + end));
            }
        }
    }
    found.sort_unstable();
    found
}

/// The mark and the words of a block that is a note. Outside notes only a sign makes one: numbers are lists.
fn note_of(text: &str, block: &Block) -> Option<(String, Span)> {
    use BlockKind as K;
    let (mark, end) = match block.kind {
        K::Note | K::Paragraph | K::Answer | K::ListItem => leading_mark(block.span.of(text))?,
        _ => return None,
    };
    let sign = mark.starts_with(['*', '†', '‡']);
    let span = Span::new(block.span.start + end, block.span.end).trim(text);
    ((sign || block.kind == K::Note) && !span.is_empty()).then_some((mark, span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::rules::RuleSet;
    use crate::segment::segment;

    /// A text and `figure: notes` of each figure that has some, where the figures are those of the cells of the first
    /// table.
    fn bound(text: &str) -> String {
        let rules = RuleSet::builtin().expect("every rule passes its own examples");
        let document = Document { text: text.to_owned(), ..Document::default() };
        let layout = segment(&document, &rules);
        let context = crate::figures::Context::default();
        let mut figures = Vec::new();
        for (index, table) in layout.tables.iter().enumerate() {
            figures.extend(crate::table_figures::figures_in_table(text, index, table, &context));
        }
        for sentence in &layout.sentences {
            figures.extend(crate::figures::find(text, sentence.span, &context).figures);
        }
        Caveats::new(text, &layout).bind_to_figures(&mut figures);
        let line = |figure: &Figure| {
            let notes: Vec<&str> = figure.caveats.iter().map(|note| note.of(text)).collect();
            format!("{}: {}", figure.number.of(text), notes.join(" + "))
        };
        let bound: Vec<String> =
            figures.iter().filter(|figure| !figure.caveats.is_empty()).map(line).collect();
        bound.join("; ")
    }

    #[test]
    fn notes_bind_to_what_carries_their_marks() {
        let failed: Vec<String> = [
            (
                "Town\tShut\tOpen(1)\nNorthtown\t4\t11\nSouthtown(2)\t5*\t12\n\nSource: the register\nNotes:\n(1) Open on 1 May.\n(2) A new town.\n* Provisional.\n",
                "11: Open on 1 May.; 5: A new town. + Provisional.; 12: Open on 1 May. + A new town.",
            ),
            (
                "Town\tShut\tOpen\nNorthtown\t4[1]\t11\nSouthtown\t5\t12\n\nNotes:\n1. To May.\n2. Rounded.\n",
                "4: To May. + Rounded.; 11: Rounded.; 5: Rounded.; 12: Rounded.",
            ),
            (
                "Town\tShut\tOpen\nNorthtown\t4\t11\nSouthtown\t5\t12\n\nNote: counts are rounded.\n",
                "4: counts are rounded.; 11: counts are rounded.; 5: counts are rounded.; 12: counts are rounded.",
            ),
            (
                "The council shut 45* libraries in 2019 and opened 2 of them again.\n\nIt sold 12 of the buildings.\n\n* This leaves out mobile libraries.\n",
                "45: This leaves out mobile libraries.",
            ),
        ]
        .into_iter()
        .map(|(text, expected)| (text, expected, bound(text)))
        .filter(|(_, expected, found)| found != expected)
        .map(|(text, expected, found)| format!("{text}\n  gave {found}\n  not  {expected}"))
        .collect();
        assert!(failed.is_empty(), "{}", failed.join("\n"));
    }
}
