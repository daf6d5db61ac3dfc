//! Tags and text → blocks, tables and links. The one reader of markup, for fragments and for whole pages.

use super::date_text::{DateOrder, field_date};
use super::element::Element;
use super::holder::{ElementId, ElementTree};
use super::markup::{Attributes, Token, Tokens};
use super::nesting::OpenElements;
use super::published::{Stamp, StampRole};
use super::regions::Marks;
use super::superscript::superscript;
use super::table_reader::{TableReader, data_tables};
use super::text_builder::TextBuilder;
use crate::document::BlockKind;

/// How many bytes in front of a superscript tell how to read it.
const SEEN_BEFORE_SUPERSCRIPT: usize = 40;

/// The most dates for machines that are looked at in one page.
const MOST_STAMPS: usize = 200;

/// What the markup told of a block beside its kind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BlockOrigin {
    /// What held where its text began.
    pub(super) marks: Marks,
    /// Bytes of its text that were links.
    pub(super) linked: usize,
    /// The element that its text began in.
    pub(super) element: ElementId,
}

/// Where the text of a page comes from.
#[derive(Clone, Debug, Default)]
pub(super) struct Origins {
    /// Of each block.
    pub(super) blocks: Vec<BlockOrigin>,
    /// The elements of the page.
    pub(super) elements: ElementTree,
    /// Dates for machines; of pages only.
    pub(super) stamps: Vec<Stamp>,
}

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    /// A piece of content. All of it counts.
    Fragment,
    /// A mail, where styles hide a part and class names tell what is quoted.
    Mail,
    /// A page, where elements and class names tell parts of the site from content.
    Page,
}

/// Reads `html` into blocks. Running text becomes blocks of kind `paragraph`.
///
/// Returns where the blocks that were added come from.
pub(super) fn read_blocks(
    html: &str,
    extent: Extent,
    paragraph: BlockKind,
    into: &mut TextBuilder,
) -> Origins {
    into.close();
    let mut reader = BlockReader {
        before: into.outline().len(),
        into,
        extent,
        paragraph,
        open: OpenElements::new(),
        articles: 0,
        origin: BlockOrigin::default(),
        origins: Origins::default(),
        superscript: None,
        table: None,
        data_tables: data_tables(html),
    };
    for token in Tokens::new(html) {
        match token {
            Token::Text(source) => reader.text(source),
            Token::Raw(..) => {}
            Token::Open(element, attributes) => reader.open(element, attributes),
            Token::Close(element, _) => reader.close(element),
        }
    }
    reader.close_to(0);
    reader.end_block();
    reader.origins
}

struct BlockReader<'b, I> {
    into: &'b mut TextBuilder,
    /// The number of blocks there were.
    before: usize,
    extent: Extent,
    paragraph: BlockKind,
    open: OpenElements<(Marks, ElementId)>,
    /// How many `<article>` and `<main>` are open.
    articles: usize,
    /// Of the block that is open.
    origin: BlockOrigin,
    origins: Origins,
    /// Where the text of the open superscript or subscript begins.
    superscript: Option<(Element, usize)>,
    table: Option<TableReader>,
    /// For each table still to come, whether it holds data and not the layout of the page.
    data_tables: I,
}

