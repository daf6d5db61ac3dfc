//! Any text through the segmenter.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use sayso::document::Document;
use sayso::rules::RuleSet;
use sayso::segment::segment;
use sayso_fuzz::{layout, rules};

static RULES: LazyLock<RuleSet> = LazyLock::new(rules);

fuzz_target!(|text: &str| {
    let document = Document { text: text.to_owned(), ..Document::default() };
    layout(text, &segment(&document, &RULES));
});
