//! The lines of a PDF → paragraphs: hyphens at line ends undone, paragraphs joined over columns and pages.

use std::collections::HashSet;

use pdfboss_output::{Block, Cell, Line, ListItem, Marker, PageLayout, Role as Place};

use super::page::Page;
use super::rich_text::{RichText, Role, escape};

/// Beginnings that keep their hyphen when a line ends behind them.
const JOINED: [&str; 24] = [
    "all", "anti", "co", "cross", "ex", "half", "high", "ill", "inter", "long", "low", "mid", "non", "off",
    "on", "one", "out", "pre", "post", "self", "short", "so", "two", "well",
];

/// The text of the pages.
pub(super) fn text_of(pages: &[PageLayout]) -> Page {
    let mut joiner = Joiner { words: Words::of(pages), ..Joiner::default() };
    for (index, page) in pages.iter().enumerate() {
        let edges = edges(page);
        for block in &page.blocks {
            let at_edge = height(block).is_some_and(|y| edges.contains(&y));
            joiner.block(block, index, at_edge);
        }
    }
    joiner.flush();
    joiner.into.finish()
}

/// The heights of the highest and the lowest text of a page, running heads aside, whatever order the file has it in.
fn edges(page: &PageLayout) -> [f32; 2] {
    let heights = || page.blocks.iter().filter(|block| !is_running_head(block)).filter_map(height);
    [heights().fold(f32::NEG_INFINITY, f32::max), heights().fold(f32::INFINITY, f32::min)]
}

/// The baseline of the first line, in points; `None` of a table.
fn height(block: &Block) -> Option<f32> {
    let line = match block {
        Block::Heading { lines, .. } | Block::Paragraph { lines, .. } => lines.first(),
        Block::List { items, .. } => items.first().and_then(|item| item.lines.first()),
        Block::Table { .. } => None,
    };
    line.map(|line| line.y)
}

fn is_running_head(block: &Block) -> bool {
    matches!(block, Block::Paragraph { role: Place::PageHeader | Place::PageFooter, .. })
}

#[derive(Default)]
struct Joiner {
    words: Words,
    into: RichText,
    /// The paragraph that may go on in the next column or on the next page.
    open: Option<(Role, String)>,
    /// Running heads and page numbers that came while it was open.
    furniture: Vec<String>,
}

impl Joiner {
    fn block(&mut self, block: &Block, page: usize, at_edge: bool) {
        match block {
            Block::Heading { lines, level, .. } => {
                let text = self.words.join(lines);
                if at_edge && is_page_number(&text) {
                    self.furniture.push(text);
                    return;
                }
                self.flush();
                let role = if page == 0 && *level == 1 { Role::Title } else { Role::Heading };
                self.into.paragraph(role, &escape(&text));
            }
            Block::Paragraph { lines, role, .. } => {
                let text = self.words.join(lines);
                if is_running_head(block) || at_edge && is_page_number(&text) {
                    self.furniture.push(text);
                } else {
                    let role = if *role == Place::Quote { Role::Quotation } else { Role::Body };
                    for paragraph in paragraphs(lines) {
                        self.paragraph(role, self.words.join(paragraph));
                    }
                }
            }
            Block::List { items, .. } => {
                for item in items {
                    let text = self.words.join(&item.lines);
                    self.flush();
                    self.open = Some((Role::ListItem, without_bullet(item, &text).to_owned()));
                }
            }
            Block::Table { rows, .. } => {
                self.flush();
                self.table(rows);
            }
        }
    }

    /// A paragraph, or the rest of the one that is open.
    fn paragraph(&mut self, role: Role, text: String) {
        if let Some((_, open)) = &mut self.open
            && goes_on(open, &text)
        {
            self.words.append(open, &text);
            return;
        }
        self.flush();
        self.open = Some((role, text));
    }

    fn flush(&mut self) {
        if let Some((role, text)) = self.open.take() {
            self.into.paragraph(role, &escape(&text));
        }
        for line in self.furniture.drain(..) {
            self.into.paragraph(Role::Furniture, &escape(&line));
        }
    }

