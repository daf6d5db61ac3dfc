//! An evaluation for people.

use super::measure::{Accuracy, LinkScore, Score};
use super::{ByGenre, CaseScores, Evaluation, FigureScores, Summary};
use crate::record::name_of;

/// The longest quote that is printed whole, in code points.
const QUOTE: usize = 70;

/// Aligned lines: scores, accuracies, then what to look into.
pub(super) fn table(evaluation: &Evaluation) -> String {
    let mut lines = vec![
        format!(
            "{} gold documents, {} without a prediction",
            evaluation.documents.gold,
            evaluation.documents.missing.len()
        ),
        String::new(),
    ];
    scores(evaluation, &mut lines);
    lines.push(String::new());
    links(evaluation, &mut lines);
    lines.push(String::new());
    accuracies(evaluation, &mut lines);
    let worthiness = &evaluation.check_worthiness;
    let spearman = worthiness.spearman().map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"));
    lines.push(String::new());
    lines.push(format!("check-worthiness: Spearman {spearman} over {} claims", worthiness.pairs.len()));
    remarks(evaluation, &mut lines);
    lines.push(String::new());
    lines.join("\n")
}

fn scores(evaluation: &Evaluation, lines: &mut Vec<String>) {
    let Evaluation { claim, types, all_types, verdict, source, figure, cell, check, case, genre, .. } =
        evaluation;
    let mut rows = vec![("claim".to_owned(), *claim)];
    rows.extend(types.iter().map(|(label, score)| (format!("type {}", name_of(label)), *score)));
    rows.push(("type, all".to_owned(), *all_types));
    rows.extend(verdict.labels.iter().map(|(label, score)| (format!("verdict {}", name_of(label)), *score)));
    rows.push(("source span, exact".to_owned(), source.exact));
    rows.push(("source span, partial".to_owned(), source.partial));
    rows.extend(figures("figure", figure));
    if cell.partial.support() > 0 {
        rows.extend(figures("cell", cell));
    }
    rows.push(("check, all numbers".to_owned(), check.exact));
    rows.push(("check, two numbers".to_owned(), check.partial));
    rows.push(("check, conflicts".to_owned(), check.conflict));
    rows.extend(cases(case));
    let supported = genre.labels.iter().filter(|(_, score)| score.support() > 0);
    rows.extend(supported.map(|(label, score)| (format!("genre {}", name_of(label)), *score)));
    lines.push(format!(
        "{:<28}{:>10}{:>8}{:>8}{:>8}{:>8}{:>8}",
        "", "precision", "recall", "F1", "tp", "fp", "fn"
    ));
    lines.extend(rows.into_iter().map(|(name, score)| score_row(&name, score)));
}

fn figures(name: &str, figure: &FigureScores) -> Vec<(String, Score)> {
    let slots = &figure.slots;
    let rows = [
        ("span, exact", figure.exact),
        ("span, partial", figure.partial),
        ("value", figure.value),
        ("value and unit", figure.value_and_unit),
        ("value, anywhere", figure.value_anywhere),
        ("subject", slots.subject),
        ("subject, head", slots.subject_head),
        ("denominator", slots.denominator),
        ("denominator, head", slots.denominator_head),
        ("period", slots.period_text),
        ("period, dates", slots.period_dates),
        ("place", slots.place),
        ("place, head", slots.place_head),
        ("missing", slots.missing),
        ("caveats", slots.caveats),
    ];
    rows.map(|(row, score)| (format!("{name} {row}"), score)).into()
}

fn cases(case: &CaseScores) -> Vec<(String, Score)> {
    let CaseScores { found, people, principals, age, role, mentions, .. } = *case;
    let rows = [
        ("case", found),
        ("case people", people),
        ("case people, principal", principals),
        ("case person's age", age),
        ("case person's role", role),
        ("case person's mentions", mentions),
    ];
    rows.map(|(row, score)| (row.to_owned(), score)).into()
}

