//! Headings in plain text.

use super::Piece;
use super::marks::Marks;
use super::shape::{ends_with_full_stop, is_prose, list_marker};
use crate::document::BlockKind;

/// A heading has at most so many bytes.
const LONGEST: usize = 90;

/// Short lines without a stop that stand over running text are headings; so are numbered ones.
pub(super) fn settle(text: &str, pieces: &mut [Piece], body: usize) {
    for index in body..pieces.len().saturating_sub(1) {
        let next = &pieces[index + 1];
        let over_text = matches!(next.block.kind, BlockKind::Paragraph | BlockKind::Quotation)
            && is_prose(next.words(text))
            || next.block.kind == BlockKind::ListItem;
        let piece = &pieces[index];
        let open = matches!(piece.block.kind, BlockKind::Paragraph | BlockKind::ListItem)
            && !piece.settled
            && piece.marks == Marks::default();
        if !open || !is_heading(piece.words(text)) {
            continue;
        }
        // A list item over a list item is one of a list.
        let kind = piece.block.kind;
        let under_byline = next.block.kind == BlockKind::Byline && next.block.quoted;
        let listed = kind == BlockKind::ListItem
            && next.block.kind == BlockKind::ListItem
            && same_list(text, piece, next);
        if (over_text && !listed) || under_byline {
            pieces[index].settle(BlockKind::Heading);
        }
    }
}

fn same_list(text: &str, one: &Piece, other: &Piece) -> bool {
    let first = |piece: &Piece| piece.words(text).chars().next().map(|c| c.is_ascii_digit());
    first(one) == first(other)
}

fn is_heading(words: &str) -> bool {
    let label = list_marker(words).unwrap_or(0);
    let body = &words[label..];
    words.len() <= LONGEST
        && body.split_whitespace().count() <= 12
        && !ends_with_full_stop(body)
        && !body.ends_with([',', ';', ':', '!'])
        && body
            .trim_start_matches(['“', '‘', '"', '\''])
            .starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit())
        && !words.starts_with(['-', '*', '•', '–'])
}
