//! The text of a document as blocks, sentences and tables.
//!
//! A reader of HTML or Markdown has told the blocks; for plain text, lines and their shapes have to. From there on
//! both go the same way: the top of the page, the regions that are not the author's, headings, tables' sources and
//! notes, sentences.

mod bind;
mod byline;
mod cells;
mod grid;
mod head;
mod headings;
mod lines;
mod marks;
mod regions;
mod sentences;
mod shape;
mod tables;
mod written_answer;

use self::lines::Line;
use self::marks::Marks;
pub use self::sentences::sentences;
use crate::document::{Block, BlockKind, Document, Layout, Sentence, Table, Warning};
use crate::rules::RuleSet;

/// A block in the making.
struct Piece {
    block: Block,
    /// What the line rules say of it.
    marks: Marks,
    /// Whether a blank line stands above it.
    gap: bool,
    /// Whether the reader told it, and not the text's own lines.
    listed: bool,
    /// Whether its kind is final.
    settled: bool,
}

impl Piece {
    fn new(block: Block, marks: Marks) -> Self {
        Self { block, marks, gap: true, listed: false, settled: false }
    }

    fn words<'a>(&self, text: &'a str) -> &'a str {
        self.block.span.of(text)
    }

    /// Gives the block its kind, unless it has one already that is final or a table's.
    fn settle(&mut self, kind: BlockKind) {
        if !self.settled && self.block.kind != BlockKind::Table {
            self.block.kind = kind;
            self.settled = true;
        }
    }
}

/// Blocks, sentences, tables and completed metadata of a document.
///
/// The text is never changed: everything is a span of it.
#[must_use]
pub fn segment(document: &Document, rules: &RuleSet) -> Layout {
    let text = document.text.as_str();
    let mut layout = Layout { meta: document.meta.clone(), ..Layout::default() };
    let mut pieces = if document.outline.is_empty() {
        plain(text, rules, &mut layout.tables, &mut layout.warnings)
    } else {
        layout.tables.clone_from(&document.tables);
        outlined(document, rules)
    };
    if pieces.is_empty() {
        return layout;
    }
    let known =
        pieces.iter().any(|piece| matches!(piece.block.kind, BlockKind::Question | BlockKind::Answer));
    let answer = if known { None } else { written_answer::read(text, &mut pieces, &mut layout.meta) };
    let body = answer.unwrap_or_else(|| head::read(text, &mut pieces, &mut layout.meta));
    regions::settle(text, &mut pieces, body);
    head::publisher_below(text, &pieces, &mut layout.meta);
    if let Some(answer) = answer {
        written_answer::settle_answer(&mut pieces, answer);
    } else if document.outline.is_empty() {
        headings::settle(text, &mut pieces, body);
    }
    bind::sources_and_notes(text, &pieces, &mut layout.tables);
    layout.blocks = pieces.into_iter().map(|piece| piece.block).collect();
    add_sentences(text, &mut layout);
    layout
}

/// The blocks that the reader told, with what the line rules say of them.
fn outlined(document: &Document, rules: &RuleSet) -> Vec<Piece> {
    document
        .outline
        .iter()
        .filter(|block| !block.span.is_empty())
        .map(|block| {
            let marks = Marks::of(&document.text, block.span, rules);
            let mut piece = Piece::new(*block, marks);
            piece.listed = true;
            piece
        })
        .collect()
}

/// The blocks of plain text, of kind paragraph, list item, quotation or table.
fn plain(text: &str, rules: &RuleSet, tables: &mut Vec<Table>, warnings: &mut Vec<Warning>) -> Vec<Piece> {
    let lines = lines::lines(text);
    let marks: Vec<Marks> = lines.iter().map(|line| Marks::of(text, line.span, rules)).collect();
    let found = tables::find(text, &lines, &marks, warnings);
    let mut pieces = Vec::new();
    let mut first = 0;
    for table in found {
        add_paragraphs(text, &lines, &marks, first..table.lines.start, &mut pieces);
        if let Some(span) = table.table.span {
            let mut piece = Piece::new(Block::new(BlockKind::Table, span), Marks::default());
            piece.gap = lines[table.lines.start].breaks > 1;
            pieces.push(piece);
        }
        tables.push(table.table);
        first = table.lines.end;
    }
    add_paragraphs(text, &lines, &marks, first..lines.len(), &mut pieces);
    pieces
}

fn add_paragraphs(
    text: &str,
    lines: &[Line],
    marks: &[Marks],
    range: std::ops::Range<usize>,
    pieces: &mut Vec<Piece>,
) {
    let lines = &lines[range.clone()];
    let marks = &marks[range];
    // A line that a rule knows is a block of its own, whatever stands around it.
    let alone: Vec<bool> = (0..lines.len())
        .map(|index| {
            marks[index] != Marks::default()
                || index.checked_sub(1).is_some_and(|above| marks[above] != Marks::default())
        })
        .collect();
    for paragraph in lines::paragraphs(text, lines, &alone) {
        let (Some(first), Some(last)) = (lines.get(paragraph.start), lines.get(paragraph.end - 1)) else {
            continue;
        };
        let span = first.span.join(last.span);
        let mut block = Block::new(plain_kind(span.of(text)), span);
        block.quoted = span.of(text).starts_with('>');
        let mut piece = Piece::new(block, marks[paragraph.start]);
        piece.gap = first.breaks != 1;
        pieces.push(piece);
    }
}

fn plain_kind(words: &str) -> BlockKind {
    if words.starts_with('>') || is_quotation(words) {
        BlockKind::Quotation
    } else if shape::list_marker(words).is_some() {
        BlockKind::ListItem
    } else {
        BlockKind::Paragraph
    }
}

/// One pair of quotation marks around the whole block.
fn is_quotation(words: &str) -> bool {
    let inner = words
        .strip_prefix('“')
        .and_then(|rest| rest.strip_suffix('”'))
        .filter(|inner| !inner.contains(['“', '”']));
    let straight =
        words.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|inner| !inner.contains('"'));
    inner.or(straight).is_some_and(|inner| !inner.is_empty())
}

fn add_sentences(text: &str, layout: &mut Layout) {
    let mut found = Vec::new();
    let mut cut = false;
    for (index, block) in layout.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::Furniture | BlockKind::Table | BlockKind::Byline) {
            continue;
        }
        cut |= sentences::split(text, block.span, &mut found);
        layout.sentences.extend(found.drain(..).map(|span| Sentence { span, block: index }));
    }
    if cut {
        layout.warnings.push(Warning {
            code: "long_sentence",
            message: "a stretch of more than 2000 bytes has no end of a sentence; it was cut at a space"
                .to_owned(),
        });
    }
}
