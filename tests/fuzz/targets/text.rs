//! Any text through the whole pipeline.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso::ingest::RawDocument;
use sayso_fuzz::{PIPELINE, record};

fuzz_target!(|text: &str| {
    if let Ok(found) = PIPELINE.process(&RawDocument::text("a", text)) {
        record(&found);
    }
});
