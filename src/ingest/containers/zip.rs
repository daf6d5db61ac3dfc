//! Archives of the ZIP kind. Word and `OpenDocument` texts are such archives and documents all the same.

use std::cell::Cell;
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;
use std::rc::Rc;

use zip::ZipArchive;
use zip::result::ZipError;

use super::compressed::Guarded;
use super::{Entry, Found};
use crate::error::Stage;
use crate::ingest::format::Format;

impl Entry<'_, '_> {
    /// Hands an office document on, or reads every file of an archive that its name makes readable.
    pub(super) fn zip<R: Read + Seek>(&mut self, input: R) -> ControlFlow<()> {
        let mut archive = match ZipArchive::new(input) {
            Ok(archive) => archive,
            Err(error) => return self.broken(None, &error),
        };
        match office_format(&mut archive) {
            Some(Ok(format)) => self.office(format, archive.into_inner()),
            Some(Err(what)) => {
                let message = format!("it is {what}, which sayso does not read; save it as CSV or text");
                self.fail(None, None, Stage::Ingest, "unsupported", message)
            }
            None => self.members(&mut archive),
        }
    }

    fn office<R: Read + Seek>(&mut self, format: Format, mut input: R) -> ControlFlow<()> {
        match input.rewind().and_then(|()| self.whole_bytes(&mut input)) {
            Ok(Some(bytes)) => self.found(Found { record: None, ..Found::record(format, 0, bytes) }),
            Ok(None) => self.too_large(None, None),
            Err(error) => self.unreadable(None, &error),
        }
    }

    fn members<R: Read + Seek>(&mut self, archive: &mut ZipArchive<R>) -> ControlFlow<()> {
        if let Err(flow) = self.may_open() {
            return flow;
        }
        let mut readable = false;
        for index in 0..archive.len() {
            let name =
                archive.name_for_index(index).and_then(Result::ok).unwrap_or_default().replace('\\', "/");
            let promised = Format::of(Path::new(&name));
            if promised == Format::Unknown || is_hidden(&name) {
                continue;
            }
            readable = true;
            let member = match archive.by_index(index) {
                Ok(member) => member,
                Err(error) => {
                    self.broken(Some(&name), &error)?;
                    continue;
                }
            };
            let compressed = Rc::new(Cell::new(member.compressed_size()));
            let guarded = Guarded::new(member, compressed, self.options.limits.ratio);
            self.inside(Some(&name), promised, Box::new(guarded))?;
        }
        if readable {
            return ControlFlow::Continue(());
        }
        let message = "there is no file in the archive that sayso reads by its name".to_owned();
        self.fail(None, None, Stage::Open, "no_documents", message)
    }

    fn broken(&mut self, member: Option<&str>, error: &ZipError) -> ControlFlow<()> {
        let locked =
            matches!(error, ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED);
        let what = member.map(|member| format!("{member}: ")).unwrap_or_default();
        let (code, message) = if locked {
            ("encrypted", format!("{what}it is encrypted; unpack it with its password first"))
        } else {
            ("unreadable", format!("{what}cannot be read from the archive: {error}"))
        };
        self.fail(None, None, Stage::Open, code, message)
    }
}

/// The kind of office document that an archive is; `Err` with its name for kinds that are no texts.
fn office_format<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Option<Result<Format, &'static str>> {
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("[Content_Types].xml") {
        let parts = [
            ("word/document.xml", Ok(Format::Docx)),
            ("xl/workbook.xml", Err("a spreadsheet of Excel")),
            ("ppt/presentation.xml", Err("a presentation of PowerPoint")),
        ];
        return parts.into_iter().find(|(part, _)| has(part)).map(|(_, format)| format);
    }
    let mut kind = String::new();
    let read = |member: &mut dyn Read, kind: &mut String| -> io::Result<usize> {
        member.take(100).read_to_string(kind)
    };
    read(&mut archive.by_name("mimetype").ok()?, &mut kind).ok()?;
    match kind.trim().strip_prefix("application/vnd.oasis.opendocument.")? {
        kind if kind.starts_with("text") => Some(Ok(Format::Odt)),
        kind if kind.starts_with("spreadsheet") => Some(Err("a spreadsheet of OpenDocument")),
        _ => Some(Err("a drawing or presentation of OpenDocument")),
    }
}

/// Hidden files, and what some systems put beside every file.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}
