//! Texts in the markup of the Text Encoding Initiative, and the sections of debates that `ParlParse` marks up.

use super::html::read_fragment;
use super::iso_date::iso_date;
use super::page::Page;
use super::rich_text::{RichText, Role, escape, link};
use super::text_builder::TextBuilder;
use super::xml::{Part, Tag, Xml};
use crate::document::{BlockKind, Meta};

/// Reads a TEI document: headings, paragraphs, verse and speeches, lists, quotations, tables, notes.
pub(super) fn read_tei(source: &str) -> Page {
    let mut reader = TeiReader::default();
    let mut xml = Xml::new(source);
    while let Some(part) = xml.next() {
        match part {
            Part::Open(tag) if tag.local() == "teiHeader" => header(&mut xml, &mut reader.meta),
            Part::Open(tag) => reader.start(&tag, &mut xml),
            Part::Close(name) => reader.end(name.local()),
            Part::Text(text) => reader.open.push_str(&escape(&text)),
        }
    }
    reader.end_paragraph(Role::Body);
    let warning = xml.warning();
    let mut page = reader.into.finish();
    let title = page.meta.title.take();
    page.meta = Meta { title: title.or(reader.meta.title), ..reader.meta };
    page.warnings.extend(warning);
    page
}

#[derive(Default)]
struct TeiReader {
    into: RichText,
    meta: Meta,
    open: String,
    quotes: usize,
    items: usize,
}

impl TeiReader {
    fn start(&mut self, tag: &Tag<'_>, xml: &mut Xml<'_>) {
        match tag.local() {
            "head" | "p" | "ab" | "l" | "u" | "sp" | "speaker" | "item" | "list" | "div" | "body" | "seg"
            | "front" | "back" | "opener" | "closer" | "dateline" | "byline" | "docTitle" | "titlePart"
            | "stage" => {
                if tag.local() != "seg" {
                    self.end_paragraph(Role::Body);
                }
                self.items += usize::from(tag.local() == "item");
            }
            "quote" | "cit" if self.open.trim().is_empty() => {
                self.end_paragraph(Role::Body);
                self.quotes += 1;
            }
            "lb" => self.open.push_str("<br>"),
            "pb" | "cb" | "milestone" | "gap" => self.open.push(' '),
            "ref" => self.open.push_str(&link(&tag.get("target").unwrap_or_default())),
            "hi" if tag.get("rend").is_some_and(|rend| rend.contains("sup")) => self.open.push_str("<sup>"),
            "note" => {
                let note = xml.text();
                if !note.is_empty() {
                    let mark = self.into.note(&note);
                    self.open.push_str(&mark);
                }
            }
            "table" => {
                self.end_paragraph(Role::Body);
                self.into.begin_table();
            }
            "row" => self.into.begin_row(tag.get("role").as_deref() == Some("label")),
            "cell" => self.into.begin_cell(tag.number("cols").unwrap_or(1), tag.number("rows").unwrap_or(1)),
            "fw" | "figDesc" | "del" | "orig" | "sic" | "standOff" | "facsimile" => xml.skip_element(),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "head" | "speaker" | "titlePart" => self.end_paragraph(Role::Heading),
            "p" | "ab" | "l" | "u" | "sp" | "list" | "div" | "body" | "cell" | "opener" | "closer"
            | "dateline" | "byline" | "stage" => self.end_paragraph(Role::Body),
            "item" => {
                self.end_paragraph(Role::ListItem);
                self.items = self.items.saturating_sub(1);
            }
            "seg" => self.open.push(' '),
            "quote" | "cit" if self.quotes > 0 => {
                self.end_paragraph(Role::Quotation);
                self.quotes -= 1;
            }
            "ref" => self.open.push_str("</a>"),
            "hi" => self.open.push_str("</sup>"),
            "table" => {
                self.end_paragraph(Role::Body);
                self.into.end_table();
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self, role: Role) {
        let markup = std::mem::take(&mut self.open);
        let role = match role {
            Role::Body if self.quotes > 0 => Role::Quotation,
            Role::Body if self.items > 0 => Role::ListItem,
            Role::Heading if !self.into.is_begun() => Role::Title,
            role => role,
        };
        self.into.paragraph(role, &markup);
    }
}

fn header(xml: &mut Xml<'_>, meta: &mut Meta) {
    let mut depth = 1_usize;
    let mut path: Vec<String> = Vec::new();
    while depth > 0 {
        let Some(part) = xml.next() else { return };
        match part {
            Part::Open(tag) => {
                let name = tag.local().to_owned();
                let within = |element: &str| path.iter().any(|open| open == element);
                match name.as_str() {
                    "title" if within("titleStmt") && meta.title.is_none() => meta.title = known(xml.text()),
                    "author" if within("titleStmt") => meta.authors.extend(known(xml.text())),
                    "publisher" if within("publicationStmt") => meta.publisher = known(xml.text()),
                    "date" if within("publicationStmt") || within("bibl") || within("setting") => {
                        let when = tag.get("when").or_else(|| tag.get("from"));
                        let written = xml.text();
                        // The source's date is that of the text; the file's is that of its encoding.
                        let date = iso_date(&when.unwrap_or(written));
                        if within("publicationStmt") {
                            meta.published = meta.published.take().or(date);
                        } else {
                            meta.published = date.or(meta.published.take());
                        }
                    }
                    "language" if meta.language.is_none() => {
                        meta.language = tag.get("ident");
                        xml.skip_element();
                    }
                    _ => {
                        path.push(name);
                        depth += 1;
                    }
                }
            }
            Part::Close(_) => {
                path.pop();
                depth -= 1;
            }
            Part::Text(_) => {}
        }
    }
}

fn known(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// Reads one section of a day in Parliament: a debate with its speakers as headings, or a written question with its
/// answer.
pub(super) fn read_hansard(source: &str) -> Page {
    let mut text = TextBuilder::new();
    let mut meta = Meta::default();
    let mut xml = Xml::new(source);
    while let Some(part) = xml.next() {
        if let Part::Open(tag) = part {
            meta.url = meta.url.or_else(|| tag.get("url").filter(|url| url.starts_with("http")));
            let speaker = tag.get("speakername");
            match tag.local() {
                "major-heading" | "oral-heading" => meta.answering_body = known(xml.text()),
                "minor-heading" => {
                    let heading = xml.text();
                    text.block(BlockKind::Title, &heading);
                    meta.title = known(heading);
                }
                name @ ("ques" | "reply" | "speech") => {
                    let kind = match name {
                        "ques" => BlockKind::Question,
                        "reply" => BlockKind::Answer,
                        _ => BlockKind::Paragraph,
                    };
                    match kind {
                        BlockKind::Question => meta.asked_by = meta.asked_by.or(speaker),
                        BlockKind::Answer => meta.answered_by = meta.answered_by.or(speaker),
                        _ => {
                            if let Some(speaker) = speaker {
                                text.block(BlockKind::Heading, &speaker);
                            }
                        }
                    }
                    let start = xml.offset();
                    xml.skip_element();
                    let inner = source.get(start..xml.offset()).unwrap_or_default();
                    read_fragment(inner, kind, &mut text);
                }
                _ => {}
            }
        }
    }
    let warning = xml.warning();
    let mut page = text.finish();
    if meta.answered_by.is_none() {
        meta.answering_body = None;
    }
    page.meta = meta;
    page.warnings.extend(warning);
    page
}
