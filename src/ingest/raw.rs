//! From files to the bytes of single documents, one after the other, so that a file of any size costs the memory of
//! its largest record.

use std::fs::File;
use std::io::{self, Seek};
use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::containers::{Entry, Place, Seekable};
use super::files::{InputFile, STANDARD_INPUT};
use super::format::Format;
use super::limits::{Fields, Limits, Options};
use crate::document::Meta;
use crate::error::DocumentError;

/// The bytes of one document, with all that [`read`](super::read) needs to read them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawDocument {
    /// The path as given or found; in an archive `archive.zip!member`.
    pub path: String,
    /// The id of the document, unless its record has one.
    pub id: String,
    /// What the bytes are; one of those for which [`Format::is_document`] holds.
    pub format: Format,
    /// The 0-based index within a file of many records.
    pub record: Option<usize>,
    /// The 1-based line of the record, where records are lines.
    pub line: Option<usize>,
    /// What the file around the record says of it. It wins over what the document says of itself.
    pub meta: Meta,
    /// How the document was fetched, where the file around it says so.
    pub capture: Capture,
    /// What reading it may cost.
    pub limits: Limits,
    /// Where a record of JSON has its text and id.
    pub fields: Fields,
    /// The bytes. They stand behind the description and not in it, where a document is sent to another process.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// How a document was fetched. None of it is the document's own word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capture {
    /// The address that it was fetched from.
    pub url: Option<String>,
    /// The day on which it was, ISO 8601.
    pub date: Option<String>,
    /// The character set that it was said to be in.
    pub charset: Option<String>,
}

impl RawDocument {
    /// A plain text that is already in memory, under the name `id`.
    #[must_use]
    pub fn text(id: &str, text: &str) -> Self {
        Self::new(id, Format::Text, text.as_bytes().to_vec())
    }

    /// A document that is already in memory, under the name `id`, with the limits that hold unless told otherwise.
    #[must_use]
    pub fn new(id: &str, format: Format, bytes: Vec<u8>) -> Self {
        Self {
            path: id.to_owned(),
            id: id.to_owned(),
            format,
            record: None,
            line: None,
            meta: Meta::default(),
            capture: Capture::default(),
            limits: Limits::default(),
            fields: Fields::default(),
            bytes,
        }
    }

    /// The path, with the line of a record, or with its index where records are no lines.
    #[must_use]
    pub fn place(&self) -> String {
        place(&self.path, self.record, self.line)
    }
}

/// `path:line`, `path#record` or `path`.
pub(super) fn place(path: &str, record: Option<usize>, line: Option<usize>) -> String {
    match (record, line) {
        (_, Some(line)) => format!("{path}:{line}"),
        (Some(record), None) => format!("{path}#{record}"),
        (None, None) => path.to_owned(),
    }
}

/// What reading one file yields.
pub type RawResult = Result<RawDocument, DocumentError>;

/// Where the documents go; it breaks off when nobody wants more.
pub type Sink<'s> = dyn FnMut(RawResult) -> ControlFlow<()> + 's;

/// Hands every document of `file` to `sink`: those of a file of many, of an archive, of a compressed file. A document
/// that is too large, or cannot be read, is an error of its own, and reading goes on behind it where that can be found.
pub fn read(file: &InputFile, options: &Options, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let place = Place { path: file.path.display().to_string(), id: file.id.clone() };
    let mut entry = Entry { place, promised: file.format, nesting: 0, options, sink };
    if entry.place.path == STANDARD_INPUT {
        return entry.stream(Box::new(io::stdin()));
    }
    match open(file) {
        Ok((head, file)) if matches!(entry.promised.sniff(&head), Format::Zip | Format::Parquet) => {
            let format = entry.promised.sniff(&head);
            entry.seekable(format, Seekable::File(file))
        }
        Ok((_, file)) => entry.stream(Box::new(file)),
        // What cannot be read twice, such as a named pipe, is read once.
        Err(error) if error.kind() == io::ErrorKind::NotSeekable => match File::open(&file.path) {
            Ok(file) => entry.stream(Box::new(file)),
            Err(error) => entry.unreadable(None, &error),
        },
        Err(error) => entry.unreadable(None, &error),
    }
}

/// The file at its beginning, and the bytes that tell its format.
fn open(file: &InputFile) -> io::Result<(Vec<u8>, File)> {
    let mut opened = File::open(&file.path)?;
    // A pipe is asked before anything is taken from it.
    opened.stream_position()?;
    let head = super::containers::head(&mut opened)?;
    opened.rewind()?;
    Ok((head, opened))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn limited(document_bytes: usize) -> Options {
        Options { limits: Limits { document_bytes, ..Limits::default() }, ..Options::default() }
    }

    /// What comes of a file with these bytes: `Ok` with the record's bytes, `Err` with place and code.
    fn check(name: &str, content: &[u8], limit: usize, expected: &[Result<&str, (&str, &str)>]) {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join(name);
        std::fs::write(&path, content).expect("a file");
        let files = super::super::files::find(
            std::slice::from_ref(&path),
            &super::super::files::Selection::default(),
        );
        let mut found = Vec::new();
        let options = limited(limit);
        let _ = read(&files.expect("the file").files[0], &options, &mut |result| {
            found.push(result);
            ControlFlow::Continue(())
        });
        let shown: Vec<Result<String, (String, String)>> = found
            .into_iter()
            .map(|result| match result {
                Ok(raw) => Ok(String::from_utf8(raw.bytes).expect("text")),
                Err(error) => {
                    Err((error.path.replace(&path.display().to_string(), name), error.code.into_owned()))
                }
            })
            .collect();
        let expected: Vec<Result<String, (String, String)>> = expected
            .iter()
            .map(|result| {
                (*result).map(str::to_owned).map_err(|(place, code)| (place.to_owned(), code.to_owned()))
            })
            .collect();
        assert_eq!(shown, expected, "{name}");
    }

    #[test]
    fn files_become_documents() {
        check("a.txt", b"one\ntwo", 100, &[Ok("one\ntwo")]);
        check("a.txt", b"too long", 3, &[Err(("a.txt", "too_large"))]);
        check("a.jsonl", b"{\"a\":1}\n\n{\"b\":2}", 100, &[Ok("{\"a\":1}"), Ok("{\"b\":2}")]);
        check(
            "a.jsonl",
            b"{}\n{\"long\":1}\n{}\n",
            4,
            &[Ok("{}"), Err(("a.jsonl:2", "too_large")), Ok("{}")],
        );
        check("a.json", b"{\"a\":\n 1}", 100, &[Ok("{\"a\":\n 1}")]);
        check("a.json", b"{\"a\":1} {\"b\":2}", 100, &[Ok("{\"a\":1}"), Ok("{\"b\":2}")]);
        check("a.json", b" [{\"a\":1}, {\"b\":2}]", 100, &[Ok("{\"a\":1}"), Ok("{\"b\":2}")]);
        check("a.json", b"[{\"a\":1}, {\"b\"", 100, &[Ok("{\"a\":1}"), Err(("a.json", "json"))]);
        check("a.json", b"", 100, &[]);
    }

    #[test]
    fn a_file_that_cannot_be_opened_is_one_error() {
        let file =
            InputFile { path: PathBuf::from("/nowhere/a.txt"), id: "a.txt".to_owned(), format: Format::Text };
        let mut codes = Vec::new();
        let _ = read(&file, &limited(10), &mut |result| {
            codes.push(result.expect_err("there is no such file").code);
            ControlFlow::Continue(())
        });
        assert_eq!(codes, ["unreadable"]);
    }
}
