//! From files to the bytes of single documents, one after the other, so that a file of any size costs the memory of
//! its largest record.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::files::{Format, InputFile, STANDARD_INPUT};
use crate::error::{DocumentError, Stage};

/// The byte order mark that some programs put before UTF-8.
const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// The bytes of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawDocument {
    /// The path as given or found.
    pub path: String,
    /// The id of the document, unless its record has one.
    pub id: String,
    /// What the bytes are; never [`Format::JsonLines`] or [`Format::Unknown`].
    pub format: Format,
    /// The 0-based index within a file of many records.
    pub record: Option<usize>,
    /// The 1-based line of the record, where records are lines.
    pub line: Option<usize>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl RawDocument {
    /// A plain text that is already in memory, under the name `id`.
    #[must_use]
    pub fn text(id: &str, text: &str) -> Self {
        Self {
            path: id.to_owned(),
            id: id.to_owned(),
            format: Format::Text,
            record: None,
            line: None,
            bytes: text.as_bytes().to_vec(),
        }
    }

    /// The path, with the line of a record.
    #[must_use]
    pub fn place(&self) -> String {
        place(&self.path, self.line)
    }
}

fn place(path: &str, line: Option<usize>) -> String {
    line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"))
}

/// What reading one file yields.
pub type RawResult = Result<RawDocument, DocumentError>;

/// Where the documents go; it breaks off when nobody wants more.
pub type Sink<'s> = dyn FnMut(RawResult) -> ControlFlow<()> + 's;

/// Hands every document of `file` to `sink`. A document of more than `limit` bytes is an error of its own, and reading
/// goes on behind it.
pub fn read(file: &InputFile, limit: usize, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let path = file.path.display().to_string();
    let opened: io::Result<Box<dyn Read>> = if path == STANDARD_INPUT {
        Ok(Box::new(io::stdin()))
    } else {
        File::open(&file.path).map(|file| Box::new(file) as Box<dyn Read>)
    };
    let input = match opened {
        Ok(input) => BufReader::with_capacity(1 << 16, input),
        Err(error) => return sink(Err(unreadable(path, Stage::Open, &error))),
    };
    let mut source = SourceFile { path, id: file.id.clone(), limit, input, sink };
    match source.format(file.format) {
        Ok(Format::JsonLines) => source.lines(),
        Ok(Format::Json) => source.values(),
        Ok(format) => source.whole(format),
        Err(error) => {
            let error = unreadable(source.path.clone(), Stage::Open, &error);
            (source.sink)(Err(error))
        }
    }
}

fn unreadable(path: String, stage: Stage, error: &io::Error) -> DocumentError {
    DocumentError { path, stage, code: "unreadable", message: format!("cannot be read: {error}") }
}

struct SourceFile<'f, 's> {
    path: String,
    id: String,
    limit: usize,
    input: BufReader<Box<dyn Read>>,
    sink: &'f mut Sink<'s>,
}

impl SourceFile<'_, '_> {
    /// The format that the name promised, or what the first bytes look like.
    fn format(&mut self, promised: Format) -> io::Result<Format> {
        // Reading a folder or a dead device fails here, before anything is handed on.
        let first = self.input.fill_buf()?;
        let mark = if first.starts_with(UTF8_MARK) { UTF8_MARK.len() } else { 0 };
        let format = match first[mark..].iter().find(|byte| !byte.is_ascii_whitespace()) {
            _ if promised != Format::Unknown => promised,
            Some(b'{') => Format::JsonLines,
            Some(b'[') => Format::Json,
            Some(b'<') => Format::Html,
            _ => Format::Text,
        };
        // JSON has no place for the mark; the other formats are decoded as a whole, mark and all.
        if matches!(format, Format::JsonLines | Format::Json) {
            self.input.consume(mark);
        }
        Ok(format)
    }

    fn whole(&mut self, format: Format) -> ControlFlow<()> {
        let mut bytes = Vec::new();
        let read = (&mut self.input).take(self.limit as u64 + 1).read_to_end(&mut bytes);
        match read {
            Err(error) => self.fail(None, Stage::Open, "unreadable", format!("cannot be read: {error}")),
            Ok(_) if bytes.len() > self.limit => self.too_large(None),
            Ok(_) => (self.sink)(Ok(RawDocument {
                path: self.path.clone(),
                id: self.id.clone(),
                format,
                record: None,
                line: None,
                bytes,
            })),
        }
    }

