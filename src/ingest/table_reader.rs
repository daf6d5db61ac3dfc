//! The tables of a page: which of them hold data, and reading one into the text.

use super::element::Element;
use super::markup::{Attributes, Token, Tokens};
use super::table_grid::{Cell, Row, grid};
use super::text_builder::TextBuilder;
use crate::document::Table;
use crate::span::Span;

/// A cell with more text than this is a column of a page, not a cell of a table.
const LONGEST_CELL: usize = 4000;

/// A table that is being read: rows go to the text line by line, their spans are kept.
pub(super) struct TableReader {
    /// Where the table's text begins.
    start: usize,
    /// Where the text of the last row begins, its line end included.
    row_start: usize,
    rows: Vec<Row>,
    caption: Option<Span>,
    open: Option<OpenCell>,
    /// How many tables inside this one are open. They are read as text.
    nested: usize,
}

struct OpenCell {
    start: usize,
    element: Element,
    columns: usize,
    rows: usize,
    /// Bytes of text that are bold, and all.
    bold: usize,
    seen: usize,
}

impl TableReader {
    /// A table that begins here; the block for it is open.
    pub(super) fn new(into: &TextBuilder) -> Self {
        Self {
            start: into.end(),
            row_start: into.end(),
            rows: Vec::new(),
            caption: None,
            open: None,
            nested: 0,
        }
    }

    /// Whether text that comes now stands in a cell.
    pub(super) fn is_in_cell(&self) -> bool {
        self.open.is_some()
    }

    /// Begins a table inside this one.
    pub(super) fn nest(&mut self) {
        self.nested += 1;
    }

    /// Ends a table inside this one. Returns whether there was one.
    pub(super) fn unnest(&mut self) -> bool {
        let inside = self.nested > 0;
        self.nested = self.nested.saturating_sub(1);
        inside
    }

    /// Text inside the table. Outside its cells only white space is meant to be.
    pub(super) fn text(&mut self, text: &str, bold: bool, into: &mut TextBuilder) {
        if self.open.is_none() {
            if text.trim().is_empty() {
                return;
            }
            self.begin_cell(Element::TableCell, 1, 1, into);
        }
        if let Some(cell) = &mut self.open {
            let seen = text.trim().len();
            cell.seen += seen;
            cell.bold += if bold { seen } else { 0 };
        }
        into.push(text);
    }

    /// A row, cell or caption begins. Returns whether it is this table's.
    pub(super) fn start(
        &mut self,
        element: Element,
        attributes: Attributes<'_>,
        into: &mut TextBuilder,
    ) -> bool {
        if self.nested > 0 {
            into.space();
            return true;
        }
        match element {
            Element::TableRow => self.begin_row(into),
            Element::Caption => {
                self.end_cell(into);
                self.rows.push(Row::default());
                self.begin_cell(element, 1, 1, into);
            }
            _ => {
                let number = |name| attributes.get(name).and_then(|value| value.trim().parse().ok());
                let columns: usize = number("colspan").unwrap_or(1);
                let rows: usize = number("rowspan").unwrap_or(1);
                self.begin_cell(element, columns.max(1), rows.max(1), into);
            }
        }
        true
    }

    /// A row, cell or caption ends. Returns whether it is this table's.
    pub(super) fn end(&mut self, element: Element, into: &mut TextBuilder) -> bool {
        if self.nested > 0 {
            into.space();
        } else {
            self.end_cell(into);
            if element == Element::Caption {
                self.rows.push(Row::default());
            }
        }
        true
    }

    /// Marks the rows read so far as headings: they stood in a `<thead>`.
    pub(super) fn end_head(&mut self) {
        if self.nested == 0 {
            for row in &mut self.rows {
                row.in_head = true;
            }
        }
    }

