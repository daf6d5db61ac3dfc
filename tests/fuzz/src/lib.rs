//! The laws that every fuzz target holds sayso to.

#[path = "../../it/wire/invariants.rs"]
mod invariants;
#[path = "../../it/wire/mirror.rs"]
mod mirror;

use std::sync::LazyLock;

use sayso::document::{Document, Layout, Table};
use sayso::pipeline::Pipeline;
use sayso::record::Record;
use sayso::rules::RuleSet;
use sayso::span::Span;

/// The rules alone: what the model says has properties of its own in `tests/it`.
pub static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::new(rules(), None));

/// The catalogue.
pub fn rules() -> RuleSet {
    RuleSet::builtin().expect("the catalogue is sound")
}

/// A record keeps the contract, and is the same when it is read again.
pub fn record(record: &Record) {
    let line = serde_json::to_string(record).expect("a record can be written");
    let again: Record = serde_json::from_str(&line).expect("a record can be read");
    assert_eq!(serde_json::to_string(&again).expect("a record can be written"), line, "read again, it is another");
    let mirror: mirror::Document = serde_json::from_str(&line).expect("the contract");
    let broken = invariants::broken(&mirror);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// A document's spans lie in its text, on the edges of characters, in order.
pub fn document(document: &Document) {
    let text = document.text.as_str();
    assert!(!text.contains("\r\n"), "a line end of Windows is left");
    ordered(text, document.outline.iter().map(|block| block.span));
    document.links.iter().for_each(|link| within(text, link.span));
    document.tables.iter().for_each(|table| cells(text, table));
}

/// So do a layout's.
pub fn layout(text: &str, layout: &Layout) {
    ordered(text, layout.blocks.iter().map(|block| block.span));
    ordered(text, layout.sentences.iter().map(|sentence| sentence.span));
    for sentence in &layout.sentences {
        let block = layout.blocks[sentence.block].span;
        assert!(block.start <= sentence.span.start && sentence.span.end <= block.end, "{sentence:?} is outside");
    }
    layout.tables.iter().for_each(|table| cells(text, table));
}

fn cells(text: &str, table: &Table) {
    let rows = table.rows.iter().chain(&table.heads).flatten();
    rows.chain(&table.header).for_each(|cell| within(text, *cell));
}

fn ordered(text: &str, spans: impl Iterator<Item = Span>) {
    let mut end = 0;
    for span in spans {
        within(text, span);
        assert!(end <= span.start, "{span:?} begins before {end}");
        end = span.end;
    }
}

/// The span can be cut out of the text.
pub fn within(text: &str, span: Span) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} is no part of the text");
}
