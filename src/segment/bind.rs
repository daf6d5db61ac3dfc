//! Which source line and which notes belong to which table.

use super::Piece;
use super::shape::note_marker;
use crate::document::{BlockKind, Table};
use crate::span::Span;

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
                    table.source.get_or_insert(without_label(text, span));
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
