//! The promises of the wire format on documents that nobody would write.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use sayso::error::DocumentError;
use sayso::ingest::{Format, RawDocument};
use sayso::model::{Engine, Model};
use sayso::pipeline::Pipeline;
use sayso::record::Record;
use sayso::rules::RuleSet;
use serde_json::json;

use crate::support::{ROOT, sample_files};
use crate::wire::complaints;

static PIPELINE: LazyLock<Pipeline> =
    LazyLock::new(|| Pipeline::new(RuleSet::builtin().expect("the catalogue is sound"), None));

/// The same with the model, which tags what nobody would tag.
static READER: LazyLock<Pipeline> = LazyLock::new(|| {
    let model = Model::embedded(Engine::Rten, 1).expect("the model in the binary");
    Pipeline::new(RuleSet::builtin().expect("the catalogue is sound"), Some(model))
});

/// The plain-text samples.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let texts = sample_files()
        .into_iter()
        .filter(|path| Path::new(path).extension().is_some_and(|extension| extension == "txt"));
    texts.map(|path| fs::read_to_string(Path::new(ROOT).join(path)).expect("a sample")).collect()
});

/// Pieces that documents are made of, and those that break programs.
const PIECES: &[&str] = &[
    "👍",
    "👩‍👩‍👧",
    "🇬🇧",
    "e\u{301}",
    "\u{301}",
    "\u{200D}",
    "\u{FEFF}",
    "\u{200F}",
    "\u{202E}",
    "שלום",
    "مرحبا",
    "漢字",
    "ß",
    "İ",
    "\r\n",
    "\r",
    "\n",
    "\n\n",
    "\t",
    " ",
    "  ",
    "\u{A0}",
    "\u{2028}",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "'",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "&",
    "&amp;",
    "<b>",
    "|",
    "#",
    "*",
    "-",
    "–",
    "—",
    "…",
    ".",
    ". ",
    "!",
    "?",
    ":",
    ";",
    ",",
    "/",
    "\\",
    "0",
    "1",
    "10",
    "1,000",
    "2019",
    "3.5",
    "½",
    "£",
    "€",
    "$",
    "%",
    " per cent",
    "£5m",
    "10–15",
    "1/2",
    "12:30",
    "3 May 2024",
    "No. 10",
    "Mr ",
    "Dr. ",
    "St ",
    "Jane Doe",
    "the Ministry of Justice",
    "officials",
    "experts say",
    " said ",
    " told ",
    "according to ",
    "It is understood that ",
    "figures show ",
    "Source: ",
    "Notes: ",
    "(1) ",
    "1. ",
    "• ",
    "Table 1",
    "prison officers",
    " was sentenced to ",
    " months",
    " rose by ",
    " fell from ",
    " to ",
    "more than ",
    "one in five ",
    "half a dozen ",
    "dozens of ",
    "The government will ",
    "Share this",
    "Leave a comment",
    "Asked by ",
    "Answered on ",
    "To ask the Secretary of State",
    "she",
    "He",
    "they",
    "A",
    "z",
    "Tom Reed",
    "Reed",
    "his wife",
    " the mother of ",
    "a man",
    "the judge",
    "two teenagers",
    ", 34,",
    " who ",
    " and ",
    " of ",
    " police arrested ",
    " was charged with murder",
    " denies ",
    " was acquitted",
    "convicted",
    "The company ",
    "the Nile Action Trust (NAT)",
    "NAT",
    "In a White Paper",
    "we",
    "its",
    " must ",
    " by 2030",
    "the only",
    "always",
];

/// Text of pieces and of any other characters. NUL is left out: it makes a file binary.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        9 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<char>().prop_filter("NUL is binary", |c| *c != '\0').prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

pub(crate) fn process(format: Format, bytes: Vec<u8>) -> Result<Record, DocumentError> {
    process_with(&PIPELINE, format, bytes)
}

fn process_with(pipeline: &Pipeline, format: Format, bytes: Vec<u8>) -> Result<Record, DocumentError> {
    let line = (format == Format::Json).then_some(1);
    let record = line.map(|line| line - 1);
    pipeline.process(&RawDocument {
        path: "made/up".to_owned(),
        record,
        line,
        ..RawDocument::new("up", format, bytes)
    })
}

/// Every promise that the record breaks; a document that is refused breaks one.
fn checked(result: &Result<Record, DocumentError>) -> Vec<String> {
    match result {
        Ok(record) => complaints(&serde_json::to_value(record).expect("a record")),
        Err(error) => vec![format!("{} {}: {error}", error.stage.name(), error.code)],
    }
}

/// What the text of a record should be: the input without its mark, with Unix line ends.
fn normalised(text: &str) -> String {
    text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn none(complaints: &[String]) -> Result<(), TestCaseError> {
    prop_assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    Ok(())
}

/// How many documents a property is tried on; `PROPTEST_CASES` in the environment says how many more.
fn config(cases: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|more| more.parse().ok()).unwrap_or(cases);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn any_plain_text_keeps_the_promises(text in text()) {
        let result = process(Format::Text, text.clone().into_bytes());
        none(&checked(&result))?;
        prop_assert_eq!(result.map(|record| record.text), Ok(normalised(&text)));
    }

    #[test]
    fn any_json_record_keeps_the_promises(text in text()) {
        let result = process(Format::Json, json!({ "text": text }).to_string().into_bytes());
        if normalised(&text).trim().is_empty() {
            prop_assert_eq!(result.err().map(|error| error.code), Some("no_text".into()));
        } else {
            none(&checked(&result))?;
            prop_assert_eq!(result.map(|record| record.text), Ok(normalised(&text)));
        }
    }

    #[test]
    fn any_written_answer_keeps_the_promises(question in text(), answer in text()) {
        let record = json!({ "question_text": question, "answer_text": format!("<p>{answer}</p>") });
        none(&checked(&process(Format::Json, record.to_string().into_bytes())))?;
    }

    #[test]
    fn any_page_keeps_the_promises(text in text(), raw in text()) {
        let cells: String = text.split(' ').map(|cell| ["<td>", &escaped(cell)].concat()).collect();
        let page = format!(
            "<html><head><title>{raw}</title></head><body><article><h1>{}</h1><p>{}</p>\
             <table><tr>{cells}</table>{raw}</article></body></html>",
            escaped(&raw),
            escaped(&text)
        );
        none(&checked(&process(Format::Html, page.into_bytes())))?;
    }

    #[test]
    fn any_markdown_keeps_the_promises(text in text()) {
        none(&checked(&process(Format::Markdown, text.into_bytes())))?;
    }

    #[test]
    fn a_sample_with_a_piece_lost_or_doubled_keeps_the_promises(
        sample in any::<prop::sample::Index>(),
        start in any::<prop::sample::Index>(),
        length in 0_usize..600,
        doubled in any::<bool>(),
    ) {
        let characters: Vec<char> = sample.get(&TEXTS).chars().collect();
        let start = start.index(characters.len());
        let end = (start + length).min(characters.len());
        let kept = if doubled { end } else { start };
        let text: String = characters[..kept].iter().chain(&characters[if doubled { start } else { end }..]).collect();
        let result = process(Format::Text, text.clone().into_bytes());
        none(&checked(&result))?;
        prop_assert_eq!(result.map(|record| record.text), Ok(normalised(&text)));
    }
}

proptest! {
    #![proptest_config(config(16))]

    #[test]
    fn any_text_read_with_the_model_keeps_the_promises(text in text()) {
        none(&checked(&process_with(&READER, Format::Text, text.into_bytes())))?;
    }
}
