//! Stretches of a page that are not the author's text: the foot, readers' comments, passages from elsewhere, notes.

use std::ops::Range;

use super::Piece;
use super::marks::{Mark, Marks};
use super::shape::{ends_with_full_stop, is_prose, note_marker};
use crate::document::BlockKind;

/// A comment's head stands at most so many blocks below the heading of the comments.
const HEADS_WITHIN: usize = 6;

/// A motto has at most so many bytes.
const SHORT: usize = 120;

/// The text below the foot may be a fifth of the text above it; more, and it was no foot.
const FOOT_SHARE: usize = 5;

/// Sets kinds and flags of everything from `body` on, and of furniture anywhere.
pub(super) fn settle(text: &str, pieces: &mut [Piece], body: usize) {
    unmark_third_items(text, pieces);
    let comments = comments(pieces, body);
    let foot = foot(text, pieces, body, &comments);
    for piece in pieces.iter_mut() {
        settle_by_marks(piece);
    }
    settle_teasers(text, pieces);
    settle_notes(text, pieces);
    let main = foot.min(comments.start);
    settle_reposts(text, &mut pieces[..main]);
    settle_comments(text, &mut pieces[comments.clone()]);
    for (index, piece) in pieces.iter_mut().enumerate() {
        if index >= foot && !comments.contains(&index) {
            piece.settle(BlockKind::Furniture);
        }
    }
    settle_last_words(&mut pieces[body.min(main)..]);
}

/// A short line below a stack of furniture at the very end is the site's motto.
fn settle_last_words(pieces: &mut [Piece]) {
    let is_furniture = |piece: &Piece| piece.block.kind == BlockKind::Furniture;
    let Some(last) = pieces.iter().rposition(|piece| !is_furniture(piece)) else {
        return;
    };
    let stack = pieces[..last].iter().rev().take(3).filter(|piece| is_furniture(piece)).count();
    let piece = &mut pieces[last];
    let kind = piece.block.kind == BlockKind::Paragraph && !piece.block.comment;
    if stack == 3 && kind && piece.block.span.len() <= SHORT {
        piece.settle(BlockKind::Furniture);
    }
}

/// "(c)" below "(b)" is an item of a list and no copyright line.
fn unmark_third_items(text: &str, pieces: &mut [Piece]) {
    for index in 1..pieces.len() {
        let second = pieces[index - 1].block.span.of(text).starts_with("(b)");
        if second && pieces[index].block.span.of(text).starts_with("(c)") {
            pieces[index].marks = Marks::default();
        }
    }
}

/// What a line's own marks say of it.
fn settle_by_marks(piece: &mut Piece) {
    use BlockKind::{Answer, Byline, Furniture, Heading, ListItem, Note, Paragraph, Quotation, SourceLine};
    let open =
        matches!(piece.block.kind, Paragraph | Heading | ListItem | Answer | Note | Quotation | SourceLine);
    if piece.settled || !open {
        return;
    }
    let marks = piece.marks;
    let kind = if marks.is_furniture() || marks.any(&[Mark::CommentHeading, Mark::CommentOpening]) {
        Furniture
    } else if marks.has(Mark::SourceLine) {
        SourceLine
    } else if marks.any(&[Mark::Note, Mark::NoteHeading]) {
        Note
    } else if marks.has(Mark::Byline) {
        Byline
    } else {
        return;
    };
    piece.block.kind = kind;
}

/// The lines right below "Read more:" lead to other pages: short, without a stop, no blank line between.
fn settle_teasers(text: &str, pieces: &mut [Piece]) {
    let mut inside = false;
    for piece in pieces {
        let words = piece.block.span.of(text);
        if piece.marks.has(Mark::Teaser) {
            // "Read more" alone is a link; "Read more:" and "Most read" stand over a list of them.
            let link = ["read", "see", "find", "learn", "continue"]
                .iter()
                .any(|verb| words.get(..verb.len()).is_some_and(|start| start.eq_ignore_ascii_case(verb)));
            inside = words.ends_with([':', ','])
                || (!link && words.split_whitespace().count() <= 4 && !words.contains(':'));
            continue;
        }
        let kind = piece.block.kind;
        inside = inside
            && piece.marks == Marks::default()
            && (!piece.gap || kind == BlockKind::ListItem)
            && words.len() <= 150
            && !ends_with_full_stop(words)
            && matches!(kind, BlockKind::Paragraph | BlockKind::ListItem);
        if inside {
            piece.settle(BlockKind::Furniture);
        }
    }
}