    fn table(&mut self, rows: &[Vec<Cell>]) {
        self.into.begin_table();
        for row in rows {
            self.into.begin_row(false);
            for cell in row {
                self.into.begin_cell(cell.colspan.into(), cell.rowspan.into());
                let bold = cell.line.iter().flat_map(|line| &line.inlines).all(|inline| inline.bold);
                let text = self.words.join(cell.line.as_slice());
                let text = escape(&text);
                let text = if bold && !text.is_empty() { format!("<b>{text}</b>") } else { text };
                self.into.paragraph(Role::Body, &text);
            }
        }
        self.into.end_table();
    }
}

/// The paragraphs among lines that no white space parts: each begins with an indent.
fn paragraphs(lines: &[Line]) -> Vec<&[Line]> {
    let left = lines.iter().map(|line| line.x).fold(f32::INFINITY, f32::min);
    let indented = |line: &Line| line.x - left > line.size * 0.7;
    let count = lines.iter().filter(|line| indented(line)).count();
    // More indented lines than not are a hanging indent or a centred text.
    if count == 0 || count * 2 > lines.len() {
        return vec![lines];
    }
    let mut cut = Vec::new();
    let mut start = 0;
    for index in 1..lines.len() {
        if indented(&lines[index]) && !indented(&lines[index - 1]) {
            cut.push(&lines[start..index]);
            start = index;
        }
    }
    cut.push(&lines[start..]);
    cut
}

/// Whether `next` goes on with a paragraph that ended in the middle of a sentence.
fn goes_on(open: &str, next: &str) -> bool {
    let last = open.trim_end().chars().last();
    let ends = last.is_none_or(|last| matches!(last, '.' | '!' | '?' | ':' | '”' | '"' | '’' | ')' | ']'));
    let first = next.trim_start().chars().next();
    let continues = first.is_some_and(char::is_lowercase);
    !ends && continues || open.ends_with('-') && first.is_some_and(char::is_alphabetic)
}

/// "3", "Page 3", "- 3 -", "3 of 12", "iv".
fn is_page_number(text: &str) -> bool {
    let text = text.trim().trim_matches(['-', '–', '|', '·', '[', ']', ' ']).to_lowercase();
    let text = text.strip_prefix("page").unwrap_or(&text).trim();
    let mut words = text.split([' ', '/']).filter(|word| !word.is_empty());
    let is_number = |word: &str| {
        let roman = word.bytes().all(|byte| b"ivxlc".contains(&byte));
        word.len() <= 4 && (roman || word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    words.next().is_some_and(is_number) && words.all(|word| word == "of" || is_number(word))
}

/// An item without its bullet; a number stays, as it is written.
fn without_bullet<'t>(item: &ListItem, text: &'t str) -> &'t str {
    if matches!(item.marker, Marker::Number(_)) {
        return text;
    }
    let end = text.char_indices().nth(item.marker_len).map_or(text.len(), |(at, _)| at);
    let rest = text[end..].trim_start();
    if rest.is_empty() { text } else { rest }
}

/// The words of a document with and without hyphens, by which a hyphen at a line end is told.
#[derive(Debug, Default)]
struct Words {
    hyphenated: HashSet<String>,
    plain: HashSet<String>,
}

impl Words {
    fn of(pages: &[PageLayout]) -> Self {
        let mut words = Self::default();
        for block in pages.iter().flat_map(|page| &page.blocks) {
            match block {
                Block::Heading { lines, .. } | Block::Paragraph { lines, .. } => words.read_lines(lines),
                Block::List { items, .. } => items.iter().for_each(|item| words.read_lines(&item.lines)),
                Block::Table { rows, .. } => {
                    let cells = rows.iter().flatten().filter_map(|cell| cell.line.as_ref());
                    cells.for_each(|line| words.read(&written(line)));
                }
            }
        }
        words
    }