impl<I: Iterator<Item = bool>> BlockReader<'_, I> {
    fn marks(&self) -> Marks {
        self.open.top().map(|(marks, _)| *marks).unwrap_or_default()
    }

    /// The innermost element that is open.
    fn element(&self) -> ElementId {
        self.open.top().map(|(_, id)| *id).unwrap_or_default()
    }

    fn text(&mut self, source: &str) {
        let marks = self.marks();
        if marks.has(Marks::UNSEEN) {
            return;
        }
        let text = super::character_references::decode(source);
        if let Some(table) = &mut self.table {
            table.text(&text, marks.has(Marks::BOLD), self.into);
            return;
        }
        if !self.into.is_open() {
            if text.trim().is_empty() {
                return;
            }
            self.begin_block(marks);
        }
        let before = self.into.end();
        if marks.has(Marks::PREFORMATTED) {
            self.into.push_lines(&text);
        } else {
            self.into.push(&text);
        }
        if marks.has(Marks::LINKED) {
            self.origin.linked += self.into.end() - before;
        }
        if marks.has(Marks::BYLINE) && !self.origin.marks.has(Marks::CAPTION) {
            self.origin.marks = self.origin.marks.with(Marks::BYLINE);
        }
    }

    fn begin_block(&mut self, marks: Marks) {
        let kind = if marks.has(Marks::HEADING) {
            BlockKind::Heading
        } else if marks.has(Marks::CAPTION) {
            BlockKind::Note
        } else if marks.has(Marks::QUOTATION) {
            BlockKind::Quotation
        } else if marks.has(Marks::ITEM) {
            BlockKind::ListItem
        } else {
            self.paragraph
        };
        self.into.open(kind, marks.has(Marks::QUOTED), marks.has(Marks::COMMENTS));
        self.origin = BlockOrigin { marks, linked: 0, element: self.element() };
    }

    /// Ends the block that is open; inside a table, where a cell is one line, puts a space.
    fn end_block(&mut self) {
        self.end_superscript();
        if self.table.is_some() {
            self.into.space();
            return;
        }
        self.into.close();
        let added = self.into.outline().len() - self.before;
        self.origins.blocks.resize(added, self.origin);
    }

    fn open(&mut self, element: Element, attributes: Attributes<'_>) {
        if let Some(depth) = self.open.depth_before(element) {
            self.close_to(depth);
        }
        let around = self.marks();
        let inside = match self.extent {
            Extent::Fragment => around.inside(element),
            Extent::Mail => around.inside_mail(element, attributes),
            Extent::Page => around.inside_page(element, attributes, self.articles > 0),
        };
        if !around.has(Marks::UNSEEN) {
            self.start(element, attributes, inside);
        }
        if self.extent == Extent::Page && self.origins.stamps.len() < MOST_STAMPS {
            self.origins.stamps.extend(stamp(element, attributes, inside));
        }
        if element.is_void() {
            return;
        }
        let id = match self.extent {
            Extent::Page if !element.is_inline() => self.origins.elements.add(self.element(), element),
            _ => self.element(),
        };
        let held = self.open.open(element, (inside, id));
        if held && matches!(element, Element::Article | Element::Main) {
            self.articles += 1;
        }
    }

    /// What a start tag does to the text.
    fn start(&mut self, element: Element, attributes: Attributes<'_>, inside: Marks) {
        if !element.is_inline() {
            self.end_superscript();
        }
        match element {
            Element::Br => self.line_break(),
            Element::A => {
                if let Some(url) = attributes.get("href").and_then(|url| target(&url)) {
                    self.into.begin_link(url);
                }
            }
            Element::Superscript | Element::Subscript => self.begin_superscript(element, inside),
            Element::Table => self.begin_table(),
            Element::Caption | Element::TableCell | Element::TableHeading | Element::TableRow
                if self.table.as_mut().is_some_and(|table| table.start(element, attributes, self.into)) => {}
            Element::TableHead | Element::TableSection if self.table.is_some() => {}
            _ if element.is_inline() || element.is_void() && element != Element::Hr => {}
            _ => self.end_block(),
        }
    }

    fn line_break(&mut self) {
        if self.table.is_some() {
            self.into.space();
        } else if self.into.is_open() && self.into.line_break() {
            self.end_block();
        }
    }

    fn begin_table(&mut self) {
        let holds_data = self.data_tables.next().unwrap_or(true);
        if let Some(table) = &mut self.table {
            table.nest();
            self.into.space();
            return;
        }
        self.end_block();
        if holds_data {
            let marks = self.marks();
            self.into.open(BlockKind::Table, marks.has(Marks::QUOTED), marks.has(Marks::COMMENTS));
            self.origin = BlockOrigin { marks, linked: 0, element: self.element() };
            self.table = Some(TableReader::new(self.into));
        }
    }

    fn close(&mut self, element: Element) {
        match self.open.depth_without(element) {
            Some(depth) => self.close_to(depth),
            // An end tag that closes nothing; browsers make an empty paragraph of this one.
            None if element == Element::Paragraph => self.end_block(),
            None => {}
        }
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.depth() > depth {
            let Some((element, (marks, _))) = self.open.pop() else {
                return;
            };
            if matches!(element, Element::Article | Element::Main) {
                self.articles = self.articles.saturating_sub(1);
            }
            if !self.marks().has(Marks::UNSEEN) {
                self.end(element, marks);
            }
        }
    }

    /// What the end of an element does to the text.
    fn end(&mut self, element: Element, marks: Marks) {
        if !element.is_inline() {
            self.end_superscript();
        }
        match element {
            Element::A => self.into.end_link(),
            Element::Superscript | Element::Subscript => self.end_superscript(),
            Element::Table => self.end_table(),
            Element::Caption | Element::TableCell | Element::TableHeading | Element::TableRow
                if self.table.as_mut().is_some_and(|table| table.end(element, self.into)) => {}
            Element::TableHead | Element::TableSection if self.table.is_some() => {
                if let Some(table) = self.table.as_mut().filter(|_| element == Element::TableHead) {
                    table.end_head();
                }
            }
            _ if element.is_inline() || marks.has(Marks::UNSEEN) => {}
            _ => self.end_block(),
        }
    }

    fn end_table(&mut self) {
        let Some(table) = &mut self.table else {
            self.end_block();
            return;
        };
        if table.unnest() {
            self.into.space();
            return;
        }
        if let Some(table) = self.table.take() {
            self.end_superscript();
            table.finish(self.into);
            self.end_block();
        }
    }

    /// Remembers where a superscript begins. One at the start of a block begins that block.
    fn begin_superscript(&mut self, element: Element, inside: Marks) {
        self.end_superscript();
        let between_cells = self.table.as_ref().is_some_and(|table| !table.is_in_cell());
        if between_cells || inside.has(Marks::UNSEEN) {
            return;
        }
        if self.table.is_none() && !self.into.is_open() {
            self.begin_block(inside);
        }
        self.superscript = Some((element, self.into.end()));
    }

    /// Writes the superscript that is open the way it reads on a line. Subscripts stay attached: "CO2".
    fn end_superscript(&mut self) {
        let Some((element, start)) = self.superscript.take() else {
            return;
        };
        let content = self.into.text_from(start);
        let trimmed = content.trim();
        if trimmed.is_empty() || element == Element::Subscript {
            return;
        }
        let space = if content.starts_with(' ') { " " } else { "" };
        let line = self.into.block_before(start, SEEN_BEFORE_SUPERSCRIPT);
        let before = match &self.table {
            Some(_) => line.rsplit(['\t', '\n']).next().unwrap_or_default(),
            None => line,
        };
        let before = format!("{before}{space}");
        let written = format!("{space}{}", superscript(&before, trimmed));
        let ends_spaced = content.ends_with(' ');
        self.into.replace_from(start, &written);
        if ends_spaced {
            self.into.space();
        }
    }
}