    /// Puts the table into the page, unless it is empty.
    pub(super) fn finish(mut self, into: &mut TextBuilder) {
        self.end_cell(into);
        self.drop_empty_row(into);
        into.close();
        let start = self.start;
        let Some(block) = into.outline().last().filter(|block| block.span.end > start) else {
            return;
        };
        let span = block.span;
        for cell in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
            let start = cell.span.start.clamp(span.start, span.end);
            cell.span = Span::new(start, cell.span.end.clamp(start, span.end));
        }
        let page = into.page_mut();
        if let Some(table) = grid(&page.text, &self.rows, self.caption) {
            page.tables.push(Table { span: Some(span), ..table });
        }
    }

    fn begin_row(&mut self, into: &mut TextBuilder) {
        self.end_cell(into);
        self.drop_empty_row(into);
        if self.rows.last().is_none_or(|row| !row.cells.is_empty()) {
            self.rows.push(Row::default());
        }
    }

    /// A row without any text leaves no line.
    fn drop_empty_row(&mut self, into: &mut TextBuilder) {
        let empty = |row: &Row| !row.cells.is_empty() && row.cells.iter().all(|cell| cell.span.is_empty());
        if self.rows.last().is_some_and(empty) {
            self.rows.pop();
            into.replace_from(self.row_start, "");
        }
    }

    fn begin_cell(&mut self, element: Element, columns: usize, rows: usize, into: &mut TextBuilder) {
        self.end_cell(into);
        if self.rows.is_empty() {
            self.rows.push(Row::default());
        }
        let first_of_row = self.rows.last().is_some_and(|row| row.cells.is_empty());
        if first_of_row {
            self.row_start = into.end();
        }
        let start = match (first_of_row, into.end() == self.start) {
            (true, true) => into.end(),
            (true, false) => into.tabulate('\n'),
            (false, _) => into.tabulate('\t'),
        };
        self.open = Some(OpenCell { start, element, columns, rows, bold: 0, seen: 0 });
    }

    fn end_cell(&mut self, into: &mut TextBuilder) {
        let Some(cell) = self.open.take() else { return };
        let end = into.end();
        let page = into.page_mut();
        let span = Span::new(cell.start.min(end), end).trim(&page.text);
        if cell.element == Element::Caption {
            self.caption = self.caption.or(Some(span)).filter(|caption| !caption.is_empty());
            return;
        }
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(Cell {
                span,
                columns: cell.columns,
                rows: cell.rows,
                heading: cell.element == Element::TableHeading || cell.seen > 0 && cell.bold == cell.seen,
            });
        }
    }
}

/// For each table of `html`, in order, whether it holds data. Others lay out a page, a box or a list.
pub(super) fn data_tables(html: &str) -> impl Iterator<Item = bool> + use<> {
    let mut shapes: Vec<Shape> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    // Most texts have no table, and looking for one costs less than reading the tags.
    let has_tables = html.as_bytes().windows(6).any(|window| window.eq_ignore_ascii_case(b"<table"));
    for token in Tokens::new(if has_tables { html } else { "" }) {
        match token {
            Token::Open(Element::Table, attributes) => {
                if let Some(outer) = open.last() {
                    shapes[*outer].nests = true;
                }
                open.push(shapes.len());
                shapes.push(Shape {
                    presentation: attributes.get("role").is_some_and(|role| role == "presentation"),
                    ..Shape::default()
                });
            }
            Token::Close(Element::Table, _) => {
                open.pop();
            }
            _ => {
                if let Some(shape) = open.last() {
                    shapes[*shape].read(token);
                }
            }
        }
    }
    shapes.into_iter().map(Shape::holds_data)
}

/// What tells data from layout.
#[derive(Clone, Copy, Default)]
struct Shape {
    nests: bool,
    presentation: bool,
    labelled: bool,
    /// Cells of the widest row, and of this one.
    width: usize,
    cells_of_row: usize,
    /// Bytes of text in the longest cell, and in this one.
    longest: usize,
    text_of_cell: usize,
    /// Cells with text of their own.
    filled: usize,
}

impl Shape {
    fn read(&mut self, token: Token<'_>) {
        match token {
            Token::Open(Element::TableRow, _) => self.cells_of_row = 0,
            Token::Open(element @ (Element::TableCell | Element::TableHeading), _) => {
                self.labelled |= element == Element::TableHeading;
                self.cells_of_row += 1;
                self.width = self.width.max(self.cells_of_row);
                self.text_of_cell = 0;
            }
            Token::Open(Element::Caption, _) => self.labelled = true,
            Token::Text(text) => {
                let length = text.trim().len();
                if self.text_of_cell == 0 && length > 0 {
                    self.filled += 1;
                }
                self.text_of_cell += length;
                self.longest = self.longest.max(self.text_of_cell);
            }
            _ => {}
        }
    }

    fn holds_data(self) -> bool {
        let wide = self.width > 1 || self.labelled && self.width > 0;
        wide && !self.presentation && self.longest <= LONGEST_CELL && (!self.nests || self.filled >= 4)
    }
}
