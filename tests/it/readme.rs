//! What README shows is what the program prints.

use std::fs;
use std::path::Path;

use regex::Regex;
use serde_json::Value;

use crate::support::{ROOT, json_lines, report, same, sayso_with_model};

const SAMPLE: &str = "corpus/samples/news/prison-assaults.txt";

/// The code blocks of README in a language.
fn blocks(language: &str) -> Vec<String> {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).expect("README.md");
    let opening = format!("```{language}\n");
    let parts = readme.split(opening.as_str()).skip(1);
    parts.filter_map(|part| part.split_once("```").map(|(block, _)| block.to_owned())).collect()
}

/// The same text without scores: processors differ in their last digits.
fn without_scores(text: &str) -> String {
    Regex::new(r"\b[01]\.\d\d\b").expect("a valid pattern").replace_all(text, "0.00").into_owned()
}

/// The same record without scores.
fn unscored(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let kept = fields.into_iter().map(|(name, value)| {
                let scored = matches!(name.as_str(), "score" | "scores" | "confidence" | "check_worthiness");
                let value = if scored { Value::Null } else { unscored(value) };
                (name, value)
            });
            Value::Object(kept.collect())
        }
        Value::Array(values) => Value::Array(values.into_iter().map(unscored).collect()),
        other => other,
    }
}

#[test]
fn explain_prints_what_readme_shows() {
    let printed = without_scores(&sayso_with_model(&["explain", SAMPLE]).stdout);
    let shown = blocks("text").into_iter().next().expect("a sample of explain");
    let missing = shown.split("\n    …\n").map(|part| without_scores(part.trim_matches('\n')));
    let missing = missing.filter(|part| !printed.contains(part.as_str()));
    report(
        &missing.map(|part| format!("`sayso explain {SAMPLE}` does not print\n{part}")).collect::<Vec<_>>(),
    );
}

#[test]
fn tag_writes_the_claim_that_readme_shows() {
    let shown: Value = serde_json::from_str(&blocks("json")[0]).expect("the sample is JSON");
    let written = json_lines(&sayso_with_model(&["tag", SAMPLE, "--lines", "claim"]).stdout);
    let found = written.into_iter().find(|line| line["claim"]["id"] == shown["claim"]["id"]);
    report(&same("the claim", &found.map(unscored), &Some(unscored(shown))));
}
