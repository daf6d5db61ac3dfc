//! From paths to documents.
//!
//! [`find`] lists the files, [`read_file`] cuts each into the bytes of single documents, [`read`] makes a
//! [`Document`] of them. Only the last is work, and it is a pure function, so it runs in parallel.

mod character_references;
mod charset;
pub mod child;
mod containers;
mod date_text;
mod docx;
mod element;
mod extraction;
mod feed_item;
mod files;
mod format;
mod holder;
mod html;
mod html_blocks;
mod iso_date;
mod json;
mod json_ld;
mod limits;
mod listing;
mod mail;
mod markdown;
mod markup;
mod meta;
mod names;
mod nesting;
mod notes;
mod odt;
mod package;
mod page;
mod pdf;
mod pdf_lines;
mod published;
mod raw;
mod regions;
mod rich_text;
mod selection;
mod superscript;
mod table_grid;
mod table_reader;
mod taming;
mod tei;
mod text_builder;
mod xml;

use sha2::{Digest, Sha256};

pub use self::files::{Found, InputFile, STANDARD_INPUT, Selection, find};
pub use self::format::Format;
pub use self::limits::{Fields, Limits, Options};
pub use self::listing::{Listed, Stamp};
use self::page::{Page, Refusal};
pub use self::raw::{Capture, RawDocument, RawResult, Sink, read as read_file};
use crate::document::{Document, FileDate, InputSource, Warning};
use crate::error::{DocumentError, Stage};

/// Makes a document from its bytes.
///
/// # Errors
///
/// [`DocumentError`] with the place and what to do, when the bytes are no document.
pub fn read(raw: &RawDocument) -> Result<Document, DocumentError> {
    let reading = reading(raw).map_err(|(code, message)| DocumentError {
        path: raw.place(),
        stage: Stage::Ingest,
        code: code.into(),
        message,
    })?;
    let source = InputSource {
        path: raw.path.clone(),
        media_type: reading.media_type.into(),
        bytes: raw.bytes.len(),
        sha256: sha256(&raw.bytes),
        record: raw.record,
    };
    let mut page = reading.page;
    let cut = cut_tables(&mut page, raw.limits.table_cells);
    let Page { text, outline, tables, links, meta, warnings, file_date } = page;
    let mut meta = raw.meta.clone().or(meta);
    meta.url = meta.url.or_else(|| raw.capture.url.clone());
    let warnings = reading.charset.into_iter().chain(warnings).chain(cut).chain(empty(&text)).collect();
    let file_date = file_date.or_else(|| FileDate::captured(raw.capture.date.clone()));
    let id = reading.id.unwrap_or_else(|| raw.id.clone());
    Ok(Document { id, source, meta, text, outline, tables, links, warnings, file_date })
}

/// What the bytes were read as, and what was read.
struct Reading {
    media_type: &'static str,
    page: Page,
    /// The record's own id.
    id: Option<String>,
    /// What was wrong with the character set.
    charset: Option<Warning>,
}

impl Reading {
    fn of(media_type: &'static str, page: Page) -> Self {
        Self { media_type, page, id: None, charset: None }
    }
}

fn reading(raw: &RawDocument) -> Result<Reading, Refusal> {
    match raw.format {
        Format::Json => {
            let json::Record { id, media_type, page } = json::read(&raw.bytes, &raw.fields)?;
            Ok(Reading { id, ..Reading::of(media_type, page) })
        }
        Format::Pdf => Ok(Reading::of("application/pdf", pdf::read(&raw.bytes, raw.limits)?)),
        Format::Docx => Ok(Reading::of(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            docx::read(&raw.bytes, raw.limits)?,
        )),
        Format::Odt => {
            Ok(Reading::of("application/vnd.oasis.opendocument.text", odt::read(&raw.bytes, raw.limits)?))
        }
        Format::Mail => Ok(Reading::of("message/rfc822", mail::read_mail(&raw.bytes)?)),
        Format::Mhtml => Ok(Reading::of("multipart/related", mail::read_saved_page(&raw.bytes)?)),
        _ => text(raw),
    }
}

/// The formats that are text.
fn text(raw: &RawDocument) -> Result<Reading, Refusal> {
    let declared = match raw.format {
        Format::Html => charset::declared_in_page(&raw.bytes, raw.capture.charset.as_deref()),
        Format::Tei | Format::Hansard | Format::FeedItem => charset::declared_in_xml(&raw.bytes),
        _ => charset::declared_outside(raw.capture.charset.as_deref()),
    };
    let not_text = |message: String| ("binary", format!("cannot be read as text: {message}"));
    let (text, charset) = charset::decode(&raw.bytes, declared).map_err(not_text)?;
    let reading = match raw.format {
        Format::Html => Reading::of("text/html", html::read_page(&text, raw.capture.url.as_deref())),
        Format::Markdown => Reading::of("text/markdown", markdown::read_markdown(&text)),
        Format::Tei => Reading::of("application/tei+xml", tei::read_tei(&text)),
        Format::Hansard => Reading::of("application/xml", tei::read_hansard(&text)),
        Format::FeedItem => {
            let feed_item::Item { id, page } = feed_item::read(&text);
            Reading { id, ..Reading::of("application/rss+xml", page) }
        }
        _ => Reading::of("text/plain", Page { text, ..Page::default() }),
    };
    Ok(Reading { charset, ..reading })
}

/// Takes the rows beyond the first `most` cells out of the tables. Their text stays.
fn cut_tables(page: &mut Page, most: usize) -> Option<Warning> {
    let mut left = most;
    let mut cut = 0_usize;
    for table in &mut page.tables {
        let width = table.rows.first().map_or(1, Vec::len).max(1);
        let rows = left / width;
        cut += table.rows.len().saturating_sub(rows);
        table.rows.truncate(rows);
        left -= table.rows.len() * width;
    }
    (cut > 0).then(|| Warning {
        code: "truncated".into(),
        message: format!(
            "the tables have more than {most} cells; {cut} rows were read as text without cells (--max-table-cells)"
        ),
    })
}

fn empty(text: &str) -> Option<Warning> {
    text.trim()
        .is_empty()
        .then(|| Warning { code: "empty".into(), message: "there is no text in it".to_owned() })
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Lower-case hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
        use std::fmt::Write;
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
