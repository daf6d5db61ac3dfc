//! How well predicted records agree with gold labels. Reads the wire format only, so it scores any engine that
//! writes it.
//!
//! **Documents** match by id. A gold document without a prediction counts as missed labels; a prediction without
//! gold labels is ignored. Counts are summed over all documents before anything is divided (micro-average).
//!
//! **Places.** Gold labels are found in the text of the predicted record by their quotes, so a gold corpus outlives
//! changes of the reader; a quote that is not there counts as missed and is listed. Claims of the two sides are
//! the same when the intersection of their spans is at least half of the union; figures when their bare numbers
//! overlap. The best pairs go first, and nothing is paired twice.
//!
//! **Spans** are scored as in the shared tasks on names: *exact* wants the same boundaries, *partial* is content
//! with an overlap (Chinchor and Sundheim, MUC-5 evaluation metrics, 1993; Segura-Bedmar, Martínez and
//! Herrero-Zazo, SemEval-2013 Task 9, section on evaluation). Unlike in MUC a partial match counts as a whole one.
//!
//! **Scope** and **cases** have no shared task to follow; `scope.rs` and `cases.rs` say how they are scored. A list
//! that is absent from the gold labels of a document was not labelled, and is not scored.

mod anchor;
mod cases;
mod checks;
mod figures;
mod genres;
mod labels;
mod matching;
mod measure;
mod names;
mod people;
mod scope;
mod score;
mod slots;
mod table;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Serialize, Serializer};

pub use self::genres::{ByGenre, Summary};
use self::labels::Labels;
pub use self::measure::{Accuracy, Correlation, LinkScore, Score};
use crate::document::{ClaimType, Genre, Sourcing};
use crate::error::Error;

/// What [`evaluate`] finds. Serialises to the JSON of `sayso eval --json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evaluation {
    /// What was compared, and what could not be.
    pub documents: Documents,
    /// Is the sentence a claim at all?
    pub claim: Score,
    /// By claim type, over all claims of either side: a type of a claim that the other side does not have is a
    /// false positive or a false negative.
    pub types: BTreeMap<ClaimType, Score>,
    /// The sum of [`Evaluation::types`].
    pub all_types: Score,
    /// The verdicts.
    pub verdict: VerdictScores,
    /// The source that a claim's attribution names.
    pub source: SourceScores,
    /// How far that source stands from the claim.
    pub scope: ScopeScores,
    /// Figures of the running text.
    pub figure: FigureScores,
    /// Figures in table cells, of documents whose gold labels have such.
    pub cell: FigureScores,
    /// Arithmetic that the documents state about themselves.
    pub check: CheckScores,
    /// Persons and their matters.
    pub case: CaseScores,
    /// Over claims that both sides have.
    pub check_worthiness: Correlation,
    /// What the documents are.
    pub genre: GenreScores,
}

/// What was compared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Documents {
    /// The number of gold documents.
    pub gold: usize,
    /// Ids of those without a prediction.
    pub missing: Vec<String>,
    /// Gold labels whose words are not in the text of the prediction.
    pub unanchored: Vec<Unanchored>,
}

/// A gold label whose words are not in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unanchored {
    /// The document's id.
    pub document: String,
    /// The label's id: `c3`, `f1`, `a2.source`.
    pub label: String,
    /// The words.
    pub quote: String,
}

/// Scores of verdicts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct VerdictScores {
    /// By verdict, over all claims of either side, as with types.
    pub labels: BTreeMap<Sourcing, Score>,
    /// Over claims that both sides have: the verdict alone, whatever was found.
    pub accuracy: Accuracy,
}

/// Scores of sources, over claims that both sides have. A wrong span counts on both sides; a source without words
/// counts on neither.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SourceScores {
    /// The same code points.
    pub exact: Score,
    /// At least half of the words of both together are common, by their places.
    pub partial: Score,
    /// Over partial matches.
    pub kind: Accuracy,
}

/// Scores of links to a source outside the claim, over claims that both sides have and documents whose attributions
/// are labelled. A link is right when the gold labels have the same source, and found when the prediction has it,
/// whatever the scope on the other side.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ScopeScores {
    /// The source stands in another sentence.
    pub carried: LinkScore,
    /// The speaker of the whole document.
    pub document: LinkScore,
}

