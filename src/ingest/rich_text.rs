//! The markup that readers of office documents and TEI write, for the reader of HTML fragments to read: so headings,
//! lists, tables and notes are treated alike wherever they come from.

use std::fmt::Write as _;

use super::html::read_fragment;
use super::page::Page;
use super::text_builder::TextBuilder;
use crate::document::BlockKind;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Body,
    /// The document's own title.
    Title,
    /// A heading of a level from 1.
    Heading,
    ListItem,
    Quotation,
    /// A running head or a page number.
    Furniture,
}

/// Cells of one table are not read beyond these, whatever a document says of repeated ones.
const WIDEST: usize = 1000;

/// A cell in the making.
#[derive(Clone, Debug, Default)]
struct Cell {
    markup: String,
    columns: usize,
    rows: usize,
    /// How often it stands there.
    repeated: usize,
    /// Whether it goes on with the cell above it.
    goes_on: bool,
}

#[derive(Clone, Debug, Default)]
struct Row {
    cells: Vec<Cell>,
    is_head: bool,
    repeated: usize,
}

/// A document in the making.
#[derive(Debug, Default)]
pub(super) struct RichText {
    title: Option<String>,
    furniture: Vec<String>,
    markup: String,
    tables: Vec<Vec<Row>>,
    notes: Vec<String>,
}

impl RichText {
    /// Where markup goes: the innermost cell that is open, or the document.
    fn out(&mut self) -> &mut String {
        let cell =
            self.tables.last_mut().and_then(|rows| rows.last_mut()).and_then(|row| row.cells.last_mut());
        match cell {
            Some(cell) => &mut cell.markup,
            None => &mut self.markup,
        }
    }

    /// Whether a table is open.
    pub(super) fn is_in_table(&self) -> bool {
        !self.tables.is_empty()
    }

    /// Whether anything was written outside tables and the title.
    pub(super) fn is_begun(&self) -> bool {
        !self.markup.is_empty() || !self.tables.is_empty()
    }

    /// Adds a paragraph of inline markup. The first title is that of the document; others are headings.
    pub(super) fn paragraph(&mut self, role: Role, markup: &str) {
        if markup.trim().is_empty() {
            return;
        }
        let (start, end) = match role {
            Role::Title if self.title.is_none() && !self.is_in_table() => {
                self.title = Some(super::meta::plain(markup));
                ("<h1>", "</h1>")
            }
            Role::Title | Role::Heading => ("<h2>", "</h2>"),
            Role::Furniture => {
                self.furniture.push(super::meta::plain(markup));
                ("<p>", "</p>")
            }
            Role::ListItem => ("<li>", "</li>"),
            Role::Quotation => ("<blockquote><p>", "</p></blockquote>"),
            Role::Body => ("<p>", "</p>"),
        };
        let out = self.out();
        out.push_str(start);
        out.push_str(markup);
        out.push_str(end);
    }

    /// Adds a note and returns the markup of its mark.
    pub(super) fn note(&mut self, text: &str) -> String {
        self.notes.push(text.to_owned());
        format!("<sup>[{}]</sup>", self.notes.len())
    }

    /// Begins a table, perhaps inside a cell of another.
    pub(super) fn begin_table(&mut self) {
        self.tables.push(Vec::new());
    }

    /// Begins a row.
    pub(super) fn begin_row(&mut self, is_head: bool) {
        if let Some(rows) = self.tables.last_mut() {
            rows.push(Row { is_head, ..Row::default() });
        }
    }

    /// Marks the row that is open as one of headings.
    pub(super) fn mark_head(&mut self) {
        if let Some(row) = self.tables.last_mut().and_then(|rows| rows.last_mut()) {
            row.is_head = true;
        }
    }

    /// Begins a cell over some columns and rows.
    pub(super) fn begin_cell(&mut self, columns: usize, rows: usize) {
        if let Some(row) = self.tables.last_mut().and_then(|rows| rows.last_mut()) {
            let columns = columns.clamp(1, WIDEST);
            row.cells.push(Cell { columns, rows: rows.clamp(1, WIDEST), ..Cell::default() });
        }
    }

    /// Says of the cell that is open how many columns it covers.
    pub(super) fn widen(&mut self, columns: usize) {
        if let Some(cell) = self.open_cell() {
            cell.columns = columns.clamp(1, WIDEST);
        }
    }

    /// Says of the cell that is open that it goes on with the one above.
    pub(super) fn go_on(&mut self) {
        if let Some(cell) = self.open_cell() {
            cell.goes_on = true;
        }
    }

    /// Says of the cell that is open how often it stands there.
    pub(super) fn repeat_cell(&mut self, times: usize) {
        if let Some(cell) = self.open_cell() {
            cell.repeated = times.clamp(1, WIDEST);
        }
    }

