//! What a review gives back: records with decisions, a table, `ClaimReview`, labels that the model can learn from.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use super::decision::{Action, Edit, Event};
use super::error::ReviewError;
use super::state::{State, Status};
use super::store::{DocumentView, Store};
use crate::record::{Claim, Record, name_of};
use crate::report::overview::source_name;
use crate::report::view::web_address;

/// What goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The records of the run, each claim with its `review`.
    Records,
    /// A row a claim that somebody acted on.
    Table,
    /// `ClaimReview` of schema.org, for claims with a rating.
    ClaimReview,
    /// Labels of the documents that were decided on as a whole.
    Gold,
    /// Decisions whose claims the run of today does not have.
    Unmatched,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Records, Self::Table, Self::ClaimReview, Self::Gold, Self::Unmatched];

    /// The file's name.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Records => "reviewed.jsonl",
            Self::Table => "decisions.csv",
            Self::ClaimReview => "claimreview.json",
            Self::Gold => "gold.jsonl",
            Self::Unmatched => "unmatched.jsonl",
        }
    }

    /// What it is, for people.
    #[must_use]
    pub fn what(self) -> &'static str {
        match self {
            Self::Records => {
                "Every record of the run; each claim that somebody acted on has its decisions as “review”."
            }
            Self::Table => "A row for each claim that somebody acted on, for a spreadsheet.",
            Self::ClaimReview => "ClaimReview (schema.org, JSON-LD) of each claim that has a rating.",
            Self::Gold => {
                "Labels for “sayso eval” and for training: documents in which every claim is decided and nobody differs."
            }
            Self::Unmatched => "Decisions whose claims the run of today does not have.",
        }
    }

    /// As a server says it.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Records | Self::Gold | Self::Unmatched => "application/x-ndjson",
            Self::Table => "text/csv; charset=utf-8",
            Self::ClaimReview => "application/ld+json",
        }
    }
}

type Acted = (usize, State, Vec<Event>);

fn failed(error: std::io::Error) -> ReviewError {
    ReviewError::io("write", Path::new("the export"), error)
}

/// Writes one form.
///
/// # Errors
///
/// When the database cannot be read or the target cannot be written.
pub fn write(store: &Store, form: Form, target: &mut impl Write) -> Result<(), ReviewError> {
    match form {
        Form::Records => each_line(store, target, |document, acted| Some(reviewed(document.record, &acted))),
        Form::Gold => each_line(store, target, |document, acted| gold(&document.record, &acted)),
        Form::ClaimReview => claim_reviews(store, target),
        Form::Table => table(store, target),
        Form::Unmatched => unmatched(store, target),
    }
}

fn each_line(
    store: &Store,
    target: &mut impl Write,
    mut line: impl FnMut(DocumentView, Vec<Acted>) -> Option<Value>,
) -> Result<(), ReviewError> {
    store.each_document(|document, acted| match line(document, acted) {
        Some(line) => writeln!(target, "{line}").map_err(failed),
        None => Ok(()),
    })
}

/// The record as a value, its claims with their decisions.
fn reviewed(record: Record, acted: &[Acted]) -> Value {
    let mut value = serde_json::to_value(record).unwrap_or_default();
    for (place, state, events) in acted {
        if let Some(claim) = value.pointer_mut(&format!("/claims/{place}")) {
            claim["review"] = review(state, events);
        }
    }
    value
}

fn review(state: &State, events: &[Event]) -> Value {
    json!({
        "status": state.status().name(),
        "outcome": state.outcome(),
        "opinions": state.opinions,
        "upheld": state.upheld,
        "notes": state.notes.iter().map(|(who, text)| json!({"reviewer": who, "text": text})).collect::<Vec<_>>(),
        "tags": state.tags,
        "rating": state.rating.as_ref().map(|(rating, link)| json!({"rating": rating, "link": link})),
        "assigned": state.assigned,
        "second_opinion": state.second_opinion,
        "history": events,
    })
}

fn unmatched(store: &Store, target: &mut impl Write) -> Result<(), ReviewError> {
    for one in store.unmatched()? {
        let snapshot: Value = serde_json::from_str(&one.snapshot).unwrap_or_default();
        let line = json!({
            "document": one.document, "quote": one.quote, "claim_line": snapshot,
            "review": review(&one.state, &one.events),
        });
        writeln!(target, "{line}").map_err(failed)?;
    }
    Ok(())
}

const COLUMNS: [&str; 20] = [
    "document", "title", "publisher", "published", "url", "claim", "text", "types", "verdict", "source",
    "status", "decided_types", "decided_verdict", "decided_source", "reviewers", "reason", "notes", "tags",
    "rating", "link",
];

fn table(store: &Store, target: &mut impl Write) -> Result<(), ReviewError> {
    // All cells in quotes, so that none ends at a separator of another country.
    let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(target);
    let csv_failed = |error: csv::Error| failed(error.into());
    writer.write_record(COLUMNS).map_err(csv_failed)?;
    store.each_document(|document, acted| {
        for (place, state, _) in &acted {
            let cells = row(&document.record, *place, state);
            writer.write_record(cells.iter().map(|cell| harmless(cell))).map_err(csv_failed)?;
        }
        Ok(())
    })?;
    writer.flush().map_err(failed)
}

