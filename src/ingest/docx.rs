//! Documents of Word and its like.

use std::collections::HashMap;

use super::iso_date::iso_date;
use super::limits::Limits;
use super::names::people;
use super::package::Package;
use super::page::{FileDate, Page, Refusal};
use super::rich_text::{RichText, Role, escape, link};
use super::xml::{Part, Tag, Xml};
use crate::document::{Meta, Warning};

/// A bold paragraph of so many words at most is a heading.
const HEADING_WORDS: usize = 14;

/// Reads a document of Word: headings by their styles, lists, tables with joined cells, footnotes and endnotes as notes
/// at the end, links. Deleted text, comments, tables of contents, headers and footers are left out.
///
/// # Errors
///
/// `archive`, `encrypted`, `ratio` or `too_large`.
pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Page, Refusal> {
    let mut package = Package::open(bytes, limits)?;
    let Some(document) = package.part("word/document.xml")? else {
        return Err(("archive", "there is no text in this document of Word".to_owned()));
    };
    let styles = package.part("word/styles.xml")?.map(|xml| styles(&xml)).unwrap_or_default();
    let links = package.part("word/_rels/document.xml.rels")?.map(|xml| links(&xml)).unwrap_or_default();
    let mut notes = HashMap::new();
    for (part, kind) in [("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")] {
        if let Some(xml) = package.part(part)? {
            read_notes(&xml, kind, &mut notes);
        }
    }
    let said = package.part("docProps/core.xml")?.map(|xml| core_properties(&xml)).unwrap_or_default();
    let mut reader = Reader { styles, links, notes, ..Reader::default() };
    let warning = reader.body(&document);
    let mut page = reader.into.finish();
    page.warnings.extend(warning);
    let title = page.meta.title.take();
    page.meta = Meta { title: title.or(said.0.title), ..said.0 };
    page.file_date = said.1;
    Ok(page)
}

/// A style: what its paragraphs are.
#[derive(Clone, Copy, Debug, Default)]
struct Style {
    role: Role,
    is_contents: bool,
}

#[derive(Default)]
struct Reader {
    styles: HashMap<String, Style>,
    links: HashMap<String, String>,
    notes: HashMap<(String, String), String>,
    into: RichText,
    open: Paragraph,
    bold: bool,
    raised: Option<&'static str>,
}

/// The paragraph that is being read.
#[derive(Default)]
struct Paragraph {
    markup: String,
    style: Style,
    /// Letters in all, and bold ones.
    letters: usize,
    bold: usize,
}

impl Reader {
    fn body(&mut self, document: &str) -> Option<Warning> {
        let mut xml = Xml::new(document);
        while let Some(part) = xml.next() {
            match part {
                Part::Open(tag) => self.start(&tag, &mut xml),
                Part::Close(name) => self.end(name.local()),
                // Text stands in `t` alone; elsewhere it is the white space of the markup.
                Part::Text(_) => {}
            }
        }
        self.end_paragraph();
        xml.warning()
    }

