//! Markdown, with the front matter of static site generators.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::element::Element;
use super::html::read_fragment;
use super::iso_date::iso_date;
use super::markup::{Token, Tokens};
use super::names::people;
use super::notes::bind_notes;
use super::page::Page;
use super::table_grid::{Cell, Row, grid};
use super::text_builder::TextBuilder;
use crate::document::{Block, BlockKind, Meta, Table};
use crate::span::Span;

/// Reads Markdown: `CommonMark` with tables, footnotes and strike-through, and YAML or TOML front matter.
///
/// The first heading of the first level is the title; a title that only the front matter has is put in front. Footnotes
/// become notes, their marks `[1]`. Markup inside a line is dropped, blocks of HTML are read as such, pictures are not.
#[must_use]
pub(super) fn read_markdown(source: &str) -> Page {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = MarkdownReader::default();
    for event in Parser::new_ext(source, options) {
        reader.event(event);
    }
    reader.finish()
}

#[derive(Default)]
struct MarkdownReader {
    into: TextBuilder,
    meta: Meta,
    quotes: usize,
    /// Open list items.
    items: usize,
    footnote: bool,
    pictures: usize,
    /// What text belongs to instead of a block.
    aside: Option<Aside>,
    rows: Vec<Row>,
    table_start: usize,
    cell_start: usize,
}

enum Aside {
    FrontMatter,
    Html(String),
}

impl MarkdownReader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.text(&text);
            }
            Event::Html(html) => self.html(&html),
            Event::InlineHtml(html) => self.inline_html(&html),
            Event::FootnoteReference(name) => {
                self.into.space();
                self.text(&format!("[{name}]"));
            }
            Event::SoftBreak => self.into.space(),
            Event::HardBreak => {
                self.into.line_break();
            }
            Event::Rule => self.into.close(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::CodeBlock(_) => self.open(BlockKind::Paragraph),
            Tag::Heading { level, .. } => {
                self.open(if level == HeadingLevel::H1 { BlockKind::Title } else { BlockKind::Heading });
            }
            Tag::BlockQuote(_) => {
                self.into.close();
                self.quotes += 1;
            }
            Tag::HtmlBlock => self.aside = Some(Aside::Html(String::new())),
            Tag::Item => {
                self.items += 1;
                self.open(BlockKind::ListItem);
            }
            Tag::FootnoteDefinition(name) => {
                self.footnote = true;
                self.open(BlockKind::Note);
                self.into.push(&format!("[{name}] "));
            }
            Tag::Table(_) => self.begin_table(),
            Tag::TableHead | Tag::TableRow => self.rows.push(Row::default()),
            Tag::TableCell => self.begin_cell(),
            Tag::Link { dest_url, .. } if !dest_url.starts_with('#') => {
                self.into.begin_link(dest_url.into_string());
            }
            Tag::Image { .. } => self.pictures += 1,
            Tag::MetadataBlock(_) => self.aside = Some(Aside::FrontMatter),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock => self.into.close(),
            TagEnd::BlockQuote(_) => {
                self.into.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::HtmlBlock => {
                if let Some(Aside::Html(html)) = self.aside.take() {
                    read_fragment(&html, BlockKind::Paragraph, &mut self.into);
                }
            }
            TagEnd::Item => {
                self.into.close();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::FootnoteDefinition => {
                self.into.close();
                self.footnote = false;
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => {
                if let Some(row) = self.rows.last_mut() {
                    row.in_head = true;
                }
            }
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Link => self.into.end_link(),
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            TagEnd::MetadataBlock(_) => self.aside = None,
            _ => {}
        }
    }

    /// Begins a block; paragraphs take the kind of what they stand in.
    fn open(&mut self, kind: BlockKind) {
        let quoted = self.quotes > 0;
        let kind = match kind {
            // The mark of the footnote, or of the item, is in the block already.
            BlockKind::Paragraph if self.into.is_open() && (self.footnote || self.items > 0) => {
                return;
            }
            BlockKind::Paragraph if self.footnote => BlockKind::Note,
            BlockKind::Paragraph if self.items > 0 => BlockKind::ListItem,
            BlockKind::Paragraph if quoted => BlockKind::Quotation,
            BlockKind::Title
                if quoted || self.into.outline().iter().any(|block| block.kind == BlockKind::Title) =>
            {
                BlockKind::Heading
            }
            kind => kind,
        };
        self.into.open(kind, quoted, false);
    }

    fn text(&mut self, text: &str) {
        match &mut self.aside {
            Some(Aside::FrontMatter) => read_front_matter(text, &mut self.meta),
            Some(Aside::Html(html)) => html.push_str(text),
            None if self.pictures > 0 => {}
            None if text.contains('\n') => self.into.push_lines(text),
            None => self.into.push(text),
        }
    }

    fn html(&mut self, html: &str) {
        match &mut self.aside {
            Some(Aside::Html(block)) => block.push_str(html),
            _ => self.inline_html(html),
        }
    }

    fn inline_html(&mut self, html: &str) {
        if Tokens::new(html).any(|token| matches!(token, Token::Open(Element::Br, _))) {
            self.into.line_break();
        }
    }

    fn begin_table(&mut self) {
        self.into.open(BlockKind::Table, self.quotes > 0, false);
        self.rows.clear();
        self.table_start = self.into.end();
    }

    fn begin_cell(&mut self) {
        let first = self.rows.last().is_none_or(|row| row.cells.is_empty());
        self.cell_start = match (first, self.into.end() == self.table_start) {
            (true, true) => self.table_start,
            (true, false) => self.into.tabulate('\n'),
            (false, _) => self.into.tabulate('\t'),
        };
    }

    fn end_cell(&mut self) {
        let end = self.into.end();
        let span = Span::new(self.cell_start.min(end), end).trim(&self.into.page_mut().text);
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(Cell { span, columns: 1, rows: 1, heading: false });
        }
    }

    fn end_table(&mut self) {
        self.into.close();
        let block = self.into.outline().last().copied();
        let Some(Block { span, .. }) = block.filter(|block| block.span.end > self.table_start) else {
            return;
        };
        for cell in self.rows.iter_mut().flat_map(|row| &mut row.cells) {
            let start = cell.span.start.clamp(span.start, span.end);
            cell.span = Span::new(start, cell.span.end.clamp(start, span.end));
        }
        let page = self.into.page_mut();
        if let Some(table) = grid(&page.text, &self.rows, None) {
            page.tables.push(Table { span: Some(span), ..table });
        }
    }

    fn finish(self) -> Page {
        let mut meta = self.meta;
        let mut page = self.into.finish();
        let title = page.outline.iter().find(|block| block.kind == BlockKind::Title).map(|block| block.span);
        match (title, meta.title.clone()) {
            (Some(title), None) => meta.title = Some(title.of(&page.text).replace('\n', " ")),
            (None, Some(title)) => page = with_title(&title, &page),
            _ => {}
        }
        bind_notes(&mut page, 0);
        Page { meta, ..page }
    }
}

