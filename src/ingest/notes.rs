//! Source lines and notes: which blocks they are, and which table they belong to.

use crate::document::{Block, BlockKind, Table};
use crate::ingest::page::Page;
use crate::span::Span;

/// Whether a line says where data come from: "Source: …".
pub(super) fn is_source_line(line: &str) -> bool {
    labelled(line, &["source", "sources", "data source", "data sources"])
}

/// Whether a line is a labelled note: "Note: …", "Notes".
pub(super) fn is_note(line: &str) -> bool {
    labelled(line, &["note", "notes", "table notes", "footnote", "footnotes", "caveats"])
}

/// Marks source lines and notes among the blocks from `first` on, and gives those that directly follow a table to it.
///
/// A block that goes on with such a line after a line break is cut there.
pub(super) fn bind_notes(page: &mut Page, first: usize) {
    let blocks = page.outline.split_off(first);
    let mut follows = Follows::Text;
    for block in blocks {
        for block in cut_at_labels(page, block) {
            let block = classify(&page.text, block, &follows);
            follows = follows.after(page, block);
            page.outline.push(block);
        }
    }
}

/// What stands before a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follows {
    Text,
    /// A table, by index, with nothing but its source line and notes in between; and whether "Notes:" was the last
    /// label.
    Table(usize, bool),
    /// A label "Notes:" under text.
    Notes,
}

impl Follows {
    fn after(self, page: &mut Page, block: Block) -> Self {
        match (block.kind, self) {
            (BlockKind::Table, _) => {
                table_in(page, block.span).map_or(Self::Text, |table| Self::Table(table, false))
            }
            (BlockKind::SourceLine, Self::Table(table, listed)) => {
                let source = &mut page.tables[table].source;
                source.get_or_insert(block.span);
                Self::Table(table, listed)
            }
            (BlockKind::Note, Self::Table(table, listed)) => {
                page.tables[table].notes.push(block.span);
                Self::Table(table, listed || is_note(block.span.of(&page.text)))
            }
            (BlockKind::Note, _) if is_bare_label(block.span.of(&page.text)) => Self::Notes,
            (BlockKind::Note, Self::Notes) => Self::Notes,
            _ => Self::Text,
        }
    }
}

/// The index of the table in a block that is one.
fn table_in(page: &Page, block: Span) -> Option<usize> {
    let start = |table: &Table| table.span.map_or(0, |span| span.start);
    let index = page.tables.partition_point(|table| start(table) < block.start);
    page.tables.get(index).filter(|table| start(table) < block.end).map(|_| index)
}

fn classify(text: &str, mut block: Block, follows: &Follows) -> Block {
    use BlockKind as K;
    if !matches!(block.kind, K::Paragraph | K::Answer | K::ListItem | K::Heading) {
        return block;
    }
    let line = block.span.of(text);
    let among_notes = matches!(follows, Follows::Table(_, true) | Follows::Notes);
    let under_table = matches!(follows, Follows::Table(..));
    let caveat = among_notes || under_table && block.kind != K::Heading;
    if is_source_line(line) {
        block.kind = K::SourceLine;
    } else if is_note(line) || among_notes && block.kind == K::ListItem || caveat && is_caveat(line) {
        block.kind = K::Note;
    }
    block
}

