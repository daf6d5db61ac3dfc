//! Texts of `OpenDocument`.

use std::collections::HashMap;

use super::iso_date::iso_date;
use super::limits::Limits;
use super::names::people;
use super::package::Package;
use super::page::{FileDate, Page, Refusal};
use super::rich_text::{RichText, Role, escape, link};
use super::xml::{Part, Tag, Xml};
use crate::document::{Meta, Warning};

/// Rows that repeat are read so many times at most.
const MOST_REPEATED: usize = 100;

/// Reads a text of `OpenDocument`: headings, lists, tables with joined cells, footnotes as notes at the end, links. Deleted
/// text, comments and tables of contents are left out.
///
/// # Errors
///
/// `archive`, `encrypted`, `ratio` or `too_large`.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Page, Refusal> {
    let mut package = Package::open(bytes, limits)?;
    let is_locked = package.part("META-INF/manifest.xml")?.is_some_and(|manifest| {
        Xml::new(&manifest).any(|part| matches!(part, Part::Open(tag) if tag.local() == "encryption-data"))
    });
    if is_locked {
        return Err(("encrypted", "it is encrypted; save it without its password".to_owned()));
    }
    let Some(content) = package.part("content.xml")? else {
        return Err(("archive", "there is no text in this OpenDocument file".to_owned()));
    };
    let said = package.part("meta.xml")?.map(|xml| properties(&xml)).unwrap_or_default();
    let mut reader = Reader::default();
    let warning = reader.body(&content);
    let mut page = reader.into.finish();
    page.warnings.extend(warning);
    let title = page.meta.title.take();
    page.meta = Meta { title: title.or(said.0.title), ..said.0 };
    page.file_date = said.1;
    Ok(page)
}

#[derive(Default)]
struct Reader {
    /// The styles that automatic ones are made from.
    parents: HashMap<String, String>,
    into: RichText,
    /// The paragraph that is open.
    open: String,
    role: Role,
    lists: usize,
    head_rows: usize,
    /// Links that are open.
    links: usize,
}

impl Reader {
    fn body(&mut self, content: &str) -> Option<Warning> {
        let mut xml = Xml::new(content);
        let mut in_text = false;
        while let Some(part) = xml.next() {
            match part {
                Part::Open(tag) if !in_text => match tag.name() {
                    "style:style" => {
                        if let (Some(name), Some(parent)) = (tag.get("name"), tag.get("parent-style-name")) {
                            self.parents.insert(name, parent);
                        }
                    }
                    name => in_text = name == "office:text",
                },
                Part::Open(tag) => self.start(&tag, &mut xml),
                Part::Close(name) => self.end(name.local()),
                Part::Text(text) if in_text => self.open.push_str(&escape(&text)),
                Part::Text(_) => {}
            }
        }
        self.end_paragraph();
        xml.warning()
    }

    fn start(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.local() {
            "h" | "p" => {
                self.end_paragraph();
                let style = tag.get("style-name").unwrap_or_default();
                self.role = if tag.local() == "h" { Role::Heading } else { self.role_of(&style) };
            }
            "s" | "tab" => self.open.push(' '),
            "line-break" => self.open.push_str("<br>"),
            "a" => {
                self.open.push_str(&link(&tag.get("href").unwrap_or_default()));
                self.links += 1;
            }
            "list" => self.lists += 1,
            "note" => {
                let mark = note(xml);
                let mark = self.into.note(&mark);
                self.open.push_str(&mark);
            }
            "table" => {
                self.end_paragraph();
                self.into.begin_table();
            }
            "table-header-rows" => self.head_rows += 1,
            "table-row" => {
                self.end_paragraph();
                self.into.begin_row(self.head_rows > 0);
                self.into.repeat_row(tag.number("number-rows-repeated").unwrap_or(1).min(MOST_REPEATED));
            }
            "table-cell" => {
                let columns = tag.number("number-columns-spanned").unwrap_or(1);
                self.into.begin_cell(columns, tag.number("number-rows-spanned").unwrap_or(1));
                self.into.repeat_cell(tag.number("number-columns-repeated").unwrap_or(1));
            }
            // What was deleted, comments, tables of contents, forms, fields that hide their text.
            "tracked-changes"
            | "annotation"
            | "table-of-content"
            | "forms"
            | "sequence-decls"
            | "covered-table-cell"
            | "soft-page-break"
            | "object"
            | "bibliography-mark-start"
            | "variable-decls"
            | "alphabetical-index"
            | "hidden-text"
            | "script" => xml.skip_element(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "h" | "p" => self.end_paragraph(),
            "a" if self.links > 0 => {
                self.open.push_str("</a>");
                self.links -= 1;
            }
            "list" => self.lists = self.lists.saturating_sub(1),
            "table-header-rows" => self.head_rows = self.head_rows.saturating_sub(1),
            "table-cell" => {
                self.end_paragraph();
                self.into.end_cell();
            }
            "table-row" => self.into.end_row(),
            "table" => {
                self.end_paragraph();
                self.into.end_table();
            }
            _ => {}
        }
    }

    /// What a paragraph is by its style: `LibreOffice` writes `Title`, `Quotations`, `Heading_20_1`.
    fn role_of(&self, style: &str) -> Role {
        let name = if style.len() > 1
            && style.starts_with('P')
            && style[1..].bytes().all(|byte| byte.is_ascii_digit())
        {
            self.parents.get(style).map_or(style, String::as_str)
        } else {
            style
        };
        match name.to_lowercase().replace("_20_", "").as_str() {
            "title" => Role::Title,
            "subtitle" => Role::Body,
            "quotations" | "quote" => Role::Quotation,
            name if name.starts_with("heading") => Role::Heading,
            _ if self.lists > 0 => Role::ListItem,
            _ => Role::Body,
        }
    }

    fn end_paragraph(&mut self) {
        let markup = std::mem::take(&mut self.open);
        let role = std::mem::take(&mut self.role);
        self.links = 0;
        self.into.paragraph(role, &markup);
    }
}

/// The text of a note without its mark.
fn note(xml: &mut Xml<'_>) -> String {
    let mut text = String::new();
    let mut depth = 1_usize;
    while depth > 0 {
        match xml.next() {
            Some(Part::Open(tag)) if tag.local() == "note-citation" => xml.skip_element(),
            Some(Part::Open(_)) => {
                depth += 1;
                text.push(' ');
            }
            Some(Part::Close(_)) => depth -= 1,
            Some(Part::Text(part)) => text.push_str(&part),
            None => break,
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn properties(source: &str) -> (Meta, Option<FileDate>) {
    let mut meta = Meta::default();
    let (mut begun, mut saved) = (None, None);
    let mut xml = Xml::new(source);
    while let Some(part) = xml.next() {
        let Part::Open(tag) = part else { continue };
        match tag.local() {
            "title" => meta.title = Some(xml.text()).filter(|title| !title.is_empty()),
            "initial-creator" => meta.authors = people(&xml.text()),
            "creator" if meta.authors.is_empty() => meta.authors = people(&xml.text()),
            "language" => meta.language = Some(xml.text()).filter(|language| !language.is_empty()),
            "creation-date" => begun = iso_date(&xml.text()),
            "date" => saved = iso_date(&xml.text()),
            _ => {}
        }
    }
    (meta, FileDate::saved(saved.or(begun)))
}
