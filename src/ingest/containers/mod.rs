//! Files that hold documents: each is walked through once, and every document in it is handed on as soon as it is
//! whole. Files stand in each other: a page in a capture in a compressed file in an archive.

mod compressed;
mod csv;
mod feed;
mod hansard;
mod json_records;
mod mbox;
mod parquet;
mod parquet_pages;
mod row;
mod warc;
mod zip;

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::ops::ControlFlow;

pub(super) use self::compressed::Guarded;
use super::format::{Format, HEAD_BYTES, root_name};
use super::limits::Options;
use super::raw::{Capture, RawDocument, Sink, place};
use crate::document::Meta;
use crate::error::{DocumentError, Stage};

/// A stream of bytes, and how much of it is held at a time.
type Input<'r> = BufReader<Box<dyn Read + 'r>>;

const BUFFER_BYTES: usize = 1 << 16;

/// Where something stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The path as given or found, with `!member` in an archive.
    pub(super) path: String,
    /// The same relative to the folder given.
    pub(super) id: String,
}

/// What can be read from any place in it.
pub(super) enum Seekable {
    /// A file on disk.
    File(File),
    /// A file that had to be read whole, because it came in a stream.
    Memory(Vec<u8>),
}

/// A file, or a file in a file, that is about to be read.
pub(super) struct Entry<'e, 's> {
    pub(super) place: Place,
    /// What its name promises.
    pub(super) promised: Format,
    /// How many archives and compressed files are around it.
    pub(super) nesting: usize,
    pub(super) options: &'e Options,
    pub(super) sink: &'e mut Sink<'s>,
}

/// One document of a file of many.
struct Found {
    format: Format,
    id: Option<String>,
    record: Option<usize>,
    line: Option<usize>,
    meta: Meta,
    capture: Capture,
    bytes: Vec<u8>,
}

impl Found {
    /// Record number `record` of a file.
    fn record(format: Format, record: usize, bytes: Vec<u8>) -> Self {
        Self {
            format,
            id: None,
            record: Some(record),
            line: None,
            meta: Meta::default(),
            capture: Capture::default(),
            bytes,
        }
    }
}

/// The first bytes of `input`, as many as tell a format.
pub(super) fn head(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    input.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}

impl Entry<'_, '_> {
    /// Reads a file from a stream that is gone through once.
    pub(super) fn stream(&mut self, mut input: Box<dyn Read + '_>) -> ControlFlow<()> {
        let head = match head(&mut input) {
            Ok(head) => head,
            Err(error) => return self.unreadable(None, &error),
        };
        let format = self.promised.sniff(&head);
        let whole: Box<dyn Read + '_> = Box::new(Cursor::new(head).chain(input));
        let mut input = BufReader::with_capacity(BUFFER_BYTES, whole);
        match format {
            Format::JsonLines => self.json_lines(&mut input),
            Format::Json => self.json_values(&mut input),
            Format::Gzip => self.gzip(input),
            Format::Zstd => self.zstd(input),
            Format::Mbox => self.mbox(&mut input),
            Format::Warc => self.warc(&mut input),
            Format::Csv => self.csv(input),
            Format::Feed => self.feed(&mut input),
            Format::Hansard => self.hansard(&mut input),
            Format::Xml => {
                let root = root_name(input.buffer()).unwrap_or_default();
                let message = format!("XML of a kind that sayso does not know (<{root}>)");
                self.fail(None, None, Stage::Ingest, "unsupported", message)
            }
            Format::Zip | Format::Parquet => match self.whole_bytes(&mut input) {
                Ok(Some(bytes)) => self.seekable(format, Seekable::Memory(bytes)),
                Ok(None) => self.too_large(None, None),
                Err(error) => self.unreadable(None, &error),
            },
            format => self.whole(format, &mut input),
        }
    }

    /// Reads a file whose directory stands at its end.
    pub(super) fn seekable(&mut self, format: Format, input: Seekable) -> ControlFlow<()> {
        match input {
            input if format == Format::Parquet => self.parquet(input),
            Seekable::File(file) => self.zip(file),
            Seekable::Memory(bytes) => self.zip(Cursor::new(bytes)),
        }
    }

