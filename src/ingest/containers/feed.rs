//! Feeds of RSS and Atom: a document an item.

use std::ops::ControlFlow;

use super::{Entry, Found, Input};
use crate::document::Meta;
use crate::error::Stage;
use crate::ingest::charset;
use crate::ingest::format::Format;
use crate::ingest::xml::{Part, Xml};

impl Entry<'_, '_> {
    /// Hands the markup of every item on, with what the feed says of all of them.
    pub(super) fn feed(&mut self, input: &mut Input<'_>) -> ControlFlow<()> {
        let bytes = match self.whole_bytes(input) {
            Ok(Some(bytes)) => bytes,
            Ok(None) => return self.too_large(None, None),
            Err(error) => return self.unreadable(None, &error),
        };
        let text = match charset::decode(&bytes, charset::declared_in_xml(&bytes)) {
            Ok((text, _)) => text,
            Err(what) => return self.fail(None, None, Stage::Ingest, "binary", what),
        };
        let mut meta = Meta::default();
        let mut record = 0;
        let mut xml = Xml::new(&text);
        let mut start = 0;
        while let Some(part) = xml.next() {
            if let Part::Open(tag) = part {
                match tag.local() {
                    "item" | "entry" => {
                        xml.skip_element();
                        let item =
                            text.get(start..xml.offset()).unwrap_or_default().trim().as_bytes().to_vec();
                        self.found(Found {
                            meta: meta.clone(),
                            ..Found::record(Format::FeedItem, record, item)
                        })?;
                        record += 1;
                    }
                    "rss" | "channel" | "feed" | "RDF" | "items" => {
                        meta.language = meta.language.or_else(|| tag.get("lang"));
                    }
                    "title" => {
                        meta.publisher =
                            Some(xml.text()).filter(|title| !title.is_empty()).or(meta.publisher);
                    }
                    "language" => meta.language = Some(xml.text()).filter(|language| !language.is_empty()),
                    _ => xml.skip_element(),
                }
            }
            start = xml.offset();
        }
        match xml.warning() {
            Some(warning) => self.fail(
                None,
                None,
                Stage::Ingest,
                "xml",
                format!("the feed is cut off: {}", warning.message),
            ),
            None => ControlFlow::Continue(()),
        }
    }
}
