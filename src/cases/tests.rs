//! Sentences on procedural status: whose it is, which, and the words that state it.

use serde::Deserialize;

use super::*;
use crate::suites;

#[derive(Deserialize)]
struct Row {
    text: String,
    person: String,
    status: String,
    evidence: String,
}

/// The status and its words that a text states of a person.
fn status_of(reading: &Reading<'_>, names: &Names<'_>, person: &str) -> Option<(CaseStatus, String)> {
    let text = reading.text();
    let (facts, _) = status::facts(reading, names.people());
    let at = text.find(person).map(|start| Span::new(start, start + person.len()));
    let meant = |fact: &&Fact| {
        let mut mentions = names.people().mentions_of(fact.person);
        person.is_empty() || mentions.any(|mention| at.is_some_and(|at| mention.span.overlaps(at)))
    };
    let own: Vec<Fact> = facts.iter().filter(meant).copied().collect();
    status::furthest(text, &own).map(|fact| (fact.status, fact.evidence.of(text).to_owned()))
}

/// How many rows of a suite have the right status, in how many a status is stated that the text does not state, and the
/// wrong ones.
fn suite(toml: &str) -> (usize, usize, Vec<String>) {
    let rows: Vec<Row> = suites::rows(toml);
    let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
    let found = suites::read(&texts, true, |index, reading, signals| {
        status_of(reading, &Names::new(reading, signals), &rows[index].person)
    });
    let wrong = rows.iter().zip(found).filter_map(|(row, found)| {
        let (status, words) = found.map_or(("none".to_owned(), String::new()), |(status, words)| {
            (serde_json::to_string(&status).unwrap_or_default().trim_matches('"').to_owned(), words)
        });
        let said = format!("{} is {} ({}), not {status} ({words})", row.person, row.status, row.evidence);
        (status != row.status).then(|| format!("{}: {said}", row.text))
    });
    let wrong: Vec<String> = wrong.collect();
    (rows.len() - wrong.len(), rows.len(), wrong)
}

#[test]
fn status_is_what_the_text_states() {
    let (right, all, wrong) = suite(include_str!("../../corpus/status.toml"));
    assert!(right * 100 >= all * 94, "{right} of {all}\n{}", wrong.join("\n"));
}

/// Nobody who writes rules reads these rows; the figure is in `corpus/reports/cases.md`.
#[test]
fn status_holds_on_sentences_that_no_rule_was_written_for() {
    let (right, all, wrong) = suite(include_str!("../../corpus/status-heldout.toml"));
    if let Ok(path) = std::env::var("SAYSO_CONFUSIONS") {
        let pairs: Vec<String> =
            wrong.iter().map(|line| line.rsplit(": ").next().unwrap_or_default().to_owned()).collect();
        std::fs::write(path, pairs.join("\n")).expect("written");
    }
    assert!(right * 100 >= all * 70, "{right} of {all}");
}
