//! Office documents as what they are: archives with parts of XML.

use std::cell::Cell;
use std::io::{Cursor, Read};
use std::rc::Rc;

use zip::ZipArchive;

use super::charset;
use super::containers::Guarded;
use super::limits::Limits;
use super::page::Refusal;

/// An archive whose parts can be read by name.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    limits: Limits,
    /// Bytes of parts that may still be read.
    left: usize,
}

impl<'b> Package<'b> {
    /// Opens an archive.
    ///
    /// # Errors
    ///
    /// `archive` when it is none.
    pub(super) fn open(bytes: &'b [u8], limits: Limits) -> Result<Self, Refusal> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| ("archive", format!("cannot be opened as an office document: {error}")))?;
        Ok(Self { archive, limits, left: limits.document_bytes })
    }

    /// The text of a part; `None` when there is no such part.
    ///
    /// # Errors
    ///
    /// `archive` when it cannot be read, `encrypted`, `ratio` when it swells like a bomb, `too_large`.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Refusal> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let broken =
            |error: &dyn std::fmt::Display| ("archive", format!("its part {name} cannot be read: {error}"));
        let part = self.archive.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(why)
                if why == zip::result::ZipError::PASSWORD_REQUIRED =>
            {
                ("encrypted", "it is encrypted; save it without its password".to_owned())
            }
            error => broken(&error),
        })?;
        let compressed = Rc::new(Cell::new(part.compressed_size()));
        let mut bytes = Vec::new();
        let limit = self.left as u64 + 1;
        Guarded::new(part, compressed, self.limits.ratio).take(limit).read_to_end(&mut bytes).map_err(
            |error| {
                if Guarded::<()>::swells(&error) { ("ratio", error.to_string()) } else { broken(&error) }
            },
        )?;
        self.left = self.left.checked_sub(bytes.len()).ok_or_else(|| {
            let most = self.limits.document_bytes;
            (
                "too_large",
                format!("its text is larger than {most} bytes; raise --max-document-bytes to read it"),
            )
        })?;
        let (text, _) =
            charset::decode(&bytes, charset::declared_in_xml(&bytes)).map_err(|what| broken(&what))?;
        Ok(Some(text))
    }
}
