//! Builds the text of a document block by block and keeps the spans.

use crate::document::{Block, BlockKind, Link, Table};
use crate::ingest::page::Page;
use crate::span::Span;

/// A text under construction.
///
/// Blocks stand apart by a blank line, list items and the rows of a table by a line end, the cells of a row by a
/// tab. Inside a block white space is collapsed as a browser does it: runs of ASCII white space become one space, a
/// no-break space stays. Characters that nobody sees (controls, soft hyphens, zero-width spaces) are dropped.
#[derive(Debug, Default)]
pub(super) struct TextBuilder {
    page: Page,
    open: Option<OpenBlock>,
    gap: Gap,
    link: Option<OpenLink>,
}

#[derive(Debug)]
struct OpenBlock {
    block: Block,
    /// The length of the text without the separator in front of the block.
    before: usize,
}

#[derive(Debug)]
struct OpenLink {
    url: String,
    start: usize,
}

/// White space that is written only when something follows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
}

impl TextBuilder {
    /// An empty text.
    #[must_use]
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a whole block of text without markup. Line ends count as spaces.
    pub(super) fn block(&mut self, kind: BlockKind, text: &str) {
        self.open(kind, false, false);
        self.push(text);
        self.close();
    }

    /// The finished text. Its meta data and warnings are empty.
    #[must_use]
    pub(super) fn finish(mut self) -> Page {
        self.close();
        self.page
    }

    /// The blocks closed so far.
    pub(super) fn outline(&self) -> &[Block] {
        &self.page.outline
    }

    /// What was built so far, for changes that leave the text as it is.
    pub(super) fn page_mut(&mut self) -> &mut Page {
        &mut self.page
    }

    /// Begins a block; the one before it is closed.
    pub(super) fn open(&mut self, kind: BlockKind, quoted: bool, comment: bool) {
        self.close();
        let before = self.page.text.len();
        if let Some(last) = self.page.outline.last() {
            let both_items = last.kind == BlockKind::ListItem && kind == BlockKind::ListItem;
            self.page.text.push_str(if both_items { "\n" } else { "\n\n" });
        }
        let start = self.page.text.len();
        let block = Block { kind, span: Span::new(start, start), quoted, comment };
        self.open = Some(OpenBlock { block, before });
        self.gap = Gap::None;
        if let Some(link) = &mut self.link {
            link.start = start;
        }
    }

    /// Whether a block has been begun and not closed.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Ends the block, which vanishes if there is nothing but white space in it.
    pub(super) fn close(&mut self) {
        self.cut_link();
        self.gap = Gap::None;
        let Some(OpenBlock { mut block, before }) = self.open.take() else {
            return;
        };
        let end = self.page.text.len();
        block.span = Span::new(block.span.start, end).trim(&self.page.text);
        if block.span.is_empty() {
            self.page.text.truncate(before);
            self.page.links.retain_tail(before);
        } else {
            self.page.text.truncate(block.span.end);
            self.page.outline.push(block);
        }
    }

    /// Adds text to the open block.
    pub(super) fn push(&mut self, text: &str) {
        let mut rest = text;
        loop {
            let word = rest.trim_ascii_start();
            if word.len() < rest.len() && self.gap == Gap::None {
                self.gap = Gap::Space;
            }
            if word.is_empty() {
                return;
            }
            let end = word.bytes().position(|byte| byte.is_ascii_whitespace()).unwrap_or(word.len());
            self.word(&word[..end]);
            rest = &word[end..];
        }
    }