/// Scores of cases and of the people in them, over documents whose cases are labelled.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CaseScores {
    /// The same principal people: accused, else victims, else all.
    pub found: Score,
    /// Over cases that both sides have: how far the matter has gone.
    pub status: Accuracy,
    /// Over all gold cases; a case that was not found is wrong.
    pub status_all: Accuracy,
    /// Over cases that both sides have with the same status: the words that state it overlap.
    pub evidence: Accuracy,
    /// Everybody in some case, once a document.
    pub people: Score,
    /// The accused and the victims among them.
    pub principals: Score,
    /// Over people that both sides have, in the cases that both stand in, else in any.
    pub part: Accuracy,
    /// Over people that both sides have: the same number.
    pub age: Score,
    /// Over people that both sides have: all words of the one role are in the other.
    pub role: Score,
    /// Over people that both sides have: the places that speak of them, by overlap.
    pub mentions: Score,
}

/// Scores of figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FigureScores {
    /// The same code points of the quantity with its modifier and unit.
    pub exact: Score,
    /// The bare numbers overlap.
    pub partial: Score,
    /// The bare numbers overlap, and the values agree within a millionth; of a range the bounds.
    pub value: Score,
    /// Over partial matches.
    pub kind: Accuracy,
    /// As [`FigureScores::value`], and the units agree.
    pub value_and_unit: Score,
    /// The values agree, one to one within the document, wherever they stand: what published suites without places
    /// score.
    pub value_anywhere: Score,
    /// Over partial matches; no unit is an answer too.
    pub unit: Accuracy,
    /// Over partial matches whose slots are labelled; none is an answer too.
    pub modifier: Accuracy,
    /// As [`FigureScores::modifier`].
    pub direction: Accuracy,
    /// Over partial matches whose slots are labelled.
    pub slots: SlotScores,
}

/// Scores of what figures are about, over figures that both sides have.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SlotScores {
    /// What is counted: the same words, case and article aside.
    pub subject: Score,
    /// The same head word.
    pub subject_head: Score,
    /// What a rate or share is of, the same words.
    pub denominator: Score,
    /// The same head word.
    pub denominator_head: Score,
    /// The words that name the time, a preposition aside.
    pub period_text: Score,
    /// Its first and last day.
    pub period_dates: Score,
    /// The place, the same words.
    pub place: Score,
    /// The same head word.
    pub place_head: Score,
    /// Each thing that a checker would miss.
    pub missing: Score,
    /// Each note that qualifies the figure.
    pub caveats: Score,
}

/// Scores of arithmetic, over documents whose gold labels have such.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CheckScores {
    /// Sort, outcome and all numbers agree.
    pub exact: Score,
    /// Sort, outcome and two of the numbers agree.
    pub partial: Score,
    /// As [`CheckScores::partial`], of conflicts alone: the outcome that must not be wrong.
    pub conflict: Score,
}

/// Scores of genres.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct GenreScores {
    /// Over all gold documents; no prediction is a wrong one.
    pub accuracy: Accuracy,
    /// By genre.
    pub labels: BTreeMap<Genre, Score>,
    /// How often the first was taken for the second; for nothing when there is no prediction.
    #[serde(serialize_with = "confusions")]
    pub confusions: BTreeMap<(Genre, Option<Genre>), usize>,
}

/// Scores the records of the JSONL file `predictions` against the gold labels under `gold_dir`: every `.json` file
/// there is one record, every `.jsonl` file one a line, each a subset of a record with quotes for spans.
///
/// # Errors
///
/// [`Error::Io`] when a file cannot be read or the folder holds no labels; [`Error::Record`] when a line is not a
/// record, or the second one with its id.
pub fn evaluate(gold_dir: &Path, predictions: &Path) -> Result<Evaluation, Error> {
    let (gold, predicted) = read_both(gold_dir, predictions)?;
    Ok(compare(&gold, &predicted))
}

/// The main scores by genre of the gold labels, from the same files as [`evaluate`].
///
/// # Errors
///
/// As [`evaluate`].
pub fn evaluate_by_genre(gold_dir: &Path, predictions: &Path) -> Result<ByGenre, Error> {
    let (gold, predicted) = read_both(gold_dir, predictions)?;
    Ok(genres::by_genre(&gold, &predicted))
}

/// The gold labels, and the predictions for their documents.
fn read_both(gold_dir: &Path, predictions: &Path) -> Result<(Vec<Labels>, Vec<Labels>), Error> {
    let gold = labels::read_gold(gold_dir)?;
    let wanted: BTreeSet<&str> = gold.iter().map(|labels| labels.id.as_str()).collect();
    let predicted = labels::read_predictions(predictions, |id| wanted.contains(id))?;
    Ok((gold, predicted))
}

/// The scores of `predicted` documents, each with an id of its own.
fn compare<'a>(gold: impl IntoIterator<Item = &'a Labels>, predicted: &[Labels]) -> Evaluation {
    let by_id: BTreeMap<&str, &Labels> =
        predicted.iter().map(|labels| (labels.id.as_str(), labels)).collect();
    let mut sum = Evaluation::empty();
    for labels in gold {
        score::document(&mut sum, labels, by_id.get(labels.id.as_str()).copied());
    }
    sum
}

