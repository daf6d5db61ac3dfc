//! The main scores by genre, as the gold labels name it.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::labels::Labels;
use super::measure::{Accuracy, LinkScore, Score, round};
use super::{Evaluation, compare};
use crate::document::Genre;
use crate::record::name_of;

/// The main scores of each genre and of all documents. Serialises to the JSON of `sayso eval --by genre --json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ByGenre {
    /// Genres that gold documents have.
    pub genres: BTreeMap<Genre, Summary>,
    /// All gold documents, those without a genre too.
    pub all: Summary,
}

/// The main scores of a group of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// The number of gold documents.
    pub documents: usize,
    /// [`Evaluation::claim`].
    pub claim: Score,
    /// The mean F1 of those [`Evaluation::types`] that either side has (macro-average), 0..1; `None` where neither
    /// has any.
    #[serde(serialize_with = "rounded")]
    pub types_macro_f1: Option<f64>,
    /// [`VerdictScores::accuracy`](super::VerdictScores::accuracy).
    pub verdict: Accuracy,
    /// [`SourceScores::partial`](super::SourceScores::partial).
    pub source: Score,
    /// [`ScopeScores::carried`](super::ScopeScores::carried).
    pub carried: LinkScore,
    /// [`CaseScores::status`](super::CaseScores::status).
    pub case_status: Accuracy,
    /// [`CaseScores::people`](super::CaseScores::people).
    pub people: Score,
}

impl Summary {
    fn of(evaluation: &Evaluation) -> Self {
        Self {
            documents: evaluation.documents.gold,
            claim: evaluation.claim,
            types_macro_f1: mean(evaluation.types.values().copied().filter_map(Score::f1)),
            verdict: evaluation.verdict.accuracy,
            source: evaluation.source.partial,
            carried: evaluation.scope.carried,
            case_status: evaluation.case.status,
            people: evaluation.case.people,
        }
    }
}

impl ByGenre {
    /// One aligned line a genre for people, in percent, then one for all documents.
    #[must_use]
    pub fn table(&self) -> String {
        super::table::by_genre(self)
    }

    /// The rows with their names, all documents last.
    pub(super) fn rows(&self) -> impl Iterator<Item = (String, &Summary)> {
        let genres = self.genres.iter().map(|(genre, summary)| (name_of(genre), summary));
        genres.chain([("all".to_owned(), &self.all)])
    }
}

/// The scores of `predicted` documents by the genre of their gold labels.
pub(super) fn by_genre(gold: &[Labels], predicted: &[Labels]) -> ByGenre {
    let mut groups: BTreeMap<Genre, Vec<&Labels>> = BTreeMap::new();
    for labels in gold {
        if let Some(genre) = &labels.genre {
            groups.entry(genre.label).or_default().push(labels);
        }
    }
    let summary = |group: Vec<&Labels>| Summary::of(&compare(group, predicted));
    ByGenre {
        genres: groups.into_iter().map(|(genre, group)| (genre, summary(group))).collect(),
        all: summary(gold.iter().collect()),
    }
}

/// To four decimals, as everywhere on the wire.
#[allow(clippy::ref_option, reason = "serde calls it so")]
fn rounded<S: Serializer>(share: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    share.map(round).serialize(serializer)
}

#[allow(clippy::cast_precision_loss, reason = "a handful of labels")]
fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let values: Vec<f64> = values.collect();
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::eval::tests::{TEXT, claim, merge, read};

    #[test]
    fn every_genre_has_a_row_and_all_have_one() {
        let document = |id: &str, genre: Value, types: &[&str], verdict| {
            let claims = json!([claim("Experts say so.", &json!(types), verdict)]);
            merge(json!({"id": id, "text": TEXT, "claims": claims}), &json!({"genre": genre}))
        };
        let genre = |label: &str| json!({"label": label});
        let gold = [
            document("one", genre("news"), &["assertion"], "vague"),
            document("two", genre("tabloid"), &["assertion", "case"], "vague"),
            document("three", Value::Null, &["assertion"], "vague"),
        ];
        let predicted = [
            document("one", genre("tabloid"), &["assertion"], "vague"),
            document("two", genre("tabloid"), &["assertion"], "sourced"),
            document("three", Value::Null, &["assertion"], "sourced"),
        ];
        let found = by_genre(&gold.map(read), &predicted.map(read));
        let json = serde_json::to_value(&found).expect("JSON");
        let row = |path: &str| {
            let row = json.pointer(path).expect("a row");
            let keys = ["/documents", "/claim/f1", "/types_macro_f1", "/verdict/accuracy", "/people/f1"];
            keys.map(|key| row.pointer(key).cloned().expect(key))
        };
        assert_eq!(row("/genres/news"), [json!(1), json!(1.0), json!(1.0), json!(1.0), Value::Null]);
        assert_eq!(row("/genres/tabloid"), [json!(1), json!(1.0), json!(0.5), json!(0.0), Value::Null]);
        assert_eq!(row("/all"), [json!(3), json!(1.0), json!(0.5), json!(0.3333), Value::Null]);
        let table = found.table();
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines.len(), 4, "{table}");
        assert!(lines[1].starts_with("news ") && lines[1].ends_with(" -"), "{table}");
        assert!(lines[3].starts_with("all "), "{table}");
    }
}