    fn lines(&mut self) -> ControlFlow<()> {
        let mut record = 0;
        for line in 1.. {
            match self.line() {
                Ok(None) => break,
                Ok(Some(Line::Blank)) => {}
                Ok(Some(Line::TooLong)) => {
                    self.too_large(Some(line))?;
                    record += 1;
                }
                Ok(Some(Line::Whole(bytes))) => {
                    self.record(record, Some(line), bytes)?;
                    record += 1;
                }
                Err(error) => {
                    return self.fail(
                        Some(line),
                        Stage::Open,
                        "unreadable",
                        format!("cannot be read on: {error}"),
                    );
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// The next line without its end; `None` at the end of the file.
    fn line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let read = (&mut self.input).take(self.limit as u64 + 1).read_until(b'\n', &mut bytes)?;
        if read == 0 {
            return Ok(None);
        }
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
        } else if bytes.len() > self.limit {
            self.input.skip_until(b'\n')?;
            return Ok(Some(Line::TooLong));
        }
        let blank = bytes.iter().all(u8::is_ascii_whitespace);
        Ok(Some(if blank { Line::Blank } else { Line::Whole(bytes) }))
    }

    fn record(&mut self, record: usize, line: Option<usize>, bytes: Vec<u8>) -> ControlFlow<()> {
        (self.sink)(Ok(RawDocument {
            path: self.path.clone(),
            id: format!("{}#{record}", self.id),
            format: Format::Json,
            record: Some(record),
            line,
            bytes,
        }))
    }

    /// The values of a `.json` file: one array of records, or records one after the other.
    fn values(&mut self) -> ControlFlow<()> {
        let array = matches!(self.first_byte(), Ok(Some(b'[')));
        let mut record = 0;
        let mut stopped = false;
        let mut take = |source: &mut Self, value: Box<RawValue>| {
            let flow = if value.get().len() > source.limit {
                source.too_large(None)
            } else {
                source.record(record, None, value.get().as_bytes().to_vec())
            };
            record += 1;
            stopped |= flow.is_break();
            flow
        };
        // The reader is lent to the parser while the rest of `self` hands the values on.
        let empty: Box<dyn Read> = Box::new(io::empty());
        let mut input = std::mem::replace(&mut self.input, BufReader::new(empty));
        let result = if array {
            let mut parser = serde_json::Deserializer::from_reader(&mut input);
            let parsed = parser.deserialize_seq(Elements { each: &mut |value| take(self, value) });
            parsed.and_then(|()| parser.end())
        } else {
            let mut values = serde_json::Deserializer::from_reader(&mut input).into_iter::<Box<RawValue>>();
            values.try_for_each(|value| value.map(|value| take(self, value)).map(|_| ()))
        };
        if stopped {
            return ControlFlow::Break(());
        }
        match result {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => self.fail(
                None,
                Stage::Ingest,
                "json",
                format!("not valid JSON: {error}; what comes behind it was not read"),
            ),
        }
    }

    fn first_byte(&mut self) -> io::Result<Option<u8>> {
        Ok(self.input.fill_buf()?.iter().copied().find(|byte| !byte.is_ascii_whitespace()))
    }

    fn too_large(&mut self, line: Option<usize>) -> ControlFlow<()> {
        let message = format!("larger than {} bytes; raise --max-document-bytes to read it", self.limit);
        self.fail(line, Stage::Open, "too_large", message)
    }

    fn fail(
        &mut self,
        line: Option<usize>,
        stage: Stage,
        code: &'static str,
        message: String,
    ) -> ControlFlow<()> {
        let path = place(&self.path, line);
        (self.sink)(Err(DocumentError { path, stage, code, message }))
    }
}

enum Line {
    Blank,
    TooLong,
    Whole(Vec<u8>),
}

/// Takes the elements of an array one by one.
struct Elements<'e> {
    each: &'e mut dyn FnMut(Box<RawValue>) -> ControlFlow<()>,
}

impl<'de> Visitor<'de> for Elements<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("an array of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        while let Some(element) = elements.next_element::<Box<RawValue>>()? {
            if (self.each)(element).is_break() {
                return Err(serde::de::Error::custom("nobody wants more"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

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
        let _ = read(&files.expect("the file")[0], limit, &mut |result| {
            found.push(result);
            ControlFlow::Continue(())
        });
        let shown: Vec<Result<String, (String, &str)>> = found
            .into_iter()
            .map(|result| match result {
                Ok(raw) => Ok(String::from_utf8(raw.bytes).expect("text")),
                Err(error) => Err((error.path.replace(&path.display().to_string(), name), error.code)),
            })
            .collect();
        let expected: Vec<Result<String, (String, &str)>> = expected
            .iter()
            .map(|result| (*result).map(str::to_owned).map_err(|(place, code)| (place.to_owned(), code)))
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
        let _ = read(&file, 10, &mut |result| {
            codes.push(result.expect_err("there is no such file").code);
            ControlFlow::Continue(())
        });
        assert_eq!(codes, ["unreadable"]);
    }
}