impl Evaluation {
    /// Nothing counted yet, with a row for every type and verdict.
    fn empty() -> Self {
        let verdicts = [Sourcing::Sourced, Sourcing::Attributed, Sourcing::Vague, Sourcing::Unsourced];
        Self {
            documents: Documents::default(),
            claim: Score::default(),
            types: ClaimType::ALL.map(|label| (label, Score::default())).into(),
            all_types: Score::default(),
            verdict: VerdictScores {
                labels: verdicts.map(|label| (label, Score::default())).into(),
                accuracy: Accuracy::default(),
            },
            source: SourceScores::default(),
            scope: ScopeScores::default(),
            figure: FigureScores::default(),
            cell: FigureScores::default(),
            check: CheckScores::default(),
            case: CaseScores::default(),
            check_worthiness: Correlation::default(),
            genre: GenreScores::default(),
        }
    }

    /// The evaluation as aligned lines for people: scores in percent, counts beside them, then genres taken for
    /// others, documents without a prediction and gold quotes that are not in the text.
    #[must_use]
    pub fn table(&self) -> String {
        table::table(self)
    }
}

/// A list of `{gold, predicted, count}`.
fn confusions<S: Serializer>(
    confusions: &BTreeMap<(Genre, Option<Genre>), usize>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Confusion {
        gold: Genre,
        predicted: Option<Genre>,
        count: usize,
    }
    serializer.collect_seq(confusions.iter().map(|((gold, predicted), count)| Confusion {
        gold: *gold,
        predicted: *predicted,
        count: *count,
    }))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    /// "Étan" makes bytes and code points differ.
    pub(super) const TEXT: &str = "Étan prices rose 4%. Figures from the Office of Tea show 20 to 30 deaths. \
                        Experts say so. Étan prices rose 4%.";

    pub(super) fn read(value: Value) -> Labels {
        serde_json::from_value(value).expect("labels")
    }

    fn run(gold: &Value, predicted: &Value) -> Evaluation {
        let predicted: Vec<Labels> =
            predicted.as_object().map(|_| read(predicted.clone())).into_iter().collect();
        compare(&[read(gold.clone())], &predicted)
    }

    /// The place of the `nth` occurrence in [`TEXT`], in code points.
    pub(super) fn place(quote: &str, nth: usize) -> [usize; 2] {
        let (byte, _) = TEXT.match_indices(quote).nth(nth).expect("a quote of the text");
        let start = TEXT[..byte].chars().count();
        [start, start + quote.chars().count()]
    }

    pub(super) fn claim(quote: &str, types: &Value, sourcing: &str) -> Value {
        let [start, end] = place(quote, 0);
        json!({"id": "c1", "start": start, "end": end, "text": quote, "types": types, "sourcing": sourcing,
               "attribution": "a1", "check_worthiness": 0.5})
    }

    fn figure(quote: &str, number: &str, value: &Value) -> Value {
        let ([start, end], [from, to]) = (place(quote, 0), place(number, 0));
        json!({"id": "f1", "start": start, "end": end, "text": quote, "number": {"start": from, "end": to},
               "value": value, "low": null, "high": null, "kind": "percent", "unit": "%"})
    }

    /// A claim and the words and kind of its source.
    fn sourced(source: &Value) -> Value {
        let claim =
            claim("Figures from the Office of Tea show 20 to 30 deaths.", &json!(["figure"]), "sourced");
        json!({"claims": [claim], "attributions": [{"id": "a1", "source": source}]})
    }

    fn named(quote: &str, kind: &str) -> Value {
        json!({"text": quote, "spans": [place(quote, 0)], "kind": kind})
    }

    pub(super) fn merge(base: Value, fields: &Value) -> Value {
        let (mut base, fields) = (base, fields.as_object().expect("an object").clone());
        base.as_object_mut().expect("an object").extend(fields);
        base
    }

    /// Counts `[tp, fp, fn]` of a score, `[correct, total]` of an accuracy or `[right, predicted, found, gold]` of links.
    fn counts(scores: &Value, path: &str) -> Vec<u64> {
        let score = scores.pointer(path).unwrap_or(&Value::Null);
        let keys = ["tp", "fp", "fn", "correct", "total", "right", "predicted", "found", "gold"];
        keys.iter().filter_map(|key| score.get(key)?.as_u64()).collect()
    }

    /// Name, gold labels, predicted ones (null for no prediction), and counts by their place in the JSON.
    pub(super) type Row<'a> = (&'a str, Value, Value, &'a [(&'a str, &'a [u64])]);

    /// Scores each row's labels (fields of a document) and compares the counts; reports all rows that differ.
    pub(super) fn check(rows: &[Row<'_>]) {
        let mut wrong = Vec::new();
        for (name, gold, predicted, expected) in rows {
            let gold = merge(json!({"id": "d"}), gold);
            let predicted = match predicted {
                Value::Null => Value::Null,
                fields => merge(json!({"id": "d", "text": TEXT}), fields),
            };
            let scores = serde_json::to_value(run(&gold, &predicted)).expect("JSON");
            for (path, expected) in *expected {
                let found = counts(&scores, path);
                if found != *expected {
                    wrong.push(format!("{name}: {path} is {found:?}, not {expected:?}"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn claims_count_by_type_and_verdict() {
        let claims = |claims: Value| json!({"claims": claims});
        let rose = |types: Value, sourcing| claim("Étan prices rose 4%.", &types, sourcing);
        let other = || claim("Experts say so.", &json!(["assertion"]), "vague");
        check(&[
            (
                "one type too many",
                claims(json!([rose(json!(["figure"]), "unsourced")])),
                claims(json!([rose(json!(["figure", "case"]), "unsourced")])),
                &[
                    ("/claim", &[1, 0, 0]),
                    ("/types/figure", &[1, 0, 0]),
                    ("/types/case", &[0, 1, 0]),
                    ("/types/policy", &[0, 0, 0]),
                    ("/all_types", &[1, 1, 0]),
                    ("/verdict/labels/unsourced", &[1, 0, 0]),
                    ("/verdict/accuracy", &[1, 1]),
                ],
            ),
            (
                "another verdict",
                claims(json!([rose(json!(["figure"]), "unsourced")])),
                claims(json!([rose(json!(["figure"]), "vague")])),
                &[
                    ("/verdict/labels/unsourced", &[0, 0, 1]),
                    ("/verdict/labels/vague", &[0, 1, 0]),
                    ("/verdict/accuracy", &[0, 1]),
                ],
            ),
            (
                "another sentence",
                claims(json!([rose(json!(["figure"]), "unsourced")])),
                claims(json!([other()])),
                &[
                    ("/claim", &[0, 1, 1]),
                    ("/types/figure", &[0, 0, 1]),
                    ("/types/assertion", &[0, 1, 0]),
                    ("/verdict/labels/unsourced", &[0, 0, 1]),
                    ("/verdict/labels/vague", &[0, 1, 0]),
                    ("/verdict/accuracy", &[0, 0]),
                ],
            ),
            (
                "no prediction",
                claims(json!([rose(json!(["figure", "case"]), "unsourced"), other()])),
                Value::Null,
                &[("/claim", &[0, 0, 2]), ("/all_types", &[0, 0, 3]), ("/verdict/labels/vague", &[0, 0, 1])],
            ),
            (
                "claims not labelled",
                json!({}),
                claims(json!([other()])),
                &[("/claim", &[0, 0, 0]), ("/types/assertion", &[0, 0, 0])],
            ),
        ]);
    }

    #[test]
    fn sources_count_whole_and_in_part() {
        let whole = || sourced(&named("Figures from the Office of Tea", "dataset"));
        let row = |exact, partial, kind| {
            [("/source/exact", exact), ("/source/partial", partial), ("/source/kind", kind)]
        };
        let (hit, miss): (&[u64], &[u64]) = (&[1, 0, 0], &[0, 1, 1]);
        let half = sourced(&named("Office of Tea", "organisation"));
        let little = sourced(&named("Tea", "dataset"));
        let lost = json!({"text": "Sir Nobody", "kind": "person"});
        check(&[
            ("the same", whole(), whole(), &row(hit, hit, &[1, 1])),
            ("half of the words", whole(), half, &row(miss, hit, &[0, 1])),
            ("a sixth of the words", whole(), little, &row(miss, miss, &[0, 0])),
            ("nobody found", whole(), sourced(&Value::Null), &row(&[0, 0, 1], &[0, 0, 1], &[0, 0])),
            ("nobody there", sourced(&Value::Null), whole(), &row(&[0, 1, 0], &[0, 1, 0], &[0, 0])),
            (
                "no words",
                sourced(&json!({"text": null, "kind": "person"})),
                sourced(&Value::Null),
                &row(&[0, 0, 0], &[0, 0, 0], &[0, 0]),
            ),
            ("words not in the text", sourced(&lost), whole(), &row(miss, miss, &[0, 0])),
            (
                "attributions not labelled",
                json!({"claims": whole()["claims"]}),
                whole(),
                &row(&[0, 0, 0], &[0, 0, 0], &[0, 0]),
            ),
        ]);
    }

    #[test]
    fn figures_count_by_span_and_value() {
        let figures = |figures: Value| json!({"figures": figures});
        let four = || figure("4%", "4", &json!(4));
        let range = |low, high| {
            merge(figure("20 to 30", "20 to 30", &Value::Null), &json!({"low": low, "high": high}))
        };
        let cell =
            merge(figure("30", "30", &json!(30)), &json!({"cell": {"table": 0, "row": 0, "column": 0}}));
        check(&[
            (
                "the number alone",
                figures(json!([four()])),
                figures(json!([merge(figure("4", "4", &json!(4.000_000_1)), &json!({"unit": null}))])),
                &[
                    ("/figure/exact", &[0, 1, 1]),
                    ("/figure/partial", &[1, 0, 0]),
                    ("/figure/value", &[1, 0, 0]),
                    ("/figure/kind", &[1, 1]),
                    ("/figure/unit", &[0, 1]),
                ],
            ),
            (
                "another value",
                figures(json!([four()])),
                figures(json!([figure("4%", "4", &json!(4.1))])),
                &[("/figure/exact", &[1, 0, 0]), ("/figure/value", &[0, 1, 1])],
            ),
            (
                "the bounds of a range",
                figures(json!([range(20, 30)])),
                figures(json!([range(20, 30)])),
                &[("/figure/value", &[1, 0, 0])],
            ),
            (
                "other bounds",
                figures(json!([range(20, 30)])),
                figures(json!([range(20, 31)])),
                &[("/figure/partial", &[1, 0, 0]), ("/figure/value", &[0, 1, 1])],
            ),
            (
                "a cell that nobody labelled, and a figure too many",
                figures(json!([four()])),
                figures(json!([four(), cell, range(20, 30)])),
                &[("/figure/partial", &[1, 1, 0])],
            ),
            (
                "a cell that somebody labelled",
                figures(json!([cell])),
                figures(json!([cell, four()])),
                &[("/cell/partial", &[1, 0, 0]), ("/figure/partial", &[0, 1, 0])],
            ),
            (
                "the value somewhere else, and the unit elsewhere too",
                figures(json!([four()])),
                figures(json!([merge(range(20, 30), &json!({"value": 4, "unit": null}))])),
                &[
                    ("/figure/value", &[0, 1, 1]),
                    ("/figure/value_and_unit", &[0, 1, 1]),
                    ("/figure/value_anywhere", &[1, 0, 0]),
                ],
            ),
        ]);
    }

    #[test]
    fn slots_count_over_matched_figures() {
        let slots = |fields: Value| json!({"figures": [merge(figure("4%", "4", &json!(4)), &fields)]});
        let subject = |words| slots(json!({"subject": words, "missing": []}));
        let period =
            |text, from, to| slots(json!({"period": {"text": text, "from": from, "to": to}, "missing": []}));
        let row = |name: &'static str, exact, head| {
            [
                (name, exact),
                (
                    if name == "/figure/slots/subject" {
                        "/figure/slots/subject_head"
                    } else {
                        "/figure/slots/period_dates"
                    },
                    head,
                ),
            ]
        };
        let (hit, miss): (&[u64], &[u64]) = (&[1, 0, 0], &[0, 1, 1]);
        let name = "/figure/slots/subject";
        let time = "/figure/slots/period_text";
        check(&[
            ("an article and case", subject("The prices"), subject("prices"), &row(name, hit, hit)),
            ("the head alone", subject("new prices of tea"), subject("price"), &row(name, miss, hit)),
            ("another head", subject("prices of tea"), subject("tea"), &row(name, miss, miss)),
            ("none found", subject("prices"), slots(json!({})), &row(name, &[0, 0, 1], &[0, 0, 1])),
            ("none there", slots(json!({"missing": []})), subject("tea"), &row(name, &[0, 1, 0], &[0, 1, 0])),
            ("not labelled", slots(json!({})), subject("tea"), &row(name, &[0, 0, 0], &[0, 0, 0])),
            (
                "a year by its days",
                period("2015", "2015", "2015"),
                period("in 2015", "2015-01-01", "2015-12-31"),
                &row(time, hit, hit),
            ),
            (
                "other dates",
                period("last year", "2015", "2015"),
                period("last year", "2014", "2014"),
                &row(time, hit, miss),
            ),
            (
                "what is missing",
                slots(json!({"missing": ["period", "denominator"]})),
                slots(json!({"missing": ["period", "baseline"]})),
                &[("/figure/slots/missing", &[1, 1, 1])],
            ),
            (
                "notes",
                slots(json!({"missing": [], "caveats": [{"text": "Provisional."}]})),
                slots(json!({"caveats": [{"text": "Provisional."}, {"text": "Rounded."}]})),
                &[("/figure/slots/caveats", &[1, 1, 0])],
            ),
            (
                "modifier and direction",
                slots(json!({"missing": [], "modifier": "nearly", "direction": "up"})),
                slots(json!({"modifier": "nearly", "direction": "down"})),
                &[("/figure/modifier", &[1, 1]), ("/figure/direction", &[0, 1])],
            ),
        ]);
    }

    #[test]
    fn checks_count_by_sort_outcome_and_numbers() {
        let number = |quote: &str| {
            let [start, end] = place(quote, 0);
            json!({"text": quote, "start": start, "end": end, "value": 1})
        };
        let check_of = |kind, status, quotes: &[&str]| json!({"kind": kind, "status": status, "inputs": quotes.iter().map(|quote| number(quote)).collect::<Vec<_>>()});
        let checks = |checks: Value| json!({"checks": checks});
        let three = |kind, status| checks(json!([check_of(kind, status, &["4%", "20", "30"])]));
        let (hit, miss): (&[u64], &[u64]) = (&[1, 0, 0], &[0, 1, 1]);
        let row = |exact, partial| [("/check/exact", exact), ("/check/partial", partial)];
        check(&[
            ("the same", three("sum", "ok"), three("sum", "ok"), &row(hit, hit)),
            (
                "a number too few",
                three("sum", "ok"),
                checks(json!([check_of("sum", "ok", &["20", "30"])])),
                &row(miss, hit),
            ),
            (
                "one number",
                three("sum", "ok"),
                checks(json!([check_of("sum", "ok", &["30"])])),
                &row(miss, miss),
            ),
            ("another sort", three("sum", "ok"), three("share", "ok"), &row(miss, miss)),
            (
                "another outcome",
                three("sum", "ok"),
                three("sum", "conflict"),
                &[("/check/exact", miss), ("/check/conflict", &[0, 1, 0])],
            ),
            (
                "a conflict",
                three("sum", "conflict"),
                three("sum", "conflict"),
                &[("/check/exact", hit), ("/check/conflict", hit)],
            ),
            ("not labelled", json!({}), three("sum", "ok"), &row(&[0, 0, 0], &[0, 0, 0])),
            ("none found", three("sum", "ok"), json!({}), &row(&[0, 0, 1], &[0, 0, 1])),
        ]);
    }

    #[test]
    fn genres_are_counted_and_confused() {
        let genre = |label: &str| json!({"genre": {"label": label, "score": 0.5}});
        check(&[
            ("right", genre("news"), genre("news"), &[("/genre/accuracy", &[1, 1])]),
            (
                "wrong",
                genre("tabloid"),
                genre("news"),
                &[("/genre/labels/tabloid", &[0, 0, 1]), ("/genre/labels/news", &[0, 1, 0])],
            ),
            ("missing", genre("tabloid"), Value::Null, &[("/genre/accuracy", &[0, 1])]),
        ]);
        let scores =
            run(&merge(json!({"id": "d"}), &genre("tabloid")), &merge(json!({"id": "d"}), &genre("news")));
        let json = serde_json::to_value(scores).expect("JSON");
        let expected = json!([{"gold": "tabloid", "predicted": "news", "count": 1}]);
        assert_eq!(json["genre"]["confusions"], expected);
    }

    #[test]
    fn quotes_are_found_again() {
        let [start, end] = place("4%", 1);
        let predicted =
            json!({"id": "d", "text": TEXT, "figures": [{"id": "f1", "start": start, "end": end}]});
        let last = place("Étan prices rose 4%.", 1);
        let claims = json!([
            {"id": "c1", "text": "Étan prices rose 4%.", "start": last[0] - 2, "end": last[1] - 2},
            {"id": "c2", "text": "Figures from the Office"},
        ]);
        for (name, figure, found) in [
            ("offsets hold", json!({"start": start, "end": end}), true),
            ("offsets slipped", json!({"start": start + 3, "end": end + 3}), true),
            ("offsets slipped far", json!({"start": 0, "end": 2}), false),
            ("offsets beyond the text", json!({"start": 9000, "end": 9002}), true),
            ("inside a claim that slipped", json!({"in": "c1"}), true),
            ("inside a claim without it", json!({"in": "c2"}), false),
            ("inside a longer quote", json!({"in": "so. Étan prices rose 4%"}), true),
            ("inside a claim that is not there", json!({"in": "c9"}), false),
            ("the second", json!({"nth": 2}), true),
            ("the first", json!({}), false),
        ] {
            let figure = merge(json!({"id": "f1", "text": "4%", "number": "4"}), &figure);
            let gold = json!({"id": "d", "claims": claims, "figures": [figure]});
            let scores = run(&gold, &predicted);
            assert_eq!(scores.figure.partial.true_positives == 1, found, "{name}");
        }
    }

    #[test]
    fn what_is_not_there_is_missed_and_listed() {
        let gold = json!({
            "id": "d", "claims": [{"id": "c1", "text": "Coffee fell.", "types": ["assertion"]}],
            "figures": [{"id": "f1", "text": "7", "in": "c1"}],
            "attributions": [{"id": "a1", "in": "Experts say", "source": {"text": ["Experts", "Tea"]}}],
            "cases": [{"id": "k1", "status": "charged", "status_evidence": {"text": "was charged"}}],
        });
        let scores = run(&gold, &json!({"id": "d", "text": TEXT}));
        let labels: Vec<_> =
            scores.documents.unanchored.iter().map(|lost| (&*lost.label, &*lost.quote)).collect();
        assert_eq!(
            labels,
            [
                ("c1", "Coffee fell."),
                ("f1", "7"),
                ("a1.source", "Tea"),
                ("k1.status_evidence", "was charged"),
            ]
        );
        assert_eq!([scores.claim.false_negatives, scores.figure.partial.false_negatives], [1, 1]);
        let table = scores.table();
        assert!(table.contains("\n  d c1: \"Coffee fell.\"\n"), "{table}");
    }

    #[test]
    fn the_table_is_aligned() {
        let gold = json!({"id": "d", "claims": [claim("Experts say so.", &json!(["assertion"]), "vague")]});
        let table = run(&gold, &Value::Null).table();
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[0], "1 gold documents, 1 without a prediction");
        assert_eq!(
            lines[2],
            "                             precision  recall      F1      tp      fp      fn"
        );
        assert_eq!(
            lines[3],
            "claim                                -     0.0     0.0       0       0       1"
        );
        assert!(table.ends_with("without a prediction:\n  d\n"), "{table}");
    }

    #[test]
    fn files_are_read_and_broken_ones_named() {
        let record = |id: &str| format!("{{\"id\":{id:?},\"text\":\"\",\"genre\":{{\"label\":\"news\"}}}}");
        let (one, two) = (record("one"), record("two"));
        let bad = "{\"id\": \"x\", \"genre\": {\"label\": \"poem\"}}";
        let rows: [(&str, &str, String, Result<usize, &str>); 6] = [
            ("gold.json", &one, format!("{two}\n\n{one}\n"), Ok(1)),
            ("gold.jsonl", &format!("{one}\n{two}\n"), format!("{two}\n"), Ok(2)),
            ("gold.json", bad, one.clone(), Err("gold.json: line 1: not a record: unknown variant `poem`")),
            (
                "gold.json",
                &one,
                format!("{one}\n\nx"),
                Err("out.jsonl: line 3: not a record: expected value (column 1)"),
            ),
            (
                "gold.jsonl",
                &format!("{one}\n{one}"),
                one.clone(),
                Err("line 2: not a record: a second record"),
            ),
            ("gold.txt", &one, one.clone(), Err("cannot find gold labels")),
        ];
        for (name, gold, predictions, expected) in rows {
            let folder = tempfile::tempdir().expect("a folder");
            let labels = folder.path().join("gold").join("deeper");
            let out = folder.path().join("out.jsonl");
            fs::create_dir_all(&labels).and_then(|()| fs::write(labels.join(name), gold)).expect("written");
            fs::write(&out, &predictions).expect("written");
            match (evaluate(&folder.path().join("gold"), &out), expected) {
                (Ok(found), Ok(documents)) => assert_eq!(found.documents.gold, documents, "{name} {gold}"),
                (Err(error), Err(part)) => assert!(error.to_string().contains(part), "{error}, not {part}"),
                (found, expected) => panic!("{gold}: {found:?}, not {expected:?}"),
            }
        }
        let nowhere = Path::new("/nowhere/at/all");
        assert!(matches!(evaluate(nowhere, nowhere), Err(Error::Io { .. })));
    }

    /// A record whose labels lie anywhere in any text.
    fn record() -> impl Strategy<Value = Value> {
        let label = (any::<prop::sample::Index>(), 1_usize..9, 0_usize..4, any::<f64>());
        ("(?s).{1,60}", prop::collection::vec(label, 0..8)).prop_map(|(text, labels)| {
            let length = text.chars().count();
            let quote = |[start, end]: [usize; 2]| text.chars().skip(start).take(end - start).collect::<String>();
            let numbered = labels.iter().enumerate().map(|(number, (at, size, label, value))| {
                let start = at.index(length);
                (number, [start, (start + size).min(length)], *label, *value)
            });
            let [mut claims, mut figures, mut attributions, mut cases] = [const { Vec::new() }; 4];
            for (number, span, label, value) in numbered {
                let (types, verdict) = (ClaimType::ALL[label], ["sourced", "attributed", "vague", "unsourced"][label]);
                let scope = ["sentence", "carried", "document", "carried"][label];
                let (status, part) = (["alleged", "arrested", "charged", "other"][label], ["accused", "victim"][label % 2]);
                let [start, end] = span;
                claims.push(json!({
                    "id": format!("c{number}"), "start": start, "end": end, "text": quote(span), "types": [types],
                    "sourcing": verdict, "attribution": format!("a{number}"), "check_worthiness": start,
                }));
                figures.push(json!({
                    "id": format!("f{number}"), "start": start, "end": end, "text": quote(span),
                    "number": {"start": start, "end": end}, "value": value, "kind": "count", "unit": null,
                    "subject": quote(span), "place": quote(span), "missing": ["period"], "modifier": "nearly",
                    "period": {"text": quote(span), "from": "2015", "to": null},
                }));
                attributions.push(json!({
                    "id": format!("a{number}"), "scope": scope,
                    "source": {"spans": [span], "text": quote(span), "kind": "person"},
                }));
                cases.push(json!({
                    "id": format!("k{number}"), "status": status,
                    "status_evidence": {"start": start, "end": end, "text": quote(span)},
                    "people": [
                        {"name": format!("Ann{} Bee", number % 3), "part": part,
                         "mentions": [span], "age": start, "role": "clerk"},
                        {"name": format!("Cy{number}"), "part": "witness", "mentions": [span]},
                    ],
                }));
            }
            json!({"id": "d", "text": text, "genre": {"label": "news"}, "claims": claims, "figures": figures,
                   "attributions": attributions, "cases": cases})
        })
    }

    proptest! {
        #[test]
        fn a_record_agrees_with_itself(record in record()) {
            let scores = run(&record, &record);
            prop_assert!(scores.documents.unanchored.is_empty());
            prop_assert_eq!(scores.claim.support(), record["claims"].as_array().map_or(0, Vec::len));
            let slots = &scores.figure.slots;
            let all = [scores.claim, scores.all_types, scores.source.exact, scores.source.partial,
                scores.figure.exact, scores.figure.partial, scores.figure.value, scores.figure.value_and_unit,
                scores.figure.value_anywhere, slots.subject, slots.subject_head, slots.place, slots.period_text,
                slots.period_dates, slots.missing, scores.case.found, scores.case.people, scores.case.principals,
                scores.case.age, scores.case.role, scores.case.mentions];
            let labels = scores.types.values().chain(scores.verdict.labels.values()).chain(scores.genre.labels.values());
            for score in all.iter().chain(labels) {
                prop_assert_eq!([score.false_positives, score.false_negatives], [0, 0]);
            }
            for accuracy in [scores.verdict.accuracy, scores.source.kind, scores.figure.kind, scores.figure.unit,
                scores.figure.modifier, scores.genre.accuracy, scores.case.status, scores.case.status_all,
                scores.case.evidence, scores.case.part] {
                prop_assert_eq!(accuracy.correct, accuracy.total);
            }
            for LinkScore { right, predicted, found, gold } in [scores.scope.carried, scores.scope.document] {
                prop_assert_eq!([right, found], [predicted, gold]);
            }
            prop_assert!(scores.check_worthiness.spearman().is_none_or(|spearman| spearman > 0.999_999));
        }

        #[test]
        fn labels_of_another_text_stand_on_their_words_or_are_lost(gold in record(), predicted in record()) {
            let (gold, predicted) = (read(gold), read(predicted));
            let (text, mut lost) = (text::Text::new(&predicted.text), Vec::new());
            let places = anchor::anchor(&gold, &text, &mut lost);
            let found = places.claims.iter().zip(gold.claims.iter().flatten());
            for (place, claim) in found.filter_map(|(place, claim)| Some(((*place)?, claim))) {
                prop_assert_eq!(text.slice(place), Some(claim.text.as_str()));
            }
            let missing = places.claims.iter().filter(|place| place.is_none()).count();
            prop_assert_eq!(missing, lost.iter().filter(|label| label.label.starts_with('c')).count());
            let scores = compare(&[gold], &[predicted]);
            prop_assert_eq!(scores.claim.support(), places.claims.len());
        }
    }
}
