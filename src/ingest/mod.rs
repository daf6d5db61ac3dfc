//! From paths to documents.
//!
//! [`find`] lists the files, [`read_file`] cuts each into the bytes of single documents, [`read`] makes a
//! [`Document`] of them. Only the last is work, and it is a pure function, so it runs in parallel.

mod character_references;
mod charset;
mod element;
mod extraction;
mod files;
mod html;
mod html_blocks;
mod iso_date;
mod json;
mod json_ld;
mod markdown;
mod markup;
mod meta;
mod names;
mod nesting;
mod notes;
mod page;
mod raw;
mod regions;
mod selection;
mod superscript;
mod table_grid;
mod table_reader;
mod taming;
mod text_builder;

use sha2::{Digest, Sha256};

pub use self::files::{Format, InputFile, STANDARD_INPUT, Selection, find};
use self::page::Page;
pub use self::raw::{RawDocument, RawResult, Sink, read as read_file};
use crate::document::{Document, InputSource, Warning};
use crate::error::{DocumentError, Stage};

/// Makes a document from its bytes.
///
/// # Errors
///
/// [`DocumentError`] with the place and what to do, when the bytes are no document.
pub fn read(raw: &RawDocument) -> Result<Document, DocumentError> {
    let refuse = |place: String| {
        move |(code, message): (&'static str, String)| DocumentError {
            path: place,
            stage: Stage::Ingest,
            code,
            message,
        }
    };
    let not_text = |message: String| ("binary", format!("cannot be read as text: {message}"));
    let mut source = InputSource {
        path: raw.path.clone(),
        media_type: "text/plain",
        bytes: raw.bytes.len(),
        sha256: sha256(&raw.bytes),
        record: raw.record,
    };
    let mut id = raw.id.clone();
    let mut charset_warning = None;
    let page = if raw.format == Format::Json {
        let record = json::read(&raw.bytes).map_err(refuse(raw.place()))?;
        source.media_type = record.media_type;
        id = record.id.unwrap_or(id);
        record.page
    } else {
        let decoded = charset::decode(&raw.bytes, raw.format == Format::Html);
        let (text, warning) = decoded.map_err(not_text).map_err(refuse(raw.place()))?;
        charset_warning = warning;
        match raw.format {
            Format::Html => {
                source.media_type = "text/html";
                html::read_page(&text, None)
            }
            Format::Markdown => {
                source.media_type = "text/markdown";
                markdown::read_markdown(&text)
            }
            _ => Page { text, ..Page::default() },
        }
    };
    let Page { text, outline, tables, links, meta, warnings } = page;
    let warnings = charset_warning.into_iter().chain(warnings).chain(empty(&text)).collect();
    Ok(Document { id, source, meta, text, outline, tables, links, warnings })
}

fn empty(text: &str) -> Option<Warning> {
    text.trim().is_empty().then(|| Warning { code: "empty", message: "there is no text in it".to_owned() })
}

pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        use std::fmt::Write;
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