    /// Hands the whole file on as one document.
    fn whole(&mut self, format: Format, input: &mut impl Read) -> ControlFlow<()> {
        match self.whole_bytes(input) {
            Ok(Some(bytes)) => {
                let mut found = Found::record(format, 0, bytes);
                found.record = None;
                self.found(found)
            }
            Ok(None) => self.too_large(None, None),
            Err(error) => self.unreadable(None, &error),
        }
    }

    /// All bytes; `None` when they are more than a document may have.
    fn whole_bytes(&self, input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
        let limit = self.options.limits.document_bytes;
        let mut bytes = Vec::new();
        input.take(limit as u64 + 1).read_to_end(&mut bytes)?;
        Ok((bytes.len() <= limit).then_some(bytes))
    }

    /// Hands a document on.
    fn found(&mut self, found: Found) -> ControlFlow<()> {
        let numbered = |record: usize| format!("{}#{record}", self.place.id);
        (self.sink)(Ok(RawDocument {
            path: self.place.path.clone(),
            id: found.id.unwrap_or_else(|| found.record.map_or_else(|| self.place.id.clone(), numbered)),
            format: found.format,
            record: found.record,
            line: found.line,
            meta: found.meta,
            capture: found.capture,
            limits: self.options.limits,
            fields: self.options.fields.clone(),
            bytes: found.bytes,
        }))
    }

    /// Reads a file inside this one. `member` is its name in an archive; a compressed file has the name of its own.
    fn inside(
        &mut self,
        member: Option<&str>,
        promised: Format,
        input: Box<dyn Read + '_>,
    ) -> ControlFlow<()> {
        let place = match member {
            Some(member) => Place {
                path: format!("{}!{member}", self.place.path),
                id: format!("{}!{member}", self.place.id),
            },
            None => self.place.clone(),
        };
        let nesting = self.nesting + 1;
        Entry { place, promised, nesting, options: self.options, sink: self.sink }.stream(input)
    }

    /// Whether this file may be opened to find others inside; else that is an error.
    fn may_open(&mut self) -> Result<(), ControlFlow<()>> {
        let most = self.options.limits.nesting;
        if self.nesting < most {
            return Ok(());
        }
        let message = format!(
            "archives and compressed files are nested more than {most} deep; raise --max-nesting to read it"
        );
        Err(self.fail(None, None, Stage::Open, "nesting", message))
    }

    fn too_large(&mut self, record: Option<usize>, line: Option<usize>) -> ControlFlow<()> {
        let limit = self.options.limits.document_bytes;
        let message = format!("larger than {limit} bytes; raise --max-document-bytes to read it");
        self.fail(record, line, Stage::Open, "too_large", message)
    }

    /// An error of the system, or of a compressed stream.
    pub(super) fn unreadable(&mut self, record: Option<usize>, error: &io::Error) -> ControlFlow<()> {
        let swells = Guarded::<()>::swells(error);
        let (code, message) = match (swells, record) {
            (true, _) => ("ratio", error.to_string()),
            (false, None) => ("unreadable", format!("cannot be read: {error}")),
            (false, Some(_)) => {
                ("unreadable", format!("cannot be read on: {error}; what comes behind it was not read"))
            }
        };
        self.fail(record, None, Stage::Open, code, message)
    }

    fn fail(
        &mut self,
        record: Option<usize>,
        line: Option<usize>,
        stage: Stage,
        code: &'static str,
        message: String,
    ) -> ControlFlow<()> {
        let path = place(&self.place.path, record, line);
        (self.sink)(Err(DocumentError { path, stage, code: code.into(), message }))
    }
}

/// Reads on to the next line end, which is kept; `None` when the line is longer than `limit` bytes, and then all of it
/// has been read. An empty line means the end.
fn line(input: &mut Input<'_>, limit: usize) -> io::Result<Option<Vec<u8>>> {
    use std::io::BufRead;
    let mut bytes = Vec::new();
    input.take(limit as u64 + 1).read_until(b'\n', &mut bytes)?;
    if bytes.last() != Some(&b'\n') && bytes.len() > limit {
        input.skip_until(b'\n')?;
        return Ok(None);
    }
    Ok(Some(bytes))
}
