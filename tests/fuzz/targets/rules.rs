//! Any file of rules: it is refused with words, or its rules find what lies in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso::rules::RuleSet;
use sayso::span::Span;
use sayso_fuzz::within;

const TEXT: &str = "The borough council said 10 of its lamps were “lost” in 2024, Trading Standards said.";

fuzz_target!(|source: &str| {
    if let Ok(rules) = RuleSet::of_source("fuzz.toml", source) {
        let whole = Span::new(0, TEXT.len());
        rules.on_line(TEXT, whole).iter().chain(&rules.on_sentence(TEXT, whole)).for_each(|hit| within(TEXT, hit.span));
    }
});