/// `page` with a title block in front.
fn with_title(title: &str, page: &Page) -> Page {
    let mut text = TextBuilder::new();
    text.block(BlockKind::Title, title);
    let fates = vec![super::selection::Fate::Content; page.outline.len()];
    super::selection::keep(page, &fates, &mut text);
    text.finish()
}

/// Reads `key: value` (YAML) and `key = value` (TOML) lines, and lists of authors in either form.
fn read_front_matter(source: &str, meta: &mut Meta) {
    let mut in_authors = false;
    for line in source.lines() {
        if let Some(item) = line.trim_start().strip_prefix("- ") {
            if in_authors {
                meta.authors.extend(people(unquoted(item.trim_start_matches("name:"))));
            }
            continue;
        }
        let Some((key, value)) = line.split_once([':', '=']) else {
            continue;
        };
        let value = unquoted(value);
        let known = |value: &str| (!value.is_empty()).then(|| value.to_owned());
        let key = key.trim().to_ascii_lowercase();
        in_authors = matches!(key.as_str(), "author" | "authors" | "by" | "byline");
        match key.as_str() {
            "title" | "headline" => meta.title = meta.title.take().or_else(|| known(value)),
            "author" | "authors" | "by" | "byline" => {
                let names = value.trim_start_matches('[').trim_end_matches(']').replace(['"', '\''], "");
                meta.authors.extend(people(&names));
            }
            "date" | "published" | "pubdate" | "publishdate" | "datepublished" => {
                meta.published = meta.published.take().or_else(|| iso_date(value));
            }
            "publisher" | "site" | "outlet" | "publication" | "site_name" => {
                meta.publisher = meta.publisher.take().or_else(|| known(value));
            }
            "url" | "link" | "canonical" | "canonical_url" => {
                meta.url = meta.url.take().or_else(|| known(value));
            }
            "lang" | "language" => meta.language = meta.language.take().or_else(|| known(value)),
            _ => {}
        }
    }
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let quoted = |quote: char| {
        value.strip_prefix(quote).and_then(|rest| rest.split_once(quote)).map(|(inner, _)| inner)
    };
    quoted('"').or_else(|| quoted('\'')).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One line a block: its kind, `"` when it is quoted, its text.
    fn shown(page: &Page) -> String {
        let line = |block: &Block| {
            let quoted = if block.quoted { "\"" } else { "" };
            let text = block.span.of(&page.text).replace('\n', "/").replace('\t', "|");
            format!("{quoted}{:?} {text}", block.kind)
        };
        page.outline.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn markdown_becomes_blocks() {
        let failures: Vec<_> = [
            (
                "# A *bold* title\n\nOne\ntwo.\n\n# Again\n\n## Sub",
                "Title A bold title\nParagraph One two.\nHeading Again\nHeading Sub",
            ),
            (
                "- one\n- two\n  - inner\n\n    more\n1. first",
                "ListItem one\nListItem two\nListItem inner\nListItem more\nListItem first",
            ),
            (
                "> # Said\n> so\n>\n> - item\n\nafter",
                "\"Heading Said\n\"Quotation so\n\"ListItem item\nParagraph after",
            ),
            (
                "|A|B|\n|-|-|\n|x|1|\n||2|\n\nSource: the register\n\nNote: rounded.",
                "Table A|B/x|1/|2\nSourceLine Source: the register\nNote Note: rounded.",
            ),
            ("A claim.[^1]\n\n[^1]: The note.\n", "Paragraph A claim. [1]\nNote [1] The note."),
            (
                "```\ncode\n  here\n```\n![alt](p.jpg) text <b>bold</b><br>~~new~~",
                "Paragraph code/here\nParagraph text bold/new",
            ),
            (
                "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>\n\nText",
                "Table A|B/1|2\nParagraph Text",
            ),
            ("---\ntitle: Only here\n---\n\nText.", "Title Only here\nParagraph Text."),
            ("", ""),
        ]
        .into_iter()
        .filter_map(|(source, expected)| {
            let found = shown(&read_markdown(source));
            (found != expected).then(|| format!("{source}\n--- gave\n{found}\n--- not\n{expected}"))
        })
        .collect();
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn front_matter_describes_the_page() {
        let yaml = "---\ntitle: \"Bins: a tale\" # comment\nauthors:\n  - Jane Doe\n  - name: John Roe\ndate: 2024-05-03T10:00:00Z\n\
                    site: The Post\nlang: en-GB\nurl: https://post.example/a?b=c\ntags: [a, b]\n---\n# Bins\n\nA [link](https://x.example).";
        let toml = "+++\ntitle = 'Bins: a tale'\nauthor = [\"Jane Doe\", \"John Roe\"]\ndate = 2024-05-03\npublisher = \"The Post\"\n\
                    language = \"en-GB\"\nlink = \"https://post.example/a?b=c\"\n+++\n# Bins\n\nA [link](https://x.example).";
        let known = |value: &str| Some(value.to_owned());
        let expected = Meta {
            title: known("Bins: a tale"),
            authors: vec!["Jane Doe".to_owned(), "John Roe".to_owned()],
            published: known("2024-05-03"),
            publisher: known("The Post"),
            language: known("en-GB"),
            url: known("https://post.example/a?b=c"),
            ..Meta::default()
        };
        for source in [yaml, toml] {
            let page = read_markdown(source);
            assert_eq!(page.meta, expected, "{source}");
            let links: Vec<_> =
                page.links.iter().map(|link| (link.span.of(&page.text), link.url.as_str())).collect();
            assert_eq!(links, [("link", "https://x.example")]);
        }
    }
}
