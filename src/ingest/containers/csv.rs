//! Tables of separated values: a document a row.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder};

use super::row::{Columns, Role};
use super::{Entry, Input};
use crate::error::Stage;
use crate::ingest::charset;

/// How far ahead of the rows that were handed on the parser may have read.
const READ_AHEAD: u64 = 1 << 17;

impl Entry<'_, '_> {
    /// Hands every row on whose text is not empty.
    pub(super) fn csv(&mut self, mut input: Input<'_>) -> ControlFlow<()> {
        let delimiter = match input.fill_buf() {
            Ok(head) => delimiter(head),
            Err(error) => return self.unreadable(None, &error),
        };
        let allowance = Rc::new(Cell::new(0));
        let limit = self.options.limits.document_bytes as u64 + READ_AHEAD;
        let input = Rationed { input, left: Rc::clone(&allowance) };
        allowance.set(limit);
        let mut table = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(input);
        let headings = match table.byte_headers() {
            Ok(headings) => headings.iter().map(cell).collect::<Vec<_>>(),
            Err(error) => return self.no_table(&error),
        };
        let columns = match Columns::choose(&headings, &self.options.fields) {
            Ok(columns) => columns,
            Err(message) => return self.fail(None, None, Stage::Ingest, "no_text", message),
        };
        let mut row = ByteRecord::new();
        for record in 0.. {
            allowance.set(limit);
            match table.read_byte_record(&mut row) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => return self.no_table(&error),
            }
            let line = row.position().and_then(|position| usize::try_from(position.line()).ok());
            let bytes = |role| {
                let (_, index) = columns.chosen().iter().find(|(known, _)| *known == role)?;
                row.get(*index)
            };
            let text = bytes(Role::Text).unwrap_or_default().to_vec();
            if text.len() > self.options.limits.document_bytes {
                self.too_large(None, line)?;
            } else if let Some(found) = Self::row(&columns, record, text, |role| bytes(role).map(cell)) {
                self.found(super::Found { line, ..found })?;
            }
        }
        ControlFlow::Continue(())
    }

    fn no_table(&mut self, error: &csv::Error) -> ControlFlow<()> {
        if let csv::ErrorKind::Io(error) = error.kind() {
            return self.unreadable(None, &io::Error::new(error.kind(), error.to_string()));
        }
        let message = format!("not a table of separated values: {error}; what comes behind it was not read");
        self.fail(None, None, Stage::Ingest, "csv", message)
    }
}

fn cell(bytes: &[u8]) -> String {
    charset::decode(bytes, None).map(|(text, _)| text).unwrap_or_default()
}

/// Which of comma, semicolon and tab the first line has most of.
fn delimiter(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| line.split(|byte| *byte == delimiter).count() - 1;
    [b'\t', b';']
        .into_iter()
        .filter(|delimiter| count(*delimiter) > count(b','))
        .max_by_key(|d| count(*d))
        .unwrap_or(b',')
}

/// A stream that ends with an error when a row takes too much of it, as an unclosed quotation mark does.
struct Rationed<R> {
    input: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let left = self.left.get().checked_sub(read as u64);
        let left = left.ok_or_else(|| {
            io::Error::other(
                "a row is larger than a document may be (--max-document-bytes); is a quotation mark open?",
            )
        })?;
        self.left.set(left);
        Ok(read)
    }
}