/// The pieces of a block whose later lines begin with a label. No cut goes through a link.
fn cut_at_labels(page: &Page, block: Block) -> Vec<Block> {
    let text = &page.text;
    let cuttable = matches!(
        block.kind,
        BlockKind::Paragraph | BlockKind::Answer | BlockKind::Note | BlockKind::SourceLine
    );
    let inner = block.span.of(text);
    if !cuttable || !inner.contains('\n') {
        return vec![block];
    }
    let mut starts = vec![block.span.start];
    let mut at = block.span.start;
    for line in inner.split_inclusive('\n') {
        let labelled = is_source_line(line) || is_note(line);
        if labelled && at > block.span.start && !crosses_link(page, at) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([block.span.end]);
    starts
        .iter()
        .zip(ends)
        .map(|(start, end)| Block { span: Span::new(*start, end).trim(text), ..block })
        .collect()
}

fn crosses_link(page: &Page, at: usize) -> bool {
    let next = page.links.partition_point(|link| link.span.end <= at);
    page.links.get(next).is_some_and(|link| link.span.start < at)
}

/// Whether `line` begins with one of `labels` (any case) and a colon, or is nothing but the label.
fn labelled(line: &str, labels: &[&str]) -> bool {
    let line = line.trim();
    let Some(end) = line.bytes().position(|byte| byte == b':').or(Some(line.len())).filter(|end| *end <= 16)
    else {
        return false;
    };
    let label = line[..end].trim();
    let bare = end == line.len();
    labels.iter().any(|known| label.eq_ignore_ascii_case(known)) && (!bare || label.len() > 4)
}

fn is_bare_label(line: &str) -> bool {
    is_note(line)
        && line.trim().trim_end_matches(':').bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ')
}

/// Whether a line under a table begins like a caveat: `[1] …`, "(1) …", "1. …", "1) …", "* …", "¹ …".
pub(super) fn is_caveat(line: &str) -> bool {
    let line = line.trim_start();
    if line.starts_with(['*', '†', '‡', '¹', '²', '³', '⁴', '⁵']) {
        return true;
    }
    // "r = revised", "z – not applicable".
    let signs = [" = ", " - ", " – ", ": "];
    let letter = line.starts_with(|c: char| c.is_ascii_lowercase());
    if letter && line.get(1..).is_some_and(|after| signs.iter().any(|sign| after.starts_with(sign))) {
        return true;
    }
    let inner = line.trim_start_matches(['[', '(']);
    let bracketed = inner.len() < line.len();
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let letter = bracketed && inner.bytes().take_while(u8::is_ascii_alphabetic).count() == 1;
    let mark = if letter { 1 } else { digits };
    let after = &inner.as_bytes()[mark..];
    match after.first() {
        Some(b']' | b')') => mark > 0 && mark <= 2,
        Some(b'.') => mark > 0 && mark <= 2 && after.get(1).is_some_and(u8::is_ascii_whitespace),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The kinds that the blocks, one a line (`^` for a line break), get; a block `|` is a table, `- ` an item.
    fn kinds(source: &str) -> (String, Page) {
        let mut page = Page::default();
        for line in source.lines() {
            let kind = match line.as_bytes()[0] {
                b'|' => BlockKind::Table,
                b'-' => BlockKind::ListItem,
                _ => BlockKind::Paragraph,
            };
            page.text.push_str("\n\n");
            let start = page.text.len();
            page.text.push_str(&line.trim_start_matches("- ").replace('^', "\n"));
            let span = Span::new(start, page.text.len());
            page.outline.push(Block::new(kind, span));
            if kind == BlockKind::Table {
                let table = Table { span: Some(span), ..Table::default() };
                page.tables.push(table);
            }
        }
        bind_notes(&mut page, 0);
        let letters = page.outline.iter().map(|block| match block.kind {
            BlockKind::Table => 'T',
            BlockKind::SourceLine => 'S',
            BlockKind::Note => 'N',
            BlockKind::ListItem => 'i',
            _ => 'p',
        });
        (letters.collect(), page)
    }

    #[test]
    fn source_lines_and_notes_are_told() {
        let failures: Vec<_> = [
            ("|\nSource: the register\nNotes:\n1. One.\n2. Two.\nThen this.", "TSNNNp"),
            ("|\nNote: counts of five\n(1) Provisional.\nThe table shows", "TNNp"),
            ("|\n[1] Provisional.\nMore", "TNp"),
            ("1. First point\n2. Second point", "pp"),
            ("Notes:\n- One.\n- Two.\nText", "NNNp"),
            ("- One.\n- Two.", "ii"),
            ("Text here^Source: the register^Notes: none", "pSN"),
            ("Notes were taken by the clerk.\nNote that it fell.", "pp"),
            ("Sources: A and B\nSource\nSources close to him said: no", "SSp"),
            ("|\nText\nSource: x", "TpS"),
            ("|\n2023 saw a rise.\n1.5 per cent", "Tpp"),
        ]
        .into_iter()
        .filter(|(source, expected)| kinds(source).0 != *expected)
        .map(|(source, expected)| format!("{source:?}: {}, not {expected}", kinds(source).0))
        .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn the_table_above_gets_them() {
        let (_, page) = kinds("|\nSource: A\nNotes:\n1. One.\nText\nSource: B");
        let table = &page.tables[0];
        let notes: Vec<_> = table.notes.iter().map(|note| note.of(&page.text)).collect();
        assert_eq!(table.source.map(|source| source.of(&page.text)), Some("Source: A"));
        assert_eq!(notes, ["Notes:", "1. One."]);
    }
}
