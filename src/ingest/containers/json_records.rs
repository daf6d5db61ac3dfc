//! Records of JSON: one a line, or values one after the other, or one array of them.

use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::{Entry, Found, Input, line};
use crate::error::Stage;
use crate::ingest::format::Format;

/// The byte order mark that some programs put before UTF-8. JSON has no place for it.
const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

impl Entry<'_, '_> {
    /// Hands every line on that is not blank.
    pub(super) fn json_lines(&mut self, input: &mut Input<'_>) -> ControlFlow<()> {
        let limit = self.options.limits.document_bytes;
        let mut record = 0;
        for number in 1.. {
            let read = match number {
                1 => skip_mark(input).and_then(|()| line(input, limit)),
                _ => line(input, limit),
            };
            match read {
                Ok(Some(bytes)) if bytes.is_empty() => break,
                Ok(Some(bytes)) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(Some(mut bytes)) => {
                    if bytes.last() == Some(&b'\n') {
                        bytes.pop();
                    }
                    self.found(Found { line: Some(number), ..Found::record(Format::Json, record, bytes) })?;
                    record += 1;
                }
                Ok(None) => {
                    self.too_large(None, Some(number))?;
                    record += 1;
                }
                Err(error) => return self.unreadable(Some(record), &error),
            }
        }
        ControlFlow::Continue(())
    }

    /// Hands every value on, or every element when the first value is an array.
    pub(super) fn json_values(&mut self, input: &mut Input<'_>) -> ControlFlow<()> {
        let array = match skip_mark(input).and_then(|()| first_byte(input)) {
            Ok(first) => first == Some(b'['),
            Err(error) => return self.unreadable(None, &error),
        };
        let mut record = 0;
        let mut stopped = false;
        let mut take = |value: Box<RawValue>| {
            let bytes = value.get().as_bytes().to_vec();
            let flow = if bytes.len() > self.options.limits.document_bytes {
                self.too_large(Some(record), None)
            } else {
                self.found(Found::record(Format::Json, record, bytes))
            };
            record += 1;
            stopped = flow.is_break();
            flow
        };
        let result = if array {
            let mut parser = serde_json::Deserializer::from_reader(input);
            parser.deserialize_seq(Elements { each: &mut take }).and_then(|()| parser.end())
        } else {
            let mut values = serde_json::Deserializer::from_reader(input).into_iter::<Box<RawValue>>();
            values.try_for_each(|value| match take(value?) {
                ControlFlow::Continue(()) => Ok(()),
                ControlFlow::Break(()) => Err(nobody()),
            })
        };
        match result {
            _ if stopped => ControlFlow::Break(()),
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                let message = format!("not valid JSON: {error}; what comes behind it was not read");
                self.fail(None, None, Stage::Ingest, "json", message)
            }
        }
    }
}

fn nobody() -> serde_json::Error {
    serde::de::Error::custom("nobody wants more")
}

fn skip_mark(input: &mut Input<'_>) -> io::Result<()> {
    if input.fill_buf()?.starts_with(UTF8_MARK) {
        input.consume(UTF8_MARK.len());
    }
    Ok(())
}

fn first_byte(input: &mut BufReader<impl Read>) -> io::Result<Option<u8>> {
    Ok(input.fill_buf()?.iter().copied().find(|byte| !byte.is_ascii_whitespace()))
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