/// Sources outside the claim: precision is of predicted links, recall of gold ones.
fn links(evaluation: &Evaluation, lines: &mut Vec<String>) {
    lines.push(format!(
        "{:<28}{:>10}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}",
        "", "precision", "recall", "F1", "right", "of", "found", "of"
    ));
    for (name, links) in
        [("scope carried", evaluation.scope.carried), ("scope document", evaluation.scope.document)]
    {
        let [precision, recall, f1] = [links.precision(), links.recall(), links.f1()].map(percent);
        let LinkScore { right, predicted, found, gold } = links;
        lines.push(format!(
            "{name:<28}{precision:>10}{recall:>8}{f1:>8}{right:>8}{predicted:>8}{found:>8}{gold:>8}"
        ));
    }
}

fn score_row(name: &str, score: Score) -> String {
    let [precision, recall, f1] = [score.precision(), score.recall(), score.f1()].map(percent);
    let Score { true_positives, false_positives, false_negatives } = score;
    format!(
        "{name:<28}{precision:>10}{recall:>8}{f1:>8}{true_positives:>8}{false_positives:>8}{false_negatives:>8}"
    )
}

fn accuracies(evaluation: &Evaluation, lines: &mut Vec<String>) {
    lines.push(format!("{:<28}{:>10}{:>8}{:>8}", "", "accuracy", "correct", "total"));
    for (name, Accuracy { correct, total }) in [
        ("verdict of matched claims", evaluation.verdict.accuracy),
        ("source kind", evaluation.source.kind),
        ("figure kind", evaluation.figure.kind),
        ("figure unit", evaluation.figure.unit),
        ("figure modifier", evaluation.figure.modifier),
        ("figure direction", evaluation.figure.direction),
        ("case status, where found", evaluation.case.status),
        ("case status, of all", evaluation.case.status_all),
        ("case status words", evaluation.case.evidence),
        ("case person's part", evaluation.case.part),
        ("genre", evaluation.genre.accuracy),
    ] {
        let accuracy = percent(Accuracy { correct, total }.accuracy());
        lines.push(format!("{name:<28}{accuracy:>10}{correct:>8}{total:>8}"));
    }
}

/// Confusions, documents without a prediction, quotes that were not found.
fn remarks(evaluation: &Evaluation, lines: &mut Vec<String>) {
    let confusions = evaluation.genre.confusions.iter().map(|((gold, predicted), times)| {
        let predicted = predicted.map_or_else(|| "none".to_owned(), |label| name_of(&label));
        format!("{} taken for {predicted}: {times}", name_of(gold))
    });
    section("genre", confusions.collect(), lines);
    section("without a prediction", evaluation.documents.missing.clone(), lines);
    let unanchored = evaluation.documents.unanchored.iter().map(|label| {
        let mut quote: String = label.quote.chars().take(QUOTE).collect();
        if quote.len() < label.quote.len() {
            quote.push('…');
        }
        format!("{} {}: {quote:?}", label.document, label.label)
    });
    section("gold quotes that are not in the text", unanchored.collect(), lines);
}

fn section(heading: &str, entries: Vec<String>, lines: &mut Vec<String>) {
    if !entries.is_empty() {
        lines.push(String::new());
        lines.push(format!("{heading}:"));
        lines.extend(entries.into_iter().map(|entry| format!("  {entry}")));
    }
}

/// One line a genre, then one for all documents.
pub(super) fn by_genre(scores: &ByGenre) -> String {
    let mut lines = vec![format!(
        "{:<22}{:>10}{:>10}{:>10}{:>10}{:>11}{:>11}{:>13}{:>11}",
        "",
        "documents",
        "claim F1",
        "types F1",
        "verdict",
        "source F1",
        "carried P",
        "case status",
        "people F1"
    )];
    lines.extend(scores.rows().map(|(name, summary)| summary_row(&name, summary)));
    lines.push(String::new());
    lines.join("\n")
}

fn summary_row(name: &str, summary: &Summary) -> String {
    let [claim, types, verdict, source, carried, status, people] = [
        summary.claim.f1(),
        summary.types_macro_f1,
        summary.verdict.accuracy(),
        summary.source.f1(),
        summary.carried.precision(),
        summary.case_status.accuracy(),
        summary.people.f1(),
    ]
    .map(percent);
    let documents = summary.documents;
    format!(
        "{name:<22}{documents:>10}{claim:>10}{types:>10}{verdict:>10}{source:>11}{carried:>11}{status:>13}{people:>11}"
    )
}

/// In percent with one decimal, `-` where nothing could be measured.
fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{:.1}", share * 100.0))
}