/// Numbered lines below a table or below "Notes" are notes; so is the one line below "Notes" that has no number.
fn settle_notes(text: &str, pieces: &mut [Piece]) {
    let mut table = false;
    let mut notes = false;
    let mut first = false;
    for piece in pieces {
        let open = matches!(
            piece.block.kind,
            BlockKind::Paragraph | BlockKind::ListItem | BlockKind::Answer | BlockKind::Heading
        ) && !piece.settled;
        if piece.block.kind == BlockKind::Table {
            (table, notes, first) = (true, true, false);
        } else if piece.marks.has(Mark::NoteHeading) && piece.block.kind == BlockKind::Note {
            (table, notes, first) = (true, true, true);
        } else if piece.block.kind == BlockKind::SourceLine {
            (notes, first) = (true, false);
        } else if piece.block.kind == BlockKind::Note {
            first = false;
        } else if notes && open {
            let words = piece.block.span.of(text);
            // Without a table in sight, a numbered line has to be a sentence, lest it is a heading.
            let numbered =
                note_marker(words).is_some() && (table || words.len() > 40 && ends_with_full_stop(words));
            if numbered || (first && words.len() <= 400) {
                piece.settle(BlockKind::Note);
            } else {
                (table, notes) = (false, false);
            }
            first = false;
        } else {
            (table, notes, first) = (false, false, false);
        }
    }
}

/// Where readers' comments stand; empty at the end when there are none.
fn comments(pieces: &[Piece], body: usize) -> Range<usize> {
    let end = pieces.len();
    let is_entry = |piece: &Piece| piece.marks.any(&[Mark::CommentOpening, Mark::CommentEntry]);
    let near = |index: usize| {
        let last = (index + 1 + HEADS_WITHIN).min(end);
        pieces[index + 1..last]
            .iter()
            .any(|piece| is_entry(piece) || piece.marks.has(Mark::Byline) || piece.block.comment)
    };
    let first = (body.min(end)..end).find(|index| {
        let piece = &pieces[*index];
        piece.block.comment
            || piece.marks.has(Mark::CommentOpening)
            || (piece.marks.has(Mark::CommentHeading) && near(*index))
    });
    let Some(first) = first else {
        return end..end;
    };
    let last = (first..end)
        .rev()
        .find(|index| is_entry(&pieces[*index]) || pieces[*index].block.comment)
        .unwrap_or(first);
    let stop = (last..end).find(|index| pieces[*index].marks.has(Mark::Foot)).unwrap_or(end);
    first..stop
}

/// The first line of the site's foot: little running text may stand below it, so that a menu at the top that uses
/// the foot's words does not swallow the article.
fn foot(text: &str, pieces: &[Piece], body: usize, comments: &Range<usize>) -> usize {
    let prose = |index: usize| {
        let piece = &pieces[index];
        let ours = piece.marks.is_furniture() || comments.contains(&index);
        let words = piece.block.span.of(text);
        let table = piece.block.kind == BlockKind::Table;
        if !ours && (table || is_prose(words)) { words.len() } else { 0 }
    };
    let total: usize = (0..pieces.len()).map(prose).sum();
    let mut above = (0..body.min(pieces.len())).map(prose).sum::<usize>();
    for (index, piece) in pieces.iter().enumerate().skip(body) {
        let foot = piece.marks.has(Mark::Foot) && !piece.marks.has(Mark::RepostEnd);
        if foot && !comments.contains(&index) && FOOT_SHARE * (total - above) <= above {
            return index;
        }
        above += prose(index);
    }
    pieces.len()
}

/// A passage from elsewhere runs from the line that announces it to a line that closes it.
fn settle_reposts(text: &str, main: &mut [Piece]) {
    let mut inside = false;
    let mut seen = false;
    for piece in main {
        if piece.marks.has(Mark::RepostEnd) {
            let words = piece.block.span.of(text);
            let spoken = words.contains(char::is_alphanumeric) && words.ends_with([':', '?']);
            // "My view:" is the blogger's own heading; a copyright line or a rule still closes the passage.
            piece.block.quoted |= inside && !spoken;
            if seen {
                piece.settle(if spoken { BlockKind::Heading } else { BlockKind::Furniture });
            } else if !words.contains(char::is_alphanumeric) {
                piece.settle(BlockKind::Furniture);
            }
            inside = false;
        } else if piece.marks.has(Mark::RepostStart) {
            (inside, seen) = (true, true);
        } else {
            piece.block.quoted |= inside;
        }
    }
}

fn settle_comments(text: &str, comments: &mut [Piece]) {
    for index in 0..comments.len() {
        let next_is_date =
            comments.get(index + 1).is_some_and(|next| next.marks.any(&[Mark::Byline, Mark::CommentEntry]));
        let piece = &mut comments[index];
        let words = piece.block.span.of(text);
        piece.block.comment = true;
        if piece.marks.is_furniture() || piece.marks.has(Mark::CommentHeading) {
            piece.settle(BlockKind::Furniture);
            continue;
        }
        let head = piece.marks.any(&[Mark::CommentOpening, Mark::CommentEntry, Mark::Byline]);
        let name = next_is_date && words.len() <= 40 && !ends_with_full_stop(words) && !words.contains('\n');
        if head || name {
            piece.settle(BlockKind::Byline);
        } else if piece.block.kind == BlockKind::Furniture && !piece.settled {
            piece.block.kind = BlockKind::Paragraph;
        }
    }
}