fn row(record: &Record, place: usize, state: &State) -> Vec<String> {
    let Some(claim) = record.claims.get(place) else { return Vec::new() };
    let meta = &record.meta;
    let types =
        |types: &[crate::document::ClaimType]| types.iter().map(name_of).collect::<Vec<_>>().join(" ");
    let source = source_of(record, claim).unwrap_or_default();
    let edit = match state.outcome() {
        Some(Action::Edit(edit)) => (**edit).clone(),
        _ => Edit::default(),
    };
    let reason = match state.outcome() {
        Some(action @ (Action::Reject { .. } | Action::Edit(_))) => action.detail(),
        _ => String::new(),
    };
    let notes: Vec<String> = state.notes.iter().map(|(who, text)| format!("{who}: {text}")).collect();
    let (rating, link) = state.rating.clone().unwrap_or_default();
    vec![
        record.id.clone(),
        meta.title.clone().unwrap_or_default(),
        meta.publisher.clone().unwrap_or_default(),
        meta.published.clone().unwrap_or_default(),
        meta.url.clone().unwrap_or_default(),
        claim.id.clone(),
        claim.text.clone(),
        types(&claim.types),
        name_of(&claim.sourcing),
        source.clone(),
        state.status().name().to_owned(),
        types(edit.types.as_ref().unwrap_or(&claim.types)),
        name_of(&edit.sourcing.unwrap_or(claim.sourcing)),
        edit.source.map_or(source, |source| source.name),
        state.opinions.keys().cloned().collect::<Vec<_>>().join(", "),
        reason,
        notes.join("\n"),
        state.tags.iter().cloned().collect::<Vec<_>>().join(", "),
        rating,
        link,
    ]
}

