//! Any bytes through any reader of single documents; the first byte chooses which.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso::ingest::{Format, RawDocument, read};
use sayso_fuzz::document;

const FORMATS: [Format; 12] = [
    Format::Text,
    Format::Markdown,
    Format::Html,
    Format::Json,
    Format::Pdf,
    Format::Docx,
    Format::Odt,
    Format::Mail,
    Format::Mhtml,
    Format::Tei,
    Format::Hansard,
    Format::FeedItem,
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let format = FORMATS[usize::from(*first) % FORMATS.len()];
    if let Ok(found) = read(&RawDocument::new("a", format, bytes.to_vec())) {
        document(&found);
    }
});