    /// Ends the cell that is open, and writes it as often as it stands there; of empty ones only a few, because
    /// spreadsheets fill a row to its end with one.
    pub(super) fn end_cell(&mut self) {
        let Some(row) = self.tables.last_mut().and_then(|rows| rows.last_mut()) else { return };
        let Some(cell) = row.cells.last_mut() else { return };
        let times = std::mem::take(&mut cell.repeated);
        let (markup, columns) = (cell.markup.clone(), cell.columns);
        if markup.is_empty() && times > 50 {
            return;
        }
        for _ in 1..times {
            row.cells.push(Cell { markup: markup.clone(), columns, rows: 1, ..Cell::default() });
        }
    }

    /// Says of the row that is open how often it stands there.
    pub(super) fn repeat_row(&mut self, times: usize) {
        if let Some(row) = self.tables.last_mut().and_then(|rows| rows.last_mut()) {
            row.repeated = times;
        }
    }

    /// Ends the row that is open, and writes it as often as it stands there, once when it is empty.
    pub(super) fn end_row(&mut self) {
        let Some(rows) = self.tables.last_mut() else { return };
        let Some(row) = rows.last_mut() else { return };
        let times = std::mem::take(&mut row.repeated);
        if row.cells.iter().all(|cell| cell.markup.is_empty()) {
            return;
        }
        let row = row.clone();
        rows.extend(std::iter::repeat_n(row, times.saturating_sub(1)));
    }

    fn open_cell(&mut self) -> Option<&mut Cell> {
        self.tables.last_mut()?.last_mut()?.cells.last_mut()
    }

    /// Ends a table.
    pub(super) fn end_table(&mut self) {
        let Some(mut rows) = self.tables.pop() else { return };
        join_cells(&mut rows);
        let mut markup = String::from("<table>");
        for row in &rows {
            let tag = if row.is_head { "th" } else { "td" };
            markup.push_str(if row.is_head { "<thead><tr>" } else { "<tr>" });
            for cell in row.cells.iter().filter(|cell| !cell.goes_on) {
                let _ = write!(markup, "<{tag} colspan={} rowspan={}>", cell.columns, cell.rows);
                markup.push_str(&cell.markup);
                markup.push_str("</");
                markup.push_str(tag);
                markup.push('>');
            }
            markup.push_str(if row.is_head { "</tr></thead>" } else { "</tr>" });
        }
        markup.push_str("</table>");
        self.out().push_str(&markup);
    }

    /// Gives the title and the furniture their kinds, which no markup has.
    fn mark(&self, page: &mut Page) {
        let text = &page.text;
        let mut title = self.title.as_deref();
        let mut furniture = self.furniture.iter().peekable();
        let plain = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        for block in &mut page.outline {
            match block.kind {
                BlockKind::Heading if title.is_some_and(|title| title == plain(block.span.of(text))) => {
                    block.kind = BlockKind::Title;
                    title = None;
                }
                BlockKind::Paragraph
                    if furniture.peek().is_some_and(|line| **line == plain(block.span.of(text))) =>
                {
                    block.kind = BlockKind::Furniture;
                    furniture.next();
                }
                _ => {}
            }
        }
    }

    /// The page: the title, the text, the notes.
    pub(super) fn finish(mut self) -> Page {
        while !self.tables.is_empty() {
            self.end_table();
        }
        let mut text = TextBuilder::new();
        read_fragment(&self.markup, BlockKind::Paragraph, &mut text);
        self.mark(text.page_mut());
        for (index, note) in self.notes.iter().enumerate() {
            text.block(BlockKind::Note, &format!("[{}] {note}", index + 1));
        }
        let mut page = text.finish();
        page.meta.title = self.title;
        page
    }
}

/// Gives every cell the rows that go on with it.
fn join_cells(rows: &mut [Row]) {
    // For every column, the row and the cell that is still open there.
    let mut open: Vec<Option<(usize, usize)>> = Vec::new();
    for index in 0..rows.len() {
        let mut column = 0;
        for cell in 0..rows[index].cells.len() {
            let columns = rows[index].cells[cell].columns;
            if open.len() < column + columns {
                open.resize(column + columns, None);
            }
            match (rows[index].cells[cell].goes_on, open[column]) {
                (true, Some((above, which))) => rows[above].cells[which].rows += 1,
                (true, None) => rows[index].cells[cell].goes_on = false,
                (false, _) => open[column..column + columns].fill(Some((index, cell))),
            }
            column += columns;
        }
    }
}

/// `text` with what HTML would read as markup escaped.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `address` as it stands in an attribute.
pub(super) fn link(address: &str) -> String {
    format!("<a href=\"{}\">", escape(address).replace('"', "&quot;"))
}
