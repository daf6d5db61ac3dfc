//! Mailboxes: mails one after the other, each behind a line that begins with "From ".

use std::ops::ControlFlow;

use super::{Entry, Found, Input, line};
use crate::ingest::format::Format;

impl Entry<'_, '_> {
    /// Hands every mail on. A line of text that began with "From " was written as `>From `; that is undone.
    pub(super) fn mbox(&mut self, input: &mut Input<'_>) -> ControlFlow<()> {
        let limit = self.options.limits.document_bytes;
        let mut mail = Vec::new();
        let mut record = 0;
        let mut begun = false;
        let mut too_large = false;
        let mut after_blank = true;
        loop {
            let line = match line(input, limit) {
                Ok(line) => line,
                Err(error) => return self.unreadable(Some(record), &error),
            };
            let ends = line.as_ref().is_some_and(Vec::is_empty);
            let separates = after_blank && line.as_ref().is_some_and(|line| line.starts_with(b"From "));
            if (ends || separates) && begun {
                let bytes = std::mem::take(&mut mail);
                if too_large {
                    self.too_large(Some(record), None)?;
                } else {
                    self.found(Found::record(Format::Mail, record, bytes))?;
                }
                record += 1;
                too_large = false;
            }
            if ends {
                return ControlFlow::Continue(());
            }
            begun = true;
            if separates {
                after_blank = false;
                continue;
            }
            let Some(line) = line else {
                too_large = true;
                continue;
            };
            after_blank = line.iter().all(u8::is_ascii_whitespace);
            too_large |= mail.len() + line.len() > limit;
            if too_large {
                mail.clear();
            } else {
                mail.extend_from_slice(unquoted(&line));
            }
        }
    }
}

/// `>From ` → `From `, `>>From ` → `>From `.
fn unquoted(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|byte| **byte == b'>').count();
    if marks > 0 && line[marks..].starts_with(b"From ") { &line[1..] } else { line }
}