    fn start(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.local() {
            "p" => self.end_paragraph(),
            "t" => {
                let text = raw_text(xml);
                self.text(&text);
            }
            "tab" | "ptab"
                if !matches!(tag.get("val").as_deref(), Some("left" | "right" | "center" | "clear")) =>
            {
                self.open.markup.push(' ');
            }
            "br" | "cr" => self.open.markup.push_str("<br>"),
            "noBreakHyphen" => self.text("-"),
            "rPr" => self.run_properties(xml),
            "r" => {
                self.bold = false;
                self.raised = None;
            }
            "pStyle" => {
                let style = tag.get("val").unwrap_or_default();
                self.open.style = self.styles.get(&style).copied().unwrap_or_else(|| style_named(&style));
            }
            "numPr" if self.open.style.role == Role::Body => self.open.style.role = Role::ListItem,
            "outlineLvl" if tag.number("val").is_some_and(|level| level < 9) => {
                self.open.style.role = Role::Heading;
            }
            "hyperlink" => {
                let address = tag.get("id").and_then(|id| self.links.get(&id).cloned());
                self.open.markup.push_str(&address.map(|address| link(&address)).unwrap_or_default());
            }
            "footnoteReference" | "endnoteReference" => {
                let kind = tag.local().trim_end_matches("Reference").to_owned();
                let id = tag.get("id").unwrap_or_default();
                if let Some(note) = self.notes.remove(&(kind, id)) {
                    let mark = self.into.note(&note);
                    self.open.markup.push_str(&mark);
                }
            }
            "tbl" => {
                self.end_paragraph();
                self.into.begin_table();
            }
            "tr" => self.into.begin_row(false),
            "tblHeader" if tag.get("val").is_none_or(|value| value != "0" && value != "false") => {
                self.into.mark_head();
            }
            "tc" => self.into.begin_cell(1, 1),
            "gridSpan" => self.into.widen(tag.number("val").unwrap_or(1)),
            "vMerge" if tag.get("val").is_none_or(|value| value != "restart") => self.into.go_on(),
            // Deleted and moved text, codes of fields, what stands in for newer markup, list marks and the like.
            "del" | "moveFrom" | "instrText" | "delText" | "Fallback" | "sectPr" | "pPrChange"
            | "rPrChange" | "tblPr" | "tabs" => xml.skip_element(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "txbxContent" => self.end_paragraph(),
            "hyperlink" => self.open.markup.push_str("</a>"),
            "tbl" => {
                self.end_paragraph();
                self.into.end_table();
            }
            _ => {}
        }
    }

    fn run_properties(&mut self, xml: &mut Xml<'_>) {
        let mut hidden = false;
        for part in xml.by_ref() {
            match part {
                Part::Open(tag) => {
                    let is_on = tag.get("val").is_none_or(|value| value != "0" && value != "false");
                    match tag.local() {
                        "b" => self.bold = is_on,
                        "vanish" => hidden |= is_on,
                        "vertAlign" => {
                            self.raised = match tag.get("val").as_deref() {
                                Some("superscript") => Some("sup"),
                                Some("subscript") => Some("sub"),
                                _ => None,
                            };
                        }
                        _ => {}
                    }
                }
                Part::Close(name) if name.local() == "rPr" => break,
                _ => {}
            }
        }
        if hidden {
            self.raised = Some("hidden");
        }
    }

    fn text(&mut self, text: &str) {
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        self.open.letters += letters;
        self.open.bold += if self.bold { letters } else { 0 };
        match self.raised {
            Some("hidden") => {}
            Some(tag) => self.open.markup.extend(["<", tag, ">", &escape(text), "</", tag, ">"]),
            None if self.bold => self.open.markup.extend(["<b>", &escape(text), "</b>"]),
            None => self.open.markup.push_str(&escape(text)),
        }
    }

    fn end_paragraph(&mut self) {
        let Paragraph { markup, style, letters, bold } = std::mem::take(&mut self.open);
        self.bold = false;
        self.raised = None;
        if style.is_contents {
            return;
        }
        let mut role = style.role;
        // Many write headings as bold lines.
        let is_bold = letters > 0 && bold == letters && role == Role::Body && !self.into.is_in_table();
        if is_bold {
            let words = super::meta::plain(&markup);
            let short = words.split_whitespace().count() <= HEADING_WORDS;
            if short && !words.ends_with(['.', ':', ';', ',']) {
                role = Role::Heading;
            }
        }
        self.into.paragraph(role, &markup);
    }
}

/// The text up to the end of the element, white space kept.
fn raw_text(xml: &mut Xml<'_>) -> String {
    let mut text = String::new();
    let mut depth = 1_usize;
    while depth > 0 {
        match xml.next() {
            Some(Part::Open(_)) => depth += 1,
            Some(Part::Close(_)) => depth -= 1,
            Some(Part::Text(part)) => text.push_str(&part),
            None => break,
        }
    }
    text
}

/// What the paragraphs of a style are, by its name in English, which Word keeps in every language.
fn style_named(name: &str) -> Style {
    let name = name.to_lowercase().replace([' ', '-', '_'], "");
    let is_contents = name.starts_with("toc") && name[3..].bytes().all(|byte| byte.is_ascii_digit())
        || name == "tocheading";
    let role = match name.as_str() {
        "title" => Role::Title,
        name if name.starts_with("heading") => Role::Heading,
        "quote" | "intensequote" | "quotations" | "blocktext" => Role::Quotation,
        name if name.starts_with("list") && name != "listparagraph" => Role::ListItem,
        _ => Role::Body,
    };
    Style { role, is_contents }
}

/// The styles of a document by their ids. A style is what its name or its outline level says, or what the style is that
/// it is based on.
fn styles(source: &str) -> HashMap<String, Style> {
    let mut based: HashMap<String, (Style, Option<String>)> = HashMap::new();
    let mut id = String::new();
    for part in Xml::new(source) {
        let Part::Open(tag) = part else { continue };
        let value = tag.get("val");
        match tag.local() {
            "style" => {
                id = tag.get("styleId").unwrap_or_default();
                based.insert(id.clone(), (style_named(&id), None));
            }
            "name" => {
                let named = style_named(&value.unwrap_or_default());
                if let Some((style, _)) =
                    based.get_mut(&id).filter(|_| named.role != Role::Body || named.is_contents)
                {
                    *style = named;
                }
            }
            "basedOn" => {
                if let Some((_, on)) = based.get_mut(&id) {
                    *on = value;
                }
            }
            "outlineLvl" if value.is_some_and(|level| level.parse::<u8>().is_ok_and(|level| level < 9)) => {
                if let Some((style, _)) = based.get_mut(&id).filter(|(style, _)| style.role == Role::Body) {
                    style.role = Role::Heading;
                }
            }
            _ => {}
        }
    }
    let resolve = |id: &String| {
        let mut style = based.get(id);
        // Styles that are based on each other in a circle have no end.
        for _ in 0..10 {
            match style {
                Some((known, Some(on))) if known.role == Role::Body && !known.is_contents => {
                    style = based.get(on);
                }
                _ => break,
            }
        }
        style.map(|(style, _)| *style).unwrap_or_default()
    };
    based.keys().map(|id| (id.clone(), resolve(id))).collect()
}

/// The addresses outside the document, by the ids that links have.
fn links(source: &str) -> HashMap<String, String> {
    let mut links = HashMap::new();
    for part in Xml::new(source) {
        let Part::Open(tag) = part else { continue };
        if tag.local() == "Relationship"
            && tag.get("TargetMode").as_deref() == Some("External")
            && let (Some(id), Some(target)) = (tag.get("Id"), tag.get("Target"))
        {
            links.insert(id, target);
        }
    }
    links
}

/// The texts of notes by kind and id.
fn read_notes(source: &str, kind: &str, notes: &mut HashMap<(String, String), String>) {
    let mut xml = Xml::new(source);
    let mut id = None;
    let mut text = String::new();
    while let Some(part) = xml.next() {
        match part {
            // Separators are notes of a type.
            Part::Open(tag) if tag.local() == kind && tag.get("type").is_none() => {
                id = tag.get("id");
                text.clear();
            }
            Part::Open(tag) if tag.local() == "t" => text.push_str(&raw_text(&mut xml)),
            Part::Open(tag) if matches!(tag.local(), "del" | "instrText") => xml.skip_element(),
            Part::Open(tag) if matches!(tag.local(), "tab" | "br") => text.push(' '),
            Part::Close(name) if name.local() == "p" => text.push(' '),
            Part::Close(name) if name.local() == kind => {
                if let Some(id) = id.take() {
                    notes.insert((kind.to_owned(), id), text.trim().to_owned());
                }
            }
            _ => {}
        }
    }
}

fn core_properties(source: &str) -> (Meta, Option<FileDate>) {
    let mut meta = Meta::default();
    let (mut begun, mut saved) = (None, None);
    let mut xml = Xml::new(source);
    while let Some(part) = xml.next() {
        let Part::Open(tag) = part else { continue };
        match tag.local() {
            "title" => meta.title = Some(xml.text()).filter(|title| !title.is_empty()),
            "creator" => meta.authors = people(&xml.text()),
            "language" => meta.language = Some(xml.text()).filter(|language| !language.is_empty()),
            "created" => begun = iso_date(&xml.text()),
            "modified" => saved = iso_date(&xml.text()),
            _ => {}
        }
    }
    // A document is often begun as a copy of an old one; when it was saved last is nearer to its publication.
    (meta, FileDate::saved(saved.or(begun)))
}
