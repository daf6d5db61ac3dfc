//! A day of debates or of written answers, as `ParlParse` marks it up: a document a heading.

use std::ops::ControlFlow;

use super::{Entry, Found, Input};
use crate::document::Meta;
use crate::error::Stage;
use crate::ingest::charset;
use crate::ingest::format::Format;
use crate::ingest::iso_date::iso_date;
use crate::ingest::xml::{Part, Xml};

impl Entry<'_, '_> {
    /// Hands the markup of every section on, its own heading and the one above it included.
    pub(super) fn hansard(&mut self, input: &mut Input<'_>) -> ControlFlow<()> {
        let bytes = match self.whole_bytes(input) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return self.too_large(None, None),
            Err(error) => return self.unreadable(None, &error),
        };
        let text = match charset::decode(&bytes, charset::declared_in_xml(&bytes)) {
            Ok((text, _)) => text,
            Err(what) => return self.fail(None, None, Stage::Ingest, "binary", what),
        };
        let mut xml = Xml::new(&text);
        let mut above = String::new();
        let mut section = Section::default();
        let mut record = 0;
        let mut start = xml.offset();
        while let Some(part) = xml.next() {
            if let Part::Open(tag) = part
                && let name @ ("major-heading" | "oral-heading" | "minor-heading" | "ques" | "reply"
                | "speech") = tag.local()
            {
                let is_heading = name.ends_with("heading");
                let is_major = is_heading && name != "minor-heading";
                // `uk.org.publicwhip/wrans/2024-05-03.12345.h` has the day.
                let date = tag.get("id").and_then(|id| iso_date(id.rsplit('/').next()?.get(..10)?));
                xml.skip_element();
                let markup = text.get(start..xml.offset()).unwrap_or_default().trim();
                if is_heading {
                    self.section(&mut section, &mut record)?;
                }
                if is_major {
                    markup.clone_into(&mut above);
                } else {
                    if section.markup.is_empty() {
                        section.markup.clone_from(&above);
                    }
                    section.markup.push_str(markup);
                    section.date = section.date.take().or(date);
                    section.holds_speech |= !is_heading;
                }
            }
            start = xml.offset();
        }
        self.section(&mut section, &mut record)?;
        match xml.warning() {
            Some(warning) => self.fail(
                None,
                None,
                Stage::Ingest,
                "xml",
                format!("the file is cut off: {}", warning.message),
            ),
            None => ControlFlow::Continue(()),
        }
    }

    fn section(&mut self, section: &mut Section, record: &mut usize) -> ControlFlow<()> {
        let Section { markup, date, holds_speech } = std::mem::take(section);
        if !holds_speech {
            return ControlFlow::Continue(());
        }
        let meta = Meta { published: date, publisher: Some("UK Parliament".to_owned()), ..Meta::default() };
        let found = Found { meta, ..Found::record(Format::Hansard, *record, markup.into_bytes()) };
        *record += 1;
        self.found(found)
    }
}

/// A section in the making.
#[derive(Default)]
struct Section {
    markup: String,
    date: Option<String>,
    holds_speech: bool,
}