/// A cell that no spreadsheet takes for a formula (OWASP, CSV injection).
fn harmless(cell: &str) -> String {
    if cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
        || cell.starts_with(['\t', '\r', '\n'])
    {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn source_of(record: &Record, claim: &Claim) -> Option<String> {
    let id = claim.attribution.as_ref()?;
    let attribution = record.attributions.iter().find(|one| one.id == *id)?;
    source_name(attribution).map(str::to_owned)
}

fn claim_reviews(store: &Store, target: &mut impl Write) -> Result<(), ReviewError> {
    let mut reviews = Vec::new();
    store.each_document(|document, acted| {
        for (place, state, events) in acted {
            // A fact-check of what turned out to be no claim is none.
            if state.status() != Status::Rejected {
                reviews.extend(claim_review(&document.record, place, &state, &events));
            }
        }
        Ok(())
    })?;
    let graph = json!({"@context": "https://schema.org", "@graph": reviews});
    serde_json::to_writer_pretty(&mut *target, &graph).map_err(|error| failed(error.into()))?;
    writeln!(target).map_err(failed)
}

fn claim_review(record: &Record, place: usize, state: &State, events: &[Event]) -> Option<Value> {
    let (rating, link) = state.rating.as_ref()?;
    let claim = record.claims.get(place)?;
    let rated = events.iter().rev().find(|event| matches!(event.action, Action::Rate { .. }))?;
    let source = match state.outcome() {
        Some(Action::Edit(edit)) => edit.source.as_ref().map(|source| source.name.clone()),
        _ => None,
    };
    let source = source.or_else(|| source_of(record, claim)).filter(|name| !name.is_empty());
    let mut appearance = json!({"@type": "CreativeWork", "name": record.meta.title});
    if let Some(url) = record.meta.url.as_deref().and_then(web_address) {
        appearance["url"] = url.into();
    }
    if let Some(publisher) = &record.meta.publisher {
        appearance["publisher"] = json!({"@type": "Organization", "name": publisher});
    }
    let mut item = json!({"@type": "Claim", "appearance": appearance});
    if let Some(date) = record.meta.published.as_ref().or(record.meta.answered.as_ref()) {
        item["datePublished"] = date.clone().into();
    }
    if let Some(source) = source {
        item["author"] = json!({"@type": "Thing", "name": source});
    }
    let mut review = json!({
        "@type": "ClaimReview",
        "claimReviewed": claim.text,
        "datePublished": rated.at.get(..10),
        "author": {"@type": "Person", "name": rated.reviewer},
        "reviewRating": {"@type": "Rating", "alternateName": rating},
        "itemReviewed": item,
    });
    if let Some(link) = web_address(link) {
        review["url"] = link.into();
    }
    Some(review)
}

/// Labels of a document in which every claim is decided, else nothing: a list that is half labelled would teach that the
/// rest is wrong. What the tool missed nobody has seen, so recall that is measured on it is too good.
fn gold(record: &Record, acted: &[Acted]) -> Option<Value> {
    let states: BTreeMap<usize, &State> = acted.iter().map(|(place, state, _)| (*place, state)).collect();
    let settled = |place: usize| states.get(&place).is_some_and(|state| state.status().is_settled());
    if record.claims.is_empty() || !(0..record.claims.len()).all(settled) {
        return None;
    }
    let (mut claims, mut attributions) = (Vec::new(), Vec::new());
    for (place, claim) in record.claims.iter().enumerate() {
        let edit = match states.get(&place).and_then(|state| state.outcome()) {
            Some(Action::Reject { .. }) => continue,
            Some(Action::Edit(edit)) => (**edit).clone(),
            _ => Edit::default(),
        };
        let attribution = gold_attribution(record, claim, &edit, attributions.len() + 1);
        let [start, end] = edit.claim_span.unwrap_or([claim.start, claim.end]);
        let text = cut(record, start, end);
        claims.push(json!({
            "id": claim.id, "text": text, "start": start, "end": end, "nth": nth(record, start, &text),
            "types": edit.types.as_ref().unwrap_or(&claim.types),
            "sourcing": edit.sourcing.unwrap_or(claim.sourcing),
            "attribution": attribution.as_ref().map(|one| one["id"].clone()),
            "check_worthiness": claim.check_worthiness,
        }));
        attributions.extend(attribution);
    }
    Some(json!({
        "id": record.id, "text": record.text, "genre": {"label": record.genre.label}, "meta": record.meta,
        "claims": claims, "attributions": attributions, "names": [],
    }))
}

fn gold_attribution(record: &Record, claim: &Claim, edit: &Edit, number: usize) -> Option<Value> {
    let old = claim.attribution.as_ref().and_then(|id| record.attributions.iter().find(|one| one.id == *id));
    let named = edit.source.as_ref();
    if named.is_some_and(|source| source.name.is_empty()) || (old.is_none() && named.is_none()) {
        return None;
    }
    let source = old.and_then(|one| one.source.as_ref());
    let spans = |edited: Option<[usize; 2]>, old: Option<&Vec<[usize; 2]>>| {
        edited.map(|span| vec![span]).or_else(|| old.cloned()).unwrap_or_default()
    };
    // A carried source stands in another sentence, so a quote is tied to its place by which occurrence it is.
    let quoted = |spans: &[[usize; 2]]| {
        let words: Vec<String> = spans.iter().map(|[start, end]| cut(record, *start, *end)).collect();
        let which = match (spans, &words[..]) {
            ([[start, _]], [quote]) => Some(nth(record, *start, quote)),
            _ => None,
        };
        json!({"text": words, "spans": spans, "nth": which})
    };
    let source_spans = spans(edit.source_span, source.map(|one| &one.spans));
    let cue_spans = spans(edit.cue_span, old.and_then(|one| one.cue.as_ref()).map(|cue| &cue.spans));
    let content = spans(edit.content_span, old.map(|one| &one.content.spans));
    let content = if content.is_empty() { vec![[claim.start, claim.end]] } else { content };
    let kind = named.and_then(|one| one.kind).or(source.map(|one| one.kind));
    let name = named.map(|one| one.name.clone()).or_else(|| source.and_then(|one| one.name.clone()));
    let has_source = source.is_some() || named.is_some();
    Some(json!({
        "id": format!("a{number}"), "scope": old.map_or("sentence".into(), |one| name_of(&one.scope)),
        "source": has_source.then(|| {
            let mut source = quoted(&source_spans);
            source["kind"] = json!(kind);
            source["name"] = json!(name);
            source
        }),
        "cue": (!cue_spans.is_empty()).then(|| quoted(&cue_spans)),
        "content": quoted(&content),
    }))
}

fn cut(record: &Record, start: usize, end: usize) -> String {
    record.text.chars().skip(start).take(end.saturating_sub(start)).collect()
}

/// Which occurrence of `quote` begins at `start`, from 1.
fn nth(record: &Record, start: usize, quote: &str) -> usize {
    let byte = record.text.char_indices().nth(start).map_or(record.text.len(), |(byte, _)| byte);
    record.text.match_indices(quote).take_while(|(at, _)| *at < byte).count() + 1
}

/// Writes the gold labels as a folder like those of `corpus/gold`: `NAME.txt` and `NAME.json`, a pair a document.
/// Returns the number of documents.
///
/// # Errors
///
/// When the folder cannot be written.
pub fn write_gold_folder(store: &Store, folder: &Path) -> Result<usize, ReviewError> {
    fs::create_dir_all(folder).map_err(|error| ReviewError::io("create", folder, error))?;
    let mut count = 0;
    store.each_document(|document, acted| {
        let Some(mut labels) = gold(&document.record, &acted) else { return Ok(()) };
        count += 1;
        // Names of documents are other people's words: ours are numbers.
        let name = format!("reviewed-{:06}", document.id);
        labels["id"] = format!("{name}.txt").into();
        if let Some(labels) = labels.as_object_mut() {
            labels.remove("text");
        }
        for (ending, content) in [("txt", document.record.text), ("json", format!("{labels:#}\n"))] {
            let path = folder.join(format!("{name}.{ending}"));
            fs::write(&path, content).map_err(|error| ReviewError::io("write", &path, error))?;
        }
        Ok(())
    })?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert!(harmless(cell).starts_with('\''), "{cell:?}");
        }
        assert_eq!(harmless("a=b"), "a=b");
    }
}
