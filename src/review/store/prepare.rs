//! One record made ready for the database: rows, facets, figures. Pure, so that threads can share the work.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::document::{Scope, Sourcing};
use crate::record::{Claim, Record, name_of};
use crate::report::overview::{month_of, priority, publisher_of, source_name};

/// What claims are found by. The order is that of [`Facet::NAMES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Facet {
    Type,
    Verdict,
    Flag,
    Genre,
    Publisher,
    Source,
    SourceKind,
    Scope,
    Person,
    FigureKind,
    Unit,
    Month,
    Year,
}

impl Facet {
    pub(super) const NAMES: [&'static str; 13] = [
        "type", "verdict", "flag", "genre", "publisher", "source", "source_kind", "scope", "person",
        "figure_kind", "unit", "month", "year",
    ];

    /// As in the database and in addresses.
    pub(crate) fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// A claim's row.
pub(super) struct ClaimRow {
    pub(super) place: usize,
    pub(super) start: usize,
    pub(super) text: String,
    pub(super) verdict: Sourcing,
    pub(super) types: String,
    pub(super) flags: String,
    pub(super) worth: f64,
    pub(super) priority: f64,
    pub(super) source: Option<String>,
    /// Facet, value, and the label where it differs from the value.
    pub(super) facets: Vec<(Facet, String, Option<String>)>,
    /// Kind and value of its figures.
    pub(super) figures: Vec<(String, f64)>,
}

/// A record with all that the database wants of it.
pub(super) struct Prepared {
    pub(super) record: Record,
    pub(super) json: Vec<u8>,
    pub(super) claims: Vec<ClaimRow>,
}

/// Reads a line of output.
pub(super) fn prepare(line: &str) -> serde_json::Result<Prepared> {
    let record: Record = serde_json::from_str(line)?;
    let claims = record.claims.iter().enumerate().map(|(place, claim)| row(&record, place, claim)).collect();
    Ok(Prepared { json: deflated(line), claims, record })
}

fn deflated(text: &str) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::with_capacity(text.len() / 4), Compression::fast());
    let written = encoder.write_all(text.as_bytes());
    debug_assert!(written.is_ok(), "memory takes everything");
    encoder.finish().unwrap_or_default()
}

/// The JSON of a record as stored.
pub(super) fn inflated(json: &[u8]) -> Option<String> {
    let mut text = String::new();
    DeflateDecoder::new(json).read_to_string(&mut text).ok()?;
    Some(text)
}

fn row(record: &Record, place: usize, claim: &Claim) -> ClaimRow {
    let attribution = claim.attribution.as_ref();
    let attribution = attribution.and_then(|id| record.attributions.iter().find(|one| one.id == *id));
    let source = attribution.and_then(source_name).map(str::to_owned);
    let mut facets = vec![
        (Facet::Verdict, name_of(&claim.sourcing), None),
        (Facet::Genre, name_of(&record.genre.label), None),
        (Facet::Publisher, publisher_of(record).to_owned(), None),
    ];
    facets.extend(claim.types.iter().map(|kind| (Facet::Type, name_of(kind), None)));
    facets.extend(claim.flags.iter().map(|flag| (Facet::Flag, name_of(flag), None)));
    facets.extend(month_of(record).map(|month| (Facet::Month, month.to_owned(), None)));
    facets.extend(source.as_ref().map(|name| (Facet::Source, name.to_lowercase(), Some(name.clone()))));
    if let Some(attribution) = attribution {
        facets.extend(
            attribution.source.as_ref().map(|source| (Facet::SourceKind, name_of(&source.kind), None)),
        );
        if attribution.scope != Scope::Sentence {
            facets.push((Facet::Scope, name_of(&attribution.scope), None));
        }
    }
    let cases = record.cases.iter().filter(|case| claim.cases.contains(&case.id));
    facets.extend(
        cases
            .flat_map(|case| &case.people)
            .map(|one| (Facet::Person, one.name.to_lowercase(), Some(one.name.clone()))),
    );
    let figures: Vec<_> = record.figures.iter().filter(|figure| claim.figures.contains(&figure.id)).collect();
    for figure in &figures {
        facets.push((Facet::FigureKind, name_of(&figure.kind), None));
        facets.extend(figure.unit.as_ref().map(|unit| (Facet::Unit, unit.clone(), None)));
        if let Some(period) = &figure.period {
            let year = |date: &Option<String>| date.as_deref()?.get(..4)?.parse::<u16>().ok();
            let (from, to) = (year(&period.from), year(&period.to));
            if let Some((from, to)) = from.or(to).zip(to.or(from)) {
                // Whole centuries are no help to anybody who looks for a year.
                facets.extend((from..=to).take(30).map(|year| (Facet::Year, year.to_string(), None)));
            }
        }
    }
    let value = |one: &&crate::record::Figure| one.value.or(one.low).or(one.high);
    ClaimRow {
        place,
        start: claim.start,
        text: claim.text.clone(),
        verdict: claim.sourcing,
        types: joined(&claim.types),
        flags: joined(&claim.flags),
        worth: claim.check_worthiness,
        priority: priority(claim.check_worthiness, claim.sourcing, &claim.flags),
        source,
        facets,
        figures: figures.iter().filter_map(|one| Some((name_of(&one.kind), value(one)?))).collect(),
    }
}

fn joined<T: serde::Serialize>(labels: &[T]) -> String {
    labels.iter().map(name_of).collect::<Vec<_>>().join(" ")
}