    /// Adds text to the open block and keeps its lines.
    pub(super) fn push_lines(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.line_break();
            }
            self.push(line);
        }
    }

    /// Goes to a new line before the next word. Returns whether that had been asked for already.
    pub(super) fn line_break(&mut self) -> bool {
        let again = self.gap == Gap::Line;
        self.gap = Gap::Line;
        again
    }

    /// Puts a space before the next word.
    pub(super) fn space(&mut self) {
        if self.gap == Gap::None {
            self.gap = Gap::Space;
        }
    }

    /// Ends a table cell and goes to the next place: `\t` in the row, `\n` for a new row. Returns where that is.
    pub(super) fn tabulate(&mut self, separator: char) -> usize {
        self.cut_link();
        self.gap = Gap::None;
        self.page.text.push(separator);
        self.end()
    }

    /// The end of the text written so far.
    pub(super) fn end(&self) -> usize {
        self.page.text.len()
    }

    /// The text from `start` on.
    pub(super) fn text_from(&self, start: usize) -> &str {
        self.page.text.get(start..).unwrap_or_default()
    }

    /// The text of the open block before `end`, at most the last `length` bytes of it.
    pub(super) fn block_before(&self, end: usize, length: usize) -> &str {
        let block = self.open.as_ref().map_or(end, |open| open.block.span.start);
        let start = self.page.text.ceil_char_boundary(end.saturating_sub(length).max(block));
        self.page.text.get(start..end).unwrap_or_default()
    }

    /// Writes `replacement` in place of everything from `start` on, which lies in the open block. Links in there go.
    pub(super) fn replace_from(&mut self, start: usize, replacement: &str) {
        self.page.text.truncate(start);
        self.page.text.push_str(replacement);
        self.page.links.retain_tail(start);
        if let Some(link) = &mut self.link {
            link.start = link.start.min(start);
        }
    }

    /// Begins a hyperlink; one that is open ends.
    pub(super) fn begin_link(&mut self, url: String) {
        self.end_link();
        self.link = Some(OpenLink { url, start: self.end() });
    }

    /// Ends the hyperlink.
    pub(super) fn end_link(&mut self) {
        self.cut_link();
        self.link = None;
    }

    /// Records the link up to here; it goes on in the next block or cell.
    fn cut_link(&mut self) {
        let end = self.end();
        let Some(link) = &mut self.link else { return };
        if link.start < end {
            let span = Span::new(link.start, end).trim(&self.page.text);
            if !span.is_empty() {
                let url = link.url.clone();
                self.page.links.push(Link { span, url });
            }
        }
        link.start = end;
    }

    fn word(&mut self, word: &str) {
        if self.open.is_none() {
            self.open(BlockKind::Paragraph, false, false);
        }
        let start = self.open.as_ref().map_or(0, |open| open.block.span.start);
        let ends_open = self.page.text.len() > start && !self.page.text.ends_with(['\t', '\n', ' ']);
        match std::mem::take(&mut self.gap) {
            Gap::Space if ends_open => self.page.text.push(' '),
            Gap::Line if ends_open => self.page.text.push('\n'),
            _ => {}
        }
        if word.bytes().all(|byte| matches!(byte, 0x21..=0x7E)) {
            self.page.text.push_str(word);
        } else {
            self.page.text.extend(word.chars().filter(|character| is_seen(*character)));
        }
    }

    /// Adds a block whose text is clean already, and returns where it begins.
    pub(super) fn append(&mut self, block: Block, text: &str) -> usize {
        self.open(block.kind, block.quoted, block.comment);
        let start = self.end();
        self.page.text.push_str(text);
        self.close();
        start
    }

    /// Adds a table that lies in the block added last.
    pub(super) fn add_table(&mut self, table: Table) {
        self.page.tables.push(table);
    }

    /// Adds a link that lies in the block added last.
    pub(super) fn add_link(&mut self, link: Link) {
        self.page.links.push(link);
    }
}

/// Dropping the links that a cut took away.
trait RetainTail {
    fn retain_tail(&mut self, end: usize);
}

impl RetainTail for Vec<Link> {
    fn retain_tail(&mut self, end: usize) {
        while self.last().is_some_and(|link| link.span.end > end) {
            self.pop();
        }
    }
}

/// Controls, soft hyphens, zero-width spaces and byte order marks are not. Joiners are: they make emoji.
fn is_seen(character: char) -> bool {
    !character.is_control() && !matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}
