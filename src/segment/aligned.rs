//! Columns that are parted by runs of spaces: cells that stand below each other are one column.

use crate::span::Span;

/// A piece of a line with the columns of characters that it takes up.
struct Piece {
    span: Span,
    from: usize,
    to: usize,
}

/// The cells of each line by the column they stand in, empty ones where nothing stands.
///
/// `None` when a piece stands over two columns, so that nobody can say where it belongs.
pub(super) fn rows(text: &str, lines: &[Span]) -> Option<Vec<Vec<Span>>> {
    let pieces: Vec<Vec<Piece>> = lines.iter().map(|line| pieces(text, *line)).collect();
    let columns = columns(&pieces);
    if columns.len() < 2 {
        return None;
    }
    pieces.iter().zip(lines).map(|(pieces, line)| row(pieces, *line, &columns)).collect()
}

/// The stretches of characters that pieces cover, in order: each is a column.
fn columns(pieces: &[Vec<Piece>]) -> Vec<(usize, usize)> {
    let mut covered: Vec<(usize, usize)> =
        pieces.iter().flatten().map(|piece| (piece.from, piece.to)).collect();
    covered.sort_unstable();
    let mut columns: Vec<(usize, usize)> = Vec::new();
    for (from, to) in covered {
        match columns.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => columns.push((from, to)),
        }
    }
    columns
}

fn row(pieces: &[Piece], line: Span, columns: &[(usize, usize)]) -> Option<Vec<Span>> {
    let mut cells = Vec::with_capacity(columns.len());
    let mut left = pieces.iter().peekable();
    let mut at = line.start;
    for (_, to) in columns {
        match left.next_if(|piece| piece.from < *to) {
            Some(piece) => {
                cells.push(piece.span);
                at = piece.span.end;
            }
            None => cells.push(Span::new(at, at)),
        }
        if left.peek().is_some_and(|piece| piece.from < *to) {
            return None;
        }
    }
    Some(cells)
}

/// The pieces of a line between runs of two or more spaces.
fn pieces(text: &str, line: Span) -> Vec<Piece> {
    let before = text[..line.start].chars().rev().take_while(|c| *c == ' ').count();
    let mut found: Vec<Piece> = Vec::new();
    let mut spaces = 2;
    for (column, (offset, character)) in line.of(text).char_indices().enumerate() {
        let at = line.start + offset;
        if character == ' ' {
            spaces += 1;
            continue;
        }
        let (to, end) = (before + column + 1, at + character.len_utf8());
        match found.last_mut() {
            Some(piece) if spaces < 2 => {
                piece.to = to;
                piece.span.end = end;
            }
            _ => found.push(Piece { span: Span::new(at, end), from: to - 1, to }),
        }
        spaces = 0;
    }
    found
}