    /// The whole words of lines: neither half of one that a line end parts is a word.
    fn read_lines(&mut self, lines: &[Line]) {
        let mut parted = false;
        for line in lines {
            let line = written(line);
            let mut rest = line.trim();
            if parted {
                rest = rest.split_once(' ').map_or("", |(_, rest)| rest);
            }
            parted = ends_in_hyphen(rest);
            if parted {
                rest = rest.rsplit_once(' ').map_or("", |(before, _)| before);
            }
            self.read(rest);
        }
    }

    fn read(&mut self, line: &str) {
        for word in line.split(|c: char| !c.is_alphanumeric() && c != '-') {
            let word = word.trim_matches('-').to_lowercase();
            if word.contains('-') {
                self.hyphenated.insert(word);
            } else if word.len() > 3 {
                self.plain.insert(word);
            }
        }
    }

    /// Lines as one.
    fn join<'l>(&self, lines: impl IntoIterator<Item = &'l Line>) -> String {
        let mut text = String::new();
        for line in lines {
            self.append(&mut text, &written(line));
        }
        text
    }

    /// Adds a line to the text before it.
    fn append(&self, text: &mut String, line: &str) {
        let line = line.trim();
        let before = text.trim_end().len();
        text.truncate(before);
        if text.is_empty() || line.is_empty() {
            text.push_str(line);
            return;
        }
        if text.ends_with('\u{AD}') {
            text.pop();
        } else if ends_in_hyphen(text) && line.starts_with(char::is_alphanumeric) {
            if self.is_soft(text, line) {
                text.pop();
            }
        } else {
            text.push(' ');
        }
        text.push_str(line);
    }

    /// Whether the hyphen that `text` ends with was set only because the line ended.
    fn is_soft(&self, text: &str, line: &str) -> bool {
        let head = text.trim_end_matches(['-', '\u{2010}']);
        if !line.starts_with(char::is_lowercase) {
            return false;
        }
        let first =
            head.rsplit(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default().to_lowercase();
        let second = line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        if first.is_empty() || first.chars().any(|c| c.is_ascii_digit()) {
            return false;
        }
        if self.hyphenated.contains(&format!("{first}-{second}")) {
            return false;
        }
        if self.plain.contains(&format!("{first}{second}")) {
            return true;
        }
        // "self-employed", "one-in-five", and parts that are both words of the document.
        let compound = JOINED.contains(&first.as_str()) || first.contains('-');
        let both = self.plain.contains(&first)
            && self.plain.contains(&second)
            && first.len() > 3
            && second.len() > 3;
        !compound && !both
    }
}

/// Whether the text ends in a hyphen within or behind a word; two are a dash, and so is one behind a space.
fn ends_in_hyphen(text: &str) -> bool {
    text.strip_suffix(['-', '\u{2010}']).is_some_and(|head| head.ends_with(char::is_alphanumeric))
}

fn written(line: &Line) -> String {
    line.inlines.iter().map(|inline| inline.text.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_at_line_ends_are_undone() {
        let mut words = Words::default();
        words.read("The long-term plan of the department; a decision-maker, a health service and workers");
        let rows = [
            ("the depart-", "ment said", "the department said"),
            ("a long-", "term plan", "a long-term plan"),
            ("the impris-", "onment of", "the imprisonment of"),
            ("the self-", "employed", "the self-employed"),
            ("Anglo-", "Saxon", "Anglo-Saxon"),
            ("between 2019-", "2020", "between 2019-2020"),
            ("health-", "workers", "health-workers"),
            ("it rose --", "and fell", "it rose -- and fell"),
            ("it rose -", "and fell", "it rose - and fell"),
            ("an end", "of line", "an end of line"),
            ("soft\u{AD}", "ware", "software"),
        ];
        for (first, second, expected) in rows {
            let mut text = first.to_owned();
            words.append(&mut text, second);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn page_numbers_are_told() {
        for (text, expected) in [
            ("3", true),
            ("Page 3 of 12", true),
            ("- 14 -", true),
            ("iv", true),
            ("3 / 12", true),
            ("2019 was a year", false),
            ("Chapter 3", false),
            ("", false),
        ] {
            assert_eq!(is_page_number(text), expected, "{text}");
        }
    }
}
