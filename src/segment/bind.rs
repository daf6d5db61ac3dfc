//! Which source line and which notes belong to which table.

use super::Piece;
use super::shape::{ends_with_stop, list_marker, note_marker};
use super::tables::is_table_label;
use crate::document::{Block, BlockKind, Table};
use crate::span::Span;

/// A caption that does not say "Table 1" is at most so long, in bytes.
const LONGEST_CAPTION: usize = 160;

/// Gives each table the source line and the notes that follow it, without "Source:" and the notes' numbers.
pub(super) fn sources_and_notes(text: &str, pieces: &[Piece], tables: &mut [Table]) {
    let mut tables = tables.iter_mut().peekable();
    let mut open: Option<&mut Table> = None;
    for piece in pieces {
        let span = piece.block.span;
        match piece.block.kind {
            BlockKind::Table => {
                open = None;
                while let Some(table) = tables.next_if(|table| starts_in(table, span)) {
                    // What the reader found below the table is found here again; what stands in its rows stays.
                    table.notes.retain(|note| note.end <= span.end);
                    table.source = table.source.filter(|source| source.end <= span.end);
                    open = Some(table);
                }
            }
            BlockKind::SourceLine => {
                if let Some(table) = &mut open {
                    let named = Some(without_label(text, span)).filter(|named| !named.is_empty());
                    table.source = table.source.or(named);
                }
            }
            BlockKind::Note => {
                if let Some(table) = &mut open {
                    table.notes.extend(note(text, span));
                }
            }
            BlockKind::Furniture => {}
            _ => open = None,
        }
    }
}

/// Makes the line right above a table its caption, when the table has none and the line reads as one: the line joins
/// the table's block.
pub(super) fn captions_above(text: &str, pieces: &mut Vec<Piece>, tables: &mut [Table]) {
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut next = 0;
    for mut piece in pieces.drain(..) {
        let first = next;
        while tables.get(next).is_some_and(|table| starts_in(table, piece.block.span)) {
            next += 1;
        }
        let alone = piece.block.kind == BlockKind::Table && next == first + 1;
        let above = kept.last().filter(|_| alone).map(|above| above.block);
        let captions = |above: &Block| {
            let same = above.quoted == piece.block.quoted && above.comment == piece.block.comment;
            same && tables[first].caption.is_none() && is_caption(text, above)
        };
        if let Some(above) = above.filter(captions) {
            let table = &mut tables[first];
            table.caption = Some(above.span);
            table.span = table.span.map(|span| span.join(above.span));
            piece.block.span = piece.block.span.join(above.span);
            kept.pop();
        }
        kept.push(piece);
    }
    *pieces = kept;
}

/// "Table 1: …", or a short paragraph that is no sentence.
fn is_caption(text: &str, above: &Block) -> bool {
    let words = above.span.of(text);
    let label = is_table_label(words);
    match above.kind {
        BlockKind::Heading => label,
        BlockKind::Paragraph | BlockKind::Answer => {
            let plain = words.len() <= LONGEST_CAPTION
                && words.contains(' ')
                && !ends_with_stop(words)
                && !words.ends_with([':', ';', ','])
                && list_marker(words).is_none()
                && note_marker(words).is_none();
            label || plain
        }
        _ => false,
    }
}

fn starts_in(table: &Table, block: Span) -> bool {
    table.span.is_some_and(|span| span.start < block.end)
}

/// The line behind its "Source:".
fn without_label(text: &str, line: Span) -> Span {
    let words = line.of(text);
    let label = words
        .find([':', '–'])
        .filter(|at| *at <= 24)
        .and_then(|at| words[at..].chars().next().map(|mark| at + mark.len_utf8()));
    Span::new(line.start + label.unwrap_or(0), line.end).trim(text)
}

/// The note behind its number or its "Note:"; nothing for the heading "Notes:".
fn note(text: &str, line: Span) -> Option<Span> {
    let words = line.of(text);
    let number = note_marker(words).unwrap_or(0);
    let label = ["Notes:", "Note:", "NOTES:", "NOTE:", "Notes", "Note"]
        .iter()
        .find(|label| words.starts_with(*label))
        .filter(|label| label.ends_with(':') || words.len() == label.len())
        .map_or(number, |label| label.len());
    let span = Span::new(line.start + label, line.end).trim(text);
    (!span.is_empty()).then_some(span)
}
