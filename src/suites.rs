//! Suites of sentences that test many rooms: rows of a TOML file in `corpus/`, read as the pipeline reads them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::de::DeserializeOwned;

use crate::document::{Document, Layout};
use crate::model::{Engine, Model, Signals};
use crate::reading::Reading;
use crate::rules::RuleSet;
use crate::segment::segment;

static RULES: LazyLock<RuleSet> = LazyLock::new(|| RuleSet::builtin().expect("every rule compiles"));

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::embedded(Engine::Rten, 2).expect("the model in the binary"));

/// The rows of a suite.
pub(crate) fn rows<T: DeserializeOwned>(toml: &str) -> Vec<T> {
    let mut file: BTreeMap<String, Vec<T>> = toml::from_str(toml).expect("rows of a suite");
    file.remove("row").expect("a suite has rows")
}

/// Reads every text as a document, with the model in the binary or without, and asks `question` of each.
pub(crate) fn read<T>(
    texts: &[&str],
    with_model: bool,
    question: impl Fn(usize, &Reading<'_>, Option<&Signals>) -> T,
) -> Vec<T> {
    let documents: Vec<Document> =
        texts.iter().map(|text| Document { text: (*text).to_owned(), ..Document::default() }).collect();
    let layouts: Vec<Layout> = documents.iter().map(|document| segment(document, &RULES)).collect();
    let both: Vec<(&str, &Layout)> =
        documents.iter().zip(&layouts).map(|(document, layout)| (document.text.as_str(), layout)).collect();
    let signals = with_model.then(|| MODEL.read(&both).expect("the model reads"));
    let asked = documents.iter().zip(&layouts).enumerate();
    asked
        .map(|(index, (document, layout))| {
            let reading = Reading::new(document, layout, &RULES);
            question(index, &reading, signals.as_ref().map(|signals| &signals[index]))
        })
        .collect()
}