/// The date for machines that an element carries.
fn stamp(element: Element, attributes: Attributes<'_>, marks: Marks) -> Option<Stamp> {
    let (mut date, mut title, mut content, mut role) = (None, None, None, StampRole::Plain);
    for (name, value) in attributes.raw() {
        match name.len() {
            8 if name.eq_ignore_ascii_case("datetime") => date = Some(value),
            10 if name.eq_ignore_ascii_case("data-utime") => date = Some(value),
            5 if name.eq_ignore_ascii_case("title") => title = Some(value),
            7 if name.eq_ignore_ascii_case("content") => content = Some(value),
            7 if name.eq_ignore_ascii_case("pubdate") => role = StampRole::Published,
            5 | 8 if name.eq_ignore_ascii_case("class") || name.eq_ignore_ascii_case("itemprop") => {
                role = stamp_role(value).unwrap_or(role);
            }
            _ => {}
        }
    }
    let told = role != StampRole::Plain;
    let value = match element {
        // These have been read with the rest of what the page says of itself.
        Element::Meta => None,
        _ => date.or(content.filter(|_| told)).or(title.filter(|_| told)),
    };
    let date = field_date(&super::character_references::decode(value?), DateOrder::DayFirst)?;
    Some(Stamp { role, marks, date })
}

/// What the class names or the property of an element say of its date; changed when they say both.
fn stamp_role(names: &str) -> Option<StampRole> {
    let mut role = None;
    for name in names.split_ascii_whitespace() {
        if ["updated", "modified", "datemodified", "dt-updated"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known))
        {
            return Some(StampRole::Changed);
        }
        let known = [
            "published", "datepublished", "datecreated", "entry-date", "dt-published", "pubdate",
            "date-published",
        ];
        if known.iter().any(|known| name.eq_ignore_ascii_case(known)) {
            role = Some(StampRole::Published);
        }
    }
    role
}

/// A link's target, unless it leads nowhere outside the page.
fn target(url: &str) -> Option<String> {
    let url = url.trim();
    let script = url.get(..11).is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:"));
    (!url.is_empty() && !url.starts_with('#') && !script).then(|| url.to_owned())
}
